"""A model as rows: each number with its bar, what it was, what it gives for what."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.cells import cell_len

from kamtui.domain.scoring.model import Criterion, ScoreClass
from kamtui.i18n import _, ngettext
from kamtui.present.grading import class_label
from kamtui.present.model_words import criterion_name
from kamtui.present.money import short_amount
from kamtui.present.rule_words import points_text, rule_words
from kamtui.tui.screens.what_if.draft import DATA, Draft, Place
from kamtui.tui.widgets.bars import bar_runs
from kamtui.tui.widgets.criterion_bar import criterion_runs
from kamtui.tui.widgets.drawn_rows import Draw, DrawnRows
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import head

if TYPE_CHECKING:
    from kamtui.domain.views.what_if import ClassCount, Outcome

__all__ = ["class_role", "model_rows", "title_parts"]

#: Columns at 72 cells and more: label, bar, end of the number, what it was, the words.
_LABEL, _BAR, _NUMBER_END, _WAS, _WORDS = (2, 18), 21, 41, 42, 50
#: Narrower than this there is no room for bars.
_NARROW = 70
_BAR_CELLS = 15
_HIDDEN = "***"
#: Cells from how many to how much.
_MONEY_AFTER = 15


def class_role(rank: int, kind: str = "grade") -> str:
    """Return the colour of a class by its place: the best, the next, all others."""
    return f"{kind}:{'ABC'[min(max(rank, 0), 2)]}"


def model_rows(draft: Draft, outcome: Outcome | None, *, masked: bool = False) -> DrawnRows:
    """Return every line of the model; one that was taken out stands where it stood."""
    model, rows = draft.model, DrawnRows()
    counts = {one.key: one for one in outcome.classes} if outcome is not None else {}
    most = max((one.maximum for one in model.criteria), default=Decimal(1))
    scale = Decimal(1) if most <= 2 * _BAR_CELLS else Decimal(2 * _BAR_CELLS) / most
    total = ngettext("{points} point", "{points} points", 1 if model.maximum == 1 else 2).format(
        points=points_text(model.maximum)
    )
    rows.add(_head(_("Criteria"), total))
    for place in draft.places():
        if place.kind == "criterion":
            rows.add(_criterion(draft, place, scale), key=place.key)
    judged = "" if outcome is None else ngettext(
        "{count} customer", "{count} customers", outcome.customers
    ).format(count=f"{outcome.customers:,}")  # fmt: skip
    rows.add(_head(_("Classes"), judged))
    ranks = {one.key: at for at, one in enumerate(model.classes)}
    for place in draft.places():
        if place.kind == "class":
            rank = ranks.get(place.name, len(ranks))
            share = outcome.customers if outcome is not None else 0
            rows.add(
                _class(draft, place, rank, counts.get(place.name), share, masked), key=place.key
            )
    rows.add(_data(draft, counts, masked), key=Place(DATA).key)
    return rows


def _head(title: str, remark: str) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        head(line, title, brush, end=line.width - 1, remark=remark)

    return draw


class _Columns:
    """Where things stand in a line of so many cells."""

    def __init__(self, width: int) -> None:
        """Give up the bars first."""
        self.bars = width >= _NARROW
        left = 0 if self.bars else _BAR_CELLS + 1
        self.label, self.label_cells = _LABEL
        self.number_end = _NUMBER_END - left
        self.was = _WAS - left
        self.words = _WORDS - left
        self.words_cells = max(0, width - 1 - self.words)


def _put_number(
    line: Line,
    columns: _Columns,
    now: Decimal | None,
    before: Decimal | None,
    state: RowState,
    brush: Brush,
) -> None:
    """Put a number, and what it was where it is another."""
    changed = now is not None and now != before
    if now is None:
        line.put_right(columns.number_end, "-", "muted")
    else:
        role = "mark" if changed else "text"
        bold = changed or state.cursor
        line.put_right(columns.number_end, points_text(now), role, bold=bold, limit=8,
                       ellipsis=brush.ellipsis)  # fmt: skip
    if now is None or (changed and before is not None):
        line.put(columns.was, f"({points_text(before or Decimal(0))})", "muted", limit=7,
                 ellipsis=brush.ellipsis)  # fmt: skip
    elif changed:
        line.put(columns.was, _("new"), "mark", limit=7, ellipsis=brush.ellipsis)


def _criterion(draft: Draft, place: Place, scale: Decimal) -> Draw:
    now, before = draft.criterion(place.name), draft.criterion(place.name, saved=True)
    line_of: Criterion | None = now or before

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        columns, dots = _Columns(line.width), brush.ellipsis
        if line_of is None:
            return
        role = "muted" if now is None else "text"
        line.put(columns.label, criterion_name(line_of), role, bold=state.cursor,
                 limit=columns.label_cells, ellipsis=dots)  # fmt: skip
        if columns.bars and now is not None:
            runs = criterion_runs(now.maximum, now.maximum, brush, scale=scale)
            for x, text, bar_role in runs:
                line.put(_BAR + x, text, bar_role if now.maximum > 0 else "rule")
        _put_number(
            line,
            columns,
            None if now is None else now.maximum,
            None if before is None else before.maximum,
            state,
            brush,
        )
        words = _("taken out") if now is None else rule_words(now)
        other = before is not None and now is not None and rule_words(now) != rule_words(before)
        shaped = other and before is not None and now is not None and (
            now.rule.kind != before.rule.kind or now.months != before.months
        )  # fmt: skip
        role = "mark" if now is None or shaped else "muted"
        line.put(columns.words, words, role, limit=columns.words_cells, ellipsis=dots)

    return draw


def _class(
    draft: Draft, place: Place, rank: int, count: ClassCount | None, customers: int, masked: bool
) -> Draw:
    now, before = draft.class_(place.name), draft.class_(place.name, saved=True)
    line_of: ScoreClass | None = now or before

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        columns = _Columns(line.width)
        if line_of is None:
            return
        role = "muted" if now is None else class_role(rank)
        x = line.put(columns.label, class_label(line_of.key), role, bold=now is not None,
                     limit=columns.label_cells - 5, ellipsis=brush.ellipsis)  # fmt: skip
        if now is not None and x < columns.label + columns.label_cells - 5:
            line.put(x + 1, _("from"), "muted", limit=columns.label + columns.label_cells - x,
                     ellipsis=brush.ellipsis)  # fmt: skip
        if columns.bars and count is not None and customers:
            bar = bar_runs(count.after, customers, _BAR_CELLS, class_role(rank, "score"), brush)
            for at, text, bar_role in bar:
                line.put(_BAR + at, text, bar_role)
        _put_number(
            line,
            columns,
            None if now is None else now.cut_off,
            None if before is None else before.cut_off,
            state,
            brush,
        )
        _put_counts(line, columns, count, brush, masked)

    return draw


def _data(draft: Draft, counts: Mapping[str | None, ClassCount], masked: bool) -> Draw:
    now, before = draft.model.minimum_with_data, draft.saved.minimum_with_data
    count = counts.get(None)

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        columns = _Columns(line.width)
        cells = columns.label_cells + (_BAR_CELLS if columns.bars else 0)
        line.put(columns.label, _("Data needed for a class"), "text", bold=state.cursor,
                 limit=cells, ellipsis=brush.ellipsis)  # fmt: skip
        _put_number(line, columns, now, before, state, brush)
        _put_counts(line, columns, count, brush, masked)

    return draw


def _put_counts(
    line: Line, columns: _Columns, count: ClassCount | None, brush: Brush, masked: bool
) -> None:
    """Put how many are in a class, and their money, before and after where that differs."""
    if count is None:
        return
    arrow, dots = "->" if brush.ascii else "→", brush.ellipsis
    moved = (count.before, count.before_minor) != (count.after, count.after_minor)
    end = columns.words + columns.words_cells
    words = f"{count.before:,} {arrow} {count.after:,}" if moved else f"{count.after:,}"
    role = "mark" if moved else "text"
    x = line.put(columns.words, words, role, limit=max(0, end - columns.words), ellipsis=dots)
    after = _HIDDEN if masked else short_amount(count.after_minor)
    was = _HIDDEN if masked else short_amount(count.before_minor)
    start = max(x + 2, columns.words + _MONEY_AFTER)
    both = f"{was} {arrow} {after}"
    money = both if moved and was != after and end - start >= cell_len(both) else after
    if end - start >= cell_len(money):
        line.put(start, money, "muted", limit=end - start, ellipsis=dots)


def title_parts(draft: Draft) -> tuple[tuple[str, str, bool], ...]:
    """Return what stands over the rows: which model, its version, what its standing is."""
    from kamtui.present.model_table import model_label
    from kamtui.present.model_words import kind_label

    parts: list[tuple[str, str, bool]] = [
        (kind_label(draft.saved.axis) + "  ", "muted", False),
        (model_label(draft.saved.name), "text", True),
        ("  " + _("version {number}").format(number=draft.saved.version), "muted", False),
        ("  " + (_("in force") if draft.active else _("not in force")), "muted", False),
    ]
    if draft.changed:
        parts.append(("  " + _("changed, not saved"), "mark", True))
    return tuple(parts)

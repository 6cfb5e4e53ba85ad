"""Who moves: counts and money of each way, and the customers, the most money first."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from kamtui.i18n import _, language, ngettext
from kamtui.present.grading import class_label, number_text
from kamtui.present.money import short_amount
from kamtui.present.safe_text import safe_text
from kamtui.tui.screens.what_if.rows import class_role
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import head, put_badge, put_name

if TYPE_CHECKING:
    from kamtui.domain.views.what_if import Flow, Outcome

__all__ = ["MoverRows", "Totals"]

_HIDDEN = "***"
_LEAST_NAME = 8
#: Cells of a row from which money and scores are shown.
_MONEY_FROM, _SCORES_FROM = 36, 46


class MoverRows:
    """A `RowSource` over those who move, or over everybody where nobody does.

    Only rows in sight are worked out.
    """

    heads: Sequence[int] = ()

    def __init__(self, outcome: Outcome, *, masked: bool = False) -> None:
        """Show an outcome."""
        self.outcome = outcome
        self._places = outcome.places() if len(outcome) else range(outcome.customers)
        self._masked = masked
        self._ranks = _ranks(outcome)
        labels = [class_label(one.key or "") for one in outcome.classes]
        widest = max((cell_len(safe_text(one)) for one in labels), default=1)
        #: Cells of a class: a badge for a letter, else its word.
        self._cells = 3 if widest <= 1 else min(9, widest)
        #: Cells of the grade a customer has, in brackets.
        self._stands_cells = 2 + (1 if self._cells == 3 else self._cells)
        #: Cells of both scores and the arrow.
        self._score_cells = 9 if outcome.after.top_score <= 100 else 13

    def __len__(self) -> int:
        """How many are shown."""
        return len(self._places)

    def key(self, index: int) -> str | None:
        """Return a customer's id."""
        known = 0 <= index < len(self._places)
        return self.outcome.customer_id(self._places[index]) if known else None

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        line = Line(width, state.plane)
        put_cursor(line, state, brush)
        move = self.outcome.customer(self._places[index])
        end = width - 1
        if width >= _MONEY_FROM:
            money = _HIDDEN if self._masked else short_amount(move.money_minor)
            line.put_right(end, money, "muted", limit=7, ellipsis=brush.ellipsis)
            end -= 8
        if width >= _SCORES_FROM:
            scores = _score(move.score_after)
            if move.before != move.after or move.score_before != move.score_after:
                scores = f"{_score(move.score_before)} {_arrow(brush)} {scores}"
            line.put_right(end, scores, "text", limit=self._score_cells,
                           ellipsis=brush.ellipsis)  # fmt: skip
            end -= self._score_cells + 1
        new = end - self._cells
        old = new - 3 - (1 if self._cells == 3 else self._cells)
        left = old
        if move.before != move.after:
            self._put_class(line, old, move.before, brush, filled=False)
            line.put(new - 2, *_way(move.rises, brush))
        if self.outcome.differs and width >= _SCORES_FROM:
            left -= self._stands_cells + 1
            if move.stands != move.before:
                words = f"({_word(move.stands)})"
                line.put(left, words, "muted", limit=self._stands_cells, ellipsis=brush.ellipsis)
        self._put_class(line, new, move.after, brush, filled=True)
        put_name(line, 2, max(_LEAST_NAME, left - 3), move.name, brush, bold=state.cursor)
        return line

    def _put_class(
        self, line: Line, x: int, key: str | None, brush: Brush, *, filled: bool
    ) -> None:
        if x < 2 + _LEAST_NAME:
            return
        if key is None:
            line.put(x + (1 if filled and self._cells == 3 else 0), "-", "muted")
        elif self._cells != 3:
            role = class_role(self._ranks.get(key, 9))
            line.put(x, class_label(key), role, limit=self._cells, ellipsis=brush.ellipsis)
        elif filled:
            put_badge(line, x, key, brush)
        else:
            line.put(x, safe_text(key)[:1], f"grade:{safe_text(key)[:1]}", bold=True)


class Totals(LineWidget):
    """How many move, with how much money: the sum, then each way from class to class."""

    DEFAULT_CSS: ClassVar[str] = "Totals { height: 2; width: 100%; }"

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start without an answer."""
        super().__init__(brush, id=id)
        self._outcome: Outcome | None = None
        self._against = ""
        self._masked = False

    def show(self, outcome: Outcome | None, *, against: str = "", masked: bool = False) -> None:
        """Show an outcome, None while it is worked out; `against` names another model."""
        self._outcome, self._against, self._masked = outcome, against, masked
        self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the rows: a head, then the ways side by side or one below the other."""
        outcome = self._outcome
        if outcome is None:
            top = head(Line(width), _("Who moves"), self.brush, end=width - 1)
            wait = Line(width)
            wait.put(2, _("Working out the scores…"), "muted")
            return [top, wait]
        count = len(outcome)
        remark = self._sum(outcome, width - 12 - cell_len(_("Who moves")) - len(f"{count:,}"))
        top = head(
            Line(width), _("Who moves"), self.brush, end=width - 1, count=f"{count:,}",
            remark=remark,
        )  # fmt: skip
        if not count:
            line = Line(width)
            x = line.put(2, self._nobody(outcome), "muted", limit=width - 3,
                         ellipsis=self.brush.ellipsis)  # fmt: skip
            self._put_already(line, outcome, x)
            return [top, line]
        if height <= 2:
            return [top, self._in_a_row(outcome, width)]
        shown = outcome.flows[: height - 1]
        lines = [self._way(outcome, one, width) for one in shown]
        if len(shown) < len(outcome.flows):
            lines[-1].put_right(width - 1, f"+{len(outcome.flows) - len(shown)}", "muted")
        self._put_already(lines[0], outcome, width // 2)
        return [top, *lines]

    def _sum(self, outcome: Outcome, cells: int) -> str:
        """Return the money of all who move, and what it is against, as far as there is room."""
        parts: list[str] = []
        if len(outcome):
            parts.append(_HIDDEN if self._masked else short_amount(outcome.money_minor))
        if outcome.left_out:
            parts.append(_("without {currencies}").format(currencies=", ".join(outcome.left_out)))
        if self._against:
            parts.append(_("against {model}").format(model=self._against))
        if outcome.differs:
            parts.append(_("in brackets the grade now"))
        comma = "，" if language() == "zh" else ", "
        while len(parts) > 1 and cell_len(safe_text(comma.join(parts))) > cells:
            parts.pop()
        return comma.join(parts)

    def _nobody(self, outcome: Outcome) -> str:
        if not outcome.customers:
            return _("There are no customers yet: nobody can move")
        return _("Nobody would move. Everybody, the most money first:")

    def _put_already(self, line: Line, outcome: Outcome, after: int) -> None:
        """Say at the end how many proposals there are whether the change comes or not."""
        count = len(outcome.proposed_already)
        words = ngettext("{count} proposed already", "{count} proposed already", count).format(
            count=f"{count:,}"
        )
        if count and after + 3 + cell_len(words) < line.width:
            line.put_right(line.width - 1, words, "muted")

    def _in_a_row(self, outcome: Outcome, width: int) -> Line:
        line, x, ranks = Line(width), 2, _ranks(outcome)
        for at, one in enumerate(outcome.flows):
            need = self._cells(one)
            left = len(outcome.flows) - at
            if x + need > width - 1 - (6 if left > 1 else 0):
                line.put(x, f"+{left}", "muted", limit=max(0, width - 1 - x),
                         ellipsis=self.brush.ellipsis)  # fmt: skip
                break
            x = self._put_way(line, x, one, ranks) + 3
        self._put_already(line, outcome, x)
        return line

    def _way(self, outcome: Outcome, one: Flow, width: int) -> Line:
        line = Line(width)
        self._put_way(line, 2, one, _ranks(outcome))
        return line

    def _cells(self, one: Flow) -> int:
        return sum(
            cell_len(safe_text(word)) + 1
            for word in (_word(one.before), "x", _word(one.after), f"{one.customers:,}",
                         self._money(one))
        )  # fmt: skip

    def _money(self, one: Flow) -> str:
        return _HIDDEN if self._masked else short_amount(one.money_minor)

    def _put_way(self, line: Line, x: int, one: Flow, ranks: dict[str | None, int]) -> int:
        x = line.put(x, _word(one.before), _role(one.before, ranks), bold=True)
        x = line.put(x + 1, *_way(one.rises, self.brush))
        x = line.put(x + 1, _word(one.after), _role(one.after, ranks), bold=True)
        x = line.put(x + 1, f"{one.customers:,}", "text", bold=True)
        return line.put(x + 1, self._money(one), "muted")

    @property
    def text(self) -> str:
        """What is said, for tests and screen readers."""
        outcome = self._outcome
        if outcome is None:
            return ""
        words = [f"{_word(one.before)}>{_word(one.after)} {one.customers}" for one in outcome.flows]
        count = ngettext("{count} customer moves", "{count} customers move", len(outcome))
        return " ".join((count.format(count=len(outcome)), *words))


def _ranks(outcome: Outcome) -> dict[str | None, int]:
    return {one.key: at for at, one in enumerate(outcome.after.classes)}


def _word(key: str | None) -> str:
    return "-" if key is None else class_label(key)


def _role(key: str | None, ranks: dict[str | None, int]) -> str:
    if key is None:
        return "muted"
    if len(safe_text(key)) == 1:
        return f"grade:{safe_text(key)}"
    return class_role(ranks.get(key, 9))


def _way(rises: bool, brush: Brush) -> tuple[str, str]:
    """Return the sign between two classes and its role."""
    return (brush.glyph("up"), "accent") if rises else (brush.glyph("down"), "late_plain")


def _score(score: Decimal | None) -> str:
    return "-" if score is None else number_text(score)


def _arrow(brush: Brush) -> str:
    return ">" if brush.ascii else "→"

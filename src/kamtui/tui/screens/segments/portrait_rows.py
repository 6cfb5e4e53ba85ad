"""A customer's portrait as rows: its place in every dimension, every trait, its lifetime value."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from kamtui.domain.segments.model import NO_DATA, NO_RULE
from kamtui.i18n import _, pgettext
from kamtui.present.columns import wrap_cells
from kamtui.present.order_standing import portrait_orders
from kamtui.present.segment_value import clv_lines
from kamtui.present.segment_words import (
    dimension_label,
    evidence_text,
    placed_words,
    portrait_label,
    rule_words,
    segment_label,
)
from kamtui.present.words import join_words
from kamtui.tui.panels.segment_rules import RulesOf
from kamtui.tui.widgets.drawn_rows import DrawnRows, blank_row, title_row
from kamtui.tui.widgets.words import head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kamtui.domain.views.segments import Evidence, Placed, Portrait, PortraitView, Trait
    from kamtui.tui.widgets.drawn_rows import Draw
    from kamtui.tui.widgets.line_list import RowState
    from kamtui.tui.widgets.paint import Brush, Line

__all__ = ["VALUE_KEY", "portrait_rows", "rules_of_row"]

_PLACED, _PORTRAIT, VALUE_KEY = "placed", "portrait", "value"
#: Between the parts of a row's key.
_OF = "/"
#: Columns: dimension, segment, evidence; the mark of a trait and its rule.
_BY, _SEGMENT, _BECAUSE = 3, 15, 34
_NARROW_BECAUSE = 31
_MARK, _RULE = 3, 6
_LEAST = 10


def rules_of_row(key: str | None) -> RulesOf | None:
    """Return whose rules a row rests on: a dimension, a portrait and its trait; None for none."""
    kind, *parts = (key or "").split(_OF)
    if kind == _PLACED and parts:
        return RulesOf((key or "").removeprefix(_PLACED + _OF))
    if kind == _PORTRAIT and len(parts) == 2:
        return RulesOf(f"portrait.{parts[0]}", int(parts[1]))
    return None


def portrait_rows(
    found: PortraitView, *, width: int, ascii_only: bool = False, masked: bool = False
) -> DrawnRows:
    """Return a portrait.

    Args:
        found: The portrait.
        width: Cells, for what is wrapped.
        ascii_only: Signs of rules in ASCII.
        masked: Hide amounts: somebody is looking.
    """
    rows = DrawnRows()
    rows.add(title_row(_("Segments")))
    for one in found.placed:
        _add_placed(rows, one, width, masked)
    if why := portrait_orders(found.orders):
        for part in wrap_cells(why, max(_LEAST, width - 4)):
            _add_words(rows, part, 3, None, bold=False)
    for portrait in found.portraits:
        rows.add(blank_row)
        rows.add(_portrait_title(portrait))
        for place, trait in enumerate(portrait.traits):
            key = _OF.join((_PORTRAIT, portrait.key, str(place)))
            _add_trait(rows, trait, key, width, ascii_only, masked)
    rows.add(blank_row)
    rows.add(title_row(_("Lifetime value")))
    for place, text in enumerate(clv_lines(found.clv, masked=masked)):
        indent = 5 if text.startswith(" ") else 3
        for at, part in enumerate(wrap_cells(text.strip(), max(_LEAST, width - 1 - indent))):
            own = _OF.join((VALUE_KEY, str(place))) if not at else None
            _add_words(rows, part, indent, own, bold=not place)
    return rows


def _add_words(rows: DrawnRows, text: str, x: int, key: str | None, *, bold: bool) -> None:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        line.put(x, text, "text", bold=bold, limit=max(0, line.width - 1 - x))

    rows.add(draw, key=key)


def _evidence(many: Sequence[Evidence], masked: bool) -> str:
    return join_words([evidence_text(one, masked=masked) for one in many])


def _add_placed(rows: DrawnRows, one: Placed, width: int, masked: bool) -> None:
    x = _BECAUSE if width >= 70 else _NARROW_BECAUSE
    parts = wrap_cells(placed_words(one, masked=masked), max(_LEAST, width - 1 - x)) or [""]
    aside = one.key in (NO_DATA, NO_RULE)
    for at, part in enumerate(parts):

        def draw(line: Line, state: RowState, brush: Brush, at: int = at, part: str = part) -> None:
            if not at:
                line.put(_BY, dimension_label(one.by), "muted", limit=_SEGMENT - _BY - 1,
                         ellipsis=brush.ellipsis)  # fmt: skip
                line.put(_SEGMENT, segment_label(one.by, one.key), "muted" if aside else "text",
                         bold=not aside, limit=x - _SEGMENT - 1,
                         ellipsis=brush.ellipsis)  # fmt: skip
            line.put(x, part, "muted", limit=max(0, line.width - 1 - x))

        rows.add(draw, key=_OF.join((_PLACED, one.by)) if not at else None)


def _portrait_title(portrait: Portrait) -> Draw:
    said = {
        True: pgettext("portrait", "belongs to it"),
        False: pgettext("portrait", "does not belong to it"),
        None: pgettext("portrait", "no data to say whether it belongs"),
    }[portrait.belongs]
    met = _("{met} of {count} met").format(met=portrait.met, count=len(portrait.traits))

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        head(line, portrait_label(portrait.key), brush, end=line.width - 1, count=met, remark=said)

    return draw


def _add_trait(
    rows: DrawnRows, trait: Trait, key: str, width: int, ascii_only: bool, masked: bool
) -> None:
    """Add a trait: its mark, what is asked, and beside it what the records say."""
    middle = max(_RULE + _LEAST, (width + _RULE) // 2 + 1)
    rule = rule_words(trait.rule, ascii_only=ascii_only, masked=masked)
    asked = wrap_cells(rule, max(_LEAST, middle - _RULE - 2))
    known = wrap_cells(_evidence(trait.evidence, masked), max(_LEAST, width - 1 - middle))
    for at, (left, right) in enumerate(zip_longest(asked, known, fillvalue="")):

        def draw(
            line: Line,
            state: RowState,
            brush: Brush,
            at: int = at,
            left: str = left,
            right: str = right,
        ) -> None:
            if not at:
                mark, role = _mark(trait.met, brush)
                line.put(_MARK, mark, role, bold=trait.met is not None)
            line.put(_RULE, left, "text" if trait.met else "muted", bold=state.cursor and not at,
                     limit=max(0, middle - _RULE - 1))  # fmt: skip
            line.put(middle, right, "muted", limit=max(0, line.width - 1 - middle))

        rows.add(draw, key=key if not at else None)


def _mark(met: bool | None, brush: Brush) -> tuple[str, str]:
    """Return the mark of a trait, which no colour is needed to read."""
    if met is None:
        return "?", "muted"
    return (brush.glyph("ok"), "accent") if met else ("x", "late_plain")

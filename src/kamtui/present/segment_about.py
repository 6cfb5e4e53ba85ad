"""What is said about one segment beside the list: rule, movement, lifetime value, thresholds."""

from typing import NamedTuple

from kamtui.domain.segments.model import NO_DATA
from kamtui.domain.views.segments import ClvView, SegmentRow, SegmentsView
from kamtui.i18n import _, ngettext, pgettext
from kamtui.present.dates import long_date
from kamtui.present.money import full_amount
from kamtui.present.segment_value import brief_lines, clv_lines
from kamtui.present.segment_words import (
    HIDDEN,
    lacking_labels,
    rule_of_row,
    threshold_lines,
)
from kamtui.present.words import join_words

__all__ = ["Section", "about_segment", "left_out_words", "moved_text", "moved_words", "row_rule"]


class Section(NamedTuple):
    """A title and its lines."""

    title: str
    lines: tuple[str, ...]


def about_segment(
    view: SegmentsView,
    row: SegmentRow,
    clv: ClvView | None,
    *,
    brief: bool = False,
    ascii_only: bool = False,
    masked: bool = False,
) -> list[Section]:
    """Return everything about a segment, the rule first.

    Args:
        view: The dimension.
        row: The segment.
        clv: Its lifetime value, None while it is being worked out.
        brief: The lifetime value as one product instead of a line an input.
        ascii_only: Signs of rules in ASCII.
        masked: Hide amounts: somebody is looking.
    """
    found = [
        Section(_("Rule"), (row_rule(view, row, ascii_only=ascii_only, masked=masked),)),
        Section(pgettext("segments", "Moved"), (moved_words(view, row),)),
    ]
    if view.thresholds is not None and view.thresholds.customers:
        lines = threshold_lines(view.thresholds, by_day=view.by_day, masked=masked)
        if view.rfm_months is not None:
            months = ngettext(
                "Orders of the last {count} month.",
                "Orders of the last {count} months.",
                view.rfm_months,
            )
            lines.append(months.format(count=view.rfm_months))
        found.append(Section(pgettext("segments", "Scores"), tuple(lines)))
    if clv is None:
        value: tuple[str, ...] = (_("working out the lifetime value…"),)
    else:
        value = _brief_value(clv, masked) if brief else _value(clv, masked)
    found.append(Section(pgettext("segments", "Value"), value))
    if view.left_out:
        found.append(Section(_("Without"), (left_out_words(view.left_out),)))
    return found


def row_rule(
    view: SegmentsView, row: SegmentRow, *, ascii_only: bool = False, masked: bool = False
) -> str:
    """Return who belongs to a segment; of "no data" what is missing, and of how many."""
    if row.key == NO_DATA and view.lacking:
        missing = [f"{name} {count:,}" for name, count in lacking_labels(view.lacking).items()]
        return _("missing: {what}").format(what=join_words(missing))
    return rule_of_row(view.dimension, row.key, ascii_only=ascii_only, masked=masked)


def moved_text(row: SegmentRow) -> str:
    """Return ``+3 -1``: how many came and left; empty where nobody did."""
    came = f"+{row.came:,}" if row.came else ""
    left = f"-{row.left:,}" if row.left else ""
    return " ".join(part for part in (came, left) if part)


def moved_words(view: SegmentsView, row: SegmentRow) -> str:
    """Return the same in words, with the day it is counted from."""
    if view.before_on is None:  # nobody asked
        return ""
    since = long_date(view.before_on)
    if not row.came and not row.left:
        return _("nobody came or left since {date}").format(date=since)
    return _("{came} came, {left} left since {date}").format(
        came=f"{row.came:,}", left=f"{row.left:,}", date=since
    )


def left_out_words(currencies: tuple[str, ...]) -> str:
    """Return which amounts are in no sum here."""
    return _("amounts in {currencies} are in no sum").format(currencies=join_words(currencies))


def _value(found: ClvView, masked: bool) -> tuple[str, ...]:
    """Return a lifetime value, that of all together, and an input a line."""
    head, *inputs = (line.strip() for line in clv_lines(found, masked=masked))
    return (head, *_together(found, masked), *inputs)


def _together(found: ClvView, masked: bool) -> tuple[str, ...]:
    if found.total_minor is None:
        return ()
    amount = HIDDEN if masked else full_amount(found.total_minor)
    total = ngettext(
        "{count} who ordered: {amount} {currency} in all",
        "{count} who ordered: {amount} {currency} in all",
        found.customers,
    )
    return (total.format(count=f"{found.customers:,}", amount=amount, currency=found.currency),)


def _brief_value(found: ClvView, masked: bool) -> tuple[str, ...]:
    """Return the same in few rows: the value, and the product it is."""
    head, product = brief_lines(found, masked=masked)
    return (head, *_together(found, masked), product)

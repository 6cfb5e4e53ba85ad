"""The sums above a customer's orders: two or three rows of label and number in columns."""

from collections.abc import Sequence
from typing import NamedTuple

from kamtui.domain.views.orders import OtherCurrency
from kamtui.i18n import _, ngettext
from kamtui.present.money import full_amount
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.preview import Facts

__all__ = ["SumRow", "sum_rows"]

_START = 3
#: Width from which three pairs stand beside each other; two below it, one below the other.
_THREE, _TWO = 70, 40


class Pair(NamedTuple):
    """A muted label and its number."""

    label: str
    value: str
    role: str = "text"


class SumRow(NamedTuple):
    """Pairs beside each other in columns of equal width."""

    pairs: tuple[Pair, ...]
    columns: int

    def draw(self, line: Line, brush: Brush) -> Line:
        """Return the row."""
        cells = (line.width - 1 - _START) // self.columns
        for place, pair in enumerate(self.pairs):
            start = _START + place * cells
            end = line.width - 1 if place == self.columns - 1 else start + cells - 1
            x = line.put(start, pair.label, "muted", limit=max(0, end - start),
                         ellipsis=brush.ellipsis)  # fmt: skip
            line.put(x + 1, pair.value, pair.role, bold=True, limit=max(0, end - x - 1),
                     ellipsis=brush.ellipsis)  # fmt: skip
        return line


def sum_rows(
    facts: Facts, others: Sequence[OtherCurrency] = (), *, width: int
) -> tuple[SumRow, ...]:
    """Return the numbers of a customer, what is left out of them last."""
    money = facts.brief.money
    late = money.overdue_minor > 0
    count = ngettext("{count} order", "{count} orders", money.orders_12m).format(
        count=money.orders_12m
    )
    days = money.credit_days
    pairs = (
        Pair(_("All together"), facts.money(money.amount_minor)),
        Pair(_("12 months"), _("{amount}, {orders}").format(
            amount=facts.money(money.amount_12m_minor), orders=count)),
        Pair(_("12 months before"), facts.money(money.amount_before_minor)),
        Pair(_("Owes"), facts.money(money.outstanding_minor)),
        Pair(_("of it late"), facts.money(money.overdue_minor), "late" if late else "text"),
        Pair(_("Credit"), "-" if days is None else _("{days} days").format(days=days)),
    )  # fmt: skip
    columns = 3 if width >= _THREE else 2 if width >= _TWO else 1
    rows = [
        SumRow(pairs[start : start + columns], columns) for start in range(0, len(pairs), columns)
    ]
    if others:
        words = "  ".join(_other_words(one, masked=facts.masked) for one in others)
        rows.append(SumRow((Pair(_("Not in the sums"), words),), 1))
    return tuple(rows)


def _other_words(one: OtherCurrency, *, masked: bool) -> str:
    amount = "***" if masked else full_amount(one.amount_minor)
    words = f"{safe_text(one.currency)} {amount}"
    if one.owed_minor > 0:
        owed = "***" if masked else full_amount(one.owed_minor)
        words += " (" + _("owes {amount}").format(amount=owed) + ")"
    return words

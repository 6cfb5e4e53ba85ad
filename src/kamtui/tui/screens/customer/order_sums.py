"""The sums above a customer's orders: two or three rows of label and number in columns."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

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

    @property
    def cells(self) -> int:
        """Cells of both and the one between."""
        return cell_len(self.label) + 1 + cell_len(self.value)


class SumRow(NamedTuple):
    """Pairs beside each other; `starts` is where each begins."""

    pairs: tuple[Pair, ...]
    starts: tuple[int, ...]

    def draw(self, line: Line, brush: Brush) -> Line:
        """Return the row."""
        ends = (*(start - 2 for start in self.starts[1:]), line.width - 1)
        for pair, start, end in zip(self.pairs, self.starts, ends, strict=False):
            x = line.put(start, pair.label, "muted", limit=max(0, end - start),
                         ellipsis=brush.ellipsis)  # fmt: skip
            line.put(x + 1, pair.value, pair.role, bold=True, limit=max(0, end - x - 1),
                     ellipsis=brush.ellipsis)  # fmt: skip
        return line


def _starts(pairs: Sequence[Pair], columns: int, width: int) -> tuple[int, ...] | None:
    """Return where columns begin, evenly where that cuts nothing; None: they do not fit."""
    needed = [max(pair.cells for pair in pairs[place::columns]) for place in range(columns)]
    room = width - 1 - _START
    even = room // columns
    if all(cells <= even - 2 for cells in needed[:-1]) and needed[-1] <= room - even * (
        columns - 1
    ):
        return tuple(_START + place * even for place in range(columns))
    spare = room - sum(needed) - 2 * (columns - 1)
    if spare < 0:
        return None
    gap = 2 + spare // columns
    return tuple(_START + sum(needed[:place]) + gap * place for place in range(columns))


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
    most = 3 if width >= _THREE else 2 if width >= _TWO else 1
    found = ((columns, _starts(pairs, columns, width)) for columns in range(most, 0, -1))
    columns, starts = next(
        ((columns, starts) for columns, starts in found if starts is not None), (1, (_START,))
    )
    rows = [
        SumRow(pairs[start : start + columns], starts) for start in range(0, len(pairs), columns)
    ]
    if others:
        words = "  ".join(_other_words(one, masked=facts.masked) for one in others)
        rows.append(SumRow((Pair(_("Not in the sums"), words),), (_START,)))
    return tuple(rows)


def _other_words(one: OtherCurrency, *, masked: bool) -> str:
    amount = "***" if masked else full_amount(one.amount_minor)
    words = f"{safe_text(one.currency)} {amount}"
    if one.owed_minor > 0:
        owed = "***" if masked else full_amount(one.owed_minor)
        words += " (" + _("owes {amount}").format(amount=owed) + ")"
    return words

"""Orders and money of a customer."""

from typing import ClassVar

from kamtui.i18n import N_, _
from kamtui.present.dates import long_date
from kamtui.tui.screens.customer.tab import CustomerTab
from kamtui.tui.widgets.drawn_rows import DrawnRows, blank_row, pair_row, title_row, words_row
from kamtui.tui.widgets.line_list import RowSource
from kamtui.tui.widgets.preview import Facts

__all__ = ["OrdersTab"]


class OrdersTab(CustomerTab):
    """Sums first, then what is owed."""

    NAME: ClassVar[str] = "orders"
    LABEL: ClassVar[str] = N_("Orders")

    def count(self, facts: Facts) -> int | None:
        """How many orders."""
        return facts.brief.money.orders

    def rows(self, facts: Facts) -> RowSource:
        """Return the numbers."""
        return order_rows(facts)


def order_rows(facts: Facts) -> DrawnRows:
    """Return orders and money as facts."""
    money, rows = facts.brief.money, DrawnRows()
    if not money.orders and not money.outstanding_minor:
        rows.add(blank_row)
        rows.add(words_row(_("No orders yet"), "text", bold=True, x=3))
        return rows
    rows.add(title_row(_("Orders"), money.orders))
    rows.add(pair_row(_("All together"), facts.money(money.amount_minor), bold=True))
    rows.add(
        pair_row(
            _("12 months"),
            _("{amount} in {count}").format(
                amount=facts.money(money.amount_12m_minor), count=money.orders_12m
            ),
            bold=True,
        )
    )
    rows.add(pair_row(_("12 months before"), facts.money(money.amount_before_minor)))
    last = long_date(money.last_order_on) if money.last_order_on else "-"
    rows.add(pair_row(_("Last order"), last))
    rows.add(title_row(_("Receivables")))
    late = money.overdue_minor > 0
    rows.add(pair_row(_("Owes"), facts.money(money.outstanding_minor), bold=True))
    rows.add(pair_row(_("of it late"), facts.money(money.overdue_minor),
                   bold=late, role="late" if late else "text"))  # fmt: skip
    days = "-" if money.credit_days is None else _("{days} days").format(days=money.credit_days)
    rows.add(pair_row(_("Credit"), days))
    return rows

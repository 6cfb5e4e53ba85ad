"""An order in a sentence."""

from datetime import date

from kamtui.domain.views.orders import OrderValues
from kamtui.i18n import _
from kamtui.present.dates import long_date
from kamtui.present.money import full_amount
from kamtui.present.safe_text import safe_text

__all__ = ["credit_ended_words", "order_text"]


def order_text(values: OrderValues) -> str:
    """Return ``Fri 20 Nov 2026  420,000  FT-200 x3  due Sun 20 Dec 2026``."""
    amount = full_amount(values.amount_minor)
    parts = [long_date(values.ordered_on), f"{amount} {safe_text(values.currency or '')}".strip()]
    product = safe_text(values.product or "")
    if values.quantity:
        product = f"{product} x{values.quantity}".strip()
    if product:
        parts.append(product)
    if values.due_on is not None:
        parts.append(_("due {day}").format(day=long_date(values.due_on)))
    return "  ".join(parts)


def credit_ended_words(day: date) -> str:
    """Return why an order is not owed although its customer's credit ended."""
    return _("not owed: no due day, credit ended {day}").format(day=day.isoformat())

"""Why orders say nothing, in words: another currency, called off, too long ago, or none."""

from kamtui.domain.metrics import window_start
from kamtui.domain.order_standing import OrderStanding
from kamtui.i18n import _, language, ngettext, pgettext
from kamtui.present.dates import long_date
from kamtui.present.safe_text import safe_text

__all__ = ["not_counted_text", "orders_sentence", "portrait_orders", "short_standing",
           "since_window_text", "standing_text"]  # fmt: skip


def standing_text(one: OrderStanding) -> str:
    """Return why there is no order to judge: ``3 orders in USD are not counted: ...``.

    Told apart: orders in another currency, orders that were all called off or taken back, and none.
    """
    if one.others:
        return not_counted_text(one)
    if one.void:
        return ngettext(
            "the only order was cancelled or returned",
            "all {count} orders were cancelled or returned",
            one.void,
        ).format(count=one.void)
    if one.back:
        return _("only amounts taken back, no order")
    return pgettext("lacking", "no orders")


def not_counted_text(one: OrderStanding) -> str:
    """Return which orders are in no sum, and why; empty where all of them are."""
    if not one.others:
        return ""
    total = sum(count for _currency, count in one.others)
    return ngettext(
        "{orders} is not counted: the book's currency is {currency}",
        "{orders} are not counted: the book's currency is {currency}",
        total,
    ).format(orders=_others(one), currency=safe_text(one.currency))


def short_standing(one: OrderStanding) -> str:
    """Return the same in few cells; empty where there is no order at all."""
    if one.others:
        return _others(one)
    if one.void:
        return ngettext(
            "{count} order, cancelled or returned", "{count} orders, all cancelled or returned",
            one.void,
        ).format(count=one.void)  # fmt: skip
    return _("only amounts taken back") if one.back else ""


def since_window_text(one: OrderStanding, months: int | None, *, own: bool) -> str:
    """Return when the last order was where it lies before the window; empty elsewhere.

    Args:
        one: The orders.
        months: The window, None for the whole history.
        own: Only orders in the book's currency are judged.
    """
    last = one.last_on if own else one.last_any
    if months is None or last is None:
        return ""
    if last > window_start(one.as_of, months):
        return ""
    if own and one.others:
        return _("last order in {currency} {date}").format(
            currency=safe_text(one.currency), date=long_date(last)
        )
    return _("last order {date}").format(date=long_date(last))


def orders_sentence(one: OrderStanding | None, months: int | None) -> str:
    """Return why orders are not seen: other currency, called off, before the window; or nothing.

    Args:
        one: The customer's orders; None where they are of many customers.
        months: The window none of them is in; None where some are.
    """
    if one is None or one.is_empty:
        return ""
    if one.others:
        said = not_counted_text(one)
    elif not one.counted:
        said = standing_text(one)
    elif months is not None and (ago := since_window_text(one, months, own=False)):
        said = ngettext(
            "no order in {months} month, {ago}", "no order in {months} months, {ago}", months
        ).format(months=months, ago=ago)
    else:
        return ""
    return _("{sentence}.").format(sentence=said[:1].upper() + said[1:])


def portrait_orders(one: OrderStanding | None) -> str:
    """Return why a portrait has no amount, in a sentence; empty where it has all of them."""
    if one is not None and one.is_empty:
        return _("There are no orders.")
    return orders_sentence(one, 12)


def _others(one: OrderStanding) -> str:
    parts = [
        ngettext("{count} order in {currency}", "{count} orders in {currency}", count).format(
            count=count, currency=safe_text(currency)
        )
        for currency, count in one.others
    ]
    return ("、" if language() == "zh" else ", ").join(parts)

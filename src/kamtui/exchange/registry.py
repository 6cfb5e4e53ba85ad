"""The fields of every kind, in one table."""

from kamtui.exchange import fields_activity, fields_customer, fields_trade
from kamtui.exchange.fields import KindFields
from kamtui.exchange.kinds import Kind

FIELDS: dict[Kind, KindFields] = {
    Kind.CUSTOMERS: fields_customer.CUSTOMERS,
    Kind.CONTACTS: fields_customer.CONTACTS,
    Kind.COMMUNICATIONS: fields_activity.COMMUNICATIONS,
    Kind.FOLLOW_UPS: fields_activity.FOLLOW_UPS,
    Kind.NEEDS: fields_activity.NEEDS,
    Kind.ORDERS: fields_trade.ORDERS,
    Kind.ORDER_LINES: fields_trade.ORDER_LINES,
    Kind.RECEIVABLES: fields_trade.RECEIVABLES,
    Kind.PAYMENTS: fields_trade.PAYMENTS,
    Kind.SURVEYS: fields_activity.SURVEYS,
    Kind.COMPLAINTS: fields_activity.COMPLAINTS,
    Kind.INBOX: fields_activity.INBOX,
    Kind.STRATEGIES: fields_activity.STRATEGIES,
}


def mappable(kind: Kind) -> tuple[str, ...]:
    """Field names `--map` takes for a kind."""
    names = [one.name for one in FIELDS[kind].fields]
    return tuple(dict.fromkeys([*names, "customer_no", "customer"]))

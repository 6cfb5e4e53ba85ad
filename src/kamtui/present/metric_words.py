"""What a metric is counted in and what it means, for whoever chooses what a criterion judges."""

from kamtui.domain.metrics import MetricKey
from kamtui.i18n import N_, NP_, _, pgettext

__all__ = ["meaning_text", "unit_text"]

_MONEY = NP_("unit", "units of money")
_UNITS: dict[MetricKey, tuple[str, str]] = {
    MetricKey.AMOUNT: _MONEY,
    MetricKey.ORDERS: NP_("unit", "orders"),
    MetricKey.PRODUCTS: NP_("unit", "products"),
    MetricKey.YEARS_TOGETHER: NP_("unit", "full years"),
    MetricKey.STRATEGIC_VALUE: NP_("unit", "1 to 5"),
    MetricKey.PAYMENT_TIMELINESS: NP_("unit", "days late"),
    MetricKey.SATISFACTION: NP_("unit", "1 to 5"),
    MetricKey.CONTACTS_PER_MONTH: NP_("unit", "a month"),
    MetricKey.WHOLE_THOUSANDS: NP_("unit", "thousands"),
    MetricKey.PROFIT: _MONEY,
    MetricKey.AVERAGE_ORDER: _MONEY,
    MetricKey.DAYS_SINCE_ORDER: NP_("unit", "days"),
    MetricKey.VISITS: NP_("unit", "visits"),
    MetricKey.COMPLAINTS: NP_("unit", "complaints"),
    MetricKey.RECOMMEND: NP_("unit", "0 to 10"),
    MetricKey.REFERRALS: NP_("unit", "customers"),
    MetricKey.INTENT: NP_("unit", "1 low to 3 high"),
    MetricKey.CUSTOM: NP_("unit", "as in the field"),
}
_MEANINGS: dict[MetricKey, str] = {
    MetricKey.AMOUNT: N_("what the orders of the window come to"),
    MetricKey.ORDERS: N_("how many orders there are in the window"),
    MetricKey.PRODUCTS: N_("how many different products were bought"),
    MetricKey.YEARS_TOGETHER: N_("years since it became a customer"),
    MetricKey.STRATEGIC_VALUE: N_("the rep's own judgement, given with a reason"),
    MetricKey.PAYMENT_TIMELINESS: N_("how late the payments that fell due came"),
    MetricKey.SATISFACTION: N_("the score of its last survey"),
    MetricKey.CONTACTS_PER_MONTH: N_("contacts of the window by its months"),
    MetricKey.WHOLE_THOUSANDS: N_("whole thousands of each order, added up"),
    MetricKey.PROFIT: N_("amount less cost, of orders whose cost is known"),
    MetricKey.AVERAGE_ORDER: N_("amount by number of orders"),
    MetricKey.DAYS_SINCE_ORDER: N_("days since the last order; less is better"),
    MetricKey.VISITS: N_("how many contacts were visits"),
    MetricKey.COMPLAINTS: N_("complaints in the window; less is better"),
    MetricKey.RECOMMEND: N_("how likely it recommends you, by its last survey"),
    MetricKey.REFERRALS: N_("customers it brought"),
    MetricKey.INTENT: N_("how much it means to buy"),
    MetricKey.CUSTOM: N_("a number field of your own"),
}


def unit_text(metric: MetricKey) -> str:
    """Return what its limits are counted in."""
    return pgettext(*_UNITS[metric])


def meaning_text(metric: MetricKey) -> str:
    """Return what is measured, in a few words."""
    return _(_MEANINGS[metric])

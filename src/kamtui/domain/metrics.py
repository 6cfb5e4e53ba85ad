"""The catalogue of what can be measured about a customer, and the shape of the measurements.

A scoring model names metrics and windows; the store answers with one `CustomerFacts` per customer
whose values stand in the order of the requests.  ``None`` always means "no data", never zero.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, Self

from kamtui.domain.months import add_months, months_before

#: Minor units (cents) in one unit of the book's currency; models speak of whole units.
MINOR_UNITS = 100


class MetricKey(StrEnum):
    """What is measured; the value is the name used in a model's document."""

    AMOUNT = "amount"
    ORDERS = "orders"
    PRODUCTS = "products"
    YEARS_TOGETHER = "years_together"
    STRATEGIC_VALUE = "strategic_value"
    PAYMENT_TIMELINESS = "payment_timeliness"
    SATISFACTION = "satisfaction"
    CONTACTS_PER_MONTH = "contacts_per_month"
    WHOLE_THOUSANDS = "whole_thousands"
    PROFIT = "profit"
    AVERAGE_ORDER = "average_order"
    DAYS_SINCE_ORDER = "days_since_order"
    VISITS = "visits"
    COMPLAINTS = "complaints"
    RECOMMEND = "recommend"
    REFERRALS = "referrals"
    INTENT = "intent"
    CUSTOM = "custom"


class Window(StrEnum):
    """Whether a metric is taken over the last months."""

    NEVER = "never"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Better(StrEnum):
    """Which way a metric is good, and with it which rules suit it."""

    MORE = "more"
    LESS = "less"
    EITHER = "either"


class MetricSpec(NamedTuple):
    """What a model may do with a metric.

    Attributes:
        window: Whether the criterion must, may or must not name a number of months.
        shares: True when the fact is a `Lateness`, which only the mean of shares can judge.
        better: Less is judged by bands with an upper limit, and by nothing else.
        field: True when the criterion names a field of the customer's own.
    """

    window: Window
    shares: bool = False
    better: Better = Better.MORE
    field: bool = False


CATALOGUE: dict[MetricKey, MetricSpec] = {
    MetricKey.AMOUNT: MetricSpec(Window.OPTIONAL),
    MetricKey.ORDERS: MetricSpec(Window.OPTIONAL),
    MetricKey.PRODUCTS: MetricSpec(Window.OPTIONAL),
    MetricKey.YEARS_TOGETHER: MetricSpec(Window.NEVER),
    MetricKey.STRATEGIC_VALUE: MetricSpec(Window.NEVER),
    MetricKey.PAYMENT_TIMELINESS: MetricSpec(Window.OPTIONAL, shares=True),
    MetricKey.SATISFACTION: MetricSpec(Window.NEVER),
    MetricKey.CONTACTS_PER_MONTH: MetricSpec(Window.REQUIRED),
    MetricKey.WHOLE_THOUSANDS: MetricSpec(Window.OPTIONAL),
    MetricKey.PROFIT: MetricSpec(Window.OPTIONAL),
    MetricKey.AVERAGE_ORDER: MetricSpec(Window.OPTIONAL),
    MetricKey.DAYS_SINCE_ORDER: MetricSpec(Window.NEVER, better=Better.LESS),
    MetricKey.VISITS: MetricSpec(Window.OPTIONAL),
    MetricKey.COMPLAINTS: MetricSpec(Window.OPTIONAL, better=Better.LESS),
    MetricKey.RECOMMEND: MetricSpec(Window.NEVER),
    MetricKey.REFERRALS: MetricSpec(Window.NEVER),
    MetricKey.INTENT: MetricSpec(Window.NEVER),
    MetricKey.CUSTOM: MetricSpec(Window.NEVER, better=Better.EITHER, field=True),
}

#: Metrics whose fact is money in minor units.
MONEY = frozenset({MetricKey.AMOUNT, MetricKey.PROFIT, MetricKey.AVERAGE_ORDER})


class MetricRequest(NamedTuple):
    """One column of facts a model needs.

    Attributes:
        metric: What to measure.
        months: Length of the window ending on the as-of date; None for the whole history.
        days_late: For payment timeliness the upper ends, in days late, of the buckets that are
            told apart, ascending; one more bucket holds everything later.
        field: Name of the customer's own field, for `MetricKey.CUSTOM`.
    """

    metric: MetricKey
    months: int | None = None
    days_late: tuple[int, ...] = ()
    field: str = ""


class _Lateness(NamedTuple):
    """The values of a `Lateness`."""

    counts: tuple[int, ...]
    late: int
    worst_days: int


class Lateness(_Lateness):
    """How the receivables that fell due in a window were paid.

    Attributes:
        counts: Receivables per bucket of the request's `days_late`, then one for all later ones.
        late: Receivables at least one day late, paid or not.
        worst_days: Days late of the worst one, 0 when none is late.
    """

    __slots__ = ()

    def __new__(cls, counts: tuple[int, ...], late: int, worst_days: int) -> Self:
        """Refuse an empty one: no receivable is no data, which is None, not a share of 0."""
        if not any(counts):
            raise ValueError("no receivables is None")
        return super().__new__(cls, counts, late, worst_days)

    @property
    def total(self) -> int:
        """Receivables judged."""
        return sum(self.counts)


#: A measured value: minor units for amounts, counts for orders, products, whole thousands and
#: contacts (all contacts of the window, not yet per month), the rep's step 1 to 5, the first day
#: of the relation for years together, the day of the last order for the days since, the survey's
#: score, 0 to 10 for recommending, 1 to 3 for intent, the number in a customer's own field, a
#: `Lateness`; None for no data.
Fact = int | Decimal | date | Lateness | None


class CustomerFacts(NamedTuple):
    """The facts of one customer at one date.

    Attributes:
        customer_id: Whose facts these are.
        values: One fact per `MetricRequest`, in the order asked.
        left_out: Currencies of orders whose amounts were left out of the sums, sorted
            (product.md, Numbers: "amounts in another are left out of sums and named").
    """

    customer_id: str
    values: tuple[Fact, ...]
    left_out: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def window_start(as_of: date, months: int) -> date:
    """The day after which a window of `months` begins (product.md: after the same day ago)."""
    try:
        return months_before(as_of, months)
    except OverflowError:
        return date.min


def full_years(since: date, as_of: date) -> int:
    """Anniversaries of `since` up to and including `as_of`; 29 February counts on the 28th."""
    years = as_of.year - since.year
    if (as_of.month, as_of.day) < (since.month, since.day) and as_of < add_months(
        since, 12 * years
    ):
        years -= 1
    return years

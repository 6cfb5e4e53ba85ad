"""The records a criterion of a grade rests on: exactly those that count, nothing else."""

from dataclasses import dataclass
from datetime import date

from kamtui.domain.metrics import MetricKey


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """An order in the window; a negative amount (taken back) subtracts and counts as no order."""

    id: str
    on: date
    order_no: str | None
    amount_minor: int
    currency: str | None
    cost_minor: int | None = None


@dataclass(frozen=True, slots=True)
class ProductRecord:
    """A product on the lines of orders that count: how many orders had it, the last one when."""

    id: str
    name: str
    code: str | None
    orders: int
    last_on: date


@dataclass(frozen=True, slots=True)
class SinceRecord:
    """When the relation began: as entered, or by the first order, whose record it then is."""

    on: date
    order: OrderRecord | None


@dataclass(frozen=True, slots=True)
class StrategicRecord:
    """The step a person chose and why; ``set_on`` is the local day it was set.

    ``set_by`` is None where the log names nobody.
    """

    step: int
    reason: str | None
    set_on: date | None
    set_by: str | None


@dataclass(frozen=True, slots=True)
class ReceivableRecord:
    """Money that fell due in the window; ``days_late`` counts to the day judged while unpaid."""

    id: str
    due_on: date
    paid_on: date | None
    days_late: int
    amount_minor: int
    currency: str | None
    order_no: str | None
    invoice_no: str | None


@dataclass(frozen=True, slots=True)
class SurveyRecord:
    """The survey that counts: the latest one with a score, or with an answer to recommending."""

    id: str
    on: date
    score: str
    source: str | None


@dataclass(frozen=True, slots=True)
class TalkRecord:
    """A communication in the window."""

    id: str
    on: date
    channel: str
    who: str | None
    content: str | None


@dataclass(frozen=True, slots=True)
class ComplaintRecord:
    """A complaint opened in the window, on the local day; ``settled_on`` is None while open."""

    id: str
    on: date
    cause: str | None
    description: str | None
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class ReferralRecord:
    """A customer this one brought, and the local day it came into the book."""

    id: str
    on: date
    customer_no: str
    name: str


@dataclass(frozen=True, slots=True)
class FieldRecord:
    """What a field of the customer says, and who wrote it when (see `StrategicRecord`)."""

    text: str
    set_on: date | None
    set_by: str | None


Record = (
    OrderRecord
    | ProductRecord
    | SinceRecord
    | StrategicRecord
    | ReceivableRecord
    | SurveyRecord
    | TalkRecord
    | ComplaintRecord
    | ReferralRecord
    | FieldRecord
)


@dataclass(frozen=True, slots=True)
class CriterionRecords:
    """What a criterion's value was made of.

    Attributes:
        criterion: The criterion's key.
        metric: What it judges.
        months: Its window in months, None for the whole history.
        first: The first day of the window, None for the whole history.
        last: The day judged, which belongs to the window.
        currency: The book's currency: amounts in another are left out of sums.
        records: The newest first.
        field: The customer's own field it judges, else empty.
    """

    criterion: str
    metric: MetricKey
    months: int | None
    first: date | None
    last: date
    currency: str
    records: tuple[Record, ...]
    field: str = ""

"""One customer on one screen: the visit brief."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from kamtui.domain.birthdays import NO_BIRTHDAY, Birthday


@dataclass(frozen=True, slots=True)
class ContactPointView:
    """One way to reach somebody; ``kind`` is a `PointKind` value."""

    id: str
    kind: str
    value: str
    is_main: bool


@dataclass(frozen=True, slots=True)
class ContactView:
    """A person; ``phone`` is the first of the points that can be dialled."""

    id: str
    name: str
    title: str | None
    role: str | None
    is_main: bool
    remarks: str | None
    points: tuple[ContactPointView, ...]
    phone: str | None
    wechat: str | None
    birthday: Birthday = NO_BIRTHDAY


@dataclass(frozen=True, slots=True)
class CommunicationView:
    """One contact with a customer; ``on`` is the local date, ``who`` the people as text."""

    id: str
    at: datetime
    on: date
    channel: str
    direction: str | None
    who: str | None
    content: str | None
    outcome: str | None
    noted: bool
    by: str | None


@dataclass(frozen=True, slots=True)
class PromiseView:
    """Something promised, perhaps in a communication; open while ``delivered_on`` is None."""

    id: str
    what: str
    due_on: date | None
    delivered_on: date | None
    communication_id: str | None = None


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """A plan; ``completed_at`` and ``result`` say what became of one that is not open."""

    id: str
    due_on: date
    due_time: time | None
    channel: str | None
    what: str
    goal: str | None
    expected_result: str | None
    state: str
    origin: str
    assignee: str | None
    place: str | None
    contact: str | None
    result: str | None = None
    completed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MoneyView:
    """Orders and receivables; amounts in minor units, windows end today (product.md, Today)."""

    orders: int
    amount_minor: int
    last_order_on: date | None
    orders_12m: int
    amount_12m_minor: int
    amount_before_minor: int
    outstanding_minor: int
    overdue_minor: int
    credit_days: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class CustomerView:
    """The account's own record; ``fields`` maps every stored field name to its value."""

    id: str
    customer_no: str
    name: str
    grade: str | None
    lifecycle: str | None
    owner: str | None
    city: str | None
    region: str | None
    phone: str | None
    customer_since: date | None
    strategic_value: int | None
    cadence: str | None
    tags: tuple[str, ...]
    version: int
    fields: Mapping[str, object]
    custom: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CustomerBrief:
    """Everything the customer screen, the preview and ``show`` need.

    ``communications`` are the newest first, at most as many as were asked for;
    ``communications_total`` counts all.  ``weeks`` counts contacts in each of the last 53 weeks,
    oldest first.  ``points`` are the customer's own, apart from its people's.  ``cadence`` is
    the one that applies: the customer's own, else its grade's.
    """

    customer: CustomerView
    contacts: tuple[ContactView, ...]
    communications: tuple[CommunicationView, ...]
    communications_total: int
    promises: tuple[PromiseView, ...]
    follow_ups: tuple[FollowUpView, ...]
    money: MoneyView
    weeks: tuple[int, ...]
    satisfaction: str | None
    complaints_open: int
    last_contact: date | None
    points: tuple[ContactPointView, ...] = ()
    cadence: str | None = None

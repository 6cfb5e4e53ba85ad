"""What is told about one hand-written customer; days count back from today."""

from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a customer; the first of a story is the main contact.

    Attributes:
        phones: Mobile and desk numbers as dialled, the main one first.
        birthday_in: Days until the next birthday, None where it is not known.
    """

    name: str
    title: str
    role: str | None = None
    phones: tuple[str, ...] = ()
    wechat: str | None = None
    wechat_remark: str | None = None
    email: str | None = None
    birthday_in: int | None = None
    remarks: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A communication: so many days ago, by a channel, with a person (by name, "-" for nobody).

    ``text`` may name the calendar as it was then, see `kamtui.services.sample.almanac`.
    """

    ago: int
    channel: str
    who: str
    text: str
    incoming: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Several orders spread evenly from ``oldest`` to ``newest`` days ago; amount in yuan."""

    orders: int
    amount: int
    newest: int
    oldest: int


@dataclass(frozen=True, slots=True)
class Owed:
    """An order on credit of which nothing is paid yet; due in ``due_in`` days (negative: late)."""

    due_in: int
    amount: int
    invoice_no: str


@dataclass(frozen=True, slots=True)
class Plan:
    """An open follow-up, due in so many days."""

    due_in: int
    what: str
    channel: str
    at: time | None = None
    goal: str | None = None
    expected: str | None = None
    place: str | None = None
    cadence: bool = False


@dataclass(frozen=True, slots=True)
class Promised:
    """Something promised, due in so many days; ``delivered_ago`` once it was given."""

    what: str
    due_in: int
    delivered_ago: int | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """An answer to a survey."""

    ago: int
    score: str
    recommend: int | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """A complaint or grumble; ``settled_ago`` is None while it runs."""

    ago: int
    cause: str
    description: str
    kind: str = "complaint"
    settled_ago: int | None = None
    resolution: str | None = None


@dataclass(frozen=True, slots=True)
class Graded:
    """A past decision about the grade."""

    ago: int
    before: str | None
    after: str
    decision: str
    score: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One customer.

    Attributes:
        since: Days since the first day of the relation.
        verified: Days since the record was last verified.
        late: Days late of the receivables that fell due in the last 12 months, oldest first.
        products: Codes of what is bought, in turn; two of them stay below "3 or more".
        did: Purposes of follow-ups that the newest communications answered, newest first.
    """

    name: str
    short: str | None
    grade: str
    industry: str
    city: str
    region: str
    country: str
    address: str
    phone: str | None
    people: tuple[Person, ...]
    since: int
    verified: int
    credit_days: int
    notes: tuple[Note, ...]
    website: str | None = None
    email: str | None = None
    employees: int | None = None
    revenue_band: str | None = None
    lifecycle: str = "mature"
    need_type: str | None = None
    intent: str | None = None
    relation_state: str | None = "stable"
    strategic: tuple[int, str] | None = None
    credit_limit: int | None = None
    preferences: str | None = None
    attention: str | None = None
    remarks: str | None = None
    tags: tuple[str, ...] = ()
    custom: dict[str, str] = field(default_factory=dict)
    products: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    late: tuple[int, ...] = ()
    owed: tuple[Owed, ...] = ()
    plans: tuple[Plan, ...] = ()
    promises: tuple[Promised, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    grades: tuple[Graded, ...] = ()
    did: tuple[str, ...] = ()

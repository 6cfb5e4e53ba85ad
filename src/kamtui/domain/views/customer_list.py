"""The rows of the customer list."""

from dataclasses import dataclass
from datetime import date, time

from kamtui.domain.silence import SilenceLimits


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer in a list; ``score`` is the stored one, as lists show it."""

    customer_id: str
    customer_no: str
    name: str
    grade: str | None
    contact: str | None
    phone: str | None
    last_contact: date | None
    last_channel: str | None
    next_due: date | None
    next_time: time | None
    score: int | None
    owner: str | None
    city: str | None


@dataclass(frozen=True, slots=True)
class CustomerListHead:
    """The header's numbers: customers per grade (``~`` without one), and how many are silent.

    ``silence`` says from how many days without contact on somebody counts as out of touch.
    """

    total: int
    by_grade: tuple[tuple[str, int], ...]
    out_of_touch: int
    silence: SilenceLimits


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter of the customer list under a name, as the words it was typed in."""

    name: str
    words: str

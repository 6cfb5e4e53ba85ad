"""What is due from the generated customers: little more in a large book than in a small one."""

import random
from enum import IntEnum


class Standing(IntEnum):
    """What a generated customer's next step looks like."""

    PLANNED = 0
    UNPLANNED = 1
    DUE_PLAN = 2
    DUE_PROMISE = 3
    DUE_MONEY = 4
    DUE_COMPLAINT = 5
    SOON = 6


#: Kinds of what is due, by how often they come.
_DUE = (Standing.DUE_PLAN,) * 12 + (Standing.DUE_PROMISE,) * 4 + (Standing.DUE_MONEY,) * 3 + (
    Standing.DUE_COMPLAINT,
)  # fmt: skip
#: Days late, by how often they come; 0 is today.
_LATE = (0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 16, 21, 27, 36)


def due_count(customers: int) -> int:
    """Return how many generated customers owe us or are owed something by today.

    A rep can clear some tens of rows a day whatever the size of the book.
    """
    return min(customers // 6, 60 + int(customers**0.4))


def standings(customers: int, rng: random.Random) -> list[Standing]:
    """Return the standing of each generated customer, in a scattered order."""
    due = due_count(customers)
    soon = due // 3
    rest = customers - due - soon
    planned = rest * 11 // 20
    found = [_DUE[place % len(_DUE)] for place in range(due)]
    found += [Standing.SOON] * soon
    found += [Standing.PLANNED] * planned
    found += [Standing.UNPLANNED] * (rest - planned)
    rng.shuffle(found)
    return found


def days_late(rng: random.Random) -> int:
    """Return how late something due is."""
    return _LATE[int(rng.random() * len(_LATE))]

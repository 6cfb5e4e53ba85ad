"""What a grade review decided, apart from the other lists: the morning line asks for it."""

from enum import StrEnum

__all__ = ["Decision"]


class Decision(StrEnum):
    """What a grade review decided."""

    ACCEPTED = "accepted"
    OVERRIDDEN = "overridden"
    KEPT = "kept"
    MANUAL = "manual"
    IMPORTED = "imported"

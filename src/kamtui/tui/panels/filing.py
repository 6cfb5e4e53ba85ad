"""What the log panel is opened with to file a note of the inbox."""

from typing import NamedTuple

from kamtui.domain.views.day import InboxNote

__all__ = ["Filing"]


class Filing(NamedTuple):
    """A note, and the customer it is to belong to."""

    customer_id: str
    note: InboxNote

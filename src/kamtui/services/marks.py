"""What marked customers have in common to act on: the follow-up each of them is waiting for."""

from collections.abc import Sequence

from kamtui.services.desk import Desk
from kamtui.store.queries import customer_list as queries

__all__ = ["open_follow_ups"]


def open_follow_ups(desk: Desk, *, customer_ids: Sequence[str]) -> dict[str, str]:
    """Return the earliest open follow-up of each customer that has one, by customer."""
    with desk.read() as reader:
        return queries.open_follow_ups(reader, customer_ids)

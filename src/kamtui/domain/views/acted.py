"""What acting on rows of the agenda comes to, one row each, to be said after the write."""

from typing import NamedTuple

__all__ = ["Acted"]


class Acted(NamedTuple):
    """A row of the agenda that is acted on.

    Attributes:
        id: As it was named.
        step: What done or another day means for it: ``done``, ``not_noted`` (a contact without
            words), ``delivered``, ``received``, ``answered``, ``settled``, ``contact``,
            ``greeted``, ``verified``, ``moved``, ``promised``, ``planned``; of a review
            ``looked_over`` and ``put_off``.
        customer_no: Whose, as people write it; empty for a review, which is nobody's.
        customer: By name.
        what: The words of the plan, the promise, the invoice, the complaint.
        amount_minor: Money that is open.
        channel: How a follow-up without words is meant.
    """

    id: str
    step: str
    customer_no: str
    customer: str
    what: str = ""
    amount_minor: int | None = None
    channel: str | None = None

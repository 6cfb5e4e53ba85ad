"""The agenda as a table."""

from kamtui.domain.views.agenda import AgendaItem, FoldedItem
from kamtui.services import agenda
from kamtui.services.desk import Desk
from kamtui.services.transfer.sheet import Sheet, money

_FIELDS = (
    "due", "at", "days_overdue", "kind", "state", "customer_no", "customer", "grade", "what",
    "channel", "amount", "contact", "phone", "last_contact",
)  # fmt: skip


def agenda_sheet(desk: Desk) -> Sheet:
    """Return everything owed up to a week ahead, in the agenda's order; lines without a day not."""
    return Sheet(_FIELDS, [_row(one) for one in agenda.read(desk).rows])


def _row(item: AgendaItem | FoldedItem) -> tuple[object, ...]:
    if isinstance(item, FoldedItem):
        lead = (item.due, None, item.days_overdue, item.kind.value, item.state.value)
        return (*lead, None, None, None, item.id, *[None] * 5)
    return (
        item.due,
        item.at,
        item.days_overdue,
        item.kind.value,
        item.state.value,
        item.customer_no,
        item.customer,
        item.grade,
        item.what,
        item.channel,
        money(item.amount_minor),
        item.contact,
        item.phone,
        item.last_contact,
    )

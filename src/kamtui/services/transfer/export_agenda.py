"""The agenda as a table."""

from kamtui.services import agenda
from kamtui.services.desk import Desk
from kamtui.services.transfer.sheet import Sheet, money

_FIELDS = (
    "due", "at", "days_overdue", "kind", "state", "customer_no", "customer", "grade", "what",
    "channel", "amount", "contact", "phone", "last_contact",
)  # fmt: skip


def agenda_sheet(desk: Desk) -> Sheet:
    """Return everything owed up to a week ahead, in the agenda's order, without folded lines."""
    rows = [
        (
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
        for item in agenda.read(desk).items
    ]
    return Sheet(_FIELDS, rows)

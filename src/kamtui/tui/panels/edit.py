"""Editing where one stands: which form a customer or a row has."""

from kamtui.domain.enums import AgendaKind
from kamtui.domain.views.agenda import AgendaItem
from kamtui.domain.views.customer import CustomerBrief
from kamtui.tui.panels.feedback_items import EditComplaint
from kamtui.tui.screens.base import KamScreen

__all__ = ["open_edit"]


async def open_edit(screen: KamScreen, item: object = None) -> None:
    """Open the form of a customer, or of a row of the agenda or of a customer's plans."""
    if isinstance(item, CustomerBrief):
        from kamtui.tui.panels.edit_customer import open_edit_customer

        await open_edit_customer(screen, item.customer.id)
        return
    if isinstance(item, AgendaItem) and item.kind is AgendaKind.COLLECTION:
        await _open_owed(screen, item)
        return
    if isinstance(item, AgendaItem) and item.kind is AgendaKind.COMPLAINT:
        item = EditComplaint(item.customer_id, item.id, subject=item.customer)
    if isinstance(item, EditComplaint):
        from kamtui.tui.panels.feedback_forms import open_complaint

        await open_complaint(screen, item)
        return
    if isinstance(item, AgendaItem) and item.kind in (AgendaKind.SILENCE, AgendaKind.CARE):
        from kamtui.tui.panels.edit_customer import open_edit_customer

        await open_edit_customer(screen, item.customer_id)
        return
    from kamtui.tui.panels.edit_plan import open_edit_plan

    await open_edit_plan(screen, item)


async def _open_owed(screen: KamScreen, item: AgendaItem) -> None:
    """Open the form of the receivable behind a collection row."""
    from kamtui.services import receivables
    from kamtui.tui.panels.money_items import EditReceivable
    from kamtui.tui.panels.receivable_forms import open_receivable

    if screen.kam.masked:
        screen.say(screen.amounts_hidden())
        return
    desk, item_id = screen.desk, item.id
    owed = await screen.operations.fetch(lambda: receivables.find(desk, item_id=item_id))
    await open_receivable(screen, EditReceivable(owed))

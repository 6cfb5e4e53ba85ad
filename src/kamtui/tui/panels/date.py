"""The date strip: a typed day with its echo, prefilled with the last one typed."""

from datetime import date, datetime

from kamtui.domain.enums import AgendaKind
from kamtui.domain.views.agenda import AgendaItem
from kamtui.domain.views.orders import ReceivableView
from kamtui.i18n import _
from kamtui.tui.panels.dates import checker, echo_parts, read_plan
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import TextPrompt

__all__ = ["ask_date", "is_money"]

_MEMORY = "date"


def is_money(item: object) -> bool:
    """Tell whether a row is money: it is not put off, payment is promised for a day."""
    if isinstance(item, AgendaItem):
        return item.kind is AgendaKind.COLLECTION
    return isinstance(item, ReceivableView)


async def ask_date(screen: KamScreen, item: object = None) -> date | None:
    """Ask for a day in the status row; None where the strip was left.

    The last text typed here stands in the field, so that ``r`` Enter repeats it (ux.md, T3).  A
    time typed with the day makes the answer a naive `datetime`.
    """
    today, now = screen.book.today(), screen.book.now()
    memory = screen.kam.memory

    text = await screen.ask(
        TextPrompt(
            _("Promised for") if is_money(item) else _("New date"),
            memory.get(_MEMORY, ""),
            remark=lambda typed: echo_parts(read_plan(typed, today, now), today),
            check=checker(lambda typed: read_plan(typed, today, now), today),
        )
    )
    if text is None:
        return None
    typed = read_plan(text, today, now)
    if typed.on is None:
        return None
    memory[_MEMORY] = text.strip()
    return datetime.combine(typed.on, typed.at) if typed.at is not None else typed.on

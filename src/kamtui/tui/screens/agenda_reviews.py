"""The lines of the agenda for reviews: the model looked over, either put off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamtui.i18n import _
from kamtui.present.agenda_words import folded_title
from kamtui.present.dates import weekday_date
from kamtui.tui.messages import Written

if TYPE_CHECKING:
    from datetime import date

    from kamtui.domain.views.agenda import FoldedItem
    from kamtui.tui.screens.agenda import AgendaScreen

__all__ = ["put_review_off", "review_looked_over"]


async def review_looked_over(screen: AgendaScreen) -> None:
    """Note that the scoring model was looked over and stays."""
    from kamtui.services import review_timers

    desk = screen.desk
    changes = await screen.operations.perform(lambda: review_timers.model_reviewed(desk))
    screen.say(screen.told(_("Looked over:"), _("the scoring model")))
    screen.post_message(Written(changes))


async def put_review_off(screen: AgendaScreen, line: FoldedItem, to: date) -> None:
    """Let a review rest until a day."""
    from kamtui.services import review_timers

    desk = screen.desk
    changes = await screen.operations.perform(
        lambda: review_timers.put_off(desk, timer=line.id, to=to)
    )
    day = (weekday_date(to), "text", False)
    screen.say(screen.told(_("Snoozed:"), folded_title(line), screen.arrow(), day))
    screen.post_message(Written(changes))

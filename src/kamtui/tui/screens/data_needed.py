"""Asking how many points need data before a grade is proposed: the setting ``grade.data``."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.i18n import _, ngettext
from kamtui.present.errors import sentence
from kamtui.present.grade_data import offer_text, offers
from kamtui.tui.widgets.prompt import ChoicePrompt, Option, Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.domain.views.grading import Review
    from kamtui.tui.screens.book_screen import BookScreen

__all__ = ["ask_needed"]

_KEY = "grade.data"
_LONGEST = 8


async def ask_needed(screen: BookScreen, judged: Review) -> None:
    """Ask for another need of data and keep it; what would do for how many is offered.

    Args:
        screen: In whose status row.
        judged: Everybody, with what would do.
    """
    from kamtui.services import settings

    title = _("Data needed: {points}").format(points=judged.minimum_with_data)
    options = tuple(
        Option(str(at), offer_text(one), str(one.points))
        for at, one in enumerate(offers(judged.suffices), 1)
    )
    other = Option("0", _("type it"), "", keys=("r",))
    wanted = await screen.ask(ChoicePrompt(title, (*options, other)))
    if wanted == "":
        wanted = await screen.ask(TextPrompt(title, remark=lambda text: _would_do(judged, text)))
    if wanted is None:
        return
    text, desk = unicodedata.normalize("NFKC", wanted).strip(), screen.desk
    try:
        applied = await screen.operations.perform(
            lambda: settings.change(desk, key=_KEY, text=text)
        )
    except KamError as error:
        screen.say(((sentence(error), "late", True),))
        return
    changes = applied.changes
    if changes is None:
        screen.say(_("Nothing changed"))
        return
    step = f"{judged.minimum_with_data}{screen.arrow()[0]}{text}"
    screen.say(screen.told(_("Data needed:"), step, *_would_do(judged, text)))
    screen.kam.broadcast(changes)


def _would_do(judged: Review, text: str) -> tuple[Part, ...]:
    """Say how many more could be judged with so many points."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain.isdecimal() or len(plain) > _LONGEST:
        return ()
    enough = [one.customers for one in judged.suffices if one.points >= int(plain)]
    count = max(enough, default=0)
    words = ngettext(
        "{count} more customer can be judged", "{count} more customers can be judged", count
    )
    return (("  " + words.format(count=f"{count:,}"), "muted", False),)

"""Asking for a grade and the reason why, in the status row; the history keeps both."""

from collections.abc import Sequence

from kamtui.i18n import _, pgettext
from kamtui.present.grading import class_label
from kamtui.tui.panels.line_drafts import LineDraft
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import ChoicePrompt, Option, TextPrompt

__all__ = ["ask_grade"]


async def ask_grade(
    screen: KamScreen, classes: Sequence[str], line: LineDraft
) -> tuple[str, str] | None:
    """Return the grade chosen by its letter or digit, and the reason; None where it was left.

    Args:
        screen: In whose status row.
        classes: The grades there are.
        line: Keeps a reason of one's own.
    """
    options = tuple(
        Option(str(place), class_label(key), key, keys=(key.lower(), key.upper()))
        for place, key in enumerate(classes, 1)
    )
    grade = await screen.ask(ChoicePrompt(_("Grade"), options))
    if grade is None:
        return None
    reason = await _ask_reason(screen, line)
    return (grade, reason) if reason else None


async def _ask_reason(screen: KamScreen, line: LineDraft) -> str | None:
    reasons = (
        pgettext("reason", "strategic"),
        pgettext("reason", "a one-off"),
        pgettext("reason", "data missing"),
        pgettext("reason", "manager agreed"),
    )
    title = pgettext("override", "Why")
    options = tuple(Option(str(at), words, words) for at, words in enumerate(reasons, 1))
    other = Option("0", pgettext("reason", "other"), "", keys=("r",))
    answer = await screen.ask(ChoicePrompt(title, (*options, other)))
    if answer != "":
        return answer
    return await line.ask(
        TextPrompt(
            title,
            check=lambda text: None if text.strip() else ((_("a reason is needed"), "late", True),),
        )
    )

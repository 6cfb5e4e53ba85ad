"""The snooze strip: six digits for the usual days, one more to type any other."""

from collections.abc import Sequence
from datetime import date, timedelta

from kamtui.domain.dates import parse_date
from kamtui.domain.months import month_end
from kamtui.i18n import _
from kamtui.present.dates import due_text
from kamtui.tui.panels.date import ask_date
from kamtui.tui.panels.dates import calendar
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import ChoicePrompt, Option

__all__ = ["ask_snooze", "snooze_days"]

OTHER = "other"


def snooze_days(today: date) -> tuple[date, ...]:
    """Return the days behind the digits 1 to 6.

    Tomorrow, next Monday, a week, two weeks, the month's end (the next month's on the last day),
    the first working day after the next holiday; five where no holidays are known.
    """
    end = month_end(today)
    after = parse_date("节后", today=today, calendar=calendar()).on
    return (
        today + timedelta(days=1),
        today + timedelta(days=7 - today.weekday()),
        today + timedelta(days=7),
        today + timedelta(days=14),
        end if end > today else month_end(today + timedelta(days=1)),
        *((after,) if after is not None else ()),
    )


def options(today: date, *, wide: bool = False) -> Sequence[Option]:
    """Return the strip: each digit with its word, and with the day it means where there is room."""
    days = snooze_days(today)
    words = (
        _("tomorrow"), _("Monday"), _("a week"), _("two weeks"), _("month end"),
        _("after holiday"),
    )[: len(days)]  # fmt: skip
    texts = (
        tuple(f"{word} {due_text(day, today)}" for word, day in zip(words, days, strict=True))
        if wide
        else words
    )
    return (
        *(
            Option(str(place), text, day.isoformat())
            for place, (text, day) in enumerate(zip(texts, days, strict=True), 1)
        ),
        Option("0", _("date"), OTHER, keys=("r",)),
    )


async def ask_snooze(screen: KamScreen, item: object = None) -> date | None:
    """Ask for a day by one digit; None where the strip was left."""
    choices = options(screen.book.today(), wide=screen.is_wide)
    answer = await screen.ask(ChoicePrompt(_("Snooze"), tuple(choices)))
    if answer is None:
        return None
    return await ask_date(screen, item) if answer == OTHER else date.fromisoformat(answer)

"""The snooze strip: six digits for the usual days, one more to type any other."""

from collections.abc import Sequence
from datetime import date, timedelta

from rich.cells import cell_len

from kamtui.domain.dates import parse_date
from kamtui.domain.months import month_end
from kamtui.i18n import _, pgettext
from kamtui.present.dates import due_text
from kamtui.tui.panels.date import ask_date, is_money
from kamtui.tui.panels.dates import calendar
from kamtui.tui.screens.base import WIDE, KamScreen
from kamtui.tui.widgets.prompt import ChoicePrompt, Option

__all__ = ["ask_snooze", "snooze_days"]

OTHER = "other"
#: Below this width the words are those one types.
NARROW = 80
#: Cells a title takes beside the long words in that width.
_TITLE = 8


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


def options(today: date, *, width: int = NARROW, title: str = "") -> Sequence[Option]:
    """Return the strip: each digit with its word, and with the day it means where there is room.

    A narrow window shows what one would type for the day.

    Args:
        today: The day.
        width: Cells of the row.
        title: What stands before the strip.
    """
    days = snooze_days(today)
    if width - cell_len(title) < NARROW - _TITLE:
        words: tuple[str, ...] = (
            pgettext("narrow", "1d"), pgettext("narrow", "Mon"), pgettext("narrow", "1w"),
            pgettext("narrow", "2w"), pgettext("narrow", "eom"), pgettext("narrow", "holiday"),
        )  # fmt: skip
    else:
        words = (
            _("tomorrow"), _("Monday"), pgettext("snooze", "week"), _("2 weeks"), _("month end"),
            _("post-holiday"),
        )  # fmt: skip
    if width >= WIDE:
        words = tuple(
            f"{word} {due_text(day, today)}" for word, day in zip(words, days, strict=False)
        )
    return (
        *(
            Option(str(place), text, day.isoformat())
            for place, (text, day) in enumerate(zip(words, days, strict=False), 1)
        ),
        Option("0", _("date"), OTHER, keys=("r",)),
    )


async def ask_snooze(screen: KamScreen, item: object = None) -> date | None:
    """Ask for a day by one digit; None where the strip was left."""
    title = _("Promised for") if is_money(item) else _("Snooze")
    choices = options(screen.book.today(), width=screen.size.width, title=title)
    answer = await screen.ask(ChoicePrompt(title, tuple(choices)))
    if answer is None:
        return None
    return await ask_date(screen, item) if answer == OTHER else date.fromisoformat(answer)

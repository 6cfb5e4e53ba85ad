"""Birthdays in words, whatever parts of them are known."""

from datetime import date

from kamtui.domain.birthdays import LUNAR, Birthday, birthday_text
from kamtui.i18n import _, pgettext
from kamtui.present.dates import day_month

__all__ = ["birthday_words"]


def birthday_words(birthday: Birthday) -> str:
    """Return ``2 May 1980``, ``lunar 08-15``, ``1980-05``; empty where nothing is known."""
    year, month, day, lunar = birthday
    if lunar:  # the eighth lunar month is not August
        numbers = birthday_text(birthday).removeprefix(LUNAR)
        return pgettext("birthday", "lunar {day}").format(day=numbers) if numbers else ""
    if month is None or day is None:
        return birthday_text(birthday)
    try:
        text = day_month(date(2000, month, day))
    except ValueError:  # no calendar has it; shown as it is stored
        return birthday_text(birthday)
    return text if year is None else _("{day_month} {year}").format(day_month=text, year=year)

"""Why a row is on the agenda, in the 13 cells of its column (cli.md, look.md)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from kamtui.domain.enums import AgendaKind
from kamtui.domain.owed import MODEL_REVIEW
from kamtui.i18n import N_, _, ngettext, pgettext
from kamtui.present.dates import day_month, month_day, short_date
from kamtui.present.labels import channel_label, label
from kamtui.present.money import short_amount
from kamtui.present.safe_text import safe_text

if TYPE_CHECKING:
    from kamtui.domain.views.agenda import AgendaItem, FoldedItem

__all__ = [
    "called",
    "clock_words",
    "festival_words",
    "folded_title",
    "is_model",
    "occasion_words",
    "review_title",
    "timer_text",
    "what_text",
    "why_text",
]

#: What known festivals are called; others by the name they were given.
_FESTIVALS = {
    "new_year": N_("New Year"),
    "spring_festival": N_("Spring Festival"),
    "lantern": N_("Lantern Festival"),
    "dragon_boat": N_("Dragon Boat Festival"),
    "mid_autumn": N_("Mid-Autumn Festival"),
    "double_ninth": N_("Double Ninth"),
    "national_day": N_("National Day"),
    "christmas": N_("Christmas"),
}

_WORDS = {
    "plan": N_("plan"),
    "timed": N_("timed"),
    "promised": N_("promised"),
    "silent": N_("out of touch"),
    "care": N_("care"),
    "review": N_("review due"),
}


def what_text(item: "AgendaItem") -> str:
    """Return what is owed, with its kind before it where the words alone do not say it."""
    words = safe_text(item.what)
    if item.kind is AgendaKind.COMPLAINT:
        return _("Complaint: {what}").format(what=words) if words else _("Complaint")
    if item.kind is AgendaKind.SILENCE:
        return _("get in touch again")
    if item.kind is AgendaKind.CARE:
        return occasion_words(item)
    if words:
        return words
    channel = channel_label(item.channel)
    return channel[:1].upper() + channel[1:]


def occasion_words(item: "AgendaItem") -> str:
    """Return a birthday with its day, or a festival by its name."""
    if item.birthday is None or item.what != "birthday":
        return festival_words(item.what)
    if item.birthday.lunar:
        from kamtui.present.birthdays import birthday_words

        return _("Birthday {day}").format(day=birthday_words(item.birthday._replace(year=None)))
    return _("Birthday {day}").format(day=month_day(item.due) if item.due else "")


def festival_words(code: object) -> str:
    """Return what a festival is called: a known one in the current language."""
    known = _FESTIVALS.get(str(code))
    return _(known) if known else safe_text(code)


def called(items: "Iterable[AgendaItem]") -> dict[str, str]:
    """Return what the follow-up or contact is called that stands for a row without a record."""
    return {
        item.id: what_text(item)
        for item in items
        if item.kind in (AgendaKind.SILENCE, AgendaKind.CARE)
    }


def folded_title(item: "FoldedItem") -> str:
    """Return what a line is called that stands for many."""
    if item.kind is AgendaKind.NO_PLAN:
        return _("No plan")
    if item.kind is AgendaKind.STALE:
        return _("Not verified")
    if item.kind is AgendaKind.SILENCE:
        return _("All out of touch")
    if item.kind is AgendaKind.REVIEW:
        return review_title(item.id)
    return _("More to greet")


def review_title(identifier: str) -> str:
    """Return what a review is called, by the id of its line."""
    if identifier == MODEL_REVIEW:
        return _("Review the scoring model")
    return _("Grades due for review")


def is_model(item: "FoldedItem") -> bool:
    """Tell the line of the scoring model from that of the grades it proposes."""
    return item.id == MODEL_REVIEW


def timer_text(item: "FoldedItem") -> str:
    """Return why a review is due: ``last 22 May 2026, every 6 months``; empty for no review.

    Grades are reviewed one by one: theirs is the day of the one that waits for longest.
    """
    if item.since is None:
        return ""
    if not is_model(item):
        return ngettext(
            "since {day}, every {months} month", "since {day}, every {months} months", item.months
        ).format(day=short_date(item.since, date.min), months=item.months)
    # The year is always said: a half-yearly review is often of another one.
    return ngettext(
        "last {day}, every {months} month", "last {day}, every {months} months", item.months
    ).format(day=short_date(item.since, date.min), months=item.months)


def why_text(item: "AgendaItem", now: datetime, *, cells: int | None = None) -> str:
    """Return the reason of a row: ``plan``, ``promised``, ``80k owed``, ``settle in 1d``.

    Args:
        item: The row.
        now: The current instant, for clocks that run; as aware as the row's deadline.
        cells: The room; shorter words stand where there is little.
    """
    if item.promised is not None:
        return _promised(item.promised, broken=item.why == "pay_broken", cells=cells)
    if item.why == "owed":
        if item.amount_minor is None:
            return label(AgendaKind, AgendaKind.COLLECTION)
        return _("{amount} owed").format(amount=short_amount(item.amount_minor))
    if item.kind is AgendaKind.CARE and item.gift:
        return _("last: {gift}").format(gift=safe_text(item.gift))
    if item.why in ("respond", "settle"):
        return clock_words(item.why, item.deadline, now)
    words = _WORDS.get(item.why)
    return _(words) if words else label(AgendaKind, item.kind)


def _promised(day: date, *, broken: bool, cells: int | None) -> str:
    """Return ``promised 24 Nov``, and that it was not paid where that is so."""
    from kamtui.present.columns import width_of  # the morning line measures nothing

    words = _("promised {day}, not paid") if broken else _("promised {day}")
    whole = words.format(day=day_month(day))
    if cells is None or width_of(whole) <= cells:
        return whole
    short = pgettext("money", "missed {day}") if broken else pgettext("money", "pays {day}")
    return short.format(day=day_month(day))


def clock_words(step: str, deadline: datetime | None, now: datetime) -> str:
    """Return how long the running clock of a complaint still has."""
    respond = step == "respond"
    if deadline is None:
        return _("to answer") if respond else _("to settle")
    hours = (deadline - now).total_seconds() / 3600
    if hours < 0:
        return _("answer late") if respond else _("settling late")
    if hours < 48 and respond:
        left = max(1, int(hours))
        return _("answer in {hours}h").format(hours=left)
    if hours < 24:
        left = max(1, int(hours))
        return _("settle in {hours}h").format(hours=left)
    left = int(hours // 24)
    if respond:
        return _("answer in {days}d").format(days=left)
    return _("settle in {days}d").format(days=left)

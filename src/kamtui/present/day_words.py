"""What was done, in words: a row of the day's list, a piece of the report."""

from kamtui.domain.views.day import Done, DoneKind
from kamtui.i18n import _, pgettext
from kamtui.present.dates import day_month
from kamtui.present.labels import channel_label
from kamtui.present.money import short_amount
from kamtui.present.safe_text import safe_text

__all__ = ["amount_text", "kind_text", "not_noted", "what_text"]


def kind_text(one: Done) -> str:
    """Return what kind of thing was done, in a word or two."""
    if one.kind is DoneKind.CONTACT:
        return channel_label(one.channel)
    if one.kind is DoneKind.COMPLAINT:
        return {
            "opened": pgettext("done", "complaint opened"),
            "responded": pgettext("done", "complaint answered"),
            "settled": pgettext("done", "complaint settled"),
        }[one.state or "opened"]
    return {
        DoneKind.FINISHED: pgettext("done", "done"),
        DoneKind.MOVED: pgettext("done", "moved"),
        DoneKind.PROMISED: pgettext("done", "promised"),
        DoneKind.DELIVERED: pgettext("done", "delivered"),
        DoneKind.ORDER: pgettext("done", "order"),
        DoneKind.PAYMENT: pgettext("done", "payment received"),
        DoneKind.GRADE: pgettext("done", "grade"),
        DoneKind.NEW: pgettext("done", "new customer"),
    }[one.kind]


def what_text(one: Done, *, masked: bool = False, arrow: str = "→") -> str:
    """Return the words of what was done, safe to draw; empty where the kind says it all."""
    words = safe_text(one.text)
    if one.kind is DoneKind.CONTACT and not one.noted:
        return f"{words} ({not_noted()})" if words else not_noted()
    if one.amount_minor is not None:
        amount = amount_text(one, masked=masked)
        return f"{words} {amount}".strip()
    if one.kind is DoneKind.GRADE and one.grades is not None:
        before, after = (safe_text(grade) if grade else "-" for grade in one.grades)
        return f"{before}{arrow}{after}" + (f" {words}" if words else "")
    if one.days is not None and one.days[1] is not None:
        day = day_month(one.days[1])
        return f"{words} {arrow} {day}" if one.kind is DoneKind.MOVED else f"{words} ({day})"
    return words


def amount_text(one: Done, *, masked: bool = False) -> str:
    """Return an amount, hidden while somebody is looking."""
    if masked:
        return "***"
    currency = f" {safe_text(one.currency)}" if one.currency else ""
    return short_amount(one.amount_minor or 0) + currency


def not_noted() -> str:
    """Return the word for a contact without a note."""
    return _("not noted")

"""The words of an event in a phone's calendar: a line, and what one needs on the way."""

from kamtui.domain.enums import AgendaKind
from kamtui.domain.views.events import EventWords, OwedEvent
from kamtui.i18n import _
from kamtui.present.agenda_table import folded_text
from kamtui.present.agenda_words import timer_text, what_text
from kamtui.present.labels import channel_label
from kamtui.present.money import full_amount
from kamtui.present.phones import phone_text
from kamtui.present.safe_text import safe_text

__all__ = ["event_words"]


def event_words(event: OwedEvent) -> EventWords:
    """Return an event's line and text: the kind and whom it is about first, as calendars cut it."""
    if event.line is not None:
        return EventWords(folded_text(event.line), timer_text(event.line))
    amount = ""
    if event.amount_minor is not None:
        amount = f"{full_amount(event.amount_minor)} {event.currency or ''}".strip()
    kind = {
        AgendaKind.PROMISE.value: _("Promised"),
        AgendaKind.COLLECTION.value: _("Payment due"),
    }.get(event.kind) or channel_label(event.channel)
    what = _line(event.what)
    if event.item is not None:
        kind, what = "", what_text(event.item)
    subject = " ".join(part for part in (what, amount) if part)
    head = " ".join(part for part in (kind, _line(event.customer)) if part)
    lines = [
        " ".join(part for part in (_line(event.contact), _phone(event.phone)) if part),
        _("Goal: {text}").format(text=_text(event.goal)) if event.goal else "",
        _("Expected: {text}").format(text=_text(event.expected)) if event.expected else "",
    ]
    summary = f"{head}: {subject}" if subject else head
    return EventWords(summary, "\n".join(line for line in lines if line))


def _line(text: str | None) -> str:
    return " ".join(safe_text(text).split())


def _text(text: str | None) -> str:
    return safe_text(text, keep_lines=True)


def _phone(number: str | None) -> str:
    return phone_text(number) if number else ""

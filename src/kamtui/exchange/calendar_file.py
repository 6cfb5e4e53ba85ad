"""A calendar as iCalendar (RFC 5545), which every phone and desktop takes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from kamtui.domain.views.events import EventWords, OwedEvent
from kamtui.exchange.atomic import replacing
from kamtui.exchange.content_lines import escaped, file_bytes

__all__ = ["calendar_bytes", "write_calendar"]

#: When the alarm rings: half an hour before a time, at nine on a day (of its midnight).
_BEFORE, _ON_THE_DAY = "-PT30M", "PT9H"
#: How long something with a time lasts: nobody plans the end of a call.
_LONG, _SHORT = "PT1H", "PT30M"
_MEETINGS = frozenset({"visit", "meeting", "video"})


def write_calendar(
    path: Path, events: Iterable[tuple[OwedEvent, EventWords]], *, now: datetime
) -> None:
    """Write events to a file, readable by its owner only, whole or not at all.

    Raises:
        KamError: The file cannot be written.
    """
    with replacing(path) as handle:
        handle.write(calendar_bytes(events, now=now))


def calendar_bytes(events: Iterable[tuple[OwedEvent, EventWords]], *, now: datetime) -> bytes:
    """Return events as a calendar made at ``now``."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kamtui//kamtui//EN", "CALSCALE:GREGORIAN"]
    for event, words in events:
        lines += _event(event, words, now)
    return file_bytes([*lines, "END:VCALENDAR"])


def _event(event: OwedEvent, words: EventWords, now: datetime) -> Iterator[str]:
    timed = isinstance(event.starts, datetime)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}@kamtui"
    yield f"DTSTAMP:{_instant(now)}"
    yield f"SEQUENCE:{event.version}"
    if isinstance(event.starts, datetime):
        yield f"DTSTART:{_instant(event.starts)}"
        yield f"DURATION:{_LONG if event.channel in _MEETINGS else _SHORT}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(event.starts)}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{escaped(words.summary)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    if words.description:
        yield f"DESCRIPTION:{escaped(words.description)}"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escaped(words.summary)}"
    yield f"TRIGGER:{_BEFORE if timed else _ON_THE_DAY}"
    yield "END:VALARM"
    yield "END:VEVENT"


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ").rjust(16, "0")


def _day(value: date) -> str:
    return value.isoformat().replace("-", "")

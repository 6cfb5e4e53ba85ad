"""The inbox: notes written before anybody knows whose they are, filed later."""

from datetime import date, time

from kamtui.domain.errors import KamError
from kamtui.domain.ids import SHORT_LENGTH
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.day import InboxNote
from kamtui.services.clock import zone_name
from kamtui.services.communications import LogDraft, log, moment_of
from kamtui.services.desk import Desk
from kamtui.store.queries import inbox as queries
from kamtui.store.reader import Reader
from kamtui.store.values import as_instant

__all__ = ["add", "file", "find", "listed"]

#: Characters of a note that name it in the status line.
_NAMED = 40


def add(desk: Desk, *, content: str, on: date | None = None, at: time | None = None) -> ChangeSet:
    """Keep a note that belongs to no customer yet.

    Args:
        desk: The open book.
        content: The words; several lines are kept.
        on: The day it is about, None for now.
        at: The time of that day.

    Raises:
        KamError: ``inbox.empty``; ``date.future``; ``text.too_long`` and the like.
    """
    words = clean(content, keep_lines=True)
    if not words:
        raise KamError("inbox.empty")
    moment = moment_of(desk, on=on, at=at)
    from kamtui.store.tables import InboxNote as Row

    with desk.write("note") as work:
        work.add(
            Row(
                content=words,
                at=moment,
                on_date=moment.date(),
                zone=zone_name(moment),
                by=desk.actor or None,
            )
        )
        return work.commit(subject=words.splitlines()[0][:_NAMED])


def file(desk: Desk, *, note_id: str, draft: LogDraft) -> ChangeSet:
    """Write a communication from a note and take the note out of the inbox, as one undo step.

    Raises:
        KamError: ``record.gone`` where another window filed or deleted it; what `log` raises.
    """
    return log(desk, draft=draft, inbox_note=note_id)


def listed(desk: Desk) -> tuple[InboxNote, ...]:
    """Return the notes, the newest first."""
    zone = desk.clock.now().tzinfo
    with desk.read() as reader:
        rows = queries.notes(reader)
    found = []
    for identifier, content, on, at in rows:
        moment = as_instant(at)
        assert moment is not None
        found.append(
            InboxNote(identifier, content, date.fromisoformat(on), moment.astimezone(zone))
        )
    return tuple(found)


def find(desk: Desk, *, note_id: str) -> InboxNote:
    """Return a note by its id or the id's tail.

    Raises:
        KamError: ``inbox.unknown``; ``agenda.ambiguous_id``.
    """
    wanted = note_id.strip().casefold()
    found = [one for one in listed(desk) if one.id.endswith(wanted)]
    if len(wanted) < SHORT_LENGTH - 2 or not found:
        raise KamError("inbox.unknown", {"id": note_id})
    if len(found) > 1:
        raise KamError("agenda.ambiguous_id", {"id": note_id, "count": len(found)})
    return found[0]


def count(reader: Reader) -> int:
    """Return how many notes there are."""
    return queries.count(reader)

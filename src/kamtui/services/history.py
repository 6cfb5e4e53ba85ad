"""Undo, redo, and the change log as people and screens read it."""

from collections.abc import Mapping

from kamtui.domain.errors import KamError
from kamtui.domain.undo_stack import Stacks, Step, stacks
from kamtui.domain.views.changes import ChangeEntry, ChangeSet
from kamtui.services.desk import Desk
from kamtui.store.queries import changes as queries
from kamtui.store.reader import Reader

#: Steps that can be taken back, across restarts (ux.md, T7).
LEVELS = 200
#: More changed lines than this and a screen reloads everything.
_MANY = 200


def undo(desk: Desk) -> ChangeSet:
    """Take back the newest step of this device.

    The change set's ``what`` is ``undo`` and its ``subject`` the verb and customer taken back.

    Raises:
        KamError: ``undo.nothing``; ``undo.conflict`` where a later change touched the same field.
    """
    with desk.read() as reader:
        done = _stacks(reader, desk.device).undo
        if not done:
            raise KamError("undo.nothing")
        step = done[-1]
        verb, subject = _named(reader, step)
    return _invert(desk, step.group_id, "undo", verb, subject)


def redo(desk: Desk) -> ChangeSet:
    """Put back the newest step that was taken back and not written over since.

    Raises:
        KamError: ``redo.nothing``; ``undo.conflict``.
    """
    with desk.read() as reader:
        undone = _stacks(reader, desk.device).redo
        if not undone:
            raise KamError("redo.nothing")
        step = undone[-1]
        verb, subject = _named(reader, step)
    return _invert(desk, step.group_id, "redo", verb, subject)


def latest_seq(desk: Desk) -> int:
    """Return the highest line of the change log, which moves with every write by anybody."""
    with desk.read() as reader:
        return queries.latest_seq(reader)


def changes_since(desk: Desk, *, seq: int) -> tuple[int, ChangeSet | None]:
    """Return the log's newest line and what changed after line ``seq``, None for nothing.

    A smaller number than ``seq`` means the book was restored; everything counts as changed.
    """
    with desk.read() as reader:
        newest = queries.latest_seq(reader)
        if newest == seq:
            return newest, None
        rows = queries.since(reader, seq, limit=_MANY + 1) if newest > seq else []
    everything = newest < seq or len(rows) > _MANY or any(row[3].startswith("bulk") for row in rows)
    return newest, ChangeSet(
        group_id="",
        what="refresh",
        kinds=frozenset(row[1] for row in rows),
        customer_ids=frozenset(row[2] for row in rows if row[2]),
        everything=everything,
    )


def entries(
    desk: Desk, *, customer_id: str | None = None, limit: int = 100
) -> tuple[ChangeEntry, ...]:
    """Return the newest lines of the log, of one customer or of the whole book."""
    from kamtui.services.change_entries import read_entries

    with desk.read() as reader:
        return read_entries(reader, queries.history(reader, customer_id=customer_id, limit=limit))


def revert(
    desk: Desk,
    *,
    seq: int,
    field: str | None = None,
    over: Mapping[str, object] | None = None,
) -> ChangeSet:
    """Take one line of the log back, as a new step; see `kamtui.services.reverting`."""
    from kamtui.services import reverting

    return reverting.revert(desk, seq=seq, field=field, over=over)


def _stacks(reader: Reader, device: str) -> Stacks:
    rows = queries.recent_groups(reader, device=device, limit=LEVELS * 3)
    return stacks(Step(group_id, undoes, what) for group_id, undoes, what in rows)


def _named(reader: Reader, step: Step) -> tuple[str, str]:
    """Return a step's verb and what it was about: a customer, and the one record of it."""
    subject = queries.subject_of(reader, step.group_id) or ""
    alone = bool(subject) and step.what != "log"  # of many customers no single record is named
    record = queries.record_of(reader, step.group_id) if alone else None
    return step.what, " ".join(part for part in (subject, record) if part)


def _invert(desk: Desk, group_id: str, what: str, verb: str, subject: str) -> ChangeSet:
    from dataclasses import replace

    from kamtui.store.undo import invert_group

    with desk.write(f"{what}:{verb.split(':')[-1]}", undoes=group_id) as work:
        invert_group(work, group_id)
        changes = work.commit(subject=subject)
    return replace(changes, what=f"{what}:{verb.split(':')[-1]}")

"""Lines of the change log as values: which record each is about, and what its ids are called."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kamtui.domain.views.changes import ChangeEntry, RecordWords
from kamtui.store.queries import change_subjects
from kamtui.store.queries import changes as queries
from kamtui.store.reader import Reader, Row
from kamtui.store.values import as_day, as_instant

__all__ = ["read_entries"]


def read_entries(reader: Reader, rows: Sequence[Row]) -> tuple[ChangeEntry, ...]:
    """Return rows of `queries.history` with what their records are called now."""
    undone = queries.undone_groups(reader)
    fields = [queries.fields_of(row[10]) for row in rows]
    about = _about(reader, rows)
    names = _names(reader, fields)
    found = []
    for row, changed in zip(rows, fields, strict=True):
        seq, group, at, actor, device, what, entity, entity_id, customer, op, _fields = row
        moment = as_instant(at)
        assert moment is not None
        found.append(
            ChangeEntry(
                group=group,
                at=moment,
                actor=actor,
                what=what,
                entity=entity,
                entity_id=entity_id,
                customer=customer,
                fields={name: (pair[0], pair[1]) for name, pair in changed.items()},
                undone=group in undone,
                seq=seq,
                op=op,
                device=device,
                about=about.get((entity, entity_id), RecordWords()),
                names=names,
            )
        )
    return tuple(found)


def _about(reader: Reader, rows: Sequence[Row]) -> dict[tuple[str, str | None], RecordWords]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row[7] is not None:
            wanted[row[6]].add(row[7])
    grades = change_subjects.grades_of(reader, wanted.get("grade_change", ()))
    return {
        (entity, identifier): RecordWords(
            text=text,
            code=code,
            on=as_day(on),
            minor=minor,
            owner=owner,
            grades=grades.get(identifier),
        )
        for entity, ids in wanted.items()
        for identifier, text, code, on, minor, owner in change_subjects.subjects(
            reader, entity, ids
        )
    }


def _names(reader: Reader, fields: Sequence[Mapping[str, Sequence[object]]]) -> dict[str, str]:
    """Return the names behind the ids that changed fields hold."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for changed in fields:
        for name, pair in changed.items():
            if name in change_subjects.REFERENCES:
                wanted[name].update(value for value in pair if isinstance(value, str))
    return change_subjects.names_of(reader, wanted) if wanted else {}

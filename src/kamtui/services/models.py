"""Scoring models: any number of them, of which one judges each axis.

A document that has judged a customer never changes (data-model.md): every save is a new revision
under the name, and the rows of older ones stay, so that a decision can be shown with the model it
rests on, also after the model was renamed or deleted.
"""

import json
from typing import TYPE_CHECKING

from kamtui.domain.enums import Axis
from kamtui.domain.errors import KamError
from kamtui.domain.scoring.document import from_document, to_document
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.scoring.reading import Reason, refuse
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.scoring_models import ModelEntry
from kamtui.services.desk import Desk
from kamtui.services.model_names import ALIASES, every, find, folded, model_of
from kamtui.store.queries import scoring_models
from kamtui.store.reader import Reader

if TYPE_CHECKING:
    from kamtui.store.queries.scoring_models import StoredModel
    from kamtui.store.tables import ScoringModelRow
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["activate", "copy", "delete", "get", "listed", "rename", "save", "store", "unreadable"]


def listed(desk: Desk) -> tuple[ModelEntry, ...]:
    """Return every model: grades before ratings, built-in ones first, then as they came.

    A model another program broke is left out (see `unreadable`).
    """
    with desk.read() as reader:
        found = _entries(reader)
    return tuple(one for one in found if isinstance(one, ModelEntry))


def unreadable(desk: Desk) -> tuple[str, ...]:
    """Return the names of models another program broke."""
    with desk.read() as reader:
        found = _entries(reader)
    return tuple(one for one in found if isinstance(one, str))


def get(desk: Desk, *, name: str, revision: int | None = None) -> ScoringModel:
    """Return a model as it is now, or one revision of it as it judged then.

    Args:
        desk: The open book.
        name: In any case; ``grade`` and ``rating`` are the active models of these axes.
        revision: None for the one in force, else the newest.  A revision is found also after its
            model was renamed or deleted.

    Raises:
        KamError: ``model.unknown`` with the names there are; ``model.unknown_revision``;
            ``model.invalid`` for a document another program broke.
    """
    with desk.read() as reader:
        if revision is None:
            return model_of(find(reader, name))
        spelt = [
            each for each, _most in scoring_models.taken(reader) if folded(each) == folded(name)
        ]
        for each in spelt:
            row = scoring_models.revision_of(reader, name=each, revision=revision)
            if row is not None:
                return model_of(row)
        current = find(reader, name)
        standard = _standard(current.name)
        if revision == 1 and standard is not None:
            return standard
        raise KamError("model.unknown_revision", {"name": current.name, "revision": revision})


def save(
    desk: Desk, *, model: ScoringModel, base_revision: int | None, activate: bool = False
) -> ChangeSet:
    """Keep a model under its name as a new revision; what equals the kept one changes nothing.

    A model in force stays in force with its new revision: who is judged by it is judged by what
    was saved.

    Args:
        desk: The open book.
        model: Its version is given by the book.
        base_revision: The revision that was edited; None for a name that is new.
        activate: Judge its axis by it from now on.

    Raises:
        KamError: ``model.invalid``; ``model.taken`` for a new model with the name of another or of
            an axis; ``model.axis`` for another axis than the name's; ``record.conflict`` where
            another window saved meanwhile; ``model.unknown`` where it was deleted meanwhile.
    """
    with desk.write("model") as work:
        store(work, model, base_revision=base_revision, activate=activate)
        return work.commit(subject=model.name)


def copy(desk: Desk, *, name: str, to: str) -> ChangeSet:
    """Keep the same model under another name, not in force.

    Raises:
        KamError: ``model.unknown``; ``model.taken``; ``model.invalid`` for what cannot be a name.
    """
    with desk.write("model-copy") as work:
        model = model_of(find(work.reader, name))._replace(name=to)
        store(work, model, base_revision=None)
        return work.commit(subject=to.strip())


def rename(desk: Desk, *, name: str, to: str) -> ChangeSet:
    """Give a model another name; decisions keep the name and revision they rest on.

    Raises:
        KamError: ``model.unknown``; ``model.taken``; ``model.built_in``; ``model.invalid`` for
            what cannot be a name.
    """
    with desk.write("model-rename") as work:
        stored = find(work.reader, name)
        _refuse_built_in(stored.name)
        model = model_of(stored)
        plain = _checked(model._replace(name=to)).name
        if plain == stored.name:
            return work.commit(subject=plain)
        _refuse_taken(work.reader, plain, but=stored.name)
        for row in _rows(work):
            if folded(row.name) == folded(stored.name) and row.deleted_at is None:
                row.active = False
                work.delete(row)
        _add(work, model._replace(name=plain), active=stored.active)
        return work.commit(subject=plain)


def activate(desk: Desk, *, name: str) -> ChangeSet:
    """Judge a model's axis by it from now on; the other axis stays as it is.

    Raises:
        KamError: ``model.unknown``; ``model.invalid`` for a document another program broke.
    """
    with desk.write("model-use") as work:
        stored = find(work.reader, name)
        model = model_of(stored)
        if not stored.active:
            _put_in_force(work, stored, model)
        return work.commit(subject=stored.name)


def delete(desk: Desk, *, name: str) -> ChangeSet:
    """Take a model out of the lists; undo brings it back, and old decisions still find it.

    Raises:
        KamError: ``model.unknown``; ``model.built_in``; ``model.active`` for the model in force.
    """
    with desk.write("model-delete") as work:
        stored = find(work.reader, name)
        _refuse_built_in(stored.name)
        if stored.active:
            raise KamError("model.active", {"name": stored.name})
        for row in _rows(work):
            if folded(row.name) == folded(stored.name) and row.deleted_at is None:
                work.delete(row)
        return work.commit(subject=stored.name)


def store(
    work: "UnitOfWork",
    model: ScoringModel,
    *,
    base_revision: int | None,
    activate: bool = False,
) -> None:
    """Write a model inside an open write; see `save`."""
    wanted = _checked(model)
    known = every(work.reader).get(folded(wanted.name))
    if known is None:
        if base_revision is not None:
            find(work.reader, wanted.name)
        _refuse_taken(work.reader, wanted.name)
        _add(work, wanted, active=activate)
        return
    if base_revision is None:
        raise KamError("model.taken", {"name": known.name}, exit_code=2)
    if base_revision != known.revision:
        raise KamError("record.conflict", {"field": "scoring_model", "revision": known.revision})
    if wanted.axis.value != known.axis:
        raise KamError("model.axis", {"name": known.name, "axis": known.axis}, exit_code=2)
    wanted = wanted._replace(name=known.name, version=known.revision)
    try:
        same = model_of(known) == wanted
    except KamError:  # another program broke it: this save mends it
        same = False
    if not same:
        _add(work, wanted, active=activate or known.active)
    elif activate and not known.active:
        _put_in_force(work, known, wanted)


def _entries(reader: Reader) -> list[ModelEntry | str]:
    """Return an entry for every model, or only the name of one that cannot be read."""
    judged = scoring_models.decisions(reader)
    edited = {folded(one.name) for one in scoring_models.versions(reader)}
    found: list[ModelEntry | str] = []
    for axis in Axis:
        for key, one in every(reader).items():
            if one.axis != axis.value:
                continue
            try:
                model = model_of(one)
            except KamError:
                found.append(one.name)
                continue
            counts = {at: n for at, n in judged.items() if folded(at[0]) == key}
            found.append(
                ModelEntry(
                    name=one.name,
                    axis=axis,
                    revision=one.revision,
                    active=one.active,
                    used=(one.name, one.revision) in counts,
                    decisions=sum(counts.values()),
                    built_in=_standard(one.name) is not None,
                    edited=key in edited,
                    model=model,
                )
            )
    return found


def _checked(model: ScoringModel) -> ScoringModel:
    """Return a model as its document reads: nobody keeps what could not be read again."""
    plain = from_document(json.loads(json.dumps(to_document(model))))
    if folded(plain.name) in ALIASES:
        raise KamError("model.taken", {"name": plain.name}, exit_code=2)
    if not folded(plain.name):
        refuse("name", Reason.EMPTY)
    return plain


def _standard(name: str) -> ScoringModel | None:
    """Return the built-in model of a name."""
    from kamtui.domain.scoring.defaults import BUILT_IN, built_in_model

    spelt = next((each for each in BUILT_IN if folded(each) == folded(name)), None)
    return None if spelt is None else built_in_model(spelt)


def _refuse_built_in(name: str) -> None:
    if _standard(name) is not None:
        raise KamError("model.built_in", {"name": name}, exit_code=2)


def _refuse_taken(reader: Reader, name: str, *, but: str = "") -> None:
    known = every(reader).get(folded(name))
    if known is not None and known.name != but:
        raise KamError("model.taken", {"name": known.name}, exit_code=2)


def _rows(work: "UnitOfWork") -> "list[ScoringModelRow]":
    from sqlmodel import select

    from kamtui.store.tables import ScoringModelRow

    return list(work.session.exec(select(ScoringModelRow)).all())


def _add(work: "UnitOfWork", model: ScoringModel, *, active: bool) -> None:
    """Add the next revision of a name; one in force takes the place of its axis's."""
    from kamtui.store.tables import ScoringModelRow

    # A revision that undo took away, or that judged somebody before a rename, holds its number.
    held = [
        most
        for each, most in scoring_models.taken(work.reader)
        if folded(each) == folded(model.name)
    ]
    if _standard(model.name) is not None:
        held.append(1)
    revision = max(held, default=0) + 1
    if active:
        _retire(work, model.axis)
    document = to_document(model._replace(version=revision))
    work.add(
        ScoringModelRow(
            name=model.name,
            axis=model.axis.value,
            revision=revision,
            document=json.loads(json.dumps(document)),
            active=active,
        )
    )


def _put_in_force(work: "UnitOfWork", stored: "StoredModel", model: ScoringModel) -> None:
    """Make a kept revision the active one; a built-in one gets the row that says so."""
    _retire(work, model.axis)
    row = next(
        (one for one in _rows(work) if (one.name, one.revision) == (stored.name, stored.revision)),
        None,
    )
    if row is not None:
        row.deleted_at = None
        row.active = True
        work.session.add(row)
        return
    from kamtui.store.tables import ScoringModelRow

    work.add(
        ScoringModelRow(
            name=stored.name,
            axis=stored.axis,
            revision=stored.revision,
            document=json.loads(json.dumps(to_document(model))),
            active=True,
        )
    )


def _retire(work: "UnitOfWork", axis: Axis) -> None:
    for row in _rows(work):
        if row.axis == axis.value and row.active and row.deleted_at is None:
            row.active = False
            work.session.add(row)
    work.session.flush()

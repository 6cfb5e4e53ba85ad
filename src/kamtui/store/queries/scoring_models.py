"""Scoring models as they are stored: one row for each revision of a name."""

from contextlib import suppress
from typing import NamedTuple

from kamtui.store.reader import Reader, Row

__all__ = ["StoredModel", "active", "decisions", "revision_of", "taken", "versions"]

_COLUMNS = "name, axis, revision, active, document"


class StoredModel(NamedTuple):
    """One revision of a model.

    Attributes:
        name: As it is spelt.
        axis: ``grade`` or ``rating``.
        revision: Counts from 1 under each name.
        active: Its axis is judged by it.
        document: What `kamtui.domain.scoring.document.from_document` reads; text of another
            program stays text, which it refuses.
    """

    name: str
    axis: str
    revision: int
    active: bool
    document: object


def active(reader: Reader, *, axis: str) -> StoredModel | None:
    """Return the model an axis is judged by, None where that is the built-in one."""
    row = reader.one(
        f"SELECT {_COLUMNS} FROM scoring_model WHERE axis = :axis AND active"
        " AND deleted_at IS NULL ORDER BY revision DESC, id DESC LIMIT 1",
        axis=axis,
    )
    return None if row is None else _stored(row)


def versions(reader: Reader) -> list[StoredModel]:
    """Return every living revision in the order the names came, the newest of each name last."""
    rows = reader.rows(
        f"SELECT {_COLUMNS} FROM scoring_model WHERE deleted_at IS NULL"
        " ORDER BY created_at, revision, id"
    )
    return [_stored(row) for row in rows]


def revision_of(reader: Reader, *, name: str, revision: int) -> StoredModel | None:
    """Return one revision, also one that was deleted: a decision may rest on it."""
    row = reader.one(
        f"SELECT {_COLUMNS} FROM scoring_model WHERE name = :name AND revision = :revision",
        name=name,
        revision=revision,
    )
    return None if row is None else _stored(row)


def taken(reader: Reader) -> list[tuple[str, int]]:
    """Return the highest revision each name ever had; deleted ones hold their number."""
    rows = reader.rows("SELECT name, max(revision) FROM scoring_model GROUP BY name ORDER BY name")
    return [(row[0], int(row[1])) for row in rows]


def decisions(reader: Reader) -> dict[tuple[str, int], int]:
    """Return how many decisions rest on each revision."""
    rows = reader.rows(
        "SELECT model, model_revision, count(*) FROM grade_change"
        " WHERE model IS NOT NULL AND model_revision IS NOT NULL AND deleted_at IS NULL"
        " GROUP BY model, model_revision"
    )
    return {(row[0], int(row[1])): int(row[2]) for row in rows}


def _stored(row: Row) -> StoredModel:
    document = row[4]
    if isinstance(document, str):
        import json  # late: a book without models of its own pays nothing for a look-up

        # Another program's text is refused where it is read.
        with suppress(ValueError, RecursionError):
            document = json.loads(document)
    return StoredModel(row[0], row[1], int(row[2]), bool(row[3]), document)

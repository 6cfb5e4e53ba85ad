"""Files to import, and the state of a book as one comparable value."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from kamtui.services.desk import Desk
from kamtui.services.transfer.imports import import_file
from kamtui.services.transfer.records import BLANK
from kamtui.services.transfer.result import ImportResult

#: Imports text as a file: ``take("customer_no,name\n1,A\n", create_customers=True)``.
Take = Callable[..., ImportResult]
#: Reads the book: ``ask("SELECT name FROM customer")``.
Ask = Callable[..., Sequence[tuple[Any, ...]]]

_IGNORED = {"created_at", "updated_at", "version"}


@pytest.fixture
def take(desk: Desk, tmp_path: Path) -> Take:
    """Return a function that imports the text of a CSV file into the desk's book."""

    def run(text: str, *, name: str = "file.csv", **options: Any) -> ImportResult:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        result = import_file(desk, source=path, **options)
        assert (
            result.created
            + result.updated
            + result.unchanged
            + result.duplicates
            + len(result.rejected)
            == result.rows
        )
        return result

    return run


@pytest.fixture
def ask(desk: Desk) -> Ask:
    """Return a function that reads the desk's book."""

    def run(sql: str, **params: object) -> Sequence[tuple[Any, ...]]:
        with desk.read() as reader:
            return reader.rows(sql, **params)

    return run


def state_of(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Return every living record and every derived row, bookkeeping aside."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with desk.read() as reader:
        for table, blank in BLANK.items():
            if table == "communication_contact":
                found[table] = reader.rows(
                    "SELECT l.communication_id, l.contact_id FROM communication_contact l"
                    " JOIN communication m ON m.id = l.communication_id"
                    " WHERE m.deleted_at IS NULL ORDER BY 1, 2"
                )
                continue
            columns = ", ".join(f'"{name}"' for name in blank if name not in _IGNORED)
            found[table] = reader.rows(
                f"SELECT {columns} FROM {table} WHERE deleted_at IS NULL ORDER BY id"
            )
        for table in ("customer_facts", "customer_search"):
            found[table] = reader.rows(
                f"SELECT d.* FROM {table} d JOIN customer c ON c.id = d.customer_id"
                " WHERE c.deleted_at IS NULL ORDER BY d.customer_id"
            )
    return found


def counts(result: ImportResult) -> tuple[int, int, int, int, int]:
    """Return created, updated, unchanged, duplicates, rejected."""
    return (
        result.created,
        result.updated,
        result.unchanged,
        result.duplicates,
        len(result.rejected),
    )


def reasons(result: ImportResult) -> list[tuple[int, str, str, str]]:
    """Return row, column, value and reason of every rejected row."""
    return [(one.row, one.column, one.value, one.code) for one in result.rejected]

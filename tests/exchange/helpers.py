"""Short ways to a table in the tests of exchange."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kamtui.exchange.table import Table, open_table
from kamtui.exchange.typed import TypedRow

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def pasted(text: str, **options: Any) -> Table:
    return open_table(text.encode(), **options)


def rows_of(text: str | bytes, **options: Any) -> list[TypedRow]:
    raw = text.encode() if isinstance(text, str) else text
    return list(open_table(raw, **options).rows())


def values_of(text: str, field: str, **options: Any) -> list[object]:
    """One field of every row, None where it is blank."""
    return [row.values.get(field) for row in rows_of(text, **options)]


def reasons(rows: Sequence[TypedRow]) -> list[tuple[int, str, str]]:
    """Row, column and reason of every problem."""
    return [(row.number, one.column, one.reason_code) for row in rows for one in row.problems]

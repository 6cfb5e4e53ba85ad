"""The values that leave a table: typed rows, how its columns were understood, and what was bad."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Birthday:
    """A birthday whose parts may be missing (data-model.md, contact).

    Attributes:
        year: Four digits, or None when only the day is known.
        month: 1 to 12.
        day: 1 to 31; of the lunar calendar when `lunar`.
        lunar: Whether month and day are of the Chinese calendar.
    """

    year: int | None
    month: int
    day: int
    lunar: bool = False


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Why one cell, or a whole row, was not understood.

    Attributes:
        column: The header as it stands in the file; empty when the row as a whole is meant.
        value: The cell as text, shortened to 200 characters.
        reason_code: A stable code of `kamtui.exchange.codes`; words are made in `present`.
        params: Values for the sentence.
        fatal: Whether the row is rejected for it.  Otherwise the cell is kept as a custom value
            (customers) or left out (other kinds) and the rest of the row is good.
    """

    column: str
    value: str
    reason_code: str
    params: Mapping[str, object] = field(default_factory=dict)
    fatal: bool = True


class TypedRow(NamedTuple):
    """One record of the file, typed.

    A named tuple rather than a dataclass because 70,000 of them are made in a blink (speed.md).

    Attributes:
        number: The row as a person counts it (header = row 1; cli.md).
        values: Typed values by the field names of cli.md; a blank cell is absent, never None.
            See `fields.FieldType` for the Python type of each.
        custom: Customers only: the columns no field takes, and values their field could not take.
        raw: The cells as text, in the order of the header (for the rejects file).
        problems: What was wrong; the row is rejected when one of them is fatal.
    """

    number: int
    values: Mapping[str, object]
    custom: Mapping[str, str]
    raw: tuple[str, ...]
    problems: tuple[CellProblem, ...]

    @property
    def rejected(self) -> bool:
        """Whether the row must not be imported."""
        return any(problem.fatal for problem in self.problems)


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """Something decided for a whole column that a person should be told.

    Attributes:
        column: The header as it stands in the file.
        code: A stable code of `kamtui.exchange.codes` (`NOTE_...`).
        params: Values for the sentence.
    """

    column: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a column of the file becomes.

    Attributes:
        header: The header as it stands in the file; the column's letter when it has none.
        field: The field of cli.md, or None: a custom value (customers) or not imported (others).
        custom: Whether the column is kept as a custom value.
    """

    header: str
    field: str | None
    custom: bool = False

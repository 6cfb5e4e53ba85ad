"""What an import reports: one outcome per row, and why rows were left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What became of one row of the file (cli.md); every row has exactly one."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATES = "duplicates"
    REJECTED = "rejected"


class RowRejected(Exception):  # noqa: N818 - the outcome of a row, not an error of the program
    """A row that must not be imported.

    Attributes:
        field: The field that was at fault; empty for the row as a whole.
        value: What stood there.
        code: A reason of `kamtui.exchange.codes` or ``row.*``.
        params: Values for the sentence.
    """

    def __init__(self, field: str, value: object, code: str, **params: object) -> None:
        super().__init__(code)
        self.field = field
        self.value = "" if value is None else str(value)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one cell or row that a person should see.

    Attributes:
        row: The row as a person counts it (header = row 1).
        column: The header as it stands in the file; empty for the row as a whole.
        value: The cell as text.
        code: A reason code; `present.reasons` has the words.
        params: Values for the sentence.
        raw: The row's cells as text, for the rejects file; empty for a remark on a good row.
    """

    row: int
    column: str
    value: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    raw: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileNote:
    """Something decided for a whole column, or (``column`` empty) for the whole file."""

    column: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a column became: a field, a custom value (``custom``), or nothing."""

    header: str
    field: str | None
    custom: bool


@dataclass(frozen=True, slots=True)
class ImportResult:
    """One imported file (cli.md, JSON keys of import).

    ``created + updated + unchanged + duplicates + len(rejected) == rows`` always holds.

    Attributes:
        file: Name as given, ``-`` for standard input.
        kind: What its rows are, as `--as` spells it.
        vendor: Whose export it is, ``generic`` when nothing tells.
        encoding: Of a text file; None for a workbook.
        encoding_guessed: The encoding is only likely; show the preview.
        rows: Records in the file.
        rejected: One entry a rejected row.
        warnings: Cells that were left out or kept as custom values while their row was good;
            the first `MOST_WARNINGS` of them.
        notes: What was decided for columns.
        header: The columns of the file.
        columns: What each column became.
        preview: The first rows as they were read, for a guessed encoding and the dry run.
        import_id: The batch that the rows belong to; None where nothing changed.
        dry_run: Nothing was written.
    """

    file: str
    kind: str
    vendor: str
    encoding: str | None
    encoding_guessed: bool
    rows: int
    created: int
    updated: int
    unchanged: int
    duplicates: int
    rejected: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    notes: tuple[FileNote, ...]
    header: tuple[str, ...]
    columns: tuple[ColumnUse, ...]
    preview: tuple[tuple[str, ...], ...]
    import_id: str | None
    dry_run: bool


#: More warnings than a person reads; rejected rows are all listed.
MOST_WARNINGS = 1000

"""What a file holds and how it would be read, before anything is imported or tried."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.exchange import codes
from kamtui.exchange.kinds import NOT_YET, Kind
from kamtui.exchange.layout import DEPTH, IGNORE, top_rows
from kamtui.services.transfer.imports import Source

if TYPE_CHECKING:
    from kamtui.exchange.sheets import Sheet, SourceRow

__all__ = ["IGNORE", "KEEP", "KINDS", "Survey", "SurveyedColumn", "fields_of", "survey"]

#: Field name for a column that is to be no field: customers keep it as a field of their own.
KEEP = "-"
#: The kinds that can be imported, as `--as` spells them.
KINDS: tuple[str, ...] = tuple(str(one) for one in Kind if one not in NOT_YET)

#: First values shown of every column, and the cells of one that are worth showing.
_SAMPLES = 4
_CELL = 200
#: What a person can settle by naming the kind or the columns; anything else ends the reading.
_SETTLED_BY_HAND = frozenset({codes.FILE_KIND_UNKNOWN, codes.FILE_NO_HEADER, codes.MAP_MISSING})


@dataclass(frozen=True, slots=True)
class SurveyedColumn:
    """One column of the file.

    Attributes:
        header: Its title as it stands there, made unique.
        field: The field of cli.md it is read as; None for none.
        custom: It is kept as a field of the customer's own.
        values: Its first values that are not blank.
    """

    header: str
    field: str | None
    custom: bool
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """A file, understood as far as it can be.

    Attributes:
        file: Its name.
        kind: What its rows are; None where that has to be said by hand.
        vendor: Whose export it is, ``generic`` where nothing tells.
        encoding: Of a text file, None for a workbook.
        encoding_guessed: The encoding is only likely.
        sheet: The sheet of a workbook that was chosen.
        sheets: All of them; empty for a text file.
        columns: In the order of the file.
        problem: Why it cannot be imported as it is, although its columns can be shown.
    """

    file: str
    kind: str | None
    vendor: str
    encoding: str | None
    encoding_guessed: bool
    sheet: str | None
    sheets: tuple[str, ...]
    columns: tuple[SurveyedColumn, ...]
    problem: KamError | None = None


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the fields a column of such a file can be read as, in the order of cli.md."""
    from kamtui.exchange.registry import mappable

    return mappable(Kind(kind))


def survey(
    source: Source,
    *,
    kind: str | None = None,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    grades: Callable[[], Sequence[str]] | None = None,
) -> Survey:
    """Look at a file: what it is, and what each column would be read as.

    Args:
        source: The file, or a pasted table.
        kind: What it holds; recognised when None.
        sheet: A workbook's sheet.
        mapping: Field by column title, over what is recognised; `KEEP` and `IGNORE` for no field.
        encoding: Of a text file.
        grades: Gives the classes of the book's grade model; letters when None.

    Raises:
        KamError: An ``import.*`` or ``file.*`` code for a file that is no table, and for a
            mapping that names what is not there.  What a person can settle by naming the kind or
            a column is no error: it is the survey's ``problem``.
    """
    from kamtui.exchange.sources import open_sheets
    from kamtui.exchange.table import open_table

    sheets = open_sheets(source.content, file=source.label, encoding=encoding)
    names = tuple(one.name for one in sheets if one.name is not None)
    try:
        table = open_table(
            source.content,
            kind=kind,
            sheet=sheet,
            mapping=mapping,
            encoding=encoding,
            name=source.label,
            grades=grades,
        )
    except KamError as problem:
        if problem.code not in _SETTLED_BY_HAND:
            raise
        chosen = next((one for one in sheets if one.name == sheet), sheets[0])
        return _by_hand(source.label, chosen, names, kind, mapping or {}, problem)
    values = _values([row.raw for row in table.preview(DEPTH)], len(table.header))
    columns = tuple(
        SurveyedColumn(one.header, one.field, one.custom, shown)
        for one, shown in zip(table.columns, values, strict=True)
    )
    return Survey(
        file=table.file,
        kind=str(table.kind),
        vendor=table.vendor,
        encoding=table.encoding,
        encoding_guessed=table.encoding_guessed,
        sheet=table.sheet,
        sheets=names,
        columns=columns,
    )


def _by_hand(
    file: str,
    sheet: "Sheet",
    names: tuple[str, ...],
    kind: str | None,
    mapping: Mapping[str, str],
    problem: KamError,
) -> Survey:
    """Return the columns of a file whose header tells too little: the person will."""
    from kamtui.exchange.headers import distinct_names
    from kamtui.exchange.recognise import match_fields
    from kamtui.exchange.sheets import cell_text

    top = top_rows(sheet)
    at = _likely_header(top)
    if at is None:
        raise problem
    header = distinct_names(tuple(cell_text(cell) for cell in top[at].cells))
    found: Sequence[object] = [None] * len(header)
    if kind is not None:
        found = [one.name if one is not None else None for one in match_fields(Kind(kind), header)]
    fields = [
        mapping.get(name, field) if mapping.get(name) not in (KEEP, IGNORE) else None
        for name, field in zip(header, found, strict=True)
    ]
    rows = [tuple(cell_text(cell) for cell in row.cells) for row in top[at + 1 :]]
    columns = tuple(
        SurveyedColumn(name, str(field) if field else None, False, shown)
        for name, field, shown in zip(header, fields, _values(rows, len(header)), strict=True)
    )
    return Survey(
        file=file,
        kind=kind,
        vendor="generic",
        encoding=sheet.encoding,
        encoding_guessed=sheet.encoding_guessed,
        sheet=sheet.name,
        sheets=names,
        columns=columns,
        problem=problem,
    )


def _likely_header(top: "Sequence[SourceRow]") -> int | None:
    """Return which of the first rows most looks like titles: the first with the most words."""
    counts = [
        0 if row.reason is not None else
        sum(1 for cell in row.cells if isinstance(cell, str) and cell.strip())
        for row in top
    ]  # fmt: skip
    most = max(counts, default=0)
    return counts.index(most) if most else None


def _values(rows: Sequence[Sequence[str]], width: int) -> list[tuple[str, ...]]:
    """Return the first values of each column that are not blank."""
    columns: list[list[str]] = [[] for _column in range(width)]
    for row in rows:
        for column, cell in zip(columns, row, strict=False):
            if cell.strip() and len(column) < _SAMPLES:
                column.append(cell.strip()[:_CELL])
    return [tuple(column) for column in columns]

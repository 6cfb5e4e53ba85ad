"""Open a file as a table of typed rows: the one entry of import."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from kamtui.domain.errors import KamError
from kamtui.domain.money import currency_of
from kamtui.exchange import codes
from kamtui.exchange.convert import Column, Plan, convert_rows
from kamtui.exchange.converters import ColumnContext, converter
from kamtui.exchange.date_texts import DMY, MDY
from kamtui.exchange.fields import Field, FieldType
from kamtui.exchange.grade_words import GradeWords
from kamtui.exchange.grades import is_grade_column
from kamtui.exchange.headers import read_header
from kamtui.exchange.kinds import Kind
from kamtui.exchange.layout import Layout, checked_kind, lay_out
from kamtui.exchange.registry import FIELDS
from kamtui.exchange.rejects import is_reason_header
from kamtui.exchange.sheets import Sheet, SourceRow
from kamtui.exchange.sources import open_sheets
from kamtui.exchange.spread import continued, part_columns
from kamtui.exchange.survey import Survey
from kamtui.exchange.typed import ColumnMapping, ColumnNote, TypedRow
from kamtui.exchange.vendors import recognise_vendor

_DATES: Final = frozenset({FieldType.DATE, FieldType.MOMENT, FieldType.BIRTHDAY})
_NUMBERS: Final = frozenset({FieldType.AMOUNT, FieldType.INTEGER, FieldType.NUMBER})
_BARE_AMOUNT: Final = re.compile(r"[\d.,+\-() ]*")
#: Rows typed on opening, so that most decisions are known before the import starts.
_TRIED: Final = 300


class Table:
    """A file understood as records of one kind; see `open_table`.

    Attributes:
        file: The file's name as given ("-" for standard input).
        kind: What its rows are.
        vendor: "zoho", "hubspot", "salesforce", "fxiaoke", "jiandaoyun", ... or "generic".
        encoding: Of a text file, None for a workbook.
        encoding_guessed: Whether the encoding is only likely; say so and show a preview.
        sheet: The sheet of a workbook.
        header: The column names as they stand in the file.
        header_row: Where the header stands (row 1 unless titles stand above it).
        columns: What each column becomes, in the order of the header.
    """

    def __init__(
        self,
        layout: Layout,
        *,
        file: str,
        date_order: str | None,
        assumed_order: str,
        grades: Callable[[], Sequence[str]] | None = None,
    ) -> None:
        sheet = layout.sheet
        self.file = file
        self.kind = layout.kind
        self.vendor = recognise_vendor(layout.header)
        self.encoding = sheet.encoding
        self.encoding_guessed = sheet.encoding_guessed
        self.sheet = sheet.name
        self.header = layout.header
        self.header_row = layout.row
        self._sheet = sheet
        self._notes = _first_notes(layout)
        self._parts = part_columns(layout.header)
        self._ignored = layout.ignored
        self._grades = GradeWords()
        if grades is not None and FieldType.GRADE in {one.type for one in layout.fields if one}:
            self._grades = GradeWords(grades())
        fields = self._checked_grades(layout)
        self.columns = tuple(
            ColumnMapping(
                name,
                one.name if one else None,
                custom=index not in self._ignored and _is_custom(self.kind, name, one),
            )
            for index, (name, one) in enumerate(zip(self.header, fields, strict=True))
        )
        self._survey = Survey(
            self._data_rows, self.header, _of(fields, _DATES), _of(fields, _NUMBERS), assumed_order
        )
        self._plan = self._planned(fields, date_order)
        self._amount = _amount_without_currency(fields, self.kind)
        self._currency = _currency_of_header(self.header, self._amount)
        self.preview(_TRIED)

    @property
    def notes(self) -> tuple[ColumnNote, ...]:
        """What was decided for whole columns; complete once `rows` is exhausted."""
        return (*self._notes, *self._survey.notes)

    @property
    def fraction_read(self) -> float:
        """How far the running `rows` is through the file, 0.0 to 1.0, for a progress bar."""
        return self._sheet.fraction()

    def rows(self) -> Iterator[TypedRow]:
        """Every record, in order; may be called again for another pass.

        Raises:
            KamError: The file cannot be read to its end.
        """
        rows = convert_rows(self._plan, self._read)
        if self._amount is None:
            return rows
        return _with_currency(rows, self._amount, self._currency)

    def preview(self, count: int = 5) -> tuple[TypedRow, ...]:
        """The first rows, for a dry run."""
        return tuple(itertools.islice(self.rows(), count))

    def _read(self) -> Iterator[SourceRow]:
        rows = self._sheet.read()
        return continued(rows, self._parts, self.header_row) if self._parts else rows

    def _data_rows(self) -> Iterator[SourceRow]:
        return (row for row in self._read() if row.number > self.header_row)

    def _checked_grades(self, layout: Layout) -> tuple[Field | None, ...]:
        """The fields without a grade whose column holds other labels (vendor-headers.md, 8)."""
        fields = list(layout.fields)
        for index, one in enumerate(fields):
            if one is not None and one.type is FieldType.GRADE:
                words = is_grade_column(
                    itertools.islice(self._data_rows(), _TRIED), index, self._grades
                )
                if words:
                    fields[index] = None
                    name = self.header[index]
                    self._notes.append(ColumnNote(name, codes.NOTE_GRADE_WORDS, {"values": words}))
        return tuple(fields)

    def _planned(self, fields: tuple[Field | None, ...], date_order: str | None) -> Plan:
        columns = tuple(
            Column(index, self.header[index], one, converter(one, self._context(index, date_order)))
            for index, one in enumerate(fields)
            if one is not None
        )
        custom = tuple(
            (index, name)
            for index, (name, one) in enumerate(zip(self.header, fields, strict=True))
            if one is None and index not in self._ignored and not is_reason_header(name)
        )
        names = {column.spec.name for column in columns}
        keys = [read_header(name).key for name in self.header]
        bare = self.kind is Kind.CUSTOMERS and not names & {"name", "first_name", "last_name"}
        if bare:
            self._notes.append(ColumnNote("", codes.NOTE_NUMBER_AS_NAME))
        return Plan(
            kind=self.kind,
            header=self.header,
            header_row=self.header_row,
            columns=columns,
            custom=custom,
            deleted=keys.index("isdeleted") if "isdeleted" in keys else None,
            number_as_name=bare,
        )

    def _context(self, index: int, date_order: str | None) -> ColumnContext:
        scale = read_header(self.header[index]).scale
        if scale != 1 and index in self._survey.amounts:
            self._notes.append(
                ColumnNote(self.header[index], codes.NOTE_SCALE, {"factor": scale})
            )  # fmt: skip
        return ColumnContext(index, self._survey, date_order, scale, self._grades)


def open_table(
    source: Path | bytes,
    *,
    kind: Kind | str | None = None,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    assumed_order: str = MDY,
    name: str | None = None,
    grades: Callable[[], Sequence[str]] | None = None,
) -> Table:
    """Understand a file (or text pasted on standard input, as bytes) as a table of records.

    Args:
        source: A path, or the bytes of a pasted table.
        kind: What it holds; recognised from the whole header when None.
        sheet: A workbook's sheet; the first with a recognisable header when None.
        mapping: Field names by column header (`--map`), over what is recognised; "-" for no
            field (customers keep it as a field of their own), "ignore" to leave it out altogether.
        encoding: Of a text file, when the user knows it.
        date_order: "dmy" or "mdy" for dates like 03/04/2024, over what the column shows.
        assumed_order: The order taken (and noted) when a column shows no evidence.
        name: How the file is called in errors; the path's name or "-" when None.
        grades: Gives the classes of the book's grade model, asked where a column holds grades;
            letters when None.

    Returns:
        The table; its rows are read only when asked for.

    Raises:
        KamError: An ``import.*`` code of `kamtui.exchange.codes`; exit code 1, or 2 for a
            bad kind, sheet, mapping, encoding or date order.
    """
    file = name or (source.name if isinstance(source, Path) else "-")
    for order in (date_order, assumed_order):
        if order not in (DMY, MDY, None):
            params: dict[str, object] = {"file": file, "order": order, "orders": (DMY, MDY)}
            raise KamError(codes.DATE_ORDER_BAD, params, exit_code=2)
    wanted = checked_kind(kind, file)
    sheets = open_sheets(source, file=file, sheet=sheet, encoding=encoding)
    layout = lay_out(sheets, file=file, kind=wanted, mapping=mapping or {})
    return Table(
        layout, file=file, date_order=date_order, assumed_order=assumed_order, grades=grades
    )


def _first_notes(layout: Layout) -> list[ColumnNote]:
    sheet: Sheet = layout.sheet
    notes: list[ColumnNote] = []
    if sheet.encoding_guessed:
        notes.append(ColumnNote("", codes.NOTE_ENCODING_GUESSED, {"encoding": sheet.encoding}))
    if layout.row > 1:
        notes.append(ColumnNote("", codes.NOTE_SKIPPED_TITLE, {"row": layout.row}))
    if layout.other is not None:
        params = {"kind": str(layout.kind), "other": str(layout.other)}
        notes.append(ColumnNote("", codes.NOTE_KIND_CLOSE, params))
    if layout.computed:
        names = tuple(layout.header[at] for at in sorted(layout.computed))
        notes.append(ColumnNote("", codes.NOTE_COMPUTED, {"columns": names}))
    return notes


def _is_custom(kind: Kind, name: str, spec: Field | None) -> bool:
    return spec is None and kind is Kind.CUSTOMERS and not is_reason_header(name)


def _of(fields: tuple[Field | None, ...], types: frozenset[FieldType]) -> tuple[int, ...]:
    return tuple(i for i, one in enumerate(fields) if one is not None and one.type in types)


def _amount_without_currency(fields: tuple[Field | None, ...], kind: Kind) -> int | None:
    """The column of an order's amount where no column of its own says the currency."""
    names = [one.name if one is not None else "" for one in fields]
    if FIELDS[kind].field("currency") is None or "currency" in names:
        return None
    return next((names.index(name) for name in ("amount", "price") if name in names), None)


def _currency_of_header(header: tuple[str, ...], amount: int | None) -> str | None:
    """The currency an amount's header names."""
    return None if amount is None else read_header(header[amount]).currency


def _with_currency(
    rows: Iterator[TypedRow], amount: int, currency: str | None
) -> Iterator[TypedRow]:
    """Rows with the currency their amount is written with ("$99"), else its header's."""
    for row in rows:
        text = row.raw[amount] if amount < len(row.raw) else ""
        # Digits and their marks only, as in nearly every file: nothing to look for.
        said = None if _BARE_AMOUNT.fullmatch(text) else currency_of(text)
        found = said or currency
        if found is None or not row.values:
            yield row
        else:
            yield row._replace(values={**row.values, "currency": found})

"""Open a file as a table of typed rows: the one entry of import."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from kamtui.exchange.kinds import Kind
from kamtui.exchange.typed import ColumnMapping, ColumnNote, TypedRow


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

    file: str
    kind: Kind
    vendor: str
    encoding: str | None
    encoding_guessed: bool
    sheet: str | None
    header: tuple[str, ...]
    header_row: int
    columns: tuple[ColumnMapping, ...]

    @property
    def notes(self) -> tuple[ColumnNote, ...]:
        """What was decided for whole columns; complete once `rows` is exhausted."""
        raise NotImplementedError

    @property
    def rows_total(self) -> int | None:
        """How many rows `rows` gives, when that is known without reading them all."""
        raise NotImplementedError

    @property
    def fraction_read(self) -> float:
        """How far the running `rows` is through the file, 0.0 to 1.0, for a progress bar."""
        raise NotImplementedError

    def rows(self) -> Iterator[TypedRow]:
        """Every record, in order; may be called again for another pass."""
        raise NotImplementedError

    def preview(self, count: int = 5) -> tuple[TypedRow, ...]:
        """The first rows, for a dry run."""
        raise NotImplementedError


def open_table(
    source: Path | bytes,
    *,
    kind: Kind | str | None = None,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    assumed_order: str = "mdy",
    name: str | None = None,
) -> Table:
    """Understand a file (or text pasted on standard input, as bytes) as a table of records.

    Args:
        source: A path, or the bytes of a pasted table.
        kind: What it holds; recognised from the whole header when None.
        sheet: A workbook's sheet; the first with a recognisable header when None.
        mapping: Field names by column header (`--map`), over what is recognised.
        encoding: Of a text file, when the user knows it.
        date_order: "dmy" or "mdy" for dates like 03/04/2024, over what the column shows.
        assumed_order: The order taken (and noted) when a column shows no evidence.
        name: How the file is called in errors; the path's name or "-" when None.

    Returns:
        The table; its rows are read only when asked for.

    Raises:
        KamError: An ``import.*`` code of `kamtui.exchange.codes`; exit code 1, or 2 for a
            bad kind, sheet, mapping, encoding or date order.
    """
    raise NotImplementedError

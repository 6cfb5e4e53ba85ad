"""Write the book's records to a file that a spreadsheet opens and `import` takes back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.services.desk import Desk
from kamtui.services.transfer.export_agenda import agenda_sheet
from kamtui.services.transfer.export_customers import contact_sheet, customer_sheet
from kamtui.services.transfer.export_rating import rating_sheet
from kamtui.services.transfer.export_records import (
    communication_sheet,
    complaint_sheet,
    follow_up_sheet,
    inbox_sheet,
    order_line_sheet,
    order_sheet,
    payment_sheet,
    promise_sheet,
    receivable_sheet,
    survey_sheet,
)
from kamtui.services.transfer.sheet import Sheet

if TYPE_CHECKING:
    from kamtui.domain.views.events import EventWords, OwedEvent

_SHEETS: dict[str, Callable[[Desk], Sheet]] = {
    "customers": customer_sheet,
    "contacts": contact_sheet,
    "communications": communication_sheet,
    "follow-ups": follow_up_sheet,
    "orders": order_sheet,
    "order-lines": order_line_sheet,
    "receivables": receivable_sheet,
    "payments": payment_sheet,
    "surveys": survey_sheet,
    "complaints": complaint_sheet,
    "promises": promise_sheet,
    "inbox": inbox_sheet,
    "agenda": agenda_sheet,
    "rating": rating_sheet,
}
#: What can be exported, as the command line spells it.
KINDS: tuple[str, ...] = tuple(_SHEETS)
#: Formats a phone takes.
_PHONE_FORMATS: dict[str, tuple[str, ...]] = {
    "agenda": ("ics",), "contacts": ("vcf",),
}  # fmt: skip
#: Kinds that people read as much as they edit.
_AS_MARKDOWN = frozenset({"rating"})


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A file that was written; ``rows`` is the number of records in it."""

    kind: str
    path: Path
    rows: int


def export(
    desk: Desk,
    *,
    kind: str,
    path: Path,
    header: Callable[[str], str] | None = None,
    words: "Callable[[OwedEvent], EventWords] | None" = None,
    cells: Mapping[str, Callable[[object], object]] | None = None,
) -> ExportResult:
    """Write every record of a kind; the agenda as a calendar and contacts as cards too.

    Args:
        desk: The open book.
        kind: One of `KINDS`.
        path: Where; the format is its suffix.  Replaced whole or left as it was.
        header: Returns the title of a field; the field names of cli.md when None.  Columns of
            people's own keep their names.
        words: Gives the events of a calendar their words.
        cells: What words the values of a field have, by its name; others stay as they are.

    Raises:
        KamError: ``export.kind_unknown``, ``export.format_unknown`` (exit code 2),
            ``export.failed``, ``export.no_space``.
    """
    from kamtui.exchange.writers import FORMATS, MARKDOWN, write_table

    if kind not in _SHEETS:
        raise KamError("export.kind_unknown", {"kind": kind, "kinds": KINDS}, exit_code=2)
    suffix = path.suffix.lower().lstrip(".")
    tables = (*FORMATS, MARKDOWN) if kind in _AS_MARKDOWN else FORMATS
    formats = (*tables, *_PHONE_FORMATS.get(kind, ()))
    if suffix not in formats:
        # Before reading the book, which may take a while.
        params: dict[str, object] = {"path": str(path), "formats": formats}
        raise KamError("export.format_unknown", params, exit_code=2)
    if suffix not in tables:
        from kamtui.services.transfer import export_phone

        calendar = suffix == "ics"
        count = (
            export_phone.write_calendar(desk, path, words)
            if calendar
            else export_phone.write_cards(desk, path)
        )
        return ExportResult(kind, path, count)
    sheet = _SHEETS[kind](desk)
    titles = _distinct([(header or _plain)(name) for name in sheet.fields], sheet.fields)
    rows = _worded(sheet, cells) if cells else sheet.rows
    write_table(path, [*titles, *sheet.own], rows)
    return ExportResult(kind, path, len(sheet.rows))


def _worded(
    sheet: Sheet, cells: Mapping[str, Callable[[object], object]]
) -> list[tuple[object, ...]]:
    makers = [cells.get(name) for name in (*sheet.fields, *sheet.own)]
    return [
        tuple(make(value) if make else value for make, value in zip(makers, row, strict=True))
        for row in sheet.rows
    ]


def _plain(field: str) -> str:
    return field


def _distinct(titles: Sequence[str], fields: Iterable[str]) -> list[str]:
    """Give a field its plain name where two would carry one title."""
    return [
        name if titles.count(title) > 1 else title
        for title, name in zip(titles, fields, strict=True)
    ]

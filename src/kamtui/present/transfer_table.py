"""What an import did, as lines for a person."""

from collections.abc import Iterator, Sequence

from kamtui.i18n import _, ngettext
from kamtui.present.fields import field_label, kind_label
from kamtui.present.reasons import reason_text
from kamtui.present.safe_text import safe_text
from kamtui.services.transfer.result import ImportResult, Remark

#: Rejected rows shown before the rest is only counted.
_SHOWN = 20


def import_lines(result: ImportResult) -> Iterator[str]:
    """Return the summary of one file: outcomes, what was decided, rejected rows, a preview."""
    yield _("{file}: {kind}, {rows} rows").format(
        file=safe_text(result.file), kind=kind_label(result.kind) or result.kind, rows=result.rows
    )
    yield "  " + _(
        "{created} new, {updated} changed, {unchanged} unchanged, {duplicates} duplicates,"
        " {rejected} rejected"
    ).format(
        created=result.created,
        updated=result.updated,
        unchanged=result.unchanged,
        duplicates=result.duplicates,
        rejected=len(result.rejected),
    )
    if result.dry_run:
        yield "  " + _("Dry run: nothing was written.")
    for note in result.notes:
        words = reason_text(note.code, note.params)
        yield f"  {safe_text(note.column)}: {words}" if note.column else f"  {words}"
    yield from _columns(result)
    yield from _remarks(result.warnings, _("Kept or left out"))
    yield from _remarks(result.rejected, _("Rejected"))
    if result.dry_run or result.encoding_guessed:
        yield from _preview(result)


def remark_line(remark: Remark) -> str:
    """Return row, column, value and reason of one row."""
    value = f"“{safe_text(remark.value)}”" if remark.value else ""
    parts = [
        _("row {row}").format(row=remark.row),
        safe_text(remark.column),
        " ".join(part for part in (value, reason_text(remark.code, remark.params)) if part),
    ]
    return ", ".join(part for part in parts if part)


def _columns(result: ImportResult) -> Iterator[str]:
    if result.dry_run:
        for column in result.columns:
            if column.field is not None:
                yield f"  {safe_text(column.header)} → {field_label(column.field)}"
    own = [safe_text(column.header) for column in result.columns if column.custom]
    if own:
        yield "  " + _("Kept as fields of your own: {columns}").format(columns=", ".join(own))
    unused = [
        safe_text(column.header)
        for column in result.columns
        if column.field is None and not column.custom
    ]
    if unused:
        yield "  " + _("Not imported: {columns}").format(columns=", ".join(unused))


def _remarks(remarks: Sequence[Remark], title: str) -> Iterator[str]:
    if not remarks:
        return
    yield f"  {title}:"
    for remark in remarks[:_SHOWN]:
        yield f"    {remark_line(remark)}"
    rest = len(remarks) - _SHOWN
    if rest > 0:
        yield "    " + ngettext("and {count} more", "and {count} more", rest).format(count=rest)


def _preview(result: ImportResult) -> Iterator[str]:
    if not result.preview:
        return
    yield "  " + _("The first rows as they were read:")
    for row in (result.header, *result.preview):
        yield "    " + " | ".join(safe_text(cell) for cell in row)

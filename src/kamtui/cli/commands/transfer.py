"""``kamtui import`` and ``export``: records from files and to files."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kamtui.cli.context import Context
from kamtui.cli.output import emit, emit_json, emit_lines, end_progress, progress, warn
from kamtui.domain.errors import KamError
from kamtui.i18n import _, ngettext
from kamtui.services.transfer.result import ImportResult, Remark

if TYPE_CHECKING:
    from kamtui.services.transfer.imports import Source


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    if name == "export":
        parser.add_argument(
            "kind", metavar="KIND", help=_("customers, orders, agenda, rating and so on")
        )
        parser.add_argument(
            "file",
            type=Path,
            metavar="FILE",
            help=_("ending in csv, xlsx or json; ics: agenda, vcf: contacts, md: rating"),
        )
        parser.add_argument("--json", action="store_true", help=_("one JSON document"))
        parser.set_defaults(run=run_export)
        return
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help=_("CSV or XLSX; - for a pasted table")
    )
    parser.add_argument(
        "--as", dest="kind", metavar="KIND",
        help=_("what the files hold, when their titles do not tell"),
    )  # fmt: skip
    parser.add_argument("--sheet", metavar="NAME", help=_("a sheet of the workbook"))
    parser.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=FIELD",
        help=_("what a column is; may be repeated"),
    )  # fmt: skip
    parser.add_argument("--encoding", metavar="E", help=_("of the file, such as gb18030"))
    parser.add_argument(
        "--create-customers", action="store_true", help=_("add customers that nobody knows yet")
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would happen, write nothing")
    )
    parser.add_argument(
        "--rejects", type=Path, metavar="FILE", help=_("where rejected rows go, with the reason")
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.set_defaults(run=run_import)


def run_import(context: Context) -> int:
    """Read the files in their order; 1 where a row was rejected."""
    from kamtui.services.transfer.imports import import_files

    options = context.options
    if options.rejects is not None:
        from kamtui.services.transfer.rejects import check_rejects

        files = [Path(name).expanduser() for name in options.files if name != "-"]
        check_rejects(options.rejects, files)
    sources = [_source(name) for name in options.files]
    try:
        results = import_files(
            context.desk,
            sources=sources,
            kind=options.kind,
            sheet=options.sheet,
            mapping=_mapping(options.map),
            encoding=options.encoding,
            create_customers=options.create_customers,
            dry_run=options.dry_run,
            progress=_told,
        )
    finally:
        end_progress()
    if context.as_json:
        documents = [_document(result) for result in results]
        emit_json(documents[0] if len(documents) == 1 else documents)
    else:
        from kamtui.present.transfer_table import import_lines

        for result in results:
            emit_lines(import_lines(result))
    if options.rejects is not None and not options.dry_run:
        _write_rejects(options.rejects, results)
    return 1 if any(result.rejected for result in results) else 0


def run_export(context: Context) -> int:
    """Write one kind of records to a file."""
    from kamtui.present import rating_sheet
    from kamtui.present.event_words import event_words
    from kamtui.services.transfer.export import export

    options = context.options
    rating = options.kind == "rating"
    done = export(
        context.desk,
        kind=options.kind,
        path=options.file,
        header=rating_sheet.title if rating else None,
        words=event_words,
        cells={"rating_class": rating_sheet.class_cell} if rating else None,
    )
    if context.as_json:
        emit_json({"kind": done.kind, "file": str(done.path), "rows": done.rows})
    else:
        emit(
            ngettext(
                "{rows} row written to {path}.", "{rows} rows written to {path}.", done.rows
            ).format(rows=done.rows, path=done.path)
        )
    return 0


def _source(name: str) -> "Source":
    from kamtui.services.transfer.imports import Source

    if name != "-":
        return Source(Path(name).expanduser(), name)
    return Source(sys.stdin.buffer.read(), "-")


def _mapping(words: list[str]) -> dict[str, str]:
    """Return field by column.

    Raises:
        KamError: ``import.map_bad``.
    """
    found = {}
    for text in words:
        # The field never holds a "=", a column's title may.
        column, sign, field = text.rpartition("=")
        if not sign or not column or not field.strip():
            raise KamError("import.map_bad", {"text": text}, exit_code=2)
        found[column] = field.strip()
    return found


def _told(rows: int, fraction: float) -> None:
    filled = round(20 * min(max(fraction, 0.0), 1.0))
    bar = "#" * filled + "." * (20 - filled)
    progress(_("[{bar}] {rows} rows").format(bar=bar, rows=rows))


def _reason(remark: Remark) -> str:
    from kamtui.present.reasons import reason_text

    return reason_text(remark.code, remark.params)


def _write_rejects(path: Path, results: tuple[ImportResult, ...]) -> None:
    from kamtui.services.transfer.rejects import write_rejects

    count = write_rejects(path, results=results, reason=_reason, reason_header=_("Reason rejected"))
    if count:
        warn(
            ngettext(
                "{rows} rejected row written to {path}.",
                "{rows} rejected rows written to {path}.",
                count,
            ).format(rows=count, path=path)
        )


def _document(result: ImportResult) -> dict[str, object]:
    from kamtui.present.reasons import reason_text

    return {
        "file": result.file,
        "kind": result.kind,
        "vendor": result.vendor,
        "encoding": result.encoding,
        "encoding_guessed": result.encoding_guessed,
        "rows": result.rows,
        "created": result.created,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "duplicates": result.duplicates,
        "rejected": [_remark(remark) for remark in result.rejected],
        "warnings": [_remark(remark) for remark in result.warnings],
        "notes": [
            {"column": note.column, "code": note.code, "note": reason_text(note.code, note.params)}
            for note in result.notes
        ],
        "columns": {column.header: _use(column.field, column.custom) for column in result.columns},
        "import_id": result.import_id,
        "dry_run": result.dry_run,
    } | ({"preview": [list(row) for row in result.preview]} if _previewed(result) else {})


def _previewed(result: ImportResult) -> bool:
    return result.dry_run or result.encoding_guessed


def _remark(remark: Remark) -> dict[str, object]:
    return {
        "row": remark.row,
        "column": remark.column,
        "value": remark.value,
        "reason": _reason(remark),
        "code": remark.code,
    }


def _use(field: str | None, custom: bool) -> str | None:
    return "custom" if field is None and custom else field

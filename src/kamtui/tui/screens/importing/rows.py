"""The rows of the preview: what would happen, how the file is read, its columns, what is left out.

Rows with a key can be changed by Enter: ``run``, ``file``, ``kind``, ``sheet``, ``encoding``,
``customers``, and ``column:N``.
"""

from collections.abc import Sequence

from kamtui.i18n import N_, _, ngettext
from kamtui.present.columns import wrap_cells
from kamtui.present.fields import kind_label
from kamtui.present.file_paths import shown_path
from kamtui.present.safe_text import safe_text
from kamtui.services.transfer.result import FileNote, ImportResult, Remark
from kamtui.services.transfer.survey import Survey, SurveyedColumn
from kamtui.tui.screens.importing.plan import Plan, Trial
from kamtui.tui.screens.importing.words import field_word, import_sentence, reason_words
from kamtui.tui.widgets.drawn_rows import Draw, DrawnRows, title_row, words_row
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.prompt import Part

__all__ = ["count_parts", "preview_rows", "source_name"]

#: Rejected rows, and remarks, that are listed; the file of rejected rows has all of them.
MOST_REJECTED, MOST_REMARKS = 500, 100
_LABEL, _VALUE = 3, 20
#: Exports of whom, as people call them.
_VENDORS = {
    "zoho": N_("Zoho CRM"), "hubspot": N_("HubSpot"), "salesforce": N_("Salesforce"),
    "fxiaoke": N_("Fxiaoke"), "jiandaoyun": N_("Jiandaoyun"), "twenty": N_("Twenty"),
    "wukong": N_("Wukong CRM"), "cordys": N_("Cordys CRM"),
}  # fmt: skip


def preview_rows(
    plan: Plan, trial: Trial, *, done: bool, width: int, sample: bool = False
) -> DrawnRows:
    """Return the rows of a file.

    Args:
        plan: What was said by hand.
        trial: What trying it said.
        done: It has been imported: the counts are what happened.
        width: Cells, for sentences that go on in a second row.
        sample: It goes into the sample book; that is no place for one's own customers.
    """
    rows = DrawnRows()
    if sample and not done:
        words = _("This goes into the sample book. For your own book, leave the sample first.")
        for line in wrap_cells(words, max(2, width - 5)):
            rows.add(words_row(line, "mark", x=_LABEL))
    survey, result = trial.survey, trial.result
    if survey.problem is not None:
        for line in wrap_cells(import_sentence(survey.problem), max(2, width - 5)):
            rows.add(words_row(line, "late", x=_LABEL, bold=True))
    else:
        rows.add(_run_row(trial, done=done), key="run")
    _add_facts(rows, plan, trial)
    rows.add(_title(_("Columns"), len(survey.columns), _("Enter changes one")))
    for index, column in enumerate(survey.columns):
        rows.add(_column_row(column), key=f"column:{index}")
    if result is not None:
        _add_rejected(rows, result)
        _add_remarks(rows, result)
    return rows


def source_name(plan: Plan) -> str:
    """Return what a source is called."""
    return safe_text(plan.path.name) if plan.path is not None else _("a pasted table")


def count_parts(result: ImportResult, role: str = "muted") -> tuple[Part, ...]:
    """Return what became of the rows, the counts that are none left out."""
    counts = (
        (result.created, ngettext("{count} new", "{count} new", result.created)),
        (result.updated, ngettext("{count} changed", "{count} changed", result.updated)),
        (result.unchanged, ngettext("{count} unchanged", "{count} unchanged", result.unchanged)),
        (
            result.duplicates,
            ngettext("{count} duplicate", "{count} duplicates", result.duplicates),
        ),
    )
    shown: list[tuple[str, str]] = [
        (words.format(count=_number(count)), role) for count, words in counts if count
    ]
    bad = len(result.rejected)
    if bad:
        words = ngettext("{count} rejected", "{count} rejected", bad)
        shown.append((words.format(count=_number(bad)), "late_plain"))
    return tuple(
        (("  " if place else "") + text, kind, False) for place, (text, kind) in enumerate(shown)
    )


def _number(count: int) -> str:
    return f"{count:,}"


def _run_row(trial: Trial, *, done: bool) -> Draw:
    count, result = trial.writes, trial.result

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        if done:
            words = ngettext("{count} row imported", "{count} rows imported", count)
        elif count:
            words = ngettext("Import {count} row", "Import {count} rows", count)
        else:
            words = _("Nothing to import")
        role = "accent" if count and not done else "text"
        x = line.put(_LABEL, words.format(count=_number(count)), role, bold=True) + 3
        for text, kind, bold in count_parts(result) if result is not None else ():
            x = line.put(x, text, kind, bold=bold, limit=max(0, line.width - 1 - x),
                         ellipsis=brush.ellipsis)  # fmt: skip

    return draw


def _add_facts(rows: DrawnRows, plan: Plan, trial: Trial) -> None:
    survey = trial.survey
    where = shown_path(plan.path) if plan.path is not None else _("a pasted table")
    rows.add(_fact(_("File"), where), key="file")
    rows.add(_fact(_("Kind"), *_kind_words(survey)), key="kind")
    if len(survey.sheets) > 1:
        place = _("one of {count}").format(count=len(survey.sheets))
        rows.add(_fact(_("Sheet"), safe_text(survey.sheet), place), key="sheet")
    if survey.encoding is not None:
        guessed = _("guessed: look at the first values") if survey.encoding_guessed else ""
        rows.add(_fact(_("Encoding"), survey.encoding, guessed), key="encoding")
    if survey.kind not in (None, "customers"):
        words = _("are added") if plan.create_customers else _("are left out")
        count = trial.unknown_customers
        more = ngettext("{count} row names one", "{count} rows name one", count)
        rows.add(
            _fact(_("New customers"), words, more.format(count=_number(count)) if count else ""),
            key="customers",
        )


def _kind_words(survey: Survey) -> tuple[str, str]:
    if survey.kind is None:
        return _("not recognised"), _("Enter chooses")
    vendor = _VENDORS.get(survey.vendor)
    remark = _("an export of {vendor}").format(vendor=_(vendor)) if vendor else ""
    return kind_label(survey.kind) or survey.kind, remark


def _fact(label: str, value: str, remark: str = "") -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        line.put(_LABEL, label, "muted", limit=_VALUE - _LABEL - 1, ellipsis=brush.ellipsis)
        end = line.width - 1
        x = line.put(_VALUE, value, "text", bold=state.cursor, limit=max(0, end - _VALUE),
                     ellipsis=brush.ellipsis)  # fmt: skip
        line.put(x + 2, remark, "muted", limit=max(0, end - x - 2), ellipsis=brush.ellipsis)

    return draw


def _title(title: str, count: int, remark: str) -> Draw:
    from kamtui.tui.widgets.words import head

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        head(line, title, brush, end=line.width - 1, count=_number(count), remark=remark)

    return draw


def _column_row(column: SurveyedColumn) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        wide = line.width >= 110
        name, field = (28, 26) if wide else (19, 20) if line.width >= 70 else (15, 14)
        arrow = ">" if brush.ascii else "→"
        line.put(_LABEL, column.header, "text", bold=state.cursor, limit=name,
                 ellipsis=brush.ellipsis)  # fmt: skip
        x = _LABEL + name + 1
        read = column.field is not None
        line.put(x, arrow, "accent" if read else "muted")
        line.put(x + 2, field_word(column.field, custom=column.custom),
                 "text" if read else "muted", limit=field, ellipsis=brush.ellipsis)  # fmt: skip
        x += field + 4
        shown = " | ".join(safe_text(one) for one in column.values)
        line.put(x, shown, "muted", limit=max(0, line.width - 1 - x), ellipsis=brush.ellipsis)

    return draw


def _add_rejected(rows: DrawnRows, result: ImportResult) -> None:
    bad = result.rejected
    if not bad:
        return
    rows.add(_title(_("Rejected"), len(bad), _("w writes them to a file")))
    for index, remark in enumerate(bad[:MOST_REJECTED]):
        rows.add(_remark_row(remark), key=f"rejected:{index}")
    _add_rest(rows, len(bad) - MOST_REJECTED)


def _add_remarks(rows: DrawnRows, result: ImportResult) -> None:
    notes: Sequence[FileNote | Remark] = (*result.notes, *result.warnings)
    if not notes:
        return
    rows.add(title_row(_("Remarks"), _number(len(notes))))
    for index, note in enumerate(notes[:MOST_REMARKS]):
        draw = _remark_row(note) if isinstance(note, Remark) else _note_row(note)
        rows.add(draw, key=f"remark:{index}")
    _add_rest(rows, len(notes) - MOST_REMARKS)


def _add_rest(rows: DrawnRows, rest: int) -> None:
    if rest > 0:
        words = ngettext("and {count} more", "and {count} more", rest)
        rows.add(words_row(words.format(count=_number(rest)), x=_LABEL))


def remark_text(remark: Remark | FileNote) -> str:
    """Return a remark as one sentence, for the status line where the row cuts it."""
    words = reason_words(remark.code, remark.params)
    value = f"“{safe_text(remark.value)}” " if isinstance(remark, Remark) and remark.value else ""
    column = f"{safe_text(remark.column)}: " if remark.column else ""
    row = _("row {row}").format(row=remark.row) + "  " if isinstance(remark, Remark) else ""
    return f"{row}{column}{value}{words}"


def _remark_row(remark: Remark) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        line.put_right(12, _("row {row}").format(row=remark.row), "muted", limit=11)
        x = line.put(14, remark.column, "muted", limit=16, ellipsis=brush.ellipsis)
        x = x + 1 if remark.column else x
        if remark.value:
            quotes = '""' if brush.ascii else "“”"
            shown = f"{quotes[0]}{safe_text(remark.value)}{quotes[1]}"
            x = line.put(x, shown, "text", limit=22, ellipsis=brush.ellipsis) + 1
        line.put(x, reason_words(remark.code, remark.params), "late_plain",
                 limit=max(0, line.width - 1 - x), ellipsis=brush.ellipsis)  # fmt: skip

    return draw


def _note_row(note: FileNote) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        x = _LABEL
        if note.column:
            x = line.put(x, note.column, "muted", limit=20, ellipsis=brush.ellipsis) + 1
        line.put(x, reason_words(note.code, note.params), "text",
                 limit=max(0, line.width - 1 - x), ellipsis=brush.ellipsis)  # fmt: skip

    return draw

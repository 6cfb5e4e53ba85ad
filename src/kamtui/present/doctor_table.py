"""What the doctor found, as lines of text; backups and restores too."""

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from kamtui.domain.errors import KamError
from kamtui.i18n import _, ngettext
from kamtui.present.columns import Column, table
from kamtui.present.errors import sentence
from kamtui.present.fields import entity_label
from kamtui.present.safe_text import safe_text
from kamtui.services.doctor_report import DoctorReport, IntegrityView, Problem, TerminalView

_MEGABYTE = 1_000_000
_TRUECOLOUR = 16_777_216


def doctor_lines(
    report: DoctorReport,
    *,
    ascii_only: bool,
    reader: bool = False,
    advice: Collection[str] = (),
    repaired: Sequence[str] | None = None,
) -> list[str]:
    """Return the report: the book, its backups, the terminal, then what is wrong.

    Args:
        report: What was found.
        ascii_only: Whether this program draws with ASCII only.
        reader: Whether it draws for a screen reader.
        advice: Codes of problems that can wait.
        repaired: Codes of what was put right, None where nobody asked for repair.
    """
    rows = [(_("book"), safe_text(report.file)), (_("size"), size_text(report.size))]
    rows.append((_("format"), _schema(report)))
    rows.append((_("structure"), _integrity(report.integrity)))
    rows.append(("SQLite", "  ".join(part for part in (report.sqlite, report.journal) if part)))
    if report.backups is not None:
        rows.append((_("backups"), _backups(report)))
    if report.terminal is not None:
        rows += _terminal(report.terminal, ascii_only=ascii_only, reader=reader)
    lines = table(rows, [Column(), Column(max_width=200)])
    if repaired is not None:
        lines += ["", _put_right(repaired)]
    pressing = [each for each in report.problems if each.code not in advice]
    waiting = [each for each in report.problems if each.code in advice]
    if pressing:
        lines += ["", _("Problems")]
        lines += [f"  ! {problem_text(each)}" for each in pressing]
        if any(each.repairable for each in pressing):
            lines.append("  " + _("`kamtui doctor --repair` puts right what is marked so."))
    lines += ["", *(f"  - {problem_text(each)}" for each in waiting)] if waiting else []
    told = _terminal_advice(report.terminal, ascii_only=ascii_only or reader, reader=reader)
    lines += [f"  - {each}" for each in told]
    if not pressing:
        there = report.schema.version is not None
        end = _("There is no book here yet; the first thing you save makes it.")
        lines += ["", _("The book is in order.") if there else end]
    return lines


def problem_text(problem: Problem) -> str:
    """Return a finding as a sentence, marked where ``--repair`` helps."""
    text = sentence(KamError(problem.code, dict(problem.params)))
    return text + " [" + _("repairable") + "]" if problem.repairable else text


def backup_lines(backups: Sequence[tuple[Path, datetime, int]]) -> list[str]:
    """Return one line a backup ``(file, local time, bytes)``, the newest first."""
    rows = [
        (taken.strftime("%Y-%m-%d %H:%M"), size_text(size), str(path))
        for path, taken, size in backups
    ]
    columns = [Column(_("When")), Column(_("Size"), align="right"), Column(_("File"))]
    return table(rows, columns)


def restore_lines(
    *, source: Path, before: Path | None, damaged: Path | None, customers: int
) -> list[str]:
    """Return what a restore did and where what it replaced is kept."""
    lines = [
        ngettext(
            "Restored {path}: {count} customer.", "Restored {path}: {count} customers.", customers
        ).format(path=safe_text(source), count=customers)
    ]
    if before is not None:
        lines.append(_("The book as it was before is in {path}.").format(path=safe_text(before)))
    if damaged is not None:
        lines.append(_("The damaged book is kept as {path}.").format(path=safe_text(damaged)))
    return lines


def salvage_lines(
    *, path: Path, saved: int, lost: int, tables: Sequence[tuple[str, int, int, int, int]]
) -> list[str]:
    """Return how much of a damaged book was saved, what of it is not as it was, and how to go on.

    Args:
        path: The new book.
        saved: Records in all.
        lost: Records in all.
        tables: (entity, saved, incomplete, made up, lost) a kind of record.
    """
    lines = [
        ngettext("{count} record saved.", "{count} records saved.", saved).format(count=saved),
        ngettext(
            "{count} record could not be saved.", "{count} records could not be saved.", lost
        ).format(count=lost),
    ]
    rows = [
        (_salvaged_kind(entity), *map(str, counts)) for entity, *counts in tables if any(counts[1:])
    ]
    if rows:
        heads = (_("Saved"), _("incomplete"), _("made up"), _("lost"))
        columns = [Column(_("Records")), *(Column(head, align="right") for head in heads)]
        lines += ["", *table(rows, columns), ""]
    if any(made_up for _entity, _saved, _incomplete, made_up, _lost in tables):
        lines.append(
            _("What is made up is named with a ?; it holds the records that belong to it.")
        )
    return [
        *lines,
        _("They are in {path}; `kamtui --db {path}` opens it, `kamtui restore {path}` puts it in"
          " the book's place.").format(path=safe_text(path)),
    ]  # fmt: skip


def _salvaged_kind(entity: str) -> str:
    words = {"change_log": _("changes, for undo"), "app_meta": _("the book's own notes")}
    return words.get(entity) or entity_label(entity)


def size_text(size: int) -> str:
    """Return bytes as people read them: ``1.2 MB``."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < _MEGABYTE else f"{size / _MEGABYTE:.1f} MB"


def _schema(report: DoctorReport) -> str:
    version = report.schema.version
    if version is None:
        return "-"
    if version == report.schema.known:
        return str(version)
    return _("{version}, this kamtui writes {known}").format(
        version=version, known=report.schema.known
    )


def _integrity(found: IntegrityView) -> str:
    if not found.checked:
        return _("not checked")
    if found.sound:
        return _("sound")
    tables = ", ".join(safe_text(name) for name in found.broken_tables)
    return _("damaged: {tables}").format(tables=tables) if tables else _("damaged")


def _backups(report: DoctorReport) -> str:
    view = report.backups
    if view is None or view.newest is None:
        return _("none")
    text = ngettext("{count} backup, {size}", "{count} backups, {size}", view.count).format(
        count=view.count, size=size_text(view.size)
    )
    newest = _("the newest of {time}").format(time=view.newest.strftime("%Y-%m-%d %H:%M"))
    return f"{text}; {newest}: {safe_text(view.newest_file)}"


def _put_right(codes: Sequence[str]) -> str:
    if not codes:
        return _("Nothing needed repair.")
    return _("Put right: {codes}").format(codes=", ".join(map(safe_text, codes)))


def _terminal(view: TerminalView, *, ascii_only: bool, reader: bool) -> list[tuple[str, str]]:
    parts = [safe_text(part) for part in (view.term or "-", view.program) if part]
    parts.append(f"{view.columns}x{view.rows}")
    drawing = _("ASCII only") if ascii_only else _("Unicode, ambiguous characters one cell wide")
    return [
        (_("terminal"), "  ".join(parts)),
        (_("colours"), _colours(view.colours)),
        (_("text"), "  ".join(map(safe_text, (view.encoding, view.locale or "-")))),
        (_("drawing"), _("words only, for a screen reader") if reader else drawing),
    ]


def _colours(count: int) -> str:
    if count == 0:
        return _("none")
    return _("16 million") if count == _TRUECOLOUR else str(count)


#: Milliseconds after Esc that nobody notices.
_ESCAPE_MS = 50
#: Colours our themes are made of.
_MANY_COLOURS = 256


def _terminal_advice(view: TerminalView | None, *, ascii_only: bool, reader: bool) -> list[str]:
    if view is None:
        return []
    found = []
    if not view.encoding.replace("-", "").startswith("utf8"):
        found.append(
            _("The terminal's encoding is {encoding}: set LANG to a UTF-8 locale, or Chinese text"
              " is lost.").format(encoding=safe_text(view.encoding) or "-")
        )  # fmt: skip
    if not ascii_only:
        found.append(
            _("If lines and columns are shifted, the terminal draws ambiguous characters two cells"
              " wide: kamtui settings set ascii true")
        )  # fmt: skip
    found.append(
        _("With a Chinese input method on, letters do not reach the program: use the digits 1 to 9"
          " and 0, or press Shift to switch it.")
    )  # fmt: skip
    if reader:
        found.append(
            _("Screen reader mode is on: the cursor stands on the selected row, and the status line"
              " says it in words. Off: kamtui settings set reader false, and no --reader.")
        )  # fmt: skip
    else:
        found.append(
            _("With a screen reader: kamtui --reader, or for every start: kamtui settings set"
              " reader true")
        )  # fmt: skip
    if view.program == "tmux" and (view.escape_time is None or view.escape_time > _ESCAPE_MS):
        found.append(_("In tmux, `set -sg escape-time 10` makes Esc answer at once."))
    if view.program == "tmux" and view.clipboard != "on":
        found.append(
            _("In tmux, `set -s set-clipboard on` lets copied text reach your own computer.")
        )
    if view.over_ssh:
        found.append(
            _("Over SSH, `Compression yes` in ~/.ssh/config on your own computer sends 7 to 23"
              " times fewer bytes.")
        )  # fmt: skip
    if 0 < view.colours < _MANY_COLOURS:
        found.append(
            _("The terminal says it has {count} colours; with TERM=xterm-256color the themes show.")
            .format(count=view.colours)
        )  # fmt: skip
    if view.columns < 60 or view.rows < 20:
        found.append(_("The window is small; 80x24 shows every column."))
    return found

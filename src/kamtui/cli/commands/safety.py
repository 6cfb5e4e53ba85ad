"""``kamtui backup``, ``restore`` and ``doctor``: what keeps a book."""

import argparse
from dataclasses import asdict, replace
from pathlib import Path

from kamtui.cli.context import Context
from kamtui.cli.output import emit, emit_json, emit_lines, progress
from kamtui.domain.errors import KamError
from kamtui.i18n import _
from kamtui.services import doctor, safety
from kamtui.services.doctor_report import DoctorReport, Problem

#: What the program deals with by itself sooner or later; no reason for a script to stop.
_ADVICE = frozenset(
    (
        *("backup.none", "file.older"),
        *(
            "keys.clash",
            "keys.unknown",
            "keys.banned",
            "keys.required",
            "keys.no_key",
            "keys.typed",
        ),
    )
)

_UNUSABLE = 3


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    if name == "backup":
        parser.add_argument(
            "file", nargs="?", type=Path, metavar="FILE",
            help=_("a new file or a folder; nothing: among the book's own backups"),
        )  # fmt: skip
        parser.add_argument("--list", action="store_true", help=_("the backups there are"))
        parser.set_defaults(run=run_backup)
    elif name == "restore":
        parser.add_argument(
            "file", type=Path, metavar="FILE", help=_("as printed by backup --list")
        )
        parser.set_defaults(run=run_restore)
    else:
        parser.add_argument(
            "--repair", action="store_true",
            help=_("put right what can be derived anew, and who may read the files"),
        )  # fmt: skip
        parser.add_argument(
            "--salvage", type=Path, metavar="FILE",
            help=_("save what is readable of a damaged book into a new one"),
        )  # fmt: skip
        parser.set_defaults(run=run_doctor)
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run_backup(context: Context) -> int:
    """Copy the book, or list the copies."""
    if context.options.list:
        return _list(context)
    with context.desk.read():
        pass  # A file that cannot be used is named for what it is: foreign, newer, damaged.
    made = safety.backup_now(context.desk, to=context.options.file)
    if context.as_json:
        emit_json({"file": str(made), "size": made.stat().st_size})
    else:
        emit(_("Backed up to {path}.").format(path=made))
    return 0


def _list(context: Context) -> int:
    found = safety.backups(context.desk)
    if context.as_json:
        emit_json(
            [
                {
                    "file": str(each.path),
                    "at": each.taken_at.isoformat(),
                    "reason": each.reason,
                    "size": each.size,
                }
                for each in found
            ]
        )
    elif found:
        from kamtui.present.doctor_table import backup_lines

        emit_lines(backup_lines([(each.path, each.taken_at, each.size) for each in found]))
    else:
        emit(_("There is no backup yet. `kamtui backup` makes one."))
    return 0


def run_restore(context: Context) -> int:
    """Put a backup's state into the live book."""
    done = safety.restore(context.desk, source=context.options.file)
    if context.as_json:
        emit_json(
            {
                "file": str(done.source),
                "before": str(done.before) if done.before else None,
                "damaged": str(done.damaged) if done.damaged else None,
                "customers": done.customers,
            }
        )
        return 0
    from kamtui.present.doctor_table import restore_lines

    emit_lines(
        restore_lines(
            source=done.source, before=done.before, damaged=done.damaged, customers=done.customers
        )
    )
    return 0


def run_doctor(context: Context) -> int:
    """Look everything over; 3 for a file that cannot be used, 1 for what needs the user."""
    from kamtui.cli.terminal import terminal_view
    from kamtui.present.doctor_table import doctor_lines, problem_text

    options = context.options
    if options.salvage is not None:
        return _salvage(context, options.salvage)
    terminal = terminal_view()
    progress(_("Checking…"))
    report = doctor.examine(context.desk, terminal=terminal)
    repaired: tuple[str, ...] = ()
    if options.repair:
        repaired = _repair(context, report)
        report = doctor.examine(context.desk, terminal=terminal)
    progress("")
    report = replace(report, problems=(*report.problems, *_keys_not_used(context)))
    if context.as_json:
        emit_json(
            _document(report, ascii_only=options.ascii, reader=options.reader)
            | {"problems": [_problem(each, problem_text(each)) for each in report.problems]}
            | ({"repaired": list(repaired)} if options.repair else {})
        )
    else:
        emit_lines(
            doctor_lines(
                report,
                ascii_only=options.ascii,
                reader=options.reader,
                advice=_ADVICE,
                repaired=repaired if options.repair else None,
            )
        )
    return exit_code(report)


def _keys_not_used(context: Context) -> tuple[Problem, ...]:
    """Return what of the settings file's keys the screens leave out."""
    keys = context.preferences.keys
    if not keys:
        return ()
    from importlib import import_module

    # By name: the two front ends never import each other (architecture.md).
    own_keys = import_module("kamtui.tui.own_keys")
    _key_map, problems = own_keys.settle(own_keys.read_keys(keys))
    return tuple(Problem(one.code, one.params) for one in problems)


def exit_code(report: DoctorReport) -> int:
    """Return 3 for a book that cannot be used, 1 for what needs the user, else 0."""
    pressing = [each.code for each in report.problems if each.code not in _ADVICE]
    if any(code.startswith("file.") for code in pressing):
        return _UNUSABLE
    return 1 if pressing else 0


def _repair(context: Context, report: DoctorReport) -> tuple[str, ...]:
    codes = {each.code for each in report.problems if each.repairable}
    if "doctor.modes" in codes:
        doctor.tighten(context.desk)
    if codes - {"doctor.modes"}:
        doctor.rebuild(context.desk)
    return tuple(sorted(codes))


def _salvage(context: Context, into: Path) -> int:
    path = context.desk.path
    if path is None:
        raise KamError("backup.server", {"url": context.desk.location.label})
    found = safety.salvage(path, into.expanduser())
    if context.as_json:
        emit_json(
            {
                "file": str(found.into),
                "saved": found.saved,
                "lost": found.lost,
                "tables": [
                    {
                        "table": each.table,
                        "saved": each.saved,
                        "incomplete": each.mended,
                        "made_up": each.stand_ins,
                        "lost": each.lost,
                    }
                    for each in found.tables
                ],
            }
        )
    else:
        from kamtui.present.doctor_table import salvage_lines

        tables = [
            (each.table, each.saved, each.mended, each.stand_ins, each.lost)
            for each in found.tables
        ]
        emit_lines(
            salvage_lines(path=found.into, saved=found.saved, lost=found.lost, tables=tables)
        )
    return 1 if found.lost else 0


def _document(report: DoctorReport, *, ascii_only: bool, reader: bool) -> dict[str, object]:
    backups = None
    if report.backups is not None:
        newest = report.backups.newest
        backups = asdict(report.backups) | {"newest": newest.isoformat() if newest else None}
    return {
        "file": report.file,
        "size": report.size,
        "sqlite": report.sqlite,
        "journal": report.journal,
        "schema": asdict(report.schema),
        "integrity": asdict(report.integrity),
        "backups": backups,
        "terminal": asdict(report.terminal) | {"ascii": ascii_only, "reader": reader}
        if report.terminal
        else None,
    }


def _problem(problem: Problem, message: str) -> dict[str, object]:
    params = {
        name: value if isinstance(value, (int, str, type(None))) else str(value)
        for name, value in problem.params.items()
    }
    return {
        "code": problem.code,
        "message": message,
        "params": params,
        "repairable": problem.repairable,
    }

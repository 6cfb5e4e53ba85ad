"""Look a book and its surroundings over, and rebuild what can be derived (cli.md, ``doctor``)."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from kamtui.config.paths import backup_folder
from kamtui.domain.errors import KamError
from kamtui.domain.views.changes import ChangeSet
from kamtui.services import safety
from kamtui.services.desk import Desk
from kamtui.services.doctor_report import (
    BackupsView,
    DoctorReport,
    IntegrityView,
    Problem,
    SchemaView,
    TerminalView,
)
from kamtui.store.check import check_tables, dangling_rows
from kamtui.store.derived_check import check_derived
from kamtui.store.restore import verify_backup
from kamtui.store.schema import SCHEMA_VERSION
from kamtui.store.sniff import schema_version_of

#: A backup older than this is worth a word while the book changes.
_STALE_BACKUP = timedelta(days=7)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def examine(desk: Desk, *, terminal: TerminalView | None = None) -> DoctorReport:
    """Look everything over without changing anything; never raises for what it finds.

    A book that does not exist is no problem, an unusable one is: its code is among the problems.
    """
    path = desk.path
    if path is None:
        return _examine_server(desk, terminal)
    problems: list[Problem] = []
    version, usable = _version(path, problems)
    journal = ""
    integrity = IntegrityView(checked=False, sound=version is None and usable)
    if version is not None:
        integrity = _integrity(path)
        if not integrity.sound:
            problems.append(_integrity_problem(path, integrity))
        journal = _journal(desk, problems)
        if integrity.sound and version == SCHEMA_VERSION:
            problems += _derived_problems(path)
    problems += _mode_problems(path)
    backups = _backups(desk, path)
    problems += _backup_problems(desk, backups, has_changes=integrity.sound and _written(desk))
    return DoctorReport(
        file=str(path),
        size=_size(path),
        sqlite=sqlite3.sqlite_version,
        journal=journal,
        schema=SchemaView(version=version, known=SCHEMA_VERSION),
        integrity=integrity,
        backups=backups,
        terminal=terminal,
        problems=tuple(problems),
    )


def rebuild(desk: Desk) -> ChangeSet:
    """Recompute every customer's facts and search row; nobody's typing is touched.

    Raises:
        KamError: With exit code 3 when the file cannot be used.
    """
    from sqlalchemy import text

    from kamtui.store.facts import refresh_facts
    from kamtui.store.search_index import refresh_search

    kinds = frozenset({"customer"})
    with desk.write("rebuild") as work:
        refresh_facts(work.connection, None)
        work.connection.execute(text("DELETE FROM customer_search"))
        refresh_search(work.connection, None)
        work.touch_everything(kinds)
        return work.commit()


def tighten(desk: Desk) -> tuple[Path, ...]:
    """Take the book, its side files and its backups away from other users; return what changed.

    Raises:
        KamError: ``file.permission`` for what belongs to somebody else.
    """
    changed = []
    for path, wanted in _open_to_others(desk.path) if desk.path else ():
        try:
            path.chmod(wanted)
        except OSError as problem:
            raise KamError(
                "file.permission", {"path": str(path), "reason": problem.strerror or ""}, 3
            ) from problem
        changed.append(path)
    return tuple(changed)


def _examine_server(desk: Desk, terminal: TerminalView | None) -> DoctorReport:
    problems: tuple[Problem, ...] = ()
    try:
        with desk.read() as reader:
            reader.value("SELECT count(*) FROM app_meta")
        reached = True
    except Exception as problem:  # Any driver's failure is the finding.
        reached = False
        problems = (Problem("file.failed", _params(desk, type(problem).__name__)),)
    return DoctorReport(
        file=desk.location.label,
        size=0,
        sqlite=sqlite3.sqlite_version,
        journal="",
        schema=SchemaView(version=SCHEMA_VERSION if reached else None, known=SCHEMA_VERSION),
        integrity=IntegrityView(checked=False, sound=reached),
        backups=None,
        terminal=terminal,
        problems=problems,
    )


def _params(desk: Desk, reason: str) -> dict[str, object]:
    return {"path": desk.location.label, "reason": reason}


def _version(path: Path, problems: list[Problem]) -> tuple[int | None, bool]:
    """Return the schema version (None for none) and whether the path can be used."""
    try:
        version = schema_version_of(path)
    except KamError as failure:
        problems.append(Problem(failure.code, failure.params))
        return None, False
    if version is not None and version < SCHEMA_VERSION:
        problems.append(Problem("file.older", {"path": str(path), "version": version}))
    return version, True


def _written(desk: Desk) -> bool:
    try:
        with desk.read() as reader:
            return bool(reader.value("SELECT count(*) FROM change_log", 0))
    except KamError:
        return False


def _integrity(path: Path) -> IntegrityView:
    broken: list[str] = []
    findings: list[str] = []
    dangling: tuple[tuple[str, str], ...] = ()
    try:
        for step in check_tables(path, thorough=True):
            if not step.sound:
                broken.append(step.table)
                findings += step.findings
        if not broken:
            dangling = dangling_rows(path)
    except KamError as failure:
        return IntegrityView(checked=True, sound=False, findings=(failure.code,))
    return IntegrityView(
        checked=True,
        sound=not broken and not dangling,
        broken_tables=tuple(broken),
        findings=tuple(findings[:20]),
        dangling=dangling,
    )


def _integrity_problem(path: Path, integrity: IntegrityView) -> Problem:
    if integrity.dangling:
        tables = sorted({table for table, _parent in integrity.dangling})
        return Problem("doctor.dangling", {"path": str(path), "tables": ", ".join(tables)})
    tables = sorted(integrity.broken_tables)
    return Problem("file.damaged", {"path": str(path), "tables": ", ".join(tables)})


def _journal(desk: Desk, problems: list[Problem]) -> str:
    try:
        with desk.read() as reader:
            mode = str(reader.value("PRAGMA journal_mode", ""))
    except KamError as failure:
        if failure.code != "file.damaged":
            problems.append(Problem(failure.code, failure.params))
        return ""
    if mode == "wal":
        problems.append(Problem("doctor.wal", {"sqlite": sqlite3.sqlite_version}))
    return mode


def _derived_problems(path: Path) -> Iterator[Problem]:
    try:
        found = check_derived(path)
    except KamError as failure:
        yield Problem(failure.code, failure.params)
        return
    if found.facts or found.receivables:
        params = {"customers": found.facts, "receivables": found.receivables}
        yield Problem("doctor.facts_differ", params, repairable=True)
    if found.unsearchable:
        yield Problem("doctor.search_missing", {"customers": found.unsearchable}, repairable=True)


def _open_to_others(path: Path) -> Iterator[tuple[Path, int]]:
    """Yield files and folders that others may enter, with the mode they should have."""
    if os.name == "nt":  # Modes say nothing there.
        return
    folder = backup_folder(path)
    files = [path, *(Path(f"{path}{side}") for side in ("-journal", "-wal", "-shm"))]
    files += [each.path for each in safety.backups_in(folder)]
    for candidate, wanted in [*((file, 0o600) for file in files), (folder, 0o700)]:
        try:
            found = candidate.stat()
        except OSError:
            continue
        right_kind = stat.S_ISDIR(found.st_mode) == (candidate == folder)
        if right_kind and stat.S_IMODE(found.st_mode) & _OTHERS:
            yield candidate, wanted


def _mode_problems(path: Path) -> Iterator[Problem]:
    for candidate, _wanted in _open_to_others(path):
        mode = f"{stat.S_IMODE(candidate.stat().st_mode):04o}"
        yield Problem("doctor.modes", {"path": str(candidate), "mode": mode}, repairable=True)


def _backups(desk: Desk, path: Path) -> BackupsView:
    found = safety.backups(desk)
    newest = found[0] if found else None
    return BackupsView(
        folder=str(backup_folder(path)),
        count=len(found),
        size=sum(each.size for each in found),
        newest=newest.taken_at if newest else None,
        newest_file=str(newest.path) if newest else None,
    )


def _backup_problems(desk: Desk, view: BackupsView, *, has_changes: bool) -> Iterator[Problem]:
    if view.newest is None or view.newest_file is None:
        if has_changes:
            yield Problem("backup.none")
        return
    age = desk.clock.now().replace(tzinfo=None) - view.newest
    if age > _STALE_BACKUP and has_changes:
        yield Problem("doctor.backup_old", {"path": view.newest_file, "days": age.days})
    try:
        verify_backup(Path(view.newest_file))
    except KamError as failure:
        params = {"path": view.newest_file, "reason": failure.code}
        yield Problem("doctor.backup_damaged", params)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


__all__ = [
    "BackupsView",
    "DoctorReport",
    "IntegrityView",
    "Problem",
    "SchemaView",
    "TerminalView",
    "examine",
    "rebuild",
    "tighten",
]

"""What the doctor reports: values and codes, no sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TerminalView:
    """The terminal as the caller found it; nothing below the front ends asks it.

    Attributes:
        term: ``TERM``.
        program: ``TERM_PROGRAM`` or the like, empty where unknown.
        encoding: Of standard output.
        locale: Of the process, such as ``zh_CN.UTF-8``.
        columns: Cells across.
        rows: Cells down.
        colours: 0, 8, 16, 256 or 16777216.
        interactive: Whether standard output is a terminal.
        over_ssh: Whether it is reached over SSH.
        escape_time: Milliseconds tmux waits after Esc, None outside tmux or where unknown.
        clipboard: tmux's ``set-clipboard``, None outside tmux or where unknown.
    """

    term: str
    program: str
    encoding: str
    locale: str
    columns: int
    rows: int
    colours: int
    interactive: bool
    over_ssh: bool = False
    escape_time: int | None = None
    clipboard: str | None = None


@dataclass(frozen=True, slots=True)
class SchemaView:
    """The book's schema version, None where it cannot be told, and the program's."""

    version: int | None
    known: int


@dataclass(frozen=True, slots=True)
class IntegrityView:
    """The structure of the file.

    Attributes:
        checked: False where the file could not be read or does not exist.
        sound: Whether everything was found in order.
        broken_tables: Tables with findings.
        findings: SQLite's own words, at most twenty.
        dangling: (table, parent) of rows that point at nothing.
    """

    checked: bool
    sound: bool
    broken_tables: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    dangling: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BackupsView:
    """The backups: where, how many, bytes together, the newest one's local time and file."""

    folder: str
    count: int
    size: int
    newest: datetime | None
    newest_file: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong: a code that `present` has words for, and its parameters.

    ``repairable`` is True for what `rebuild` or `tighten` puts right.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    repairable: bool = False


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """What ``kamtui doctor`` prints; the names are the keys of its JSON (cli.md).

    Attributes:
        file: The book, or its address on a server.
        size: Bytes, 0 where there is no file.
        sqlite: Version of the SQLite library.
        journal: Journal mode, empty where unknown.
        schema: The book's version.
        integrity: The structure.
        backups: What is there to fall back on.
        terminal: As the caller found it.
        problems: Empty where all is well.
    """

    file: str
    size: int
    sqlite: str
    journal: str
    schema: SchemaView
    integrity: IntegrityView
    backups: BackupsView | None
    terminal: TerminalView | None
    problems: tuple[Problem, ...]

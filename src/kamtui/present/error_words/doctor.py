"""What the doctor finds (`services.doctor`)."""

from kamtui.i18n import N_

WORDS: dict[str, str | tuple[str, ...]] = {
    "doctor.dangling": (
        N_("Records in {tables} point at others that are gone. Restore a backup, or salvage."),
        N_("Records point at others that are gone. Restore a backup, or salvage."),
    ),
    "doctor.wal": (
        N_(
            "The book is in WAL mode, which SQLite {sqlite} can damage when two programs write. "
            "Close every kamtui once."
        ),
        N_("The book is in WAL mode, which is not safe here. Close every kamtui once."),
    ),
    "doctor.facts_differ": (
        N_("Stored sums of {customers} customers and {receivables} receivables are not right."),
        N_("Some stored sums are not right."),
    ),
    "doctor.search_missing": (
        N_("{customers} customers cannot be found by searching."),
        N_("Some customers cannot be found by searching."),
    ),
    "doctor.modes": (
        N_("Others may read {path} (mode {mode})."),
        N_("Others may read the files of the book."),
    ),
    "doctor.backup_old": (
        N_("The newest backup is {days} days old. `kamtui backup` makes one."),
        N_("The newest backup is old. `kamtui backup` makes one."),
    ),
    "doctor.backup_damaged": (
        N_("The newest backup {path} cannot be used ({reason}). `kamtui backup` makes a new one."),
        N_("The newest backup cannot be used. `kamtui backup` makes a new one."),
    ),
}

"""Errors about the book's own file, its backups and its disk (trust.md, promises 2 to 7)."""

from kamtui.i18n import N_

WORDS: dict[str, str | tuple[str, ...]] = {
    "file.missing": N_("There is no file {path}. Check the path."),
    "file.not_database": N_(
        "{path} is not a database file. It was left as it is; choose another file with --db."
    ),
    "file.foreign": N_(
        "{path} is a database of another program. It was left as it is; choose another file "
        "with --db."
    ),
    "file.newer": (
        N_(
            "{path} was written by a newer kamtui (format {version}; this one knows {known}). "
            "It was left as it is; update kamtui."
        ),
        N_("{path} was written by a newer kamtui. It was left as it is; update kamtui."),
    ),
    "file.older": N_("{path} was written by an older kamtui and must be opened for writing once."),
    "file.damaged": (
        N_(
            "{path} is damaged. It was left as it is; `kamtui doctor` shows what can be saved, "
            "`kamtui restore FILE` brings back a backup."
        ),
        N_("The data file is damaged. It was left as it is; run `kamtui doctor`."),
    ),
    "file.encrypted": N_(
        "{path} is encrypted or not a database. It was left as it is; unlock it or choose "
        "another file with --db."
    ),
    "file.empty": N_("{path} is empty and was left as it is. Check that it is the right file."),
    "file.locked": (
        N_("{path} is busy: another program is writing. Nothing was changed; try again."),
        N_("The data file is busy: another program is writing. Try again."),
    ),
    "file.read_only": (
        N_("{path} cannot be written: it is read-only. Nothing was changed."),
        N_("The data file is read-only. Nothing was changed."),
    ),
    "file.full": (
        N_("No space left for {path} ({free_mb} MB free). Nothing was changed; make room."),
        N_("No space left for {path}. Nothing was changed; make room on the disk."),
        N_("No space left on the disk. Nothing was changed; make room."),
    ),
    "file.permission": (
        N_("{path} cannot be opened: no permission. Check who may read and write it."),
        N_("The data file cannot be opened: no permission."),
    ),
    "file.is_directory": N_("{path} is a folder, not a file. Name a file in it."),
    "file.exists": N_("{path} already exists and was left as it is. Choose another name."),
    "sample.not_sample": N_("{path} is not a sample book and was left as it is."),
    "sample.is_own_book": N_(
        "{path} is the book that --db or KAMTUI_DB names as your own. Nothing was deleted."
    ),
    "file.changed": N_("{path} was replaced or upgraded meanwhile. Start kamtui again."),
    "file.bad_url": N_("“{url}” is not a path or a database address. Check --db."),
    "file.failed": (
        N_("{path} cannot be used ({reason}). Run `kamtui doctor`."),
        N_("The data file cannot be used. Run `kamtui doctor`."),
    ),
    "file.no_driver": N_("No driver for {url} is installed. Install it, or use a file."),
    "read.interrupted": N_("The look-up was stopped."),
    "backup.failed": (
        N_("The backup {path} could not be written ({reason})."),
        N_("The backup {path} could not be written. Check space and permission there."),
        N_("The backup could not be written."),
    ),
    "backup.not_verified": N_("The backup {path} did not pass its check and was not kept."),
    "backup.server": N_("{url} is on a server: back it up with the server's own tools."),
    "salvage.nothing": N_("Nothing could be saved from {path}. Restore a backup instead."),
    "backup.none": N_("There is no backup yet. `kamtui backup` makes one."),
    "restore.not_a_backup": N_("{path} is not a kamtui book. Nothing was restored."),
    "restore.same_file": N_("{path} is the open book itself. Nothing was restored."),
    "migration.failed": N_(
        "Upgrading {path} failed and was taken back; the book is as before. A backup is kept."
    ),
}

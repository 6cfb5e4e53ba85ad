"""The commands there are, without loading one of them."""

from typing import NamedTuple

from kamtui.i18n import N_


class CommandEntry(NamedTuple):
    """A command's name, the module that holds it, and its line in the help.

    No dataclass: every look-up pays for what is imported here.
    """

    name: str
    module: str
    summary: str


COMMANDS: tuple[CommandEntry, ...] = (
    CommandEntry("agenda", "agenda", N_("everything owed, the most important first")),
    CommandEntry("find", "find", N_("find a customer by name, pinyin, person, phone or number")),
    CommandEntry("show", "show", N_("one customer: people, history, plans, money")),
    CommandEntry("add", "records", N_("add a customer in one line")),
    CommandEntry("edit", "records", N_("set fields of a customer")),
    CommandEntry("contact", "records", N_("add or change a person at a customer")),
    CommandEntry("delete", "records", N_("delete a customer or a record")),
    CommandEntry("restore-record", "records", N_("bring a deleted record back")),
    CommandEntry("log", "log", N_("write down what happened, and what comes next")),
    CommandEntry("note", "note", N_("keep a note without a customer; list the inbox")),
    CommandEntry("plan", "log", N_("plan a follow-up")),
    CommandEntry("order", "order", N_("add an order in one line")),
    CommandEntry("done", "actions", N_("clear rows of the agenda")),
    CommandEntry("snooze", "actions", N_("move rows of the agenda to another day")),
    CommandEntry("undo", "history", N_("take the last step back")),
    CommandEntry("redo", "history", N_("put back what was taken back")),
    CommandEntry("history", "history", N_("who changed what, and when")),
    CommandEntry("revert", "history", N_("take one change of the history back")),
    CommandEntry("import", "transfer", N_("read customers, orders and the like from files")),
    CommandEntry("export", "transfer", N_("write customers, orders and the like to a file")),
    CommandEntry("grades", "grades", N_("grade proposals with their reasons, and decisions")),
    CommandEntry("segments", "segments", N_("customers by value, behaviour, RFM and the like")),
    CommandEntry("report", "report", N_("the day's report as text for a chat")),
    CommandEntry("settings", "settings", N_("see and change settings")),
    CommandEntry("date", "date", N_("how a typed date is understood")),
    CommandEntry("calendar", "calendar", N_("the working days between two dates")),
    CommandEntry("backup", "safety", N_("copy the book to a safe place")),
    CommandEntry("restore", "safety", N_("bring the book back from a backup")),
    CommandEntry("doctor", "safety", N_("check the book and the terminal")),
    CommandEntry("demo", "demo", N_("open the sample book, never your own data")),
)


def entry_of(name: str) -> CommandEntry | None:
    """Return the entry of a command, None where there is none of that name."""
    return next((entry for entry in COMMANDS if entry.name == name), None)

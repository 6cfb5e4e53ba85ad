"""What acts on a row of the customer list."""

from kamtui.i18n import N_
from kamtui.tui.commands.command import Command

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = (
    Command(
        "customers.done",
        ("d",),
        N_("Done"),
        N_("Mark the open follow-up done"),
        "customers",
        digit="1",
    ),
    Command(
        "customers.snooze",
        ("s",),
        N_("Snooze"),
        N_("Put the open follow-up off"),
        "customers",
        digit="2",
        asks="digit",
    ),
    Command(
        "customers.date",
        ("r",),
        N_("Date"),
        N_("Give the open follow-up another date"),
        "customers",
        digit="3",
        asks="line",
    ),
    Command(
        "customers.log",
        ("l",),
        N_("Log"),
        N_("Write down a contact and the next step"),
        "customers",
        digit="4",
    ),
    Command(
        "customers.edit",
        ("e",),
        N_("Edit"),
        N_("Change the customer's fields, or all marked customers"),
        "customers",
        digit="5",
    ),
    Command(
        "customers.copy",
        ("c",),
        N_("Copy"),
        N_("Copy the phone number"),
        "customers",
        digit="6",
    ),
    Command(
        "customers.add",
        ("a",),
        N_("Add"),
        N_("Add a customer in one line"),
        "customers",
        digit="9",
    ),
    Command(
        "customers.filter",
        ("f",),
        N_("Filter"),
        N_("Show only some: grade, late, owner, city"),
        "customers",
    ),
    Command(
        "customers.bulk",
        (),
        N_("Edit marked"),
        N_("Tag, owner, grade, cadence, plan or archive for all marked"),
        "customers",
    ),
    Command(
        "customers.verify",
        (),
        N_("Verified"),
        N_("Say that the record was verified today; in the list of stale ones 1 does"),
        "customers",
    ),
    Command(
        "customers.archive",
        (),
        N_("Archive"),
        N_("Archive the customer, or bring an archived one back"),
        "customers",
    ),
    Command(
        "customers.deleted",
        (),
        N_("Deleted customers"),
        N_("Show them, to bring some back"),
        "customers",
    ),
    Command(
        "customers.save_filter",
        (),
        N_("Keep filter"),
        N_("Keep the filter that is shown under a name"),
        "customers",
    ),
    Command(
        "customers.forget_filter",
        (),
        N_("Delete filter"),
        N_("Delete a saved filter"),
        "customers",
    ),
)

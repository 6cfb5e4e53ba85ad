"""What acts on a row of the agenda."""

from kamtui.i18n import N_
from kamtui.tui.commands.command import Command

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = (
    Command(
        "agenda.done",
        ("d",),
        N_("Done"),
        N_("Mark done and go to the next row"),
        "agenda",
        digit="1",
        footer=10,
    ),
    Command(
        "agenda.snooze",
        ("s",),
        N_("Snooze"),
        N_("Put off: tomorrow, Monday, a week"),
        "agenda",
        digit="2",
        footer=20,
        asks="digit",
    ),
    Command(
        "agenda.date",
        ("r",),
        N_("Date"),
        N_("Give it another date, typed"),
        "agenda",
        digit="3",
        footer=30,
        asks="line",
    ),
    Command(
        "agenda.log",
        ("l",),
        N_("Log"),
        N_("Write down a contact and the next step"),
        "agenda",
        digit="4",
        footer=40,
    ),
    Command(
        "agenda.edit",
        ("e",),
        N_("Edit"),
        N_("Change the row's words, date or person"),
        "agenda",
        digit="5",
        footer=90,
        wide=True,
    ),
    Command(
        "agenda.copy",
        ("c",),
        N_("Copy"),
        N_("Copy the phone number"),
        "agenda",
        digit="6",
        footer=91,
        wide=True,
    ),
    Command(
        "agenda.add",
        ("a",),
        N_("Add"),
        N_("Add a follow-up for this customer"),
        "agenda",
        digit="9",
        footer=92,
        wide=True,
    ),
    Command(
        "agenda.filter",
        ("f",),
        N_("Filter"),
        N_("Show only some: kind, grade, owner, city, days"),
        "agenda",
    ),
    Command(
        "agenda.save_filter",
        (),
        N_("Keep filter"),
        N_("Keep the filter that is shown under a name"),
        "agenda",
    ),
    Command(
        "agenda.forget_filter",
        (),
        N_("Delete filter"),
        N_("Delete a saved filter"),
        "agenda",
    ),
)

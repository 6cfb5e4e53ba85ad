"""What acts on a row at the end of a review."""

from kamtui.i18n import N_
from kamtui.tui.commands.command import Command

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = (
    Command(
        "day.fill",
        ("e",),
        N_("Fill in"),
        N_("Write the words of a contact, or file a note"),
        "day",
        digit="5",
        footer=10,
    ),
    Command(
        "day.log",
        ("l",),
        N_("Log"),
        N_("Write down a contact and the next step"),
        "day",
        digit="4",
        footer=20,
    ),
    Command(
        "day.copy",
        ("c",),
        N_("Copy"),
        N_("Copy the phone number"),
        "day",
        digit="6",
        footer=30,
    ),
)

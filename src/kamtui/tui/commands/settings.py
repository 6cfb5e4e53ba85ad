"""What acts on a row of the settings and of the key map."""

from kamtui.i18n import N_
from kamtui.tui.commands.command import Command

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = (
    Command(
        "settings.edit",
        ("e",),
        N_("Edit"),
        N_("Give the row under the cursor another value"),
        "settings",
        digit="5",
        footer=10,
    ),
    Command(
        "settings.default",
        ("d",),
        N_("Default"),
        N_("Put the program's own value back"),
        "settings",
        footer=20,
    ),
    Command(
        "settings.filter",
        ("f",),
        N_("Filter"),
        N_("Show only rows with some words"),
        "settings",
        footer=30,
    ),
)

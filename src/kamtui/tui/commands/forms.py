"""What every form can do."""

from kamtui.i18n import N_
from kamtui.tui.commands.command import Command

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = (
    Command(
        "panel.next",
        ("tab", "down"),
        N_("Next field"),
        N_("The next field"),
        "panel",
        footer=10,
        hidden=True,
    ),
    Command(
        "panel.previous",
        ("shift+tab", "up"),
        N_("Field before"),
        N_("The field before"),
        "panel",
        footer=20,
        hidden=True,
    ),
    Command(
        "panel.accept",
        ("enter",),
        N_("Save"),
        N_("Save; in the note Enter is a new line"),
        "panel",
        footer=30,
        hidden=True,
    ),
    Command(
        "panel.save",
        ("ctrl+s",),
        N_("Save"),
        N_("Save from any field"),
        "panel",
        required=True,
        hidden=True,
    ),
    Command(
        "panel.list",
        ("ctrl+o",),
        N_("List"),
        N_("Between the form and the list behind it"),
        "panel",
        footer=40,
        hidden=True,
    ),
    Command(
        "panel.leave",
        ("escape", "ctrl+c"),
        N_("Close"),
        N_("Close; what was typed is kept as a draft"),
        "panel",
        required=True,
        footer=50,
        hidden=True,
    ),
    Command(
        "panel.theirs",
        ("ctrl+t",),
        N_("Take theirs"),
        N_("Take the other window's value of a field changed there too"),
        "panel",
        hidden=True,
    ),
    Command(
        "log.fresh",
        ("ctrl+n",),
        N_("Empty"),
        N_("Throw the draft away and begin anew"),
        "log",
        footer=60,
        hidden=True,
    ),
)

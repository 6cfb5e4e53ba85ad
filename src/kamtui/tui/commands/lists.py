"""What every list can do."""

from kamtui.i18n import N_
from kamtui.tui.commands.command import Command

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = (
    Command(
        "list.mark",
        ("space",),
        N_("Mark"),
        N_("Mark the row and go down"),
        "list",
        footer=75,
    ),
    Command(
        "list.mark_group",
        ("*",),
        N_("Mark group"),
        N_("Mark the group; again: all; again: none"),
        "list",
    ),
    Command(
        "list.repeat",
        (".",),
        N_("Again"),
        N_("Repeat the last action on this row"),
        "list",
        twins=("。",),
        footer=77,
    ),
    Command(
        "list.open",
        ("enter", "right"),
        N_("Open"),
        N_("Open the row"),
        "list",
        hidden=True,
    ),
    Command("list.sort", ("S",), N_("Sort"), N_("Choose the order of the rows"), "list"),
    Command(
        "list.delete",
        ("delete",),
        N_("Delete"),
        N_("Delete or archive; asks first"),
        "list",
        asks="digit",
    ),
    Command(
        "list.form",
        ("ctrl+o",),
        N_("Form"),
        N_("Back to the form that is open"),
        "list",
        hidden=True,
    ),
    Command("list.down", ("j", "down"), N_("Down"), N_("Next row"), "list", hidden=True),
    Command("list.up", ("k", "up"), N_("Up"), N_("Row before"), "list", hidden=True),
    Command(
        "list.page_down",
        ("ctrl+d", "pagedown"),
        N_("Page down"),
        N_("A page down"),
        "list",
        hidden=True,
    ),
    Command(
        "list.page_up",
        ("ctrl+u", "pageup"),
        N_("Page up"),
        N_("A page up"),
        "list",
        hidden=True,
    ),
    Command("list.top", ("home",), N_("Top"), N_("First row (also gg)"), "list", hidden=True),
    Command("list.bottom", ("G", "end"), N_("Bottom"), N_("Last row"), "list", hidden=True),
)

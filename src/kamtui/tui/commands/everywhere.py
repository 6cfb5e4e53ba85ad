"""What works on every screen."""

from kamtui.i18n import N_
from kamtui.tui.commands.command import Command

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = (
    Command(
        "app.find",
        ("/",),
        N_("Find"),
        N_("Find a customer: name, pinyin initials, phone"),
        "global",
        twins=("、",),
        footer=70,
    ),
    Command(
        "app.undo",
        ("u", "ctrl+z"),
        N_("Undo"),
        N_("Undo the last step"),
        "global",
        digit="7",
        footer=80,
    ),
    Command("app.redo", ("ctrl+r",), N_("Redo"), N_("Do again what was undone"), "global"),
    Command(
        "app.mask",
        ("8",),
        N_("Mask"),
        N_("Hide phones and amounts: someone is looking"),
        "global",
    ),
    Command(
        "app.menu",
        ("0",),
        N_("Menu"),
        N_("Every action with its digit"),
        "global",
        footer=95,
        wide=True,
    ),
    Command("app.palette", (":", "ctrl+p"), N_("Palette"), N_("Every action by name"), "global"),
    Command("app.go", ("g",), N_("Go to"), N_("Go to the top or another screen"), "global"),
    Command(
        "app.next_screen",
        ("tab", "]"),
        N_("Next screen"),
        N_("The next screen in the header"),
        "global",
        hidden=True,
    ),
    Command(
        "app.previous_screen",
        ("shift+tab", "["),
        N_("Screen before"),
        N_("The screen before in the header"),
        "global",
        hidden=True,
    ),
    Command(
        "app.agenda", ("f2",), N_("Agenda"), N_("What is owed, the most important first"), "global"
    ),
    Command("app.customers", ("f3",), N_("Customers"), N_("All customers"), "global"),
    Command("app.grades", ("f4",), N_("Grades"), N_("Grades to review"), "global"),
    Command("app.reports", ("f5",), N_("Reports"), N_("Figures of the month"), "global"),
    Command(
        "app.settings",
        (",",),
        N_("Settings"),
        N_("Language, colours, cadences, cut-offs"),
        "global",
        twins=("，",),
    ),
    Command(
        "app.report", ("R",), N_("Daily report"), N_("Copy the day's report for a chat"), "global"
    ),
    Command("app.note", ("N",), N_("Note"), N_("Keep a note without a customer yet"), "global"),
    Command("app.day", (), N_("Today's work"), N_("What was done, what lacks words"), "global"),
    Command("app.keys", (), N_("Keys"), N_("Give an action another key"), "global"),
    Command(
        "app.import",
        (),
        N_("Import"),
        N_("Bring customers, orders and the like from a file"),
        "global",
    ),
    Command(
        "app.leave_sample",
        (),
        N_("Leave the sample"),
        N_("Open your own book; `kamtui demo --remove` deletes the sample"),
        "global",
    ),
    Command("app.language", (), N_("Language"), N_("Chinese or English, at once"), "global"),
    Command("app.theme", (), N_("Colours"), N_("Dark, light or the terminal's own"), "global"),
    Command("app.redraw", ("ctrl+l",), N_("Redraw"), N_("Draw the screen anew"), "global"),
    Command(
        "app.back",
        ("escape", "h", "left", "q"),
        N_("Back"),
        N_("Go back; q twice leaves"),
        "global",
        required=True,
        hidden=True,
    ),
    Command(
        "app.leave",
        ("ctrl+c",),
        N_("Leave"),
        N_("Leave the strip or form; twice: quit"),
        "global",
        required=True,
        hidden=True,
    ),
    Command("app.quit", ("ctrl+q",), N_("Quit"), N_("Leave the program"), "global", required=True),
    Command(
        "app.help",
        ("?",),
        N_("Help"),
        N_("Every key of this screen"),
        "global",
        required=True,
        footer=999,
    ),
)

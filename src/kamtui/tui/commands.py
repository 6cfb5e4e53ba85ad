"""The one list of commands: footer, help, palette, menu and key map are derived from it."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from kamtui.i18n import N_

__all__ = ["COMMANDS", "SCOPES_OF", "Command", "Scope", "command", "in_scopes"]

Scope = Literal[
    "global", "list", "agenda", "customers", "customer", "grades", "panel", "log", "strip"
]

#: Which scopes answer on each screen, the most special first.
SCOPES_OF: dict[str, tuple[Scope, ...]] = {
    "agenda": ("agenda", "list", "global"),
    "customers": ("customers", "list", "global"),
    "customer": ("customer", "list", "global"),
    "grades": ("grades", "list", "global"),
    "log": ("log", "panel"),
}


class Command(NamedTuple):
    """Something a user can do.

    Attributes:
        id: Stable name, used in the settings file to give it other keys.
        keys: Keys as people write them: ``d``, ``ctrl+r``, ``space``, ``?``; the first is shown.
        label: One or two words for the footer, an untranslated message id.
        help: What it does, a sentence fragment for help and palette, an untranslated message id.
        scope: Where its keys mean this.
        digit: The key of its family that works whatever the input method does (ux.md).
        twins: Further keys that stand for the first; full-width forms are derived by `keymap`.
        required: Cannot be left without a key.
        footer: Place in the footer, None for not there.
        wide: In the footer only where there is room.
        hidden: Moves and the like: in the help, not in the palette.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    scope: Scope
    digit: str | None = None
    twins: tuple[str, ...] = ()
    required: bool = False
    footer: int | None = None
    wide: bool = False
    hidden: bool = False


COMMANDS: tuple[Command, ...] = (
    # -- acting on a row of the agenda
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
    ),
    Command(
        "agenda.date",
        ("r",),
        N_("Date"),
        N_("Give it another date, typed"),
        "agenda",
        digit="3",
        footer=30,
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
    # -- acting on a customer
    Command(
        "customer.done",
        ("d",),
        N_("Done"),
        N_("Mark the open follow-up done"),
        "customer",
        digit="1",
        footer=20,
    ),
    Command(
        "customer.snooze",
        ("s",),
        N_("Snooze"),
        N_("Put the open follow-up off"),
        "customer",
        digit="2",
        footer=30,
    ),
    Command(
        "customer.date",
        ("r",),
        N_("Date"),
        N_("Give the open follow-up another date"),
        "customer",
        digit="3",
        footer=40,
    ),
    Command(
        "customer.log",
        ("l",),
        N_("Log"),
        N_("Write down a contact and the next step"),
        "customer",
        digit="4",
        footer=10,
    ),
    Command(
        "customer.edit",
        ("e",),
        N_("Edit"),
        N_("Change the customer's fields"),
        "customer",
        digit="5",
        footer=50,
    ),
    Command(
        "customer.copy",
        ("c",),
        N_("Copy"),
        N_("Copy the phone number"),
        "customer",
        digit="6",
        footer=60,
    ),
    Command(
        "customer.add",
        ("a",),
        N_("Add"),
        N_("Add a follow-up for this customer"),
        "customer",
        digit="9",
        footer=92,
        wide=True,
    ),
    Command(
        "customer.next",
        ("J",),
        N_("Next"),
        N_("The next customer of the list"),
        "customer",
        footer=93,
        wide=True,
    ),
    Command(
        "customer.previous",
        ("K",),
        N_("Previous"),
        N_("The customer before in the list"),
        "customer",
        footer=94,
        wide=True,
    ),
    # -- acting on a row of the customer list
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
    ),
    Command(
        "customers.date",
        ("r",),
        N_("Date"),
        N_("Give the open follow-up another date"),
        "customers",
        digit="3",
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
        N_("Change the customer's fields"),
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
    # -- reviewing grades
    Command(
        "grades.accept",
        ("y",),
        N_("Accept"),
        N_("Accept the proposed grade; with marks all marked"),
        "grades",
        digit="1",
    ),
    Command(
        "grades.override",
        ("o",),
        N_("Override"),
        N_("Set another grade, with a reason"),
        "grades",
        digit="2",
    ),
    Command(
        "grades.skip",
        ("-",),
        N_("Skip"),
        N_("Leave it for another day"),
        "grades",
    ),
    Command(
        "grades.log",
        ("l",),
        N_("Log"),
        N_("Write down a contact and the next step"),
        "grades",
        digit="4",
    ),
    Command(
        "grades.edit",
        ("e",),
        N_("Edit"),
        N_("Change the customer's fields"),
        "grades",
        digit="5",
    ),
    Command(
        "grades.copy",
        ("c",),
        N_("Copy"),
        N_("Copy the phone number"),
        "grades",
        digit="6",
    ),
    # -- in every list
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
    # -- in every form
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
        "log.fresh",
        ("ctrl+n",),
        N_("Empty"),
        N_("Throw the draft away and begin anew"),
        "log",
        footer=60,
        hidden=True,
    ),
    # -- everywhere
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

_BY_ID = {one.id: one for one in COMMANDS}


def command(command_id: str) -> Command:
    """Return a command by its id.

    Raises:
        KeyError: There is none.
    """
    return _BY_ID[command_id]


def in_scopes(scopes: Iterable[Scope]) -> tuple[Command, ...]:
    """Return the commands that answer in these scopes, in the order they are declared."""
    wanted = frozenset(scopes)
    return tuple(one for one in COMMANDS if one.scope in wanted)

"""What decides about a proposed grade."""

from kamtui.i18n import N_
from kamtui.tui.commands.command import Command

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = (
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
        N_("Set another grade, with a reason; with marks all marked"),
        "grades",
        digit="2",
        asks="line",
    ),
    Command(
        "grades.skip",
        ("-",),
        N_("Skip"),
        N_("Leave it for another day; again: take it up"),
        "grades",
    ),
    Command(
        "grades.since",
        ("i",),
        N_("What changed"),
        N_("What changed since the last review, and why; again: the criteria"),
        "grades",
    ),
    Command(
        "grades.filter",
        ("f",),
        N_("Filter"),
        N_("Show only some: up, down, grade, owner, region, tag, decided"),
        "grades",
    ),
    Command(
        "grades.save_filter",
        (),
        N_("Keep filter"),
        N_("Keep the filter that is shown under a name"),
        "grades",
    ),
    Command(
        "grades.forget_filter",
        (),
        N_("Delete filter"),
        N_("Delete a saved filter"),
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
    Command(
        "grades.add",
        ("a",),
        N_("Add"),
        N_("Add a follow-up for this customer"),
        "grades",
        digit="9",
    ),
    Command(
        "grades.data",
        ("n",),
        N_("Data needed"),
        N_("Lower the points of data a grade needs, so that more customers can be judged"),
        "grades",
        asks="line",
    ),
    Command(
        "grades.what_if",
        ("w",),
        N_("What-if"),
        N_("Move a weight or a cut-off and see who moves, before saving"),
        "grades",
    ),
    Command(
        "grades.day",
        ("t",),
        N_("As of"),
        N_("See everybody as of a day in the past"),
        "grades",
    ),
)

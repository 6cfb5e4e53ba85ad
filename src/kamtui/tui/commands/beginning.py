"""What begins a book: the choices of the first start, and bringing a file in."""

from kamtui.i18n import N_
from kamtui.tui.commands.command import Command

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = (
    Command(
        "first_run.sample",
        ("1",),
        N_("Sample"),
        N_("Look around in a sample book of its own"),
        "first_run",
    ),
    Command(
        "first_run.import",
        ("2",),
        N_("Import"),
        N_("Bring your customer list: CSV, Excel or a pasted table"),
        "first_run",
    ),
    Command(
        "first_run.empty",
        ("3",),
        N_("Start empty"),
        N_("Begin with an empty book"),
        "first_run",
    ),
    Command(
        "first_run.language",
        ("l",),
        N_("Language"),
        N_("Chinese or English, at once"),
        "first_run",
    ),
    Command(
        "import.run",
        ("y", "ctrl+s"),
        N_("Import"),
        N_("Write what the preview shows; one undo step"),
        "import",
        digit="1",
        footer=10,
    ),
    Command(
        "import.change",
        ("e",),
        N_("Change"),
        N_("Change the row: what a column is read as, the kind, the encoding"),
        "import",
        digit="5",
        footer=20,
    ),
    Command(
        "import.file",
        ("f",),
        N_("File"),
        N_("Read another file, or a pasted table"),
        "import",
        footer=30,
    ),
    Command(
        "import.rejects",
        ("w",),
        N_("Rejects"),
        N_("Write the rejected rows to a file, with the reasons"),
        "import",
        footer=40,
    ),
)

"""``kamtui`` without a command: the screens, or the agenda as text without a terminal."""

import sys

from kamtui.cli.context import Context
from kamtui.cli.output import emit
from kamtui.i18n import _


def open_or_print(context: Context) -> int:
    """Open the screens; print the agenda where standard output is not a terminal (cli.md)."""
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        if context.trouble is not None:
            raise context.trouble
        from kamtui.cli.commands.agenda import print_agenda
        from kamtui.services import agenda

        found = agenda.read(context.desk, days=context.preferences.upcoming_days)
        print_agenda(context, found)
        return 0
    return open_screens(context)


def open_screens(context: Context) -> int:
    """Hand the desk to the screens; nothing of them is loaded before."""
    if not sys.stderr.isatty():
        # Textual draws there: the user would look at nothing, and type at it.
        emit(
            _("The screens are drawn on standard error: start kamtui without redirecting it (2>).")
        )
        return 2
    from importlib import import_module

    from kamtui.services.bootstrap import open_desk

    # By name: the two front ends never import each other (architecture.md).
    launch = import_module("kamtui.tui.launch")
    return int(
        launch.run(
            context.desk,
            ascii_only=context.options.ascii,
            no_color=context.options.no_color,
            reader=context.options.reader,
            trouble=context.trouble,
            own=lambda: open_desk(
                book=context.options.db, clock=context.clock, preferences=context.preferences
            ),
        )
    )

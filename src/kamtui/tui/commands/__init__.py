"""The one list of commands: footer, help, palette, menu and key map are derived from it."""

from collections.abc import Iterable

from kamtui.tui.commands import (
    agenda,
    beginning,
    customer,
    customers,
    day,
    everywhere,
    forms,
    grades,
    lists,
    segments,
    settings,
    what_if,
)
from kamtui.tui.commands.command import Answer, Command, Scope

__all__ = ["COMMANDS", "SCOPES_OF", "Answer", "Command", "Scope", "command", "in_scopes"]

#: Which scopes answer on each screen, the most special first.
SCOPES_OF: dict[str, tuple[Scope, ...]] = {
    "agenda": ("agenda", "list", "global"),
    "customers": ("customers", "list", "global"),
    "customer": ("customer", "list", "global"),
    "grades": ("grades", "list", "global"),
    "segments": ("segments", "list", "global"),
    "members": ("members", "list", "global"),
    "portrait": ("portrait", "list", "global"),
    "what_if": ("what_if", "list", "global"),
    "models": ("models", "list", "global"),
    "settings": ("settings", "list", "global"),
    "day": ("day", "list", "global"),
    "report": ("list", "global"),
    "first_run": ("first_run", "list", "global"),
    "import": ("import", "list", "global"),
    "log": ("log", "panel"),
}

#: Every command, those of one scope in the order menu and palette show them.
COMMANDS: tuple[Command, ...] = (
    *agenda.COMMANDS,
    *customer.COMMANDS,
    *customers.COMMANDS,
    *grades.COMMANDS,
    *segments.COMMANDS,
    *what_if.COMMANDS,
    *settings.COMMANDS,
    *day.COMMANDS,
    *beginning.COMMANDS,
    *lists.COMMANDS,
    *forms.COMMANDS,
    *everywhere.COMMANDS,
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

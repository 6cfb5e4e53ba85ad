"""Asks for a model's name until the book takes it: what was typed is not lost by a refusal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.tui.widgets.prompt import TextPrompt

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.tui.screens.base import KamScreen

__all__ = ["named"]

#: Refusals that another name may end.
_OF_NAMES = frozenset({"model.invalid", "model.taken", "model.axis"})


async def named(
    screen: KamScreen,
    title: str,
    start: str,
    write: Callable[[str], ChangeSet],
    refused: Callable[[KamError], str],
) -> tuple[str, ChangeSet] | None:
    """Ask for a name and write with it; a name that cannot be is asked for again.

    Args:
        screen: Where to ask.
        title: What is asked for.
        start: What stands there first.
        write: Writes with a name.
        refused: Why a name cannot be, in words.

    Raises:
        KamError: What `write` raises that another name would not end.
    """
    prompt = TextPrompt(title, start)
    while (name := await screen.ask(prompt)) is not None:
        try:
            return name, await screen.operations.perform(partial(write, name))
        except KamError as error:
            if error.code not in _OF_NAMES:
                raise
            prompt = TextPrompt(title, name)
            prompt.fresh = False
            prompt.problem = ((refused(error), "late", True),)
    return None

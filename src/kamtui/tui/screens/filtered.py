"""A list that a filter narrows: typed words, or those kept under a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.message import Message

from kamtui.domain.filter_of import FilterOf
from kamtui.present.columns import fit, width_of
from kamtui.tui.keymap import key_name
from kamtui.tui.screens.following import FollowingScreen
from kamtui.tui.widgets.prompt import Part

__all__ = ["FilteredScreen", "short_name"]

#: Cells a saved filter's name takes in the strip.
_NAME_CELLS = 14


class Answer(Message):
    """Something small was read; run what takes it."""

    def __init__(self, take: Callable[[], None]) -> None:
        """Carry what takes the answer."""
        super().__init__()
        self.take = take


class FilteredScreen(FollowingScreen):
    """What asking for, keeping and showing a filter needs of a screen."""

    #: Whose saved filters these are.
    FILTERS: ClassVar[FilterOf]
    #: The command that asks for a filter.
    FILTER_COMMAND: ClassVar[str]

    #: The words that narrow the rows, and what they are called where they are a saved filter.
    _words: str = ""
    _filter_name: str = ""

    @property
    def filter_now(self) -> tuple[str, str]:
        """The words that narrow the rows, and what they are called where they are saved ones."""
        return self._words, self._filter_name

    async def save_filter(self) -> None:
        """Keep the filter that is shown under a name."""
        from kamtui.tui.screens.saved_filters import save_filter

        await save_filter(self, self._words)

    async def forget_filter(self) -> None:
        """Delete a saved filter."""
        from kamtui.tui.screens.saved_filters import delete_filter

        await delete_filter(self)

    def filter_by(self, text: str, *, name: str = "", told: tuple[Part, ...] = ()) -> None:
        """Show only what a filter leaves; empty words show everything.

        Args:
            text: Words.
            name: What it is called where it is a saved one.
            told: Said once the rows are there.
        """
        raise NotImplementedError

    def answer(self, take: Callable[[], None]) -> Answer:
        """Return the message that runs `take` here."""
        return Answer(take)

    @on(Answer)
    def _answered(self, event: Answer) -> None:
        event.take()

    async def run_key(self, key: str) -> None:
        """Run what a key means in the list."""
        for binding in self._bindings.key_to_bindings.get(key_name(key), ()):
            await self.run_action(binding.action)
            return


def short_name(name: str, ellipsis: str) -> str:
    """Return a name in few cells: several stand beside each other."""
    cells = min(width_of(name), _NAME_CELLS)
    return fit(name, cells, ellipsis=ellipsis).rstrip()

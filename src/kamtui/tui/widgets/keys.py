"""The footer: the registry's keys and words, never wider than the screen, help always last."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.message import Message

from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line

__all__ = ["FooterKey", "Keys", "fitting"]


class FooterKey(NamedTuple):
    """One hint: the key as shown, its translated word, the command a click runs."""

    key: str
    word: str
    command_id: str
    disabled: bool = False

    @property
    def cells(self) -> int:
        """Cells of the hint."""
        return cell_len(self.key) + 1 + cell_len(self.word)


def fitting(hints: Sequence[FooterKey], width: int) -> tuple[FooterKey, ...]:
    """Return the hints that fit with two cells between and a margin on both sides.

    The last one (help) stays; of the others the last go first.
    """
    kept = list(hints)
    # The last cell is a margin; English at 80 needs it, so only the left margin is certain.
    while len(kept) > 1 and 1 + sum(hint.cells for hint in kept) + 2 * (len(kept) - 1) > width:
        del kept[-2]
    return tuple(kept)


class Keys(LineWidget):
    """One row of hints; a click runs one."""

    class Pressed(Message):
        """A hint was clicked."""

        def __init__(self, command_id: str) -> None:
            """Name its command."""
            super().__init__()
            self.command_id = command_id

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(brush, id=id)
        self._hints: tuple[FooterKey, ...] = ()

    def show(self, hints: Sequence[FooterKey]) -> None:
        """Show these hints, the last one always."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the row."""
        line = Line(width)
        for x, hint in self._placed(width):
            after = line.put(x, hint.key, "muted" if hint.disabled else "accent")
            line.put(after + 1, hint.word, "muted")
        return [line]

    def on_click(self, event: events.Click) -> None:
        """Run the command under the mouse."""
        for x, hint in self._placed(self.size.width):
            if x <= event.x < x + hint.cells:
                self.post_message(self.Pressed(hint.command_id))

    def _placed(self, width: int) -> list[tuple[int, FooterKey]]:
        placed: list[tuple[int, FooterKey]] = []
        x = 1
        for hint in fitting(self._hints, width):
            placed.append((x, hint))
            x += hint.cells + 2
        return placed

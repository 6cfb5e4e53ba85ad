"""The note of a log: several lines, Enter is a new one, pasted lines stay lines."""

import re
from collections.abc import Callable, Sequence

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from kamtui.domain.text import LONGEST
from kamtui.present.safe_text import safe_text
from kamtui.tui.panels.field import nothing_offered

__all__ = ["NoteArea"]

_MENTION = re.compile(r"(?:^|(?<=\s))[@＠](\S*)$")


class NoteArea(TextArea):
    """A text area in the panel's colours; what is pasted is made safe to draw.

    Behind an ``@`` Right puts in the person meant; Right again the next one.
    """

    DEFAULT_CSS = """
    NoteArea {
        height: 2; width: 1fr; padding: 0; border: none; min-height: 1;
        background: $background; color: $foreground;
        scrollbar-size-vertical: 0; scrollbar-size-horizontal: 0;
    }
    NoteArea:focus { border: none; }
    NoteArea .text-area--cursor { background: $foreground; color: $background; text-style: none; }
    NoteArea .text-area--cursor-line { background: $background; }
    NoteArea .text-area--selection { background: $cursor-row; }
    NoteArea:ansi .text-area--cursor { text-style: reverse; background: ansi_default;
        color: ansi_default; }
    """

    class Refused(Message):
        """What was pasted is longer than a note may be."""

        def __init__(self, length: int) -> None:
            """Carry how long it would have become."""
            super().__init__()
            self.length = length

    def __init__(
        self, text: str, *, offers: Callable[[str], Sequence[str]] = nothing_offered
    ) -> None:
        """Start with a text; `offers` finds the people that a beginning may mean."""
        super().__init__(
            safe_text(text, keep_lines=True),
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
        )
        self.cursor_blink = False
        self._offers = offers
        #: What was typed behind the ``@`` and what was put in for it.
        self._taken = ("", "")

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the rows; nothing once the form is gone, whose last frame may still be painted.

        Textual takes a removed widget's colours away before the screen is laid out anew.
        """
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    def take(self, text: str) -> None:
        """Put pasted lines in at the cursor, or refuse them where they are too long."""
        if self._fits(text):
            self.insert(safe_text(text, keep_lines=True))

    def offered(self) -> Sequence[str]:
        """Return the people Right would put in behind the ``@`` at the cursor."""
        typed = self._mention()
        if typed is None:
            return ()
        wanted, taken = self._taken
        if taken and typed == _word(taken):
            found = list(self._offers(wanted))
            at = found.index(taken) + 1 if taken in found else 0
            return [*found[at:], *found[: max(0, at - 1)]]
        return [name for name in self._offers(typed) if _word(name) != typed]

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor, unless an undo is about to put it back into the text.

        Textual takes the lines out first and moves the cursor after; a scroll bar that goes
        between the two asks for a line that is no longer there.
        """
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)

    async def _on_paste(self, event: events.Paste) -> None:
        if not self._fits(event.text):  # laying out 10 MB takes half a minute
            event.stop()
            event.prevent_default()
            return
        # Textual runs the handler of every class: the text area's own follows with this text.
        event.text = safe_text(event.text, keep_lines=True)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "right" and self._take():
            event.stop()
            event.prevent_default()

    def _fits(self, text: str) -> bool:
        length = len(text) + len(self.text)
        if length > LONGEST:
            self.post_message(self.Refused(length))
        return length <= LONGEST

    def _mention(self) -> str | None:
        """Return what is typed behind an ``@`` that the cursor ends, None elsewhere."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        inside = bool(line[column : column + 1].strip())
        found = None if inside else _MENTION.search(line[max(0, column - 100) : column])
        return found[1] if found else None

    def _take(self) -> bool:
        found, typed = self.offered(), self._mention()
        if not found or typed is None or self.selection.start != self.selection.end:
            return False
        wanted, taken = self._taken
        self._taken = (wanted if taken and typed == _word(taken) else typed, found[0])
        row, column = self.cursor_location
        start = (row, column - len(typed))
        self.replace(_word(found[0]), start, (row, column), maintain_selection_offset=False)
        return True


def _word(name: str) -> str:
    """Return a name as one word: the grammar takes one behind an ``@``."""
    return "".join(name.split())

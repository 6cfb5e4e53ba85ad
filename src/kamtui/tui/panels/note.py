"""The note of a log: several lines, Enter is a new one, pasted lines stay lines."""

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from kamtui.domain.text import LONGEST
from kamtui.present.safe_text import safe_text

__all__ = ["NoteArea"]


class NoteArea(TextArea):
    """A text area in the panel's colours; what is pasted is made safe to draw."""

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

    class TooLong(Message):
        """What was pasted is longer than any note can be; nothing was taken of it."""

        def __init__(self, length: int) -> None:
            """Say how long the note would be, in characters."""
            super().__init__()
            self.length = length

    def __init__(self, text: str) -> None:
        """Start with a text."""
        super().__init__(
            safe_text(text, keep_lines=True),
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
        )
        self.cursor_blink = False

    async def _on_paste(self, event: events.Paste) -> None:
        length = len(self.text) + len(event.text)
        if length > LONGEST:  # no note takes it, and laying out 10 MB takes half a minute
            event.stop()
            event.prevent_default()
            self.post_message(self.TooLong(length))
            return
        # Textual runs the handler of every class: the text area's own follows with this text.
        event.text = safe_text(event.text, keep_lines=True)

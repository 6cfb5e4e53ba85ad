"""The status line: what happened and how to take it back, or a one-line question."""

import asyncio
from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset

from kamtui.present.columns import wrap_cells
from kamtui.present.graphemes import window
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.fitted import fitted
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.prompt import AnyPrompt, ChoicePrompt, KeyPrompt, Part, TextPrompt

__all__ = ["Status"]


class Status(LineWidget):
    """One reserved row, so that a message or a question never moves anything else.

    The focus stays where it is while a question is open (moving it repaints whole widgets): the
    screen hands the keys over.
    """

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(brush, id=id)
        self._parts: tuple[Part, ...] = ()
        self._place: str = ""
        #: What a screen reader is told about the row under the cursor (`reading`).
        self.read: str = ""
        #: A key was pressed since the message: the next row takes its place.
        self.heard = False
        #: Column of the text cursor of an open question.
        self.caret = 0
        self._prompt: AnyPrompt | None = None
        self._answer: asyncio.Future[str | None] | None = None

    @property
    def asking(self) -> bool:
        """Whether a question is open."""
        return self._prompt is not None

    @property
    def text(self) -> str:
        """What is shown, for tests and screen readers."""
        return "".join(safe_text(part[0]) for part in self._parts)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is shown."""
        return self._parts

    def say(self, parts: Sequence[Part]) -> None:
        """Show a message until the next one."""
        self._parts = tuple(parts)
        self.heard = False
        self.redraw()

    def read_out(self, words: str) -> None:
        """Say what is under the cursor; a message nobody has answered yet stays before it."""
        if words != self.read:
            self.read = words
            if self.heard:
                self._parts = ()
            self.redraw()

    def place(self, text: str) -> None:
        """Show where the cursor is while there is no message."""
        if text != self._place:
            self._place = text
            self.redraw()

    async def ask(self, prompt: AnyPrompt) -> str | None:
        """Ask in this row; return the answer, None when the question was left."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(None)
        answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self._prompt, self._answer = prompt, answer
        self.redraw()
        try:
            return await answer
        finally:
            if self._answer is answer:
                self._prompt = self._answer = None
                if self.is_attached:
                    self.redraw()

    def leave(self) -> None:
        """Close an open question without an answer."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(None)

    def take_key(self, key: str, character: str | None) -> None:
        """Give a key to the open question."""
        if self._prompt is None or self._answer is None:
            return
        outcome = self._prompt.press(key, character)
        if not self._answer.done() and outcome != "open":
            prompt = self._prompt
            value = prompt.text if isinstance(prompt, TextPrompt) else prompt.value
            self._answer.set_result(value if outcome == "answered" else None)
            return
        self.redraw()

    def take_paste(self, text: str) -> None:
        """Paste into an open text question."""
        if isinstance(self._prompt, TextPrompt):
            self._prompt.insert(text)
            self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Answer a menu by the mouse."""
        if not isinstance(self._prompt, ChoicePrompt) or self._answer is None:
            return
        event.stop()
        for start, end, value in self._spans():
            if start <= event.x < end and not self._answer.done():
                self._answer.set_result(value)

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the row."""
        line = Line(width)
        self.caret = 0
        if self.read and self.brush.reader:
            return self._draw_read(width, height)
        self._draw_first(line, width)
        return [line]

    def _draw_read(self, width: int, height: int) -> list[Line]:
        """Return the question or the message, then the row under the cursor, on all rows."""
        first = Line(width)
        room = max(2, width - 2)
        lines = [first]
        if self.asking or cell_len(self.text) <= room:
            self._draw_first(first, width)
            if not self.asking and not self.text.strip():
                lines = []
        else:
            lines = [_plain(words, width) for words in wrap_cells(self.text, room)]
        if height <= 1 and lines and not self.asking:
            return [_plain(f"{self.text.strip()}  {self.read}", width)]
        left = max(1, height - len(lines))
        for words in wrap_cells(self.read, room, max_lines=left):
            lines.append(_plain(words, width))
        return lines

    def _draw_first(self, line: Line, width: int) -> None:
        if isinstance(self._prompt, TextPrompt):
            self._draw_text(line, self._prompt)
        elif isinstance(self._prompt, ChoicePrompt):
            self._draw_choice(line, self._prompt)
        elif isinstance(self._prompt, KeyPrompt):
            x = line.put(1, self._prompt.title, "accent", bold=True) + 2
            for text, role, bold in self._prompt.hint:
                x = line.put(
                    x, text, role, bold=bold, limit=width - 1 - x, ellipsis=self.brush.ellipsis
                )
        else:
            x = 1
            for text, role, bold in fitted(self._parts, width - 2, self.brush.ellipsis):
                x = line.put(
                    x, text, role, bold=bold, limit=width - 1 - x, ellipsis=self.brush.ellipsis
                )
            if self._place and not self.text:
                line.put(1, self._place, "muted", limit=width - 2, ellipsis=self.brush.ellipsis)

    def _draw_choice(self, line: Line, prompt: ChoicePrompt) -> None:
        x, gap = self._layout(prompt, line.width)
        if x > 1:
            line.put(1, prompt.title, "accent", bold=True, ellipsis=self.brush.ellipsis)
        for option in prompt.options:
            x = line.put(x, option.key, "accent", ellipsis=self.brush.ellipsis)
            x = line.put(x + 1, option.label, "text", ellipsis=self.brush.ellipsis) + gap

    def _layout(self, prompt: ChoicePrompt, width: int) -> tuple[int, int]:
        """Return where the options begin, and the cells between two.

        The title goes before an option is cut: what can be pressed is needed more.
        """
        content = sum(
            cell_len(option.key) + 1 + cell_len(option.label) for option in prompt.options
        )
        between = max(0, len(prompt.options) - 1)
        start = 1 + cell_len(safe_text(prompt.title)) + 2
        room = width - 1 - start - content
        if room < between <= width - 2 - content:
            return 1, 1
        return start, 2 if room >= 2 * between else 1

    def _spans(self) -> list[tuple[int, int, str]]:
        """Return where each option of the menu is."""
        prompt = self._prompt
        if not isinstance(prompt, ChoicePrompt):
            return []
        spans: list[tuple[int, int, str]] = []
        x, gap = self._layout(prompt, self.size.width)
        for option in prompt.options:
            end = x + cell_len(option.key) + 1 + cell_len(option.label)
            spans.append((x, end, option.value))
            x = end + gap
        return spans

    def _draw_text(self, line: Line, prompt: TextPrompt) -> None:
        x = line.put(1, prompt.title, "accent", bold=True) + 1
        remark = prompt.problem or prompt.remark(prompt.text)
        room = max(4, min(30, line.width // 3)) if remark else max(4, line.width - x - 2)
        before, under, rest, _cut = window(prompt.text, prompt.at, room)
        at = line.put(x, before, "text", bold=prompt.fresh, typed=True)
        end = line.put(at, under, "caret", typed=True)
        end = line.put(end, rest, "text", limit=max(0, x + room - end), typed=True)
        self.caret = at
        self._put_hardware_cursor(at)
        x = max(end + 2, x + 10)
        for text, role, bold in remark:
            x = line.put(
                x, text, role, bold=bold, limit=line.width - 1 - x, ellipsis=self.brush.ellipsis
            )

    def _put_hardware_cursor(self, x: int) -> None:
        """Move the terminal's own cursor here: an input method shows its candidates beside it."""
        if self.is_attached:
            self.app.cursor_position = Offset(self.region.x + x, self.region.y)


def _plain(words: str, width: int) -> Line:
    """Return a row of the read-out."""
    line = Line(width)
    line.put(1, words, "text", limit=max(0, width - 2))
    return line


def _end_of(text: str, cells: int) -> str:
    """Return the longest end of a safe text that fits; pasted ones are long."""
    for at in range(len(text) - 1, -1, -1):
        cells -= cell_len(text[at])
        if cells < 0:
            return text[at + 1 :]
    return text

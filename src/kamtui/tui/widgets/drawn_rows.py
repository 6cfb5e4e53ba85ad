"""A list of rows that draw themselves: for tabs whose rows are all of different kinds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import head

__all__ = ["Draw", "DrawnRows", "blank_row", "empty_rows", "title_row", "words_row"]

#: Draws one row into a line that has its cursor already.
Draw = Callable[[Line, RowState, Brush], None]


@dataclass(slots=True)
class DrawnRows:
    """A `RowSource` of rows that know how to draw themselves."""

    rows: list[tuple[str | None, Draw]] = field(default_factory=list)
    heads: Sequence[int] = ()
    #: Sentences of rows, made when they are wanted; others are read as they are drawn.
    sentences: dict[int, Callable[[], str]] = field(default_factory=dict)

    def add(
        self, draw: Draw, *, key: str | None = None, words: Callable[[], str] | None = None
    ) -> None:
        """Add a row; without a key the cursor passes over it.

        Args:
            draw: Draws it.
            key: What tells it apart.
            words: Makes its sentence for a screen reader.
        """
        if words is not None:
            self.sentences[len(self.rows)] = words
        if key is None:
            self.heads = (*self.heads, len(self.rows))
        self.rows.append((key, draw))

    def __len__(self) -> int:
        """Rows."""
        return len(self.rows)

    def key(self, index: int) -> str | None:
        """Return a row's key."""
        return self.rows[index][0]

    def spoken(self, index: int) -> str:
        """Return a row in words, empty where it is read as it is drawn."""
        words = self.sentences.get(index)
        return words() if words is not None else ""

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        line = Line(width, state.plane)
        put_cursor(line, state, brush)
        self.rows[index][1](line, state, brush)
        return line


def words_row(text: str, role: str = "muted", *, x: int = 1, bold: bool = False) -> Draw:
    """Draw words at a column."""

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        line.put(x, text, role, bold=bold, limit=max(0, line.width - 1 - x),
                 ellipsis=brush.ellipsis)  # fmt: skip

    return draw


def title_row(title: str, count: object = None) -> Draw:
    """Draw a section head."""

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        head(line, title, brush, end=line.width - 1, count=count)

    return draw


def blank_row(line: Line, state: RowState, brush: Brush) -> None:
    """Draw nothing."""


def empty_rows(title: str, hints: Sequence[tuple[str, str]] = ()) -> DrawnRows:
    """Return what a tab without rows says: what is missing, and the keys that begin it."""
    rows = DrawnRows()
    rows.add(blank_row)
    rows.add(words_row(title, "text", bold=True, x=3))
    for key, words in hints:

        def draw(
            line: Line, state: RowState, brush: Brush, key: str = key, words: str = words
        ) -> None:
            x = line.put(3, key, "accent")
            line.put(x + 1, words, "muted", limit=max(0, line.width - x - 2),
                     ellipsis=brush.ellipsis)  # fmt: skip

        rows.add(draw)
    return rows

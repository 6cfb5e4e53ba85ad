"""A virtual list: only the rows on the screen are drawn, so 100,000 rows open like ten."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol, runtime_checkable

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kamtui.tui.widgets.lines import repaint_changes
from kamtui.tui.widgets.paint import Brush, Line, Plane

__all__ = ["LineList", "RowSource", "RowState", "spoken_of", "stands_alone"]


class RowState:
    """How a row stands: under the cursor or not, with the keyboard here or not, marked or not."""

    __slots__ = ("active", "cursor", "marked")

    def __init__(self, *, cursor: bool, active: bool, marked: bool) -> None:
        """Keep the three facts."""
        self.cursor = cursor
        self.active = active
        self.marked = marked

    @property
    def plane(self) -> Plane:
        """The plane of the row; a cursor without the keyboard steps back (look.md)."""
        return ("cursor" if self.active else "panel") if self.cursor else "background"


class RowSource(Protocol):
    """What a list shows.  `heads` are the indices of rows without a cursor, in order."""

    @property
    def heads(self) -> Sequence[int]: ...  # noqa: D102

    def __len__(self) -> int: ...

    def key(self, index: int) -> str | None:
        """Return what tells a row apart after a reload: its id."""
        ...

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row of exactly `width` cells."""
        ...


@runtime_checkable
class SpokenRows(Protocol):
    """A source that has a sentence for each row; others are read as they are drawn."""

    def spoken(self, index: int) -> str:
        """Return a row in words; empty where it is to be read as it is drawn."""
        ...


def spoken_of(source: RowSource, index: int) -> str:
    """Return what a source says about a row, empty where that is to be read as it is drawn."""
    return source.spoken(index) if isinstance(source, SpokenRows) else ""


@runtime_checkable
class LooseRows(Protocol):
    """A source with rows that belong to no head above them."""

    def alone(self, index: int) -> bool:
        """Tell whether a row stands under no head, whatever is above it."""
        ...


def stands_alone(source: RowSource, index: int) -> bool:
    """Tell whether a row belongs to no head above it."""
    return isinstance(source, LooseRows) and source.alone(index)


class _NoRows:
    """The source of a list nothing was given to."""

    heads: Sequence[int] = ()

    def __len__(self) -> int:
        return 0

    def key(self, index: int) -> str | None:
        return None

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        return Line(width)


class LineList(Widget, can_focus=True):
    """Rows of a source with one cursor and marks.

    The cursor is kept by its position among the rows, or, where somebody else changed the book,
    by its row (`follow`).  Nothing here knows what a row means.
    """

    DEFAULT_CSS = "LineList { height: 1fr; width: 1fr; }"
    ALLOW_SELECT = False
    #: Rows kept in sight above and below the cursor.
    MARGIN: ClassVar[int] = 1
    #: Drawn rows kept; a screen has at most a few hundred.
    CACHE: ClassVar[int] = 1024
    WHEEL: ClassVar[int] = 3

    class Moved(Message):
        """The cursor stands on another row, or the same position holds another row."""

        def __init__(self, list_: "LineList", key: str | None) -> None:
            """Name the row; None where there is none."""
            super().__init__()
            self.list = list_
            self.key = key

        @property
        def control(self) -> "LineList":
            """The list."""
            return self.list

    class Opened(Message):
        """A row was double-clicked."""

        def __init__(self, list_: "LineList", key: str | None) -> None:
            """Name the row."""
            super().__init__()
            self.list = list_
            self.key = key

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id)
        self._brush = brush
        self._source: RowSource = _NoRows()
        self._tail: Callable[[int], Sequence[Line]] | None = None
        self._tail_rows = 0
        self._lead = 0
        self._resting = False
        self._cursor = -1
        self._top = 0
        self._marks: dict[str, None] = {}
        self._cache: dict[tuple[int, int, bool, bool, bool], Strip] = {}
        self._tail_cache: tuple[int, list[Strip]] | None = None
        self._shown: list[Strip] = []
        self._shown_size = (-1, -1)

    # -- values in ---------------------------------------------------------------------------

    @property
    def brush(self) -> Brush:
        """How to draw."""
        return self._brush

    @brush.setter
    def brush(self, brush: Brush) -> None:
        self._brush = brush
        self.redraw()

    @property
    def source(self) -> RowSource:
        """The rows."""
        return self._source

    @property
    def filled(self) -> bool:
        """Whether anything was shown yet."""
        return not isinstance(self._source, _NoRows)

    def show(self, source: RowSource, *, follow: bool = False) -> None:
        """Show other rows.

        Args:
            source: The rows.
            follow: Keep the cursor on its row where that still exists; otherwise it keeps its
                position, which after an own action is the row after the one acted on (ux.md).
        """
        ordinal, key, had = self.ordinal, self.key, self._cursor >= 0
        self._source = source
        index = self._index_of(key) if follow and key is not None else None
        if index is None:
            index = self._at_ordinal(ordinal) if had else self._first()
        self._cursor = index
        if self._marks:
            present = {self._source.key(row) for row in range(len(source))}
            self._marks = {mark: None for mark in self._marks if mark in present}
        self._scroll_to_cursor()
        self.redraw()
        self.post_message(self.Moved(self, self.key))

    def show_tail(self, draw: Callable[[int], Sequence[Line]] | None, *, rows: int = 0) -> None:
        """Draw rows that never scroll under the list: `draw(width)` gives at most `rows`."""
        self._tail, self._tail_rows = draw, rows if draw is not None else 0
        self._scroll_to_cursor()
        self.redraw()

    def set_lead(self, rows: int) -> None:
        """Leave blank rows above the first one."""
        if rows != self._lead:
            self._lead = rows
            self.redraw()

    def redraw(self) -> None:
        """Draw anew (other words, colours or values) and repaint what differs."""
        self._cache.clear()
        self._tail_cache = None
        self._sync()

    # -- cursor ------------------------------------------------------------------------------

    @property
    def cursor(self) -> int:
        """Index of the row under the cursor, -1 without one."""
        return self._cursor

    @property
    def key(self) -> str | None:
        """Id of the row under the cursor."""
        return self._source.key(self._cursor) if 0 <= self._cursor < len(self._source) else None

    @property
    def ordinal(self) -> int:
        """The cursor's place among the rows that take a cursor, from 0; -1 without one."""
        return self._cursor - self._heads_before(self._cursor) if self._cursor >= 0 else -1

    @property
    def cursor_row(self) -> int:
        """The row of the widget the cursor stands on, the first one without a cursor."""
        inside = self._cursor in self.window
        return self._lead + self._cursor - self._top if inside else 0

    @property
    def selectable(self) -> int:
        """How many rows take a cursor."""
        return len(self._source) - len(self._source.heads)

    @property
    def window(self) -> range:
        """Indices of the rows in sight."""
        return range(self._top, min(len(self._source), self._top + self._rows))

    def move(self, steps: int) -> bool:
        """Move over so many rows that take a cursor; False at an end."""
        return self.move_to_ordinal(self.ordinal + steps)

    def move_to_ordinal(self, ordinal: int) -> bool:
        """Put the cursor on the n-th row that takes one, the nearest end beyond them."""
        if self.selectable <= 0:
            return False
        target = self._at_ordinal(max(0, min(self.selectable - 1, ordinal)))
        if target == self._cursor:
            return False
        self._cursor = target
        self._scroll_to_cursor()
        self._sync()
        self.post_message(self.Moved(self, self.key))
        return True

    def move_to_key(self, key: str) -> bool:
        """Put the cursor on a row by its id; False where it is not shown."""
        index = self._index_of(key)
        if index is None:
            return False
        return self.move_to_ordinal(index - self._heads_before(index)) or index == self._cursor

    def page(self, pages: float) -> bool:
        """Move by pages of what is in sight."""
        steps = max(1, int(abs(pages) * max(1, self._rows - 1)))
        return self.move(steps if pages > 0 else -steps)

    def home(self) -> bool:
        """Move to the first row."""
        return self.move_to_ordinal(0)

    def end(self) -> bool:
        """Move to the last row."""
        return self.move_to_ordinal(self.selectable - 1)

    # -- marks -------------------------------------------------------------------------------

    @property
    def marks(self) -> tuple[str, ...]:
        """Ids of the marked rows, in the order they were marked."""
        return tuple(self._marks)

    def set_marks(self, keys: Sequence[str]) -> None:
        """Mark exactly these rows."""
        self._marks = dict.fromkeys(keys)
        self._sync()

    def toggle_mark(self, key: str) -> None:
        """Mark a row, or take its mark away."""
        if key in self._marks:
            del self._marks[key]
        else:
            self._marks[key] = None
        self._sync()

    # -- drawing -----------------------------------------------------------------------------

    @property
    def _rows(self) -> int:
        """Rows of the source that fit."""
        return max(0, self.size.height - self._lead - self._tail_rows)

    def render_line(self, y: int) -> Strip:
        """Return one row of the screen."""
        if self._shown_size != (self.size.width, self.size.height):
            self._scroll_to_cursor()
            self._shown = self._screenful()
            self._shown_size = (self.size.width, self.size.height)
        if 0 <= y < len(self._shown):
            return self._shown[y]
        return Line(self.size.width).strip(self._brush)

    def _screenful(self) -> list[Strip]:
        width, height = self.size.width, self.size.height
        blank = Line(width).strip(self._brush)
        strips = [blank] * min(self._lead, height)
        strips += [self._strip(index, width) for index in self.window]
        if self._tail_rows:
            strips += self._tail_strips(width)
        strips += [blank] * (height - len(strips))
        return strips[:height]

    def _tail_strips(self, width: int) -> list[Strip]:
        if self._tail_cache is None or self._tail_cache[0] != width:
            lines = self._tail(width) if self._tail is not None else ()
            self._tail_cache = (width, [line.strip(self._brush) for line in lines])
        return self._tail_cache[1]

    def _strip(self, index: int, width: int) -> Strip:
        cursor = index == self._cursor
        active = cursor and self.has_focus and not self._resting
        marked = bool(self._marks) and self._source.key(index) in self._marks
        cached = (index, width, cursor, active, marked)
        strip = self._cache.get(cached)
        if strip is None:
            state = RowState(cursor=cursor, active=active, marked=marked)
            strip = self._source.draw(index, width, state, self._brush).strip(self._brush)
            if len(self._cache) >= self.CACHE:
                self._cache.clear()
            self._cache[cached] = strip
        return strip

    def _sync(self) -> None:
        """Repaint the rows that differ from what is on the screen."""
        if not self.is_mounted or self._shown_size != (self.size.width, self.size.height):
            self._shown_size = (-1, -1)
            self.refresh()
            return
        before, self._shown = self._shown, self._screenful()
        repaint_changes(self, before, self._shown)

    def _scroll_to_cursor(self) -> None:
        rows, count = self._rows, len(self._source)
        if rows <= 0:
            self._top = max(0, self._cursor)
            return
        margin = self.MARGIN if rows > 2 * self.MARGIN + 1 else 0
        top = self._top
        if self._cursor >= 0:
            top = min(top, self._cursor - margin)
            top = max(top, self._cursor + margin - rows + 1)
            if self.ordinal == 0:  # the head above the first row stays in sight
                top = 0 if self._cursor < rows else top
            if self.ordinal == self.selectable - 1:  # as do rows that belong to the last one
                top = max(top, min(self._cursor - margin, count - rows))
        self._top = max(0, min(top, count - rows))

    # -- rows --------------------------------------------------------------------------------

    def _heads_before(self, index: int) -> int:
        return bisect_left(self._source.heads, index)

    def _at_ordinal(self, ordinal: int) -> int:
        """Return the index of the n-th row that takes a cursor, the last one beyond them."""
        if self.selectable <= 0:
            return -1
        index = max(0, min(self.selectable - 1, ordinal))
        for head in self._source.heads:
            if head > index:
                break
            index += 1
        return index

    def _first(self) -> int:
        return self._at_ordinal(0)

    def _index_of(self, key: str) -> int | None:
        """Find a row by its id: near the cursor first, so that a long list rarely costs more."""
        count = len(self._source)
        near = range(max(0, self._cursor - 50), min(count, self._cursor + 50))
        for index in near:
            if self._source.key(index) == key:
                return index
        for index in range(count):
            if index not in near and self._source.key(index) == key:
                return index
        return None

    # -- mouse and focus ---------------------------------------------------------------------

    def _row_at(self, y: int) -> int | None:
        index = y - self._lead + self._top
        if y < self._lead or index not in self.window:
            return None
        heads = self._source.heads
        place = bisect_left(heads, index)
        return None if place < len(heads) and heads[place] == index else index

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a second click opens."""
        index = self._row_at(event.y)
        if index is None:
            return
        self.move_to_ordinal(index - self._heads_before(index))
        if event.chain >= 2:
            self.post_message(self.Opened(self, self.key))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down by the wheel."""
        event.stop()
        self.move(self.WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up by the wheel."""
        event.stop()
        self.move(-self.WHEEL)

    def on_focus(self, event: events.Focus) -> None:
        """Draw the cursor at full strength; only its row is painted."""
        event.prevent_default()
        self.has_focus = True
        self._sync()

    def on_blur(self, event: events.Blur) -> None:
        """Let the cursor step back."""
        event.prevent_default()
        self.has_focus = False
        self._sync()

    def rest(self, resting: bool) -> None:
        """Let the cursor step back while a question has the keyboard."""
        if resting != self._resting:
            self._resting = resting
            self._sync()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._cache.clear()
        self._tail_cache = None
        self._shown_size = (-1, -1)
        self._scroll_to_cursor()

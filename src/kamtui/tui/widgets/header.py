"""The header: the screens as tabs, and on the right the counts that matter."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.message import Message

from kamtui.i18n import _
from kamtui.tui.widgets.bars import progress_runs
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush, Line, Plane
from kamtui.tui.widgets.prompt import Part

__all__ = ["Group", "Header", "Progress", "Tab"]

PRODUCT = "kamtui"


class Tab(NamedTuple):
    """A screen in the header."""

    id: str
    label: str
    count: int | str | None = None  # type: ignore[assignment]  # a tuple's own is not used
    active: bool = False
    #: Only where all other tabs and every group have their room.
    spare: bool = False

    @property
    def text(self) -> str:
        """Label and count."""
        return self.label if self.count is None else f"{self.label} {self.count}"


class Group(NamedTuple):
    """A group on the right; the one with the highest `drop` goes first, 0 never."""

    parts: tuple[Part, ...]
    drop: int = 0

    @property
    def cells(self) -> int:
        """Cells of the group."""
        return sum(cell_len(text) for text, _, _ in self.parts)


class Progress(NamedTuple):
    """How much of today is done, with the cells its bar has."""

    done: int
    total: int
    cells: int
    drop: int = 2


class Header(LineWidget):
    """One row on the panel; the active tab is cut out of it."""

    PLANE: ClassVar[Plane] = "panel"

    class TabPressed(Message):
        """A tab was clicked."""

        def __init__(self, tab_id: str) -> None:
            """Name its screen."""
            super().__init__()
            self.tab_id = tab_id

    def __init__(self, brush: Brush, *, id: str | None = None) -> None:
        """Start with the product's name."""
        super().__init__(brush, id=id)
        self._tabs: tuple[Tab, ...] = ()
        self._groups: tuple[Group | Progress, ...] = ()
        #: Over the sample book its mark stands for the product's name: it never loses its place.
        self.sample = False

    def show(self, tabs: Sequence[Tab], groups: Sequence[Group | Progress]) -> None:
        """Show these tabs and counts."""
        self._tabs, self._groups = tuple(tabs), tuple(groups)
        self.redraw()

    def draw(self, width: int, height: int) -> list[Line]:
        """Return the row."""
        line = Line(width, "panel")
        tabs = self._standing(width)
        groups = self._fitting(width, tabs)
        right = self._right_width(groups)
        room = width - 1 - right - (2 if right else 0)
        if self.sample:
            line.put(1, _("SAMPLE"), "mark", bold=True, limit=len(PRODUCT))
        else:
            line.put(1, PRODUCT, "accent", bold=True)
        for x, tab in self._placed(room, tabs):
            self._draw_tab(line, x, tab)
        x = width - 1 - right
        for group in groups:
            x = self._draw_group(line, x, group) + 2
        return [line]

    def on_click(self, event: events.Click) -> None:
        """Go to the screen under the mouse."""
        width = self.size.width
        for x, tab in self._placed(width, self._standing(width)):
            if x <= event.x < x + cell_len(tab.text) + 2:
                self.post_message(self.TabPressed(tab.id))

    def _draw_tab(self, line: Line, x: int, tab: Tab) -> None:
        if not tab.active:
            line.put(x + 1, tab.text, "muted")
            return
        if self.brush.ascii or not self.brush.palette.planes:
            after = line.put(x, f"[{tab.label}", "accent", bold=True)
            if tab.count is not None:
                after = line.put(after, f" {tab.count}", "accent")
            line.put(after, "]", "accent", bold=True)
            return
        line.put(x, f" {tab.label}", "tab", bold=True)
        after = x + 1 + cell_len(tab.label)
        line.put(after, f" {tab.count} " if tab.count is not None else " ", "tab")

    def _standing(self, width: int) -> list[Tab]:
        """Return the tabs there is to be room for: spare ones where nothing gives way to them."""
        left = len(PRODUCT) + 2 + sum(cell_len(tab.text) + 2 for tab in self._tabs)
        right = self._right_width(self._groups)
        if left + (right + 2 if right else 0) <= width:
            return list(self._tabs)
        return [tab for tab in self._tabs if tab.active or not tab.spare]

    def _placed(self, room: int, standing: Sequence[Tab]) -> list[tuple[int, Tab]]:
        """Return where each tab starts; those without room are left out, the active one last."""
        tabs = list(standing)

        def needed() -> int:
            return len(PRODUCT) + 2 + sum(cell_len(tab.text) + 2 for tab in tabs)

        while len(tabs) > 1 and needed() > room + 1:
            victim = next(tab for tab in reversed(tabs) if not tab.active)
            tabs.remove(victim)
        placed: list[tuple[int, Tab]] = []
        x = len(PRODUCT) + 2
        for tab in tabs:
            placed.append((x, tab))
            x += cell_len(tab.text) + 2
        return placed

    def _fitting(self, width: int, standing: Sequence[Tab]) -> list[Group | Progress]:
        """Drop the date first, then the bar, then other tabs; the late count last (look.md).

        Where it does not fit beside the screen's own tab either, the name of the screen counts
        more: the list below says what is late.
        """
        groups = list(self._groups)
        left = len(PRODUCT) + 2
        tabs = left + sum(cell_len(tab.text) + 2 for tab in standing)
        own = left + sum(cell_len(tab.text) + 2 for tab in self._tabs if tab.active)
        while groups:
            needed = self._right_width(groups) + 2
            droppable = [group for group in groups if group.drop]
            if droppable and tabs + needed > width:
                groups.remove(max(droppable, key=lambda group: group.drop))
            elif own + needed > width:
                groups.pop()
            else:
                break
        return groups

    def _right_width(self, groups: Sequence[Group | Progress]) -> int:
        widths = [
            group.cells if isinstance(group, Group) else group.cells + 1 + len(_fraction(group))
            for group in groups
        ]
        return sum(widths) + 2 * max(0, len(widths) - 1)

    def _draw_group(self, line: Line, x: int, group: Group | Progress) -> int:
        if isinstance(group, Progress):
            for offset, text, role in progress_runs(
                group.done, group.total, group.cells, self.brush
            ):
                line.put(x + offset, text, role)
            return line.put(x + group.cells + 1, _fraction(group), "muted")
        for text, role, bold in group.parts:
            x = line.put(x, text, role, bold=bold) if text.strip() else x + cell_len(text)
        return x


def _fraction(progress: Progress) -> str:
    return f"{progress.done}/{progress.total}"

"""The names of a folder, while a path is typed."""

from collections.abc import Sequence

from kamtui.i18n import _
from kamtui.tui.screens.importing.paths import Candidate
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line

__all__ = ["FolderRows"]


class FolderRows:
    """A `RowSource` of what a typed path may become; other files than tables are muted."""

    def __init__(self, found: Sequence[Candidate]) -> None:
        """Show these; one row says that there is nothing."""
        self._found = tuple(found)
        self.heads: Sequence[int] = () if found else (0,)

    def __len__(self) -> int:
        """Rows."""
        return len(self._found) or 1

    def key(self, index: int) -> str | None:
        """Return the path a row stands for."""
        return self._found[index].text if self._found else None

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        line = Line(width, state.plane)
        if not self._found:
            line.put(3, _("Nothing here begins like that"), "muted", limit=max(0, width - 4),
                     ellipsis=brush.ellipsis)  # fmt: skip
            return line
        put_cursor(line, state, brush)
        one = self._found[index]
        role = "text" if one.folder or one.is_table else "muted"
        size = "" if one.folder else size_text(one.size)
        line.put(3, one.name, role, bold=one.is_table or state.cursor,
                 limit=max(0, width - 16), ellipsis=brush.ellipsis)  # fmt: skip
        line.put_right(width - 1, size, "muted", limit=10)
        return line


def size_text(size: int) -> str:
    """Return bytes as people say them."""
    if size < 1024:
        return f"{size} B"
    if size < 1024**2:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024**2:,.0f} MB"

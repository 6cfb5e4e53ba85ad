"""What a customer list without rows says: how to begin, or that nobody fits the filter."""

from __future__ import annotations

from collections.abc import Sequence

from kamtui.i18n import _
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.prompt import Part

__all__ = ["WordRows", "empty_book", "nobody_fits"]


class WordRows:
    """A `RowSource` of words: no row takes the cursor."""

    def __init__(self, lines: Sequence[tuple[Part, ...]]) -> None:
        """Say these lines."""
        self._lines = tuple(lines)
        self.heads: Sequence[int] = range(len(self._lines))

    def __len__(self) -> int:
        """Rows."""
        return len(self._lines)

    def key(self, index: int) -> str | None:
        """Nothing here has an id."""
        return None

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        line = Line(width)
        x = 3 if width >= 40 else 1
        for text, role, bold in self._lines[index]:
            room = max(0, width - 1 - x)
            x = line.put(x, text, role, bold=bold, limit=room, ellipsis=brush.ellipsis)
        return line


def empty_book() -> list[tuple[Part, ...]]:
    """Return how to start a book without customers (ux.md, Empty states 4)."""
    return [
        (),
        ((_("No customers yet"), "text", True),),
        (),
        (("a", "accent", False), ("   " + _("add one in a line"), "muted", False)),
        (
            ("kamtui import FILE", "accent", False),
            ("   " + _("bring your customer list: CSV or XLSX"), "muted", False),
        ),
        (
            ("kamtui demo", "accent", False),
            ("   " + _("look around in a sample book"), "muted", False),
        ),
    ]


def nobody_fits(words: str) -> list[tuple[Part, ...]]:
    """Return that a filter leaves nobody, and how to get everybody back."""
    return [
        (),
        (
            (_("No customer fits") + " ", "text", True),
            (safe_text(words), "text", True),
        ),
        (),
        (
            ("Esc", "accent", False),
            (" " + _("shows everybody") + "   ", "muted", False),
            ("f", "accent", False),
            (" " + _("changes the filter"), "muted", False),
        ),
    ]

"""What an agenda without rows says: what was done and comes next, or how to begin."""

from collections.abc import Sequence

from kamtui.domain.views.agenda import Agenda, AgendaItem
from kamtui.i18n import _, ngettext
from kamtui.present.dates import weekday_date
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.prompt import Part

__all__ = ["EmptyRows"]


class EmptyRows:
    """A `RowSource` of words: no row takes the cursor."""

    def __init__(self, agenda: Agenda, following: AgendaItem | None, customers: bool) -> None:
        """Say it for an agenda without rows.

        Args:
            agenda: For the day and what was done.
            following: The next thing owed, None where nothing is planned.
            customers: Whether the book holds any; without any the words say how to begin.
        """
        self._lines = _started(agenda, following) if customers else _begin()
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
            x = line.put(
                x, text, role, bold=bold, limit=max(0, width - 1 - x), ellipsis=brush.ellipsis
            )
        return line


def _started(agenda: Agenda, following: AgendaItem | None) -> list[tuple[Part, ...]]:
    done = agenda.counts.done_today
    lines: list[tuple[Part, ...]] = [
        (),
        ((_("Everything for today is done"), "text", True),),
    ]
    if done:
        words = ngettext("{count} cleared today", "{count} cleared today", done)
        lines.append(((words.format(count=done), "muted", False),))
    lines.append(())
    if following is not None and following.due is not None:
        lines.append(
            (
                (_("Next:") + " ", "muted", False),
                (weekday_date(following.due) + "  ", "text", False),
                (safe_text(following.customer), "text", True),
                ("  " + safe_text(following.what), "muted", False),
            )
        )
    else:
        lines.append(((_("Nothing is planned after today"), "muted", False),))
    lines.append(())
    lines.append(
        (
            ("/", "accent", False),
            (" " + _("Find") + "   ", "muted", False),
            ("F3", "accent", False),
            (" " + _("Customers") + "   ", "muted", False),
            ("?", "accent", False),
            (" " + _("Help"), "muted", False),
        )
    )
    return lines


def _begin() -> list[tuple[Part, ...]]:
    return [
        (),
        ((_("This book is empty"), "text", True),),
        (),
        (
            ("kamtui demo", "accent", False),
            ("   " + _("look around in a sample book"), "muted", False),
        ),
        (
            ("kamtui import FILE", "accent", False),
            ("   " + _("bring your customer list: CSV or XLSX"), "muted", False),
        ),
        (
            ("a", "accent", False),
            ("   " + _("add the first customer"), "muted", False),
        ),
    ]

"""What a list without rows says, in words; and what an agenda says: what comes, how to begin."""

from collections.abc import Sequence

from rich.cells import cell_len

from kamtui.domain.views.agenda import Agenda, AgendaItem
from kamtui.i18n import _, ngettext
from kamtui.present.dates import weekday_date
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.prompt import Part

__all__ = ["EmptyRows", "WordRows", "hint_lines", "nothing_owed", "ways_to_begin"]


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


class EmptyRows(WordRows):
    """A `RowSource` of words: no row takes the cursor."""

    def __init__(self, agenda: Agenda, following: AgendaItem | None, customers: bool) -> None:
        """Say it for an agenda without rows.

        Args:
            agenda: For the day and what was done.
            following: The next thing owed, None where nothing is planned.
            customers: Whether the book holds any; without any the words say how to begin.
        """
        super().__init__(_started(agenda, following) if customers else _begin())


def nothing_owed(done: int) -> str:
    """Return that nothing is owed any more, or that nothing was; `done` was cleared today."""
    return _("Everything for today is done") if done else _("Nothing is owed today")


def _started(agenda: Agenda, following: AgendaItem | None) -> list[tuple[Part, ...]]:
    done = agenda.counts.done_today
    lines: list[tuple[Part, ...]] = [
        (),
        ((nothing_owed(done), "text", True),),
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
        lines += hint_lines((("F3", _("customers: r gives one a next date, l logs a contact")),))
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
        *ways_to_begin(_("add the first customer")),
    ]


def hint_lines(hints: Sequence[tuple[str, str]]) -> list[tuple[Part, ...]]:
    """Return keys, or what to type, with what each does; the words stand under one another."""
    cells = max((cell_len(key) for key, _words in hints), default=0)
    return [
        ((key + " " * (cells - cell_len(key) + 3), "accent", False), (words, "muted", False))
        for key, words in hints
    ]


def ways_to_begin(add: str) -> list[tuple[Part, ...]]:
    """Return how to fill a book; `add` says what ``a`` does here."""
    return hint_lines(
        (
            ("a", add),
            (_(": import"), _("your customer list: CSV, Excel, or a pasted table")),
            ("kamtui demo", _("look around in a sample book")),
        )
    )

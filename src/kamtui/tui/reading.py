"""What a screen reader is told (``--reader``): a sentence for every move, and a cursor to follow.

Textual hides the terminal's cursor and leaves it wherever it was; screen readers and Braille lines
follow that cursor and nothing else.  Here it is visible, stands on the selected row or in the
field somebody types in, and the status line says in words what is there.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.geometry import Offset

from kamtui.i18n import _, ngettext
from kamtui.present.masking import hidden
from kamtui.present.spoken import clauses, in_place, is_said, sentences
from kamtui.tui.widgets.line_list import LineList, RowSource, RowState, spoken_of, stands_alone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget

    from kamtui.tui.panels.fields import FieldLines
    from kamtui.tui.panels.form import Form
    from kamtui.tui.panels.note import NoteArea
    from kamtui.tui.screens.base import KamScreen
    from kamtui.tui.widgets.paint import Brush, Line

__all__ = ["Reading", "line_words", "place_cursor"]

#: Cells a row is drawn in to be read: nothing of it is cut there.
_ALL = 400
#: Lines read of a list in which no row takes the cursor: what is missing, and how to begin.
_EMPTY_LINES = 4
_PLAIN = RowState(cursor=False, active=False, marked=False)


@dataclass(slots=True)
class Reading:
    """What was read on one screen, so that a name is said when it changes and not at each move."""

    place: str | None = None
    section: str = ""
    #: The row, or the field, the words before it belong to.
    at: object = None
    lead: str = ""
    #: No key was pressed since the name was said: it stays before rows that come meanwhile.
    fresh: bool = False
    #: What stood in the field when it was said.
    typed: str = ""

    def sentence(self, screen: KamScreen) -> str:
        """Return what is under the cursor, where that is first where it is somewhere else."""
        form = _form_in_hand(screen)
        if form is not None:
            return self._in_form(screen, form)
        listing = screen.read_list
        if not listing.filled:
            return ""
        source, count, brush = listing.source, listing.selectable, screen.brush
        place = screen.spoken_place()
        at = (id(listing), listing.key, listing.ordinal, listing.cursor)
        moved = place != self.place or at != self.at
        self.fresh = self.fresh or place != self.place
        if moved:
            self.lead = ""
        if moved and self.fresh:
            rows = ngettext("{count} row", "{count} rows", count).format(count=count)
            self.lead = clauses((place, rows)) if place else ""
            self.section = ""
        section = _section(source, listing.cursor, brush)
        if moved:
            self.lead = sentences((self.lead, section if section != self.section else ""))
        self.place, self.at, self.section = place, at, section
        if count <= 0:
            return sentences((self.lead, *_words_of_empty(source, brush)))
        words = row_words(source, listing.cursor, brush)
        if listing.key in listing.marks:
            words = clauses((_("marked"), words))
        return sentences((self.lead, in_place(listing.ordinal + 1, count, words)))

    def _in_form(self, screen: KamScreen, form: Form) -> str:
        """Return the field the keyboard is in; the name of the form first where one comes to it.

        What is typed is not repeated: a screen reader says the keys itself.
        """
        focused, group = screen.focused, ""
        if _is(focused, "FieldLines"):
            lines = cast("FieldLines", focused)
            one = lines.current
            before, self.typed = self.typed, one.typed
            at: object = (id(lines), one.name)
            # What was put in at once, a choice or what a beginning was completed to, is said.
            put = bool(one.options) and one.typed != before
            put = put or abs(len(one.typed) - len(before)) > 1
            if at == self.at and self.place == form.title and not put:
                return screen.status.read
            words, group = field_words(lines), _group_of(lines)
        else:
            at = id(focused)
            if at == self.at and self.place == form.title:
                return screen.status.read
            words = note_words(cast("NoteArea", focused)) if _is(focused, "NoteArea") else ""
        lead = clauses((form.title, form.subject)) if self.place != form.title else ""
        new_group = group if group != self.section or lead else ""
        self.place, self.at, self.section = form.title, at, group
        return sentences((lead, new_group, words))


def _group_of(lines: FieldLines) -> str:
    """Return the title over the field the keyboard is in, empty where there is none."""
    above = [row for row in lines.heads if row < lines.current.row]
    return lines.heads[max(above)] if above else ""


def field_words(lines: FieldLines) -> str:
    """Return a field: its label, what stands in it, what is understood, what may be chosen."""
    one = lines.current
    echo = " ".join("".join(part[0] for part in one.echo(one.typed)).split()).lstrip("= ")
    choice = ""
    if one.options:
        choices = clauses(word for _value, word in one.options)
        choice = _("choices: {choices}").format(choices=choices)
    value = one.typed or (one.hint and _("empty, {hint}").format(hint=one.hint)) or _("empty")
    words = _("{label}: {value}").format(label=one.label, value=value)
    whole = clauses((words, echo, choice))
    count = len(lines.fields)
    return in_place(lines.index + 1, count, whole) if count > 1 else whole


def note_words(note: NoteArea) -> str:
    """Return what a note holds: its first line and how many there are."""
    text = note.text
    if not text.strip():
        return _("Note: empty; Enter begins a new line")
    count = text.count("\n") + 1
    lines = ngettext("{count} line", "{count} lines", count).format(count=count)
    first = next(line for line in text.splitlines() if line.strip())
    return _("{label}: {value}").format(label=_("Note"), value=clauses((lines, first)))


def row_words(source: RowSource, index: int, brush: Brush) -> str:
    """Return a row in words, by its source or as it is drawn."""
    words = spoken_of(source, index)
    if not words:
        return line_words(source.draw(index, _ALL, _PLAIN, brush), brush)
    return hidden(words) if brush.masked else words


def line_words(line: Line, brush: Brush) -> str:
    """Return a drawn row as a sentence: what stands apart on it is told apart by commas."""
    parts: list[str] = []
    end = -1
    for run in sorted(line.runs, key=lambda run: run.x):
        text = hidden(run.text) if brush.masked and not run.typed else run.text
        if not is_said(text):
            continue
        start = run.x + len(run.text) - len(run.text.lstrip())
        if parts and start - end <= 1:
            parts[-1] += (" " if start > end else "") + text.strip()
        else:
            parts.append(text.strip())
        end = run.x + run.cells - (len(run.text) - len(run.text.rstrip()))
    return clauses(parts)


def place_cursor(screen: KamScreen) -> None:
    """Put the terminal's cursor on the row or in the field that has the keyboard."""
    status, focused = screen.status, screen.focused
    where: Offset | None = None
    if status.asking:
        where = status.region.offset + Offset(status.caret, 0)
    elif isinstance(focused, LineList):
        where = focused.region.offset + Offset(0, focused.cursor_row)
    elif _is(focused, "FieldLines"):
        caret = cast("FieldLines", focused).caret
        where = focused.region.offset + Offset(*caret) if focused and caret else None
    elif _is(focused, "NoteArea"):
        where = cast("NoteArea", focused).cursor_screen_offset
    if where is not None:
        screen.app.cursor_position = where


def _section(source: RowSource, index: int, brush: Brush) -> str:
    """Return the title a row stands under, empty where there is none.

    Rows without a cursor are titles, whose first words are bold, and lines that belong to the row
    above them, which are not.
    """
    heads: Sequence[int] = source.heads
    if index < 0 or stands_alone(source, index):
        return ""
    for place in range(bisect_left(heads, index) - 1, -1, -1):
        runs = source.draw(heads[place], _ALL, _PLAIN, brush).runs
        if runs and min(runs, key=lambda run: run.x).bold:
            return row_words(source, heads[place], brush)
    return ""


def _words_of_empty(source: RowSource, brush: Brush) -> list[str]:
    lines = (row_words(source, index, brush) for index in range(len(source)))
    return [words for words in lines if words][:_EMPTY_LINES]


def _form_in_hand(screen: KamScreen) -> Form | None:
    """Return the form the keyboard is in."""
    focused = screen.focused
    if focused is None or isinstance(focused, LineList):
        return None
    for node in focused.ancestors:
        if any(kind.__name__ == "Form" for kind in type(node).__mro__):
            return cast("Form", node)
    return None


def _is(widget: Widget | None, name: str) -> bool:
    """Tell whether a widget is of a kind, without importing forms: they need a text area."""
    return widget is not None and any(kind.__name__ == name for kind in type(widget).__mro__)

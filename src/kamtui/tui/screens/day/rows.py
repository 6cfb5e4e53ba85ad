"""The rows of the day: contacts without words, notes without a customer, what was done."""

from collections.abc import Sequence

from kamtui.domain.views.day import Done, InboxNote, Unnoted
from kamtui.i18n import _
from kamtui.present.dates import clock_text, month_day
from kamtui.present.day_words import kind_text, not_noted, what_text
from kamtui.present.labels import channel_label
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.drawn_rows import Draw, DrawnRows, blank_row, title_row, words_row
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import put_badge, put_name

__all__ = ["day_rows"]

#: Columns: when, grade, customer, how, words.
_GRADE, _NAME, _KIND = 8, 12, 32
_NAME_CELLS, _KIND_CELLS = 19, 12


def day_rows(
    unnoted: Sequence[Unnoted],
    notes: Sequence[InboxNote],
    done: Sequence[Done],
    *,
    spaced: bool,
    masked: bool,
) -> DrawnRows:
    """Return the rows in sections; one without rows is left out."""
    rows = DrawnRows()

    def section(title: str, count: int) -> None:
        if spaced:
            rows.add(blank_row)
        rows.add(title_row(title, count))

    if unnoted:
        section(_("Not noted: Enter writes the words"), len(unnoted))
        for one in unnoted:
            rows.add(_unnoted_row(one), key=f"u:{one.id}")
    if notes:
        section(_("Inbox: Enter files a note"), len(notes))
        for note in notes:
            rows.add(_note_row(note), key=f"n:{note.id}")
    if done:
        section(_("Done today"), len(done))
        for place, entry in enumerate(done):
            rows.add(_done_row(entry, masked=masked), key=f"d:{place}:{entry.id}")
    if not rows.rows:
        rows.add(blank_row)
        rows.add(words_row(_("Nothing was written down today"), "text", bold=True, x=3))
    return rows


def _row(when: str, grade: str | None, name: str, kind: str, words: str) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        end = line.width - 1
        line.put(2, when, "muted", limit=5)
        put_badge(line, _GRADE, grade, brush)
        put_name(line, _NAME, _NAME_CELLS, name, brush, bold=state.cursor)
        line.put(_KIND, kind, "muted", limit=_KIND_CELLS, ellipsis=brush.ellipsis)
        x = _KIND + _KIND_CELLS + 1
        line.put(x, words, "text", limit=max(0, end - x), ellipsis=brush.ellipsis)

    return draw


def _unnoted_row(one: Unnoted) -> Draw:
    how = " ".join(part for part in (channel_label(one.channel), safe_text(one.who)) if part)
    return _row(month_day(one.on), one.grade, one.customer, how, one.what or not_noted())


def _note_row(note: InboxNote) -> Draw:
    words = " ".join(safe_text(note.content).split())

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        line.put(2, month_day(note.on), "muted", limit=5)
        line.put(_GRADE, clock_text(note.at.time()), "muted", limit=5)
        room = max(0, line.width - 1 - 14)
        line.put(14, words, "text", bold=state.cursor, limit=room, ellipsis=brush.ellipsis)

    return draw


def _done_row(one: Done, *, masked: bool) -> Draw:
    when = clock_text(one.at) if one.at else ""
    words = " ".join(what_text(one, masked=masked).split())
    return _row(when, one.grade, one.customer, kind_text(one), words)

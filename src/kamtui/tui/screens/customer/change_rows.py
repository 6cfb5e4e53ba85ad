"""The change log of a customer as rows: under a rule a month, one line a change, or whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kamtui.domain.change_fields import shown
from kamtui.domain.views.changes import ChangeEntry
from kamtui.i18n import _
from kamtui.present.change_values import FieldWords, ValueWords, fields_text, what_happened
from kamtui.present.change_words import verb_text
from kamtui.present.columns import fit, width_of, wrap_cells
from kamtui.present.dates import clock_text, month_day
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import head

__all__ = ["ChangeRows", "field_key", "line_key", "read_key"]

#: Columns: date and time, the verb; what follows begins behind it.
_TIME, _VERB = 3, 16
#: From this width the verb has its full room, and who did it stands at the end.
_FULL = 76
#: Rows one long value takes at the most.
_MOST_ROWS = 6
_LABEL_CELLS = 18


def line_key(seq: int) -> str:
    """Return the key of a line."""
    return f"change-{seq}"


def field_key(seq: int, field: str) -> str:
    """Return the key of one field of a line that is shown whole."""
    return f"change-{seq}-{field}"


def read_key(key: str | None) -> tuple[int, str | None] | None:
    """Return the line and perhaps the field of a key; None for another row."""
    word, _dash, rest = (key or "").partition("-")
    seq, dash, field = rest.partition("-")
    if word != "change" or not seq.isdecimal():
        return None
    return int(seq), field if dash else None


@dataclass(slots=True)
class _Row:
    """A month's head, a line, or a row of a line that is shown whole."""

    entry: ChangeEntry | None = None
    title: str = ""
    field: FieldWords | None = None
    #: A further row of a value, or who did it.
    words: str = ""
    role: str = "text"
    last: bool = False


class ChangeRows:
    """A `RowSource` over the log, the newest first."""

    def __init__(
        self,
        entries: Sequence[ChangeEntry],
        words: ValueWords,
        *,
        width: int,
        whole: frozenset[int] = frozenset(),
        device: str = "",
    ) -> None:
        """Lay them out.

        Args:
            entries: The newest first; those that only tidied up are left out.
            words: How values are written.
            width: Cells of the list, for values that wrap.
            whole: Lines shown with one row a field.
            device: This computer's id.
        """
        self._values = words
        self._device = device
        self._width = width
        self._rows: list[_Row] = []
        month = None
        for entry in entries:
            if entry.op == "update" and not shown(entry.fields):
                continue
            day = entry.at.astimezone().date()
            if (day.year, day.month) != month:
                month = (day.year, day.month)
                self._rows.append(_Row(title=f"{day.year:04d}-{day.month:02d}"))
            self._rows.append(_Row(entry))
            if entry.seq in whole:
                self._rows.extend(self._opened(entry))
        self.heads: Sequence[int] = [
            place for place in range(len(self._rows)) if self.key(place) is None
        ]

    def __len__(self) -> int:
        """Rows, heads too."""
        return len(self._rows)

    def key(self, index: int) -> str | None:
        """Return a line's key, or one of its fields'."""
        row = self._rows[index]
        if row.entry is None:
            return None
        if row.field is not None:
            return field_key(row.entry.seq, row.field.name)
        return None if row.words else line_key(row.entry.seq)

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        row = self._rows[index]
        if row.title:
            return head(Line(width), row.title, brush, end=width - 1)
        line = Line(width, state.plane)
        put_cursor(line, state, brush)
        start, end = _text_at(width), width - 1
        if row.field is not None:
            self._draw_field(line, row.field, start, brush)
        elif row.words:
            x = start if row.last else start + _label_cells(width) + 1
            line.put(x, row.words, row.role, limit=max(0, end - x), ellipsis=brush.ellipsis)
        elif row.entry is not None:
            self._draw_entry(line, row.entry, start, brush, bold=state.cursor)
        return line

    def _opened(self, entry: ChangeEntry) -> Iterator[_Row]:
        start = _text_at(self._width)
        room = max(8, self._width - 2 - start - _label_cells(self._width))
        for one in self._values.fields(entry):
            yield _Row(entry, field=one)
            if width_of(one.old) + width_of(one.new) + 4 > room:
                for words, role in ((one.old, "muted"), (one.new, "text")):
                    for part in wrap_cells(words, room, max_lines=_MOST_ROWS):
                        yield _Row(entry, words=part or " ", role=role)
        yield _Row(entry, words=self._by(entry), role="muted", last=True)

    def _by(self, entry: ChangeEntry) -> str:
        place = _("this computer") if entry.device == self._device else _("another computer")
        return f"{safe_text(entry.actor)}, {place}" if entry.actor else place

    def _draw_entry(
        self, line: Line, entry: ChangeEntry, start: int, brush: Brush, *, bold: bool
    ) -> None:
        values, cut = self._values, brush.ellipsis
        text = "muted" if entry.undone else "text"
        at = entry.at.astimezone()
        line.put(_TIME, f"{month_day(at.date())} {clock_text(at.time())}", "muted")
        line.put(_VERB, verb_text(entry.what), text, bold=bold and not entry.undone,
                 limit=start - _VERB - 1, ellipsis=cut)  # fmt: skip
        end = line.width - 1
        remark = _("undone") if entry.undone else ""
        if not remark and line.width >= _FULL:
            remark = fit(entry.actor or "", min(10, width_of(entry.actor or "")), ellipsis=cut)
        if remark:
            end = line.put_right(end, remark, "muted") - 2
        kind, which = values.record(entry)
        x = line.put(start, kind, "muted", limit=max(0, end - start), ellipsis=cut)
        fields = fields_text(values.fields(entry), values.arrow) or what_happened(entry)
        if which:
            # A long note leaves the fields some room: what changed is why the line is here.
            room = end - x - 1
            most = room if not fields else max(room // 2, room - width_of(fields) - 2)
            x = line.put(x + 1, which, text, limit=max(0, most), ellipsis=cut)
        if fields:
            role = text if entry.fields and shown(entry.fields) else "muted"
            line.put(x + 2, fields, role, limit=max(0, end - x - 2), ellipsis=cut)

    def _draw_field(self, line: Line, one: FieldWords, start: int, brush: Brush) -> None:
        cells, end = _label_cells(line.width), line.width - 1
        line.put(start, one.label, "muted", limit=cells, ellipsis=brush.ellipsis)
        x = start + cells + 1
        room = max(8, self._width - 2 - start - cells)
        if width_of(one.old) + width_of(one.new) + 4 > room:
            return
        x = line.put(x, one.old, "muted", limit=max(0, end - x), ellipsis=brush.ellipsis)
        x = line.put(x + 1, self._values.arrow, "muted", limit=max(0, end - x - 1))
        line.put(x + 1, one.new, "text", limit=max(0, end - x - 1), ellipsis=brush.ellipsis)


def _text_at(width: int) -> int:
    return _VERB + (14 if width >= _FULL else 9)


def _label_cells(width: int) -> int:
    return _LABEL_CELLS if width >= _FULL else 10

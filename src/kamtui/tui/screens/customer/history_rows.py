"""The history as rows: communications under a rule for every year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from kamtui.domain.enums import Direction
from kamtui.domain.talk_filter import hits
from kamtui.domain.views.customer import CommunicationView, PromiseView
from kamtui.i18n import _
from kamtui.present.columns import fit, wrap_cells
from kamtui.present.dates import month_day
from kamtui.present.labels import channel_label, label
from kamtui.present.safe_text import safe_text
from kamtui.present.spoken import talk_words
from kamtui.tui.screens.customer.promise_words import promise_line, put_promises
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import head

__all__ = ["HistoryRows", "columns_of", "entry_of"]

#: Columns of the history; the text begins further left where people or channels are left out.
_DATE, _CHANNEL, _WHO, _TEXT = 3, 10, 19, 26
#: The cursor stops again after so many lines of an entry shown whole: all of it can be read.
_STOP = 6
#: More of a note than one row can ever show.
_MOST = 2000
#: Cells a promise takes from words that would fill the row: its name and its day.
_TAG = 16
#: Characters kept in sight before a word that was looked for.
_BEFORE = 8


@dataclass(slots=True)
class _Entry:
    talk: CommunicationView
    #: Which line of the words, 0 for the first; whole words wrap over several.
    part: int = 0
    words: str = ""
    role: str = ""


def entry_of(key: str | None) -> str | None:
    """Return the id of the communication a row belongs to."""
    return key.partition("#")[0] if key is not None else None


class HistoryRows:
    """Communications, the newest first, under a rule for every year; Enter shows one whole."""

    def __init__(
        self,
        talks: Sequence[CommunicationView],
        *,
        width: int,
        whole: frozenset[str] = frozenset(),
        spaced: bool = False,
        promises: Mapping[str, Sequence[PromiseView]] | None = None,
        today: date | None = None,
        words: Sequence[str] = (),
    ) -> None:
        """Lay rows out.

        Args:
            talks: The newest first.
            width: Cells of the list.
            whole: Ids of those shown whole.
            spaced: Leave a blank row before every year but the first.
            promises: What was promised in each, by the communication's id.
            today: What is late is late from here; needed where there are promises.
            words: Folded words that were looked for, set off where they stand.
        """
        self._rows: list[_Entry | int | None] = []
        self._promises, self._today, self._words = promises or {}, today, tuple(words)
        heads: list[int] = []
        year: int | None = None
        room = max(10, width - 1 - columns_of(width)[2])
        for talk in talks:
            if talk.on.year != year:
                year = talk.on.year
                if spaced and self._rows:
                    heads.append(len(self._rows))
                    self._rows.append(None)
                heads.append(len(self._rows))
                self._rows.append(year)
            if talk.id not in whole:
                self._rows.append(_Entry(talk))
                continue
            for part, (words_, role) in enumerate(self._whole(talk, room)):
                if part % _STOP:
                    heads.append(len(self._rows))
                self._rows.append(_Entry(talk, part, words_, role))
        self.heads: Sequence[int] = heads

    def __len__(self) -> int:
        """Rows, heads and further lines too."""
        return len(self._rows)

    def key(self, index: int) -> str | None:
        """Return a communication's id; lines further down say which they are (`entry_of`)."""
        row = self._rows[index]
        if not isinstance(row, _Entry) or row.part % _STOP:
            return None
        return f"{row.talk.id}#{row.part}" if row.part else row.talk.id

    def spoken(self, index: int) -> str:
        """Return an entry in words; the further lines of one that is shown whole as drawn."""
        row = self._rows[index]
        if not isinstance(row, _Entry) or row.part or self._today is None:
            return ""
        return talk_words(row.talk, today=self._today, promises=self._promises.get(row.talk.id, ()))

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        row = self._rows[index]
        if row is None:
            return Line(width)
        if isinstance(row, int):
            return head(Line(width), str(row), brush, end=width - 1)
        line = Line(width, state.plane)
        channel_at, who_at, text_at = columns_of(width)
        talk, end = row.talk, width - 1
        put_cursor(line, state, brush)
        role = row.role or ("text" if talk.content or talk.outcome else "muted")
        if row.part or row.words:
            if not row.part:
                self._put_when_and_who(line, talk, channel_at, who_at, brush)
            self._put_words(line, text_at, row.words, role, end - text_at, brush)
            return line
        self._put_when_and_who(line, talk, channel_at, who_at, brush)
        words = _summary(talk)
        promised = self._promises.get(talk.id, ())
        if promised and self._today is not None:
            room = end - text_at
            least = min(cell_len(safe_text(words[:room])), max(room // 2, room - _TAG))
            end = put_promises(
                line, promised, self._today, brush, start=text_at, end=end, least=least
            )
        self._put_words(line, text_at, words, role, max(0, end - text_at), brush)
        return line

    def _put_when_and_who(
        self, line: Line, talk: CommunicationView, channel_at: int, who_at: int, brush: Brush
    ) -> None:
        line.put(_DATE, month_day(talk.on), "muted")
        if channel_at:
            line.put(channel_at, channel_label(talk.channel), "muted",
                     limit=8, ellipsis=brush.ellipsis)  # fmt: skip
        if who_at:
            people = _people(talk) or "-"
            found = bool(hits(people, self._words)) if self._words else False
            line.put(who_at, people, "text" if found else "muted", limit=_TEXT - _WHO - 1,
                     ellipsis=brush.ellipsis)  # fmt: skip

    def _put_words(
        self, line: Line, x: int, words: str, role: str, room: int, brush: Brush
    ) -> None:
        """Put words; those that were looked for are bold and in sight."""
        if room <= 0:
            return
        safe = safe_text(words[:_MOST])
        if self._words:
            safe = self._from_hit(safe, words, room, brush)
        shown = fit(safe, room, ellipsis=brush.ellipsis).rstrip(" ")
        at = 0
        for start, stop in hits(shown, self._words):
            x = line.put(x, shown[at:start], role)
            x = line.put(x, shown[start:stop], "text", bold=True)
            at = stop
        line.put(x, shown[at:], role)

    def _from_hit(self, safe: str, words: str, room: int, brush: Brush) -> str:
        """Return the words from shortly before the first hit, where that would be cut away."""
        if cell_len(safe) <= room:
            return safe
        whole = safe if len(words) <= _MOST else safe_text(words)
        found = hits(whole, self._words)
        if not found or cell_len(whole[: found[0][1]]) <= room - 1:
            return safe
        return brush.ellipsis + whole[max(0, found[0][0] - _BEFORE) :][:_MOST]

    def _whole(self, talk: CommunicationView, room: int) -> list[tuple[str, str]]:
        """Return the lines of everything there is, each with its role."""
        noted = bool(talk.content or talk.outcome)
        lines = [
            (line, "text" if noted else "muted")
            for line in wrap_cells(talk.content or ("" if noted else _("not noted")), room)
        ]
        more: list[tuple[str, str]] = []
        if talk.outcome:
            more.append((_("Outcome: {outcome}").format(outcome=talk.outcome), "text"))
        today = self._today
        if today is not None:
            more += [promise_line(one, today) for one in self._promises.get(talk.id, ())]
        if talk.who:
            more.append((_("With {people}").format(people=_people(talk)), "muted"))
        if talk.direction:
            more.append((label(Direction, talk.direction), "muted"))
        if not talk.content and more and noted:
            lines = []
        for words, role in more:
            lines += [(line, role) for line in wrap_cells(safe_text(words), room)]
        return lines or [("", "muted")]


def columns_of(width: int) -> tuple[int, int, int]:
    """Return where channel, people and words begin, 0 for what a narrow list leaves out."""
    if width >= 60:
        return _CHANNEL, _WHO, _TEXT
    if width >= 40:
        return _CHANNEL, 0, _WHO
    return 0, 0, _CHANNEL


def _people(talk: CommunicationView) -> str:
    """Return who took part, each once: a name may be linked and typed as well."""
    return "、".join(dict.fromkeys(safe_text(talk.who or "").split("、")))


def _summary(talk: CommunicationView) -> str:
    words = talk.content or ""
    if talk.outcome:
        words = f"{words}  [{talk.outcome}]" if words else talk.outcome
    return words or _("not noted")

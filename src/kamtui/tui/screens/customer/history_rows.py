"""The history as rows: communications under a rule for every year."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamtui.domain.views.customer import CommunicationView
from kamtui.i18n import _
from kamtui.present.columns import wrap_cells
from kamtui.present.dates import month_day
from kamtui.present.labels import channel_label
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import head

__all__ = ["HistoryRows"]

#: Columns of the history; the text begins further left where people or channels are left out.
_DATE, _CHANNEL, _WHO, _TEXT = 3, 10, 19, 26


@dataclass(slots=True)
class _Entry:
    talk: CommunicationView
    #: Which line of the words, 0 for the first; whole words wrap over several.
    part: int = 0
    words: str = ""


class HistoryRows:
    """Communications, the newest first, under a rule for every year; Enter shows one whole."""

    def __init__(
        self,
        talks: Sequence[CommunicationView],
        *,
        width: int,
        whole: frozenset[str] = frozenset(),
        spaced: bool = False,
    ) -> None:
        """Lay them out.

        Args:
            talks: The newest first.
            width: Cells of the list, for words that wrap.
            whole: Ids of those shown whole.
            spaced: A blank row before every year after the first.
        """
        self._rows: list[_Entry | int | None] = []
        heads: list[int] = []
        year: int | None = None
        room = max(10, width - 1 - _columns(width)[2])
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
            lines = _whole(talk, room)
            for part, words in enumerate(lines):
                if part:
                    heads.append(len(self._rows))
                self._rows.append(_Entry(talk, part, words))
        self.heads: Sequence[int] = heads

    def __len__(self) -> int:
        """Rows, heads and further lines too."""
        return len(self._rows)

    def key(self, index: int) -> str | None:
        """Return a communication's id."""
        row = self._rows[index]
        return row.talk.id if isinstance(row, _Entry) and not row.part else None

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        row = self._rows[index]
        if row is None:
            return Line(width)
        if isinstance(row, int):
            return head(Line(width), str(row), brush, end=width - 1)
        line = Line(width, state.plane)
        channel_at, who_at, text_at = _columns(width)
        words = row.words
        if not row.part:
            put_cursor(line, state, brush)
            line.put(_DATE, month_day(row.talk.on), "muted")
            if channel_at:
                line.put(channel_at, channel_label(row.talk.channel), "muted",
                         limit=8, ellipsis=brush.ellipsis)  # fmt: skip
            if who_at:
                line.put(who_at, _people(row.talk) or "-", "muted", limit=_TEXT - _WHO - 1,
                         ellipsis=brush.ellipsis)  # fmt: skip
            words = words or _summary(row.talk)
        role = "text" if row.talk.content or row.talk.outcome else "muted"
        line.put(text_at, words, role, limit=max(0, width - 1 - text_at), ellipsis=brush.ellipsis)
        return line


def _columns(width: int) -> tuple[int, int, int]:
    if width >= 60:
        return _CHANNEL, _WHO, _TEXT
    if width >= 40:
        return _CHANNEL, 0, _WHO
    return 0, 0, _CHANNEL


def _people(talk: CommunicationView) -> str:
    """Return who took part, each once: a name may be linked and typed as well."""
    return "、".join(dict.fromkeys(safe_text(talk.who or "").split("、")))


def _summary(talk: CommunicationView) -> str:
    words = safe_text(talk.content) if talk.content else ""
    if talk.outcome:
        words = f"{words}  [{safe_text(talk.outcome)}]" if words else safe_text(talk.outcome)
    return words or _("not noted")


def _whole(talk: CommunicationView, room: int) -> list[str]:
    lines = wrap_cells(talk.content or _("not noted"), room)
    if talk.outcome:
        lines += wrap_cells(_("Outcome: {outcome}").format(outcome=talk.outcome), room)
    if talk.who:
        lines += wrap_cells(_("With {people}").format(people=_people(talk)), room)
    return lines or [""]

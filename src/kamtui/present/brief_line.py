"""The one short line of the morning, and when a row is due; a shell prompt waits for it.

Apart from the table, which needs columns, amounts and every label (speed.md).
"""

from kamtui.domain.owed import AgendaKind, DueState
from kamtui.domain.views.agenda import Agenda, AgendaItem
from kamtui.i18n import _, ngettext
from kamtui.present.dates import clock_text, due_text
from kamtui.present.safe_text import safe_text

__all__ = ["brief_text", "when_text"]


def brief_text(agenda: Agenda) -> str:
    """Return one short line for a prompt, tmux or motd; empty counts are left out."""
    counts = agenda.counts
    parts = []
    if counts.overdue:
        parts.append(
            ngettext("{count} late", "{count} late", counts.overdue).format(count=counts.overdue)
        )
    if counts.today:
        parts.append(
            ngettext("{count} today", "{count} today", counts.today).format(count=counts.today)
        )
    if not parts:
        return _("kamtui: nothing due today")
    line = f"kamtui: {', '.join(parts)}"
    first = next(iter(agenda.rows), None)
    if first is None or first.state is DueState.UPCOMING:
        return line
    if isinstance(first, AgendaItem):
        return line + f" | {when_text(first, agenda)} {safe_text(first.customer)} {_what(first)}"
    from kamtui.present.agenda_words import folded_title

    when = due_text(first.due or agenda.today, agenda.today)
    return f"{line} | {when} {folded_title(first)}"


def _what(item: AgendaItem) -> str:
    """Return the words of a row; most say it themselves, the others load what puts it in words."""
    if item.what and item.kind in (AgendaKind.FOLLOW_UP, AgendaKind.PROMISE):
        return safe_text(item.what)
    from kamtui.present.agenda_words import what_text

    return what_text(item)


def when_text(item: AgendaItem, agenda: Agenda) -> str:
    """Return the time of a timed row of today, else how late or soon it is."""
    if item.at is not None and item.due == agenda.today:
        return clock_text(item.at)
    return due_text(item.due or agenda.today, agenda.today)

"""Promises in words: at the end of a row, and as a line of their own."""

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len

from kamtui.domain.views.customer import PromiseView
from kamtui.i18n import _
from kamtui.present.columns import fit
from kamtui.present.dates import due_text, month_day, weekday_date
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.paint import Brush, Line

__all__ = ["promise_line", "promise_state", "put_promises"]

#: Fewer cells than this say nothing of what was promised: only the state is shown.
_LEAST = 4


def promise_state(one: PromiseView, today: date) -> tuple[str, bool]:
    """Return when a promise is due, or that it was kept, and whether it is late."""
    if one.delivered_on is not None:
        return _("delivered"), False
    if one.due_on is None:
        return "", False
    return due_text(one.due_on, today), one.due_on < today


def promise_line(one: PromiseView, today: date) -> tuple[str, str]:
    """Return a promise as a line with its whole state, and the role to draw it in."""
    what = one.what
    if one.delivered_on is not None:
        words = _("Promise: {what}, delivered {day}")
        return words.format(what=what, day=month_day(one.delivered_on)), "muted"
    if one.due_on is None:
        return _("Promise: {what}, without a day").format(what=what), "muted"
    if one.due_on < today:
        words = _("Promise: {what}, due {day}, {late}")
        late = due_text(one.due_on, today)
        return words.format(what=what, day=weekday_date(one.due_on), late=late), "late_plain"
    words = _("Promise: {what}, due {day}")
    return words.format(what=what, day=weekday_date(one.due_on)), "muted"


def put_promises(
    line: Line,
    promises: Sequence[PromiseView],
    today: date,
    brush: Brush,
    *,
    start: int,
    end: int,
    least: int,
) -> int:
    """Put the most urgent promise at the right end of a row; return where the words must end.

    Args:
        line: The row.
        promises: At least one.
        today: What is due before is late.
        brush: How to draw.
        start: Column the words of the row begin at.
        end: Column the row ends before.
        least: Cells the words keep at least.
    """
    one = min(promises, key=_urgency)
    state, late = promise_state(one, today)
    more = f" +{len(promises) - 1}" if len(promises) > 1 else ""
    title, what = _("Promise") + " ", safe_text(one.what)
    fixed = cell_len(title) + (cell_len(state) + 1 if state else 0) + cell_len(more)
    room = end - start - least - 2
    if room < fixed:  # no room for more than the state, which is what must not be missed
        title, what, fixed = "", "", cell_len(state) + cell_len(more)
        if not state or room < fixed:
            return end
    what = fit(what, min(cell_len(what), room - fixed), ellipsis=brush.ellipsis).rstrip(" ")
    if cell_len(what) < min(_LEAST, cell_len(safe_text(one.what))):
        what = ""
    words = (title + what).rstrip(" ")
    x = end - cell_len(words) - (cell_len(state) + (1 if words else 0) if state else 0)
    first = x = x - cell_len(more)
    x = line.put(x, words, "late_plain" if late else "muted")
    if state:
        x = line.put(x + (1 if words else 0), state, "late" if late else "muted")
    line.put(x, more, "muted")
    return first - 2


def _urgency(one: PromiseView) -> tuple[bool, bool, date]:
    return (one.delivered_on is not None, one.due_on is None, one.due_on or date.min)

"""A customer's plans as rows: what is open, what is promised, what became of the rest."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from rich.cells import cell_len

from kamtui.domain.enums import FollowUpState, Origin
from kamtui.domain.views.customer import FollowUpView, PromiseView
from kamtui.i18n import _, pgettext
from kamtui.present.columns import wrap_cells
from kamtui.present.dates import clock_text, month_day
from kamtui.present.labels import channel_label, label
from kamtui.present.safe_text import safe_text
from kamtui.present.spoken import plan_words, promise_words
from kamtui.tui.screens.customer.history_rows import columns_of
from kamtui.tui.screens.customer.promise_words import promise_line
from kamtui.tui.widgets.drawn_rows import Draw, DrawnRows, title_row
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.preview import Facts
from kamtui.tui.widgets.words import chip

__all__ = ["CLOSED", "item_of", "plan_rows"]

#: Begins the key of a row that is closed: one that is done just now is another row than before,
#: so that the cursor stays where it is instead of following it down (ux.md, decision 3).
CLOSED = "closed:"
#: Kept promises shown among what was done.
_KEPT = 10
_DATE = 3
#: Cells of a time before the words, and of the words of a closed row before its result.
_CLOCK, _BRIEF = 6, 24


def item_of(key: str | None) -> str | None:
    """Return the id of the record a row stands for."""
    return key.removeprefix(CLOSED) if key is not None else None


def plan_rows(
    plans: Sequence[FollowUpView], facts: Facts, *, width: int, whole: frozenset[str]
) -> DrawnRows:
    """Return open plans, open promises, then what was closed last, under quiet heads.

    Args:
        plans: The open ones by date, then the closed ones, the last first.
        facts: The customer, for its promises and for today.
        width: Cells of the list.
        whole: Keys of the rows shown with everything about them.
    """
    rows = DrawnRows()
    open_plans = [one for one in plans if one.state == FollowUpState.OPEN]
    promises = facts.brief.promises
    open_promises = [one for one in promises if one.delivered_on is None]
    if open_plans:
        rows.add(title_row(_("Planned"), len(open_plans)))
    for plan in open_plans:
        said = partial(plan_words, plan, today=facts.today)
        rows.add(_plan_row(plan, facts.today), key=plan.id, words=said)
        if plan.id in whole:
            _add_lines(rows, _about(plan, width), width)
    if open_promises:
        rows.add(title_row(_("Promises"), len(open_promises)))
    for promise in open_promises:
        said = partial(promise_words, promise, today=facts.today)
        rows.add(_promise_row(promise, facts.today), key=promise.id, words=said)
        if promise.id in whole:
            _add_lines(rows, _about_promise(promise, facts), width)
    closed: list[tuple[date, FollowUpView | PromiseView]] = []
    closed += [(_closed_on(one), one) for one in plans if one.state != FollowUpState.OPEN]
    closed += _kept(promises)
    closed.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
    if closed:
        rows.add(title_row(pgettext("plans", "Done")))
    for day, item in closed:
        key = CLOSED + item.id
        said = partial(_closed_words, day, item, facts.today)
        rows.add(_closed_row(day, item, facts.today), key=key, words=said)
        if key in whole:
            about = (
                _about(item, width)
                if isinstance(item, FollowUpView)
                else _about_promise(item, facts)
            )
            _add_lines(rows, about, width)
    return rows


def _kept(promises: Sequence[PromiseView]) -> list[tuple[date, PromiseView]]:
    kept = [(one.delivered_on, one) for one in promises if one.delivered_on is not None]
    return sorted(kept, key=lambda pair: pair[0], reverse=True)[:_KEPT]


def _closed_on(plan: FollowUpView) -> date:
    return plan.completed_at.astimezone().date() if plan.completed_at else plan.due_on


def _put_day(line: Line, day: date | None, today: date) -> None:
    if day is None:
        return
    text, role = chip(day, today)
    # The longest, !!120d, begins one cell further left and keeps its distance to the channel.
    line.put(min(_DATE, _DATE + 6 - cell_len(text)), text, role, bold=role != "muted")


def _plan_row(plan: FollowUpView, today: date) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        channel_at, who_at, text_at = columns_of(line.width)
        _put_day(line, plan.due_on, today)
        _put_how(line, plan, channel_at, who_at, brush)
        x = text_at
        if plan.due_time is not None:
            x = line.put(x, clock_text(plan.due_time), "accent", bold=True) + 1
        words = safe_text(plan.what) or channel_label(plan.channel)
        _put_text(line, x, words, "text", brush)

    return draw


def _promise_row(promise: PromiseView, today: date) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        _put_day(line, promise.due_on, today)
        _put_text(line, columns_of(line.width)[2], promise.what, "text", brush)

    return draw


def _closed_row(day: date, item: FollowUpView | PromiseView, today: date) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        channel_at, who_at, text_at = columns_of(line.width)
        text = month_day(day) if day.year == today.year else f"{day.year}-{day.month:02d}"
        line.put(min(_DATE, _DATE + 6 - cell_len(text)), text, "muted")
        if isinstance(item, PromiseView):
            words = _("{what}  delivered").format(what=safe_text(item.what))
            _put_text(line, text_at, words, "muted", brush)
            return
        _put_how(line, item, channel_at, who_at, brush)
        words = safe_text(item.what) or channel_label(item.channel)
        if item.state == FollowUpState.CANCELLED:
            words = f"{words}  {label(FollowUpState, item.state)}"
        x = _put_text(line, text_at, words, "muted", brush, most=_BRIEF if item.result else None)
        if item.result:
            _put_text(line, x + 2, item.result, "text", brush)

    return draw


def _closed_words(day: date, item: FollowUpView | PromiseView, today: date) -> str:
    if isinstance(item, PromiseView):
        return promise_words(item, today=today)
    return plan_words(item, today=today, closed_on=day)


def _put_how(line: Line, plan: FollowUpView, channel_at: int, who_at: int, brush: Brush) -> None:
    if channel_at and plan.channel:
        line.put(channel_at, channel_label(plan.channel), "muted", limit=8,
                 ellipsis=brush.ellipsis)  # fmt: skip
    if who_at and plan.contact:
        line.put(who_at, plan.contact, "muted", limit=6, ellipsis=brush.ellipsis)


def _put_text(
    line: Line, x: int, text: str, role: str, brush: Brush, *, most: int | None = None
) -> int:
    room = max(0, line.width - 1 - x)
    limit = room if most is None else min(room, most)
    return line.put(x, text, role, limit=limit, ellipsis=brush.ellipsis)


def _about(plan: FollowUpView, width: int) -> list[tuple[str, str]]:
    """Return what the row does not show of a follow-up, as names and texts."""
    room = width - 1 - columns_of(width)[2] - (_CLOCK if plan.due_time is not None else 0)
    cut = cell_len(safe_text(plan.what)) > (room if plan.state == FollowUpState.OPEN else _BRIEF)
    pairs = [
        (_("What"), plan.what if cut else None),
        (pgettext("field", "Goal"), plan.goal),
        (pgettext("field", "Expected"), plan.expected_result),
        (pgettext("field", "Place"), plan.place),
        (pgettext("field", "Owner"), plan.assignee),
        (_("Outcome"), plan.result),
        (_("Planned by"), label(Origin, plan.origin)),
    ]
    return [(name, text) for name, text in pairs if text]


def _about_promise(promise: PromiseView, facts: Facts) -> list[tuple[str, str]]:
    pairs = [(_("Promise"), promise_line(promise, facts.today)[0])]
    for talk in facts.brief.communications:
        if talk.id == promise.communication_id:
            said = f"{talk.on.year}-{month_day(talk.on)}  {safe_text(talk.content or '')}"
            pairs.append((pgettext("promise", "Made"), said))
    return pairs


def _add_lines(rows: DrawnRows, pairs: Sequence[tuple[str, str]], width: int) -> None:
    """Add the lines of a row shown whole: a muted name under the channel, the text wrapped."""
    name_at, text_at = columns_of(width)[0] or _DATE, columns_of(width)[2]
    room = max(2, width - 1 - text_at)
    for name, text in pairs:
        for place, words in enumerate(wrap_cells(text, room)):

            def draw(
                line: Line, state: RowState, brush: Brush,
                name: str = "" if place else name, words: str = words,
            ) -> None:  # fmt: skip
                x, _who, text_at = columns_of(line.width)
                if x:
                    line.put(name_at, name, "muted", limit=text_at - name_at - 1,
                             ellipsis=brush.ellipsis)  # fmt: skip
                line.put(text_at, words, "text", limit=max(0, line.width - 1 - text_at))

            rows.add(draw)

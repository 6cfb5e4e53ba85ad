"""The agenda: everything owed, in one order, and what acting on a row means."""

from datetime import date, datetime, time, timedelta
from itertools import compress
from typing import TYPE_CHECKING

from kamtui.domain.due import Stage, days_overdue, due_state, stage
from kamtui.domain.months import months_before
from kamtui.domain.owed import AgendaKind, DueState
from kamtui.domain.views.agenda import (
    Agenda,
    AgendaCounts,
    AgendaItem,
    DayLoad,
    FoldedItem,
    GradeCount,
    Outlook,
    ReceivableBand,
)
from kamtui.services.agenda_care import care_rows
from kamtui.services.agenda_quiet import rest_of_quiet
from kamtui.services.agenda_review import reviews_due
from kamtui.services.agenda_rows import gather, words_for
from kamtui.services.desk import Desk
from kamtui.services.owed import Owed
from kamtui.services.staleness import stale_before
from kamtui.store.queries import agenda as queries
from kamtui.store.reader import Reader
from kamtui.store.values import as_day, instant_text

if TYPE_CHECKING:
    from kamtui.domain.agenda_filter import AgendaFilter

#: Days ahead the wide layout's outlook shows.
OUTLOOK_DAYS = 14
_BANDS = (("late_31", 31), ("late_8_30", 8), ("late_1_7", 1))


def read(
    desk: Desk,
    *,
    days: int = 7,
    overdue_only: bool = False,
    limit: int | None = None,
    wanted: "AgendaFilter | None" = None,
) -> Agenda:
    """Return everything owed up to ``days`` ahead.

    Args:
        desk: The open book.
        days: How far ahead upcoming rows reach; 0 for today's and late ones only.
        overdue_only: Leave out rows that are not late; the counts are of everything.
        limit: Rows at the most; the counts count all.
        wanted: Leave out what a filter does, in rows and counts alike.  Its days are reached
            however far ahead they lie; lines that stand for many have none of its words.

    Order (product.md): today's timed items, then stage, grade, money at stake, days late.
    """
    now = desk.clock.now()
    today = desk.today()
    if wanted is not None and wanted.last is not None:
        days = max(days, (wanted.last - today).days)
    days = min(days, (date.max - today).days)
    ahead = timedelta(days=days)
    with desk.read() as reader:
        owed = gather(reader, now=now, today=today, until=today + ahead)
        care = care_rows(reader, today=today, ahead=days > 0)
        owed += care.rows
        _add_turnover(reader, owed, today)
        owed.sort(key=lambda row: _place(row, today))
        # A line that stands for many has none of a filter's words.
        reviews = () if wanted is not None else reviews_due(desk, reader, today, today + ahead)
        if wanted is not None:
            held = [wanted.holds(item) for item in _items(reader, owed, today)]
            owed = list(compress(owed, held))
        counts = _counts(reader, owed, reviews, now=now, today=today)
        if overdue_only:
            owed = [row for row in owed if row.due is not None and row.due < today]
            reviews = tuple(one for one in reviews if one.state is DueState.OVERDUE)
        dated = _among(reviews, owed, today)
        shown = owed if limit is None else owed[:limit]
        items = tuple(_items(reader, shown, today))
        folded = (
            () if overdue_only or wanted is not None else _folded(reader, owed, care.rest, today)
        )
    return Agenda(today=today, counts=counts, items=items, folded=(*dated, *folded))


def first(desk: Desk, *, overdue_only: bool = False) -> Agenda:
    """Return what one line says: the counts of late and today, and the first row of those.

    Nothing upcoming, done, or folded without a day: a prompt waits for this (speed.md).
    """
    now, today = desk.clock.now(), desk.today()
    with desk.read() as reader:
        owed = gather(reader, now=now, today=today, until=today)
        owed += care_rows(reader, today=today, ahead=False).rows
        reviews = reviews_due(desk, reader, today, today)
        states = [_state(row.due, today) for row in owed] + [one.state for one in reviews]
        if overdue_only:
            owed = [row for row in owed if row.due is not None and row.due < today]
            reviews = tuple(one for one in reviews if one.state is DueState.OVERDUE)
        _add_turnover(reader, owed, today)
        owed.sort(key=lambda row: _place(row, today))
        dated = _among(reviews, owed, today)
        items = tuple(_items(reader, owed[:1], today))
    late, due = states.count(DueState.OVERDUE), states.count(DueState.TODAY)
    return Agenda(today=today, counts=AgendaCounts(late, due, 0), items=items, folded=dated)


def outlook(desk: Desk) -> Outlook:
    """Return the load of the next 14 days and open money by lateness."""
    today = desk.today()
    until = today + timedelta(days=OUTLOOK_DAYS)
    with desk.read() as reader:
        load = queries.load_by_day(reader, after=today, until=until)
        money = queries.open_receivables(reader)
    days = tuple(
        DayLoad(day, load.get(day.isoformat(), 0))
        for day in (today + timedelta(days=n) for n in range(1, OUTLOOK_DAYS + 1))
    )
    sums: dict[str, list[tuple[date, int, str]]] = {}
    for due, amount, customer in money:
        day = date.fromisoformat(due)
        late = days_overdue(day, today)
        band = next((name for name, least in _BANDS if late >= least), "not_due")
        sums.setdefault(band, []).append((day, int(amount), customer))
    bands = []
    for band in ("not_due", "late_1_7", "late_8_30", "late_31"):
        rows = sums.get(band)
        if rows:
            lead = min(rows) if band == "not_due" else max(rows, key=lambda row: row[1])
            bands.append(ReceivableBand(band, sum(row[1] for row in rows), lead[2], lead[0]))
    return Outlook(days, tuple(bands), sum(band.amount_minor for band in bands))


def next_item(desk: Desk, *, within_days: int = 366) -> AgendaItem | None:
    """Return the earliest thing owed after today, for the empty agenda."""
    now, today = desk.clock.now(), desk.today()
    with desk.read() as reader:
        owed = gather(reader, now=now, today=today, until=today + timedelta(days=within_days))
        owed += care_rows(reader, today=today, ahead=True).rows
        later = [row for row in owed if row.due is not None and row.due > today]
        if not later:
            return None
        first = min(later, key=lambda row: (row.due or today, row.at or time.max))
        return next(iter(_items(reader, [first], today)))


def _add_turnover(reader: Reader, owed: list[Owed], today: date) -> None:
    """Money at stake is what is outstanding, else the last 12 months' amount."""
    ids = sorted({row.customer_id for row in owed if not row.money_minor})
    amounts = queries.amounts_since(reader, ids, after=months_before(today, 12), until=today)
    for row in owed:
        row.money_minor = row.money_minor or amounts.get(row.customer_id, 0)


def _place(row: Owed, today: date) -> tuple[object, ...]:
    timed = row.at is not None and row.due == today
    if timed:
        return (0, row.at, row.grade or "~", -row.money_minor, row.id)
    when = stage(row.due, today) if row.due is not None else Stage.TODAY
    late = (today - row.due).days if row.due is not None else 0
    return (1, when, row.grade or "~", -row.money_minor, -late, row.at or time.max, row.id)


def _among(lines: tuple[FoldedItem, ...], owed: list[Owed], today: date) -> tuple[FoldedItem, ...]:
    """Return lines with a day in the order of the rows, each with its place among them.

    They have no grade and no money of their own, so that they stand behind the rows of their stage
    that do.
    """
    if not lines:
        return ()
    places = [_place(row, today) for row in owed]
    by_place = sorted((_place_of_line(one, today), one) for one in lines)
    return tuple(
        one._replace(before=sum(other <= place for other in places)) for place, one in by_place
    )


def _place_of_line(line: FoldedItem, today: date) -> tuple[object, ...]:
    day = line.due or today
    return (1, stage(day, today), "~", 0, -(today - day).days, time.max, line.id)


def _counts(
    reader: Reader,
    owed: list[Owed],
    lines: tuple[FoldedItem, ...],
    *,
    now: datetime,
    today: date,
) -> AgendaCounts:
    states = [_state(row.due, today) for row in owed] + [one.state for one in lines]
    midnight = datetime.combine(today, time(), tzinfo=now.tzinfo)
    return AgendaCounts(
        overdue=states.count(DueState.OVERDUE),
        today=states.count(DueState.TODAY),
        upcoming=states.count(DueState.UPCOMING),
        done_today=queries.done_since(
            reader, since=instant_text(midnight), today=today.isoformat()
        ),
    )


def _state(due: date | None, today: date) -> DueState:
    # A promise without a day is owed now, and stays so until it is kept or given a day.
    return DueState.TODAY if due is None else due_state(due, today)


def _items(reader: Reader, owed: list[Owed], today: date) -> list[AgendaItem]:
    accounts = queries.accounts(reader, sorted({row.customer_id for row in owed}))
    words = words_for(reader, owed)
    items = []
    for row in owed:
        customer_no, name, contact, phone, last_on, last_channel, owner, region, city = accounts[
            row.customer_id
        ]
        said = words[row.id]
        items.append(
            AgendaItem(
                id=said.public_id,
                kind=row.kind,
                state=_state(row.due, today),
                due=row.due,
                at=row.at,
                days_overdue=0 if row.due is None else days_overdue(row.due, today),
                customer_id=row.customer_id,
                customer_no=customer_no,
                customer=name,
                grade=row.grade,
                what=said.what,
                why=row.why,
                amount_minor=row.amount_minor,
                deadline=row.deadline,
                channel=said.channel,
                contact=said.contact or contact,
                phone=phone,
                last_contact=as_day(last_on),
                last_channel=last_channel,
                money_minor=row.money_minor,
                birthday=said.care.birthday if said.care is not None else None,
                gift=said.care.gift if said.care is not None else None,
                owner=owner,
                region=region,
                city=city,
                handled_by=said.handled_by,
                promised=row.promised,
            )
        )
    return items


def _folded(
    reader: Reader, owed: list[Owed], care: FoldedItem | None, today: date
) -> tuple[FoldedItem, ...]:
    """Return the lines without a day: they never become rows by themselves."""
    found = [care, rest_of_quiet(reader, owed, today)]
    for kind, rows in (
        (AgendaKind.NO_PLAN, queries.without_plan(reader)),
        (AgendaKind.STALE, queries.not_verified(reader, before=stale_before(reader, today))),
    ):
        by_grade = tuple(GradeCount(grade, int(number)) for grade, number in rows)
        if by_grade:
            total = sum(part.customers for part in by_grade)
            found.append(FoldedItem(kind.value, kind, total, by_grade))
    return tuple(one for one in found if one is not None)

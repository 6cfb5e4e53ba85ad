"""The agenda for a phone's calendar, and the contacts for its address book."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from kamtui.domain.dialling import international
from kamtui.domain.enums import AgendaKind
from kamtui.domain.views.events import EventWords, OwedEvent, PhoneContact
from kamtui.services import agenda, rules
from kamtui.services.desk import Desk
from kamtui.services.transfer.export_customers import birthday_text
from kamtui.store.queries.what_counts import owed
from kamtui.store.reader import Reader
from kamtui.store.values import as_day, as_time

__all__ = ["cards", "events", "write_calendar", "write_cards"]

#: Days ahead of what only the agenda knows.
AHEAD = 31
_OTHERS = (AgendaKind.COMPLAINT, AgendaKind.CARE, AgendaKind.SILENCE)
#: Gives an event its words.
Words = Callable[[OwedEvent], EventWords]

_ACCOUNT = (
    " JOIN customer c ON c.id = t.customer_id"
    " JOIN customer_facts f ON f.customer_id = t.customer_id"
)
_LIVING = " AND t.deleted_at IS NULL AND c.deleted_at IS NULL AND f.active"
_FOLLOW_UPS = (
    "SELECT t.id, t.version, t.due_on, t.due_time, c.name, t.purpose, t.channel,"
    " coalesce(nullif(t.place, ''), c.address), coalesce(k.name, f.contact_name),"
    " CASE WHEN k.id IS NULL THEN f.phone ELSE coalesce(("
    "SELECT p.value FROM contact_point p WHERE p.contact_id = k.id AND p.deleted_at IS NULL"
    " AND p.kind IN ('mobile', 'phone') ORDER BY p.is_main DESC, p.id LIMIT 1), f.phone) END,"
    " t.goal, t.expected_result FROM follow_up t" + _ACCOUNT +
    " LEFT JOIN contact k ON k.id = t.contact_id AND k.deleted_at IS NULL"
    " WHERE t.state = 'open'" + _LIVING + " ORDER BY t.due_on, t.id"
)  # fmt: skip
_PROMISES = (
    "SELECT t.id, t.version, t.due_on, c.name, t.what, c.address, f.contact_name, f.phone"
    " FROM promise t" + _ACCOUNT + " WHERE t.delivered_on IS NULL" + _LIVING
    + " ORDER BY t.due_on, t.id"
)  # fmt: skip
_RECEIVABLES = (
    "SELECT t.id, t.version, coalesce(t.promised_on, t.due_on), c.name,"
    " coalesce(t.invoice_no, o.order_no, ''), c.address, f.contact_name, f.phone,"
    " t.amount_minor - t.paid_minor, t.currency FROM receivable t" + _ACCOUNT +
    " LEFT JOIN sales_order o ON o.id = t.order_id"
    " WHERE t.settled_on IS NULL AND t.amount_minor > t.paid_minor AND " + owed("t.")
    + _LIVING + " ORDER BY t.due_on, t.id"
)  # fmt: skip


def events(desk: Desk) -> tuple[OwedEvent, ...]:
    """Return everything owed, the earliest of each kind first.

    Follow-ups, promises and receivables however far ahead; complaints' clocks, care and customers
    out of touch and reviews as the agenda of the next month has them.  A promise without a day is
    owed today (product.md).
    """
    now, today = desk.clock.now(), desk.today()
    ahead = agenda.read(desk, days=AHEAD)
    with desk.read() as reader:
        currency = str(rules.value_of(reader, "currency"))
        plans = reader.rows(_FOLLOW_UPS)
        promises = reader.rows(_PROMISES)
        money = reader.rows(_RECEIVABLES)
    found = [
        OwedEvent(
            row[0], AgendaKind.FOLLOW_UP.value, _starts(row[2], row[3], now), int(row[1]),
            row[4], row[5] or "", channel=row[6], place=row[7], contact=row[8], phone=row[9],
            goal=row[10], expected=row[11],
        )
        for row in plans
    ]  # fmt: skip
    found += [
        OwedEvent(
            row[0], AgendaKind.PROMISE.value, as_day(row[2]) or today, int(row[1]), row[3],
            row[4] or "", place=row[5], contact=row[6], phone=row[7],
        )
        for row in promises
    ]  # fmt: skip
    found += [
        OwedEvent(
            row[0], AgendaKind.COLLECTION.value, as_day(row[2]) or today, int(row[1]), row[3],
            row[4] or "", place=row[5], contact=row[6], phone=row[7], amount_minor=int(row[8]),
            currency=row[9] or currency,
        )
        for row in money
    ]  # fmt: skip
    found += [
        OwedEvent(
            one.id, one.kind.value, one.deadline or one.due or today, 0, one.customer, one.what,
            contact=one.contact, phone=one.phone, item=one,
        )
        for one in ahead.items
        if one.kind in _OTHERS
    ]  # fmt: skip
    found += [
        OwedEvent(one.id, one.kind.value, one.due, 0, "", one.id, line=one)
        for one in ahead.folded
        if one.due is not None
    ]
    return tuple(found)


def _starts(day_text: str, time_text: str | None, now: datetime) -> date | datetime:
    day, at = as_day(day_text), as_time(time_text)
    assert day is not None
    return day if at is None else _local(datetime.combine(day, at), now)


def _local(moment: datetime, now: datetime) -> datetime:
    """Return the instant of a local time; this computer's zone knows when summer time begins."""
    if now.replace(tzinfo=None).astimezone().utcoffset() == now.utcoffset():
        try:
            return moment.astimezone()
        except (OverflowError, OSError, ValueError):  # years no system clock knows
            pass
    return moment.replace(tzinfo=now.tzinfo)


def cards(desk: Desk) -> tuple[PhoneContact, ...]:
    """Return the living people of living customers, numbers as they are dialled from anywhere."""
    with desk.read() as reader:
        country = str(rules.value_of(reader, "country"))
        people = reader.rows(
            "SELECT k.id, k.name, c.name, k.title, c.address, k.birth_year, k.birth_month,"
            " k.birth_day, k.birth_lunar, k.remarks FROM contact k"
            " JOIN customer c ON c.id = k.customer_id"
            " WHERE k.deleted_at IS NULL AND c.deleted_at IS NULL"
            " ORDER BY c.customer_no, k.is_main DESC, k.id"
        )
        points = _points(reader, country)
    found = []
    for identifier, name, company, title, address, year, month, day, lunar, remarks in people:
        notes = [remarks or ""]
        whole = month is not None and day is not None and not lunar
        if not whole:
            notes.append(birthday_text(year, month, day, lunar=bool(lunar)))
        found.append(
            PhoneContact(
                id=identifier,
                name=name,
                company=company,
                title=title or "",
                points=tuple(points.get(identifier, ())),
                address=address or "",
                birthday=(year, int(month), int(day)) if whole else None,
                note="\n".join(part for part in notes if part),
            )
        )
    return tuple(found)


def _points(reader: Reader, country: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for owner, kind, value in reader.rows(
        "SELECT contact_id, kind, value FROM contact_point"
        " WHERE contact_id IS NOT NULL AND deleted_at IS NULL ORDER BY is_main DESC, id"
    ):
        number = kind in ("mobile", "phone", "fax") and international(value, country)
        found[owner].append((kind, number or value))
    return found


def write_calendar(desk: Desk, path: Path, words: Words | None) -> int:
    """Write the events to a file; return how many.

    Raises:
        KamError: ``export.failed``, ``export.no_space``.
    """
    from kamtui.exchange.calendar_file import write_calendar as write

    found = events(desk)
    write(path, ((one, (words or _plain)(one)) for one in found), now=desk.clock.now())
    return len(found)


def write_cards(desk: Desk, path: Path) -> int:
    """Write the contacts to a file; return how many.

    Raises:
        KamError: ``export.failed``, ``export.no_space``.
    """
    from kamtui.exchange.card_file import write_cards as write

    found = cards(desk)
    write(path, found)
    return len(found)


def _plain(event: OwedEvent) -> EventWords:
    """Return an event's own words, where nobody has labels for them."""
    about = (event.contact, event.phone, event.goal, event.expected)
    summary = f"{event.customer}: {event.what}" if event.what else event.customer
    return EventWords(summary, "\n".join(part for part in about if part))

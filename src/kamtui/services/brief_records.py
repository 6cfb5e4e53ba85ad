"""One customer's records gathered for a visit: each question one indexed statement."""

import json
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from kamtui.domain.birthdays import Birthday
from kamtui.domain.errors import KamError
from kamtui.domain.months import months_before
from kamtui.domain.views.customer import (
    CommunicationView,
    ContactPointView,
    ContactView,
    CustomerBrief,
    CustomerView,
    FollowUpView,
    MoneyView,
    PromiseView,
)
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.store.queries import customer_detail as detail
from kamtui.store.reader import Reader, Row
from kamtui.store.values import as_day, as_instant, as_time

#: Weeks of contact a brief counts, the current one last.
WEEKS = 53
_DIALLED = ("mobile", "phone")
_DATES = frozenset({"customer_since", "verified_on", "archived_on"})
_JSON = frozenset({"tags", "custom"})


def brief(
    desk: Desk, *, customer_id: str, communications: int = 20, follow_ups: int = 20
) -> CustomerBrief:
    """Return everything one screen says about a customer.

    Raises:
        KamError: ``customer.unknown`` where the customer is gone.
    """
    today = desk.today()
    with desk.read() as reader:
        row = detail.account(reader, customer_id)
        if row is None:
            raise KamError("customer.unknown", {"customer": customer_id})
        account = _account(row)
        people, own = people_of(reader, customer_id)
        talked = talks_of(reader, customer_id, limit=communications)
        total, complaints_open, last = detail.counts(reader, customer_id)
        return CustomerBrief(
            customer=account,
            contacts=people,
            communications=talked,
            communications_total=total,
            promises=tuple(
                PromiseView(found[0], found[1], as_day(found[2]), as_day(found[3]), found[4])
                for found in detail.promises(reader, customer_id)
            ),
            follow_ups=plans_of(reader, customer_id, limit=follow_ups),
            money=_money(reader, account, today),
            weeks=_weeks(reader, customer_id, today),
            satisfaction=detail.latest_satisfaction(reader, customer_id, today=today),
            complaints_open=complaints_open,
            last_contact=as_day(last),
            points=own,
            cadence=rules.effective_cadence(reader, grade=account.grade, own=account.cadence),
        )


def _account(row: Row) -> CustomerView:
    fields: dict[str, Any] = dict(zip(detail.ACCOUNT_FIELDS, row, strict=True))
    for name in _DATES:
        fields[name] = as_day(fields[name])
    for name in _JSON:
        value = fields[name]
        fields[name] = json.loads(value) if isinstance(value, str) else value
    version = fields.pop("version")
    custom = fields.pop("custom") or {}
    tags = tuple(fields["tags"] or ())
    return CustomerView(
        id=fields.pop("id"),
        customer_no=fields["customer_no"],
        name=fields["name"],
        grade=fields["grade"],
        lifecycle=fields["lifecycle"],
        owner=fields["owner"],
        city=fields["city"],
        region=fields["region"],
        phone=fields["phone"],
        customer_since=fields["customer_since"],
        strategic_value=fields["strategic_value"],
        cadence=fields["cadence"],
        tags=tags,
        version=version,
        fields=fields | {"tags": tags},
        custom=custom,
    )


def people_of(
    reader: Reader, customer_id: str
) -> tuple[tuple[ContactView, ...], tuple[ContactPointView, ...]]:
    """Return a customer's people, the main contact first, and the company's own numbers."""
    points: dict[str | None, list[ContactPointView]] = defaultdict(list)
    for owner, identifier, kind, value, is_main in detail.contact_points(reader, customer_id):
        points[owner].append(ContactPointView(identifier, kind, value, bool(is_main)))
    people = []
    for row in detail.contacts(reader, customer_id):
        identifier, name, title, role, is_main, remarks, year, month, day, lunar = row
        own = points[identifier]
        people.append(
            ContactView(
                id=identifier,
                name=name,
                title=title,
                role=role,
                is_main=bool(is_main),
                remarks=remarks,
                points=tuple(own),
                phone=next((point.value for point in own if point.kind in _DIALLED), None),
                wechat=next((point.value for point in own if point.kind == "wechat"), None),
                birthday=Birthday(year, month, day, bool(lunar)),
            )
        )
    return tuple(people), tuple(points[None])


def talks_of(
    reader: Reader, customer_id: str, *, limit: int | None
) -> tuple[CommunicationView, ...]:
    """Return a customer's newest communications, all of them without a limit."""
    rows = detail.communications(reader, customer_id, limit=limit)
    names: dict[str, list[str]] = defaultdict(list)
    if limit is None:
        people = detail.people_of_all(reader, customer_id)
    else:
        people = detail.people_of(reader, [row[0] for row in rows]) if rows else []
    for identifier, name in people:
        names[identifier].append(name)
    found = []
    for identifier, at, on, channel, direction, who, content, outcome, noted, by in rows:
        moment = as_instant(at)
        assert moment is not None
        # An imported name may be a contact's too: said once.
        together = list(dict.fromkeys([*names[identifier], *(who.split("、") if who else [])]))
        found.append(
            CommunicationView(
                id=identifier,
                at=moment,
                on=date.fromisoformat(on),
                channel=channel,
                direction=direction,
                who="、".join(together) or None,
                content=content,
                outcome=outcome,
                noted=bool(noted),
                by=by,
            )
        )
    return tuple(found)


def plans_of(reader: Reader, customer_id: str, *, limit: int) -> tuple[FollowUpView, ...]:
    """Return a customer's follow-ups: the open ones by date, then the latest of the others."""
    rows = detail.follow_ups(reader, customer_id, limit=limit)
    return tuple(_follow_up(row) for row in rows)


def _follow_up(row: Row) -> FollowUpView:
    return FollowUpView(
        id=row[0],
        due_on=date.fromisoformat(row[1]),
        due_time=as_time(row[2]),
        channel=row[3],
        what=row[4],
        goal=row[5],
        expected_result=row[6],
        state=row[7],
        origin=row[8],
        assignee=row[9],
        place=row[10],
        contact=row[11],
        result=row[12],
        completed_at=as_instant(row[13]),
    )


def _money(reader: Reader, account: CustomerView, today: date) -> MoneyView:
    currency = str(rules.value_of(reader, "currency"))
    orders = detail.orders(
        reader,
        account.id,
        today=today,
        year_ago=months_before(today, 12),
        two_years_ago=months_before(today, 24),
        currency=currency,
    )
    owed = detail.money_owed(reader, account.id, today=today, currency=currency)
    credit = account.fields["credit_days"]
    return MoneyView(
        orders=orders[0],
        amount_minor=orders[1],
        last_order_on=as_day(orders[2]),
        orders_12m=orders[3],
        amount_12m_minor=orders[4],
        amount_before_minor=orders[5],
        outstanding_minor=owed[0],
        overdue_minor=owed[1],
        credit_days=credit if isinstance(credit, int) else None,
        currency=currency,
    )


def _weeks(reader: Reader, customer_id: str, today: date) -> tuple[int, ...]:
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    counts = [0] * WEEKS
    days = detail.contact_days(reader, customer_id, after=first - timedelta(days=1), until=today)
    for day in days:
        counts[(date.fromisoformat(day) - first).days // 7] += 1
    return tuple(counts)

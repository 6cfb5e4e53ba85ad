"""The daily report: what was done with whom, and what tomorrow begins with."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kamtui.domain.views.daily_report import CustomerDay, DailyReport, DayCounts
from kamtui.domain.views.day import Day, Done, DoneKind
from kamtui.services import agenda, day
from kamtui.services.desk import Desk

__all__ = ["read"]

#: Things of the next day a report names.
_COMING = 5


def read(desk: Desk, *, since: date | None = None, until: date | None = None) -> DailyReport:
    """Return the report of a span of days, today by default.

    Only a report that ends today says what comes next: of another day that would be untrue.
    """
    found = day.read(desk, since=since, until=until)
    today = desk.today()
    report = DailyReport(found.since, found.until, _counts(found.done), tuple(_customers(found)))
    if found.until != today:
        return report
    owed = agenda.read(desk, days=1)
    tomorrow = today + timedelta(days=1)
    coming = [item for item in owed.items if item.due == tomorrow]
    return replace(
        report,
        next_day=tomorrow,
        coming=tuple(coming[:_COMING]),
        coming_total=len(coming),
        overdue=owed.counts.overdue,
    )


def _counts(done: Sequence[Done]) -> DayCounts:
    kinds = Counter(one.kind for one in done)
    contacts = [one for one in done if one.kind is DoneKind.CONTACT]
    channels = Counter(one.channel or "other" for one in contacts)

    def sum_of(kind: DoneKind) -> int:
        return sum(
            one.amount_minor or 0 for one in done if one.kind is kind and one.currency is None
        )

    return DayCounts(
        contacts=len(contacts),
        channels=tuple(sorted(channels.items(), key=lambda pair: (-pair[1], pair[0]))),
        customers=len({one.customer_id for one in done}),
        unnoted=sum(1 for one in contacts if not one.noted),
        done=kinds[DoneKind.FINISHED] + sum(1 for one in contacts if one.answers),
        moved=kinds[DoneKind.MOVED],
        promised=kinds[DoneKind.PROMISED],
        delivered=kinds[DoneKind.DELIVERED],
        new_customers=kinds[DoneKind.NEW],
        orders=kinds[DoneKind.ORDER],
        orders_minor=sum_of(DoneKind.ORDER),
        payments=kinds[DoneKind.PAYMENT],
        payments_minor=sum_of(DoneKind.PAYMENT),
        complaints=kinds[DoneKind.COMPLAINT],
        grades=kinds[DoneKind.GRADE],
    )


def _customers(found: Day) -> list[CustomerDay]:
    groups: dict[str, list[Done]] = defaultdict(list)
    for one in found.done:
        groups[one.customer_id].append(one)
    return [
        CustomerDay(
            customer_no=group[0].customer_no,
            customer=group[0].customer,
            grade=group[0].grade,
            done=tuple(group),
            next=found.next.get(customer_id),
        )
        for customer_id, group in groups.items()
    ]

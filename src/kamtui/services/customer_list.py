"""The customer list: windows of it, how long it is, and the header's numbers."""

from datetime import timedelta

from kamtui.domain.customer_filter import CustomerFilter, SortOrder
from kamtui.domain.views.customer_list import CustomerListHead, CustomerRow
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.store.queries import customer_list as queries
from kamtui.store.reader import Row
from kamtui.store.values import as_day, as_time


def window(
    desk: Desk,
    *,
    wanted: CustomerFilter,
    order: SortOrder = SortOrder.GRADE,
    offset: int = 0,
    limit: int = 100,
) -> tuple[CustomerRow, ...]:
    """Return the customers from ``offset`` on; the cost is the window's, not the book's."""
    with desk.read() as reader:
        rows = queries.window(
            reader, wanted, order=order, today=desk.today(), offset=offset, limit=limit
        )
    return tuple(_row(row) for row in rows)


def count(desk: Desk, *, wanted: CustomerFilter) -> int:
    """Return how many customers a filter leaves."""
    with desk.read() as reader:
        return queries.count(reader, wanted, today=desk.today())


def head(desk: Desk) -> CustomerListHead:
    """Return the header's numbers."""
    with desk.read() as reader:
        grades = tuple((row[0], int(row[1])) for row in queries.by_grade(reader))
        silent = desk.today() - timedelta(days=int(rules.value_of(reader, "silence.days")))
        quiet = queries.out_of_touch(reader, before=silent)
    return CustomerListHead(sum(number for _grade, number in grades), grades, quiet)


def _row(row: Row) -> CustomerRow:
    return CustomerRow(
        customer_id=row[0],
        customer_no=row[1],
        name=row[2],
        grade=row[3],
        contact=row[4],
        phone=row[5],
        last_contact=as_day(row[6]),
        last_channel=row[7],
        next_due=as_day(row[8]),
        next_time=as_time(row[9]),
        score=row[10],
        owner=row[11],
        city=row[12],
    )

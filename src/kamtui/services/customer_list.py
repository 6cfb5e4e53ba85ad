"""The customer list: windows of it, how long it is, and the header's numbers."""

from collections.abc import Sequence

from kamtui.domain.customer_filter import CustomerFilter, SortOrder
from kamtui.domain.views.customer_list import CustomerListHead, CustomerRow
from kamtui.services.agenda_quiet import quiet_limits
from kamtui.services.desk import Desk
from kamtui.services.staleness import stale_before
from kamtui.store.queries import customer_list as queries
from kamtui.store.reader import Reader, Row
from kamtui.store.values import as_day, as_time


def window(
    desk: Desk,
    *,
    wanted: CustomerFilter,
    order: SortOrder = SortOrder.GRADE,
    offset: int = 0,
    limit: int = 100,
    total: int | None = None,
) -> tuple[CustomerRow, ...]:
    """Return the customers from ``offset`` on; the cost is the window's, not the book's.

    Args:
        desk: The open book.
        wanted: Who is shown.
        order: In what order.
        offset: Customers before the window.
        limit: Customers of the window.
        total: How many the filter leaves, where that is known: a window in the second half is
            then counted from the end.
    """
    today = desk.today()
    with desk.read() as reader:
        limits = _limits(desk, reader, wanted)
        if total is not None and offset > total // 2:
            size = max(0, min(limit, total - offset))
            behind = max(0, total - offset - size)
            found = queries.ids(
                reader,
                wanted,
                order=order,
                today=today,
                offset=behind,
                limit=size,
                backwards=True,
                limits=limits,
            )[::-1]
        else:
            found = queries.ids(
                reader, wanted, order=order, today=today, offset=offset, limit=limit, limits=limits
            )
        return tuple(_row(row) for row in queries.rows_of(reader, found))


def spine(desk: Desk, *, wanted: CustomerFilter, order: SortOrder) -> tuple[str, ...]:
    """Return the ids of everybody a filter leaves, in order.

    For filters and orders no index has: one sort now, and every window afterwards costs its rows.
    """
    with desk.read() as reader:
        limits = _limits(desk, reader, wanted)
        return tuple(queries.ids(reader, wanted, order=order, today=desk.today(), limits=limits))


def still_listed(
    desk: Desk, *, wanted: CustomerFilter, customer_ids: Sequence[str]
) -> tuple[str, ...]:
    """Return those of some customers, such as the marked ones, whom a filter leaves."""
    with desk.read() as reader:
        limits = _limits(desk, reader, wanted)
        found = queries.among(reader, wanted, customer_ids, today=desk.today(), limits=limits)
    return tuple(found)


def rows_of(desk: Desk, *, customer_ids: Sequence[str]) -> tuple[CustomerRow, ...]:
    """Return the rows of these customers, in the order asked; those that are gone are left out."""
    with desk.read() as reader:
        return tuple(_row(row) for row in queries.rows_of(reader, customer_ids))


def words(desk: Desk, *, field: str, limit: int = 50) -> tuple[str, ...]:
    """Return the owners, regions, cities or tags there are, to complete what is typed."""
    with desk.read() as reader:
        return tuple(queries.words(reader, field, limit=limit))


def count(desk: Desk, *, wanted: CustomerFilter) -> int:
    """Return how many customers a filter leaves."""
    with desk.read() as reader:
        limits = _limits(desk, reader, wanted)
        return queries.count(reader, wanted, today=desk.today(), limits=limits)


def head(desk: Desk) -> CustomerListHead:
    """Return the header's numbers."""
    with desk.read() as reader:
        grades = tuple((row[0], int(row[1])) for row in queries.by_grade(reader))
        silence = quiet_limits(reader)
        quiet = queries.out_of_touch(reader, silence.cut_offs(desk.today()))
    total = sum(number for _grade, number in grades)
    return CustomerListHead(total, grades, quiet, silence)


def _limits(desk: Desk, reader: Reader, wanted: CustomerFilter) -> queries.Limits:
    """Return what the book's rules say about days, where the filter asks."""
    today = desk.today()
    return queries.Limits(
        quiet_limits(reader).cut_offs(today) if wanted.quiet else None,
        stale_before(reader, today) if wanted.stale else None,
    )


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

"""Customers: which one is meant, finding, and the visit brief."""

from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.due import days_overdue
from kamtui.domain.errors import KamError
from kamtui.domain.names import digits, fold, name_key
from kamtui.domain.search_keys import query_key
from kamtui.domain.views.search import CustomerMatch
from kamtui.services.desk import Desk
from kamtui.store.queries import customers as queries
from kamtui.store.reader import Reader, Row
from kamtui.store.values import as_day

if TYPE_CHECKING:
    from kamtui.domain.views.customer import CustomerBrief

#: Fewest digits that are looked for in phone numbers.
_PHONE_DIGITS = 3
#: Words of a query that are looked at.
_MOST_WORDS = 8


def find(desk: Desk, *, text: str, limit: int = 20) -> tuple[CustomerMatch, ...]:
    """Return the customers a few letters mean, the best first.

    Names in any width and either Chinese script, pinyin initials of every reading, people, phone
    digits and customer numbers are looked through (cli.md, ``find``).
    """
    today = desk.today()
    with desk.read() as reader:
        rows = _find_rows(reader, text, limit)
        return tuple(match_of(row, today) for row in rows)


def find_scored(desk: Desk, *, text: str, limit: int = 20) -> tuple[CustomerMatch, ...]:
    """Return what `find` returns, each with the score of today instead of the stored one."""
    return scored(desk, find(desk, text=text, limit=limit))


def scored(desk: Desk, found: tuple[CustomerMatch, ...]) -> tuple[CustomerMatch, ...]:
    """Return matches, each with the score of today instead of the stored one."""
    if not found:
        return found
    from kamtui.services.live_scores import scores_of

    with desk.read() as reader:
        scores = scores_of(
            reader, customer_ids=[match.customer_id for match in found], today=desk.today()
        )
    return tuple(
        match._replace(score=score[1], exact_score=score[0])
        if (score := scores.get(match.customer_id))
        else match._replace(score=None)
        for match in found
    )


def resolve(desk: Desk, *, customer: str) -> tuple[str, str, str]:
    """Return (id, customer number, name) of the customer meant by a number, a name or some text.

    Raises:
        KamError: ``customer.unknown``; ``customer.ambiguous`` with the first matches.
    """
    with desk.read() as reader:
        return resolve_in(reader, customer)


def resolve_in(reader: Reader, customer: str) -> tuple[str, str, str]:
    """Resolve inside an open read; see `resolve`."""
    wanted = customer.strip()
    rows = queries.ids_by_number(reader, wanted) if wanted else []
    if not rows and wanted:
        rows = queries.ids_by_name_key(reader, name_key(wanted))
    if not rows:
        rows = [row[:3] for row in _find_rows(reader, wanted, 6)]
    if not rows:
        raise KamError("customer.unknown", {"customer": customer})
    if len(rows) > 1:
        names = [f"{number} {name}" for _id, number, name in rows[:5]]
        raise KamError(
            "customer.ambiguous", {"customer": customer, "matches": names, "count": len(rows)}
        )
    identifier, number, name = rows[0]
    return identifier, number, name


def resolve_exactly(desk: Desk, *, customer: str) -> str:
    """Return the id of the customer with this very number or name, for what must not guess.

    Raises:
        KamError: ``customer.unknown``; ``customer.ambiguous`` where two share the name.
    """
    with desk.read() as reader:
        rows = queries.ids_by_number(reader, customer.strip())
        rows = rows or queries.ids_by_name_key(reader, name_key(customer))
    if not rows:
        raise KamError("customer.unknown", {"customer": customer})
    if len(rows) > 1:
        names = [f"{number} {name}" for _id, number, name in rows[:5]]
        raise KamError(
            "customer.ambiguous", {"customer": customer, "matches": names, "count": len(rows)}
        )
    return str(rows[0][0])


def number_of(desk: Desk, *, customer_id: str) -> str:
    """Return a customer's number, empty where the customer is gone."""
    with desk.read() as reader:
        return str(
            reader.value("SELECT customer_no FROM customer WHERE id = :id", "", id=customer_id)
        )


def brief(
    desk: Desk, *, customer_id: str, communications: int = 20, follow_ups: int = 20
) -> "CustomerBrief":
    """Return everything one screen says about a customer; see `kamtui.services.brief_records`.

    Raises:
        KamError: ``customer.unknown`` where the customer is gone.
    """
    # Late: finding a customer must not pay for what the brief loads.
    from kamtui.services import brief_records

    return brief_records.brief(
        desk, customer_id=customer_id, communications=communications, follow_ups=follow_ups
    )


def _find_rows(reader: Reader, text: str, limit: int) -> list[Row]:
    tokens, number = query_of(text)
    if not tokens or limit < 1:
        return []
    return queries.find(reader, tokens, digits=number, limit=limit)


def query_of(text: str) -> tuple[tuple[str, ...], str]:
    """Return the folded words to look for, and the digits when the text is a number."""
    number = digits(text)
    plain = fold(text).replace(" ", "").replace("-", "").lstrip("+")
    is_number = len(number) >= _PHONE_DIGITS and plain == number
    # Words are split before they are folded: folding joins Hanzi across spaces.
    tokens = tuple(filter(None, (query_key(word) for word in text.split()[:_MOST_WORDS])))
    return tokens, number if is_number else ""


def match_of(row: Row, today: date) -> CustomerMatch:
    """Return a row of `kamtui.store.queries.customers.find` as a value."""
    due = as_day(row[8])
    return CustomerMatch(
        customer_id=row[0],
        customer_no=row[1],
        name=row[2],
        grade=row[3],
        contact=row[4],
        phone=row[5],
        last_contact=as_day(row[6]),
        last_channel=row[7],
        next_due=due,
        days_overdue=0 if due is None else days_overdue(due, today),
        score=None if row[9] is None else int(row[9]),
    )

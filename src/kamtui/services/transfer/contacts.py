"""Contacts: people at customers and the ways to reach them."""

from collections.abc import Mapping, Sequence
from typing import Any

from kamtui.exchange.typed import Birthday, TypedRow
from kamtui.services.transfer.handler import Book, RowByRow
from kamtui.services.transfer.records import Row
from kamtui.services.transfer.result import Outcome
from kamtui.services.transfer.values import need


class Contacts(RowByRow):
    """Imports contacts; a person is matched by folded name within the customer.

    The same person twice in one file is a duplicate, unless the second row has a new number.
    """

    def __init__(self, book: Book) -> None:
        """Work on ``book``."""
        self._book = book
        self._seen: set[str] = set()

    def prefetch(self, rows: Sequence[TypedRow]) -> None:
        """Read the people of the customers these rows name."""
        self._book.people.load(self._book.glimpsed(rows))

    def decide(self, row: TypedRow, values: Any) -> Outcome:
        """Create or update one person."""
        name = need(values, "name")
        customer_id = self._book.customers.need(values)
        people = self._book.people
        people.load([customer_id])
        contact = people.find(customer_id, name)
        fresh = _fields(values)
        points = _points(values)
        if contact is None:
            contact = people.make(customer_id, name, fresh)
            people.reach(customer_id, contact, points)
            self._seen.add(contact["id"])
            return Outcome.CREATED
        if contact["id"] in self._seen:
            added = people.reach(customer_id, contact, points)
            return Outcome.UPDATED if added else Outcome.DUPLICATES
        self._seen.add(contact["id"])
        changed = people.edit(customer_id, contact, fresh)
        changed |= people.reach(customer_id, contact, points)
        return Outcome.UPDATED if changed else Outcome.UNCHANGED

    def finish(self) -> None:
        """Let the next file name the same people."""
        self._seen.clear()


def _fields(values: Mapping[str, Any]) -> Row:
    fresh: Row = {name: values[name] for name in ("title", "role", "remarks") if values.get(name)}
    if values.get("is_main") is True:
        fresh["is_main"] = True
    birthday = values.get("birthday")
    if isinstance(birthday, Birthday):
        fresh |= {
            "birth_month": birthday.month,
            "birth_day": birthday.day,
            "birth_lunar": birthday.lunar,
        }
        if birthday.year is not None:
            fresh["birth_year"] = birthday.year
    return fresh


def _points(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    points = [
        (kind, one) for kind in ("mobile", "phone", "email") for one in values.get(kind) or ()
    ]
    if values.get("wechat"):
        points.append(("wechat", values["wechat"]))
    return points

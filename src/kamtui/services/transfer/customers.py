"""Customers, with the contact and the numbers that customer lists carry in the same row."""

from collections.abc import Mapping, Sequence
from typing import Any

from kamtui.exchange.typed import ColumnMapping, TypedRow
from kamtui.services.transfer.custom import own_fields
from kamtui.services.transfer.handler import Book, RowByRow
from kamtui.services.transfer.match import match_key
from kamtui.services.transfer.people import People, same_number
from kamtui.services.transfer.records import Row
from kamtui.services.transfer.result import Outcome, RowRejected
from kamtui.services.transfer.tally import Tally
from kamtui.services.transfer.values import picked

_PLAIN = {
    name: name
    for name in (
        "short_name", "industry", "region", "address", "city", "country", "website", "employees",
        "uscc", "customer_since", "lifecycle", "need_type", "intent", "strategic_value", "owner",
        "remarks",
    )
}  # fmt: skip


class Customers(RowByRow):
    """Imports customers (requirements S0-03).

    A second row of the same customer in one file is a duplicate and changes nothing, except that
    a person named in it who is not on file yet is added: exports write one row per contact.
    """

    def __init__(self, book: Book) -> None:
        """Work on ``book``."""
        self._book = book
        self._rows: dict[str, Row] = {}
        self._seen: set[str] = set()

    def begin_file(self, columns: Sequence[ColumnMapping], tally: Tally) -> None:
        """Forget which customers the last file named."""
        super().begin_file(columns, tally)
        self._seen.clear()

    def prefetch(self, rows: Sequence[TypedRow]) -> None:
        """Read the customers these rows name, and their people."""
        index = self._book.customers
        known = {
            index.glimpse(row.values.get("customer_no") or None, _name(row.values))  # type: ignore[arg-type]
            for row in rows
        }
        known.discard(None)
        wanted = sorted(str(one) for one in known if one not in self._rows)
        for row in self._book.run.select("customer", "t.id IN :ids", wanted):
            self._rows.setdefault(row["id"], row)
        self._book.people.load(wanted)

    def decide(self, row: TypedRow, values: Any) -> Outcome:
        """Match by number, else by folded name; then create or update."""
        number, name = values.get("customer_no") or None, _name(values)
        if number is None and name is None:
            raise RowRejected("", "", "row.required_missing", fields=("customer_no", "name"))
        found = self._book.customers.find(number, name)
        if found is None:
            made = self._create(number, name or number or "", values, row.custom)
            self._seen.add(made["id"])
            return Outcome.CREATED
        if found not in self._rows:
            # Made by an earlier file of this command.
            self.prefetch([row])
        if found in self._seen:
            added = self._new_person(found, values)
            return Outcome.UPDATED if added else Outcome.DUPLICATES
        self._seen.add(found)
        changed = self._update(self._rows[found], name, values, row.custom)
        return Outcome.UPDATED if changed else Outcome.UNCHANGED

    def _create(self, number: str | None, name: str, values: Any, custom: Mapping[str, str]) -> Row:
        phones, emails = values.get("phone") or (), values.get("email") or ()
        made = self._book.customers.make(
            number=number,
            name=name,
            values={
                **picked(values, _PLAIN),
                "phone": phones[0] if phones else None,
                "email": emails[0] if emails else None,
                "grade": values.get("grade") or None,
                "tags": list(dict.fromkeys(values.get("tags") or ())),
                "custom": own_fields(custom),
            },
        )
        self._rows[made["id"]] = made
        self._people_of(made["id"], values)
        return made

    def _update(self, row: Row, name: str | None, values: Any, custom: Mapping[str, str]) -> bool:
        run = self._book.run
        identifier = row["id"]
        fresh = picked(values, _PLAIN)
        # A number that stands in for a missing name is no new name.
        if name is not None and name not in (row["name"], row["customer_no"]):
            fresh |= {"name": name, "name_key": match_key(name)}
        phones, emails = values.get("phone") or (), values.get("email") or ()
        known = _Reached(row, self._book.people)
        if phones and not known.phones(phones):
            fresh["phone"] = phones[0]
        if emails and not known.emails(emails):
            fresh["email"] = emails[0]
        if values.get("tags"):
            fresh["tags"] = list(dict.fromkeys((*row["tags"], *values["tags"])))
        if custom:
            fresh["custom"] = {**row["custom"], **own_fields(custom)}
        grade, before = values.get("grade") or None, row["grade"]
        if grade is not None:
            fresh["grade"] = grade
        # What the account itself is reached by need not become one of its numbers as well.
        values = {**values, "phone": known.others(phones)}
        changed = run.change("customer", row, identifier, fresh)
        if "name" in fresh:
            self._book.customers.rename(identifier, fresh["name"])
        if grade is not None and grade != before:
            run.add(
                "grade_change",
                identifier,
                {
                    "customer_id": identifier,
                    "at": run.stamp,
                    "from_grade": before,
                    "to_grade": grade,
                    "by": run.actor or None,
                },
            )
        return self._people_of(identifier, values) or changed

    def _new_person(self, identifier: str, values: Any) -> bool:
        person = values.get("contact")
        if not person or self._book.people.find(identifier, person) is not None:
            return False
        return self._people_of(identifier, {**values, "phone": (), "email": ()})

    def _people_of(self, identifier: str, values: Any) -> bool:
        """Add or change the person of a row, and every way to reach it or the customer."""
        people = self._book.people
        changed = False
        contact = None
        person = values.get("contact")
        if person:
            contact = people.find(identifier, person)
            title = {"title": values["title"]} if values.get("title") else {}
            if contact is None:
                contact = people.make(identifier, person, title)
                changed = True
            elif title:
                changed = people.edit(identifier, contact, title)
        points = [("mobile", one) for one in values.get("mobile") or ()]
        if values.get("wechat"):
            points.append(("wechat", values["wechat"]))
        changed |= people.reach(identifier, contact, points)
        own = [("phone", one) for one in values.get("phone") or ()]
        own += [("email", one) for one in (values.get("email") or ())[1:]]
        return people.reach(identifier, None, own) or changed


class _Reached:
    """How an account was reached before its row came."""

    def __init__(self, row: Row, people: People) -> None:
        self._phone, self._email = row["phone"], row["email"]
        self._numbers = people.values(row["id"], ("phone", "mobile", "fax"))
        self._addresses = people.values(row["id"], ("email",))

    def phones(self, numbers: Sequence[str]) -> bool:
        """Whether a row's numbers hold the account's own, else any it is reached by."""
        own = [self._phone] if self._phone else self._numbers
        return any(same_number(one, number) for one in own for number in numbers)

    def emails(self, addresses: Sequence[str]) -> bool:
        """Like `phones`."""
        own = [self._email] if self._email else self._addresses
        written = {one.casefold() for one in addresses}
        return any(one.casefold() in written for one in own)

    def others(self, numbers: Sequence[str]) -> tuple[str, ...]:
        """Return a row's numbers without those the account already has, its fax included."""
        known = [self._phone] if self._phone else []
        known += self._numbers
        return tuple(
            one for one in numbers if not any(same_number(one, number) for number in known)
        )


def _name(values: Mapping[str, Any]) -> str | None:
    return values.get("name") or values.get("customer") or None

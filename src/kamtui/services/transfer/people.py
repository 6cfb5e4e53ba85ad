"""Contacts and ways to reach people or customers, found again by name and by number."""

import re
from collections.abc import Container, Iterable, Sequence

from kamtui.domain.names import digits
from kamtui.services.transfer.match import match_key
from kamtui.services.transfer.records import Row
from kamtui.services.transfer.run import Run

_DIALLED = frozenset({"phone", "mobile", "fax"})
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_COUNTRY = re.compile(r"(?:00)?86(?=1[3-9][0-9]{9}$)")


class People:
    """The contacts of customers and every contact point, those of this import included."""

    def __init__(self, run: Run) -> None:
        """Know nothing yet."""
        self._run = run
        self._loaded: set[str] = set()
        self._contacts: dict[str, dict[str, Row]] = {}
        self._points: dict[str, list[Row]] = {}

    def load(self, customer_ids: Iterable[str]) -> None:
        """Read the people of customers not read before."""
        fresh = sorted(set(customer_ids) - self._loaded)
        if not fresh:
            return
        self._loaded.update(fresh)
        people = self._run.select("contact", "t.customer_id IN :ids", fresh)
        for row in people:
            self._contacts.setdefault(row["customer_id"], {}).setdefault(
                match_key(row["name"]), row
            )
        for row in (
            *self._run.select("contact_point", "t.customer_id IN :ids", fresh),
            *self._run.select(
                "contact_point", "t.contact_id IN :ids", [one["id"] for one in people]
            ),
        ):
            self._points.setdefault(row["contact_id"] or row["customer_id"], []).append(row)

    def find(self, customer_id: str, name: str) -> Row | None:
        """Return a customer's contact of that name."""
        return self._contacts.get(customer_id, {}).get(match_key(name))

    def make(self, customer_id: str, name: str, values: Row) -> Row:
        """Write a new contact; a customer's first one is the main one."""
        known = self._contacts.setdefault(customer_id, {})
        main = bool(values.get("is_main"))
        if main:
            self._stand_back(customer_id)
        elif not any(one["is_main"] for one in known.values()):
            main = True
        row = self._run.add(
            "contact",
            customer_id,
            {**values, "customer_id": customer_id, "name": name, "is_main": main},
        )
        known[match_key(name)] = row
        return row

    def edit(self, customer_id: str, contact: Row, values: Row) -> bool:
        """Change a contact where a value differs; return whether one did."""
        changed = False
        if values.get("is_main") is True and not contact["is_main"]:
            changed = self._stand_back(customer_id)
        return self._run.change("contact", contact, customer_id, values) or changed

    def reach(
        self,
        customer_id: str,
        contact: Row | None,
        points: Sequence[tuple[str, str]],
    ) -> bool:
        """Add ways to reach a contact (None: the customer) that are not known; say if any was new.

        Args:
            customer_id: Whose.
            contact: The person; None for the customer itself.
            points: Kind and value; a ``phone`` that reads like a mobile number becomes one.
        """
        owner = customer_id if contact is None else contact["id"]
        known = self._points.setdefault(owner, [])
        added = False
        for kind, value in points:
            if kind == "phone" and is_mobile(value):
                kind = "mobile"
            if any(_same(one, kind, value) for one in known):
                continue
            first = not any(_group(one["kind"]) == _group(kind) for one in known)
            known.append(
                self._run.add(
                    "contact_point",
                    customer_id,
                    {
                        "contact_id": None if contact is None else contact["id"],
                        "customer_id": customer_id if contact is None else None,
                        "kind": kind,
                        "value": value,
                        "digits": digits(value) or None if kind in _DIALLED else None,
                        "is_main": first,
                    },
                )
            )
            added = True
        return added

    def values(self, owner: str, kinds: Container[str]) -> list[str]:
        """Return what a customer or contact is reached by, of these kinds."""
        return [one["value"] for one in self._points.get(owner, ()) if one["kind"] in kinds]

    def _stand_back(self, customer_id: str) -> bool:
        changed = False
        for one in self._contacts.get(customer_id, {}).values():
            if one["is_main"]:
                changed |= self._run.change("contact", one, customer_id, {"is_main": False})
        return changed


def is_mobile(value: str) -> bool:
    """Return whether a number reads like a Chinese mobile number, +86 or not."""
    number = digits(value)
    if value.lstrip()[:1] in {"+", "＋"} and not number.startswith("86"):
        # +1-800-633-0738 has the digits of a Chinese mobile and is none.
        return False
    return _MOBILE.fullmatch(_COUNTRY.sub("", number)) is not None


def same_number(one: str, other: str) -> bool:
    """Return whether two written numbers dial the same line, country prefix or not."""
    left, right = (_COUNTRY.sub("", digits(text)) for text in (one, other))
    return left == right if left or right else one.strip() == other.strip()


def _group(kind: str) -> str:
    return "phone" if kind in {"phone", "mobile"} else kind


def _same(point: Row, kind: str, value: str) -> bool:
    if _group(point["kind"]) != _group(kind):
        return False
    if kind in _DIALLED:
        return same_number(point["value"], value)
    return bool(point["value"].casefold() == value.casefold())

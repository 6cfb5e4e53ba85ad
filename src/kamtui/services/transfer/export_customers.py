"""Customers and contacts as tables."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kamtui.exchange.kinds import Kind
from kamtui.exchange.recognise import match_fields
from kamtui.services.desk import Desk
from kamtui.services.transfer.custom import OWN_PREFIX
from kamtui.services.transfer.people import same_number
from kamtui.services.transfer.sheet import Sheet, day
from kamtui.store.reader import Reader

_CUSTOMER = (
    "customer_no", "name", "short_name", "grade", "industry", "region", "address", "city",
    "country", "phone", "email", "website", "employees", "uscc", "customer_since", "lifecycle",
    "need_type", "intent", "strategic_value", "owner", "tags", "remarks",
)  # fmt: skip
_PERSON = ("contact", "title", "mobile", "wechat")
_CONTACT = (
    "customer_no", "customer", "name", "title", "role", "phone", "mobile", "email", "wechat",
    "birthday", "is_main", "remarks",
)  # fmt: skip

#: Ways to reach one owner: kind -> values, the main one first.
Points = dict[str, list[str]]


def customer_sheet(desk: Desk) -> Sheet:
    """Return the living customers with their main contact, by number."""
    columns = ", ".join(f"c.{name}" for name in _CUSTOMER)
    with desk.read() as reader:
        customers = reader.rows(
            f"SELECT c.id, c.custom, {columns} FROM customer c WHERE c.deleted_at IS NULL"
            " ORDER BY c.customer_no, c.id"
        )
        mains = _main_contacts(reader)
        points = _points(reader)
    customs = [_custom(row[1]) for row in customers]
    own = list(dict.fromkeys(name for custom in customs for name in custom))
    rows = []
    for (identifier, _, *cells), custom in zip(customers, customs, strict=True):
        record = dict(zip(_CUSTOMER, cells, strict=True))
        reached = points.get(identifier, {})
        record["customer_since"] = day(record["customer_since"])
        record["phone"] = _joined(record["phone"], reached, ("phone", "mobile", "fax"))
        record["email"] = _joined(record["email"], reached, ("email",))
        tags = record["tags"]
        record["tags"] = ";".join(json.loads(tags) if isinstance(tags, str) else tags or ())
        main = mains.get(identifier)
        person = points.get(main[0], {}) if main else reached
        rows.append(
            (
                *record.values(),
                main[1] if main else None,
                main[2] if main else None,
                ";".join(person.get("mobile", ())) if main else None,
                next(iter(person.get("wechat", ())), None),
                *(custom.get(name) for name in own),
            )
        )
    return Sheet((*_CUSTOMER, *_PERSON), rows, own=_own_titles(own))


def contact_sheet(desk: Desk) -> Sheet:
    """Return the living contacts, by customer number, the main one first."""
    with desk.read() as reader:
        found = reader.rows(
            "SELECT k.id, c.customer_no, c.name, k.name, k.title, k.role, k.birth_year,"
            " k.birth_month, k.birth_day, k.birth_lunar, k.is_main, k.remarks"
            " FROM contact k JOIN customer c ON c.id = k.customer_id"
            " WHERE k.deleted_at IS NULL AND c.deleted_at IS NULL"
            " ORDER BY c.customer_no, k.is_main DESC, k.id"
        )
        points = _points(reader)
    rows = []
    for (
        identifier,
        no,
        customer,
        name,
        title,
        role,
        year,
        month,
        date_,
        lunar,
        main,
        notes,
    ) in found:
        reached = points.get(identifier, {})
        numbers = (";".join(reached.get(kind, ())) for kind in ("phone", "mobile", "email"))
        wechat = next(iter(reached.get("wechat", ())), None)
        birthday = birthday_text(year, month, date_, lunar=bool(lunar))
        rows.append(
            (no, customer, name, title, role, *numbers, wechat, birthday, bool(main), notes)
        )
    return Sheet(_CONTACT, rows)


def birthday_text(year: int | None, month: int | None, day_: int | None, *, lunar: bool) -> str:
    """Return a birthday as import reads it, empty where there is none."""
    if month is None or day_ is None:
        return ""
    text = f"{month:02d}-{day_:02d}" if year is None else f"{year:04d}-{month:02d}-{day_:02d}"
    return f"农历{text}" if lunar else text


def _main_contacts(reader: Reader) -> dict[str, tuple[str, str, str | None]]:
    """Return id, name and title of each customer's main contact."""
    found = reader.rows(
        "SELECT customer_id, id, name, title FROM contact WHERE deleted_at IS NULL"
        " ORDER BY is_main DESC, id"
    )
    mains: dict[str, tuple[str, str, str | None]] = {}
    for customer_id, identifier, name, title in found:
        mains.setdefault(customer_id, (identifier, name, title))
    return mains


def _points(reader: Reader) -> dict[str, Points]:
    found: dict[str, Points] = defaultdict(lambda: defaultdict(list))
    for owner, kind, value in reader.rows(
        "SELECT coalesce(contact_id, customer_id), kind, value FROM contact_point"
        " WHERE deleted_at IS NULL ORDER BY is_main DESC, id"
    ):
        found[owner][kind].append(value)
    return found


def _joined(first: str | None, points: Points, kinds: Iterable[str]) -> str | None:
    """Return every way of these kinds in one cell, the account's own first."""
    values = [first] if first else []
    for value in (value for kind in kinds for value in points.get(kind, ())):
        if not any(value == one or same_number(value, one) for one in values):
            values.append(value)
    return ";".join(values) or None


def _custom(stored: object) -> dict[str, str]:
    found: Any = json.loads(stored) if isinstance(stored, str) else stored
    return {str(name): str(value) for name, value in (found or {}).items()}


def _own_titles(names: list[str]) -> tuple[str, ...]:
    """Return titles for columns of people's own that no import takes for one of its fields."""
    taken = match_fields(Kind.CUSTOMERS, names)
    return tuple(
        name if field is None and not name.startswith(OWN_PREFIX) else f"{OWN_PREFIX}{name}"
        for name, field in zip(names, taken, strict=True)
    )

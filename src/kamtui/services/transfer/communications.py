"""Communications, and the follow-ups that their rows plan."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from kamtui.domain.enums import Channel
from kamtui.exchange.typed import ColumnMapping, TypedRow
from kamtui.services.clock import zone_name
from kamtui.services.transfer.handler import Book, RowByRow
from kamtui.services.transfer.known import Known, SourceKeys
from kamtui.services.transfer.records import Row
from kamtui.services.transfer.result import Outcome
from kamtui.services.transfer.tally import Tally
from kamtui.services.transfer.values import moment, need
from kamtui.store.values import instant_text

#: Length of an instant up to its seconds.
_SECONDS = len("2026-11-22T10:30:00")
_BETWEEN_NAMES = re.compile(r"[;；,，、/\n]+")


@dataclass(frozen=True, slots=True)
class _Next:
    customer_id: str
    due_on: date
    purpose: str
    source_key: str


def communication_content(row: Row) -> tuple[object, ...]:
    """Return what makes two communications alike, to the second, as exports have it."""
    return (row["customer_id"], row["at"][:_SECONDS], row["channel"], row["content"] or "")


def follow_up_content(row: Row) -> tuple[object, ...]:
    """Return what makes two follow-ups alike."""
    return (row["customer_id"], row["due_on"], row["purpose"])


class Communications(RowByRow):
    """Imports communications (requirements S0-13)."""

    def __init__(self, book: Book, known: Known, plans: Known) -> None:
        """Work on ``book``; ``known`` are its communications, ``plans`` its follow-ups."""
        self._book = book
        self._known = known
        self._plans = plans
        self._next: list[_Next] = []
        self._last: dict[str, date] = {}

    def begin_file(self, columns: Sequence[ColumnMapping], tally: Tally) -> None:
        """Count occurrences anew."""
        super().begin_file(columns, tally)
        self._keys = SourceKeys()
        self._known.begin_file()
        self._plans.begin_file()

    def prefetch(self, rows: Sequence[TypedRow]) -> None:
        """Read what these rows' customers have."""
        found = self._book.glimpsed(rows)
        self._known.load(found)
        self._plans.load(found)
        self._book.people.load(found)

    def decide(self, row: TypedRow, values: Any) -> Outcome:
        """Create one communication, or find it again."""
        at, on_date = moment(need(values, "at"), now=self._book.run.now, field="at")
        if values.get("next_on"):
            # Before the customer may be made: a rejected row leaves nothing behind.
            moment(values["next_on"], now=self._book.run.now, field="next_on")
        customer_id = self._book.customers.need(values)
        for known in (self._known, self._plans):
            known.load([customer_id])
        channel = values.get("channel") or Channel.CALL.value
        content = values.get("content")
        stamp = instant_text(at)
        source_key = self._keys.key(customer_id, stamp, channel, content or "")
        alike = (customer_id, stamp[:_SECONDS], channel, content or "")
        found = self._known.find(source_key, alike)
        self._plan(customer_id, values, source_key, on_date)
        fresh = {name: values[name] for name in ("outcome", "by") if values.get(name)}
        if found is not None:
            changed = self._book.run.change("communication", found, customer_id, fresh)
            return Outcome.UPDATED if changed else Outcome.UNCHANGED
        linked, others = self._people(customer_id, values.get("contact"))
        made = self._book.run.add(
            "communication",
            customer_id,
            {
                **fresh,
                "customer_id": customer_id,
                "at": stamp,
                "on_date": on_date.isoformat(),
                "zone": zone_name(at),
                "channel": channel,
                "content": content,
                "noted": bool(content or fresh.get("outcome")),
                "who": "、".join(others) or None,
                "source_key": source_key,
            },
        )
        for contact_id in linked:
            self._book.run.link(made["id"], contact_id)
        self._known.made(made)
        return Outcome.CREATED

    def finish(self) -> None:
        """Plan what the rows named as next.

        A date after which the customer was contacted again, as an old log is full of, was kept:
        its follow-up is done, so that years of notes do not arrive as years of overdue work.
        """
        for planned in self._next:
            due = planned.due_on.isoformat()
            content = (planned.customer_id, due, planned.purpose)
            if self._plans.find(planned.source_key, content) is not None:
                continue
            kept = self._last.get(planned.customer_id, date.min) >= planned.due_on
            made = self._book.run.add(
                "follow_up",
                planned.customer_id,
                {
                    "customer_id": planned.customer_id,
                    "due_on": due,
                    "purpose": planned.purpose,
                    "source_key": planned.source_key,
                    **(_done(planned.due_on, self._book.run.now) if kept else {}),
                },
            )
            self._plans.made(made)
        self._next.clear()
        self._last.clear()

    def _plan(self, customer_id: str, values: Any, source_key: str, on_date: date) -> None:
        self._last[customer_id] = max(on_date, self._last.get(customer_id, date.min))
        next_on = values.get("next_on")
        if next_on:
            self._next.append(
                _Next(customer_id, next_on, values.get("next_what") or "", f"{source_key}>")
            )

    def _people(self, customer_id: str, names: str | None) -> tuple[list[str], list[str]]:
        """Return the contacts that took part, and the names of others."""
        if not names:
            return [], []
        people = self._book.people
        people.load([customer_id])
        whole = people.find(customer_id, names)
        if whole is not None:
            return [whole["id"]], []
        linked: list[str] = []
        others: list[str] = []
        for name in (part.strip() for part in _BETWEEN_NAMES.split(names)):
            contact = people.find(customer_id, name) if name else None
            if contact is not None:
                linked.append(contact["id"])
            elif name:
                others.append(name)
        return list(dict.fromkeys(linked)), others


def _done(on: date, now: datetime) -> Row:
    at, _ = moment(datetime.combine(on, time(12)), now=now)
    return {"state": "done", "completed_at": instant_text(at)}

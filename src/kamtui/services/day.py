"""What was done on a day and what waits for words: the end of a review, and the daily report."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from kamtui.domain.views.day import Day, Done, DoneKind, NextPlan, Unnoted, Waiting
from kamtui.services import inbox, rules
from kamtui.services.desk import Desk
from kamtui.store.queries import changes as changes_queries
from kamtui.store.queries import day as queries
from kamtui.store.reader import Reader
from kamtui.store.values import as_day, as_instant, as_time, instant_text

__all__ = ["UNNOTED_DAYS", "read", "unnoted", "waiting"]

#: Days after which nobody remembers what was said: older contacts are left alone.
UNNOTED_DAYS = 14
_BETWEEN = "、"


def read(desk: Desk, *, since: date | None = None, until: date | None = None) -> Day:
    """Return what was done in a span of local days, today by default, the earliest first.

    What was taken back is not there; what an import brought counts by the day it is about
    (contacts, orders, payments), and its customers are not new ones of that day.
    """
    first = since or until or desk.today()
    last = until or max(first, desk.today())
    with desk.read() as reader:
        return _Reading(desk, reader, first, max(first, last)).day()


def unnoted(desk: Desk) -> tuple[Unnoted, ...]:
    """Return this computer's contacts of the last `UNNOTED_DAYS` without a word, newest first."""
    zone, today = desk.clock.now().tzinfo, desk.today()
    with desk.read() as reader:
        rows = queries.unnoted(
            reader,
            after=(today - timedelta(days=UNNOTED_DAYS)).isoformat(),
            today=today.isoformat(),
        )
        # Asked for only now: looking leaves no id of this computer where there is none.
        rows = [row for row in rows if row[-1] == desk.device]
        people = queries.people(reader, [row[0] for row in rows])
    found = []
    for identifier, customer_id, name, grade, on, at, channel, who, what, _device in rows:
        moment = as_instant(at)
        assert moment is not None
        names = _BETWEEN.join(_took_part(people.get(identifier, ()), who))
        found.append(
            Unnoted(
                id=identifier,
                customer_id=customer_id,
                customer=name,
                grade=grade,
                on=date.fromisoformat(on),
                at=moment.astimezone(zone),
                channel=channel,
                who=names,
                what=what or "",
            )
        )
    return tuple(found)


def waiting(desk: Desk) -> Waiting:
    """Return the counts the agenda shows at its end."""
    with desk.read() as reader:
        notes = inbox.count(reader)
    return Waiting(unnoted=len(unnoted(desk)), inbox=notes, done=len(read(desk).done))


def _took_part(people: Sequence[str], who: str | None) -> tuple[str, ...]:
    """Return everybody who took part once: the contacts, then the names that were only typed."""
    return tuple(dict.fromkeys((*people, *(who.split(_BETWEEN) if who else ()))))


class _Reading:
    """One span of days being read; whose each thing is comes last."""

    def __init__(self, desk: Desk, reader: Reader, since: date, until: date) -> None:
        self._reader = reader
        self._since, self._until = since, until
        self._zone = desk.clock.now().tzinfo
        self._span = {"since": since.isoformat(), "until": until.isoformat()}
        self._instants = {
            "begin": instant_text(datetime.combine(since, time(), tzinfo=self._zone)),
            "end": instant_text(
                datetime.combine(until + timedelta(days=1), time(), tzinfo=self._zone)
            ),
        }

    def day(self) -> Day:
        """Return everything, with whose it is."""
        found = [
            *self._contacts(),
            *self._finished(),
            *self._moved(),
            *self._promises(),
            *self._trade(),
            *self._complaints(),
            *self._grades(),
            *self._new(),
        ]
        new = {one.customer_id for one in found if one.kind is DoneKind.NEW}
        # The grade a customer is added with is no decision of its own.
        found = [
            one for one in found if one.kind is not DoneKind.GRADE or one.customer_id not in new
        ]
        ids = sorted({one.customer_id for one in found})
        accounts = queries.accounts(self._reader, ids)
        done = []
        for one in found:
            if one.customer_id in accounts:
                number, name, grade = accounts[one.customer_id]
                done.append(replace(one, customer_no=number, customer=name, grade=grade))
        done.sort(key=lambda one: (one.on, one.at or time.max))
        plans = {
            customer_id: NextPlan(date.fromisoformat(row[0]), as_time(row[1]), row[2], row[3])
            for customer_id, row in queries.next_plans(self._reader, ids).items()
        }
        return Day(self._since, self._until, tuple(done), plans)

    def _contacts(self) -> Iterator[Done]:
        rows = queries.contacts(self._reader, **self._span)
        people = queries.people(self._reader, [row[0] for row in rows])
        for row in rows:
            identifier, customer_id, on, at, channel, content, outcome, who = row[:8]
            noted, plan, answers = row[8:]
            words = "  ".join(part for part in (content, outcome) if part)
            one = self._at(DoneKind.CONTACT, identifier, customer_id, at)
            # Noon stands for a day without a time (`communications.moment_of`).
            timed = one.on.isoformat() == on and one.at != time(12)
            yield replace(
                one,
                on=date.fromisoformat(on),
                at=one.at if timed else None,
                text=words or (plan or ""),
                channel=channel,
                who=_took_part(people.get(identifier, ()), who),
                noted=bool(noted),
                answers=bool(answers),
            )

    def _finished(self) -> Iterator[Done]:
        rows = queries.finished(self._reader, **self._instants)
        for identifier, customer_id, at, purpose, channel, spoken in rows:
            if not spoken:  # the contact that answers a plan stands for it
                one = self._at(DoneKind.FINISHED, identifier, customer_id, at)
                yield replace(one, text=purpose, channel=channel)

    def _moved(self) -> Iterator[Done]:
        """Yield what stands on another day than it did, once, whatever it took to get there."""
        undone = changes_queries.undone_groups(self._reader)
        steps: dict[tuple[str, str], tuple[Done, date | None, date | None]] = {}
        for group, entity, identifier, customer_id, at, fields in queries.moves(
            self._reader, **self._instants
        ):
            changed: Mapping[str, Sequence[object]] = changes_queries.fields_of(fields)
            pair = changed.get("promised_on" if entity == "receivable" else "due_on")
            if group in undone or pair is None or customer_id is None:
                continue
            known = steps.pop((entity, identifier), None)
            before = known[1] if known else as_day(_text(pair[0]))
            one = self._at(DoneKind.MOVED, identifier, customer_id, at)
            steps[entity, identifier] = (one, before, as_day(_text(pair[1])))
        ids: dict[str, list[str]] = defaultdict(list)
        for entity, identifier in steps:
            ids[entity].append(identifier)
        words = {
            (entity, one): text
            for entity, wanted in ids.items()
            for one, text in queries.open_words(self._reader, entity, wanted).items()
        }
        for key, (one, before, after) in steps.items():
            if key in words and before != after:
                yield replace(one, text=words[key], days=(before, after))

    def _promises(self) -> Iterator[Done]:
        rows = queries.promised(self._reader, **self._instants)
        for identifier, customer_id, at, what, due in rows:
            one = self._at(DoneKind.PROMISED, identifier, customer_id, at)
            yield replace(one, text=what, days=(None, as_day(due)))
        for identifier, customer_id, on, what in queries.delivered(self._reader, **self._span):
            yield replace(_on(DoneKind.DELIVERED, identifier, customer_id, on), text=what)

    def _trade(self) -> Iterator[Done]:
        own = str(rules.value_of(self._reader, "currency"))
        orders = queries.orders(self._reader, **self._span)
        for identifier, customer_id, on, number, amount, currency in orders:
            yield replace(
                _on(DoneKind.ORDER, identifier, customer_id, on),
                text=number or "",
                amount_minor=int(amount or 0),
                currency=None if currency == own else currency,
            )
        payments = queries.payments(self._reader, **self._span)
        for identifier, customer_id, on, number, amount in payments:
            yield replace(
                _on(DoneKind.PAYMENT, identifier, customer_id, on),
                text=number or "",
                amount_minor=int(amount or 0),
            )

    def _complaints(self) -> Iterator[Done]:
        """Yield a complaint once, with the furthest it got in the span."""
        begin, end = self._instants["begin"], self._instants["end"]
        rows = queries.complaints(self._reader, **self._instants)
        for identifier, customer_id, opened, responded, settled, words in rows:
            states = (("settled", settled), ("responded", responded), ("opened", opened))
            state, at = next(
                (name, moment) for name, moment in states if moment and begin <= moment < end
            )
            one = self._at(DoneKind.COMPLAINT, identifier, customer_id, at)
            yield replace(one, text=words or "", state=state)

    def _grades(self) -> Iterator[Done]:
        rows = queries.grades(self._reader, **self._instants)
        for identifier, customer_id, at, before, after, reason in rows:
            one = self._at(DoneKind.GRADE, identifier, customer_id, at)
            yield replace(one, text=reason or "", grades=(before, after))

    def _new(self) -> Iterator[Done]:
        for customer_id, at in queries.new_customers(self._reader, **self._instants):
            yield self._at(DoneKind.NEW, customer_id, customer_id, at)

    def _at(self, kind: DoneKind, identifier: str, customer_id: str, stored: str) -> Done:
        moment = as_instant(stored)
        assert moment is not None
        local = moment.astimezone(self._zone)
        at = local.time().replace(second=0, microsecond=0)
        return Done(kind, identifier, local.date(), at, customer_id)


def _on(kind: DoneKind, identifier: str, customer_id: str, on: str) -> Done:
    return Done(kind, identifier, date.fromisoformat(on), None, customer_id)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None

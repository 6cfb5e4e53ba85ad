"""Rows as sentences, for screen readers: the same values as the drawn row, whole and in words.

Numbers stand with their unit, dates with how far off they are, and what a column says by its place
or its colour is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from kamtui.domain.enums import FollowUpState, OrderStatus
from kamtui.i18n import _, language, ngettext, pgettext
from kamtui.present.agenda_words import folded_title, is_model, timer_text, what_text, why_text
from kamtui.present.dates import clock_text, distance, short_date, weekday_date
from kamtui.present.labels import channel_label, label
from kamtui.present.money import full_amount
from kamtui.present.phones import phone_text
from kamtui.present.safe_text import safe_text

if TYPE_CHECKING:
    from kamtui.domain.views.agenda import AgendaItem, FoldedItem
    from kamtui.domain.views.customer import CommunicationView, FollowUpView, PromiseView
    from kamtui.domain.views.customer_list import CustomerRow
    from kamtui.domain.views.orders import OrderView, ReceivableView
    from kamtui.domain.views.search import CustomerMatch, NoteMatch

__all__ = [
    "arrow_words",
    "changed_grade",
    "clauses",
    "customer_words",
    "due_words",
    "folded_words",
    "graded",
    "in_place",
    "is_said",
    "item_words",
    "line_words",
    "note_match_words",
    "order_words",
    "plan_words",
    "promise_words",
    "receivable_words",
    "sentences",
    "talk_words",
]


def clauses(parts: Iterable[object]) -> str:
    """Return what is not empty, told apart by commas."""
    texts = [text for text in (safe_text(part).strip() for part in parts if part) if text]
    return ("，" if language() == "zh" else ", ").join(texts)


def sentences(parts: Iterable[str]) -> str:
    """Return what is not empty, each as a sentence of its own, the last one without its stop."""
    said = [part for part in parts if part]
    bare = [part.rstrip(".。 ") for part in said[:-1]]  # a part may have its stop already
    return ("。" if language() == "zh" else ". ").join((*bare, *said[-1:]))


def is_said(text: str) -> bool:
    """Tell whether a piece of a row is words: rules, dots and a dash for nothing are not read."""
    return any(character.isalnum() for character in text) or text.strip() in ("?", "=")


def arrow_words() -> str:
    """Return what stands between a value then and now."""
    return pgettext("arrow", " to ")


def in_place(place: int, count: int, words: str) -> str:
    """Return a row with its place: ``3 of 11: 12 days late, …``."""
    return _("{place} of {count}: {words}").format(place=place, count=count, words=words)


def graded(grade: str | None) -> str:
    """Return a grade, or that there is none."""
    return safe_text(grade) if grade else _("no grade")


def due_words(day: date | None, today: date, at: time | None = None) -> str:
    """Return when something is owed: ``12 days late``, ``today at 10:00``, ``in 3 days, Wed``."""
    if day is None:
        return _("no day")
    days = (today - day).days
    if days > 0:
        return ngettext("{days} day late", "{days} days late", days).format(days=days)
    far = distance(day, today)
    if at is not None:
        far = _("{day} at {time}").format(day=far, time=clock_text(at))
    return far if not days else clauses((far, weekday_date(day)))


def item_words(item: AgendaItem, *, today: date, now: datetime, masked: bool = False) -> str:
    """Return a row of the agenda: how late, grade, who, the last contact, what and why.

    Args:
        item: The row.
        today: What is late is late from here.
        now: For the clocks of complaints.
        masked: Hide amounts: somebody is looking.
    """
    owed = masked and item.why == "owed"
    why = _("{amount} owed").format(amount="***") if owed else why_text(item, now)
    return clauses(
        (
            due_words(item.due, today, item.at),
            graded(item.grade),
            item.customer,
            what_text(item),
            why,
            item.contact and _("contact {name}").format(name=safe_text(item.contact)),
            last_words(item.last_contact, item.last_channel, today),
        )
    )


def last_words(day: date | None, channel: str | None, today: date) -> str:
    """Return the last contact: ``call 15 days ago``, ``never contacted``."""
    if day is None:
        return _("never contacted")
    how = channel_label(channel) or _("contact")
    return _("{how} {when}").format(how=how, when=distance(day, today))


def folded_words(items: Sequence[FoldedItem]) -> str:
    """Return a line that stands for many: what they lack, how many of each grade."""
    return clauses(_folded(one) for one in items)


def line_words(item: FoldedItem, *, today: date) -> str:
    """Return a line with a day: how late it is, what it stands for, since when."""
    return clauses((due_words(item.due, today), _folded(item), timer_text(item)))


def _folded(item: FoldedItem) -> str:
    if is_model(item):
        return folded_title(item)
    if not item.by_grade:
        counted = _customers(item.count)
        return _("{label}: {value}").format(label=folded_title(item), value=counted)
    grades = (
        _("{grade} {customers}").format(grade=graded(one.grade), customers=one.customers)
        for one in item.by_grade
    )
    return _("{label}: {value}").format(label=folded_title(item), value=clauses(grades))


def _customers(count: int) -> str:
    return ngettext("{count} customer", "{count} customers", count).format(count=count)


def customer_words(
    row: CustomerRow | CustomerMatch,
    *,
    today: date,
    silence_days: int | None = None,
    masked: bool = False,
) -> str:
    """Return a row of the customers: grade, name, person, phone, last contact, next, score.

    Args:
        row: The row.
        today: For days since and until.
        silence_days: From when on one is out of touch; None leaves that out.
        masked: Hide the phone: somebody is looking.
    """
    phone = "***" if row.phone and masked else phone_text(row.phone) if row.phone else ""
    quiet = row.last_contact is not None and silence_days is not None
    days = (today - row.last_contact).days if row.last_contact is not None else 0
    return clauses(
        (
            graded(row.grade),
            row.name,
            row.contact,
            phone and _("phone {number}").format(number=phone),
            last_words(row.last_contact, row.last_channel, today),
            _("out of touch") if quiet and silence_days and days >= silence_days else "",
            next_words(row.next_due, today, getattr(row, "next_time", None)),
            _("no score") if row.score is None else _("score {score}").format(score=row.score),
        )
    )


def next_words(day: date | None, today: date, at: time | None = None) -> str:
    """Return when the next thing is planned."""
    if day is None:
        return _("no plan")
    return _("next step {when}").format(when=due_words(day, today, at))


def note_match_words(match: NoteMatch, *, today: date) -> str:
    """Return a note that was found: when, how, with which customer, and its words."""
    words = " ".join(f"{match.content} {match.outcome}".split())
    return clauses((short_date(match.on, today), channel_label(match.channel), match.name, words))


def talk_words(talk: CommunicationView, *, today: date, promises: Sequence[PromiseView]) -> str:
    """Return an entry of the history: when, how, with whom, what was said and promised."""
    outcome = talk.outcome and _("Outcome: {outcome}").format(outcome=safe_text(talk.outcome))
    said = " ".join((talk.content or "").split())
    return clauses(
        (
            short_date(talk.on, today),
            distance(talk.on, today),
            channel_label(talk.channel),
            talk.who,
            said or ("" if outcome else _("not noted")),
            outcome,
            *(promise_words(one, today=today) for one in promises),
        )
    )


def promise_words(promise: PromiseView, *, today: date) -> str:
    """Return a promise: what, and when it is due or that it was kept."""
    what = _("promised {what}").format(what=safe_text(promise.what))
    if promise.delivered_on is not None:
        return clauses((what, _("delivered"), short_date(promise.delivered_on, today)))
    return clauses((what, due_words(promise.due_on, today)))


def plan_words(plan: FollowUpView, *, today: date, closed_on: date | None = None) -> str:
    """Return a follow-up: when it is owed or was closed, how, with whom, what, what came of it."""
    is_open = plan.state == FollowUpState.OPEN
    when = due_words(plan.due_on, today, plan.due_time) if is_open else ""
    if closed_on is not None:
        when = clauses((label(FollowUpState, plan.state), short_date(closed_on, today)))
    what = safe_text(plan.what)
    result = plan.result and _("Outcome: {outcome}").format(outcome=safe_text(plan.result))
    return clauses((when, channel_label(plan.channel), plan.contact, what, result))


def changed_grade(before: str | None, after: str | None) -> str:
    """Return what becomes of a grade: ``from B to A``, ``stays A``, ``not enough data``."""
    if after is None:
        return _("{grade}, not enough data").format(grade=graded(before))
    if before == after:
        return _("stays {grade}").format(grade=graded(after))
    return pgettext("grade", "from {before} to {after}").format(
        before=graded(before), after=graded(after)
    )


def order_words(order: OrderView, *, today: date, currency: str, masked: bool = False) -> str:
    """Return an order: number, day, products, status, amount, how the money stands."""
    late = order.owed_minor > 0 and order.due_on is not None and order.due_on < today
    owed = ""
    if order.owed_minor > 0:
        owed = _("{amount} owed").format(
            amount=money_words(order.owed_minor, order.currency, currency, masked)
        )
    return clauses(
        (
            _("order {number}").format(number=safe_text(order.order_no) or "-"),
            short_date(order.ordered_on, today),
            clauses(order.products),
            label(OrderStatus, order.status),
            money_words(order.amount_minor, order.currency, currency, masked),
            owed,
            due_words(order.due_on, today) if late else "",
        )
    )


def receivable_words(
    one: ReceivableView, *, today: date, currency: str, masked: bool = False
) -> str:
    """Return money that is owed: when, of which order, how much is left, what was promised."""
    number = one.order_no or one.invoice_no
    amount = money_words(one.amount_minor, one.currency, currency, masked)
    if one.settled_on is not None:
        when = clauses((pgettext("money", "paid"), short_date(one.settled_on, today)))
    else:
        when = _("due {when}").format(when=due_words(one.due_on, today))
        if one.due_on < today:
            when = due_words(one.due_on, today)
    left = ""
    if one.settled_on is None and one.paid_minor:
        left = _("{amount} left").format(
            amount=money_words(one.left_minor, one.currency, currency, masked)
        )
    promised = ""
    if one.promised_on is not None and one.settled_on is None:
        promised = _("promised for {day}").format(day=short_date(one.promised_on, today))
    named = number and _("order {number}").format(number=safe_text(number))
    return clauses((when, named, amount, left, promised))


def money_words(minor: int, currency: str | None, own: str, masked: bool) -> str:
    """Return an amount whole, with its currency where that is another than the book's."""
    if masked:
        return "***"
    other = "" if currency in (None, own) else f"{safe_text(currency)} "
    return other + full_amount(minor)

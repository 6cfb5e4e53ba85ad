"""The records behind a criterion in words: day, what, amount, and what about it."""

from collections.abc import Sequence
from typing import NamedTuple

from kamtui.domain.metrics import MetricKey
from kamtui.domain.views.grade_records import (
    ComplaintRecord,
    CriterionRecords,
    FieldRecord,
    OrderRecord,
    ProductRecord,
    ReceivableRecord,
    Record,
    ReferralRecord,
    SinceRecord,
    StrategicRecord,
    SurveyRecord,
    TalkRecord,
)
from kamtui.i18n import _, language, ngettext, pgettext
from kamtui.present.feedback_words import cause_words
from kamtui.present.labels import channel_label
from kamtui.present.money import full_amount
from kamtui.present.safe_text import safe_text

__all__ = ["RecordWords", "record_words", "window_text"]


class RecordWords(NamedTuple):
    """One record as columns; each may be empty.

    Attributes:
        day: When, as ``2026-11-22``.
        what: Which: an order's number, a product, a channel.
        amount: Of money, hidden where asked.
        note: What about it: paid when, how late, what was said.
        late: Whether the note says that something came late.
    """

    day: str
    what: str
    amount: str
    note: str
    late: bool = False


def record_words(one: Record, found: CriterionRecords, *, masked: bool = False) -> RecordWords:
    """Return a record as columns.

    Args:
        one: The record.
        found: What it belongs to, for the currency and the day judged.
        masked: Hide amounts: somebody is looking.
    """
    match one:
        case OrderRecord():
            return _order(one, found, masked)
        case ProductRecord():
            name = safe_text(one.name) or safe_text(one.code) or "-"
            if one.code and safe_text(one.code) not in name:
                name = f"{name}  {safe_text(one.code)}"
            orders = ngettext("in {count} order", "in {count} orders", one.orders)
            return RecordWords(one.last_on.isoformat(), name, "", orders.format(count=one.orders))
        case SinceRecord():
            return _since(one, found, masked)
        case StrategicRecord():
            return _strategic(one)
        case ReceivableRecord():
            return _receivable(one, found, masked)
        case SurveyRecord():
            source = safe_text(one.source) if one.source else ""
            top = 10 if found.metric is MetricKey.RECOMMEND else 5
            score = _("{score} of {top}").format(score=safe_text(one.score), top=top)
            return RecordWords(one.on.isoformat(), score, "", source)
        case TalkRecord():
            said = safe_text(one.content) if one.content else _("not noted")
            who = safe_text(one.who) if one.who else ""
            note = f"{who}{'：' if language() == 'zh' else ': '}{said}" if who else said
            return RecordWords(one.on.isoformat(), channel_label(one.channel), "", note)
        case ComplaintRecord():
            return _complaint(one)
        case ReferralRecord():
            return RecordWords(
                one.on.isoformat(), safe_text(one.name), "", safe_text(one.customer_no)
            )
        case FieldRecord():
            day = "" if one.set_on is None else one.set_on.isoformat()
            by = _("set by {who}").format(who=safe_text(one.set_by)) if one.set_by else ""
            return RecordWords(day, safe_text(one.text), "", by)


def window_text(found: CriterionRecords) -> str:
    """Return the days a criterion looks at and how many records it found there.

    ``2025-11-23 to 2026-11-22: 8 records``; over the whole history ``until 2026-11-22``.
    """
    last = found.last.isoformat()
    if found.first is not None:
        days = _("{first} to {last}").format(first=found.first.isoformat(), last=last)
    else:
        days = _("until {last}").format(last=last)
    return _("{days}: {records}").format(days=days, records=_count(found))


def _count(found: CriterionRecords) -> str:
    count = len(found.records)
    if not count:
        return pgettext("records", "none")
    match found.metric:
        case (
            MetricKey.AMOUNT
            | MetricKey.ORDERS
            | MetricKey.WHOLE_THOUSANDS
            | MetricKey.PROFIT
            | MetricKey.AVERAGE_ORDER
        ):
            words = ngettext("{count} order", "{count} orders", count)
        case MetricKey.PRODUCTS:
            words = ngettext("{count} product", "{count} products", count)
        case MetricKey.PAYMENT_TIMELINESS:
            words = ngettext("{count} fell due", "{count} fell due", count)
        case MetricKey.CONTACTS_PER_MONTH:
            words = ngettext("{count} contact", "{count} contacts", count)
        case MetricKey.VISITS:
            words = ngettext("{count} visit", "{count} visits", count)
        case MetricKey.COMPLAINTS:
            words = ngettext("{count} complaint", "{count} complaints", count)
        case MetricKey.REFERRALS:
            words = ngettext("{count} customer", "{count} customers", count)
        case MetricKey.DAYS_SINCE_ORDER:
            return _("the last order")
        case MetricKey.SATISFACTION | MetricKey.RECOMMEND:
            return _("the latest survey")
        case MetricKey.YEARS_TOGETHER:
            return _("the first day")
        case MetricKey.STRATEGIC_VALUE | MetricKey.INTENT | MetricKey.CUSTOM:
            return _("as it is now")
    return words.format(count=count)


def _money(minor: int, currency: str | None, found: CriterionRecords, masked: bool) -> str:
    if masked:
        return "***"
    text = full_amount(minor)
    return f"{text} {safe_text(currency)}" if currency and currency != found.currency else text


def _order(one: OrderRecord, found: CriterionRecords, masked: bool) -> RecordWords:
    note = _("taken back") if one.amount_minor < 0 else ""
    if found.metric is MetricKey.PROFIT and one.cost_minor is not None:
        cost = _money(one.cost_minor, one.currency, found, masked)
        note = _("cost {amount}").format(amount=cost)
    amount = _money(one.amount_minor, one.currency, found, masked)
    return RecordWords(one.on.isoformat(), _number(one.order_no), amount, note)


def _complaint(one: ComplaintRecord) -> RecordWords:
    note = safe_text(one.description) if one.description else ""
    state = (
        _("open")
        if one.settled_on is None
        else _("settled {day}").format(day=one.settled_on.isoformat())
    )
    cause = cause_words(one.cause) if one.cause else _("no cause given")
    return RecordWords(one.on.isoformat(), cause, "", f"{state}  {note}".rstrip())


def _number(*numbers: str | None) -> str:
    known: Sequence[str] = [safe_text(one) for one in numbers if one]
    return known[0] if known else _("no number")


def _since(one: SinceRecord, found: CriterionRecords, masked: bool) -> RecordWords:
    if one.order is None:
        return RecordWords(one.on.isoformat(), _("customer since"), "", _("as entered"))
    amount = _money(one.order.amount_minor, one.order.currency, found, masked)
    return RecordWords(one.on.isoformat(), _("first order"), amount, _number(one.order.order_no))


def _strategic(one: StrategicRecord) -> RecordWords:
    reason = safe_text(one.reason) if one.reason else _("no reason given")
    by = _("{reason} (set by {who})").format(reason=reason, who=safe_text(one.set_by))
    day = "" if one.set_on is None else one.set_on.isoformat()
    return RecordWords(
        day, _("{step} of 5").format(step=one.step), "", by if one.set_by else reason
    )


def _receivable(one: ReceivableRecord, found: CriterionRecords, masked: bool) -> RecordWords:
    late = ngettext("{days} day late", "{days} days late", one.days_late).format(days=one.days_late)
    if one.paid_on is None:
        note = _("not paid, {late}").format(late=late)
    elif one.days_late:
        note = _("paid {day}, {late}").format(day=one.paid_on.isoformat(), late=late)
    else:
        note = _("paid {day}, on time").format(day=one.paid_on.isoformat())
    return RecordWords(
        one.due_on.isoformat(),
        _("due, {number}").format(number=_number(one.order_no, one.invoice_no)),
        _money(one.amount_minor, one.currency, found, masked),
        note,
        late=one.days_late > 0,
    )

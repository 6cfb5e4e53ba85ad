"""What changed about a grade since the last review, in words: then, now, and the records why."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kamtui.domain.metrics import MetricKey
from kamtui.domain.months import add_months
from kamtui.domain.views.grade_changes import CriterionChange, GradeChanges, PaidOtherwise
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
from kamtui.present.dates import long_date, short_date
from kamtui.present.grade_reasons import decision_text, value_text
from kamtui.present.grade_records import record_words
from kamtui.present.grading import class_label, criterion_label, number_text
from kamtui.present.safe_text import safe_text

__all__ = ["ChangeLine", "change_lines", "gained_text", "since_words"]

#: Records told of a criterion; the others are counted.
_MOST = 3


class ChangeLine(NamedTuple):
    """One line of what changed.

    Attributes:
        text: The words.
        gained: Points more or less, for a criterion; None for a record or a remark.
        is_record: Whether it belongs to the criterion above it.
    """

    text: str
    gained: Decimal | None = None
    is_record: bool = False


def since_words(changes: GradeChanges, *, arrow: str) -> str:
    """Return what is compared: ``Since Fri 20 Jun 2025 (accepted B): 55 → 71``."""
    day = long_date(changes.since)
    decision = changes.decision
    if decision is None:
        start = _("Since {day}; no review yet").format(day=day)
    else:
        what = decision_text(decision)
        grade = class_label(decision.to_grade) if decision.to_grade else "-"
        start = _("Since {day} ({what} {grade})").format(day=day, what=what, grade=grade)
    scores = f"{_score(changes.score_then)}{arrow}{_score(changes.score_now)}"
    return _("{since}: {scores}").format(since=start, scores=scores)


def gained_text(gained: Decimal, *, ascii_only: bool) -> str:
    """Return points more or less: ``+10``, ``-2.5``, ``±0``."""
    if not gained:
        return "0" if ascii_only else "±0"
    plain = abs(gained).normalize()
    return ("+" if gained > 0 else "-") + number_text(
        plain if plain != int(plain) else Decimal(int(plain))
    )


def change_lines(
    changes: GradeChanges, *, arrow: str, masked: bool = False, most: int = _MOST
) -> list[ChangeLine]:
    """Return every criterion that changed, each with the records that made it so.

    Args:
        changes: Then and now.
        arrow: Between a value then and now.
        masked: Hide amounts: somebody is looking.
        most: Records told of a criterion; the others are counted.
    """
    lines: list[ChangeLine] = []
    if not changes.kept and changes.score_then != changes.replayed:
        lines.append(
            ChangeLine(
                _(
                    "{score} was kept without its criteria; the records of that day give {replayed}"
                ).format(score=_score(changes.score_then), replayed=_score(changes.replayed))
            )
        )
    told: set[tuple[int | None, str]] = set()
    for one in changes.criteria:
        text = _values(one, arrow, masked)
        lines.append(ChangeLine(text, one.gained))
        key = (one.window.months, "orders")
        again = one.window.metric in _BY_ORDERS and key in told
        if one.window.metric in _BY_ORDERS:
            told.add(key)
        words = (
            _counts(one, masked=masked, most=most)
            if again
            else _records(one, masked=masked, most=most)
        )
        lines += [ChangeLine(word, is_record=True) for word in words]
    if changes.known_then != changes.known_now:
        lines.append(
            ChangeLine(
                _("points with data: {then}{arrow}{now}").format(
                    then=number_text(changes.known_then),
                    arrow=arrow,
                    now=number_text(changes.known_now),
                )
            )
        )
    if changes.other_model:
        lines.append(ChangeLine(_("judged by another version of the model then")))
    if not lines:
        lines.append(ChangeLine(_("Nothing that counts has changed since.")))
    return lines


_BY_ORDERS = (MetricKey.AMOUNT, MetricKey.ORDERS, MetricKey.WHOLE_THOUSANDS)


def _score(score: int | None) -> str:
    return "-" if score is None else str(score)


def _values(one: CriterionChange, arrow: str, masked: bool) -> str:
    metric = one.window.metric
    name = criterion_label(metric, one.window.months)
    then, now = (
        _("no data") if value is None else value_text(metric, value, masked)
        for value in (one.then, one.now)
    )
    return _("{name}: {change}").format(name=name, change=f"{then}{arrow}{now}")


def _records(one: CriterionChange, *, masked: bool, most: int) -> list[str]:
    """Return why a value is another one, the records that came first."""
    metric, window = one.window.metric, one.window
    if metric is MetricKey.YEARS_TOGETHER:
        return _anniversary(one)
    if metric is MetricKey.CONTACTS_PER_MONTH:
        return _talks(one)
    words: list[str] = []
    for records, sentence in ((one.came, _came), (one.left, _left)):
        words += [sentence(record, window, masked) for record in records[:most]]
        rest = len(records) - most
        if rest > 0:
            words.append(_and_more(rest, came=records is one.came))
    words += [_otherwise(pair, window) for pair in one.otherwise[:most]]
    if len(one.otherwise) > most:
        words.append(_and_more(len(one.otherwise) - most, came=True))
    if one.corrected:
        words.append(_("records of before that day were entered or changed later"))
    return words


def _and_more(count: int, *, came: bool) -> str:
    words = (
        ngettext("and {count} more", "and {count} more", count)
        if came
        else ngettext("and {count} more fell out", "and {count} more fell out", count)
    )
    return words.format(count=count)


def _counts(one: CriterionChange, *, masked: bool, most: int) -> list[str]:
    """Return how many orders came and left where the lines above name them.

    What was taken back is in sums alone, so that nothing above has named it.
    """
    back = [record for record in one.came if _is_back(record)]
    words = []
    if count := len(one.came) - len(back):
        words.append(ngettext("{count} new order", "{count} new orders", count).format(count=count))
    if one.left:
        words.append(_fell_out(len(one.left), one.window))
    lines = [_comma().join(words)] if words else []
    lines += [_came(record, one.window, masked) for record in back[:most]]
    return [*lines, _and_more(len(back) - most, came=True)] if len(back) > most else lines


def _is_back(record: Record) -> bool:
    return isinstance(record, OrderRecord) and record.amount_minor < 0


def _fell_out(count: int, window: CriterionRecords) -> str:
    return ngettext(
        "{count} fell out of the {window}", "{count} fell out of the {window}", count
    ).format(count=count, window=_months(window.months))


def _talks(one: CriterionChange) -> list[str]:
    words = []
    if one.came:
        count, newest = len(one.came), one.came[0]
        day = newest.on if isinstance(newest, TalkRecord) else one.window.last
        words.append(
            ngettext(
                "{count} new contact, on {day}", "{count} new contacts, the last on {day}", count
            ).format(count=count, day=_day(day, one.window))
        )
    if one.left:
        words.append(_fell_out(len(one.left), one.window))
    if one.corrected:
        words.append(_("records of before that day were entered or changed later"))
    return [_comma().join(words)] if words else []


def _anniversary(one: CriterionChange) -> list[str]:
    since = next(iter(one.window.records), None)
    if not isinstance(since, SinceRecord) or one.now is None:
        return []
    years = int(one.now)
    if years < 1 or since not in one.window.records or one.came:
        order = since.order
        number = safe_text(order.order_no) if order is not None and order.order_no else ""
        return [
            _("together since {day}").format(day=long_date(since.on))
            + (f" ({number})" if number else "")
        ]
    day = long_date(add_months(since.on, 12 * years))
    return [
        ngettext(
            "{years} year together on {date}", "{years} years together on {date}", years
        ).format(years=years, date=day)
    ]


def _came(one: Record, window: CriterionRecords, masked: bool) -> str:
    words = record_words(one, window, masked=masked)
    match one:
        case OrderRecord():
            what = _("taken back: {order}") if one.amount_minor < 0 else _("new: {order}")
            told = what.format(order=_order(one, window))
            return told if masked else f"{told}{_comma()}{words.amount}"
        case ProductRecord():
            return _("new product {name}").format(name=words.what)
        case ReceivableRecord():
            return f"{_owed(one, window)}{_colon()}{words.note}"
        case SurveyRecord():
            return _("new survey of {day}: {score}").format(
                day=_day(one.on, window), score=words.what
            )
        case StrategicRecord():
            on = _("set") if one.set_on is None else _("set on {day}").format(
                day=_day(one.set_on, window)
            )  # fmt: skip
            return f"{on}{_colon()}{words.note}"
        case ReferralRecord():
            return _("brought {name}").format(name=words.what)
        case FieldRecord():
            return f"{words.what}{_colon()}{words.note}" if words.note else words.what
        case SinceRecord() | TalkRecord() | ComplaintRecord():
            return f"{words.day} {words.what}"


def _left(one: Record, window: CriterionRecords, masked: bool) -> str:
    months, first = _months(window.months), window.first
    match one:
        case OrderRecord() if first is not None and one.on < first:
            return _("{what} fell out of the {window}").format(
                what=_order(one, window), window=months
            )
        case ReceivableRecord() if first is not None and one.due_on < first:
            return _("{what} fell out of the {window}").format(
                what=_owed(one, window), window=months
            )
        case SurveyRecord():
            return _("the survey of {day} is not the latest any more").format(
                day=_day(one.on, window)
            )
        case _:
            words = record_words(one, window, masked=masked)
            return _("{record} counts no more").format(record=f"{words.day} {words.what}".strip())


def _otherwise(pair: PaidOtherwise, window: CriterionRecords) -> str:
    return f"{_owed(pair.now, window)}{_colon()}{record_words(pair.now, window).note}"


def _order(one: OrderRecord, window: CriterionRecords) -> str:
    day = _day(one.on, window)
    if not one.order_no:
        return _("the order of {day}").format(day=day)
    return _("order {number} of {day}").format(number=safe_text(one.order_no), day=day)


def _owed(one: ReceivableRecord, window: CriterionRecords) -> str:
    day = _day(one.due_on, window)
    number = one.order_no or one.invoice_no
    if not number:
        return _("what was due on {day}").format(day=day)
    return _("{number}, due on {day}").format(number=safe_text(number), day=day)


def _months(months: int | None) -> str:
    if months is None:
        return pgettext("window", "history")
    return ngettext("{count} month", "{count} months", months).format(count=months)


def _day(day: date, window: CriterionRecords) -> str:
    return short_date(day, window.last)


def _comma() -> str:
    return "，" if language() == "zh" else ", "


def _colon() -> str:
    return "：" if language() == "zh" else ": "

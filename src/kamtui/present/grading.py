"""Evaluations in words: why each criterion has its points, and what is missing."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from kamtui.domain.metrics import MINOR_UNITS, MONEY, Lateness, MetricKey
from kamtui.domain.scoring.evaluate import Evaluation, NextStep, Part
from kamtui.domain.scoring.rounding import shown
from kamtui.i18n import NP_, _, language, ngettext, pgettext, spoken_in
from kamtui.present.money import full_amount, short_amount
from kamtui.present.order_standing import (
    not_counted_text,
    short_standing,
    since_window_text,
    standing_text,
)
from kamtui.present.safe_text import safe_text

__all__ = [
    "HIDDEN",
    "class_label",
    "class_words",
    "criterion_label",
    "intent_label",
    "lack_text",
    "left_out_text",
    "missing_text",
    "needed_text",
    "not_enough_text",
    "number_text",
    "total_text",
    "why_text",
]

#: What stands for an amount while somebody is looking.
_HIDDEN = "***"
#: What is hidden while somebody is looking.
HIDDEN = MONEY | {MetricKey.WHOLE_THOUSANDS}


_CLASSES = {
    "vip": NP_("rating", "VIP"),
    "preferred": NP_("rating", "Preferred"),
    "standard": NP_("rating", "Standard"),
    "emerging": NP_("rating", "Emerging"),
}


def class_label(key: str) -> str:
    """Return the word for a grade or rating class: ``A``, ``VIP``, ``Preferred``, ``优质``."""
    words = _CLASSES.get(key)
    return pgettext(*words) if words else safe_text(key)


def class_words(key: str) -> tuple[str, ...]:
    """Return what a class is called in either language: 优质 is what it is in an English window."""
    words = _CLASSES.get(key)
    if words is None:
        return (safe_text(key),)
    context, message = words
    return tuple(spoken_in(name, message, context) for name in ("en", "zh"))


def criterion_label(metric: MetricKey, months: int | None, field: str = "") -> str:
    """Return a criterion's name from what it judges: ``Amount, 12 months``, or its own field's."""
    match metric:
        case MetricKey.AMOUNT:
            name = pgettext("criterion", "Amount")
        case MetricKey.ORDERS:
            name = pgettext("criterion", "Orders")
        case MetricKey.PRODUCTS:
            name = pgettext("criterion", "Variety")
        case MetricKey.YEARS_TOGETHER:
            name = pgettext("criterion", "Years together")
        case MetricKey.STRATEGIC_VALUE:
            name = pgettext("criterion", "Strategic value")
        case MetricKey.PAYMENT_TIMELINESS:
            name = pgettext("criterion", "Payment")
        case MetricKey.SATISFACTION:
            name = pgettext("criterion", "Satisfaction")
        case MetricKey.CONTACTS_PER_MONTH:
            name = pgettext("criterion", "Contacts a month")
        case MetricKey.WHOLE_THOUSANDS:
            name = pgettext("criterion", "Whole thousands")
        case MetricKey.PROFIT:
            name = pgettext("criterion", "Profit")
        case MetricKey.AVERAGE_ORDER:
            name = pgettext("criterion", "Average order")
        case MetricKey.DAYS_SINCE_ORDER:
            name = pgettext("criterion", "Days since order")
        case MetricKey.VISITS:
            name = pgettext("criterion", "Visits")
        case MetricKey.COMPLAINTS:
            name = pgettext("criterion", "Complaints")
        case MetricKey.RECOMMEND:
            name = pgettext("criterion", "Would recommend")
        case MetricKey.REFERRALS:
            name = pgettext("criterion", "Customers brought")
        case MetricKey.INTENT:
            name = pgettext("criterion", "Intent")
        case MetricKey.CUSTOM:
            name = safe_text(field) or pgettext("criterion", "Own field")
    if months is None or metric in (MetricKey.PAYMENT_TIMELINESS, MetricKey.CONTACTS_PER_MONTH):
        return name
    if months == 12:
        return pgettext("criterion", "{name}, 12 months").format(name=name)
    return pgettext("criterion", "{name}, {months} months").format(name=name, months=months)


def why_text(part: Part, *, masked: bool = False) -> str:
    """Return the fact behind a part and what would give more: ``420k; 500k gives 30``.

    Args:
        part: Of an evaluation.
        masked: Hide amounts, and what would give more of them: somebody is looking.
    """
    if not part.has_data:
        short = "" if part.orders is None else short_standing(part.orders)
        return _("no data: {why}").format(why=short) if short else _("no data")
    if masked and part.metric in MONEY:
        return _HIDDEN
    fact = _fact_text(part)
    if part.orders is not None:
        own = part.metric is not MetricKey.ORDERS
        ago = since_window_text(part.orders, part.months, own=own)
        fact = _("{fact}, {more}").format(fact=fact, more=ago) if ago else fact
    if part.next_step is None:
        return fact
    if part.metric is MetricKey.AMOUNT and part.value is not None and part.value < 0:
        return _("{fact}; above 0 gives {points}").format(
            fact=fact, points=number_text(part.next_step.points)
        )
    if part.metric is MetricKey.AMOUNT and part.next_step.at < 1:
        # "Above 0" begins at a cent, and nobody is told to sell for a cent.
        return _("{fact}; any amount gives {points}").format(
            fact=fact, points=number_text(part.next_step.points)
        )
    message = (
        pgettext("criterion", "{fact}; at most {value} gives {points}")
        if part.less_is_better
        else pgettext("criterion", "{fact}; {value} gives {points}")
    )
    return message.format(
        fact=fact,
        value=_step_text(part, part.next_step),
        points=number_text(part.next_step.points),
    )


def number_text(number: Decimal) -> str:
    """Return a number with the decimals it has, grouped by thousands in English."""
    return f"{number:f}" if language() == "zh" else f"{number:,f}"


def _fact_text(part: Part) -> str:
    value = part.value if part.value is not None else Decimal(0)
    count = int(value)
    match part.metric:
        case MetricKey.AMOUNT | MetricKey.PROFIT | MetricKey.AVERAGE_ORDER:
            return _money_text(part, int(value * MINOR_UNITS))
        case MetricKey.ORDERS:
            return pgettext("orders", "{count}").format(count=count)
        case MetricKey.PRODUCTS:
            return ngettext("{count} product", "{count} products", count).format(count=count)
        case MetricKey.YEARS_TOGETHER:
            return _since_text(part, count)
        case MetricKey.STRATEGIC_VALUE:
            return _("{step} of 5").format(step=count)
        case MetricKey.PAYMENT_TIMELINESS:
            return _payment_text(part.fact)
        case MetricKey.SATISFACTION:
            if part.judged is not None and part.judged != part.value:
                return _("{score}, counted as {rounded}").format(
                    score=number_text(value), rounded=number_text(part.judged)
                )
            return number_text(value)
        case MetricKey.CONTACTS_PER_MONTH:
            return pgettext("contacts a month", "{count}").format(count=_rate_text(part, value))
        case MetricKey.WHOLE_THOUSANDS | MetricKey.CUSTOM:
            return number_text(value)
        case MetricKey.DAYS_SINCE_ORDER:
            return ngettext("{count} day", "{count} days", count).format(count=count)
        case MetricKey.VISITS:
            return ngettext("{count} visit", "{count} visits", count).format(count=count)
        case MetricKey.COMPLAINTS:
            return ngettext("{count} complaint", "{count} complaints", count).format(count=count)
        case MetricKey.RECOMMEND:
            return _("{score} of 10").format(score=count)
        case MetricKey.REFERRALS:
            return ngettext("{count} customer", "{count} customers", count).format(count=count)
        case MetricKey.INTENT:
            return intent_label(count)


def _money_text(part: Part, minor: int) -> str:
    """Return an amount in few cells, but whole where it would read as the limit it missed."""
    text = short_amount(minor)
    if part.next_step is not None and text == _step_text(part, part.next_step):
        return full_amount(minor)
    return text


def intent_label(step: int) -> str:
    """Return the word for a step of intent, 1 to 3."""
    words = (pgettext("intent", "low"), pgettext("intent", "medium"), pgettext("intent", "high"))
    return words[min(max(step, 1), len(words)) - 1]


def _since_text(part: Part, years: int) -> str:
    since = part.fact
    if isinstance(since, date):
        month = str(since.month) if language() == "zh" else f"{since.month:02d}"
        return _("since {year}-{month}").format(year=since.year, month=month)
    return ngettext("{years} year", "{years} years", years).format(years=years)


def _payment_text(fact: object) -> str:
    if not isinstance(fact, Lateness):
        return _("no data")
    if not fact.late:
        return ngettext("{count} on time", "all {count} on time", fact.total).format(
            count=fact.total
        )
    message = (
        ngettext(
            "{late} of {total} late by {days} day",
            "{late} of {total} late by {days} days",
            fact.worst_days,
        )
        if fact.late == 1
        else ngettext(
            "{late} of {total} late, by {days} day at most",
            "{late} of {total} late, by {days} days at most",
            fact.worst_days,
        )
    )
    return message.format(late=fact.late, total=fact.total, days=fact.worst_days)


def _rate_text(part: Part, value: Decimal) -> str:
    # 1.97 a month must not read 2.0 where 2 would have given more.
    limits = () if part.next_step is None else (part.next_step.at,)
    rounded = shown(Fraction(value), places=1, limits=limits)
    return number_text(rounded.normalize() if rounded != int(rounded) else Decimal(int(rounded)))


def _step_text(part: Part, step: NextStep) -> str:
    match part.metric:
        case metric if metric in MONEY:
            return short_amount(int(step.at * MINOR_UNITS))
        case MetricKey.INTENT:
            return intent_label(int(step.at))
        case MetricKey.YEARS_TOGETHER:
            years = int(step.at)
            return ngettext("{years} year", "{years} years", years).format(years=years)
        case _:
            return number_text(step.at)


def total_text(evaluation: Evaluation) -> str:
    """Return how the score came about: ``65 of 80 points with data = 81``.

    The points of a points table are the score: ``65 of 100 points, 20 of them without data``.
    """
    if evaluation.shown_score is None:
        return not_enough_text(evaluation)
    points, score = number_text(evaluation.points), number_text(evaluation.shown_score)
    if evaluation.with_data == evaluation.maximum:
        return _("{points} of {maximum} points").format(
            points=points, maximum=number_text(evaluation.maximum)
        )
    if evaluation.score == evaluation.points:  # a points table: what has no data earns nothing
        return _("{points} of {maximum} points, {unknown} of them without data").format(
            points=points,
            maximum=number_text(evaluation.maximum),
            unknown=number_text(evaluation.maximum - evaluation.with_data),
        )
    return _("{points} of {known} points with data = {score}").format(
        points=points, known=number_text(evaluation.with_data), score=score
    )


def not_enough_text(evaluation: Evaluation) -> str:
    """Return why nothing is proposed: ``30 of 100 points have data``."""
    return _("{known} of {maximum} points have data").format(
        known=number_text(evaluation.with_data), maximum=number_text(evaluation.maximum)
    )


def missing_text(evaluation: Evaluation) -> str:
    """Return the criteria without data: ``no data: Variety, Satisfaction``; empty for none."""
    names = [
        criterion_label(part.metric, part.months, part.field)
        for part in evaluation.parts
        if not part.has_data
    ]
    if not names:
        return ""
    return _("no data: {names}").format(names=("、" if language() == "zh" else "; ").join(names))


def left_out_text(evaluation: Evaluation) -> str:
    """Return which orders or currencies are not in the amounts; empty for none."""
    if evaluation.shown_score is None and any(map(_is_of_other_currency, evaluation.parts)):
        return ""  # what is lacking says so already
    if evaluation.orders is not None and evaluation.orders.others:
        return not_counted_text(evaluation.orders)
    if not evaluation.left_out:
        return ""
    names = ("、" if language() == "zh" else ", ").join(map(safe_text, evaluation.left_out))
    return _("amounts in {currencies} are left out").format(currencies=names)


def lack_text(evaluation: Evaluation) -> str:
    """Return what no record says yet: ``no orders, no survey``; empty for none."""
    blank = [part for part in evaluation.parts if not part.has_data]
    facts = [
        _lacking(part.metric, part.field) if part.orders is None else standing_text(part.orders)
        for part in blank
        if not _is_of_other_currency(part)
    ]
    orders = [not_counted_text(part.orders) for part in blank if part.orders is not None]
    listed = ("，" if language() == "zh" else ", ").join(dict.fromkeys(facts))
    aside = next((words for words in orders if words), "")
    return ("；" if language() == "zh" else "; ").join(part for part in (aside, listed) if part)


def _is_of_other_currency(part: Part) -> bool:
    """Whether a criterion has no data because the orders are in another currency."""
    return not part.has_data and part.orders is not None and bool(part.orders.others)


def needed_text(evaluation: Evaluation, needed: int) -> str:
    """Return how much is known and how much would do: ``25 of 100 points have data, 60 needed``."""
    return _("{known}, {needed} are needed").format(
        known=not_enough_text(evaluation), needed=needed
    )


def _lacking(metric: MetricKey, field: str) -> str:
    match metric:
        case (
            MetricKey.AMOUNT
            | MetricKey.ORDERS
            | MetricKey.WHOLE_THOUSANDS
            | MetricKey.AVERAGE_ORDER
            | MetricKey.DAYS_SINCE_ORDER
        ):
            return pgettext("lacking", "no orders")
        case MetricKey.PRODUCTS:
            return pgettext("lacking", "no products")
        case MetricKey.YEARS_TOGETHER:
            return pgettext("lacking", "no first day")
        case MetricKey.STRATEGIC_VALUE:
            return pgettext("lacking", "no strategic value")
        case MetricKey.PAYMENT_TIMELINESS:
            return pgettext("lacking", "no payment due")
        case MetricKey.SATISFACTION | MetricKey.RECOMMEND:
            return pgettext("lacking", "no survey")
        case MetricKey.CONTACTS_PER_MONTH | MetricKey.VISITS | MetricKey.COMPLAINTS:
            return pgettext("lacking", "no contact")
        case MetricKey.PROFIT:
            return pgettext("lacking", "no costs")
        case MetricKey.REFERRALS:
            return pgettext("lacking", "no referrals")
        case MetricKey.INTENT:
            return pgettext("lacking", "no intent")
        case MetricKey.CUSTOM:
            return pgettext("lacking", "no {field}").format(field=safe_text(field))

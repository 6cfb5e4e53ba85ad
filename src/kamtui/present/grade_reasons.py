"""Why a grade should change, in the few cells of a row: what moved, or what weighs most."""

from collections.abc import Sequence
from decimal import Decimal

from kamtui.domain.enums import Decision
from kamtui.domain.metrics import MINOR_UNITS, MONEY, Lateness, MetricKey
from kamtui.domain.scoring.evaluate import Evaluation, Part
from kamtui.domain.views.grade_review import GradeDecision, GradeReview, PartThen, ReviewRow
from kamtui.i18n import _, language, ngettext, pgettext
from kamtui.present.grading import (
    class_label,
    intent_label,
    lack_text,
    not_enough_text,
    number_text,
)
from kamtui.present.money import short_amount
from kamtui.present.order_standing import since_window_text
from kamtui.present.safe_text import safe_text

__all__ = ["decision_text", "driving_text", "moved_text", "reason_text", "since_text", "value_text"]

#: Facts a row has room for.
_MOST = 2


def reason_text(row: ReviewRow, review: GradeReview, *, arrow: str, masked: bool = False) -> str:
    """Return why a grade should change, or what was decided, in one line.

    Args:
        row: A customer of the review.
        review: Tells which grade is the better one.
        arrow: Between a value then and now.
        masked: Hide amounts.
    """
    evaluation = row.proposal.evaluation
    decided = row.standing if row.is_refused else row.decided
    if decided is not None and decided.reason:
        grade = class_label(decided.to_grade or "-")
        reason = safe_text(decided.reason)
        if decided.decision == Decision.KEPT:
            return _("kept {grade}: {reason}").format(grade=grade, reason=reason)
        return _("set {grade}: {reason}").format(grade=grade, reason=reason)
    if evaluation.proposed is None:
        return _("{known}: {lacking}").format(
            known=not_enough_text(evaluation), lacking=lack_text(evaluation)
        )
    previous = row.previous
    if previous is not None and previous.parts:
        moved = moved_text(evaluation, previous.parts, arrow=arrow, masked=masked)
        if moved:
            return moved
    driving = driving_text(evaluation, up=review.rises(row.before, row.proposed), masked=masked)
    return driving or lack_text(evaluation)


def decision_text(one: GradeDecision) -> str:
    """Return what a line of the grade history was: ``accepted``, ``kept``, ``set by hand``."""
    match one.decision:
        case Decision.ACCEPTED:
            return pgettext("grade decision", "accepted")
        case Decision.OVERRIDDEN:
            return pgettext("grade decision", "set by hand")
        case Decision.KEPT:
            return pgettext("grade decision", "kept")
        case Decision.IMPORTED:
            return pgettext("grade decision", "imported")
        case _:
            return pgettext("grade decision", "entered")


def driving_text(evaluation: Evaluation, *, up: bool, masked: bool = False) -> str:
    """Return the two facts that weigh most: those that earned the points, or those that lost them.

    Args:
        evaluation: With every part.
        up: The grade rises: what earned; otherwise what is missing.
        masked: Hide amounts.
    """
    known = [part for part in evaluation.parts if part.has_data]

    def weight(part: Part) -> Decimal:
        if up:  # a payment that came late earns points, but is nobody's reason
            late = isinstance(part.fact, Lateness) and part.fact.late
            return Decimal(0) if late else part.points
        return part.maximum - part.points

    heaviest = sorted((part for part in known if weight(part) > 0), key=weight, reverse=True)
    facts: list[str] = []
    for part in heaviest:
        text = _fact(part, masked=masked)
        if text not in facts:
            facts.append(text)
        if len(facts) == _MOST:
            break
    return _joined(facts)


def moved_text(
    evaluation: Evaluation,
    then: Sequence[PartThen],
    *,
    arrow: str,
    masked: bool = False,
    most: int = _MOST,
) -> str:
    """Return the criteria that moved most since a decision: ``orders 6→10``; empty for none."""
    before = {one.criterion: one for one in then}
    moved: list[tuple[Decimal, str]] = []
    for part in evaluation.parts:
        was = before.get(part.criterion)
        if was is None or was.value == part.value:
            continue
        change = abs(part.points - was.points)
        if change:
            text = f"{_short(part.metric, part.field)} {value_text(part.metric, was.value, masked)}"
            moved.append((change, text + arrow + value_text(part.metric, part.value, masked)))
    moved.sort(key=lambda one: one[0], reverse=True)
    return _joined([text for _change, text in moved[:most]])


def since_text(previous: GradeDecision, *, year: int) -> str:
    """Return since when a score is compared: ``since Aug``, ``since Mar 2024``."""
    months = (
        pgettext("axis", "Jan"), pgettext("axis", "Feb"), pgettext("axis", "Mar"),
        pgettext("axis", "Apr"), pgettext("axis", "May"), pgettext("axis", "Jun"),
        pgettext("axis", "Jul"), pgettext("axis", "Aug"), pgettext("axis", "Sep"),
        pgettext("axis", "Oct"), pgettext("axis", "Nov"), pgettext("axis", "Dec"),
    )  # fmt: skip
    month = months[previous.on.month - 1]
    if previous.on.year == year:
        return pgettext("since", "since {month}").format(month=month)
    return pgettext("since", "since {month} {year}").format(month=month, year=previous.on.year)


def _joined(texts: Sequence[str]) -> str:
    return ("，" if language() == "zh" else ", ").join(texts)


def _fact(part: Part, *, masked: bool) -> str:
    value = part.value if part.value is not None else Decimal(0)
    count = int(value)
    match part.metric:
        case MetricKey.AMOUNT | MetricKey.WHOLE_THOUSANDS:
            if part.amount_minor:
                amount = "***" if masked else short_amount(part.amount_minor)
                return _("amount {amount}").format(amount=amount)
            if value <= 0:
                return _no_amount(part, value, masked=masked)
            return _("amount {amount}").format(amount=value_text(part.metric, value, masked))
        case MetricKey.ORDERS:
            if count <= 0:
                return _("no order in 12 months") if part.months == 12 else _("no order")
            return ngettext("{count} order", "{count} orders", count).format(count=count)
        case MetricKey.PRODUCTS:
            return ngettext("{count} product", "{count} products", count).format(count=count)
        case MetricKey.YEARS_TOGETHER:
            if count < 1:
                return _("together for less than a year")
            return ngettext(
                "together for {count} year", "together for {count} years", count
            ).format(count=count)
        case MetricKey.STRATEGIC_VALUE:
            return _("strategic value {step}").format(step=count)
        case MetricKey.PAYMENT_TIMELINESS:
            return _payments(part.fact)
        case MetricKey.SATISFACTION:
            return _("satisfaction {score}").format(score=number_text(value.normalize()))
        case MetricKey.CONTACTS_PER_MONTH:
            if value <= 0:
                return ngettext(
                    "no contact for {count} month", "no contact for {count} months",
                    part.months or 0,
                ).format(count=part.months or 0)  # fmt: skip
            return _("{rate} contacts a month").format(rate=_rate(value))
        case MetricKey.DAYS_SINCE_ORDER:
            return ngettext(
                "last order {count} day ago", "last order {count} days ago", count
            ).format(count=count)
        case MetricKey.VISITS:
            return ngettext("{count} visit", "{count} visits", count).format(count=count)
        case MetricKey.COMPLAINTS:
            if count <= 0:
                return _("no complaint")
            return ngettext("{count} complaint", "{count} complaints", count).format(count=count)
        case _:
            return f"{_short(part.metric, part.field)} {value_text(part.metric, value, masked)}"


def _no_amount(part: Part, value: Decimal, *, masked: bool) -> str:
    """Return why there is no amount: no order, none in the book's currency, or all taken back."""
    orders = part.orders
    own = orders is not None and orders.last_on is not None
    if value < 0 or (orders is not None and own and not since_window_text(
        orders, part.months, own=True
    )):  # fmt: skip
        return _("amount {amount}").format(amount=value_text(part.metric, value, masked))
    if orders is not None and orders.others:
        currency = safe_text(orders.currency)
        if part.months == 12:
            return _("no order in {currency} in 12 months").format(currency=currency)
        return _("no order in {currency}").format(currency=currency)
    return _("no order in 12 months") if part.months == 12 else _("no order")


def _payments(fact: object) -> str:
    if not isinstance(fact, Lateness) or not fact.late:
        return _("paid on time")
    return ngettext(
        "{late} of {total} payment late", "{late} of {total} payments late", fact.total
    ).format(late=fact.late, total=fact.total)


def _short(metric: MetricKey, field: str) -> str:
    match metric:
        case MetricKey.AMOUNT:
            return pgettext("moved", "amount")
        case MetricKey.WHOLE_THOUSANDS:
            return pgettext("moved", "whole thousands")
        case MetricKey.ORDERS:
            return pgettext("moved", "orders")
        case MetricKey.PRODUCTS:
            return pgettext("moved", "products")
        case MetricKey.YEARS_TOGETHER:
            return pgettext("moved", "years")
        case MetricKey.STRATEGIC_VALUE:
            return pgettext("moved", "strategic value")
        case MetricKey.PAYMENT_TIMELINESS:
            return pgettext("moved", "payments on time")
        case MetricKey.SATISFACTION:
            return pgettext("moved", "satisfaction")
        case MetricKey.CONTACTS_PER_MONTH:
            return pgettext("moved", "contacts a month")
        case MetricKey.PROFIT:
            return pgettext("moved", "profit")
        case MetricKey.AVERAGE_ORDER:
            return pgettext("moved", "average order")
        case MetricKey.DAYS_SINCE_ORDER:
            return pgettext("moved", "days since order")
        case MetricKey.VISITS:
            return pgettext("moved", "visits")
        case MetricKey.COMPLAINTS:
            return pgettext("moved", "complaints")
        case MetricKey.RECOMMEND:
            return pgettext("moved", "would recommend")
        case MetricKey.REFERRALS:
            return pgettext("moved", "customers brought")
        case MetricKey.INTENT:
            return pgettext("moved", "intent")
        case MetricKey.CUSTOM:
            return safe_text(field)


def value_text(metric: MetricKey, value: Decimal | None, masked: bool) -> str:
    """Return a criterion's value in few cells: ``610k``, ``67%``; ``-`` for none."""
    if value is None:
        return "-"
    match metric:
        case _ if metric in MONEY:
            return "***" if masked else short_amount(int(value * MINOR_UNITS))
        case MetricKey.WHOLE_THOUSANDS:
            return "***" if masked else number_text(value)
        case MetricKey.INTENT:
            return intent_label(int(value))
        case MetricKey.PAYMENT_TIMELINESS:
            return f"{int(value * 100)}%"
        case MetricKey.CONTACTS_PER_MONTH:
            return _rate(value)
        case _:
            return number_text(value.normalize() if value != int(value) else Decimal(int(value)))


def _rate(value: Decimal) -> str:
    rounded = round(value, 1)
    return number_text(rounded if rounded != int(rounded) else Decimal(int(rounded)))

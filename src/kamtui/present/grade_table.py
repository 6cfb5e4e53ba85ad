"""Grade proposals as lines of text."""

from collections.abc import Sequence

from kamtui.domain.metrics import MetricKey
from kamtui.domain.views.grading import Move, Proposal, Review
from kamtui.i18n import _, ngettext
from kamtui.present.columns import Column, table
from kamtui.present.grading import (
    class_label,
    criterion_label,
    left_out_text,
    missing_text,
    next_text,
    not_enough_text,
    number_text,
    total_text,
    why_text,
)
from kamtui.present.money import short_amount
from kamtui.present.safe_text import safe_text

#: Months of a criterion without a window, for its name alone.
_METRIC_OF = {
    "amount": (MetricKey.AMOUNT, 12),
    "orders": (MetricKey.ORDERS, 12),
    "variety": (MetricKey.PRODUCTS, None),
    "years_together": (MetricKey.YEARS_TOGETHER, None),
    "strategic_value": (MetricKey.STRATEGIC_VALUE, None),
    "payment": (MetricKey.PAYMENT_TIMELINESS, 12),
    "satisfaction": (MetricKey.SATISFACTION, None),
    "contacts": (MetricKey.CONTACTS_PER_MONTH, 3),
}


def review_lines(review: Review, *, ascii_only: bool) -> list[str]:
    """Return the proposals, then what keeps the others from having one."""
    lines = []
    if review.proposals:
        rows = [_row(one, ascii_only) for one in review.proposals]
        columns = [
            Column(_("No."), max_width=14),
            Column(_("Customer"), max_width=32),
            Column(_("Now")),
            Column(""),
            Column(_("New")),
            Column(_("Score"), align="right"),
            Column(_("Why"), max_width=60),
        ]
        lines.extend(table(rows, columns, ellipsis="~" if ascii_only else "…"))
    changing = sum(one.changes for one in review.proposals)
    judged = review.customers - review.not_enough
    lines.append(
        ngettext(
            "{judged} of {count} customer has enough data; {changing} would change.",
            "{judged} of {count} customers have enough data; {changing} would change.",
            review.customers,
        ).format(judged=judged, count=review.customers, changing=changing)
    )
    if review.not_enough:
        lines.append(
            ngettext(
                "{count} customer has too little: at most {most} of the {needed} points needed"
                " have data.",
                "{count} customers have too little: at most {most} of the {needed} points needed"
                " have data.",
                review.not_enough,
            ).format(
                count=review.not_enough,
                most=review.most_with_data,
                needed=review.minimum_with_data,
            )
        )
        names = ", ".join(f"{criterion_name(one.criterion)} {one.customers}"
                          for one in review.missing)  # fmt: skip
        lines.append(_("Missing: {names}").format(names=names))
    return lines


def criterion_name(key: str) -> str:
    """Return the words of a criterion of the default models; its key for one's own."""
    known = _METRIC_OF.get(key)
    return criterion_label(*known) if known else safe_text(key)


def explanation_lines(one: Proposal, *, ascii_only: bool) -> list[str]:
    """Return one customer's evaluation, criterion by criterion."""
    evaluation = one.evaluation
    arrow = "->" if ascii_only else "→"
    score = "-" if evaluation.shown_score is None else number_text(evaluation.shown_score)
    lines = [
        f"{safe_text(one.name)}  {_class(one.current)} {arrow} {_class(one.proposed)}  {score}"
    ]
    rows = [
        (
            criterion_label(part.metric, part.months),
            number_text(part.points) if part.has_data else "-",
            f"/{number_text(part.maximum)}",
            why_text(part),
        )
        for part in evaluation.parts
    ]
    columns = [
        Column("", max_width=28), Column("", align="right"), Column(""), Column("", max_width=60)
    ]  # fmt: skip
    lines.extend(f"  {line}" for line in table(rows, columns, ellipsis="~" if ascii_only else "…"))
    lines.append(total_text(evaluation))
    lines.extend(
        text
        for text in (
            missing_text(evaluation), left_out_text(evaluation), next_text(one.following)
        )
        if text
    )  # fmt: skip
    return lines


def move_lines(moves: Sequence[Move], *, ascii_only: bool) -> list[str]:
    """Return who would move, the most money first."""
    rows = [
        (
            move.customer_no,
            move.name,
            _class(move.before),
            "->" if ascii_only else "→",
            _class(move.after),
            short_amount(move.money_minor),
        )
        for move in moves
    ]
    columns = [
        Column(_("No."), max_width=14),
        Column(_("Customer"), max_width=32),
        Column(_("Now")),
        Column(""),
        Column(_("New")),
        Column(_("Amount, 12 months"), align="right"),
    ]
    total = sum(move.money_minor for move in moves)
    return [
        *table(rows, columns, ellipsis="~" if ascii_only else "…"),
        ngettext(
            "{count} customer would move, {amount} in 12 months.",
            "{count} customers would move, {amount} in 12 months.",
            len(moves),
        ).format(count=len(moves), amount=short_amount(total)),
    ]


def _row(one: Proposal, ascii_only: bool) -> tuple[str, ...]:
    evaluation = one.evaluation
    if evaluation.shown_score is None:
        why = "; ".join([not_enough_text(evaluation), missing_text(evaluation)])
        return (one.customer_no, one.name, _class(one.current), "?", "-", "-", why)
    arrow = "=" if not one.changes else ("->" if ascii_only else "→")
    parts = sorted(
        (part for part in evaluation.parts if part.has_data),
        key=lambda part: part.points - part.maximum,
    )
    why = "; ".join(
        f"{criterion_label(part.metric, part.months)} {why_text(part)}" for part in parts[:2]
    )
    return (
        one.customer_no,
        one.name,
        _class(one.current),
        arrow,
        _class(one.proposed),
        number_text(evaluation.shown_score),
        why,
    )


def _class(key: str | None) -> str:
    return class_label(key) if key else "-"

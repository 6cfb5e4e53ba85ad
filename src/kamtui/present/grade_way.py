"""The way to the next grade in words: the points that are missing, the facts that bring them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from kamtui.domain.scoring.deeds import Deed, Hint
from kamtui.domain.scoring.distance import NextGrade
from kamtui.domain.views.grading import Proposal
from kamtui.i18n import _, ngettext
from kamtui.present.dates import weekday_date
from kamtui.present.grading import class_label, number_text
from kamtui.present.money import full_amount
from kamtui.present.safe_text import safe_text

__all__ = ["hint_text", "hints_text", "next_text", "way_text"]

#: What stands for an amount while somebody is looking.
_HIDDEN = "***"


def way_text(proposal: Proposal, *, masked: bool = False) -> str:
    """Return the way up, or that there is none: ``nothing above A``; empty with too little data."""
    if proposal.following is not None:
        return next_text(proposal.following, masked=masked)
    if proposal.proposed is None:
        return ""
    return _("nothing above {grade}").format(grade=class_label(proposal.proposed))


def next_text(following: NextGrade | None, *, masked: bool = False) -> str:
    """Return the way up: ``6 points to A: 4 more orders``; empty at the top.

    Without hints only the points, where nobody looked for any; where there are none, that.
    """
    if following is None:
        return ""
    # A fractional cut-off has fractional points; the plural only needs one number.
    points = following.shown_missing
    start = ngettext(
        "{points} point to {grade}", "{points} points to {grade}", 1 if points == 1 else 2
    ).format(points=number_text(points), grade=class_label(following.grade))
    if following.hints is None:
        return start
    return _("{points_to_grade}: {facts}").format(
        points_to_grade=start, facts=hints_text(following.hints, masked=masked)
    )


def hints_text(hints: Sequence[Hint], *, masked: bool = False) -> str:
    """Return the facts that together reach a class, or that nothing small does."""
    if not hints:
        return _("no one or two small facts would do")
    return _(" and ").join(hint_text(hint, masked=masked) for hint in hints)


def hint_text(hint: Hint, *, masked: bool = False) -> str:
    """Return one fact that would earn points: ``4 more orders of 66,000 CNY each``."""
    count = number_text(Decimal(hint.count))
    match hint.deed:
        case Deed.ORDER:
            return _orders(hint, masked)
        case Deed.PAYMENT:
            return _payments(hint, masked)
        case Deed.SURVEY:
            return _("a survey of {score} or better").format(score=_score(hint))
        case Deed.RECOMMEND:
            return _("a survey that would recommend by {score} of 10 or better").format(
                score=_score(hint)
            )
        case Deed.REFERRAL:
            return ngettext(
                "{count} more customer brought", "{count} more customers brought", hint.count
            ).format(count=count)
        case Deed.VISIT:
            return ngettext("{count} more visit", "{count} more visits", hint.count).format(
                count=count
            )
        case Deed.CONTACT:
            return ngettext("{count} more contact", "{count} more contacts", hint.count).format(
                count=count
            )
        case Deed.ANNIVERSARY:
            return ngettext(
                "{years} year together on {date}", "{years} years together on {date}", hint.count
            ).format(years=hint.count, date=_day(hint.on))


def _orders(hint: Hint, masked: bool) -> str:
    count = number_text(Decimal(hint.count))
    if hint.amount_minor is None:
        words = ngettext("{count} more order", "{count} more orders", hint.count)
    else:
        words = ngettext(
            "{count} more order of {amount}", "{count} more orders of {amount} each", hint.count
        )
    text = words.format(count=count, amount=_amount(hint, masked))
    if hint.at_margin:
        text = _("{orders} at the usual margin").format(orders=text)
    if hint.products:
        products = ngettext(
            "{orders} with {count} new product",
            "{orders} with {count} new products",
            hint.products,
        )
        text = products.format(orders=text, count=hint.products)
    return text


def _payments(hint: Hint, masked: bool) -> str:
    if hint.count == 1:
        return _("the {amount} due on {date} paid on time").format(
            amount=_amount(hint, masked), date=_day(hint.on)
        )
    return ngettext(
        "{count} payment due by {date} made on time",
        "{count} payments due by {date} made on time",
        hint.count,
    ).format(count=hint.count, date=_day(hint.on))


def _amount(hint: Hint, masked: bool) -> str:
    number = _HIDDEN if masked else full_amount(hint.amount_minor or 0)
    return f"{number} {safe_text(hint.currency)}".strip()


def _score(hint: Hint) -> str:
    return number_text(hint.score or Decimal(0))


def _day(on: date | None) -> str:
    return "" if on is None else weekday_date(on)

"""The rule of a criterion in words: what gives how many points, and how many there are."""

from decimal import Decimal

from kamtui.domain.metrics import MINOR_UNITS, MONEY
from kamtui.domain.scoring.model import Criterion
from kamtui.domain.scoring.rules import Band, Bands, MeanShare, PerUnit, Share, UpperBands
from kamtui.i18n import _, language, ngettext
from kamtui.present.grading import number_text
from kamtui.present.money import short_amount

__all__ = ["rule_text"]


def rule_text(criterion: Criterion) -> str:
    """Return what a criterion gives points for: ``from 500k: 30, from 100k: 20, above 0: 10``."""
    weight, rule = criterion.weight, criterion.rule
    match rule:
        case PerUnit(points):
            return _("{points} points each, at most {maximum}").format(
                points=_number(points * weight), maximum=_number(criterion.maximum)
            )
        case Bands(bands):
            return _steps(
                criterion, bands, _("from {limit}: {points}"), _("above {limit}: {points}")
            )
        case UpperBands(bands):
            return _steps(criterion, bands, _("to {limit}: {points}"), _("below {limit}: {points}"))
        case Share(full_at):
            return _("{maximum} from {limit} on, in proportion below").format(
                maximum=_number(criterion.maximum), limit=_limit(criterion, full_at)
            )
        case MeanShare(steps):
            words = [
                _share(step.days_late).format(
                    days=step.days_late, points=_number(step.share * weight)
                )
                for step in steps
            ]
            return _("the mean of: {steps}").format(steps=_comma().join([*words, _("later: 0")]))


def _steps(criterion: Criterion, bands: tuple[Band, ...], inclusive: str, exclusive: str) -> str:
    """Return bands by these words, those that hold their limit by the first."""
    return _comma().join(
        (inclusive if band.inclusive else exclusive).format(
            limit=_limit(criterion, band.limit),
            points=_number(min(criterion.maximum, band.points * criterion.weight)),
        )
        for band in bands
    )


def _share(days: int) -> str:
    if not days:
        return _("on time: {points}")
    return ngettext("up to {days} day late: {points}", "up to {days} days late: {points}", days)


def _limit(criterion: Criterion, limit: Decimal) -> str:
    if criterion.metric in MONEY:
        return short_amount(int(limit * MINOR_UNITS))
    return _number(limit)


def _number(number: Decimal) -> str:
    plain = number.normalize()
    return number_text(plain if plain != int(plain) else Decimal(int(plain)))


def _comma() -> str:
    return "，" if language() == "zh" else ", "

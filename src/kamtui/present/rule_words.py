"""The rule of a criterion in words: a whole sentence, or as short as a column has room for."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from kamtui.domain.metrics import MINOR_UNITS, MONEY, MetricKey
from kamtui.domain.scoring.model import Criterion
from kamtui.domain.scoring.rounding import hundredths
from kamtui.domain.scoring.rules import Bands, MeanShare, PerUnit, Share, UpperBands
from kamtui.i18n import _, language, ngettext
from kamtui.present.grading import number_text
from kamtui.present.money import short_amount

__all__ = ["points_text", "rule_text", "rule_words"]

#: Criteria whose name does not say their window (`criterion_label`).
_WINDOW_UNSAID = (MetricKey.PAYMENT_TIMELINESS, MetricKey.CONTACTS_PER_MONTH)


def points_text(points: Decimal) -> str:
    """Return points with two decimals at most."""
    return number_text(hundredths(Fraction(points)))


def rule_text(criterion: Criterion) -> str:
    """Return what a criterion gives points for: ``from 500k: 30, from 100k: 20, above 0: 10``."""
    match criterion.rule:
        case PerUnit(points):
            return _("{points} points each, at most {maximum}").format(
                points=points_text(points * criterion.weight),
                maximum=points_text(criterion.maximum),
            )
        case Bands():
            return _steps(criterion, _("from {limit}: {points}"), _("above {limit}: {points}"))
        case UpperBands():
            return _steps(criterion, _("to {limit}: {points}"), _("below {limit}: {points}"))
        case Share(full_at):
            return _("{maximum} from {limit} on, in proportion below").format(
                maximum=points_text(criterion.maximum), limit=_limit(criterion, full_at)
            )
        case MeanShare(steps):
            words = [
                _share(step.days_late).format(
                    days=step.days_late, points=_points(criterion, step.share)
                )
                for step in steps
            ]
            return _("the mean of: {steps}").format(steps=_joined([*words, _("later: 0")]))


def rule_words(criterion: Criterion) -> str:
    """Return the same in few cells: ``500k: 30, 100k: 20, >0: 10``, with a window not yet said."""
    match criterion.rule:
        case PerUnit(points):
            words = _("{points} for each").format(points=points_text(points * criterion.weight))
        case Share(full_at):
            words = _("all at {value}, in proportion below").format(
                value=_limit(criterion, full_at)
            )
        case Bands():
            words = _steps(criterion, _pair("{limit}"), _pair(">{limit}"))
        case UpperBands():
            words = _steps(criterion, _pair("<={limit}"), _pair("<{limit}"))
        case MeanShare(steps):
            words = _joined(
                _pair(_late(step.days_late)).format(points=_points(criterion, step.share))
                for step in steps
            )
    if criterion.metric in _WINDOW_UNSAID and criterion.months is not None:
        window = ngettext("{months} month", "{months} months", criterion.months)
        between = "；" if language() == "zh" else "; "
        words += between + window.format(months=criterion.months)
    return words


def _steps(criterion: Criterion, inclusive: str, exclusive: str) -> str:
    """Return the bands by these words, those that hold their limit by the first."""
    assert isinstance(criterion.rule, Bands | UpperBands)
    return _joined(
        (inclusive if band.inclusive else exclusive).format(
            limit=_limit(criterion, band.limit), points=_points(criterion, band.points)
        )
        for band in criterion.rule.bands
    )


def _share(days: int) -> str:
    if not days:
        return _("on time: {points}")
    return ngettext("up to {days} day late: {points}", "up to {days} days late: {points}", days)


def _late(days: int) -> str:
    if not days:
        return _("on time")
    return ngettext("{days} day late", "{days} days late", days).format(days=days)


def _points(criterion: Criterion, raw: Decimal) -> str:
    """Return raw points as they count: weighted, up to the criterion's maximum."""
    return points_text(min(criterion.maximum, raw * criterion.weight))


def _limit(criterion: Criterion, limit: Decimal) -> str:
    if criterion.metric in MONEY and limit >= 1:
        return short_amount(int(limit * MINOR_UNITS))
    return points_text(limit)


def _pair(limit: str) -> str:
    return limit + ("：{points}" if language() == "zh" else ": {points}")


def _joined(steps: Iterable[str]) -> str:
    return ("，" if language() == "zh" else ", ").join(steps)

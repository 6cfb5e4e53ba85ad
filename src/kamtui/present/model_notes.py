"""What can stand in a scoring model, as comments for whoever edits one as text."""

from kamtui.domain.metrics import CATALOGUE, Better, MetricKey, Window
from kamtui.i18n import N_, _, language
from kamtui.present.grading import criterion_label

__all__ = ["model_notes"]


#: What a limit of a metric is counted in, where its name does not say so.
_UNITS = {
    MetricKey.AMOUNT: N_("in whole units of currency"),
    MetricKey.PROFIT: N_("in whole units of currency"),
    MetricKey.AVERAGE_ORDER: N_("in whole units of currency"),
    MetricKey.PRODUCTS: N_("different products"),
    MetricKey.STRATEGIC_VALUE: N_("1 to 5"),
    MetricKey.SATISFACTION: N_("1 to 5"),
    MetricKey.RECOMMEND: N_("0 to 10"),
    MetricKey.WHOLE_THOUSANDS: N_("a thousand of an order each"),
    MetricKey.INTENT: N_("1 low, 2 medium, 3 high"),
}


def model_notes() -> list[str]:
    """Return comment lines: the keys of a model, the rules, and every metric with what suits it."""
    lines = [
        _("Scoring models: one [[model]] each, its criteria as [[model.criteria]] below it."),
        _("A save is a new revision; decisions keep the one they rest on. What you delete stays."),
        _("axis: grade or rating; active = true judges the axis by this model, one on each axis."),
        _("normalise = true: score = 100 x points earned / points that have data; false: points."),
        _("minimum_with_data: with fewer points' worth of data nothing is proposed."),
        _("classes: the highest first, each with the score it begins at; the last begins at 0."),
        _('  treatment = "..." of a class: how its customers are treated; else the usual words.'),
        _("criteria: key (its name), metric, months (window), rule, weight (of a point), cap."),
        "",
        _("Rules:"),
        _('  rule.kind = "per_unit": rule.points for each unit; needs a cap'),
        _('  rule.kind = "bands": the first that fits of rule.bands, the highest first:'),
        "    { from = 3, points = 10 }  >= 3;  { above = 0, points = 1 }  > 0",
        _("    where less is better, the lowest first:"),
        "    { to = 30, points = 10 }  <= 30;  { below = 90, points = 5 }  < 90",
        _('  rule.kind = "share": one point at rule.full_at and above, in proportion below'),
        _('  rule.kind = "mean_share": the mean over receivables; rule.shares, fewest days first:'),
        "    { days_late = 0, share = 1 }, { days_late = 7, share = 0.5 }",
        "",
        _("Metrics:"),
        *(f"  {line}" for line in _metric_lines()),
    ]
    return [f"# {line}".rstrip() for line in lines]


def _metric_lines() -> list[str]:
    widest = max(len(metric.value) for metric in CATALOGUE)
    return [
        f"{metric.value:<{widest}}  {criterion_label(metric, None)}{_needs(metric)}"
        for metric in CATALOGUE
    ]


def _needs(metric: MetricKey) -> str:
    """Return what a criterion of a metric has to name, and which rules suit it."""
    spec = CATALOGUE[metric]
    said = [_(_UNITS[metric])] if metric in _UNITS else []
    if spec.window is Window.REQUIRED:
        said.append(_("needs months"))
    elif spec.window is Window.OPTIONAL:
        said.append(_("months or the whole history"))
    if spec.shares:
        said.append(_("only mean_share"))
    if spec.better is Better.LESS:
        said.append(_("less is better: bands with to or below"))
    if spec.field:
        said.append(_('field = "name of a number field of the customer\'s own"'))
    if not said:
        return ""
    return f"：{'；'.join(said)}" if language() == "zh" else f": {'; '.join(said)}"

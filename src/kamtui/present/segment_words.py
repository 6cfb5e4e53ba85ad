"""Segments in words: dimensions, segments, rules with their numbers, traits and what is lacking."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from kamtui.domain.enums import Lifecycle, NeedType, RelationState
from kamtui.domain.metrics import MINOR_UNITS
from kamtui.domain.names import fold
from kamtui.domain.segments.measures import CUSTOM, MONEY, SCORES, Need, Value
from kamtui.domain.segments.model import (
    ARCHIVED,
    EVERYBODY,
    NO_DATA,
    NO_RULE,
    NOT_THERE,
    OTHERWISE,
    Condition,
    Dimension,
    Op,
    Rule,
    Span,
)
from kamtui.domain.segments.rfm import Thresholds
from kamtui.domain.views.segments import Evidence, Placed
from kamtui.i18n import NP_, _, language, ngettext, pgettext
from kamtui.present.dates import ago
from kamtui.present.labels import label
from kamtui.present.money import full_amount
from kamtui.present.safe_text import safe_text
from kamtui.present.words import join_words

__all__ = [
    "HIDDEN",
    "dimension_label",
    "dimension_named",
    "evidence_text",
    "lacking_labels",
    "measure_label",
    "placed_words",
    "portrait_label",
    "rule_of_row",
    "rule_words",
    "segment_label",
    "segment_named",
    "share_text",
    "threshold_lines",
    "value_words",
]

Words = tuple[str, str]
#: What stands for an amount while somebody is looking.
HIDDEN = "***"

_DIMENSIONS: Mapping[str, Words] = {
    "value": NP_("dimension", "Value"),
    "behaviour": NP_("dimension", "Behaviour"),
    "need": NP_("dimension", "Need"),
    "lifecycle": NP_("dimension", "Lifecycle"),
    "region": NP_("dimension", "Region"),
    "rfm": NP_("dimension", "RFM"),
}
_SEGMENTS: Mapping[str, Mapping[str, Words]] = {
    "value": {
        "high": NP_("segment", "High value"),
        "core": NP_("segment", "Core"),
        "low": NP_("segment", "Low value"),
    },
    "behaviour": {
        "highly_active": NP_("segment", "Highly active"),
        "less_active": NP_("segment", "Less active"),
        "dormant": NP_("segment", "Dormant"),
    },
    "need": {
        "price": NP_("segment", "Price-sensitive"),
        "quality": NP_("segment", "Quality-driven"),
        "service": NP_("segment", "Service-dependent"),
    },
    "lifecycle": {
        "prospect": NP_("segment", "Prospect"),
        "new": NP_("segment", "New"),
        "mature": NP_("segment", "Mature"),
        "at_risk": NP_("segment", "At risk"),
    },
    "rfm": {
        "champions": NP_("segment", "Champions"),
        "big_spenders": NP_("segment", "Big spenders to develop"),
        "cant_lose": NP_("segment", "Cannot lose them"),
        "win_back": NP_("segment", "Win back"),
        "loyal": NP_("segment", "Loyal, small"),
        "promising": NP_("segment", "Promising"),
        "fading": NP_("segment", "Fading"),
        "hibernating": NP_("segment", "Hibernating"),
    },
}
_PORTRAITS: Mapping[str, Words] = {
    "high": NP_("portrait", "High value"),
    "core": NP_("portrait", "Core"),
    "at_risk": NP_("portrait", "At risk"),
    "potential": NP_("portrait", "Potential customer"),
}
_MEASURES: Mapping[str, Words] = {
    "amount": NP_("measure", "amount"),
    "orders": NP_("measure", "orders"),
    "products": NP_("measure", "products"),
    "years_together": NP_("measure", "years together"),
    "strategic_value": NP_("measure", "strategic value"),
    "satisfaction": NP_("measure", "satisfaction"),
    "contacts": NP_("measure", "contacts"),
    "contacts_per_month": NP_("measure", "contacts a month"),
    "activities": NP_("measure", "orders and contacts"),
    "activities_per_month": NP_("measure", "orders and contacts a month"),
    "complaints": NP_("measure", "complaints"),
    "answer_hours": NP_("measure", "hours until complaints are answered"),
    "late_payments": NP_("measure", "late payments"),
    "worst_days_late": NP_("measure", "days late at worst"),
    "margin": NP_("measure", "gross margin %"),
    "profit": NP_("measure", "profit"),
    "average_order": NP_("measure", "average order"),
    "average_order_change": NP_("measure", "change of the average order %"),
    "visits": NP_("measure", "visits"),
    "recommend": NP_("measure", "would recommend (0 to 10)"),
    "referrals": NP_("measure", "customers brought"),
    "last_order_days": NP_("measure", "days since the last order"),
    "last_contact_days": NP_("measure", "days since the last contact"),
    "first_contact_days": NP_("measure", "days since the first contact"),
    "days_to_first_order": NP_("measure", "days from the first contact to the first order"),
    "pause_before_last_order": NP_("measure", "days without an order before the last one"),
    "r": NP_("measure", "R"),
    "f": NP_("measure", "F"),
    "m": NP_("measure", "M"),
    "employees": NP_("measure", "employees"),
    "credit_days": NP_("measure", "credit days"),
    "region": NP_("measure", "region"),
    "city": NP_("measure", "city"),
    "country": NP_("measure", "country"),
    "industry": NP_("measure", "industry"),
    "owner": NP_("measure", "owner"),
    "grade": NP_("measure", "grade"),
    "intent": NP_("measure", "intent"),
    "revenue_band": NP_("measure", "revenue"),
    "lifecycle": NP_("measure", "lifecycle entered"),
    "need_type": NP_("measure", "need"),
    "relation_state": NP_("measure", "relation"),
    "tag": NP_("measure", "tag"),
    "preferences": NP_("measure", "preferences"),
    "feedback": NP_("measure", "feedback"),
    "valued_industry": NP_("measure", "industry of high-value customers"),
}
_LISTS = {"lifecycle": Lifecycle, "need_type": NeedType, "relation_state": RelationState}
_SIGNS = {
    Op.AT_LEAST: "≥", Op.ABOVE: ">", Op.AT_MOST: "≤", Op.BELOW: "<", Op.IS: "=", Op.IS_NOT: "≠",
}  # fmt: skip


def dimension_label(name: str) -> str:
    """Return what a dimension is called; one's own as it was named."""
    words = _DIMENSIONS.get(name)
    return pgettext(*words) if words else safe_text(name)


def segment_label(by: str, key: str) -> str:
    """Return what a segment is called; one's own as it was named."""
    if key == NO_DATA:
        return pgettext("segment", "No data")
    if key == NO_RULE:
        return pgettext("segment", "No rule fits")
    if key == EVERYBODY:
        return pgettext("segment", "All")
    if key == NOT_THERE:
        return pgettext("segment", "not in the book")
    if key == ARCHIVED:
        return pgettext("segment", "archived")
    words = _SEGMENTS.get(by, {}).get(key)
    return pgettext(*words) if words else safe_text(key)


def portrait_label(key: str) -> str:
    """Return what a portrait is called."""
    words = _PORTRAITS.get(key)
    return pgettext(*words) if words else safe_text(key)


def dimension_named(text: str, names: Sequence[str]) -> str:
    """Return the dimension a word means: its name or its label; else the word itself."""
    return _named(text, {name: dimension_label(name) for name in names})


def segment_named(text: str, by: str, keys: Sequence[str]) -> str:
    """Return the segment a word means: its name or its label; else the word itself."""
    labels = {key: segment_label(by, key) for key in (*keys, NO_DATA, NO_RULE, EVERYBODY)}
    return _named(text, labels)


def _named(text: str, labels: Mapping[str, str]) -> str:
    wanted = fold(text)
    if any(fold(name) == wanted for name in labels):
        return text
    return next((name for name, words in labels.items() if fold(words) == wanted), text)


def measure_label(need: Need) -> str:
    """Return what a fact is called: ``amount (12 months)``."""
    if need.measure.startswith(CUSTOM):
        name = safe_text(need.measure.removeprefix(CUSTOM))
    else:
        words = _MEASURES.get(need.measure)
        name = pgettext(*words) if words else safe_text(need.measure)
    if need.months is None:
        return name
    return ngettext("{name} ({months} month)", "{name} ({months} months)", need.months).format(
        name=name, months=need.months
    )


def lacking_labels(lacking: Iterable[tuple[Need, int]]) -> dict[str, int]:
    """Return what facts are called that are lacking, with their counts; scores lack orders."""
    found: dict[str, int] = {}
    for need, count in lacking:
        name = measure_label(Need("orders") if need.measure in SCORES else need)
        found[name] = max(count, found.get(name, 0))
    return found


def rule_words(rule: Rule, *, ascii_only: bool = False, masked: bool = False) -> str:
    """Return a rule with its numbers: ``amount (12 months) ≥ 500,000``."""
    if rule == OTHERWISE:
        return pgettext("segment", "everybody else")
    groups = []
    for group in rule:
        words = pgettext("rule", " and ").join(_condition(one, ascii_only, masked) for one in group)
        groups.append(f"({words})" if len(group) > 1 and len(rule) > 1 else words)
    return pgettext("rule", " or ").join(groups)


def rule_of_row(
    dimension: Dimension, key: str, *, ascii_only: bool = False, masked: bool = False
) -> str:
    """Return the rule a row of a dimension is shown with, also of "no data" and ``each``."""
    if key == NO_DATA:
        return pgettext("segment", "not recorded: {names}").format(
            names=_listed(list(lacking_labels((need, 0) for need in dimension.compared)))
        )
    if key == NO_RULE:
        return pgettext("segment", "none of these rules")
    if dimension.each is not None:
        return f"{measure_label(dimension.each)} = {safe_text(key)}"
    return rule_words(dimension.rule_of(key), ascii_only=ascii_only, masked=masked)


def _condition(condition: Condition, ascii_only: bool, masked: bool) -> str:
    need, op, wanted = condition
    name = measure_label(need)
    if op in (Op.KNOWN, Op.UNKNOWN):
        return _presence(need, name, known=op is Op.KNOWN)
    if isinstance(wanted, tuple) and not isinstance(wanted, Span):
        words = _either([value_words(need, word) for word in wanted])
        if op is Op.MENTIONS:
            return pgettext("rule", "{name} mentions {words}").format(name=name, words=words)
    elif isinstance(wanted, Span):
        low, high = (value_words(need, Fraction(one), masked=masked) for one in wanted)
        words = pgettext("rule", "{low} to {high}").format(low=low, high=high)
    else:
        words = value_words(need, Fraction(wanted), masked=masked)
    sign = {Op.IS_NOT: "!="}.get(op, op.value) if ascii_only else _SIGNS.get(op, op.value)
    return f"{name} {sign} {words}"


def _presence(need: Need, name: str, *, known: bool) -> str:
    if need.measure == "orders":
        return pgettext("rule", "has ordered") if known else pgettext("rule", "never ordered")
    if known:
        return pgettext("rule", "{name} known").format(name=name)
    return pgettext("rule", "{name} not known").format(name=name)


def value_words(need: Need, value: Value, *, masked: bool = False) -> str:
    """Return a fact as people say it (in whole units, see `Evidence`), or that there is none."""
    if value is None or value == "":
        return _("no data")
    if isinstance(value, frozenset):
        return _listed(sorted(map(safe_text, value))) or pgettext("tags", "none")
    if isinstance(value, int | Fraction):
        if need.measure in MONEY:
            return HIDDEN if masked else full_amount(round(value * MINOR_UNITS))
        return _number(Fraction(value))
    kind = _LISTS.get(need.measure)
    if kind is not None:
        return label(kind, value)
    if need.measure == "valued_industry":
        return pgettext("setting", "yes") if value == "yes" else pgettext("setting", "no")
    return safe_text(value)


def evidence_text(one: Evidence, *, masked: bool = False) -> str:
    """Return a fact with its name: ``years together: 2``; a long text is the caller's to cut."""
    return pgettext("evidence", "{name}: {value}").format(
        name=measure_label(one.need), value=value_words(one.need, one.value, masked=masked)
    )


def share_text(share: Fraction | None) -> str:
    """Return a share in whole percent, ``<1%`` for less, empty for none."""
    if share is None:
        return ""
    percent = share * 100
    if 0 < percent < 1:
        return "<1%"
    return f"{int(percent + Fraction(1, 2)) if percent >= 0 else -int(Fraction(1, 2) - percent)}%"


def placed_words(one: Placed, *, masked: bool = False) -> str:
    """Return why a customer is where it is: its scores with their values, else the facts."""
    score = one.score
    if score is None:
        return join_words([evidence_text(each, masked=masked) for each in one.evidence])
    if one.by_day:
        count = ngettext("{count} order day", "{count} order days", score.frequency)
    else:
        count = ngettext("{count} order", "{count} orders", score.frequency)
    last = ago(score.recency_days)
    if score.recency_days > 0:
        last = pgettext("rfm", "{days} ago").format(days=last)
    return _("R {r} ({last})  F {f} ({orders})  M {m} ({amount})").format(
        r=score.r,
        f=score.f,
        m=score.m,
        last=last,
        orders=count.format(count=score.frequency),
        amount=HIDDEN if masked else full_amount(score.amount_minor),
    )


def threshold_lines(
    thresholds: Thresholds, *, by_day: bool = False, masked: bool = False
) -> list[str]:
    """Return where the scores of RFM change, one line a value.

    Args:
        thresholds: The quantiles.
        by_day: F counts days with an order.
        masked: Hide amounts.
    """
    if not thresholds.customers:
        return []

    def joined(limits: Sequence[Fraction], amounts: bool = False) -> str:
        if amounts:
            return " | ".join(HIDDEN if masked else full_amount(round(one)) for one in limits)
        return " | ".join(_number(one) for one in limits)

    return [
        pgettext("rfm", "R, days since the last order: {limits} (fewer is better)").format(
            limits=joined(thresholds.recency)
        ),
        (
            pgettext("rfm", "F, days with an order: {limits}")
            if by_day
            else pgettext("rfm", "F, orders: {limits}")
        ).format(limits=joined(thresholds.frequency)),
        pgettext("rfm", "M, amount: {limits}").format(
            limits=joined(thresholds.amount, amounts=True)
        ),
    ]


def _number(number: Fraction) -> str:
    """Return a number with at most two decimals, grouped by thousands."""
    rounded = Decimal(round(number * 100)) / 100
    return f"{rounded.normalize():,f}" if rounded else "0"


def _listed(words: Sequence[str]) -> str:
    return ("、" if language() == "zh" else ", ").join(words)


def _either(words: Sequence[str]) -> str:
    return pgettext("rule", " or ").join(words) if len(words) <= 2 else _listed(words)

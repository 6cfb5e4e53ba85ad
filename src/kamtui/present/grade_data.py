"""What keeps customers from being judged: what lacks, what gives it, and what would do."""

from collections.abc import Sequence
from typing import NamedTuple

from kamtui.domain.metrics import MetricKey
from kamtui.domain.views.grading import Missing, Review, Suffices
from kamtui.i18n import NP_, _, ngettext, pgettext
from kamtui.present.columns import Column, table
from kamtui.present.grading import criterion_label
from kamtui.present.rule_words import points_text
from kamtui.present.safe_text import safe_text

__all__ = [
    "Lacking",
    "gives_text",
    "is_in_the_way",
    "lacking",
    "lacking_lines",
    "offer_text",
    "offers",
]

_ORDERS = NP_("gives data", "orders, imported or added"), "orders"
_FIELDS = "customers"
#: What gives a metric its data, and the kind of file that brings it (cli.md, import).
_GIVES: dict[MetricKey, tuple[tuple[str, str], str]] = {
    MetricKey.PRODUCTS: (NP_("gives data", "order lines that name a product"), "order-lines"),
    MetricKey.YEARS_TOGETHER: (NP_("gives data", "customer since, or a first order"), _FIELDS),
    MetricKey.STRATEGIC_VALUE: (NP_("gives data", "1 to 5 with a reason, in its fields"), _FIELDS),
    MetricKey.PAYMENT_TIMELINESS: (
        NP_("gives data", "receivables with their due day"), "receivables",
    ),
    MetricKey.SATISFACTION: (NP_("gives data", "a survey, in its tab Feedback"), "surveys"),
    MetricKey.RECOMMEND: (NP_("gives data", "a survey, in its tab Feedback"), "surveys"),
    MetricKey.CONTACTS_PER_MONTH: (NP_("gives data", "a contact that is logged"), "communications"),
    MetricKey.VISITS: (NP_("gives data", "a contact that is logged"), "communications"),
    MetricKey.COMPLAINTS: (NP_("gives data", "a contact that is logged"), "communications"),
    MetricKey.PROFIT: (NP_("gives data", "orders with their cost"), "orders"),
    MetricKey.REFERRALS: (NP_("gives data", "who brought whom, in its fields"), _FIELDS),
    MetricKey.INTENT: (NP_("gives data", "the intent, in its fields"), _FIELDS),
    MetricKey.CUSTOM: (NP_("gives data", "the field, filled in"), _FIELDS),
}  # fmt: skip


class Lacking(NamedTuple):
    """A criterion that has no data for some.

    Attributes:
        name: What it is called.
        points: What it gives at most.
        customers: How many lack it.
        gives: What gives it data.
        kind: The kind of file `kamtui import --as` brings it from.
    """

    name: str
    points: str
    customers: str
    gives: str
    kind: str


def is_in_the_way(review: Review) -> bool:
    """Tell whether so many cannot be judged that something is to be done: half of all or more.

    Of a few, a word is enough, and lowering what everybody needs for them would be bad advice.
    """
    return 2 * review.not_enough >= review.customers > 0


def gives_text(metric: MetricKey) -> str:
    """Return what has to be recorded for a metric to have data."""
    words, _kind = _GIVES.get(metric, _ORDERS)
    return pgettext(*words)


def lacking(review: Review) -> tuple[Lacking, ...]:
    """Return what those lack who cannot be judged, the most frequent first."""
    return tuple(_lacking(one) for one in review.missing)


def _lacking(one: Missing) -> Lacking:
    return Lacking(
        criterion_label(one.metric, one.months, one.field),
        points_text(one.points),
        f"{one.customers:,}",
        gives_text(one.metric),
        _GIVES.get(one.metric, _ORDERS)[1],
    )


def lacking_lines(review: Review, *, ascii_only: bool) -> list[str]:
    """Return what lacks as a table, what to import, and which setting would do less."""
    rows = [
        (one.name, one.points, one.customers, safe_text(one.gives), f"--as {one.kind}")
        for one in lacking(review)
    ]
    columns = [
        Column(_("Without data"), max_width=24),
        Column(pgettext("column", "Points"), align="right"),
        Column(pgettext("column", "Customers"), align="right"),
        Column(_("What gives it"), max_width=40),
        Column("kamtui import"),
    ]
    return table(rows, columns, ellipsis="~" if ascii_only else "…")


def offer_text(one: Suffices) -> str:
    """Return what a lower need of data would do: ``55: 3,546 customers can be judged``."""
    words = ngettext(
        "{points}: {count} customer can be judged",
        "{points}: {count} customers can be judged",
        one.customers,
    )
    return words.format(points=one.points, count=f"{one.customers:,}")


def offers(found: Sequence[Suffices], most: int = 3) -> tuple[Suffices, ...]:
    """Return the needs of data worth offering: each lets many more customers be judged.

    The first one lets at least half of those be judged who cannot be now, where one does.
    """
    if not found:
        return ()
    half = found[-1].customers / 2
    start = next(at for at, one in enumerate(found) if one.customers >= half)
    chosen = [found[start]]
    for one in found[start + 1 :]:
        if one.customers >= 1.1 * chosen[-1].customers:
            chosen.append(one)
    return tuple(chosen[:most])

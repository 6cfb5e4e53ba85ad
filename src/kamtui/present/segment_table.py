"""Segments, their members, lifetime values and portraits as lines of text."""

from collections.abc import Mapping
from fractions import Fraction

from kamtui.domain.metrics import Window
from kamtui.domain.segments.clv import Lacking
from kamtui.domain.segments.measures import CUSTOM, MEASURES, Need
from kamtui.domain.views.segments import (
    ClvView,
    MembersView,
    Portrait,
    PortraitView,
    SegmentsView,
    Trait,
)
from kamtui.i18n import _, ngettext, pgettext
from kamtui.present.columns import Column, table
from kamtui.present.dates import long_date
from kamtui.present.money import full_amount
from kamtui.present.order_standing import orders_sentence, portrait_orders
from kamtui.present.segment_words import (
    HIDDEN,
    dimension_label,
    evidence_text,
    lacking_labels,
    measure_label,
    portrait_label,
    rule_of_row,
    rule_words,
    segment_label,
    share_text,
    threshold_lines,
)
from kamtui.present.words import join_words

__all__ = [
    "clv_lines",
    "decimal_text",
    "fact_lines",
    "member_lines",
    "overview_lines",
    "percent_text",
    "portrait_lines",
    "value_lines",
]


def overview_lines(view: SegmentsView, *, ascii_only: bool) -> list[str]:
    """Return the segments with rule, money and movement, then what the numbers rest on."""
    moves = view.before_on is not None
    columns = [
        Column(_("Segment"), max_width=28),
        Column(_("Customers"), align="right"),
        Column(_("Amount, 12 months"), align="right"),
        Column(_("Share"), align="right"),
        *(
            (
                Column(pgettext("segments", "Came"), align="right"),
                Column(pgettext("segments", "Left"), align="right"),
            )
            if moves
            else ()
        ),
        Column(_("Rule"), max_width=100),
    ]
    rows = [
        (
            segment_label(view.by, row.key),
            row.customers,
            full_amount(row.amount_minor),
            share_text(row.share),
            *((row.came or "", row.left or "") if moves else ()),
            rule_of_row(view.dimension, row.key, ascii_only=ascii_only),
        )
        for row in view.rows
    ]
    day = long_date(view.as_of)
    head = _("{dimension}, {date}").format(dimension=dimension_label(view.by), date=day)
    if view.before_on is not None:
        head += "  " + _("came and left since {date}").format(date=long_date(view.before_on))
    lines = [head, *table(rows, columns, ellipsis="~" if ascii_only else "…")]
    if len(view.dimension.segments) > 1:
        lines.append(_("The first rule that fits decides."))
    return lines + basis_lines(view)


def basis_lines(view: SegmentsView) -> list[str]:
    """Return what the numbers rest on: customers, thresholds, what is lacking or left out."""
    lines = [
        ngettext(
            "{count} customer, {amount} {currency} in 12 months.",
            "{count} customers, {amount} {currency} in 12 months.",
            view.customers,
        ).format(
            count=view.customers, amount=full_amount(view.amount_minor), currency=view.currency
        )
    ]
    if view.thresholds is not None:
        count = view.thresholds.customers
        if count:
            lines.append(
                ngettext(
                    "Scores 1 to 5 among {count} customer with orders begin above:",
                    "Scores 1 to 5 among {count} customers with orders begin above:",
                    count,
                ).format(count=count)
            )
        lines += [f"  {line}" for line in threshold_lines(view.thresholds)]
        if view.rfm_months is not None:
            lines.append(
                ngettext(
                    "Orders of the last {count} month.",
                    "Orders of the last {count} months.",
                    view.rfm_months,
                ).format(count=view.rfm_months)
            )
    if view.membership.past:
        lines.append(
            _(
                "As the book stood that day: customers that were entered, ordered, spoke or were"
                " graded by then and were not archived; fields by the log of changes, grades by"
                " their history."
            )
        )
    if view.lacking:
        names = [f"{name} {count}" for name, count in lacking_labels(view.lacking).items()]
        lines.append(_("Not recorded: {names}").format(names=join_words(names)))
    if view.left_out:
        lines.append(_left_out(view.left_out))
    return lines


def member_lines(view: SegmentsView, members: MembersView, *, ascii_only: bool) -> list[str]:
    """Return the members of a segment as a table."""
    scored, moves = view.thresholds is not None, view.before_on is not None
    columns = [
        Column(_("No."), max_width=14),
        Column(_("Customer"), max_width=32),
        Column(_("Grade")),
        Column(_("Segment"), max_width=28),
        *((Column(pgettext("segments", "Before"), max_width=28),) if moves else ()),
        Column(_("Amount, 12 months"), align="right"),
    ]
    if scored:
        columns += [
            Column(pgettext("measure", "R"), align="right"),
            Column(pgettext("measure", "F"), align="right"),
            Column(pgettext("measure", "M"), align="right"),
            Column(pgettext("segments", "Days"), align="right"),
            Column(_("Orders"), align="right"),
            Column(_("Amount"), align="right"),
        ]
    rows = []
    for row in members.rows:
        cells: list[object] = [
            row.customer_no,
            row.name,
            row.grade or "-",
            segment_label(view.by, row.segment),
            *(("" if row.was is None else segment_label(view.by, row.was),) if moves else ()),
            "-" if row.amount_minor is None else full_amount(row.amount_minor),
        ]
        score = row.score
        if score is not None:
            cells += [score.r, score.f, score.m, score.recency_days, score.frequency]
            cells.append(full_amount(score.amount_minor))
        elif scored:
            cells += ["-"] * 6
        rows.append(cells)
    title = segment_label(view.by, members.segment)
    count = ngettext("{count} customer", "{count} customers", members.total).format(
        count=members.total
    )
    head = _("{segment}: {customers}").format(segment=title, customers=count)
    if not rows:
        return [head]
    return [head, *table(rows, columns, ellipsis="~" if ascii_only else "…")]


def fact_lines() -> list[str]:
    """Return what rules can ask: the name to write, what it is, whether it takes months."""
    windows = {
        Window.NEVER: "",
        Window.OPTIONAL: pgettext("segments", "months optional: {name}.12"),
        Window.REQUIRED: pgettext("segments", "months needed: {name}.3"),
    }
    rows = [
        (name, measure_label(Need(name)), windows[one.window].format(name=name))
        for name, one in MEASURES.items()
    ]
    rows.append((f"{CUSTOM}NAME", pgettext("segments", "a field of one's own"), ""))
    return [
        *table(rows, [Column(_("Fact")), Column(""), Column("")]),
        "",
        _("Compared by >= > <= < = != (4..5 from to, a, b any of), ~ mentions, is known,"
          " is unknown; joined by and, or; otherwise is everybody else."),
    ]  # fmt: skip


def value_lines(
    view: SegmentsView, values: Mapping[str, ClvView], *, ascii_only: bool
) -> list[str]:
    """Return the lifetime value of a customer of each segment with its inputs, as a table."""
    columns = [
        Column(_("Segment"), max_width=28),
        Column(_("Buyers"), align="right"),
        Column(_("Average order"), align="right"),
        Column(_("Orders a year"), align="right"),
        Column(_("Margin"), align="right"),
        Column(_("Retention"), align="right"),
        Column(pgettext("segments", "Years"), align="right"),
        Column(_("Lifetime value"), align="right"),
        Column(_("All together"), align="right"),
    ]
    rows = []
    assumed = False
    for key, found in values.items():
        one = found.clv
        assumed = assumed or one.margin_assumed
        margin = percent_text(one.margin) + ("*" if one.margin_assumed else "")
        retention = percent_text(one.retention) + ("*" if one.retention_assumed else "")
        rows.append(
            (
                segment_label(view.by, key),
                found.customers,
                _money(one.average_minor),
                decimal_text(one.orders_per_year),
                margin,
                retention,
                decimal_text(one.years),
                _money(one.value_minor),
                _money(found.total_minor),
            )
        )
    lines = [
        _("Lifetime value = average order x orders a year x margin x expected years"),
        *table(rows, columns, ellipsis="~" if ascii_only else "…"),
    ]
    if assumed or any(one.clv.retention_assumed for one in values.values()):
        lines.append(_("* assumed: see the settings segments.clv_margin, segments.clv_retention"))
    return lines


def clv_lines(found: ClvView, *, masked: bool = False) -> list[str]:
    """Return a lifetime value with each of its inputs, one line an input."""
    one, facts = found.clv, found.clv.facts
    hidden = HIDDEN if masked else None
    lines = []
    if one.value_minor is None:
        lines.append(
            _("Lifetime value: not known, for lack of {what}").format(
                what=join_words([_lacking(each) for each in one.lacking])
            )
        )
    else:
        lines.append(
            _("Lifetime value: {amount} {currency}").format(
                amount=hidden or full_amount(one.value_minor), currency=found.currency
            )
        )
    if one.average_minor is not None:
        lines.append(
            "  "
            + ngettext(
                "average order {amount}: {count} order in {months} months",
                "average order {amount}: {count} orders in {months} months",
                facts.orders,
            ).format(
                amount=hidden or _money(one.average_minor),
                count=facts.orders,
                months=facts.months,
            )
        )
    if one.orders_per_year is not None:
        lines.append(
            "  " + _("orders a year {count}").format(count=decimal_text(one.orders_per_year))
        )
    if one.margin is not None:
        lines.append(
            "  "
            + _("gross margin {percent}: assumed, no order has a cost").format(
                percent=percent_text(one.margin)
            )
            if one.margin_assumed
            else "  "
            + ngettext(
                "gross margin {percent}: {count} order with its cost",
                "gross margin {percent}: {count} orders with their cost",
                facts.costed_orders,
            ).format(percent=percent_text(one.margin), count=facts.costed_orders)
        )
    if one.retention is not None and one.years is not None:
        lines.append(
            "  " + _("retention {percent}: assumed").format(percent=percent_text(one.retention))
            if one.retention_assumed
            else "  "
            + _("retention {percent}: {again} of last year's {before} buyers again").format(
                percent=percent_text(one.retention),
                again=facts.bought_again,
                before=facts.buyers_before,
            )
        )
        years = decimal_text(one.years)
        lines.append(
            "  " + _("expected years {years}, the most that is counted").format(years=years)
            if one.capped
            else "  " + _("expected years {years} = 1 / (1 - retention)").format(years=years)
        )
    why = orders_sentence(found.orders, found.clv.facts.months if not facts.orders else None)
    if why:
        lines.append(f"  {why}")
    elif found.left_out:
        lines.append(f"  {_left_out(found.left_out)}")
    return lines


def portrait_lines(found: PortraitView, *, ascii_only: bool) -> list[str]:
    """Return where a customer is, every trait of every portrait, and its lifetime value."""
    lines = [f"{found.customer_no}  {found.name}  {long_date(found.as_of)}", ""]
    places = [
        (
            dimension_label(one.by),
            segment_label(one.by, one.key),
            join_words([evidence_text(each) for each in one.evidence]),
        )
        for one in found.placed
    ]
    columns = [
        Column(pgettext("segments", "By"), max_width=20),
        Column(_("Segment"), max_width=28),
        Column(pgettext("segments", "Because"), max_width=90),
    ]
    lines += table(places, columns, ellipsis="~" if ascii_only else "…")
    if why := portrait_orders(found.orders):
        lines.append(why)
    for portrait in found.portraits:
        lines += ["", _portrait_head(portrait)]
        rows = [
            (
                _met(trait),
                rule_words(trait.rule, ascii_only=ascii_only),
                join_words([evidence_text(each) for each in trait.evidence]),
            )
            for trait in portrait.traits
        ]
        shown = [Column(), Column("", max_width=56), Column("", max_width=60)]
        lines += [f"  {line}" for line in table(rows, shown, ellipsis="~" if ascii_only else "…")]
    return [*lines, "", *clv_lines(found.clv)]


def _portrait_head(portrait: Portrait) -> str:
    said = {
        True: pgettext("portrait", "belongs to it"),
        False: pgettext("portrait", "does not belong to it"),
        None: pgettext("portrait", "no data to say whether it belongs"),
    }[portrait.belongs]
    return _("{portrait}: {belongs}; {met} of {count} traits met").format(
        portrait=portrait_label(portrait.key),
        belongs=said,
        met=portrait.met,
        count=len(portrait.traits),
    )


def _met(trait: Trait) -> str:
    if trait.met is None:
        return pgettext("trait", "no data")
    return pgettext("trait", "met") if trait.met else pgettext("trait", "not met")


def _lacking(one: Lacking) -> str:
    return {
        Lacking.ORDERS: pgettext("lifetime value", "orders"),
        Lacking.AMOUNT: pgettext("lifetime value", "amounts in the book's currency"),
        Lacking.MARGIN: pgettext("lifetime value", "a gross margin"),
        Lacking.RETENTION: pgettext("lifetime value", "buyers of the year before"),
    }[one]


def _left_out(currencies: tuple[str, ...]) -> str:
    return _("Amounts in {currencies} are left out.").format(currencies=join_words(currencies))


def _money(minor: int | Fraction | None) -> str:
    return "-" if minor is None else full_amount(round(minor))


def percent_text(share: Fraction | None) -> str:
    """Return a share in percent with at most one decimal."""
    return "-" if share is None else f"{decimal_text(share * 100)}%"


def decimal_text(number: Fraction | None) -> str:
    """Return a number with at most one decimal."""
    if number is None:
        return "-"
    tenths = round(number * 10)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10:.1f}"

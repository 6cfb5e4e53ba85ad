"""Segments, their members, lifetime values and portraits as lines of text."""

from kamtui.domain.metrics import Window
from kamtui.domain.segments.measures import CUSTOM, MEASURES, Need
from kamtui.domain.views.segments import (
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
from kamtui.present.order_standing import portrait_orders
from kamtui.present.segment_value import clv_lines, left_out_line
from kamtui.present.segment_words import (
    dimension_label,
    evidence_text,
    lacking_labels,
    measure_label,
    placed_words,
    portrait_label,
    rule_of_row,
    rule_words,
    segment_label,
    share_text,
    threshold_lines,
)
from kamtui.present.words import join_words

__all__ = [
    "fact_lines",
    "member_lines",
    "overview_lines",
    "portrait_lines",
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
        lines += [f"  {line}" for line in threshold_lines(view.thresholds, by_day=view.by_day)]
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
                "As the book stood that day: customers known by then (entered, or with an order, a"
                " contact, a survey, a complaint or a grade) and not archived; fields by the log of"
                " changes, grades by their history."
            )
        )
    if view.lacking:
        names = [f"{name} {count}" for name, count in lacking_labels(view.lacking).items()]
        lines.append(_("Not recorded: {names}").format(names=join_words(names)))
    if view.left_out:
        lines.append(left_out_line(view.left_out))
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
            Column(_("Order days") if view.by_day else _("Orders"), align="right"),
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
    rows.append(
        (
            f"{CUSTOM}NAME",
            pgettext("segments", "a field of one's own, such as age, income, lifestyle"),
            "",
        )
    )
    return [
        *table(rows, [Column(_("Fact")), Column(""), Column("")]),
        "",
        _("Compared by >= > <= < = != (4..5 from to, a, b any of), ~ mentions, is known,"
          " is unknown; joined by and, or; otherwise is everybody else."),
    ]  # fmt: skip


def portrait_lines(found: PortraitView, *, ascii_only: bool) -> list[str]:
    """Return where a customer is, every trait of every portrait, and its lifetime value."""
    lines = [f"{found.customer_no}  {found.name}  {long_date(found.as_of)}", ""]
    places = [
        (
            dimension_label(one.by),
            segment_label(one.by, one.key),
            placed_words(one),
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

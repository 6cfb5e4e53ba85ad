"""Lifetime values as lines of text: each input with where it comes from, and what is missing."""

from collections.abc import Mapping
from fractions import Fraction

from kamtui.domain.segments.clv import MOST_YEARS, Clv, Lacking
from kamtui.domain.views.segments import ClvView, SegmentsView
from kamtui.i18n import _, ngettext, pgettext
from kamtui.present.columns import Column, table
from kamtui.present.money import full_amount
from kamtui.present.order_standing import orders_sentence
from kamtui.present.segment_words import HIDDEN, segment_label
from kamtui.present.words import join_words

__all__ = ["brief_lines", "clv_lines", "decimal_text", "left_out_line", "percent_text",
           "value_lines"]  # fmt: skip

#: The settings that stand in for what no record says.
_MARGIN, _RETENTION = "segments.clv_margin", "segments.clv_retention"


def value_lines(
    view: SegmentsView, values: Mapping[str, ClvView], *, ascii_only: bool
) -> list[str]:
    """Return the lifetime value of a customer of each segment as a table, and what it rests on."""
    columns = [
        Column(_("Segment"), max_width=28),
        Column(_("Buyers"), align="right"),
        Column(_("Orders"), align="right"),
        Column(_("Average order"), align="right"),
        Column(_("Orders a year"), align="right"),
        Column(_("With cost"), align="right"),
        Column(_("Margin"), align="right"),
        Column(_("Retention"), align="right"),
        Column(pgettext("segments", "Years"), align="right"),
        Column(_("Lifetime value"), align="right"),
        Column(_("All together"), align="right"),
    ]
    rows = []
    for key, found in values.items():
        one = found.clv
        rows.append(
            (
                segment_label(view.by, key),
                found.customers,
                one.facts.orders,
                _money(one.average_minor),
                decimal_text(one.orders_per_year),
                one.facts.costed_orders,
                percent_text(one.margin) + ("*" if one.margin_assumed else ""),
                percent_text(one.retention) + ("*" if one.retention_assumed else ""),
                decimal_text(one.years),
                _money(one.value_minor),
                _money(found.total_minor),
            )
        )
    lines = [
        _("Lifetime value = average order x orders a year x margin x expected years"),
        *table(rows, columns, ellipsis="~" if ascii_only else "…"),
    ]
    return [*lines, *_basis(values), *_missing(view, values)]


def _basis(values: Mapping[str, ClvView]) -> list[str]:
    """Return where the inputs of all segments come from."""
    many = [found.clv for found in values.values()]
    if not many:
        return []
    months = many[0].facts.months
    lines = [
        ngettext(
            "Average order and orders a year: the orders of the last {months} month, shared among"
            " those who ordered.",
            "Average order and orders a year: the orders of the last {months} months, shared among"
            " those who ordered.",
            months,
        ).format(months=months),
        _("Gross margin: the orders whose cost is known."),
    ]
    assumed = next((one.margin for one in many if one.margin_assumed), None)
    if assumed is not None:
        lines[-1] += " " + _("* where there are none: {percent}, the setting {setting}.").format(
            percent=percent_text(assumed), setting=_MARGIN
        )
    lines.append(
        _("Expected years = 1 / (1 - retention), at most {years}. {retention}.").format(
            years=MOST_YEARS, retention=_retention(many[0], capital=True)
        )
    )
    return lines


def _missing(view: SegmentsView, values: Mapping[str, ClvView]) -> list[str]:
    """Return the segments whose value is not known, and for lack of what."""
    lines = []
    for key, found in values.items():
        if found.clv.lacking:
            lines.append(
                _("{segment}: no lifetime value, for lack of {what}").format(
                    segment=segment_label(view.by, key), what=_lacking_words(found.clv)
                )
            )
        if found.left_out:
            lines.append(f"{segment_label(view.by, key)}: {left_out_line(found.left_out)}")
    return lines


def clv_lines(found: ClvView, *, masked: bool = False) -> list[str]:
    """Return a lifetime value with each of its inputs, one line an input, known or not."""
    lines = [_head(found, masked)]
    lines += [f"  {line}" for line in _inputs(found.clv, masked)]
    why = orders_sentence(
        found.orders, found.clv.facts.months if not found.clv.facts.orders else None
    )
    if why:
        lines.append(f"  {why}")
    elif found.left_out:
        lines.append(f"  {left_out_line(found.left_out)}")
    return lines


def brief_lines(found: ClvView, *, masked: bool = False) -> tuple[str, str]:
    """Return the same in two lines: the value, and the product it is; ``?`` is not known."""
    one = found.clv
    average = "?" if one.average_minor is None else _money(one.average_minor)
    margin = _("{percent} margin (assumed)") if one.margin_assumed else _("{percent} margin")
    retention = (
        _("retention {percent}, assumed") if one.retention_assumed else _("retention {percent}")
    ).format(percent=percent_text(one.retention, "?"))
    years = (
        _("{years} years, the most ({retention})")
        if one.capped
        else _("{years} years ({retention})")
    )
    factors = (
        _("average order {amount}").format(
            amount=HIDDEN if masked and one.average_minor is not None else average
        ),
        _("{count} orders a year").format(count=decimal_text(one.orders_per_year, "?")),
        margin.format(percent=percent_text(one.margin, "?")),
        years.format(years=decimal_text(one.years, "?"), retention=retention),
    )
    return _head(found, masked), "= " + " x ".join(factors)


def _head(found: ClvView, masked: bool) -> str:
    one = found.clv
    if one.value_minor is None:
        return _("Lifetime value: not known, for lack of {what}").format(what=_lacking_words(one))
    return _("Lifetime value: {amount} {currency}").format(
        amount=HIDDEN if masked else full_amount(one.value_minor), currency=found.currency
    )


def _inputs(one: Clv, masked: bool) -> list[str]:
    return [_average(one, masked), _per_year(one), _margin(one), _retention(one), _years(one)]


def _average(one: Clv, masked: bool) -> str:
    facts = one.facts
    if one.average_minor is None:
        why = (
            _("no order counts in {months} months")
            if not facts.orders
            else _("no amount is in the book's currency")
        )
        return _("average order: not known, {why}").format(why=why.format(months=facts.months))
    return ngettext(
        "average order {amount}: {count} order in {months} months",
        "average order {amount}: {count} orders in {months} months",
        facts.orders,
    ).format(
        amount=HIDDEN if masked else _money(one.average_minor),
        count=facts.orders,
        months=facts.months,
    )


def _per_year(one: Clv) -> str:
    facts = one.facts
    if one.orders_per_year is None:
        return _("orders a year: not known, no order counts in {months} months").format(
            months=facts.months
        )
    return _("orders a year {count}: orders / {months} months x 12 / {buyers} who ordered").format(
        count=decimal_text(one.orders_per_year), months=facts.months, buyers=max(1, facts.customers)
    )


def _margin(one: Clv) -> str:
    if one.margin is None:
        return _("gross margin: not known, no order has a cost and {setting} assumes none").format(
            setting=_MARGIN
        )
    if one.margin_assumed:
        return _("gross margin {percent}: assumed ({setting}), no order has a cost").format(
            percent=percent_text(one.margin), setting=_MARGIN
        )
    return ngettext(
        "gross margin {percent}: {count} order with its cost",
        "gross margin {percent}: {count} orders with their cost",
        one.facts.costed_orders,
    ).format(percent=percent_text(one.margin), count=one.facts.costed_orders)


def _retention(one: Clv, *, capital: bool = False) -> str:
    facts = one.facts
    if one.retention is None:
        words = _("retention: not known, nobody bought in the year before the last 12 months")
    elif one.retention_assumed:
        words = _("retention {percent}: assumed ({setting})").format(
            percent=percent_text(one.retention), setting=_RETENTION
        )
    else:
        words = _(
            "retention {percent}, of the whole book: {again} of {before} who bought the year"
            " before did again"
        ).format(
            percent=percent_text(one.retention),
            again=facts.bought_again,
            before=facts.buyers_before,
        )
    return words[:1].upper() + words[1:] if capital else words


def _years(one: Clv) -> str:
    if one.years is None:
        return _("expected years: not known without the retention")
    years = decimal_text(one.years)
    if one.capped:
        return _("expected years {years}, the most that is counted").format(years=years)
    return _("expected years {years} = 1 / (1 - retention)").format(years=years)


def _lacking_words(one: Clv) -> str:
    return join_words([_lacking(each) for each in one.lacking])


def left_out_line(currencies: tuple[str, ...]) -> str:
    """Return which amounts are in no sum here, as a sentence."""
    return _("Amounts in {currencies} are left out.").format(currencies=join_words(currencies))


def _lacking(one: Lacking) -> str:
    return {
        Lacking.ORDERS: pgettext("lifetime value", "orders"),
        Lacking.AMOUNT: pgettext("lifetime value", "amounts in the book's currency"),
        Lacking.MARGIN: pgettext("lifetime value", "a gross margin"),
        Lacking.RETENTION: pgettext("lifetime value", "buyers of the year before"),
    }[one]


def _money(minor: int | Fraction | None) -> str:
    return "-" if minor is None else full_amount(round(minor))


def percent_text(share: Fraction | None, unknown: str = "-") -> str:
    """Return a share in percent with at most two decimals."""
    return unknown if share is None else f"{decimal_text(share * 100)}%"


def decimal_text(number: Fraction | None, unknown: str = "-") -> str:
    """Return a number with at most two decimals: what is multiplied can be multiplied again."""
    if number is None:
        return unknown
    return f"{round(number * 100) / 100:.2f}".rstrip("0").rstrip(".")

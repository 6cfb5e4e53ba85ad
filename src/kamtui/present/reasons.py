"""Why a cell or a row was not imported, and what was decided about a whole column."""

from collections.abc import Mapping

from kamtui.i18n import N_, _
from kamtui.present.fields import field_label, kind_label
from kamtui.present.words import filled, first_complete

__all__ = ["in_words", "reason_text"]

_REASONS: dict[str, str | tuple[str, ...]] = {
    "cell.bad_date": N_("is not a date; for example 2026-12-15"),
    "cell.bad_amount": N_("is not an amount; for example 1,234.50"),
    "cell.bad_number": N_("is not a number"),
    "cell.out_of_range": (
        N_("must lie between {low} and {high}"),
        N_("is out of range"),
    ),
    "cell.unknown_word": (
        N_("is not understood here; understood are: {words}"),
        N_("is not understood here"),
    ),
    "cell.bad_email": N_("is not an e-mail address"),
    "cell.bad_uscc": N_("is not a unified social credit code: its check digit is wrong"),
    "cell.formula_error": N_("is an error of the spreadsheet, not a value"),
    "cell.rounded_number": N_("was rounded by the spreadsheet, its digits are lost; type it anew"),
    "cell.too_long": (N_("is too long: at most {limit} characters"), N_("is too long")),
    "cell.nul_character": N_("holds a NUL character"),
    "row.required_missing": (
        N_("one of these is needed: {fields}"),
        N_("a value that is needed is missing"),
    ),
    "row.too_many_cells": (
        N_("has {cells} cells where the titles have {columns}"),
        N_("has more cells than there are titles"),
    ),
    "row.unclosed_quote": N_("a quotation mark is opened here and never closed"),
    "row.total_line": N_("is a line of totals, not a record"),
    "row.deleted_in_source": N_("is marked as deleted where it comes from"),
    "row.customer_unknown": (
        N_("there is no such customer; --create-customers adds it"),
        N_("there is no such customer"),
    ),
    "row.customer_ambiguous": N_("several customers have this name; give the customer no."),
    "row.order_unknown": N_("there is no such order; import the orders first"),
    "row.order_ambiguous": N_("several orders have this number; give the customer too"),
    "row.other_customer": N_("this order belongs to another customer"),
    "row.number_other_customer": (
        N_("row {first} has this number for another customer; one of the two is wrong"),
        N_("another row has this number for another customer; one of the two is wrong"),
    ),
    "row.number_other_day": (
        N_("row {first} has this number on another day; the lines of one order share its day"),
        N_("another row has this number on another day; the lines of one order share its day"),
    ),
    "row.number_taken": N_("this number belongs to another customer"),
    "row.conflict": N_("this record was changed meanwhile; look at it and import again"),
    "note.date_order_decided": (
        N_("dates are read as {order}: row {row} has {value}"),
        N_("dates are read as {order}"),
    ),
    "note.date_order_assumed": (
        N_("dates are taken as {order}, for example {value}; say otherwise if that is wrong"),
        N_("dates are taken as {order}; say otherwise if that is wrong"),
    ),
    "note.date_order_mixed": (
        N_("dates are taken as {order}, but {value} and {other} do not agree on it"),
        N_("dates are taken as {order}, but not all of them agree"),
    ),
    "note.decimal_comma": (
        N_("the comma is read as the decimal sign, as in {value}"),
        N_("the comma is read as the decimal sign"),
    ),
    "note.scaled_by_header": (
        N_("the title says {unit}: amounts are multiplied by {factor}"),
        N_("amounts are multiplied as the title says"),
    ),
    "note.not_a_grade": (
        N_("these words are not grades and are kept as a field of your own: {values}"),
        N_("these words are not grades and are kept as a field of your own"),
    ),
    "note.computed": (
        N_("worked out from the records, so not read: {columns}; --map COLUMN=- keeps one"),
        N_("points and classes are worked out from the records, so not read"),
    ),
    "note.credit_unknown": (
        N_(
            "past their customer's days of credit and nothing says whether they were paid: {count}"
            " orders, not counted as owed; import the payments or add them to the orders"
        ),
        N_("nothing says whether old orders were paid; they are not counted as owed"),
    ),
    "note.credit_unpaid": (
        N_(
            "without a payment date and past their customer's days of credit: {count} orders, owed"
            " and late since then"
        ),
        N_("orders without a payment date are owed since their customer's days of credit"),
    ),
    "note.rows_above_header": (
        N_("the titles are in row {row}; the rows above are skipped"),
        N_("the rows above the titles are skipped"),
    ),
    "note.encoding_guessed": (
        N_("the encoding is guessed as {encoding}; look at the preview, or give --encoding"),
        N_("the encoding is guessed; look at the preview, or give --encoding"),
    ),
    "note.kind_close": (
        N_("taken as {kind}, but {other} is nearly as likely; say it with --as"),
        N_("the kind of records is a close call; say it with --as"),
    ),
    "note.number_as_name": N_("there is no name column: the customer no. is used as the name"),
}

_DATE_ORDERS = {
    "dmy": N_("day/month/year"),
    "ymd": N_("year/month/day"),
    "mdy": N_("month/day/year"),
}


def reason_text(code: str, params: Mapping[str, object] | None = None) -> str:
    """Return the reason behind a code of `exchange`, to stand after row, column and value.

    An unknown code is shown as it is, so that no rejected row is without a reason.
    """
    words = _REASONS.get(code)
    if words is None:
        return filled(_("cannot be imported ({code})"), {"code": code})
    values = in_words(code, params or {})
    return filled(_(first_complete(words, values)), values)


def in_words(code: str, params: Mapping[str, object]) -> dict[str, object]:
    """Return the values behind a code with what is a name of ours, such as a kind, in words."""
    values = dict(params)
    fields = values.get("fields")
    if isinstance(fields, (list, tuple)):
        values["fields"] = [field_label(str(name)) for name in fields]
    order = values.get("order")
    if isinstance(order, str) and order in _DATE_ORDERS:
        values["order"] = _(_DATE_ORDERS[order])
    other = values.get("other")
    if code == "note.kind_close" and isinstance(other, str):
        values["other"] = kind_label(other) or other
    return values

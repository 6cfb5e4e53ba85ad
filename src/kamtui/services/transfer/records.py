"""Rows as an import writes them: columns in order, with what a fresh row holds.

Raw inserts instead of the ORM, because 70,000 orders cost 37 times the bare insert through it
(data-model.md, traps).  A test compares these with the schema.
"""

from typing import Any

#: A row by column name, in its stored form: dates and instants as text, JSON as Python values.
Row = dict[str, Any]

_RECORD: Row = {
    "id": None,
    "created_at": None,
    "updated_at": None,
    "version": 1,
    "deleted_at": None,
    "import_batch_id": None,
}


def _blank(columns: str, **values: Any) -> Row:
    return _RECORD | dict.fromkeys(columns.split()) | values


#: In the order in which foreign keys let them be written.
BLANK: dict[str, Row] = {
    "customer": _blank(
        "customer_no name short_name name_key parent_id uscc industry region city country address"
        " phone email website employees revenue_band customer_since grade lifecycle need_type"
        " intent relation_state strategic_value strategic_reason credit_days credit_limit_minor"
        " preferences special_attention verified_on archived_on cadence owner referred_by"
        " tags custom remarks",
        tags=[],
        custom={},
    ),
    "contact": _blank(
        "customer_id name title role birth_year birth_month birth_day birth_lunar is_main remarks"
        " data_purpose data_source retain_until",
        birth_lunar=False,
        is_main=False,
    ),
    "contact_point": _blank("contact_id customer_id kind value digits is_main", is_main=False),
    "product": _blank("code name name_key product_class unit"),
    "follow_up": _blank(
        "customer_id contact_id due_on due_time place channel purpose goal expected_result"
        " assignee state completed_at result communication_id origin source_key",
        state="open",
        origin="import",
    ),
    "communication": _blank(
        "customer_id at on_date zone channel direction service_kind content outcome noted minutes"
        " by who follow_up_id source_key",
        noted=True,
    ),
    "communication_contact": {"communication_id": None, "contact_id": None},
    "sales_order": _blank(
        "customer_id order_no ordered_on status amount_minor cost_minor currency invoiced_state"
        " source_key",
        status="completed",
    ),
    "order_line": _blank("order_id product_id quantity price_minor cost_minor amount_minor"),
    "receivable": _blank(
        "customer_id order_id due_on amount_minor paid_minor settled_on promised_on invoice_no"
        " currency source_key",
        paid_minor=0,
    ),
    "payment": _blank(
        "customer_id order_id receivable_id received_on amount_minor method invoice_no source_key"
    ),
    "survey": _blank("customer_id on_date score recommend suggestion source source_key"),
    "complaint": _blank(
        "customer_id kind cause description opened_at respond_by settle_by responded_at settled_at"
        " resolution handled_by source_key",
        kind="complaint",
    ),
    "inbox_note": _blank("content at on_date zone by"),
    "grade_change": _blank(
        "customer_id at model model_revision score with_data parts proposed from_grade to_grade"
        " decision reason by",
        parts=[],
        decision="imported",
    ),
}

JSON_COLUMNS = frozenset({"tags", "custom", "parts"})
BOOL_COLUMNS = frozenset({"is_main", "birth_lunar", "noted"})

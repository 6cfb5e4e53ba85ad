"""The words for kinds of records and their fields (glossary.md, cli.md's field names)."""

from kamtui.i18n import N_, NP_, _, pgettext
from kamtui.present.safe_text import safe_text

__all__ = ["entity_label", "field_label", "field_place", "kind_label"]

#: One record, by the name of its table.
_ENTITIES = {
    "customer": N_("customer"),
    "contact": N_("contact"),
    "contact_point": N_("contact detail"),
    "communication": N_("communication"),
    "communication_contact": N_("person spoken to"),
    "promise": N_("promise"),
    "follow_up": N_("follow-up"),
    "product": N_("product"),
    "sales_order": N_("order"),
    "order": N_("order"),
    "order_line": N_("order line"),
    "receivable": N_("receivable"),
    "payment": N_("payment received"),
    "survey": N_("satisfaction survey"),
    "complaint": N_("complaint"),
    "grade_change": N_("grade change"),
    "scoring_model": N_("scoring model"),
    "setting": N_("setting"),
    "inbox_note": N_("note in the inbox"),
    "import_batch": N_("import"),
}

#: Records of one kind in a file, by cli.md's name.
_KINDS = {
    "customers": N_("customers"),
    "contacts": N_("contacts"),
    "communications": N_("communications"),
    "follow-ups": N_("follow-ups"),
    "needs": N_("key needs"),
    "orders": N_("orders"),
    "order-lines": N_("order lines"),
    "receivables": N_("receivables"),
    "payments": N_("payments received"),
    "surveys": N_("satisfaction surveys"),
    "complaints": N_("complaints"),
    "inbox": N_("notes in the inbox"),
    "strategies": N_("strategy tables"),
}

_FIELDS: dict[str, str | tuple[str, str]] = {
    "customer_no": N_("customer no."),
    "customer": N_("customer"),
    "name": NP_("field", "name"),
    "short_name": N_("short name"),
    "parent": N_("parent company"),
    "first_name": N_("first name"),
    "last_name": N_("last name"),
    "parent_id": N_("parent company"),
    "uscc": N_("unified social credit code"),
    "industry": N_("industry"),
    "region": N_("region"),
    "city": N_("city"),
    "country": N_("country"),
    "address": N_("address"),
    "phone": N_("phone"),
    "mobile": N_("mobile"),
    "email": NP_("contact detail", "e-mail"),
    "wechat": N_("WeChat"),
    "website": N_("website"),
    "employees": N_("headcount"),
    "revenue_band": N_("revenue"),
    "customer_since": N_("customer since"),
    "grade": N_("grade"),
    "lifecycle": N_("lifecycle"),
    "need_type": N_("need"),
    "intent": N_("intent level"),
    "relation_state": N_("state of the relation"),
    "strategic_value": N_("strategic value"),
    "strategic_reason": N_("reason of the strategic value"),
    "credit_days": N_("credit days"),
    "credit_limit": N_("credit limit"),
    "credit_limit_minor": N_("credit limit"),
    "archived_on": N_("archived on"),
    "custom": NP_("field", "own fields"),
    "preferences": N_("preferences"),
    "special_attention": N_("special attention"),
    "verified_on": N_("verified on"),
    "cadence": N_("cadence"),
    "owner": N_("owner"),
    "referred_by": N_("referred by"),
    "tags": N_("tags"),
    "remarks": N_("remarks"),
    "contact": N_("contact"),
    "contact_id": N_("contact"),
    "customer_id": N_("customer"),
    "title": N_("job title"),
    "role": N_("role in the purchase"),
    "birthday": N_("birthday"),
    "birth_year": N_("year of birth"),
    "birth_month": N_("month of birth"),
    "birth_day": N_("day of birth"),
    "birth_lunar": N_("lunar birthday"),
    "wechat_remark": N_("WeChat remark name"),
    "fax": N_("fax"),
    "other": NP_("field", "other"),
    "data_purpose": N_("purpose of the data"),
    "data_source": N_("source of the data"),
    "retain_until": N_("kept until"),
    "is_main": N_("main contact"),
    "kind": NP_("field", "kind"),
    "value": NP_("field", "value"),
    "at": NP_("field", "when"),
    "on": NP_("field", "date"),
    "on_date": NP_("field", "date"),
    "channel": N_("channel"),
    "direction": N_("direction"),
    "service_kind": N_("service"),
    "content": NP_("field", "content"),
    "inbox_note": N_("note in the inbox"),
    "outcome": N_("outcome"),
    "noted": N_("noted"),
    "minutes": N_("minutes"),
    "by": NP_("field", "by whom"),
    "who": NP_("field", "people"),
    "next_on": N_("next date"),
    "next_what": N_("next step"),
    "what": NP_("field", "what"),
    "due_on": N_("due date"),
    "due_time": N_("time of day"),
    "delivered_on": N_("delivered on"),
    "place": N_("place"),
    "purpose": NP_("field", "what"),
    "goal": N_("goal"),
    "expected_result": N_("expected result"),
    "assignee": NP_("follow-up", "owner"),
    "state": NP_("field", "state"),
    "completed_at": N_("done on"),
    "result": N_("outcome"),
    "order_no": N_("order no."),
    "number": N_("order no."),
    "ordered_on": N_("order date"),
    "amount": N_("amount"),
    "amount_minor": N_("amount"),
    "cost": N_("cost"),
    "cost_minor": N_("cost"),
    "currency": N_("currency"),
    "status": N_("order status"),
    "product": N_("product"),
    "quantity": N_("quantity"),
    "price": N_("price"),
    "price_minor": N_("price"),
    "product_id": N_("product"),
    "order_id": N_("order"),
    "receivable_id": N_("receivable"),
    "invoiced_state": NP_("field", "invoicing"),
    "promised_on": N_("payment promised for"),
    "paid_on": N_("payment date"),
    "received_on": N_("payment date"),
    "method": N_("method of payment"),
    "invoice_no": N_("invoice no."),
    "score": N_("score"),
    "recommend": N_("willingness to recommend"),
    "suggestion": N_("suggestion"),
    "source": N_("source"),
    "cause": N_("cause"),
    "opened_at": N_("opened on"),
    "responded_at": N_("answered on"),
    "settled_at": N_("settled on"),
    "respond_by": N_("to be answered by"),
    "settle_by": N_("to be settled by"),
    "handled_by": N_("handled by"),
    "from_grade": N_("grade before"),
    "to_grade": N_("grade after"),
    "decision": NP_("field", "decision"),
    "reason": NP_("field", "reason"),
    "origin": NP_("field", "origin"),
    "description": N_("description"),
    "resolution": N_("resolution"),
    "deleted_at": N_("deleted"),
}

_PLACES = {name: place for place, name in enumerate(_FIELDS)}


def field_label(name: str) -> str:
    """Return the words for a field, in the current language; an unknown one as it is.

    One of the customer's own fields, ``custom.NAME``, is called by its name.
    """
    words = _FIELDS.get(name)
    if words is None:
        return safe_text(name.removeprefix("custom."))
    return _(words) if isinstance(words, str) else pgettext(*words)


def field_place(name: str) -> int:
    """Return where a field stands among all: the log keeps those of one change in no order."""
    return _PLACES.get(name, len(_PLACES))


def entity_label(name: str) -> str:
    """Return the words for one record of a table; an unknown one as it is."""
    words = _ENTITIES.get(name)
    return _(words) if words else safe_text(name)


def kind_label(kind: str) -> str:
    """Return the words for the records of a file, such as ``order lines``; else nothing."""
    words = _KINDS.get(kind)
    return _(words) if words else ""

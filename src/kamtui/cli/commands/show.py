"""``kamtui show``: the visit brief of one customer."""

import argparse
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from kamtui.cli.commands.find import number
from kamtui.cli.commands.grade_documents import proposal_document
from kamtui.cli.commands.segment_documents import placed_document
from kamtui.cli.context import Context
from kamtui.cli.output import emit_json, emit_lines
from kamtui.cli.parsing import whole_number
from kamtui.domain.money import decimal_text
from kamtui.domain.views.customer import (
    CommunicationView,
    ContactPointView,
    ContactView,
    CustomerView,
    FollowUpView,
    MoneyView,
)
from kamtui.domain.views.grading import Proposal
from kamtui.i18n import _
from kamtui.services import segments
from kamtui.services.brief import COMMUNICATIONS, Briefing, briefing


def add_arguments(_name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    parser.add_argument("customer", metavar="CUSTOMER", help=_("number, name or part of it"))
    parser.add_argument(
        "--last", type=whole_number, default=COMMUNICATIONS, metavar="N",
        help=_("communications at the most (default 10)"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Print everything one reads before a visit."""
    options = context.options
    found = briefing(
        context.desk, customer=options.customer, communications=min(options.last, 10_000)
    )
    if context.as_json:
        # Scores are against everybody: only who asks for them waits for them.
        places = segments.of_customer(context.desk, customer_id=found.brief.customer.id)
        emit_json(document(found) | {"segments": placed_document(places)})
        return 0
    from kamtui.present.brief_table import brief_lines

    emit_lines(
        brief_lines(
            found.brief,
            grade=found.grade,
            rating=found.rating,
            today=context.today,
            ascii_only=options.ascii,
        )
    )
    return 0


def document(found: Briefing) -> dict[str, object]:
    """Return the JSON of cli.md without the segments, keys stable."""
    brief = found.brief
    return {
        "customer": _customer(brief.customer)
        | {
            "points": [_point(point) for point in brief.points],
            "last_contact": _day(brief.last_contact),
        },
        "contacts": [_contact(person) for person in brief.contacts],
        "communications": [_communication(talk) for talk in brief.communications],
        "communications_total": brief.communications_total,
        "follow_ups": [_follow_up(plan) for plan in brief.follow_ups],
        "promises": [
            {
                "id": each.id,
                "what": each.what,
                "due": _day(each.due_on),
                "delivered": _day(each.delivered_on),
            }
            for each in brief.promises
        ],
        # Needs come with their own records; the key is part of the contract.
        "needs": [],
        **_money(brief.money),
        "satisfaction": _score(brief.satisfaction),
        "complaints_open": brief.complaints_open,
        "grade": _judgement(found.grade, found.grade_model),
        "rating": _judgement(found.rating, found.rating_model),
    }


def _customer(customer: CustomerView) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name, value in customer.fields.items():
        if name.endswith("_minor"):
            amount = decimal_text(value) if isinstance(value, int) else None
            fields[name.removesuffix("_minor")] = amount
        else:
            fields[name] = _plain(value)
    return {"id": customer.id, **fields, "custom": _plain(customer.custom)}


def _contact(person: ContactView) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "role": person.role,
        "is_main": person.is_main,
        "phone": person.phone,
        "wechat": person.wechat,
        "points": [_point(point) for point in person.points],
        "remarks": person.remarks,
    }


def _point(point: ContactPointView) -> dict[str, object]:
    return {"id": point.id, "kind": point.kind, "value": point.value, "is_main": point.is_main}


def _communication(talk: CommunicationView) -> dict[str, object]:
    return {
        "id": talk.id,
        "at": talk.at.isoformat(),
        "on": talk.on.isoformat(),
        "channel": talk.channel,
        "direction": talk.direction,
        "who": talk.who,
        "content": talk.content,
        "outcome": talk.outcome,
        "noted": talk.noted,
        "by": talk.by,
    }


def _follow_up(plan: FollowUpView) -> dict[str, object]:
    return {
        "id": plan.id,
        "due": plan.due_on.isoformat(),
        "time": plan.due_time.strftime("%H:%M") if plan.due_time else None,
        "channel": plan.channel,
        "what": plan.what,
        "goal": plan.goal,
        "expected_result": plan.expected_result,
        "state": plan.state,
        "origin": plan.origin,
        "assignee": plan.assignee,
        "place": plan.place,
        "contact": plan.contact,
    }


def _money(money: MoneyView) -> dict[str, object]:
    return {
        "orders": {
            "count": money.orders,
            "amount": decimal_text(money.amount_minor),
            "last": _day(money.last_order_on),
            "count_12_months": money.orders_12m,
            "amount_12_months": decimal_text(money.amount_12m_minor),
            "currency": money.currency,
        },
        "money": {
            "outstanding": decimal_text(money.outstanding_minor),
            "overdue": decimal_text(money.overdue_minor),
            "currency": money.currency,
            "credit_days": money.credit_days,
        },
    }


def _judgement(one: Proposal, model: str) -> dict[str, object]:
    document = proposal_document(one)
    kept = ("current", "proposed", "score", "with_data", "parts", "next")
    return {"model": model, **{name: document[name] for name in kept}}


def _score(text: str | None) -> object:
    try:
        return number(None if text is None else Decimal(text))
    except InvalidOperation:
        return text


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    return value

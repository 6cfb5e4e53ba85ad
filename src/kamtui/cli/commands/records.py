"""``kamtui add``, ``edit``, ``contact``, ``delete`` and ``restore-record``."""

import argparse
from collections.abc import Mapping, Sequence

from kamtui.cli.commands.actions import line_failure, planned, report
from kamtui.cli.context import Context
from kamtui.cli.output import warn
from kamtui.domain.errors import KamError
from kamtui.domain.quick_add import parse_quick_add
from kamtui.i18n import _
from kamtui.present.change_words import change_sentence
from kamtui.services import contacts, customers, records
from kamtui.services.communications import PlanDraft
from kamtui.services.customer_fields import CONTACT, CUSTOMER, Field
from kamtui.services.records import CustomerDraft


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    if name == "add":
        parser.add_argument(
            "line", nargs="+", metavar="LINE",
            help=_("name phone @contact #grade #tag >date what, quoted"),
        )  # fmt: skip
        parser.set_defaults(run=run_add)
    elif name in {"edit", "contact"}:
        parser.add_argument("customer", metavar="CUSTOMER", help=_("number, name or part of it"))
        parser.add_argument(
            "fields", nargs="+", metavar="FIELD=VALUE", help=_("an empty value clears the field")
        )
        parser.set_defaults(run=run_edit if name == "edit" else run_contact)
    elif name == "delete":
        parser.add_argument("target", metavar="CUSTOMER|ID")
        parser.set_defaults(run=run_delete)
    else:
        parser.add_argument("id", metavar="ID", help=_("as printed by delete and history"))
        parser.set_defaults(run=run_restore)
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run_add(context: Context) -> int:
    """Add a customer by one line; say who is similar."""
    line = " ".join(context.options.line)
    parsed = parse_quick_add(
        line, today=context.today, order=context.order, calendar=context.calendar
    )
    if parsed.problems:
        raise line_failure(parsed.problems[0])
    desk = context.desk
    alike = records.similar(desk, name=parsed.name)
    draft = CustomerDraft(
        name=parsed.name,
        phones=parsed.phones,
        contacts=parsed.contacts,
        grade=parsed.grade,
        tags=parsed.tags,
        next=PlanDraft(
            on=parsed.next_on, at=parsed.next_at, what=parsed.next_what or _("Follow up")
        )
        if parsed.next_on
        else None,
    )
    changes = records.add(desk, draft=draft)
    if alike:
        names = ", ".join(f"{number} {name}" for _id, number, name in alike)
        warn(_("Similar: {names}. kamtui undo takes the new one back.").format(names=names))
    customer_id = next(iter(changes.customer_ids))
    number = customers.number_of(desk, customer_id=customer_id)
    said = f"{change_sentence(changes)} ({number})"
    if draft.next is not None:
        said += f"  > {planned(context, draft.next.on, draft.next.at)} {draft.next.what}"
    report(context, changes.group_id, said, customer_no=number)
    return 0


def run_edit(context: Context) -> int:
    """Set fields of a customer."""
    options = context.options
    customer_id = customers.resolve(context.desk, customer=options.customer)[0]
    changes = records.edit(
        context.desk, customer_id=customer_id, assignments=_assignments(options.fields, CUSTOMER)
    )
    report(context, changes.group_id, change_sentence(changes))
    return 0


def run_contact(context: Context) -> int:
    """Add or change a person."""
    options = context.options
    customer_id = customers.resolve(context.desk, customer=options.customer)[0]
    changes = contacts.set_contact(
        context.desk,
        customer_id=customer_id,
        assignments=_assignments(options.fields, CONTACT),
    )
    report(context, changes.group_id, change_sentence(changes), records=list(changes.records))
    return 0


def run_delete(context: Context) -> int:
    """Delete a customer, or any record by its id."""
    desk, target = context.desk, context.options.target
    try:
        identifier = customers.resolve_exactly(desk, customer=target)
        entity = "customer"
    except KamError as unknown:
        if unknown.code != "customer.unknown":
            raise
        try:
            entity, identifier = records.locate(desk, record_id=target, deleted=False)
        except KamError as nothing:
            if nothing.code != "record.unknown":
                raise
            raise unknown from nothing
    changes = records.delete(desk, entity=entity, record_id=identifier)
    again = _("kamtui undo or kamtui restore-record {id} brings it back").format(id=identifier)
    report(context, changes.group_id, f"{change_sentence(changes)}. {again}", id=identifier)
    return 0


def run_restore(context: Context) -> int:
    """Bring a deleted record back."""
    changes = records.restore(context.desk, record_id=context.options.id)
    report(context, changes.group_id, change_sentence(changes))
    return 0


def _assignments(words: Sequence[str], fields: Mapping[str, Field]) -> dict[str, str]:
    """Return typed pairs; a closed list's own words stand for its values: ``lifecycle=成熟``."""
    from kamtui.present.labels import value_of_label

    pairs = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise KamError("usage.assignment", {"text": word}, exit_code=2)
        field = fields.get(name.strip().casefold())
        if field is not None and field.choices is not None:
            value = value_of_label(field.choices, value) or value
        pairs[name.strip()] = value
    return pairs

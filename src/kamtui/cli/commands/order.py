"""``kamtui order``: an order with its product and receivable, in one line."""

import argparse

from kamtui.cli.commands.actions import report
from kamtui.cli.context import Context
from kamtui.i18n import _
from kamtui.services import customers


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the customer and the line."""
    parser.add_argument("customer", metavar="CUSTOMER", help=_("number, name or part of it"))
    parser.add_argument(
        "line", nargs="+", metavar="LINE",
        help=_("quoted: 11-20 42万 FT-200 x3 @14万 due 30d #number"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Add the order; a word that is not understood adds nothing."""
    from kamtui.domain.order_line import parse_order_line
    from kamtui.present.change_words import change_sentence
    from kamtui.present.order_words import credit_ended_words, order_text
    from kamtui.services import orders
    from kamtui.services.order_values import entry_values

    options = context.options
    entry = parse_order_line(" ".join(options.line), today=context.today, order=context.order)
    values = entry_values(entry)
    customer_id, _number, _name = customers.resolve(context.desk, customer=options.customer)
    values = orders.completed(context.desk, customer_id=customer_id, values=values)
    changes = orders.add(context.desk, customer_id=customer_id, values=values)
    said = f"{change_sentence(changes)} = {order_text(values)}"
    ended = orders.credit_ended(context.desk, customer_id=customer_id, values=values)
    if ended is not None:
        said += f"; {credit_ended_words(ended)}"
    report(context, changes.group_id, said, records=list(changes.records))
    return 0

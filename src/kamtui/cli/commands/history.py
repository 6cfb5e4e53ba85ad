"""``kamtui undo``, ``redo`` and ``history``: the change log."""

import argparse

from kamtui.cli.commands.actions import report
from kamtui.cli.context import Context
from kamtui.cli.output import emit, emit_json, emit_lines
from kamtui.cli.parsing import whole_number
from kamtui.i18n import _
from kamtui.services import customers, history


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    if name == "history":
        parser.add_argument("customer", nargs="?", metavar="CUSTOMER")
        parser.add_argument("--limit", type=whole_number, default=100, help=_("lines at the most"))
        parser.set_defaults(run=run_history)
    else:
        parser.set_defaults(run=run_undo if name == "undo" else run_redo)


def run_undo(context: Context) -> int:
    """Take the last step back."""
    return _said(context, undo=True)


def run_redo(context: Context) -> int:
    """Put the last undone step back."""
    return _said(context, undo=False)


def _said(context: Context, *, undo: bool) -> int:
    from kamtui.present.change_words import change_sentence

    changes = (history.undo if undo else history.redo)(context.desk)
    report(
        context, changes.group_id, change_sentence(changes),
        what=changes.what, customer=changes.subject or None,
    )  # fmt: skip
    return 0


def run_history(context: Context) -> int:
    """Print the newest changes."""
    options = context.options
    customer_id = None
    if options.customer:
        customer_id = customers.resolve(context.desk, customer=options.customer)[0]
    found = history.entries(context.desk, customer_id=customer_id, limit=options.limit)
    if context.as_json:
        emit_json(
            [
                {
                    "group": entry.group,
                    "at": entry.at.isoformat(),
                    "actor": entry.actor,
                    "what": entry.what,
                    "entity": entry.entity,
                    "entity_id": entry.entity_id,
                    "customer": entry.customer,
                    "fields": {name: list(pair) for name, pair in entry.fields.items()},
                    "undone": entry.undone,
                }
                for entry in found
            ]
        )
    elif found:
        from kamtui.present.history_table import history_lines

        emit_lines(history_lines(found, ascii_only=options.ascii))
    else:
        emit(_("Nothing has been changed yet."))
    return 0

"""``kamtui undo``, ``redo``, ``history`` and ``revert``: the change log."""

import argparse

from kamtui.cli.commands.actions import report
from kamtui.cli.context import Context
from kamtui.cli.output import emit, emit_json, emit_lines
from kamtui.cli.parsing import whole_number
from kamtui.domain.errors import KamError
from kamtui.i18n import _
from kamtui.services import customers, history


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    if name == "history":
        parser.add_argument("customer", nargs="?", metavar="CUSTOMER")
        parser.add_argument("--limit", type=whole_number, default=100, help=_("lines at the most"))
        parser.set_defaults(run=run_history)
    elif name == "revert":
        parser.add_argument(
            "line", type=whole_number, metavar="LINE", help=_("its number, as history prints it")
        )
        parser.add_argument("field", nargs="?", metavar="FIELD", help=_("only this field of it"))
        parser.add_argument(
            "--force", action="store_true", help=_("also where a field was changed since")
        )
        parser.set_defaults(run=run_revert)
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


def run_revert(context: Context) -> int:
    """Take one line of the log back, as a new step."""
    from kamtui.present.change_words import change_sentence

    options, desk = context.options, context.desk
    try:
        changes = history.revert(desk, seq=options.line, field=options.field)
    except KamError as error:
        conflicts = error.params.get("conflicts")
        if not options.force or not isinstance(conflicts, dict):
            raise
        # What stood there when the refusal was made is what --force writes over.
        over = {name: values[0] for name, values in conflicts.items()}
        changes = history.revert(desk, seq=options.line, field=options.field, over=over)
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
                    "line": entry.seq,
                }
                for entry in found
            ]
        )
    elif found:
        from kamtui.present.history_table import history_lines

        emit_lines(history_lines(found, today=context.today, ascii_only=options.ascii))
    else:
        emit(_("Nothing has been changed yet."))
    return 0

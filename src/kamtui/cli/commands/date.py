"""``kamtui date``: how a typed date is understood."""

import argparse

from kamtui.cli.commands.actions import date_failure, planned
from kamtui.cli.context import Context
from kamtui.cli.output import emit_json, emit_lines
from kamtui.domain.dates import TypedDate, parse_date
from kamtui.i18n import _


def add_arguments(_name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help=_("such as 2w, 下周三, 15/12"))
    parser.add_argument(
        "--past", action="store_true", help=_("something that happened: fri is last Friday")
    )
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Print each text with its date; 1 when one of them is not understood."""
    options = context.options
    found = [
        parse_date(
            text,
            today=context.today,
            order=context.order,
            past=options.past,
            calendar=context.calendar,
        )
        for text in options.text
    ]
    if context.as_json:
        emit_json([_document(typed) for typed in found])
    else:
        emit_lines(_line(context, typed) for typed in found)
    return 1 if any(typed.error for typed in found) else 0


def _document(typed: TypedDate) -> dict[str, object]:
    return {
        "text": typed.text,
        "date": typed.on.isoformat() if typed.on else None,
        "time": typed.at.strftime("%H:%M") if typed.at else None,
        "error": typed.error,
        "clears": typed.clears,
        "suggestion": typed.suggestion.isoformat() if typed.suggestion else None,
    }


def _line(context: Context, typed: TypedDate) -> str:
    from kamtui.present.errors import sentence

    if typed.clears:
        return f"{typed.text} = {_('no date')}"
    if typed.on is None:
        return sentence(date_failure(typed.error or "unknown", typed.text, typed.suggestion))
    return f"{typed.text} = {planned(context, typed.on, typed.at)}"

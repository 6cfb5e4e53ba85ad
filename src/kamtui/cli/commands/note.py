"""``kamtui note``: a note without a customer yet; without words, the notes that wait."""

import argparse

from kamtui.cli.commands.actions import date_failure, report
from kamtui.cli.context import Context
from kamtui.cli.output import emit, emit_json, emit_lines
from kamtui.domain.dates import parse_date
from kamtui.domain.ids import short_id
from kamtui.i18n import _
from kamtui.services import inbox


def add_arguments(_name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the words and their day."""
    parser.add_argument(
        "text", nargs="*", metavar="TEXT", help=_("quoted; without it the inbox is listed")
    )
    parser.add_argument("--at", metavar="DATE", help=_("when it happened, such as 昨天"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Keep a note, or list those there are."""
    words = " ".join(context.options.text)
    return keep(context, words, context.options.at) if words.strip() else _list(context)


def keep(context: Context, words: str, when: str | None) -> int:
    """Keep a note in the inbox."""
    from kamtui.present.change_words import change_sentence

    on, at = None, None
    if when:
        typed = parse_date(
            when, today=context.today, now=context.clock.now(), order=context.order, past=True
        )
        if typed.on is None:
            raise date_failure(typed.error or "unknown", when, typed.suggestion)
        on, at = typed.on, typed.at
    changes = inbox.add(context.desk, content=words, on=on, at=at)
    said = _("{sentence}. kamtui log CUSTOMER --note {id} files it").format(
        sentence=change_sentence(changes), id=short_id(changes.records[0])
    )
    report(context, changes.group_id, said, id=changes.records[0])
    return 0


def _list(context: Context) -> int:
    from kamtui.present.dates import clock_text, weekday_date

    notes = inbox.listed(context.desk)
    if context.as_json:
        emit_json(
            {
                "notes": [
                    {"id": one.id, "at": one.at.isoformat(), "content": one.content}
                    for one in notes
                ]
            }
        )
    elif not notes:
        emit(_("The inbox is empty."))
    else:
        emit_lines(
            f"{short_id(one.id)}  {weekday_date(one.on)} {clock_text(one.at.time())}"
            f"  {' '.join(one.content.split())}"
            for one in notes
        )
    return 0

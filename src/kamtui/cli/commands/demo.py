"""``kamtui demo``: a sample book in its own file, never the user's data."""

import argparse
import sys
from pathlib import Path

from kamtui.cli.context import Context
from kamtui.cli.output import emit, warn
from kamtui.cli.parsing import whole_number
from kamtui.i18n import _


def add_arguments(_name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    for noun, words in (
        ("customers", _("how many customers (default 24)")),
        ("communications", _("how many communications")),
        ("orders", _("how many orders")),
    ):
        parser.add_argument(f"--{noun}", type=whole_number, metavar="N", help=words)
    parser.add_argument(
        "--build", type=Path, metavar="FILE", help=_("write the book to FILE and stop")
    )
    parser.add_argument(
        "--remove", action="store_true", help=_("delete the sample book again, and nothing else")
    )
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Build what is missing or stale, then open it, or print its agenda without a terminal."""
    from kamtui.services import sample

    options = context.options
    if options.remove:
        return _remove(context)
    sizes = sample.Sizes.of(
        customers=options.customers, communications=options.communications, orders=options.orders
    )
    if options.build is not None:
        sample.build(options.build, today=context.today, sizes=sizes)
        emit(_("The sample book is in {path}.").format(path=options.build))
        return 0
    prepared = sample.ensure(today=context.today, sizes=sizes)
    if prepared.kept_edited:
        warn(
            _("The sample book of {day} was kept, because you changed it. Delete {path} for a"
              " fresh one.").format(day=prepared.made_for, path=prepared.path)
        )  # fmt: skip
    from kamtui.services.bootstrap import open_desk

    desk = open_desk(
        book=prepared.path, clock=context.clock, preferences=context.preferences, sample=True
    )
    context.adopt(desk)
    from kamtui.cli.commands.desk import open_or_print

    if not sys.stdout.isatty():
        warn(_("This is the sample book; your own data is not touched."))
    return open_or_print(context)


def _remove(context: Context) -> int:
    """Delete the sample; 1 where there is none."""
    from kamtui.services import sample

    removed = sample.remove(keep=context.desk.path)
    for path in removed:
        emit(_("The sample book {path} was deleted.").format(path=path))
    if not removed:
        warn(_("There is no sample book to delete."))
    return 0 if removed else 1

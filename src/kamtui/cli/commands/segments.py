"""``kamtui segments``: segments with their rules and money, members, one customer's portrait."""

import argparse
from collections.abc import Sequence
from datetime import date

from kamtui.cli.commands.segment_documents import overview_document, portrait_document
from kamtui.cli.context import Context
from kamtui.cli.output import emit_json, emit_lines
from kamtui.domain.errors import KamError
from kamtui.domain.segments.measures import MEASURES
from kamtui.domain.views.segments import ClvView, MembersView, SegmentsView
from kamtui.i18n import _
from kamtui.services import customers, segments

#: More members than any terminal shows; JSON is for programs.
_EVERYBODY = 10**9
#: The dimension that is shown where none is named.
_FIRST = "value"
#: What chooses among customers; the first four are of no use to a portrait.
_NARROW = ("by", "members", "moved", "clv", "portrait", "as_of")


def add_arguments(_name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    parser.add_argument(
        "--by", metavar="NAME",
        help=_("value, behaviour, need, lifecycle, region, rfm, or one's own"),
    )  # fmt: skip
    parser.add_argument(
        "--members", metavar="SEGMENT", help=_("list a segment's customers; all lists everyone")
    )
    parser.add_argument(
        "--portrait", metavar="CUSTOMER", help=_("hold one customer against every portrait")
    )
    parser.add_argument(
        "--moved", choices=("came", "left"), help=_("with --members: only those who moved")
    )
    parser.add_argument("--facts", action="store_true", help=_("what rules can ask"))
    parser.add_argument("--clv", action="store_true", help=_("lifetime value with its inputs"))
    parser.add_argument("--as-of", metavar="DATE", help=_("at a past day"))
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.epilog = _(
        "For example: kamtui segments --by rfm --members all. What rules can ask: kamtui segments"
        " --facts. One's own dimension is a setting, segments.own.NAME: kamtui settings edit."
    )
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Print what was asked for."""
    from kamtui.present.segment_words import dimension_named, segment_named

    options, desk = context.options, context.desk
    if options.facts:
        _refuse_beside("--facts", options, _NARROW)
        return _facts(context)
    as_of = None
    if options.as_of is not None:
        from kamtui.cli.commands.actions import past_day

        as_of = past_day(context, options.as_of)
    if options.portrait is not None:
        _refuse_beside("--portrait", options, _NARROW[:4])
        return _portrait(context, as_of=as_of)
    by = dimension_named(options.by or _FIRST, segments.names(desk))
    found = segments.judge(desk, by=by, as_of=as_of)
    view = segments.overview(desk, membership=found)
    members = None
    if options.moved is not None and options.members is None:
        raise KamError("usage.segments", exit_code=2)
    if options.members is not None:
        members = segments.members(
            desk,
            segment=segment_named(options.members, view.by, tuple(found.ids)),
            count=_EVERYBODY,
            membership=found,
            moved=options.moved,
        )
    values: dict[str, ClvView] = {}
    if options.clv:
        shown = {row.key for row in view.rows}
        found_values = segments.values(desk, membership=found)
        values = {key: one for key, one in found_values.items() if key in shown}
    if context.as_json:
        emit_json(overview_document(view, members, values))
        return 0
    _print(context, view, members, values)
    return 0


def _refuse_beside(chosen: str, options: argparse.Namespace, others: Sequence[str]) -> None:
    """Refuse options that would do nothing beside another.

    Raises:
        KamError: ``usage.segments_option``.
    """
    for name in others:
        if getattr(options, name) not in (None, False):
            params: dict[str, object] = {
                "option": "--" + name.replace("_", "-"), "chosen": chosen,
            }  # fmt: skip
            raise KamError("usage.segments_option", params, exit_code=2)


def _facts(context: Context) -> int:
    if context.as_json:
        emit_json(
            [
                {"fact": name, "kind": one.kind.value, "months": one.window.value}
                for name, one in MEASURES.items()
            ]
        )
        return 0
    from kamtui.present.segment_table import fact_lines

    emit_lines(fact_lines())
    return 0


def _print(
    context: Context,
    view: SegmentsView,
    members: MembersView | None,
    values: dict[str, ClvView],
) -> None:
    from kamtui.present.segment_table import member_lines, overview_lines
    from kamtui.present.segment_value import value_lines

    ascii_only = context.options.ascii
    lines = overview_lines(view, ascii_only=ascii_only)
    if members is not None:
        lines += ["", *member_lines(view, members, ascii_only=ascii_only)]
    if values:
        lines += ["", *value_lines(view, values, ascii_only=ascii_only)]
    emit_lines(lines)


def _portrait(context: Context, *, as_of: date | None) -> int:
    customer_id = customers.resolve(context.desk, customer=context.options.portrait)[0]
    found = segments.portrait(context.desk, customer_id=customer_id, as_of=as_of)
    if context.as_json:
        emit_json(portrait_document(found))
        return 0
    from kamtui.present.segment_table import portrait_lines

    emit_lines(portrait_lines(found, ascii_only=context.options.ascii))
    return 0

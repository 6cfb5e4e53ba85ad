"""``kamtui grades``: proposals with reasons, explanations, decisions, and what-if."""

import argparse
from collections.abc import Sequence
from decimal import Decimal

from kamtui.cli.commands.actions import report
from kamtui.cli.commands.find import number
from kamtui.cli.context import Context
from kamtui.cli.output import emit, emit_json, emit_lines
from kamtui.domain.errors import KamError
from kamtui.domain.money import decimal_text
from kamtui.domain.scoring.evaluate import Part
from kamtui.domain.views.grading import Proposal, Review
from kamtui.i18n import _
from kamtui.services import customers, grading

_ACTIONS = ("accept", "override", "explain", "what-if")


def add_arguments(_name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    parser.add_argument(
        "action", nargs="?", choices=_ACTIONS, help=_("nothing: the proposals that change a grade")
    )
    parser.add_argument("words", nargs="*", metavar="CUSTOMER", help=_("override: and the GRADE"))
    parser.add_argument("--all", action="store_true", help=_("every customer"))
    parser.add_argument("--model", metavar="NAME", help=_("another model, such as rating"))
    parser.add_argument("--reason", metavar="TEXT", help=_("why a grade is set by hand"))
    parser.add_argument("--weight", action="append", default=[], metavar="C=N")
    parser.add_argument("--cut", action="append", default=[], metavar="A=N")
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Do what the action says."""
    action = context.options.action
    if action is None:
        return _review(context)
    return {
        "accept": _accept,
        "override": _override,
        "explain": _explain,
        "what-if": _what_if,
    }[action](context)


def _review(context: Context) -> int:
    options = context.options
    found = grading.review(context.desk, model=options.model, everybody=options.all)
    if context.as_json:
        emit_json(_document(found))
        return 0
    from kamtui.present.grade_table import review_lines

    emit_lines(review_lines(found, ascii_only=options.ascii))
    return 0


def _accept(context: Context) -> int:
    from kamtui.present.change_words import change_sentence

    options = context.options
    if not options.all and not options.words:
        raise KamError("usage.grades_accept", exit_code=2)
    ids = None
    if not options.all:
        ids = [customers.resolve(context.desk, customer=word)[0] for word in options.words]
    changes = grading.accept(context.desk, customer_ids=ids)
    count = len(changes.customer_ids)
    report(context, changes.group_id, f"{change_sentence(changes)} ({count})", customers=count)
    return 0


def _override(context: Context) -> int:
    from kamtui.present.change_words import change_sentence

    options = context.options
    if len(options.words) != 2:
        raise KamError("usage.grades_override", exit_code=2)
    customer_id = customers.resolve(context.desk, customer=options.words[0])[0]
    changes = grading.override(
        context.desk,
        customer_id=customer_id,
        grade=options.words[1],
        reason=options.reason or "",
    )
    report(context, changes.group_id, change_sentence(changes))
    return 0


def _explain(context: Context) -> int:
    options = context.options
    if len(options.words) != 1:
        raise KamError("usage.grades_explain", exit_code=2)
    customer_id = customers.resolve(context.desk, customer=options.words[0])[0]
    found = grading.explain(context.desk, customer_id=customer_id, model=options.model)
    if context.as_json:
        emit_json(proposal_document(found))
    else:
        from kamtui.present.grade_table import explanation_lines

        emit_lines(explanation_lines(found, ascii_only=options.ascii))
    return 0


def _what_if(context: Context) -> int:
    options = context.options
    _model, moves = grading.what_if(
        context.desk, weights=_pairs(options.weight), cuts=_pairs(options.cut)
    )
    if context.as_json:
        emit_json(
            {
                "moves": [
                    {
                        "customer_no": move.customer_no,
                        "name": move.name,
                        "before": move.before,
                        "after": move.after,
                        "amount": decimal_text(move.money_minor),
                    }
                    for move in moves
                ]
            }
        )
    elif moves:
        from kamtui.present.grade_table import move_lines

        emit_lines(move_lines(moves, ascii_only=options.ascii))
    else:
        emit(_("Nobody would move."))
    return 0


def _pairs(words: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise KamError("usage.assignment", {"text": word}, exit_code=2)
        pairs[name.strip()] = value.strip()
    return pairs


def _document(found: Review) -> dict[str, object]:
    return {
        "model": found.model,
        "axis": found.axis,
        "as_of": found.as_of.isoformat(),
        "proposals": [proposal_document(one) for one in found.proposals],
        "customers": found.customers,
        "not_enough_data": {
            "customers": found.not_enough,
            "most_with_data": found.most_with_data,
            "needed": found.minimum_with_data,
            "missing": {one.criterion: one.customers for one in found.missing},
        },
    }


def proposal_document(one: Proposal) -> dict[str, object]:
    """Return one proposal as cli.md's JSON has it."""
    from kamtui.present.grading import hint_text

    evaluation = one.evaluation
    following = one.following
    return {
        "customer_no": one.customer_no,
        "name": one.name,
        "current": one.current,
        "proposed": one.proposed,
        "score": number(evaluation.score),
        "with_data": number(evaluation.with_data),
        "parts": [_part(part) for part in evaluation.parts],
        "next": {
            "grade": following.grade,
            "missing_points": number(following.missing_points),
            "hint": _(" and ").join(hint_text(hint) for hint in following.hints),
        }
        if following
        else None,
    }


def _part(part: Part) -> dict[str, object]:
    from kamtui.present.grading import why_text

    value: Decimal | None = part.value
    return {
        "criterion": part.criterion,
        "value": number(value),
        "points": number(part.points) if part.has_data else None,
        "max": number(part.maximum),
        "why": why_text(part),
    }

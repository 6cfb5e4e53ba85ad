"""``kamtui grades``: proposals with reasons, explanations, decisions, and what-if."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import date

from kamtui.cli.commands.actions import report
from kamtui.cli.commands.grade_documents import (
    advice_document,
    model_document,
    proposal_document,
    review_document,
    what_if_document,
)
from kamtui.cli.context import Context
from kamtui.cli.output import emit_json, emit_lines
from kamtui.domain.errors import KamError
from kamtui.domain.grade_filter import narrowed
from kamtui.domain.views.grade_records import CriterionRecords
from kamtui.i18n import _
from kamtui.services import (
    credit_terms,
    customers,
    grade_changes,
    grade_review,
    grade_ways,
    grading,
    saved_filters,
)

_ACTIONS = ("accept", "override", "explain", "what-if", "models", "use")
#: Options with what they are where nobody gave them, and the actions that take them.
_OPTIONS: Mapping[str, object] = {
    "all": False, "model": None, "reason": None, "weight": [], "cut": [], "as_of": None,
    "records": False, "filter": "",
}  # fmt: skip
_TAKES: Mapping[str | None, frozenset[str]] = {
    None: frozenset({"all", "model", "as_of", "filter"}),
    "accept": frozenset({"all", "filter"}),
    "override": frozenset({"reason"}),
    "explain": frozenset({"model", "as_of", "records"}),
    "what-if": frozenset({"model", "weight", "cut", "as_of"}),
    "models": frozenset(),
    "use": frozenset(),
}


def add_arguments(_name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    parser.add_argument(
        "action", nargs="?", choices=_ACTIONS, help=_("nothing: the proposals that change a grade")
    )
    parser.add_argument(
        "words", nargs="*", metavar="CUSTOMER", help=_("override: and the GRADE; use: the model")
    )
    parser.add_argument("--all", action="store_true", help=_("every customer"))
    parser.add_argument("--model", metavar="NAME", help=_("another model, such as rating"))
    parser.add_argument("--reason", metavar="TEXT", help=_("why a grade is set by hand"))
    parser.add_argument(
        "--weight",
        action="append",
        default=[],
        metavar="C=N",
        help=_("what-if: the points a criterion gives at most"),
    )
    parser.add_argument(
        "--cut",
        action="append",
        default=[],
        metavar="A=N",
        help=_("what-if: the score a class begins at"),
    )
    parser.add_argument("--as-of", metavar="DATE", help=_("as of a day in the past"))
    parser.add_argument(
        "--records", action="store_true", help=_("explain: the records behind every criterion")
    )
    parser.add_argument(
        "--filter", metavar="WORDS", default="",
        help=_("only some: up, down, A, owner:NAME, #tag, or a saved filter's name"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.epilog = _(
        "For example: kamtui grades what-if --cut A=70 --weight payment=20 --as-of 2026-06-30."
        " What criteria can judge: kamtui settings metrics; the models: kamtui grades models."
    )
    parser.set_defaults(run=run)


def run(context: Context) -> int:
    """Do what the action says."""
    action = context.options.action
    _refuse_others(context, action)
    if context.options.model is not None:
        from kamtui.present.model_table import model_named

        context.options.model = model_named(context.options.model)
    if action is None:
        return _review(context)
    return {
        "accept": _accept,
        "override": _override,
        "explain": _explain,
        "what-if": _what_if,
        "models": _models,
        "use": _use,
    }[action](context)


def _refuse_others(context: Context, action: str | None) -> None:
    """Refuse an option an action has no use for: it must not seem to do something.

    Raises:
        KamError: ``usage.grades_model`` where a decision names a model: it rests on the one in
            force, and a rating class is not decided at all; ``usage.grades_option``.
    """
    if action in ("accept", "override") and context.options.model is not None:
        raise KamError("usage.grades_model", exit_code=2)
    for name, standard in _OPTIONS.items():
        if getattr(context.options, name) != standard and name not in _TAKES[action]:
            params: dict[str, object] = {
                "option": "--" + name.replace("_", "-"),
                "action": action or "grades",
            }
            raise KamError("usage.grades_option", params, exit_code=2)


def _review(context: Context) -> int:
    """Print what the grade screen lists as open; with ``--all`` everybody."""
    options = context.options
    wanted = saved_filters.grade_filter(context.desk, text=options.filter)
    day = _past_day(context, options.as_of)
    if options.all or options.model is not None or day is not None:
        review = grade_review.listed(
            context.desk, model=options.model, everybody=options.all, as_of=day
        )
    else:
        review = grade_review.read(context.desk, blanks=wanted.asks_for_blanks)
    every = review.rows if wanted.is_plain else narrowed(review, wanted)
    # Without a filter only what there is to decide; a filter says itself what it wants.
    whole = options.all or not wanted.is_plain
    rows = every if whole else [row for row in every if row.is_open]
    if context.as_json:
        shown = [row.proposal for row in rows]
        ways = grade_ways.with_ways(context.desk, shown, model=options.model, as_of=day)
        emit_json(review_document(review.judged, ways))
        return 0
    from kamtui.present.grade_table import review_lines

    if not rows and not wanted.is_plain:
        emit_lines([_("No grade to review fits the filter")])
        return 0
    emit_lines(review_lines(review, rows, ascii_only=options.ascii))
    return 0


def _accept(context: Context) -> int:
    from kamtui.present.change_words import change_sentence

    options = context.options
    if not options.all and not options.words:
        raise KamError("usage.grades_accept", exit_code=2)
    if (options.all and options.words) or (options.filter and not options.all):
        raise KamError("usage.grades_accept", exit_code=2)
    ids = None
    if not options.all:
        ids = [customers.resolve(context.desk, customer=word)[0] for word in options.words]
    elif options.filter:
        wanted = saved_filters.grade_filter(context.desk, text=options.filter)
        found = narrowed(grade_review.read(context.desk), wanted)
        ids = [row.customer_id for row in found if row.is_open]
        if not ids:
            raise KamError("grades.nothing")
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
    options, desk = context.options, context.desk
    if len(options.words) != 1:
        raise KamError("usage.grades_explain", exit_code=2)
    customer_id = customers.resolve(desk, customer=options.words[0])[0]
    day = _past_day(context, options.as_of)
    found = grading.explain(desk, customer_id=customer_id, model=options.model, as_of=day)
    records: tuple[CriterionRecords, ...] = ()
    if options.records:
        records = grading.records_of_all(
            desk, customer_id=customer_id, model=options.model, as_of=day
        )
    changes = None
    if day is None:
        changes = grade_changes.changes_since(desk, customer_id=customer_id, model=options.model)
    judge, terms = grading.model_named(desk, name=options.model), credit_terms.read(desk)
    if context.as_json:
        document = proposal_document(found, records, changes)
        emit_json(document | advice_document(found, judge, terms))
    else:
        from kamtui.present.grade_table import explanation_lines

        emit_lines(
            explanation_lines(
                found, ascii_only=options.ascii, model=judge, records=records, changes=changes,
                terms=terms,
            )
        )  # fmt: skip
    return 0


def _models(context: Context) -> int:
    """Print every scoring model, those in force marked."""
    from kamtui.services import models

    if context.options.words:
        raise KamError("usage.grades_models", exit_code=2)
    found = models.listed(context.desk)
    if context.as_json:
        emit_json([model_document(one) for one in found])
        return 0
    from kamtui.present.model_table import model_lines

    emit_lines(
        model_lines(
            found, unreadable=models.unreadable(context.desk), ascii_only=context.options.ascii
        )
    )
    return 0


def _use(context: Context) -> int:
    """Judge an axis by a model from now on."""
    from kamtui.present.change_words import change_sentence
    from kamtui.present.model_table import model_named
    from kamtui.services import models

    if not context.options.words:
        raise KamError("usage.grades_use", exit_code=2)
    name = model_named(" ".join(context.options.words))
    changes = models.activate(context.desk, name=name)
    report(context, changes.group_id, change_sentence(changes))
    return 0


def _what_if(context: Context) -> int:
    """Print who would move were other numbers in force; nothing is saved."""
    from kamtui.present.model_words import class_named, criterion_named, with_labels

    options, desk = context.options, context.desk
    if options.words:
        raise KamError("usage.grades_what_if", exit_code=2)
    kept = grading.model_named(desk, name=options.model)
    weights = {criterion_named(one, kept): value for one, value in _pairs(options.weight)}
    cuts = {class_named(one, kept): value for one, value in _pairs(options.cut)}
    day = _past_day(context, options.as_of)
    try:
        kept, outcome = grading.what_if(
            desk, weights=weights, cuts=cuts, model=options.model, as_of=day
        )
    except KamError as error:
        raise with_labels(error, kept) from error
    if context.as_json:
        emit_json(what_if_document(kept, outcome))
        return 0
    from kamtui.present.what_if_table import what_if_lines

    emit_lines(what_if_lines(kept, outcome, ascii_only=options.ascii))
    return 0


def _past_day(context: Context, text: str | None) -> date | None:
    """Read a day of the past, None for today."""
    if text is None:
        return None
    from kamtui.cli.commands.actions import past_day

    return past_day(context, text)


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    """Read ``A=70``, full-width too.

    Raises:
        KamError: ``usage.grades_number``.
    """
    pairs = []
    for word in words:
        # The last sign: a criterion's own field may have one in its name.
        name, equals, value = word.replace("\uff1d", "=").rpartition("=")
        if not equals or not name.strip() or not value.strip():
            raise KamError("usage.grades_number", {"text": word}, exit_code=2)
        pairs.append((name.strip(), value.strip()))
    return pairs

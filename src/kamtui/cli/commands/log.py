"""``kamtui log`` and ``kamtui plan``: what happened, and what comes next."""

import argparse
from datetime import date, time

from kamtui.cli.commands.actions import date_failure, line_failure, plan_day, planned, report
from kamtui.cli.context import Context
from kamtui.cli.parsing import whole_number
from kamtui.domain.dates import parse_date
from kamtui.domain.enums import Channel, FollowUpChannel
from kamtui.domain.errors import KamError
from kamtui.domain.log_line import parse_log_line
from kamtui.i18n import _
from kamtui.services import communications, customers, inbox
from kamtui.services.communications import LogDraft, PlanDraft


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Declare the options of cli.md."""
    if name == "log":
        customer = _("number, name or part of it; - keeps a note without a customer")
        parser.add_argument("customer", metavar="CUSTOMER", help=customer)
        parser.add_argument(
            "text", nargs="*", metavar="TEXT",
            help=_("quoted; may use the one-line grammar: >2w next step !promise @who"),
        )  # fmt: skip
        parser.add_argument("--channel", default=None, metavar="CHANNEL", help=_names(Channel))
        parser.add_argument("--at", metavar="DATE", help=_("when it happened, such as 昨天"))
        parser.add_argument(
            "--with", dest="people", action="append", default=[], metavar="CONTACT",
            help=_("who took part; may be given several times"),
        )  # fmt: skip
        parser.add_argument("--next", metavar="DATE", help=_("day of the next follow-up"))
        parser.add_argument("--what", metavar="TEXT", help=_("what is to be done then"))
        parser.add_argument("--outcome", metavar="TEXT", help=_("what came of it"))
        parser.add_argument(
            "--note",
            metavar="ID",
            help=_("file a note of the inbox: its words, unless TEXT is given"),
        )
        parser.set_defaults(run=run_log)
    else:
        parser.add_argument(
            "customer", nargs="?", metavar="CUSTOMER", help=_("number, name or part of it")
        )
        parser.add_argument(
            "date", nargs="?", metavar="DATE", help=_("such as fri, 2w or 12-15 10:30")
        )
        parser.add_argument("what", nargs="*", metavar="WHAT", help=_("what is to be done"))
        parser.add_argument(
            "--by-cadence", action="store_true",
            help=_("plan everybody without a plan by cadence, or CUSTOMER alone"),
        )  # fmt: skip
        parser.add_argument(
            "--grade", action="append", default=[], metavar="GRADE",
            help=_("with --by-cadence: only this grade; may be given several times"),
        )  # fmt: skip
        parser.add_argument(
            "--per-day", type=whole_number, metavar="N",
            help=_("with --by-cadence: how many a working day"),
        )  # fmt: skip
        parser.add_argument("--channel", metavar="CHANNEL", help=_names(FollowUpChannel))
        parser.add_argument("--goal", metavar="G", help=_("what it is for"))
        parser.add_argument("--expect", metavar="E", help=_("the result expected"))
        parser.add_argument("--place", metavar="PLACE", help=_("where"))
        parser.set_defaults(run=run_plan)
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run_log(context: Context) -> int:
    """Write a communication with its next step."""
    from kamtui.present.change_words import change_sentence

    options = context.options
    words = " ".join(options.text)
    if options.customer == "-" and options.note is None:
        from kamtui.cli.commands.note import keep

        return keep(context, words, options.at)
    note = inbox.find(context.desk, note_id=options.note) if options.note else None
    if note is not None:
        words = words or note.content
    line = parse_log_line(
        words, today=context.today, order=context.order, calendar=context.calendar
    )
    if line.problems:
        raise line_failure(line.problems[0])
    customer_id, _number, _name = customers.resolve(context.desk, customer=options.customer)
    next_step = _next(context, line.next_on, line.next_at, line.next_what)
    on, at = _happened(context, options.at)
    if note is not None and on is None:
        on, at = note.on, note.at.time().replace(second=0, microsecond=0)
    draft = LogDraft(
        customer_id=customer_id,
        content=line.content,
        channel=_channel(options.channel, Channel) or Channel.CALL.value,
        on=on,
        at=at,
        people=[*line.people, *options.people],
        outcome=options.outcome,
        promises=[(promise.what, None) for promise in line.promises],
        next=next_step,
        plan_next=next_step is None and not line.next_clears,
    )
    changes = (
        communications.log(context.desk, draft=draft)
        if note is None
        else inbox.file(context.desk, note_id=note.id, draft=draft)
    )
    said = change_sentence(changes)
    if next_step is not None:
        said += f"  > {planned(context, next_step.on, next_step.at)} {next_step.what}"
    report(context, changes.group_id, said, records=list(changes.records))
    return 0


def run_plan(context: Context) -> int:
    """Plan a follow-up."""
    from kamtui.present.change_words import change_sentence

    options = context.options
    if options.by_cadence:
        return _plan_by_cadence(context)
    if not options.customer or not options.date or not options.what:
        raise KamError("usage.plan", exit_code=2)
    if options.grade or options.per_day is not None:
        raise KamError("usage.plan_cadence", exit_code=2)
    customer_id, _number, _name = customers.resolve(context.desk, customer=options.customer)
    day, at = plan_day(context, options.date)
    draft = PlanDraft(
        on=day,
        at=at,
        what=" ".join(options.what),
        channel=_channel(options.channel, FollowUpChannel),
        goal=options.goal,
        expected_result=options.expect,
        place=options.place,
    )
    changes = communications.plan(context.desk, customer_id=customer_id, draft=draft)
    said = f"{change_sentence(changes)} = {planned(context, day, at)}"
    report(context, changes.group_id, said, records=list(changes.records))
    return 0


def _plan_by_cadence(context: Context) -> int:
    """Plan who has no plan, so many a working day."""
    from kamtui.cli.output import warn
    from kamtui.present.plan_words import many_planned_words
    from kamtui.present.workday_words import unknown_years
    from kamtui.services import cadence_plans

    options, desk = context.options, context.desk
    given = (options.date, options.channel, options.goal, options.expect, options.place)
    if any(given) or options.what:
        raise KamError("usage.plan_cadence", exit_code=2)
    chosen = None
    if options.customer:
        chosen = (customers.resolve(desk, customer=options.customer)[0],)
    grades = [text.strip().upper() for text in options.grade]
    found = cadence_plans.unplanned(desk, customer_ids=chosen, grades=grades)
    found.need_somebody()
    per_day = found.per_day if options.per_day is None else options.per_day
    changes = cadence_plans.plan_many(desk, customer_ids=found.customer_ids, per_day=per_day)
    said = many_planned_words(changes, found.without_cadence, ascii_only=options.ascii)
    report(context, changes.group_id, said, records=list(changes.records))
    if unknown := unknown_years((one.on for one in changes.planned), context.calendar):
        warn(unknown)
    return 0


def _next(context: Context, on: date | None, at: time | None, what: str | None) -> PlanDraft | None:
    options = context.options
    if options.next:
        if on is not None:
            # Which of the two is meant cannot be guessed.
            raise KamError("next.twice", {"text": options.next}, exit_code=2)
        on, at = plan_day(context, options.next)
    what = options.what or what
    if on is None:
        if options.what:
            raise KamError("log.what_without_next", {"what": options.what}, exit_code=2)
        return None
    return PlanDraft(on=on, at=at, what=what or _("Follow up"))


def _happened(context: Context, text: str | None) -> tuple[date | None, time | None]:
    if not text:
        return None, None
    typed = parse_date(
        text,
        today=context.today,
        now=context.clock.now(),
        order=context.order,
        past=True,
        calendar=context.calendar,
    )
    if typed.on is None:
        raise date_failure(typed.error or "unknown", text, typed.suggestion)
    return typed.on, typed.at


def _channel(text: str | None, kinds: type[Channel] | type[FollowUpChannel]) -> str | None:
    """Return a channel by its stored name or by its word in either language."""
    if not text:
        return None
    from kamtui.i18n import LANGUAGES, language, set_language
    from kamtui.present.labels import value_of_label

    spoken = language()
    try:
        for each in (spoken, *LANGUAGES):
            set_language(each)
            if (found := value_of_label(kinds, text)) is not None:
                return found
    finally:
        set_language(spoken)
    return text


def _names(kinds: type[Channel] | type[FollowUpChannel]) -> str:
    return ", ".join(kind.value for kind in kinds)

"""Adding a follow-up in one line: a day, then how, with whom and what is to be done."""

from collections.abc import Sequence
from datetime import date

from kamtui.domain.people import people_named
from kamtui.domain.plan_line import PlanLine, parse_plan_line
from kamtui.domain.views.agenda import AgendaItem
from kamtui.domain.views.changes import ChangeSet
from kamtui.i18n import _
from kamtui.present.labels import channel_label
from kamtui.present.safe_text import safe_text
from kamtui.services.communications import PlanDraft
from kamtui.tui.messages import Written
from kamtui.tui.panels.dates import (
    calendar,
    date_error,
    echo_parts,
    order,
    problem_parts,
    told_day,
)  # fmt: skip
from kamtui.tui.panels.ledger import ledger_of
from kamtui.tui.panels.line_drafts import LineDraft
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part, TextPrompt

__all__ = ["BY_CADENCE", "ask_plan", "is_by_cadence", "open_add"]


#: The answer of `ask_plan` where no day was typed but cadence is to find one for each.
BY_CADENCE = PlanDraft(date.min, "")
_CADENCE_WORDS = frozenset({"cadence", "by cadence", "周期", "按周期", "跟进周期"})


def is_by_cadence(text: str) -> bool:
    """Tell whether a text asks for cadence's own days."""
    words = " ".join(text.split()).casefold()
    return words in _CADENCE_WORDS or words == _("by cadence").casefold()


async def open_add(screen: KamScreen, item: object = None) -> None:
    """Ask for ``2w 电话 样品回访 @李总`` in the status row and plan it for a row's customer."""
    customer_id = item.customer_id if isinstance(item, AgendaItem) else item
    if not isinstance(customer_id, str):
        screen.say(_("Choose a customer first"))
        return
    ledger = ledger_of(screen)
    brief = await screen.operations.fetch(
        lambda: ledger.brief(customer_id=customer_id, communications=1)
    )
    people = tuple((one.id, one.name) for one in brief.contacts)
    title = _("Follow-up for {name}").format(name=brief.customer.name)
    line = LineDraft(screen, "add_plan", customer_id, title=title, customer_id=customer_id)
    draft = await ask_plan(screen, people=people, line=line)
    if draft is None:
        return

    def write() -> ChangeSet:
        changes = ledger.plan(customer_id=customer_id, draft=draft)
        line.forget()
        return changes

    changes = await screen.operations.perform(write)
    day, *remark = told_day(draft.on, screen.book.today())
    more = (day, (" " + safe_text(draft.what), "muted", False), *remark)
    screen.say(screen.told(_("Planned:"), changes.subject, screen.arrow(), *more))
    screen.post_message(Written(changes))


async def ask_plan(
    screen: KamScreen,
    title: str = "",
    *,
    people: Sequence[tuple[str, str]] = (),
    cadence: bool = False,
    line: LineDraft | None = None,
) -> PlanDraft | None:
    """Ask for a day and what is to be done then; None where the strip was left.

    Args:
        screen: In whose status row.
        title: The label before the text.
        people: (id, name) of whom the follow-up may be with; none where it is for several
            customers.
        cadence: Offer `BY_CADENCE` instead of one day for everybody.
        line: Keeps what is typed; None keeps nothing.
    """
    today = screen.book.today()

    def remark(text: str) -> tuple[Part, ...]:
        if cadence and is_by_cadence(text):
            return ((_("those without a plan, so many a working day"), "text", False),)
        if not text.split():
            offer: tuple[Part, ...] = (
                (("   Tab ", "accent", False), (_("by cadence"), "muted", False)) if cadence else ()
            )
            return ((_("a day, then what: 2w sample visit @Wang"), "muted", False), *offer)
        line = parse_plan_line(text, today=today, order=order(), calendar=calendar())
        rest = _rest(line, people)
        day = echo_parts(line.typed, today)
        # What follows needs the room: the weekday stays, year and distance step back for it.
        return (*day[:2], *(one for one in day[2:] if not rest or one[1] != "muted"), *rest)

    def check(text: str) -> tuple[Part, ...] | None:
        if cadence and is_by_cadence(text):
            return None
        line = parse_plan_line(text, today=today, order=order(), calendar=calendar())
        if line.typed.on is None:
            problem = problem_parts(line.typed, today)
            return tuple((part, "late", True) for part, _role, _bold in problem)
        if line.person and len(people_named(line.person, people)) != 1:
            return (*_rest(line, people)[:1], ("   " + _known(people), "muted", False))
        if not line.what:
            return ((_("And what is to be done then?"), "late", True),)
        return None

    def other_key(key: str) -> bool:
        if key != "tab" or not cadence:
            return False
        prompt.put(_("by cadence"))
        return True

    prompt = TextPrompt(title or _("Add"), remark=remark, check=check, other_key=other_key)
    text = await (screen.ask(prompt) if line is None else line.ask(prompt))
    if text is None:
        return None
    if cadence and is_by_cadence(text):
        return BY_CADENCE
    found = parse_plan_line(text, today=today, order=order(), calendar=calendar())
    typed = found.typed
    if typed.on is None:
        raise date_error(typed)
    meant = people_named(found.person, people)
    return PlanDraft(
        on=typed.on,
        at=typed.at,
        what=found.what,
        channel=found.channel,
        contact_id=meant[0] if len(meant) == 1 else None,
    )


def _rest(line: PlanLine, people: Sequence[tuple[str, str]]) -> tuple[Part, ...]:
    """Return the echo of what stands behind the day: with whom, how, what."""
    parts: list[Part] = []
    if line.person:
        meant = people_named(line.person, people)
        names = [name for one, name in people if one in meant]
        if len(names) == 1:
            parts.append(("  @" + safe_text(names[0]), "text", False))
        else:
            problem = _("several contacts: {text}") if names else _("no contact: {text}")
            parts.append(("  " + problem.format(text=safe_text(line.person)), "late", True))
    if line.channel:
        parts.append(("  " + channel_label(line.channel), "text", False))
    if line.what:
        parts.append(("  " + safe_text(line.what), "accent", False))
    return tuple(parts)


def _known(people: Sequence[tuple[str, str]]) -> str:
    """Return the names there are."""
    return ", ".join(safe_text(name) for _id, name in people) or _("This customer has no contacts")

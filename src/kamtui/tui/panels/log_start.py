"""What a log panel starts with: who, how, what it completes, what cadence proposes, a draft."""

from dataclasses import dataclass

from kamtui.domain.enums import Channel
from kamtui.domain.views.agenda import AgendaItem
from kamtui.domain.views.customer import CustomerBrief
from kamtui.domain.views.day import InboxNote
from kamtui.present.labels import channel_label
from kamtui.services.drafts import Draft
from kamtui.services.next_step import NextProposal
from kamtui.tui.panels.ledger import ledger_of
from kamtui.tui.panels.log_people import Person
from kamtui.tui.panels.log_values import as_channel
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.preview import main_contact

__all__ = ["Start", "gather"]


@dataclass(frozen=True, slots=True)
class Start:
    """What a log panel starts with.

    Attributes:
        customer_id: Whose.
        customer: Its name.
        who: The person to have spoken to.
        channel: A `Channel` value.
        answers: Words of the follow-up that saving completes, empty for none.
        follow_up_id: Its id on the agenda, None to complete the earliest one due.
        proposal: The next contact by cadence.
        draft: What was typed before.
        named: The screen does not show whose log this is, so the title says it.
        people: Everybody on file at the customer.
        filed: The note of the inbox that becomes this log.
    """

    customer_id: str
    customer: str
    who: str = ""
    channel: str = Channel.CALL.value
    answers: str = ""
    follow_up_id: str | None = None
    proposal: NextProposal | None = None
    draft: Draft | None = None
    named: bool = True
    people: tuple[Person, ...] = ()
    filed: InboxNote | None = None


def gather(
    screen: KamScreen, customer_id: str, row: AgendaItem | None, filed: InboxNote | None = None
) -> Start:
    """Gather what the panel starts with; runs in the reading thread."""
    ledger = ledger_of(screen)
    brief = ledger.brief(customer_id=customer_id, communications=1)
    answered = row.id if row is not None and row.kind == "follow_up" else None
    due = next(
        (
            one
            for one in sorted(brief.follow_ups, key=lambda one: one.due_on)
            if one.state == "open" and (one.id == answered or
                                        (answered is None and one.due_on <= screen.book.today()))
        ),
        None,
    )  # fmt: skip
    return Start(
        customer_id=customer_id,
        customer=brief.customer.name,
        who=_who(brief, row, due.contact if due else None),
        channel=_channel(brief, due.channel if due else None),
        answers=(due.what or channel_label(due.channel)) if due else "",
        follow_up_id=answered,
        proposal=ledger.propose_next(customer_id=customer_id, answered=due.id if due else None),
        draft=None if filed is not None else ledger.draft_of(customer_id=customer_id),
        filed=filed,
        named=screen.KIND != "customer",
        people=tuple(Person(one.name, one.title or "") for one in brief.contacts),
    )


def _who(brief: CustomerBrief, row: AgendaItem | None, planned: str | None) -> str:
    if planned:
        return planned
    if row is not None and row.contact:
        return row.contact
    person = main_contact(brief)
    return person.name if person else ""


def _channel(brief: CustomerBrief, planned: str | None) -> str:
    if planned:
        return as_channel(planned)
    last = next(iter(brief.communications), None)
    return last.channel if last else Channel.CALL.value

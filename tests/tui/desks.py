"""A small real desk for the screens: customers, people, plans, a promise, a history."""

from datetime import date, timedelta

from kamtui.domain.views.agenda import AgendaItem
from kamtui.services import agenda, communications, customers, records
from kamtui.services.communications import LogDraft, PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.tui.launch import build
from kamtui.tui.session import DeskApp
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.status import Status

TODAY = date(2026, 11, 22)

NAMES = ("华东机械有限公司", "Acme Industrial", "上海宏图贸易")


def fill(desk: Desk, *, names: tuple[str, ...] = NAMES) -> None:
    """Write three customers with a follow-up due today each; the first one comes first."""
    for name, grade, person in zip(names, "ABC", ("李总", "J. Smith", "王小明"), strict=False):
        draft = CustomerDraft(
            name=name,
            phones=("13828034063",),
            contacts=(person,),
            grade=grade,
            next=PlanDraft(on=TODAY, what=f"Order check {grade}", channel="call"),
        )
        records.add(desk, draft=draft)
        customer_id = id_of(desk, name)
        for days in (400, 40, 10):
            talk = LogDraft(
                customer_id=customer_id,
                content=f"talk {days} days ago\nsecond line",
                on=TODAY - timedelta(days=days),
                people=(person,),
                promises=(("样品 2 件", TODAY + timedelta(days=12)),) if days == 10 else (),
                follow_up_id=None,
            )
            _log_without_closing(desk, talk)


def _log_without_closing(desk: Desk, talk: LogDraft) -> None:
    """Log; bring the plan back that logging completes."""
    communications.log(desk, draft=talk)
    brief = customers.brief(desk, customer_id=talk.customer_id)
    if not any(one.state == "open" for one in brief.follow_ups):
        draft = PlanDraft(on=TODAY, what=brief.follow_ups[0].what, channel="call")
        communications.plan(desk, customer_id=talk.customer_id, draft=draft)


def id_of(desk: Desk, name: str) -> str:
    """Return a customer's id."""
    with desk.read() as reader:
        return str(reader.value("SELECT id FROM customer WHERE name = :name", "", name=name))


def items(desk: Desk) -> tuple[AgendaItem, ...]:
    """Return the follow-ups on the agenda."""
    return agenda.read(desk, days=30).items


def app_over(desk: Desk, *, ascii_only: bool = False) -> DeskApp:
    """Return the application as `kamtui` starts it."""
    return build(desk, ascii_only=ascii_only)


def list_of(app: DeskApp) -> LineList:
    """Return the list of the screen in front."""
    return app.screen.query_one("#list", LineList)


def status_of(app: DeskApp) -> str:
    """Return what the status line says."""
    return app.screen.query_one("#status", Status).text

"""T3 of ux.md: ten rows due, 5 done, 3 put off to Monday, 2 given another day: counted keys."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from tests.tui.conftest import until
from tests.tui.desks import app_over, list_of
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from kamtui.services import agenda, customers, history, records
from kamtui.services.communications import PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft

TODAY = date(2026, 11, 22)
MONDAY, TYPED = date(2026, 11, 23), date(2026, 12, 15)


def ten(desk: Desk) -> list[str]:
    """Write ten customers with a plan due each, the most important first; return their ids."""
    for number in range(10):
        draft = CustomerDraft(
            name=f"客户{number}", grade="A",
            next=PlanDraft(on=TODAY, what=f"事{number}", channel="call"),
        )  # fmt: skip
        records.add(desk, draft=draft)
    ids = [customers.resolve(desk, customer=f"客户{number}")[0] for number in range(10)]
    from kamtui.store.tables import FollowUp

    with desk.write("edit") as work:
        from sqlmodel import select

        for plan in work.session.exec(select(FollowUp)):
            late = 10 - ids.index(plan.customer_id)
            plan.due_on = TODAY - timedelta(days=10 + late)
        work.commit()
    return ids


def plans(desk: Desk, ids: Sequence[str]) -> list[str]:
    """Return what became of each plan: done, or the day it stands on."""
    found = []
    for one in ids:
        # Cadence plans the next one behind each that is done: the first is what the keys acted on.
        plan = min(customers.brief(desk, customer_id=one).follow_ups, key=lambda plan: plan.id)
        found.append("done" if plan.state == "done" else plan.due_on.isoformat())
    return found


async def typed(pilot: Pilot[None], key: str) -> None:
    """Press a key; what an input method sends carries its character, which Pilot leaves out."""
    if key.isascii() or key.isalnum():
        await pilot.press(key)
        return
    pilot.app.post_message(events.Key(_character_to_key(key), key))
    await pilot.pause()


WANTED = ["done"] * 5 + [MONDAY.isoformat()] * 3 + [TYPED.isoformat()] * 2
BEST = {
    "letters": [*"ddddd", "s", "2", ".", ".", "r", *"15/12", "enter", "."],
    "digits": [*"11111", "2", "2", "。", "。", "3", *"15、12", "enter", "。"],
    "full width": [*"１１１１１", "２", "２", "．", "．", "３", *"１５／１２", "enter", "。"],
}


@pytest.mark.parametrize("how", BEST)
async def test_in_order_in_seventeen_keys(desk: Desk, how: str) -> None:
    ids = ten(desk)
    keys = BEST[how]
    assert len(keys) <= 17
    if how != "letters":
        assert not any(key.isalpha() and key != "enter" for key in keys)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 10 and list_of(app).key is not None)
        for key in keys:
            await typed(pilot, key)
        await until(pilot, lambda: not app.operations.writing and plans(desk, ids) == WANTED)
        await until(pilot, lambda: agenda.read(desk).counts.overdue == 0)


async def test_in_mixed_order_within_twenty_keys(desk: Desk) -> None:
    """Done, put off, done, date, ... : no action twice in a row but where it saves a key."""
    ids = ten(desk)
    keys = [
        *"1", *"22", *"1", "3", *"15/12", "enter", *"1", *"22", *"1", "3", "enter", *"1", *"22",
    ]  # fmt: skip
    assert len(keys) <= 20
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 10 and list_of(app).key is not None)
        await pilot.press(*keys)
        await until(pilot, lambda: not app.operations.writing and sorted(plans(desk, ids)) ==
                    sorted(WANTED))  # fmt: skip


async def test_a_marked_batch_is_one_step_and_the_cursor_keeps_its_place(desk: Desk) -> None:
    ids = ten(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 10 and list_of(app).key is not None)
        await pilot.press("j", "j", "space", "space", "space", "2", "2")
        await until(pilot, lambda: plans(desk, ids).count(MONDAY.isoformat()) == 3)
        place = list_of(app).ordinal
        assert place == 2
        history.undo(desk)
        assert plans(desk, ids).count(MONDAY.isoformat()) == 0

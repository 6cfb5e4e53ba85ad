"""Every kind of row of the agenda, acted on where it stands; filter and order."""

from datetime import timedelta

import pytest
from tests.conftest import NOW
from tests.tui.conftest import screen_text, until
from tests.tui.desks import TODAY, app_over, id_of, list_of
from textual.pilot import Pilot

from kamtui.domain.enums import AgendaKind
from kamtui.domain.views.feedback import ComplaintValues
from kamtui.i18n import set_language
from kamtui.services import (
    agenda,
    communications,
    contacts,
    customers,
    feedback,
    history,
    records,
)  # fmt: skip
from kamtui.services.communications import LogDraft, PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.tui.panels.feedback_forms import ComplaintForm
from kamtui.tui.panels.log import LogPanel
from kamtui.tui.session import DeskApp


def customer(desk: Desk, name: str, grade: str = "A", city: str = "上海") -> str:
    who = next(iter(records.add(desk, draft=CustomerDraft(name, grade=grade)).customer_ids))
    records.edit(desk, customer_id=who, assignments={"city": city})
    return who


def owed(desk: Desk) -> None:
    """Write a silent customer, a birthday, a complaint and two plans."""
    quiet = customer(desk, "久静机械")
    on = TODAY - timedelta(days=120)
    communications.log(desk, draft=LogDraft(quiet, "聊了", on=on))
    born = customer(desk, "寿星贸易", "B")
    contacts.add(desk, customer_id=born, assignments={"name": "林总", "birthday": "11-22"})
    cross = customer(desk, "生气电子", "B", "苏州")
    values = ComplaintValues("complaint", "delivery", "交期晚", NOW - timedelta(days=5))
    feedback.add_complaint(desk, customer_id=cross, values=values)
    for days in (0, 12):
        communications.plan(
            desk, customer_id=cross, draft=PlanDraft(TODAY + timedelta(days=days), f"计划{days}")
        )


def bottom(pilot: Pilot[None]) -> str:
    """Return the status row as it is drawn, a question in it included."""
    return screen_text(pilot)[-2]


async def ready(pilot: Pilot[None], app: DeskApp, count: int = 4) -> None:
    await until(pilot, lambda: list_of(app).selectable >= count and list_of(app).key is not None)


def kinds(desk: Desk) -> list[str]:
    return [item.kind.value for item in agenda.read(desk).items]


async def go(pilot: Pilot[None], app: DeskApp, kind: AgendaKind, desk: Desk) -> None:
    item = next(item for item in agenda.read(desk).items if item.kind is kind)
    assert list_of(app).move_to_key(item.id)


async def test_silence_opens_the_log_and_logging_ends_it(desk: Desk) -> None:
    owed(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await go(pilot, app, AgendaKind.SILENCE, desk)
        await pilot.press("1")
        await until(pilot, lambda: bool(app.screen.query(LogPanel)))
        await pilot.press("o", "k", "ctrl+s")
        await until(pilot, lambda: "silence" not in kinds(desk))
        await until(pilot, lambda: not app.screen.query(LogPanel))


async def test_silence_put_off_is_a_plan_with_words(desk: Desk) -> None:
    set_language("zh")
    owed(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await go(pilot, app, AgendaKind.SILENCE, desk)
        await pilot.press("2", "1")
        await until(pilot, lambda: "silence" not in kinds(desk))
    (plan,) = customers.brief(desk, customer_id=id_of(desk, "久静机械")).follow_ups
    assert (plan.what, plan.due_on) == ("重新联系", TODAY + timedelta(days=1))


async def test_care_asks_what_was_sent_and_undo_brings_it_back(desk: Desk) -> None:
    owed(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await go(pilot, app, AgendaKind.CARE, desk)
        await pilot.press("1")
        await until(pilot, lambda: "林总 Birthday 11-22" in bottom(pilot))
        await pilot.press("escape")
        assert "care" in kinds(desk)
        await pilot.press("1", "t", "e", "a", "enter")
        await until(pilot, lambda: "care" not in kinds(desk))
        talk = customers.brief(desk, customer_id=id_of(desk, "寿星贸易")).communications[0]
        assert talk.content == "Birthday 11-22: tea"
        await pilot.press("7")
        await until(pilot, lambda: "care" in kinds(desk))


async def test_a_complaint_is_answered_handed_over_and_settled(desk: Desk) -> None:
    owed(desk)
    app = app_over(desk)
    cross = id_of(desk, "生气电子")
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await go(pilot, app, AgendaKind.COMPLAINT, desk)
        await pilot.press("3")
        assert "clock cannot be put off" in bottom(pilot)
        await pilot.press("escape", "2")
        await until(pilot, lambda: "Hand over to" in bottom(pilot))
        await pilot.press("enter")
        assert "type a name" in bottom(pilot)
        await pilot.press("W", "a", "n", "g", "enter")
        await until(pilot, lambda: "Handed over:" in bottom(pilot))
        (one,) = feedback.read(desk, customer_id=cross).complaints
        assert (one.handled_by, one.responded_at) == ("Wang", None)
        await pilot.press("1")
        await until(
            pilot, lambda: feedback.read(desk, customer_id=cross).complaints[0].responded_at
            is not None
        )  # fmt: skip
        await until(pilot, lambda: any("settl" in row for row in screen_text(pilot)))
        await go(pilot, app, AgendaKind.COMPLAINT, desk)
        await pilot.press("1")
        await until(pilot, lambda: "complaint" not in kinds(desk))
        await until(pilot, lambda: "Settled:" in bottom(pilot) and "e writes how" in bottom(pilot))
        await pilot.press("e")
        await until(pilot, lambda: bool(app.screen.query(ComplaintForm)))
        await pilot.press("补", "发", "ctrl+s")
        await until(pilot, lambda: not app.screen.query(ComplaintForm))
    (one,) = feedback.read(desk, customer_id=cross).complaints
    assert (one.resolution, one.settled_at) == ("补发", NOW)


async def test_done_settles_at_once_and_keys_typed_after_it_are_keys(desk: Desk) -> None:
    owed(desk)
    cross = id_of(desk, "生气电子")
    (one,) = feedback.read(desk, customer_id=cross).complaints
    feedback.respond(desk, complaint_id=one.id)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await go(pilot, app, AgendaKind.COMPLAINT, desk)
        await pilot.press("1", "u")
        await until(pilot, lambda: "Undone:" in bottom(pilot))
        assert "complaint" in kinds(desk)
        assert feedback.read(desk, customer_id=cross).complaints[0].resolution is None


def mark_all(pilot: Pilot[None], app: DeskApp, desk: Desk) -> None:
    keys = [item.id for item in agenda.read(desk).items]
    list_of(app).set_marks(keys)


async def test_what_cannot_be_put_off_is_left_out_marked_and_named(desk: Desk) -> None:
    owed(desk)
    app = app_over(desk)
    async with app.run_test(size=(120, 30)) as pilot:
        await ready(pilot, app)
        mark_all(pilot, app, desk)
        (complaint,) = [i for i in agenda.read(desk).items if i.kind is AgendaKind.COMPLAINT]
        done = agenda.read(desk).counts.done_today
        await pilot.press("2")
        await until(pilot, lambda: "tomorrow" in bottom(pilot))
        await pilot.press("1")
        await until(pilot, lambda: "left out: complaint of 生气电子" in bottom(pilot))
        await until(pilot, lambda: list_of(app).marks == (complaint.id,))
        assert agenda.read(desk).counts.done_today == done
        moved = [i for i in agenda.read(desk, days=1).items if i.due == TODAY + timedelta(days=1)]
        assert len(moved) >= 2
        await pilot.press("u")
        await until(pilot, lambda: len(list_of(app).marks) == 4)
        assert not [i for i in agenda.read(desk, days=1).items
                    if i.due == TODAY + timedelta(days=1)]  # fmt: skip


@pytest.mark.parametrize("keys", [("2", "1"), ("2", "１"), ("3", *"15/12", "enter"),
                                  ("3", "2", "w", "enter")])  # fmt: skip
async def test_nothing_typed_for_a_refused_strip_runs_as_commands(
    desk: Desk, keys: tuple[str, ...]
) -> None:
    owed(desk)
    cross = id_of(desk, "生气电子")
    values = ComplaintValues("complaint", "quality", "坏了", NOW - timedelta(days=5))
    feedback.add_complaint(desk, customer_id=cross, values=values)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app, 5)
        marks = [i.id for i in agenda.read(desk).items if i.kind is AgendaKind.COMPLAINT]
        list_of(app).set_marks(marks)
        before = history.latest_seq(desk)
        await pilot.press(keys[0])
        assert "clock cannot be put off" in bottom(pilot) and "Esc" in bottom(pilot)
        await pilot.press(*keys[1:])
        assert "clock cannot be put off" in bottom(pilot) and "Esc close" not in bottom(pilot)
        assert not app.screen.query("Form") and len(app.screen_stack) == 1
        assert history.latest_seq(desk) == before and len(list_of(app).marks) == 2
        await pilot.press("j")
        assert "clock" not in bottom(pilot), "the sentence goes with the next move"


async def test_letters_and_arrows_are_commands_after_a_refusal(desk: Desk) -> None:
    owed(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await go(pilot, app, AgendaKind.COMPLAINT, desk)
        await pilot.press("3", "d")
        await until(pilot, lambda: "Answered:" in bottom(pilot))


async def test_done_pressed_quickly_over_plain_rows_loses_no_key(desk: Desk) -> None:
    who = customer(desk, "甲")
    for index in range(5):
        communications.plan(desk, customer_id=who, draft=PlanDraft(TODAY, f"计划{index}"))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app, 5)
        for _one in range(5):
            app.screen.action_run("agenda.done")  # type: ignore[attr-defined]
        await until(pilot, lambda: not kinds(desk))


async def test_the_filter_counts_completes_narrows_and_is_taken_away(desk: Desk) -> None:
    owed(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        every = list_of(app).selectable
        await pilot.press("f", *"city:苏")
        await until(pilot, lambda: "city:苏州" in bottom(pilot))
        await pilot.press("tab")
        await until(pilot, lambda: "2 rows" in bottom(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: list_of(app).selectable == 2)
        assert any("only city:苏州  2 of 4" in row for row in screen_text(pilot))
        await pilot.press("f", *"nonsense", "enter")
        assert "not understood: nonsense" in bottom(pilot)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: list_of(app).selectable == every)


async def test_a_filter_by_days_reads_as_far_ahead_as_it_asks(desk: Desk) -> None:
    owed(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("f", *"2026-12-01..2026-12-05", "enter")
        await until(pilot, lambda: any("计划12" in row for row in screen_text(pilot)))
        assert list_of(app).selectable == 1
        await pilot.press("f", *"care", "space", "nextweek", "enter")
        await pilot.press("escape")


async def test_a_filter_nothing_fits_says_so(desk: Desk) -> None:
    owed(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("f", "C", "enter")
        words = "Nothing on the agenda fits"
        await until(pilot, lambda: any(words in row for row in screen_text(pilot)))
        await pilot.press("escape")
        await ready(pilot, app)


async def test_the_order_steps_and_is_said(desk: Desk) -> None:
    owed(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        for words in ("by day", "by grade", "by money", "by customer", "by importance"):
            await pilot.press("S")
            await until(pilot, lambda words=words: words in bottom(pilot))  # type: ignore[misc]


async def test_lines_that_stand_for_many_open_lists(desk: Desk) -> None:
    from kamtui.services import settings

    settings.change(desk, key="agenda.most", text="1")
    owed(desk)
    other = customer(desk, "另一家")
    on = TODAY - timedelta(days=130)
    communications.log(desk, draft=LogDraft(other, "聊了", on=on))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app, 5)
        assert list_of(app).move_to_key("silence")
        await pilot.press("1")
        assert "Enter opens them" in bottom(pilot)
        await pilot.press("space")
        assert list_of(app).marks == ()
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.KIND == "customers")  # type: ignore[attr-defined]
        await until(pilot, lambda: list_of(app).selectable == 2)

"""The plans tab on a real book: acted on where it stands, every field changed, opened again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import NAMES, TODAY, app_over, fill, id_of, items, list_of, status_of
from tests.tui.test_customer import opened, rows, typed
from tests.tui.test_log import HOSTILE
from textual import events
from textual.pilot import Pilot

from kamtui.domain.views.customer import CustomerBrief, FollowUpView
from kamtui.i18n import set_language
from kamtui.services import (
    actions,
    communications,
    contacts,
    customers,
    follow_ups,
    history,
    records,
)
from kamtui.services.communications import PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.follow_ups import PlanEdit
from kamtui.tui.panels.edit_plan import PlanForm
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.session import DeskApp


def brief(desk: Desk, name: str = NAMES[0]) -> CustomerBrief:
    return customers.brief(desk, customer_id=id_of(desk, name))


def plans(desk: Desk, state: str = "open") -> list[FollowUpView]:
    found = follow_ups.listed(desk, customer_id=id_of(desk, NAMES[0]))
    return [one for one in found if one.state == state]


def plan(desk: Desk, what: str, days: int, **more: object) -> str:
    draft = PlanDraft(on=TODAY + timedelta(days=days), what=what, **more)  # type: ignore[arg-type]
    changes = communications.plan(desk, customer_id=id_of(desk, NAMES[0]), draft=draft)
    return changes.records[0]


async def on_plans(pilot: Pilot[None], app: DeskApp) -> CustomerScreen:
    screen = await opened(pilot, app)
    await pilot.press("tab", "tab")
    await until(pilot, lambda: screen.tab == "plans" and "Planned" in rows(pilot))
    await until(pilot, lambda: screen._tab.value is not None)
    return screen


async def form_of(pilot: Pilot[None], app: DeskApp) -> PlanForm:
    await pilot.press("e")
    await until(pilot, lambda: bool(app.screen.query(PlanForm)))
    form = app.screen.query_one(PlanForm)
    await until(pilot, lambda: form.lines.has_focus)
    return form


async def to(pilot: Pilot[None], form: PlanForm, name: str) -> None:
    for _step in range(20):
        if form.lines.current.name == name:
            return
        await pilot.press("tab")
    raise AssertionError(name)


async def test_it_shows_what_is_open_promised_and_done(desk: Desk) -> None:
    fill(desk)
    done = plan(desk, "old visit", 1, channel="visit")
    base = follow_ups.values_of(desk, item_id=done)
    edit = PlanEdit(replace(base, state="cancelled", result="not wanted"), base)
    follow_ups.change(desk, item_id=done, edit=edit)
    goal = {"goal": "a frame contract", "expected_result": "signed", "place": "plant"}
    [person] = brief(desk).contacts
    plan(desk, "talk", 2, channel="visit", at=time(10), contact_id=person.id, **goal)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_plans(pilot, app)
        text = screen_text(pilot)
        assert text[3].startswith(" Planned 2 ──")
        assert text[4].startswith("▌  today  call            Order check A")
        assert text[5].startswith("   Tue 24 visit    李总   10:00 talk")
        assert text[6].startswith(" Promises 1 ──")
        assert text[7].startswith("   12-04                  样品 2 件")
        assert text[8].startswith(" Done ──")
        assert "old visit  cancelled  not wanted" in rows(pilot)
        await pilot.press("j", "enter")
        await until(pilot, lambda: "Goal     " in rows(pilot))
        for name, words in (("Goal", "a frame contract"), ("Expected", "signed"),
                            ("Place", "plant")):  # fmt: skip
            [row] = [row for row in screen_text(pilot) if row[10:].startswith(name)]
            assert row[26:].startswith(words)
        await pilot.press("j", "enter")
        await until(pilot, lambda: "Promise: 样品 2 件, due Fri 4 Dec" in rows(pilot))
        assert "2026-11-12  talk 10 days ago" in rows(pilot)


async def test_keys_act_on_the_row_under_the_cursor_which_keeps_its_place(desk: Desk) -> None:
    fill(desk)
    plan(desk, "second", 1)
    plan(desk, "third", 2)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_plans(pilot, app)
        await pilot.press("j", "1")
        await until(pilot, lambda: status_of(app).startswith("Done: second"))
        assert [one.what for one in plans(desk)] == ["Order check A", "third"]
        await until(
            pilot, lambda: "third" in screen_text(pilot)[5] and "▌" in screen_text(pilot)[5]
        )
        await pilot.press("2", "3")
        await until(pilot, lambda: status_of(app).startswith("Snoozed: third"))
        assert plans(desk)[1].due_on == date(2026, 11, 29)
        await pilot.press("j", "3", *"15/12", "enter")
        await until(pilot, lambda: status_of(app).startswith("Snoozed: 样品 2 件"))
        assert brief(desk).promises[0].due_on == date(2026, 12, 15)
        await pilot.press("d")
        await until(pilot, lambda: status_of(app).startswith("Delivered: 样品 2 件"))
        assert brief(desk).promises[0].delivered_on == TODAY
        for _step in range(4):
            await pilot.press("u")
        await until(pilot, lambda: len(plans(desk)) == 3)
        assert brief(desk).promises[0].due_on == date(2026, 12, 4)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: len(plans(desk)) == 2)


async def test_snoozing_leaves_the_cursor_where_it_was(desk: Desk) -> None:
    fill(desk)
    plan(desk, "second", 1)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_plans(pilot, app)
        first = list_of(app).key
        await pilot.press("2", "3")  # behind the second
        await until(pilot, lambda: "Order check A" in screen_text(pilot)[5])
        assert list_of(app).ordinal == 0 and list_of(app).key != first


async def test_a_done_row_says_so_and_is_opened_again_by_e(desk: Desk) -> None:
    fill(desk)
    done = items(desk)[0].id
    actions.done(desk, item_ids=(done,))
    plan(desk, "next", 3)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        if screen.customer_id != id_of(desk, NAMES[0]):
            screen.show_customer(id_of(desk, NAMES[0]))
        await pilot.press("tab", "tab")
        await until(pilot, lambda: screen.tab == "plans" and screen._tab.value is not None)
        await until(pilot, lambda: list_of(app).selectable >= 3)
        list_of(app).move_to_key(f"closed:{done}")
        for key in "dsr":
            await pilot.press(key)
            await until(
                pilot,
                lambda: status_of(app).startswith("This is done already; e sets it open again"),
            )
            app.screen.query_one("#status").say(())  # type: ignore[attr-defined]
        form = await form_of(pilot, app)
        await to(pilot, form, "state")
        await pilot.press(*"open", "enter")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
        assert done in [one.id for one in plans(desk)]
        await pilot.press("u")
        await until(pilot, lambda: done in [one.id for one in plans(desk, "done")])
        list_of(app).move_to_key(f"closed:{done}")
        await pilot.press("delete", "y")
        await until(pilot, lambda: status_of(app).startswith("Deleted:"))
        assert done not in [one.id for one in plans(desk, "done")]


async def test_every_field_of_a_follow_up(desk: Desk) -> None:
    fill(desk)
    first = plans(desk)[0].id
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_plans(pilot, app)
        form = await form_of(pilot, app)
        await pilot.press(*typed("2w 10:30"))
        for name, text in (
            ("what", "new words"), ("channel", "errand"), ("contact", "李"), ("assignee", "Bo"),
            ("place", "plant 2"), ("goal", "sign"), ("expected_result", "stamped"),
        ):  # fmt: skip
            await to(pilot, form, name)
            await pilot.press(*typed(text))
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
        [found] = [one for one in plans(desk) if one.id == first]
        assert (found.due_on, found.due_time, found.what, found.channel) == (
            date(2026, 12, 6), time(10, 30), "new words", "errand",
        )  # fmt: skip
        assert (found.contact, found.assignee, found.place, found.goal, found.expected_result) == (
            "李总", "Bo", "plant 2", "sign", "stamped",
        )  # fmt: skip
        before = plans(desk)
        await pilot.press("u")
        await until(pilot, lambda: plans(desk)[0].what == "Order check A")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: plans(desk) == before)


async def test_a_promise_is_changed_and_marked_kept(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_plans(pilot, app)
        await pilot.press("j")
        form = await form_of(pilot, app)
        await pilot.press("-", "tab", *"samples", "tab", *"yesterday")
        await until(pilot, lambda: "Sat 21 Nov 2026" in rows(pilot))
        assert [one.name for one in form.lines.fields] == ["on", "what", "delivered_on"]
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
    [promise] = brief(desk).promises
    assert (promise.what, promise.due_on, promise.delivered_on) == (
        "samples", None, TODAY - timedelta(days=1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("on", "yesterday", "is past"),
        ("on", "blah", "not understood as a date"),
        ("on", "2025-01-01", "is past"),
        ("channel", "zzz", "is not a channel"),
        ("contact", "nobody", "no contact “nobody”"),
        ("state", "zzz", "cannot be the State"),
        ("goal", "x" * 10 + "\0", "NUL"),
    ],
)
async def test_an_error_goes_to_its_field_and_loses_nothing(
    desk: Desk, field: str, text: str, says: str
) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_plans(pilot, app)
        form = await form_of(pilot, app)
        await to(pilot, form, "place")
        await pilot.press(*"here")
        await to(pilot, form, field)
        if "\0" in text:
            form.lines.current.put(text, touched=True)
        else:
            await pilot.press(*typed(text))
        await pilot.press("enter")
        await until(pilot, lambda: says in status_of(app))
        assert form.is_attached and form.lines.named("place").typed == "here"
        assert "\0" in text or form.lines.current.name == field
    assert plans(desk)[0].place is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("goal", "theirs"), ("assignee", "theirs"), ("place", "theirs"), ("contact_id", None),
     ("what", "theirs"), ("channel", "sms"), ("state", "cancelled")],
)  # fmt: skip
async def test_the_same_field_in_two_windows(
    desk: Desk, field: str, value: object, desk_on: Callable[..., Desk]
) -> None:
    fill(desk)
    [person] = brief(desk).contacts
    first = plan(desk, "soon", 0, at=time(8), contact_id=person.id)
    contacts.set_contact(desk, customer_id=id_of(desk, NAMES[0]), assignments={"name": "Ann"})
    mine = {"contact_id": "Ann", "channel": "visit", "state": "done"}.get(field, "mine")
    app, other = app_over(desk), desk_on(desk.path)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_plans(pilot, app)
        list_of(app).move_to_key(first)
        form = await form_of(pilot, app)
        await to(pilot, form, {"contact_id": "contact"}.get(field, field))
        await pilot.press(*mine)
        base = follow_ups.values_of(other, item_id=first)
        edit = PlanEdit(replace(base, **{field: value}), base)  # type: ignore[arg-type]
        follow_ups.change(other, item_id=first, edit=edit)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "ctrl+s keeps yours" in status_of(app))
        assert mine in status_of(app) and form.is_attached
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
    found = follow_ups.values_of(desk, item_id=first)
    people = dict(follow_ups.people_of(desk, item_id=first))
    kept = getattr(found, field)
    assert (people[kept] if field == "contact_id" else kept) == mine


async def test_one_line_adds_with_channel_and_contact(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_plans(pilot, app)
        await pilot.press("9", *typed("2w 10:00 "))
        app.post_message(events.Paste("电话 催款 @李"))
        await until(pilot, lambda: "@李总  call" in rows(pilot))
        assert "= Sun 6 Dec 2026 10:00" in rows(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app).startswith("Planned:"))
        found = plans(desk)[-1]
        assert (found.what, found.channel, found.contact, found.due_time) == (
            "催款", "call", "李总", time(10),
        )  # fmt: skip
        await pilot.press("a", *typed("3d x @nobody"), "enter")
        await until(pilot, lambda: "no contact: nobody" in rows(pilot) and "李总" in rows(pilot))
        await pilot.press("escape")
        assert len(plans(desk)) == 2


async def test_j_and_k_keep_the_tab_and_a_reload_keeps_the_row(desk: Desk) -> None:
    fill(desk)
    plan(desk, "second", 1)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await on_plans(pilot, app)
        await pilot.press("J")
        await until(pilot, lambda: "Order check B" in rows(pilot))
        assert screen.tab == "plans"
        await pilot.press("K")
        await until(pilot, lambda: "second" in rows(pilot))
        await pilot.press("j")
        key = list_of(app).key
        plan(desk, "before", 0)  # another window; it comes before the row under the cursor
        screen.reload()
        await until(pilot, lambda: "before" in rows(pilot))
        assert list_of(app).key == key


async def test_the_agenda_is_where_one_left_it(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3 and list_of(app).key is not None)
        await pilot.press("j")
        key = list_of(app).key
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        await until(pilot, lambda: list_of(app).key is not None)
        await pilot.press("tab", "tab", "q")
        await until(pilot, lambda: not isinstance(app.screen, CustomerScreen))
        assert list_of(app).key == key


async def test_an_empty_tab_says_what_begins_it(desk: Desk) -> None:
    fill(desk)
    customer = id_of(desk, NAMES[0])
    records.delete(desk, entity="follow_up", record_id=plans(desk)[0].id)
    for one in plans(desk, "done"):
        records.delete(desk, entity="follow_up", record_id=one.id)
    records.delete(desk, entity="promise", record_id=brief(desk).promises[0].id)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).key is not None)
        await app.open_panel("customer", app.screen, customer)  # type: ignore[arg-type]
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        await until(pilot, lambda: "History" in rows(pilot))
        await pilot.press("tab", "tab")
        await until(pilot, lambda: "Nothing is planned or promised" in rows(pilot))
        for key in ("d", "enter", "delete", "e"):
            await pilot.press(key)
            await until(pilot, lambda: bool(status_of(app)) or bool(app.screen.query("Form")))


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (42, 12), (20, 5), (1, 1)])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_rows_have_their_width_at_every_size(
    desk: Desk, size: tuple[int, int], language: str, ascii_only: bool
) -> None:
    set_language("zh" if language == "zh" else "en")
    fill(desk, names=HOSTILE)
    what = "[red]\x1b[31m\u202e" + "拜访 " * 400
    draft = PlanDraft(on=TODAY, what=what, goal=what, place=what, channel="wecom")
    communications.plan(desk, customer_id=items(desk)[0].customer_id, draft=draft)
    actions.done(desk, item_ids=(items(desk)[0].id,))
    history.undo(desk)
    app = app_over(desk, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        for key in ("tab", "tab", "enter", "j", "enter", "d", "e", *["tab"] * 7, "escape", "a", "2",
                    "w", "escape"):  # fmt: skip
            await pilot.press(key)
            await pilot.pause(0.01)
            text = screen_text(pilot)
            assert {cell_len(row) for row in text} == {size[0]}, key
            assert not any("\x1b" in row or "\u202e" in row for row in text)
            if ascii_only:
                drawn = {c for row in text for c in row if not c.isascii()}
                assert not drawn & set("─━▌…→▁"), "\n".join(text)

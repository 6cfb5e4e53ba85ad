"""The log panel on a real book: keys counted, plans completed, drafts kept, nothing lost."""

import asyncio

import pytest
from tests.tui.conftest import screen_text, until
from tests.tui.desks import TODAY, app_over, fill, items, list_of, status_of
from textual import events
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import customers, drafts
from kamtui.services.desk import Desk
from kamtui.tui.panels.fields import FieldLines
from kamtui.tui.panels.log import LogPanel
from kamtui.tui.panels.log_values import meaning_of, people_in
from kamtui.tui.session import DeskApp

#: Markup, an escape sequence, a very long name, text that reorders itself, a joined emoji.
HOSTILE = (
    "[/bold]\x1b[31m华东" + "机械" * 30,
    "a\u202eb\u0301" * 20,
    "\U0001f469\u200d\U0001f680",
)


async def ready(pilot: Pilot[None], app: DeskApp) -> None:
    await until(pilot, lambda: list_of(app).selectable >= 3 and list_of(app).key is not None)


def panel_of(app: DeskApp) -> LogPanel | None:
    return next(iter(app.screen.query(LogPanel)), None)


async def opened(pilot: Pilot[None], app: DeskApp) -> LogPanel:
    await pilot.press("l")
    await until(pilot, lambda: (panel := panel_of(app)) is not None and panel.note.has_focus)
    panel = panel_of(app)
    assert panel is not None
    return panel


def letters(text: str) -> list[str]:
    return ["space" if one == " " else one for one in text]


async def test_t2_is_six_keys_and_completes_the_open_follow_up(desk: Desk) -> None:
    """ux.md T2: `l` line1 Enter line2 Tab `2w` Enter."""
    fill(desk)
    first = items(desk)[0]
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        keys = ["l", *letters("agreed"), "enter", *letters("ships fri"), "tab", "2", "w", "enter"]
        assert len(keys) - len("agreed") - len("ships fri") == 6
        await pilot.press(*keys)
        await until(pilot, lambda: status_of(app).startswith("Logged: 华东机械有限公司"))
        await until(pilot, lambda: panel_of(app) is None and not app.operations.writing)
    brief = customers.brief(desk, customer_id=first.customer_id)
    talk = brief.communications[0]
    assert talk.content == "agreed\nships fri"
    assert talk.who == "李总" and talk.channel == "call"
    open_plans = [one for one in brief.follow_ups if one.state == "open"]
    assert [one.due_on.isoformat() for one in open_plans] == ["2026-12-06"]
    assert next(one for one in brief.follow_ups if one.id == first.id).state == "done"


async def test_three_keys_where_the_cadence_is_right(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    customer = items(desk)[0].customer_id
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("l", *letters("ok"), "ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Logged:"))
    plans = customers.brief(desk, customer_id=customer).follow_ups
    [plan] = [one for one in plans if one.state == "open"]
    assert plan.due_on.isoformat() == "2026-12-22" and plan.channel == "visit"


async def test_keys_that_arrive_at_once_all_reach_the_form(desk: Desk) -> None:
    """A burst (slow link, fast typist): words must not become commands of the list."""
    fill(desk)
    app = app_over(desk)
    customer, before = items(desk)[0].customer_id, len(items(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        for key in ["l", *"dduuss", "tab", "2", "w", "enter"]:
            character = key if len(key) == 1 else None
            app.post_message(events.Key(key, character))
        await until(pilot, lambda: status_of(app).startswith("Logged:"))
        await until(pilot, lambda: not app.operations.writing)
    brief = customers.brief(desk, customer_id=customer)
    assert brief.communications[0].content == "dduuss"
    assert len(items(desk)) == before, "one plan completed, one made, nothing else done"


async def test_the_note_says_next_promise_and_who(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    customer = items(desk)[0].customer_id
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        panel = await opened(pilot, app)
        app.post_message(events.Paste("同意试样 >2w 样品回访 !寄样册 @张工"))
        await until(pilot, lambda: panel.note.text.startswith("同意试样"))
        await until(pilot, lambda: any("Sun 6 Dec 2026" in row for row in screen_text(pilot)))
        assert any("样品回访" in row and "What" in row for row in screen_text(pilot))
        assert any("张工" in row and "寄样册" in row and "Who" in row for row in screen_text(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Logged:"))
    brief = customers.brief(desk, customer_id=customer)
    assert brief.communications[0].content == "同意试样"
    assert brief.communications[0].who == "张工"
    assert "寄样册" in [one.what for one in brief.promises]
    [plan] = [one for one in brief.follow_ups if one.state == "open"]
    assert (plan.due_on.isoformat(), plan.what) == ("2026-12-06", "样品回访")


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        (["tab", *letters("never mind"), "enter"], "not understood as a date"),
        (["ctrl+s"], "There is nothing to log"),
        ([*letters("x >blah y"), "ctrl+s"], "is no date"),
    ],
)
async def test_an_error_keeps_the_form_with_everything_typed(
    desk: Desk, keys: list[str], says: str
) -> None:
    fill(desk)
    app = app_over(desk)
    before = len(customers.brief(desk, customer_id=items(desk)[0].customer_id).communications)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        panel = await opened(pilot, app)
        await pilot.press(*keys)
        await until(pilot, lambda: says in status_of(app))
        assert panel.is_attached
        assert panel.texts()["next"] == ("never mind" if keys[0] == "tab" else "12-22")
    after = customers.brief(desk, customer_id=items(desk)[0].customer_id)
    assert len(after.communications) == before


async def test_escape_keeps_a_draft_that_the_next_log_continues(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    customer = items(desk)[0].customer_id
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await opened(pilot, app)
        await pilot.press(*letters("half a"), "tab", "3", "w", "escape")
        await until(pilot, lambda: panel_of(app) is None)
        await until(pilot, lambda: "Draft kept" in status_of(app))
        kept = drafts.read(desk, customer_id=customer)
        assert kept is not None and kept.fields == {"note": "half a", "next": "3w"}
        panel = await opened(pilot, app)
        assert panel.note.text == "half a"
        assert panel.texts()["next"] == "3w"
        await pilot.press("ctrl+n")
        await until(pilot, lambda: panel.note.text == "" and panel.texts()["next"] == "12-22")
        await pilot.press("escape")
        await until(pilot, lambda: panel_of(app) is None)
    assert drafts.read(desk, customer_id=customer) is None


async def test_a_draft_is_on_the_disk_within_a_second_and_goes_when_saved(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    customer = items(desk)[0].customer_id
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await opened(pilot, app)
        await pilot.press(*letters("typed"))
        start = asyncio.get_running_loop().time()
        await until(pilot, lambda: drafts.read(desk, customer_id=customer) is not None)
        assert asyncio.get_running_loop().time() - start < 1.5  # a second, on a busy machine
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Logged:"))
        await until(pilot, lambda: drafts.read(desk, customer_id=customer) is None)


async def test_the_start_offers_a_draft_and_goes_to_its_row(desk: Desk) -> None:
    fill(desk)
    last = items(desk)[-1]
    drafts.keep(desk, drafts.Draft(last.customer_id, last.customer, {"note": "half"}))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: status_of(app).startswith("1 draft kept: Log "))
        assert "l continues" in status_of(app)
        panel = await opened(pilot, app)
        assert panel.start.customer_id == last.customer_id
        assert panel.note.text == "half"


async def test_leaving_the_program_keeps_what_was_typed(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    customer = items(desk)[0].customer_id
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await opened(pilot, app)
        await pilot.press(*letters("not yet"), "ctrl+q")
        await pilot.pause(0.2)
    kept = drafts.read(desk, customer_id=customer)
    assert kept is not None and kept.fields["note"] == "not yet"


async def test_ctrl_o_goes_to_the_list_and_back_and_undo_there_is_the_books(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        panel = await opened(pilot, app)
        await pilot.press("x", "ctrl+o")
        await until(pilot, lambda: list_of(app).has_focus)
        await pilot.press("j", "ctrl+o")
        await until(pilot, lambda: panel.note.has_focus)
        assert panel.note.text == "x"


async def test_ctrl_z_in_a_field_takes_nothing_back_in_the_book(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    with desk.read() as reader:
        before = reader.value("SELECT max(seq) FROM change_log")
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await opened(pilot, app)
        await pilot.press("tab", "2", "ctrl+z", "ctrl+r", "f2", "f3", "ctrl+d")
        await pilot.pause(0.1)
        assert panel_of(app) is not None
    with desk.read() as reader:
        assert reader.value("SELECT max(seq) FROM change_log") == before


async def test_every_field_is_reached_and_channels_are_chosen(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    customer = items(desk)[0].customer_id
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        panel = await opened(pilot, app)
        names = []
        await pilot.press("x")
        for _step in range(7):
            await pilot.press("tab")
            names.append(panel.lines.current.name)
        assert names == ["next", "what", "when", "who", "channel", "outcome", "promise"]
        await pilot.press("tab")
        await until(pilot, lambda: panel.note.has_focus)
        await pilot.press("shift+tab", *letters("catalogue"), "shift+tab", "o", "k")
        await pilot.press("shift+tab", "w", "shift+tab", "shift+tab", *letters("yesterday"))
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app).startswith("Logged:"))
    brief = customers.brief(desk, customer_id=customer)
    talk = next(one for one in brief.communications if one.content == "x")
    assert (talk.channel, talk.outcome) == ("wechat", "ok")
    assert (TODAY - talk.on).days == 1
    assert "catalogue" in [one.what for one in brief.promises]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (20, 5), (1, 1), (200, 60)])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_size_has_rows_of_its_width(
    desk: Desk, size: tuple[int, int], language: str
) -> None:
    from rich.cells import cell_len

    set_language("zh" if language == "zh" else "en")
    fill(desk, names=HOSTILE)
    app = app_over(desk)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3)
        await pilot.press("l")
        await until(pilot, lambda: panel_of(app) is not None)
        await pilot.press(*letters("[b]x[/b] >2w"), "tab", "tab")
        await pilot.pause(0.05)
        assert {cell_len(row) for row in screen_text(pilot)} == {size[0]}
        assert not any("\x1b" in row for row in screen_text(pilot))


async def test_a_second_log_puts_the_first_away_with_its_draft(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    first = items(desk)[0].customer_id
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await opened(pilot, app)
        await pilot.press(*letters("one"), "ctrl+o", "j", "l")
        await until(
            pilot,
            lambda: (panel := panel_of(app)) is not None and panel.start.customer_id != first,
        )
        assert len(app.screen.query(LogPanel)) == 1
    kept = drafts.read(desk, customer_id=first)
    assert kept is not None and kept.fields["note"] == "one"


def test_fields_win_over_the_note_and_the_note_over_what_was_prefilled() -> None:
    fields = {"next": "12-22", "what": "", "who": "李总", "promise": "寄样 >fri"}
    note = "ok >2w call @张工 !quote"
    found = meaning_of(note, fields, frozenset(), today=TODAY)
    assert found.next is not None and found.next.on is not None
    assert found.next.on.isoformat() == "2026-12-06"
    assert found.what == "call" and found.people == ("张工",)
    assert [what for what, _day in found.promises] == ["quote", "寄样"]
    assert found.promises[1][1] is not None
    found = meaning_of(note, fields, frozenset({"next", "who"}), today=TODAY)
    assert found.next is not None and found.next.on is not None
    assert found.next.on.isoformat() == "2026-12-22"
    assert found.people == ("张工", "李总")
    assert meaning_of("", {"next": ""}, frozenset({"next"}), today=TODAY).next is None


def test_people_are_separated_by_either_scripts_commas() -> None:
    assert people_in("李总，张工、@王 , Ann") == ("李总", "张工", "王", "Ann")
    assert people_in(" ") == ()


ECHO = (("= 日期", "text", True),)


def test_fields_never_draw_past_their_row() -> None:
    from hypothesis import given, settings
    from hypothesis import strategies as st

    from kamtui.tui.panels.field import Field
    from kamtui.tui.widgets.paint import Brush

    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=60), st.integers(1, 120), st.integers(0, 60))
    def check(text: str, width: int, at: int) -> None:
        fields = [
            Field("a", "Next", text, row=0),
            Field("b", "标签很长的", text, row=1, hint="hint", echo=lambda _text: ECHO),
            *(Field(str(n), "Who", text, row=3, well=False, hint="-") for n in range(4)),
        ]
        lines = FieldLines(Brush(), fields, start=7)
        for index in range(len(fields)):
            lines.index = index
            fields[index].prompt.at = min(at, len(text))
            for line in lines.draw(width, 4):
                strip = line.strip(Brush())
                assert strip.cell_length == width
                assert sum(segment.cell_length for segment in strip) == width

    check()

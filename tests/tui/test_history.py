"""The history tab on a real book: found, corrected, read whole, deleted and brought back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import (
    NAMES,
    TODAY,
    _log_without_closing,
    app_over,
    fill,
    id_of,
    list_of,
    status_of,
)
from tests.tui.test_customer import opened, rows, typed
from tests.tui.test_log import HOSTILE
from textual import events
from textual.pilot import Pilot

from kamtui.domain.views.customer import CommunicationView, CustomerBrief
from kamtui.i18n import set_language
from kamtui.services import customers, talks
from kamtui.services.communications import LogDraft
from kamtui.services.desk import Desk
from kamtui.services.talks import TalkEdit
from kamtui.tui.panels.talk import TalkForm
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.session import DeskApp


def brief(desk: Desk, name: str = NAMES[0]) -> CustomerBrief:
    return customers.brief(desk, customer_id=id_of(desk, name), communications=999)


def newest(desk: Desk) -> CommunicationView:
    return brief(desk).communications[0]


def log(desk: Desk, content: str, *, days: int = 0, **more: object) -> None:
    draft = LogDraft(id_of(desk, NAMES[0]), content,
                     on=TODAY - timedelta(days=days), **more)  # type: ignore[arg-type]  # fmt: skip
    _log_without_closing(desk, draft)


async def form_of(pilot: Pilot[None], app: DeskApp) -> TalkForm:
    await pilot.press("e")
    await until(pilot, lambda: bool(app.screen.query(TalkForm)))
    form = app.screen.query_one(TalkForm)
    await until(pilot, lambda: form.note.has_focus)
    return form


async def to(pilot: Pilot[None], form: TalkForm, name: str) -> None:
    """Go to a field by Tab."""
    await pilot.press("tab")
    for _step in range(30):
        if form.lines.has_focus and form.lines.current.name == name:
            return
        await pilot.press("tab")
    raise AssertionError(name)


# -- finding -------------------------------------------------------------------------------------


async def test_the_filter_follows_what_is_typed_over_everything_and_keeps(desk: Desk) -> None:
    fill(desk)
    for days in range(300):  # more than one page is read at first
        log(desk, f"note {days}" + (" 报價" if days % 100 == 99 else ""), days=days)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("f", *"报价")
        await until(pilot, lambda: "3 of 303" in rows(pilot))
        assert list_of(app).selectable == 3 and "History 3/303" in screen_text(pilot)[2]
        await pilot.press("enter")
        await until(pilot, lambda: "only 报价  3 of 303   Esc shows all" in rows(pilot))
        assert "note 99" in rows(pilot) and " 2026 ──" in rows(pilot)
        screen.reload()
        await until(pilot, lambda: list_of(app).selectable == 3)
        await pilot.press("escape")
        await until(pilot, lambda: "History 303" in screen_text(pilot)[2])
        assert isinstance(app.screen, CustomerScreen), "back took the filter away first"
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, CustomerScreen))


@pytest.mark.parametrize(
    ("words", "found"),
    [("zzz", 0), ("李总", 3), ("promise", 1), ("承诺", 1), ("样品", 1), ("电话", 3), ("call 40", 1),
     ("ＴＡＬＫ", 3), ("[red]", 0), ("\u202e\u200b", 3)],
)  # fmt: skip
async def test_words_people_channels_and_promises_are_found(
    desk: Desk, words: str, found: int
) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("f")
        await until(pilot, lambda: app.screen.query_one("#status").asking)  # type: ignore[attr-defined]
        app.post_message(events.Paste(words))
        wanted = f"{found} of 3" if words.isprintable() else "words, a name"
        await until(pilot, lambda: wanted in rows(pilot))
        if not found:
            assert "No entry has these words" in rows(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "of 3 " not in rows(pilot)[160:] and "3/3" not in rows(pilot))


async def test_the_filter_ends_with_another_customer_and_while_found_rows_are_acted_on(
    desk: Desk,
) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("f", *"promise", "enter")
        await until(pilot, lambda: list_of(app).selectable == 1)
        await pilot.press("delete", "y")
        await until(pilot, lambda: "No entry has these words" in rows(pilot))
        assert len(brief(desk).communications) == 2
        await pilot.press("u")
        await until(pilot, lambda: list_of(app).selectable == 1 and "talk 10" in rows(pilot))
        await pilot.press("J")
        await until(pilot, lambda: "History 3" in screen_text(pilot)[2])
        assert list_of(app).selectable == 3


async def test_a_hit_beyond_the_row_is_brought_into_sight(desk: Desk) -> None:
    fill(desk)
    log(desk, "x" * 200 + " needle in the hay")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        assert "needle" not in rows(pilot)
        await pilot.press("f", *"needle", "enter")
        await until(pilot, lambda: "needle in the hay" in rows(pilot))


# -- reading -------------------------------------------------------------------------------------


async def test_promises_stand_in_the_row_in_words(desk: Desk) -> None:
    fill(desk)
    customer = id_of(desk, NAMES[0])
    late = TODAY - timedelta(days=3)
    draft = LogDraft(customer, "short", promises=(("catalogue", late), ("price", None)))
    _log_without_closing(desk, draft)
    log(desk, "x" * 100, days=1, promises=(("样品" * 20, date(2026, 12, 4)),))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        text = screen_text(pilot)
        assert text[5].endswith("Promise catalogue !3d +1 ") and "short" in text[5]
        assert text[6].endswith("Promise 12-04 ") and "x" * 30 in text[6]
        assert text[7].endswith("Promise 样品 2 件 12-04 ")
        await pilot.press("enter")
        await until(pilot, lambda: "Promise: catalogue, due Thu 19 Nov, !3d" in rows(pilot))
        assert "Promise: price, without a day" in rows(pilot)


async def test_a_long_note_can_be_read_to_its_end(desk: Desk) -> None:
    """Every line of an entry shown whole comes into sight on the way to the next entry."""
    fill(desk)
    log(desk, "\n".join(f"line {number}\tend" for number in range(60)))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        first = list_of(app).key
        await pilot.press("enter")
        seen: set[str] = set()
        for _step in range(30):
            await pilot.pause(0.01)
            seen |= {row.strip() for row in screen_text(pilot)}
            if list_of(app).key not in (first, None) and "#" not in (list_of(app).key or ""):
                break
            await pilot.press("j")
        assert {f"line {number} end" for number in range(1, 60)} <= seen
        await pilot.press("k", "enter")
        await until(pilot, lambda: list_of(app).key == first)
        assert "line 3 end" not in {row.strip() for row in screen_text(pilot)}


async def test_the_longest_note_opens_at_once(desk: Desk) -> None:
    fill(desk)
    log(desk, "机械 abc\t" * 12_000)
    app = app_over(desk)
    async with app.run_test(size=(60, 20)) as pilot:
        await opened(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: len(list_of(app).source) > 3000, seconds=5)
        form = await form_of(pilot, app)
        assert len(form.note.text) > 80_000
        assert {cell_len(row) for row in screen_text(pilot)} == {60}


# -- correcting ----------------------------------------------------------------------------------


async def test_words_are_corrected_with_two_keys(desk: Desk) -> None:
    """`e`, text, ctrl+s."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        keys = ["e", *typed(" and more"), "ctrl+s"]
        assert len(keys) - len(" and more") == 2
        await pilot.press(*keys)
        await until(pilot, lambda: status_of(app).startswith("Changed: 华东机械有限公司"))
        assert newest(desk).content == "talk 10 days ago\nsecond line and more"
        key = list_of(app).key
        await pilot.press("u")
        await until(pilot, lambda: newest(desk).content == "talk 10 days ago\nsecond line")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: (newest(desk).content or "").endswith("and more"))
        await until(pilot, lambda: "and more" in rows(pilot))
        assert list_of(app).key == key


async def test_every_field_is_corrected(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        form = await form_of(pilot, app)
        await to(pilot, form, "when")
        await pilot.press(*typed("11-20 16:30"))
        await until(pilot, lambda: "Fri 20 Nov 2026 16:30" in rows(pilot))
        await to(pilot, form, "who")
        await pilot.press(*typed(", Ann"))
        await to(pilot, form, "outcome")
        await pilot.press(*"ok")
        await to(pilot, form, "channel")
        await pilot.press(*"vis")
        await to(pilot, form, "direction")
        await pilot.press("space")
        await to(pilot, form, "due.0")
        await pilot.press("2", "w", "tab", *"today")
        await to(pilot, form, "promise.1")
        await pilot.press(*typed("price list"), "tab", "f", "r", "i")
        await until(pilot, lambda: "= Fri 27 Nov 2026" in status_of(app))
        assert [one.name for one in form.lines.fields][-3] == "promise.2", "room for one more"
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
    talk = newest(desk)
    assert (talk.on, talk.who, talk.outcome, talk.channel, talk.direction) == (
        date(2026, 11, 20), "李总、Ann", "ok", "visit", "out",
    )  # fmt: skip
    assert [(one.what, one.due_on, one.delivered_on) for one in brief(desk).promises] == [
        ("price list", date(2026, 11, 27), None),
        ("样品 2 件", date(2026, 12, 6), TODAY),
    ]


async def test_a_promise_is_taken_out_by_emptying_it(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        form = await form_of(pilot, app)
        await to(pilot, form, "promise.0")
        await pilot.press("ctrl+u", "ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
        assert brief(desk).promises == ()
        await pilot.press("u")
        await until(pilot, lambda: len(brief(desk).promises) == 1)


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("when", "tomorrow", "still to come"),
        ("when", "blah", "not understood as a date"),
        ("channel", "zzz", "is not a channel"),
        ("due.0", "30 feb", "no such day"),
        ("due.1", "fri", "A promise needs to say"),
        ("delivered.0", "next fri", "still to come"),
    ],
)
async def test_an_error_goes_to_its_field_and_loses_nothing(
    desk: Desk, field: str, text: str, says: str
) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        form = await form_of(pilot, app)
        await pilot.press("!")
        await to(pilot, form, field)
        await pilot.press(*typed(text), "ctrl+s")
        await until(pilot, lambda: says.casefold() in status_of(app).casefold())
        assert form.is_attached and form.note.text.endswith("!")
        assert form.lines.current.name == ("promise.1" if field == "due.1" else field)
    assert newest(desk).content == "talk 10 days ago\nsecond line"


@pytest.mark.parametrize("field", ["note", "promise.0"])
async def test_the_same_field_in_two_windows(
    desk: Desk, field: str, desk_on: Callable[..., Desk]
) -> None:
    fill(desk)
    app, talk = app_over(desk), newest(desk).id
    other = desk_on(desk.path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        form = await form_of(pilot, app)
        if field != "note":
            await to(pilot, form, field)
        await pilot.press("!")
        base = talks.values_of(other, communication_id=talk)
        [promise] = base.promises
        from dataclasses import replace

        wanted = (
            replace(base, content="theirs")
            if field == "note"
            else replace(base, promises=(replace(promise, what="theirs"),))
        )
        talks.change(other, communication_id=talk, edit=TalkEdit(wanted, base))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "theirs theirs" in status_of(app).replace("  ", " "))
        assert form.is_attached
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
    if field == "note":
        assert newest(desk).content == "talk 10 days ago\nsecond line!"
    else:
        assert [one.what for one in brief(desk).promises] == ["样品 2 件!"]


async def test_one_that_was_deleted_meanwhile_says_so(
    desk: Desk, desk_on: Callable[..., Desk]
) -> None:
    from kamtui.services import records

    fill(desk)
    app, talk = app_over(desk), newest(desk).id
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        form = await form_of(pilot, app)
        await pilot.press("!")
        records.delete(desk_on(desk.path), entity="communication", record_id=talk)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "was deleted meanwhile" in status_of(app))
        assert form.is_attached and form.note.text.endswith("!")


async def test_hostile_text_goes_in_and_comes_back_without_doing_anything(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    hostile = "[/bold]\x1b[31m \u202eabc\u200b １２３ \U0001f469\u200d\U0001f680\n" + "词 " * 5000
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        form = await form_of(pilot, app)
        app.post_message(events.Paste(hostile))
        await until(pilot, lambda: len(form.note.text) > 5000)
        await to(pilot, form, "who")
        app.post_message(events.Paste("[red]x\x1b[0m\u202e, 李总"))
        await until(pilot, lambda: "red" in form.lines.named("who").typed)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
        await pilot.press("enter")
        await until(pilot, lambda: len(list_of(app).source) > 100)
        for row in screen_text(pilot):
            assert cell_len(row) == 80 and "\x1b" not in row and "\u202e" not in row
    assert "[/bold]" in (newest(desk).content or "")


async def test_a_pasted_file_is_refused_at_once_and_costs_nothing(desk: Desk) -> None:
    """10 MB took half a minute to lay out, to be refused when saving."""
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        form = await form_of(pilot, app)
        await pilot.press("x")
        app.post_message(events.Paste("词 abc\n" * 1_500_000))
        await until(pilot, lambda: "too long" in status_of(app))
        assert form.note.text.endswith("linex")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))


async def test_an_edit_of_nothing_and_an_edit_left_change_nothing(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await form_of(pilot, app)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app) == "Nothing was changed")
        await form_of(pilot, app)
        await pilot.press("x", "escape")
        await until(pilot, lambda: not app.screen.query(TalkForm))
        await until(pilot, lambda: status_of(app).startswith("Nothing was changed; e brings"))
        form = await form_of(pilot, app)
        await until(pilot, lambda: status_of(app).startswith("Typed 22 Nov, not saved"))
        assert form.note.text.endswith("linex")
        await pilot.press("ctrl+n", "tab", "escape")
        await until(pilot, lambda: not app.screen.query(TalkForm))
        form = await form_of(pilot, app)
        assert form.note.text.endswith("line")
    assert newest(desk).content == "talk 10 days ago\nsecond line"


# -- deleting ------------------------------------------------------------------------------------


async def test_deleting_says_what_goes_with_it_and_undo_brings_it_back(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("delete")
        await until(pilot, lambda: "Delete the entry of 2026-11-12 and its promise?" in rows(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app) == "Nothing was deleted")
        await pilot.press("delete", "1")
        await until(pilot, lambda: "History 2" in screen_text(pilot)[2])
        assert brief(desk).promises == ()
        await pilot.press("j", "delete")
        await until(pilot, lambda: "Delete the entry of 2025-10-18?" in rows(pilot))
        await pilot.press("escape", "u")
        await until(pilot, lambda: len(brief(desk).promises) == 1)
        await until(pilot, lambda: "History 3" in screen_text(pilot)[2])


# -- every size ----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (42, 12), (20, 5), (1, 1)])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_rows_have_their_width_at_every_size(
    desk: Desk, size: tuple[int, int], language: str, ascii_only: bool
) -> None:
    set_language("zh" if language == "zh" else "en")
    fill(desk, names=HOSTILE)
    app = app_over(desk, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        for key in ("enter", "e", *["tab"] * 8, "escape", "f", "2", "d", "enter", "j", "escape"):
            await pilot.press(key)
            await pilot.pause(0.01)
            text = screen_text(pilot)
            assert {cell_len(row) for row in text} == {size[0]}, key
            assert not any("\x1b" in row or "\u202e" in row for row in text)
            if ascii_only:
                drawn = {c for row in text for c in row if not c.isascii()}
                assert not drawn & set("─━▌…→▁"), "\n".join(text)

"""For a screen reader: each move is said, the cursor stands on the row, nothing is drawn."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.conftest import make_desk
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, said, sample_desk, shown
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.tui.app import HIDE_CURSOR
from kamtui.tui.launch import build
from kamtui.tui.reading import line_words
from kamtui.tui.screens.base import READ_FROM, READ_ROWS, KamScreen
from kamtui.tui.session import DeskApp
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.pane import Pane
from kamtui.tui.widgets.preview import Preview
from kamtui.tui.widgets.status import Status

#: Lines, blocks, arrows and ticks: what a screen reader reads out as their names.
DRAWN = re.compile("[\u2190-\u21ff\u2500-\u25ff\u2713]")
SIZES = [(80, 24), (120, 40), (60, 20)]


class Ear:
    """Listens to an application."""

    def __init__(self, pilot: Pilot[None], app: DeskApp) -> None:
        self.pilot, self.app = pilot, app

    @property
    def heard(self) -> str:
        """What is read of the row under the cursor, or of the field."""
        return self.app.screen.query_one("#status", Status).read

    async def hears(self, pattern: str) -> str:
        """Wait until something is read out, and return it."""
        await until(self.pilot, lambda: re.search(pattern, self.heard) is not None)
        return self.heard

    async def press(self, key: str, pattern: str) -> str:
        """Press a key and wait for what is read out."""
        await self.pilot.press(key)
        return await self.hears(pattern)

    async def cursor_on_row(self) -> None:
        """Wait until the terminal's cursor stands at the start of the selected row."""
        rows = listing(self.app)
        await until(
            self.pilot,
            lambda: (
                self.app.cursor_position
                == (rows.region.x, rows.region.y + rows.cursor - rows.window.start)
            ),
        )

    def nothing_is_drawn(self) -> None:
        """Look at every row of the screen."""
        rows = screen_text(self.pilot)
        assert not [row for row in rows if DRAWN.search(row)], "\n".join(rows)


@asynccontextmanager
async def ear(
    folder: Path, language: str = "en", size: tuple[int, int] = (80, 24), *, reader: bool = True
) -> AsyncIterator[Ear]:
    """Run the sample book for a screen reader."""
    set_language("zh" if language == "zh" else "en")
    desk = sample_desk(folder)
    app = app_of(desk, reader=reader)
    async with app.run_test(size=size) as pilot:
        yield Ear(pilot, app)
    desk.close()


@pytest.mark.parametrize("size", SIZES)
async def test_a_move_is_said_and_the_cursor_goes_along(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with ear(tmp_path, size=size) as one:
        await one.hears(r"^Agenda, \d+ rows\. 1 of \d+: today at 10:00, A, ")
        await one.press("j", r"^Late 9\. 2 of \d+: 41 days late, A, 华东机械有限公司, ")
        await one.cursor_on_row()
        heard = await one.press("j", r"^3 of \d+: 12 days late, A, Acme Industrial, ")
        assert heard.endswith("Send revised quote, promised, contact J.Smith, e-mail 15 days ago")
        await one.cursor_on_row()
        await one.press("k", r"^2 of \d+: 41 days late")
        one.nothing_is_drawn()
        bottom = " ".join("".join(screen_text(one.pilot)[-1 - READ_ROWS : -1]).split())
        assert "41 days late" in bottom and "call 44 days ago" in bottom  # read, not cut


async def test_in_chinese(tmp_path: Path) -> None:
    async with ear(tmp_path, "zh") as one:
        await one.hears(r"^今日待办，\d+ 项。第 1 项，共 \d+ 项：今天 10:00，A，")
        await one.press("j", r"^逾期 9。第 2 项，共 \d+ 项：迟 41 天，A，华东机械有限公司，续约")
        await one.press("f3", r"^客户，.+，24 项。第 1 项，共 24 项：A，")
        await one.press("f4", r"^等级，11 项。第 1 项，共 11 项：重庆长安配件，从 A 到 B，得分 71")
        await one.press("enter", r"^重庆长安配件，等级，\d+ 项。.+分里得")
        one.nothing_is_drawn()


async def test_what_an_action_did_comes_first_and_stays_until_the_next_key(tmp_path: Path) -> None:
    async with ear(tmp_path) as one:
        await one.hears("1 of")
        await one.press("j", "2 of")
        await one.press("j", "3 of 21: 12 days late")
        await one.press("d", r"3 of \d+: 8 days late")
        await until(one.pilot, lambda: said(one.app).startswith("Delivered: Acme Industrial"))
        rows = screen_text(one.pilot)
        at = next(n for n, row in enumerate(rows) if "Delivered: Acme" in row)
        assert "8 days late" in rows[at + 1]
        await one.press("j", "4 of")
        assert said(one.app) == ""  # heard by now
        await one.press("u", "3 of 21: 12 days late")
        await until(one.pilot, lambda: said(one.app).startswith("Undone:"))
        await one.press("G", "21 of 21")
        await one.pilot.press("j")
        await until(one.pilot, lambda: said(one.app) == "This is the last row")
        assert "21 of 21" in one.heard


@pytest.mark.parametrize(
    ("language", "size"), [("en", SIZES[0]), ("zh", SIZES[1]), ("en", SIZES[2])]
)
async def test_every_tab_of_a_customer(
    tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    zh = language == "zh"
    tabs = (
        ("联系人", "Contacts", "手机：|mobile: "),
        ("跟进计划", "Plans", "天后，|in \\d+ days"),
        ("订单", "Orders", "订单 SO|order SO"),
        ("反馈", "Feedback", "投诉|complaint"),
        ("等级", "Grade", "分里得|of 30 points"),
        ("修改记录", "Changes", "还没有修改|Nothing was changed yet"),
    )
    async with ear(tmp_path, language, size) as one:
        await one.hears(" 1 ")
        await one.pilot.press("slash", *"szxr", "enter")
        history = "历史" if zh else "History"
        heard = await one.hears(f"^深圳新锐电子.*{history}.*[:：].*(8 天前|8 days ago)")
        assert "催第 5 单到货时间，产线只剩两天备料" in heard
        for chinese, english, row in tabs:
            await one.press("tab", f"^深圳新锐电子.*{chinese if zh else english}")
            await until(one.pilot, lambda: listing(one.app).filled)
            if not re.search(row, one.heard):
                await one.press("j", row)
            one.nothing_is_drawn()
        assert not one.app.screen.query_one("#pane").display


async def test_lists_forms_and_questions(tmp_path: Path) -> None:
    async with ear(tmp_path) as one:
        await one.hears("1 of")
        await one.press("j", "2 of")
        await one.pilot.press("s")
        status = one.app.screen.query_one("#status", Status)
        await until(one.pilot, lambda: status.asking)
        await until(one.pilot, lambda: one.app.cursor_position == (0, status.region.y))
        await one.press("escape", "2 of")
        await one.cursor_on_row()
        await one.press("l", r"^Log, 华东机械.*\. Note: empty")
        note = one.app.screen.query_one("NoteArea")
        await until(one.pilot, lambda: one.app.cursor_position.y == note.region.y)
        await one.press("tab", r"^1 of 7: Next: 12-22, Tue 22 Dec 2026 in 30 days$")
        await one.press("tab", r"^2 of 7: What: empty, by cadence: monthly visit$")
        await one.pilot.press(*"abc")
        await one.pilot.pause()
        assert one.heard.startswith(
            "2 of 7: What: empty"
        )  # the keys are said by whoever reads the screen
        await until(one.pilot, lambda: one.app.cursor_position.x >= 11)
        await one.press("shift+tab", r"^1 of 7: Next")
        await one.press("tab", r"^2 of 7: What: abc$")
        await one.press("escape", r"^Agenda, \d+ rows\..* 2 of \d+: ")
        await one.cursor_on_row()
        await one.press("question_mark", r"^Help, \d+ rows\..*1 of \d+: Done, key 1 d, Mark done")
        await one.press("down", r"^2 of \d+: Snooze, key 2 s, ")
        await one.press("escape", r"^Agenda")
        await one.press("colon", r"^Palette, \d+ rows\.")
        for key in "acme":
            await one.pilot.press(key)
        await one.hears(r"1 of 1: A, Acme Industrial, C0006")
        await one.press("escape", r"^Agenda")
        await one.pilot.press("slash", *"acme")
        await one.hears(r"1 of 1: A, Acme Industrial, J.Smith, phone \+44 2079460812")
        await one.press("escape", r"^Agenda")
        await one.press("comma", r"^Settings, \d+ rows\. This computer\. 1 of \d+: Language: ")
        await one.press("down", r"^2 of \d+: Colours: ")
        one.nothing_is_drawn()


async def test_what_is_put_into_a_field_at_once_is_said(tmp_path: Path) -> None:
    async with ear(tmp_path) as one:
        await one.hears("1 of")
        await one.press("f3", "24 rows")
        await one.press("enter", "History")
        await one.press("E", r"^Edit\. 1 of \d+: Name: 华东机械有限公司")
        await one.press("tab", r"^2 of \d+: Grade: A, .*choices: A, B, C")
        await one.press("space", r"^2 of \d+: Grade: B, .*choices: A, B, C")
        await one.press("pagedown", r"^Who and where\. \d+ of \d+: Short name: ")
        await one.press("escape", "History")


async def test_the_first_start_reads_titles_and_no_loose_lines(tmp_path: Path) -> None:
    set_language("en")
    app = build(make_desk(tmp_path / "none" / "book.db"), reader=True, first_run=True)
    async with app.run_test(size=(80, 24)) as pilot:
        one = Ear(pilot, app)
        heard = await one.hears(r"^First start, 3 rows\. How do you want to begin\?\. 1 of 3: Try")
        assert "key 1" in heard
        await one.press("j", r"^2 of 3: Import your customer list, key 2, CSV")
        await one.press("j", r"^3 of 3: Start empty, key 3, The first customer")
        one.nothing_is_drawn()


async def test_an_empty_list_says_what_is_missing_and_how_to_begin(tmp_path: Path) -> None:
    async with ear(tmp_path) as one:
        await one.hears("1 of")
        await one.press("f3", r"^Customers, .*, 24 rows\. 1 of 24: ")
        await one.pilot.press("f", *"archived", "enter")
        heard = await one.hears(r"^Customers, .*only archived, 0 rows\. No customer fits")
        assert "shows everybody" in heard
        await one.press("escape", r"^Customers, .*, 24 rows")


async def test_a_marked_row_says_so(tmp_path: Path) -> None:
    async with ear(tmp_path) as one:
        await one.hears("1 of")
        await one.press("space", r"2 of ")
        await until(one.pilot, lambda: said(one.app).startswith("1 row marked"))
        await one.press("k", r"1 of 21: marked, ")


async def test_masked_nothing_is_said_either(tmp_path: Path) -> None:
    async with ear(tmp_path) as one:
        await one.hears("1 of")
        one.app.do_app_mask()
        await one.press("f3", r"phone \*\*\*")
        await one.pilot.press("enter")
        for _tab in range(7):
            await one.pilot.press("tab")
            await one.pilot.pause()
            for _row in range(4):
                await one.pilot.press("j")
                await one.pilot.pause()
                digits = re.sub(r"[ +-]", "", one.heard)
                assert not re.search(r"1[38]\d{9}", digits), one.heard
                assert not re.search(r"\d{1,3},\d{3}", one.heard), one.heard


@pytest.mark.parametrize("size", SIZES)
async def test_there_is_one_pane_and_nothing_beside_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with ear(tmp_path, size=size) as one:
        await one.hears("1 of")
        for key in ("f2", "f3", "f4"):
            await one.pilot.press(key)
            await one.hears("1 of")
            for widget in one.app.screen.query(Pane).results(Pane):
                assert not widget.display
            for preview in one.app.screen.query(Preview):
                assert not preview.display
            assert listing(one.app).size.width == size[0]
            one.nothing_is_drawn()


async def test_a_low_terminal_keeps_one_row_for_what_is_read(tmp_path: Path) -> None:
    async with ear(tmp_path, size=(80, READ_FROM - 1)) as one:
        await one.hears("1 of")
        assert one.app.screen.query_one("#status", Status).size.height == 1
        await one.press("j", "2 of")
        assert "2 of" in screen_text(one.pilot)[-2]
        await one.pilot.resize_terminal(80, 24)
        status = one.app.screen.query_one("#status", Status)
        await until(one.pilot, lambda: status.size.height == READ_ROWS)


async def test_switched_on_and_off_in_the_settings(tmp_path: Path) -> None:
    async with ear(tmp_path, size=(120, 40), reader=False) as one:
        await shown(one.pilot, "Contact 36 weeks")
        await shown(one.pilot, "Receivables")
        await shown(one.pilot, "Grades due for review")
        assert one.heard == "" and DRAWN.search("".join(screen_text(one.pilot)))
        before = screen_text(one.pilot)
        await one.pilot.press("comma")
        await until(one.pilot, lambda: listing(one.app).selectable > 40)
        listing(one.app).move_to_key("reader")
        for wanted in (True, False):
            await one.pilot.press("enter")
            await until(one.pilot, lambda: one.app.screen.query_one("#status", Status).asking)
            await one.pilot.press("1" if wanted else "2")
            await until(one.pilot, lambda wanted=wanted: one.app.reader is wanted)  # type: ignore[misc]
            if wanted:
                await one.hears(r"5 of \d+: Screen reader: yes")
                one.nothing_is_drawn()
        await one.pilot.press("escape")
        await until(one.pilot, lambda: screen_text(one.pilot)[1:-2] == before[1:-2])


async def test_only_a_screen_reader_is_sent_the_cursor(tmp_path: Path) -> None:
    async with ear(tmp_path) as one:
        assert one.app._sent(f"a{HIDE_CURSOR}b") == "ab"
        one.app.change_reader(False)
        assert HIDE_CURSOR in one.app._sent(f"a{HIDE_CURSOR}b")


def test_pieces_of_a_row_are_told_apart_as_they_stand() -> None:
    line = Line(80)
    line.put(0, " ", "accent")
    line.put(3, "10-09", "muted")
    line.put(10, "Visit", "muted")
    line.put(16, "twice", "muted")
    line.put(30, "--", "rule")
    line.put(40, "13828034063", "text")
    assert line_words(line, Brush(reader=True)) == "10-09, Visit twice, 13828034063"
    assert "1382" not in line_words(line, Brush(reader=True, masked=True))


async def test_without_rows_the_cursor_is_at_the_list(tmp_path: Path) -> None:
    async with ear(tmp_path) as one:
        await one.hears("1 of")
        assert one.app.screen.query_one("#list", LineList).cursor_row >= 0
        await one.cursor_on_row()


async def test_at_rest_nothing_is_painted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with ear(tmp_path) as one:
        await one.hears("1 of")
        await one.pilot.press("f3", "enter")
        await one.hears("^华东机械")
        frames: list[KamScreen] = []
        paint = KamScreen._compositor_refresh

        def counted(screen: KamScreen) -> None:
            frames.append(screen)
            paint(screen)

        monkeypatch.setattr(KamScreen, "_compositor_refresh", counted)
        await one.press("j", "2 of")
        await one.pilot.pause(0.5)
        assert 0 < len(frames) < 8  # the screens behind must not keep each other awake

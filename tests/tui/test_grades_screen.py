"""The grade review over real desks: T5 in its keys, marks, undo, skips, words, exact widths."""

from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, said, sample_desk, shown
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import customers, grade_review, grading, history
from kamtui.services.desk import Desk
from kamtui.tui.app import KamApp
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.screens.grades import GradesScreen
from kamtui.tui.widgets.criterion_bar import criterion_runs
from kamtui.tui.widgets.grade_rows import GradeColumns
from kamtui.tui.widgets.paint import Brush


@pytest.fixture
def sample(tmp_path: Path, unsynced: None) -> Desk:
    return sample_desk(tmp_path)


async def opened(pilot: Pilot[None], app: KamApp) -> GradesScreen:
    await pilot.press("f4")
    await until(pilot, lambda: isinstance(app.screen, GradesScreen))
    await until(pilot, lambda: listing(app).key is not None)
    screen = app.screen
    assert isinstance(screen, GradesScreen)
    return screen


def settled(app: KamApp) -> bool:
    return not app.operations.writing


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (110, 32), (120, 40), (200, 60)])
async def test_every_row_is_exactly_as_wide_as_the_screen(
    sample: Desk, language: str, ascii_only: bool, size: tuple[int, int]
) -> None:
    set_language("zh" if language == "zh" else "en")
    app = app_of(sample, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        for _step in range(len(screen.neighbours())):
            rows = screen_text(pilot)
            assert [cell_len(row) for row in rows] == [size[0]] * size[1]
            if ascii_only:
                assert not set("\n".join(rows)) & set("▌━─┿┼…→✓↑↓╸╴▁")
            await pilot.press("j")
    sample.close()


def test_columns_are_those_of_the_design() -> None:
    assert GradeColumns.of(80) == GradeColumns((3, 23), 27, 31, 33, (37, 5), (44, 35))


def test_a_bar_is_as_long_as_its_criterion() -> None:
    def drawn(points: str, most: str) -> str:
        return "".join(
            text for _x, text, _r in criterion_runs(Decimal(points), Decimal(most), Brush())
        )

    assert drawn("20", "30") == "━" * 10 + "─" * 5
    assert drawn("15", "15") == "━" * 7 + "╸"
    assert drawn("12", "15") == "━" * 6 + "─" + "╴"
    assert drawn("3", "5") == "━╸╴"
    assert drawn("0", "5") == "──╴"
    assert drawn("0.2", "10") == "╸────"
    assert drawn("9.9", "10") == "━━━━╸"  # never full before it is


async def test_t5_ten_rows_in_fifteen_keys(sample: Desk) -> None:
    """Eight accepted, two overridden with a grade and a reason: F4 and 14 keys (ux.md, T5)."""
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)  # F4
        keys = ["y"] * 4 + ["o", "b", "1"] + ["y"] * 4 + ["o", "2", "3"]
        assert 1 + len(keys) == 15
        for key in keys:
            await pilot.press(key)
        await until(pilot, lambda: settled(app) and "10/10" in screen_text(pilot)[0])
        review = grade_review.read(sample)
        decided = [row for row in review.rows if row.decided is not None]
        kinds = [row.decided.decision for row in decided if row.decided]
        assert len(decided) == 10 and kinds.count("accepted") == 8
        reasons = [row.decided.reason for row in decided if row.decided and row.decided.reason]
        assert reasons == ["strategic", "data missing"]
    sample.close()


@pytest.mark.parametrize(("star", "one"), [("*", "1"), ("＊", "１")])
async def test_star_and_one_accept_the_rest_as_one_step(sample: Desk, star: str, one: str) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("y")
        await until(pilot, lambda: settled(app) and "1/10" in screen_text(pilot)[0])
        await pilot.press(star)
        assert len(listing(app).marks) == 9 and "9 rows marked" in said(app)
        await pilot.press(one)
        await until(pilot, lambda: "10/10" in screen_text(pilot)[0])
        await until(pilot, lambda: said(app).startswith("10 reviewed: 10 accepted   u undo last"))
        await pilot.press("u")
        await until(pilot, lambda: settled(app) and "1/10" in screen_text(pilot)[0])
        # The marks are back, and the cursor where it was.
        await until(pilot, lambda: len(listing(app).marks) == 9 and listing(app).ordinal == 1)
    sample.close()


async def test_a_row_keeps_its_place_says_what_happened_and_comes_back(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        first = listing(app).key
        before = screen_text(pilot)[2]
        await pilot.press("y")
        await until(pilot, lambda: said(app).startswith("Accepted 重庆长安配件  A → B"))
        assert listing(app).ordinal == 1
        assert screen_text(pilot)[2].startswith(" ✓ 重庆长安配件")
        await pilot.press("k", "y")
        await until(pilot, lambda: "is decided" in said(app))
        await pilot.press("u")
        await until(pilot, lambda: screen_text(pilot)[2] == before)
        assert listing(app).key == first
        assert first is not None
        assert customers.brief(sample, customer_id=first).customer.grade == "A"
    sample.close()


async def test_what_was_kept_says_why(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("o", "1", "0")
        await shown(pilot, "Why")
        await pilot.press("enter")
        await shown(pilot, "a reason is needed")
        await pilot.press(*"old friend", "enter")
        await until(pilot, lambda: settled(app) and "kept A: old friend" in screen_text(pilot)[2])
        assert screen_text(pilot)[2].startswith(" = ")
    sample.close()


async def test_leaving_the_strip_decides_nothing(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        before = history.latest_seq(sample)
        await pilot.press("o", "escape", "o", "b", "escape", "o", "c", "0", "escape")
        await until(pilot, lambda: settled(app))
        assert history.latest_seq(sample) == before and "0/10" in screen_text(pilot)[0]
    sample.close()


async def test_skip_goes_on_and_writes_nothing(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        before = history.latest_seq(sample)
        await pilot.press("-")
        assert "Skipped 重庆长安配件" in said(app) and listing(app).ordinal == 1
        assert history.latest_seq(sample) == before
        await pilot.press("u")  # a skip is a step, though nothing was written
        assert "Undone: Skipped 重庆长安配件" in said(app) and listing(app).ordinal == 0
        await pilot.press("-", "k", "-")  # on a skipped row: taken up again
        assert "Taken up again: 重庆长安配件" in said(app)
        assert "10 to decide" not in said(app) and history.latest_seq(sample) == before
    sample.close()


async def test_skips_and_decisions_are_undone_in_turn(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        first, second, third = screen.neighbours()[:3]
        await pilot.press("y", "-", "y")
        await until(pilot, lambda: settled(app) and "2/10" in screen_text(pilot)[0])
        await pilot.press("u")
        await until(pilot, lambda: "1/10" in screen_text(pilot)[0])
        await until(pilot, lambda: listing(app).key == third)
        await pilot.press("u")
        await until(pilot, lambda: "Undone: Skipped" in said(app) and listing(app).key == second)
        assert "1/10" in screen_text(pilot)[0]
        await pilot.press("u")
        await until(pilot, lambda: "0/10" in screen_text(pilot)[0])
        await until(pilot, lambda: listing(app).key == first)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "1/10" in screen_text(pilot)[0])
    sample.close()


async def test_the_end_of_a_review_says_what_was_done_and_when_it_goes_on(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot, app)
        for key in ("-", "o", "b", "1", "y", "o", "b", "2", *"yyyyyy"):
            await pilot.press(key)
        words = "10 reviewed: 7 accepted, 1 overridden, 1 kept, 1 skipped"
        await until(pilot, lambda: said(app).startswith(f"{words}   u undo last"))
        await pilot.press("G")
        await shown(pilot, words)
        await shown(pilot, "Scores are worked out anew on Mon 23 Nov and after every change.")
        await pilot.press("u")
        await until(pilot, lambda: "8/10" in screen_text(pilot)[0])
        assert not any(words in row for row in screen_text(pilot))
    sample.close()


async def test_marked_rows_are_overridden_as_one_step(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        before = history.latest_seq(sample)
        await pilot.press("space", "space", "space", "2", "3", "2")
        await until(pilot, lambda: settled(app) and "3/10" in screen_text(pilot)[0])
        await until(pilot, lambda: said(app).startswith("Set 3 customers  C  "))
        rows = screen_text(pilot)[2:5]
        assert all("set C: a one-off" in row and row.startswith(" ✓") for row in rows)
        await pilot.press("u")
        await until(pilot, lambda: "0/10" in screen_text(pilot)[0] and len(listing(app).marks) == 3)
        assert history.latest_seq(sample) > before
    sample.close()


@pytest.mark.parametrize("again", [".", "。"])
async def test_again_repeats_the_last_decision_on_this_row(sample: Desk, again: str) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press(again)
        assert "Nothing to repeat yet" in said(app)
        await pilot.press("2", "1", "4", again)
        await until(pilot, lambda: settled(app) and "2/10" in screen_text(pilot)[0])
        rows = screen_text(pilot)[2:4]
        assert "kept A: manager agreed" in rows[0] and "set A: manager agreed" in rows[1]
        await pilot.press("1", again)
        await until(pilot, lambda: settled(app) and "4/10" in screen_text(pilot)[0])
        await pilot.press("-", again)
        await until(pilot, lambda: listing(app).ordinal == 6)
    sample.close()


async def test_without_letters_the_whole_review_is_reachable(sample: Desk) -> None:
    """An input method is on: digits, punctuation and their full-width twins alone."""
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("１", "２", "３", "１", "－", "7")
        assert "Undone: Skipped" in said(app)
        await pilot.press("＊", "１")
        await until(pilot, lambda: settled(app) and "10/10" in screen_text(pilot)[0])
        await until(pilot, lambda: said(app).startswith("10 reviewed: 9 accepted, 1 overridden"))
    sample.close()


async def test_a_reason_may_be_anything_typed_or_pasted(sample: Desk) -> None:
    app = app_of(sample)
    reason = "[red]bold[/red] \u202e年\x07 🙂 " + "长" * 10_000
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("o", "c", "0")
        await shown(pilot, "Why")
        from textual.events import Paste

        app.screen.post_message(Paste(reason))
        await shown(pilot, "长长")
        await pilot.press("enter")
        await until(pilot, lambda: settled(app) and "1/10" in screen_text(pilot)[0])
        assert "set C: [red]bold[/red] 年" in screen_text(pilot)[2]
        assert [cell_len(row) for row in screen_text(pilot)] == [80] * 24
        await pilot.press("k", "enter")
        await shown(pilot, "set by hand, score 71: [red]bold")
        assert [cell_len(row) for row in screen_text(pilot)] == [80] * 24
    sample.close()


async def test_another_window_moves_what_was_seen(sample: Desk, tmp_path: Path) -> None:
    from tests.conftest import make_desk

    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        first = screen.neighbours()[0]
        path = sample.path
        assert path is not None
        other = make_desk(path, device="two")
        await pilot.press("o", "c")
        grading.override(other, customer_id=first, grade="B", reason="theirs")
        await pilot.press("1")
        await until(pilot, lambda: "was changed meanwhile" in said(app))
        await until(pilot, lambda: "set B: theirs" in screen_text(pilot)[2])
        assert "was changed meanwhile" in said(app) and listing(app).key == first
        assert grade_review.history(sample, customer_id=first)[0].reason == "theirs"
        other.close()
    sample.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_amounts_are_hidden_while_somebody_looks(sample: Desk, size: tuple[int, int]) -> None:
    app = app_of(sample)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        await pilot.press("8")
        await until(pilot, lambda: "***" in "\n".join(screen_text(pilot)))
        for _row in range(10):
            await until(pilot, lambda: "/30  ***" in "\n".join(screen_text(pilot)))
            text = "\n".join(screen_text(pilot))
            for amount in ("520k", "415k", "420k", "236k", "128k", "500k gives", "100k gives"):
                assert amount not in text
            await pilot.press("j")
    sample.close()


async def test_while_scores_are_worked_out_what_is_known_is_said(sample: Desk) -> None:
    import threading

    app = app_of(sample)
    go = threading.Event()
    read = grade_review.read

    def slow(desk: Desk, **keywords: object) -> object:
        go.wait(20)
        return read(desk)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grade_review, "read", slow)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.tab_counts.get("grades") == 10)
            await pilot.press("f4")
            await shown(pilot, "Working out the scores…")
            await shown(pilot, "10 grades to review by the scores kept last")
            assert "Grades 10" in screen_text(pilot)[0]
            for key in ("y", "o", "-", "j", "*", "."):  # nothing waits, nothing breaks
                await pilot.press(key)
            await pilot.press("f3")
            await until(pilot, lambda: app.current_mode == "customers")
            await pilot.press("f4")
            go.set()
            await shown(pilot, "重庆长安配件")
    sample.close()


async def test_nine_adds_a_follow_up_and_enter_opens_the_grade(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        second = screen.neighbours()[1]
        await pilot.press("9", *"2w", "space", *"call", "enter")
        await until(pilot, lambda: said(app).startswith("Planned: 重庆长安配件"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomerScreen))
        assert isinstance(app.screen, CustomerScreen) and app.screen.tab == "grade"
        await shown(pilot, "Grade A → B proposed")
        await pilot.press("J")
        await until(pilot, lambda: "Grade B → A proposed" in "\n".join(screen_text(pilot)))
        assert app.screen.customer_id == second and "2 of 11" in screen_text(pilot)[0]
    sample.close()


async def test_too_little_data_is_said_per_row_in_total_and_when_accepting(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("G")
        await shown(pilot, "25 of 100 points have data: no ord…")
        await shown(pilot, "25 of 100 points have data, 60 are needed")
        await shown(pilot, "1 customer has less than 60 of 100 points of data")
        await shown(pilot, "mostly missing: ")
        await shown(pilot, "no data: Amount, 12 months")
        await pilot.press("1")
        await until(pilot, lambda: "has too little data for a proposal" in said(app))
    sample.close()


async def test_the_explanation_follows_the_cursor_with_the_way_up(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        assert "57 of 80 points with data = 71" in screen_text(pilot)[21]
        await until(pilot, lambda: "4 points to A: 1 more contact" in screen_text(pilot)[21])
        await pilot.press("j")
        await until(pilot, lambda: "深圳新锐电子" in screen_text(pilot)[12])
        assert "A from 75  B from 45" in screen_text(pilot)[12]
        # At the top there is no way up, but what moved since the decision before.
        assert "since Jan +12: amount 415k→520k" in screen_text(pilot)[21]
        await pilot.press("j")
        await until(pilot, lambda: "nothing above A" in screen_text(pilot)[21]
                    or "since" in screen_text(pilot)[21])  # fmt: skip
    sample.close()


async def test_the_tall_screen_shows_the_history_of_grades(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await shown(pilot, "Grade history 2")
        await shown(pilot, "2025-06   B ↑ A")
    sample.close()


async def test_an_empty_book_and_a_book_in_order_say_so(desk: Desk) -> None:
    from kamtui.services import records
    from kamtui.services.records import CustomerDraft

    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await shown(pilot, "There is nobody to grade yet")
        for key in ("y", "o", "-", "*", "1", "j", "enter", "u"):
            await pilot.press(key)
        assert app.is_running
    records.add(desk, draft=CustomerDraft(name="Foo"))
    again = app_of(desk)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await shown(pilot, "0 of 100 points have data")


async def test_tabs_reach_every_screen_and_count_the_grades(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "r")
        await until(pilot, lambda: isinstance(app.screen, GradesScreen))
        await pilot.press("g", "c")
        await shown(pilot, "Customers 24")
        await until(pilot, lambda: "Grades 10" in screen_text(pilot)[0])
        await pilot.press("tab", "tab")
        await until(pilot, lambda: app.current_mode == "agenda")
    sample.close()

"""The segments: numbers as the command line gives them, dimensions, a past day, odd books."""

import json
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.conftest import make_desk
from tests.services.segment_book import SegmentBook
from tests.tui.conftest import screen_text, until
from tests.tui.sample_desk import app_of, listing, said, sample_desk, shown
from tests.tui.segment_desks import beside, dimension, members, mixed, opened

from kamtui.cli.main import run
from kamtui.domain.money import decimal_text
from kamtui.domain.segments.model import BUILT_IN
from kamtui.domain.views.segments import SegmentsView
from kamtui.i18n import set_language
from kamtui.present.segment_words import dimension_label
from kamtui.services import segments
from kamtui.services.desk import Desk
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.segments import SegmentsScreen
from kamtui.tui.screens.segments.members import MembersScreen
from kamtui.tui.screens.segments.rows import SegmentRows


@pytest.fixture
def sample(tmp_path: Path) -> Desk:
    return sample_desk(tmp_path)


@pytest.fixture
def as_json(
    sample: Desk, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., dict[str, object]]:
    """Return what asks `kamtui segments --json` about the sample book."""
    monkeypatch.setenv("KAMTUI_DB", str(sample.path))
    monkeypatch.setenv("KAMTUI_TODAY", "2026-11-22")
    monkeypatch.setenv("KAMTUI_LANG", "en")

    def ask(*words: str) -> dict[str, object]:
        capsysbinary.readouterr()
        assert run(["segments", *words, "--json"]) == 0
        found = json.loads(capsysbinary.readouterr().out)
        assert isinstance(found, dict)
        return found

    return ask


@pytest.mark.parametrize("by", BUILT_IN)
async def test_the_rows_are_those_of_the_command_line(
    sample: Desk, as_json: Callable[..., dict[str, object]], by: str
) -> None:
    found = as_json("--by", by)
    app = app_of(sample)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, app)
        await dimension(pilot, screen, by)
        view = screen.view
        assert view is not None
        on_screen = [
            (row.key, row.customers, decimal_text(row.amount_minor), row.came, row.left)
            for row in view.rows
        ]
        drawn = [row for row in screen_text(pilot) if "━" in row or "───" in row]
        rows = found["segments"]
        assert isinstance(rows, list)
        moves = found["before"] is not None
        assert on_screen == [
            (
                one["segment"], one["customers"], one["amount"],
                one["came"] if moves else 0, one["left"] if moves else 0,
            )
            for one in rows
        ]  # fmt: skip
        for row, one in zip(drawn, rows, strict=False):
            assert f" {one['customers']} " in row, (row, one)
        assert view.customers == found["customers"]
    sample.close()


@pytest.mark.parametrize(
    "keys", [("f6",), ("g", "e"), ("f3", "f6"), ("f3", "enter", "f6"), ("g", "ｅ")]
)
async def test_it_is_reached_from_everywhere(sample: Desk, keys: tuple[str, ...]) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: listing(app).filled)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            await until(pilot, lambda: listing(app).filled)
        await until(pilot, lambda: isinstance(app.screen, SegmentsScreen))
        await shown(pilot, "High value")
        await pilot.press("f6")
        assert said(app) == "You are here"
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "agenda")


async def test_rule_movement_and_lifetime_value_are_said_below(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await shown(pilot, "Lifetime value: ")
        text = "\n".join(screen_text(pilot))
        assert "amount (12 months) ≥ 500,000" in text
        assert "since Sat 22 Aug 2026" in text
        assert "30% margin (assumed)" in text and "orders a year" in text and "retention" in text
        await dimension(pilot, screen, "rfm")
        await shown(pilot, "R, days since the last order:")
        await shown(pilot, "30% margin (assumed)")
        found = segments.clv(sample, by="rfm", segment="champions")
        assert found.clv.value_minor is not None
        await shown(pilot, f"Lifetime value: {found.clv.value_minor // 100:,} CNY")
        await pilot.resize_terminal(120, 40)
        await shown(pilot, "gross margin 30%: assumed")
        await shown(pilot, "expected years")


async def test_dimensions_by_tab_bracket_digit_and_their_cursors(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("j", "j")
        assert listing(app).key == "low"
        await pilot.press("tab")
        await until(pilot, lambda: screen.view is not None and screen.view.by == "behaviour")
        assert listing(app).key == "highly_active"
        await pilot.press("[")
        await until(pilot, lambda: listing(app).key == "low")
        await pilot.press("shift+tab")
        assert screen.by == "rfm"
        await pilot.press("b", "4")
        await until(pilot, lambda: screen.view is not None and screen.view.by == "lifecycle")
        await pilot.press("b", "escape")
        assert screen.by == "lifecycle"
        # Tab on the other screens steps over the segments: within them it means dimensions.
        await pilot.press("f4", "tab")
        await until(pilot, lambda: app.current_mode == "agenda")


async def test_a_past_day_is_said_in_the_header_and_nothing_is_written(
    sample: Desk, as_json: Callable[..., dict[str, object]]
) -> None:
    with sample.read() as reader:
        before = reader.value("SELECT max(seq) FROM change_log", 0)
    rows = as_json("--as-of", "2026-06-30")["segments"]
    assert isinstance(rows, list)
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("t", *"2027-01-01", "enter")
        await until(pilot, lambda: screen.status.asking)  # refused: it is still to come
        await pilot.press("ctrl+u", *"2026-06-30", "enter")
        await until(pilot, lambda: screen.view is not None and str(screen.view.as_of) < "2026-07")
        assert "as of 2026-06-30" in screen_text(pilot)[0]
        assert screen.view is not None
        assert [row.customers for row in screen.view.rows] == [one["customers"] for one in rows]
        await members(pilot, app, "high")
        assert "as of 2026-06-30" in screen_text(pilot)[0]
        await pilot.press("p")
        await shown(pilot, "belongs to it")
        assert "as of 2026-06-30" in screen_text(pilot)[0]
        await pilot.press("escape", "escape", "t", "ctrl+u", "enter")
        await until(
            pilot, lambda: screen.view is not None and screen.view.as_of == app.book.today()
        )
        assert "as of" not in screen_text(pilot)[0]
    with sample.read() as reader:
        assert reader.value("SELECT max(seq) FROM change_log", 0) == before


async def test_no_data_comes_last_with_what_is_missing_and_others_money_is_named(
    desk: Desk,
) -> None:
    mixed(desk)
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        rows = [row for row in screen_text(pilot) if "No data" in row]
        assert rows and "missing: amount (1" in rows[0] and " - " in rows[0]
        assert screen.view is not None and screen.view.rows[-1].key == "no_data"
        assert said(app) == "amounts in USD are in no sum"
        await pilot.press("G")
        await shown(pilot, "missing: amount (12 months) 2")
        await shown(pilot, "since Sat 22 Aug 2026")
        await pilot.press("8")
        await until(pilot, lambda: "600k" not in "\n".join(screen_text(pilot)))
        text = "\n".join(screen_text(pilot))
        assert "500,000" not in text and "***" in text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (30, 8), (5, 2)])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_every_dimension_at_every_size(
    desk: Desk, language: str, size: tuple[int, int], ascii_only: bool
) -> None:
    mixed(desk)
    segments.set_rules(desk, by="一个名字很长的自定义维度" * 3, lines=["each city"])
    set_language("zh" if language == "zh" else "en")
    app = app_of(desk, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        for _step in range(7):
            await pilot.press("tab")
            await until(pilot, lambda: screen.view is not None and screen.view.by == screen.by)
            rows = screen_text(pilot)
            assert {cell_len(row) for row in rows} == {size[0]}
            if size[0] >= 30:  # the dimension in front is in sight, however many there are
                assert dimension_label(screen.by)[:6] in rows[1]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MembersScreen) and listing(app).filled)
        assert {cell_len(row) for row in screen_text(pilot)} == {size[0]}
        await pilot.press("p")
        await pilot.pause(0.05)
        text = screen_text(pilot)
        assert {cell_len(row) for row in text} == {size[0]}
        assert not any("\x1b" in row or "\u202e" in row for row in text)
        if ascii_only:
            signs = "━─┿▌≥✓→" + ("…" if size[0] > 20 else "")
            assert not set(signs) & set("".join(text)), text


async def test_an_empty_book_says_how_to_begin(book_path: Path) -> None:
    app = app_of(make_desk(book_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await shown(pilot, "No customers yet, so there are no segments")
        await pilot.press("enter")
        assert said(app) == "There is no segment here"


async def test_keys_stay_alive_while_it_is_worked_out(
    sample: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, read = threading.Event(), segments.overview

    def slow(desk: Desk, *, by: str, as_of: date | None) -> SegmentsView:
        go.wait(10)
        return read(desk, by=by, as_of=as_of)

    monkeypatch.setattr(segments, "overview", slow)
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: listing(app).filled)
        await pilot.press("f6")
        await shown(pilot, "Working out the segments…")
        for key in ("j", "k", "enter", "tab", "space", "S", "b", "escape", "shift+tab"):
            await pilot.press(key)
        await pilot.press("slash", *"acme")
        await shown(pilot, "Acme")
        await pilot.press("escape", "f3")
        await until(pilot, lambda: app.current_mode == "customers")
        await pilot.press("f6")
        go.set()
        await shown(pilot, "High value")


async def test_an_undo_and_another_window_change_the_rows(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await until(pilot, lambda: app._sequence is not None)
        other = beside(sample)
        segments.set_rules(other, by="value", lines=["huge: amount.12 >= 1", "rest: otherwise"])
        await until(pilot, lambda: listing(app).key == "huge", seconds=8)
        other.close()
        await pilot.press("delete", "1")
        await until(pilot, lambda: listing(app).source.key(0) == "high", seconds=8)
        assert said(app).startswith("Rules as shipped: Value")
        await pilot.press("u")
        await until(pilot, lambda: listing(app).source.key(0) == "huge", seconds=8)
        assert said(app).startswith("Undone: segments")
        assert isinstance(screen.line_list.source, SegmentRows)
        await pilot.press("delete", "n")
        assert said(app) == "Nothing was changed"


async def test_a_dimension_forgotten_elsewhere_gives_way_to_the_first(sample: Desk) -> None:
    segments.set_rules(sample, by="town", lines=["each city"])
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await dimension(pilot, screen, "town")
        await until(pilot, lambda: app._sequence is not None)
        other = beside(sample)
        segments.set_rules(other, by="town", lines=None)
        await until(pilot, lambda: screen.by == "value", seconds=8)
        await shown(pilot, "High value")
        assert "town" not in screen_text(pilot)[1]
        other.close()


async def test_menu_and_form_take_the_room_below_and_give_it_back(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        for key in ("0", "e"):
            await shown(pilot, "Lifetime value")
            await pilot.press(key)
            await until(pilot, lambda: "Lifetime value" not in "\n".join(screen_text(pilot)))
            await pilot.press("escape")
        await shown(pilot, "Lifetime value")


async def test_the_settings_that_matter_are_one_key_away(sample: Desk) -> None:
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("o")
        await shown(pilot, "Gross margin assumed")
        assert said(app).startswith("only segments")
        assert not any("Cadence" in row for row in screen_text(pilot)[1:-3])
        await pilot.press("tab")
        await until(pilot, lambda: app.current_mode == "agenda")


async def test_rules_of_a_newer_program_are_said_and_can_be_put_back(sample: Desk) -> None:
    SegmentBook(sample).insert(
        "setting", key="segments.value", value='["x: fancy_fact.12 >= 1", "rest: otherwise"]'
    )
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: listing(app).filled)
        await pilot.press("f6")
        await shown(pilot, "The rules of this dimension cannot be used")
        assert "fancy_fact" in said(app)
        await pilot.press("enter")
        assert said(app) == "There is no segment here"
        await pilot.press("tab")
        await shown(pilot, "Highly active")  # the others work
        await pilot.press("shift+tab", "e")
        await shown(pilot, "x: fancy_fact.12 >= 1")
        await pilot.press("escape", "delete", "1")
        await shown(pilot, "High value")
        assert said(app).startswith("Rules as shipped: Value")


async def test_a_town_for_each_of_thousands_opens_as_fast_as_ten(desk: Desk) -> None:
    SegmentBook(desk).insert_many(
        "customer",
        [
            {"id": f"c{at}", "customer_no": f"C{at}", "name": f"Customer {at}", "city": f"T{at}",
             "name_key": f"customer {at}", "tags": "[]", "custom": "{}"}
            for at in range(3_000)
        ],
    )  # fmt: skip
    segments.set_rules(desk, by="town", lines=["each city"])
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("shift+tab")
        await until(pilot, lambda: screen.view is not None and screen.view.by == "town")
        assert len(listing(app).source) == 3_000
        await pilot.press("G")
        await until(pilot, lambda: listing(app).cursor == 2_999)
        await pilot.press("enter")
        await shown(pilot, "Customer")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_footers_fit_eighty_cells_and_open_first(sample: Desk, language: str) -> None:
    set_language("zh" if language == "zh" else "en")
    app = app_of(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        for keys in ((), ("enter",), ("p",)):
            await pilot.press(*keys)
            await until(pilot, lambda: listing(app).key is not None)
            screen = app.screen
            assert isinstance(screen, KamScreen)
            row = screen_text(pilot)[-1]
            assert all(hint.word in row for hint in screen.footer()), row
            assert screen.footer()[0].command_id == "list.open"

"""The import in the program: choosing, looking, changing, importing, undoing, and bad files."""

import csv
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.services.transfer.conftest import state_of
from tests.tui.conftest import screen_text, until
from tests.tui.desks import app_over, fill, list_of, status_of
from textual import events
from textual.pilot import Pilot

from kamtui.i18n import set_language
from kamtui.services import agenda
from kamtui.services.desk import Desk
from kamtui.tui.launch import build
from kamtui.tui.screens.agenda import AgendaScreen
from kamtui.tui.screens.customers import CustomersScreen
from kamtui.tui.screens.first_run import FirstRunScreen
from kamtui.tui.screens.importing import ImportScreen, rows
from kamtui.tui.screens.importing.path_form import PathForm
from kamtui.tui.screens.importing.progress import Reading
from kamtui.tui.session import DeskApp
from kamtui.tui.widgets.line_list import LineList, RowState

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LIST = "Name,Telefon,City,Code\nBeta Tools,030 5551,Berlin,x1\nGamma AG,030 5552,Wien,x2\n"
ORDERS = (
    "Order No,Customer,Order Date,Amount\nA1,Acme Industrial,2026-03-04,100\n"
    "A2,Nobody Ltd,2026-03-05,200\nA3,,2026-03-06,300\n"
)


def text(pilot: Pilot[None]) -> str:
    return "\n".join(screen_text(pilot))


async def shown(pilot: Pilot[None], words: str, seconds: float = 20.0) -> None:
    await until(pilot, lambda: words in text(pilot), seconds)


def in_form(app: DeskApp) -> bool:
    return bool(app.screen.query(PathForm)) and app.focused is not None


async def opened(pilot: Pilot[None], app: DeskApp) -> None:
    """Open the import from wherever one is."""
    await pilot.press("colon", *"import")
    await shown(pilot, "Bring customers, orders")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, ImportScreen) and in_form(app))


async def typed(pilot: Pilot[None], app: DeskApp, path: Path | str) -> None:
    """Put a path into the field, as a terminal drops it, and read it."""
    await until(pilot, lambda: in_form(app))
    app.post_message(events.Paste(str(path)))
    await until(pilot, lambda: str(path)[-12:] in text(pilot).replace("\n", ""))
    await pilot.press("enter")


async def read(pilot: Pilot[None], app: DeskApp, path: Path | str) -> None:
    await typed(pilot, app, path)
    await until(pilot, lambda: not app.screen.query(PathForm) and "Columns" in text(pilot), 30)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def row_of(app: DeskApp, key: str) -> None:
    listing = list_of(app)
    assert listing.move_to_key(key) or listing.key == key


async def test_a_list_is_shown_imported_and_undone(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    path = written(tmp_path, "my list.csv", LIST)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3)
        await opened(pilot, app)
        await read(pilot, app, f"'{path}'")
        found = text(pilot)
        assert "Import 2 rows" in found and "2 new" in found and "customers" in found
        assert "utf-8" in found and "Beta Tools | Gamma AG" in found and "→ city" in found
        assert "a field of your own" in found and "Nothing has been written yet" in found
        before = state_of(desk)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen), 20)
        await shown(pilot, "Beta Tools")
        await until(pilot, lambda: "Imported 2 rows" in status_of(app))
        assert "u undo" in status_of(app) and state_of(desk) != before
        await pilot.press("u")
        await until(pilot, lambda: "Undone" in status_of(app))
        await until(pilot, lambda: "Beta Tools" not in text(pilot))
        assert state_of(desk)["customer"] == before["customer"]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_ascii_footer_and_the_sample(desk: Desk, tmp_path: Path, language: str) -> None:
    """No drawing character in ASCII mode; the footer ends with help; the sample warns."""
    desk.sample = True
    fill(desk)
    path = written(tmp_path, "orders.csv", ORDERS)
    app = app_over(desk, ascii_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3)
        await opened(pilot, app)
        app.change_language("zh" if language == "zh" else "en")
        for step in ("form", "preview", "column"):
            if step == "preview":
                await typed(pilot, app, path)
                await until(pilot, lambda: "A1" in text(pilot))
                assert ("sample book" in text(pilot)) is (language == "en")
            if step == "column":
                row_of(app, "column:1")
                await pilot.press("enter")
                await until(pilot, lambda: bool(app.screen.query("ChoiceForm")))
            await pilot.pause()
            odd = {c for c in text(pilot) if not c.isascii() and not "\u3000" <= c <= "\uffef"}
            assert odd <= {"“", "”"}, odd
        await pilot.press("escape")
        await until(pilot, lambda: screen_text(pilot)[-1].rstrip().endswith(
            "? Help" if language == "en" else "? 帮助"))  # fmt: skip


async def test_a_column_is_read_as_another_field(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "list.csv", LIST)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await read(pilot, app, path)
        row_of(app, "column:3")
        await pilot.press("enter")
        await shown(pilot, "Read as")
        await pilot.press(*"short")
        await shown(pilot, "= short name")
        await pilot.press("enter")
        await shown(pilot, "→ short name")
        assert list_of(app).key == "column:3"
        row_of(app, "column:2")  # the field goes from the other column
        await pilot.press("5")
        await shown(pilot, "Read as")
        await pilot.press(*"short", "enter")
        await until(pilot, lambda: "Read as" not in text(pilot))
        await until(pilot, lambda: text(pilot).count("short name") == 1)
        row_of(app, "column:2")
        await pilot.press("e")
        await shown(pilot, "Read as")
        await pilot.press(*"nonsense")
        await shown(pilot, "nothing of that name")
        await pilot.press("enter")
        await until(pilot, lambda: "is no field of customers" in status_of(app))
        assert "nonsense" in text(pilot)
        await pilot.press("escape")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen), 20)
    with desk.read() as reader:
        names = [row[0] for row in reader.rows("SELECT short_name FROM customer ORDER BY name")]
    assert names == ["Berlin", "Wien"]


async def test_a_file_nobody_recognises_is_mapped_by_hand(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "odd.csv", "甲,乙\n华东机械,13828034063\n北方重工,13828034064\n")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await read(pilot, app, path)
        assert "cannot be told from its titles" in text(pilot) and "华东机械" in text(pilot)
        row_of(app, "column:0")
        await pilot.press("enter")
        await until(pilot, lambda: "Choose the kind first" in status_of(app))
        await pilot.press("y")
        await until(pilot, lambda: "cannot be told" in status_of(app))
        row_of(app, "kind")
        await pilot.press("enter")
        await shown(pilot, "Rows are")
        await pilot.press(*"cust", "enter")
        await shown(pilot, "None of the titles is known")
        for column, field in (("column:0", "name"), ("column:1", "phone")):
            row_of(app, column)
            await pilot.press("enter")
            await shown(pilot, "Read as")
            await pilot.press(*field, "enter")
            await shown(pilot, f"→ {field}")
        await shown(pilot, "Import 2 rows")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen), 20)
        await shown(pilot, "北方重工")


async def test_unknown_customers_and_rejected_rows(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    path = written(tmp_path, "orders.csv", ORDERS)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3)
        await opened(pilot, app)
        await read(pilot, app, path)
        assert "1 new" in text(pilot) and "2 rejected" in text(pilot)
        assert "“Nobody Ltd”" in text(pilot) and "--" not in text(pilot).replace("---", "")
        row_of(app, "rejected:0")
        await until(pilot, lambda: "New customers" in status_of(app))
        row_of(app, "customers")
        await pilot.press("enter")
        await shown(pilot, "2 new")
        assert "1 rejected" in text(pilot)
        await pilot.press("w")
        await shown(pilot, "orders-rejected")
        await pilot.press("enter")
        await until(pilot, lambda: "1 rejected row written" in status_of(app), 20)
        with (tmp_path / "orders-rejected.csv").open(encoding="utf-8-sig") as file:
            table = list(csv.reader(file))
        assert table[0][-1] == "Reason rejected" and table[1][:4] == ["A3", "", "2026-03-06", "300"]
        assert path.read_text() == ORDERS
        await pilot.press("w")  # the proposal never names a file that is there
        await shown(pilot, "orders-rejected-2")
        await pilot.press("ctrl+u", *str(path), "enter")
        await until(pilot, lambda: "is one of the files read" in status_of(app), 20)
        assert path.read_text() == ORDERS
        await pilot.press("1")
        await shown(pilot, "2 rows imported")
        assert isinstance(app.screen, ImportScreen)
        await pilot.press("1")
        await until(pilot, lambda: "has been imported" in status_of(app))
        await pilot.press("u")
        await until(pilot, lambda: "Undone" in status_of(app), 20)
        await shown(pilot, "Import 2 rows")
        await pilot.press("1")
        await shown(pilot, "2 rows imported")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await shown(pilot, "Nobody Ltd")


async def test_several_files_one_after_the_other(desk: Desk, tmp_path: Path) -> None:
    first = written(tmp_path, "a list.csv", LIST)
    second = written(
        tmp_path, "b.csv", "Order No,Customer,Order Date,Amount\nA1,Beta Tools,2026-03-04,100\n"
    )
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await read(pilot, app, f"'{first}' {second}")
        assert "file 1 of 2" in screen_text(pilot)[0]
        await pilot.press("y")
        await shown(pilot, "file 2 of 2")
        await until(pilot, lambda: "Imported 2 rows" in status_of(app))
        assert "Import 1 row" in text(pilot) and "1 new" in text(pilot)
        await pilot.press("u")  # the first file's, although the second one is on the screen
        await until(pilot, lambda: "Undone: a list.csv" in status_of(app), 20)
        await shown(pilot, "1 rejected")
        await pilot.press("ctrl+r")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))


async def test_a_pasted_table(desk: Desk) -> None:
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        app.post_message(events.Paste("客户名称\t电话\r\n北方重工\t13828034063\r\n"))
        await shown(pilot, "Import 1 row")
        assert "a pasted table" in text(pilot) and "北方重工" in text(pilot)
        app.post_message(events.Paste("Name\tPhone\nAcme [red]x[/]\t021 5551\n"))
        await shown(pilot, "Acme [red]x[/]")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen), 20)
        await shown(pilot, "Acme [red]x[/]")


BAD: list[tuple[str, bytes | None, str]] = [
    ("missing.csv", None, "There is no file"),
    ("empty.csv", b"", "is empty"),
    ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64), "is not a table"),
    ("broken.xlsx", b"PK\x03\x04" + bytes(200), "not a readable Excel file"),
]


@pytest.mark.parametrize(("name", "content", "words"), BAD)
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_bad_file_is_named_and_nothing_typed_is_lost(
    desk: Desk, tmp_path: Path, name: str, content: bytes | None, words: str, language: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        set_language("zh" if language == "zh" else "en")
        app.change_language("zh" if language == "zh" else "en")
        await typed(pilot, app, path)
        await until(pilot, lambda: name in status_of(app), 20)
        assert (words in status_of(app)) is (language == "en")
        assert in_form(app) and name in text(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))


async def test_another_kind_is_named_in_words_and_a_long_path_leaves_room_for_the_advice(
    desk: Desk, tmp_path: Path
) -> None:
    """``contacts`` stood in a Chinese sentence; a path was shown where the advice should be."""
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        set_language("zh")
        app.change_language("zh")
        deep = tmp_path / ("folder" * 10)
        deep.mkdir()
        wrong = written(deep, "notes.json", '{"a": 1}')
        await typed(pilot, app, wrong)
        await shown(pilot, "notes.json 不是表格，没有导入任何内容；请另存为 CSV 或 XLSX 后重试。")
        assert str(wrong)[-20:] in text(pilot)
        app.post_message(events.Paste("客户名称\t联系人\t电话\n甲\t王一\t13800001111\n"))
        await shown(pilot, "当作客户读取，但也很可能是联系人")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
async def test_a_file_that_may_not_be_read(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "secret.csv", LIST)
    path.chmod(0)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await typed(pilot, app, path)
        await until(pilot, lambda: "cannot be read" in status_of(app), 20)


async def test_a_folder_is_entered_and_a_pipe_is_not_waited_for(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    written(tmp_path / "sub", "kunden.csv", LIST)
    os.mkfifo(tmp_path / "pipe")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: "Type where the file is" in status_of(app))
        await typed(pilot, app, tmp_path / "pipe")
        await until(pilot, lambda: "is not a table" in status_of(app))
        await pilot.press("ctrl+u")
        await typed(pilot, app, tmp_path / "sub")
        await shown(pilot, "kunden.csv")
        await pilot.press("tab")
        await until(pilot, lambda: any("sub/kunden.csv" in row for row in screen_text(pilot)[-4:])
                    or "kunden.csv" in screen_text(pilot)[-3])  # fmt: skip
        await pilot.press("enter")
        await shown(pilot, "Import 2 rows")


async def test_a_wrong_encoding_keeps_the_preview(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "gb.csv", "客户名称,电话\n华东机械,13828034063\n".encode("gb18030"))
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await read(pilot, app, path)
        assert "gb18030" in text(pilot) and "华东机械" in text(pilot)
        row_of(app, "encoding")
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query("ChoiceForm")))
        for wrong, words in (("utf-8", "is not in utf-8"), ("klingon", "no encoding")):
            await pilot.press("ctrl+u", *wrong, "enter")
            await until(pilot, lambda words=words: words in status_of(app), 20)  # type: ignore[misc]
        assert "--encoding" not in status_of(app)
        await pilot.press("escape")
        await until(pilot, lambda: not app.screen.query("ChoiceForm"))
        assert "Import 1 row" in text(pilot)


async def test_hostile_cells_show_as_text(desk: Desk, tmp_path: Path) -> None:
    nasty = "\x1b[2J[@click=app.quit]x[/]\u202e" + "长" * 5000
    content = f"Name,[red]Col,{'h' * 3000}\n{nasty},=1+1,😀\n"
    path = written(tmp_path, "[bold] name.csv", content)
    app = app_over(desk)
    async with app.run_test(size=(60, 20)) as pilot:
        await opened(pilot, app)
        await read(pilot, app, path)
        found = text(pilot)
        assert "\x1b" not in found and "\u202e" not in found
        assert "[red]Col" in found
        for key in ("j", "j", "G", "k", "enter", "escape", "8"):
            await pilot.press(key)
        for size in ((20, 5), (1, 1), (200, 60), (60, 20)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen), 20)
        await until(pilot, lambda: list_of(app).selectable == 1)


async def test_a_long_list_of_rejected_rows_is_cut_and_counted(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MOST_REJECTED", 5)
    lines = "".join(f"A{n},Nobody {n},2026-01-02,10\n" for n in range(40))
    path = written(tmp_path, "o.csv", "Order No,Customer,Order Date,Amount\n" + lines)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await read(pilot, app, path)
        assert "Rejected 40" in text(pilot) and "Nothing to import" in text(pilot)
        await pilot.press("G")
        await shown(pilot, "and 35 more")
        await pilot.press("y")
        await until(pilot, lambda: "can be imported" in status_of(app))


async def test_an_import_can_be_stopped(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Esc while rows are written: nothing of the file is in the book."""
    lines = "".join(f"Customer {n},{n}\n" for n in range(3000))
    path = written(tmp_path, "many.csv", "Name,Code\n" + lines)
    app = app_over(desk)
    before = state_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await read(pilot, app, path)
        tell = Reading.__call__

        def first_stop(reading: Reading, rows: int, fraction: float) -> None:
            reading.stop()
            tell(reading, rows, fraction)

        with monkeypatch.context() as patch:
            patch.setattr(Reading, "__call__", first_stop)
            await pilot.press("y")
            await until(pilot, lambda: "Stopped. Nothing was written" in status_of(app), 30)
        assert state_of(desk) == before
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen), 30)


async def test_an_import_that_ends_elsewhere_takes_nobody_away(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody goes to the agenda meanwhile and begins to write: that form stays."""
    fill(desk)
    path = written(tmp_path, "list.csv", LIST)
    app = app_over(desk)
    go_on = threading.Event()
    tell = Reading.__call__

    def slow(reading: Reading, rows: int, fraction: float) -> None:
        if reading.writes:
            go_on.wait(20)
        tell(reading, rows, fraction)

    monkeypatch.setattr(Reading, "__call__", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3)
        await pilot.press("f3")
        await shown(pilot, "Acme Industrial")
        await opened(pilot, app)
        await read(pilot, app, path)
        await pilot.press("y")
        await until(pilot, lambda: app.operations.writing)
        await pilot.press("y")
        await until(pilot, lambda: "running" in status_of(app))
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        await pilot.press("l", *"half a note")
        go_on.set()
        await until(pilot, lambda: "Imported 2 rows" in status_of(app), 20)
        assert isinstance(app.screen, AgendaScreen) and "half a note" in text(pilot)
        await pilot.press("escape", "f3")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        await shown(pilot, "2 rows imported")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, CustomersScreen))
        await shown(pilot, "Beta Tools")


async def test_the_first_start_imports_and_shows_the_agenda(
    desk_on: Callable[..., Desk], tmp_path: Path
) -> None:
    path = written(tmp_path, "list.csv", LIST)
    desk = desk_on(tmp_path / "new" / "book.db")
    app = build(desk, first_run=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "How do you want to begin?")
        await pilot.press("2")
        await until(pilot, lambda: in_form(app))
        await read(pilot, app, path)
        assert desk.path is not None and not desk.path.exists()  # a trial makes no book
        await pilot.press("f3")
        await until(pilot, lambda: "no book yet" in status_of(app))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen), 20)
        await until(pilot, lambda: "Imported 2 rows" in status_of(app))
        assert "F3 Customers" in status_of(app) and desk.path.exists()
        await shown(pilot, "Nothing is owed today")
        await pilot.press("q")
        await shown(pilot, "again to quit")
        assert not any(isinstance(one, FirstRunScreen) for one in app.screen_stack)


async def test_plans_that_come_in_show_on_the_agenda(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    path = written(
        tmp_path, "plans.csv", "Customer,Due Date,What,Goal\nAcme Industrial,2026-11-22,Fair,sell\n"
    )
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: list_of(app).selectable >= 3)
        await opened(pilot, app)
        await read(pilot, app, path)
        row_of(app, "run")
        assert "follow-ups" in text(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen), 20)
        await shown(pilot, "Fair")
        assert any(item.what == "Fair" for item in agenda.read(desk).items)


@pytest.mark.skipif(not DATA.exists(), reason="the shared data is not here")
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_real_files_in_both_languages(
    desk: Desk, size: tuple[int, int], language: str
) -> None:
    app = app_over(desk)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        app.change_language("zh" if language == "zh" else "en")
        for name in ("chinook-customers", "chinook-invoices", "cn-organisations",
                     "online-retail-customers"):  # fmt: skip
            await until(pilot, lambda: in_form(app))
            await pilot.press("ctrl+u")
            app.post_message(events.Paste(str(DATA / f"{name}.csv")))
            await pilot.pause()
            await pilot.press("enter")
            await until(pilot, lambda: not app.screen.query(PathForm), 30)
            await until(pilot, lambda name=name: name in screen_text(pilot)[0])  # type: ignore[misc]
            await until(pilot, lambda: "utf-8" in text(pilot))
            listing = app.screen.query_one("#list", LineList)
            for index in range(len(listing.source)):
                for plain in (True, False):
                    brush = app.brush._replace(ascii=plain)
                    state = RowState(cursor=plain, active=True, marked=False)
                    line = listing.source.draw(index, size[0], state, brush)
                    assert line.strip(brush).cell_length == size[0]
            await pilot.press("f")
        set_language("en")

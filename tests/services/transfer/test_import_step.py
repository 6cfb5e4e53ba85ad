"""An import as one step: undone whole, dry without a trace, nothing half written (trust.md)."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.services.transfer.conftest import Ask, Take, counts, state_of

from kamtui.config.paths import backup_folder
from kamtui.domain.errors import KamError
from kamtui.services import history
from kamtui.services.desk import Desk
from kamtui.services.transfer import imports
from kamtui.services.transfer.imports import Source, import_file, import_files
from kamtui.services.transfer.records import BLANK

FIRST = {
    "customers": "customer_no,name,grade,tags,茶点,联系人,手机\n"
    "1,华东机械,B,key,绿茶,王芳,13800138000\n2,Bravo,,,,,\n",
    "orders": "customer_no,order_no,order date,amount\n1,A1,2026-01-02,100\n2,A2,2026-02-02,50\n",
    "payments": "order_no,回款日期,回款金额\nA1,2026-02-10,80\n",
    "follow-ups": "customer_no,due_on,what\n1,2026-12-01,报价\n",
    "communications": "customer_no,at,content,contact\n1,2026-11-01,看样,王芳\n",
}
SECOND = {
    "customers": "customer_no,name,grade,tags,茶点,联系人,职务\n"
    "1,华东机械厂,A,vip,红茶,王芳,总监\n3,Charlie,C,,,,\n",
    "orders": "customer_no,order_no,order date,amount,付款到期日\n1,A1,2026-01-05,120,2026-02-01\n",
    "receivables": "order_no,应收日期,应收金额\nA1,2026-02-01,30\nA1,2026-03-01,40\n",
    "payments": "customer_no,回款日期,回款金额,回款方式\n2,2026-02-11,5,wire\n",
    "order-lines": "order_no,product,quantity,price\nA1,阀门,2,10\n",
    "follow-ups": "customer_no,due_on,what,state\n1,2026-12-01,报价,done\n",
    "communications": "customer_no,at,content,outcome,contact\n1,2026-11-01,看样,同意,王芳\n"
    "2,2026-11-02,认识,,\n",
    "contacts": "customer_no,name,is_main,mobile\n1,李雷,yes,13900139000\n",
    "surveys": "customer_no,on,score\n1,2026-05-01,4\n",
    "complaints": "customer_no,opened_at,description\n2,2026-05-01,leak\n",
}


@pytest.fixture
def full(take: Take) -> None:
    """Fill the book by a first round of files."""
    for kind, text in FIRST.items():
        assert not take(text, kind=kind).rejected


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("kind", list(SECOND))
def test_undo_and_redo_of_a_whole_import(desk: Desk, take: Take, kind: str) -> None:
    before = state_of(desk)
    result = take(SECOND[kind], kind=kind)
    assert result.created + result.updated > 0
    after = state_of(desk)
    assert after != before
    history.undo(desk)
    assert state_of(desk) == before
    history.redo(desk)
    assert state_of(desk) == after
    history.undo(desk)
    assert state_of(desk) == before


@pytest.mark.usefixtures("full")
def test_several_files_are_one_step(desk: Desk, tmp_path: Path) -> None:
    before = state_of(desk)
    paths = []
    for kind in ("customers", "orders", "receivables"):
        paths.append(tmp_path / f"{kind}-2.csv")
        paths[-1].write_text(SECOND[kind], encoding="utf-8")
    import_files(desk, sources=[Source(path) for path in paths])
    assert state_of(desk) != before
    history.undo(desk)
    assert state_of(desk) == before


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("kind", list(SECOND))
def test_a_dry_run_reports_the_same_and_writes_nothing(
    desk: Desk, take: Take, kind: str, book_path: Path
) -> None:
    desk.close()
    before = book_path.read_bytes()
    dry = take(SECOND[kind], kind=kind, dry_run=True)
    desk.close()
    assert book_path.read_bytes() == before
    real = take(SECOND[kind], kind=kind)
    assert counts(dry) == counts(real)
    assert dry.rejected == real.rejected
    assert dry.import_id is None
    assert real.import_id is not None


def test_a_dry_run_makes_no_book(tmp_path: Path, desk_on: Callable[..., Desk]) -> None:
    missing = tmp_path / "none" / "book.db"
    path = tmp_path / "a.csv"
    path.write_text("customer_no,name\n1,Acme\n", encoding="utf-8")
    result = import_file(desk_on(missing), source=path, dry_run=True)
    assert result.created == 1
    assert not missing.parent.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.usefixtures("full")
def test_a_dry_run_needs_no_right_to_write(desk: Desk, take: Take, book_path: Path) -> None:
    desk.close()
    book_path.chmod(0o400)
    assert take(SECOND["customers"], dry_run=True).updated == 1


def test_an_import_makes_the_book_and_backs_up_one_that_is_there(
    tmp_path: Path, desk_on: Callable[..., Desk]
) -> None:
    book = tmp_path / "new" / "book.db"
    path = tmp_path / "a.csv"
    path.write_text("customer_no,name\n1,Acme\n", encoding="utf-8")
    desk = desk_on(book)
    import_file(desk, source=path)
    assert not backup_folder(book).exists()
    path.write_text("customer_no,name\n2,Bravo\n", encoding="utf-8")
    import_file(desk, source=path)
    assert len(list(backup_folder(book).glob("*.db"))) == 1


def test_a_file_that_is_no_table_writes_nothing(
    tmp_path: Path, desk_on: Callable[..., Desk]
) -> None:
    good, bad = tmp_path / "a.csv", tmp_path / "b.csv"
    good.write_text("customer_no,name\n1,Acme\n", encoding="utf-8")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    book = tmp_path / "new" / "book.db"
    with pytest.raises(KamError, match=r"import\."):
        import_files(desk_on(book), sources=[Source(good), Source(bad)])
    assert not book.exists()


@pytest.mark.usefixtures("full")
def test_what_fails_half_way_leaves_the_book_as_it_was(
    desk: Desk, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(desk)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(imports, "note_batch", fail)
    with pytest.raises(OSError, match="space"):
        take(SECOND["customers"])
    assert state_of(desk) == before


def test_an_import_that_changes_nothing_is_no_step(desk: Desk, take: Take, ask: Ask) -> None:
    take(FIRST["customers"])
    result = take(FIRST["customers"])
    assert result.import_id is None
    assert ask("SELECT count(DISTINCT group_id) FROM change_log") == [(1,)]


def test_one_log_line_and_one_batch_for_what_is_made(take: Take, ask: Ask) -> None:
    result = take(FIRST["customers"])
    assert ask("SELECT entity, entity_id, op FROM change_log") == [
        ("import_batch", result.import_id, "bulk_create")
    ]
    assert ask("SELECT file_name, kind, vendor FROM import_batch") == [
        ("file.csv", "customers", "generic")
    ]
    assert ask("SELECT DISTINCT import_batch_id FROM customer") == [(result.import_id,)]


def test_an_import_that_only_updates_has_a_batch_too(take: Take, ask: Ask) -> None:
    take("customer_no,name,city\n1,Acme,Bonn\n")
    result = take("customer_no,name,city\n1,Acme,Rome\n")
    assert ask("SELECT count(*) FROM import_batch WHERE id = :id", id=result.import_id) == [(1,)]
    assert ask("SELECT op, fields FROM change_log ORDER BY seq DESC LIMIT 1") == [
        ("update", '{"city": ["Bonn", "Rome"]}')
    ]


def test_progress_is_told(take: Take) -> None:
    seen: list[tuple[int, float]] = []
    rows = "".join(f"{number},Customer {number}\n" for number in range(2500))
    take(f"customer_no,name\n{rows}", progress=lambda done, part: seen.append((done, part)))
    assert [done for done, _ in seen] == [1000, 2000, 2500]
    assert all(0 <= part <= 1 for _, part in seen)


def test_rows_hold_the_columns_of_the_schema(book_path: Path) -> None:
    connection = sqlite3.connect(book_path)
    for table, blank in BLANK.items():
        columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        assert set(blank) == columns, table
    connection.close()

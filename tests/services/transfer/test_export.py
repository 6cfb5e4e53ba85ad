"""Exports: formats, what they hold, and that they come back as they went (trust.md 13)."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.services.transfer.conftest import Ask, Take, counts
from tests.services.transfer.test_import_step import FIRST, SECOND

from kamtui.domain.errors import KamError
from kamtui.services import history
from kamtui.services.desk import Desk
from kamtui.services.transfer.export import KINDS, export
from kamtui.services.transfer.imports import import_file

OpenDesk = Callable[..., Desk]

_SKIPPED = {"id", "created_at", "updated_at", "import_batch_id", "version", "source_key"}


def said(desk: Desk, table: str, key: str) -> list[tuple[Any, ...]]:
    """Return a table's living rows without what differs between two books by nature."""
    with desk.read() as reader:
        names = [row[1] for row in reader.rows(f"PRAGMA table_info({table})")]
        kept = ", ".join(
            f'"{name}"' for name in names if name not in _SKIPPED and not name.endswith("_id")
        )
        found = reader.rows(f"SELECT {kept} FROM {table} WHERE deleted_at IS NULL ORDER BY {key}")
    # Own fields have no order of their own.
    return [tuple(_parsed(cell) for cell in row) for row in found]


def _parsed(cell: Any) -> Any:
    return json.loads(cell) if isinstance(cell, str) and cell.startswith('{"') else cell


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def full(take: Take) -> None:
    """Fill the book."""
    for files in (FIRST, SECOND):
        for kind, text in files.items():
            assert not take(text, kind=kind).rejected


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_every_format(desk: Desk, tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / f"out.{suffix}"
    result = export(desk, kind=kind, path=path)
    assert path.stat().st_mode & 0o777 == 0o600
    if kind not in ("promises", "inbox"):
        assert result.rows > 0
    if suffix == "csv":
        assert len(read_csv(path)) == result.rows
    elif suffix == "xlsx":
        assert load_workbook(path).active.max_row == result.rows + 1
    else:
        assert len(json.loads(path.read_text(encoding="utf-8"))) == result.rows


@pytest.mark.usefixtures("full")
def test_what_a_customer_row_holds(desk: Desk, tmp_path: Path) -> None:
    export(desk, kind="customers", path=tmp_path / "out.csv")
    rows = {row["customer_no"]: row for row in read_csv(tmp_path / "out.csv")}
    first = rows["1"]
    assert (first["name"], first["grade"], first["tags"]) == ("华东机械厂", "A", "key;vip")
    assert (first["contact"], first["茶点"]) == ("李雷", "红茶")
    assert first["mobile"] == "13900139000"


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_whole_book_comes_back(
    desk: Desk, desk_on: OpenDesk, tmp_path: Path, template_book: Path, suffix: str
) -> None:
    other_path = tmp_path / "other.db"
    shutil.copyfile(template_book, other_path)
    other = desk_on(other_path)
    keys = {
        "customers": ("customer", "customer_no"),
        "contacts": ("contact", "name"),
        "communications": ("communication", "at"),
        "follow-ups": ("follow_up", "due_on"),
        "orders": ("sales_order", "order_no"),
        "order-lines": ("product", "name"),
        "receivables": ("receivable", "due_on"),
        "payments": ("payment", "received_on, amount_minor"),
        "surveys": ("survey", "on_date"),
        "complaints": ("complaint", "opened_at"),
    }
    for kind in keys:
        path = tmp_path / f"{kind}.{suffix}"
        written = export(desk, kind=kind, path=path)
        result = import_file(other, source=path, kind=kind)
        assert not result.rejected, (kind, result.rejected)
        assert not result.warnings, (kind, result.warnings)
        assert result.rows == written.rows
        # The book it came from knows every row of it.
        assert import_file(desk, source=path, kind=kind, dry_run=True).created == 0
    for kind, (table, key) in keys.items():
        here, there = said(desk, table, key), said(other, table, key)
        if kind == "follow-ups":
            # A file of plans says that one is done, not at which minute.
            here, there = ([row[:8] for row in rows] for rows in (here, there))
        if kind == "contacts":
            here, there = sorted(here, key=repr), sorted(there, key=repr)
        assert here == there, kind


_TEXT = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from("=+-@'\",;|\t\n"),
    max_size=12,
)
_HOSTILE = st.sampled_from(
    ["=1+1", "+86 13800138000", "-1+1", "@SUM(A1)", "'=1", "＝1", "\t=1", "\r1", '=HYPERLINK("x")',
     "a,b;c", 'say "hi"', "line one\nline two", "[/bold]", "\u202eevil", "007", "1e5", "2026-01-02",
     "TRUE", "N/A", "null", "-", "0", "' ", "%", "客户"]
)  # fmt: skip


def clean_line(text: str) -> str:
    """Return text as the book holds it, or nothing where no field would take it."""
    from kamtui.domain.text import clean

    return clean(text)


#: Not "#REF!" and the like: such a cell is an error of the spreadsheet, and kept apart.
_WORD = (_TEXT | _HOSTILE).map(clean_line).filter(lambda text: not text.startswith("#"))


@st.composite
def customers(draw: st.DrawFn) -> dict[str, Any]:
    """Return fields of a customer that the program would take."""
    return {
        "customer_no": draw(
            st.text(st.sampled_from("0123456789ABC-=+'"), min_size=1, max_size=6).filter(
                # A dash in a column of numbers stands for nothing.
                lambda text: any(sign.isalnum() for sign in text)
            )
        ),
        "name": draw(_WORD.filter(bool)),
        **{
            name: draw(_WORD) or None
            for name in ("short_name", "industry", "city", "address", "owner", "intent", "remarks")
        },
        "phone": draw(st.sampled_from([None, "+86 571-8888", "0571-88888888转801", "95559"])),
        "grade": draw(st.sampled_from([None, "A", "B"])),
        "employees": draw(st.none() | st.integers(0, 10_000)),
        "customer_since": draw(st.none() | st.dates().filter(lambda day: day.year > 1900)),
        "tags": draw(st.lists(st.sampled_from(["key", "华东", "=x"]), unique=True)),
        "custom": draw(
            st.dictionaries(
                st.sampled_from(["茶点", "Phone", "grade", "=own", "Fax"]), _WORD.filter(bool)
            )
        ),
    }


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    found=st.lists(customers(), min_size=1, max_size=12, unique_by=lambda one: one["customer_no"]),
    suffix=st.sampled_from(["csv", "xlsx"]),
)
def test_any_customers_come_back_as_they_went(
    desk_on: OpenDesk,
    tmp_path: Path,
    template_book: Path,
    found: list[dict[str, Any]],
    suffix: str,
) -> None:
    here_path, there_path = tmp_path / "here.db", tmp_path / "there.db"
    for path in (here_path, there_path):
        shutil.copyfile(template_book, path)
    here, there = desk_on(here_path), desk_on(there_path)
    fill(here, found)
    path = tmp_path / f"out.{suffix}"
    export(here, kind="customers", path=path)
    result = import_file(there, source=path, kind="customers")
    assert counts(result) == (len(found), 0, 0, 0, 0), result.rejected
    assert said(here, "customer", "customer_no") == said(there, "customer", "customer_no")
    here.close()
    there.close()


def fill(desk: Desk, found: list[dict[str, Any]]) -> None:
    """Write customers past any importer."""
    from kamtui.services.transfer.match import match_key
    from kamtui.store.tables import Customer

    with desk.write("add") as work:
        for one in found:
            work.add(Customer(**one, name_key=match_key(one["name"])))
        work.commit()


def test_cells_that_a_spreadsheet_would_run_are_text(
    desk: Desk, take: Take, tmp_path: Path
) -> None:
    take("customer_no,name,remarks\n1,\"=cmd|'/c calc'!A1\",@SUM(A1)\n")
    export(desk, kind="customers", path=tmp_path / "out.csv")
    assert "'=cmd|" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    export(desk, kind="customers", path=tmp_path / "out.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "out.xlsx").active.rows for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_titles_may_be_words_and_stay_distinct(desk: Desk, take: Take, tmp_path: Path) -> None:
    take("customer_no,name\n1,Acme\n")
    words = {"customer_no": "客户编号", "name": "客户名称"}
    export(
        desk,
        kind="customers",
        path=tmp_path / "out.csv",
        header=lambda field: words.get(field, "其他"),
    )
    row = read_csv(tmp_path / "out.csv")[0]
    assert (row["客户编号"], row["客户名称"]) == ("1", "Acme")
    assert "city" in row


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        ("customers", "out.md", "export.format_unknown"),
        ("customers", "out", "export.format_unknown"),
        ("nonsense", "out.csv", "export.kind_unknown"),
    ],
)
def test_what_cannot_be_exported_is_said(
    desk: Desk, tmp_path: Path, kind: str, name: str, code: str
) -> None:
    with pytest.raises(KamError) as raised:
        export(desk, kind=kind, path=tmp_path / name)
    assert (raised.value.code, raised.value.exit_code) == (code, 2)
    assert not (tmp_path / name).exists()


def test_deleted_records_stay_behind(desk: Desk, take: Take, ask: Ask, tmp_path: Path) -> None:
    take("customer_no,name\n1,Acme\n")
    history.undo(desk)
    assert export(desk, kind="customers", path=tmp_path / "out.csv").rows == 0

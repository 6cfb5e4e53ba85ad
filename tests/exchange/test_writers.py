"""What leaves can be opened safely and comes back as it was (trust.md 2, 13, 14)."""

# Cells hold wall clocks without a zone.
# ruff: noqa: DTZ001

import csv
import json
import resource
import stat
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exchange.helpers import rows_of

from kamtui.domain.errors import KamError
from kamtui.exchange.formula_guard import guard, unguard
from kamtui.exchange.rejects import is_reason_header, write_rejects
from kamtui.exchange.table import open_table
from kamtui.exchange.writers import write_csv, write_json, write_table, write_xlsx

NASTY = ["=1+1", "+86 138 0013 8000", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1",
         "－1", "＠x",
         "  =1", "'=1", "''=1", "'", "'abc", "-5", "-5.25", "+8613800138000", "0755", "a,b\n\"c\"",
         "=cmd|' /C calc'!A0", "", "中文", "-", "--", "\u3000=1", "\xa0=1"]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(alphabet=st.sampled_from("'=+-@＝＋\t\r\n \u3000a1,\""), max_size=8),
    st.text(max_size=20),
)


@given(TEXTS)
@settings(max_examples=300)
def test_the_guard_is_undone_exactly(text: str) -> None:
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", [one for one in NASTY if one.strip("' \t\r\u3000\xa0")[:1] in
                                  {*"=+@＝＋－＠"} and one.strip()])  # fmt: skip
def test_nothing_a_spreadsheet_would_run_is_written(text: str) -> None:
    assert guard(text)[0] == "'"


def test_negative_numbers_stay_numbers() -> None:
    assert [guard(text) for text in ("-5", "-5.25", "5", "-5-5", "-5e5")] == [
        "-5", "-5.25", "5", "'-5-5", "'-5e5"]  # fmt: skip


NAMES = TEXTS.map(lambda text: " ".join(text.replace("\0", "").split())).filter(
    lambda text: (
        text
        and text.encode("utf-8", "ignore").decode() == text
        and text.casefold() not in {"total", "合计", "name", "客户名称"}
        and all(char.isprintable() for char in text)
    )
)


@given(st.lists(NAMES, min_size=1, max_size=5), st.sampled_from(["csv", "xlsx"]))
@settings(max_examples=150, deadline=None)
def test_names_come_back_from_a_file_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], suffix: str
) -> None:
    path = tmp_path_factory.mktemp("out") / f"x.{suffix}"
    write_table(path, ["customer_no", "name", "remarks"], [("1", name, name) for name in names])
    rows = list(open_table(path).rows())
    assert [row.values["name"] for row in rows] == names
    assert [row.values["remarks"] for row in rows] == names


def test_csv_opens_in_excel_and_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(
        path,
        ["客户名称", "电话", "合作开始", "员工数"],
        [("华大", ("+86 138 0013 8000", "010-1"), date(2020, 1, 2), 5), ("B", None, None, None)],
    )
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "'+86" in path.read_text("utf-8-sig")
    first = next(open_table(path).rows())
    assert first.values == {"name": "华大", "phone": ("+86 138 0013 8000", "010-1"),
                            "customer_since": date(2020, 1, 2), "employees": 5}  # fmt: skip


def test_xlsx_types_every_text_as_text(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_xlsx(path, ["=A1", "n"], [(text, Decimal("1.5")) for text in NASTY]
               + [("https://x.cn", datetime(2024, 1, 2, 3, 4)), ("x" * 40_000, True)])  # fmt: skip
    page = openpyxl.load_workbook(path).worksheets[0]
    kinds = {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None}
    assert "f" not in kinds
    assert page["A1"].value == "=A1"
    assert page["A2"].value == "=1+1"
    assert page["A2"].hyperlink is None
    assert page["B2"].value == 1.5
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_json_holds_iso_dates_and_decimals_as_text(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_json(path, [{"名": "=x", "on": date(2024, 1, 2), "amount": Decimal("1.50")}])
    assert json.loads(path.read_text("utf-8")) == [
        {"名": "=x", "on": "2024-01-02", "amount": "1.50"}]  # fmt: skip


def test_an_unknown_suffix_and_unwritable_places(tmp_path: Path) -> None:
    for path, code in [(tmp_path / "x.doc", "export.format_unknown"),
                       (tmp_path / "none" / "x.csv", "export.failed"),
                       (tmp_path / "dir.csv", "export.failed")]:  # fmt: skip
        (tmp_path / "dir.csv").mkdir(exist_ok=True)
        with pytest.raises(KamError) as caught:
            write_table(path, ["a"], [("b",)])
        assert caught.value.code == code
        assert caught.value.params["path"] == str(path)
    assert [one.name for one in tmp_path.iterdir()] == ["dir.csv"]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
def test_a_full_disk_leaves_the_old_file_and_nothing_partial(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out.{suffix}"
    path.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(KamError) as caught:
            write_table(path, ["a"], [(f"{number * 7919 % 104729}x",) for number in range(20_000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.code == "export.no_space"
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_rows_that_fail_while_writing_leave_nothing(tmp_path: Path) -> None:
    def broken() -> object:
        yield ("a",)
        raise RuntimeError("reader failed")

    for suffix in ("csv", "xlsx"):
        with pytest.raises(RuntimeError):
            write_table(tmp_path / f"x.{suffix}", ["a"], broken())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_rejected_rows_can_be_mended_and_imported_again(tmp_path: Path, suffix: str) -> None:
    text = "客户名称,电话,员工数\n,'+86 138,5\nB,=1,7\nC,1,2,extra\n"
    rows = [row for row in rows_of(text) if row.rejected]
    assert [row.number for row in rows] == [2, 4]
    path = tmp_path / f"rejects.{suffix}"
    write_rejects(path, ["客户名称", "电话", "员工数"], [(row, "原因") for row in rows],
                  reason_header="错误原因")  # fmt: skip
    if suffix == "csv":
        lines = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        assert lines == [
            ["客户名称", "电话", "员工数", "D", "错误原因"],
            ["", "'+86 138", "5", "", "原因"],
            ["C", "1", "2", "extra", "原因"],
        ]
    again = list(open_table(path).rows())
    assert again[0].raw[1] in ("'+86 138", "+86 138")
    assert again[1].custom == {"D": "extra"}
    assert is_reason_header("Reason rejected")

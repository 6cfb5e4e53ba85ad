"""Workbooks: types, sheets, bombs (trust.md 12)."""

# Cells hold wall clocks without a zone.
# ruff: noqa: DTZ001

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.exchange.helpers import reasons

from kamtui.domain.errors import KamError
from kamtui.exchange import spreadsheet
from kamtui.exchange.table import open_table


def workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_numbers_and_dates_of_a_workbook() -> None:
    raw = workbook(
        {
            "客户": [
                ["客户编号", "客户名称", "手机", "合作开始", "员工数"],
                ["007", "华大", 13800138000, date(2020, 1, 2), 500],
                [8.0, "京东", 13800138001.0, datetime(2021, 3, 4, 5, 6), "无"],
            ]
        }
    )
    table = open_table(raw)
    first, second = table.rows()
    assert (table.sheet, table.encoding, table.encoding_guessed) == ("客户", None, False)
    assert first.values == {
        "customer_no": "007", "name": "华大", "mobile": ("13800138000",),
        "customer_since": date(2020, 1, 2), "employees": 500,
    }  # fmt: skip
    assert (second.values["customer_no"], second.values["mobile"]) == ("8", ("13800138001",))
    assert second.values["customer_since"] == date(2021, 3, 4)
    assert first.raw[2] == "13800138000"


def test_rows_are_the_sheets_own_and_the_header_may_stand_lower() -> None:
    raw = workbook({"a": [[], [None, "客户清单"], [], [None, "客户名称", "行业"],
                          [None, "华大", "x"],
                          [], [None, "京东", None]]})  # fmt: skip
    table = open_table(raw)
    assert table.header_row == 4
    assert [(row.number, row.values["name"]) for row in table.rows()] == [(5, "华大"), (7, "京东")]


def test_the_first_sheet_that_is_understood_or_the_named_one() -> None:
    raw = workbook({"说明": [["请先阅读"]], "客户": [["客户名称"], ["华大"]], "订单 ": [
        ["客户名称", "下单日期", "金额"], ["华大", 45424, "12.3万"]]})  # fmt: skip
    assert open_table(raw).sheet == "客户"
    orders = open_table(raw, sheet="订单")
    assert next(orders.rows()).values == {
        "customer": "华大", "ordered_on": date(2024, 5, 12), "amount": 12_300_000}  # fmt: skip
    with pytest.raises(KamError) as caught:
        open_table(raw, sheet="none")
    assert caught.value.params["sheets"] == ("说明", "客户", "订单 ")
    with pytest.raises(KamError) as caught:
        open_table(raw, sheet="说明")
    assert caught.value.code == "import.kind_unknown"


def test_a_workbook_is_known_by_its_contents_not_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(workbook({"a": [["客户名称"], ["华大"]]}))
    assert len(list(open_table(path).rows())) == 1
    text = tmp_path / "list.xlsx"
    text.write_text("客户名称,行业\n华大,x\n")
    assert next(open_table(text).rows()).values["name"] == "华大"


def _patched(raw: bytes, change: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
    return buffer.getvalue()


def test_bombs_are_refused_before_they_are_parsed() -> None:
    raw = workbook({"a": [["客户名称"], ["华大"]]})
    sheet = "xl/worksheets/sheet1.xml"
    xml = zipfile.ZipFile(io.BytesIO(raw)).read(sheet)
    zip_bomb = _patched(raw, {sheet: xml + b" " * (spreadsheet.UNPACKED_LIMIT + 1)})
    assert len(zip_bomb) < 2**20
    far = xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
                      b"</sheetData>")  # fmt: skip
    entity = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]>' + xml[xml.index(b"<worksheet") :]
    )
    for bad, code in [
        (zip_bomb, "import.too_big"),
        (_patched(raw, {sheet: far}), "import.too_big"),
        (_patched(raw, {sheet: entity}), "import.workbook_damaged"),
        (raw[: len(raw) // 2], "import.workbook_damaged"),
        (_patched(raw, {"xl/workbook.xml": b"<x"}), "import.workbook_damaged"),
    ]:
        with pytest.raises(KamError) as caught:
            open_table(bad)
        assert caught.value.code == code
    # The reader allocates the rectangle for a blank cell too, however its tag is written.
    for tag in (b'<c r="XFD1048576" s="0"/>', b"<c s='0' r='xfd1048576'/>"):
        row = b'<row r="1048576">' + tag + b"</row></sheetData>"
        with pytest.raises(KamError) as caught:
            open_table(_patched(raw, {sheet: xml.replace(b"</sheetData>", row)}))
        assert caught.value.code == "import.too_big"


def test_a_stated_size_that_lies_is_found() -> None:
    raw = bytearray(workbook({"a": [["客户名称"], ["华大"]]}))
    # The uncompressed size in the central directory, made small.
    name = b"xl/worksheets/sheet1.xml"
    place = raw.rindex(name) - 46 + 24
    raw[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(KamError) as caught:
        open_table(bytes(raw))
    assert caught.value.code == "import.workbook_damaged"


def test_bad_rows_of_a_workbook_are_told() -> None:
    raw = workbook({"a": [["客户名称", "下单日期", "金额"], ["华大", "soon", 5], [None, 45424, 5],
                          ["华大", datetime(2024, 1, 1), True]]})  # fmt: skip
    assert reasons(list(open_table(raw).rows())) == [
        (2, "下单日期", "cell.bad_date"), (3, "客户名称", "row.required_missing"),
        (4, "金额", "cell.bad_amount")]  # fmt: skip

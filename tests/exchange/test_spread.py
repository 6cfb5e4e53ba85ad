"""Merged cells and sub-forms: one value for several rows."""

from datetime import date
from pathlib import Path

import openpyxl
from tests.exchange.helpers import reasons, rows_of

from kamtui.exchange.table import open_table

SUB_FORM = (
    "数据ID,客户名称,客户编号,客户等级,行业,公海池,联系人.姓名,联系人.手机号,提交人\n"
    "65a1,甲公司,Q1,A,食品,,赵丽,13912345678,王敏\n"
    ",,,,,,钱伟,13912345679,\n"
    "65a2,乙公司,Q2,B,,,,,王敏\n"
)


def test_further_rows_of_a_sub_form_belong_to_the_record_above() -> None:
    rows = rows_of(SUB_FORM)
    assert reasons(rows) == []
    assert [(row.values.get("customer_no"), row.values.get("contact")) for row in rows] == [
        ("Q1", "赵丽"),
        ("Q1", "钱伟"),
        ("Q2", None),
    ]
    assert [row.values.get("mobile") for row in rows] == [("13912345678",), ("13912345679",), None]
    assert [row.number for row in rows] == [2, 3, 4]


def test_lines_of_an_order_come_as_a_sub_form() -> None:
    text = (
        "数据ID,订单编号,客户编号,下单日期,产品明细.产品名称,产品明细.数量,产品明细.单价\n"
        "7,S1,1,2026-01-02,泵,2,10\n,,,,阀,1,5\n"
    )
    table = open_table(text.encode())
    assert str(table.kind) == "orders"
    assert [(row.values["order_no"], row.values["product"]) for row in table.rows()] == [
        ("S1", "泵"),
        ("S1", "阀"),
    ]


def test_a_record_id_with_a_dot_is_no_part() -> None:
    rows = rows_of("Record Id,Account Owner.id,Account Name\nz1,z9,Acme\n,z8,\n")
    assert [row.rejected for row in rows] == [False, True]


def test_merged_cells_say_the_same_for_each_row_but_count_once(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B1"] = "一览表"
    sheet.merge_cells("B1:F1")
    grid: list[list[str | int | date | None]] = [
        ["客户名称", "订单编号", "下单日期", "产品名称", "数量", "金额"],
        ["甲公司", "S1", date(2026, 1, 2), "泵", 1, 300],
        [None, "S2", None, "阀", 1, None],
        ["乙公司", "S3", date(2026, 1, 3), "管", 1, 50],
        [None, "S4", date(2026, 1, 4), "管", 1, 60],
    ]
    for row, cells in enumerate(grid, 2):
        for column, cell in enumerate(cells, 2):
            sheet.cell(row, column, cell)
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("D3:D4")
    sheet.merge_cells("G3:G4")
    path = tmp_path / "merged.xlsx"
    book.save(path)
    rows = list(open_table(path).rows())
    assert [one.values.get("customer") for one in rows] == ["甲公司", "甲公司", "乙公司", None]
    assert [one.values.get("ordered_on") for one in rows[:2]] == [date(2026, 1, 2)] * 2
    assert [one.values.get("amount") for one in rows] == [30000, None, 5000, 6000]
    assert [one.rejected for one in rows] == [False, True, False, True]

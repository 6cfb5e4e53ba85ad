"""Importing a file against reading it and writing the same rows without the program."""

import csv
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from tests.benchmarks import report
from tests.benchmarks.commands import CommandError, kamtui, python, seconds

pytestmark = pytest.mark.benchmark
_ORDERS, _CUSTOMERS = 70_000, 4_000
_GOAL = "<= 5 x"
_WHAT = f"import of {_ORDERS:,} orders, CSV"


def _write_file(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["订单编号", "客户名称", "下单日期", "订单金额"])
        for number in range(_ORDERS):
            day = f"2026-{1 + number % 10:02d}-{1 + number % 28:02d}"
            who = f"客户{number % _CUSTOMERS:05d}有限公司"
            out.writerow([f"SO{number:06d}", who, day, f"{100 + number % 9000}.50"])


def _floor(file: Path, book: Path) -> float:
    """Read the file and write orders and customers into the same tables with their indexes."""
    from kamtui.store.migrate import create_book

    create_book(book)
    start = time.perf_counter()
    with file.open(encoding="utf-8", newline="") as opened, closing(sqlite3.connect(book)) as out:
        rows = list(csv.reader(opened))[1:]
        names = {row[1]: f"{place:032x}" for place, row in enumerate(rows)}
        now = "2026-11-22T00:00:00.000Z"
        out.executemany(
            "INSERT INTO customer (id, created_at, updated_at, version, customer_no, name,"
            " name_key, tags, custom) VALUES (?, ?, ?, 1, ?, ?, ?, '[]', '{}')",
            ((key, now, now, key, name, name) for name, key in names.items()),
        )
        out.executemany(
            "INSERT INTO sales_order (id, created_at, updated_at, version, customer_id, order_no,"
            " ordered_on, status, amount_minor) VALUES (?, ?, ?, 1, ?, ?, ?, 'completed', ?)",
            (
                (f"{place:032x}", now, now, names[row[1]], row[0], row[2],
                 int(row[3].replace(".", "")))
                for place, row in enumerate(rows)
            ),
        )  # fmt: skip
        out.commit()
    return time.perf_counter() - start


def _write_workbook(csv_file: Path, path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        with csv_file.open(encoding="utf-8", newline="") as opened:
            for number, row in enumerate(csv.reader(opened)):
                sheet.write_row(number, 0, row)


def _read_workbook(path: Path) -> float:
    """Read every cell with python-calamine, in a process of its own as the import is."""
    program = (
        "import sys; from python_calamine import CalamineWorkbook as W;"
        "len(W.from_path(sys.argv[1]).get_sheet_by_index(0).to_python())"
    )
    return seconds(python("-c", program, str(path)), env={})


def test_import_of_orders(env: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    _write_file(file)
    floor, measured = [], []
    arguments = ("import", str(file), "--as", "orders", "--create-customers")
    try:
        for turn in range(3):
            floor.append(_floor(file, tmp_path / f"floor-{turn}.db"))
            book = tmp_path / f"book-{turn}.db"
            measured.append(seconds(kamtui(book, *arguments), env=env))
    except CommandError as problem:
        report.missing(_WHAT, goal=_GOAL, why=str(problem))
        return
    report.add_times(_WHAT, floor=floor, measured=measured, goal=_GOAL)


def test_import_of_a_workbook(env: dict[str, str], tmp_path: Path) -> None:
    what, goal = f"import of {_ORDERS:,} orders, XLSX", "<= 4 x"
    file, workbook = tmp_path / "orders.csv", tmp_path / "orders.xlsx"
    _write_file(file)
    _write_workbook(file, workbook)
    floor, measured = [], []
    arguments = ("import", str(workbook), "--as", "orders", "--create-customers")
    try:
        for turn in range(2):
            floor.append(_read_workbook(workbook))
            measured.append(seconds(kamtui(tmp_path / f"x{turn}.db", *arguments), env=env))
    except CommandError as problem:
        report.missing(what, goal=goal, why=str(problem))
        return
    report.add_times(what, floor=floor, measured=measured, goal=goal)

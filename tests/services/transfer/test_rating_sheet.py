"""The seed's nine columns out, and back without harm (requirements S4-09)."""

import csv
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.conftest import TODAY

from kamtui.domain.scoring.defaults import default_rating_model
from kamtui.exchange.table import open_table
from kamtui.i18n import Language, set_language
from kamtui.present import rating_sheet
from kamtui.services import customers, models, records
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.services.transfer.export import export
from kamtui.services.transfer.imports import Source, import_files

ZH = [
    "客户编号", "客户名称", "联系方式", "购买历史评分", "支付及时性评分", "客户反馈评分", "总评分",
    "客户分类", "备注",
]  # fmt: skip
EN = [
    "Customer No.", "Customer Name", "Phone", "Purchase History Score", "Payment Timeliness Score",
    "Customer Feedback Score", "Total Score", "Customer Class", "Remarks",
]  # fmt: skip


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> Any:
    chosen: Language = request.param
    set_language(chosen)
    yield chosen
    set_language("en")


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A customer with 70 points, one that records say nothing about, one with a hostile name."""
    records.add(desk, draft=CustomerDraft(name="华东", customer_no="1", phones=["021-5550"]))
    records.add(desk, draft=CustomerDraft(name="Blank", customer_no="2"))
    records.add(desk, draft=CustomerDraft(name="=cmd|'/c calc'!A1", customer_no="3"))
    records.edit(desk, customer_id=key(desk, "1"), assignments={"remarks": "@备注|x", "grade": "C"})
    with desk.write("fill") as work:
        from kamtui.store.tables import Payment, Receivable, SalesOrder, Survey

        for n in range(10):
            work.add(
                SalesOrder(
                    customer_id=key(desk, "1"), amount_minor=499_999,
                    ordered_on=TODAY - timedelta(days=400 * n),
                )
            )  # fmt: skip
        due = TODAY - timedelta(days=100)
        for late in (0, 7, 8):
            owed = work.add(Receivable(customer_id=key(desk, "1"), due_on=due, amount_minor=100))
            work.add(
                Payment(
                    customer_id=key(desk, "1"), receivable_id=owed.id, amount_minor=100,
                    received_on=due + timedelta(days=late),
                )
            )  # fmt: skip
        work.add(Survey(customer_id=key(desk, "1"), on_date=TODAY, score="3.5"))
        work.commit()
    return desk


def key(desk: Desk, number: str) -> str:
    return customers.resolve(desk, customer=number)[0]


def write(desk: Desk, path: Path) -> None:
    cells = {"rating_class": rating_sheet.class_cell}
    export(desk, kind="rating", path=path, header=rating_sheet.title, cells=cells)


def test_nine_columns_in_either_language(filled: Desk, tmp_path: Path, language: str) -> None:
    write(filled, tmp_path / "r.csv")
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as handle:
        found = list(csv.reader(handle))
    assert found[0] == (ZH if language == "zh" else EN)
    # 10 orders + 10 x 4 whole thousands, shares (1 + 0.5 + 0) / 3 x 20, 3.5 is 4: 15
    standing = "优质客户" if language == "zh" else "Preferred customer"
    assert found[1] == ["1", "华东", "021-5550", "50", "10", "15", "75", standing, "'@备注|x"]
    lowest = "潜在客户" if language == "zh" else "Emerging customer"
    assert found[2] == ["2", "Blank", "", "", "", "", "0", lowest, ""]  # no data is no zero
    assert found[3][1].startswith("'=cmd")


def test_every_format(filled: Desk, tmp_path: Path, language: str) -> None:
    write(filled, tmp_path / "r.xlsx")
    sheet = load_workbook(tmp_path / "r.xlsx").active
    rows = [[cell.value for cell in row] for row in sheet.rows]
    assert rows[1][3:7] == [50, 10, 15, 75] and rows[2][3] is None
    assert not [cell for row in sheet.rows for cell in row if cell.data_type == "f"]
    write(filled, tmp_path / "r.json")
    found = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert list(found[0]) == (ZH if language == "zh" else EN)
    write(filled, tmp_path / "r.md")
    lines = (tmp_path / "r.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 5 and "\\|x" in lines[2]
    assert all(line.replace("\\|", "").count("|") == 10 for line in lines)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_importing_it_again_does_no_harm(
    filled: Desk, tmp_path: Path, language: str, suffix: str
) -> None:
    path = tmp_path / f"r.{suffix}"
    write(filled, path)
    before = customers.brief(filled, customer_id=key(filled, "1"))
    (result,) = import_files(filled, sources=[Source(path, path.name)])
    assert [note.code for note in result.notes] == ["note.computed"]
    after = customers.brief(filled, customer_id=key(filled, "1"))
    assert after.customer.fields == before.customer.fields
    assert after.points == before.points
    assert after.customer.custom == {}
    assert (result.created, result.updated, result.unchanged, result.rejected) == (0, 0, 3, ())


def test_a_rating_class_never_becomes_the_grade(filled: Desk, tmp_path: Path) -> None:
    """Also where the model's classes read like grades."""
    model = default_rating_model()
    classes = tuple(one._replace(key=key) for one, key in zip(model.classes, "ABCD", strict=True))
    models.save(filled, model=model._replace(classes=classes), base_revision=1)
    write(filled, tmp_path / "r.csv")
    assert ",B," in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    import_files(filled, sources=[Source(tmp_path / "r.csv", "r.csv")])
    assert customers.brief(filled, customer_id=key(filled, "1")).customer.fields["grade"] == "C"


def test_only_the_whole_sheet_is_left_out() -> None:
    text = "客户编号,客户名称,总评分,客户分类\n1,a,9,A\n".encode()
    columns = {one.header: (one.field, one.custom) for one in open_table(text).columns}
    assert columns["客户分类"] == ("grade", False) and columns["总评分"] == (None, True)
    sheet = f"{','.join(ZH)}\n1,a,,1,2,3,6,A,\n".encode()
    table = open_table(sheet, mapping={"总评分": "-"})
    columns = {one.header: (one.field, one.custom) for one in table.columns}
    assert columns["总评分"] == (None, True)  # as its owner says
    assert columns["客户分类"] == columns["购买历史评分"] == (None, False)


def test_archived_customers_stay_out(
    filled: Desk, tmp_path: Path, desk_on: Callable[..., Desk]
) -> None:
    records.edit(filled, customer_id=key(filled, "2"), assignments={"archived_on": "2026-01-01"})
    found = export(filled, kind="rating", path=tmp_path / "r.csv")
    assert found.rows == 2

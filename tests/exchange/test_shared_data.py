"""The real files are recognised and typed without any mapping (issue: import)."""

from collections import Counter
from datetime import date

import pytest
from tests.exchange.helpers import DATA, reasons

from kamtui.exchange.kinds import Kind
from kamtui.exchange.table import open_table

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="real data is not on this machine")


def test_chinook_customers_are_persons_or_companies() -> None:
    table = open_table(DATA / "chinook-customers.csv")
    rows = list(table.rows())
    assert table.kind is Kind.CUSTOMERS
    assert len(rows) == 59
    assert reasons(rows) == []
    first, second = rows[0], rows[1]
    assert first.number == 2
    assert first.values["name"] == "Embraer - Empresa Brasileira de Aeronáutica S.A."
    assert first.values["contact"] == "Luís Gonçalves"
    assert second.values["name"] == "Leonie Köhler"
    assert "contact" not in second.values
    assert first.custom["Fax"] == "+55 (12) 3923-5566"
    assert sum("contact" in row.values for row in rows) == 10


def test_chinook_invoices_add_up() -> None:
    table = open_table(DATA / "chinook-invoices.csv")
    rows = list(table.rows())
    assert table.kind is Kind.ORDERS
    assert len(rows) == 412
    assert sum(int(str(row.values["amount"])) for row in rows) == 232_860
    assert rows[0].values["ordered_on"] == date(2021, 1, 1)


def test_chinese_organisations_keep_each_phone() -> None:
    table = open_table(DATA / "cn-organisations.csv")
    rows = list(table.rows())
    assert (table.kind, table.encoding, table.encoding_guessed) == (Kind.CUSTOMERS, "utf-8", False)
    assert len(rows) == 314
    assert reasons(rows) == []
    assert rows[0].values["phone"] == ("+1-800-633-0738", "400-699-8888")
    by_name = {row.values["name"]: row.values for row in rows}
    assert str(by_name["交通银行"]["phone"]).startswith("('95559', '4008009888', '+86-21-2")
    assert all("{" not in str(row.values.get("phone")) for row in rows)
    assert by_name["国家反诈中心"]["phone"] == ("96110",)


def test_online_retail_customers_have_their_number_as_name() -> None:
    table = open_table(DATA / "online-retail-customers.csv")
    rows = list(table.rows())
    assert len(rows) == 3569
    assert rows[0].values == {"customer_no": "12347", "name": "12347", "country": "Iceland"}
    assert [note.code for note in table.notes] == ["note.number_as_name"]


def test_online_retail_orders_keep_cancelled_invoices_and_refuse_unnamed_customers() -> None:
    table = open_table(DATA / "online-retail-orders.csv")
    rows = list(table.rows())
    assert table.kind is Kind.ORDERS
    assert len(rows) == 12_392
    found = Counter(reason for _row, _column, reason in reasons(rows))
    assert found == {"row.required_missing": 665}
    assert sum(int(str(row.values["amount"])) < 0 for row in rows) == 523
    assert rows[-1].number == 12_393

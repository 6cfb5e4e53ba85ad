"""What cells become, by tables of cases (issue: import; vendor-headers.md 9)."""

# Cells hold wall clocks without a zone.
# ruff: noqa: DTZ001

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from tests.exchange.helpers import pasted, reasons, rows_of, values_of

from kamtui.exchange.contact_texts import read_emails, read_phones, read_tags
from kamtui.exchange.date_texts import read_moment
from kamtui.exchange.typed import Birthday

MOMENTS: list[tuple[str, Any]] = [
    ("2024-05-12", date(2024, 5, 12)),
    ("2024/5/2", date(2024, 5, 2)),
    ("2024.5.2", date(2024, 5, 2)),
    ("2024年5月2日", date(2024, 5, 2)),
    ("2024年05月02日 星期四 下午3点", datetime(2024, 5, 2, 15, 0)),
    ("２０２４－０５－０２", date(2024, 5, 2)),
    ("20240502", date(2024, 5, 2)),
    ("2011-12-09 12:50", datetime(2011, 12, 9, 12, 50)),
    ("2011-12-09T12:50:31Z", datetime(2011, 12, 9, 12, 50, 31, tzinfo=UTC)),
    ("2011-12-09 12:50:31.123 +0800",
     datetime(2011, 12, 9, 12, 50, 31, tzinfo=timezone(timedelta(hours=8)))),
    ("2024/5/2 下午 3:04", datetime(2024, 5, 2, 15, 4)),
    ("12.05.2024", date(2024, 5, 12)),
    ("25/12/2024", date(2024, 12, 25)),
    ("12/25/2024 3:04 PM", datetime(2024, 12, 25, 15, 4)),
    ("12/25/24", date(2024, 12, 25)),
    ("5/5/2024", date(2024, 5, 5)),
    ("12 May 2024", date(2024, 5, 12)),
    ("May 12, 2024", date(2024, 5, 12)),
    ("12-May-24", date(2024, 5, 12)),
    ("Sun, 12 Sept 2024 10:00", datetime(2024, 9, 12, 10, 0)),
    ("45424", date(2024, 5, 12)),
    ("45424.5", datetime(2024, 5, 12, 12, 0)),
    ("1715472000000", datetime(2024, 5, 12, tzinfo=UTC)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MOMENTS)
def test_dates_in_the_usual_forms(text: str, expected: date) -> None:
    found = read_moment(text)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "2024-13-01", "31/31/2024", "tomorrow", "12:30", "99999999", "1", "2024", "1e9",
     "0000-01-01", "99/99/9999", "２", "9" * 500, "May 2024", "13 Foo 2024", "5/12"],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_its_cell(text: str) -> None:
    rows = rows_of(f"订单号;客户名称;下单日期;金额\n1;A;{text};5\n2;A;2024-01-01;5\n")
    assert reasons(rows) == [(2, "下单日期", "cell.bad_date")]
    assert rows[0].problems[0].value == text[:200]
    assert [row.rejected for row in rows] == [True, False]


def _orders(*dates: str, amount: str = "5") -> str:
    return "客户名称;下单日期;金额\n" + "".join(f"A;{on};{amount}\n" for on in dates)


@pytest.mark.parametrize(
    ("dates", "expected", "note"),
    [
        (["03/04/2024", "13/04/2024"], date(2024, 4, 3), "note.date_order_decided"),
        (["03/04/2024", "04/13/2024"], date(2024, 3, 4), "note.date_order_decided"),
        (["03/04/2024", "04/05/2024"], date(2024, 3, 4), "note.date_order_assumed"),
        (["03.04.2024", "04.05.2024"], date(2024, 4, 3), None),
        (["2024-03-04", "2024-05-06"], date(2024, 3, 4), None),
    ],
)
def test_day_and_month_are_told_by_the_whole_column(
    dates: list[str], expected: date, note: str | None
) -> None:
    table = pasted(_orders(*dates))
    assert [one.code for one in table.notes] == ([note] if note else [])
    assert next(table.rows()).values["ordered_on"] == expected


def test_evidence_far_down_the_file_counts() -> None:
    table = pasted(_orders(*["03/04/2024"] * 1000, "25/04/2024"))
    assert next(table.rows()).values["ordered_on"] == date(2024, 4, 3)
    note = table.notes[0]
    assert (note.params["order"], note.params["value"], note.params["row"]) == (
        "dmy", "25/04/2024", 1002)  # fmt: skip


def test_the_users_order_and_a_mixed_column() -> None:
    ambiguous = _orders("03/04/2024")
    assert values_of(ambiguous, "ordered_on", date_order="dmy") == [date(2024, 4, 3)]
    assert values_of(ambiguous, "ordered_on", assumed_order="dmy") == [date(2024, 4, 3)]
    table = pasted(_orders("03/04/2024", "25/04/2024", "26/04/2024", "04/25/2024"))
    rows = list(table.rows())
    assert [note.code for note in table.notes] == ["note.date_order_mixed"]
    # What can only be one day is taken as that day; the note tells of the mixture.
    assert [row.values["ordered_on"] for row in rows][2:] == [date(2024, 4, 26), date(2024, 4, 25)]


AMOUNTS = [
    ("¥1,234.50", 123450), ("12.3万", 12300000), ("(500)", -50000), ("-7.9", -790), ("5", 500),
    ("1,234", 123400), ("￥１２", 1200), ("1.2345", 123), ("0.005", 1), ("1 234,50 €", 123450),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_amounts(text: str, expected: int) -> None:
    assert values_of(_orders("2024-01-01", amount=text), "amount") == [expected]


def test_bad_amounts_are_refused() -> None:
    rows = rows_of("客户名称;下单日期;金额\nA;2024-01-01;about 5\nA;2024-01-01;-\n")
    assert reasons(rows) == [(2, "金额", "cell.bad_amount"), (3, "金额", "row.required_missing")]


def test_decimal_commas_are_told_by_the_whole_column() -> None:
    table = pasted("客户名称;下单日期;金额\nA;2024-01-01;1.234\nA;2024-01-01;5,50\n")
    assert [row.values["amount"] for row in table.rows()] == [123400, 550]
    assert [note.code for note in table.notes] == ["note.decimal_comma"]


def test_units_in_the_header_scale_and_name_the_currency() -> None:
    table = pasted("客户名称,下单日期,金额（万元）\nA,2024-01-01,1.5\n")
    assert next(table.rows()).values["amount"] == 1_500_000
    assert [note.code for note in table.notes] == ["note.scaled_by_header"]
    dollars = pasted("Customer,Order Date,Amount (USD)\nA,2024-01-01,1.5\n")
    assert next(dollars.rows()).values["currency"] == "USD"


def test_orders_without_an_amount_multiply_price_and_quantity() -> None:
    text = "客户名称,下单日期,产品,数量,单价\nA,2024-01-01,笔,2.5,10.01\nA,2024-01-01,笔,,3\n"
    assert values_of(text, "amount") == [2503, 300]
    assert values_of(text, "quantity") == [Decimal("2.5"), None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13800138000", ("13800138000",)),
        ("010-12345678；13800138000", ("010-12345678", "13800138000")),
        ("010-12345678、13800138000/13900139000", ("010-12345678", "13800138000", "13900139000")),
        ("010-12345678/79", ("010-12345678/79",)),
        ("021-65521234转801, 95559", ("021-65521234转801", "95559")),
        ("+1-800-633-0738", ("+1-800-633-0738",)),
        ("+44 20 7946 0958 ext. 12", ("+44 20 7946 0958 ext. 12",)),
        ("110,120", ("110", "120")),
        ("1;1;1", ("1",)),
        ("{'number': 95559, 'label': 'x、y'};+86-21-1", ("95559", "+86-21-1")),
        ("138 0013 8000\n139 0013 9000", ("138 0013 8000", "139 0013 9000")),
    ],
)
def test_several_phones_in_a_cell(text: str, expected: tuple[str, ...]) -> None:
    assert read_phones(text) == expected


def test_emails_and_tags() -> None:
    assert read_emails("a@b.cn；c@d.com") == ("a@b.cn", "c@d.com")
    assert read_emails("Jane <jane@x.org>, Bob <bob@x.org>") == ("jane@x.org", "bob@x.org")
    assert read_tags("VIP; 老客户、#华东,VIP") == ("VIP", "老客户", "华东")


def test_codes_and_phones_keep_leading_zeros_and_refuse_rounded_ones() -> None:
    rows = rows_of("客户编号,客户名称,电话\n007,A,0755-1\n1.38E+10,B,1.38E+10\n")
    assert rows[0].values["customer_no"] == "007"
    assert rows[1].rejected
    assert reasons(rows)[0] == (3, "客户编号", "cell.rounded_number")


def test_soft_fields_of_customers_go_to_custom_and_are_told() -> None:
    text = "客户名称,公司规模,电子邮箱,客户状态\n"
    text += "A,100-499人,见名片,成熟\nB,500人,b@b.cn,奇怪\nC,无,-,\n"
    rows = rows_of(text)
    assert [row.rejected for row in rows] == [False, False, False]
    assert rows[0].custom == {"公司规模": "100-499人", "电子邮箱": "见名片"}
    assert rows[0].values["lifecycle"] == "mature"
    assert rows[1].values["employees"] == 500
    assert rows[1].custom == {"客户状态": "奇怪"}
    assert rows[2].values == {"name": "C"}
    assert [reason for _row, _column, reason in reasons(rows)] == [
        "cell.bad_number", "cell.bad_email", "cell.unknown_word"]  # fmt: skip


def test_a_grade_column_with_other_labels_is_kept_as_custom() -> None:
    table = pasted("客户名称,客户级别\nA,重要客户\nB,一般客户\n")
    row = next(table.rows())
    assert ("grade" in row.values, row.custom) == (False, {"客户级别": "重要客户"})
    assert [note.code for note in table.notes] == ["note.not_a_grade"]
    assert values_of("客户名称,客户级别\nA,Ａ级\nB,b+\nC,C类客户\n", "grade") == ["A", "B+", "C"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1980-05-12", Birthday(1980, 5, 12)),
        ("5月12日", Birthday(None, 5, 12)),
        ("05-12", Birthday(None, 5, 12)),
        ("农历八月十五", Birthday(None, 8, 15, lunar=True)),
        ("正月初一", Birthday(None, 1, 1, lunar=True)),
        ("腊月廿三", Birthday(None, 12, 23, lunar=True)),
        ("腊月三十", Birthday(None, 12, 30, lunar=True)),
        ("农历8-15", Birthday(None, 8, 15, lunar=True)),
        ("1980年8月15日(农历)", Birthday(1980, 8, 15, lunar=True)),
        ("2-29", Birthday(None, 2, 29)),
        ("13-40", None),
    ],
)
def test_birthdays_with_missing_parts(text: str, expected: Birthday | None) -> None:
    assert values_of(f"客户名称,姓名,生日,职务\nA,王伟,{text},经理\n", "birthday") == [expected]


def test_words_of_closed_lists() -> None:
    text = "客户名称,沟通时间,沟通方式,沟通内容\n" + "".join(
        f"A,2024-01-01 09:00,{word},x\n"
        for word in ("电话", "微信", "Visit", "上门拜访", "E-mail", "烟雾信号")
    )
    assert values_of(text, "channel") == ["call", "wechat", "visit", "visit", "email", None]
    orders = (
        "客户名称,订单日期,订单金额,订单状态\nA,2024-01-01,5,已取消\nA,2024-01-01,5,Delivered\n"
    )
    assert values_of(orders, "status") == ["cancelled", "completed"]
    plans = "客户名称,计划时间,计划内容,状态\nA,2024-01-01,x,已完成\nA,2024-01-01,x,Not Started\n"
    assert values_of(plans, "state") == ["done", "open"]


def test_surveys_check_their_range() -> None:
    rows = rows_of("客户名称,调查日期,满意度,NPS\nA,2024-01-01,4.5分,9\nA,2024-01-01,5,11\n")
    assert rows[0].values["score"] == Decimal("4.5")
    assert reasons(rows) == [(3, "NPS", "cell.out_of_range")]


def test_persons_names_by_script_and_several_phone_columns() -> None:
    text = "公司,名,姓,电话1,电话2,手机\nA,大军,黄,010-1234567,010-1234567;95559,138\n"
    table = pasted(text, kind="contacts")
    row = next(table.rows())
    assert row.values["name"] == "黄大军"
    assert row.values["phone"] == ("010-1234567", "95559")


def test_a_row_needs_its_customer_and_a_line_of_totals_is_no_record() -> None:
    rows = rows_of("客户名称,下单日期,金额\n,2024-01-01,5\nA,2024-01-01,6\n合计,,11\n")
    assert reasons(rows) == [(2, "客户名称", "row.required_missing"), (4, "", "row.total_line")]
    repeated = rows_of("客户名称\nA\n客户名称\nB\n")
    assert [row.values["name"] for row in repeated] == ["A", "B"]


def test_deleted_records_of_salesforce_are_refused() -> None:
    text = "ID,ISDELETED,NAME,BILLINGCITY,SYSTEMMODSTAMP\n1,false,A,x,\n2,true,B,y,\n"
    assert reasons(rows_of(text)) == [(3, "ISDELETED", "row.deleted_in_source")]


def test_excel_errors_are_no_values() -> None:
    rows = rows_of("客户名称,行业\nA,#REF!\n#N/A,x\n")
    assert [(row.values.get("industry"), row.rejected) for row in rows] == [
        (None, False), ("x", True)]  # fmt: skip


def test_currencies_become_their_codes() -> None:
    text = "客户名称,订单日期,订单金额,币种\n" + "".join(
        f"A,2024-01-01,5,{name}\n" for name in ("人民币", "usd", "￥", "盾", "")
    )
    assert values_of(text, "currency") == ["CNY", "USD", "CNY", None, None]
    assert not any(row.rejected for row in rows_of(text))

"""Cells as reps and their programs really write them: numbers, codes, units, apostrophes."""

from datetime import date

import pytest
from tests.exchange.helpers import reasons, rows_of, values_of

from kamtui.domain.money import AmountError, currency_of, parse_amount
from kamtui.exchange.contact_texts import read_phones


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("13800138000.0", ("13800138000",)),
        ("１３８００１３８０００", ("13800138000",)),
        ("１３８－０１３－８０；０５１２－６２８１２３", ("138-013-80", "0512-628123")),
        ("13800138000 13900139000", ("13800138000", "13900139000")),
        ("13800138000.0;13900139000.0", ("13800138000", "13900139000")),
        ("138 0013 8000", ("138 0013 8000",)),
        ("021 58881234", ("021 58881234",)),
    ],
)
def test_phones_are_dialled_as_read(written: str, read: tuple[str, ...]) -> None:
    assert read_phones(written) == read


def test_codes_lose_only_what_a_program_added() -> None:
    written = "客户编号,客户名称\n１２４,a\n126.0,b\n00123,c\n'00124,d\nV1.0,e\n"
    assert values_of(written, "customer_no") == ["124", "126", "00123", "00124", "V1.0"]


def test_an_apostrophe_keeps_a_spreadsheet_off_a_number_and_is_no_part_of_it() -> None:
    text = "客户编号,下单日期,金额\n1,'2026-05-06,'5\n"
    (row,) = rows_of(text)
    assert (row.values["ordered_on"], row.values["amount"]) == (date(2026, 5, 6), 500)


def test_a_byte_order_mark_in_the_middle_is_no_letter() -> None:
    assert values_of("客户名称,电话\n\ufeff甲公司,1\n乙\ufeff公司,2\n", "name") == [
        "甲公司",
        "乙公司",
    ]


def test_a_cell_with_its_own_unit_is_not_scaled_twice() -> None:
    text = "客户编号,下单日期,金额（万元）\n1,2026-01-01,1.5\n1,2026-01-01,12万\n"
    assert values_of(text, "amount") == [1_500_000, 12_000_000]


@pytest.mark.parametrize("written", ["￥（500）", "(¥500)", "¥-500", "-¥500"])
def test_negative_amounts_with_their_currency_on_either_side(written: str) -> None:
    assert parse_amount(written) == -500
    assert currency_of(written) == "CNY"


def test_two_currencies_in_one_amount_are_refused() -> None:
    assert parse_amount("NT$300") == 300
    assert currency_of("NT$300") == "TWD"
    for written in ("¥(500)€", "$(5元)"):
        with pytest.raises(AmountError):
            parse_amount(written)


def test_words_of_life_cycles_and_traditional_headers() -> None:
    text = "客戶名稱,聯絡人,行動電話,生命周期\n甲,陳,0912345678,成熟期\n乙,林,,流失风险期\n"
    assert values_of(text, "lifecycle") == ["mature", "at_risk"]
    assert values_of(text, "contact") == ["陳", "林"]
    assert reasons(rows_of(text)) == []


def test_a_currency_written_in_the_cell_is_the_orders() -> None:
    text = "客户编号,下单日期,金额\n1,2026-01-01,$99\n1,2026-01-01,¥5\n1,2026-01-01,7\n"
    assert values_of(text, "currency") == ["USD", "CNY", None]
    text = "客户编号,下单日期,金额(USD)\n1,2026-01-01,9\n1,2026-01-01,€5\n"
    assert values_of(text, "currency") == ["USD", "EUR"]
    text = "客户编号,下单日期,金额,币种\n1,2026-01-01,$9,\n1,2026-01-01,$5,EUR\n"
    assert values_of(text, "currency") == [None, "EUR"]


def test_satisfaction_in_words() -> None:
    text = "客户编号,满意度\n" + "".join(
        f"1,{word}\n" for word in ("非常满意", "满意", "一般", "不满意", "非常不满意", "3.5", "4分")
    )
    assert [str(one) for one in values_of(text, "score")] == ["5", "4", "3", "2", "1", "3.5", "4"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["24/5/6", "23/12/31", "24-11-02"], ["2024-05-06", "2023-12-31", "2024-11-02"]),
        (["24.5.6", "99.12.31"], ["2024-05-06", "1999-12-31"]),
        (["21/01/15", "22/03/20", "22/04/28"], ["2021-01-15", "2022-03-20", "2022-04-28"]),
        (["24-05-16"], ["2024-05-16"]),
        # The year last, as everybody else writes it.
        (["15/01/21", "20/03/22", "28/04/22"], ["2021-01-15", "2022-03-20", "2022-04-28"]),
        (["05/13/24", "06/01/24"], ["2024-05-13", "2024-06-01"]),
        (["25.12.24", "01.02.24"], ["2024-12-25", "2024-02-01"]),
        (["5/6/24", "12/31/23"], ["2024-05-06", "2023-12-31"]),
        (["15/01/05", "28/02/06"], ["2005-01-15", "2006-02-28"]),
    ],
)
def test_years_of_two_digits_stand_where_the_column_shows(
    written: list[str], read: list[str]
) -> None:
    text = "客户名称,合作开始\n" + "".join(f"x,{one}\n" for one in written)
    assert [str(one) for one in values_of(text, "customer_since")] == read


def test_a_value_its_field_cannot_take_is_kept_whole() -> None:
    long = "50-100人，" * 100
    (row,) = rows_of(f'客户名称,公司规模,邮箱\n甲,{long},"\t=1"\n')
    assert row.custom == {"公司规模": long, "邮箱": "=1"}

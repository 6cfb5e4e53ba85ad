"""Customers: matching, updating, numbers made up, people in the same row (cli.md)."""

import json
from pathlib import Path

from tests.services.transfer.conftest import Ask, Take, counts, reasons

from kamtui.services.desk import Desk
from kamtui.services.transfer.imports import Source, import_files


def test_a_second_import_creates_nothing(take: Take) -> None:
    text = "customer_no,name,city\n001,华东机械,杭州\n002,Acme,\n"
    assert counts(take(text)) == (2, 0, 0, 0, 0)
    assert counts(take(text)) == (0, 0, 2, 0, 0)


def test_leading_zeros_are_kept(take: Take, ask: Ask) -> None:
    take("customer_no,name\n007,Bond\n7,Seven\n")
    assert ask("SELECT customer_no FROM customer ORDER BY 1") == [("007",), ("7",)]


def test_without_numbers_customers_match_by_folded_name_and_get_numbers(
    take: Take, ask: Ask
) -> None:
    assert counts(take("客户名称,城市\n華東機械,杭州\nAcme Ltd,宁波\n")) == (2, 0, 0, 0, 0)
    assert counts(take("客户名称,城市\n华东机械,上海\nＡＣＭＥ ltd,宁波\n")) == (0, 2, 0, 0, 0)
    assert ask("SELECT customer_no, name, city FROM customer ORDER BY 1") == [
        ("C0001", "华东机械", "上海"),
        ("C0002", "ＡＣＭＥ ltd", "宁波"),
    ]


def test_a_number_that_differs_never_falls_back_to_the_name(take: Take, ask: Ask) -> None:
    take("customer_no,name\n1,Acme\n")
    assert counts(take("customer_no,name\n2,Acme\n")) == (1, 0, 0, 0, 0)
    assert ask("SELECT count(*) FROM customer") == [(2,)]


def test_an_ambiguous_name_is_rejected_unless_written_exactly(take: Take) -> None:
    take("customer_no,name\n1,Acme\n2,ACME\n")
    result = take("name,city\nacme,Bonn\nACME,Rome\n")
    assert counts(result) == (0, 1, 0, 0, 1)
    assert reasons(result) == [(2, "name", "acme", "row.customer_ambiguous")]


def test_a_blank_cell_never_clears(take: Take, ask: Ask) -> None:
    take("customer_no,name,city,grade,phone,tags,员工数\n1,Acme,Bonn,A,0571-88888888,key,12\n")
    assert counts(take("customer_no,name,city,grade,phone,tags,员工数\n1,,,,,,\n")) == (
        0,
        0,
        1,
        0,
        0,
    )
    assert ask("SELECT name, city, grade, phone, employees FROM customer") == [
        ("Acme", "Bonn", "A", "0571-88888888", 12)
    ]


def test_a_row_without_number_and_name_is_rejected(take: Take) -> None:
    result = take("customer_no,name,city\n,,Bonn\n1,Acme,Rome\n", create_customers=True)
    assert counts(result) == (1, 0, 0, 0, 1)
    assert result.rejected[0].row == 2


def test_the_number_is_the_name_where_no_column_is(take: Take, ask: Ask) -> None:
    take("customer_no,country\n12347,Iceland\n")
    assert ask("SELECT name FROM customer") == [("12347",)]
    take("customer_no,name\n12347,Ísbúð\n")
    assert counts(take("customer_no,country\n12347,Iceland\n")) == (0, 0, 1, 0, 0)
    assert ask("SELECT name FROM customer") == [("Ísbúð",)]


def test_the_same_customer_twice_in_a_file_is_a_duplicate(take: Take, ask: Ask) -> None:
    result = take("customer_no,name,city\n1,Acme,Bonn\n1,Acme,Rome\n")
    assert counts(result) == (1, 0, 0, 1, 0)
    assert counts(take("name,city\nBravo,Bonn\nＢravo,Rome\n")) == (1, 0, 0, 1, 0)
    assert ask("SELECT city FROM customer") == [("Bonn",), ("Bonn",)]


def test_one_row_per_contact_loses_nobody(take: Take, ask: Ask) -> None:
    text = "客户名称,联系人,职务,手机\n华东,王芳,采购,13800138000\n华东,李雷,厂长,13900139000\n"
    assert counts(take(text, kind="customers")) == (1, 1, 0, 0, 0)
    assert ask("SELECT name, is_main FROM contact ORDER BY id") == [("王芳", 1), ("李雷", 0)]
    assert counts(take(text, kind="customers")) == (0, 0, 1, 1, 0)


def test_made_up_numbers_stay_clear_of_numbers_further_down(take: Take, ask: Ask) -> None:
    result = take("customer_no,name\n,Alpha\nC0001,Beta\n,Gamma\n")
    assert counts(result) == (3, 0, 0, 0, 0)
    assert ask("SELECT name, customer_no FROM customer ORDER BY name") == [
        ("Alpha", "C0002"),
        ("Beta", "C0001"),
        ("Gamma", "C0003"),
    ]


def test_several_phones_become_points_of_the_customer(take: Take, ask: Ask) -> None:
    take("客户名称,电话\n华东,0571-88888888;+86 13800138000\n")
    assert ask("SELECT phone FROM customer") == [("0571-88888888",)]
    assert ask("SELECT kind, value, digits, is_main FROM contact_point ORDER BY id") == [
        ("phone", "0571-88888888", "057188888888", 1),
        ("mobile", "+86 13800138000", "8613800138000", 0),
    ]


def test_a_person_gets_mobile_and_wechat_and_is_main(take: Take, ask: Ask) -> None:
    take("客户名称,联系人,职务,手机,微信\n华东,王芳,采购,13800138000,wangfang\n", kind="customers")
    assert ask("SELECT name, title, is_main FROM contact") == [("王芳", "采购", 1)]
    assert ask(
        "SELECT kind, value FROM contact_point WHERE contact_id IS NOT NULL ORDER BY kind"
    ) == [("mobile", "13800138000"), ("wechat", "wangfang")]
    assert ask("SELECT contact_name, phone FROM customer_facts") == [("王芳", "13800138000")]
    assert counts(
        take(
            "客户名称,联系人,职务,手机,微信\n华东,王芳,总监,+86 138 0013 8000,WANGFANG\n",
            kind="customers",
        )
    ) == (0, 1, 0, 0, 0)
    assert ask("SELECT title FROM contact") == [("总监",)]
    assert ask("SELECT count(*) FROM contact_point") == [(2,)]


def test_a_grade_changed_by_a_file_is_in_the_history(take: Take, ask: Ask) -> None:
    take("customer_no,name,grade\n1,Acme,b\n")
    assert ask("SELECT count(*) FROM grade_change") == [(0,)]
    take("customer_no,name,grade\n1,Acme,A\n")
    take("customer_no,name,grade\n1,Acme,A\n")
    assert ask("SELECT from_grade, to_grade, decision FROM grade_change") == [
        ("B", "A", "imported")
    ]


def test_unknown_columns_are_kept_and_merged(take: Take, ask: Ask) -> None:
    take("customer_no,name,茶点,车牌\n1,Acme,绿茶,浙A1\n")
    assert counts(take("customer_no,name,茶点\n1,Acme,红茶\n")) == (0, 1, 0, 0, 0)
    assert json.loads(ask("SELECT custom FROM customer")[0][0]) == {"茶点": "红茶", "车牌": "浙A1"}


def test_tags_of_a_file_are_added(take: Take, ask: Ask) -> None:
    take("customer_no,name,tags\n1,Acme,a;b\n")
    assert counts(take("customer_no,name,tags\n1,Acme,b;c\n")) == (0, 1, 0, 0, 0)
    assert json.loads(ask("SELECT tags FROM customer")[0][0]) == ["a", "b", "c"]


def test_a_later_file_of_one_command_knows_the_earlier(desk: Desk, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("customer_no,name\n1,Acme\n", encoding="utf-8")
    second.write_text(
        "customer_no,order_no,order date,amount\n1,A1,2026-01-02,5\n", encoding="utf-8"
    )
    for dry_run in (True, False):
        results = import_files(desk, sources=[Source(first), Source(second)], dry_run=dry_run)
        assert [counts(one) for one in results] == [(1, 0, 0, 0, 0), (1, 0, 0, 0, 0)]


def test_the_same_customers_file_twice_in_one_command(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,联系人\nAcme,王芳\n", encoding="utf-8")
    results = import_files(desk, sources=[Source(path), Source(path)])
    assert [counts(one) for one in results] == [(1, 0, 0, 0, 0), (0, 0, 1, 0, 0)]

"""A person in one line: what each word is taken for, and that no word is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.contact_line import ContactLine, parse_contact_line

ROLES = {"decides": "decides", "拍板": "decides", "uses": "uses"}


def parse(text: str) -> ContactLine:
    return parse_contact_line(text, roles=ROLES)


def test_the_line_of_the_specification() -> None:
    found = parse("张工 技术部 13912345678 zhang@x.cn wx:zhang_gong")
    assert found.texts() == {
        "name": "张工", "title": "技术部", "mobile": "13912345678", "email": "zhang@x.cn",
        "wechat": "zhang_gong",
    }  # fmt: skip
    assert not found.problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("John Smith Purchasing Manager", {"name": "John Smith", "title": "Purchasing Manager"}),
        ("Anna Maria Lopez, CFO", {"name": "Anna Maria Lopez", "title": "CFO"}),
        ("Anna Maria Lopez，CFO", {"name": "Anna Maria Lopez", "title": "CFO"}),
        ("张工，技术部", {"name": "张工", "title": "技术部"}),
        ("J.", {"name": "J."}),
        ("张工 微信： zg 拍板 *",
         {"name": "张工", "wechat": "zg", "role": "decides", "is_main": "yes"}),
        ("张工 生日:农历八月十五 传真:0512-65521235",
         {"name": "张工", "birthday": "农历08-15", "fax": "0512-65521235"}),
        ("张工 ｗｘ：zg zhang＠x.cn", {"name": "张工", "wechat": "zg", "email": "zhang@x.cn"}),
        ("张工 13912345678/13700000001 +86 138 0013 8000",
         {"name": "张工", "mobile": "13912345678; 13700000001; +86 138 0013 8000"}),
        ("张工 0512-65521234转8003 8003",
         {"name": "张工", "title": "8003", "phone": "0512-65521234转8003"}),
        ("张工 微信备注:华东张工", {"name": "张工", "wechat_remark": "华东张工"}),
        ("[red]张[/] a\u202eb", {"name": "[red]张[/]", "title": "a\u202eb"}),
    ],
)  # fmt: skip
def test_what_is_understood(text: str, expected: dict[str, str]) -> None:
    assert parse(text).texts() == expected


def test_what_is_not_understood_stays_in_the_title() -> None:
    found = parse("张工 生日:someday")
    assert found.title == "生日:someday"
    assert [one.code for one in found.problems] == ["contact.birthday"]
    assert [one.code for one in parse("13912345678").problems] == ["contact.no_name"]
    assert [one.code for one in parse("  ").problems] == ["contact.no_name"]
    assert parse("张工 wx:").texts() == {"name": "张工"}


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    found = parse(text)
    kept = " ".join((found.name, found.title, *(value for _kind, value in found.points)))
    letters = [one for one in text if one.isalpha() and "\u4e00" <= one <= "\u9fff"]
    if not any(
        word in text for word in ("wx", "微", "生", "传", "电", "手", "邮", "主", "拍", "备", "座")
    ):
        assert all(one in kept for one in letters)


def test_a_paste_of_ten_thousand_characters_is_read_at_once() -> None:
    assert parse("张" * 10_000).name == "张" * 10_000
    assert parse("张工 " * 5_000).title

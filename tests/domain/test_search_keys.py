"""The columns a look-up scans."""

from fnmatch import fnmatchcase

import pytest

from kamtui.domain.search_keys import SearchKeys, query_key, search_keys


def keys() -> SearchKeys:
    return search_keys(
        names=["華東機械有限公司", "C-001"],
        contacts=["李总", "Köhler"],
        numbers=["+86 138-2803-4063", "0512 6258|1234", ""],
    )


def test_columns() -> None:
    assert keys().names == "|华东机械有限公司|华东机械|c-001|"
    assert keys().contacts == "|李总|kohler|"
    assert keys().digits == "|8613828034063|13828034063|051262581234|"


@pytest.mark.parametrize(
    "pattern", ["|hdj", "|hdjxyxgs|", "djx", "|huadong", "|lz", "|lizong", "yxgs"]
)
def test_pinyin_finds(pattern: str) -> None:
    assert fnmatchcase(keys().pinyin, f"*{pattern}*")


def test_latin_books_need_no_pinyin() -> None:
    assert search_keys(names=["Acme Inc."], contacts=[], numbers=[]) == SearchKeys(
        names="|acme inc.|acme|", pinyin="", contacts="", digits=""
    )


def test_a_separator_in_data_cannot_make_an_item() -> None:
    assert search_keys(names=["a|b"], contacts=["|"], numbers=[]).names == "|a b|"
    assert query_key("Ａ|b") == "a b"


def test_query_folds_like_the_columns() -> None:
    assert query_key("華 東") == "华东"
    assert query_key("KÖHLER") in keys().contacts


def test_names_can_be_told_from_people_in_the_pinyin() -> None:
    """A person called 黄德军 must not stand before 华东机械 when hdj is looked for."""
    keys = search_keys(names=["华东机械"], contacts=["黄德军"], numbers=[])
    own, people = keys.pinyin.split("||")
    assert "|hdjx" in own
    assert "hdj" in people.split("|")
    assert search_keys(names=["华东机械"], contacts=[], numbers=[]).pinyin.endswith("||")

"""Pinyin readings of names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.domain.pinyin import MAX_FULL, MAX_INITIALS, PinyinKeys, readings


@pytest.mark.parametrize(
    ("name", "initials", "full"),
    [
        ("重庆长安汽车股份有限公司", "cqcaqc", "chongqingchanganqiche"),
        ("华东机械有限公司", "hdjx", "huadongjixie"),
        ("華東機械", "hdjx", "huadongjixie"),
        ("重慶長安", "cqca", "chongqingchangan"),
        ("厦门建发", "xmjf", "xiamenjianfa"),
        ("TCL集团", "tcl", ""),
        ("UCloud优刻得", "ucloudykd", "ucloudyoukede"),
        ("3M中国", "3mzg", "3mzhongguo"),
        ("Ｔ恤 工厂", "txgc", "txugongchang"),
    ],
)
def test_likeliest_reading_first(name: str, initials: str, full: str) -> None:
    keys = readings(name)
    if not full:
        assert keys == PinyinKeys()
        return
    assert keys.initials[0] == initials
    assert keys.full[0] == full


def test_every_reading_of_a_polyphone_is_there() -> None:
    assert {"dxs", "sxs", "cxs"} <= set(readings("单先生").initials)
    assert {"cz", "qz"} <= set(readings("仇总").initials)
    assert "zengzong" in readings("曾总").full
    assert "qzgd" in readings("乾照光电").initials


def test_readings_are_capped_and_start_nearest_to_the_phrase() -> None:
    keys = readings("重庆长安汽车股份有限公司")
    assert len(keys.initials) <= MAX_INITIALS
    assert len(keys.full) <= MAX_FULL
    assert "zqca" in "|".join(keys.initials)
    hostile = readings("重长单解曾仇朴区盖覃洗和朝尉翟哪" * 1000)
    assert len(hostile.initials) == MAX_INITIALS
    assert len(hostile.full) == MAX_FULL


@pytest.mark.parametrize("name", ["", "Acme", "!!!", "が", "\x00", "123"])
def test_a_name_without_chinese_has_no_keys(name: str) -> None:
    assert readings(name) == PinyinKeys()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="重庆长安汽车ab1 （）|華東\U00020000䶮", max_size=12))
def test_keys_are_plain_and_distinct(name: str) -> None:
    keys = readings(name)
    assert len(set(keys.initials)) == len(keys.initials)
    assert all(key.isalnum() for key in (*keys.initials, *keys.full))

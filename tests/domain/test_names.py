"""Folding, keys and company suffixes."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.names import digits, duplicate_key, fold, name_key
from kamtui.domain.suffixes import split_suffix, strip_suffix


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Köhler", "kohler"),
        ("KO\u0308HLER", "kohler"),
        ("Straße", "strasse"),
        ("Bjørn Łódź", "bjorn lodz"),
        ("Nguyễn", "nguyen"),
        ("Æsir", "aesir"),
        ("華東機械", "华东机械"),
        ("重慶長安汽車", "重庆长安汽车"),
        ("ＡＢＣ　１２３", "abc 123"),
        ("  a \t b\n", "a b"),
        ("（集團）", "(集团)"),
        ("Йод", "йод"),
        ("が", "が"),
        ("한국", "한국"),
        ("a\u200bb\ufeff", "ab"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert name_key(name_key(text)) == name_key(text)


def test_every_simplified_form_is_final() -> None:
    characters = "".join(map(chr, range(0x3400, 0xA000)))
    assert fold(fold(characters)) == fold(characters)


@pytest.mark.parametrize(
    ("name", "stem", "suffix"),
    [
        ("华东机械有限公司", "华东机械", "有限公司"),
        ("重庆长安汽车股份有限公司", "重庆长安汽车", "股份有限公司"),
        ("恒达（集团）有限公司", "恒达", "（集团）有限公司"),
        ("恒达集团", "恒达", "集团"),
        ("華東機械有限責任公司", "華東機械", "有限責任公司"),
        ("华东机械（苏州）有限公司", "华东机械（苏州）", "有限公司"),
        ("某某企业管理中心（有限合伙）", "某某企业管理中心", "（有限合伙）"),
        ("Acme Co., Ltd.", "Acme", " Co., Ltd."),
        ("Acme Co.,Ltd", "Acme", " Co.,Ltd"),
        ("Ａｃｍｅ Ｌｔｄ．", "Ａｃｍｅ", " Ｌｔｄ．"),
        ("Acme, Inc.", "Acme", ", Inc."),
        ("Acme Corporation", "Acme", " Corporation"),
        ("Acme GmbH & Co. KG", "Acme", " GmbH & Co. KG"),
        ("Embraer S.A.", "Embraer", " S.A."),
        ("Smith & Co", "Smith", " & Co"),
        ("Acme LLC ", "Acme", " LLC "),
        ("Telus", "Telus", ""),
        ("Costco", "Costco", ""),
        ("Vegas", "Vegas", ""),
        ("有限公司", "有限公司", ""),
        ("Co., Ltd.", "Co., Ltd.", ""),
        ("王小明商行", "王小明商行", ""),
        ("华为技术有限公司上海分公司", "华为技术有限公司上海分公司", ""),
        ("", "", ""),
    ],
)
def test_split_suffix(name: str, stem: str, suffix: str) -> None:
    assert split_suffix(name) == (stem, suffix)
    assert strip_suffix(name) == stem


@given(st.text(alphabet="Ａa 有限公司集团Co.,Ltd()（）&", max_size=30))
def test_the_two_parts_make_up_the_name(name: str) -> None:
    stem, suffix = split_suffix(name)
    assert stem + suffix == name
    assert bool(stem) == bool(name)


@pytest.mark.parametrize("unit", ["有限公司", "Co., Ltd ", "s. ", " ", "华,"])
def test_a_huge_cell_is_split_at_once(unit: str) -> None:
    name = "x" + unit * 50_000
    assert "".join(split_suffix(name)) == name


def test_keys() -> None:
    assert name_key("張　三") == name_key("张三") == "张三"
    assert name_key("华东机械有限公司") != name_key("华东机械")
    assert duplicate_key("華東機械 有限公司") == duplicate_key("华东机械股份有限公司")
    assert duplicate_key("Acme, Inc.") == duplicate_key("ACME Ltd") == "acme"
    assert duplicate_key("有限公司") == "有限公司"
    assert duplicate_key("!!!") == "!!!"


def test_digits() -> None:
    assert digits("+86 138-0013-8000") == "8613800138000"
    assert digits("１３８ ext٣²") == "1383"
    assert digits("no") == ""


def test_plain_text_loads_no_table() -> None:
    code = (
        "import sys; from kamtui.domain.names import fold; fold('Kohler hdj');"
        "fold('Köhler'); from kamtui.domain import han;"
        "sys.exit(han._table.cache_info().currsize + ('opencc' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_table_is_read_without_importing_its_package() -> None:
    code = (
        "import sys; from kamtui.domain.names import fold; assert fold('華') == '华';"
        "sys.exit('opencc' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

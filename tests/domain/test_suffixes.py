"""Chinese suffixes are found by hand; a pattern that says the same is the judge."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.suffixes import _chinese_start, split_suffix

_PATTERN = re.compile(
    r"(?:[(（]?(?:集团|集團)[)）]?)?(?:控股)?(?:股份)?"
    r"(?:有限责任公司|有限責任公司|有限公司|(?<![分子总總母])公司)$"
    r"|[(（]?(?:集团|集團)[)）]?$"
    r"|[(（](?:有限合伙|普通合伙|个体工商户|有限合夥)[)）]$"
    r"|(?:株式会社|株式會社)$"
)
_PIECES = (
    "华东", "(", ")", "（", "）", "集团", "集團", "控股", "股份", "有限", "责任", "責任", "公司",
    "有限公司", "分", "子", "合伙", "有限合伙", "普通合伙", "个体工商户", "株式会社", "a", " ",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join), st.integers(0, 6))
def test_the_start_is_where_the_pattern_finds_it(name: str, begin: int) -> None:
    begin = min(begin, len(name))
    match = _PATTERN.search(name, begin)
    assert _chinese_start(name, begin, len(name)) == (None if match is None else match.start())


def test_both_kinds_are_still_split() -> None:
    assert split_suffix("华东金属（集团）股份有限公司") == ("华东金属", "（集团）股份有限公司")
    assert split_suffix("Nordwind Trading Co., Ltd.") == ("Nordwind Trading", " Co., Ltd.")
    assert split_suffix("北京分公司") == ("北京分公司", "")
    assert split_suffix("华东 GmbH") == ("华东", " GmbH")

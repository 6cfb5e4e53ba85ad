"""What is said beside the list of segments: nothing silent, nothing shown that is to be hidden."""

import re
from datetime import date
from pathlib import Path

import pytest
from tests.tui.sample_desk import sample_desk
from tests.tui.segment_desks import mixed

from kamtui.domain.segments.model import BUILT_IN
from kamtui.i18n import set_language
from kamtui.present.segment_about import about_segment, moved_text, moved_words, row_rule
from kamtui.services import segments
from kamtui.services.desk import Desk


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def said(desk: Desk, by: str, key: str, *, brief: bool = False, masked: bool = False) -> str:
    view = segments.overview(desk, by=by)
    row = next(row for row in view.rows if row.key == key)
    value = segments.clv(desk, segment=key, membership=view.membership)
    found = about_segment(view, row, value, brief=brief, masked=masked)
    return "\n".join(line for one in found for line in one.lines)


def test_no_data_says_what_is_missing_and_of_how_many(desk: Desk) -> None:
    mixed(desk)
    view = segments.overview(desk)
    row = view.rows[-1]
    assert row.key == "no_data" and row_rule(view, row) == "missing: amount (12 months) 2"
    text = said(desk, "value", "no_data")
    assert "not known, for lack of" in text
    assert "amounts in USD are in no sum" in text


def test_movement_in_signs_and_in_words(desk: Desk) -> None:
    mixed(desk)
    view = segments.overview(desk)
    rows = {row.key: row for row in view.rows}
    assert {key: moved_text(row) for key, row in rows.items()} == {
        "high": "", "core": "-1", "low": "+1", "no_data": ""
    }  # fmt: skip
    assert moved_words(view, rows["low"]) == "1 came, 0 left since Sat 22 Aug 2026"
    assert moved_words(view, rows["high"]) == "nobody came or left since Sat 22 Aug 2026"
    region = segments.overview(desk, by="region")
    assert moved_words(region, region.rows[0]) == "nobody came or left since Sat 22 Aug 2026"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("brief", [False, True])
def test_the_inputs_of_a_lifetime_value_are_all_there(
    tmp_path: Path, language: str, brief: bool
) -> None:
    set_language("zh" if language == "zh" else "en")
    desk = sample_desk(tmp_path)
    found = segments.clv(desk, by="value", segment="high").clv
    text = said(desk, "value", "high", brief=brief)
    assert found.value_minor is not None and f"{found.value_minor // 100:,}" in text
    assert "30%" in text and ("assumed" in text or "假设" in text)
    for number in ("83,148.15", "6.75", "85.71%", "4,714,500"):
        assert number in text, number
    desk.close()


@pytest.mark.parametrize("by", BUILT_IN)
def test_masked_words_hold_no_amount(tmp_path: Path, by: str) -> None:
    desk = sample_desk(tmp_path)
    view = segments.overview(desk, by=by, as_of=date(2026, 11, 22))
    for row in view.rows:
        for brief in (False, True):
            text = said(desk, by, row.key, brief=brief, masked=True)
            assert not re.search(r"\d,\d{3}|\d{5}", text), text
    desk.close()

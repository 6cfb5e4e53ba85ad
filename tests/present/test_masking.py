"""What is hidden while somebody is looking."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kamtui.present.masking import hidden


@pytest.mark.parametrize(
    "text",
    ["138 2803 4063", "13828034063", "0512-6552 1234", "+86 138 2803 4063", "+44 2079460812",
     "021-6888 1234", "555-2671", "１３８２８０３４０６３", "¥420,000", "420,000", "12.8 万",
     "3 万", "42万", "12万8", "1亿2000", "420k", "1.2M", "5000元", "1,234.50"],
)  # fmt: skip
def test_phones_and_amounts_are_hidden_in_any_text(text: str) -> None:
    for words in (text, f"回电{text}，谢谢", f"call {text} (Li)"):
        shown = hidden(words)
        assert cell_len(shown) == cell_len(words)
        assert not re.search(r"\d", shown), shown


@pytest.mark.parametrize(
    "text",
    ["2026-11-22", "10:30", "!12天", "!!41d", "11-22", "C0001", "12 months", "INV-2041", "3天后",
     "Sun 22 Nov 2026", "8/10", "76", "12 单", "3 of 10", "2 m", "5 Meter"],
)  # fmt: skip
def test_dates_and_counts_stay(text: str) -> None:
    assert hidden(text) == text


@given(st.text(st.sampled_from("0123456789 -+()万k¥,.天a"), max_size=40))
def test_the_width_stays_and_no_long_number_does(text: str) -> None:
    shown = hidden(text)
    assert cell_len(shown) == cell_len(text)
    assert not re.search(r"(?<![0-9A-Za-z])\d{7}", shown)

"""Days to look back at: what is typed, and periods by their name as their last day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.dates import DateOrder, parse_as_of, parse_date

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-30", "2026-06-30"), ("6月30日", "2026-06-30"), ("30 June", "2026-06-30"),
        ("last quarter", "2026-09-30"), ("end of last quarter", "2026-09-30"),
        ("Last  Quarter", "2026-09-30"), ("上季度", "2026-09-30"), ("上个季度", "2026-09-30"),
        ("上季末", "2026-09-30"), ("last month", "2026-10-31"), ("上个月", "2026-10-31"),
        ("上月", "2026-10-31"), ("last year", "2025-12-31"), ("去年", "2025-12-31"),
        ("前年", "2024-12-31"), ("Q2", "2026-06-30"), ("2025 q4", "2025-12-31"),
        ("Q1 2024", "2024-03-31"), ("第三季度", "2026-09-30"), ("三季度", "2026-09-30"),
        ("Q4", "2025-12-31"), ("2026年二季度", "2026-06-30"), ("2026-06", "2026-06-30"),
        ("2024.2", "2024-02-29"), ("6月", "2026-06-30"), ("12月", "2025-12-31"),
        ("2025年12月", "2025-12-31"), ("yesterday", "2026-11-21"),
        ("２０２６－０６－３０", "2026-06-30"),
    ],
)  # fmt: skip
def test_what_is_understood(text: str, day: str) -> None:
    assert parse_as_of(text, today=TODAY, order=DateOrder.MDY).on == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("2027-01-01", "future"), ("2026-12", "future"), ("2026Q4", "future"),
        ("next quarter", "unknown"), ("soonish", "unknown"), ("", "empty"), ("Q5", "unknown"),
        ("2026-02-30", "invalid"), ("2026 Q1 2025", "unknown"), ("x" * 10_000, "unknown"),
        ("none", "unknown"), ("2026-13", None), ("0000-05", None), ("[red]", "unknown"),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, error: str | None) -> None:
    found = parse_as_of(text, today=TODAY)
    assert found.on is None and found.error is not None
    assert error in (None, found.error)


@given(st.text(max_size=20))
def test_never_a_coming_day_and_what_the_grammar_reads_is_read_the_same(text: str) -> None:
    found = parse_as_of(text, today=TODAY)
    assert found.on is None or found.on <= TODAY
    plain = parse_date(text, today=TODAY, past=True)
    if plain.on is not None:
        assert found.on == plain.on

"""The date at the beginning of some words."""

from datetime import date, time

import pytest

from kamtui.domain.dates import DateOrder, longest_date_prefix

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "day", "at", "taken"),
    [
        ("下周三 10:30 样品回访", date(2026, 11, 25), time(10, 30), 2),
        ("next fri visit", date(2026, 11, 27), None, 2),
        ("2w 样品回访", date(2026, 12, 6), None, 1),
        ("15 dec visit", date(2026, 12, 15), None, 2),
        ("15 December 2026 3 pm call", date(2026, 12, 15), time(15), 5),
        ("in 2 weeks call", date(2026, 12, 6), None, 3),
        ("2 天津出差", date(2026, 11, 24), None, 1),
        ("5", date(2026, 11, 27), None, 1),
        ("fri", date(2026, 11, 27), None, 1),
        ("mon 2 samples", date(2026, 11, 23), None, 1),
        ("明天 下午 3点 回访", date(2026, 11, 23), time(15), 3),
    ],
)
def test_longest(words: str, day: date, at: time | None, taken: int) -> None:
    typed, count = longest_date_prefix(words.split(), today=TODAY, order=DateOrder.DMY)
    assert (typed.on, typed.at, count) == (day, at, taken)


def test_clears() -> None:
    typed, count = longest_date_prefix(["none", "x"], today=TODAY)
    assert typed.clears
    assert count == 1


@pytest.mark.parametrize(
    ("words", "error", "taken"),
    [("someday visit", "unknown", 0), ("2025-12-15 visit", "past", 1), ("30 feb x", "invalid", 2)],
)
def test_refused(words: str, error: str, taken: int) -> None:
    typed, count = longest_date_prefix(words.split(), today=TODAY)
    assert (typed.error, count) == (error, taken)


def test_no_words() -> None:
    typed, count = longest_date_prefix([], today=TODAY)
    assert (typed.error, count) == ("empty", 0)

"""Dates as each language writes them, and never wider than their column (ux.md)."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.i18n import Language, language, set_language
from kamtui.present import dates
from kamtui.present.columns import width_of

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _language_as_before() -> Iterator[None]:
    before = language()
    yield
    set_language(before)


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        (-41, "!!41d", "!!41天"),
        (-31, "!!31d", "!!31天"),
        (-30, "!30d", "!30天"),
        (-1, "!1d", "!1天"),
        (-120, "!!120d", "!!120天"),
        (-999, "!!999d", "!!999天"),
        (-1000, "!!2y", "!!2年"),
        (0, "today", "今天"),
        (1, "Mon 23", "周一23"),
        (2, "Tue 24", "周二24"),
        (7, "Sun 29", "周日29"),
        (8, "11-30", "11-30"),
        (44, "01-05", "01-05"),
        (299, "09-17", "09-17"),
        (300, "2027-09", "2027-09"),
    ],
)
def test_due_text(days: int, english: str, chinese: str) -> None:
    day = TODAY + timedelta(days=days)
    set_language("en")
    assert dates.due_text(day, TODAY) == english
    set_language("zh")
    assert dates.due_text(day, TODAY) == chinese


@given(st.dates(), st.dates(), st.sampled_from(("zh", "en")))
def test_due_text_fits_its_seven_cells(day: date, today: date, name: Language) -> None:
    set_language(name)
    assert width_of(dates.due_text(day, today)) <= 7
    assert width_of(dates.ago((today - day).days)) <= 5
    assert (dates.due_text(day, today).startswith("!")) == (day < today)


def test_long_forms() -> None:
    day = date(2026, 12, 6)
    set_language("en")
    assert dates.weekday_date(TODAY) == "Sun 22 Nov"
    assert dates.long_date(day) == "Sun 6 Dec 2026"
    assert dates.echo(day, TODAY) == "Sun 6 Dec 2026 (14 days)"
    assert dates.echo(TODAY, TODAY) == "Sun 22 Nov 2026 (today)"
    assert dates.echo(date(2026, 11, 19), TODAY) == "Thu 19 Nov 2026 (3 days ago)"
    assert dates.echo(date(2026, 11, 23), TODAY) == "Mon 23 Nov 2026 (1 day)"
    assert dates.distance(day, TODAY) == "in 14 days"
    assert dates.short_date(date(2026, 10, 9), TODAY) == "9 Oct"
    assert dates.short_date(date(2025, 10, 9), TODAY) == "9 Oct 2025"
    set_language("zh")
    assert dates.weekday_date(date(2026, 10, 12)) == "10月12日 周一"
    assert dates.long_date(day) == "2026年12月6日 周日"
    assert dates.echo(day, TODAY) == "2026年12月6日 周日（14天后）"
    assert dates.echo(TODAY, TODAY) == "2026年11月22日 周日（今天）"
    assert dates.distance(date(2026, 11, 19), TODAY) == "3 天前"
    assert dates.short_date(date(2025, 10, 9), TODAY) == "2025年10月9日"


def test_days_since() -> None:
    set_language("zh")
    assert [dates.ago(days) for days in (44, 0, -3, 1500)] == ["44天", "今天", "今天", "4年"]
    set_language("en")
    assert [dates.ago(days) for days in (44, 0, 999, 1000)] == ["44d", "today", "999d", "2y"]


def test_fixed_forms() -> None:
    assert dates.month_day(date(2026, 1, 9)) == "01-09"
    assert dates.clock_text(time(9, 5)) == "09:05"

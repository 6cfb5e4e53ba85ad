"""Windows and anniversaries."""

from datetime import date

import pytest

from kamtui.domain.metrics import CATALOGUE, Lateness, MetricKey, full_years, window_start


def test_every_metric_is_in_the_catalogue() -> None:
    assert set(CATALOGUE) == set(MetricKey)


@pytest.mark.parametrize(
    ("as_of", "months", "start"),
    [
        (date(2026, 11, 22), 12, date(2025, 11, 22)),
        (date(2026, 11, 22), 3, date(2026, 8, 22)),
        (date(2026, 1, 31), 2, date(2025, 11, 30)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(3, 1, 1), 600, date.min),
    ],
)
def test_a_window_begins_after_the_same_day_ago(as_of: date, months: int, start: date) -> None:
    assert window_start(as_of, months) == start


@pytest.mark.parametrize(
    ("since", "as_of", "years"),
    [
        (date(2023, 11, 22), date(2026, 11, 22), 3),
        (date(2023, 11, 23), date(2026, 11, 22), 2),
        (date(2024, 2, 29), date(2025, 2, 27), 0),
        (date(2024, 2, 29), date(2025, 2, 28), 1),
        (date(2024, 2, 29), date(2028, 2, 28), 3),
        (date(2024, 2, 29), date(2028, 2, 29), 4),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
    ],
)
def test_anniversaries(since: date, as_of: date, years: int) -> None:
    assert full_years(since, as_of) == years


def test_no_receivables_is_no_lateness() -> None:
    with pytest.raises(ValueError, match="None"):
        Lateness((0, 0, 0), 0, 0)

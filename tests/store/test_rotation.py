"""Which backups stay: a pure rule, over any history of them."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.store.rotation import Kept, to_delete

NOW = datetime(2026, 11, 22, 9, 0)  # noqa: DTZ001 (local time, as in the names)
HUGE = 10**15


def kept(hours_ago: float, size: int = 1, *, good: bool = True) -> Kept:
    taken = NOW - timedelta(hours=hours_ago)
    return Kept(name=f"{taken.isoformat()}-{size}.db", taken_at=taken, size=size, good=good)


histories = st.lists(
    st.builds(
        kept,
        st.integers(-48, 24 * 400),
        st.integers(0, 400),
        good=st.booleans(),
    ),
    max_size=80,
    unique_by=lambda each: each.name,
)


@settings(max_examples=150, deadline=None)
@given(histories, st.integers(0, 5000))
def test_the_rules_hold_for_every_history(backups: list[Kept], limit: int) -> None:
    gone = to_delete(backups, now=NOW, limit_bytes=limit)
    stay = [each for each in backups if each not in gone]
    assert len(gone) + len(stay) == len(backups)
    good = sorted((each for each in backups if each.good), key=lambda e: (e.taken_at, e.name))
    if good:
        assert good[-1] in stay  # never the last good one
    others = [each for each in stay if not good or each != good[-1]]
    last = good[-1].size if good else 0
    assert not others or sum(each.size for each in others) + last <= limit
    old = [each for each in stay if NOW - each.taken_at > timedelta(days=2)]
    assert len(old) <= 7 + 4 + 1
    assert to_delete(stay, now=NOW, limit_bytes=limit) == ()
    assert list(gone) == sorted(gone, key=lambda each: (each.taken_at, each.name))


@settings(max_examples=60, deadline=None)
@given(histories)
def test_without_a_limit_two_days_stay_whole(backups: list[Kept]) -> None:
    gone = to_delete(backups, now=NOW, limit_bytes=HUGE)
    assert all(NOW - each.taken_at > timedelta(days=2) for each in gone)
    stay_days = {each.taken_at.date() for each in backups if each not in gone}
    newest_days = sorted(
        {
            each.taken_at.date()
            for each in backups
            if each.good and NOW - each.taken_at > timedelta(days=2)
        }
    )[-7:]
    assert set(newest_days) <= stay_days


def test_half_a_year_of_half_hours_leaves_two_days_seven_days_four_weeks() -> None:
    backups = [kept(index / 2) for index in range(2 * 24 * 180)]
    gone = set(to_delete(backups, now=NOW, limit_bytes=HUGE))
    stay = [each for each in backups if each not in gone]
    assert len(stay) == 97 + 7 + 4


def test_a_long_holiday_deletes_nothing() -> None:
    backups = [kept(24 * day) for day in (100, 101, 102, 110, 120)]
    assert to_delete(backups, now=NOW, limit_bytes=HUGE) == ()


def test_over_the_limit_the_oldest_go_first() -> None:
    backups = [kept(hour, size=100) for hour in range(5)]
    gone = to_delete(backups, now=NOW, limit_bytes=250)
    assert gone == (backups[4], backups[3], backups[2])


def test_a_damaged_newest_does_not_push_out_the_good_one() -> None:
    bad, good = kept(1, size=400, good=False), kept(30 * 24, size=400)
    assert to_delete([bad, good], now=NOW, limit_bytes=500) == (bad,)
    assert to_delete([bad, good], now=NOW, limit_bytes=HUGE) == ()

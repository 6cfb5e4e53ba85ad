"""A look-up that began early finds what one that began late finds, and never decides anything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kamtui.cli.ahead import Ahead, look_ahead
from kamtui.services import customers
from kamtui.services.clock import DayClock, SystemClock, day_clock
from kamtui.services.desk import Desk

from .conftest import Kam

LINES = [
    ("find", "hdj"),
    ("find", "华东"),
    ("find", "zzz"),
    ("find", "hdj", "--json"),
    ("find", "hdj", "--limit", "1"),
    ("find", "hd", "李"),
    ("find", "hdj", "--notes"),
    ("find", "100%"),
    ("find",),
    ("find", "--limit", "x", "hdj"),
]


def _run(code: str, book: Path, words: tuple[str, ...]) -> tuple[int, bytes, bytes]:
    environment = {**os.environ, "KAMTUI_DB": str(book), "KAMTUI_TODAY": "2026-11-22"}
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}", *words],
        capture_output=True, env=environment, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_early_and_late_say_the_same(huadong: Kam, book_path: Path, words: tuple[str, ...]) -> None:
    early = _run("from kamtui.__main__ import main; sys.exit(main())", book_path, words)
    late = _run("from kamtui.cli.main import run; sys.exit(run(sys.argv[1:]))", book_path, words)
    assert early == late


@pytest.mark.parametrize(
    "words",
    [
        ["agenda"], ["find"], ["find", "--notes", "hdj"], ["find", "hdj", "--limit", "2"],
        ["--today", "tomorrow", "find", "hdj"], ["--db", "postgres://x/y", "find", "hdj"],
        ["--db", "", "find", "hdj"], ["--lang", "zh"], [],
    ],
    ids=" ".join,
)  # fmt: skip
def test_only_a_plain_find_begins_early(
    huadong: Kam, book_path: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMTUI_DB", str(book_path))
    assert look_ahead(words) is None


def test_a_book_that_is_not_there_or_not_ours_is_left_alone(tmp_path: Path) -> None:
    missing, foreign = tmp_path / "none.db", tmp_path / "text.db"
    foreign.write_text("no book", encoding="utf-8")
    for path in (missing, foreign):
        assert look_ahead(["--db", str(path), "find", "hdj"]) is None
    assert not missing.exists()


def test_an_older_book_is_not_brought_up_to_date_early(
    huadong: Kam, book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kamtui.services.desk.SCHEMA_VERSION", 99)
    assert look_ahead(["--db", str(book_path), "find", "hdj"]) is None


def test_what_was_found_is_for_the_same_question_alone(huadong: Kam, book_path: Path) -> None:
    words = ["--db", str(book_path), "--today", "2026-11-22", "find", "hdj"]
    ahead = look_ahead(words)
    assert ahead is not None
    clock = day_clock("2026-11-22")
    desk = ahead.desk(str(book_path), clock)
    assert isinstance(desk, Desk)
    assert ahead.desk(None, clock) is None
    assert ahead.desk(str(book_path), SystemClock()) is None
    assert ahead.desk(str(book_path), day_clock("2026-11-23")) is None
    assert ahead.found(desk, "hd", 20) is None
    assert ahead.found(desk, "hdj", 5) is None
    assert ahead.found(desk, "hdj", 20) == customers.find(desk, text="hdj")
    desk.close()


def test_a_look_up_that_fails_is_made_again(
    huadong: Kam, book_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kamtui.services.bootstrap import open_desk

    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError

    desk = open_desk(book=book_path)
    monkeypatch.setattr(customers, "find", fail)
    assert Ahead(desk, str(book_path), "hdj").found(desk, "hdj", 20) is None
    desk.close()


def test_days_are_read_as_days() -> None:
    assert isinstance(day_clock("2026-11-22"), DayClock)
    assert isinstance(day_clock(None), SystemClock)
    with pytest.raises(ValueError, match="isoformat"):
        day_clock("tomorrow")

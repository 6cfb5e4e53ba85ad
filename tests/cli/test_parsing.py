"""Plain command lines take the short way, and it leads where the long one does."""

import argparse
from datetime import date

import pytest

from kamtui.cli import parsing
from kamtui.cli.registry import entry_of

PLAIN = [
    ["agenda", "--brief"],
    ["--lang", "zh", "agenda"],
    ["--lang=zh", "--today=2026-11-22", "find", "hdj", "--limit", "3"],
    ["--db", "/tmp/x.db", "--ascii", "--no-color", "find", "-5%"],
    ["--today", "2026-11-22", "agenda", "--days", "3", "--today", "2026-11-23"],
    ["find", "hdj", "--lang", "en"],
    ["--reader", "demo"],
    ["demo", "--reader", "--ascii"],
]
OTHER = [[], ["--help"], ["--version"], ["--db"], ["--db", "--ascii", "agenda"], ["-x", "agenda"],
         ["--lang", "zh"], ["", "agenda"], ["--ascii=yes", "agenda"]]  # fmt: skip


def _whole(options: argparse.Namespace) -> dict[str, object]:
    entry = entry_of(options.command)
    assert entry is not None
    parser = parsing.command_parser(entry)
    full = vars(parser.parse_args(options.words, argparse.Namespace(**vars(options))))
    return {name: full[name] for name in full if name != "words"}


@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
@pytest.mark.parametrize("today", ["", "2026-01-02"])
def test_both_ways_lead_to_the_same_options(
    words: list[str], today: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMTUI_TODAY", today)
    monkeypatch.setenv("KAMTUI_DB", "/tmp/book.db")
    short = parsing.split_front(words)
    assert short is not None
    long = parsing.global_parser().parse_args(words)
    assert _whole(short) == _whole(long)


def test_two_dashes_stay_the_commands() -> None:
    short = parsing.split_front(["find", "--", "--brief"])
    assert short is not None
    assert _whole(short)["text"] == ["--brief"]


def test_the_day_of_the_environment_is_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMTUI_TODAY", "2026-01-02")
    short = parsing.split_front(["agenda"])
    assert short is not None
    assert short.today == date(2026, 1, 2)
    monkeypatch.setenv("KAMTUI_TODAY", "nonsense")
    assert parsing.split_front(["agenda"]) is None


@pytest.mark.parametrize("words", OTHER, ids=" ".join)
def test_whatever_is_less_plain_goes_the_long_way(words: list[str]) -> None:
    assert parsing.split_front(words) is None


@pytest.mark.parametrize(
    ("said", "wanted"), [("", False), ("0", False), ("No", False), ("1", True), ("yes", True)]
)
def test_a_variable_asks_for_the_screen_reader(
    said: str, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMTUI_READER", said)
    short = parsing.split_front(["demo"])
    assert short is not None and short.reader is wanted
    assert parsing.global_parser().parse_args(["demo"]).reader is wanted
    assert parsing.global_parser().parse_args(["--reader", "demo"]).reader is True

"""The search box finds what a look-up finds, key by key, and forgets what a write made old."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kamtui.config.preferences import Preferences
from kamtui.services import customers, records
from kamtui.services import finder as module
from kamtui.services.bootstrap import open_desk
from kamtui.services.clock import FixedClock
from kamtui.services.desk import Desk
from kamtui.services.finder import Finder
from kamtui.services.sample import build

TODAY = date(2026, 11, 22)
TYPED = (
    "hdj",
    "HDJXYXGS",
    "华东金",
    "138001",
    "4063",
    "acme ltd",
    "wang",
    "c 00",
    "w j",
    "%",
    "zz",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    book: Path = tmp_path_factory.mktemp("finder") / "book.db"
    build(book, today=TODAY, customers=400, communications=800, orders=400)
    clock = FixedClock(datetime(2026, 11, 22, 2, tzinfo=UTC))
    return open_desk(book=book, clock=clock, preferences=Preferences())


@pytest.mark.parametrize("word", TYPED)
@pytest.mark.parametrize("most", [5, 4_000])
def test_every_key_gives_what_a_whole_look_up_gives(
    desk: Desk, word: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", most)
    finder = Finder(desk)
    for end in (*range(1, len(word) + 1), len(word) - 1, 1):
        text = word[:end]
        assert finder.find(text=text, limit=20) == customers.find(desk, text=text, limit=20)


def test_a_customer_added_between_two_keys_is_found(desk: Desk) -> None:
    finder = Finder(desk)
    assert finder.find(text="zebra", limit=5) == ()
    draft = records.CustomerDraft(name="Zebracorp Ltd")
    records.add(desk, draft=draft)
    assert [one.name for one in finder.find(text="zebrac", limit=5)] == ["Zebracorp Ltd"]


def test_one_letter_looks_among_the_customers_contacted_last(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RECENT", 50)
    found = Finder(desk).find(text="c", limit=20)
    everybody = customers.find(desk, text="c", limit=1_000)
    days = sorted((one.last_contact or date.min for one in everybody), reverse=True)
    assert len(found) == 20
    assert min(one.last_contact or date.min for one in found) >= days[49]


def test_interrupt_without_a_look_up_is_nothing(desk: Desk) -> None:
    finder = Finder(desk)
    finder.interrupt()
    assert finder.find(text="", limit=5) == ()
    assert finder.find(text="a", limit=0) == ()

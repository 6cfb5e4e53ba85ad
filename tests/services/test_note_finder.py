"""Notes are found key by key, newest first, in any spelling, and a search can be stopped."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.conftest import TODAY, make_desk

from kamtui.domain.errors import KamError
from kamtui.domain.note_words import note_words, places
from kamtui.services import bulk, communications, customers, note_finder, records
from kamtui.services.communications import LogDraft
from kamtui.services.desk import Desk
from kamtui.services.note_finder import NoteFinder
from kamtui.services.records import CustomerDraft
from kamtui.services.sample import build
from kamtui.store.queries import notes as queries


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path: Path = tmp_path_factory.mktemp("notes") / "book.db"
    build(path, today=TODAY, customers=200, communications=3_000, orders=200)
    desk = make_desk(path)
    yield desk
    desk.close()


def add(desk: Desk, name: str) -> str:
    records.add(desk, draft=CustomerDraft(name=name))
    return customers.resolve_exactly(desk, customer=name)


def talk(desk: Desk, customer_id: str, content: str, days: int = 0, outcome: str = "") -> str:
    draft = LogDraft(
        customer_id=customer_id, content=content, outcome=outcome, on=TODAY - timedelta(days=days)
    )
    return communications.log(desk, draft=draft).records[0]


def found(desk: Desk, text: str, limit: int = 20) -> list[str]:
    return [one.communication_id for one in NoteFinder(desk).find(text=text, limit=limit)]


@pytest.fixture
def talked(desk: Desk) -> tuple[Desk, dict[str, str]]:
    one, two = add(desk, "华东机械"), add(desk, "Acme")
    ids = {
        "old": talk(desk, one, "谈了報價單，含税", days=400),
        "new": talk(desk, two, "Sent Quote for 5% off_season [red]", days=1),
        "outcome": talk(desk, one, "", days=2, outcome="同意报价"),
        "lines": talk(desk, two, "first line\nsecond ＯＫ line", days=3),
    }
    return desk, ids


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("报价", ["outcome", "old"]),
        ("報價", ["outcome", "old"]),
        ("quote", ["new"]),
        ("QUOTE sent", ["new"]),
        ("5%", ["new"]),
        ("off_s", ["new"]),
        ("off%s", []),
        ("[red]", ["new"]),
        ("second first", ["lines"]),
        ("ＯＫ", ["lines"]),
        ("含税 报价", ["old"]),
        ("含税 quote", []),
        ("  ", []),
        ("'; --", []),
        ("\x00", []),
        ("\x00quote", ["new"]),
        ("\ud800", []),
    ],
)
def test_words_are_found(talked: tuple[Desk, dict[str, str]], text: str, names: list[str]) -> None:
    desk, ids = talked
    assert found(desk, text) == [ids[name] for name in names]


def test_customers_that_were_deleted_say_nothing_and_archived_ones_do(
    talked: tuple[Desk, dict[str, str]],
) -> None:
    desk, ids = talked
    acme = customers.resolve_exactly(desk, customer="Acme")
    bulk.archive(desk, customer_ids=[acme])
    assert found(desk, "quote") == [ids["new"]]
    bulk.delete(desk, customer_ids=[acme])
    assert found(desk, "quote") == []
    records.delete(desk, entity="communication", record_id=ids["old"])
    assert found(desk, "报价") == [ids["outcome"]]


@pytest.mark.parametrize("word", ["报价下周", "flow meter", "qq", "样册", "货款 周"])
@pytest.mark.parametrize("most", [3, 2_000])
@pytest.mark.parametrize("days", [0, 7, 5_000])
def test_every_key_gives_what_a_fresh_search_gives(
    crowd: Desk, word: str, most: int, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_finder, "MOST", most)
    monkeypatch.setattr(note_finder, "RECENT_DAYS", days)
    finder = NoteFinder(crowd)
    for end in (*range(1, len(word) + 1), len(word) - 1, 1):
        text = word[:end]
        matches = finder.find(text=text, limit=20)
        with crowd.read() as reader:
            rows = reader.rows(
                "SELECT m.id, coalesce(m.content, '') || ' ' || coalesce(m.outcome, '')"
                " FROM communication m WHERE m.deleted_at IS NULL"
                " ORDER BY m.on_date DESC, m.at DESC, m.id DESC"
            )
        words = note_words(text)
        wanted = [one for one, said in rows if all(places(said, (each,)) for each in words)]
        assert [one.communication_id for one in matches] == wanted[:20]
        assert all(one.name and one.on <= TODAY for one in matches)


def test_a_note_written_between_two_keys_is_found(talked: tuple[Desk, dict[str, str]]) -> None:
    desk, _ids = talked
    finder = NoteFinder(desk)
    assert finder.find(text="zebra", limit=5) == ()
    made = talk(desk, customers.resolve_exactly(desk, customer="Acme"), "zebracorp called")
    assert [one.communication_id for one in finder.find(text="zebrac", limit=5)] == [made]


def test_a_search_nobody_waits_for_stops(crowd: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    finder = NoteFinder(crowd)
    begun, go_on = threading.Event(), threading.Event()
    recent = queries.recent_ids

    def slow(*args: object, **kwargs: object) -> list[str]:
        begun.set()
        go_on.wait(5)
        return recent(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(queries, "recent_ids", slow)
    caught: list[str] = []

    def ask() -> None:
        try:
            finder.find(text="zzz", limit=5)
        except KamError as error:
            caught.append(error.code)

    thread = threading.Thread(target=ask)
    thread.start()
    assert begun.wait(5)
    finder.interrupt()
    go_on.set()
    thread.join(5)
    assert caught == ["read.interrupted"]
    monkeypatch.setattr(queries, "recent_ids", recent)
    assert finder.find(text="报价", limit=5)


def test_interrupt_without_a_search_is_nothing(desk: Desk) -> None:
    finder = NoteFinder(desk)
    finder.interrupt()
    assert finder.find(text="a", limit=5) == () == finder.find(text="a", limit=0)

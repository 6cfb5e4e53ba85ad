"""cli.md to the letter: the JSON keys and types of every command that prints data."""

from pathlib import Path

import pytest

from .conftest import Kam
from .shapes import (
    amount,
    anything,
    assert_shape,
    boolean,
    day,
    either,
    instant,
    listed,
    mapped,
    maybe,
    number,
    text,
)

MATCH = {
    "customer_no": text, "name": text, "grade": maybe(text), "contact": maybe(text),
    "phone": maybe(text), "last_contact": maybe(day), "last_channel": maybe(text),
    "next_due": maybe(day), "days_overdue": number, "score": maybe(number),
}  # fmt: skip
ITEM = {
    "id": text, "kind": text, "state": text, "due": maybe(day), "days_overdue": number,
    "customer_no": maybe(text), "customer": maybe(text), "grade": maybe(text), "what": text,
    "why": text, "contact": maybe(text), "phone": maybe(text), "last_contact": maybe(day),
    "time": maybe(text), "channel": maybe(text), "amount": maybe(amount), "promised": maybe(day),
    "last_gift": maybe(text), "handled_by": maybe(text), "count": maybe(number),
    "by_grade": maybe(mapped),
}  # fmt: skip
PART = {
    "criterion": text, "value": maybe(either(number, amount)), "points": maybe(number),
    "max": number, "why": text,
}  # fmt: skip
PROPOSAL = {
    "customer_no": text, "name": text, "current": maybe(text), "proposed": maybe(text),
    "score": maybe(number), "with_data": number, "parts": listed, "next": maybe(mapped),
}  # fmt: skip


def test_find(huadong: Kam) -> None:
    found = huadong("find", "hdj", "--json").json()
    assert_shape(found, {"query": text, "matches": listed})
    assert found["query"] == "hdj"
    (match,) = found["matches"]
    assert_shape(match, MATCH)
    assert match["phone"] == "13800138000" and match["next_due"] == "2026-11-27"
    nothing = huadong("find", "zzz", "--json", code=1)
    assert nothing.json() == {"query": "zzz", "matches": []}


def test_find_notes(huadong: Kam) -> None:
    huadong("log", "hdj", "谈了 5% 折扣")
    (note,) = huadong("find", "折扣", "--notes", "--json").json()["matches"]
    assert_shape(note, {"customer_no": text, "name": text, "on": day, "content": text})
    for words in (["折扣", "谈了"], ["談了"], ["5%"]):  # any order, either script
        assert huadong("find", *words, "--notes", "--json").json()["matches"] == [note]
    assert huadong("find", "没有", "--notes", "--json", code=1).json()["matches"] == []


def test_saved_filters_are_settings(huadong: Kam) -> None:
    huadong("settings", "set", "filter.东区A类", "A", "region:东区")
    found = {one["key"]: one for one in huadong("settings", "list", "--json").json()}
    assert found["filter.东区A类"]["value"] == "A region:东区"
    assert found["filter.东区A类"]["home"] == "book" and found["filter.东区A类"]["meaning"]
    huadong("undo")
    assert "filter.东区A类" not in {
        one["key"] for one in huadong("settings", "list", "--json").json()
    }
    huadong("settings", "set", "filter.x", "latte", code=1)


def test_the_agenda_by_a_filter_or_its_name(huadong: Kam) -> None:
    huadong("add", "乙公司 #B >today 回访")
    whole = huadong("agenda", "--json").json()
    for words in (["--filter", "B today"], ["--filter", "我的"]):
        huadong("settings", "set", "agenda.filter.我的", "B", "today")
        found = huadong("agenda", "--json", *words).json()
        assert found.keys() == whole.keys()
        assert [one["customer"] for one in found["items"]] == ["乙公司"]
        assert found["items"][0].keys() == whole["items"][0].keys()
        assert (found["counts"]["today"], found["counts"]["upcoming"]) == (1, 0)
    assert "乙公司" in huadong("agenda", "--filter", "B").out
    assert "华东" not in huadong("agenda", "--filter", "B").out
    assert "乙公司" in huadong("agenda", "--brief", "--filter", "我的").out
    assert "乙公司" not in huadong("agenda", "--brief", "--filter", "A").out
    assert huadong("agenda", "--brief", "--json", "--filter", "B").json().keys() == whole.keys()
    assert "latte" in huadong("agenda", "--filter", "latte", code=2).err
    keys = {one["key"]: one for one in huadong("settings", "list", "--json").json()}
    assert keys["agenda.filter.我的"]["home"] == "book" and keys["agenda.filter.我的"]["meaning"]


@pytest.mark.parametrize("word", ["hdjx", "huadong", "华东", "李总", "0138000", "C0001", "ＨＤＪ"])
def test_find_by_anything(huadong: Kam, word: str) -> None:
    assert len(huadong("find", word, "--json").json()["matches"]) == 1


def test_agenda(huadong: Kam) -> None:
    huadong("add", "Acme #B")
    found = huadong("agenda", "--json").json()
    assert_shape(
        found,
        {
            "today": day,
            "counts": {"overdue": number, "today": number, "upcoming": number},
            "items": listed,
        },
    )
    assert found["today"] == "2026-11-22" and found["counts"]["upcoming"] == 1
    for item in found["items"]:
        assert_shape(item, ITEM)
        assert item.keys() == ITEM.keys(), "every item has the same keys"
    kinds = [item["kind"] for item in found["items"]]
    assert kinds == ["follow_up", "no_plan", "stale"]
    folded = found["items"][1]
    assert (folded["count"], folded["by_grade"]) == (1, {"B": 1})


def test_show(huadong: Kam) -> None:
    huadong("contact", "hdj", "name=王工", "wechat=wg", "mobile=13911112222", "phone=0512-1234567")
    huadong("log", "hdj", "同意试样 !寄样册", "--with", "李总")
    found = huadong("show", "hdj", "--json").json()
    assert_shape(
        found,
        {
            "customer": {
                "id": text, "customer_no": text, "name": text, "grade": maybe(text),
                "customer_since": maybe(day), "tags": listed, "custom": mapped,
                "credit_limit": maybe(amount),
            },
            "contacts": listed, "communications": listed, "follow_ups": listed, "needs": listed,
            "promises": listed,
            "orders": {"count": number, "amount": amount, "last": maybe(day)},
            "money": {"outstanding": amount, "overdue": amount},
            "satisfaction": maybe(number), "complaints_open": number,
            "grade": {"current": maybe(text), "proposed": maybe(text), "score": maybe(number),
                      "with_data": number, "parts": listed, "next": maybe(mapped)},
            "rating": {"score": maybe(number), "proposed": maybe(text)},
            "segments": mapped,
        },
    )  # fmt: skip
    wang = next(person for person in found["contacts"] if person["name"] == "王工")
    assert wang["wechat"] == "wg"
    assert {point["value"] for point in wang["points"]} == {"wg", "13911112222", "0512-1234567"}
    (talk,) = found["communications"]
    assert_shape(talk, {"id": text, "at": instant, "on": day, "channel": text, "who": maybe(text),
                        "content": maybe(text), "outcome": maybe(text)})  # fmt: skip
    (plan,) = found["follow_ups"]
    assert_shape(plan, {"id": text, "due": day, "time": maybe(text), "what": text, "state": text})
    for part in found["grade"]["parts"]:
        assert_shape(part, PART)


def test_grades(huadong: Kam) -> None:
    found = huadong("grades", "--all", "--json").json()
    assert_shape(found, {"model": text, "as_of": day, "proposals": listed})
    (proposal,) = found["proposals"]
    assert_shape(proposal, PROPOSAL)
    for part in proposal["parts"]:
        assert_shape(part, PART)
    assert huadong("grades", "--json").json()["proposals"] == []
    assert_shape(huadong("grades", "explain", "hdj", "--json").json(), PROPOSAL)
    tried = huadong("grades", "what-if", "--cut", "A=70", "--json").json()
    assert {"model", "revision", "as_of", "moves"} <= set(tried) and tried["moves"] == []


def test_date(kam: Kam) -> None:
    found = kam("date", "2w", "nonsense", "fri 10:30", "--json", code=1).json()
    assert [set(each) >= {"text", "date", "time", "error"} for each in found] == [True] * 3
    assert [each["date"] for each in found] == ["2026-12-06", None, "2026-11-27"]
    assert [each["error"] for each in found] == [None, "unknown", None]
    assert found[2]["time"] == "10:30"


def test_history(huadong: Kam) -> None:
    huadong("edit", "hdj", "city=苏州")
    found = huadong("history", "hdj", "--json").json()
    for entry in found:
        assert_shape(
            entry,
            {"group": text, "at": instant, "actor": maybe(text), "what": text, "entity": text,
             "entity_id": maybe(text), "fields": mapped, "undone": boolean},
        )  # fmt: skip
    assert found[0]["fields"] == {"city": [None, "苏州"]}
    assert found[0]["actor"] == "tester"


def test_settings(kam: Kam) -> None:
    found = kam("settings", "list", "--json").json()
    for entry in found:
        assert set(entry) == {"key", "value", "default", "home", "meaning"}
        assert entry["meaning"] and entry["home"] in {"computer", "book"}
    assert {"language", "cadence.A", "currency"} <= {entry["key"] for entry in found}


def test_doctor(huadong: Kam) -> None:
    huadong("backup")
    found = huadong("doctor", "--json").json()
    assert_shape(
        found,
        {"file": text, "size": number, "sqlite": text, "journal": text, "schema": anything,
         "integrity": anything, "backups": anything, "terminal": anything, "problems": listed},
    )  # fmt: skip
    assert found["problems"] == [] and found["backups"]["count"] == 1
    assert found["terminal"].keys() >= {"term", "colours", "encoding", "columns", "ascii"}


def test_backup_and_restore(huadong: Kam, tmp_path: Path) -> None:
    made = huadong("backup", str(tmp_path / "copy.db"), "--json").json()
    assert_shape(made, {"file": text, "size": number})
    huadong("add", "Acme")
    done = huadong("restore", made["file"], "--json").json()
    assert_shape(done, {"file": text, "before": maybe(text), "customers": number})
    assert done["customers"] == 1
    huadong("find", "Acme", code=1)
    (before,) = huadong("backup", "--list", "--json").json()
    assert before["file"] == done["before"]


@pytest.mark.parametrize(
    "words",
    [
        ("add", "Acme"),
        ("edit", "hdj", "city=苏州"),
        ("contact", "hdj", "name=王工"),
        ("log", "hdj", "hello"),
        ("plan", "hdj", "fri", "call"),
        ("delete", "C0001"),
        ("undo",),
    ],
)
def test_every_write_names_its_step(huadong: Kam, words: tuple[str, ...]) -> None:
    found = huadong(*words, "--json").json()
    assert len(found["group"]) == 32


def test_amounts_in_grades_are_decimal_strings_and_counts_numbers(huadong: Kam) -> None:
    huadong("order", "hdj", "12345.6 2026-10-01")
    for words in (["grades", "--all"], ["grades", "--all", "--model", "rating"]):
        for proposal in huadong(*words, "--json").json()["proposals"]:
            assert_shape(proposal, PROPOSAL)
            for part in proposal["parts"]:
                assert_shape(part, PART)
    (one,) = huadong("grades", "--all", "--json").json()["proposals"]
    values = {part["criterion"]: part["value"] for part in one["parts"]}
    assert (values["amount"], values["orders"]) == ("12345.60", 1)
    assert amount(values["amount"])
    huadong("grades", "what-if", "--cut", "A=70", "--json")

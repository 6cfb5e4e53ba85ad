"""A rep's day by commands: log, done, snooze, undo, redo, on one and on two computers."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Kam

Item = dict[str, object]


def items(kam: Kam, *words: str) -> list[Item]:
    found: list[Item] = kam("agenda", "--json", *words).json()["items"]
    return [item for item in found if item["kind"] not in {"stale", "no_plan"}]


def test_one_line_logs_everything(huadong: Kam) -> None:
    """The issue's own line."""
    huadong("log", "hdj", "同意试样 >下周三 样品回访 !寄样册")
    rows = {(item["kind"], item["what"], item["due"]) for item in items(huadong)}
    assert rows == {
        ("follow_up", "样品回访", "2026-11-25"),
        ("promise", "寄样册", None),
        ("follow_up", "报价", "2026-11-27"),
    }
    (talk,) = huadong("show", "hdj", "--json").json()["communications"]
    assert talk["content"] == "同意试样"


def test_log_closes_the_plan_it_answers(huadong: Kam) -> None:
    huadong("--today", "2026-11-28", "log", "hdj", "报了价", "--next", "2w", "--what", "回访")
    (left,) = items(huadong, "--days", "30")
    assert (left["what"], left["due"]) == ("回访", "2026-12-12")


def test_late_reads_without_colour(huadong: Kam) -> None:
    said = huadong("--today", "2026-12-09", "agenda")
    assert "!12d" in said.out and "\x1b" not in said.out
    assert "!12天" in huadong("--today", "2026-12-09", "--lang", "zh", "agenda").out
    assert "!!41d" in huadong("--today", "2027-01-07", "agenda").out


def test_done_snooze_undo_redo(huadong: Kam) -> None:
    (plan,) = items(huadong)
    identifier = str(plan["id"])
    assert "day off" in huadong("snooze", identifier[-6:], "2w").out
    assert items(huadong, "--days", "30")[0]["due"] == "2026-12-06"
    assert "next: Tue 22 Dec" in huadong("done", identifier).out
    (following,) = items(huadong, "--days", "30")
    assert (following["due"], following["id"] == identifier) == ("2026-12-22", False)
    huadong("done", identifier, code=1)
    huadong("undo")
    assert items(huadong, "--days", "30")[0]["due"] == "2026-12-06"
    huadong("undo")
    assert items(huadong)[0]["due"] == "2026-11-27"
    huadong("redo")
    huadong("redo")
    assert [item["id"] for item in items(huadong, "--days", "30")] == [following["id"]]
    huadong("redo", code=1)
    for _step in range(3):
        huadong("undo")
    huadong("undo", code=1)
    assert huadong("find", "hdj", "--json", code=1).json()["matches"] == []


def test_several_rows_are_one_step(huadong: Kam) -> None:
    huadong("plan", "hdj", "mon", "call")
    ids = [str(item["id"]) for item in items(huadong)]
    huadong("done", *ids)
    assert items(huadong) == []
    huadong("undo")
    assert len(items(huadong)) == 2


def test_undo_is_each_computers_own(huadong: Kam, other_device: Callable[[str], None]) -> None:
    other_device("laptop")
    huadong("undo", code=1)
    huadong("edit", "hdj", "city=苏州")
    other_device("desktop")
    huadong("edit", "hdj", "owner=Wang")
    other_device("laptop")
    huadong("undo")
    customer = huadong("show", "hdj", "--json").json()["customer"]
    assert (customer["city"], customer["owner"]) == (None, "Wang")


def test_delete_and_restore(huadong: Kam) -> None:
    huadong("delete", "hdj", code=1)  # deleting never guesses
    gone = huadong("delete", "C0001", "--json").json()
    huadong("show", "C0001", code=1)
    huadong("restore-record", gone["id"])
    assert huadong("show", "C0001").lines[0].startswith("华东机械有限公司")


def test_promises_and_weekends_are_said(huadong: Kam) -> None:
    assert "day off" in huadong("plan", "hdj", "sat", "visit").out
    assert "day off" not in huadong("plan", "hdj", "mon", "visit").out
    assert "休息日" in huadong("--lang", "zh", "plan", "hdj", "周六", "拜访").out
    assert "day off" in huadong("log", "hdj", "x", "--next", "sat").out


def test_channels_by_word_in_either_language(huadong: Kam) -> None:
    for word in ("visit", "拜访", "Visit"):
        huadong("log", "hdj", "x", "--channel", word)
    talks = huadong("show", "hdj", "--json").json()["communications"]
    assert [talk["channel"] for talk in talks] == ["visit"] * 3
    assert "pigeon" in huadong("log", "hdj", "x", "--channel", "pigeon", code=1).err


def test_when_it_happened(huadong: Kam) -> None:
    huadong("log", "hdj", "x", "--at", "周五")
    assert huadong("find", "hdj", "--json").json()["matches"][0]["last_contact"] == "2026-11-20"
    huadong("log", "hdj", "x", "--at", "tomorrow", code=1)


def test_texts_that_begin_with_a_dash(huadong: Kam) -> None:
    for text in ("-5% discount", "-5%", "-同意", "-"):
        huadong("log", "hdj", text)
    said = huadong("show", "hdj", "--json").json()["communications"]
    assert {talk["content"] for talk in said} == {"-5% discount", "-5%", "-同意", "-"}
    (plan,) = items(huadong)
    huadong("snooze", str(plan["id"]), "--", "-1", code=1)
    huadong("snooze", str(plan["id"]), "-1", code=1)


def test_what_a_line_lacks_is_said(huadong: Kam) -> None:
    assert "foo" in huadong("log", "hdj", "x >foo y", code=1).err
    assert "2027" in huadong("plan", "hdj", "2026-1-5", "y", code=1).err
    assert "second next step" in huadong("log", "hdj", "x >2w a >3w b", code=1).err
    assert "second grade" in huadong("add", "Foo #A #B", code=1).err
    assert "needs a name" in huadong("add", "@x", code=1).err
    huadong("log", "hdj", "x", "--what", "y", code=2)
    assert len(huadong("history", "--json").json()) > 0
    assert huadong("show", "hdj", "--json").json()["communications"] == []


def test_the_brief_reads(huadong: Kam) -> None:
    huadong("log", "hdj", "谈年度框架\n竞品报价低 3%", "--with", "李总", "--outcome", "看好")
    huadong("edit", "hdj", "city=苏州", "industry=机械", "credit_days=30", "custom.车间=3")
    for language, words in (("en", "Contacts"), ("zh", "联系人")):
        said = huadong("--lang", language, "show", "hdj").out
        assert words in said and "138 0013 8000" in said and "谈年度框架" in said and "车间" in said


def test_a_second_book_by_option(huadong: Kam, tmp_path: Path) -> None:
    other = str(tmp_path / "other.db")
    huadong("--db", other, "find", "hdj", code=1)
    assert not Path(other).exists()
    huadong("add", "Acme", "--db", other)
    assert huadong("find", "Acme", "--db", other).code == 0
    huadong("find", "Acme", code=1)
    assert Path(other).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("where", ["before", "after"])
def test_global_options_on_both_sides(huadong: Kam, where: str) -> None:
    words = ["--today", "2026-12-09", "--lang", "zh"]
    call = [*words, "agenda"] if where == "before" else ["agenda", *words]
    assert "!12天" in huadong(*call).out


def test_json_is_one_document_whatever_the_language(huadong: Kam) -> None:
    english = json.loads(huadong("agenda", "--json").raw)
    chinese = json.loads(huadong("--lang", "zh", "agenda", "--json").raw)
    assert english == chinese


def test_a_closed_list_takes_its_own_words(huadong: Kam) -> None:
    """A rep types 成熟, not the name it is stored by; and is told what there is."""
    huadong("--lang", "zh", "edit", "hdj", "lifecycle=成熟")
    huadong("--lang", "en", "edit", "hdj", "need_type=price")
    customer = huadong("show", "hdj", "--json").json()["customer"]
    assert (customer["lifecycle"], customer["need_type"]) == ("mature", "price")
    refused = huadong("edit", "hdj", "lifecycle=foo", code=1)
    assert "prospect" in refused.err


def test_two_next_dates_are_asked_about_and_not_guessed(huadong: Kam) -> None:
    huadong("log", "hdj", "谈了 >3w 回访", "--next", "2w", code=2)
    assert huadong("show", "hdj", "--json").json()["communications"] == []


def test_one_line_of_the_history_is_reverted(huadong: Kam) -> None:
    huadong("edit", "hdj", "city=Suzhou", "owner=Wang")
    huadong("edit", "hdj", "city=Shanghai", "owner=Li")
    line = huadong("history", "hdj", "--json").json()[0]["line"]
    shown = huadong("history", "hdj").out
    assert "city Suzhou→Shanghai; owner Wang→Li" in shown and str(line) in shown
    huadong("edit", "hdj", "city=Wuxi")
    said = huadong("revert", str(line), code=1)
    assert "city was changed since: now “Wuxi”" in said.err
    assert huadong("show", "hdj", "--json").json()["customer"]["owner"] == "Li"
    assert "Reverted: 华东机械有限公司" in huadong("revert", str(line), "owner").out
    assert huadong("revert", str(line), "--force", "--json").json()["group"]
    customer = huadong("show", "hdj", "--json").json()["customer"]
    assert (customer["city"], customer["owner"]) == ("Suzhou", "Wang")
    assert "nothing to revert" in huadong("revert", str(line), code=1).err
    huadong("revert", "999999", code=1)
    huadong("revert", "x", code=2)


def test_history_says_which_record(huadong: Kam) -> None:
    huadong("contact", "hdj", "name=张工", "mobile=13900139000", "role=decides")
    contact = next(one for one in huadong("show", "hdj", "--json").json()["contacts"]
                   if one["name"] == "张工")  # fmt: skip
    huadong("contact", "hdj", f"id={contact['id'][-6:]}", "name=张建")
    huadong("delete", contact["id"])
    out = huadong("history", "hdj").out
    assert "contact 张建" in out and "mobile 139 0013 9000 (张建)" in out
    assert "name 张工→张建" in out
    huadong("restore-record", contact["id"])
    people = huadong("show", "hdj", "--json").json()["contacts"]
    assert [point["value"] for one in people for point in one["points"]] == [
        "13800138000",
        "13900139000",
    ]


def test_only_what_is_late_under_the_counts_of_everything(huadong: Kam) -> None:
    whole = huadong("--today", "2026-11-28", "agenda", "--json").json()
    huadong("plan", "hdj", "2027-12-01", "call")
    late = huadong("--today", "2026-11-28", "agenda", "--overdue", "--json").json()
    assert late["counts"] == whole["counts"] and late["counts"]["overdue"] == 1
    assert {item["state"] for item in late["items"]} == {"overdue"}


def test_too_many_days_ahead_name_the_highest_number(huadong: Kam) -> None:
    for days in ("99999999999", "36526", "-1"):
        assert "0 to 36525" in huadong("agenda", f"--days={days}", code=2).err
    huadong("agenda", "--days", "36525")
    huadong("--today", "9999-12-01", "agenda", "--days", "36525")

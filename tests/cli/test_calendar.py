"""``kamtui calendar``, holiday words in ``kamtui date``, and planning by cadence."""

import pytest

from .conftest import Kam


def test_the_days_as_json(kam: Kam) -> None:
    said = kam("calendar", "2026-02-13", "2026-02-16", "--json")
    assert said.json() == {
        "country": "CN",
        "days": [
            {"date": "2026-02-13", "working": True, "name": None},
            {
                "date": "2026-02-14",
                "working": True,
                "name": "Spring Festival (make-up working day)",
            },
            {"date": "2026-02-15", "working": False, "name": "Spring Festival"},
            {"date": "2026-02-16", "working": False, "name": "Spring Festival"},
        ],
    }  # fmt: skip
    assert said.err == ""


def test_the_days_as_text_in_both_languages(kam: Kam) -> None:
    said = kam("calendar", "2026-10-07", "2026-10-11")
    assert said.lines == [
        "2026-10-07  Wed  off   National Day",
        "2026-10-08  Thu  work",
        "2026-10-09  Fri  work",
        "2026-10-10  Sat  work  National Day (make-up working day)",
        "2026-10-11  Sun  off",
        "",
        "CN: 3 working days of 5",
    ]
    chinese = kam("--lang", "zh", "calendar", "2026-10-07", "2026-10-11").out
    assert "周三  休息  国庆节" in chinese and "国庆节（调休上班）" in chinese


def test_past_its_data_it_says_so_and_uses_weekends(kam: Kam) -> None:
    said = kam("calendar", "2028-09-29", "2028-10-02", "--json")
    assert [day["working"] for day in said.json()["days"]] == [True, False, False, True]
    assert said.err == "No holiday data for CN in 2028: weekends only.\n"
    kam("settings", "set", "country", "QX")
    assert "QX" in kam("calendar", "today", "2w").err


def test_another_country(kam: Kam) -> None:
    kam("settings", "set", "country", "DE")
    document = kam("calendar", "2026-12-25", "2026-12-25", "--json").json()
    day = {"date": "2026-12-25", "working": False, "name": "Christmas Day"}
    assert document == {"country": "DE", "days": [day]}


def test_typed_days_count_from_the_first(kam: Kam) -> None:
    days = kam("calendar", "today", "+3", "--json").json()["days"]
    assert [day["date"] for day in days] == [f"2026-11-{n}" for n in (22, 23, 24, 25)]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (2, ("2026-10-02", "2026-10-01")),
        (2, ("2026-01-01", "2099-01-01")),
        (2, ("2026-01-01",)),
        (1, ("x", "2026-01-01")),
        (1, ("2026-02-30", "2026-03-01")),
        (1, ("2026-01-01", "\x1b[31m")),
    ],
)
def test_what_makes_no_sense_is_refused(kam: Kam, code: int, words: tuple[str, ...]) -> None:
    said = kam("calendar", *words, code=code)
    assert said.err and "\x1b" not in said.err and not said.raw


def test_the_end_of_time(kam: Kam) -> None:
    assert kam("calendar", "9999-12-30", "9999-12-31", "--json").json()["days"][1]["working"]
    assert len(kam("calendar", "0001-01-01", "0001-01-02", "--json").json()["days"]) == 2


def test_holiday_words(kam: Kam) -> None:
    found = kam(
        "--today", "2026-01-22", "date", "节后", "年后", "国庆前", "月底前", "--json"
    ).json()
    assert [one["date"] for one in found] == [
        "2026-02-24", "2026-02-24", "2026-09-30", "2026-01-30",
    ]  # fmt: skip
    assert "day off: Spring Festival" in kam("--today", "2026-01-22", "date", "2026-02-17").out
    assert "make-up working day" in kam("--today", "2026-01-22", "date", "2026-02-14").out
    assert "no holiday data for 2028" in kam("date", "2028-01-03").out
    assert "调休上班" in kam("--lang", "zh", "--today", "2026-01-22", "date", "2026-02-14").out
    assert "no such holiday" in kam("date", "before christmas", code=1).out


def test_holiday_words_wherever_a_day_is_typed(huadong: Kam) -> None:
    assert "Thu 31 Dec 2026" in huadong("plan", "hdj", "节前", "拜访").out
    assert "Mon 4 Jan 2027" in huadong("log", "hdj", "谈", "--next", "节后").out
    assert "Mon 30 Nov 2026" in huadong("log", "hdj", "谈 >月底前 回访").out
    assert "Mon 30 Nov 2026" in huadong("add", "新客户 >月底前 首访").out


def test_a_date_is_understood_over_a_book_that_cannot_be_read(
    kam: Kam, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathlib import Path

    broken = Path(str(tmp_path)) / "broken.db"
    broken.write_bytes(b"no book at all" * 1000)
    monkeypatch.setenv("KAMTUI_DB", str(broken))
    assert "30 Nov" in kam("date", "月底前").out


def test_planning_by_cadence(huadong: Kam) -> None:
    for number in range(3):
        huadong("add", f"客户{number} #B")
    huadong("add", "无周期 #D")
    said = huadong("plan", "--by-cadence", "--per-day", "2").out
    assert said == "Planned: 3 customers  23 Nov – Tue 24 Nov 2026  1 without cadence\n"
    assert "No cadence for the 1" in huadong("plan", "--by-cadence", code=1).err
    assert "Taken back" in huadong("undo").out
    assert "3 customers" in huadong("plan", "--by-cadence", "--grade", "b").out


@pytest.mark.parametrize(
    "words",
    [("--by-cadence", "hdj", "fri"), ("--by-cadence", "--goal", "x"), ("hdj",), ("hdj", "fri"), (),
     ("hdj", "fri", "x", "--grade", "A"), ("--by-cadence", "--per-day", "0"),
     ("--by-cadence", "--per-day", "x")],
)  # fmt: skip
def test_planning_asks_for_what_it_needs(huadong: Kam, words: tuple[str, ...]) -> None:
    huadong("add", "无计划 #B")
    assert huadong("plan", *words, code=2).err


def test_done_and_a_grade_say_what_cadence_did(kam: Kam) -> None:
    kam("add", "华东机械 #C")
    kam("plan", "--by-cadence")
    said = kam("edit", "华东", "grade=A").out
    assert said == "Changed: 华东机械; re-planned: Tue 22 Dec 2026 visit\n"
    item = kam("agenda", "--days", "60", "--json").json()["items"][0]["id"]
    assert "next: Tue 22 Dec 2026 visit" in kam("done", item).out
    assert "已改期：2027年2月22日 周一 电话" in kam("--lang", "zh", "edit", "华东", "grade=B").out

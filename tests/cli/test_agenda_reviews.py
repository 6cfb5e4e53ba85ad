"""The reviews on the agenda: one due day in JSON, table, file and calendar, in the one order."""

import csv
import io
from pathlib import Path
from typing import Any

import icalendar
import pytest
from tests.tui.sample_desk import sample_desk

from kamtui.services.desk import Desk

from .conftest import Kam


@pytest.fixture
def sample(tmp_path: Path, unsynced: None, kam: Kam, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = sample_desk(tmp_path)
    monkeypatch.setenv("KAMTUI_DB", str(desk.path))
    return desk


def reviews(found: Any) -> list[tuple[str, str, str | None, int]]:
    return [
        (one["id"], one["state"], one["due"], one["days_overdue"])
        for one in found["items"]
        if one["kind"] == "review"
    ]


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        ("2026-11-19", []),
        ("2026-11-22", [("review:grades", "upcoming", "2026-11-27", 0)]),
        ("2026-11-27", [("review:grades", "today", "2026-11-27", 0)]),
        ("2026-12-10", [("review:grades", "overdue", "2026-11-27", 13)]),
        (
            "2027-05-20",
            [
                ("review:grades", "overdue", "2026-11-27", 174),
                ("review:model", "upcoming", "2027-05-22", 0),
            ],
        ),
    ],
)
def test_every_front_end_says_the_same_day(
    sample: Desk, kam: Kam, tmp_path: Path, today: str, wanted: list[Any]
) -> None:
    at = ("--today", today)
    found = kam(*at, "agenda", "--json").json()
    assert reviews(found) == wanted
    states = [one["state"] for one in found["items"] if one["count"] is None or one["due"]]
    assert found["counts"]["overdue"] == states.count("overdue")
    assert found["counts"]["today"] == states.count("today")
    assert found["counts"]["upcoming"] == states.count("upcoming")
    stages = [
        0 if late > 30 else 1 if late > 7 else 2 if late > 0 else 3 if state == "today" else 4
        for late, state, at_time in (
            (one["days_overdue"], one["state"], one["time"])
            for one in found["items"]
            if one["count"] is None or one["due"]
        )
        if at_time is None or state != "today"
    ]
    assert stages == sorted(stages)
    late = [one for one in wanted if one[3]]
    assert reviews(kam(*at, "agenda", "--json", "--overdue").json()) == late
    table = kam(*at, "agenda").out
    assert ("review:grades" in table) is bool(wanted)
    files = tmp_path / "a.csv", tmp_path / "a.ics"
    for path in files:
        kam(*at, "export", "agenda", str(path))
    rows = list(csv.DictReader(io.StringIO(files[0].read_text("utf-8-sig"))))
    assert len(rows) == len(states)
    calendar = icalendar.Calendar.from_ical(files[1].read_bytes())
    days = {str(one["UID"]): str(one["DTSTART"].dt) for one in calendar.walk("VEVENT")}
    for identifier, _state, due, _days in wanted:
        assert days[f"{identifier}@kamtui"] == due
    sample.close()


def test_a_review_put_off_moves_as_any_row_does(sample: Desk, kam: Kam) -> None:
    at = ("--today", "2026-12-10")
    kam(*at, "snooze", "review:grades", "2026-12-14")
    assert reviews(kam(*at, "agenda", "--json").json()) == [
        ("review:grades", "upcoming", "2026-12-14", 0)
    ]
    kam(*at, "undo")
    assert reviews(kam(*at, "agenda", "--json").json())[0][1:3] == ("overdue", "2026-11-27")
    sample.close()


def test_the_morning_line_counts_a_review(sample: Desk, kam: Kam) -> None:
    for one in kam("--today", "2026-12-10", "agenda", "--json").json()["counts"].items():
        if one[0] == "overdue":
            assert f"{one[1]} late" in kam("--today", "2026-12-10", "agenda", "--brief").out
    sample.close()


def test_alone_on_the_agenda_it_is_the_first_row(kam: Kam) -> None:
    kam("add", "甲公司 #A")
    kam("--today", "2027-05-20", "agenda")
    said = kam("--today", "2027-06-01", "agenda", "--brief").out
    assert said.strip() == "kamtui: nothing due today", "nobody is judged yet"


def test_acting_on_a_review_says_what_was_done(sample: Desk, kam: Kam) -> None:
    at = ("--today", "2027-06-10")
    assert kam(*at, "done", "review:model").out.strip() == "Looked over: the scoring model"
    kam(*at, "undo")
    said = kam(*at, "snooze", "review:model", "review:grades", "2027-06-14").lines
    assert [one.partition(" = ")[0] for one in said] == [
        "Put off: Review the scoring model", "Put off: Grades due for review",
    ]  # fmt: skip
    document = kam(*at, "snooze", "review:grades", "2027-06-15", "--json").json()["rows"]
    assert [(one["id"], one["step"], one["customer_no"]) for one in document] == [
        ("review:grades", "put_off", None)
    ]
    assert "one by one" in kam(*at, "done", "review:grades", code=1).err
    sample.close()

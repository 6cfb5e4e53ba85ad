"""Notes without a customer in files: out, in again, filed meanwhile, hostile, taken back."""

import csv
import json
from datetime import time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.conftest import TODAY
from tests.services.transfer.conftest import Ask, Take, counts

from kamtui.exchange.kinds import Kind
from kamtui.exchange.recognise import recognise
from kamtui.i18n import set_language
from kamtui.present.fields import field_label
from kamtui.services import history, inbox, records
from kamtui.services.communications import LogDraft
from kamtui.services.desk import Desk
from kamtui.services.transfer.export import export
from kamtui.services.transfer.imports import import_file

HOSTILE = (
    "[red]红[/red]", "=HYPERLINK(\"x\")", "'=1", "@李总 要样品", "第一行\n第二行", "\u202ea",
    "１２，３", "😀" * 40, "x" * 10_000, "a,b;c\t\"d\"",
)  # fmt: skip


def notes(desk: Desk) -> list[str]:
    return sorted(one.content for one in inbox.listed(desk))


@pytest.fixture
def full(desk: Desk) -> None:
    """Keep a hostile note a minute."""
    for minute, words in enumerate(HOSTILE):
        inbox.add(desk, content=words, on=TODAY - timedelta(days=minute % 3), at=time(8, minute))


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
def test_notes_come_back_and_nothing_is_made_twice(desk: Desk, tmp_path: Path, suffix: str) -> None:
    before = notes(desk)
    path = tmp_path / f"inbox.{suffix}"
    assert export(desk, kind="inbox", path=path).rows == len(HOSTILE)
    if suffix == "json":
        found = json.loads(path.read_text("utf-8"))
        assert set(found[0]) == {"at", "inbox_note", "by"}
        assert sorted(one["inbox_note"] for one in found) == before
        return
    assert import_file(desk, source=path).kind == "inbox"
    assert counts(import_file(desk, source=path)) == (0, 0, len(HOSTILE), 0, 0)
    for one in inbox.listed(desk):
        records.delete(desk, entity="inbox_note", record_id=one.id)
    assert notes(desk) == []
    result = import_file(desk, source=path, kind="inbox")
    assert counts(result) == (len(HOSTILE), 0, 0, 0, 0)
    assert notes(desk) == before
    assert counts(import_file(desk, source=path)) == (0, 0, len(HOSTILE), 0, 0)
    history.undo(desk)
    assert notes(desk) == []
    history.redo(desk)
    assert notes(desk) == before


def test_equal_notes_are_as_many_as_the_file_has(desk: Desk, take: Take) -> None:
    text = "at,inbox_note\n" + "2026-11-20 08:00,same\n" * 3
    assert counts(take(text)) == (3, 0, 0, 0, 0)
    assert counts(take(text)) == (0, 0, 3, 0, 0)
    assert counts(take(text + "2026-11-20 08:00,same\n")) == (1, 0, 3, 0, 0)


def test_a_note_filed_meanwhile_does_not_come_back(desk: Desk, take: Take, tmp_path: Path) -> None:
    take("customer_no,name\n1,Acme\n")
    with desk.read() as reader:
        customer_id = str(reader.value("SELECT id FROM customer", ""))
    inbox.add(desk, content="打来电话", on=TODAY, at=time(8, 5))
    inbox.add(desk, content="留着", on=TODAY, at=time(8, 6))
    export(desk, kind="inbox", path=tmp_path / "inbox.csv")
    (one,) = [note for note in inbox.listed(desk) if note.content == "打来电话"]
    draft = LogDraft(customer_id, one.content, on=one.on, at=one.at.time())
    inbox.file(desk, note_id=one.id, draft=draft)
    assert counts(import_file(desk, source=tmp_path / "inbox.csv")) == (0, 0, 2, 0, 0)
    assert notes(desk) == ["留着"]


def test_days_and_words_alone_are_not_taken_for_notes(take: Take, ask: Ask) -> None:
    assert recognise(["日期", "内容"]) is None and recognise(["Date", "Description"]) is None
    found = recognise(["跟进时间", "跟进内容", "客户名称"])
    assert found is not None and (found.kind, found.other) == (Kind.COMMUNICATIONS, None)
    take("日期,内容\n2026-11-20,展会上认识\n", kind="inbox")  # where it is said they are
    assert ask("SELECT content, on_date FROM inbox_note") == [("展会上认识", "2026-11-20")]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_titles_in_words_are_read_again(desk: Desk, tmp_path: Path, language: str) -> None:
    set_language("zh" if language == "zh" else "en")
    inbox.add(desk, content="note")
    path = tmp_path / "inbox.xlsx"
    export(desk, kind="inbox", path=path, header=field_label)
    assert import_file(desk, source=path).unchanged == 1
    assert load_workbook(path).active.max_row == 2


def test_rows_without_words_or_a_day_are_rejected(take: Take) -> None:
    result = take("at,inbox_note\n,x\n2026-11-20,\n99999,x\n", kind="inbox")
    assert (result.created, len(result.rejected)) == (0, 3)


@pytest.mark.usefixtures("full")
def test_a_spreadsheet_runs_no_note(desk: Desk, tmp_path: Path) -> None:
    export(desk, kind="inbox", path=tmp_path / "inbox.csv")
    with (tmp_path / "inbox.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [row["inbox_note"] for row in csv.DictReader(file)]
    assert len(cells) == len(HOSTILE) and not [cell for cell in cells if cell[:1] in "=+-@"]

"""What was done on a day, the inbox, and the daily report, on a real book."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from tests.conftest import NOW, TODAY
from tests.tui.desks import fill, id_of, items

from kamtui.domain.errors import KamError
from kamtui.domain.views.day import DoneKind
from kamtui.domain.views.orders import OrderValues
from kamtui.i18n import set_language
from kamtui.present.daily_report import report_text
from kamtui.services import (
    actions,
    communications,
    customers,
    daily_report,
    day,
    history,
    inbox,
    orders,
    talks,
)
from kamtui.services.clock import FixedClock
from kamtui.services.communications import LogDraft, PlanDraft
from kamtui.services.desk import Desk

HUADONG = "华东机械有限公司"


def kinds(desk: Desk) -> list[tuple[str, str]]:
    return [(one.kind.value, one.customer) for one in day.read(desk).done]


def test_done_moved_and_taken_back(desk: Desk) -> None:
    fill(desk)
    before = kinds(desk)
    first, second, third = (item.id for item in items(desk)[:3])
    actions.done(desk, item_ids=[first])
    actions.snooze(desk, item_ids=[second, third], to=date(2026, 11, 23))
    actions.snooze(desk, item_ids=[second], to=date(2026, 11, 27))
    found = [one for one in day.read(desk).done if one.kind is DoneKind.MOVED]
    assert [(one.customer, one.days) for one in found] == [
        ("上海宏图贸易", (TODAY, date(2026, 11, 23))),
        ("Acme Industrial", (TODAY, date(2026, 11, 27))),
    ], "once each, from where it stood this morning"
    [contact] = [one for one in day.read(desk).done if one.kind is DoneKind.CONTACT]
    assert (contact.customer, contact.noted, contact.answers) == (HUADONG, False, True)
    for _step in range(3):
        history.undo(desk)
    assert kinds(desk) == before


def test_moved_and_moved_back_is_not_moved(desk: Desk) -> None:
    fill(desk)
    one = items(desk)[0].id
    actions.snooze(desk, item_ids=[one], to=date(2026, 11, 27))
    actions.snooze(desk, item_ids=[one], to=TODAY)
    assert not [each for each in day.read(desk).done if each.kind is DoneKind.MOVED]


def test_not_noted_is_this_computers_and_words_end_it(
    desk: Desk, desk_on: Callable[..., Desk]
) -> None:
    fill(desk)
    actions.done(desk, item_ids=[item.id for item in items(desk)[:2]])
    assert {one.customer for one in day.unnoted(desk)} == {HUADONG, "Acme Industrial"}
    assert desk.path is not None
    other = desk_on(desk.path, device="device-two")
    assert day.unnoted(other) == ()
    one = day.unnoted(desk)[0]
    base = talks.values_of(desk, communication_id=one.id)
    from dataclasses import replace

    edit = talks.TalkEdit(replace(base, content="同意"), base)
    talks.change(desk, communication_id=one.id, edit=edit)
    assert [left.id for left in day.unnoted(desk)] != [one.id]
    assert len(day.unnoted(desk)) == 1
    assert day.waiting(desk).unnoted == 1
    later = desk_on(desk.path, clock=FixedClock(NOW + timedelta(days=15)))
    assert day.unnoted(later) == (), "nobody remembers after two weeks"


def test_an_inbox_note_is_filed_as_one_step_and_comes_back_with_undo(desk: Desk) -> None:
    fill(desk)
    inbox.add(desk, content="展会上\n一位做阀门的", on=date(2026, 11, 20), at=time(15, 30))
    [note] = inbox.listed(desk)
    assert (note.content, note.on, note.at.time()) == (
        "展会上\n一位做阀门的", date(2026, 11, 20), time(15, 30),
    )  # fmt: skip
    draft = LogDraft(id_of(desk, HUADONG), note.content, on=note.on, at=note.at.time())
    inbox.file(desk, note_id=note.id, draft=draft)
    assert inbox.listed(desk) == ()
    talked = customers.brief(desk, customer_id=id_of(desk, HUADONG)).communications
    assert [one.content for one in talked].count(note.content) == 1
    with pytest.raises(KamError, match=r"record\.gone"):
        inbox.file(desk, note_id=note.id, draft=draft)
    history.undo(desk)
    assert inbox.listed(desk) == (note,)
    history.redo(desk)
    assert inbox.listed(desk) == ()


@pytest.mark.parametrize("words", ["", "  \n ", "\u3000"])
def test_an_empty_note_is_refused(desk: Desk, words: str) -> None:
    with pytest.raises(KamError, match=r"inbox\.empty"):
        inbox.add(desk, content=words)


@pytest.mark.parametrize(
    "words", ["[red]x[/red]", "\x1b[31m\x07", "a" * 10_000, "\u202eabc", "１２"]
)
def test_any_words_are_kept(desk: Desk, words: str) -> None:
    inbox.add(desk, content=words)
    assert inbox.listed(desk)[0].content == words.strip()


def test_a_note_is_found_by_the_tail_of_its_id(desk: Desk) -> None:
    inbox.add(desk, content="x")
    [note] = inbox.listed(desk)
    assert inbox.find(desk, note_id=note.id[-6:].upper()) == note
    for unknown in ("", "zzzzzz", "%", "a"):
        with pytest.raises(KamError, match=r"inbox\.unknown"):
            inbox.find(desk, note_id=unknown)


def a_days_work(desk: Desk) -> None:
    fill(desk)
    huadong = id_of(desk, HUADONG)
    communications.log(
        desk,
        draft=LogDraft(
            huadong, "同意试样，" + "很长" * 40, people=("李总",), promises=(("寄样册", None),),
            next=PlanDraft(on=date(2026, 12, 6), what="样品回访"),
        ),
    )  # fmt: skip
    orders.add(desk, customer_id=huadong, values=OrderValues("SO-9", TODAY, 42_000_000))
    actions.snooze(desk, item_ids=[items(desk)[0].id], to=date(2026, 11, 23))


def test_the_report_is_text_for_a_chat_in_both_languages(desk: Desk) -> None:
    a_days_work(desk)
    report = daily_report.read(desk)
    counts = report.counts
    assert (counts.contacts, counts.orders, counts.orders_minor, counts.moved) == (
        1, 1, 42_000_000, 1,
    )  # fmt: skip
    set_language("zh")
    try:
        text = report_text(report)
        hidden = report_text(report, masked=True)
    finally:
        set_language("en")
    assert text.startswith("日报 11月22日 周日\n联系 1 次（电话 1）")
    assert "华东机械有限公司（A）：" in text and "下一步 12月6日 样品回访" in text
    assert "42万" in text and "42万" not in hidden and "***" in hidden
    assert "明天 11月23日 周一，1 项：\n1. 华东机械有限公司 寄样册" in text
    for banned in ("\t", "**", "# ", "|"):
        assert banned not in text
    english = report_text(report)
    assert english.startswith("Daily report Sun 22 Nov\n1 contact (call 1)")
    assert all("很长" * 25 not in line for line in english.splitlines()), "words are cut"


def test_a_report_of_another_day_says_nothing_about_tomorrow(desk: Desk) -> None:
    a_days_work(desk)
    past = daily_report.read(desk, since=date(2026, 11, 12), until=date(2026, 11, 12))
    assert past.counts.contacts == 3 and past.next_day is None
    assert "Tomorrow" not in report_text(past)
    span = daily_report.read(desk, since=date(2026, 11, 12))
    assert (span.until, span.counts.contacts) == (TODAY, 4)
    empty = daily_report.read(desk, since=date(2020, 1, 1), until=date(2020, 1, 1))
    assert "Nothing was written down." in report_text(empty)


def test_a_book_that_is_not_there_has_an_empty_day(desk_on: Callable[..., Desk], tmp_path) -> None:  # type: ignore[no-untyped-def]
    missing = desk_on(tmp_path / "none.db")
    assert not day.waiting(missing)
    assert daily_report.read(missing).customers == ()
    assert not (tmp_path / "none.db").exists()


def test_midnight_begins_another_day(desk: Desk, desk_on: Callable[..., Desk]) -> None:
    fill(desk)
    assert desk.path is not None
    late = desk_on(desk.path, clock=FixedClock(datetime(2026, 11, 22, 23, 59, tzinfo=NOW.tzinfo)))
    actions.done(late, item_ids=[items(desk)[0].id])
    assert len([one for one in day.read(late).done if one.kind is DoneKind.CONTACT]) == 1
    after = desk_on(desk.path, clock=FixedClock(datetime(2026, 11, 23, 0, 1, tzinfo=NOW.tzinfo)))
    assert day.read(after).done == ()

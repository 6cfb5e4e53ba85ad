"""Saved filters: kept, replaced, forgotten, undone, travelling with the settings of the book."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import TODAY

from kamtui.domain.dates import DateOrder
from kamtui.domain.errors import KamError
from kamtui.domain.filter_of import FilterOf
from kamtui.domain.views.customer_list import SavedFilter
from kamtui.services import agenda, communications, history, records, saved_filters
from kamtui.services import settings as all_settings
from kamtui.services.communications import PlanDraft
from kamtui.services.desk import Desk

AGENDA = FilterOf.AGENDA
NAMES = (
    "东区A类", "a.b.c", 'quote " and \\', "[red]bold[/]", "key = 1", "filter.x", "#=:", "😀 名",
    "\u202eevil", "x\ty", "%_!", "=", "[book]",
)  # fmt: skip


def names(desk: Desk) -> list[tuple[str, str]]:
    return [(one.name, one.words) for one in saved_filters.read(desk)]


def test_saving_replacing_forgetting_and_taking_back(desk: Desk) -> None:
    saved_filters.save(desk, name="  大户 ", words="A  late ")
    saved_filters.save(desk, name="东区A类", words="region:东区 A")
    assert names(desk) == [("大户", "A  late"), ("东区A类", "region:东区 A")]
    saved_filters.save(desk, name="東區ａ類", words="B")  # the same name, folded
    assert names(desk) == [("大户", "A  late"), ("东区A类", "B")]
    history.undo(desk)
    assert names(desk)[1] == ("东区A类", "region:东区 A")
    changes = saved_filters.delete(desk, name="大户")
    assert changes.subject == "大户" and names(desk) == [("东区A类", "region:东区 A")]
    assert history.undo(desk).what == "undo:filter-delete"
    assert [name for name, _words in names(desk)] == ["大户", "东区A类"]
    saved_filters.delete(desk, name="大户")
    saved_filters.save(desk, name="大户", words="C")
    assert names(desk)[0] == ("大户", "C")


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("", "A", "filter.no_name"),
        (" \n ", "A", "filter.no_name"),
        ("x" * 41, "A", "filter.name_long"),
        ("x", "", "filter.no_words"),
        ("x", "latte A", "filter.unknown"),
        ("x\0", "A", "text.nul"),
        ("x\ud800", "A", "text.surrogate"),
    ],
)
def test_what_is_refused(desk: Desk, name: str, words: str, code: str) -> None:
    with pytest.raises(KamError) as caught:
        saved_filters.save(desk, name=name, words=words)
    assert caught.value.code == code and names(desk) == []


def test_forgetting_what_is_not_there(desk: Desk) -> None:
    with pytest.raises(KamError, match=r"filter\.gone"):
        saved_filters.delete(desk, name="x")


def test_they_are_settings_of_the_book(desk: Desk) -> None:
    for name in NAMES:
        saved_filters.save(desk, name=name, words='owner:"John Smith" A')
    views = {one.key: one for one in all_settings.entries(desk)}
    for name, words in names(desk):
        assert views[f"filter.{name}"].value == words and views[f"filter.{name}"].home == "book"
    assert all_settings.get(desk, key="filter.东区A类").value == 'owner:"John Smith" A'
    text = all_settings.export_text(desk)
    before = names(desk)
    for name, _words in before:
        all_settings.change(desk, key=f"filter.{name}", text="")
    assert names(desk) == []
    all_settings.apply(desk, values=all_settings.read_document(text, name="x"))
    assert sorted(names(desk)) == sorted(before)


def test_a_setting_that_is_no_filter_is_refused(desk: Desk) -> None:
    for text in ("latte", "owner:"):
        with pytest.raises(KamError):
            all_settings.change(desk, key="filter.x", text=text)
    with pytest.raises(KamError):
        all_settings.read_document('[computer]\n"filter.x" = "A"', name="x")
    with pytest.raises(KamError):
        all_settings.read_document('[book]\n"filter.x" = 3', name="x")
    assert names(desk) == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=40))
def test_any_name_comes_back_or_is_refused_with_a_code(desk: Desk, name: str) -> None:
    try:
        saved_filters.save(desk, name=name, words="late")
    except KamError as error:
        assert error.code.startswith(("filter.", "text."))
        return
    kept = [one for one, _words in names(desk)]
    assert kept
    saved_filters.delete(desk, name=kept[-1])
    assert len(names(desk)) == len(kept) - 1


def test_the_agenda_has_filters_of_its_own(desk: Desk) -> None:
    saved_filters.save(desk, name="本周A类", words="A week", of=AGENDA)
    saved_filters.save(desk, name="本周A类", words="A late")
    assert saved_filters.read(desk, of=AGENDA) == (SavedFilter("本周A类", "A week"),)
    assert names(desk) == [("本周A类", "A late")]
    saved_filters.save(desk, name="本週Ａ類", words="B 31/12", of=AGENDA)
    assert saved_filters.read(desk, of=AGENDA) == (SavedFilter("本周A类", "B 31/12"),)
    history.undo(desk)
    saved_filters.delete(desk, name="本周A类", of=AGENDA)
    assert saved_filters.read(desk, of=AGENDA) == () and len(names(desk)) == 1
    history.undo(desk)
    text = all_settings.export_text(desk)
    for of in FilterOf:
        all_settings.change(desk, key=f"{of}本周A类", text="")
    assert names(desk) == [] and saved_filters.read(desk, of=AGENDA) == ()
    all_settings.apply(desk, values=all_settings.read_document(text, name="x"))
    assert saved_filters.read(desk, of=AGENDA) == (SavedFilter("本周A类", "A week"),)
    assert names(desk) == [("本周A类", "A late")]
    with pytest.raises(KamError, match=r"filter\.unknown"):
        saved_filters.save(desk, name="x", words="archived", of=AGENDA)  # of customers only
    with pytest.raises(KamError, match=r"filter\.no_words"):
        saved_filters.save(desk, name="x", words=" ", of=AGENDA)


def test_words_or_a_name_give_the_filter_of_the_agenda(desk: Desk) -> None:
    saved_filters.save(desk, name="late", words="A", of=AGENDA)
    found = [
        saved_filters.agenda_filter(desk, text=text, order=DateOrder.DMY)
        for text in ("LATE", "late B", "nextweek")
    ]
    assert (found[0].grades, found[0].late) == (("A",), False)  # the name comes first
    assert found[1].late and found[2].first == date(2026, 11, 23)
    with pytest.raises(KamError, match=r"filter\.unknown") as caught:
        saved_filters.agenda_filter(desk, text="latte", order=DateOrder.DMY)
    assert caught.value.exit_code == 2


def test_a_bare_place_is_a_word_and_is_kept_spelt_out(desk: Desk) -> None:
    for name, city, region in (("甲", "苏州", "华东"), ("乙", "New York", "US")):
        (who,) = records.add(desk, draft=records.CustomerDraft(name)).customer_ids
        records.edit(desk, customer_id=who, assignments={"city": city, "region": region})
    found = saved_filters.agenda_filter(desk, text="苏州市 华东 new york", order=DateOrder.DMY)
    assert found.cities == ("苏州", "new york") and found.regions == ("华东",)
    saved_filters.save(desk, name="trip", words="new york late", of=AGENDA)
    assert saved_filters.read(desk, of=AGENDA)[0].words == 'city:"New York" late'
    with pytest.raises(KamError, match=r"filter\.unknown"):
        saved_filters.save(desk, name="x", words="杭州", of=AGENDA)


def test_the_agenda_read_by_a_filter_counts_what_it_leaves(desk: Desk) -> None:
    for name, grade, day in (("甲", "A", 1), ("乙", "B", 0), ("丙", "A", 40)):
        (who,) = records.add(desk, draft=records.CustomerDraft(name, grade=grade)).customer_ids
        plan = PlanDraft(TODAY + timedelta(days=day), "回访")
        communications.plan(desk, customer_id=who, draft=plan)
    whole = agenda.read(desk)
    assert (whole.counts.overdue, whole.counts.today, bool(whole.folded)) == (0, 1, True)
    for text, left in (("A", ["甲"]), ("A 2026-12-01..2027-01-31", ["丙"]), ("care", [])):
        wanted = saved_filters.agenda_filter(desk, text=text, order=DateOrder.DMY)
        found = agenda.read(desk, wanted=wanted)
        assert [item.customer for item in found.items] == left and found.folded == ()
        counts = found.counts
        assert counts.overdue + counts.today + counts.upcoming == len(left)

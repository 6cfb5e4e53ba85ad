"""The agenda as iCalendar and contacts as vCard, read back by readers that are not ours."""

import stat
from datetime import date, datetime, time, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.errors import KamError
from kamtui.domain.views.events import EventWords, OwedEvent, PhoneContact
from kamtui.exchange.calendar_file import calendar_bytes
from kamtui.exchange.card_file import card_bytes
from kamtui.exchange.content_lines import escaped, folded
from kamtui.present.event_words import event_words
from kamtui.services import contacts, records
from kamtui.services.communications import LogDraft, PlanDraft, log, plan
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.services.transfer.export import export

TODAY = date(2026, 11, 22)
HOSTILE = 'a\\b;c,d\nsecond "line" 😀𠮷' + "很长的字" * 2_500 + "\u202e[red]"


def _book(desk: Desk) -> str:
    first = PlanDraft(on=TODAY, what="续约报价")
    draft = CustomerDraft(name="华东机械, 有限公司; (苏州)", phones=("138 2803 4063",),
                          contacts=("李总",), next=first)  # fmt: skip
    records.add(desk, draft=draft)
    with desk.read() as reader:
        customer_id = str(reader.value("SELECT id FROM customer"))
    records.edit(desk, customer_id=customer_id, assignments={"address": "星湖街 328 号, 6 幢"})
    timed = PlanDraft(on=date(2026, 12, 1), at=time(10, 30),
                      what="拜访\n两行", channel="visit", goal="看样品; 定价")  # fmt: skip
    plan(desk, customer_id=customer_id, draft=timed)
    promises = (("样品 2 件", TODAY + timedelta(days=12)), ("画册", None))
    talk = LogDraft(customer_id=customer_id, content="谈", on=TODAY, follow_up_id=None,
                    promises=promises)  # fmt: skip
    log(desk, draft=talk)
    return customer_id


def _read(path: Path) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert calendar["VERSION"] == "2.0"
    return {str(one["SUMMARY"]): one for one in calendar.walk("VEVENT")}


def test_the_agenda_is_a_calendar(desk: Desk, tmp_path: Path) -> None:
    _book(desk)
    path = tmp_path / "agenda.ics"
    assert export(desk, kind="agenda", path=path, words=event_words).rows == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = _read(path)
    visit = found["visit 华东机械, 有限公司; (苏州): 拜访 两行"]
    assert visit["DTSTART"].dt == datetime(2026, 12, 1, 10, 30, tzinfo=desk.clock.now().tzinfo)
    assert visit["DTSTART"].dt.utcoffset() is not None
    assert str(visit["LOCATION"]) == "星湖街 328 号, 6 幢"
    assert "李总 138 2803 4063" in str(visit["DESCRIPTION"])
    assert "Goal: 看样品; 定价" in str(visit["DESCRIPTION"])
    (alarm,) = visit.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-30)
    promise = found["Promised 华东机械, 有限公司; (苏州): 样品 2 件"]
    assert promise["DTSTART"].dt == TODAY + timedelta(days=12)
    assert found["Promised 华东机械, 有限公司; (苏州): 画册"]["DTSTART"].dt == TODAY
    uids = {name: str(one["UID"]) for name, one in found.items()}
    export(desk, kind="agenda", path=path, words=event_words)
    assert {name: str(one["UID"]) for name, one in _read(path).items()} == uids


def test_contacts_are_cards(desk: Desk, tmp_path: Path) -> None:
    customer_id = _book(desk)
    with desk.read() as reader:
        person = str(reader.value("SELECT id FROM contact"))
    fields = {"title": "采购; 部长", "wechat": "li_zong", "email": "li@x.cn", "birthday": "12-29",
              "remarks": "说话直接, 喜欢先看数据"}  # fmt: skip
    contacts.change(desk, contact_id=person, assignments=fields)
    contacts.add(
        desk, customer_id=customer_id, assignments={"name": "张工", "birthday": "农历8-15"}
    )
    path = tmp_path / "contacts.vcf"
    assert export(desk, kind="contacts", path=path).rows == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    li, zhang = vobject.readComponents(path.read_text("utf-8"))
    assert li.fn.value == "李总" and li.n.value.family == "李总"
    assert li.org.value == ["华东机械, 有限公司; (苏州)"]
    assert li.title.value == "采购; 部长"
    assert (li.tel.value, li.tel.params["TYPE"]) == ("+8613828034063", ["CELL", "VOICE"])
    assert li.email.value == "li@x.cn"
    assert li.contents["x-wechat"][0].value == "li_zong"
    assert li.impp.value == "weixin:li_zong"
    assert li.bday.value == "--12-29"
    assert li.note.value == "说话直接, 喜欢先看数据"
    assert li.adr.value.street == "星湖街 328 号, 6 幢"
    assert "bday" not in zhang.contents and zhang.note.value == "农历08-15"


def test_only_these_kinds_have_these_formats(desk: Desk, tmp_path: Path) -> None:
    for kind, name in (("customers", "x.vcf"), ("contacts", "x.ics"), ("agenda", "x.vcf")):
        with pytest.raises(KamError) as problem:
            export(desk, kind=kind, path=tmp_path / name)
        assert problem.value.code == "export.format_unknown"
    assert list(tmp_path.glob("x.*")) == []


def test_hostile_words_come_back_whole() -> None:
    event = OwedEvent("1", "promise", TODAY, 1, "x", "y", place=HOSTILE)
    data = calendar_bytes([(event, EventWords("one", HOSTILE))], now=datetime.now().astimezone())
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert str(found["DESCRIPTION"]) == str(found["LOCATION"]) == HOSTILE
    person = PhoneContact("1", HOSTILE, HOSTILE, "", (("wechat", "a;b c"),), "", None, HOSTILE)
    card = vobject.readOne(card_bytes([person]).decode("utf-8"))
    assert card.note.value == card.fn.value == HOSTILE
    assert card.org.value == [HOSTILE]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028")))
def test_any_text_comes_back(text: str) -> None:
    event = OwedEvent("1", "promise", TODAY, 1, "x", "y")
    data = calendar_bytes([(event, EventWords("s", text))], now=datetime.now().astimezone())
    (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert str(found.get("DESCRIPTION", "")) == text


@given(st.text())
def test_lines_fold_at_75_octets_and_unfold_to_themselves(text: str) -> None:
    line = f"X:{escaped(text)}"
    data = folded(line)
    assert all(len(part) <= 75 for part in data.split(b"\r\n"))
    assert data.decode("utf-8").replace("\r\n ", "") == f"{line}\r\n"

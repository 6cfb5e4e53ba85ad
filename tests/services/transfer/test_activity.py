"""Contacts, communications, follow-ups, surveys, complaints."""

import pytest
from tests.services.transfer.conftest import Ask, Take, counts, reasons

from kamtui.services import feedback, settings
from kamtui.services.desk import Desk


@pytest.fixture(autouse=True)
def customers(take: Take) -> None:
    take("customer_no,name\n1,华东机械\n2,Bravo\n")


def test_contacts_with_several_numbers(take: Take, ask: Ask) -> None:
    text = (
        "客户名称,姓名,职务,手机,电话,邮箱,微信,生日,主要联系人\n"
        "华东机械,王芳,采购,13800138000,0571-88888888;0571-66666666,w@h.cn,wf,05-03,\n"
        "华东机械,李雷,厂长,,,,,1980-02-01,是\n"
    )
    assert counts(take(text, kind="contacts")) == (2, 0, 0, 0, 0)
    assert ask(
        "SELECT name, is_main, birth_year, birth_month, birth_day FROM contact ORDER BY id"
    ) == [("王芳", 0, None, 5, 3), ("李雷", 1, 1980, 2, 1)]
    assert ask("SELECT kind, value FROM contact_point ORDER BY id") == [
        ("mobile", "13800138000"),
        ("phone", "0571-88888888"),
        ("phone", "0571-66666666"),
        ("email", "w@h.cn"),
        ("wechat", "wf"),
    ]
    assert counts(take(text, kind="contacts")) == (0, 0, 2, 0, 0)
    twice = "客户名称,姓名,手机\n华东机械,王芳,13800138000\n华东机械,王芳,13900139000\n"
    assert counts(take(twice, kind="contacts")) == (0, 1, 1, 0, 0)


def test_communications_in_local_time_with_people_and_plans(take: Take, ask: Ask) -> None:
    take("客户名称,姓名\n华东机械,王芳\n", kind="contacts")
    text = (
        "客户名称,沟通时间,沟通方式,联系人,沟通内容,下次跟进日期,后续计划\n"
        "华东机械,2026-11-01 15:30,拜访,王芳、陌生人,看样,2026-11-10,寄样册\n"
        "华东机械,2026-11-12,,,回访,2026-12-01,报价\n"
    )
    assert counts(take(text, kind="communications")) == (2, 0, 0, 0, 0)
    assert ask(
        "SELECT at, on_date, zone, channel, content, who FROM communication ORDER BY at"
    ) == [
        ("2026-11-01T07:30:00.000Z", "2026-11-01", "+08:00", "visit", "看样", "陌生人"),
        ("2026-11-12T04:00:00.000Z", "2026-11-12", "+08:00", "call", "回访", None),
    ]
    assert ask("SELECT count(*) FROM communication_contact") == [(1,)]
    # The customer was contacted again after the first date: it does not come as overdue work.
    assert ask("SELECT due_on, purpose, state, origin FROM follow_up ORDER BY due_on") == [
        ("2026-11-10", "寄样册", "done", "import"),
        ("2026-12-01", "报价", "open", "import"),
    ]
    assert ask(
        "SELECT next_due_on, last_contact_on FROM customer_facts ORDER BY 1 DESC LIMIT 1"
    ) == [("2026-12-01", "2026-11-12")]
    assert counts(take(text, kind="communications")) == (0, 0, 2, 0, 0)
    assert ask("SELECT count(*) FROM follow_up") == [(2,)]


def test_an_instant_with_a_zone_keeps_it(take: Take, ask: Ask) -> None:
    take("customer_no,at,content\n1,2026-11-01T23:30:00Z,hello\n", kind="communications")
    assert ask("SELECT at, on_date FROM communication") == [
        ("2026-11-01T23:30:00.000Z", "2026-11-02")
    ]


def test_follow_ups_and_their_state(take: Take, ask: Ask) -> None:
    text = "customer_no,due_on,what,state\n1,2026-12-01,报价,\n1,2026-10-01,送样,done\n"
    assert counts(take(text, kind="follow-ups")) == (2, 0, 0, 0, 0)
    assert ask("SELECT purpose, state, completed_at IS NULL FROM follow_up ORDER BY due_on") == [
        ("送样", "done", 0),
        ("报价", "open", 1),
    ]
    assert counts(take(text, kind="follow-ups")) == (0, 0, 2, 0, 0)
    done = text.replace("报价,\n", "报价,done\n")
    assert counts(take(done, kind="follow-ups")) == (0, 1, 1, 0, 0)
    # What was done stays done, whatever an older file says.
    assert counts(take(text.replace("报价,\n", "报价,open\n"), kind="follow-ups")) == (
        0,
        0,
        2,
        0,
        0,
    )


def test_surveys(take: Take, ask: Ask) -> None:
    text = "customer_no,调查日期,满意度,推荐度\n1,2026-05-01,4.5,9\n1,,3,\n1,2026-05-01,9,\n"
    result = take(text, kind="surveys")
    assert counts(result) == (2, 0, 0, 0, 1)
    assert reasons(result) == [(4, "满意度", "9", "cell.out_of_range")]
    assert ask("SELECT on_date, score, recommend FROM survey ORDER BY on_date") == [
        ("2026-05-01", "4.5", 9),
        ("2026-11-22", "3", None),
    ]
    assert counts(take(text, kind="surveys")) == (0, 0, 2, 0, 1)


def test_complaints_run_by_the_clocks_of_the_book(desk: Desk, take: Take, ask: Ask) -> None:
    text = "customer_no,opened_at,description,settled_at\n1,2026-11-20 09:00,漏油,{}\n"
    assert counts(take(text.format(""), kind="complaints")) == (1, 0, 0, 0, 0)
    ((customer_id,),) = ask("SELECT customer_id FROM complaint")

    def clocks() -> list[tuple[str, ...]]:
        found = feedback.read(desk, customer_id=customer_id).complaints
        return [
            tuple(f"{at:%m-%d %H}" for at in (one.opened_at, one.respond_by, one.settle_by))
            for one in found
        ]

    assert clocks() == [("11-20 01", "11-21 01", "11-23 01")]  # UTC
    settings.change(desk, key="complaint.clock", text="working")
    assert clocks()[0][:1] == ("11-20 01",)
    assert [text[:5] for text in clocks()[0][1:]] == ["11-23", "11-25"]  # opened on a Friday
    assert counts(take(text.format("2026-11-21 10:00"), kind="complaints")) == (0, 1, 0, 0, 0)
    assert ask("SELECT max(open_complaints) FROM customer_facts") == [(0,)]


def test_customers_made_on_the_way_get_numbers(take: Take, ask: Ask) -> None:
    text = "客户名称,跟进日期,跟进内容\n新客户,2026-11-01,认识\n新 客户,2026-11-02,再访\n"
    assert counts(take(text, kind="communications")) == (0, 0, 0, 0, 2)
    result = take(text, kind="communications", create_customers=True)
    assert counts(result) == (2, 0, 0, 0, 0)
    assert ask("SELECT customer_no FROM customer WHERE name = '新客户'") == [("C0001",)]


def test_a_rejected_row_makes_no_customer(take: Take, ask: Ask) -> None:
    result = take("customer_no,on,score\n77,2026-05-01,9\n", kind="surveys", create_customers=True)
    assert counts(result) == (0, 0, 0, 0, 1)
    assert ask("SELECT count(*) FROM customer WHERE customer_no = '77'") == [(0,)]

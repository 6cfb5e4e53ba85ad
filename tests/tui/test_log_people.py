"""Who took part: found by name, title and pinyin; unknown names kept, new ones taken in."""

import pytest
from tests.tui.conftest import screen_text, until
from tests.tui.desks import app_over, fill, id_of, items, status_of
from tests.tui.test_log import letters, opened, ready
from textual import events

from kamtui.services import contacts, customers, history
from kamtui.services.desk import Desk
from kamtui.tui.panels.log_people import People, Person, new_people_in, people_in

PEOPLE = People(
    (
        Person("李总", "总经理"),
        Person("张工", "采购经理"),
        Person("曾力", "Buyer"),
        Person("J. Smith", "CEO"),
    )
)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("李", ("李总",)),
        ("lz", ("李总",)),
        ("z", ("张工", "曾力", "李总")),
        ("总", ("李总",)),
        ("采购", ("张工",)),
        ("cg", ("张工",)),
        ("buy", ("曾力",)),
        ("smi", ("J. Smith",)),
        ("j.s", ("J. Smith",)),
        ("@李", ("李总",)),
        ("", ("李总", "张工", "曾力", "J. Smith")),
        ("周", ()),
        ("+李", ()),
        ("[red]\x1b", ()),
    ],
)
def test_offered(typed: str, names: tuple[str, ...]) -> None:
    assert PEOPLE.offered(typed) == names


@pytest.mark.parametrize(
    ("typed", "name"),
    [("lz", "李总"), ("zg", "张工"), ("Smith", "J. Smith"), ("J.Smith", "J. Smith"),
     ("张", "张工"), ("z", "z"), ("周工", "周工"), ("总经理", "总经理"), ("", "")],
)  # fmt: skip
def test_meant(typed: str, name: str) -> None:
    assert PEOPLE.meant(typed) == name


def test_every_reading_is_learned() -> None:
    people = People((Person("单总"), Person("Ann")))
    assert people.offered("sz") == ()
    people.learn()
    assert people.offered("sz") == ("单总",) and people.offered("shan") == ("单总",)
    assert people.meant("sz") == "单总"


def test_names_behind_a_plus_are_new() -> None:
    assert people_in("李总、+周工，＋ Ann") == ("李总", "周工", "Ann")
    assert new_people_in("李总、+周工，＋ Ann") == ("周工", "Ann")
    assert new_people_in("C++") == ()


def said(typed: str, offered: tuple[str, ...] = ()) -> str:
    return "".join(part[0] for part in PEOPLE.said(typed, offered, "→"))


def test_what_the_status_says() -> None:
    assert said("z", ("张工", "曾力")) == "→ 张工  曾力"
    assert "周工 is no contact yet: kept as text" in said("周工") and "+ adds" in said("周工")
    assert "周工 becomes a contact" in said("+周工")
    assert said("李总") == ""
    assert said("lz") == "lz = 李总"
    assert "is no contact" in said("周工, z", ("张工",))


async def test_people_are_found_by_typing_and_kept_where_unknown(desk: Desk) -> None:
    fill(desk)
    customer = items(desk)[0].customer_id
    contacts.set_contact(desk, customer_id=customer, assignments={"name": "张工", "title": "采购"})
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        panel = await opened(pilot, app)
        await pilot.press("x", *["tab"] * 4)
        assert panel.lines.current.name == "who"
        await pilot.press("z")
        await until(pilot, lambda: status_of(app).startswith("→ 张工"))
        await pilot.press("right")
        app.post_message(events.Key("ideographic_comma", "、"))
        await pilot.press("l", "z")
        app.post_message(events.Key("ideographic_comma", "、"))
        await pilot.press(*letters("Bob"))
        await until(pilot, lambda: "Bob is no contact yet" in status_of(app))
        assert panel.texts()["who"] == "张工、lz、Bob"
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app).startswith("Logged:"))
    brief = customers.brief(desk, customer_id=customer)
    who = brief.communications[0].who or ""
    assert all(name in who for name in ("张工", "李总", "Bob"))
    assert {one.name for one in brief.contacts} == {"李总", "张工"}


async def test_a_plus_makes_a_contact_and_undo_takes_all_of_it_back(desk: Desk) -> None:
    fill(desk)
    customer = items(desk)[0].customer_id
    before = len(customers.brief(desk, customer_id=customer).communications)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await opened(pilot, app)
        await pilot.press("x", *["tab"] * 4, *letters("+Bob"))
        await until(pilot, lambda: "Bob becomes a contact" in status_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app).startswith("Logged:"))
    brief = customers.brief(desk, customer_id=customer)
    assert "Bob" in {one.name for one in brief.contacts}
    assert brief.communications[0].who == "Bob"
    history.undo(desk)
    brief = customers.brief(desk, customer_id=customer)
    assert {one.name for one in brief.contacts} == {"李总"}
    assert len(brief.communications) == before


async def test_an_at_sign_in_the_note_offers_people(desk: Desk) -> None:
    fill(desk)
    customer = items(desk)[0].customer_id
    contacts.set_contact(desk, customer_id=customer, assignments={"name": "L. Wang"})
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        panel = await opened(pilot, app)
        await pilot.press(*letters("ok @l"))
        await until(pilot, lambda: status_of(app).startswith("@ → "))
        assert "李总" in status_of(app) and "L. Wang" in status_of(app)
        await pilot.press("right")
        first = panel.note.text
        await pilot.press("right")
        assert {first, panel.note.text} == {"ok @李总", "ok @L.Wang"}
        await pilot.press("space")
        await until(pilot, lambda: status_of(app).startswith("Saving completes"))
        name = "L. Wang" if panel.note.text == "ok @L.Wang " else "李总"
        await until(pilot, lambda: any(name in row and "Who" in row for row in screen_text(pilot)))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Logged:"))
    talk = customers.brief(desk, customer_id=customer).communications[0]
    assert (talk.content, talk.who) == ("ok", name)
    assert id_of(desk, "华东机械有限公司") == customer

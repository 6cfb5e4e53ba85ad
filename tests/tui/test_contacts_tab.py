"""The contacts of a customer: rows, forms, copying, deleting, in two windows and both languages."""

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import NAMES, app_over, fill, id_of, list_of, status_of
from tests.tui.test_customer import opened, rows, typed
from tests.tui.test_log import HOSTILE
from textual import events
from textual.pilot import Pilot

from kamtui.domain.contact_texts import texts_of
from kamtui.domain.views.customer import ContactView
from kamtui.i18n import set_language
from kamtui.services import contacts, customers, history
from kamtui.services.desk import Desk
from kamtui.tui.panels.add_contact import AddContact
from kamtui.tui.panels.contact import CompanyForm, ContactForm
from kamtui.tui.screens.customer import CustomerScreen
from kamtui.tui.session import DeskApp


async def shown(pilot: Pilot[None], app: DeskApp) -> CustomerScreen:
    screen = await opened(pilot, app)
    await pilot.press("tab")
    await until(pilot, lambda: screen.tab == "contacts")
    return screen


def people(desk: Desk, name: str = NAMES[0]) -> tuple[ContactView, ...]:
    return customers.brief(desk, customer_id=id_of(desk, name)).contacts


def add(desk: Desk, **texts: str) -> None:
    contacts.add(desk, customer_id=id_of(desk, NAMES[0]), assignments=texts)


def form_of(app: DeskApp) -> ContactForm | None:
    return next(iter(app.screen.query(ContactForm)), None)


async def form(pilot: Pilot[None], app: DeskApp) -> ContactForm:
    await until(pilot, lambda: form_of(app) is not None and form_of(app).lines.has_focus)  # type: ignore[union-attr]
    found = form_of(app)
    assert found is not None
    return found


async def test_every_way_to_reach_a_person_is_a_row(desk: Desk) -> None:
    fill(desk)
    add(
        desk, name="张工", title="技术部", role="uses", mobile="13912345678; 13700000001",
        fax="0512-65521235", email="zhang@x.cn", wechat="zg", wechat_remark="华东张工",
        birthday="农历8-15", remarks="只回微信",
    )  # fmt: skip
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await until(pilot, lambda: "张工" in rows(pilot))
        text = screen_text(pilot)
        assert "main contact" in next(row for row in text if row.startswith("▌  李总"))
        for words in (
            "mobile               139 1234 5678", "mobile               137 0000 0001",
            "fax                  0512 6552 1235", "e-mail               zhang@x.cn",
            "WeChat               zg", "WeChat remark name   华东张工",
            "birthday             lunar 08-15", "remarks              只回微信",
        ):  # fmt: skip
            assert any(row.strip().startswith(words) for row in text), words
        assert "技术部  uses" in rows(pilot) and "no number of its own" in rows(pilot)
        # The cursor reaches people and details alike.
        keys = []
        for _step in range(12):
            keys.append(list_of(app).key)
            await pilot.press("down")
        assert len(set(keys)) == 12 and None not in keys


async def test_a_person_is_added_by_one_line_understood_while_typed(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await pilot.press("9")
        await until(pilot, lambda: bool(app.screen.query(AddContact)))
        await pilot.press(*typed("J. Smith Sales 13912345678 z@x.cn wx:zg"))
        first, second = "J. Smith  Sales", "e-mail z@x.cn   WeChat zg   mobile 139 1234 5678"
        await until(pilot, lambda: first in rows(pilot) and second in rows(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app).startswith("Added: J. Smith   u undo"))
        made = next(one for one in people(desk) if one.name == "J. Smith")
        await until(pilot, lambda: list_of(app).key == made.id)
        assert [one.name for one in customers.find(desk, text="13912345678")] == [NAMES[0]]
        await pilot.press("u")
        await until(pilot, lambda: "J. Smith" not in rows(pilot).replace(status_of(app), ""))


async def test_a_second_person_of_a_name_is_pointed_out_and_nothing_is_lost(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await pilot.press("a")
        await until(pilot, lambda: bool(app.screen.query(AddContact)))
        app.screen.query_one(AddContact).lines.post_message(events.Paste("李总 13900000000"))
        await until(pilot, lambda: "one of this name is there already" in rows(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: status_of(app).startswith("Nothing was added; adding"))
        await pilot.press("a")
        await until(pilot, lambda: status_of(app).startswith("Typed 22 Nov, not saved"))
        await pilot.press("ctrl+n", "escape")
        await pilot.press("a")
        await until(pilot, lambda: bool(app.screen.query(AddContact)))
        await pilot.press(*"13900000000", "enter")
        await until(pilot, lambda: "needs a name" in status_of(app))
        assert app.screen.query_one(AddContact).lines.current.typed == "13900000000"
        assert len(people(desk)) == 1


async def test_the_form_begins_in_the_field_of_the_row(desk: Desk) -> None:
    fill(desk)
    add(desk, name="张工", mobile="13912345678; 13700000001")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await until(pilot, lambda: "137 0000 0001" in rows(pilot))
        await pilot.press("down", "down", "down", "5")
        opened_form = await form(pilot, app)
        assert opened_form.lines.current.name == "mobile"
        await pilot.press("9")  # behind the first of two numbers, whose others stay
        assert opened_form.lines.current.typed == "139123456789; 13700000001"
        await pilot.press("backspace", "8", *["shift+tab"] * 3, *"Engineer", "tab", "space")
        assert opened_form.lines.current.typed == "decides"
        await pilot.press("tab", "y", "ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Changed: 张工"))
    texts = texts_of(people(desk)[0])
    assert (texts["name"], texts["title"], texts["role"], texts["is_main"]) == (
        "张工", "Engineer", "decides", "yes",
    )  # fmt: skip
    assert texts["mobile"] == "139123456788; 13700000001"
    assert [one.is_main for one in people(desk)] == [True, False]


async def test_every_field_can_be_written_and_wrong_ones_say_why(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await pilot.press("enter")  # few people: Enter opens the form
        opened_form = await form(pilot, app)
        names = [one.name for one in opened_form.lines.fields]
        for name, text, words in (
            ("mobile", "nobody", "has no digits"),
            ("email", "zhang.x.cn", "is no e-mail address"),
            ("birthday", "someday", "is no birthday"),
            ("role", "boss", "Understood are: decides"),
            ("name", "", "needs a name"),
        ):
            opened_form.lines.enter(names.index(name))
            opened_form.lines.current.put(text)
            await pilot.press("ctrl+s")
            await until(pilot, lambda words=words: words in status_of(app))  # type: ignore[misc]
            assert opened_form.lines.current.name == name and opened_form.is_attached
            opened_form.lines.current.put({"name": "李建国"}.get(name, ""))
        opened_form.lines.enter(names.index("birthday"))
        opened_form.lines.current.put("5-2")
        opened_form.lines.redraw()
        await until(pilot, lambda: "= 2 May" in rows(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Changed: 李建国"))
    person = people(desk)[0]
    assert person.name == "李建国" and texts_of(person)["birthday"] == "05-02"
    assert person.points == ()


async def test_the_same_field_in_two_windows(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await pilot.press("down", "e")
        opened_form = await form(pilot, app)
        await pilot.press("ctrl+u", *"136")
        contacts.change(desk, contact_id=people(desk)[0].id, assignments={"mobile": "137"})
        await pilot.press("enter")
        await until(pilot, lambda: "yours 136" in status_of(app))
        assert "theirs 137" in status_of(app) and "before 13828034063" in status_of(app)
        assert opened_form.lines.current.typed == "136"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
        assert people(desk)[0].phone == "136"
        await pilot.press("e")
        await form(pilot, app)
        await pilot.press("8")
        contacts.delete(desk, contact_id=people(desk)[0].id)
        await pilot.press("enter")
        await until(pilot, lambda: "was deleted meanwhile" in status_of(app))


async def test_saving_nothing_and_leaving(desk: Desk) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        before = history.latest_seq(desk)
        await pilot.press("e")
        await form(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app) == "Nothing was changed")
        await pilot.press("e")
        await form(pilot, app)
        await pilot.press("x", "escape")
        await until(pilot, lambda: form_of(app) is None)
        assert history.latest_seq(desk) == before


async def test_deleting_asks_says_who_is_main_now_and_is_undone_as_one(desk: Desk) -> None:
    fill(desk)
    add(desk, name="张工", mobile="139", email="z@x.cn")
    app = app_over(desk)
    before = people(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await until(pilot, lambda: "z@x.cn" in rows(pilot))
        await pilot.press("delete")
        await until(pilot, lambda: "Delete 李总 with 1 detail?" in rows(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app) == "Nothing was deleted")
        assert people(desk) == before
        await pilot.press("delete", "1")
        await until(pilot, lambda: "张工 is the main contact now" in status_of(app))
        assert [one.name for one in people(desk)] == ["张工"]
        await pilot.press("7")
        await until(pilot, lambda: people(desk) == before)
        await until(pilot, lambda: "李总" in rows(pilot))
        await pilot.press("end", "up", "delete")
        await until(pilot, lambda: "Delete e-mail z@x.cn?" in rows(pilot))
        await pilot.press("y")
        await until(pilot, lambda: status_of(app).startswith("Deleted: e-mail z@x.cn"))
        assert [one.kind for one in people(desk)[1].points] == ["phone"] or [
            one.kind for one in people(desk)[1].points
        ] == ["mobile"]


async def test_copying_takes_what_stands_under_the_cursor(desk: Desk) -> None:
    fill(desk)
    add(desk, name="张工", phone="0512-6552 1234 转8003", wechat="zg")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await until(pilot, lambda: "zg" in rows(pilot))
        await pilot.press("c")
        await until(pilot, lambda: app.clipboard == "13828034063")
        await pilot.press("down", "down", "down", "down", "6")
        await until(pilot, lambda: app.clipboard == "zg")
        assert status_of(app).startswith("Copied: zg")
        await pilot.press("up", "6")
        await until(pilot, lambda: app.clipboard == "0512-6552 1234 转8003")
        await pilot.press("6")  # again: what else of the person
        await until(pilot, lambda: "Copy" in rows(pilot) and "2 WeChat" in rows(pilot))
        await pilot.press("2")
        await until(pilot, lambda: app.clipboard == "zg")
        await pilot.press("8", "down", "6")
        await until(pilot, lambda: status_of(app).startswith("Copied: ***"))
        assert "zg" not in rows(pilot)


async def test_many_people_are_folded_and_enter_shows_one(desk: Desk) -> None:
    fill(desk)
    for number in range(5):
        add(desk, name=f"Person {number}", mobile=f"1370000000{number}", email=f"p{number}@x.cn")
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await until(pilot, lambda: "137 0000 0003" in rows(pilot))
        assert "p3@x.cn" not in rows(pilot)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: "p0@x.cn" in rows(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "p0@x.cn" not in rows(pilot))
        await pilot.press("enter", "down", "enter")  # on a detail Enter opens the form there
        assert (await form(pilot, app)).lines.current.name == "mobile"


async def test_the_companys_own_numbers(desk: Desk) -> None:
    fill(desk)
    customer_id = id_of(desk, NAMES[0])
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await pilot.press("end", "e")
        await until(pilot, lambda: bool(app.screen.query(CompanyForm)))
        await pilot.press(*typed("021-5555; 400-1"), "enter")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
        await until(pilot, lambda: "400-1" in rows(pilot))
        assert contacts.company(desk, customer_id=customer_id)["phone"] == "021-5555; 400-1"
        await pilot.press("end", "delete", "y")
        await until(pilot, lambda: status_of(app).startswith("Deleted: phone 400-1"))
        await pilot.press("end", "delete", "y")
        await until(pilot, lambda: "no number of its own" in rows(pilot))
        await pilot.press("u", "u")
        await until(pilot, lambda: "400-1" in rows(pilot))


async def test_a_customer_without_people_says_how_to_begin(desk: Desk) -> None:
    fill(desk)
    contacts.delete(desk, contact_id=people(desk)[0].id)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, app)
        await until(pilot, lambda: "No contacts yet" in rows(pilot))
        assert "a adds the first one" in rows(pilot)
        await pilot.press("a")
        await until(pilot, lambda: bool(app.screen.query(AddContact)))


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (20, 5), (1, 1)])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_rows_and_forms_have_their_width_with_hostile_text(
    desk: Desk, size: tuple[int, int], language: str, ascii_only: bool
) -> None:
    set_language("zh" if language == "zh" else "en")
    fill(desk)
    customer_id = id_of(desk, NAMES[0])
    for text in (*HOSTILE, "x" * 10_000, "[red]"):
        assignments = {
            "name": text, "title": text, "mobile": f"139{text}", "wechat": text, "remarks": text,
        }  # fmt: skip
        contacts.add(desk, customer_id=customer_id, assignments=assignments)
    app = app_over(desk, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await shown(pilot, app)
        for key in ("enter", "down", "down", "enter", "escape", "e", "escape", "delete", "n",
                    "c", "8", "a", "escape", "end", "e", "escape"):  # fmt: skip
            await pilot.press(key)
            await pilot.pause(0.01)
            assert {cell_len(row) for row in screen_text(pilot)} == {size[0]}, key
            assert not any("\x1b" in row or "\u202e" in row for row in screen_text(pilot))

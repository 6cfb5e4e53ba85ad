"""The form of a customer: every field, by keyboard, within the rows there are."""

import pytest
from rich.cells import cell_len
from tests.tui.conftest import screen_text, until
from tests.tui.desks import NAMES, app_over, fill, id_of, status_of
from tests.tui.test_customer import opened, typed
from textual import events
from textual.pilot import Pilot

from kamtui.domain.views.customer_sheet import CustomerSheet
from kamtui.i18n import set_language
from kamtui.services import customer_sheet, records
from kamtui.services.customer_fields import CUSTOMER
from kamtui.services.desk import Desk
from kamtui.tui.panels.edit_customer import CustomerForm
from kamtui.tui.session import DeskApp


async def form_of(pilot: Pilot[None], app: DeskApp) -> CustomerForm:
    await opened(pilot, app)
    await pilot.press("E")
    await until(pilot, lambda: bool(app.screen.query(CustomerForm)))
    form = app.screen.query_one(CustomerForm)
    await until(pilot, lambda: form.lines.has_focus)
    return form


def go_to(form: CustomerForm, name: str) -> None:
    form.lines.enter([one.name for one in form.lines.fields].index(name))


def sheet(desk: Desk) -> CustomerSheet:
    return customer_sheet.read(desk, customer_id=id_of(desk, NAMES[0]))


def paste(app: DeskApp, text: str) -> None:
    app.post_message(events.Paste(text))


async def test_every_field_is_there_and_scrolls_into_sight(desk: Desk) -> None:
    fill(desk)
    records.edit(desk, customer_id=id_of(desk, NAMES[0]), assignments={"custom.车间": "3号"})
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await form_of(pilot, app)
        names = [one.name for one in form.lines.fields]
        assert set(names) == set(CUSTOMER) | {"custom.车间", "custom+"}
        assert names[:2] == ["name", "grade"]
        assert not any("_" in one.label for one in form.lines.fields), "every field has its words"
        for one in form.lines.fields:
            await until(pilot, lambda: any("▌" in row[1:] for row in screen_text(pilot)))
            label = next(row for row in screen_text(pilot) if "▌" in row[1:])
            assert one.label in label, (one.name, label)
            assert {cell_len(row) for row in screen_text(pilot)} == {80}
            assert "▌" not in screen_text(pilot)[-2] + screen_text(pilot)[-1]
            await pilot.press("tab")
        assert form.lines.current.name == "name", "after the last comes the first"
        await pilot.press("pagedown")
        assert form.lines.current.name == "short_name"
        assert any("Who and where" in row for row in screen_text(pilot))


async def test_values_of_every_kind_are_written_and_nothing_else(desk: Desk) -> None:
    fill(desk)
    customer = id_of(desk, NAMES[0])
    for name, city in zip(NAMES[1:], ("苏州", "无锡"), strict=True):
        fields = {"city": city, "owner": "林晓", "tags": "展会"}
        records.edit(desk, customer_id=id_of(desk, name), assignments=fields)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await form_of(pilot, app)
        await until(pilot, lambda: bool(form._words))
        go_to(form, "lifecycle")
        await pilot.press("2")
        assert form.lines.current.typed == "new"
        go_to(form, "city")
        await pilot.press("s", "z")
        await until(pilot, lambda: any("→ 苏州" in row for row in screen_text(pilot)))
        await pilot.press("right")
        go_to(form, "tags")
        paste(app, "vip、展")
        await until(pilot, lambda: form.lines.current.typed == "vip、展")
        await pilot.press("right")
        go_to(form, "cadence")
        paste(app, "每两周微信")
        await until(pilot, lambda: any("every 2 weeks WeChat" in row for row in screen_text(pilot)))
        go_to(form, "verified_on")
        await pilot.press(*"today")
        await until(pilot, lambda: any("Sun 22 Nov 2026" in row for row in screen_text(pilot)))
        go_to(form, "credit_limit")
        paste(app, "50万")
        await until(pilot, lambda: any("= 500,000" in row for row in screen_text(pilot)))
        go_to(form, "parent")
        await pilot.press(*"acme")
        await until(pilot, lambda: any("→ Acme Industrial" in row for row in screen_text(pilot)))
        await pilot.press("right")
        go_to(form, "strategic_value")
        await pilot.press("4")
        go_to(form, "customer_since")
        await pilot.press(*"2022-05-01")
        go_to(form, "custom+")
        paste(app, "车间：3号")
        await until(pilot, lambda: form.lines.current.typed != "")
        await pilot.press("enter")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
    found = sheet(desk)
    expected = {
        "lifecycle": "new", "city": "苏州", "tags": ("vip", "展会"), "cadence": "2w wechat",
        "verified_on": desk.today(), "credit_limit_minor": 50_000_000, "strategic_value": 4,
    }  # fmt: skip
    assert {name: found.values[name] for name in expected} == expected
    assert found.parent == "Acme Industrial" and dict(found.custom) == {"车间": "3号"}
    assert str(found.values["customer_since"]) == "2022-05-01"
    with desk.read() as reader:
        [(fields,)] = reader.rows(
            "SELECT fields FROM change_log WHERE entity = 'customer' AND entity_id = :id"
            " ORDER BY seq DESC LIMIT 1",
            id=customer,
        )
    assert '"name"' not in fields and '"grade"' not in fields, "unchanged fields are not written"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("grade", "X", "cannot be the grade"),
        ("lifecycle", "zzz", "cannot be the lifecycle"),
        ("customer_since", "blah", "not understood as a date"),
        ("customer_since", "2027-01-01", "still to come"),
        ("cadence", "每月", "does not say how"),
        ("cadence", "often", "is not a cadence"),
        ("credit_limit", "much", "cannot be the credit limit"),
        ("employees", "-5", "cannot be the headcount"),
        ("customer_no", "C0002", "already"),
        ("parent", "华东机械有限公司", "cannot be the parent"),
        ("parent", "nobody", "nobody"),
        ("custom+", "no colon", "a colon"),
        ("name", "", "cannot be"),
    ],
)
async def test_an_error_names_the_field_and_the_keyboard_goes_there(
    desk: Desk, name: str, text: str, says: str
) -> None:
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await form_of(pilot, app)
        go_to(form, name)
        if text:
            paste(app, text)
        else:
            await pilot.press("end", "ctrl+u")
        await until(pilot, lambda: form.lines.current.typed == text)
        go_to(form, "remarks")
        await pilot.press("k", "ctrl+s")
        await until(pilot, lambda: says in status_of(app))
        assert form.lines.current.name == name and form.lines.has_focus
        assert form.lines.named("remarks").typed == "k" and form.is_attached


async def test_theirs_may_be_taken_and_the_rest_is_saved(desk: Desk) -> None:
    fill(desk)
    customer = id_of(desk, NAMES[0])
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await form_of(pilot, app)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "Nobody else" in status_of(app))
        go_to(form, "city")
        await pilot.press(*"Suzhou")
        go_to(form, "credit_limit")
        await pilot.press(*"100")
        theirs = {"city": "Wuxi", "credit_limit": "200"}
        records.edit(desk, customer_id=customer, assignments=theirs)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "ctrl+t" in status_of(app))
        first = form.lines.current.name
        assert "theirs " + ("Wuxi" if first == "city" else "200") in status_of(app)
        assert cell_len(status_of(app)) <= 80
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "stays as the other window wrote it" in status_of(app))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "ctrl+t" in status_of(app))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
    values = sheet(desk).values
    mine = {"city": "Suzhou", "credit_limit_minor": 10_000}
    taken = {"city": "Wuxi", "credit_limit_minor": 20_000}
    column = "city" if first == "city" else "credit_limit_minor"
    assert {name: values[name] for name in mine} == mine | {column: taken[column]}


async def test_a_conflict_about_the_parent_is_told_by_names(desk: Desk) -> None:
    fill(desk)
    customer = id_of(desk, NAMES[0])
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await form_of(pilot, app)
        go_to(form, "parent")
        paste(app, "上海宏图贸易")
        await until(pilot, lambda: form.lines.current.typed == "上海宏图贸易")
        records.edit(desk, customer_id=customer, assignments={"parent": "Acme"})
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "theirs Acme Industri" in status_of(app))
        assert "yours 上海宏图贸易" in status_of(app) and "before -" in status_of(app)
        await pilot.press("ctrl+t", "ctrl+s")
        await until(pilot, lambda: status_of(app) == "Nothing was changed")
    assert sheet(desk).parent == "Acme Industrial"


async def test_long_remarks_are_edited_in_their_row(desk: Desk) -> None:
    fill(desk)
    long = "备注" * 1000
    customer = id_of(desk, NAMES[0])
    records.edit(desk, customer_id=customer, assignments={"remarks": long})
    app = app_over(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await form_of(pilot, app)
        go_to(form, "remarks")
        await pilot.press("end", "k", "home", "m", "ctrl+s")
        await until(pilot, lambda: status_of(app).startswith("Changed:"))
    assert sheet(desk).values["remarks"] == f"m{long}k"


async def test_masked_phones_and_amounts_are_stars_until_the_keyboard_is_there(desk: Desk) -> None:
    fill(desk)
    customer = id_of(desk, NAMES[0])
    fields = {"phone": "0512-6666", "credit_limit": "7777"}
    records.edit(desk, customer_id=customer, assignments=fields)
    app = app_over(desk)
    async with app.run_test(size=(80, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("8", "E")
        await until(pilot, lambda: bool(app.screen.query(CustomerForm)))
        form = app.screen.query_one(CustomerForm)
        await until(pilot, lambda: any("***" in row for row in screen_text(pilot)))
        assert not any("0512-6666" in row or "7777" in row for row in screen_text(pilot))
        go_to(form, "phone")
        await until(pilot, lambda: any("0512-6666" in row for row in screen_text(pilot)))
        await pilot.press("escape")
    assert sheet(desk).values["phone"] == "0512-6666"


@pytest.mark.parametrize("size", [(60, 20), (40, 12), (20, 5), (120, 40)])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_it_fits_every_size(desk: Desk, size: tuple[int, int], language: str) -> None:
    set_language("zh" if language == "zh" else "en")
    fill(desk)
    app = app_over(desk)
    async with app.run_test(size=size) as pilot:
        form = await form_of(pilot, app)
        for name in ("remarks", "custom+", "name", "cadence", "verified_on"):
            go_to(form, name)
            await pilot.press(*typed("qq"))
            await until(pilot, lambda: any("qq" in row for row in screen_text(pilot)))
            assert {cell_len(row) for row in screen_text(pilot)} == {size[0]}

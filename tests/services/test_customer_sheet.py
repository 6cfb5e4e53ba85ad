"""A customer's own record for a form, the book's words, the parent company, own fields."""

import pytest
from tests.tui.desks import NAMES, fill, id_of

from kamtui.domain.errors import KamError
from kamtui.services import customer_sheet, history, records
from kamtui.services.desk import Desk


def edit(desk: Desk, name: str, base: dict[str, object] | None = None, **fields: str) -> None:
    typed = {key.replace("__", "."): value for key, value in fields.items()}
    records.edit(desk, customer_id=id_of(desk, name), assignments=typed, base=base)


def test_the_sheet_has_every_stored_field(desk: Desk) -> None:
    fill(desk)
    edit(desk, NAMES[0], tags="vip，展会", custom__车间="3号", credit_limit="50万", parent="Acme",
         verified_on="today")  # fmt: skip
    sheet = customer_sheet.read(desk, customer_id=id_of(desk, NAMES[0]))
    assert sheet.name == NAMES[0] and sheet.parent == "Acme Industrial"
    assert sheet.values["tags"] == ("vip", "展会")
    assert sheet.values["credit_limit_minor"] == 50_000_000
    assert sheet.values["verified_on"] == desk.today()
    assert dict(sheet.custom) == {"车间": "3号"}
    assert sheet.cadence == "1m visit", "what the grade says, for where there is none of its own"
    from kamtui.services.customer_fields import COLUMN, CUSTOMER

    assert {COLUMN.get(name, name) for name in CUSTOMER} <= set(sheet.values)
    with pytest.raises(KamError) as caught:
        customer_sheet.read(desk, customer_id="0" * 32)
    assert caught.value.code == "customer.unknown"


def test_the_words_of_the_book(desk: Desk) -> None:
    fill(desk)
    for name, city in zip(NAMES, ("苏州", "Leeds", "苏州"), strict=True):
        edit(desk, name, city=city, tags="展会" if city == "苏州" else "展会, vip")
    edit(desk, NAMES[0], custom__车间="3号", industry="机械")
    words = customer_sheet.words(desk)
    assert words["city"] == ("苏州", "Leeds")
    assert words["tags"] == ("展会", "vip") and words["custom"] == ("车间",)
    assert words["industry"] == ("机械",) and words["intent"] == ()
    assert customer_sheet.words(desk, limit=1)["city"] == ("苏州",)


def test_a_parent_is_named_by_number_or_name_and_undone(desk: Desk) -> None:
    fill(desk)
    own = id_of(desk, NAMES[0])
    edit(desk, NAMES[0], parent="acme")
    assert customer_sheet.read(desk, customer_id=own).parent == "Acme Industrial"
    edit(desk, NAMES[0], parent="")
    assert customer_sheet.read(desk, customer_id=own).parent == ""
    history.undo(desk)
    assert customer_sheet.read(desk, customer_id=own).parent == "Acme Industrial"


@pytest.mark.parametrize(
    ("typed", "code"),
    [(NAMES[0], "customer.own_parent"), (NAMES[1], "customer.own_parent"),
     ("nobody at all", "customer.unknown")],
)  # fmt: skip
def test_nobody_is_their_own_parent_even_in_a_round(desk: Desk, typed: str, code: str) -> None:
    fill(desk)
    edit(desk, NAMES[1], parent=NAMES[2])
    edit(desk, NAMES[2], parent=NAMES[0])
    with pytest.raises(KamError) as caught:
        edit(desk, NAMES[0], parent=typed)
    assert (caught.value.code, caught.value.params["field"]) == (code, "parent")
    assert customer_sheet.read(desk, customer_id=id_of(desk, NAMES[0])).parent == ""


def test_own_fields_are_conflicts_too(desk: Desk) -> None:
    fill(desk)
    edit(desk, NAMES[0], custom__dock="1")
    edit(desk, NAMES[0], custom__dock="2")
    with pytest.raises(KamError) as caught:
        edit(desk, NAMES[0], {"custom.dock": "1"}, custom__dock="3")
    assert caught.value.code == "record.conflict"
    assert caught.value.params["field"] == "custom.dock"
    assert (caught.value.params["theirs"], caught.value.params["mine"]) == ("2", "3")
    edit(desk, NAMES[0], {"custom.dock": "2"}, custom__dock="")
    assert not customer_sheet.read(desk, customer_id=id_of(desk, NAMES[0])).custom


def test_a_cadence_is_kept_in_its_short_form(desk: Desk) -> None:
    fill(desk)
    edit(desk, NAMES[0], cadence="每两周微信")
    sheet = customer_sheet.read(desk, customer_id=id_of(desk, NAMES[0]))
    assert sheet.values["cadence"] == "2w wechat"
    with pytest.raises(KamError) as caught:
        edit(desk, NAMES[0], cadence="每月")
    assert caught.value.code == "cadence.no_channel"
    assert caught.value.params["field"] == "cadence"

"""People as records: added, changed, deleted by id, the main one, the company's own numbers."""

from collections.abc import Callable

import pytest
from tests.store.states import derived_of, state_of

from kamtui.domain.contact_texts import texts_of
from kamtui.domain.errors import KamError
from kamtui.domain.views.customer import ContactView, CustomerBrief
from kamtui.services import contacts, customers, doctor, history, records
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft


@pytest.fixture
def customer_id(desk: Desk) -> str:
    draft = CustomerDraft("华东机械有限公司", phones=["13828034063"], contacts=["李总"])
    return next(iter(records.add(desk, draft=draft).customer_ids))


def brief(desk: Desk, customer_id: str) -> CustomerBrief:
    return customers.brief(desk, customer_id=customer_id)


def called(desk: Desk, customer_id: str, name: str) -> ContactView:
    return next(one for one in brief(desk, customer_id).contacts if one.name == name)


def found(desk: Desk, text: str) -> list[str]:
    return [match.name for match in customers.find(desk, text=text)]


def refused(act: Callable[[], object]) -> KamError:
    with pytest.raises(KamError) as caught:
        act()
    return caught.value


def test_a_person_is_added_with_everything_and_found_at_once(desk: Desk, customer_id: str) -> None:
    contacts.add(
        desk,
        customer_id=customer_id,
        assignments={
            "name": "张工", "title": "技术部", "role": "influences",
            "mobile": "139 1234 5678； 13700000001;139 1234 5678", "phone": "0512-6552 1234 转8003",
            "email": "zhang＠x.cn", "wechat": "zhang_gong", "wechat_remark": "华东张工",
            "fax": "0512-65521235", "birthday": "农历八月十五", "remarks": "只回微信",
        },
    )  # fmt: skip
    person = called(desk, customer_id, "张工")
    assert texts_of(person) == {
        "name": "张工", "title": "技术部", "role": "influences", "is_main": "",
        "birthday": "农历08-15", "remarks": "只回微信", "phone": "0512-6552 1234 转8003",
        "mobile": "139 1234 5678; 13700000001", "email": "zhang@x.cn", "wechat": "zhang_gong",
        "wechat_remark": "华东张工", "fax": "0512-65521235", "other": "",
    }  # fmt: skip
    assert not person.is_main and called(desk, customer_id, "李总").is_main
    for text in ("13912345678", "5678", "zhang_gong", "zg"):
        assert found(desk, text) == ["华东机械有限公司"], text


def test_a_rename_and_a_corrected_number_keep_their_records(desk: Desk, customer_id: str) -> None:
    person = called(desk, customer_id, "李总")
    changes = contacts.change(
        desk,
        contact_id=person.id,
        assignments={"name": "李建国", "mobile": "13828034064; 13700000001"},
        base=texts_of(person),
    )
    after = called(desk, customer_id, "李建国")
    assert after.id == person.id and changes.subject == "李建国"
    assert [one.value for one in after.points] == ["13828034064", "13700000001"]
    assert after.points[0].id == person.points[0].id, "corrected, not deleted and added"
    assert found(desk, "13828034064") == ["华东机械有限公司"] and not found(desk, "13828034063")
    history.undo(desk)
    assert called(desk, customer_id, "李总") == person
    assert found(desk, "13828034063") == ["华东机械有限公司"]


def test_the_first_number_is_the_main_one(desk: Desk, customer_id: str) -> None:
    person = called(desk, customer_id, "李总")
    numbers = ["13700000001", "13828034063", "13700000000"]
    contacts.change(desk, contact_id=person.id, assignments={"mobile": ";".join(numbers)})
    after = called(desk, customer_id, "李总")
    assert after.phone == "13700000001" == after.points[0].value
    assert [one.is_main for one in after.points].count(True) == 1
    assert customers.find(desk, text="hdj")[0].phone == "13700000001", "facts are refreshed"
    assert after.points[1].id == person.points[0].id


def test_several_numbers_typed_at_once_keep_their_order(desk: Desk, customer_id: str) -> None:
    numbers = [f"1370000{index:04d}" for index in range(30)]
    contacts.add(
        desk, customer_id=customer_id, assignments={"name": "王", "mobile": ";".join(numbers)}
    )
    assert [one.value for one in called(desk, customer_id, "王").points] == numbers


def test_saving_what_is_there_changes_nothing(desk: Desk, customer_id: str) -> None:
    person = called(desk, customer_id, "李总")
    texts = texts_of(person)
    assert contacts.change(desk, contact_id=person.id, assignments=texts).group_id == ""


def test_only_one_is_the_main_contact(desk: Desk, customer_id: str) -> None:
    contacts.add(desk, customer_id=customer_id, assignments={"name": "王", "is_main": "yes"})
    assert [one.name for one in brief(desk, customer_id).contacts if one.is_main] == ["王"]
    contacts.set_main(desk, contact_id=called(desk, customer_id, "李总").id)
    assert [one.name for one in brief(desk, customer_id).contacts if one.is_main] == ["李总"]
    assert contacts.main_name(desk, customer_id=customer_id) == "李总"
    person = called(desk, customer_id, "李总")
    contacts.change(desk, contact_id=person.id, assignments={"is_main": "否"})
    assert contacts.main_name(desk, customer_id=customer_id) is None
    history.undo(desk)
    history.undo(desk)
    assert contacts.main_name(desk, customer_id=customer_id) == "王"


def test_deleting_the_main_contact_makes_the_next_one_main(desk: Desk, customer_id: str) -> None:
    for name in ("王", "赵"):
        contacts.add(desk, customer_id=customer_id, assignments={"name": name})
    before = state_of(_path(desk))
    person = called(desk, customer_id, "李总")
    contacts.delete(desk, contact_id=person.id)
    people = brief(desk, customer_id).contacts
    assert [(one.name, one.is_main) for one in people] == [("王", True), ("赵", False)]
    assert not found(desk, "13828034063")
    history.undo(desk)
    assert state_of(_path(desk)) == before, "one undo step brings person, numbers and main back"
    history.redo(desk)
    records.restore(desk, record_id=person.id)
    back = called(desk, customer_id, "李总")
    assert [one.value for one in back.points] == ["13828034063"]
    assert not back.is_main and contacts.main_name(desk, customer_id=customer_id) == "王"


def test_a_number_deleted_before_stays_deleted(desk: Desk, customer_id: str) -> None:
    person = called(desk, customer_id, "李总")
    contacts.change(desk, contact_id=person.id, assignments={"email": "li@x.cn"})
    person = called(desk, customer_id, "李总")
    gone = contacts.delete_point(desk, point_id=person.points[1].id)
    assert gone.subject == "李总"
    records.delete(desk, entity="contact", record_id=person.id)
    records.restore(desk, record_id=person.id)
    assert [one.kind for one in called(desk, customer_id, "李总").points] == [person.points[0].kind]


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("name", " \u200b ".replace("\u200b", ""), "contact.no_name"),
        ("mobile", "未知", "contact.no_digits"),
        ("fax", "139; -", "contact.no_digits"),
        ("email", "zhang.x.cn", "contact.no_at"),
        ("email", "@", "contact.no_at"),
        ("birthday", "someday", "contact.birthday"),
        ("role", "boss", "value.invalid"),
        ("is_main", "perhaps", "value.invalid"),
        ("nothing", "x", "field.unknown"),
        ("remarks", "a\0b", "text.nul"),
        ("remarks", "x" * 100_001, "text.too_long"),
    ],
)
def test_what_is_refused_writes_nothing(
    desk: Desk, customer_id: str, field: str, text: str, code: str
) -> None:
    person = called(desk, customer_id, "李总")
    before = state_of(_path(desk))
    error = refused(
        lambda: contacts.change(desk, contact_id=person.id, assignments={"title": "x", field: text})
    )
    assert error.code == code and (code.startswith("text") or error.params["field"] == field)
    refused(
        lambda: contacts.add(desk, customer_id=customer_id, assignments={"name": "N", field: text})
    )
    assert state_of(_path(desk)) == before


@pytest.mark.parametrize(
    "name", ["[red]x[/]", "a\x1b[31mb", "\u202eabc", "\U0001f469\u200d\U0001f680", "１２"]
)
def test_hostile_names_and_numbers_are_kept(desk: Desk, customer_id: str, name: str) -> None:
    contacts.add(desk, customer_id=customer_id, assignments={"name": name, "mobile": f"1{name}"})
    assert called(desk, customer_id, name).points[0].value == f"1{name}"


def test_the_same_field_in_two_windows_is_refused_with_all_three(
    desk: Desk, customer_id: str, desk_on: Callable[..., Desk]
) -> None:
    other = desk_on(_path(desk), device="two")
    base = texts_of(called(desk, customer_id, "李总"))
    person = called(desk, customer_id, "李总")
    contacts.change(other, contact_id=person.id, assignments={"mobile": "137", "title": "总"})
    error = refused(
        lambda: contacts.change(
            desk, contact_id=person.id, assignments={"mobile": "136"}, base=base
        )
    )
    assert error.code == "record.conflict"
    assert error.params == {
        "field": "mobile", "mine": "136", "theirs": "137", "base": "13828034063",
    }  # fmt: skip
    # Other fields merge, and the same value is no conflict.
    contacts.change(
        desk, contact_id=person.id, assignments={"mobile": "137", "remarks": "r"}, base=base
    )
    after = texts_of(called(desk, customer_id, "李总"))
    assert (after["mobile"], after["title"], after["remarks"]) == ("137", "总", "r")
    contacts.delete(other, contact_id=person.id)
    for act in (
        lambda: contacts.change(desk, contact_id=person.id, assignments={"title": "x"}),
        lambda: contacts.delete(desk, contact_id=person.id),
        lambda: contacts.set_main(desk, contact_id=person.id),
        lambda: contacts.person(desk, contact_id=person.id),
        lambda: contacts.delete_point(desk, point_id=person.points[0].id),
    ):
        assert refused(act).code == "record.gone"


def test_the_companys_own_numbers(desk: Desk, customer_id: str) -> None:
    base = contacts.company(desk, customer_id=customer_id)
    contacts.change_company(
        desk,
        customer_id=customer_id,
        assignments={"phone": "021-5555 0001; 400-1", "wechat": "hd_official"},
        base=base,
    )
    now = contacts.company(desk, customer_id=customer_id)
    assert (now["phone"], now["wechat"]) == ("021-5555 0001; 400-1", "hd_official")
    assert brief(desk, customer_id).customer.phone == "021-5555 0001"
    assert found(desk, "02155550001") == ["华东机械有限公司"]
    error = refused(
        lambda: contacts.change_company(
            desk, customer_id=customer_id, assignments={"phone": "1"}, base=base
        )
    )
    assert error.code == "record.conflict" and error.params["theirs"] == now["phone"]
    contacts.change_company(desk, customer_id=customer_id, assignments={"phone": "400-1"}, base=now)
    assert brief(desk, customer_id).customer.phone == "400-1"
    contacts.change_company(desk, customer_id=customer_id, assignments={"phone": "", "wechat": ""})
    assert set(contacts.company(desk, customer_id=customer_id).values()) == {""}
    for _step in range(3):
        history.undo(desk)
    assert contacts.company(desk, customer_id=customer_id) == base
    unknown = lambda: contacts.change_company(  # noqa: E731
        desk, customer_id=customer_id, assignments={"title": "x"}
    )
    assert refused(unknown).code == "field.unknown"


def test_two_of_one_name_are_told_apart_by_the_tail_of_the_id(desk: Desk, customer_id: str) -> None:
    contacts.add(desk, customer_id=customer_id, assignments={"name": "李总", "title": "设备"})
    first, second = brief(desk, customer_id).contacts
    assert first.name == second.name
    error = refused(
        lambda: contacts.set_contact(
            desk, customer_id=customer_id, assignments={"name": "李总", "title": "x"}
        )
    )
    assert error.code == "contact.same_name"
    assert f"李总 设备 id={second.id[-8:]}" in str(error.params["matches"])
    contacts.set_contact(
        desk, customer_id=customer_id, assignments={"ID": second.id[-8:], "name": "李工"}
    )
    assert called(desk, customer_id, "李工").id == second.id
    for tail, code in (("zzzzzz", "contact.unknown"), ("a", "contact.unknown")):
        error = refused(
            lambda tail=tail: contacts.set_contact(  # type: ignore[misc]
                desk, customer_id=customer_id, assignments={"id": tail, "name": "x"}
            )
        )
        assert error.code == code


def test_the_command_line_adds_details_and_empty_text_removes_them(
    desk: Desk, customer_id: str
) -> None:
    for number in ("13700000001", "13700000001; 13700000002"):
        contacts.set_contact(
            desk, customer_id=customer_id, assignments={"name": "李总", "mobile": number}
        )
    numbers = [one.value for one in called(desk, customer_id, "李总").points]
    assert numbers == ["13828034063", "13700000001", "13700000002"]
    contacts.set_contact(desk, customer_id=customer_id, assignments={"name": "李总", "mobile": ""})
    assert called(desk, customer_id, "李总").points == ()


def test_derived_tables_are_what_a_recomputation_gives(desk: Desk, customer_id: str) -> None:
    person = called(desk, customer_id, "李总")
    contacts.add(desk, customer_id=customer_id, assignments={"name": "王", "phone": "021"})
    contacts.change(desk, contact_id=person.id, assignments={"mobile": "136", "is_main": ""})
    contacts.delete(desk, contact_id=person.id)
    stored = derived_of(_path(desk))
    doctor.rebuild(desk)
    assert derived_of(_path(desk)) == stored


def _path(desk: Desk):  # type: ignore[no-untyped-def]
    assert desk.path is not None
    return desk.path

"""One line of the change log taken back as a new step: fields, records, grades, conflicts."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.states import State, derived_of, state_of

from kamtui.domain.errors import KamError
from kamtui.domain.views.changes import ChangeEntry
from kamtui.services import (
    actions,
    communications,
    contacts,
    customers,
    doctor,
    grade_review,
    history,
    records,
)
from kamtui.services.communications import LogDraft, PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft

OpenDesk = Callable[..., Desk]


@pytest.fixture
def customer_id(desk: Desk) -> str:
    return _customer(desk)


def _customer(desk: Desk) -> str:
    draft = CustomerDraft("华东机械有限公司", phones=["13828034063"], contacts=["李总"], grade="B")
    return next(iter(records.add(desk, draft=draft).customer_ids))


def lines(desk: Desk, customer_id: str) -> tuple[ChangeEntry, ...]:
    return history.entries(desk, customer_id=customer_id)


def newest(desk: Desk, customer_id: str, entity: str, op: str = "update") -> ChangeEntry:
    found = lines(desk, customer_id)
    return next(one for one in found if (one.entity, one.op) == (entity, op))


def field_of(desk: Desk, customer_id: str, name: str) -> object:
    return customers.brief(desk, customer_id=customer_id).customer.fields[name]


def edit(desk: Desk, customer_id: str, **fields: str) -> None:
    records.edit(desk, customer_id=customer_id, assignments=fields)


def refused(desk: Desk, seq: int, **more: object) -> KamError:
    before = state_of(path_of(desk))
    with pytest.raises(KamError) as caught:
        history.revert(desk, seq=seq, **more)  # type: ignore[arg-type]
    assert state_of(path_of(desk)) == before
    return caught.value


def path_of(desk: Desk) -> Path:
    assert desk.path is not None
    return desk.path


def test_an_update_is_set_back_and_that_can_be_undone(desk: Desk, customer_id: str) -> None:
    edit(desk, customer_id, city="苏州", tags="a,b", credit_limit="5000")
    before = state_of(path_of(desk))
    edit(desk, customer_id, city="上海", tags="c", credit_limit="", verified_on="2026-11-20")
    after = state_of(path_of(desk))
    edit(desk, customer_id, owner="王")  # something else, later
    changes = history.revert(desk, seq=lines(desk, customer_id)[1].seq)
    assert (changes.what, changes.subject) == ("revert", "华东机械有限公司")
    assert field_of(desk, customer_id, "city") == "苏州"
    assert field_of(desk, customer_id, "owner") == "王", "what came later stays"
    history.undo(desk)
    history.undo(desk)
    assert state_of(path_of(desk)) == after != before


def test_one_field_of_a_line_and_its_companions(desk: Desk, customer_id: str) -> None:
    edit(desk, customer_id, name="新名", city="上海")
    line = lines(desk, customer_id)[0]
    history.revert(desk, seq=line.seq, field="name")
    assert field_of(desk, customer_id, "name") == "华东机械有限公司"
    assert field_of(desk, customer_id, "city") == "上海"
    assert [one.name for one in customers.find(desk, text="hdj")] == ["华东机械有限公司"]
    with desk.read() as reader:
        assert reader.value("SELECT name_key FROM customer") == "华东机械有限公司"
    assert refused(desk, line.seq, field="name").code == "revert.already"
    assert refused(desk, line.seq, field="nothing").code == "revert.unknown"
    history.revert(desk, seq=line.seq)  # the rest
    assert field_of(desk, customer_id, "city") is None
    assert refused(desk, line.seq).code == "revert.already"


def test_a_field_changed_since_is_refused_until_it_is_confirmed(
    desk: Desk, customer_id: str
) -> None:
    edit(desk, customer_id, city="苏州", owner="王")
    edit(desk, customer_id, city="上海", owner="李")
    line = lines(desk, customer_id)[0]
    edit(desk, customer_id, city="无锡")
    error = refused(desk, line.seq)
    assert error.code == "revert.changed"
    assert error.params["conflicts"] == {"city": ("无锡", "上海", "苏州")}
    edit(desk, customer_id, city="常州")  # and again, while the question was on the screen
    assert refused(desk, line.seq, over={"city": "无锡"}).code == "revert.changed"
    history.revert(desk, seq=line.seq, over={"city": "常州"})
    assert (field_of(desk, customer_id, "city"), field_of(desk, customer_id, "owner")) == (
        "苏州",
        "王",
    )


def test_own_fields_are_set_back_one_by_one(desk: Desk, customer_id: str) -> None:
    assign = {"custom.税号": "1", "custom.开户行": "工行"}
    records.edit(desk, customer_id=customer_id, assignments=assign)
    assign = {"custom.税号": "2", "custom.开户行": ""}
    records.edit(desk, customer_id=customer_id, assignments=assign)
    line = lines(desk, customer_id)[0]
    records.edit(desk, customer_id=customer_id, assignments={"custom.颜色": "红"})
    history.revert(desk, seq=line.seq, field="custom.开户行")

    def custom() -> object:
        return dict(customers.brief(desk, customer_id=customer_id).customer.custom)

    assert custom() == {"税号": "2", "颜色": "红", "开户行": "工行"}
    history.revert(desk, seq=line.seq)
    assert custom() == {"税号": "1", "颜色": "红", "开户行": "工行"}
    assert refused(desk, line.seq, field="custom.没有").code == "revert.unknown"


def test_a_deleted_person_comes_back_with_its_numbers(desk: Desk, customer_id: str) -> None:
    person = customers.brief(desk, customer_id=customer_id).contacts[0]
    contacts.delete(desk, contact_id=person.id)
    points = newest(desk, customer_id, "contact_point", "delete")
    assert refused(desk, points.seq).code == "revert.owner_gone"
    history.revert(desk, seq=newest(desk, customer_id, "contact", "delete").seq)
    assert customers.brief(desk, customer_id=customer_id).contacts == (person,)
    assert customers.find(desk, text="13828034063")
    assert refused(desk, points.seq).code == "revert.already"


@pytest.mark.parametrize("entity", ["communication", "promise", "follow_up", "contact_point"])
def test_what_is_deleted_comes_back_from_its_line(
    desk: Desk, customer_id: str, entity: str
) -> None:
    draft = LogDraft(
        customer_id, "同意试样", promises=[("寄样册", None)],
        next=PlanDraft(on=date(2026, 12, 1), what="回访"),
    )  # fmt: skip
    communications.log(desk, draft=draft)
    before = state_of(path_of(desk))
    [(identifier, *_rest)] = before[entity]
    records.delete(desk, entity=entity, record_id=identifier)
    history.revert(desk, seq=newest(desk, customer_id, entity, "delete").seq)
    assert state_of(path_of(desk)) == before


def test_an_order_comes_back_with_what_left_with_it(desk: Desk, customer_id: str) -> None:
    from kamtui.store import tables

    with desk.write("order") as work:
        order = work.add(
            tables.SalesOrder(
                customer_id=customer_id, ordered_on=date(2026, 1, 2), amount_minor=100
            )
        )
        work.add(tables.OrderLine(order_id=order.id, quantity="1", amount_minor=100))
        work.add(
            tables.Receivable(
                customer_id=customer_id, order_id=order.id, due_on=date(2026, 2, 2),
                amount_minor=100,
            )
        )  # fmt: skip
        work.commit()
    before = state_of(path_of(desk))
    history.revert(desk, seq=newest(desk, customer_id, "sales_order", "create").seq)
    assert not state_of(path_of(desk))["receivable"]
    history.revert(desk, seq=newest(desk, customer_id, "sales_order", "delete").seq)
    assert state_of(path_of(desk)) == before


def test_a_creation_is_taken_away_again(desk: Desk, customer_id: str) -> None:
    contacts.add(desk, customer_id=customer_id, assignments={"name": "张工", "mobile": "139"})
    made = newest(desk, customer_id, "contact", "create")
    assert made.about.text == "张工"
    history.revert(desk, seq=made.seq)
    names = [one.name for one in customers.brief(desk, customer_id=customer_id).contacts]
    assert names == ["李总"]
    assert refused(desk, made.seq).code == "revert.already"
    gone = newest(desk, customer_id, "contact", "delete")
    history.revert(desk, seq=gone.seq)
    back = newest(desk, customer_id, "contact", "restore")
    history.revert(desk, seq=back.seq)
    assert len(customers.brief(desk, customer_id=customer_id).contacts) == 1


def test_a_change_of_a_deleted_record_says_so(desk: Desk, customer_id: str) -> None:
    person = customers.brief(desk, customer_id=customer_id).contacts[0]
    contacts.change(desk, contact_id=person.id, assignments={"title": "总"})
    line = lines(desk, customer_id)[0]
    contacts.delete(desk, contact_id=person.id)
    assert refused(desk, line.seq).code == "record.deleted"


def test_setting_the_main_contact_back_leaves_one_main_contact(
    desk: Desk, customer_id: str
) -> None:
    contacts.add(desk, customer_id=customer_id, assignments={"name": "王", "is_main": "yes"})
    unset = newest(desk, customer_id, "contact")
    assert unset.about.text == "李总" and unset.fields["is_main"] == (True, False)
    history.revert(desk, seq=unset.seq)
    people = customers.brief(desk, customer_id=customer_id).contacts
    assert [one.name for one in people if one.is_main] == ["李总"]


@pytest.mark.parametrize("entity", ["customer", "grade_change"])
def test_a_grade_is_set_back_by_hand_from_either_line(
    desk: Desk, customer_id: str, entity: str
) -> None:
    edit(desk, customer_id, grade="A")
    op = "update" if entity == "customer" else "create"
    line = newest(desk, customer_id, entity, op)
    history.revert(desk, seq=line.seq)
    assert field_of(desk, customer_id, "grade") == "B"
    decided = grade_review.history(desk, customer_id=customer_id)[0]
    assert (decided.from_grade, decided.to_grade) == ("A", "B") and decided.decision == "manual"
    assert refused(desk, line.seq).code == "revert.already"
    edit(desk, customer_id, grade="C")
    assert refused(desk, line.seq).code == "revert.changed"
    history.revert(desk, seq=line.seq, over={"grade": "C"})
    assert field_of(desk, customer_id, "grade") == "B"


def test_done_and_open_again_with_everything_that_goes_with_it(
    desk: Desk, customer_id: str
) -> None:
    from kamtui.services import settings as rules

    rules.change(desk, key="cadence.auto", text="off")  # one step that plans another is two
    communications.plan(
        desk, customer_id=customer_id, draft=PlanDraft(on=date(2026, 11, 22), what="回访")
    )
    before = state_of(path_of(desk))["follow_up"]
    [(identifier, *_rest)] = before
    actions.done(desk, item_ids=[identifier])
    found = lines(desk, customer_id)
    done = next(one for one in found if "state" in one.fields)
    history.revert(desk, seq=done.seq, field="state")
    assert state_of(path_of(desk))["follow_up"] == before


def test_steps_that_do_not_stand_are_not_reverted(desk: Desk, customer_id: str) -> None:
    edit(desk, customer_id, city="上海")
    line = lines(desk, customer_id)[0]
    history.undo(desk)
    assert refused(desk, line.seq).code == "revert.undone"
    taken_back = lines(desk, customer_id)[0]
    assert taken_back.what.startswith("undo")
    history.revert(desk, seq=taken_back.seq)  # which is the change again
    assert field_of(desk, customer_id, "city") == "上海"
    assert refused(desk, 10**9).code == "revert.unknown"


def test_an_import_is_a_line_of_its_customers_and_not_reverted(desk: Desk, tmp_path: Path) -> None:
    from kamtui.services.transfer.imports import import_file

    path = tmp_path / "客户.csv"
    path.write_text("客户名称,城市\n宁波远洋,宁波\n", encoding="utf-8")
    import_file(desk, source=path)
    customer = customers.resolve(desk, customer="宁波")[0]
    [line] = lines(desk, customer)
    assert (line.entity, line.op, line.about.text) == ("import_batch", "bulk_create", "客户.csv")
    assert refused(desk, line.seq).code == "revert.bulk"


def test_a_setting_is_not_reverted_here(desk: Desk) -> None:
    from kamtui.services import settings as rules

    rules.change(desk, key="cadence.A", text="2w call")
    [line] = history.entries(desk)
    assert refused(desk, line.seq).code == "revert.elsewhere"


def test_another_window_between_question_and_answer(
    desk: Desk, customer_id: str, desk_on: OpenDesk
) -> None:
    other = desk_on(path_of(desk), device="two")
    edit(desk, customer_id, city="上海")
    line = lines(desk, customer_id)[0]
    edit(other, customer_id, city="无锡")
    assert refused(desk, line.seq).params["now"] == "无锡"
    assert lines(other, customer_id)[0].device == "two"


NAMES = st.sampled_from(["李总", "张工", "[red]x[/]", "\u202eabc"])
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("city"), st.sampled_from(["苏州", "上海", "", "\U0001f600"])),
        st.tuples(st.just("tags"), st.sampled_from(["a,b", "c", ""])),
        st.tuples(st.just("credit_days"), st.sampled_from(["30", "60", ""])),
        st.tuples(st.just("custom.x"), st.sampled_from(["1", "2", ""])),
        st.tuples(st.just("name"), st.sampled_from(["甲公司", "乙公司"])),
        st.tuples(st.just("@title"), NAMES),
        st.tuples(st.just("@name"), NAMES),
        st.tuples(st.just("@mobile"), st.sampled_from(["136", "137; 138", "", "136; 137; 138"])),
        st.tuples(st.just("@birthday"), st.sampled_from(["1980-05-02", "农历8-15", "", "5月"])),
        st.tuples(st.just("-point"), st.just("")),
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(edits=EDITS)
def test_reverting_the_newest_step_line_by_line_is_undoing_it(
    desk_on: OpenDesk,
    template_book: Path,
    tmp_path_factory: pytest.TempPathFactory,
    edits: list[tuple[str, str]],
) -> None:
    path = tmp_path_factory.mktemp("revert") / "book.db"
    path.write_bytes(template_book.read_bytes())
    desk = desk_on(path)
    customer = _customer(desk)
    person = customers.brief(desk, customer_id=customer).contacts[0].id
    past: list[State] = [state_of(path)]
    groups: list[str] = []
    for name, text in edits:
        group = _edit(desk, customer, person, name, text)
        if group:
            groups.append(group)
            past.append(state_of(path))
    # From the newest to the oldest, each step's lines; every state on the way comes back.
    for group, state in zip(reversed(groups), reversed(past[:-1]), strict=True):
        for line in [one for one in lines(desk, customer) if one.group == group]:
            history.revert(desk, seq=line.seq)
        assert state_of(path) == state
    stored = derived_of(path)
    doctor.rebuild(desk)
    assert derived_of(path) == stored


def _edit(desk: Desk, customer: str, person: str, name: str, text: str) -> str:
    if name == "-point":
        points = customers.brief(desk, customer_id=customer).contacts[0].points
        if not points:
            return ""
        return contacts.delete_point(desk, point_id=points[0].id).group_id
    if name.startswith("@"):
        changes = contacts.change(desk, contact_id=person, assignments={name[1:]: text})
    else:
        changes = records.edit(desk, customer_id=customer, assignments={name: text})
    return changes.group_id

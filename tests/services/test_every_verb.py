"""Every verb of the services is one undo step: undo gives the state before, redo the one after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.conftest import TODAY
from tests.store.states import State, state_of

from kamtui.domain.errors import KamError
from kamtui.domain.filter_of import FilterOf
from kamtui.domain.views.customer import ContactView
from kamtui.domain.views.feedback import ComplaintValues, SurveyValues
from kamtui.domain.views.orders import (
    CustomerOrders,
    LineValues,
    OrderValues,
    PaymentValues,
    ReceivableValues,
)
from kamtui.services import (
    actions,
    agenda,
    bulk,
    cadence_plans,
    communications,
    contacts,
    customers,
    feedback,
    follow_ups,
    grading,
    history,
    inbox,
    models,
    order_list,
    orders,
    receivables,
    records,
    review_timers,
    sample,
    saved_filters,
    segments,
    settings,
    talks,
)
from kamtui.services.communications import LogDraft, PlanDraft
from kamtui.services.desk import Desk
from kamtui.services.follow_ups import PlanEdit
from kamtui.services.records import CustomerDraft
from kamtui.services.talks import PromiseValues, TalkEdit


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample book of the tests' day, built once per worker; copy it, never open it."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    sample.build(path, today=TODAY)
    return path


@pytest.fixture
def sample_desk(sample_file: Path, tmp_path: Path, desk_on: Callable[..., Desk]) -> Desk:
    path = tmp_path / "book.db"
    path.write_bytes(sample_file.read_bytes())
    return desk_on(path)


def living(desk: Desk) -> State:
    """Return the state without links of communications that are gone."""
    assert desk.path is not None
    state = state_of(desk.path)
    talks = {row[0] for row in state["communication"]}
    state["links"] = [row for row in state["links"] if row[0] in talks]
    return state


def one(desk: Desk, kind: str) -> str:
    """Return the id of the first agenda row of a kind."""
    return next(item.id for item in agenda.read(desk).items if item.kind == kind)


def huadong(desk: Desk) -> str:
    return customers.resolve(desk, customer="hdj")[0]


def _number(desk: Desk) -> str:
    return customers.brief(desk, customer_id=huadong(desk)).customer.customer_no


def _log(desk: Desk) -> object:
    return communications.log(
        desk,
        draft=LogDraft(
            huadong(desk),
            "同意试样\n周五寄出",
            people=["李总", "没有的人"],
            promises=[("寄样册", None), ("报价", date(2026, 12, 1))],
            outcome="同意",
            next=PlanDraft(on=date(2026, 11, 25), what="样品回访"),
        ),
    )


def first_person(desk: Desk) -> ContactView:
    return customers.brief(desk, customer_id=huadong(desk)).contacts[0]


def last_person(desk: Desk) -> ContactView:
    return customers.brief(desk, customer_id=huadong(desk)).contacts[-1]


def _newest(desk: Desk, entity: str, op: str) -> int:
    found = history.entries(desk, customer_id=huadong(desk))
    return next(one.seq for one in found if (one.entity, one.op) == (entity, op))


def _accept_all(desk: Desk) -> object:
    return grading.accept(desk)


def _delete(desk: Desk) -> object:
    return records.delete(desk, entity="customer", record_id=huadong(desk))


def _money(desk: Desk) -> CustomerOrders:
    """Return the orders of a customer that owes, each shown whole."""
    customer_id = next(
        one.customer_id for one in agenda.read(desk).items if one.kind == "collection"
    )
    found = order_list.read(desk, customer_id=customer_id)
    return order_list.read(desk, customer_id=customer_id, whole=[one.id for one in found.orders])


def _owed(desk: Desk) -> str:
    return _money(desk).receivables[0].id


def _owing_order(desk: Desk) -> str:
    return next(one.id for one in _money(desk).orders if one.receivables == 1)


def _add_order(desk: Desk) -> object:
    values = OrderValues(
        order_no="SO-NEW", ordered_on=TODAY, amount_minor=42_000_000, product="全新产品",
        quantity="3", price_minor=14_000_000, due_on=TODAY + timedelta(days=30),
    )  # fmt: skip
    return orders.add(desk, customer_id=huadong(desk), values=values)


def _change_order(desk: Desk) -> object:
    order_id = _owing_order(desk)
    base = orders.values(desk, order_id=order_id)
    wanted = replace(base, order_no="SO-X", amount_minor=base.amount_minor + 100, due_on=TODAY)
    return orders.change(desk, order_id=order_id, wanted=wanted, base=base)


def _change_line(desk: Desk) -> object:
    line = next(one for detail in _money(desk).details.values() for one in detail.lines)
    base = orders.line_values(desk, line_id=line.id)
    wanted = replace(base, product="另一产品", quantity="77")
    return orders.change_line(desk, line_id=line.id, wanted=wanted, base=base)


def _change_receivable(desk: Desk) -> object:
    base = receivables.values(desk, receivable_id=_owed(desk))
    wanted = replace(base, amount_minor=base.amount_minor + 5, invoice_no="INV-9")
    return receivables.change(desk, receivable_id=_owed(desk), wanted=wanted, base=base)


def _a_payment(desk: Desk) -> str:
    return next(one.id for detail in _money(desk).details.values() for one in detail.payments)


def _change_payment(desk: Desk) -> object:
    payment_id = _a_payment(desk)
    base = receivables.payment_values(desk, payment_id=payment_id)
    wanted = replace(base, amount_minor=base.amount_minor - 1, receivable_id=_owed(desk))
    return receivables.change_payment(desk, payment_id=payment_id, wanted=wanted, base=base)


def _talk(desk: Desk) -> str:
    """Return the id of the newest communication something was promised in."""
    brief = customers.brief(desk, customer_id=huadong(desk))
    promised = {one.communication_id for one in brief.promises}
    return next(one.id for one in brief.communications if one.id in promised)


def _edit_talk(desk: Desk) -> object:
    """Change everything: words, day, people (one linked, one named, one gone), promises."""
    base = talks.values_of(desk, communication_id=_talk(desk))
    first = base.promises[0]
    wanted = replace(
        base,
        content="改过\n两行",
        when=(date(2026, 11, 20), None),
        people=("张工", "没有的人"),
        channel="visit",
        direction="in",
        outcome="同意",
        promises=(
            replace(first, what="另一样", delivered_on=TODAY),
            PromiseValues(None, "新承诺", date(2026, 12, 1)),
        ),
    )
    edit = TalkEdit(wanted, base)
    return talks.change(desk, communication_id=_talk(desk), edit=edit)


def _edit_people(desk: Desk) -> object:
    base = talks.values_of(desk, communication_id=_talk(desk))
    edit = TalkEdit(replace(base, people=("张工",)), base)
    return talks.change(desk, communication_id=_talk(desk), edit=edit)


def _edit_plan(desk: Desk) -> object:
    item = one(desk, "follow_up")
    base = follow_ups.values_of(desk, item_id=item)
    wanted = replace(
        base, on=date(2026, 12, 1), at=time(10), what="改过", channel="errand", contact_id=None,
        place="厂里", goal="签约", expected_result="盖章", assignee="王",
    )  # fmt: skip
    return follow_ups.change(desk, item_id=item, edit=PlanEdit(wanted, base))


def _set_state(desk: Desk, state: str, item: str | None = None) -> object:
    item = item or one(desk, "follow_up")
    base = follow_ups.values_of(desk, item_id=item)
    return follow_ups.change(desk, item_id=item, edit=PlanEdit(replace(base, state=state), base))


def _reopen(desk: Desk) -> object:
    closed = next(
        plan for plan in follow_ups.listed(desk, customer_id=huadong(desk)) if plan.state == "done"
    )
    return _set_state(desk, "open", closed.id)


def _edit_promise(desk: Desk) -> object:
    item = one(desk, "promise")
    base = follow_ups.values_of(desk, item_id=item)
    wanted = replace(base, on=None, what="改过", delivered_on=TODAY)
    return follow_ups.change(desk, item_id=item, edit=PlanEdit(wanted, base))


def _complaint(desk: Desk) -> object:
    opened = desk.clock.now() - timedelta(hours=2)
    values = ComplaintValues("grumble", "price", "太贵\n又慢", opened, handled_by="王")
    return feedback.add_complaint(desk, customer_id=huadong(desk), values=values)


def _change_complaint(desk: Desk) -> object:
    item = one(desk, "complaint")
    base = feedback.complaint_values(desk, complaint_id=item)
    wanted = replace(
        base, kind="grumble", cause="other", description="改过", resolution="补发",
        opened_at=base.opened_at - timedelta(hours=1), settled_at=desk.clock.now(), handled_by="李",
    )  # fmt: skip
    return feedback.change_complaint(desk, complaint_id=item, wanted=wanted, base=base)


def _survey(desk: Desk) -> object:
    values = SurveyValues(TODAY, "4.5", 9, "更快", "电话")
    return feedback.add_survey(desk, customer_id=huadong(desk), values=values)


def _change_survey(desk: Desk) -> object:
    customer_id = customers.resolve(desk, customer="厦门港务")[0]
    survey = feedback.read(desk, customer_id=customer_id).surveys[0]
    base = feedback.survey_values(desk, survey_id=survey.id)
    wanted = replace(base, score="5", recommend=None, suggestion="好", source="拜访")
    return feedback.change_survey(desk, survey_id=survey.id, wanted=wanted, base=base)


def _replan(desk: Desk) -> object:
    with desk.read() as reader:
        found = reader.value(
            "SELECT u.customer_id FROM follow_up u JOIN customer c ON c.id = u.customer_id"
            " WHERE u.origin = 'cadence' AND u.state = 'open' AND c.grade <> 'A'"
            " AND c.cadence IS NULL ORDER BY u.id"
        )
    return records.edit(desk, customer_id=found, assignments={"grade": "A"})


def some(desk: Desk) -> list[str]:
    """Return a few customers."""
    return [one.customer_id for one in customers.find(desk, text="j", limit=5)]


VERBS: dict[str, Callable[[Desk], object]] = {
    "segment rules": lambda desk: segments.set_rules(
        desk, by="value", lines=["big: amount.12 >= 300000", "rest: otherwise"]
    ),
    "segments of one's own": lambda desk: segments.set_rules(
        desk, by="打法", lines=["east: region = 华东", "rest: otherwise"]
    ),
    "portrait": lambda desk: segments.set_rules(
        desk, by="portrait.high", lines=["amount.12 >= 300000"]
    ),
    "done follow-up": lambda desk: actions.done(desk, item_ids=[one(desk, "follow_up")]),
    "done promise": lambda desk: actions.done(desk, item_ids=[one(desk, "promise")]),
    "done money": lambda desk: actions.done(desk, item_ids=[one(desk, "collection")]),
    "done complaint": lambda desk: actions.done(desk, item_ids=[one(desk, "complaint")]),
    "done all": lambda desk: actions.done(
        desk, item_ids=[item.id for item in agenda.read(desk).items]
    ),
    "snooze": lambda desk: actions.snooze(
        desk,
        item_ids=[one(desk, "follow_up"), one(desk, "promise"), one(desk, "collection")],
        to=date(2026, 12, 4),
    ),
    "log": _log,
    "plan": lambda desk: communications.plan(
        desk, customer_id=huadong(desk), draft=PlanDraft(on=TODAY, what="拜访", channel="visit")
    ),
    "add": lambda desk: records.add(
        desk,
        draft=CustomerDraft(
            "新客户", phones=["13800138000", "010-88889999"], contacts=["张三", "李四"], grade="b",
            tags=["重点"], next=PlanDraft(on=TODAY + timedelta(days=3), what="首访"),
        ),
    ),
    "edit": lambda desk: records.edit(
        desk,
        customer_id=huadong(desk),
        assignments={"city": "上海", "grade": "C", "tags": "a,b", "custom.税号": "1", "name": "新"},
    ),
    "edit parent and cadence": lambda desk: records.edit(
        desk,
        customer_id=huadong(desk),
        assignments={"parent": "Acme", "cadence": "每两周微信", "referred_by": "王总"},
    ),
    "log with a new person": lambda desk: communications.log(
        desk,
        draft=LogDraft(huadong(desk), "x", people=["新人", "李总"], new_people=["新人", "李总"]),
    ),
    "contact": lambda desk: contacts.set_contact(
        desk,
        customer_id=huadong(desk),
        assignments={"name": "张工", "mobile": "13900139000", "is_main": "yes", "birthday": "5-2"},
    ),
    "contact add": lambda desk: contacts.add(
        desk,
        customer_id=huadong(desk),
        assignments={"name": "张工", "mobile": "139; 138", "is_main": "yes", "birthday": "1980"},
    ),
    "contact change": lambda desk: contacts.change(
        desk,
        contact_id=first_person(desk).id,
        assignments={"name": "改名", "mobile": "137; 136", "email": "a@b", "role": "uses"},
    ),
    "contact company": lambda desk: contacts.change_company(
        desk, customer_id=huadong(desk), assignments={"phone": "021; 022", "email": "a@b"}
    ),
    "contact point deleted": lambda desk: contacts.delete_point(
        desk, point_id=next(iter(first_person(desk).points)).id
    ),
    "contact deleted": lambda desk: contacts.delete(desk, contact_id=first_person(desk).id),
    "delete": _delete,
    "edit communication": _edit_talk,
    "edit people of a communication": _edit_people,
    "delete communication": lambda desk: records.delete(
        desk, entity="communication", record_id=_talk(desk)
    ),
    "edit follow-up": _edit_plan,
    "cancel follow-up": lambda desk: _set_state(desk, "cancelled"),
    "set follow-up done": lambda desk: _set_state(desk, "done"),
    "set follow-up open again": _reopen,
    "edit promise": _edit_promise,
    "accept one": lambda desk: grading.accept(
        desk, customer_ids=[customers.resolve(desk, customer="Acme")[0]]
    ),
    "accept all": _accept_all,
    "override": lambda desk: grading.override(
        desk, customer_id=huadong(desk), grade="B", reason="战略客户"
    ),
    "order": _add_order,
    "change order": _change_order,
    "line": lambda desk: orders.add_line(
        desk, order_id=_owing_order(desk), values=LineValues("全新产品", "2", 100, None)
    ),
    "change line": _change_line,
    "receivable": lambda desk: receivables.add(
        desk, order_id=_owing_order(desk), values=ReceivableValues(TODAY, 500, "INV-1")
    ),
    "change receivable": _change_receivable,
    "received": lambda desk: receivables.receive(
        desk, receivable_id=_owed(desk), amount_minor=100, on=TODAY
    ),
    "promised": lambda desk: receivables.promise(
        desk, receivable_id=_owed(desk), on=TODAY + timedelta(days=9)
    ),
    "payment": lambda desk: receivables.add_payment(
        desk, order_id=_owing_order(desk), values=PaymentValues(TODAY, -5, "转账")
    ),
    "change payment": _change_payment,
    "delete order": lambda desk: records.delete(
        desk, entity="sales_order", record_id=_owing_order(desk)
    ),
    "delete receivable": lambda desk: records.delete(
        desk, entity="receivable", record_id=_owed(desk)
    ),
    "delete payment": lambda desk: records.delete(
        desk, entity="payment", record_id=_a_payment(desk)
    ),
    "override many": lambda desk: grading.override_many(
        desk,
        customer_ids=[huadong(desk), customers.resolve(desk, customer="Acme")[0]],
        grade="Ｃ",
        reason="一次性项目",
    ),
    "bulk tag": lambda desk: bulk.tag(
        desk, customer_ids=some(desk), add=["重点", "vip"], remove=["代理"]
    ),
    "bulk edit": lambda desk: bulk.edit(
        desk, customer_ids=some(desk), assignments={"grade": "D", "owner": "王 磊", "cadence": ""}
    ),
    "bulk plan": lambda desk: bulk.plan(
        desk, customer_ids=some(desk), draft=PlanDraft(on=TODAY, what="寄样册")
    ),
    "bulk archive": lambda desk: bulk.archive(desk, customer_ids=some(desk)),
    "bulk verify": lambda desk: bulk.verify(desk, customer_ids=some(desk)),
    "done stale": lambda desk: actions.done(desk, item_ids=[f"stale:{_number(desk)}"]),
    "bulk delete": lambda desk: bulk.delete(desk, customer_ids=some(desk)),
    "done silence": lambda desk: actions.done(desk, item_ids=[one(desk, "silence")]),
    "done care": lambda desk: actions.done(
        desk, item_ids=[one(desk, "care")], sent="岩茶", called={one(desk, "care"): "生日"}
    ),
    "snooze silence and care": lambda desk: actions.snooze(
        desk, item_ids=[one(desk, "silence"), one(desk, "care")], to=date(2026, 12, 4)
    ),
    "complaint": _complaint,
    "change complaint": _change_complaint,
    "settle": lambda desk: feedback.settle(
        desk, complaint_id=one(desk, "complaint"), resolution="补发两台"
    ),
    "hand over": lambda desk: feedback.hand_over(
        desk, complaint_id=one(desk, "complaint"), to="王 磊"
    ),
    "delete complaint": lambda desk: records.delete(
        desk, entity="complaint", record_id=one(desk, "complaint")
    ),
    "survey": _survey,
    "change survey": _change_survey,
    "model looked over": lambda desk: review_timers.model_reviewed(desk),
    "review put off": lambda desk: review_timers.put_off(
        desk, timer=review_timers.GRADES, to=TODAY + timedelta(days=7)
    ),
    "filter": lambda desk: saved_filters.save(desk, name="东区A类", words="A 逾期"),
    "filter of the agenda": lambda desk: saved_filters.save(
        desk, name="出差", words="city:上海 nextweek", of=FilterOf.AGENDA
    ),
    "plan by cadence": lambda desk: cadence_plans.plan_many(
        desk, customer_ids=cadence_plans.unplanned(desk).customer_ids, per_day=2
    ),
    "grade that replans": _replan,
    "note": lambda desk: inbox.add(desk, content="展会上\n一位客户"),
    "setting": lambda desk: settings.change(desk, key="cadence.A", text="2w call"),
    "cut-offs": lambda desk: settings.apply(desk, values={"grade.A": 70, "grade.data": 40}),
    "model copied": lambda desk: models.copy(desk, name="rating", to="积分表"),
    "model in force": lambda desk: models.activate(desk, name="four classes"),
    "model saved": lambda desk: models.save(
        desk,
        model=models.get(desk, name="four classes")._replace(minimum_with_data=Decimal(30)),
        base_revision=1,
        activate=True,
    ),
}  # fmt: skip


#: Verbs that need a step of their own before.
PREPARED: dict[str, tuple[Callable[[Desk], object], Callable[[Desk], object]]] = {
    "forget segments of one's own": (
        lambda desk: segments.set_rules(desk, by="x", lines=["a: otherwise"]),
        lambda desk: segments.set_rules(desk, by="x", lines=None),
    ),
    "respond": (
        _complaint,
        lambda desk: feedback.respond(
            desk,
            complaint_id=feedback.read(desk, customer_id=huadong(desk)).complaints[0].id,
        ),
    ),
    "contact main": (
        lambda desk: contacts.add(desk, customer_id=huadong(desk), assignments={"name": "王"}),
        lambda desk: contacts.set_main(desk, contact_id=last_person(desk).id),
    ),
    "file a note": (
        lambda desk: inbox.add(desk, content="随记"),
        lambda desk: inbox.file(
            desk,
            note_id=inbox.listed(desk)[0].id,
            draft=LogDraft(huadong(desk), "随记", on=TODAY),
        ),
    ),
    "delete a note": (
        lambda desk: inbox.add(desk, content="随记"),
        lambda desk: records.delete(desk, entity="inbox_note", record_id=inbox.listed(desk)[0].id),
    ),
    "model renamed": (
        lambda desk: models.copy(desk, name="default", to="甲"),
        lambda desk: models.rename(desk, name="甲", to="乙"),
    ),
    "model deleted": (
        lambda desk: models.copy(desk, name="default", to="甲"),
        lambda desk: models.delete(desk, name="甲"),
    ),
    "model in force without a row": (
        lambda desk: models.activate(desk, name="four classes"),
        lambda desk: models.activate(desk, name="default"),
    ),
    "revert": (
        lambda desk: records.edit(
            desk, customer_id=huadong(desk), assignments={"grade": "D", "custom.x": "1"}
        ),
        lambda desk: history.revert(desk, seq=_newest(desk, "customer", "update")),
    ),
    "revert a creation": (
        lambda desk: contacts.add(
            desk, customer_id=huadong(desk), assignments={"name": "王", "mobile": "139"}
        ),
        lambda desk: history.revert(desk, seq=_newest(desk, "contact", "create")),
    ),
    "revert a deletion": (
        lambda desk: contacts.delete(desk, contact_id=first_person(desk).id),
        lambda desk: history.revert(desk, seq=_newest(desk, "contact", "delete")),
    ),
}


@pytest.mark.parametrize("verb", PREPARED)
def test_undo_and_redo_of_what_needs_a_step_before(sample_desk: Desk, verb: str) -> None:
    prepare, act = PREPARED[verb]
    prepare(sample_desk)
    before = living(sample_desk)
    act(sample_desk)
    after = living(sample_desk)
    assert after != before, "the verb changed nothing"
    history.undo(sample_desk)
    assert living(sample_desk) == before
    history.redo(sample_desk)
    assert living(sample_desk) == after


@pytest.mark.parametrize("verb", VERBS)
def test_undo_and_redo(sample_desk: Desk, verb: str) -> None:
    before = living(sample_desk)
    VERBS[verb](sample_desk)
    after = living(sample_desk)
    assert after != before, "the verb changed nothing"
    history.undo(sample_desk)
    assert living(sample_desk) == before
    history.redo(sample_desk)
    assert living(sample_desk) == after
    history.undo(sample_desk)
    assert living(sample_desk) == before


def test_all_verbs_after_one_another_across_restarts(
    sample_desk: Desk, desk_on: Callable[..., Desk]
) -> None:
    """Two hundred levels are kept in the book: a new desk takes back what an old one did."""
    assert sample_desk.path is not None
    states = [living(sample_desk)]
    done = []
    for verb, act in VERBS.items():
        try:
            act(sample_desk)
        except (KamError, StopIteration):
            # The row it acts on is gone by now, which is another verb's doing.
            continue
        done.append(verb)
        states.append(living(sample_desk))
    assert len(done) >= 10
    for state in reversed(states[:-1]):
        again = desk_on(sample_desk.path)
        history.undo(again)
        assert living(again) == state
    with pytest.raises(KamError, match=r"undo\.nothing"):
        history.undo(desk_on(sample_desk.path))

"""Laws of segments: everybody in exactly one, whatever the order of rows, edits, language."""

import json
import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from tests.conftest import TODAY

from kamtui.domain.segments.grammar import rule_text
from kamtui.domain.segments.model import BUILT_IN, NO_DATA
from kamtui.domain.views.orders import OrderValues
from kamtui.i18n import set_language
from kamtui.services import history, orders, records, segments, settings
from kamtui.services.communications import LogDraft, log
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft

from .segment_book import SHARED, SegmentBook


@pytest.fixture(scope="module")
def example() -> dict[str, object]:
    path = SHARED / "small-rfm-example.json"
    if not path.is_file():
        pytest.skip("the shared data is not here")
    found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("counted", ["orders", "days"])
def test_the_small_example_exactly(desk: Desk, example: dict[str, object], counted: str) -> None:
    """Two lines of one day are one order; as two orders they are one day with an order."""
    book = SegmentBook(desk)
    as_of = date.fromisoformat(str(example["as_of"]))
    rows = example["transactions"]
    assert isinstance(rows, list)
    for name in dict.fromkeys(row[0] for row in rows):
        book.customer(str(name))
    if counted == "orders":
        sums: dict[tuple[str, str], int] = {}
        for name, on, amount in rows:
            sums[str(name), on] = sums.get((str(name), on), 0) + amount
        for (name, on), amount in sums.items():
            order = book.order(on, amount, customer=name)
            for row in rows:
                if (str(row[0]), row[1]) == (name, on):
                    book.insert("order_line", order_id=order, amount_minor=row[2] * 100)
    else:
        for name, on, amount in rows:
            book.order(on, amount, customer=str(name))
        settings.change(desk, key="segments.rfm_frequency", text="days")
    found = {
        row.customer_no: row.score for row in segments.members(desk, by="rfm", as_of=as_of).rows
    }
    wanted = example["counting_first_purchase: frequency, days_since_last, monetary_mean"]
    assert isinstance(wanted, dict) and set(found) == set(wanted)
    for name, (frequency, days, mean) in wanted.items():
        score = found[name]
        assert score is not None
        assert (score.frequency, score.recency_days) == (frequency, days)
        assert score.average_minor / 100 == Fraction(str(mean))


def wander(book: SegmentBook, chance: random.Random, customers: int) -> list[tuple[str, str, int]]:
    """Return orders of some customers at random."""
    return [
        (
            f"c{chance.randrange(customers):02}",
            (TODAY - timedelta(days=chance.randrange(900))).isoformat(),
            chance.choice((-500, 0, 10, 10, 5_000, 90_000, 100_000, 499_999, 500_000)),
        )
        for _ in range(6 * customers)
    ]


@pytest.mark.parametrize("seed", range(5))
def test_everybody_is_in_exactly_one_segment(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    book = SegmentBook(desk)
    for at in range(12):
        book.customer(
            f"c{at:02}",
            region=chance.choice((None, "", "华东", "華東", "华北")),
            need_type=chance.choice((None, "price", "quality")),
            lifecycle=chance.choice((None, "prospect", "mature")),
            customer_since=chance.choice((None, "2020-01-01", "2026-06-01", "2030-01-01")),
        )
        if chance.random() < 0.5:
            book.talk((TODAY - timedelta(days=chance.randrange(400))).isoformat(), f"c{at:02}")
    for name, on, amount in wander(book, chance, 12):
        book.order(on, amount, customer=name, status=chance.choice(("completed", "cancelled")))
    segments.set_rules(
        desk, by="own", lines=["a: satisfaction >= 4 or amount.12 > 0", "b: last_order_days < 90"]
    )
    for by in (*BUILT_IN, "own"):
        for language in ("en", "zh"):
            set_language(language)
            found = segments.judge(desk, by=by)
            everybody = [one for ids in found.ids.values() for one in ids]
            assert sorted(everybody) == [f"c{at:02}" for at in range(12)]
            view = segments.overview(desk, membership=found)
            assert sum(row.customers for row in view.rows) == view.customers == 12
            assert sum(row.amount_minor for row in view.rows) == view.amount_minor
            before = segments.judge(desk, by=by, as_of=found.before_on, movement=False)
            for row in view.rows:
                there = len(before.ids.get(row.key, ()))
                assert there + row.came - row.left == row.customers
            for one in everybody:
                book.segment(by, customer=one)  # alone as among all
        set_language("en")


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_nothing(desk: Desk, desk_on: object, seed: int) -> None:
    chance = random.Random(seed)
    book = SegmentBook(desk)
    rows = wander(book, chance, 8)
    for at in range(8):
        book.customer(f"c{at:02}")
    for name, on, amount in rows:
        book.order(on, amount, customer=name)
    before = {by: dict(book.places(by)) for by in BUILT_IN}
    numbers = [row.customer_no for row in segments.members(desk, by="rfm").rows]
    with desk.write("test") as work:
        from sqlmodel import delete

        from kamtui.store.tables import SalesOrder

        work.session.exec(delete(SalesOrder))
        work.session.commit()
    assert set(book.places("value").values()) == {NO_DATA}
    chance.shuffle(rows)
    for name, on, amount in rows:
        book.order(on, amount, customer=name)
    assert {by: dict(book.places(by)) for by in BUILT_IN} == before
    assert [row.customer_no for row in segments.members(desk, by="rfm").rows] == numbers


@pytest.mark.parametrize("seed", range(3))
def test_edits_and_their_undo_are_a_recomputation(desk: Desk, seed: int) -> None:
    """What the write path leaves after edits and undo is what the rows alone give."""
    chance = random.Random(seed)
    ids = [
        next(iter(records.add(desk, draft=CustomerDraft(f"客户{at}")).customer_ids))
        for at in range(4)
    ]

    def state() -> dict[str, tuple[tuple[str, str], ...]]:
        return {
            by: tuple((row.customer_no, row.segment) for row in segments.members(desk, by=by).rows)
            for by in BUILT_IN
        }

    states = [state()]
    for _ in range(8):
        one = chance.choice(ids)
        match chance.randrange(4):
            case 0:
                on = TODAY - timedelta(days=chance.randrange(500))
                amount = chance.choice((0, 10**7, 6 * 10**7))
                values = OrderValues(order_no=None, ordered_on=on, amount_minor=amount)
                done = orders.add(desk, customer_id=one, values=values).group_id
            case 1:
                done = log(desk, draft=LogDraft(one, "谈过")).group_id
            case 2:
                need = chance.choice(("price", "quality", "service"))
                wanted = {"need_type": need, "region": need}
                done = records.edit(desk, customer_id=one, assignments=wanted).group_id
            case _:
                limit = chance.choice((50_000, 200_000))
                lines = [f"high: amount.12 >= {limit}", "low: otherwise"]
                done = segments.set_rules(desk, by="value", lines=lines).group_id
        if done:
            states.append(state())
    for wanted_state in reversed(states[:-1]):
        history.undo(desk)
        assert state() == wanted_state
    for wanted_state in states[1:]:
        history.redo(desk)
        assert state() == wanted_state


def test_rules_in_json_do_not_depend_on_the_language(desk: Desk) -> None:
    found = []
    for language in ("zh", "en"):
        set_language(language)
        view = segments.overview(desk, by="lifecycle")
        found.append([rule_text(row.rule) for row in view.rows])
    set_language("en")
    assert found[0] == found[1]

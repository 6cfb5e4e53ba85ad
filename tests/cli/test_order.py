"""``kamtui order``: one line adds an order, and what is not understood adds nothing."""

from .conftest import Kam


def test_one_line_adds_an_order_that_undo_takes_back(huadong: Kam) -> None:
    said = huadong("order", "hdj", "11-20 42万 FT-200 x3 due 30d #SO-7").out
    assert said.startswith(
        "Order added: SO-7 = Fri 20 Nov 2026  420,000  FT-200 x3  due Sun 20 Dec"
    )
    shown = huadong("show", "hdj", "--json").json()
    assert shown["orders"]["count"] == 1 and shown["money"]["outstanding"] == "420000.00"
    huadong("undo")
    assert huadong("show", "hdj", "--json").json()["orders"]["count"] == 0


def test_json_names_the_records(huadong: Kam) -> None:
    answer = huadong("order", "hdj", "42万", "--json").json()
    assert answer["group"] and len(answer["records"]) == 1


def test_what_is_not_understood_is_said_and_adds_nothing(huadong: Kam) -> None:
    said = huadong("order", "hdj", "42万 due soon", code=2)
    assert "“due soon” is no due day" in said.err
    assert "到期日" in huadong("--lang", "zh", "order", "hdj", "42万 due soon", code=2).err
    huadong("order", "hdj", "FT-200 x3", code=2)
    assert huadong("show", "hdj", "--json").json()["orders"]["count"] == 0


def test_an_order_past_its_credit_says_that_it_is_not_owed(huadong: Kam) -> None:
    huadong("edit", "hdj", "credit_days=30")
    said = huadong("order", "hdj", "2026-03-01 42万").out
    assert "not owed: no due day, credit ended 2026-03-31" in said
    assert huadong("show", "hdj", "--json").json()["money"]["outstanding"] == "0.00"
    # Days said for the order itself are honestly late.
    assert "not owed" not in huadong("order", "hdj", "2026-03-01 42万 due 30d").out
    assert huadong("show", "hdj", "--json").json()["money"]["overdue"] == "420000.00"

"""An order in one line, in both languages; whatever is typed, nothing raises or disappears."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.dates import DateOrder
from kamtui.domain.order_line import OrderEntry, parse_order_line, parse_quantity
from kamtui.present.error_words import SENTENCES

TODAY = date(2026, 11, 22)
NOV20 = date(2026, 11, 20)
DEC20 = date(2026, 12, 20)
FULL = OrderEntry(
    on=NOV20,
    amount=Decimal(420000),
    product="FT-200",
    quantity=Decimal(3),
    due_on=DEC20,
)


def parse(text: str, order: DateOrder = DateOrder.DMY) -> OrderEntry:
    return parse_order_line(text, today=TODAY, order=order)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20 42万 FT-200 x3 due 30d",
        "11-20 42万 FT-200 x3 账期30天",
        "11月20日 420,000 FT-200 3台 账期 30天",
        "-2d 420000 FT-200 ×3 due 30",
        "前天 42万 FT-200×3 账期：30天",
        "42万 FT-200 3x due 20/12 20/11",
        "FT-200 x3 420k 2026-11-20 due 12-20",
        "1120 42万 FT-200 x 3 net30",
        "20261120 42w FT-200 x3 net 30",
        "last fri, 42万, FT-200, x3, due 30d",
        "１１-２０　４２万　FT-200　ｘ３　账期３０天",
        "11-20 FT-200 3件 42万 到期12月20日",
    ],
)
def test_one_order_said_in_many_ways(text: str) -> None:
    assert parse(text) == FULL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("42万", {"amount": Decimal(420000)}),
        ("12.5", {"amount": Decimal("12.5")}),
        ("-500 return", {"amount": Decimal(-500), "product": "return"}),
        ("USD 1,200 pump", {"amount": Decimal(1200), "currency": "USD", "product": "pump"}),
        ("$1200 pump", {"amount": Decimal(1200), "currency": "USD", "product": "pump"}),
        ("1200 USD pump", {"amount": Decimal(1200), "currency": "USD", "product": "pump"}),
        ("x3 @14万 FT-200", {
            "amount": Decimal(420000), "price": Decimal(140000), "quantity": Decimal(3),
            "product": "FT-200",
        }),
        ("单价14万 3台 铣床 大", {
            "amount": Decimal(420000), "price": Decimal(140000), "quantity": Decimal(3),
            "product": "铣床 大",
        }),
        ("price 14 x1.5 wire", {
            "amount": Decimal(21), "price": Decimal(14), "quantity": Decimal("1.5"),
            "product": "wire",
        }),
        ("＃SO-7 42万", {"order_no": "SO-7", "amount": Decimal(420000)}),
        ("单号 SO-7 42万", {"order_no": "SO-7", "amount": Decimal(420000)}),
        ("42万 network switch", {"amount": Decimal(420000), "product": "network switch"}),
        ("42万 pricelist", {"amount": Decimal(420000), "product": "pricelist"}),
        ("42万 due none", {"amount": Decimal(420000)}),
        ("42万 due 月底", {"amount": Decimal(420000), "due_on": date(2026, 11, 30)}),
        ("42万 due next fri cable", {
            "amount": Decimal(420000), "due_on": date(2026, 11, 27), "product": "cable",
        }),
        ("12-15 42万", {"amount": Decimal(420000), "on": date(2025, 12, 15)}),
        ("[red]x[/red] 1", {"amount": Decimal(1), "product": "[red]x[/red]"}),
    ],
)  # fmt: skip
def test_parts(text: str, expected: dict[str, object]) -> None:
    entry = parse(text)
    assert entry == OrderEntry(**{"on": TODAY, **expected})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("amount.missing", "")]),
        ("FT-200 x3", [("amount.missing", "")]),
        ("42万 500 FT-200", [("amount.twice", "500")]),
        ("FT-200 42万 hello", [("word.unknown", "hello")]),
        ("42万 due soon", [("due.unknown", "due soon")]),
        ("42万 due", [("due.unknown", "due")]),
        ("42万 due 30d 账期60天", [("due.twice", "账期60天")]),
        ("42万 x3 x4", [("quantity.twice", "x4")]),
        ("42万 x0", [("quantity.invalid", "x0")]),
        ("42万 @abc", [("price.invalid", "@abc")]),
        ("2026-12-15 42万", [("date.future", "2026-12-15")]),
        ("30/2 42万", [("date.invalid", "30/2")]),
        ("42万 #A #B", [("number.twice", "#B")]),
        ("42万 #", [("number.twice", "#")]),
    ],
)
def test_what_is_not_understood_is_said(text: str, problems: list[tuple[str, str]]) -> None:
    found = parse(text).problems
    assert [(one.code, one.text) for one in found] == problems
    assert {one.code for one in found} <= SENTENCES.keys()


def test_numbers_of_a_date_follow_the_language() -> None:
    assert parse("5/6 42万").on == date(2026, 6, 5)
    assert parse("5/6 42万", DateOrder.MDY).on == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [("3", Decimal(3)), ("３", Decimal(3)), ("1.25", Decimal("1.25")), ("-2", Decimal(-2)),
     ("0", None), ("", None), ("1e9", None), ("x", None), ("9" * 40, None)],
)  # fmt: skip
def test_quantities(text: str, quantity: Decimal | None) -> None:
    assert parse_quantity(text) == quantity


@given(st.text(max_size=200))
def test_anything_may_be_typed(text: str) -> None:
    entry = parse(text)
    assert entry.amount is not None or entry.problems


@given(
    st.lists(
        st.sampled_from(
            [
                "42万",
                "x3",
                "@5",
                "due",
                "30d",
                "11-20",
                "FT-200",
                "#7",
                "pump",
                "账期30天",
                "¥",
                "x",
            ]
        ),
        max_size=8,
    )
)
def test_no_word_is_dropped(words: list[str]) -> None:
    """Each word is in the order or in what is said of it."""
    entry = parse(" ".join(words))
    for word in ("pump", "FT-200"):
        said = entry.product.split() + " ".join(one.text for one in entry.problems).split()
        said += [entry.order_no]
        assert said.count(word) >= min(words.count(word), 1)


def test_a_pasted_novel_is_not_read_for_ever() -> None:
    entry = parse("长 " * 5000 + "x" * 10_000)
    assert entry.problems

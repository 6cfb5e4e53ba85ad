"""What a look-up finds is what a plain look at every folded row finds, in the same order."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import TODAY, make_desk

from kamtui.services import customers, sample
from kamtui.services.desk import Desk


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A book of 300 customers, some with names that mean something to LIKE."""
    path = tmp_path_factory.mktemp("find") / "book.db"
    sample.build(path, today=TODAY, customers=300, communications=900, orders=300)
    desk = make_desk(path)
    for name in ("100% Wool_Mill!", "a|b", "华%东_贸易", "Hd!Jx", "_", "%"):
        with desk.write("add") as work:
            from kamtui.store.tables import Customer

            work.add(Customer(customer_no=f"X{name}", name=name, name_key=name.casefold()))
            work.commit()
    return desk


def _plainly(desk: Desk, text: str, limit: int) -> list[str]:
    """Look at every row as the words of `kamtui.store.queries.customers.find` say."""
    tokens, digits = customers.query_of(text)
    if not tokens:
        return []
    with desk.read() as reader:
        rows = reader.rows(
            "SELECT s.customer_id, s.names, s.pinyin, s.contacts, s.digits, f.last_contact_at"
            " FROM customer_search s JOIN customer_facts f ON f.customer_id = s.customer_id"
            " WHERE f.active"
        )
    ranked = []
    for customer, names, pinyin, people, numbers, recent in rows:
        own = pinyin.partition("||")[0] + "||" if "||" in pinyin else ""
        every = all(
            token in names or token in people or (token.isascii() and f"|{token}" in pinyin)
            for token in tokens
        )
        if not every and not (digits and digits in numbers):
            continue
        first = tokens[0]
        if f"|{first}" in names:
            place = 0
        elif first.isascii() and f"|{first}" in own:
            place = 1
        else:
            place = 2 if first in names else 3
        ranked.append((place, recent is None, recent or "", customer))
    ranked.sort(key=lambda row: row[3])
    ranked.sort(key=lambda row: row[2], reverse=True)
    ranked.sort(key=lambda row: row[:2])
    return [row[3] for row in ranked[:limit]]


WORDS = st.one_of(
    st.text(st.sampled_from("hdjxyxgsabz|%_!1380c"), min_size=1, max_size=4),
    st.text(st.sampled_from("华东上海机械有限公司王李%"), min_size=1, max_size=3),
    st.sampled_from(["100%", "_", "%", "!", "138 00", "hd!j", "张 c0", "华东机械", "C0001"]),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.lists(WORDS, min_size=1, max_size=2).map(" ".join), limit=st.sampled_from([1, 20]))
def test_a_look_up_finds_what_a_plain_look_finds(many: Desk, text: str, limit: int) -> None:
    found = [match.customer_id for match in customers.find(many, text=text, limit=limit)]
    assert found == _plainly(many, text, limit)


def test_one_letter_finds_what_a_plain_look_finds(many: Desk) -> None:
    signs = "abcdefghijklmnopqrstuvwxyz0123456789%_!|华"
    full = short = 0
    for sign in signs:
        begin = len([each for each in _plainly(many, sign, 1_000) if _begins(many, each, sign)])
        full += begin > 20
        short += 0 < begin < 20
        # As many as begin with it, one fewer, and one more, which is of the next rank.
        for limit in {1, 20, max(begin - 1, 1), max(begin, 1), begin + 1}:
            found = [match.customer_id for match in customers.find(many, text=sign, limit=limit)]
            assert found == _plainly(many, sign, limit), (sign, limit)
    assert full and short


def _begins(desk: Desk, customer_id: str, sign: str) -> bool:
    with desk.read() as reader:
        sql = "SELECT names FROM customer_search WHERE customer_id = :id"
        return f"|{sign}" in str(reader.value(sql, "", id=customer_id))

"""Identifiers of a batch."""

from kamtui.services.transfer.ids import OrderedIds


def test_they_rise_are_distinct_and_are_uuid7() -> None:
    ids = OrderedIds()
    made = [ids.next() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {len(one) for one in made} == {32}
    assert {one[12] for one in made} == {"7"}
    assert {one[16] for one in made} <= set("89ab")
    assert len({one[-6:] for one in made}) > 19_900

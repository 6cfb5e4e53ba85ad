"""The steps of a review: whatever was done, taking everything back leaves nothing behind."""

from hypothesis import given
from hypothesis import strategies as st

from kamtui.tui.screens.grade_steps import Steps

NAMES = st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=3)
ACTS = st.lists(st.tuples(st.sampled_from(["decide", "skip", "take up", "fail"]), NAMES))


@given(ACTS)
def test_undoing_everything_leaves_nothing(acts: list[tuple[str, frozenset[str]]]) -> None:
    steps = Steps()
    for act, names in acts:
        match act:
            case "decide":
                steps.decided(names, cursor="a", marks=sorted(names))
                steps.written()
                assert not names & steps.skipped
            case "fail":
                steps.decided(names, cursor="b", marks=())
                gone = steps.failed()
                assert gone is not None and gone.cursor == "b"
            case "skip":
                steps.skip(names - steps.skipped or names, cursor="c", marks=())
                assert names <= steps.skipped
            case _:
                steps.take_up(names)
                assert not names & steps.skipped
    count = 0
    while steps:
        step = steps.unskip()
        if step is None:  # a decision: the book takes it back, and says about whom
            newest = steps.newest
            assert newest is not None
            step = steps.back(newest.customer_ids, undo=True)
            assert step == newest
        count += 1
        assert count <= len(acts)
    assert steps.unskip() is None and steps.back(frozenset("a"), undo=True) is None


def test_what_is_done_again_can_be_undone_again() -> None:
    steps = Steps()
    steps.decided(frozenset("a"), cursor="a", marks=("a", "b"))
    steps.written()
    first = steps.back(frozenset("a"), undo=True)
    assert first is not None and first.marks == ("a", "b") and not steps
    assert steps.back(frozenset("a"), undo=False) == first and steps
    assert steps.back(frozenset("x"), undo=True) is None
    assert steps.failed() is None

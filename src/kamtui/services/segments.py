"""Segments: who is where, who moved, one customer's portrait, lifetime value, and their rules.

What moves with the day is computed at the day, never stored (data-model.md).  `judge` computes who
belongs where once; `overview` and `members` then cost what they show.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Literal

from kamtui.domain.errors import KamError
from kamtui.domain.months import months_before
from kamtui.domain.names import fold
from kamtui.domain.segments.model import ARCHIVED, EVERYBODY, NO_DATA, NO_RULE, NOT_THERE
from kamtui.domain.views.segments import (
    MemberRow,
    Membership,
    MembersView,
    SegmentRow,
    SegmentsView,
)
from kamtui.services import segment_rules
from kamtui.services.desk import Desk
from kamtui.services.segment_facts import grouped, judged_at, places_at, setup
from kamtui.services.segment_kept import kept
from kamtui.store.queries import segments as queries

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.domain.views.segments import ClvView, Placed, PortraitView

__all__ = [
    "clv",
    "judge",
    "members",
    "names",
    "of_customer",
    "overview",
    "portrait",
    "rules_of",
    "set_rules",
    "values",
]

#: Members of a window where nobody says how many.
WINDOW = 200
Moved = Literal["came", "left"]


def names(desk: Desk) -> tuple[str, ...]:
    """Return the names of all dimensions, the user's own last."""
    with desk.read() as reader:
        return segment_rules.names_in(segment_rules.lines_in(reader))


def judge(
    desk: Desk, *, by: str = "value", as_of: date | None = None, movement: bool = True
) -> Membership:
    """Return who is in which segment, now and a period before (S1-31, a setting).

    Args:
        desk: The open book.
        by: Name of the dimension.
        as_of: The day; None for today.
        movement: Without it ``before_on`` is None and half the work is spared.

    Raises:
        KamError: ``segments.unknown`` with the dimensions there are; ``segments.invalid``.
    """
    day = as_of or desk.today()
    with desk.read() as reader:
        found = setup(desk, reader)
        dimension = segment_rules.dimension_in(found.lines, by)
        now = judged_at(reader, found, dimension, day)
        before_on = _before(day, found.period_months) if movement else None
        then = {} if before_on is None else places_at(reader, found, dimension, before_on)
    ids = grouped(now)
    was, gone = ({}, {}) if before_on is None else _moves(ids, then)
    return Membership(
        dimension=dimension,
        as_of=day,
        before_on=before_on,
        past=day < found.today,
        ids=ids,
        amounts=now.amounts,
        was=was,
        gone=gone,
        scores=now.scores,
        thresholds=now.thresholds,
        by_day=found.by_day,
        left_out=now.left_out,
        lacking=now.lacking,
    )


def _moves(
    now: Mapping[str, Sequence[str]], then: Mapping[str, Sequence[str]]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return where those were who are elsewhere now, and where those were who are archived."""
    spelt = {fold(key): key for key in now}
    before: dict[str, str] = {}
    for key, ids in then.items():
        before.update(dict.fromkeys(ids, spelt.get(fold(key), key)))
    was = {
        one: before.get(one, NOT_THERE)
        for key, ids in now.items()
        for one in ids
        if before.get(one) != key
    }
    there = {one for ids in now.values() for one in ids}
    gone = {one: before[one] for one in before.keys() - there}
    return was, dict(sorted(gone.items()))


def overview(
    desk: Desk,
    *,
    by: str = "value",
    as_of: date | None = None,
    membership: Membership | None = None,
) -> SegmentsView:
    """Return every segment of a dimension with counts, money and movement.

    Args:
        desk: The open book.
        by: Name of the dimension.
        as_of: The day; None for today.
        membership: What `judge` found, where it is at hand.

    Raises:
        KamError: ``segments.unknown``, ``segments.invalid``.
    """
    if membership is None:
        key = ("overview", fold(by), as_of or desk.today())
        with desk.read() as reader:
            return kept(desk, reader, key, SegmentsView, lambda: _overview(desk, by, as_of))
    return _told(desk, membership)


def _overview(desk: Desk, by: str, as_of: date | None) -> SegmentsView:
    return _told(desk, judge(desk, by=by, as_of=as_of))


def _told(desk: Desk, found: Membership) -> SegmentsView:
    """What a membership comes to, segment by segment."""
    with desk.read() as reader:
        known = setup(desk, reader)
    amounts = {key: sum(found.amounts.get(one, 0) for one in ids) for key, ids in found.ids.items()}
    total = sum(amounts.values())
    left = Counter(found.was.values()) + Counter(found.gone.values())
    rows = []
    for key, ids in found.ids.items():
        if key in (NO_RULE, NO_DATA) and not ids and not left[key]:
            continue
        rows.append(
            SegmentRow(
                key=key,
                customers=len(ids),
                amount_minor=amounts[key],
                share=Fraction(amounts[key], total) if total > 0 else None,
                came=sum(one in found.was for one in ids),
                left=left[key],
                rule=found.dimension.rule_of(key),
            )
        )
    uses_scores = found.thresholds is not None
    return SegmentsView(
        by=found.dimension.name,
        dimension=found.dimension,
        dimensions=segment_rules.names_in(known.lines),
        as_of=found.as_of,
        before_on=found.before_on,
        rows=tuple(rows),
        customers=sum(len(ids) for ids in found.ids.values()),
        amount_minor=total,
        currency=known.currency,
        thresholds=found.thresholds,
        rfm_months=known.rfm_months if uses_scores else None,
        by_day=uses_scores and known.by_day,
        left_out=tuple(sorted({one for many in found.left_out.values() for one in many})),
        lacking=found.lacking,
        membership=found,
    )


def members(
    desk: Desk,
    *,
    by: str = "value",
    segment: str = EVERYBODY,
    as_of: date | None = None,
    first: int = 0,
    count: int = WINDOW,
    membership: Membership | None = None,
    moved: Moved | None = None,
) -> MembersView:
    """Return a window of a segment's members, the most money first.

    Args:
        desk: The open book.
        by: Name of the dimension.
        segment: Name of the segment, ``no_data``, or ``all`` for everybody segment by segment.
        as_of: The day; None for today.
        first: Place of the first row.
        count: Rows at the most.
        membership: What `judge` found; then a window costs its rows alone.
        moved: Only those who came since the period before, or those who left for another one.

    Raises:
        KamError: ``segments.unknown`` for a dimension, ``segments.unknown_segment`` with the
            segments there are.
    """
    found = membership or judge(desk, by=by, as_of=as_of)
    key = _segment(found, segment)
    if moved == "left":
        elsewhere = (one for many in found.ids.values() for one in many if one in found.was)
        ids = (
            *(one for one in elsewhere if _left(found.was[one], key)),
            *(one for one, was in found.gone.items() if _left(was, key)),
        )
    elif key == EVERYBODY:
        ids = tuple(one for many in found.ids.values() for one in many)
    else:
        ids = found.ids[key]
    if moved == "came":
        ids = tuple(one for one in ids if one in found.was)
    start = max(0, first)
    window = ids[start : start + max(0, count)]
    with desk.read() as reader:
        rows = queries.members(reader, window, then=found.as_of if found.past else None)
    places = _places(found, key if moved != "left" else EVERYBODY, window)
    return MembersView(
        by=found.dimension.name,
        segment=key,
        as_of=found.as_of,
        total=len(ids),
        first=start,
        rows=tuple(
            MemberRow(
                customer_id=row[0],
                customer_no=row[1],
                name=row[2],
                grade=row[3],
                owner=row[4],
                city=row[5],
                segment=places[row[0]],
                was=found.was.get(row[0]) or found.gone.get(row[0]),
                amount_minor=found.amounts.get(row[0]),
                score=found.scores.get(row[0]),
                left_out=found.left_out.get(row[0], ()),
            )
            for row in rows
        ),
    )


def of_customer(desk: Desk, *, customer_id: str, as_of: date | None = None) -> "tuple[Placed, ...]":
    """Return where a customer is in every dimension, and why; archived customers too.

    Raises:
        KamError: ``customer.unknown`` where there is no such customer.
    """
    from kamtui.services import segment_portrait

    return segment_portrait.placed(desk, customer_id=customer_id, as_of=as_of)


def portrait(desk: Desk, *, customer_id: str, as_of: date | None = None) -> "PortraitView":
    """Return a customer held against the portraits: each trait met, not met or without data.

    Raises:
        KamError: ``customer.unknown`` where there is no such customer.
    """
    from kamtui.services import segment_portrait

    return segment_portrait.read(desk, customer_id=customer_id, as_of=as_of)


def clv(
    desk: Desk,
    *,
    customer_id: str | None = None,
    by: str = "value",
    segment: str = EVERYBODY,
    as_of: date | None = None,
    membership: Membership | None = None,
) -> "ClvView":
    """Return the lifetime value of a customer, or of one of a segment's customers.

    Args:
        desk: The open book.
        customer_id: A customer; None for a segment.
        by: Name of the dimension.
        segment: Name of the segment, ``all`` for everybody.
        as_of: The day; None for today.
        membership: What `judge` found, where it is at hand.

    Raises:
        KamError: ``segments.unknown``, ``segments.unknown_segment``.
    """
    from kamtui.services import segment_value

    if customer_id is not None:
        return segment_value.of_customer(desk, customer_id=customer_id, as_of=as_of)
    found = membership or judge(desk, by=by, as_of=as_of)
    key = _segment(found, segment)
    ids = chain(*found.ids.values()) if key == EVERYBODY else found.ids[key]
    return segment_value.of_groups(desk, groups={key: ids}, as_of=found.as_of)[key]


def values(desk: Desk, *, membership: Membership) -> "dict[str, ClvView]":
    """Return the lifetime value of one customer of each segment of what `judge` found."""
    from kamtui.services import segment_value

    return segment_value.of_groups(desk, groups=membership.ids, as_of=membership.as_of)


def rules_of(desk: Desk, *, by: str) -> tuple[str, ...]:
    """Return the lines of a dimension's rules (``value``) or a portrait's (``portrait.high``).

    Raises:
        KamError: ``segments.unknown``.
    """
    with desk.read() as reader:
        lines = segment_rules.lines_in(reader)
    key = segment_rules.key_of(by)
    spelt = next((one for one in lines if fold(one) == fold(key)), None)
    if spelt is None:
        known = list(segment_rules.names_in(lines))
        raise KamError("segments.unknown", {"name": by, "known": known}, exit_code=2)
    return tuple(lines[spelt])


def set_rules(
    desk: Desk,
    *,
    by: str,
    lines: Sequence[str] | None,
    base: Sequence[str] | None = None,
) -> "ChangeSet":
    """Set the rules of a dimension or portrait, or make a dimension of one's own.

    Args:
        desk: The open book.
        by: ``value``, ``portrait.high``, or the name of one's own dimension, old or new.
        lines: A line a segment, or a trait; None for the seeds' own again, and to forget a
            dimension of one's own.
        base: The lines the change was decided on; None overwrites whatever there is.

    Raises:
        KamError: ``segments.invalid`` naming line, reason and value; ``segments.no_name`` and the
            like for a name; ``setting.conflict`` where another window set something else meanwhile;
            ``segments.unknown`` for forgetting what there is not.
    """
    with desk.read() as reader:
        known = segment_rules.lines_in(reader)
    key = segment_rules.key_of(by)
    key = next((one for one in known if fold(one) == fold(key)), key)
    now = known.get(key)
    wanted = segment_rules.parse(key, None if lines is None else list(lines))
    if wanted is None and now is None:
        names = list(segment_rules.names_in(known))
        raise KamError("segments.unknown", {"name": by, "known": names}, exit_code=2)
    if base is not None and list(base) != (now or []):
        raise KamError("setting.conflict", {"key": key, "mine": wanted, "theirs": now})
    with desk.write("segments") as work:
        segment_rules.store(work, key, wanted)
        return work.commit(subject=key.removeprefix(segment_rules.OWN).removeprefix("segments."))


def _before(day: date, months: int) -> date:
    try:
        return months_before(day, months)
    except OverflowError:
        return date.min


def _left(was: str, key: str) -> bool:
    """Whether who was there left a segment; who was nowhere left none."""
    return was == key or (key == EVERYBODY and was != NOT_THERE)


def _segment(found: Membership, name: str) -> str:
    """Return a segment as it is spelt."""
    wanted = fold(name)
    for key in (*found.ids, EVERYBODY):
        if fold(key) == wanted:
            return key
    known = [key for key in found.ids if key != NO_RULE or found.ids[key]] + [EVERYBODY]
    raise KamError("segments.unknown_segment", {"name": name, "known": known})


def _places(found: Membership, key: str, window: Sequence[str]) -> dict[str, str]:
    """Return the segments of a window; one segment's window needs no search."""
    if key != EVERYBODY:
        return dict.fromkeys(window, key)
    wanted = set(window)
    places = dict.fromkeys(wanted & found.gone.keys(), ARCHIVED)
    return places | {
        one: segment for segment, ids in found.ids.items() for one in ids if one in wanted
    }

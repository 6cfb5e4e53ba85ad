"""Which rows of the grade review are shown: pure values, typed as short words."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kamtui.domain.customer_filter import CustomerFilter, parse_filter
from kamtui.domain.enums import Decision
from kamtui.domain.names import fold
from kamtui.domain.typed_words import typed_words
from kamtui.domain.views.grade_review import Account, GradeReview, ReviewRow

__all__ = ["GradeFilter", "narrowed", "parse_grade_filter"]

#: Words that are a condition by themselves, as `fold` leaves them.
_SWITCHES = {
    "up": "up", "升": "up", "升级": "up", "上升": "up",
    "down": "down", "降": "down", "降级": "down", "下降": "down",
    "nodata": "no_data", "no-data": "no_data", "数据不足": "no_data", "资料不足": "no_data",
    "overridden": "overridden", "override": "overridden", "人工": "overridden",
    "人工调整": "overridden",
    "decided": "decided", "today": "decided", "已定": "decided", "今天": "decided",
    "open": "undecided", "undecided": "undecided", "未定": "undecided", "待定": "undecided",
}  # fmt: skip
#: What a filter of customers can ask of a row here.
_SHARED = ("grades", "owners", "regions", "cities", "tags", "lifecycles")
_BY_HAND = frozenset({Decision.OVERRIDDEN.value, Decision.KEPT.value})
_NOBODY = Account()


class GradeFilter(NamedTuple):
    """Conditions that must all hold; of the switches any one is enough.

    Attributes:
        customers: Grade, owner, region, city, tag and lifecycle, as the customer list reads them;
            the grade is the one there was or the new one: ``up A`` are those who come to A.
        switches: ``up``, ``down``, ``no_data``, ``overridden``, ``decided``, ``undecided``.
        unknown: Words that mean nothing here, to be said on the screen.
    """

    customers: CustomerFilter = CustomerFilter()
    switches: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether nothing is left out."""
        return self == GradeFilter()

    @property
    def asks_for_blanks(self) -> bool:
        """Whether those without enough data are asked for, who are not all read otherwise."""
        return "no_data" in self.switches

    def holds(self, row: ReviewRow, review: GradeReview) -> bool:
        """Tell whether a row is shown."""
        if self.switches and not any(_switch(one, row, review) for one in self.switches):
            return False
        wanted, account = self.customers, row.account or _NOBODY
        return (
            (not wanted.grades or bool({row.before or "~", _after(row)} & set(wanted.grades)))
            and _among(account.owner, wanted.owners)
            and _among(account.region, wanted.regions)
            and _among(account.city, wanted.cities)
            and (not wanted.lifecycles or account.lifecycle in wanted.lifecycles)
            and {fold(tag) for tag in wanted.tags} <= {fold(tag) for tag in account.tags}
        )


def parse_grade_filter(text: str) -> GradeFilter:
    """Read ``up A owner:"John Smith" #重点``; words that mean nothing are in ``unknown``."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    shared: list[str] = []
    for word in typed_words(text):
        typed = text[word.start : word.end]
        switch = _SWITCHES.get(fold(word.name)) if word.value is None else None
        if switch is not None:
            found["switches"][switch] = None
            continue
        meant = parse_filter(typed)
        if any(getattr(meant, name) for name in _SHARED):
            shared.append(typed)
        else:
            found["unknown"][typed] = None
    return GradeFilter(
        customers=parse_filter(" ".join(shared)),
        switches=frozenset(found["switches"]),
        unknown=tuple(found["unknown"]),
    )


def narrowed(review: GradeReview, wanted: GradeFilter) -> tuple[ReviewRow, ...]:
    """Return the rows a filter leaves, in their order.

    Proposals somebody has decided against are no rows of a review, except where it is asked who
    was overridden.
    """
    rows: Iterable[ReviewRow] = review.rows
    if "overridden" in wanted.switches:
        rows = (*review.rows, *review.refused)
    return tuple(row for row in rows if wanted.holds(row, review))


def _switch(name: str, row: ReviewRow, review: GradeReview) -> bool:
    after = _after(row)
    match name:
        case "up":
            return after is not None and review.rises(row.before, after)
        case "down":
            return after is not None and review.rises(after, row.before)
        case "no_data":
            return row.proposed is None
        case "overridden":
            return any(
                one is not None and one.decision in _BY_HAND for one in (row.decided, row.standing)
            )
        case "decided":
            return row.decided is not None
        case _:
            return row.is_open


def _after(row: ReviewRow) -> str | None:
    return row.decided.to_grade if row.decided is not None else row.proposed


def _among(value: str | None, wanted: tuple[str, ...]) -> bool:
    return not wanted or fold(value or "") in {fold(one) for one in wanted}

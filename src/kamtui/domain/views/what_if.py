"""What a changed model would do to everybody: who moves, how many, with how much money."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain.enums import Axis
from kamtui.domain.scoring.columns import Judged
from kamtui.domain.scoring.model import ScoringModel
from kamtui.domain.views.grading import Move

__all__ = ["Account", "ClassCount", "Flow", "Outcome"]


class Account(NamedTuple):
    """A customer as far as a what-if shows it.

    Attributes:
        customer_id: Who.
        customer_no: Its number.
        name: Its name.
        grade: The grade it has today.
        money_minor: Orders of the twelve months before the day, in the book's currency.
        left_out: Currencies of orders that are not in that sum.
    """

    customer_id: str
    customer_no: str
    name: str
    grade: str | None
    money_minor: int
    left_out: tuple[str, ...] = ()


class Flow(NamedTuple):
    """Customers that go from one class to another.

    Attributes:
        before: From the class by the first model; None is too little data.
        after: To the class by the changed one.
        customers: How many.
        money_minor: Their orders of twelve months.
        rises: Whether that is a better class.
    """

    before: str | None
    after: str | None
    customers: int
    money_minor: int
    rises: bool


class ClassCount(NamedTuple):
    """One class before and after, each with customers and their money.

    Attributes:
        key: The class, None for those with too little data.
        before: How many by the model there is.
        before_minor: Their money.
        after: How many by the changed one.
        after_minor: Their money.
    """

    key: str | None
    before: int
    before_minor: int
    after: int
    after_minor: int


class Outcome:
    """Two models over the same customers at one day.

    Whoever the two models put into different classes moves.  What stands beside that is the grade
    a customer has, which somebody may have decided otherwise.  A rating class is nowhere kept, and
    what stood on a day of the past was decided on what was known then, so there the class by the
    first model stands for it.

    Attributes:
        standing: Whether the grades customers have are what stands.
        differs: Whether a mover's grade is another than the class by the first model.
        as_of: The day.
        replayed: Whether that is a day of the past.
        before: The model compared with.
        after: The changed one.
        customers: How many were judged.
        flows: Who moves from where to where, the most money first.
        classes: Every class of both models, best first, then those with too little data.
        proposals_before: How many grades differ today from what the model there is says.
        proposals_after: How many would differ from what the changed one says.
        left_out: Currencies of movers' orders that are in no sum.
    """

    def __init__(
        self,
        accounts: Sequence[Account],
        was: Judged,
        now: Judged,
        *,
        as_of: date,
        replayed: bool,
    ) -> None:
        """Compare; the accounts come with the most money first."""
        self.as_of, self.replayed = as_of, replayed
        self.before: ScoringModel = was.scorer.model
        self.after: ScoringModel = now.scorer.model
        self.customers = len(accounts)
        self.standing = self.after.axis is Axis.GRADE and not replayed
        ranks = Ranks(self.before, self.after)
        pairs = zip(was.classes, now.classes, strict=True)
        moved = [at for at, (old, new) in enumerate(pairs) if old != new]
        self._accounts, self._was, self._now = accounts, was, now
        self._moved = moved
        self._ranks = ranks
        self.differs = any(was.classes[at] != self._stands(at) for at in moved)
        ways = [(was.classes[at], now.classes[at]) for at in moved]
        self._already = [
            at
            for at, (account, old, new) in enumerate(
                zip(accounts, was.classes, now.classes, strict=True)
            )
            if old == new and new is not None and new != account.grade
        ] if self.standing else []  # fmt: skip
        self.flows = _flows(accounts, moved, ways, ranks)
        self.classes = _counts(accounts, was.classes, now.classes, ranks)
        self.proposals_before = _proposals(accounts, was.classes)
        self.proposals_after = _proposals(accounts, now.classes)
        self.left_out = tuple(sorted({one for at in moved for one in accounts[at].left_out}))

    def __len__(self) -> int:
        """How many move."""
        return len(self._moved)

    @property
    def money_minor(self) -> int:
        """The money of everybody who moves."""
        return sum(one.money_minor for one in self.flows)

    @property
    def up(self) -> tuple[int, int]:
        """How many rise, and their money."""
        return _sum(one for one in self.flows if one.rises)

    @property
    def down(self) -> tuple[int, int]:
        """How many fall, and their money."""
        return _sum(one for one in self.flows if not one.rises)

    @property
    def proposed_already(self) -> tuple[Move, ...]:
        """Whom both models would give the same other grade: no mover, a proposal as it is."""
        return tuple(self.customer(at) for at in self._already)

    def _stands(self, place: int) -> str | None:
        return self._accounts[place].grade if self.standing else self._was.classes[place]

    def move(self, at: int) -> Move:
        """Return one mover, the most money first."""
        return self.customer(self._moved[at])

    def customer(self, place: int) -> Move:
        """Return one of all customers, the most money first, whether it moves or not.

        Scores are worked out when asked for: a list shows a few of ten thousand.
        """
        account, old, new = self._accounts[place], self._was, self._now
        before, after = old.classes[place], new.classes[place]
        return Move(
            account.customer_id,
            account.customer_no,
            account.name,
            before,
            after,
            account.money_minor,
            old.scorer.shown_score(old.earned[place], old.available[place]),
            new.scorer.shown_score(new.earned[place], new.available[place]),
            self._ranks.rises(before, after),
            self._stands(place),
        )

    def places(self) -> Sequence[int]:
        """Return where the movers stand among all customers."""
        return self._moved

    def customer_id(self, place: int) -> str:
        """Return who one of all customers is."""
        return self._accounts[place].customer_id

    def moves(self) -> tuple[Move, ...]:
        """Return every mover, the most money first."""
        return tuple(self.move(at) for at in range(len(self)))


class Ranks:
    """The order of the classes of two models: those of the changed one, what it lacks beside them.

    Attributes:
        keys: Best first.
    """

    def __init__(self, before: ScoringModel, after: ScoringModel) -> None:
        """Merge both orders."""
        keys = [one.key for one in after.classes]
        at = 0
        for one in before.classes:
            if one.key in keys:
                at = keys.index(one.key) + 1
            else:
                keys.insert(at, one.key)
                at += 1
        self.keys = tuple(keys)
        self._rank = {key: place for place, key in enumerate(keys)}

    def rises(self, before: str | None, after: str | None) -> bool:
        """Tell whether a class is better than another; any is better than none."""
        last = len(self.keys)
        # A grade of a model that is not in force any more is none of either: like no grade.
        return self._rank.get(after or "", last) < self._rank.get(before or "", last)


def _sum(flows: Iterable[Flow]) -> tuple[int, int]:
    many = list(flows)
    return sum(one.customers for one in many), sum(one.money_minor for one in many)


def _flows(
    accounts: Sequence[Account],
    moved: Sequence[int],
    ways: Sequence[tuple[str | None, str | None]],
    ranks: Ranks,
) -> tuple[Flow, ...]:
    found: dict[tuple[str | None, str | None], list[int]] = {}
    for at, way in zip(moved, ways, strict=True):
        one = found.setdefault(way, [0, 0])
        one[0] += 1
        one[1] += accounts[at].money_minor
    flows = [
        Flow(before, after, customers, money, ranks.rises(before, after))
        for (before, after), (customers, money) in found.items()
    ]
    return tuple(sorted(flows, key=lambda one: (-one.money_minor, -one.customers)))


def _counts(
    accounts: Sequence[Account],
    before: Sequence[str | None],
    after: Sequence[str | None],
    ranks: Ranks,
) -> tuple[ClassCount, ...]:
    sums: dict[str | None, list[int]] = {key: [0, 0, 0, 0] for key in (*ranks.keys, None)}
    for account, old, new in zip(accounts, before, after, strict=True):
        money = account.money_minor
        one = sums[old]
        one[0] += 1
        one[1] += money
        one = sums[new]
        one[2] += 1
        one[3] += money
    return tuple(
        ClassCount(key, old, old_money, new, new_money)
        for key, (old, old_money, new, new_money) in sums.items()
    )


def _proposals(accounts: Sequence[Account], classes: Sequence[str | None]) -> int:
    return sum(
        1
        for account, found in zip(accounts, classes, strict=True)
        if found is not None and found != account.grade
    )

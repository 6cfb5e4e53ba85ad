"""One customer against the rules: where it is in every dimension, and the traits of the portraits.

The class is decided by its own rule; a portrait's traits are evidence, met or not (product.md).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.domain.names import fold
from kamtui.domain.segments.decide import Decider, Values, test_of
from kamtui.domain.segments.measures import SCORES, Need, natural
from kamtui.domain.segments.model import NO_DATA, PORTRAITS, Dimension, Rule, needs_of
from kamtui.domain.views.segments import Evidence, Placed, Portrait, PortraitView, Trait
from kamtui.services import segment_rules, segment_value
from kamtui.services.segment_facts import Setup, basis, setup, usual_spellings
from kamtui.store.queries import segments as queries

if TYPE_CHECKING:
    from kamtui.domain.segments.rfm import RfmScore
    from kamtui.services.desk import Desk
    from kamtui.store.reader import Reader

__all__ = ["placed", "read"]

#: The segment a portrait is of.
_PORTRAYED: Mapping[str, tuple[str, str]] = {
    "high": ("value", "high"),
    "core": ("value", "core"),
    "at_risk": ("lifecycle", "at_risk"),
    "potential": ("lifecycle", "prospect"),
}


class _Measured:
    """The facts of one customer for some needs."""

    def __init__(
        self,
        reader: "Reader",
        known: Setup,
        needs: Sequence[Need],
        customer_id: str,
        as_of: date,
    ) -> None:
        self.needs = tuple(needs)
        self._places = {need: at for at, need in enumerate(self.needs)}
        self._basis, _ = basis(reader, known, self.needs, as_of, customer_ids=(customer_id,))
        many = queries.facts(
            reader, self.needs, self._basis, customer_ids=(customer_id,), money=False
        )
        if not many.ids:
            raise KamError("customer.unknown", {"customer": customer_id})
        self.values: Values = tuple(column[0] for column in many.columns)
        self._reader = reader
        self._by_day = known.by_day
        scores = self._basis.scores
        self.score: RfmScore | None = None if scores is None else scores.get(customer_id)

    def evidence(self, needs: Sequence[Need]) -> tuple[Evidence, ...]:
        return tuple(Evidence(one, natural(one, self.values[self._places[one]])) for one in needs)

    def trait(self, rule: Rule) -> Trait:
        met = test_of(rule, self._places)(self.values)
        return Trait(rule, met, self.evidence(needs_of([rule])))

    def place(self, dimension: Dimension) -> Placed:
        decided = Decider(dimension, self.needs).decide(self.values)
        key = decided.key
        if dimension.each is not None and key != NO_DATA:
            counts = queries.spellings(self._reader, dimension.each, self._basis)
            key = usual_spellings(counts).get(fold(key), key)
        scored = any(one.measure in SCORES for one in dimension.needs)
        return Placed(
            by=dimension.name,
            key=key,
            rule=dimension.rule_of(key),
            evidence=self.evidence(dimension.needs),
            lacking=decided.lacking,
            score=self.score if scored else None,
            by_day=scored and self._by_day,
        )


def placed(desk: "Desk", *, customer_id: str, as_of: date | None) -> tuple[Placed, ...]:
    """Return where a customer is in every dimension.

    Raises:
        KamError: ``customer.unknown``.
    """
    with desk.read() as reader:
        known = setup(desk, reader)
        dimensions = _dimensions(known)
        needs = _needs(dimensions, ())
        measured = _Measured(reader, known, needs, customer_id, as_of or desk.today())
        return tuple(measured.place(one) for one in dimensions)


def read(desk: "Desk", *, customer_id: str, as_of: date | None) -> PortraitView:
    """Return a customer held against every portrait.

    Raises:
        KamError: ``customer.unknown``.
    """
    day = as_of or desk.today()
    with desk.read() as reader:
        known = setup(desk, reader)
        dimensions = _dimensions(known)
        portraits = segment_rules.portraits_in(known.lines)
        rules = [rule for traits in portraits.values() for rule in traits]
        needs = _needs(dimensions, rules)
        measured = _Measured(reader, known, needs, customer_id, day)
        then = day if day < known.today else None
        (row,) = queries.members(reader, [customer_id], then=then)
        places = tuple(measured.place(one) for one in dimensions)
    return PortraitView(
        customer_id=customer_id,
        customer_no=row[1],
        name=row[2],
        as_of=day,
        portraits=tuple(
            Portrait(
                key=key,
                belongs=_belongs(key, places),
                traits=tuple(measured.trait(rule) for rule in portraits[key]),
            )
            for key in PORTRAITS
        ),
        placed=places,
        clv=segment_value.of_customer(desk, customer_id=customer_id, as_of=day),
    )


def _dimensions(known: Setup) -> list[Dimension]:
    names = segment_rules.names_in(known.lines)
    return [segment_rules.dimension_in(known.lines, name) for name in names]


def _needs(dimensions: Sequence[Dimension], rules: Sequence[Rule]) -> tuple[Need, ...]:
    """Return all facts, each once."""
    asked = [need for one in dimensions for need in one.needs]
    return tuple(dict.fromkeys((*asked, *needs_of(rules))))


def _belongs(key: str, places: Sequence[Placed]) -> bool | None:
    by, segment = _PORTRAYED[key]
    found = next(one.key for one in places if one.by == by)
    return None if found == NO_DATA else found == segment

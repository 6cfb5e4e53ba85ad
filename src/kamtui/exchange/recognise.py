"""Decide what a file holds from its whole header, never from one column (vendor-headers.md, 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kamtui.exchange.fields import JOINED, Field, keys
from kamtui.exchange.fields_activity import INBOX_NAMES
from kamtui.exchange.headers import header_keys, read_header
from kamtui.exchange.kinds import Kind
from kamtui.exchange.registry import FIELDS

#: Headers of opportunities and other records the program does not keep.
_FOREIGN = frozenset(
    keys(
        "Deal Name|Deal Stage|Stage|StageName|Probability|Closing Date|Close Date|CloseDate|"
        "Pipeline|Expected Revenue|Forecast Category|商机名称|交易名称|商机阶段|销售阶段|赢率|"
        "Potential Name|Deal Owner|预计成交日期"
    )
)
#: Parts of a person's name stand for the name itself.
_STANDS_FOR = {"name": ("first_name", "last_name")}
#: Headers that settle the kind although other kinds share most of the rest (HubSpot, Zoho).
_DECISIVE = {
    Kind.CONTACTS: frozenset(
        keys("Contact owner|Contact Owner.id|Contact ID|Associated Company IDs|ReportsToId")
    )
}
#: Kinds whose other titles say too little: taken only where one of these is among them.
_DECLARED = {Kind.INBOX: frozenset(keys(INBOX_NAMES))}
_SETTLES = 5.0
#: A header only one kind has, a header several kinds have, and a column no field takes.
_OWN, _SHARED, _HINT = 3.0, 1.0, 1.0
#: How near a runner-up must come to be mentioned.
_CLOSE = 1.0


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a header was taken for.

    Attributes:
        kind: The kind with the highest score.
        score: Weight of the recognised names; comparable within one header only.
        other: A kind that came close, or None.
    """

    kind: Kind
    score: float
    other: Kind | None = None


@cache
def _lookup(kind: Kind) -> dict[str, list[tuple[int, int, Field, float]]]:
    """Header key -> (0 when required, rank, field, weight) for every field that knows it."""
    spec = FIELDS[kind]
    required = {name for group in spec.required for name in group}
    table: dict[str, list[tuple[int, int, Field, float]]] = {}
    for one in spec.fields:
        first = 0 if one.name in required else 1
        for rank, key in enumerate(one.keys):
            weight = _OWN if rank < len(one.own) else _SHARED
            table.setdefault(key, []).append((first, rank, one, weight))
    return table


def match_fields(kind: Kind, header: Sequence[str]) -> tuple[Field | None, ...]:
    """The field of each column, the better known name first where two want the same field."""
    return tuple(found[0] if found else None for found in _match(kind, header))


def _match(kind: Kind, header: Sequence[str]) -> list[tuple[Field, float] | None]:
    table = _lookup(kind)
    wanted = [
        (first, rank, column, one, weight)
        for column, name in enumerate(header)
        for first, rank, one, weight in _entries(table, name)
    ]
    wanted.sort(key=lambda item: item[:3])
    found: list[tuple[Field, float] | None] = [None] * len(header)
    taken: set[str] = set()
    for _first, _rank, column, one, weight in wanted:
        if found[column] is None and (one.name not in taken or one.type in JOINED):
            found[column] = (one, weight)
            taken.add(one.name)
    return found


def _entries(
    table: dict[str, list[tuple[int, int, Field, float]]], name: str
) -> list[tuple[int, int, Field, float]]:
    """What a header is known as, by its whole name before its last part."""
    return next((table[key] for key in header_keys(name) if key in table), [])


def missing_groups(kind: Kind, names: set[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of required fields of which the names hold none."""
    return tuple(
        group
        for group in FIELDS[kind].required
        if not any(
            name in names or any(part in names for part in _STANDS_FOR.get(name, ()))
            for name in group
        )
    )


def score(kind: Kind, header: Sequence[str]) -> float:
    """How well a header fits a kind; 0 when a required field has no column."""
    declared = _DECLARED.get(kind)
    if declared and not any(declared.intersection(header_keys(name)) for name in header):
        return 0.0
    found = _match(kind, header)
    if missing_groups(kind, {one[0].name for one in found if one is not None}):
        return 0.0
    hints = FIELDS[kind].hints
    extra = sum(
        _HINT
        for one, name in zip(found, header, strict=True)
        if one is None and read_header(name).key in hints
    )
    decisive = _DECISIVE.get(kind, frozenset())
    extra += sum(_SETTLES for name in header if read_header(name).key in decisive)
    return sum(one[1] for one in found if one is not None) + extra


def recognise(header: Sequence[str]) -> Recognition | None:
    """What the header stands for, or None when it is no kind the program knows."""
    ranked = sorted(
        ((score(kind, header), kind) for kind in Kind), key=lambda item: item[0], reverse=True
    )
    (best, kind), (next_best, other) = ranked[0], ranked[1]
    foreign = sum(1 for name in header if read_header(name).key in _FOREIGN)
    if best <= 0 or (foreign >= 2 and best < 3 * foreign):
        return None
    close = next_best > 0 and best - next_best <= _CLOSE
    return Recognition(kind, best, other if close else None)


def known_names(header: Sequence[str], kind: Kind | None = None) -> int:
    """How many cells of a row read like header names, for finding the header below titles."""
    kinds = Kind if kind is None else (kind,)
    return max(sum(1 for name in header if name and _entries(_lookup(one), name)) for one in kinds)

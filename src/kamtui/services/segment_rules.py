"""The rules of segments and portraits as settings of the book; the seeds' own until changed.

``segments.value`` and the like are lists of lines (`kamtui.domain.segments.grammar`), a dimension
of one's own is ``segments.own.NAME``, a portrait ``segments.portrait.high``.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.domain.names import fold
from kamtui.domain.segments.model import BUILT_IN, PORTRAITS

if TYPE_CHECKING:
    from kamtui.domain.segments.model import Dimension, Rule
    from kamtui.store.reader import Reader
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = [
    "OWN",
    "SEGMENT_KEYS",
    "default_of",
    "dimension_in",
    "examples",
    "is_key",
    "key_as_spelt",
    "key_of",
    "lines_in",
    "names_in",
    "parse",
    "portraits_in",
    "store",
]

_PREFIX = "segments."
OWN = "segments.own."
PORTRAIT = "segments.portrait."
#: The rules every book has.
SEGMENT_KEYS: tuple[str, ...] = (
    *(f"{_PREFIX}{name}" for name in BUILT_IN),
    *(f"{PORTRAIT}{name}" for name in PORTRAITS),
)
LONGEST_NAME = 40


def is_key(key: str) -> bool:
    """Return whether a setting is a rule of segments."""
    return key in SEGMENT_KEYS or key.startswith(OWN)


def key_of(name: str) -> str:
    """Return the setting of a dimension, or of a portrait written ``portrait.high``.

    Raises:
        KamError: ``segments.no_name``, ``segments.name_long``, and what `clean` refuses.
    """
    wanted = f"{_PREFIX}{name.strip().casefold()}"
    return wanted if wanted in SEGMENT_KEYS else key_as_spelt(OWN + name)


def key_as_spelt(key: str) -> str:
    """Return the setting of a dimension of one's own, its name cleaned.

    Raises:
        KamError: ``segments.no_name``, ``segments.name_long``, ``segments.name_taken`` for the
            name of a dimension every book has; and what `clean` refuses.
    """
    from kamtui.domain.text import clean

    name = clean(key.removeprefix(OWN))
    if not name or not fold(name):
        raise KamError("segments.no_name", exit_code=2)
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise KamError("segments.name_long", {"longest": LONGEST_NAME}, exit_code=2)
    if fold(name) in BUILT_IN:
        raise KamError("segments.name_taken", {"name": name}, exit_code=2)
    return OWN + name


def default_of(key: str) -> list[str]:
    """Return the seeds' own lines, none for a dimension of one's own."""
    from kamtui.domain.segments.defaults import DIMENSIONS
    from kamtui.domain.segments.defaults import PORTRAITS as TRAITS

    if key.startswith(PORTRAIT):
        return list(TRAITS[key.removeprefix(PORTRAIT)])
    return list(DIMENSIONS.get(key.removeprefix(_PREFIX), ()))


def examples(key: str) -> tuple[str, ...]:
    """Return what a rule may be, as examples ending in ``…``."""
    if key.startswith(PORTRAIT):
        return ("years_together >= 3", "satisfaction >= 4.5", "preferences ~ 定制", "…")
    return ("gold: amount.12 >= 1000000 and region = 华东", "rest: otherwise", "each city", "…")


def parse(key: str, value: object) -> list[str] | None:
    """Return lines as they are kept, None for what means the seeds' own (or to forget).

    Args:
        key: The setting.
        value: A list of lines, or typed text with ``;`` or line ends between them.

    Raises:
        KamError: ``segments.invalid`` naming the line.
    """
    from kamtui.domain.segments.grammar import (
        MOST_SEGMENTS,
        Reason,
        dimension_lines,
        parse_dimension,
        parse_rule,
        refuse,
        rule_text,
        split_lines,
    )

    if value is None:
        return None
    lines: Sequence[object]
    if isinstance(value, str):
        lines = split_lines(value)
    elif isinstance(value, list | tuple):
        lines = value
    else:
        refuse(key, Reason.NOT_TEXT, value)
    if not lines:
        return None
    if key.startswith(PORTRAIT):
        if len(lines) > MOST_SEGMENTS:
            refuse(key, Reason.TOO_MANY, len(lines))
        traits = [parse_rule(each, path=f"{key}[{at}]") for at, each in enumerate(lines, start=1)]
        return [rule_text(each) for each in traits]
    return dimension_lines(parse_dimension(key, lines, path=key))


def lines_in(reader: "Reader") -> dict[str, list[str]]:
    """Return every rule by setting: the stored lines, else the seeds'; own dimensions last."""
    rows = reader.rows(
        "SELECT key, value FROM setting WHERE key LIKE :shape AND deleted_at IS NULL"
        " ORDER BY created_at, id",
        shape=f"{_PREFIX}%",
    )
    stored: dict[str, list[str]] = {}
    for key, value in rows:
        lines = _lines(value)
        if is_key(key) and lines:
            stored[key] = lines
    found = {key: stored.get(key) or default_of(key) for key in SEGMENT_KEYS}
    return {**found, **{key: lines for key, lines in stored.items() if key not in found}}


def names_in(lines: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the names of all dimensions, the user's own last."""
    return (*BUILT_IN, *(key.removeprefix(OWN) for key in lines if key.startswith(OWN)))


def dimension_in(lines: Mapping[str, Sequence[str]], name: str) -> "Dimension":
    """Return a dimension by its name.

    Raises:
        KamError: ``segments.unknown`` with the names there are; ``segments.invalid`` for rules a
            newer program wrote.
    """
    from kamtui.domain.segments.grammar import parse_dimension

    known = names_in(lines)
    wanted = next((one for one in known if fold(one) == fold(name)), None)
    if wanted is None:
        raise KamError("segments.unknown", {"name": name, "known": list(known)}, exit_code=2)
    key = f"{_PREFIX}{wanted}" if wanted in BUILT_IN else OWN + wanted
    return parse_dimension(wanted, lines[key], path=key, kept=True)


def portraits_in(lines: Mapping[str, Sequence[str]]) -> "dict[str, tuple[Rule, ...]]":
    """Return the traits of every portrait."""
    from kamtui.domain.segments.grammar import parse_rule

    return {
        name: tuple(
            parse_rule(each, path=f"{PORTRAIT}{name}[{at}]", kept=True)
            for at, each in enumerate(lines[PORTRAIT + name], start=1)
        )
        for name in PORTRAITS
    }


def store(work: "UnitOfWork", key: str, lines: list[str] | None) -> None:
    """Write inside an open write; None forgets, so that the seeds' own hold again."""
    from sqlmodel import select

    from kamtui.store.tables import Setting

    # A row that was forgotten still holds its key.
    row = work.session.exec(select(Setting).where(Setting.key == key)).first()
    if lines is None or lines == default_of(key):
        if row is not None and row.deleted_at is None:
            work.delete(row)
    elif row is None:
        work.add(Setting(key=key, value=lines))
    else:
        row.deleted_at = None
        row.value = lines
        work.session.add(row)


def _lines(stored: object) -> list[str]:
    """Stored lines; what is no list of texts (a newer program's) has none."""
    import json

    try:
        value = json.loads(stored) if isinstance(stored, str) else stored
    except ValueError:
        return []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return []
    return value

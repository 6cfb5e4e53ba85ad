"""Filters of the lists under a name: settings of the book, so that they travel with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.domain.filter_of import FilterOf
from kamtui.domain.names import fold
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.customer_list import SavedFilter
from kamtui.services.desk import Desk
from kamtui.store.reader import Reader

if TYPE_CHECKING:
    from kamtui.domain.agenda_filter import AgendaFilter
    from kamtui.domain.dates import DateOrder
    from kamtui.domain.grade_filter import GradeFilter
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = [
    "agenda_filter",
    "checked",
    "delete",
    "filter_key",
    "grade_filter",
    "named",
    "of_key",
    "places",
    "read",
    "read_in",
    "save",
    "store",
]


#: Characters of a name: it stands in a line with others.
LONGEST_NAME = 40
#: Names of places that are understood without ``city:`` before them.
_MOST_PLACES = 2_000
#: Words are kept, not days: ``next week`` is another week every week.  Any day tells whether they
#: are understood.
_ANY_DAY = date(2024, 1, 1)


def read(desk: Desk, *, of: FilterOf = FilterOf.CUSTOMERS) -> tuple[SavedFilter, ...]:
    """Return the saved filters in the order they were first saved, which their digits follow."""
    with desk.read() as reader:
        return read_in(reader, of)


def read_in(reader: Reader, of: FilterOf = FilterOf.CUSTOMERS) -> tuple[SavedFilter, ...]:
    """Return them inside an open read; what is no text (a newer program's) is left out."""
    rows = reader.rows(
        "SELECT key, value FROM setting WHERE key LIKE :shape AND deleted_at IS NULL"
        " ORDER BY created_at, id",
        shape=f"{of}%",
    )
    found = []
    for key, stored in rows:
        words = _text(stored)
        if words is not None:
            found.append(SavedFilter(key.removeprefix(of), words))
    return tuple(found)


def named(name: str, saved: Sequence[SavedFilter]) -> SavedFilter | None:
    """Return the saved filter whose name this is, None for none; names that fold alike are one."""
    wanted = fold(name)
    return next((one for one in saved if wanted and fold(one.name) == wanted), None)


def agenda_filter(desk: Desk, *, text: str, order: "DateOrder") -> "AgendaFilter":
    """Return what words or the name of a saved filter leave of the agenda.

    Raises:
        KamError: ``filter.unknown`` for words that mean nothing and no filter of that name.
    """
    from kamtui.domain.agenda_filter import parse_agenda_filter, with_places

    words = _meant(desk, text, FilterOf.AGENDA)
    wanted = parse_agenda_filter(words, today=desk.today(), order=order)
    if wanted.unknown:
        words = with_places(words, places(desk), today=desk.today(), order=order)
        wanted = parse_agenda_filter(words, today=desk.today(), order=order)
    if wanted.unknown:
        raise KamError("filter.unknown", {"words": list(wanted.unknown)}, exit_code=2)
    return wanted


def grade_filter(desk: Desk, *, text: str) -> "GradeFilter":
    """Return what words or the name of a saved filter leave of the grade review.

    Raises:
        KamError: ``filter.unknown`` for words that mean nothing and no filter of that name.
    """
    from kamtui.domain.grade_filter import parse_grade_filter

    wanted = parse_grade_filter(_meant(desk, text, FilterOf.GRADES) if text.strip() else "")
    if wanted.unknown:
        raise KamError("filter.unknown", {"words": list(wanted.unknown)}, exit_code=2)
    return wanted


def _meant(desk: Desk, text: str, of: FilterOf) -> str:
    """Return the words of the saved filter of this name, else the words themselves."""
    one = named(text, read(desk, of=of))
    return one.words if one is not None else text


def places(desk: Desk) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the cities and regions customers are in, the most frequent first."""
    from kamtui.store.queries import customer_list as queries

    with desk.read() as reader:
        return {
            field: tuple(queries.words(reader, field, limit=_MOST_PLACES))
            for field in ("city", "region")
        }


def save(desk: Desk, *, name: str, words: str, of: FilterOf = FilterOf.CUSTOMERS) -> ChangeSet:
    """Keep a filter under a name; the filter that had the name before is replaced.

    Names that fold to the same are the same: ``东区A类`` and ``東區a類``.

    Raises:
        KamError: ``filter.no_name``, ``filter.name_long``; ``filter.no_words`` for one that leaves
            everybody, ``filter.unknown`` for words that mean nothing.
    """
    key = filter_key(name, of)
    if of is FilterOf.AGENDA and _meaning(words, of)[0]:
        from kamtui.domain.agenda_filter import with_places

        # Spelt out, for one day nobody may be there any more.
        words = with_places(words, places(desk), today=desk.today())
    text = checked(words, of)
    same = named(name, read(desk, of=of))
    if same is not None:
        key = of + same.name
    with desk.write("filter") as work:
        store(work, key, text)
        return work.commit(subject=key.removeprefix(of))


def delete(desk: Desk, *, name: str, of: FilterOf = FilterOf.CUSTOMERS) -> ChangeSet:
    """Forget a saved filter; undo brings it back.

    Raises:
        KamError: ``filter.gone`` where there is none of that name.
    """
    key = filter_key(name, of)
    with desk.read() as reader:
        if key.removeprefix(of) not in {one.name for one in read_in(reader, of)}:
            raise KamError("filter.gone", {"name": name})
    with desk.write("filter-delete") as work:
        store(work, key, None)
        return work.commit(subject=name)


def of_key(key: str) -> FilterOf | None:
    """Return whose filter a setting is, None for a setting that is no filter."""
    return next((of for of in FilterOf if key.startswith(of)), None)


def filter_key(name: str, of: FilterOf = FilterOf.CUSTOMERS) -> str:
    """Return the key of the setting that keeps a filter of this name.

    Raises:
        KamError: ``filter.no_name``, ``filter.name_long``, and what `clean` refuses.
    """
    plain = clean(name)
    if not plain:
        raise KamError("filter.no_name")
    if len(plain) > LONGEST_NAME:
        raise KamError("filter.name_long", {"longest": LONGEST_NAME})
    return of + plain


def checked(words: str, of: FilterOf = FilterOf.CUSTOMERS) -> str:
    """Return the words of a filter as they are kept.

    Raises:
        KamError: ``filter.no_words``, ``filter.unknown``, and what `clean` refuses.
    """
    text = clean(words)
    unknown, plain = _meaning(text, of)
    if unknown:
        raise KamError("filter.unknown", {"words": list(unknown)})
    if plain:
        raise KamError("filter.no_words")
    return text


def store(work: "UnitOfWork", key: str, words: str | None) -> None:
    """Write inside an open write; None forgets."""
    from sqlmodel import select

    from kamtui.store.tables import Setting

    # A row that was forgotten still holds its key.
    row = work.session.exec(select(Setting).where(Setting.key == key)).first()
    if words is None:
        if row is not None:
            work.delete(row)
    elif row is None:
        work.add(Setting(key=key, value=words))
    else:
        row.deleted_at = None
        row.value = words


def _meaning(text: str, of: FilterOf) -> tuple[tuple[str, ...], bool]:
    """Return the words that mean nothing, and whether the others leave everything."""
    if of is FilterOf.CUSTOMERS:
        from kamtui.domain.customer_filter import parse_filter

        wanted = parse_filter(text)
        return wanted.unknown, wanted.is_plain
    if of is FilterOf.GRADES:
        from kamtui.domain.grade_filter import parse_grade_filter

        of_grades = parse_grade_filter(text)
        return of_grades.unknown, of_grades.is_plain
    from kamtui.domain.agenda_filter import parse_agenda_filter
    from kamtui.domain.dates import DateOrder

    # A day is kept as it was typed: whoever reads days otherwise must be able to keep it too.
    read_so = [parse_agenda_filter(text, today=_ANY_DAY, order=order) for order in DateOrder]
    best = min(read_so, key=lambda one: len(one.unknown))
    return best.unknown, best.is_plain


def _text(stored: object) -> str | None:
    import json

    try:
        value = json.loads(stored) if isinstance(stored, str) else stored
    except ValueError:
        value = stored
    return value if isinstance(value, str) else None

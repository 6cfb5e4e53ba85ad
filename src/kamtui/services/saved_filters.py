"""Filters of the customer list under a name: settings of the book, so that they travel with it."""

from typing import TYPE_CHECKING

from kamtui.domain.customer_filter import parse_filter
from kamtui.domain.errors import KamError
from kamtui.domain.names import fold
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.customer_list import SavedFilter
from kamtui.services.desk import Desk
from kamtui.store.reader import Reader

if TYPE_CHECKING:
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["PREFIX", "checked", "delete", "filter_key", "read", "read_in", "save", "store"]

#: A saved filter is the setting ``filter.NAME``.
PREFIX = "filter."
#: Characters of a name: it stands in a line with others.
LONGEST_NAME = 40


def read(desk: Desk) -> tuple[SavedFilter, ...]:
    """Return the saved filters in the order they were first saved, which their digits follow."""
    with desk.read() as reader:
        return read_in(reader)


def read_in(reader: Reader) -> tuple[SavedFilter, ...]:
    """Return them inside an open read; what is no text (a newer program's) is left out."""
    rows = reader.rows(
        "SELECT key, value FROM setting WHERE key LIKE :shape AND deleted_at IS NULL"
        " ORDER BY created_at, id",
        shape=f"{PREFIX}%",
    )
    found = []
    for key, stored in rows:
        words = _text(stored)
        if words is not None:
            found.append(SavedFilter(key.removeprefix(PREFIX), words))
    return tuple(found)


def save(desk: Desk, *, name: str, words: str) -> ChangeSet:
    """Keep a filter under a name; the filter that had the name before is replaced.

    Names that fold to the same are the same: ``东区A类`` and ``東區a類``.

    Raises:
        KamError: ``filter.no_name``, ``filter.name_long``; ``filter.no_words`` for one that leaves
            everybody, ``filter.unknown`` for words that mean nothing.
    """
    key = filter_key(name)
    text = checked(words)
    with desk.read() as reader:
        same = [one.name for one in read_in(reader) if fold(one.name) == fold(name)]
    if same:
        key = PREFIX + same[0]
    with desk.write("filter") as work:
        store(work, key, text)
        return work.commit(subject=key.removeprefix(PREFIX))


def delete(desk: Desk, *, name: str) -> ChangeSet:
    """Forget a saved filter; undo brings it back.

    Raises:
        KamError: ``filter.gone`` where there is none of that name.
    """
    key = filter_key(name)
    with desk.read() as reader:
        if key.removeprefix(PREFIX) not in {one.name for one in read_in(reader)}:
            raise KamError("filter.gone", {"name": name})
    with desk.write("filter-delete") as work:
        store(work, key, None)
        return work.commit(subject=name)


def filter_key(name: str) -> str:
    """Return the key of the setting that keeps a filter of this name.

    Raises:
        KamError: ``filter.no_name``, ``filter.name_long``, and what `clean` refuses.
    """
    plain = clean(name)
    if not plain:
        raise KamError("filter.no_name")
    if len(plain) > LONGEST_NAME:
        raise KamError("filter.name_long", {"longest": LONGEST_NAME})
    return PREFIX + plain


def checked(words: str) -> str:
    """Return the words of a filter as they are kept.

    Raises:
        KamError: ``filter.no_words``, ``filter.unknown``, and what `clean` refuses.
    """
    text = clean(words)
    wanted = parse_filter(text)
    if wanted.unknown:
        raise KamError("filter.unknown", {"words": list(wanted.unknown)})
    if wanted.is_plain:
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


def _text(stored: object) -> str | None:
    import json

    try:
        value = json.loads(stored) if isinstance(stored, str) else stored
    except ValueError:
        value = stored
    return value if isinstance(value, str) else None

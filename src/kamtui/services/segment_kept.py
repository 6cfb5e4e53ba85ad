"""What was worked out about everybody, kept in the process until the book changes.

A hundred thousand customers take a second; whoever looks again pays for what is shown alone.  The
last line of the change log says whether the book is still the same: every write ends with one.
"""

from _thread import allocate_lock
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from kamtui.services.desk import Desk
    from kamtui.store.reader import Reader

__all__ = ["kept"]

Found = TypeVar("Found")
#: Results a desk keeps; one of a hundred thousand customers is some 20 MB.
MOST = 4
_lock = allocate_lock()
_shelves: "WeakKeyDictionary[Desk, _Shelf]" = WeakKeyDictionary()


class _Shelf:
    """The results of one desk for one state of its book."""

    def __init__(self, state: Hashable) -> None:
        self.state = state
        self.results: dict[Hashable, object] = {}


def kept(
    desk: "Desk", reader: "Reader", key: Hashable, kind: type[Found], ask: Callable[[], Found]
) -> Found:
    """Return what was found before for this state of the book, else ask and keep it.

    Args:
        desk: The open book.
        reader: Where to read what state it is in.
        key: Names the question; the desk's day need not be in it.
        kind: Of the answer.
        ask: Works it out; what it raises is not kept.
    """
    last = reader.one("SELECT seq, group_id FROM change_log ORDER BY seq DESC LIMIT 1")
    state = (last, desk.today(), desk.clock.now().tzinfo)
    with _lock:
        shelf = _shelves.get(desk)
        if shelf is None or shelf.state != state:
            shelf = _shelves[desk] = _Shelf(state)
        found = shelf.results.get(key)
    if isinstance(found, kind):
        return found
    answer = ask()
    with _lock:
        while len(shelf.results) >= MOST:
            del shelf.results[next(iter(shelf.results))]
        shelf.results[key] = answer
    return answer

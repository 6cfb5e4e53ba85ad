"""Rows of customers of which only windows are read: any number opens at the cost of its window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

__all__ = ["PAGE", "WindowedRows"]

#: Rows of one window.
PAGE = 100
#: Windows kept; what is far from the cursor is read again.
_KEPT = 40


class OfCustomer(Protocol):
    """A row about a customer."""

    @property
    def customer_id(self) -> str: ...


Row = TypeVar("Row", bound=OfCustomer)


class WindowedRows(Generic[Row]):
    """The windows of a `RowSource` over any number of customers; a subclass draws.

    A row that is not read yet is asked for once; the windows beside the one in sight and both ends
    are asked for ahead, so that paging rarely meets a blank row.
    """

    heads: Sequence[int] = ()

    def __init__(self, total: int, *, ask: Callable[[int], None]) -> None:
        """Prepare.

        Args:
            total: How many customers there are.
            ask: Told the number of a window that is needed.
        """
        self._total = total
        self._ask = ask
        self._pages: dict[int, tuple[Row, ...]] = {}
        self._asked: set[int] = set()

    def __len__(self) -> int:
        """Customers."""
        return self._total

    def take(self, page: int, rows: tuple[Row, ...]) -> None:
        """Keep a window that was read."""
        self._asked.discard(page)
        self._pages.pop(page, None)
        while len(self._pages) >= _KEPT:
            self._pages.pop(next(iter(self._pages)))
        self._pages[page] = rows

    def ask_around(self, index: int) -> None:
        """Ask for what the next keys may show: this window, its neighbours, both ends."""
        page, last = index // PAGE, max(0, (self._total - 1) // PAGE)
        for wanted in (page, page + 1, page - 1, 0, last):
            if 0 <= wanted <= last:
                self.need(wanted)

    def row(self, index: int) -> Row | None:
        """Return a row, None while it is not read."""
        if not 0 <= index < self._total:
            return None
        rows = self._pages.get(index // PAGE)
        place = index % PAGE
        return rows[place] if rows is not None and place < len(rows) else None

    def key(self, index: int) -> str | None:
        """Return a customer's id, None while it is not read."""
        row = self.row(index)
        return row.customer_id if row is not None else None

    def find(self, customer_id: str, near: int) -> int | None:
        """Return where a customer stands, among the windows that were read."""
        pages = sorted(self._pages, key=lambda page: abs(page - near // PAGE))
        for page in pages:
            for place, row in enumerate(self._pages[page]):
                if row.customer_id == customer_id:
                    return page * PAGE + place
        return None

    def run(self, index: int, most: int = 200) -> tuple[str, ...]:
        """Return the customers read without a gap around a row, for J and K."""
        first = last = index
        while first > 0 and index - first < most and self.key(first - 1) is not None:
            first -= 1
        while last + 1 < self._total and last - index < most and self.key(last + 1) is not None:
            last += 1
        keys = (self.key(place) for place in range(first, last + 1))
        return tuple(key for key in keys if key is not None)

    def need(self, page: int) -> None:
        """Ask for a window once."""
        if page not in self._pages and page not in self._asked:
            self._asked.add(page)
            self._ask(page)

"""Records the book already holds, found again by where they came from or by what they say."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from hashlib import blake2b

from kamtui.services.transfer.records import Row
from kamtui.services.transfer.run import Run


class Known:
    """The records of one table, by customer, those of this import included.

    A record is found by its source key first (the content of the row it was made of, so that a
    record edited since is still itself), then by its present content.  Each is given out once a
    file, so that equal rows meet different records (cli.md: content and occurrence).
    """

    def __init__(self, run: Run, table: str, *, content: Callable[[Row], Hashable]) -> None:
        """Know nothing yet; ``content`` says when two records of the table are alike."""
        self._run = run
        self._table = table
        self._content = content
        self._loaded: set[str] = set()
        self._by_source: dict[str, Row] = {}
        self._by_content: dict[Hashable, list[Row]] = {}
        self._given: set[str] = set()

    def begin_file(self) -> None:
        """Let every record be found again."""
        self._given.clear()

    def load(self, customer_ids: Iterable[str]) -> None:
        """Read the records of customers not read before."""
        fresh = set(customer_ids) - self._loaded
        if not fresh:
            return
        self._loaded |= fresh
        for row in self._run.select(self._table, "t.customer_id IN :ids", sorted(fresh)):
            self.remember(row)

    def remember(self, row: Row) -> None:
        """Take in one record."""
        if row["source_key"] is not None:
            self._by_source.setdefault(row["source_key"], row)
        self._by_content.setdefault(self._content(row), []).append(row)

    def find(self, source_key: str, content: Hashable) -> Row | None:
        """Return the record of a row, not given out before in this file."""
        row = self._by_source.get(source_key)
        if row is not None and row["id"] not in self._given:
            self._given.add(row["id"])
            return row
        for row in self._by_content.get(content, ()):
            if row["id"] not in self._given:
                self._given.add(row["id"])
                return row
        return None

    def made(self, row: Row) -> None:
        """Take in a record this file made; it is given out already."""
        if self._run.keeps:
            self.remember(row)
            self._given.add(row["id"])


class SourceKeys:
    """Keys of rows without a number: their content and how often it came before."""

    def __init__(self) -> None:
        self._seen: Counter[Hashable] = Counter()

    def key(self, *content: Hashable) -> str:
        """Return the key of the next row with this content."""
        self._seen[content] += 1
        digest = blake2b(repr(content).encode("utf-8", "surrogatepass"), digest_size=16)
        return f"{digest.hexdigest()}-{self._seen[content]}"

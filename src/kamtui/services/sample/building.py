"""Builds a sample book: the hand-written customers, then as many generated ones as asked for."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from kamtui.domain.errors import KamError
from kamtui.domain.names import name_key
from kamtui.services.sample.almanac import Almanac
from kamtui.services.sample.crowd import Crowd
from kamtui.services.sample.extra import write_extra
from kamtui.services.sample.goods import GOODS
from kamtui.services.sample.ledger import Ledger
from kamtui.services.sample.shares import newest
from kamtui.services.sample.sizes import CUSTOMERS, Sizes
from kamtui.services.sample.standing import give_grades, judge
from kamtui.services.sample.stories_a import STORIES_A
from kamtui.services.sample.stories_b import STORIES_B
from kamtui.services.sample.stories_c import STORIES_C
from kamtui.services.sample.telling import Teller
from kamtui.services.sample.telling_trade import sales_of

#: Raised whenever the same day would give another book, so that old sample books are rebuilt.
GENERATOR = 1
SEED = 2041
STORIES = STORIES_A + STORIES_B + STORIES_C
#: Customers between two reports of progress.
_REPORT_EVERY = 500
_FAST = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-200000",
         "temp_store=MEMORY")  # fmt: skip

#: Told how many customers of how many are written.
Progress = Callable[[int, int], None]


def build(
    path: Path,
    *,
    today: date,
    customers: int = CUSTOMERS,
    communications: int | None = None,
    orders: int | None = None,
    seed: int = SEED,
    progress: Progress | None = None,
) -> None:
    """Make a new sample book at ``path``; the same day, sizes and seed give the same book.

    The book carries no change log: there is nothing to undo in it.  It appears whole or not at
    all.

    Args:
        path: Where there is no file yet.
        today: The day everything in the book is dated from.
        customers: Exactly so many; the first 24 are hand-written.
        communications: Exactly so many; None for what the customers bring.
        orders: Exactly so many; None for what the customers bring.
        seed: Of everything that is not hand-written.
        progress: Called now and then with customers written and customers in all.

    Raises:
        KamError: ``file.exists``, ``file.permission``, ``file.failed``, ``sample.size``.
    """
    sizes = Sizes(customers, communications, orders)
    if path.exists():
        raise KamError("file.exists", {"path": str(path)}, exit_code=3)
    draft = make_draft(path, today=today, sizes=sizes, seed=seed, progress=progress)
    try:
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


def make_draft(
    path: Path, *, today: date, sizes: Sizes, seed: int, progress: Progress | None = None
) -> Path:
    """Build a book beside ``path`` and return its file, which the caller moves or removes."""
    from kamtui.store.migrate import create_book

    draft = path.with_name(f".{path.name}.{os.getpid()}.sample")
    draft.unlink(missing_ok=True)
    try:
        create_book(draft)
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            for pragma in _FAST:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("BEGIN")
            stories = _write(connection, today=today, sizes=sizes, seed=seed, progress=progress)
            connection.execute("COMMIT")
        _derive(draft, today=today, stories=stories)
    except sqlite3.Error as problem:
        draft.unlink(missing_ok=True)
        raise KamError("file.failed", {"path": str(path), "reason": str(problem)}, 3) from problem
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _write(
    connection: sqlite3.Connection,
    *,
    today: date,
    sizes: Sizes,
    seed: int,
    progress: Progress | None,
) -> list[str]:
    """Write every record; return the ids of the hand-written customers."""
    ledger = Ledger(connection, today=today, seed=seed)
    almanac = Almanac(today)
    _identify(connection, ledger, today=today, sizes=sizes)
    products = {}
    for goods in GOODS:
        products[goods.code] = ledger.new_id()
        ledger.add(
            "product", products[goods.code], goods.code, goods.name, name_key(goods.name),
            goods.product_class, goods.unit,
        )  # fmt: skip
    stories = STORIES[: sizes.customers]
    noted = [[note.ago for note in story.notes] for story in stories]
    sold = [[sale.ago for sale in sales_of(story, almanac)] for story in stories]
    told_notes, told_orders = sum(map(len, noted)), sum(map(len, sold))
    notes, orders = sizes.totals(told_notes=told_notes, told_orders=told_orders)
    kept_notes, kept_orders = newest(noted, notes), newest(sold, orders)
    teller = Teller(ledger, almanac, products)
    told = [
        teller.tell(story, number=number, notes=kept_notes[number - 1],
                    orders=kept_orders[number - 1])
        for number, story in enumerate(stories, start=1)
    ]  # fmt: skip
    more = sizes.customers - len(stories)
    rest_notes, rest_orders = notes - sum(kept_notes), orders - sum(kept_orders)
    if more:
        crowd = Crowd(ledger, almanac, products)
        steps = crowd.fill(
            first_number=len(stories) + 1, customers=more, notes=rest_notes, orders=rest_orders
        )
        for done, _ in enumerate(steps, start=len(stories) + 1):
            if progress is not None and done % _REPORT_EVERY == 0:
                progress(done, sizes.customers)
    elif stories:
        write_extra(ledger, almanac, stories, told, products, notes=rest_notes, orders=rest_orders)
    ledger.flush()
    return told


def _identify(connection: sqlite3.Connection, ledger: Ledger, *, today: date, sizes: Sizes) -> None:
    """Say in the book what made it, and give it an id of the seed's."""
    connection.execute("UPDATE app_meta SET value = ? WHERE key = 'book'", (ledger.new_id(),))
    connection.executemany(
        "INSERT INTO app_meta (key, value) VALUES (?, ?)",
        [
            ("sample.made_for", today.isoformat()),
            ("sample.generator", str(GENERATOR)),
            ("sample.sizes", sizes.label),
        ],
    )


def _derive(draft: Path, *, today: date, stories: list[str]) -> None:
    """Fill what follows from the records: grades, facts, search rows, scores."""
    from kamtui.store.engine import open_engine
    from kamtui.store.facts import refresh_facts
    from kamtui.store.location import Location
    from kamtui.store.search_index import refresh_search

    judged = judge(draft, as_of=today)
    engine = open_engine(Location(path=draft))
    try:
        with engine.begin() as connection:
            raw = connection.connection.dbapi_connection
            assert isinstance(raw, sqlite3.Connection)
            give_grades(raw, judged)
            refresh_facts(connection, None)
            refresh_search(connection, stories)
            raw.executemany(
                "UPDATE customer_facts SET last_score = ?, last_with_data = ?"
                " WHERE customer_id = ?",
                ((score, with_data, customer) for customer, _, score, with_data in judged),
            )
            raw.execute("ANALYZE")
    finally:
        engine.dispose()

"""Builds a sample book: the hand-written customers, then as many generated ones as asked for."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date, timedelta
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
from kamtui.services.sample.standing import derive
from kamtui.services.sample.stories_a import STORIES_A
from kamtui.services.sample.stories_b import STORIES_B
from kamtui.services.sample.stories_c import STORIES_C
from kamtui.services.sample.telling import Teller
from kamtui.services.sample.telling_trade import sales_of
from kamtui.store.reader import read_failure

#: Raised whenever the same day would give another book, so that old sample books are rebuilt.
GENERATOR = 5
SEED = 2041
STORIES = STORIES_A + STORIES_B + STORIES_C
#: Days ahead the review of grades is due.
_REVIEW_IN = 5
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
    sizes: Sizes | None = None,
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
        sizes: Takes the place of the three counts.
        customers: Exactly so many; the first 24 are hand-written.
        communications: Exactly so many; None for what the customers bring.
        orders: Exactly so many; None for what the customers bring.
        seed: Of everything that is not hand-written.
        progress: Called now and then with customers written and customers in all.

    Raises:
        KamError: ``file.exists``, ``file.permission``, ``file.full``, ``value.out_of_range``.
    """
    wanted = sizes or Sizes(customers, communications, orders)
    taken = KamError("file.exists", {"path": str(path)}, exit_code=3)
    if path.exists() or path.is_symlink():
        raise taken
    with drafted(path, today=today, sizes=wanted, seed=seed, progress=progress) as draft:
        if not put(draft, path):
            raise taken


@contextmanager
def drafted(
    path: Path, *, today: date, sizes: Sizes, seed: int = SEED, progress: Progress | None = None
) -> Iterator[Path]:
    """Lend a finished book beside ``path``, which the caller puts in its place.

    Raises:
        KamError: ``file.permission``, ``file.full`` and what else the system refuses.
    """
    from kamtui.config.paths import make_private
    from kamtui.store.disk import disk_failure, draft_beside

    with ExitStack() as stack:
        try:
            make_private(path.parent)
            draft = stack.enter_context(draft_beside(path))
            _fill(draft, today=today, sizes=sizes, seed=seed, progress=progress)
        except OSError as problem:
            raise disk_failure(problem, path) from problem
        except sqlite3.Error as problem:
            failure = read_failure(problem, draft)
            failure.params["path"] = str(path)
            raise failure from problem
        yield draft


def put(draft: Path, path: Path) -> bool:
    """Give a finished draft its name; False where there is a file of that name by now."""
    from kamtui.store.disk import disk_failure, place, sync_file

    try:
        sync_file(draft)
        return place(draft, path)
    except OSError as problem:
        raise disk_failure(problem, path) from problem


def _fill(draft: Path, *, today: date, sizes: Sizes, seed: int, progress: Progress | None) -> None:
    from kamtui.store.engine import open_engine
    from kamtui.store.location import Location
    from kamtui.store.migrate import migrate
    from kamtui.store.sniff import forget

    engine = open_engine(Location(path=draft))
    try:
        migrate(engine)
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            for pragma in _FAST:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("BEGIN")
            stories = _write(connection, today=today, sizes=sizes, seed=seed, progress=progress)
            connection.execute("COMMIT")
        derive(engine, draft, today=today, stories=stories)
    finally:
        engine.dispose()
        forget(draft)


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
    # The quarterly review of grades was put off a little: its line has a day like other rows.
    ledger.add(
        "setting", ledger.new_id(), "timer.grades_until",
        json.dumps((today + timedelta(days=_REVIEW_IN)).isoformat()),
    )  # fmt: skip
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

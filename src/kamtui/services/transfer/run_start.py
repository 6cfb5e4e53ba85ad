"""The start of a run: what it may ask the book, where its rows go, what it logs."""

from typing import TYPE_CHECKING, Any

from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.services.transfer.booking import Ledger
from kamtui.services.transfer.handler import Book
from kamtui.services.transfer.importers import Importers
from kamtui.services.transfer.match import CustomerIndex
from kamtui.services.transfer.people import People
from kamtui.services.transfer.run import LogUpdate, Query, Run
from kamtui.services.transfer.sink import NoSink, Sink, StoreSink
from kamtui.store.reader import Reader
from kamtui.store.values import instant_text

if TYPE_CHECKING:
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["importers_of", "planned", "written"]


def planned(desk: Desk, reader: Reader, *, create_customers: bool, keeps: bool) -> Run:
    """Return a run that writes nothing.

    Args:
        desk: The open book.
        reader: What the run asks.
        create_customers: Whether rows of unknown customers make them.
        keeps: Whether a later file may ask for rows that one before makes.
    """
    return _run(desk, reader.rows, NoSink(), _unlogged, create_customers, keeps)


def written(
    desk: Desk, work: "UnitOfWork", sink: StoreSink, *, create_customers: bool, keeps: bool
) -> Run:
    """Return a run whose rows go into the book within a unit of work; see `planned`."""
    return _run(desk, _query_of(work), sink, _logged(work), create_customers, keeps)


def importers_of(run: Run) -> Importers:
    """Return what imports the rows of every kind in a run."""
    return Importers(Book(run, CustomerIndex(run), People(run), Ledger(run)))


def _run(
    desk: Desk,
    query: Query,
    sink: Sink,
    log_update: LogUpdate,
    create_customers: bool,
    keeps: bool,
) -> Run:
    now = desk.clock.now()
    with desk.read() as reader:
        prefix = rules.value_of(reader, "customer_no.prefix")
    return Run(
        query=query,
        sink=sink,
        log_update=log_update,
        now=now,
        stamp=instant_text(now),
        today=now.date(),
        actor=desk.actor,
        create_customers=create_customers,
        keeps=keeps,
        prefix=prefix,
    )


def _query_of(work: "UnitOfWork") -> Query:
    from sqlalchemy import text

    from kamtui.store.reader import expand_lists

    def query(sql: str, **params: object) -> list[tuple[Any, ...]]:
        expanded, bound = expand_lists(sql, params)
        return [tuple(row) for row in work.connection.execute(text(expanded), dict(bound))]

    return query


def _logged(work: "UnitOfWork") -> LogUpdate:
    def log_update(
        table: str, identifier: str, customer_id: str | None, fields: dict[str, Any], base: int
    ) -> None:
        work.log(
            entity=table,
            entity_id=identifier,
            op="delete" if "deleted_at" in fields else "update",
            customer_id=customer_id,
            fields=fields,
            base_version=base,
            new_version=base + 1,
        )

    return log_update


def _unlogged(
    table: str, identifier: str, customer_id: str | None, fields: dict[str, Any], base: int
) -> None:
    """Log nothing: a dry run changes nothing."""

"""The same change to many customers: one unit of work, one undo step.

Who is already so, or was deleted meanwhile, is left alone; the change set's ``customer_ids`` are
those that changed, so that a front end can say how many were not.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.enums import Decision
from kamtui.domain.errors import KamError
from kamtui.domain.names import fold
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.services import customer_fields
from kamtui.services.cadence_plans import held_by, redate
from kamtui.services.communications import PlanDraft, check_plan, follow_up_of
from kamtui.services.desk import Desk
from kamtui.services.grade_history import note_grade
from kamtui.services.grade_names import grades_of

if TYPE_CHECKING:
    from kamtui.store.tables import Customer
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = ["FIELDS", "archive", "delete", "edit", "plan", "restore", "tag", "verify"]

#: Fields that can be the same for many; a name or a number cannot.
FIELDS = frozenset(
    {"owner", "grade", "cadence", "region", "city", "industry", "lifecycle", "need_type",
     "relation_state", "verified_on"}
)  # fmt: skip
#: Customers loaded by one statement.
_CHUNK = 500


def edit(desk: Desk, *, customer_ids: Sequence[str], assignments: Mapping[str, str]) -> ChangeSet:
    """Set the same fields of many customers from typed text; empty text clears.

    A grade that changes is noted in the grade history as set by hand; it and another cadence give
    what cadence has planned another day.

    Raises:
        KamError: ``field.unknown`` for one that is not in `FIELDS`; ``value.invalid``.
    """
    unknown = [name for name in assignments if name not in FIELDS]
    if unknown:
        raise KamError("field.unknown", {"field": unknown[0], "known": sorted(FIELDS)}, 2)
    values = customer_fields.parse_assignments(
        customer_fields.CUSTOMER, assignments, today=desk.today(), grades=lambda: grades_of(desk)
    )

    def change(work: "UnitOfWork", customer: "Customer") -> None:
        before = held_by(customer)
        for column, value in values.items():
            if getattr(customer, column) != value:
                setattr(customer, column, value)
        if customer.grade != before.grade:
            note_grade(work, customer, before.grade, Decision.MANUAL)
        redate(work, customer, before)

    return _each(desk, "edit", customer_ids, change)


def tag(
    desk: Desk, *, customer_ids: Sequence[str], add: Sequence[str] = (), remove: Sequence[str] = ()
) -> ChangeSet:
    """Add tags to many customers and take others away; a tag that folds to the same is the same.

    Raises:
        KamError: ``tag.none`` where no tag is given; ``tag.both`` for one given to both.
    """
    added = [word for word in map(clean, add) if word]
    gone = {fold(word) for word in map(clean, remove) if word}
    if not added and not gone:
        raise KamError("tag.none")
    both = [word for word in added if fold(word) in gone]
    if both:
        raise KamError("tag.both", {"tag": both[0]})

    def change(_work: "UnitOfWork", customer: "Customer") -> None:
        kept = [word for word in customer.tags if fold(word) not in gone]
        known = {fold(word) for word in kept}
        for word in added:
            if fold(word) not in known:
                known.add(fold(word))
                kept.append(word)
        if kept != customer.tags:
            customer.tags = kept

    return _each(desk, "edit", customer_ids, change)


def plan(desk: Desk, *, customer_ids: Sequence[str], draft: PlanDraft) -> ChangeSet:
    """Plan the same follow-up for many customers.

    Raises:
        KamError: ``plan.empty``, ``date.past``, ``channel.unknown``.
    """
    if not clean(draft.what):
        raise KamError("plan.empty")
    check_plan(desk, draft)

    def change(work: "UnitOfWork", customer: "Customer") -> None:
        work.add(follow_up_of(customer.id, draft, None))

    return _each(desk, "plan", customer_ids, change)


def archive(desk: Desk, *, customer_ids: Sequence[str], archived: bool = True) -> ChangeSet:
    """Take many customers out of the lists, or bring them back; nothing of them is lost."""
    day = desk.today()

    def change(_work: "UnitOfWork", customer: "Customer") -> None:
        if archived is (customer.archived_on is None):
            customer.archived_on = day if archived else None

    return _each(desk, "edit", customer_ids, change)


def verify(desk: Desk, *, customer_ids: Sequence[str]) -> ChangeSet:
    """Note that the records of many customers were verified today."""
    day = desk.today()

    def change(_work: "UnitOfWork", customer: "Customer") -> None:
        if customer.verified_on != day:
            customer.verified_on = day

    return _each(desk, "verified", customer_ids, change)


def delete(desk: Desk, *, customer_ids: Sequence[str]) -> ChangeSet:
    """Delete many customers; they can be brought back."""
    return _each(desk, "delete", customer_ids, lambda work, customer: work.delete(customer))


def restore(desk: Desk, *, customer_ids: Sequence[str]) -> ChangeSet:
    """Bring deleted customers back.

    Raises:
        KamError: ``customer.duplicate_no`` where a number was given to another customer
            meanwhile; then none of them is brought back.
    """

    def change(_work: "UnitOfWork", customer: "Customer") -> None:
        customer.deleted_at = None

    return _each(desk, "restore", customer_ids, change, deleted=True)


def _each(
    desk: Desk,
    what: str,
    customer_ids: Sequence[str],
    change: "Callable[[UnitOfWork, Customer], None]",
    *,
    deleted: bool = False,
) -> ChangeSet:
    with desk.write(what) as work:
        name = ""
        for customer in _customers(work, customer_ids, deleted=deleted):
            name = customer.name
            change(work, customer)
        return work.commit(subject=name if len(customer_ids) == 1 else "")


def _customers(
    work: "UnitOfWork", customer_ids: Sequence[str], *, deleted: bool
) -> "Iterator[Customer]":
    from sqlmodel import col, select

    from kamtui.store.tables import Customer

    unique = list(dict.fromkeys(customer_ids))
    for start in range(0, len(unique), _CHUNK):
        wanted = unique[start : start + _CHUNK]
        found = {
            one.id: one
            for one in work.session.exec(select(Customer).where(col(Customer.id).in_(wanted)))
        }
        for identifier in wanted:
            customer = found.get(identifier)
            if customer is not None and (customer.deleted_at is not None) is deleted:
                yield customer

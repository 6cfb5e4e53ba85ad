"""What a form about a customer starts with, and the words the book holds for its fields."""

from collections.abc import Mapping

from kamtui.domain.errors import KamError
from kamtui.domain.views.customer_sheet import CustomerSheet
from kamtui.services import rules
from kamtui.services.desk import Desk
from kamtui.store.queries import customer_sheet as queries

__all__ = ["WORD_FIELDS", "read", "words"]

#: Fields whose values repeat from customer to customer.
WORD_FIELDS = queries.WORD_COLUMNS


def read(desk: Desk, *, customer_id: str) -> CustomerSheet:
    """Return a customer's own record.

    Raises:
        KamError: ``customer.unknown`` where the customer is gone.
    """
    with desk.read() as reader:
        found = queries.sheet(reader, customer_id)
        if found is None:
            raise KamError("customer.unknown", {"customer": customer_id})
        values, custom, parent = found
        grade = values["grade"]
        cadence = rules.effective_cadence(
            reader, grade=grade if isinstance(grade, str) else None, own=None
        )
    return CustomerSheet(customer_id, str(values["name"]), values, custom, parent, cadence)


def words(desk: Desk, *, limit: int = 200) -> Mapping[str, tuple[str, ...]]:
    """Return what the book holds for each of `WORD_FIELDS`, tags and names of own fields.

    The most frequent first; ``custom`` holds the names of the book's own fields.
    """
    with desk.read() as reader:
        found = {
            column: tuple(queries.words(reader, column, limit=limit)) for column in WORD_FIELDS
        }
        found["tags"] = tuple(queries.tags(reader, limit=limit))
        found["custom"] = tuple(queries.custom_names(reader, limit=limit))
    return found

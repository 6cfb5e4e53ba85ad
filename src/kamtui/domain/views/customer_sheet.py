"""Everything of a customer that people edit, as it stands in the book."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CustomerSheet:
    """One customer's own record for a form.

    Attributes:
        customer_id: Whose.
        name: What it is called.
        values: Stored column to value.
        custom: The book's own fields by name.
        parent: Name of the parent company, empty without one.
        cadence: The cadence of the grade, which holds where the customer has none of its own.
    """

    customer_id: str
    name: str
    values: Mapping[str, object]
    custom: Mapping[str, object]
    parent: str = ""
    cadence: str | None = None

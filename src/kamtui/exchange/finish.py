"""What a row's values say together: names from their parts, amounts from price and quantity."""

import re
from decimal import Decimal
from typing import Final

from kamtui.domain.money import AmountError, to_minor
from kamtui.exchange.kinds import Kind

_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def person_name(first: str, last: str) -> str:
    """A person's name in the order of its script: 黄 + 大军 is 黄大军, Luís + Gonçalves spaced."""
    if _HAN.search(first + last) is not None:
        return f"{last}{first}"
    return f"{first} {last}".strip()


def finish(kind: Kind, values: dict[str, object], *, number_as_name: bool) -> None:
    """Complete a row's values in place.

    Args:
        kind: Of the row.
        values: Typed values by field.
        number_as_name: Whether the file has no name at all, so that the customer's number
            stands for it (cli.md).
    """
    if kind in (Kind.CUSTOMERS, Kind.CONTACTS):
        first, last = values.pop("first_name", ""), values.pop("last_name", "")
        person = person_name(str(first), str(last)) if first or last else ""
        if person and "name" not in values:
            values["name"] = person
        elif person and kind is Kind.CUSTOMERS:
            values.setdefault("contact", person)
        if number_as_name and "name" not in values and "customer_no" in values:
            values["name"] = values["customer_no"]
        return
    if kind is Kind.ORDERS and "amount" not in values and isinstance(values.get("price"), int):
        quantity = values.get("quantity", Decimal(1))
        price = values["price"]
        if isinstance(quantity, Decimal) and isinstance(price, int):
            try:
                values["amount"] = to_minor(Decimal(price) * quantity, 0)
            except AmountError:
                return

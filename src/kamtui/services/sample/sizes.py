"""How large a sample book is to be."""

from dataclasses import dataclass

from kamtui.domain.errors import KamError

#: Customers of the sample book that ``kamtui demo`` opens.
CUSTOMERS = 24
#: What a generated customer brings unless the counts are given.
_NOTES_EACH, _ORDERS_EACH = 10, 2
_MOST = {"customers": 1_000_000, "communications": 20_000_000, "orders": 5_000_000}


@dataclass(frozen=True, slots=True)
class Sizes:
    """Exact numbers of records; None where the hand-written customers decide."""

    customers: int = CUSTOMERS
    communications: int | None = None
    orders: int | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be built.

        Raises:
            KamError: ``value.out_of_range`` with the field, its bounds and the value.
        """
        for name, value in (
            ("customers", self.customers),
            ("communications", self.communications),
            ("orders", self.orders),
        ):
            most = _MOST[name] if self.customers or name == "customers" else 0
            if value is not None and not 0 <= value <= most:
                params = {"field": name, "low": 0, "high": most, "value": value}
                raise KamError("value.out_of_range", params, exit_code=2)

    @classmethod
    def of(
        cls, *, customers: int | None, communications: int | None, orders: int | None
    ) -> "Sizes":
        """Return the sizes a command line asked for; None is the default."""
        return cls(CUSTOMERS if customers is None else customers, communications, orders)

    @property
    def is_default(self) -> bool:
        """Whether this is the sample book itself."""
        return self == Sizes()

    @property
    def label(self) -> str:
        """The sizes as part of a file name, such as ``500-3000-700``."""
        parts = (self.customers, self.communications, self.orders)
        return "-".join("x" if part is None else str(part) for part in parts)

    def totals(self, *, told_notes: int, told_orders: int) -> tuple[int, int]:
        """Return how many communications and orders, given those of the hand-written part."""
        more = max(0, self.customers - CUSTOMERS)
        notes = told_notes + more * _NOTES_EACH
        orders = told_orders + more * _ORDERS_EACH
        return (
            notes if self.communications is None else self.communications,
            orders if self.orders is None else self.orders,
        )

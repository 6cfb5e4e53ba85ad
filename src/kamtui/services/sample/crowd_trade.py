"""Writes the orders of generated customers, with lines, receivables and payments."""

from kamtui.services.sample.almanac import Almanac
from kamtui.services.sample.crowd_days import days_late
from kamtui.services.sample.goods import GOODS
from kamtui.services.sample.ledger import Ledger

_CREDIT_DAYS = 30
#: Days late of payments, by how often they come.
_LATE = (0, 0, 0, 0, 0, 2, 4, 6, 10, 18)
#: What falls due this soon is paid at once, so that the agenda of a large book stays clearable.
_SOON = 9
_QUANTITIES = (1, 2, 4, 6, 10, 15, 3, 8)


class CrowdTrade:
    """Orders of one customer after another, numbered through the book."""

    def __init__(self, ledger: Ledger, almanac: Almanac, products: dict[str, str]) -> None:
        """Write into ``ledger``; ``products`` are ids by code."""
        self._ledger = ledger
        self._almanac = almanac
        self._products = [(products[goods.code], goods.price * 100) for goods in GOODS]
        self._count = 0

    def write(self, customer: str, orders: int, *, owes: bool) -> None:
        """Write so many orders, the newest first; the newest is unpaid and late if one ``owes``."""
        if not orders:
            return
        rng = self._ledger.random
        size = 1 + int(rng.random() * 3)
        ago = float(2 + int(rng.random() * rng.random() * 300))
        gap = max(2.0, min(110.0, 1000 / orders))
        for place in range(orders):
            self._order(
                customer, self._almanac.working(int(ago)), size, overdue=owes and place == 0
            )
            ago += gap

    def _order(self, customer: str, ago: int, size: int, *, overdue: bool) -> None:
        ledger, almanac, rng = self._ledger, self._almanac, self._ledger.random
        late = days_late(rng) if overdue else 0
        if overdue:
            ago = _CREDIT_DAYS + late
        order = ledger.new_id()
        self._count += 1
        first = int(rng.random() * 1000)
        amount = 0
        for line in range(1 + first % 2):
            product, price = self._products[(first + line * 5) % len(self._products)]
            quantity = _QUANTITIES[(first + line) % len(_QUANTITIES)] * size
            amount += quantity * price
            ledger.add(
                "order_line", ledger.new_id(), order, product, str(quantity), price,
                quantity * price,
            )  # fmt: skip
        status = "cancelled" if first % 50 == 7 and not overdue else "completed"
        ledger.add(
            "sales_order", order, customer, f"SO-{self._count:06d}", almanac.iso(ago), status,
            amount, "full",
        )  # fmt: skip
        if status == "cancelled" or not (overdue or first % 5 < 2):
            return
        due = ago - _CREDIT_DAYS
        invoice = f"INV-{self._count:06d}"
        receivable = ledger.new_id()
        if overdue or due < -_SOON:
            ledger.add(
                "receivable", receivable, customer, order, almanac.iso(due), amount, 0, None,
                invoice,
            )  # fmt: skip
            return
        paid = max(1, due - _LATE[first % len(_LATE)]) if due > 0 else max(1, ago - 5)
        ledger.add(
            "receivable", receivable, customer, order, almanac.iso(due), amount, amount,
            almanac.iso(paid), invoice,
        )  # fmt: skip
        ledger.add(
            "payment", ledger.new_id(), customer, order, receivable, almanac.iso(paid), amount,
            "bank",
        )  # fmt: skip

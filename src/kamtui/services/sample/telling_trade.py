"""Writes the orders, receivables and payments of one hand-written customer."""

from dataclasses import dataclass

from kamtui.services.sample.almanac import Almanac
from kamtui.services.sample.goods import BY_CODE
from kamtui.services.sample.ledger import Ledger
from kamtui.services.sample.story import Owed, Span, Story

#: How amounts of a span differ from one another; any two neighbours do.
_SHAPE = (10, 7, 13, 9, 12, 6, 11, 8)
#: Receivables judged fell due at least this long ago, so that even late ones are paid.
_SETTLED_BY = 25
_WINDOW = 350


@dataclass(frozen=True, slots=True)
class Sale:
    """One order: days ago, amount in minor units, and what is owed of it where it is open."""

    ago: int
    amount: int
    owed: Owed | None = None


def sales_of(story: Story, almanac: Almanac) -> list[Sale]:
    """Return a story's orders, the newest first."""
    sales = [
        Sale(max(1, story.credit_days - owed.due_in), owed.amount * 100, owed)
        for owed in story.owed
    ]
    for span in story.spans:
        sales += _spread(span, almanac)
    return sorted(sales, key=lambda sale: sale.ago)


def _spread(span: Span, almanac: Almanac) -> list[Sale]:
    shape = [_SHAPE[place % len(_SHAPE)] for place in range(span.orders)]
    total = sum(shape)
    # Whole hundreds of yuan, the last one takes what is left.
    amounts = [span.amount * part // total // 100 * 100 for part in shape]
    amounts[-1] += span.amount - sum(amounts)
    step = (span.oldest - span.newest) / max(1, span.orders - 1)
    return [
        Sale(almanac.working(span.newest + round(place * step)), amount * 100)
        for place, amount in enumerate(amounts)
    ]


def tell_trade(
    ledger: Ledger,
    almanac: Almanac,
    story: Story,
    sales: list[Sale],
    *,
    customer: str,
    products: dict[str, str],
) -> None:
    """Write the orders with lines, what was paid in time or late, and what is open."""
    instalments = _instalments(story, sales)
    for place, sale in enumerate(sales):
        order = ledger.new_id()
        day = almanac.day(sale.ago)
        open_status = "shipped" if sale.ago < 15 or sale.owed else "completed"
        ledger.add(
            "sales_order", order, customer, f"SO{day:%y%m%d}-{order[-4:].upper()}",
            almanac.iso(sale.ago), open_status, sale.amount, "full",
        )  # fmt: skip
        for product, quantity, price in _lines(story.products, sale.amount, place, len(sales)):
            ledger.add(
                "order_line", ledger.new_id(), order, products[product], str(quantity), price,
                quantity * price,
            )  # fmt: skip
        parts = instalments.get(place)
        if sale.owed is not None:
            ledger.add(
                "receivable", ledger.new_id(), customer, order, almanac.iso(-sale.owed.due_in),
                sale.amount, 0, None, sale.owed.invoice_no,
            )  # fmt: skip
        elif parts is None:
            ledger.add(
                "payment", ledger.new_id(), customer, order, None, almanac.iso(sale.ago),
                sale.amount, "bank",
            )  # fmt: skip
        else:
            _instalments_paid(ledger, almanac, story, sale, parts, customer=customer, order=order)


def _instalments(story: Story, sales: list[Sale]) -> dict[int, list[int]]:
    """Return which orders were sold on credit, with the days late of each of their parts."""
    fell_due = [
        place
        for place, sale in reversed(list(enumerate(sales)))
        if sale.owed is None and _SETTLED_BY <= sale.ago - story.credit_days <= _WINDOW
    ]
    found: dict[int, list[int]] = {}
    for turn, late in enumerate(story.late):
        if fell_due:
            found.setdefault(fell_due[turn % len(fell_due)], []).append(late)
    return found


def _instalments_paid(
    ledger: Ledger,
    almanac: Almanac,
    story: Story,
    sale: Sale,
    parts: list[int],
    *,
    customer: str,
    order: str,
) -> None:
    share = sale.amount // len(parts)
    for part, late in enumerate(parts):
        amount = share if part else sale.amount - share * (len(parts) - 1)
        due = sale.ago - story.credit_days
        receivable = ledger.new_id()
        paid = almanac.iso(due - late)
        ledger.add(
            "receivable", receivable, customer, order, almanac.iso(due), amount, amount, paid,
            f"INV-{int(receivable[-5:], 16) % 9000 + 10_000}",
        )  # fmt: skip
        ledger.add("payment", ledger.new_id(), customer, order, receivable, paid, amount, "bank")


def _lines(
    codes: tuple[str, ...], amount: int, place: int, orders: int
) -> list[tuple[str, int, int]]:
    """Return (product, quantity, price in minor units) whose sum is the order's amount.

    A customer with few orders buys everything at once, others one or two things in turn.
    """
    count = min(len(codes), 3 if orders < 3 else 1 + place % 2)
    first = place % len(codes)
    chosen = [codes[(first + step) % len(codes)] for step in range(count)]
    shares = [amount // count // 10_000 * 10_000 for _ in chosen]
    shares[0] += amount - sum(shares)
    lines = []
    for code, share in zip(chosen, shares, strict=True):
        wanted = max(1, round(share / (BY_CODE[code].price * 100)))
        # The nearest smaller quantity that gives a price in whole cents.
        quantity = next(number for number in range(wanted, 0, -1) if share % number == 0)
        lines.append((code, quantity, share // quantity))
    return lines

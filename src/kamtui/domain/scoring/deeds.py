"""The facts somebody can bring about, and what each costs: the one table hints are ranked by."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

__all__ = [
    "Deed",
    "Hint",
    "affordable",
    "order_effort",
    "orders_within",
    "survey_effort",
    "wait_effort",
]


class Deed(StrEnum):
    """A kind of fact.

    What nobody can or should set out to change is none of them: a complaint that happened, the
    customer's intent, a number of the book's own, and the strategic value, which is a judgement
    that must not be bent to reach a grade.
    """

    ORDER = "order"
    PAYMENT = "payment"
    SURVEY = "survey"
    RECOMMEND = "recommend"
    REFERRAL = "referral"
    VISIT = "visit"
    CONTACT = "contact"
    ANNIVERSARY = "anniversary"


#: What one of each costs, the rep's own contact being 1; and how many a hint asks for at most.
#:
#: ============  ====  =====  =================================================================
#: fact          cost  most   why
#: ============  ====  =====  =================================================================
#: contact       1     12     in the rep's own hands; one a week for a quarter
#: payment       2     5      owed already and due soon; a call makes sure of it
#: wait          2     3 mo.  for each month begun until an anniversary or a due day
#: visit         3     6      half a day on the road
#: survey        5     1      somebody has to answer; 5 more for each step above the last one
#: order         6     7      of the usual size or less; a larger one costs in proportion
#: new product   3     3      on one of the orders, which it makes harder
#: referral      12    3      a new customer won
#: second fact   3     1      two facts together are harder than their sum
#: ============  ====  =====  =================================================================
COST = {
    Deed.CONTACT: 1,
    Deed.PAYMENT: 2,
    Deed.ANNIVERSARY: 2,
    Deed.VISIT: 3,
    Deed.SURVEY: 5,
    Deed.RECOMMEND: 5,
    Deed.ORDER: 6,
    Deed.REFERRAL: 12,
}
MOST = {
    Deed.CONTACT: 12,
    Deed.PAYMENT: 5,
    Deed.VISIT: 6,
    Deed.ORDER: 7,
    Deed.REFERRAL: 3,
}
#: A product new to the customer on one of the orders.
PRODUCT = 3
MOST_PRODUCTS = 3
#: Each step a survey must come out above the last one, or above a middling first one.
RISE = 5
FIRST_SCORE = {Deed.SURVEY: 3, Deed.RECOMMEND: 7}
TOP_SCORE = {Deed.SURVEY: 5, Deed.RECOMMEND: 10}
#: The second of two facts.
PAIR = 3
#: What costs more is nothing small any more: as much as seven orders of the usual size.
SMALL = 42


@dataclass(frozen=True, slots=True)
class Hint:
    """One fact that would earn points, dated the day judged or, where it says so, a day ahead.

    Attributes:
        deed: What kind.
        count: How many orders, payments, visits, contacts, customers; the years of an anniversary.
        effort: What it costs (`COST`); only compared with other efforts.
        amount_minor: What each order must at least amount to, None where any amount will do; what
            is open of a single payment.
        currency: Of the amount.
        products: Products new to the customer, on any of the orders.
        at_margin: The orders are counted with the profit its orders usually leave.
        score: What a survey must at least come to.
        on: The anniversary; the day the last of the payments falls due.
    """

    deed: Deed
    count: int
    effort: int
    amount_minor: int | None = None
    currency: str = ""
    products: int = 0
    at_margin: bool = False
    score: Decimal | None = None
    on: date | None = None


def order_effort(count: int, products: int, amount_minor: int, usual_minor: int) -> int:
    """What so many orders of an amount cost, with so many new products on them."""
    times = count * max(amount_minor, usual_minor)
    return -(-COST[Deed.ORDER] * times // usual_minor) + PRODUCT * products


def orders_within(products: int, effort: int) -> int:
    """How many orders an effort has room for at most, beside new products on them."""
    return min(MOST[Deed.ORDER], (effort - PRODUCT * products) // COST[Deed.ORDER])


def affordable(count: int, products: int, effort: int, usual_minor: int) -> int | None:
    """The most each of so many orders may amount to for an effort, None where it is too many."""
    left = effort - PRODUCT * products
    if COST[Deed.ORDER] * count > left:
        return None
    return left * usual_minor // (COST[Deed.ORDER] * count)


def survey_effort(deed: Deed, score: int, last: int | None) -> int:
    """What a survey that comes out at a score costs."""
    known = FIRST_SCORE[deed] if last is None else last
    return COST[deed] + RISE * max(0, score - known)


def wait_effort(as_of: date, until: date) -> int:
    """What waiting costs: for each month begun, nothing on the day itself."""
    return COST[Deed.ANNIVERSARY] * -(-(until - as_of).days // 31)

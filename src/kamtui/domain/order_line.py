"""An order in one line: ``11-20 42万 FT-200 x3 账期30天``, in either language."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kamtui.domain.dates import DateOrder, longest_date_prefix, parse_date
from kamtui.domain.markers import LineProblem
from kamtui.domain.money import AmountError, currency_of, parse_amount

__all__ = ["OrderEntry", "parse_order_line", "parse_quantity", "total_of"]

#: Words of a line that are read; whatever follows is said to be not understood.
_MOST_WORDS = 60
_TRAILING = ",，;；。"
#: Sign, digits, at most six after the point: more is a slip of the finger.
_QUANTITY = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,6})?")
_COUNT = r"[0-9]{1,9}(?:\.[0-9]{1,6})?"
_TIMES = re.compile(rf"[x×*]({_COUNT})|({_COUNT})[x×*]")
_UNITS = re.compile(
    rf"({_COUNT})(?:台|件|个|套|箱|只|吨|公斤|千克|米|张|把|桶|包|卷|批|pcs?|kg|t|units?|sets?)"
)
_GLUED = re.compile(rf"(.+)[×*]({_COUNT})")
_DAY = re.compile(
    r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/][0-9]{1,2}(?:[-/][0-9]{2,4})?"
    r"|(?:[0-9]{2,4}年)?[0-9]{1,2}月[0-9]{1,2}[日号]?"
)
#: A day in digits alone, which is one only where the line has an amount besides.
_BARE_DAY = re.compile(r"[0-9]{4}|[0-9]{8}")
#: English markers end before a digit or a colon, so that "network" and "pricelist" are words.
_DUE = re.compile(r"(?:(?:due|net)(?::|(?=[0-9])|$)|(?:账期|帐期|到期|付款):?)(.*)")
_PRICE = re.compile(r"(?:(?:@|单价):?|price(?::|(?=[0-9¥$])|$))(.*)")
_NUMBER = re.compile(r"(?:#|订单号:?|单号:?)(.*)")


@dataclass(frozen=True, slots=True)
class OrderEntry:
    """An order as one line states it.

    Attributes:
        on: The day of the order; the day of typing where none is typed.
        amount: What it comes to, price times quantity where only these are typed; None: not said.
        currency: ISO code the amount is written with, None for the book's.
        product: Its name; may be empty.
        quantity: How many, None where not said.
        price: For one of them.
        due_on: The day the money is due; None where nothing is said of it.
        order_no: Number after ``#``.
        problems: What was not understood; nothing of a line is dropped in silence.
    """

    on: date
    amount: Decimal | None = None
    currency: str | None = None
    product: str = ""
    quantity: Decimal | None = None
    price: Decimal | None = None
    due_on: date | None = None
    order_no: str = ""
    problems: tuple[LineProblem, ...] = ()


def parse_order_line(text: str, *, today: date, order: DateOrder = DateOrder.DMY) -> OrderEntry:
    """Return the order that a line states; raises nothing whatever the text.

    The day comes first or stands anywhere as ``11-20``; an amount is what `parse_amount` reads;
    ``x3``, ``3台`` a quantity; ``@14万``, ``单价14万`` a price; ``#SO-7`` a number; ``due 30d``,
    ``账期30天`` the day the money is due, counted from the order's.  The first words that are
    nothing else are the product, later ones are problems.
    """
    reading = _Reading(text.split(), today=today, order=order)
    return reading.read()


def parse_quantity(text: str) -> Decimal | None:
    """Return a quantity as typed, ``3``, ``1.25``, ``３``; None where it is none or zero."""
    even = _even(text)
    if _QUANTITY.fullmatch(even) is None:
        return None
    return Decimal(even) or None


def total_of(price: Decimal, quantity: Decimal) -> Decimal:
    """Return price times quantity in whole cents, half rounded up."""
    return (price * quantity).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _even(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip()


def _amount(word: str) -> Decimal | None:
    try:
        return parse_amount(word)
    except AmountError:
        return None


class _Reading:
    """One line on its way to an order: words are taken one after the other."""

    def __init__(self, words: list[str], *, today: date, order: DateOrder) -> None:
        self._words = [word.rstrip(_TRAILING) or word for word in words[:_MOST_WORDS]]
        self._unread = words[_MOST_WORDS:]
        self._today, self._order = today, order
        self._on: date | None = None
        self._day_at = frozenset[int]()
        self._amount: Decimal | None = None
        self._currency: str | None = None
        self._product: list[str] = []
        self._product_ended = False
        self._quantity: Decimal | None = None
        self._price: Decimal | None = None
        self._due: date | None = None
        self._due_said = False
        self._number = ""
        self._problems: list[LineProblem] = []

    def read(self) -> OrderEntry:
        self._find_day()
        at = 0
        while at < len(self._words):
            if at in self._day_at:
                at += 1
                self._product_ended = bool(self._product)
                continue
            at += self._take(at)
        if self._unread:
            self._problem("word.unknown", " ".join(self._unread))
        amount = self._amount
        if amount is None and self._price is not None and self._quantity is not None:
            amount = total_of(self._price, self._quantity)
        if amount is None and self._price is not None and self._quantity is None:
            amount = self._price
        if amount is None:
            self._problem("amount.missing", "")
        return OrderEntry(
            on=self._on or self._today,
            amount=amount,
            currency=self._currency,
            product=" ".join(self._product),
            quantity=self._quantity,
            price=self._price,
            due_on=self._due,
            order_no=self._number,
            problems=tuple(self._problems),
        )

    def _problem(self, code: str, text: str, suggestion: date | None = None) -> None:
        self._problems.append(LineProblem(code, text, suggestion))

    # -- the day -------------------------------------------------------------------------------

    def _find_day(self) -> None:
        """Find the day of the order before all else: what is due is counted from it."""
        for count in (3, 2, 1):
            words = self._words[:count]
            if len(words) < count or any(_amount(word) is not None for word in words):
                continue
            typed = parse_date(" ".join(words), today=self._today, order=self._order, past=True)
            if typed.on is not None:
                self._on, self._day_at = typed.on, frozenset(range(count))
                return
        if self._bare_day():
            return
        due = False
        for at, word in enumerate(self._words):
            if _DAY.fullmatch(_even(word)) and not due:
                self._read_day(at, word)
                return
            # A day right behind "due" is when the money is due.
            due = bool((match := _DUE.fullmatch(_even(word))) and not match[1])

    def _bare_day(self) -> bool:
        """Take ``1120`` at the beginning for a day where another word is the amount."""
        first = _even(self._words[0]) if self._words else ""
        if not _BARE_DAY.fullmatch(first):
            return False
        if not any(_amount(word) is not None for word in self._words[1:]):
            return False
        typed = parse_date(first, today=self._today, order=self._order, past=True)
        if typed.on is None:
            return False
        self._on, self._day_at = typed.on, frozenset((0,))
        return True

    def _read_day(self, at: int, word: str) -> None:
        typed = parse_date(word, today=self._today, order=self._order, past=True)
        self._day_at = frozenset((at,))
        if typed.on is None:
            self._problem(f"date.{typed.error}", word, typed.suggestion)
        self._on = typed.on

    # -- the other words -------------------------------------------------------------------------

    def _take(self, at: int) -> int:
        """Read the word at a place, with those behind it that belong to it; return how many."""
        word, even = self._words[at], _even(self._words[at])
        if match := _DUE.fullmatch(even):
            return self._take_due(at, match[1])
        if match := _PRICE.fullmatch(even):
            return self._take_price(at, match[1])
        if _NUMBER.fullmatch(even):
            return self._take_number(at, unicodedata.normalize("NFKC", word))
        if (match := _TIMES.fullmatch(even)) or (match := _UNITS.fullmatch(even)):
            return self._take_quantity(next(part for part in match.groups() if part), word)
        following = _even(self._words[at + 1]) if at + 1 < len(self._words) else ""
        if even in ("x", "×", "*") and re.fullmatch(_COUNT, following):
            return 1 + self._take_quantity(following, word)
        if (amount := _amount(word)) is not None:
            return self._take_amount(amount, word, following)
        if _amount(f"1{word}") == 1 and _amount(following) is not None:  # USD 1,200
            return 1 + self._take_amount(_amount(following) or Decimal(0), f"{word}{following}", "")
        if glued := _GLUED.fullmatch(unicodedata.normalize("NFKC", word)):
            self._take_word(glued[1])
            return self._take_quantity(glued[2], word)
        self._take_word(word)
        return 1

    def _take_amount(self, amount: Decimal, word: str, following: str) -> int:
        currency, taken = currency_of(word), 1
        # 1200 USD: a currency alone, which is no amount of its own.
        if currency is None and following and _amount(f"1{following}") == 1:
            currency, taken = currency_of(f"1{following}"), 2
        self._product_ended = bool(self._product)
        if self._amount is not None:
            self._problem("amount.twice", word)
            return taken
        self._amount, self._currency = amount, currency
        return taken

    def _take_quantity(self, text: str, word: str) -> int:
        self._product_ended = bool(self._product)
        quantity = Decimal(text)
        if self._quantity is not None or not quantity:
            self._problem("quantity.twice" if quantity else "quantity.invalid", word)
        else:
            self._quantity = quantity
        return 1

    def _take_price(self, at: int, rest: str) -> int:
        self._product_ended = bool(self._product)
        taken = 1
        if not rest and at + 1 < len(self._words):
            rest, taken = self._words[at + 1], 2
        price = _amount(rest) if rest else None
        if price is None or self._price is not None:
            self._problem("price.invalid", " ".join(self._words[at : at + taken]))
            return taken
        self._price = price
        self._currency = self._currency or currency_of(rest)
        return taken

    def _take_number(self, at: int, word: str) -> int:
        self._product_ended = bool(self._product)
        match = _NUMBER.fullmatch(word)
        number, taken = (match[1] if match else ""), 1
        if not number and at + 1 < len(self._words):
            number, taken = self._words[at + 1], 2
        if not number or self._number:
            self._problem("number.twice", " ".join(self._words[at : at + taken]))
        else:
            self._number = number
        return taken

    def _take_due(self, at: int, rest: str) -> int:
        self._product_ended = bool(self._product)
        behind = self._words[at + 1 :]
        words = ([rest] if rest else []) + behind
        # Read against the order's day: 30d is 30 days after it, 12-15 the next one after it.
        typed, taken = longest_date_prefix(words, today=self._on or self._today, order=self._order)
        taken = max(taken, 1 if words else 0)
        said = " ".join(self._words[at : at + 1] + behind[: taken - bool(rest)])
        if typed.on is None and not typed.clears:
            self._problem("due.unknown", said, typed.suggestion)
        elif self._due_said:
            self._problem("due.twice", said)
        else:
            self._due, self._due_said = typed.on, True
        return 1 + taken - bool(rest)

    def _take_word(self, word: str) -> None:
        if self._product_ended:
            self._problem("word.unknown", word)
        else:
            self._product.append(word)

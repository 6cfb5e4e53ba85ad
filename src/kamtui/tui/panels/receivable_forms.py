"""The forms of money: a receivable, a payment, and what came in for a receivable."""

from collections.abc import Callable
from typing import TypeVar

from kamtui.domain.dates import TypedDate
from kamtui.domain.errors import KamError
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.orders import (
    OrderView,
    PaymentValues,
    PaymentView,
    ReceivableValues,
    ReceivableView,
)
from kamtui.i18n import _, pgettext
from kamtui.present.dates import month_day
from kamtui.present.fields import field_label
from kamtui.present.money import full_amount
from kamtui.services import orders, receivables
from kamtui.tui.panels.dates import day_text, read_happened
from kamtui.tui.panels.field import Field, matching
from kamtui.tui.panels.form import show_form
from kamtui.tui.panels.money_fields import (
    amount_echo,
    amount_text,
    date_echo,
    day_or_error,
    day_or_none,
    read_due,
    read_minor,
)
from kamtui.tui.panels.money_items import EditPayment, EditReceivable, Received
from kamtui.tui.panels.value_form import ValueForm, capital
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part

__all__ = [
    "PaymentForm",
    "ReceivableForm",
    "ReceivedForm",
    "open_payment",
    "open_receivable",
    "open_received",
]

Values = TypeVar("Values")
#: Value of a payment's receivable that stands for none.
_NONE = ""


async def open_receivable(screen: KamScreen, item: object = None) -> None:
    """Open the form of a receivable, or of a new one of an order."""
    if not isinstance(item, EditReceivable):
        return
    desk, owed = screen.desk, item.receivable
    values, currency = await _read(
        screen,
        owed.id if owed else None,
        lambda known: receivables.values(desk, receivable_id=known),
    )
    await show_form(screen, ReceivableForm(screen, item, values, currency))


async def open_payment(screen: KamScreen, item: object = None) -> None:
    """Open the form of a payment, or of a new one for an order."""
    if not isinstance(item, EditPayment):
        return
    desk, paid = screen.desk, item.payment
    values, currency = await _read(
        screen,
        paid.id if paid else None,
        lambda known: receivables.payment_values(desk, payment_id=known),
    )
    await show_form(screen, PaymentForm(screen, item, values, currency))


async def _read(
    screen: KamScreen, record_id: str | None, read: Callable[[str], Values]
) -> tuple[Values | None, str]:
    """Return what stands in the book of a record, None for a new one, and the book's currency."""
    desk = screen.desk

    def both() -> tuple[Values | None, str]:
        return (None if record_id is None else read(record_id)), orders.book_currency(desk)

    return await screen.operations.fetch(both)


async def open_received(screen: KamScreen, item: object = None) -> None:
    """Ask what came in for a receivable: all that is left, today, unless another is typed."""
    if not isinstance(item, Received):
        return
    desk = screen.desk
    currency = await screen.operations.fetch(lambda: orders.book_currency(desk))
    await show_form(screen, ReceivedForm(screen, item.receivable, currency))


class ReceivableForm(ValueForm[ReceivableValues]):
    """Due day, amount, invoice number and the day payment was promised for."""

    def __init__(
        self,
        screen_: KamScreen,
        item: EditReceivable,
        values: ReceivableValues | None,
        currency: str,
    ) -> None:
        """Start with what stands in the book; a new one with what the order has left."""
        today, order, owed = screen_.book.today(), item.order, item.receivable
        number = (owed.order_no if owed else order.order_no if order else None) or ""
        base = values or ReceivableValues(today, _unclaimed(item))
        title = _("Receivable") if values is not None else _("New receivable")
        super().__init__(screen_, base, title=title, subject=number, fresh=values is None)
        self._item = item
        own = owed.currency if owed else order.currency if order else None
        self._currency = own or currency
        due = day_text(base.due_on, today) if values is not None else ""
        amount = amount_text(base.amount_minor or None)
        promised = day_text(base.promised_on, today) if base.promised_on else ""
        named = {name: capital(field_label(name)) for name in _LABELLED}
        self.start(
            [
                Field("due_on", named["due_on"], due, row=0, hint="30d  12-15",
                      echo=date_echo(due, self._due, today)),
                Field("amount_minor", named["amount_minor"], amount, row=1,
                      echo=amount_echo(amount)),
                Field("invoice_no", named["invoice_no"], base.invoice_no or "", row=2),
                Field("promised_on", named["promised_on"], promised, row=3, hint="fri  12-15",
                      echo=date_echo(promised, self._due, today)),
            ]
        )  # fmt: skip

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "receivable"

    @property
    def draft_record(self) -> str:
        """Whose."""
        return _id_of(self._item.receivable, self._item.order)

    def _due(self, text: str) -> TypedDate:
        return read_due(text, self.today)

    def wanted(self) -> ReceivableValues:
        """Return what the form says; raises `KamError` for a field that cannot be read."""
        base = self.base
        return ReceivableValues(
            due_on=self.read("due_on", base.due_on, lambda text: day_or_error(text, self._due)),
            amount_minor=self.read(
                "amount_minor", base.amount_minor, lambda text: read_minor(text, self._currency)
            ),
            invoice_no=self.read("invoice_no", base.invoice_no, lambda text: text or None),
            promised_on=self.read(
                "promised_on", base.promised_on, lambda text: day_or_none(text, self._due)
            ),
        )

    async def save(self) -> None:
        """Write what was changed, or the new receivable."""
        base, wanted, desk, item = self.base, self.wanted(), self.desk, self._item
        owed, order = item.receivable, item.order

        def write() -> ChangeSet:
            if owed is not None:
                return receivables.change(desk, receivable_id=owed.id, wanted=wanted, base=base)
            assert order is not None
            return receivables.add(desk, order_id=order.id, values=wanted)

        await self.written(write, _("Changed:") if owed is not None else _("Added:"))


class PaymentForm(ValueForm[PaymentValues]):
    """Day, amount, method, and the receivable a payment is booked on."""

    def __init__(
        self, screen_: KamScreen, item: EditPayment, values: PaymentValues | None, currency: str
    ) -> None:
        """Start with what stands in the book; a new one with what the first receivable lacks."""
        today, order, paid = screen_.book.today(), item.order, item.payment
        first = next((one for one in item.receivables if one.settled_on is None), None)
        base = values or PaymentValues(
            today, first.left_minor if first else 0, None, first.id if first else None
        )
        number = (order.order_no if order else None) or ""
        title = _("Payment") if values is not None else _("New payment")
        super().__init__(screen_, base, title=title, subject=number, fresh=values is None)
        self._item = item
        own = paid.currency if paid else order.currency if order else None
        self._currency = own or currency
        day, amount = day_text(base.received_on, today), amount_text(base.amount_minor or None)
        self._choices = (
            *((one.id, _booked_words(one)) for one in item.receivables),
            (_NONE, pgettext("payment", "booked on nothing")),
        )
        booked = next(
            (word for one, word in self._choices if one == (base.receivable_id or _NONE)), ""
        )
        named = {name: capital(field_label(name)) for name in _LABELLED}
        self.start(
            [
                Field("amount_minor", named["amount_minor"], amount, row=0,
                      echo=amount_echo(amount)),
                Field("received_on", named["received_on"], day, row=1,
                      echo=date_echo(day, self._happened, today)),
                Field("method", named["method"], base.method or "", row=2),
                Field("receivable_id", named["receivable_id"], booked, row=3,
                      options=self._choices, hint=_("Space chooses")),
            ]
        )  # fmt: skip

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "payment"

    @property
    def draft_record(self) -> str:
        """Whose."""
        return _id_of(self._item.payment, self._item.order)

    def _happened(self, text: str) -> TypedDate:
        return read_happened(text, self.today)

    def _booked(self, text: str) -> str | None:
        if not text:
            return None
        found = matching(text, self._choices)
        if found is None:
            words = [word for _value, word in self._choices]
            raise KamError(
                "value.invalid", {"field": "receivable_id", "value": text, "choices": words}
            )
        return found or None

    def wanted(self) -> PaymentValues:
        """Return what the form says; raises `KamError` for a field that cannot be read."""
        base = self.base
        return PaymentValues(
            received_on=self.read(
                "received_on", base.received_on, lambda text: day_or_error(text, self._happened)
            ),
            amount_minor=self.read(
                "amount_minor", base.amount_minor, lambda text: read_minor(text, self._currency)
            ),
            method=self.read("method", base.method, lambda text: text or None),
            receivable_id=self.read("receivable_id", base.receivable_id, self._booked),
        )

    async def save(self) -> None:
        """Write what was changed, or the new payment."""
        base, wanted, desk, item = self.base, self.wanted(), self.desk, self._item
        paid, order = item.payment, item.order

        def write() -> ChangeSet:
            if paid is not None:
                return receivables.change_payment(
                    desk, payment_id=paid.id, wanted=wanted, base=base
                )
            assert order is not None
            return receivables.add_payment(desk, order_id=order.id, values=wanted)

        words = _("Changed:") if paid is not None else _("Received:")
        await self.written(write, words, (f"  {full_amount(wanted.amount_minor)}", "text", True))


class ReceivedForm(ValueForm[PaymentValues]):
    """What came in for one receivable: Enter takes all that is left, today."""

    def __init__(self, screen_: KamScreen, owed: ReceivableView, currency: str) -> None:
        """Start with what is left and today."""
        today = screen_.book.today()
        base = PaymentValues(today, owed.left_minor, None, owed.id)
        subject = owed.order_no or owed.invoice_no or ""
        super().__init__(screen_, base, title=_("Received"), subject=subject, fresh=True)
        self._owed, self._currency = owed, owed.currency or currency
        day, amount = day_text(today, today), amount_text(owed.left_minor)
        named = {name: capital(field_label(name)) for name in _LABELLED}
        self.start(
            [
                Field("amount_minor", named["amount_minor"], amount, row=0,
                      echo=self._amount_echo(amount)),
                Field("received_on", named["received_on"], day, row=1,
                      echo=date_echo(day, self._happened, today)),
                Field("method", named["method"], row=2),
            ]
        )  # fmt: skip

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "received"

    @property
    def draft_record(self) -> str:
        """Whose."""
        return self._owed.id

    def _happened(self, text: str) -> TypedDate:
        return read_happened(text, self.today)

    def _amount_echo(self, prefilled: str) -> Callable[[str], tuple[Part, ...]]:
        plain = amount_echo(prefilled)

        def echo(text: str) -> tuple[Part, ...]:
            """Say what is left when this came in."""
            parts = plain(text)
            try:
                left = self._owed.left_minor - read_minor(text, self._currency)
            except KamError:
                return parts
            if left > 0:
                words = _("{amount} stay open").format(amount=full_amount(left))
            elif left < 0:
                words = _("{amount} more than is owed").format(amount=full_amount(-left))
            else:
                words = _("all of it")
            return (*parts, ("  " + words, "late" if left < 0 else "muted", left < 0))

        return echo

    def wanted(self) -> PaymentValues:
        """Return what the form says; raises `KamError` for a field that cannot be read."""
        return PaymentValues(
            received_on=self.read(
                "received_on", self.today, lambda text: day_or_error(text, self._happened)
            ),
            amount_minor=self.read(
                "amount_minor", 0, lambda text: read_minor(text, self._currency)
            ),
            method=self.read("method", None, lambda text: text or None),
            receivable_id=self._owed.id,
        )

    async def save(self) -> None:
        """Book the payment."""
        wanted, desk, receivable_id = self.wanted(), self.desk, self._owed.id
        await self.written(
            lambda: receivables.receive(
                desk,
                receivable_id=receivable_id,
                amount_minor=wanted.amount_minor,
                on=wanted.received_on,
                method=wanted.method,
            ),
            _("Received:"),
            (f"  {full_amount(wanted.amount_minor)}", "text", True),
        )


_LABELLED = ("due_on", "amount_minor", "invoice_no", "promised_on", "received_on", "method",
             "receivable_id")  # fmt: skip


def _unclaimed(item: EditReceivable) -> int:
    """Return what of an order no receivable claims and no payment covers yet, 0 where all is."""
    if item.order is None:
        return 0
    claimed = sum(one.amount_minor for one in item.detail.receivables)
    paid = sum(one.amount_minor for one in item.detail.payments if one.receivable_id is None)
    return max(0, item.order.amount_minor - claimed - paid)


def _booked_words(one: ReceivableView) -> str:
    return f"{month_day(one.due_on)}  {full_amount(one.amount_minor)}"


def _id_of(record: ReceivableView | PaymentView | None, order: OrderView | None) -> str:
    """Return the id of a record, for a new one that of its order."""
    return record.id if record is not None else order.id if order is not None else ""

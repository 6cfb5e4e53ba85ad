"""Which importer takes which kind; they share what they know of the book."""

from collections.abc import Callable

from kamtui.exchange.kinds import Kind
from kamtui.services.transfer.communications import (
    Communications,
    communication_content,
    follow_up_content,
)
from kamtui.services.transfer.contacts import Contacts
from kamtui.services.transfer.customers import Customers
from kamtui.services.transfer.feedback import (
    Complaints,
    Surveys,
    complaint_content,
    survey_content,
)
from kamtui.services.transfer.follow_ups import FollowUps
from kamtui.services.transfer.handler import Book, Importer
from kamtui.services.transfer.inbox import Inbox
from kamtui.services.transfer.known import Known
from kamtui.services.transfer.order_book import OrderBook
from kamtui.services.transfer.order_lines import OrderLines
from kamtui.services.transfer.orders import Orders
from kamtui.services.transfer.payments import Payments
from kamtui.services.transfer.products import Products
from kamtui.services.transfer.receivables import Receivables


class Importers:
    """The importers of one command; each is made once, so that a later file knows the earlier."""

    def __init__(self, book: Book) -> None:
        """Work on ``book``."""
        self.book = book
        self._made: dict[Kind, Importer] = {}
        orders, products = OrderBook(book.run), Products(book.run)
        plans = Known(book.run, "follow_up", content=follow_up_content)
        said = Known(book.run, "communication", content=communication_content)
        surveys = Known(book.run, "survey", content=survey_content)
        complaints = Known(book.run, "complaint", content=complaint_content)
        self._makers: dict[Kind, Callable[[], Importer]] = {
            Kind.CUSTOMERS: lambda: Customers(book),
            Kind.CONTACTS: lambda: Contacts(book),
            Kind.COMMUNICATIONS: lambda: Communications(book, said, plans),
            Kind.FOLLOW_UPS: lambda: FollowUps(book, plans),
            Kind.ORDERS: lambda: Orders(book, orders, products),
            Kind.ORDER_LINES: lambda: OrderLines(book, orders, products),
            Kind.RECEIVABLES: lambda: Receivables(book, orders),
            Kind.PAYMENTS: lambda: Payments(book, orders),
            Kind.SURVEYS: lambda: Surveys(book, surveys),
            Kind.COMPLAINTS: lambda: Complaints(book, complaints),
            Kind.INBOX: lambda: Inbox(book.run),
        }

    def of(self, kind: Kind) -> Importer:
        """Return the importer of a kind (reading a table refuses kinds that are not there yet)."""
        if kind not in self._made:
            self._made[kind] = self._makers[kind]()
        return self._made[kind]

"""SQLModel tables, one module per noun; importing this package declares the whole schema."""

from kamtui.store.tables.base import Record
from kamtui.store.tables.book import (
    AppMeta,
    ChangeLog,
    CustomerFacts,
    CustomerSearch,
    ImportBatch,
    Setting,
)
from kamtui.store.tables.communication import Communication, CommunicationContact, Promise
from kamtui.store.tables.contact import Contact, ContactPoint
from kamtui.store.tables.customer import Customer
from kamtui.store.tables.feedback import Complaint, Survey
from kamtui.store.tables.follow_up import FollowUp
from kamtui.store.tables.grade import GradeChange, ScoringModelRow
from kamtui.store.tables.inbox import InboxNote
from kamtui.store.tables.order import OrderLine, Payment, Product, Receivable, SalesOrder

__all__ = [
    "AppMeta",
    "ChangeLog",
    "Communication",
    "CommunicationContact",
    "Complaint",
    "Contact",
    "ContactPoint",
    "Customer",
    "CustomerFacts",
    "CustomerSearch",
    "FollowUp",
    "GradeChange",
    "ImportBatch",
    "InboxNote",
    "OrderLine",
    "Payment",
    "Product",
    "Promise",
    "Receivable",
    "Record",
    "SalesOrder",
    "ScoringModelRow",
    "Setting",
    "Survey",
]

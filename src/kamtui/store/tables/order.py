"""Products, orders and their lines, receivables and payments; money in integer minor units."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from kamtui.domain.enums import InvoicedState, OrderStatus
from kamtui.store.tables.base import Record, one_of
from kamtui.store.types import Day


class Product(Record, table=True):
    """Something sold."""

    __tablename__ = "product"
    __table_args__ = (Index("ix_product_name_key", "name_key"),)

    code: str | None = Field(default=None, index=True)
    name: str
    name_key: str
    product_class: str | None = None
    unit: str | None = None


class SalesOrder(Record, table=True):
    """An order (requirements S0-36, S2-06)."""

    __tablename__ = "sales_order"
    __table_args__ = (
        one_of("status", OrderStatus),
        one_of("invoiced_state", InvoicedState),
        Index("ix_sales_order_customer_id_ordered_on", "customer_id", "ordered_on"),
        Index("ix_sales_order_order_no", "order_no"),
    )

    customer_id: str = Field(foreign_key="customer.id", max_length=32)
    order_no: str | None = None
    ordered_on: date = Field(sa_type=Day)
    status: str = OrderStatus.COMPLETED.value
    amount_minor: int
    cost_minor: int | None = None
    currency: str | None = Field(default=None, max_length=3)
    invoiced_state: str | None = None
    source_key: str | None = Field(default=None, index=True)


class OrderLine(Record, table=True):
    """A line of an order."""

    __tablename__ = "order_line"

    order_id: str = Field(foreign_key="sales_order.id", max_length=32, index=True)
    product_id: str | None = Field(
        default=None, foreign_key="product.id", max_length=32, index=True
    )
    #: Text as written, so that 1.25 t stays 1.25.
    quantity: str | None = None
    price_minor: int | None = None
    cost_minor: int | None = None
    amount_minor: int | None = None


class Receivable(Record, table=True):
    """Money a customer owes by a date."""

    __tablename__ = "receivable"
    __table_args__ = (Index("ix_receivable_customer_id_due_on", "customer_id", "due_on"),)

    customer_id: str = Field(foreign_key="customer.id", max_length=32)
    order_id: str | None = Field(
        default=None, foreign_key="sales_order.id", max_length=32, index=True
    )
    due_on: date = Field(sa_type=Day)
    amount_minor: int
    #: Sum of the payments booked on it; kept by the write path, so that open ones are found fast.
    paid_minor: int = 0
    #: The day the last of it came in; null while anything is open.
    settled_on: date | None = Field(default=None, sa_type=Day, index=True)
    #: The day payment was promised for, when the customer named one.
    promised_on: date | None = Field(default=None, sa_type=Day)
    invoice_no: str | None = None
    currency: str | None = Field(default=None, max_length=3)
    source_key: str | None = Field(default=None, index=True)


class Payment(Record, table=True):
    """Money that came in, booked on a receivable where one is known."""

    __tablename__ = "payment"

    customer_id: str = Field(foreign_key="customer.id", max_length=32, index=True)
    order_id: str | None = Field(
        default=None, foreign_key="sales_order.id", max_length=32, index=True
    )
    receivable_id: str | None = Field(
        default=None, foreign_key="receivable.id", max_length=32, index=True
    )
    received_on: date = Field(sa_type=Day)
    amount_minor: int
    method: str | None = None
    invoice_no: str | None = None
    source_key: str | None = Field(default=None, index=True)

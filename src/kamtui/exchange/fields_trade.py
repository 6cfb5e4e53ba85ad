"""Headers of orders, their lines, receivables and payments (vendor-headers.md, 1, 4 and 6)."""

from kamtui.exchange.fields import Field, FieldType, KindFields, field, keys
from kamtui.exchange.fields_customer import customer_reference

_ORDER_NO = (
    "订单编号|订单号|订单号码|销售订单编号|销售订单号|单据编号|单据号|合同编号|合同号|SO Number|"
    "Order No|"
    "Order No.|Order Number|Order ID|Sales Order No|Invoice ID"
)
_PRODUCT = (
    "产品|产品名称|产品/服务名称|产品服务名称|商品|商品名称|货品名称|物料名称|品名|Product|"
    "Product Name|"
    "Item|Item Name|Product Details|意向产品"
)


def _order_no(*, own: str = "", shared: str = "") -> Field:
    return field("order_no", FieldType.CODE, own=own, shared=shared)


def _line_fields() -> tuple[Field, ...]:
    return (
        field("quantity", FieldType.NUMBER, own="数量|购买数量|订购数量|销售数量|Quantity|Qty|"
            "Units"),
        field("price", FieldType.AMOUNT, own="单价|销售单价|成交价|Price|Unit Price|List Price|"
              "sales_price"),
        field("cost", FieldType.AMOUNT, own="成本|成本价|总成本|Cost|Unit Cost|Total Cost"),
    )  # fmt: skip


ORDERS = KindFields(
    fields=(
        *customer_reference(),
        _order_no(own=_ORDER_NO + "|Invoice No|Invoice No.|Invoice Number|发票号|Purchase Order"),
        field("ordered_on", FieldType.DATE,
              own="下单日期|下单时间|订单日期|订单时间|购买日期|购买时间|销售日期|签约日期|"
              "签订日期|成交日期|"
              "合同日期|Order Date|Ordered On|Order Time|Invoice Date|Purchase Date|Sale Date|"
              "order_time|单据日期|开单日期",
              shared="日期|Date|时间|Created Time|创建时间"),
        field("amount", FieldType.AMOUNT,
              own="订单金额|销售订单金额|订单总额|交易金额|销售金额|成交金额|合同金额|总金额|"
              "Order Amount|"
              "Grand Total|Order Total|order_amount|Total Amount|Sales Amount",
              shared="金额|Amount|Total|合计|总额|Sub Total|价税合计|小计|Revenue"),
        field("cost", FieldType.AMOUNT, own="订单成本|成本|总成本|Cost|Total Cost"),
        field("currency", FieldType.CURRENCY, soft=True,
              shared="币种|货币|Currency|Currency ISO Code|Currency Code"),
        field("status", FieldType.CHOICE, own="订单状态|Order Status",
              shared="状态|Status|合同状态", words="order_status", soft=True),
        field("product", own=_PRODUCT),
        field("quantity", FieldType.NUMBER,
              own="数量|购买数量|订购数量|销售数量|Quantity|Qty|Units"),
        field("price", FieldType.AMOUNT, own="单价|销售单价|成交价|Price|Unit Price|List Price"),
        field("due_on", FieldType.DATE,
              own="付款到期日|应付款日期|付款期限|Payment Due|Payment Due Date",
              shared="到期日|到期日期|Due Date|Due On", soft=True),
        field("paid_on", FieldType.DATE,
              own="付款日期|付款时间|Paid On|Payment Date|Paid Date", shared="回款日期", soft=True),
        field("credit_days", FieldType.INTEGER, low=0, high=3650, soft=True,
              own="信用天数|信用账期|账期天数|账期(天)|付款账期|Payment Terms|Payment Days|Terms",
              shared="账期|Credit Days|Credit Terms"),
    ),
    required=(("customer_no", "customer"), ("ordered_on",), ("amount", "price")),
    hints=frozenset(
        keys("Lines|交货日期|收货人|收货地址|报价单|价目表|Carrier|整单折扣(%)|产品合计|"
            "Shipping Date|"
             "SO Number|Quote Name|送货地址|收货人电话")
    ),
)  # fmt: skip

ORDER_LINES = KindFields(
    fields=(
        *customer_reference(),
        _order_no(shared=_ORDER_NO + "|Invoice No|所属订单|关联订单"),
        field("product", own=_PRODUCT),
        *_line_fields(),
    ),
    required=(("order_no",), ("product",)),
    hints=frozenset(keys("行号|Line|Line No|Line Number|Line Item|单位|Unit|折扣|小计|Subtotal")),
)

RECEIVABLES = KindFields(
    fields=(
        *customer_reference(),
        _order_no(shared=_ORDER_NO + "|合同|关联合同|关联订单"),
        field("due_on", FieldType.DATE,
              own="应收日期|应收款日期|计划回款时间|计划回款日期|应回款日期|账款到期日|应付日期|"
              "Receivable Date|Payment Due Date|预计回款日期",
              shared="到期日|到期日期|Due Date|Due On|Due|付款到期日"),
        field("amount", FieldType.AMOUNT,
              own="应收金额|应收款|应收账款|计划回款金额|待回款金额|未收金额|未收款金额|欠款|"
              "欠款金额|"
              "Amount Due|Outstanding|Outstanding Amount|Receivable|Receivable Amount|Balance Due|"
              "应回款金额|receivable_amount|未回款金额",
              shared="金额|Amount|Balance"),
        field("received_on", FieldType.DATE, own="实际回款日期|到账日期|收款日期|Received On|"
            "Paid On",
              shared="回款日期", soft=True),
        field("invoice_no", FieldType.CODE,
              own="发票号|发票号码|发票编号|Invoice No|Invoice Number|Invoice"),
    ),
    required=(("customer_no", "customer", "order_no"), ("due_on",), ("amount",)),
    hints=frozenset(keys("账期|逾期天数|Days Overdue|回款计划名称|Credit Days|Aging|账龄")),
)  # fmt: skip

PAYMENTS = KindFields(
    fields=(
        *customer_reference(),
        _order_no(shared=_ORDER_NO + "|合同|关联合同|关联订单"),
        field("received_on", FieldType.DATE,
              own="回款日期|回款时间|收款日期|收款时间|到账日期|到账时间|Received On|Payment Date|"
              "Date Received|Received Date|Paid On|入账日期",
              shared="日期|Date"),
        field("amount", FieldType.AMOUNT,
              own="回款金额|收款金额|到账金额|本次回款金额|Payment Amount|Amount Received|"
              "Amount Paid|"
              "实收金额|已收款金额|Received Amount|payment_amount",
              shared="金额|Amount"),
        field("method", own="回款方式|收款方式|付款方式|支付方式|Payment Method|Method|结算方式"),
    ),
    required=(("customer_no", "customer", "order_no"), ("received_on",), ("amount",)),
    hints=frozenset(keys("收款银行|回款编码|回款编号|Payment No|Payment Number|Payment ID|"
        "收款账号")),
)  # fmt: skip

"""Errors about orders, receivables and payments."""

from kamtui.i18n import N_

WORDS: dict[str, str | tuple[str, ...]] = {
    "amount.invalid": (
        N_("“{text}” is no amount. Type 420,000, 42万 or 12.5."),
        N_("This is no amount. Type 420,000, 42万 or 12.5."),
    ),
    "amount.missing": N_("An order needs its amount. Type 420,000, 42万 or 12.5."),
    "amount.twice": N_(
        "There is a second amount, “{text}”. Write a price as @{text}, or take it out."
    ),
    "amount.too_large": N_(
        "{field}: {value} is too large; an amount has at most 12 digits before the point."
    ),
    "amount.currency": N_(
        "“{text}” names another currency; this money is in {currency}. Type the amount alone."
    ),
    "quantity.invalid": (
        N_("“{value}” is no quantity. Type a number such as 3 or 1.25."),
        N_("“{text}” is no quantity. Type a number such as x3 or x1.25."),
        N_("This is no quantity. Type a number such as 3 or 1.25."),
    ),
    "quantity.twice": N_("There is a second quantity, “{text}”: one line has one. Take it out."),
    "price.invalid": N_("“{text}” is no price, or a second one. Type @14万 or @140,000 once."),
    "number.twice": N_("“{text}” is no order no., or a second one. Type #SO-204 once."),
    "word.unknown": N_(
        "“{text}” is not understood. Put it beside the product's name, or take it out."
    ),
    "due.unknown": N_("“{text}” is no due day. Type due 30d or due 12-15."),
    "due.twice": N_("There is a second due day, “{text}”: one line has one. Take it out."),
    "value.too_long": N_(
        "The {field} has {length} characters, at most {longest} are kept. Shorten it."
    ),
    "order.duplicate_no": (
        N_(
            "Order no. {order_no} is already an order of {customer} on {date}. Type another, "
            "or leave it empty."
        ),
        N_("This order no. is already taken. Type another, or leave it empty."),
    ),
    "order.many_lines": N_(
        "This order has {count} lines. Enter opens it, and e changes the line itself."
    ),
    "order.many_receivables": N_(
        "This order has {count} receivables. Enter opens it, and e changes each of them."
    ),
    "receivable.not_positive": (
        N_("A receivable is more than 0; {value} is not. Type an amount, or leave no due day."),
        N_("A receivable is more than 0. Type an amount, or leave no due day."),
    ),
    "receivable.has_payments": N_(
        "Money came in for this receivable already. Keep its due day, or delete the payments first."
    ),
    "payment.zero": N_("A payment is more than 0, a refund less. Type an amount such as 420,000."),
    "payment.other_receivable": N_(
        "This receivable belongs to another customer. Choose one of this customer."
    ),
    "line.empty": N_("A line needs a product or an amount. Type one and save again."),
}

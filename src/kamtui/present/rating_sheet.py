"""The words of the rating sheet: its nine titles, and its classes, as the seed has them."""

from kamtui.i18n import NP_, pgettext
from kamtui.present.grading import class_label

__all__ = ["class_cell", "title"]

_TITLES = {
    "customer_no": NP_("rating sheet", "Customer No."),
    "name": NP_("rating sheet", "Customer Name"),
    "phone": NP_("rating sheet", "Phone"),
    "purchase_points": NP_("rating sheet", "Purchase History Score"),
    "payment_points": NP_("rating sheet", "Payment Timeliness Score"),
    "feedback_points": NP_("rating sheet", "Customer Feedback Score"),
    "total_points": NP_("rating sheet", "Total Score"),
    "rating_class": NP_("rating sheet", "Customer Class"),
    "remarks": NP_("rating sheet", "Remarks"),
}
_CLASSES = {
    "vip": NP_("rating sheet", "VIP customer"),
    "preferred": NP_("rating sheet", "Preferred customer"),
    "standard": NP_("rating sheet", "Standard customer"),
    "emerging": NP_("rating sheet", "Emerging customer"),
}


def title(field: str) -> str:
    """Return the title of a column."""
    words = _TITLES.get(field)
    return pgettext(*words) if words else field


def class_cell(key: object) -> object:
    """Return a class as the sheet names it; a model's own class as it is spelt."""
    if not isinstance(key, str):
        return key
    words = _CLASSES.get(key)
    return pgettext(*words) if words else class_label(key)

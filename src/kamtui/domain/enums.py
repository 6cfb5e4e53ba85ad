"""The closed lists of the field: every value is the string stored in the book."""

from enum import StrEnum

from kamtui.domain.decisions import Decision as Decision
from kamtui.domain.owed import AgendaKind as AgendaKind
from kamtui.domain.owed import DueState as DueState


class Channel(StrEnum):
    """How a contact happened (glossary: channels, in this order)."""

    CALL = "call"
    WECHAT = "wechat"
    WECOM = "wecom"
    VISIT = "visit"
    VIDEO = "video"
    EMAIL = "email"
    SMS = "sms"
    MEETING = "meeting"
    OTHER = "other"


#: Follow-up purposes that are errands rather than contacts have this channel (product.md, Done).
ERRAND = "errand"


class FollowUpChannel(StrEnum):
    """How a follow-up is meant to happen: a channel, or an errand that is no contact."""

    CALL = "call"
    WECHAT = "wechat"
    WECOM = "wecom"
    VISIT = "visit"
    VIDEO = "video"
    EMAIL = "email"
    SMS = "sms"
    MEETING = "meeting"
    OTHER = "other"
    ERRAND = "errand"


class Direction(StrEnum):
    """Who reached out."""

    OUT = "out"
    IN = "in"


class ServiceKind(StrEnum):
    """Services around a sale (requirements S2-24)."""

    PRE_SALE = "pre_sale"
    IN_SALE = "in_sale"
    AFTER_SALE = "after_sale"
    REGULAR = "regular"


class Lifecycle(StrEnum):
    """Where a customer stands with us (requirements S1-12)."""

    PROSPECT = "prospect"
    NEW = "new"
    MATURE = "mature"
    AT_RISK = "at_risk"


class NeedType(StrEnum):
    """What a customer cares about (requirements S1-11)."""

    PRICE = "price"
    QUALITY = "quality"
    SERVICE = "service"


class RelationState(StrEnum):
    """State of the relation (requirements S1-25)."""

    SOLID = "solid"
    STABLE = "stable"
    WIN_BACK = "win_back"
    DEVELOP = "develop"


class ContactRole(StrEnum):
    """What a person does in a purchase."""

    DECIDES = "decides"
    INFLUENCES = "influences"
    USES = "uses"


class PointKind(StrEnum):
    """Kinds of contact details."""

    PHONE = "phone"
    MOBILE = "mobile"
    EMAIL = "email"
    WECHAT = "wechat"
    WECHAT_REMARK = "wechat_remark"
    FAX = "fax"
    OTHER = "other"


class FollowUpState(StrEnum):
    """Life of a follow-up."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class Origin(StrEnum):
    """Where a follow-up came from."""

    MANUAL = "manual"
    CADENCE = "cadence"
    STRATEGY = "strategy"
    IMPORT = "import"


class OrderStatus(StrEnum):
    """Life of an order; cancelled and returned ones count for nothing (product.md, Numbers)."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    SHIPPED = "shipped"
    COMPLETED = "completed"
    RETURNED = "returned"
    CANCELLED = "cancelled"


#: Orders that came to nothing; `kamtui.store.queries.what_counts` says so to the database.
VOID_ORDERS = frozenset({OrderStatus.RETURNED, OrderStatus.CANCELLED})


class InvoicedState(StrEnum):
    """How far an order is invoiced (requirements S2-06)."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"


class ComplaintKind(StrEnum):
    """Formal complaint or informal grumble (requirements S2-31)."""

    COMPLAINT = "complaint"
    GRUMBLE = "grumble"


class Axis(StrEnum):
    """What a scoring model judges; the axes are never mapped onto one another (product.md)."""

    GRADE = "grade"
    RATING = "rating"

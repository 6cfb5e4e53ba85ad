"""The words for every closed list of the field (glossary.md: order, wording, nothing shortened)."""

from collections.abc import Mapping
from enum import StrEnum

from kamtui.domain.enums import (
    AgendaKind,
    Axis,
    Channel,
    ComplaintKind,
    ContactRole,
    Decision,
    Direction,
    DueState,
    FollowUpChannel,
    FollowUpState,
    InvoicedState,
    Lifecycle,
    NeedType,
    OrderStatus,
    Origin,
    PointKind,
    RelationState,
    ServiceKind,
)
from kamtui.i18n import N_, NP_, _, pgettext
from kamtui.present.safe_text import safe_text

__all__ = ["channel_label", "choices", "label"]

Words = str | tuple[str, str]

_CHANNELS: dict[str, Words] = {
    Channel.CALL: N_("call"),
    Channel.WECHAT: N_("WeChat"),
    Channel.WECOM: N_("WeCom"),
    Channel.VISIT: N_("visit"),
    Channel.VIDEO: N_("video"),
    Channel.EMAIL: N_("e-mail"),
    Channel.SMS: N_("SMS"),
    Channel.MEETING: N_("meeting"),
    Channel.OTHER: N_("other"),
}

_LABELS: Mapping[type[StrEnum], Mapping[str, Words]] = {
    Channel: _CHANNELS,
    FollowUpChannel: {**_CHANNELS, FollowUpChannel.ERRAND: N_("errand")},
    Direction: {
        Direction.OUT: NP_("direction", "we contacted them"),
        Direction.IN: NP_("direction", "they contacted us"),
    },
    ServiceKind: {
        ServiceKind.PRE_SALE: N_("pre-sale service"),
        ServiceKind.IN_SALE: N_("in-sale service"),
        ServiceKind.AFTER_SALE: N_("after-sales service"),
        ServiceKind.REGULAR: N_("regular service"),
    },
    Lifecycle: {
        Lifecycle.PROSPECT: NP_("lifecycle", "prospect"),
        Lifecycle.NEW: NP_("lifecycle", "new"),
        Lifecycle.MATURE: NP_("lifecycle", "mature"),
        Lifecycle.AT_RISK: NP_("lifecycle", "at risk"),
    },
    NeedType: {
        NeedType.PRICE: N_("price-sensitive"),
        NeedType.QUALITY: N_("quality-driven"),
        NeedType.SERVICE: N_("service-dependent"),
    },
    RelationState: {
        RelationState.SOLID: NP_("relation", "solid"),
        RelationState.STABLE: NP_("relation", "stable"),
        RelationState.WIN_BACK: NP_("relation", "win back"),
        RelationState.DEVELOP: NP_("relation", "to develop"),
    },
    ContactRole: {
        ContactRole.DECIDES: NP_("role", "decides"),
        ContactRole.INFLUENCES: NP_("role", "influences"),
        ContactRole.USES: NP_("role", "uses"),
    },
    PointKind: {
        PointKind.PHONE: N_("phone"),
        PointKind.MOBILE: N_("mobile"),
        PointKind.EMAIL: NP_("contact detail", "e-mail"),
        PointKind.WECHAT: N_("WeChat"),
        PointKind.WECHAT_REMARK: N_("WeChat remark name"),
        PointKind.FAX: N_("fax"),
        PointKind.OTHER: N_("other"),
    },
    FollowUpState: {
        FollowUpState.OPEN: NP_("follow-up", "open"),
        FollowUpState.DONE: NP_("follow-up", "done"),
        FollowUpState.CANCELLED: NP_("follow-up", "cancelled"),
    },
    Origin: {
        Origin.MANUAL: NP_("origin", "by hand"),
        Origin.CADENCE: NP_("origin", "cadence"),
        Origin.STRATEGY: NP_("origin", "strategy table"),
        Origin.IMPORT: NP_("origin", "import"),
    },
    OrderStatus: {
        OrderStatus.OPEN: NP_("order", "open"),
        OrderStatus.CONFIRMED: NP_("order", "confirmed"),
        OrderStatus.SHIPPED: NP_("order", "shipped"),
        OrderStatus.COMPLETED: NP_("order", "completed"),
        OrderStatus.RETURNED: NP_("order", "returned"),
        OrderStatus.CANCELLED: NP_("order", "cancelled"),
    },
    InvoicedState: {
        InvoicedState.NONE: NP_("invoicing", "not invoiced"),
        InvoicedState.PARTIAL: NP_("invoicing", "partly invoiced"),
        InvoicedState.FULL: NP_("invoicing", "invoiced"),
    },
    ComplaintKind: {
        ComplaintKind.COMPLAINT: N_("complaint"),
        ComplaintKind.GRUMBLE: N_("grumble"),
    },
    DueState: {
        DueState.OVERDUE: NP_("due", "overdue"),
        DueState.TODAY: NP_("due", "today"),
        DueState.UPCOMING: NP_("due", "upcoming"),
    },
    AgendaKind: {
        AgendaKind.FOLLOW_UP: N_("follow-up"),
        AgendaKind.PROMISE: N_("promise"),
        AgendaKind.COMPLAINT: N_("complaint"),
        AgendaKind.COLLECTION: N_("payment due"),
        AgendaKind.SILENCE: N_("out of touch"),
        AgendaKind.NO_PLAN: N_("no plan"),
        AgendaKind.STALE: N_("not verified"),
        AgendaKind.CARE: N_("customer care"),
        AgendaKind.REVIEW: N_("grade review"),
    },
    Decision: {
        Decision.ACCEPTED: NP_("grade", "accepted"),
        Decision.OVERRIDDEN: NP_("grade", "overridden"),
        Decision.KEPT: NP_("grade", "kept"),
        Decision.MANUAL: NP_("grade", "set by hand"),
        Decision.IMPORTED: NP_("grade", "imported"),
    },
    Axis: {
        Axis.GRADE: N_("grade"),
        Axis.RATING: N_("rating"),
    },
}


def label(kind: type[StrEnum], value: str | None) -> str:
    """Return the words for a value of a closed list, in the current language.

    Args:
        kind: The list the value is from; the same string means different things in two lists.
        value: A member or its stored string; None is empty, an unknown one is shown as it is.
    """
    if value is None:
        return ""
    words = _LABELS[kind].get(value)
    if words is None:
        return safe_text(value)
    return _(words) if isinstance(words, str) else pgettext(*words)


def choices(kind: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    """Return every value of a closed list with its words, in the glossary's order."""
    return tuple((member.value, label(kind, member)) for member in kind)


def channel_label(value: str | None) -> str:
    """Return a channel's word, an errand's too: ``call``, ``电话``."""
    return label(FollowUpChannel, value)


def value_of_label(kind: type[StrEnum], text: str) -> str | None:
    """Return the stored value that typed words mean: its own name, or its word as shown.

    The beginning of a word is enough where only one word begins so: 成熟 for 成熟客户.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return None
    words = {member.value: label(kind, member).casefold() for member in kind}
    for value, word in words.items():
        if wanted in (value, word):
            return value
    begun = [value for value, word in words.items() if word.startswith(wanted)]
    return begun[0] if len(begun) == 1 else None

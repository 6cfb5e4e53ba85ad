"""The visit brief as lines of text: who, what is owed on both sides, what was said."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from kamtui.domain.enums import (
    ContactRole,
    FollowUpState,
    Lifecycle,
    NeedType,
    PointKind,
    RelationState,
)
from kamtui.domain.ids import short_id
from kamtui.domain.views.customer import (
    CommunicationView,
    ContactPointView,
    ContactView,
    CustomerBrief,
    FollowUpView,
    MoneyView,
    PromiseView,
)
from kamtui.domain.views.grading import Proposal
from kamtui.i18n import _, language, ngettext
from kamtui.present.columns import Column, table, width_of, wrap_cells
from kamtui.present.dates import ago, clock_text, due_text, long_date
from kamtui.present.fields import field_label
from kamtui.present.grade_way import next_text
from kamtui.present.grading import class_label, not_enough_text, number_text
from kamtui.present.labels import channel_label, label
from kamtui.present.money import full_amount
from kamtui.present.phones import phone_text
from kamtui.present.safe_text import safe_text

#: Cells of a wrapped text, and the most lines one note takes.
_WIDTH = 78
_NOTE_LINES = 6
_INDENT = "  "
#: Fields the head or another section already says.
_SAID = frozenset(
    {"id", "customer_no", "name", "grade", "phone", "city", "region", "owner", "version",
     "archived_on", "credit_days", "credit_limit_minor", "lifecycle"}
)  # fmt: skip
_LISTS: Mapping[str, type[StrEnum]] = {
    "lifecycle": Lifecycle,
    "need_type": NeedType,
    "relation_state": RelationState,
}
_NUMBERS = frozenset({PointKind.PHONE.value, PointKind.MOBILE.value, PointKind.FAX.value})


def brief_lines(
    brief: CustomerBrief, *, grade: Proposal, rating: Proposal, today: date, ascii_only: bool
) -> list[str]:
    """Return everything a rep reads before a visit, sections that are empty left out."""
    ellipsis = "~" if ascii_only else "…"
    open_plans = [plan for plan in brief.follow_ups if plan.state == FollowUpState.OPEN]
    open_promises = [each for each in brief.promises if each.delivered_on is None]
    return [
        *_head(brief, grade, rating, today),
        *_section(_("Contacts"), _people(brief, ellipsis)),
        *_section(_("Plans"), _plans(open_plans, today, ellipsis)),
        *_section(_("Promises"), _promises(open_promises, today, ellipsis)),
        *_section(_("Money"), _money(brief.money, today)),
        *_section(_talk_title(brief), _talks(brief.communications)),
        *_section(_("Facts"), _facts(brief, ellipsis)),
    ]


def _section(title: str, lines: Iterable[str]) -> list[str]:
    body = [f"{_INDENT}{line}" for line in lines]
    return ["", title, *body] if body else []


def _head(brief: CustomerBrief, grade: Proposal, rating: Proposal, today: date) -> list[str]:
    customer = brief.customer
    evaluation = grade.evaluation
    first = [safe_text(customer.name), safe_text(customer.customer_no)]
    first.append(_("grade {grade}").format(grade=_class(customer.grade)))
    if evaluation.shown_score is not None:
        first.append(_("score {score}").format(score=number_text(evaluation.shown_score)))
    else:
        first.append(not_enough_text(evaluation))
    if grade.changes:
        first.append(_("proposed {grade}").format(grade=_class(grade.proposed)))
    lines = [_joined(first)]
    following = next_text(grade.following)
    if following:
        lines.append(following)
    if rating.proposed is not None:
        lines.append(_("rating {rating}").format(rating=_class(rating.proposed)))
    place = [safe_text(part) for part in (customer.city, customer.region) if part]
    if customer.lifecycle:
        place.append(label(Lifecycle, customer.lifecycle))
    if customer.owner:
        place.append(_("owner {name}").format(name=safe_text(customer.owner)))
    if brief.last_contact is not None:
        days = (today - brief.last_contact).days
        place.append(_("last contact {ago}").format(ago=ago(days)))
    if customer.fields.get("archived_on"):
        place.append(_("archived"))
    return [*lines, _joined(place)] if place else lines


def _people(brief: CustomerBrief, ellipsis: str) -> list[str]:
    rows = [_person(person) for person in brief.contacts]
    own = [_point(point) for point in brief.points]
    if brief.customer.phone and not any(
        point.value == brief.customer.phone for point in brief.points
    ):
        own.insert(0, phone_text(brief.customer.phone))
    if own:
        rows.append((_("company"), "", _joined(own)))
    columns = [Column(max_width=20), Column(max_width=24), Column(max_width=200)]
    return table(rows, columns, ellipsis=ellipsis)


def _person(person: ContactView) -> tuple[str, ...]:
    name = f"{safe_text(person.name)}*" if person.is_main else safe_text(person.name)
    title = " ".join(
        part for part in (safe_text(person.title), label(ContactRole, person.role)) if part
    )
    words = [_point(point) for point in person.points]
    if person.remarks:
        words.append(safe_text(person.remarks))
    return name, title, _joined(words)


def _point(point: ContactPointView) -> str:
    if point.kind in {PointKind.MOBILE, PointKind.PHONE}:
        return phone_text(point.value)
    value = phone_text(point.value) if point.kind in _NUMBERS else safe_text(point.value)
    return f"{label(PointKind, point.kind)} {value}"


def _plans(plans: Iterable[FollowUpView], today: date, ellipsis: str) -> list[str]:
    rows = []
    for plan in plans:
        what = safe_text(plan.what)
        for name, value in (("goal", plan.goal), ("expected_result", plan.expected_result)):
            if value:
                what += f"{_semicolon()}{field_label(name)}: {safe_text(value)}"
        at = f" {clock_text(plan.due_time)}" if plan.due_time else ""
        who = [part for part in (plan.contact, plan.place) if part]
        rows.append(
            (
                short_id(plan.id), f"{due_text(plan.due_on, today)}{at}",
                channel_label(plan.channel) or "-", what, _joined(map(safe_text, who)),
            )
        )  # fmt: skip
    columns = [
        Column(max_width=8), Column(max_width=14), Column(max_width=10), Column(max_width=80),
        Column(max_width=30),
    ]  # fmt: skip
    return table(rows, columns, ellipsis=ellipsis)


def _promises(promises: Iterable[PromiseView], today: date, ellipsis: str) -> list[str]:
    rows = [
        (
            short_id(each.id),
            due_text(each.due_on, today) if each.due_on else "-",
            safe_text(each.what),
        )
        for each in promises
    ]
    columns = [Column(max_width=8), Column(max_width=7), Column(max_width=90)]
    return table(rows, columns, ellipsis=ellipsis)


def _money(money: MoneyView, today: date) -> list[str]:
    lines = []
    if money.orders:
        line = ngettext(
            "{count} order, {amount} {currency}", "{count} orders, {amount} {currency}",
            money.orders,
        ).format(
            count=money.orders,
            amount=full_amount(money.amount_minor),
            currency=safe_text(money.currency),
        )  # fmt: skip
        recent = ngettext(
            "{count} of them in 12 months, {amount}", "{count} of them in 12 months, {amount}",
            money.orders_12m,
        ).format(count=money.orders_12m, amount=full_amount(money.amount_12m_minor))  # fmt: skip
        lines.append(f"{line}{_semicolon()}{recent}")
        if money.last_order_on is not None:
            days = (today - money.last_order_on).days
            lines.append(
                _("last order {date} ({ago})").format(
                    date=long_date(money.last_order_on), ago=ago(days)
                )
            )
    if money.outstanding_minor:
        lines.append(
            _("outstanding {amount}, of it overdue {overdue}").format(
                amount=full_amount(money.outstanding_minor),
                overdue=full_amount(money.overdue_minor),
            )
        )
    if money.credit_days is not None:
        lines.append(
            ngettext(
                "payment within {count} day", "payment within {count} days", money.credit_days
            ).format(count=money.credit_days)
        )
    return lines


def _talk_title(brief: CustomerBrief) -> str:
    shown, total = len(brief.communications), brief.communications_total
    if total <= shown:
        return _("Communications")
    return _("Communications, the newest {shown} of {total}").format(shown=shown, total=total)


def _talks(talks: Iterable[CommunicationView]) -> list[str]:
    lines = []
    for talk in talks:
        head = [talk.on.isoformat(), channel_label(talk.channel)]
        if talk.who:
            head.append(safe_text(talk.who))
        if not talk.noted:
            head.append(_("not noted"))
        lines.append(_joined(head))
        for text in (talk.content, talk.outcome):
            if text:
                lines.extend(
                    f"{_INDENT}{line}"
                    for line in wrap_cells(text, _WIDTH - 4, max_lines=_NOTE_LINES)
                )
    return lines


def _facts(brief: CustomerBrief, ellipsis: str) -> list[str]:
    rows: list[tuple[str, str]] = []
    for name, value in brief.customer.fields.items():
        if name not in _SAID and value not in (None, "", (), []):
            rows.append((field_label(name), _fact(name, value)))
    limit = brief.customer.fields.get("credit_limit_minor")
    if isinstance(limit, int):
        rows.append((field_label("credit_limit"), full_amount(limit)))
    if brief.satisfaction is not None:
        rows.append((_("satisfaction"), safe_text(brief.satisfaction)))
    if brief.complaints_open:
        rows.append((_("open complaints"), str(brief.complaints_open)))
    rows += [(safe_text(name), safe_text(value)) for name, value in brief.customer.custom.items()]
    return table(rows, [Column(max_width=24), Column(max_width=110)], ellipsis=ellipsis)


def _fact(name: str, value: object) -> str:
    kind = _LISTS.get(name)
    if kind is not None:
        return label(kind, str(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(safe_text(part) for part in value)
    return safe_text(value)


def _joined(parts: Iterable[str]) -> str:
    return "  ".join(part for part in parts if width_of(part))


def _semicolon() -> str:
    return "；" if language() == "zh" else "; "


def _class(key: str | None) -> str:
    return class_label(key) if key else "-"

"""The daily report as plain text for a chat: no Markdown, no tabs, one line a customer."""

from datetime import date

from kamtui.domain.views.agenda import AgendaItem
from kamtui.domain.views.daily_report import CustomerDay, DailyReport, DayCounts
from kamtui.domain.views.day import Done, DoneKind
from kamtui.i18n import _, ngettext, pgettext
from kamtui.present.dates import clock_text, day_month, weekday_date
from kamtui.present.day_words import kind_text, what_text
from kamtui.present.labels import channel_label
from kamtui.present.money import short_amount
from kamtui.present.safe_text import safe_text

__all__ = ["report_lines", "report_text"]

#: Characters of a note that a line of the report shows.
_WORDS = 40
#: Customers named; more are counted.
_CUSTOMERS = 100


def report_text(report: DailyReport, *, masked: bool = False) -> str:
    """Return the report as the text that goes into a chat."""
    return "\n".join(report_lines(report, masked=masked))


def report_lines(report: DailyReport, *, masked: bool = False) -> list[str]:
    """Return its lines; amounts are ``***`` while somebody is looking."""
    lines = [_("Daily report {day}").format(day=_span(report))]
    counts = _count_texts(report.counts, masked=masked)
    if not report.customers:
        lines.append(_("Nothing was written down."))
    else:
        lines.append(pgettext("report", "; ").join(counts) + pgettext("report", "."))
        lines.append("")
        for number, one in enumerate(report.customers[:_CUSTOMERS], 1):
            lines.append(f"{number}. {_customer_line(one, report.until, masked=masked)}")
        rest = len(report.customers) - _CUSTOMERS
        if rest > 0:
            lines.append(ngettext("and {count} more", "and {count} more", rest).format(count=rest))
    return [*lines, *_coming(report)]


def _span(report: DailyReport) -> str:
    if report.since == report.until:
        return weekday_date(report.since)
    return _("{first} to {last}").format(
        first=weekday_date(report.since), last=weekday_date(report.until)
    )


def _count_texts(counts: DayCounts, *, masked: bool) -> list[str]:
    def amount(minor: int) -> str:
        return "***" if masked else short_amount(minor)

    channels = pgettext("report", ", ").join(
        _("{channel} {count}").format(channel=channel_label(channel), count=count)
        for channel, count in counts.channels
    )
    contacts = ngettext(
        "{count} contact ({channels})", "{count} contacts ({channels})", counts.contacts
    ).format(count=counts.contacts, channels=channels)
    orders = ngettext("{count} order, {amount}", "{count} orders, {amount}", counts.orders).format(
        count=counts.orders, amount=amount(counts.orders_minor)
    )
    payments = ngettext(
        "{count} payment received, {amount}", "{count} payments received, {amount}", counts.payments
    ).format(count=counts.payments, amount=amount(counts.payments_minor))
    texts = (
        (counts.contacts, contacts),
        (counts.done, _("{count} done").format(count=counts.done)),
        (counts.moved, _("{count} moved").format(count=counts.moved)),
        (counts.promised, _("{count} promised").format(count=counts.promised)),
        (counts.delivered, _("{count} delivered").format(count=counts.delivered)),
        (
            counts.new_customers,
            ngettext("{count} new customer", "{count} new customers", counts.new_customers).format(
                count=counts.new_customers
            ),
        ),
        (counts.orders, orders),
        (counts.payments, payments),
        (
            counts.complaints,
            ngettext("{count} complaint", "{count} complaints", counts.complaints).format(
                count=counts.complaints
            ),
        ),
        (
            counts.grades,
            ngettext("{count} grade decided", "{count} grades decided", counts.grades).format(
                count=counts.grades
            ),
        ),
    )
    return [text for count, text in texts if count]


def _customer_line(one: CustomerDay, today: date, *, masked: bool) -> str:
    grade = pgettext("report", " ({grade})").format(grade=safe_text(one.grade)) if one.grade else ""
    said = pgettext("report", "; ").join(_done_text(done, masked=masked) for done in one.done)
    line = safe_text(one.customer) + grade + pgettext("report", ": ") + said
    if one.next is None:
        return line
    at = f" {clock_text(one.next.at)}" if one.next.at else ""
    what = safe_text(one.next.what) or channel_label(one.next.channel)
    day = day_month(one.next.on) + at
    late = one.next.on < today
    words = _("late since {day}: {what}") if late else _("next {day} {what}")
    step = words.format(day=day, what=_short(what))
    return line + pgettext("report", "; ") + step


def _done_text(one: Done, *, masked: bool) -> str:
    head = kind_text(one)
    if one.who:
        head += " " + pgettext("people", ", ").join(safe_text(name) for name in one.who)
    words = _short(what_text(one, masked=masked))
    if not words:
        return head
    between = pgettext("report", ", ") if one.kind is DoneKind.CONTACT else " "
    return head + between + words


def _short(text: str) -> str:
    """Return the first characters of some words, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _WORDS else line[: _WORDS - 1].rstrip() + "…"


def _coming(report: DailyReport) -> list[str]:
    if report.next_day is None:
        return []
    lines = [""]
    if report.coming:
        title = ngettext(
            "Tomorrow {day}, {count} due:", "Tomorrow {day}, {count} due:", report.coming_total
        ).format(day=weekday_date(report.next_day), count=report.coming_total)
        lines.append(title)
        lines += [f"{number}. {_item_line(one)}" for number, one in enumerate(report.coming, 1)]
        rest = report.coming_total - len(report.coming)
        if rest > 0:
            lines.append(ngettext("and {count} more", "and {count} more", rest).format(count=rest))
    else:
        words = _("Tomorrow {day}: nothing is planned yet.")
        lines.append(words.format(day=weekday_date(report.next_day)))
    if report.overdue:
        late = ngettext("{count} still late.", "{count} still late.", report.overdue)
        lines.append(late.format(count=report.overdue))
    return lines


def _item_line(item: AgendaItem) -> str:
    at = f"{clock_text(item.at)} " if item.at else ""
    what = safe_text(item.what) or channel_label(item.channel)
    return f"{at}{safe_text(item.customer)} {_short(what)}".strip()

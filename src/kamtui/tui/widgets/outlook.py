"""The lower half of a tall agenda: the load of the next days, and open money by lateness."""

from datetime import date

from rich.cells import cell_len

from kamtui.domain.views.agenda import Outlook, ReceivableBand
from kamtui.i18n import N_, _, pgettext
from kamtui.present.dates import day_month
from kamtui.present.money import short_amount
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.bars import bar_runs, load_text
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import head

__all__ = ["outlook_lines"]

_CELL, _WEEK_GAP = 5, 3
_BAR = 17

_BANDS = {
    "not_due": N_("not due"),
    "late_1_7": N_("1-7 days late"),
    "late_8_30": N_("8-30 days late"),
    "late_31": N_("over 30 days late"),
}


def outlook_lines(outlook: Outlook, width: int, brush: Brush, *, masked: bool) -> list[Line]:
    """Return the rows of both blocks, with a blank row before each."""
    lines: list[Line] = []
    if outlook.days:
        lines += [Line(width), *_days(outlook, width, brush)]
    if outlook.receivables:
        lines += [Line(width), *_receivables(outlook, width, brush, masked=masked)]
    return lines


def _days(outlook: Outlook, width: int, brush: Brush) -> list[Line]:
    title, weekdays, dates, bars = (Line(width) for _row in range(4))
    first, last = outlook.days[0].on, outlook.days[-1].on
    head(
        title,
        _("Next {days} days").format(days=len(outlook.days)),
        brush,
        end=width - 1,
        count=sum(day.items for day in outlook.days),
        remark=_("{first} to {last}").format(first=day_month(first), last=day_month(last)),
    )
    for place, day in enumerate(outlook.days):
        end = 1 + (place + 1) * _CELL + (place // 7) * _WEEK_GAP
        if end >= width:
            break
        weekdays.put_right(end, _weekday(day.on), "muted")
        dates.put_right(end, str(day.on.day), "text" if day.items else "muted")
        text, role = load_text(day.items, brush)
        bars.put(end - 2, text, role)
    return [title, weekdays, dates, bars]


def _weekday(day: date) -> str:
    return (
        pgettext("calendar", "Mon"), pgettext("calendar", "Tue"), pgettext("calendar", "Wed"),
        pgettext("calendar", "Thu"), pgettext("calendar", "Fri"), pgettext("calendar", "Sat"),
        pgettext("calendar", "Sun"),
    )[day.weekday()]  # fmt: skip


def _receivables(outlook: Outlook, width: int, brush: Brush, *, masked: bool) -> list[Line]:
    def amount(minor: int) -> str:
        return "***" if masked else short_amount(minor)

    title = head(
        Line(width),
        _("Receivables"),
        brush,
        end=width - 1,
        count=amount(outlook.receivables_total_minor),
    )
    most = max(band.amount_minor for band in outlook.receivables)
    labels = max(cell_len(_(words)) for words in _BANDS.values())
    end = 3 + max(labels + 1, 13) + 8
    lines = [title]
    for band in outlook.receivables:
        line = Line(width)
        line.put(3, _(_BANDS.get(band.band, band.band)), "muted")
        line.put_right(end, amount(band.amount_minor), "text")
        role = "accent" if band.band == "not_due" else "late_plain"
        for x, text, piece_role in bar_runs(band.amount_minor, most, _BAR, role, brush):
            line.put(end + 2 + x, text, piece_role)
        x = end + 2 + _BAR + 2
        line.put(x, _whose(band), "muted", limit=max(0, width - 1 - x), ellipsis=brush.ellipsis)
        lines.append(line)
    return lines


def _whose(band: ReceivableBand) -> str:
    customer = safe_text(band.customer)
    if band.band == "not_due" and band.next_due is not None:
        return _("next {date} {customer}").format(date=day_month(band.next_due), customer=customer)
    return customer

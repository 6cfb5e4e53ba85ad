"""What a customer thinks of us as rows: complaints whose clocks run, settled ones, surveys."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from rich.cells import cell_len

from kamtui.domain.enums import ComplaintKind
from kamtui.domain.views.feedback import ComplaintView, CustomerFeedback, SurveyView
from kamtui.i18n import _, pgettext
from kamtui.present.columns import wrap_cells
from kamtui.present.dates import clock_text, month_day, short_date
from kamtui.present.feedback_words import cause_words, complaint_state, survey_answer
from kamtui.present.fields import field_label
from kamtui.present.labels import label
from kamtui.present.safe_text import safe_text
from kamtui.present.spoken import clauses
from kamtui.present.workday_words import weekends_only
from kamtui.tui.screens.customer.history_rows import columns_of
from kamtui.tui.widgets.drawn_rows import Draw, DrawnRows, title_row
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line

__all__ = ["CLOSED", "feedback_rows", "record_of"]

#: Begins the key of a settled complaint: another row than the open one was, so that the cursor
#: stays where it is instead of following it down (ux.md, decision 3).
CLOSED = "closed:"
_DATE = 3


def record_of(key: str | None) -> str | None:
    """Return the id of the record a row stands for."""
    return key.removeprefix(CLOSED) if key is not None else None


def feedback_rows(
    found: CustomerFeedback, *, now: datetime, today: date, width: int, whole: frozenset[str]
) -> DrawnRows:
    """Return open complaints, settled ones and surveys under quiet heads.

    Args:
        found: What was read.
        now: For the clocks.
        today: For the years.
        width: Cells of the list.
        whole: Keys of the rows shown with everything about them.
    """
    rows = DrawnRows()
    still_open = [one for one in found.complaints if one.settled_at is None]
    settled = [one for one in found.complaints if one.settled_at is not None]
    for title, group, prefix in (
        (pgettext("complaints", "Open"), still_open, ""),
        (pgettext("complaints", "Settled"), settled, CLOSED),
    ):
        if group:
            rows.add(title_row(title, len(group)))
        for one in group:
            key = prefix + one.id
            said = partial(_complaint_words, one, now, today)
            rows.add(_complaint_row(one, now, today), key=key, words=said)
            if key in whole:
                _add_lines(rows, _about(one, now), width)
    if found.surveys:
        rows.add(title_row(_("Surveys"), len(found.surveys)))
    for survey in found.surveys:
        said = partial(_survey_words, survey, today)
        rows.add(_survey_row(survey, today), key=survey.id, words=said)
        if survey.id in whole:
            _add_lines(rows, _about_survey(survey), width)
    return rows


def _complaint_row(one: ComplaintView, now: datetime, today: date) -> Draw:
    opened = one.opened_at.astimezone(now.tzinfo).date()
    deadline = one.respond_by if one.responded_at is None else one.settle_by
    late = one.settled_at is None and deadline < now

    def draw(line: Line, state: RowState, brush: Brush) -> None:
        kind_at, _who, _text = columns_of(line.width)
        end = line.width - 1
        _put_day(line, opened, today)
        x = kind_at or _DATE + 7
        if kind_at:
            kind = label(ComplaintKind, one.kind)
            x = max(line.put(kind_at, kind, "muted", limit=9, ellipsis=brush.ellipsis) + 1,
                    kind_at + 7)  # fmt: skip
        words = safe_text(one.resolution or "") if one.settled_at else complaint_state(one, now)
        room = min(cell_len(words), max(0, (end - x) * 2 // 5))
        if words and room >= 4:
            role = "late" if late else "muted"
            end = line.put_right(end, words, role, bold=late, limit=room,
                                 ellipsis=brush.ellipsis) - 2  # fmt: skip
        text = safe_text(one.description or "") or cause_words(one.cause or "")
        line.put(x, text, "muted" if one.settled_at else "text", limit=max(0, end - x),
                 ellipsis=brush.ellipsis)  # fmt: skip

    return draw


def _survey_row(survey: SurveyView, today: date) -> Draw:
    def draw(line: Line, state: RowState, brush: Brush) -> None:
        x = columns_of(line.width)[0] or _DATE + 7
        _put_day(line, survey.on, today)
        end = line.width - 1
        x = line.put(x, survey_answer(survey), "text", bold=True, limit=max(0, end - x),
                     ellipsis=brush.ellipsis)  # fmt: skip
        if survey.suggestion:
            line.put(x + 2, survey.suggestion, "text", limit=max(0, end - x - 2),
                     ellipsis=brush.ellipsis)  # fmt: skip

    return draw


def _complaint_words(one: ComplaintView, now: datetime, today: date) -> str:
    opened = one.opened_at.astimezone(now.tzinfo).date()
    state = safe_text(one.resolution or "") if one.settled_at else complaint_state(one, now)
    text = safe_text(one.description or "") or cause_words(one.cause or "")
    return clauses((short_date(opened, today), label(ComplaintKind, one.kind), text, state))


def _survey_words(survey: SurveyView, today: date) -> str:
    return clauses((short_date(survey.on, today), survey_answer(survey), survey.suggestion))


def _put_day(line: Line, day: date, today: date) -> None:
    text = month_day(day) if day.year == today.year else f"{day.year}-{day.month:02d}"
    line.put(min(_DATE, _DATE + 6 - cell_len(text)), text, "muted")


def _about(one: ComplaintView, now: datetime) -> list[tuple[str, str]]:
    def moment(at: datetime | None) -> str:
        if at is None:
            return ""
        local = at.astimezone(now.tzinfo)
        return f"{local.date().isoformat()} {clock_text(local.time())}"

    open_now = one.settled_at is None
    pairs = [
        ("description", safe_text(one.description or "")),
        ("cause", cause_words(one.cause) if one.cause else ""),
        ("handled_by", safe_text(one.handled_by or "")),
        ("opened_at", moment(one.opened_at)),
        ("respond_by", moment(one.respond_by) if open_now and not one.responded_at else ""),
        ("responded_at", moment(one.responded_at)),
        ("settle_by", moment(one.settle_by) if open_now else ""),
        ("", weekends_only(one.guessed_from.year) if open_now and one.guessed_from else ""),
        ("settled_at", moment(one.settled_at)),
        ("resolution", safe_text(one.resolution or "")),
    ]
    return [(field_label(name) if name else "", text) for name, text in pairs if text]


def _about_survey(survey: SurveyView) -> list[tuple[str, str]]:
    pairs = [("suggestion", survey.suggestion), ("source", survey.source)]
    return [(field_label(name), safe_text(text)) for name, text in pairs if text] or [
        ("", _("nothing else was said"))
    ]


def _add_lines(rows: DrawnRows, pairs: Sequence[tuple[str, str]], width: int) -> None:
    """Add the lines of a row shown whole: a muted name, the text wrapped."""
    name_at, text_at = (9, 26) if width >= 60 else (3, 16)
    room = max(2, width - 1 - text_at)
    for name, text in pairs:
        for place, words in enumerate(wrap_cells(text, room)):

            def draw(
                line: Line, state: RowState, brush: Brush,
                name: str = "" if place else name, words: str = words,
            ) -> None:  # fmt: skip
                line.put(name_at, name, "muted", limit=text_at - name_at - 1,
                         ellipsis=brush.ellipsis)  # fmt: skip
                line.put(text_at, words, "text", limit=max(0, line.width - 1 - text_at),
                         ellipsis=brush.ellipsis)  # fmt: skip

            rows.add(draw)

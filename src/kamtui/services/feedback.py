"""Surveys, complaints and grumbles of a customer: written down, answered, settled, handed over.

Each verb is one undo step; the agenda's rows and the customer's tab use the same.
"""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kamtui.domain.enums import ComplaintKind
from kamtui.domain.errors import KamError
from kamtui.domain.text import clean
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.feedback import (
    ComplaintValues,
    ComplaintView,
    CustomerFeedback,
    SurveyValues,
    SurveyView,
)
from kamtui.services import rules
from kamtui.services.complaint_clock import Clock
from kamtui.services.desk import Desk
from kamtui.services.merging import merged
from kamtui.store.queries import feedback as queries
from kamtui.store.reader import Reader, Row
from kamtui.store.values import as_day, as_instant

if TYPE_CHECKING:
    from kamtui.store.tables import Complaint, Survey
    from kamtui.store.unit_of_work import UnitOfWork

__all__ = [
    "add_complaint",
    "add_survey",
    "causes",
    "change_complaint",
    "change_survey",
    "complaint_values",
    "hand_over",
    "handlers",
    "read",
    "respond",
    "respond_in",
    "settle",
    "settle_in",
    "survey_values",
]

#: Characters of a name, a cause, a source: they stand in one line.
_LONGEST = 100
_LEAST_SCORE, _BEST_SCORE = Decimal(1), Decimal(5)
_MOST_LIKELY = 10


def read(desk: Desk, *, customer_id: str) -> CustomerFeedback:
    """Return what a customer said, complaints with where their clocks end."""
    with desk.read() as reader:
        clock = Clock.of(reader, desk.clock.now())
        return CustomerFeedback(
            tuple(_view(row, clock) for row in queries.complaints(reader, customer_id)),
            tuple(_survey_view(row) for row in queries.surveys(reader, customer_id)),
        )


def causes(desk: Desk) -> tuple[str, ...]:
    """Return the causes a complaint may have, as the book's setting lists them."""
    with desk.read() as reader:
        return tuple(str(one) for one in rules.value_of(reader, "complaint.causes"))


def handlers(desk: Desk) -> tuple[str, ...]:
    """Return whom a complaint can be handed to: whoever handles one or looks after a customer."""
    with desk.read() as reader:
        return tuple(queries.handlers(reader))


def complaint_values(desk: Desk, *, complaint_id: str) -> ComplaintValues:
    """Return what of a complaint can be changed; raises ``record.gone``."""
    with desk.read() as reader:
        return _complaint(reader, complaint_id)


def survey_values(desk: Desk, *, survey_id: str) -> SurveyValues:
    """Return what of a survey can be changed; raises ``record.gone``."""
    with desk.read() as reader:
        return _survey(reader, survey_id)


def add_complaint(desk: Desk, *, customer_id: str, values: ComplaintValues) -> ChangeSet:
    """Write a complaint or grumble down; its clocks begin when it was opened.

    Raises:
        KamError: ``record.gone`` for the customer; what `_check_complaint` raises.
    """
    checked = _check_complaint(desk, values)
    from kamtui.store.tables import Complaint, Customer

    with desk.write("complaint") as work:
        customer = work.get(Customer, customer_id)
        complaint = Complaint(customer_id=customer.id, opened_at=checked.opened_at)
        _write_complaint(complaint, checked)
        work.add(complaint)
        return work.commit(subject=customer.name)


def change_complaint(
    desk: Desk, *, complaint_id: str, wanted: ComplaintValues, base: ComplaintValues
) -> ChangeSet:
    """Change the fields of a complaint that differ from those the form started with.

    Raises:
        KamError: ``record.gone``, ``record.conflict``, and what `_check_complaint` raises.
    """
    checked = _check_complaint(desk, wanted)
    from kamtui.store.tables import Complaint

    with desk.write("edit") as work:
        complaint = work.get(Complaint, complaint_id)
        final = merged(checked, base, _complaint(work.reader, complaint_id))
        if final.opened_at != complaint.opened_at:
            # Clocks that were written down belong to the hour it was said to be opened at.
            complaint.respond_by = complaint.settle_by = None
        _write_complaint(complaint, final)
        return work.commit(subject=_whose(work, complaint.customer_id))


def respond(desk: Desk, *, complaint_id: str) -> ChangeSet:
    """Stop the first clock now.

    Raises:
        KamError: ``record.gone``; ``complaint.settled``, ``complaint.responded`` where that was
            done before.
    """
    from kamtui.store.tables import Complaint

    with desk.write("respond") as work:
        complaint = work.get(Complaint, complaint_id)
        _refuse_settled(complaint)
        if complaint.responded_at is not None:
            raise KamError("complaint.responded")
        respond_in(work, complaint)
        return work.commit(subject=_whose(work, complaint.customer_id))


def settle(desk: Desk, *, complaint_id: str, resolution: str = "") -> ChangeSet:
    """Settle a complaint now; one that was never answered is answered with it.

    Raises:
        KamError: ``record.gone``, ``complaint.settled``.
    """
    words = clean(resolution, keep_lines=True)
    from kamtui.store.tables import Complaint

    with desk.write("settle") as work:
        complaint = work.get(Complaint, complaint_id)
        _refuse_settled(complaint)
        settle_in(work, complaint)
        complaint.resolution = words or complaint.resolution
        return work.commit(subject=_whose(work, complaint.customer_id))


def hand_over(desk: Desk, *, complaint_id: str, to: str) -> ChangeSet:
    """Give a complaint to a colleague; its clocks run on.

    Raises:
        KamError: ``record.gone``, ``complaint.settled``; ``complaint.no_handler`` without a name;
            ``value.too_long``.
    """
    name = _short("handled_by", to)
    if name is None:
        raise KamError("complaint.no_handler", {"field": "handled_by"})
    from kamtui.store.tables import Complaint

    with desk.write("hand-over") as work:
        complaint = work.get(Complaint, complaint_id)
        _refuse_settled(complaint)
        complaint.handled_by = name
        return work.commit(subject=_whose(work, complaint.customer_id))


def add_survey(desk: Desk, *, customer_id: str, values: SurveyValues) -> ChangeSet:
    """Write an answer to a survey down.

    Raises:
        KamError: ``record.gone`` for the customer; what `_check_survey` raises.
    """
    checked = _check_survey(desk, values)
    from kamtui.store.tables import Customer, Survey

    with desk.write("survey") as work:
        customer = work.get(Customer, customer_id)
        survey = Survey(customer_id=customer.id, on_date=checked.on_date)
        _write_survey(survey, checked)
        work.add(survey)
        return work.commit(subject=customer.name)


def change_survey(
    desk: Desk, *, survey_id: str, wanted: SurveyValues, base: SurveyValues
) -> ChangeSet:
    """Change the fields of a survey that differ from those the form started with.

    Raises:
        KamError: ``record.gone``, ``record.conflict``, and what `_check_survey` raises.
    """
    checked = _check_survey(desk, wanted)
    from kamtui.store.tables import Survey

    with desk.write("edit") as work:
        survey = work.get(Survey, survey_id)
        _write_survey(survey, merged(checked, base, _survey(work.reader, survey_id)))
        return work.commit(subject=_whose(work, survey.customer_id))


# -- inside a write -------------------------------------------------------------------------------


def respond_in(work: "UnitOfWork", complaint: "Complaint") -> None:
    """Stop the first clock now."""
    complaint.responded_at = work.now


def settle_in(work: "UnitOfWork", complaint: "Complaint") -> None:
    """Stop both clocks now."""
    complaint.responded_at = complaint.responded_at or work.now
    complaint.settled_at = work.now


def _refuse_settled(complaint: "Complaint") -> None:
    if complaint.settled_at is not None:
        raise KamError("complaint.settled")


def _write_complaint(complaint: "Complaint", values: ComplaintValues) -> None:
    complaint.kind, complaint.cause = values.kind, values.cause
    complaint.description, complaint.opened_at = values.description, values.opened_at
    complaint.responded_at, complaint.settled_at = values.responded_at, values.settled_at
    complaint.resolution, complaint.handled_by = values.resolution, values.handled_by


def _write_survey(survey: "Survey", values: SurveyValues) -> None:
    survey.on_date, survey.score = values.on_date, values.score
    survey.recommend, survey.suggestion = values.recommend, values.suggestion
    survey.source = values.source


def _whose(work: "UnitOfWork", customer_id: str) -> str:
    from kamtui.store.tables import Customer

    customer = work.session.get(Customer, customer_id)
    return customer.name if customer else ""


# -- checking -------------------------------------------------------------------------------------


def _check_complaint(desk: Desk, values: ComplaintValues) -> ComplaintValues:
    """Return the values cleaned.

    Raises:
        KamError: ``value.invalid`` for a kind there is not; ``complaint.empty`` without words and
            cause; ``complaint.before_opened``, ``date.future``; ``value.too_long``.
    """
    if values.kind not in set(ComplaintKind):
        raise KamError("value.invalid", {"field": "kind", "value": values.kind})
    cause = _short("cause", values.cause)
    description = clean(values.description or "", keep_lines=True) or None
    if description is None and cause is None:
        raise KamError("complaint.empty", {"field": "description"})
    now = desk.clock.now()
    for field in ("opened_at", "responded_at", "settled_at"):
        moment: datetime | None = getattr(values, field)
        if moment is None:
            continue
        if moment > now:
            raise KamError("date.future", {"field": field, "date": moment.date().isoformat()})
        if moment < values.opened_at:
            raise KamError("complaint.before_opened", {"field": field})
    return ComplaintValues(
        kind=values.kind,
        cause=cause,
        description=description,
        opened_at=values.opened_at,
        responded_at=values.responded_at or values.settled_at,
        settled_at=values.settled_at,
        resolution=clean(values.resolution or "", keep_lines=True) or None,
        handled_by=_short("handled_by", values.handled_by),
    )


def _check_survey(desk: Desk, values: SurveyValues) -> SurveyValues:
    """Return the values cleaned.

    Raises:
        KamError: ``survey.score`` outside 1 to 5, ``survey.recommend`` outside 0 to 10,
            ``survey.empty`` without any answer, ``date.future``, ``value.too_long``.
    """
    if values.on_date > desk.today():
        raise KamError("date.future", {"field": "on_date", "date": values.on_date.isoformat()})
    score = _score(values.score)
    recommend = values.recommend
    if recommend is not None and not 0 <= recommend <= _MOST_LIKELY:
        raise KamError("survey.recommend", {"field": "recommend", "value": recommend})
    suggestion = clean(values.suggestion or "", keep_lines=True) or None
    if score is None and recommend is None and suggestion is None:
        raise KamError("survey.empty", {"field": "score"})
    return SurveyValues(
        values.on_date, score, recommend, suggestion, _short("source", values.source)
    )


def _score(text: str | None) -> str | None:
    """Return a score as it is stored: 4.5 stays 4.5, ``４`` and ``4分`` are 4."""
    import unicodedata

    typed = unicodedata.normalize("NFKC", clean(text or "")).removesuffix("分").strip()
    if not typed:
        return None
    try:
        number = Decimal(typed)
        if not _LEAST_SCORE <= number <= _BEST_SCORE or len(typed) > 4:
            raise ValueError(typed)
    except (InvalidOperation, ValueError) as problem:
        raise KamError("survey.score", {"field": "score", "value": typed[:20]}) from problem
    return format(number.normalize(), "f")


def _short(field: str, text: str | None) -> str | None:
    plain = clean(text or "")
    if len(plain) > _LONGEST:
        raise KamError(
            "value.too_long", {"field": field, "length": len(plain), "longest": _LONGEST}
        )
    return plain or None


# -- reading --------------------------------------------------------------------------------------


def _complaint(reader: Reader, complaint_id: str) -> ComplaintValues:
    row = queries.complaint(reader, complaint_id)
    if row is None:
        raise KamError("record.gone", {"kind": "complaint", "id": complaint_id})
    return ComplaintValues(
        kind=row[1],
        cause=row[2],
        description=row[3],
        opened_at=_instant(row[4]),
        responded_at=as_instant(row[7]),
        settled_at=as_instant(row[8]),
        resolution=row[9],
        handled_by=row[10],
    )


def _survey(reader: Reader, survey_id: str) -> SurveyValues:
    row = queries.survey(reader, survey_id)
    if row is None:
        raise KamError("record.gone", {"kind": "survey", "id": survey_id})
    view = _survey_view(row)
    return SurveyValues(view.on, view.score, view.recommend, view.suggestion, view.source)


def _view(row: Row, clock: Clock) -> ComplaintView:
    opened = _instant(row[4])
    respond_by = as_instant(row[5]) or clock.respond_by(opened)
    settle_by = as_instant(row[6]) or clock.settle_by(opened)
    return ComplaintView(
        id=row[0],
        kind=row[1],
        cause=row[2],
        description=row[3],
        opened_at=opened,
        respond_by=respond_by,
        settle_by=settle_by,
        responded_at=as_instant(row[7]),
        settled_at=as_instant(row[8]),
        resolution=row[9],
        handled_by=row[10],
        guessed_from=clock.guessed_from(opened, max(respond_by, settle_by)),
    )


def _survey_view(row: Row) -> SurveyView:
    on = as_day(row[1])
    assert on is not None
    return SurveyView(row[0], on, row[2], row[3], row[4], row[5])


def _instant(stored: str) -> datetime:
    moment = as_instant(stored)
    assert moment is not None
    return moment

"""The forms of a complaint or grumble and of an answer to a survey."""

from collections.abc import Sequence
from datetime import datetime

from kamtui.domain.dates import TypedDate
from kamtui.domain.enums import ComplaintKind
from kamtui.domain.errors import KamError
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.feedback import ComplaintValues, SurveyValues
from kamtui.i18n import _
from kamtui.present.dates import clock_text
from kamtui.present.feedback_words import cause_words
from kamtui.present.fields import field_label
from kamtui.present.labels import label
from kamtui.services import feedback
from kamtui.services.communications import moment_of
from kamtui.tui.panels.dates import date_error, day_text, read_happened
from kamtui.tui.panels.feedback_items import EditComplaint, EditSurvey
from kamtui.tui.panels.field import Field, Option, matching
from kamtui.tui.panels.form import show_form
from kamtui.tui.panels.money_fields import date_echo, day_or_error
from kamtui.tui.panels.value_form import ValueForm, capital, choice_field
from kamtui.tui.screens.base import KamScreen

__all__ = ["ComplaintForm", "SurveyForm", "open_complaint", "open_survey"]


async def open_complaint(screen: KamScreen, item: object = None) -> None:
    """Open the form of a complaint, or of a new one of a customer."""
    if not isinstance(item, EditComplaint):
        return
    desk, complaint_id = screen.desk, item.complaint_id

    def read() -> tuple[ComplaintValues | None, tuple[str, ...], tuple[str, ...]]:
        values = None
        if complaint_id is not None:
            values = feedback.complaint_values(desk, complaint_id=complaint_id)
        return values, feedback.causes(desk), feedback.handlers(desk)

    values, causes, handlers = await screen.operations.fetch(read)
    await show_form(screen, ComplaintForm(screen, item, values, causes, handlers))


async def open_survey(screen: KamScreen, item: object = None) -> None:
    """Open the form of an answer to a survey, or of a new one."""
    if not isinstance(item, EditSurvey):
        return
    desk, values = screen.desk, None
    if item.survey is not None:
        survey_id = item.survey.id
        values = await screen.operations.fetch(
            lambda: feedback.survey_values(desk, survey_id=survey_id)
        )
    await show_form(screen, SurveyForm(screen, item, values))


class ComplaintForm(ValueForm[ComplaintValues]):
    """Kind, cause, what it is about, who handles it; when it was opened, answered, settled."""

    def __init__(
        self,
        screen_: KamScreen,
        item: EditComplaint,
        values: ComplaintValues | None,
        causes: Sequence[str],
        handlers: Sequence[str],
    ) -> None:
        """Start with what stands in the book; a new one was opened now."""
        now = screen_.book.now()
        base = values or ComplaintValues(
            item.kind, None, None, now, handled_by=screen_.desk.actor or None
        )
        title = capital(label(ComplaintKind, base.kind))
        super().__init__(screen_, base, title=title, subject=item.subject, fresh=False)
        self._item, self._now = item, now
        self._causes: tuple[Option, ...] = tuple((one, cause_words(one)) for one in causes)
        self._handlers = tuple(handlers)
        named = {name: capital(field_label(name)) for name in _COMPLAINT}
        cause = cause_words(base.cause) if base.cause else ""
        fields = [
            choice_field("kind", base.kind, ComplaintKind, row=0, well=False),
            Field("cause", named["cause"], cause, row=0, well=False, hint="-",
                  offers=self._offered_causes),
            Field("handled_by", named["handled_by"], base.handled_by or "", row=0, well=False,
                  hint="-", offers=self._offered_handlers),
            Field("description", named["description"], _flat(base.description), row=1),
            self._moment("opened_at", named["opened_at"], base.opened_at, row=2),
        ]  # fmt: skip
        if values is not None:
            fields += [
                self._moment("responded_at", named["responded_at"], base.responded_at, row=3),
                self._moment("settled_at", named["settled_at"], base.settled_at, row=4),
                Field("resolution", named["resolution"], _flat(base.resolution), row=5),
            ]
        self.start(fields)

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "complaint"

    @property
    def draft_record(self) -> str:
        """Which one, or whose new one."""
        return self._item.complaint_id or f"new {self._item.kind} {self._item.customer_id}"

    def focus_first(self) -> None:
        """Begin with what a new one is about; of one that is there with its kind."""
        super().focus_first()
        if self._item.complaint_id is None:
            self.go_to("description")
        elif self._item.first:
            self.go_to(self._item.first)

    def _moment(self, name: str, label: str, moment: datetime | None, *, row: int) -> Field:
        text = ""
        if moment is not None:
            local = moment.astimezone(self._now.tzinfo)
            text = f"{day_text(local.date(), self.today)} {clock_text(local.time())}"
        return Field(name, label, text, row=row, hint=_("not yet; today, yesterday or a day"),
                     echo=date_echo(text, self._happened, self.today))  # fmt: skip

    def _offered_causes(self, typed: str) -> Sequence[str]:
        wanted = typed.strip().casefold()
        found = matching(typed, self._causes) if wanted else None
        words = [word for _one, word in self._causes]
        best = [word for one, word in self._causes if one == found]
        return [*best, *(word for word in words if word not in best)] if not wanted or best else []

    def _offered_handlers(self, typed: str) -> Sequence[str]:
        wanted = typed.strip().casefold()
        return [one for one in self._handlers if one.casefold().startswith(wanted)]

    def _happened(self, text: str) -> TypedDate:
        return read_happened(text, self.today, self._now)

    def moved(self) -> None:
        """Say how a field that chooses from a list is filled."""
        name = self.lines.current.name
        if name in ("cause", "handled_by"):
            self.owner.say(_("Right: the next one; or type another"))
        elif name == "kind":
            self.owner.say(_("Space: the next one; or type its beginning"))
        else:
            self.owner.say("")

    def wanted(self) -> ComplaintValues:
        """Return what the form says; raises `KamError` for a field that cannot be read."""
        base = self.base
        opened = self.read("opened_at", base.opened_at, self._instant)
        return ComplaintValues(
            kind=self.choice("kind", base.kind, ComplaintKind) or base.kind,
            cause=self.read("cause", base.cause, self._cause),
            description=self.read("description", base.description, lambda text: text or None),
            opened_at=opened,
            responded_at=self.read("responded_at", base.responded_at, self._instant_or_none)
            if self._has("responded_at")
            else base.responded_at,
            settled_at=self.read("settled_at", base.settled_at, self._instant_or_none)
            if self._has("settled_at")
            else base.settled_at,
            resolution=self.read("resolution", base.resolution, lambda text: text or None),
            handled_by=self.read("handled_by", base.handled_by, lambda text: text or None),
        )

    def _has(self, name: str) -> bool:
        return any(one.name == name for one in self.lines.fields)

    def _cause(self, text: str) -> str | None:
        """Return a cause as it is stored: one of the list, or any other words."""
        return next((one for one, word in self._causes if word == text), text) or None

    def _instant(self, text: str) -> datetime:
        typed = self._happened(text)
        if typed.on is None:
            raise date_error(typed)
        return moment_of(self.desk, on=typed.on, at=typed.at)

    def _instant_or_none(self, text: str) -> datetime | None:
        return None if text in ("", "-") else self._instant(text)

    async def save(self) -> None:
        """Write what was changed, or the new complaint."""
        base, wanted, desk, item = self.base, self.wanted(), self.desk, self._item

        def write() -> ChangeSet:
            if item.complaint_id is not None:
                return feedback.change_complaint(
                    desk, complaint_id=item.complaint_id, wanted=wanted, base=base
                )
            return feedback.add_complaint(desk, customer_id=item.customer_id, values=wanted)

        await self.written(write, _("Changed:") if item.complaint_id else _("Added:"))


class SurveyForm(ValueForm[SurveyValues]):
    """Day, score, willingness to recommend, suggestion, source."""

    def __init__(self, screen_: KamScreen, item: EditSurvey, values: SurveyValues | None) -> None:
        """Start with what stands in the book; a new one is of today."""
        today = screen_.book.today()
        base = values or SurveyValues(today)
        super().__init__(screen_, base, title=_("Survey"), subject="")
        self._item = item
        named = {name: capital(field_label(name)) for name in _SURVEY}
        day = day_text(base.on_date, today)
        recommend = "" if base.recommend is None else str(base.recommend)
        self.start(
            [
                Field("score", named["score"], base.score or "", row=0, hint="1-5"),
                Field("recommend", named["recommend"], recommend, row=1, hint="0-10"),
                Field("suggestion", named["suggestion"], _flat(base.suggestion), row=2),
                Field("on_date", named["on_date"], day, row=3,
                      echo=date_echo(day, self._happened, today)),
                Field("source", named["source"], base.source or "", row=4,
                      hint=_("call, visit, form")),
            ]
        )  # fmt: skip

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "survey"

    @property
    def draft_record(self) -> str:
        """Which one, or whose new one."""
        survey = self._item.survey
        return survey.id if survey is not None else f"new {self._item.customer_id}"

    def _happened(self, text: str) -> TypedDate:
        return read_happened(text, self.today)

    def wanted(self) -> SurveyValues:
        """Return what the form says; raises `KamError` for a field that cannot be read."""
        base = self.base
        return SurveyValues(
            on_date=self.read(
                "on_date", base.on_date, lambda text: day_or_error(text, self._happened)
            ),
            score=self.read("score", base.score, lambda text: text or None),
            recommend=self.read("recommend", base.recommend, _number),
            suggestion=self.read("suggestion", base.suggestion, lambda text: text or None),
            source=self.read("source", base.source, lambda text: text or None),
        )

    async def save(self) -> None:
        """Write what was changed, or the new answer."""
        base, wanted, desk, item = self.base, self.wanted(), self.desk, self._item

        def write() -> ChangeSet:
            if item.survey is not None:
                return feedback.change_survey(
                    desk, survey_id=item.survey.id, wanted=wanted, base=base
                )
            return feedback.add_survey(desk, customer_id=item.customer_id, values=wanted)

        await self.written(write, _("Changed:") if item.survey is not None else _("Added:"))


_COMPLAINT = ("cause", "description", "opened_at", "responded_at", "settled_at", "resolution",
              "handled_by")  # fmt: skip
_SURVEY = ("on_date", "score", "recommend", "suggestion", "source")


def _flat(text: str | None) -> str:
    """Return a text for a field of one line; left as it is, its lines stay in the book."""
    return " ".join((text or "").split("\n"))


def _number(text: str) -> int | None:
    import unicodedata

    plain = unicodedata.normalize("NFKC", text)
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and len(plain) < 4):
        raise KamError("survey.recommend", {"field": "recommend", "value": text[:20]})
    return int(plain)

"""Editing a follow-up or a promise, from the agenda and from a customer's plans alike."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from kamtui.domain.enums import FollowUpChannel, FollowUpState
from kamtui.domain.errors import KamError
from kamtui.domain.views.agenda import AgendaItem
from kamtui.domain.views.customer import FollowUpView, PromiseView
from kamtui.i18n import _, pgettext
from kamtui.present.dates import clock_text
from kamtui.present.labels import channel_label, choices, label
from kamtui.services import follow_ups
from kamtui.services.follow_ups import PlanEdit, PlanValues
from kamtui.tui.panels.dates import date_error, day_text, echo_parts, read_happened, read_plan
from kamtui.tui.panels.field import Field, matching
from kamtui.tui.panels.field_form import FieldForm
from kamtui.tui.panels.fields import FieldLines, label_cells
from kamtui.tui.panels.form import show_form
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part

__all__ = ["PlanForm", "open_edit_plan"]

#: Which field of the form an error's column stands in.
_FIELD_OF = {
    "due_on": "on",
    "due_time": "on",
    "purpose": "what",
    "contact_id": "contact",
}
#: The value behind a column, where the two are called differently.
_VALUE_OF = {"due_on": "on", "due_time": "at", "purpose": "what"}
_TEXTS = ("place", "goal", "expected_result", "result", "assignee")


async def open_edit_plan(screen: KamScreen, item: object = None) -> None:
    """Open the form of a follow-up or a promise; complaints have none yet."""
    if not isinstance(item, (AgendaItem, FollowUpView, PromiseView)):
        return
    desk, item_id = screen.desk, item.id

    def read() -> tuple[PlanValues, tuple[tuple[str, str], ...]]:
        values = follow_ups.values_of(desk, item_id=item_id)
        return values, follow_ups.people_of(desk, item_id=item_id)

    try:
        values, people = await screen.operations.fetch(read)
    except KamError as error:
        if error.code != "agenda.not_editable":
            raise
        screen.say(_("Complaints are changed with the customer: Enter opens it"))
        return
    subject = item.customer if isinstance(item, AgendaItem) else ""
    await show_form(screen, PlanForm(screen, item_id, subject, values, people))


class PlanForm(FieldForm):
    """Every field of a follow-up; day, words and delivery of a promise."""

    def __init__(
        self,
        screen_: KamScreen,
        item_id: str,
        subject: str,
        values: PlanValues,
        people: Sequence[tuple[str, str]],
    ) -> None:
        """Start with what stands in the book.

        Args:
            screen_: The form's screen.
            item_id: The record's.
            subject: Whose it is, where the screen does not say.
            values: What stands in the book.
            people: (id, name) of whom a follow-up may be with.
        """
        super().__init__(screen_)
        self.title, self.subject = _("Edit"), subject
        self._item_id, self._base, self._people = item_id, values, tuple(people)
        self._today = screen_.book.today()
        self._bad = ""
        when = day_text(values.on, self._today) if values.on else ""
        if values.at is not None:
            when += f" {clock_text(values.at)}"
        self._when = when
        self._delivered = values.delivered_on.isoformat() if values.delivered_on else ""
        fields = [
            Field("on", pgettext("field", "Date"), when, row=0, echo=self._echo),
            Field("what", _("What"), values.what, row=1),
        ]
        if values.kind == "follow_up":
            fields += self._of_follow_up(values)
        else:
            delivered = pgettext("field", "Delivered")
            fields.append(
                Field("delivered_on", delivered, self._delivered, row=2, echo=self._happened_echo,
                      hint=_("not yet; today, yesterday or a day"))
            )  # fmt: skip
        start = label_cells([one.label for one in fields if one.well])
        self.lines = FieldLines(self.brush, fields, start=start)

    def _of_follow_up(self, values: PlanValues) -> list[Field]:
        person = next((name for one, name in self._people if one == values.contact_id), "")
        names = tuple((name, name) for name in dict.fromkeys(name for _id, name in self._people))
        fields = [
            Field("channel", _("Channel"), channel_label(values.channel), row=2, well=False,
                  options=choices(FollowUpChannel), hint="-"),
            Field("contact", pgettext("field", "Contact"), person, row=2, well=False,
                  options=names, hint="-"),
            Field("assignee", pgettext("field", "Owner"), values.assignee or "", row=2, well=False,
                  hint="-"),
            Field("state", pgettext("field", "State"), label(FollowUpState, values.state), row=2,
                  well=False, options=choices(FollowUpState)),
            Field("place", pgettext("field", "Place"), values.place or "", row=3),
            Field("goal", pgettext("field", "Goal"), values.goal or "", row=4),
            Field("expected_result", pgettext("field", "Expected"), values.expected_result or "",
                  row=5),
        ]  # fmt: skip
        if values.state != FollowUpState.OPEN:
            fields.append(Field("result", _("Outcome"), values.result or "", row=6))
        return fields

    def _echo(self, text: str) -> tuple[Part, ...]:
        if text == self._when:
            return ()
        return echo_parts(read_plan(text, self._today, self.owner.book.now()), self._today)

    def _happened_echo(self, text: str) -> tuple[Part, ...]:
        if text == self._delivered or not text.strip():
            return ()
        return echo_parts(read_happened(text, self._today, self.owner.book.now()), self._today)

    def moved(self) -> None:
        """Say how a field that chooses from a list is filled."""
        one = self.lines.current
        if one.options:
            self.owner.say(_("Space: the next one; or type its beginning"))
        elif self._base.kind == "promise" and one.name == "on":
            self.owner.say(_("- takes the day away"))
        else:
            self.owner.say("")

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "plan"

    @property
    def draft_record(self) -> str:
        """Whose."""
        return self._item_id

    async def save(self) -> None:
        """Write what was changed."""
        self._bad = ""
        desk, item_id = self.owner.desk, self._item_id
        edit = PlanEdit(self._wanted(), self._base)
        await self.written(
            lambda: follow_ups.change(desk, item_id=item_id, edit=edit), _("Changed:")
        )

    def _wanted(self) -> PlanValues:
        base, text = self._base, self.lines.named("on").typed.strip()
        wanted = replace(base, what=self._text("what"))
        if text != self._when:
            self._bad = "on"
            typed = read_plan(text, self._today, self.owner.book.now())
            empty = typed.clears or typed.error == "empty"
            if typed.on is None and not (empty and base.kind == "promise"):
                raise date_error(typed)
            wanted = replace(wanted, on=typed.on, at=typed.at)
            self._bad = ""
        if base.kind == "promise":
            return replace(wanted, delivered_on=self._delivery())
        texts = {
            one.name: one.typed.strip() or None for one in self.lines.fields if one.name in _TEXTS
        }
        return replace(
            wanted,
            channel=self._chosen("channel", base.channel),
            contact_id=self._contact(),
            state=self._chosen("state", base.state) or base.state,
            place=texts["place"],
            goal=texts["goal"],
            expected_result=texts["expected_result"],
            assignee=texts["assignee"],
            result=texts.get("result", base.result),
        )

    def _text(self, name: str) -> str:
        return self.lines.named(name).typed

    def _delivery(self) -> date | None:
        text = self._text("delivered_on").strip()
        if text == self._delivered:
            return self._base.delivered_on
        if text in ("", "-"):
            return None
        self._bad = "delivered_on"
        typed = read_happened(text, self._today, self.owner.book.now())
        if typed.on is None:
            raise date_error(typed)
        self._bad = ""
        return typed.on

    def _chosen(self, name: str, before: str | None) -> str | None:
        """Return the value of a closed list; its words untouched mean what stood there."""
        one = self.lines.named(name)
        text = one.typed.strip()
        if not one.touched:
            return before
        if text in ("", "-"):
            return None
        value = matching(text, one.options)
        if value is None:
            self._bad = name
            if name == "contact":
                raise KamError("contact.unknown", {"text": text})
            known = [word for _value, word in one.options]
            if name == "channel":
                raise KamError("channel.unknown", {"channel": text, "known": known})
            raise KamError(
                "value.invalid", {"field": one.label, "value": text, "choices": ", ".join(known)}
            )
        return value

    def _contact(self) -> str | None:
        """Return whom the follow-up is with; of two who are called the same, who stood there."""
        before = next((name for one, name in self._people if one == self._base.contact_id), None)
        name = self._chosen("contact", before)
        if name == before:
            return self._base.contact_id
        return next((one for one, called in self._people if called == name), None)

    def failed(self, error: KamError) -> None:
        """Say why and go to the field; after a conflict saving again keeps one's own value."""
        column = str(error.params.get("field", ""))
        name = self._bad or _FIELD_OF.get(column, column)
        if error.code in ("plan.empty", "promise.empty"):
            name = "what"
        names = [one.name for one in self.lines.fields]
        if name in names:
            self.lines.enter(names.index(name))
        if error.code != "record.conflict":
            super().failed(error)
            return
        theirs = error.params.get("theirs")
        self._base = replace(self._base, **{_VALUE_OF.get(column, column): theirs})  # type: ignore[arg-type]
        shown = {part: self._shown(column, error.params.get(part))
                 for part in ("mine", "theirs", "base")}  # fmt: skip
        words = self.lines.named(name).label if name in names else column
        self.conflict(KamError(error.code, {**error.params, **shown}), words)

    def _shown(self, column: str, value: object) -> object:
        """Return a stored value in words."""
        if column == "contact_id":
            return next((name for one, name in self._people if one == value), value)
        if column == "channel":
            return channel_label(str(value)) if value else None
        if column == "state":
            return label(FollowUpState, str(value))
        if isinstance(value, time):
            return clock_text(value)
        return value

"""Correcting a communication: its words, when, with whom, how, and what was promised in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import TextArea

from kamtui.domain.enums import Channel, Direction
from kamtui.domain.errors import KamError
from kamtui.domain.views.customer import CommunicationView
from kamtui.domain.views.day import Unnoted
from kamtui.i18n import _, pgettext
from kamtui.present.dates import clock_text, month_day
from kamtui.present.labels import channel_label, choices, label
from kamtui.services import talks
from kamtui.services.drafts import FormText
from kamtui.services.talks import PromiseValues, TalkEdit, TalkValues
from kamtui.tui.panels.dates import date_error, day_text, echo_parts, read_happened, read_plan
from kamtui.tui.panels.field import Field, matching
from kamtui.tui.panels.field_form import FieldForm
from kamtui.tui.panels.fields import FieldLines, label_cells
from kamtui.tui.panels.form import show_form
from kamtui.tui.panels.log_values import people_in
from kamtui.tui.panels.note import NoteArea
from kamtui.tui.panels.note_row import NoteRow
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part

__all__ = ["TalkForm", "open_talk"]

#: A day further back than this is written with its year.
_YEAR_NEEDED = timedelta(days=300)
#: Rows of the form before the first promise, and rows of the list kept in sight.
_BEFORE_PROMISES, _LIST_ROWS = 4, 3
#: Fields of a promise's row, and the most rows a draft may ask for.
_PROMISE_FIELD, _PROMISES = re.compile(r"(?:promise|due|delivered)\.[0-9]{1,2}", re.ASCII), 50
#: Which field of the form an error's column stands in.
_FIELD_OF = {"at": "when", "who": "who", "content": "note"}


async def open_talk(screen: KamScreen, item: object = None) -> None:
    """Open the form of a communication."""
    if not isinstance(item, (CommunicationView, Unnoted)):
        return
    desk, talk_id = screen.desk, item.id
    values = await screen.operations.fetch(lambda: talks.values_of(desk, communication_id=talk_id))
    form = TalkForm(screen, talk_id, values)
    if isinstance(item, Unnoted):
        form.subject = f"{item.customer} {form.subject}"
    await show_form(screen, form)


@dataclass(slots=True)
class _Row:
    """A promise's row: what it started from, and the texts its days started with."""

    base: PromiseValues | None
    due: str = ""
    delivered: str = ""


class TalkForm(FieldForm):
    """The note over several lines, then fields; every promise is a row, and one more is empty."""

    def __init__(self, screen_: KamScreen, talk_id: str, values: TalkValues) -> None:
        """Start with what stands in the book."""
        super().__init__(screen_)
        self._talk_id, self._base = talk_id, values
        self._today = screen_.book.today()
        self._bad = ""
        day = values.when[0]
        self.title, self.subject = _("Edit"), f"{day.year}-{month_day(day)}"
        self._when = self._when_text(*values.when)
        self._who = ", ".join(values.people)
        labels = (_("Note"), _("When"), _("Who"), _("Outcome"))
        self._column = label_cells(labels)
        self.note = NoteArea(values.content)
        self._note = self.note.text
        self._rows: list[_Row] = []
        fields = [
            Field("when", _("When"), self._when, row=0, echo=self._when_echo),
            Field("who", _("Who"), self._who, row=1, hint="-", continued=True),
            Field("outcome", _("Outcome"), values.outcome, row=2, hint="-", continued=True),
            Field("channel", _("Channel"), channel_label(values.channel), row=3, well=False,
                  options=choices(Channel)),
            Field("direction", pgettext("field", "Direction"), label(Direction, values.direction),
                  row=3, well=False, options=choices(Direction), hint="-"),
        ]  # fmt: skip
        for promise in values.promises:
            fields += self._promise(promise)
        fields += self._promise(None)
        self.lines = FieldLines(self.brush, fields, start=self._column)
        self.note_row = NoteRow(self.brush, self.note, self._column + 1)

    def _promise(self, promise: PromiseValues | None) -> list[Field]:
        """Return the fields of a promise, or of one to come."""
        place = len(self._rows)
        row = _Row(promise)
        if promise is not None:
            row.due = day_text(promise.due_on, self._today) if promise.due_on else ""
            row.delivered = promise.delivered_on.isoformat() if promise.delivered_on else ""
        self._rows.append(row)
        at = _BEFORE_PROMISES + place
        return [
            Field(f"promise.{place}", _("Promise"), promise.what if promise else "", row=at,
                  well=False, hint="-", continued=True),
            Field(f"due.{place}", pgettext("field", "Due"), row.due, row=at, well=False, hint="-"),
            Field(f"delivered.{place}", pgettext("field", "Delivered"), row.delivered, row=at,
                  well=False, hint="-"),
        ]  # fmt: skip

    def compose(self) -> ComposeResult:
        """Lay out the title, the note and the fields."""
        title, *_lines = super().compose()
        yield title
        yield self.note_row
        yield self.lines

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Return the keys at the end of the title."""
        return (("ctrl+s", _("save")), ("Esc", _("close")))

    def editors(self) -> Sequence[Widget]:
        """Return the note and the fields."""
        return (self.note, self.lines)

    def on_mount(self) -> None:
        """Continue the note at its end."""
        super().on_mount()
        self.note.move_cursor(self.note.document.end)
        self.moved()

    def take_room(self, room: int) -> None:
        """Share so many rows: the note comes first, the fields scroll below it."""
        self.note_row.share(room, self.lines, title=self.title_row)
        self.refresh_title()

    # -- what is said ----------------------------------------------------------------------------

    def _when_text(self, day: date, at: time | None) -> str:
        near = timedelta() <= self._today - day < _YEAR_NEEDED
        text = month_day(day) if near else day.isoformat()
        return f"{text} {clock_text(at)}" if at is not None else text

    def _when_echo(self, text: str) -> tuple[Part, ...]:
        if text.strip() == self._when:
            return ()
        return echo_parts(read_happened(text, self._today, self.owner.book.now()), self._today)

    def moved(self) -> None:
        """Say how a field with its own rules is filled."""
        name = "" if self.screen.focused is not self.lines else self.lines.current.name
        kind = name.partition(".")[0]
        words = {
            "channel": _("Space: the next one; or type its beginning"),
            "direction": _("Space: the next one; or type its beginning"),
            "when": _("now, 昨天, yesterday, 10:30"),
            "who": _("names, separated by commas"),
            "promise": _("what was promised; emptied it goes away"),
            "due": _("2w, fri, 12-15; - takes the day away"),
            "delivered": _("not yet; today, yesterday or a day"),
        }
        self.owner.say(words.get(kind) or ("" if kind else _("Enter is a new line; ctrl+s saves")))

    @on(TextArea.Changed)
    def _note_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.is_mounted:
            self._fit()

    @on(FieldLines.Edited)
    def _field_changed(self, event: FieldLines.Edited) -> None:
        event.stop()
        kind, _dot, place = event.field.name.partition(".")
        if kind == "promise" and int(place) == len(self._rows) - 1 and event.field.typed.strip():
            self.lines.extend(self._promise(None))
            self._fit()
        if kind in ("due", "delivered") and event.field.typed.strip():
            read = read_plan if kind == "due" else read_happened
            typed = read(event.field.typed, self._today, self.owner.book.now())
            self.owner.say(echo_parts(typed, self._today))

    def on_descendant_focus(self) -> None:
        """Light the note's label with the note."""
        super().on_descendant_focus()
        self.note_row.light(self.screen.focused is self.note)

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "talk"

    @property
    def draft_record(self) -> str:
        """Whose."""
        return self._talk_id

    def restore_texts(self, texts: Mapping[str, FormText]) -> dict[str, str] | None:
        """Put back what was typed before, with as many promises as there were."""
        places = [int(name.partition(".")[2]) for name in texts if _PROMISE_FIELD.fullmatch(name)]
        for _more in range(min(max(places, default=0) + 1, _PROMISES) - len(self._rows)):
            self.lines.extend(self._promise(None))
        return super().restore_texts(texts)

    def texts_changed(self) -> None:
        """Give the note and the promises the rows they need."""
        super().texts_changed()
        if self.is_mounted:
            self._fit()

    def left_open(self) -> None:
        """Say that the words are kept."""
        if self.typed_texts():
            words = _("Nothing was changed; {key} brings your words back")
            self.owner.say(words.format(key=self.owner.letter("customer.edit")))
            return
        touched = any(one.touched for one in self.lines.fields)
        self.owner.say(_("Nothing was changed") if touched else "")

    # -- saving ----------------------------------------------------------------------------------

    async def save(self) -> None:
        """Write what was changed."""
        self._bad = ""
        desk, talk_id = self.owner.desk, self._talk_id
        edit = TalkEdit(self._wanted(), self._base)
        await self.written(
            lambda: talks.change(desk, communication_id=talk_id, edit=edit), _("Changed:")
        )

    def _text(self, name: str) -> str:
        return self.lines.named(name).typed.strip()

    def _wanted(self) -> TalkValues:
        """Return the values typed; what was not touched stays as it stands in the book."""
        base = self._base
        wanted = replace(
            base,
            content=base.content if self.note.text == self._note else self.note.text,
            outcome=self._text("outcome") if self.lines.named("outcome").touched else base.outcome,
            promises=self._promises(),
        )
        if self._text("when") != self._when:
            wanted = replace(wanted, when=self._happened("when"))
        if self.lines.named("who").touched and self._text("who") != self._who:
            wanted = replace(wanted, people=people_in(self._text("who")))
        channel = self._chosen("channel", base.channel)
        if channel is None:
            self._bad = "channel"
            known = [word for _value, word in choices(Channel)]
            raise KamError("channel.unknown", {"channel": "", "known": known})
        return replace(wanted, channel=channel, direction=self._chosen("direction", base.direction))

    def _happened(self, name: str) -> tuple[date, time | None]:
        self._bad = name
        typed = read_happened(self._text(name), self._today, self.owner.book.now())
        if typed.on is None:
            raise date_error(typed)
        self._bad = ""
        return typed.on, typed.at

    def _chosen(self, name: str, before: str | None) -> str | None:
        one = self.lines.named(name)
        text = one.typed.strip()
        if not one.touched:
            return before
        if text in ("", "-"):
            return None
        value = matching(text, one.options)
        if value is None:
            self._bad = name
            known = [word for _value, word in one.options]
            raise KamError("channel.unknown", {"channel": text, "known": known})
        return value

    def _promises(self) -> tuple[PromiseValues, ...]:
        """Return the promises as they are to be; a row without words is none."""
        found = []
        for place, row in enumerate(self._rows):
            base = row.base or PromiseValues(None, "")
            what = self.lines.named(f"promise.{place}")
            one = PromiseValues(
                base.id,
                what.typed.strip() if what.touched else base.what,
                self._due(place, row, base),
                self._delivery(place, row, base),
            )
            if one != PromiseValues(None, ""):
                found.append(one)
        return tuple(found)

    def _due(self, place: int, row: _Row, base: PromiseValues) -> date | None:
        text = self._text(f"due.{place}")
        if text == row.due:
            return base.due_on
        if text in ("", "-"):
            return None
        self._bad = f"due.{place}"
        typed = read_plan(text, self._today, self.owner.book.now())
        if typed.on is None and not typed.clears:
            raise date_error(typed)
        self._bad = ""
        return typed.on

    def _delivery(self, place: int, row: _Row, base: PromiseValues) -> date | None:
        text = self._text(f"delivered.{place}")
        if text == row.delivered:
            return base.delivered_on
        return None if text in ("", "-") else self._happened(f"delivered.{place}")[0]

    def failed(self, error: KamError) -> None:
        """Say why and go to the field; after a conflict saving again keeps one's own value."""
        column = str(error.params.get("field", ""))
        name = self._bad or _FIELD_OF.get(column, column)
        promise = error.params.get("promise")
        if promise is not None:
            places = [
                at for at, row in enumerate(self._rows) if row.base and row.base.id == promise
            ]
            name = f"promise.{places[0]}" if places else name
        if error.code == "promise.empty":
            name = self._empty_promise()
        self._go_to(name)
        if error.code != "record.conflict":
            super().failed(error)
            return
        self._take_theirs(column, promise, error.params.get("theirs"))
        shown = {part: self._shown(column, error.params.get(part))
                 for part in ("mine", "theirs", "base")}  # fmt: skip
        words = _("Note") if name == "note" else self.lines.named(name).label
        self.conflict(KamError(error.code, {**error.params, **shown}), words)

    def _empty_promise(self) -> str:
        for place in range(len(self._rows)):
            if not self._text(f"promise.{place}") and (
                self._text(f"due.{place}") or self._text(f"delivered.{place}")
            ):
                return f"promise.{place}"
        return ""

    def _go_to(self, name: str) -> None:
        names = [one.name for one in self.lines.fields]
        if name == "note":
            self.screen.set_focus(self.note, scroll_visible=False)
        elif name in names:
            self.lines.enter(names.index(name))
            self.screen.set_focus(self.lines, scroll_visible=False)

    def _take_theirs(self, column: str, promise: object, theirs: object) -> None:
        """Start from what stands in the book by now, so that saving again keeps one's own."""
        if promise is not None:
            for row in self._rows:
                if row.base is not None and row.base.id == promise:
                    row.base = theirs if isinstance(theirs, PromiseValues) else None
            kept = [one for one in self._base.promises if one.id != promise]
            if isinstance(theirs, PromiseValues):
                kept.append(theirs)
            self._base = replace(self._base, promises=tuple(kept))
            return
        name = {"at": "when", "who": "people"}.get(column, column)
        self._base = replace(self._base, **{name: theirs})  # type: ignore[arg-type]

    def _shown(self, column: str, value: object) -> object:
        """Return a value in words."""
        if isinstance(value, PromiseValues):
            days = [day.isoformat() for day in (value.due_on, value.delivered_on) if day]
            return " ".join([value.what, *days])
        if column == "at" and isinstance(value, tuple):
            return self._when_text(*value)
        if column == "channel" and value:
            return channel_label(str(value))
        if column == "direction" and value:
            return label(Direction, str(value))
        return value

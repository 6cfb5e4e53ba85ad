"""What a log panel's fields mean together: the note's own marks, then what was typed beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from kamtui.domain.dates import TypedDate
from kamtui.domain.enums import Channel, FollowUpChannel
from kamtui.domain.errors import KamError
from kamtui.domain.log_line import LogLine, parse_log_line
from kamtui.i18n import N_, _
from kamtui.present.labels import choices
from kamtui.services.communications import LogDraft, PlanDraft
from kamtui.tui.panels.dates import calendar, date_error, order, read_happened, read_plan
from kamtui.tui.panels.field import matching
from kamtui.tui.panels.log_people import new_people_in, people_in

__all__ = ["FIELDS", "Meaning", "meaning_of", "people_in", "problem_words", "promise_in"]

#: Names of the fields beside the note, in the order of Tab.
FIELDS = ("next", "what", "when", "who", "channel", "outcome", "promise")

#: What a follow-up without words and without a channel is called.
FOLLOW_UP = N_("Follow up")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The fields as they will be written.

    Attributes:
        line: The note without its marks.
        next: The day of the next step as understood; None where nothing says one.
        from_note: The next step stands in the note and not in its field.
        what: What is to be done then.
        people: Who took part.
        new_people: Those of them who are to become contacts.
        promises: What was promised, each with its day.
    """

    line: LogLine
    next: TypedDate | None
    from_note: bool
    what: str
    people: tuple[str, ...]
    new_people: tuple[str, ...]
    promises: tuple[tuple[str, date | None], ...]

    def draft(
        self,
        fields: Mapping[str, str],
        *,
        customer_id: str,
        now: datetime,
        follow_up_id: str | None,
        next_channel: str | None,
    ) -> LogDraft:
        """Return what is to be written.

        Args:
            fields: The texts by name.
            customer_id: Whose.
            now: The aware local time.
            follow_up_id: The row the panel was opened on.
            next_channel: How the proposed next contact is meant.

        Raises:
            KamError: ``log.marked`` for a mark in the note that is not understood, ``date.*``,
                ``channel.unknown``, ``log.what_without_next``.
        """
        if self.line.problems:
            problem = self.line.problems[0]
            raise KamError("log.marked", {"text": problem.text, "code": problem.code})
        today = now.date()
        on, at = _happened(fields.get("when", ""), today, now)
        return LogDraft(
            customer_id=customer_id,
            content=self.line.content,
            channel=_channel(fields.get("channel", "")),
            on=on,
            at=at,
            people=self.people,
            new_people=self.new_people,
            outcome=fields.get("outcome", "").strip() or None,
            promises=self.promises,
            next=self._next(next_channel),
            follow_up_id=follow_up_id,
        )

    def _next(self, channel: str | None) -> PlanDraft | None:
        typed = self.next
        if typed is None or typed.clears or typed.error == "empty":
            if self.what and (typed is None or typed.error == "empty"):
                raise KamError("date.missing", {"what": self.what})
            return None
        if typed.on is None:
            raise date_error(typed)
        # The words of a proposed step are its grade's own where nobody typed any.
        words = self.what or ("" if channel else _(FOLLOW_UP))
        by_cadence = channel is not None
        return PlanDraft(
            on=typed.on, what=words, at=typed.at, channel=channel, by_cadence=by_cadence
        )


def meaning_of(
    note: str,
    fields: Mapping[str, str],
    touched: frozenset[str],
    *,
    today: date,
    now: datetime | None = None,
    meant: Callable[[str], str] = str,
) -> Meaning:
    """Return what a note and its fields say together; `meant` turns what was typed into a name.

    A field somebody typed in wins over the note; the note wins over what a field started with.
    Promises and people of both count, but people the field merely started with give way.
    """
    line = parse_log_line(note, today=today, order=order(), calendar=calendar())
    marked = line.next_on is not None or line.next_clears
    from_note = marked and "next" not in touched
    if from_note:
        step: TypedDate | None = TypedDate(
            note, on=line.next_on, at=line.next_at, clears=line.next_clears
        )
    else:
        text = fields.get("next", "")
        step = read_plan(text, today, now) if text.strip() else None
    what = fields.get("what", "").strip()
    if "what" not in touched and line.next_what:
        what = line.next_what
    who = fields.get("who", "") if "who" in touched or not line.people else ""
    marked_people = ", ".join(line.people)
    new = (*new_people_in(marked_people), *new_people_in(who))
    people = [
        name if name in new else meant(name)
        for name in (*people_in(marked_people), *people_in(who))
    ]
    promises: list[tuple[str, date | None]] = [(one.what, one.due_on) for one in line.promises]
    promises += promise_in(fields.get("promise", ""), today)
    return Meaning(
        line=line,
        next=step,
        from_note=from_note,
        what=what,
        people=tuple(dict.fromkeys(people)),
        new_people=tuple(dict.fromkeys(new)),
        promises=tuple(dict.fromkeys(promises)),
    )


def problem_words(line: LogLine) -> str:
    """Return what is wrong in the note's marks, in the current language; empty for nothing."""
    if not line.problems:
        return ""
    problem = line.problems[0]
    if problem.code == "next.twice":
        return _("“{text}”: there is a next step already").format(text=problem.text)
    return _("“{text}” is no date; write \\> for a plain >").format(text=problem.text)


def promise_in(text: str, today: date) -> list[tuple[str, date | None]]:
    """Read ``寄样册 >fri``: the words and, behind a mark, the day it is promised for."""
    words = text.strip()
    if words in ("", "-"):
        return []
    line = parse_log_line(words, today=today, order=order(), calendar=calendar())
    if line.next_on is not None and not line.problems:
        return [(" ".join((line.content, line.next_what)).strip(), line.next_on)]
    return [(words, None)]


def _happened(text: str, today: date, now: datetime) -> tuple[date | None, time | None]:
    if not text.strip():
        return None, None
    typed = read_happened(text, today, now)
    if typed.on is None:
        raise date_error(typed)
    if typed.on == today and typed.at is None:
        return None, None
    return typed.on, typed.at


def _channel(text: str) -> str:
    if not text.strip():
        return Channel.CALL.value
    value = matching(text, choices(Channel))
    if value is None:
        words = [word for _value, word in choices(Channel)]
        raise KamError("channel.unknown", {"channel": text, "known": words})
    return value


def as_channel(value: str | None) -> str:
    """Return a plan's channel as a contact's: an errand is no contact, so it becomes a call."""
    if value is None or value == FollowUpChannel.ERRAND.value:
        return Channel.CALL.value
    return value

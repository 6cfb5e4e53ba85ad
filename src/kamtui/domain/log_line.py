"""The one-line log grammar: ``同意试样 >2w 样品回访 !寄样册 @张工`` (ux.md, One line)."""

import re
from dataclasses import dataclass
from datetime import date, time

from kamtui.domain.dates import DateOrder
from kamtui.domain.markers import LineProblem, NextStep, bare_word, read_next, segments
from kamtui.domain.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class LinePromise:
    """Something promised; the grammar has no date for it, so `due_on` is None."""

    what: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """What a note says beside its words.

    Attributes:
        content: The note without what was marked and understood, its lines kept.
        next_on: The next date.
        next_at: Its time of day, local.
        next_what: What is to be done then; may be empty.
        next_clears: The note says that there is no next date (``>none``).
        promises: In the order typed.
        people: Who took part, each once, as typed.
        problems: What was marked but not understood; it is still in the content.
    """

    content: str
    next_on: date | None = None
    next_at: time | None = None
    next_what: str = ""
    next_clears: bool = False
    promises: tuple[LinePromise, ...] = ()
    people: tuple[str, ...] = ()
    problems: tuple[LineProblem, ...] = ()


def parse_log_line(
    text: str,
    *,
    today: date,
    order: DateOrder = DateOrder.DMY,
    calendar: WorkCalendar | None = None,
) -> LogLine:
    r"""Return a note with its next step, promises and people taken out.

    ``>`` next date and what, ``!`` a promise, ``@`` who, with their twins ``》＞！＠``, at the
    beginning of a line or after white space; ``\>`` is a plain ``>``.  Nothing typed is lost.
    """
    lines: list[str] = []
    step: NextStep | None = None
    promises: list[LinePromise] = []
    people: dict[str, None] = {}
    problems: list[LineProblem] = []
    for line in re.split(r"\r\n|\r|\n", text):
        words: list[str] = []
        for part in segments(line, ">!@"):
            name = bare_word(part.text)
            if part.marker == "!":
                promises.append(LinePromise(" ".join(part.text.split())))
            elif part.marker == "@" and name:
                people[name] = None
            elif part.marker == ">" and step is not None:
                problems.append(LineProblem("next.twice", part.text))
                words.append(part.raw)
            elif part.marker == ">":
                step, problem = read_next(part.text, today=today, order=order, calendar=calendar)
                if problem is not None:
                    problems.append(problem)
                    words.append(part.raw)
            else:
                words.append(part.text if not part.marker else part.raw)
        kept = _joined(words, line)
        if kept or not line.strip():
            lines.append(kept)
    found = step or NextStep(None, None, "", False)
    return LogLine(
        content="\n".join(lines).strip("\n"),
        next_on=found.on,
        next_at=found.at,
        next_what=found.what,
        next_clears=found.clears,
        promises=tuple(promises),
        people=tuple(people),
        problems=tuple(problems),
    )


def _joined(words: list[str], line: str) -> str:
    """Join what is left of a line, with one space where something was taken out."""
    kept = " ".join(word.strip() for word in words if word.strip())
    indent = line[: len(line) - len(line.lstrip())]
    return indent + kept if kept and line.lstrip().startswith(kept[:1]) else kept

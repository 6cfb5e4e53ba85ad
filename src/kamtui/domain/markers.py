"""Where the markers of the one-line grammars stand in a line, and what each one marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from kamtui.domain.dates import DateOrder, TypedDate, longest_date_prefix
from kamtui.domain.workdays import WorkCalendar

#: Full-width twins, which a Chinese input method types without leaving it (ux.md, One line).
TWINS = {"》": ">", "＞": ">", "！": "!", "＠": "@", "＃": "#"}
_TRAILING = ",，.。;；、"


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Something marked that could not be understood; its text stays in the line's words.

    Attributes:
        code: ``date.unknown``, ``date.past``, ``date.invalid``, ``date.ambiguous``,
            ``date.holiday``, ``next.twice``, ``grade.twice`` or ``name.missing``.
        text: The words concerned, as typed.
        suggestion: A day to offer.
    """

    code: str
    text: str
    suggestion: date | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a line: a marker (empty for plain words) and the text that follows it."""

    marker: str
    text: str
    raw: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What stands after ``>``: a date, perhaps a time, and what is to be done."""

    on: date | None
    at: time | None
    what: str
    clears: bool


def segments(line: str, markers: str) -> Iterator[Segment]:
    r"""Yield the parts of one line in order; their `raw` texts joined make up the line.

    A marker counts only at the beginning or after white space and with something right behind it,
    so that ``5 > 3``, ``a@b.com`` and ``好!`` are words; ``\>`` is a word too.  ``@`` and ``#``
    take one word and give the rest back, ``>`` and ``!`` run to the next marker.
    """
    signs = re.escape(markers + "".join(twin for twin, sign in TWINS.items() if sign in markers))
    # Behind the marker something that is no marker: !!! and >= are words, as are >> quotations.
    starts = list(re.finditer(rf"(?<!\S)[{signs}](?=[^\s=!！>》＞@＠#＃])", line))
    position = 0
    for index, start in enumerate(starts):
        if start.start() > position:
            yield _words(line[position : start.start()], signs)
        end = starts[index + 1].start() if index + 1 < len(starts) else len(line)
        marker = TWINS.get(start[0], start[0])
        if marker in "@#":
            word = re.compile(r"\S+").match(line, start.end())
            end = word.end() if word else end
        body = line[start.end() : end].strip()
        yield Segment(marker, body, line[start.start() : end])
        position = end
    if position < len(line):
        yield _words(line[position:], signs)


def _words(raw: str, signs: str) -> Segment:
    return Segment("", re.sub(rf"(?<!\S)\\(?=[{signs}])", "", raw), raw)


def read_next(
    body: str, *, today: date, order: DateOrder, calendar: WorkCalendar | None = None
) -> tuple[NextStep | None, LineProblem | None]:
    """Read the words after ``>``: the longest date they begin with, then what is to be done."""
    words = body.split()
    bare = [_bare(word) for word in words]
    typed, taken = longest_date_prefix(bare, today=today, order=order, calendar=calendar)
    if typed.error is not None:
        return None, _problem(typed, words, taken)
    # >明天上午 拜访: a half day is no time, so it stays among the words.
    rest = [typed.half, *words[taken:]] if typed.half else words[taken:]
    return NextStep(typed.on, typed.at, " ".join(rest), typed.clears), None


def bare_word(body: str) -> str:
    """Return a marked word without the punctuation that ends it."""
    return body.rstrip(_TRAILING)


def _bare(word: str) -> str:
    return word.rstrip(",，;；") or word


def _problem(typed: TypedDate, words: list[str], taken: int) -> LineProblem:
    return LineProblem(f"date.{typed.error}", " ".join(words[: max(taken, 1)]), typed.suggestion)

"""Quick add: a customer in one line, ``华东机械 13800138000 @李总 #A >2w 续约报价`` (ux.md)."""

import re
from dataclasses import dataclass
from datetime import date, time

from kamtui.domain.dates import DateOrder
from kamtui.domain.markers import LineProblem, NextStep, bare_word, read_next, segments
from kamtui.domain.names import digits
from kamtui.domain.workdays import WorkCalendar

_GRADES = frozenset("ABCD")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 20
_PHONE = re.compile(r"[+＋]?[0-9０-９()（）.\-－]+(?:(?:转|ext\.?|x)[0-9]{1,6})?", re.IGNORECASE)
_GROUP = re.compile(r"[(（]?[0-9]{2,}[)）]?(?:-[0-9]+)*")
_ISO_DAY = re.compile(r"[0-9]{4}[-.][0-9]{1,2}[-.][0-9]{1,2}")
_BETWEEN_PHONES = re.compile(r"[/,;，；、]")


@dataclass(frozen=True, slots=True)
class QuickAdd:
    """A customer as one line states it.

    Attributes:
        name: The words that are nothing else, spaces single.
        phones: As typed, each once.
        contacts: Names after ``@``.
        grade: A to D after ``#``, else None.
        tags: Other words after ``#``.
        next_on: Date of the first follow-up.
        next_at: Its time of day, local.
        next_what: What is to be done then; may be empty.
        problems: What was marked but not understood; it is still in the name.
    """

    name: str
    phones: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    grade: str | None = None
    tags: tuple[str, ...] = ()
    next_on: date | None = None
    next_at: time | None = None
    next_what: str = ""
    problems: tuple[LineProblem, ...] = ()


def parse_quick_add(
    text: str,
    *,
    today: date,
    order: DateOrder = DateOrder.DMY,
    calendar: WorkCalendar | None = None,
) -> QuickAdd:
    """Return the customer that a line states; an unknown word stays in the name.

    A word of 7 digits or more is a phone; spaces are inside one only after ``+86 138...``.
    ``@`` contact, ``#`` grade or tag, ``>`` first follow-up; twins ``＠ ＃ 》 ＞``.
    """
    name: list[str] = []
    phones: dict[str, None] = {}
    contacts: dict[str, None] = {}
    tags: dict[str, None] = {}
    grade: str | None = None
    step: NextStep | None = None
    problems: list[LineProblem] = []
    for part in segments(" ".join(text.split()), ">@#"):
        word = bare_word(part.text)
        if part.marker == "@" and word:
            contacts[word] = None
        elif part.marker == "#" and word:
            letter = _grade(word)
            if letter is None:
                tags[word] = None
            elif grade in (None, letter):
                grade = letter
            else:
                problems.append(LineProblem("grade.twice", part.raw))
                name.append(part.raw)
        elif part.marker == ">" and step is None:
            step, problem = read_next(part.text, today=today, order=order, calendar=calendar)
            if problem is not None:
                problems.append(problem)
                name.append(part.raw)
        elif part.marker:
            if part.marker == ">":
                problems.append(LineProblem("next.twice", part.text))
            name.append(part.raw)
        else:
            sort_words(part.text.split(), name=name, phones=phones)
    whole = " ".join(" ".join(name).split())
    if not whole:
        problems.append(LineProblem("name.missing", text.strip()))
    found = step or NextStep(None, None, "", False)
    return QuickAdd(
        name=whole,
        phones=tuple(phones),
        contacts=tuple(contacts),
        grade=grade,
        tags=tuple(tags),
        next_on=found.on,
        next_at=found.at,
        next_what=found.what,
        problems=tuple(problems),
    )


def _grade(word: str) -> str | None:
    letter = word.translate({code: code - 0xFEE0 for code in range(0xFF21, 0xFF5B)}).upper()
    return letter if letter in _GRADES else None


def sort_words(words: list[str], *, name: list[str], phones: dict[str, None]) -> None:
    """Put each plain word to the phones or to the name, which both are filled in place."""
    index = 0
    while index < len(words):
        word = words[index]
        index += 1
        if re.fullmatch(r"[+＋][0-9０-９]{1,4}(?:-[0-9]+)*", word):
            while index < len(words) and _GROUP.fullmatch(words[index]):
                if len(digits(word + words[index])) > 15:
                    break
                word += f" {words[index]}"
                index += 1
            several = [word]
        else:
            several = [piece for piece in _BETWEEN_PHONES.split(word) if piece]
        if several and all(map(_is_phone, several)):
            phones.update(dict.fromkeys(several))
        else:
            name.append(word)


def _is_phone(word: str) -> bool:
    return (
        _FEWEST_DIGITS <= len(digits(word)) <= _MOST_DIGITS
        and _PHONE.fullmatch(word.replace(" ", "")) is not None
        and _ISO_DAY.fullmatch(word) is None
    )

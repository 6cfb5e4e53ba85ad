"""The rules of a dimension or a portrait as a form: one line a segment, said in words as typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual import on

from kamtui.domain.errors import KamError
from kamtui.domain.segments.grammar import MOST_SEGMENTS, parse_dimension, parse_rule
from kamtui.domain.segments.measures import MEASURES
from kamtui.domain.segments.model import Rule
from kamtui.i18n import _, pgettext
from kamtui.present.segment_words import (
    dimension_label,
    measure_label,
    portrait_label,
    rule_words,
    segment_label,
)
from kamtui.services import segments
from kamtui.services.drafts import FormText
from kamtui.tui.messages import Written
from kamtui.tui.panels.field import Field
from kamtui.tui.panels.field_form import FieldForm
from kamtui.tui.panels.fields import FieldLines
from kamtui.tui.panels.form import show_form
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part

__all__ = ["RulesForm", "RulesOf", "open_segment_rules"]

_PORTRAIT = "portrait."
_NAME, _LINE = "name", "line"
#: Empty lines behind the rules there are.
_SPARE = 2
#: What a line may look like; the words of rules are the same in every language.
_EXAMPLE = "gold: amount.12 >= 100000"
_PORTRAIT_EXAMPLE = "years_together >= 3"
_AT = re.compile(r".*\[(\d+)\]$", re.DOTALL)
#: The word being typed in a condition.
_WORD = re.compile(r"[\w.]*$")


class RulesOf(NamedTuple):
    """Whose rules to open.

    Attributes:
        by: A dimension, or ``portrait.high``.
        line: The line the keyboard goes to, from 0.
    """

    by: str
    line: int = 0


async def open_segment_rules(screen: KamScreen, item: object = None) -> None:
    """Open the rules that a `RulesOf` names; those of a new dimension without one.

    Raises:
        KamError: ``segments.unknown`` where another window forgot it meanwhile.
    """
    if item is None:
        names = await screen.operations.fetch(lambda: segments.names(screen.desk))
        await show_form(screen, RulesForm(screen, None, (), names))
    elif isinstance(item, RulesOf):
        by, line = item
        lines = await screen.operations.fetch(lambda: segments.rules_of(screen.desk, by=by))
        await show_form(screen, RulesForm(screen, by, lines, (), first=line))


def label_of(by: str) -> str:
    """Return what a dimension or portrait is called."""
    if by.startswith(_PORTRAIT):
        return portrait_label(by.removeprefix(_PORTRAIT))
    return dimension_label(by)


class RulesForm(FieldForm):
    """A field a line; an empty line is none."""

    def __init__(
        self,
        screen_: KamScreen,
        by: str | None,
        lines: Sequence[str],
        names: Sequence[str],
        *,
        first: int = 0,
    ) -> None:
        """Start with the lines there are.

        Args:
            screen_: Where it is opened.
            by: The dimension, ``portrait.high``; None for a new dimension.
            lines: What stands in the book.
            names: The dimensions there are, for a new one.
            first: The line the keyboard goes to, from 0.
        """
        super().__init__(screen_)
        self.by, self.base, self._known = by, tuple(lines), tuple(names)
        self._first = first
        self.title = _("Rules") if by is not None else _("New dimension")
        self.subject = label_of(by) if by is not None else ""
        self.desk = screen_.desk
        #: Their lines after a conflict.
        self._others: tuple[str, ...] | None = None
        self.build(self._fields(self.base))

    @property
    def is_portrait(self) -> bool:
        """Whether the lines are traits, which have no names."""
        return self.by is not None and self.by.startswith(_PORTRAIT)

    def _fields(self, lines: Sequence[str]) -> list[Field]:
        fields = []
        if self.by is None:
            fields.append(Field(_NAME, _("Name"), row=0, hint=_("what customers are divided by")))
        for number in range(1, min(MOST_SEGMENTS, len(lines) + _SPARE) + 1):
            text = lines[number - 1] if number <= len(lines) else ""
            fields.append(self._field(number, text, row=len(fields)))
        return fields

    def _field(self, number: int, text: str, *, row: int) -> Field:
        hint = _("condition") if self.is_portrait else _("name: condition")
        return Field(
            f"{_LINE}{number}", str(number), text, row=row, hint=hint, continued=True,
            offers=_offers,
        )  # fmt: skip

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "segment_rules"

    @property
    def draft_record(self) -> str:
        """Of which dimension or portrait."""
        return self.by or ""

    def restore_texts(self, texts: Mapping[str, FormText]) -> dict[str, str] | None:
        """Put back what was typed before, on as many lines as it had."""
        ends = [name.removeprefix(_LINE) for name in texts if name.startswith(_LINE)]
        last = max((int(end) for end in ends if end.isdecimal()), default=0)
        if last >= len(self._numbered()):
            self._extend(last + 1)
        return super().restore_texts(texts)

    def _extend(self, lines: int) -> None:
        """Have so many lines at least, never more than a dimension may have."""
        for number in range(len(self._numbered()) + 1, min(lines, MOST_SEGMENTS) + 1):
            self.lines.extend([self._field(number, "", row=self.lines.rows)])
        self.fit()

    def _numbered(self) -> list[Field]:
        return [one for one in self.lines.fields if one.name != _NAME]

    # -- what is typed, in words ---------------------------------------------------------------

    @on(FieldLines.Edited)
    def _edited(self) -> None:
        numbered = self._numbered()
        if numbered[-1] is self.lines.current and numbered[-1].typed:
            self._extend(len(numbered) + 1)
        self.moved()

    def moved(self) -> None:
        """Say what the line in hand means."""
        one = self.lines.current
        text = one.typed.strip()
        if one.name == _NAME:
            self.owner.say("")
        elif text:
            self.owner.say(((self._words(text), "muted", False),))
        else:
            words = _("as in {example}; Right completes a fact")
            example = _PORTRAIT_EXAMPLE if self.is_portrait else _EXAMPLE
            self.owner.say(words.format(example=example))

    def focus_first(self) -> None:
        """Take the keyboard to the line it was opened for, and say what that means."""
        super().focus_first()
        self.lines.enter(self._first)
        self.moved()

    def _words(self, text: str) -> str:
        ascii_only, by = self.owner.brush.ascii, self.by or ""
        masked = self.owner.kam.masked
        try:
            if self.is_portrait:
                return "= " + rule_words(
                    parse_rule(text, path=""), ascii_only=ascii_only, masked=masked
                )
            found = parse_dimension(by, [text], path="")
        except KamError as error:
            return self._sentence(error, None)
        if found.each is not None:
            return "= " + _("a segment for each {what}").format(what=measure_label(found.each))
        [segment] = found.segments
        rule: Rule = segment.rule
        words = rule_words(rule, ascii_only=ascii_only, masked=masked)
        said = pgettext("evidence", "{name}: {value}")
        return "= " + said.format(name=segment_label(by, segment.key), value=words)

    def _sentence(self, error: KamError, number: int | None) -> str:
        """Return why a line is refused, with its number instead of the setting's name."""
        where = _("line {number}").format(number=number) if number is not None else _("this line")
        return self.owner.error_words(KamError(error.code, {**error.params, "path": where}))

    def left_open(self) -> None:
        """Say that nothing was changed; what was said about a line goes with the form."""
        self.owner.say("")
        super().left_open()

    # -- saving --------------------------------------------------------------------------------

    def _typed(self) -> list[tuple[Field, str]]:
        """Return the lines that hold something, with their fields."""
        return [(one, one.typed.strip()) for one in self._numbered() if one.typed.strip()]

    async def save(self) -> None:
        """Save the lines as one step."""
        lines = [text for _field, text in self._typed()]
        by, desk, base = self.by, self.desk, self.base
        if by is None:
            by = self._new_name(lines)
            if by is None:
                return
        name = by
        changes = await self.owner.operations.perform(
            lambda: segments.set_rules(desk, by=name, lines=lines, base=base)
        )
        self.close()
        if not changes.group_id:
            self.owner.say(_("Nothing was changed"))
            return
        verb = _("Rules changed:") if self.by is not None else _("Added:")
        self.owner.say(self.owner.told(verb, label_of(name)))
        self.owner.post_message(Written(changes))

    def _new_name(self, lines: Sequence[str]) -> str | None:
        """Return the name of a new dimension; None where something lacks, which is said."""
        from kamtui.domain.names import fold

        field = self.lines.named(_NAME)
        name = field.typed.strip()
        if not name:
            raise KamError("segments.no_name")
        if any(fold(name) in (fold(one), fold(dimension_label(one))) for one in self._known):
            raise KamError("segments.name_taken", {"name": name})
        if not lines:
            self.lines.enter(self.lines.fields.index(self._numbered()[0]))
            self.owner.say(((_("A dimension needs a line: a name, a colon, a condition"),
                             "late", True),))  # fmt: skip
            return None
        return name

    def failed(self, error: KamError) -> None:
        """Say why and go to the line; after a conflict saving again keeps one's own."""
        if error.code == "setting.conflict":
            self._conflict(error)
            return
        typed = self._typed()
        found = _AT.match(str(error.params.get("path", "")))
        at = int(found[1]) if found else 0
        if error.code == "segments.invalid" and 1 <= at <= len(typed):
            field = typed[at - 1][0]
            self.lines.enter(self.lines.fields.index(field))
            self.refresh_title()
            number = int(field.name.removeprefix(_LINE))
            self.owner.say(((self._sentence(error, number), "late", True),))
            return
        if error.code in ("segments.no_name", "segments.name_taken", "segments.name_long"):
            self.lines.enter(0)
            self.owner.say(((_name_words(self.owner, error), "late", True),))
            return
        super().failed(error)

    def _conflict(self, error: KamError) -> None:
        theirs = error.params.get("theirs")
        self._others = tuple(map(str, theirs)) if isinstance(theirs, list) else ()
        self.base = self._others
        self.owner.say(
            (
                (_("Another window changed these rules meanwhile"), "late", True),
                ("   ctrl+s", "accent", False),
                (" " + _("keeps yours"), "muted", False),
                ("  ctrl+t", "accent", False),
                (" " + _("theirs"), "muted", False),
            )
        )

    def do_panel_theirs(self) -> None:
        """Take the lines the other window wrote."""
        if self._others is None:
            super().do_panel_theirs()
            return
        others, self._others = self._others, None
        self._extend(len(others))
        for place, field in enumerate(self._numbered()):
            field.put(others[place] if place < len(others) else "", touched=False)
        self.lines.redraw()
        parts: tuple[Part, ...] = ((_("These are the other window's rules"), "text", False),)
        self.owner.say(parts)


def _name_words(screen: KamScreen, error: KamError) -> str:
    """Return why a name is refused, in words of a form."""
    if error.code == "segments.no_name":
        return _("A dimension needs a name")
    if error.code == "segments.name_taken":
        return _("There is a dimension of this name already")
    return screen.error_words(error)


def _offers(typed: str) -> list[str]:
    """Complete the word being typed with the facts a rule can ask."""
    found = _WORD.search(typed)
    word = found[0] if found else ""
    if not word:
        return []
    before = typed[: len(typed) - len(word)]
    return [before + name for name in MEASURES if name.startswith(word.casefold())]

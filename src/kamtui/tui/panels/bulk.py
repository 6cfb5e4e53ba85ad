"""Changing all marked customers at once: what, then to what, in the status row; one undo step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from kamtui.domain.errors import KamError
from kamtui.domain.names import fold
from kamtui.domain.tag_changes import BREAKS, parse_tag_changes
from kamtui.domain.typed_words import quoted
from kamtui.i18n import _, ngettext
from kamtui.present.dates import weekday_date
from kamtui.present.grading import class_label
from kamtui.present.safe_text import safe_text
from kamtui.services import bulk, customer_list
from kamtui.services.grade_names import grades_of
from kamtui.tui.panels.add import BY_CADENCE, ask_plan
from kamtui.tui.panels.line_drafts import LineDraft
from kamtui.tui.screens.saved_filters import begins
from kamtui.tui.widgets.prompt import ChoicePrompt, Option, Part, TextPrompt
from kamtui.tui.widgets.words import cadence_text

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.tui.screens.base import KamScreen
    from kamtui.tui.screens.customers_base import CustomerRowsScreen

__all__ = ["open_bulk"]

#: Below this width the number alone says how many.
NARROW = 70
#: Cadences offered; any other may be typed.
_CADENCES = ("1m visit", "3m call", "6m email", "2w call", "none")
_GRADES = "ABCD"

Change = Callable[[tuple[str, ...]], "ChangeSet"]


async def open_bulk(screen: KamScreen, item: object = None) -> None:
    """Ask what of some customers is to change and to what, and change it."""
    if isinstance(item, tuple) and item:
        await _Bulk(cast("CustomerRowsScreen", screen), item).run()


class _Bulk:
    """One question after another; Esc leaves everything as it is."""

    def __init__(self, screen: CustomerRowsScreen, chosen: tuple[str, ...]) -> None:
        self._screen, self._chosen = screen, chosen
        self._known: tuple[str, ...] = ()

    async def run(self) -> None:
        """Ask for the field."""
        count = len(self._chosen)
        title = ngettext("{count} customer", "{count} customers", count).format(count=count)
        if self._screen.size.width < NARROW:
            title = str(count)
        archived = self._screen.shows_archived
        back = _("Bring back") if archived else _("Archive")
        names = (_("Tag"), _("Owner"), _("Grade"), _("Cadence"), _("Plan"), back)
        steps = (self._tag, self._owner, self._grade, self._cadence, self._plan, self._archive)
        options = [
            Option(str(place), name, str(place)) for place, name in enumerate(names, start=1)
        ]
        answer = await self._screen.ask(ChoicePrompt(title, tuple(options)))
        if answer is None:
            self._screen.tell_marks()
            return
        await steps[int(answer) - 1]()

    async def _tag(self) -> None:
        await self._read("tag")

        def remark(text: str) -> tuple[Part, ...]:
            add, remove = parse_tag_changes(text)
            parts: list[Part] = []
            for sign, words, role in (("+", add, "accent"), ("-", remove, "late_plain")):
                parts += [(f"{sign}{safe_text(word)} ", role, False) for word in words]
            return (*parts, *self._offer(text, last=True))

        def check(text: str) -> tuple[Part, ...] | None:
            add, remove = parse_tag_changes(text)
            if not add and not remove:
                return ((_("tags to add, -tag takes one away"), "late", True),)
            if {fold(one) for one in add} & {fold(one) for one in remove}:
                return ((_("one tag is added and taken away"), "late", True),)
            return None

        text = await self._ask(_("Tag"), remark, check, last=True)
        if text is None:
            return
        add, remove = parse_tag_changes(text)
        detail = " ".join((*(f"+{one}" for one in add), *(f"-{one}" for one in remove)))
        desk = self._screen.desk
        await self._write(
            _("Tag"), detail, lambda ids: bulk.tag(desk, customer_ids=ids, add=add, remove=remove)
        )

    async def _owner(self) -> None:
        await self._read("owner")
        text = await self._ask(
            _("Owner"),
            lambda typed: self._offer(typed) or self._unused(typed) or _hint(typed),
            lambda typed: None if typed.strip() else ((_("a name; - for nobody"), "late", True),),
        )
        await self._field("owner", _("Owner"), text)

    async def _grade(self) -> None:
        desk = self._screen.desk
        classes = await self._screen.operations.fetch(lambda: grades_of(desk))
        grades = dict.fromkeys((*_GRADES, *classes))
        options = [
            Option(str(place), class_label(grade), grade, keys=(grade, grade.lower()))
            for place, grade in enumerate(grades, start=1)
        ]
        none = Option("0", _("none"), "-", keys=("-",))
        answer = await self._screen.ask(ChoicePrompt(_("Grade"), (*options, none)))
        if answer is None:
            self._screen.tell_marks()
            return
        await self._field("grade", _("Grade"), answer)

    async def _cadence(self) -> None:
        self._known = _CADENCES

        def remark(text: str) -> tuple[Part, ...]:
            words = cadence_text(text.strip()) if _is_cadence(text) else ""
            echo: tuple[Part, ...] = (("= " + words + "  ", "text", True),) if words else ()
            return (*echo, *self._offer(text)) or _hint(text)

        def check(text: str) -> tuple[Part, ...] | None:
            if text.strip() == "-" or _is_cadence(text):
                return None
            return ((_("1m visit, 3m call, none; - as its grade"), "late", True),)

        text = await self._ask(_("Cadence"), remark, check)
        await self._field("cadence", _("Cadence"), text)

    async def _plan(self) -> None:
        line = LineDraft(self._screen, "bulk_plan", "", title=_("Plan for marked customers"))
        draft = await ask_plan(self._screen, _("Plan"), cadence=True, line=line)
        if draft is BY_CADENCE:
            line.forget()  # two words are typed again sooner than looked for
            await self._plan_by_cadence()
            return
        if draft is None:
            self._screen.tell_marks()
            return
        desk = self._screen.desk

        def write(ids: tuple[str, ...]) -> ChangeSet:
            changes = bulk.plan(desk, customer_ids=ids, draft=draft)
            line.forget()
            return changes

        await self._write(_("Planned:"), f"{weekday_date(draft.on)} {draft.what}", write)

    async def _plan_by_cadence(self) -> None:
        """Plan those without a plan, so many a day; the others stay as they are."""
        marked = self._chosen == self._screen.line_list.marks
        changes = await self._screen.kam.open_panel("by_cadence", self._screen, self._chosen)
        if changes is not None and marked:
            self._screen.drop_marks()

    async def _archive(self) -> None:
        await self._screen.archive(self._chosen)

    async def _field(self, name: str, label: str, text: str | None) -> None:
        """Set one field; ``-`` clears it."""
        if text is None:
            return
        typed = text.strip()
        value = "" if typed == "-" else typed
        desk = self._screen.desk
        await self._write(
            label,
            typed,
            lambda ids: bulk.edit(desk, customer_ids=ids, assignments={name: value}),
        )

    async def _write(self, label: str, detail: str, do: Change) -> None:
        await self._screen.change_all(label, self._chosen, do, detail=detail)

    # -- the strip -------------------------------------------------------------------------------

    async def _read(self, field: str) -> None:
        desk = self._screen.desk
        self._known = await self._screen.operations.fetch(
            lambda: customer_list.words(desk, field=field)
        )

    async def _ask(
        self,
        title: str,
        remark: Callable[[str], tuple[Part, ...]],
        check: Callable[[str], tuple[Part, ...] | None],
        *,
        last: bool = False,
    ) -> str | None:
        """Ask for a text; Tab takes the first word offered."""

        def other_key(key: str) -> bool:
            start, offered = self._offered(prompt.text, last=last)
            if key not in ("tab", "down") or not offered:
                return False
            word = quoted(offered[0], breaks=BREAKS) if last else offered[0]
            prompt.put(prompt.text[:start] + word + (" " if last else ""))
            return True

        prompt = TextPrompt(title, remark=remark, check=check, other_key=other_key)
        text = await self._screen.ask(prompt)
        if text is None:
            self._screen.tell_marks()
        return text

    def _offered(self, text: str, *, last: bool) -> tuple[int, Sequence[str]]:
        """Return where the word being typed begins and the known words that begin so."""
        start = 0
        if last:
            start = max(text.rfind(one) + 1 for one in (" ", "\u3000", *BREAKS))
            start += 1 if text[start : start + 1] in ("+", "-", "#", "＋", "－", "＃") else 0
        typed = text[start:].strip()
        fitting = [one for one in self._known if begins(one, typed) and one != typed]
        return start, fitting[:5]

    def _unused(self, text: str) -> tuple[Part, ...]:
        """Say that nobody is called so yet: it may be a slip."""
        typed = text.strip()
        if not typed or typed in ("-", *self._known):
            return ()
        return ((_("a name not used before"), "late_plain", False),)

    def _offer(self, text: str, *, last: bool = False) -> tuple[Part, ...]:
        offered = self._offered(text, last=last)[1]
        if not offered:
            return ()
        words = "  ".join(map(safe_text, offered))
        return (("Tab ", "accent", False), (words, "muted", False))


def _is_cadence(text: str) -> bool:
    from kamtui.domain.cadence import parse_cadence

    try:
        parse_cadence(text)
    except KamError:
        return False
    return True


def _hint(text: str) -> tuple[Part, ...]:
    """Say what Enter and ``-`` do where nothing is offered."""
    if text.strip() == "-":
        return ((_("none"), "text", True),)
    return (("- ", "accent", False), (_("clears it"), "muted", False))

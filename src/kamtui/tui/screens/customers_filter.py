"""The filter of the customer list: short words, completed and counted as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamtui.domain.customer_filter import parse_filter
from kamtui.i18n import _, language, ngettext
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.prompt import Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.tui.screens.customers import CustomersScreen

__all__ = ["FilterFlow", "completions"]

#: Words the parser knows, offered in the language of the screen.
_WORDS = {
    "en": ("A", "B", "C", "late", "noplan", "nograde", "archived", "prospect", "new", "mature",
           "at_risk", "owner:", "region:", "city:"),
    "zh": ("A", "B", "C", "逾期", "未安排", "未分级", "已归档", "潜在", "新", "成熟", "流失风险",
           "负责人:", "区域:", "城市:"),
}  # fmt: skip
#: The field whose values complete a word that begins so.
_FIELDS = {
    "owner": "owner", "负责人": "owner", "region": "region", "区域": "region", "地区": "region",
    "city": "city", "城市": "city",
}  # fmt: skip


def completions(text: str, values: dict[str, tuple[str, ...]], most: int = 6) -> tuple[str, ...]:
    """Return the words the last word of a filter may become, the likeliest first.

    Args:
        text: What is typed.
        values: Field to the values there are.
        most: At most so many.
    """
    text = text.replace("：", ":")
    last = "" if text.endswith((" ", "\u3000")) else (text.split() or [""])[-1]
    name, colon, begun = last.partition(":")
    field = _FIELDS.get(name.casefold()) if colon else None
    if field is not None:
        fitting = [
            one for one in values.get(field, ()) if one.casefold().startswith(begun.casefold())
        ]
        return tuple(f"{name}:{one}" for one in fitting if " " not in one)[:most]
    words = (*_WORDS["zh" if language() == "zh" else "en"], *_WORDS["en"], *_WORDS["zh"])
    used = set(text.split())
    fitting = [
        one
        for one in dict.fromkeys(words if last else words[: len(_WORDS["en"])])
        if one.casefold().startswith(last.casefold()) and one not in used and one != last
    ]
    return tuple(fitting[:most])


class FilterFlow:
    """One question in the status row, from `f` to Enter or Esc."""

    def __init__(self, screen: CustomersScreen, text: str) -> None:
        """Begin with the filter there is."""
        self._screen = screen
        self._values: dict[str, tuple[str, ...]] = {}
        self._count: int | None = None
        self._prompt = TextPrompt(
            _("Filter"),
            text,
            remark=self._remark,
            check=self._check,
            changed=self._changed,
            other_key=self._other_key,
        )

    async def run(self) -> str | None:
        """Ask; return the words, None where the question was left."""
        book = self._screen.lists
        self._screen.operations.read(
            self._screen,
            lambda: {
                field: book.customer_words(field=field) for field in ("owner", "region", "city")
            },
            lambda values: self._screen.answer(lambda: self._take_values(values)),
            group="words",
        )
        if self._prompt.text:
            self._changed(self._prompt.text)
        return await self._screen.ask(self._prompt)

    def _take_values(self, values: dict[str, tuple[str, ...]]) -> None:
        self._values = values
        self._screen.status.redraw()

    def _changed(self, text: str) -> None:
        self._count = None
        wanted = parse_filter(text)
        if wanted.unknown:
            return
        book = self._screen.lists

        def take(count: int) -> None:
            if text == self._prompt.text:
                self._count = count
                self._screen.status.redraw()

        self._screen.operations.read(
            self._screen,
            lambda: book.customer_count(wanted=wanted),
            lambda count: self._screen.answer(lambda: take(count)),
            group="count",
        )

    def _other_key(self, key: str) -> bool:
        if key not in ("tab", "down"):
            return False
        offered = completions(self._prompt.text, self._values)
        if not offered:
            return False
        text = self._prompt.text
        kept = text[: text.rfind(" ") + 1] if " " in text else ""
        self._prompt._set(kept + offered[0] + ("" if offered[0].endswith(":") else " "), 10_000)
        return True

    def _check(self, text: str) -> tuple[Part, ...] | None:
        unknown = parse_filter(text).unknown
        if not unknown:
            return None
        words = ", ".join(safe_text(word) for word in unknown)
        return ((_("not understood:") + " ", "late", True), (words, "text", False))

    def _remark(self, text: str) -> tuple[Part, ...]:
        parts: list[Part] = []
        unknown = parse_filter(text).unknown
        offered = completions(text, self._values)
        typing = unknown and not text.endswith(" ") and offered
        if unknown and not typing:
            return self._check(text) or ()
        if text.strip() and self._count is not None:
            words = ngettext("{count} customer", "{count} customers", self._count)
            parts.append((words.format(count=self._count) + "  ", "text", False))
        if offered:
            parts += [
                ("Tab ", "accent", False),
                (" ".join(map(safe_text, offered)), "muted", False),
            ]
        return tuple(parts)

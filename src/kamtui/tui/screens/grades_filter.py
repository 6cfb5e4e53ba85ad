"""The filter of the grade review: short words, completed and counted as one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.grade_filter import narrowed, parse_grade_filter
from kamtui.i18n import _, ngettext
from kamtui.present.safe_text import safe_text
from kamtui.tui.screens.filter_words import last_word, offered_words
from kamtui.tui.widgets.prompt import Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.domain.views.grade_review import GradeReview
    from kamtui.tui.screens.grades import GradesScreen

__all__ = ["ask_filter", "completions"]

_WORDS = {
    "en": ("up", "down", "A", "B", "C", "open", "decided", "overridden", "nodata", "nograde",
           "owner:", "region:", "city:", "#"),
    "zh": ("升", "降", "A", "B", "C", "未定", "已定", "人工调整", "数据不足", "未分级",
           "负责人:", "区域:", "城市:", "#"),
}  # fmt: skip


def completions(text: str, values: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return what the last word may become, the likeliest first."""
    return offered_words(text, values, _WORDS)


def _values(review: GradeReview) -> dict[str, list[str]]:
    """Return the owners, regions, cities and tags of the rows there are."""
    accounts = [one.account for one in (*review.rows, *review.refused) if one.account is not None]
    found = {
        field: sorted({value for one in accounts if (value := getattr(one, field))})
        for field in ("owner", "region", "city")
    }
    found["tag"] = sorted({tag for one in accounts for tag in one.tags})
    return found


async def ask_filter(screen: GradesScreen, text: str, review: GradeReview) -> str | None:
    """Ask for the words of a filter; None where the question was left."""
    values = _values(review)

    def check(typed: str) -> tuple[Part, ...] | None:
        unknown = parse_grade_filter(typed).unknown
        if not unknown:
            return None
        words = ", ".join(safe_text(word) for word in unknown)
        return ((_("not understood:") + " ", "late", True), (words, "text", False))

    def remark(typed: str) -> tuple[Part, ...]:
        wanted, offered = parse_grade_filter(typed), completions(typed, values)
        typing = wanted.unknown and not typed[-1:].isspace() and offered
        if wanted.unknown and not typing:
            return check(typed) or ()
        parts: list[Part] = []
        if typed.strip() and not wanted.unknown and not wanted.asks_for_blanks:
            count = len(narrowed(review, wanted))
            words = ngettext("{count} row", "{count} rows", count).format(count=count)
            parts.append((words + "  ", "text", False))
        if offered:
            parts += [
                ("Tab ", "accent", False),
                (" ".join(map(safe_text, offered)), "muted", False),
            ]
        return tuple(parts)

    def other_key(key: str) -> bool:
        offered = completions(prompt.text, values)
        if key not in ("tab", "down") or not offered:
            return False
        more = "" if offered[0].endswith((":", "#")) else " "
        prompt.put(prompt.text[: last_word(prompt.text).start] + offered[0] + more)
        return True

    prompt = TextPrompt(_("Filter"), text, remark=remark, check=check, other_key=other_key)
    return await screen.ask(prompt)

"""The filter of the grade review: short words, completed and counted as one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kamtui.domain.grade_filter import narrowed, parse_grade_filter
from kamtui.i18n import ngettext
from kamtui.tui.screens.filter_flow import FilterFlow
from kamtui.tui.screens.filter_words import offered_words

if TYPE_CHECKING:
    from kamtui.domain.views.grade_review import GradeReview
    from kamtui.tui.screens.grades import GradesScreen

__all__ = ["GradeWords", "completions"]

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


class GradeWords(FilterFlow):
    """Words of the grade review, over the rows that are there."""

    def __init__(self, screen: GradesScreen, text: str, review: GradeReview) -> None:
        """Begin with the filter there is.

        Args:
            screen: The review.
            text: Its words.
            review: Every row.
        """
        super().__init__(screen, text)
        self._review, self._values = review, _values(review)

    def unknown(self, words: str) -> tuple[str, ...]:
        """Return the words that mean nothing."""
        return parse_grade_filter(words).unknown

    def offered(self, text: str) -> Sequence[str]:
        """Return what the last word may become."""
        return completions(text, self._values)

    def counted(self, words: str) -> str:
        """Return how many rows are left; those without data are not all read before."""
        wanted = parse_grade_filter(words)
        if wanted.asks_for_blanks:
            return ""
        count = len(narrowed(self._review, wanted))
        return ngettext("{count} row", "{count} rows", count).format(count=count)

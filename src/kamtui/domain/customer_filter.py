"""Which customers a list shows and in what order: pure values, typed as short words."""

from dataclasses import dataclass, replace
from enum import StrEnum

from kamtui.domain.enums import Lifecycle

_GRADES = frozenset("ABCD")
_LATE = frozenset({"late", "overdue", "逾期"})
_NO_PLAN = frozenset({"noplan", "no-plan", "未安排"})
_ARCHIVED = frozenset({"archived", "已归档"})
_NO_GRADE = frozenset({"nograde", "未分级"})
_LIFECYCLES = {
    **{one.value: one.value for one in Lifecycle},
    "潜在": "prospect",
    "新": "new",
    "成熟": "mature",
    "流失风险": "at_risk",
}
_NAMED = {
    "owner": "owner", "负责人": "owner", "region": "region", "区域": "region", "地区": "region",
    "city": "city", "城市": "city", "tag": "tag", "标签": "tag",
}  # fmt: skip


class SortOrder(StrEnum):
    """Orders of the customer list, in the order ``S`` steps through them."""

    GRADE = "grade"
    NAME = "name"
    SILENT = "silent"
    NEXT = "next"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """Conditions that must all hold; the default shows everybody who is not archived.

    Attributes:
        grades: Any of these letters; ``~`` means without a grade.
        owner: Whole name of the owner.
        region: Region as written.
        city: City as written.
        tag: One tag.
        lifecycle: A `Lifecycle` value.
        late: Only with something planned before today.
        without_plan: Only with nothing planned.
        archived: Archived customers instead of the others.
        unknown: Words that mean nothing here, to be said on the screen.
    """

    grades: tuple[str, ...] = ()
    owner: str | None = None
    region: str | None = None
    city: str | None = None
    tag: str | None = None
    lifecycle: str | None = None
    late: bool = False
    without_plan: bool = False
    archived: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether nothing is left out."""
        return self == CustomerFilter()


def parse_filter(text: str) -> CustomerFilter:
    """Read ``A B late owner:Wang #重点``; words that mean nothing are in ``unknown``."""
    found = CustomerFilter()
    for word in text.replace("：", ":").replace("＃", "#").split():
        found = _with_word(found, word)
    return found


def _with_word(found: CustomerFilter, word: str) -> CustomerFilter:
    folded = word.casefold()
    if word.upper() in _GRADES:
        return replace(found, grades=tuple(dict.fromkeys((*found.grades, word.upper()))))
    if folded in _NO_GRADE:
        return replace(found, grades=tuple(dict.fromkeys((*found.grades, "~"))))
    if folded in _LATE:
        return replace(found, late=True)
    if folded in _NO_PLAN:
        return replace(found, without_plan=True)
    if folded in _ARCHIVED:
        return replace(found, archived=True)
    if folded in _LIFECYCLES:
        return replace(found, lifecycle=_LIFECYCLES[folded])
    if word.startswith("#") and len(word) > 1:
        return replace(found, tag=word[1:])
    name, colon, value = word.partition(":")
    match _NAMED.get(name.casefold()) if colon and value else None:
        case "owner":
            return replace(found, owner=value)
        case "region":
            return replace(found, region=value)
        case "city":
            return replace(found, city=value)
        case "tag":
            return replace(found, tag=value)
        case _:
            return replace(found, unknown=(*found.unknown, word))

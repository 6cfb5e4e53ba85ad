"""Which customers a list shows and in what order: pure values, typed as short words."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from kamtui.domain.enums import Lifecycle
from kamtui.domain.names import fold
from kamtui.domain.typed_words import TypedWord, quoted, typed_words

__all__ = ["CustomerFilter", "SortOrder", "field_of", "parse_filter", "word_for"]

_GRADES = frozenset("ABCD")
#: Words that are a condition by themselves, as `fold` leaves them, and the attribute they set.
_SWITCHES = {
    "late": "late", "overdue": "late", "逾期": "late",
    "noplan": "without_plan", "no-plan": "without_plan", "未安排": "without_plan",
    "quiet": "quiet", "久未联系": "quiet",
    "stale": "stale", "unverified": "stale", "待核实": "stale",
    "archived": "archived", "已归档": "archived",
    "deleted": "deleted", "已删除": "deleted",
}  # fmt: skip
_NO_GRADE = frozenset({"nograde", "未分级"})
_LIFECYCLES = {
    **{one.value: one.value for one in Lifecycle},
    "潜在": "prospect",
    "新": "new",
    "成熟": "mature",
    "流失风险": "at_risk",
}
#: Names before a colon, as `fold` leaves them, and the field they mean.
_FIELDS = {
    "owner": "owner", "负责人": "owner", "region": "region", "区域": "region", "地区": "region",
    "city": "city", "城市": "city", "tag": "tag", "标签": "tag", "#": "tag",
    "grade": "grade", "等级": "grade",
}  # fmt: skip
_ATTRIBUTES = {"owner": "owners", "region": "regions", "city": "cities", "tag": "tags",
               "grade": "grades"}  # fmt: skip


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

    Values of owner, region, city and tag are compared folded: width, case, accents and the two
    Chinese scripts make no difference.  An empty value means "has none", except of a tag.

    Attributes:
        grades: Any of these: letters, or the names a model's own classes have (``grade:金牌``);
            ``~`` means without a grade.
        owners: Whole name of the owner, any of these.
        regions: Region, any of these.
        cities: City, any of these.
        tags: Tags, all of these.
        lifecycles: `Lifecycle` values, any of these.
        late: Only with something planned before today.
        without_plan: Only with nothing planned.
        quiet: Only who was talked to once, but not for the days the book's rule says.
        stale: Only whose record nobody verified for as long as the book's rule says.
        archived: Archived customers instead of the others.
        deleted: Deleted customers instead of the others, to be brought back.
        unknown: Words that mean nothing here, to be said on the screen.
    """

    grades: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lifecycles: tuple[str, ...] = ()
    late: bool = False
    without_plan: bool = False
    quiet: bool = False
    stale: bool = False
    archived: bool = False
    deleted: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether nothing is left out."""
        return self == CustomerFilter()


def parse_filter(text: str) -> CustomerFilter:
    """Read ``A B late owner:"John Smith" #重点``; words that mean nothing are in ``unknown``."""
    values: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for word in typed_words(text):
        attribute, value = _meaning(word) or ("unknown", text[word.start : word.end])
        values[attribute][value] = None
    return CustomerFilter(
        grades=tuple(values["grades"]),
        owners=tuple(values["owners"]),
        regions=tuple(values["regions"]),
        cities=tuple(values["cities"]),
        tags=tuple(values["tags"]),
        lifecycles=tuple(values["lifecycles"]),
        late="late" in values,
        without_plan="without_plan" in values,
        quiet="quiet" in values,
        stale="stale" in values,
        archived="archived" in values,
        deleted="deleted" in values,
        unknown=tuple(values["unknown"]),
    )


def field_of(name: str) -> str | None:
    """Return owner, region, city, tag or grade for what stands before a colon, else None."""
    return _FIELDS.get(fold(name))


def word_for(name: str, value: str) -> str:
    """Return a word that `parse_filter` reads as this value; ``name`` is ``owner`` or ``#``."""
    return f"{name}{'' if name == '#' else ':'}{quoted(value)}"


def _letter(folded: str) -> str:
    """Return a grade as people say it, ``A级`` or ``等级A``, as its letter."""
    return folded.removeprefix("等级").removesuffix("级").removesuffix("类").upper()


def _meaning(word: TypedWord) -> tuple[str, str] | None:
    """Return the attribute a word sets and the value it adds, None where it means nothing."""
    folded = fold(word.name)
    if word.value is not None:
        field = _FIELDS.get(folded)
        if field == "grade":
            letter = word.value.upper()
            return "grades", letter if letter in _GRADES else word.value or "~"
        # Everybody has some tags or none: only of the others is "has none" asked for.
        return (
            (_ATTRIBUTES[field], word.value) if field and (word.value or field != "tag") else None
        )
    if (letter := _letter(folded)) in _GRADES:
        return "grades", letter
    if folded in _NO_GRADE:
        return "grades", "~"
    if folded in _SWITCHES:
        return _SWITCHES[folded], ""
    return ("lifecycles", _LIFECYCLES[folded]) if folded in _LIFECYCLES else None

"""How customers of a class are treated, in words (requirements S0-08..10, S4-07, S4-11)."""

from collections.abc import Mapping

from kamtui.domain.enums import Axis
from kamtui.domain.scoring.treatment import Treatments
from kamtui.i18n import NP_, _, pgettext
from kamtui.present.grading import class_label
from kamtui.present.safe_text import safe_text

__all__ = ["shipped_treatment", "treatment_line", "treatment_text"]

#: S0-08..10 and S4-11.
_GRADES: Mapping[str, tuple[str, str]] = {
    "A": NP_("treatment", "dedicated service team, customised service"),
    "B": NP_("treatment", "regular contact and incentives, to raise the value step by step"),
    "C": NP_("treatment", "standard service and upkeep"),
    "D": NP_("treatment", "win back or drop, decided one by one"),
}
#: S4-07.
_RATINGS: Mapping[str, tuple[str, str]] = {
    "vip": NP_("treatment", "dedicated service team, preferential terms"),
    "preferred": NP_("treatment", "personal service and offers, to buy more and more often"),
    "standard": NP_("treatment", "regular promotions, customer care"),
    "emerging": NP_("treatment", "targeted marketing, offers to begin with"),
}


def shipped_treatment(axis: Axis, key: str, classes: tuple[str, ...]) -> str:
    """Return the seeds' words for a class in the current language; empty for one's own classes.

    Where there is a D, both C and D are to be won back or dropped (S4-11).
    """
    if axis is Axis.GRADE and key == "C" and "D" in classes:
        key = "D"
    words = (_GRADES if axis is Axis.GRADE else _RATINGS).get(key)
    return pgettext(*words) if words else ""


def treatment_text(treatments: Treatments, key: str | None) -> str:
    """Return how customers of a class are treated: the user's words, else those that ship."""
    if not key:
        return ""
    own = treatments.own.get(key)
    return safe_text(own) if own else shipped_treatment(treatments.axis, key, treatments.classes)


def treatment_line(treatments: Treatments | None, key: str | None) -> str:
    """Return ``Treatment A: dedicated service team``, empty where nothing is said of a class."""
    words = "" if treatments is None else treatment_text(treatments, key)
    if not words or not key:
        return ""
    return _("Treatment {name}: {words}").format(name=class_label(key), words=words)

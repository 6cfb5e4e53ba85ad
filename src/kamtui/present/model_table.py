"""Scoring models as lines of text, and what they and their axes are called."""

from collections.abc import Sequence

from kamtui.domain.enums import Axis
from kamtui.domain.names import fold
from kamtui.domain.views.scoring_models import ModelEntry
from kamtui.i18n import LANGUAGES, NP_, _, language, pgettext, spoken_in
from kamtui.present.columns import Column, table
from kamtui.present.grading import class_label, number_text
from kamtui.present.safe_text import safe_text

__all__ = ["axis_label", "classes_text", "model_label", "model_lines", "model_named"]

#: The models that ship; their names are what one types, so the list shows both.
_LABELS = {
    "default": NP_("model", "100 points, A to C"),
    "four classes": NP_("model", "100 points, A to D"),
    "points table": NP_("model", "points table"),
}


def axis_label(axis: Axis) -> str:
    """Return what a model judges: grades or ratings."""
    return pgettext("model axis", "grade") if axis is Axis.GRADE else pgettext(
        "model axis", "rating"
    )  # fmt: skip


def model_label(name: str) -> str:
    """Return what a model that ships is called in the current language; others as named."""
    words = _LABELS.get(name)
    return pgettext(*words) if words else safe_text(name)


def model_named(text: str) -> str:
    """Return the name of a model that is called so on the screen; else the text itself."""
    wanted = fold(text)
    return next(
        (name for name, (context, message) in _LABELS.items() if wanted in {
            fold(spoken_in(one, message, context)) for one in LANGUAGES
        }),
        text,
    )  # fmt: skip


def classes_text(entry: ModelEntry) -> str:
    """Return the classes with the score each begins at: ``A 75, B 45, C 0``."""
    found = [f"{class_label(one.key)} {number_text(one.cut_off)}" for one in entry.model.classes]
    return ("，" if language() == "zh" else ", ").join(found)


def model_lines(
    found: Sequence[ModelEntry], *, unreadable: Sequence[str] = (), ascii_only: bool
) -> list[str]:
    """Return one line a model; ``*`` marks those in force.

    Args:
        found: The models.
        unreadable: Names of models another program broke.
        ascii_only: Draw with ASCII alone.
    """
    rows = [
        (
            "*" if one.active else "",
            one.name,
            axis_label(one.axis),
            str(one.revision),
            str(len(one.model.criteria)),
            classes_text(one),
            str(one.decisions) if one.decisions else "-",
            model_label(one.name) if one.built_in else "",
        )
        for one in found
    ]
    columns = [
        Column(),
        Column(_("Model"), max_width=24),
        Column(_("Axis")),
        Column(_("Revision"), align="right"),
        Column(_("Criteria"), align="right"),
        Column(_("Classes"), max_width=44),
        Column(_("Decisions"), align="right"),
        Column(""),
    ]
    lines = table(rows, columns, ellipsis="~" if ascii_only else "…")
    lines += [
        _("The model “{name}” cannot be read: another program changed it.").format(
            name=safe_text(name)
        )
        for name in unreadable
    ]
    return lines

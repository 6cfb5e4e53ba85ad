"""What may be chosen about a file, as the forms that ask for it."""

from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.i18n import _
from kamtui.present.fields import field_label, kind_label
from kamtui.present.safe_text import safe_text
from kamtui.services.transfer.survey import IGNORE, KEEP, KINDS, SurveyedColumn, fields_of
from kamtui.tui.screens.importing.choice_form import ChoiceForm
from kamtui.tui.screens.importing.plan import Plan, Trial

if TYPE_CHECKING:
    from kamtui.tui.screens.importing.screen import ImportScreen

__all__ = ["column_form", "encoding_form", "kind_form", "sheet_form"]

#: Encodings that Chinese and western files come in.
_ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5", "cp1252", "shift_jis")


def column_form(
    screen: "ImportScreen", plan: Plan, trial: Trial, column: SurveyedColumn
) -> ChoiceForm:
    """Return the form that says what a column is read as."""
    kind = trial.survey.kind or ""
    options = [(name, field_label(name)) for name in fields_of(kind)]
    if kind == "customers":
        options.append((KEEP, _("a field of your own")))
    options.append((IGNORE, _("not read")))
    now = column.field or (KEEP if column.custom else IGNORE)

    async def chosen(value: str) -> None:
        await screen.change(plan.reading(column.header, value))

    def refused(text: str) -> KamError:
        return KamError("import.map_no_field", {"field": text, "kind": kind})

    return ChoiceForm(
        screen,
        title=_("Column"),
        subject=safe_text(column.header),
        label=_("Read as"),
        options=options,
        now=now,
        chosen=chosen,
        refused=refused,
    )


def kind_form(screen: "ImportScreen", plan: Plan, trial: Trial) -> ChoiceForm:
    """Return the form that says what the rows are."""

    async def chosen(value: str) -> None:
        await screen.change(plan.of_kind(value))

    return ChoiceForm(
        screen,
        title=_("Kind"),
        label=_("Rows are"),
        options=[(one, kind_label(one)) for one in KINDS],
        now=trial.survey.kind,
        chosen=chosen,
        refused=lambda text: KamError("import.kind_bad", {"kind": text}),
    )


def sheet_form(screen: "ImportScreen", plan: Plan, trial: Trial) -> ChoiceForm:
    """Return the form that chooses a sheet of a workbook."""
    names = trial.survey.sheets

    async def chosen(value: str) -> None:
        await screen.change(plan.in_sheet(value))

    return ChoiceForm(
        screen,
        title=_("Sheet"),
        label=_("Sheet"),
        options=[(name, safe_text(name)) for name in names],
        now=trial.survey.sheet,
        chosen=chosen,
        refused=lambda text: KamError(
            "import.sheet_unknown", {"file": plan.source.label, "sheet": text, "sheets": names}
        ),
    )


def encoding_form(screen: "ImportScreen", plan: Plan, trial: Trial) -> ChoiceForm:
    """Return the form that says how a text file is written; any name Python knows will do."""
    from dataclasses import replace

    async def chosen(value: str) -> None:
        await screen.change(replace(plan, encoding=value))

    return ChoiceForm(
        screen,
        title=_("Encoding"),
        label=_("Encoding"),
        options=[(name, name) for name in _ENCODINGS],
        now=trial.survey.encoding,
        chosen=chosen,
        refused=lambda text: KamError("import.encoding_unknown", {"encoding": text}),
        free=True,
    )

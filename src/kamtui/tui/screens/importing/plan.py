"""How a file is to be imported, and what a trial of it said: values the screen draws."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.services.grade_names import grades_of
from kamtui.services.transfer.imports import Imported, Source, import_step
from kamtui.services.transfer.result import ImportResult
from kamtui.services.transfer.survey import IGNORE, KEEP, Survey, survey

if TYPE_CHECKING:
    from kamtui.services.desk import Desk

__all__ = ["Plan", "StoppedError", "Trial", "pasted", "perform", "try_out"]

#: Told rows done and how far through the file that is; raises `StoppedError` where nobody waits.
Progress = Callable[[int, float], None]


class StoppedError(KamError):
    """The reading was left; nothing of it was written."""

    def __init__(self) -> None:
        super().__init__("import.stopped")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known about one file and what was said about it by hand.

    Attributes:
        source: The file, or a pasted table.
        kind: Said by hand; None lets the titles decide.
        sheet: A workbook's sheet.
        encoding: Said by hand.
        mapping: Field by column title, over what is recognised.
        create_customers: Make customers that rows of other kinds name and nobody knows.
    """

    source: Source
    kind: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    mapping: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    create_customers: bool = False

    @property
    def path(self) -> Path | None:
        """The file; None for a pasted table."""
        return self.source.content if isinstance(self.source.content, Path) else None

    def reading(self, column: str, as_field: str) -> "Plan":
        """Read a column as another field; a column that had that field by hand gives it up."""
        mapping = {
            title: KEEP if wanted == as_field and as_field not in (KEEP, IGNORE) else wanted
            for title, wanted in self.mapping.items()
        }
        mapping[column] = as_field
        return replace(self, mapping=MappingProxyType(mapping))

    def of_kind(self, kind: str) -> "Plan":
        """Take the rows for another kind; what columns were read as before means nothing then."""
        return replace(self, kind=kind, mapping=MappingProxyType({}))

    def in_sheet(self, sheet: str) -> "Plan":
        """Read another sheet, as if nothing had been said about it."""
        return Plan(self.source, sheet=sheet, create_customers=self.create_customers)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a file would do: how it is understood, and what became of its rows.

    Attributes:
        survey: The columns.
        result: The dry run; None where the columns do not suffice for one.
    """

    survey: Survey
    result: ImportResult | None

    @property
    def writes(self) -> int:
        """Rows that would be made or changed."""
        return self.result.created + self.result.updated if self.result is not None else 0

    @property
    def unknown_customers(self) -> int:
        """Rows left out because nobody knows their customer."""
        if self.result is None:
            return 0
        return sum(1 for one in self.result.rejected if one.code == "row.customer_unknown")


def pasted(text: str) -> Source:
    """Return a pasted table as a source."""
    # What a terminal pastes ends its lines as it likes, and may hold half a surrogate pair.
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(plain.encode("utf-8", "replace"), "-")


def try_out(desk: "Desk", plan: Plan, progress: Progress) -> Trial:
    """Look at a file and try its import without writing; runs in the background.

    Raises:
        KamError: As `survey` and `import_step`.
        StoppedError: ``progress`` said so.
    """
    found = survey(
        plan.source,
        kind=plan.kind,
        sheet=plan.sheet,
        mapping=plan.mapping,
        encoding=plan.encoding,
        grades=lambda: grades_of(desk),
    )
    if found.problem is not None:
        return Trial(found, None)
    return Trial(found, _step(desk, plan, progress, dry_run=True).results[0])


def perform(desk: "Desk", plan: Plan, progress: Progress) -> Imported:
    """Import the file; runs in the background.

    Raises:
        KamError: As `import_step`.
        StoppedError: ``progress`` said so; nothing was written.
    """
    return _step(desk, plan, progress, dry_run=False)


def _step(desk: "Desk", plan: Plan, progress: Progress, *, dry_run: bool) -> Imported:
    return import_step(
        desk,
        sources=[plan.source],
        kind=plan.kind,
        sheet=plan.sheet,
        mapping=plan.mapping,
        encoding=plan.encoding,
        create_customers=plan.create_customers,
        dry_run=dry_run,
        progress=progress,
    )

"""What travels between the work in the background, the application and its screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from kamtui.domain.errors import KamError

if TYPE_CHECKING:
    from kamtui.domain.scoring.scale import Scale
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.domain.views.search import CustomerMatch, NoteMatch
    from kamtui.domain.workdays import WorkCalendar

__all__ = ["CalendarRead", "Changed", "Failure", "Found", "ScaleRead", "SequenceRead", "Written"]


class Failure(Message):
    """Something asked for could not be done; the status line says why."""

    def __init__(self, error: KamError) -> None:
        """Carry the error: its sentence is made when it is shown."""
        super().__init__()
        self.error = error


class Written(Message):
    """A write of this program is in the book."""

    def __init__(self, changes: ChangeSet) -> None:
        """Carry what changed."""
        super().__init__()
        self.changes = changes


class Changed(Message):
    """The book changed: by this program, or, without `changes`, by somebody else."""

    def __init__(self, changes: ChangeSet | None) -> None:
        """Carry what changed, None where that is not known."""
        super().__init__()
        self.changes = changes


class SequenceRead(Message):
    """The highest number of the change log, asked for once a second."""

    def __init__(self, sequence: int) -> None:
        """Carry the number."""
        super().__init__()
        self.sequence = sequence


class ScaleRead(Message):
    """Where grades begin by the model in force."""

    def __init__(self, scale: Scale) -> None:
        """Carry it."""
        super().__init__()
        self.scale = scale


class CalendarRead(Message):
    """The working days of the book's country."""

    def __init__(self, calendar: WorkCalendar) -> None:
        """Carry them."""
        super().__init__()
        self.calendar = calendar


class Found(Message):
    """The customers, or the notes, for a text that was typed."""

    def __init__(
        self,
        text: str,
        matches: tuple[CustomerMatch, ...] = (),
        notes: tuple[NoteMatch, ...] | None = None,
    ) -> None:
        """Carry the text and what was found; `notes` is None where customers were asked for."""
        super().__init__()
        self.text = text
        self.matches = matches
        self.notes = notes

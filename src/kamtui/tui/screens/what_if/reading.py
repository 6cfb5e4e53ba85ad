"""What the what-if screen reads in the background."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.message import Message

from kamtui.domain.enums import Axis
from kamtui.domain.errors import KamError

if TYPE_CHECKING:
    from datetime import date

    from kamtui.domain.scoring.model import ScoringModel
    from kamtui.domain.views.scoring_models import ModelEntry
    from kamtui.domain.views.what_if import Outcome
    from kamtui.services.desk import Desk
    from kamtui.services.drafts import FormText
    from kamtui.services.what_if import WhatIf

__all__ = ["FORM", "Loaded", "OutcomeLoaded", "load"]

#: What drafts of models are kept as.
FORM = "scoring_model"


class Loaded(Message):
    """A model was read, with the one in force, and what was changed of it before."""

    def __init__(
        self, entry: ModelEntry, against: ScoringModel, what_if: WhatIf, kept: FormText | None
    ) -> None:
        """Carry them; what is kept is a document and the revision it began from."""
        super().__init__()
        self.entry, self.against, self.what_if, self.kept = entry, against, what_if, kept


class OutcomeLoaded(Message):
    """Everybody was judged."""

    def __init__(self, outcome: Outcome) -> None:
        """Carry who moves."""
        super().__init__()
        self.outcome = outcome


def load(desk: Desk, name: str, day: date | None) -> Loaded:
    """Read a model by its name; the grade model in force where there is none of that name.

    Raises:
        KamError: ``model.invalid`` for a model another program broke.
    """
    from kamtui.services import drafts, models
    from kamtui.services.what_if import WhatIf

    entries = models.listed(desk)
    wanted = name.casefold()
    in_force = {one.axis: one for one in entries if one.active}
    entry = next((one for one in entries if one.name.casefold() == wanted), None)
    entry = entry or in_force.get(Axis.GRADE)
    if entry is None:
        raise KamError("model.invalid", {"path": "", "reason": ""})
    kept = None
    with suppress(KamError):  # an unreadable draft is written anew at the next change
        draft = drafts.read_form(desk, form=FORM, record=entry.name)
        kept = None if draft is None else draft.fields.get("document")
    against = in_force.get(entry.axis, entry).model
    return Loaded(entry, against, WhatIf(desk, as_of=day), kept)

"""Today's grade scores of a few customers, at the price a look-up can pay.

`kamtui.services.grading` explains them; this module loads what adds them up and nothing more.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.errors import KamError
from kamtui.domain.scoring.defaults import default_grade_model, default_rating_model
from kamtui.domain.scoring.document import from_document
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.domain.scoring.model import ScoringModel
from kamtui.services import rules
from kamtui.store.queries.grade_facts import grade_facts
from kamtui.store.reader import Reader

if TYPE_CHECKING:
    from decimal import Decimal


def scores_of(
    reader: Reader, *, customer_ids: Sequence[str], today: date
) -> dict[str, tuple["Decimal", int]]:
    """Return (exact score, score as shown) of the customers whose data suffice."""
    model = model_in(reader, None)
    currency = str(rules.value_of(reader, "currency"))
    many = grade_facts(
        reader, model.requests, as_of=today, currency=currency, customer_ids=customer_ids
    )
    scorer = Scorer(model, as_of=today)
    found = {}
    for facts in many:
        line = scorer.line(facts)
        exact = scorer.score(line.earned, line.available)
        shown = scorer.shown_score(line.earned, line.available)
        if exact is not None and shown is not None:
            found[facts.customer_id] = (exact, int(shown))
    return found


def model_in(reader: Reader, name: str | None) -> ScoringModel:
    """Return the active grade model, or the model of a name (``rating`` for the points table).

    Raises:
        KamError: ``model.unknown`` with the names there are.
    """
    wanted = (name or "").strip().casefold()
    row = None
    if not wanted:
        row = reader.one(
            "SELECT document FROM scoring_model WHERE axis = 'grade' AND active"
            " AND deleted_at IS NULL ORDER BY revision DESC, id DESC LIMIT 1"
        )
    elif wanted not in {"default", "grade", "rating"}:
        row = reader.one(
            "SELECT document FROM scoring_model WHERE lower(name) = :name"
            " AND deleted_at IS NULL ORDER BY revision DESC LIMIT 1",
            name=wanted,
        )
        if row is None:
            names = [
                str(one[0])
                for one in reader.rows(
                    "SELECT DISTINCT name FROM scoring_model WHERE deleted_at IS NULL"
                )
            ]
            raise KamError("model.unknown", {"name": name, "known": ["default", "rating", *names]})
    if row is not None:
        return from_document(json.loads(row[0]) if isinstance(row[0], str) else row[0])
    return default_rating_model() if wanted == "rating" else default_grade_model()

"""Today's grade scores of a few customers, at the price a look-up can pay.

`kamtui.services.grading` explains them; this module loads what adds them up and nothing more.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.scoring.defaults import default_grade_model
from kamtui.domain.scoring.document import from_document
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.domain.scoring.model import ScoringModel
from kamtui.services import rules
from kamtui.store.queries import scoring_models
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
        whole = scorer.whole_score(line.earned, line.available)
        if exact is not None and whole is not None:
            found[facts.customer_id] = (exact, whole)
    return found


def model_in(reader: Reader, name: str | None) -> ScoringModel:
    """Return the active grade model, or the model of a name (``rating``: the active rating model).

    Raises:
        KamError: ``model.unknown`` with the names there are; ``model.invalid`` for a document
            another program broke.
    """
    if (name or "").strip():
        from kamtui.services import model_names

        return model_names.model_of(model_names.find(reader, name or ""))
    stored = scoring_models.active(reader, axis="grade")
    return default_grade_model() if stored is None else from_document(stored.document)

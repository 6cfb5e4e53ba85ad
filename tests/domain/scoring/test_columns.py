"""Judging column by column is judging customer by customer, whatever was judged before."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.scoring.facts import TODAY
from tests.domain.scoring.models import fact_rows, models

from kamtui.domain.metrics import CustomerFacts
from kamtui.domain.scoring.columns import FactColumns
from kamtui.domain.scoring.document import from_document
from kamtui.domain.scoring.evaluate import Scorer


@given(st.data(), st.lists(models(), min_size=1, max_size=3), st.integers(0, 6))
@settings(max_examples=60, deadline=None)
def test_columns_judge_as_the_scorer_does(
    data: st.DataObject, documents: list[dict[str, Any]], customers: int
) -> None:
    many = [from_document(one) for one in documents]
    requests = tuple(dict.fromkeys(one for model in many for one in model.requests))
    rows = [data.draw(fact_rows(requests)) for _customer in range(customers)]
    columns = FactColumns({}, count=customers, as_of=TODAY)
    for model in (*many, many[0]):
        columns.add(
            {
                request: [row[requests.index(request)] for row in rows]
                for request in columns.missing(model)
            }
        )
        judged = columns.judge(model)
        scorer = Scorer(model, as_of=TODAY)
        places = [requests.index(request) for request in model.requests]
        expected = scorer.lines(
            CustomerFacts(str(at), tuple(row[place] for place in places))
            for at, row in enumerate(rows)
        )
        assert list(judged.classes) == [line.proposed for line in expected]
        assert list(judged.earned) == [line.earned for line in expected]
        assert list(judged.available) == [line.available for line in expected]

"""The points table as the seed's sheet of nine columns (requirements S4-09)."""

from collections.abc import Iterable
from decimal import Decimal

from kamtui.domain.metrics import MetricKey
from kamtui.domain.scoring.evaluate import Part
from kamtui.domain.scoring.rounding import as_number
from kamtui.services import grading
from kamtui.services.desk import Desk
from kamtui.services.transfer.export_customers import customer_sheet
from kamtui.services.transfer.sheet import Sheet

__all__ = ["RATING_FIELDS", "rating_sheet"]

#: In the order of the seed's sheet; the five in the middle are computed, and no import reads them.
RATING_FIELDS = (
    "customer_no", "name", "phone", "purchase_points", "payment_points", "feedback_points",
    "total_points", "rating_class", "remarks",
)  # fmt: skip
_PAYMENT = frozenset({MetricKey.PAYMENT_TIMELINESS})
_FEEDBACK = frozenset({MetricKey.SATISFACTION, MetricKey.RECOMMEND, MetricKey.COMPLAINTS})
_PURCHASES = frozenset(
    {
        MetricKey.AMOUNT, MetricKey.ORDERS, MetricKey.PRODUCTS, MetricKey.WHOLE_THOUSANDS,
        MetricKey.PROFIT, MetricKey.AVERAGE_ORDER, MetricKey.DAYS_SINCE_ORDER,
    }
)  # fmt: skip


def rating_sheet(desk: Desk) -> Sheet:
    """Return the customers that are not archived with their points, by number.

    Points of criteria outside the three columns count in the total alone.  A column none of whose
    criteria has data is empty, and so are total and class where the data do not suffice.
    """
    judged = {
        one.customer_no: one
        for one in grading.review(desk, model="rating", everybody=True).proposals
    }
    known = customer_sheet(desk)
    at = {name: known.fields.index(name) for name in ("customer_no", "phone", "mobile", "remarks")}
    rows = []
    for cells in known.rows:
        one = judged.get(str(cells[at["customer_no"]]))
        if one is None:  # archived
            continue
        found = one.evaluation
        rows.append(
            (
                one.customer_no,
                one.name,
                cells[at["phone"]],
                _points(found.parts, _PURCHASES),
                _points(found.parts, _PAYMENT),
                _points(found.parts, _FEEDBACK),
                None if found.score is None else as_number(found.score),
                found.proposed,
                cells[at["remarks"]],
            )
        )
    return Sheet(RATING_FIELDS, rows)


def _points(parts: Iterable[Part], metrics: frozenset[MetricKey]) -> Decimal | None:
    earned = [part.points for part in parts if part.metric in metrics and part.has_data]
    return sum(earned, Decimal(0)) if earned else None

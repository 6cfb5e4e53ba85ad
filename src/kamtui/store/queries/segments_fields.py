"""Facts for segments from the customer's own record: fields, tags, fields of one's own."""

import json
from collections.abc import Mapping, Sequence

from kamtui.domain.names import fold
from kamtui.domain.segments.measures import CUSTOM, Kind, Measure, Need, Value, measure_of
from kamtui.store.queries.grade_facts_scope import Scope
from kamtui.store.queries.segments_past import fields_then

#: Measure -> column of the customer.
FIELDS: Mapping[str, str] = {
    **{
        name: name
        for name in (
            "employees", "credit_days", "strategic_value", "region", "city", "country",
            "industry", "owner", "grade", "intent", "revenue_band", "lifecycle", "need_type",
            "relation_state", "preferences",
        )
    },
    "tag": "tags",
    "valued_industry": "industry",
}  # fmt: skip
#: A field that is a whole number.
_COUNTED = Measure(Kind.NUMBER)


def fields(
    scope: Scope, needs: Sequence[Need], *, valued: frozenset[str], past: bool
) -> dict[Need, Mapping[str, Value]]:
    """Return fields by need and customer; an empty text is no data.

    Args:
        scope: Of whom.
        needs: Which.
        valued: Folded industries of the customers of high value.
        past: As they were on the day of the scope, not as they are.
    """
    columns = list(
        dict.fromkeys(
            "custom" if one.measure.startswith(CUSTOM) else FIELDS[one.measure] for one in needs
        )
    )
    rows = scope.rows(
        f"SELECT id, {', '.join(columns)} FROM customer WHERE deleted_at IS NULL {{scope}}", "id"
    )
    if past:
        then = fields_then(scope, columns)
        rows = [
            (row[0], *map(then[row[0]].get, columns, row[1:])) if row[0] in then else row
            for row in rows
        ]
    found: dict[Need, Mapping[str, Value]] = {}
    for need in needs:
        if need.measure.startswith(CUSTOM):
            at, name = columns.index("custom") + 1, fold(need.measure.removeprefix(CUSTOM))
            found[need] = {row[0]: _own(row[at], name) for row in rows}
            continue
        at = columns.index(FIELDS[need.measure]) + 1
        match need.measure:
            case "tag":
                found[need] = {row[0]: _tags(row[at]) for row in rows}
            case "valued_industry":
                found[need] = {
                    row[0]: "yes" if fold(row[at]) in valued else "no" for row in rows if row[at]
                }
            case _ if measure_of(need.measure) == _COUNTED:
                found[need] = {row[0]: row[at] for row in rows if isinstance(row[at], int)}
            case _:
                found[need] = {
                    row[0]: row[at]
                    for row in rows
                    if row[at] is not None and (not isinstance(row[at], str) or row[at].strip())
                }
    return found


def _tags(stored: object) -> frozenset[str]:
    found = _json(stored)
    return (
        frozenset(each for each in found if isinstance(each, str))
        if isinstance(found, list)
        else frozenset()
    )


def _own(stored: object, name: str) -> Value:
    """A field of one's own, found by its folded name."""
    found = _json(stored)
    if not isinstance(found, dict):
        return None
    for key, value in found.items():
        if fold(str(key)) == name:
            return None if value is None or value == "" else str(value)
    return None


def _json(stored: object) -> object:
    if not isinstance(stored, str):
        return stored
    try:
        return json.loads(stored)
    except ValueError:
        return None

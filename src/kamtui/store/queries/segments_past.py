"""What a past day knew of the customers themselves: who was there, and what their fields said.

Records have days of their own.  A customer has none: it was there from the first of the days it is
known by, which are the one it was entered on, ``customer_since``, and those of its orders,
communications, surveys, complaints and grades, so that an imported book has a past.  Fields are
what the change log says they were before they were changed, grades what their history says.
Deleted customers are nowhere, on no day.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kamtui.store.queries.grade_facts_scope import Scope

__all__ = ["absent", "fields_then", "present"]

#: Fields by customer and column, of those that were changed since.
Then = Mapping[str, Mapping[str, Any]]
_EVER = (
    "EXISTS (SELECT 1 FROM sales_order r WHERE r.customer_id = customer.id"
    " AND r.ordered_on <= :as_of AND r.deleted_at IS NULL)",
    "EXISTS (SELECT 1 FROM communication r WHERE r.customer_id = customer.id"
    " AND r.on_date <= :as_of AND r.deleted_at IS NULL)",
    "EXISTS (SELECT 1 FROM survey r WHERE r.customer_id = customer.id"
    " AND r.on_date <= :as_of AND r.deleted_at IS NULL)",
    "EXISTS (SELECT 1 FROM complaint r WHERE r.customer_id = customer.id"
    " AND r.opened_at < :end AND r.deleted_at IS NULL)",
    "EXISTS (SELECT 1 FROM grade_change r WHERE r.customer_id = customer.id"
    " AND r.at < :end AND r.deleted_at IS NULL)",
)
#: The cheap ones first: most books ask nothing else.
_THERE = f"(created_at < :end OR customer_since <= :as_of OR {' OR '.join(_EVER)})"


def present(scope: Scope, *, past: bool) -> list[str]:
    """Return the customers that were there and not archived, by customer number.

    Args:
        scope: The day, and of whom.
        past: The day is before today, so that not everybody was there yet.
    """
    if not past:
        rows = scope.rows(
            "SELECT id FROM customer WHERE deleted_at IS NULL AND archived_on IS NULL {scope}"
            " ORDER BY customer_no, id",
            "id",
        )
        return [row[0] for row in rows]
    away = absent(scope, past=True)
    rows = scope.rows(
        f"SELECT id FROM customer WHERE deleted_at IS NULL AND {_THERE} {{scope}}"
        " ORDER BY customer_no, id",
        "id",
        end=scope.moments(None)[1],
    )
    return [row[0] for row in rows if row[0] not in away]


def absent(scope: Scope, *, past: bool) -> frozenset[str]:
    """Return the customers that were archived on the day; deleted ones are nowhere."""
    rows = scope.rows(
        "SELECT id, archived_on FROM customer"
        " WHERE deleted_at IS NULL AND archived_on IS NOT NULL {scope}",
        "id",
    )
    if not past:
        return frozenset(row[0] for row in rows)
    day = scope.as_of.isoformat()
    days = {(row[0], row[1]) for row in rows}
    # Who was brought back since was away; who is said to be away since an earlier day is, too.
    days |= {
        (customer_id, found["archived_on"])
        for customer_id, found in fields_then(scope, ("archived_on",)).items()
    }
    return frozenset(one for one, on in days if on is not None and on <= day)


def fields_then(scope: Scope, columns: Sequence[str]) -> Then:
    """Return what some columns of the customers were on the day, where they were changed since.

    Of grades their own history speaks too, whatever was kept of it before the log began.
    """
    end = scope.moments(None)[1]
    found: dict[str, dict[str, Any]] = {}
    began: dict[str, str] = {}
    for customer_id, at, stored in scope.rows(
        "SELECT entity_id, at, fields FROM change_log WHERE entity = 'customer' AND at >= :end"
        " AND op <> 'create' {scope} ORDER BY seq",
        "entity_id",
        end=end,
    ):
        changed = json.loads(stored) if isinstance(stored, str) else stored
        for column in columns if isinstance(changed, dict) else ():
            pair = changed.get(column)
            if isinstance(pair, list) and len(pair) == 2:
                known = found.setdefault(customer_id, {})
                if column not in known:  # the first change after the day says what was before it
                    known[column] = pair[0]
                    if column == "grade":
                        began[customer_id] = at
    if "grade" in columns:
        for customer_id, at, grade in scope.rows(
            "SELECT customer_id, at, from_grade FROM grade_change WHERE at >= :end"
            " AND deleted_at IS NULL {scope} ORDER BY at DESC, id DESC",
            end=end,
        ):
            if customer_id not in began or at <= began[customer_id]:
                began[customer_id] = at
                found.setdefault(customer_id, {})["grade"] = grade
    return found

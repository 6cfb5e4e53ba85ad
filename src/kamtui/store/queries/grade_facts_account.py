"""Facts kept on the customer itself: intent, its own fields, and who it brought.

None of them is dated: a past day is replayed with what they are now.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kamtui.domain.metrics import Fact, MetricKey, MetricRequest
from kamtui.domain.names import name_key
from kamtui.domain.own_fields import field_number, intent_step
from kamtui.store.queries.grade_facts_scope import Scope
from kamtui.store.reader import Reader, Row

__all__ = ["custom_fields", "read", "referred"]

_CHUNK = 200


def read(
    scope: Scope, requests: Sequence[MetricRequest]
) -> dict[MetricRequest, Mapping[str, Fact]]:
    """Answer the requests that rest on the account; one pass for all of them."""
    wanted = [one for one in requests if one.metric in (MetricKey.INTENT, MetricKey.CUSTOM)]
    found: dict[MetricRequest, Mapping[str, Fact]] = {}
    if wanted:
        columns: dict[MetricRequest, dict[str, Fact]] = {one: {} for one in wanted}
        rows = scope.rows(
            "SELECT id, intent, custom FROM customer WHERE deleted_at IS NULL {scope}", "id"
        )
        for customer_id, intent, stored in rows:
            fields = custom_fields(stored)
            for one, column in columns.items():
                column[customer_id] = (
                    intent_step(intent)
                    if one.metric is MetricKey.INTENT
                    else field_number(fields, one.field)
                )
        found.update(columns)
    found.update((one, _counts(scope)) for one in requests if one.metric is MetricKey.REFERRALS)
    return found


def custom_fields(stored: object) -> Mapping[str, object]:
    """Return the customer's own fields; what is no table of fields (not ours) is none."""
    try:
        fields = json.loads(stored) if isinstance(stored, str) else stored
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def referred(reader: Reader) -> dict[str, list[Row]]:
    """Return who was brought by whom: (id, number, name, created_at) by the one who brought it.

    A customer says in words who referred it: a customer number, a name or a short name.  Words
    that name nobody, several customers or the customer itself are left out.
    """
    rows = reader.rows(
        "SELECT id, customer_no, name, created_at, referred_by FROM customer"
        " WHERE referred_by IS NOT NULL AND referred_by <> '' AND deleted_at IS NULL"
        " ORDER BY created_at DESC, id DESC"
    )
    words = list(dict.fromkeys(str(row[4]).strip() for row in rows))
    named: dict[str, set[str]] = defaultdict(set)
    for start in range(0, len(words), _CHUNK):
        some = words[start : start + _CHUNK]
        for customer_id, number, key, short in reader.rows(
            "SELECT id, customer_no, name_key, short_name FROM customer WHERE deleted_at IS NULL"
            " AND (customer_no IN :words OR name_key IN :keys OR short_name IN :words)",
            words=some,
            keys=[name_key(word) for word in some],
        ):
            for name in {number, f"key {key}", short}:
                named[name].add(customer_id)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        word = str(row[4]).strip()
        by = named.get(word) or named.get(f"key {name_key(word)}") or set()
        if len(by) == 1 and row[0] not in by:
            found[next(iter(by))].append(row[:4])
    return found


def _counts(scope: Scope) -> dict[str, Fact]:
    """Customers each one brought; no data at all where the book names nobody who brought one."""
    brought = referred(scope.reader)
    if not brought:
        return {}
    rows = scope.rows("SELECT id FROM customer WHERE deleted_at IS NULL {scope}", "id")
    return {row[0]: len(brought.get(row[0], ())) for row in rows}

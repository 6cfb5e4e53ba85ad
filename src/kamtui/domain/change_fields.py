"""Fields of the change log: which are bookkeeping for others, which only change together."""

from collections.abc import Iterable, Mapping

__all__ = ["HIDDEN", "custom_changes", "shown", "with_companions"]

#: Say nothing to a person: keys made from other fields, links, the tombstone's instant.
HIDDEN = frozenset(
    {
        "deleted_at", "name_key", "digits", "source_key", "zone", "communication_id",
        "follow_up_id", "receivable_id",
    }
)  # fmt: skip

_BIRTHDAY = frozenset({"birth_year", "birth_month", "birth_day", "birth_lunar"})
_OWNER = frozenset({"contact_id", "customer_id"})
_MOMENT = frozenset({"at", "on_date", "zone"})

#: By kind of record: fields that make no sense one without the other.
_TOGETHER: Mapping[str, tuple[frozenset[str], ...]] = {
    "customer": (frozenset({"name", "name_key"}),),
    "contact": (_BIRTHDAY,),
    "contact_point": (frozenset({"value", "digits"}), _OWNER),
    "communication": (_MOMENT,),
    "follow_up": (frozenset({"state", "completed_at", "communication_id"}),),
    "product": (frozenset({"name", "name_key"}),),
}


def with_companions(entity: str, name: str) -> frozenset[str]:
    """Return the fields that are set back when one of them is."""
    for group in _TOGETHER.get(entity, ()):
        if name in group:
            return group
    return frozenset({name})


def shown(fields: Mapping[str, tuple[object, object]]) -> dict[str, tuple[object, object]]:
    """Return the fields a person is told about; own fields one by one, as ``custom.NAME``."""
    found: dict[str, tuple[object, object]] = {}
    for name, pair in fields.items():
        if name == "custom":
            found.update((f"custom.{key}", each) for key, each in custom_changes(*pair).items())
        elif name not in HIDDEN:
            found[name] = pair
    return found


def custom_changes(old: object, new: object) -> dict[str, tuple[object, object]]:
    """Return what changed between two sets of a customer's own fields, by the field's name."""
    before: Mapping[str, object] = old if isinstance(old, dict) else {}
    after: Mapping[str, object] = new if isinstance(new, dict) else {}
    keys: Iterable[str] = dict.fromkeys((*before, *after))
    return {
        str(key): (before.get(key), after.get(key))
        for key in keys
        if before.get(key) != after.get(key)
    }

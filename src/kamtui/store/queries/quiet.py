"""Who is out of touch and has nothing planned: by grade, each a range of one index."""

from collections.abc import Mapping
from datetime import date

from kamtui.store.reader import Reader, Row

_RANGE = (
    "FROM customer_facts WHERE active = TRUE AND next_due_on IS NULL AND grade {grade}"
    " AND last_contact_on <= :day{place}"
)


def longest_silent(reader: Reader, since: Mapping[str, date], *, most: int) -> list[Row]:
    """Return (customer_id, last_contact_on, grade, outstanding), at most so many of each grade.

    Args:
        reader: Where to look.
        since: By grade the latest day of a last contact that counts.
        most: Of each grade, those without a contact for longest.
    """
    if not since:
        return []
    parts = [
        "SELECT * FROM (SELECT customer_id, last_contact_on, grade, outstanding_minor "
        + _RANGE.format(grade=f"= :grade{place}", place=place)
        + f" ORDER BY last_contact_on LIMIT :most) q{place}"
        for place in range(len(since))
    ]
    return reader.rows(" UNION ALL ".join(parts), most=most, **_params(since))


def count_silent(reader: Reader, since: Mapping[str, date], *, ungraded: date) -> list[Row]:
    """Return (grade, customers) of everybody out of touch without a plan, None without grade."""
    parts = [
        f"SELECT :grade{place} AS grade, count(*) AS customers "
        + _RANGE.format(grade=f"= :grade{place}", place=place)
        for place in range(len(since))
    ]
    last = len(since)
    parts.append(
        "SELECT NULL AS grade, count(*) AS customers " + _RANGE.format(grade="IS NULL", place=last)
    )
    params: dict[str, object] = {**_params(since), f"day{last}": ungraded.isoformat()}
    return reader.rows(" UNION ALL ".join(parts), **params)


def _params(since: Mapping[str, date]) -> dict[str, object]:
    params: dict[str, object] = {}
    for place, (grade, day) in enumerate(since.items()):
        params[f"grade{place}"], params[f"day{place}"] = grade, day.isoformat()
    return params


def standing(reader: Reader, customer_id: str) -> Row | None:
    """Return (last_contact_on, next_due_on, grade) of a customer who is not archived."""
    return reader.one(
        "SELECT last_contact_on, next_due_on, grade FROM customer_facts"
        " WHERE customer_id = :id AND active = TRUE",
        id=customer_id,
    )


def customer_of(reader: Reader, customer_no: str) -> str | None:
    """Return the id of the living customer with this number."""
    found: str | None = reader.value(
        "SELECT id FROM customer WHERE customer_no = :number AND deleted_at IS NULL",
        None,
        number=customer_no,
    )
    return found

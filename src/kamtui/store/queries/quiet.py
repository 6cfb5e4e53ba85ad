"""Who is out of touch and has nothing planned soon: ranges of one index.

By grade those without a plan; in one more range those whose plan is far off.
"""

from collections.abc import Mapping
from datetime import date

from kamtui.store.reader import Reader, Row

_RANGE = (
    "FROM customer_facts WHERE active = TRUE AND next_due_on IS NULL AND grade {grade}"
    " AND last_contact_on <= :day{place}"
)


#: Those whose plan is far off: a plan counts for one who is getting quiet only when it is near.
_FAR = "FROM customer_facts WHERE active = TRUE AND next_due_on > :soon AND ({grades})"


def longest_silent(
    reader: Reader, since: Mapping[str, date], *, soon: date, most: int
) -> list[Row]:
    """Return (customer_id, last_contact_on, grade, outstanding), at most so many of each grade.

    Args:
        reader: Where to look.
        since: By grade the latest day of a last contact that counts.
        soon: The last day for which a plan counts.
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
    parts.append(
        "SELECT * FROM (SELECT customer_id, last_contact_on, grade, outstanding_minor "
        + _FAR.format(grades=_or(since))
        + " ORDER BY grade, last_contact_on LIMIT :most) qf"
    )
    params = {**_params(since), "soon": soon.isoformat()}
    return reader.rows(" UNION ALL ".join(parts), most=most, **params)


def count_quiet(reader: Reader, since: Mapping[str, date], *, ungraded: date) -> list[Row]:
    """Return (grade, customers) of everybody out of touch, whatever is planned; None last."""
    last = len(since)
    return reader.rows(
        "SELECT grade, count(*) FROM customer_facts WHERE active = TRUE"
        f" AND ({_or(since)} OR (grade IS NULL OR grade NOT IN :graded)"
        f" AND last_contact_on <= :day{last}) GROUP BY grade ORDER BY grade IS NULL, grade",
        **_params(since),
        **{f"day{last}": ungraded.isoformat(), "graded": tuple(since)},
    )


def _or(since: Mapping[str, date]) -> str:
    return " OR ".join(
        f"grade = :grade{place} AND last_contact_on <= :day{place}" for place in range(len(since))
    )


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

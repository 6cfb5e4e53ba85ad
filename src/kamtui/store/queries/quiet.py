"""Who is out of touch and has nothing planned soon: by grade, each a range of one index."""

from collections.abc import Mapping
from datetime import date

from kamtui.store.reader import Reader, Row

_FROM = "FROM customer_facts WHERE active = TRUE AND grade"


def longest_silent(
    reader: Reader, since: Mapping[str, date], *, soon: date, most: int
) -> list[Row]:
    """Return (customer_id, last_contact_on, grade, outstanding), at most so many of each grade.

    Args:
        reader: Where to look.
        since: By grade the latest day of a last contact that counts.
        soon: The last day for which a plan counts: one further off leaves nobody in touch.
        most: Of each grade, those without a contact for longest.
    """
    if not since:
        return []
    parts = [
        "SELECT * FROM (SELECT customer_id, last_contact_on, grade, outstanding_minor"
        f" {_FROM} = :grade{place} AND last_contact_on <= :day{place}"
        " AND (next_due_on IS NULL OR next_due_on > :soon)"
        f" ORDER BY last_contact_on LIMIT :most) q{place}"
        for place in range(len(since))
    ]
    params = {**_params(since), "soon": soon.isoformat()}
    return reader.rows(" UNION ALL ".join(parts), most=most, **params)


def count_quiet(reader: Reader, since: Mapping[str, date], *, ungraded: date) -> list[Row]:
    """Return (grade, customers) of everybody out of touch, whatever is planned; None last."""
    known = sorted(since)
    params: dict[str, object] = {**_params(since), "others": ungraded.isoformat()}
    parts = [
        f"SELECT :grade{place} AS held, count(*) AS customers"
        f" {_FROM} = :grade{place} AND last_contact_on <= :day{place}"
        for place in range(len(since))
    ]
    # Every other grade there is, whatever its name, lies between two of these.
    for place in range(len(known) + 1):
        between = []
        if place > 0:
            between.append(f"> :after{place}")
            params[f"after{place}"] = known[place - 1]
        if place < len(known):
            between.append(f"< :before{place}")
            params[f"before{place}"] = known[place]
        parts.append(
            f"SELECT grade AS held, count(*) AS customers {_FROM} {' AND grade '.join(between)}"
            " AND last_contact_on <= :others GROUP BY grade"
        )
    parts.append(
        f"SELECT NULL AS held, count(*) AS customers {_FROM} IS NULL AND last_contact_on <= :others"
    )
    rows = reader.rows(" UNION ALL ".join(parts), **params)
    return sorted((row for row in rows if row[1]), key=lambda row: (row[0] is None, row[0] or ""))


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

"""Which customer is meant, and who is found by a few letters."""

from collections.abc import Sequence

from kamtui.domain.search_marks import token_marks
from kamtui.store.reader import Reader, Row


def like(text: str) -> str:
    """Return ``text`` with LIKE's own characters escaped for ``ESCAPE '!'``."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _is_like(column: str, name: str, text: str) -> str:
    """Return the test of a folded column against the pattern ``name`` made of ``text``.

    Few texts need LIKE's own characters escaped, and reading ESCAPE for every row costs a
    look-up a fifteenth of its scan.
    """
    escape = "" if like(text) == text else " ESCAPE '!'"
    return f"s.{column} LIKE :{name}{escape}"


def _may_have(column: str, bits: int) -> str:
    """Return the test that goes before LIKE, with the word between; empty for no bits.

    A number of our own making, spelt out: SQLite reads it faster than a parameter.
    """
    return f"s.{column} & {bits} = {bits} AND " if bits else ""


def ids_by_number(reader: Reader, customer_no: str) -> list[Row]:
    """Return (id, customer_no, name) of the living customer with this number."""
    return reader.rows(
        "SELECT id, customer_no, name FROM customer"
        " WHERE customer_no = :customer_no AND deleted_at IS NULL",
        customer_no=customer_no,
    )


def ids_by_name_key(reader: Reader, name_key: str) -> list[Row]:
    """Return (id, customer_no, name) of the living customers with this folded name."""
    return reader.rows(
        "SELECT id, customer_no, name FROM customer"
        " WHERE name_key = :name_key AND deleted_at IS NULL ORDER BY id",
        name_key=name_key,
    )


def find(reader: Reader, tokens: tuple[str, ...], *, digits: str, limit: int) -> list[Row]:
    """Return the customers that contain every token, the best first.

    Args:
        reader: Where to look.
        tokens: Folded words; each must be found in names, pinyin or people.
        digits: The query's digits when it is a number, else empty; found in phones and names.
        limit: Rows at the most.

    Returns:
        (customer_id, customer_no, name, grade, contact_name, phone, last_contact_on,
        last_channel, next_due_on, last_score) a row.  Rank: name prefix, initials or number
        prefix, contained in a name, in a person; recently contacted first within a rank.
    """
    hits, params = _hits(tokens, digits=digits, limit=limit)
    if not hits:
        return []
    if (initial := _initial(tokens, digits)) is not None:
        found = _found(reader, initial, {"limit": limit, "pre0": params["pre0"]})
        if len(found) == limit:
            return found
    return _found(reader, hits, params)


def _initial(tokens: tuple[str, ...], digits: str) -> str | None:
    """Return the statement for the best rank of one letter alone, None for any other query.

    A letter fits a third of a book, and joining the facts of all who have it takes most of a
    look-up.  Those whose name begins with it come before all others: where they fill the answer,
    it is the whole one.
    """
    if len(tokens) != 1 or digits or len(tokens[0]) != 1 or not tokens[0].isascii():
        return None
    return f"""
          SELECT s.customer_id, 0 AS place, g.last_contact_at AS recent
          FROM customer_search s JOIN customer_facts g ON g.customer_id = s.customer_id
          WHERE {_is_like("names", "pre0", tokens[0])} AND g.active
          ORDER BY recent IS NULL, recent DESC, s.customer_id
          LIMIT :limit"""


def _found(reader: Reader, hits: str, params: dict[str, object]) -> list[Row]:
    return reader.rows(
        f"""
        SELECT f.customer_id, c.customer_no, c.name, f.grade, f.contact_name, f.phone,
               f.last_contact_on, f.last_channel, f.next_due_on, f.last_score
        FROM ({hits}) hit
        JOIN customer_facts f ON f.customer_id = hit.customer_id
        JOIN customer c ON c.id = hit.customer_id
        ORDER BY hit.place, hit.recent IS NULL, hit.recent DESC, f.customer_id
        """,
        **params,
    )


def find_ids(
    reader: Reader,
    tokens: tuple[str, ...],
    *,
    digits: str,
    limit: int,
    recent: int | None = None,
    within: Sequence[str] | None = None,
) -> list[str]:
    """Return the ids that `find` would, for a search box.

    Args:
        reader: Where to look.
        tokens: As for `find`.
        digits: As for `find`.
        limit: Ids at the most.
        recent: Look only among so many customers, those contacted last.
        within: Look only among these, letters and digits each.
    """
    hits, params = _hits(tokens, digits=digits, limit=limit, recent=recent, within=within)
    return [row[0] for row in reader.rows(hits, **params)] if hits else []


def found_rows(reader: Reader, ids: Sequence[str]) -> list[Row]:
    """Return the rows of `find` for some ids, in the order of the ids."""
    rows = reader.rows(
        "SELECT f.customer_id, c.customer_no, c.name, f.grade, f.contact_name, f.phone,"
        " f.last_contact_on, f.last_channel, f.next_due_on, f.last_score"
        " FROM customer_facts f JOIN customer c ON c.id = f.customer_id"
        " WHERE f.customer_id IN :ids",
        ids=ids,
    )
    by_id = {row[0]: row for row in rows}
    return [by_id[one] for one in ids if one in by_id]


def _hits(
    tokens: tuple[str, ...],
    *,
    digits: str,
    limit: int,
    recent: int | None = None,
    within: Sequence[str] | None = None,
) -> tuple[str, dict[str, object]]:
    """Return the statement that looks through the folded columns, and its parameters."""
    params: dict[str, object] = {"limit": limit}
    conditions = []
    for index, token in enumerate(tokens):
        marks = token_marks(token)
        params[f"sub{index}"] = f"%{like(token)}%"
        places = [
            f"({_is_like('names', f'sub{index}', token)}"
            f" OR {_is_like('contacts', f'sub{index}', token)})"
        ]
        places[0] = _may_have("hanzi", marks.hanzi) + _may_have("pairs", marks.pairs) + places[0]
        if token.isascii():
            params[f"pre{index}"] = f"%|{like(token)}%"
            test = _is_like("pinyin", f"pre{index}", token)
            places.append(_may_have("starts", marks.starts) + test)
        conditions.append(f"({' OR '.join(places)})")
    if digits:
        params["digits"] = f"%{digits}%"
        number = _may_have("pairs", token_marks(digits).pairs)
        number += _is_like("digits", "digits", digits)
        conditions = [f"({number} OR ({' AND '.join(conditions)}))" if conditions else number]
    if not conditions:
        return "", {}
    rank = "3"
    if tokens:
        token = tokens[0]
        params["pre0"] = f"%|{like(token)}%"
        initials = ""
        if token.isascii():
            # Before the double separator: the customer's own name, not a person's.
            params["own0"] = f"%|{like(token)}%||%"
            initials = f"WHEN {_is_like('pinyin', 'own0', token)} THEN 1 "
        rank = (
            f"CASE WHEN {_is_like('names', 'pre0', token)} THEN 0 "
            f"{initials}WHEN {_is_like('names', 'sub0', token)} THEN 2 ELSE 3 END"
        )
    searched = "customer_search s JOIN customer_facts g ON g.customer_id = s.customer_id"
    if recent is not None:
        params["recent"] = recent
        searched = (
            "(SELECT customer_id, active, last_contact_at FROM customer_facts WHERE active = TRUE"
            " ORDER BY last_contact_on DESC LIMIT :recent) g"
            " JOIN customer_search s ON s.customer_id = g.customer_id"
        )
    if within is not None:
        # Spelt out, for SQLite looks thousands of named parameters up one by one (300 ms).
        ids = ", ".join(f"'{one}'" for one in within if one.isalnum())
        conditions.append(f"s.customer_id IN ({ids or 'NULL'})")
    statement = f"""
          SELECT s.customer_id, {rank} AS place, g.last_contact_at AS recent
          FROM {searched}
          WHERE {" AND ".join(conditions)} AND g.active
          ORDER BY place, recent IS NULL, recent DESC, s.customer_id
          LIMIT :limit"""
    return statement, params


def same_duplicate_key(reader: Reader, fragment: str, *, limit: int) -> list[Row]:
    """Return (id, customer_no, name) of customers whose folded name contains ``fragment``."""
    return reader.rows(
        "SELECT id, customer_no, name FROM customer"
        " WHERE name_key LIKE :fragment ESCAPE '!' AND deleted_at IS NULL LIMIT :limit",
        fragment=f"%{like(fragment)}%",
        limit=limit,
    )

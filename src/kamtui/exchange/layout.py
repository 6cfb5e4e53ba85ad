"""Where the header stands and what each column becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kamtui.domain.errors import KamError
from kamtui.exchange import codes
from kamtui.exchange.fields import JOINED, Field
from kamtui.exchange.headers import distinct_names, read_header
from kamtui.exchange.kinds import NOT_YET, Kind
from kamtui.exchange.rating_columns import computed_columns
from kamtui.exchange.recognise import (
    Recognition,
    known_names,
    match_fields,
    missing_groups,
    recognise,
)
from kamtui.exchange.registry import FIELDS, mappable
from kamtui.exchange.sheets import Sheet, SourceRow, cell_text

#: How far below titles a header is looked for.
DEPTH: Final = 10
#: What `--map` calls a column that is not to be read at all; "-" keeps it as a field of one's own.
IGNORE: Final = "ignore"


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet's header, understood.

    Attributes:
        sheet: Whose.
        kind: What the rows are.
        header: Column names, unique.
        row: Where the header stands.
        fields: The field of each column, or None.
        other: A kind that came close, or None.
        ignored: Indexes of the columns that are left out altogether.
        computed: Those of them that the program works out of the records itself.
    """

    sheet: Sheet
    kind: Kind
    header: tuple[str, ...]
    row: int
    fields: tuple[Field | None, ...]
    other: Kind | None = None
    ignored: frozenset[int] = frozenset()
    computed: frozenset[int] = frozenset()


def checked_kind(kind: Kind | str | None, file: str) -> Kind | None:
    """A kind as named by the user.

    Raises:
        KamError: There is no such kind, or its table comes later.
    """
    if kind is None:
        return None
    try:
        found = Kind(str(kind).strip().lower().replace("_", "-"))
    except ValueError:
        kinds = tuple(str(one) for one in Kind)
        params: dict[str, object] = {"file": file, "kind": str(kind), "kinds": kinds}
        raise KamError(codes.FILE_KIND_BAD, params, exit_code=2) from None
    _refuse_later(found, file)
    return found


def _refuse_later(kind: Kind, file: str) -> None:
    if kind in NOT_YET:
        raise KamError(codes.FILE_KIND_NOT_YET, {"file": file, "kind": str(kind)})


def lay_out(
    sheets: Sequence[Sheet], *, file: str, kind: Kind | None, mapping: Mapping[str, str]
) -> Layout:
    """Choose the first sheet whose header is understood, and map its columns.

    Args:
        sheets: Candidates in order.
        file: The name used in errors.
        kind: Named by the user, else None.
        mapping: Fields by column name, over what is recognised.

    Returns:
        The layout of the chosen sheet.

    Raises:
        KamError: No sheet is understood, or the mapping names what is not there.
    """
    failure: KamError | None = None
    for sheet in sheets:
        try:
            return _lay_out_one(sheet, file=file, kind=kind, mapping=mapping)
        except KamError as error:
            # The first sheet that has a header at all gives the best reason.
            better = failure is None or failure.code in (codes.FILE_NO_HEADER, codes.FILE_EMPTY)
            failure = error if better else failure
    raise failure or KamError(codes.FILE_EMPTY, {"file": file})


def _lay_out_one(
    sheet: Sheet, *, file: str, kind: Kind | None, mapping: Mapping[str, str]
) -> Layout:
    top = top_rows(sheet)
    if not top:
        raise KamError(codes.FILE_EMPTY, {"file": file})
    row = _header_row(top, kind, mapping)
    if row is None:
        shown = tuple(cell_text(cell) for cell in top[0].cells)[:50]
        if kind is not None:
            raise KamError(codes.FILE_NO_HEADER, {"file": file, "header": shown})
        raise KamError(codes.FILE_KIND_UNKNOWN, {"file": file, "header": shown})
    header = _trimmed(tuple(cell_text(cell) for cell in row.cells))
    if len(header) > 16_384:
        raise KamError(codes.FILE_TOO_WIDE, {"file": file, "columns": len(header), "limit": 16384})
    found = Recognition(kind, 0.0) if kind is not None else recognise(header)
    if found is None and mapping:
        found = _by_mapping(header, mapping)
    if found is None:
        raise KamError(codes.FILE_KIND_UNKNOWN, {"file": file, "header": header[:50]})
    _refuse_later(found.kind, file)
    fields = _mapped(found.kind, header, mapping, file)
    computed: frozenset[int] = frozenset()
    if found.kind is Kind.CUSTOMERS:
        # A column that the user maps is read as he says.
        computed = computed_columns(header) - {_find_column(name, header) for name in mapping}
        fields = tuple(None if at in computed else one for at, one in enumerate(fields))
    names = {one.name for one in fields if one is not None}
    for group in missing_groups(found.kind, names):
        raise KamError(
            codes.MAP_MISSING,
            {"file": file, "kind": str(found.kind), "fields": group, "columns": header[:50]},
        )
    ignored = frozenset(
        index
        for column, target in mapping.items()
        if target.strip() == IGNORE and (index := _find_column(column, header)) is not None
    )
    return Layout(
        sheet, found.kind, header, row.number, fields, found.other, ignored | computed, computed
    )


def top_rows(sheet: Sheet) -> list[SourceRow]:
    """The first rows, among which the header is looked for."""
    rows: list[SourceRow] = []
    for row in sheet.read():
        rows.append(row)
        if len(rows) == DEPTH:
            break
    return rows


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Unique names without the blank ones at the end."""
    last = max((index for index, cell in enumerate(cells) if cell.strip()), default=-1)
    return distinct_names(cells[: last + 1])


def _header_row(
    top: Sequence[SourceRow], kind: Kind | None, mapping: Mapping[str, str]
) -> SourceRow | None:
    """The first of the top rows with the most names that are known or mapped."""
    wanted = {read_header(name).key for name in mapping}
    best, best_count = None, 0
    for row in top:
        names = [cell_text(cell) for cell in row.cells if isinstance(cell, str)]
        if row.reason is not None:
            continue
        mapped = sum(1 for name in names if name and read_header(name).key in wanted)
        count = known_names(names, kind) + mapped
        if count > best_count:
            best, best_count = row, count
    return best


def _by_mapping(header: tuple[str, ...], mapping: Mapping[str, str]) -> Recognition | None:
    """The kind that the header and the user's mapping make together."""
    renamed = {_key(column): target for column, target in mapping.items()}
    names = [renamed.get(_key(name), name) for name in header]
    return recognise(names)


def _key(name: str) -> str:
    return read_header(name).key or name.strip()


def _mapped(
    kind: Kind, header: tuple[str, ...], mapping: Mapping[str, str], file: str
) -> tuple[Field | None, ...]:
    """The recognised fields with the user's mapping over them; "-" and "ignore" are no field."""
    fields = list(match_fields(kind, header))
    forced: dict[int, Field | None] = {}
    for column, target in mapping.items():
        index = _find_column(column, header)
        if index is None:
            params: dict[str, object] = {"file": file, "column": column, "columns": header[:200]}
            raise KamError(codes.MAP_NO_COLUMN, params, exit_code=2)
        forced[index] = _find_field(kind, target.strip(), column, file)
    taken: dict[str, int] = {}
    for index, spec in forced.items():
        if spec is not None and spec.name in taken and spec.type not in JOINED:
            both = (header[taken[spec.name]], header[index])
            params = {"file": file, "field": spec.name, "columns": both}
            raise KamError(codes.MAP_TWICE, params, exit_code=2)
        if spec is not None:
            taken[spec.name] = index
    for index, one in enumerate(fields):
        if one is not None and one.name in taken and index not in forced:
            fields[index] = None
    for index, spec in forced.items():
        fields[index] = spec
    return tuple(fields)


def _find_column(column: str, header: tuple[str, ...]) -> int | None:
    """A column by its exact name, else by its normalised one."""
    if column in header:
        return header.index(column)
    key = _key(column)
    return next((index for index, name in enumerate(header) if _key(name) == key), None)


def _find_field(kind: Kind, target: str, column: str, file: str) -> Field | None:
    if target in ("", "-", IGNORE):
        return None
    name = target.replace("-", "_").casefold()
    if name == "customer" and kind is Kind.CUSTOMERS:
        name = "name"
    found = FIELDS[kind].field(name)
    if found is None:
        params: dict[str, object] = {
            "file": file,
            "column": column,
            "field": target,
            "kind": str(kind),
            "fields": mappable(kind),
        }
        raise KamError(codes.MAP_NO_FIELD, params, exit_code=2)
    return found

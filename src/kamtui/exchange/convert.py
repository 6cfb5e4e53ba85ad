"""Typed rows out of raw ones: the loop every imported row goes through."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kamtui.exchange import codes
from kamtui.exchange.cell_error import CellError
from kamtui.exchange.converters import TEXT_LIMIT, Converter, clean
from kamtui.exchange.fields import JOINED, Field
from kamtui.exchange.finish import finish
from kamtui.exchange.kinds import Kind
from kamtui.exchange.registry import FIELDS
from kamtui.exchange.sheets import Cell, SourceRow, cell_text
from kamtui.exchange.typed import CellProblem, TypedRow

#: Values remembered per column: dates, amounts and names repeat.
_CACHE: Final = 20_000
#: Longer cells are not remembered.
_CACHE_TEXT: Final = 64
_VALUE_SHOWN: Final = 200
_UNSEEN: Final = object()
_TOTALS: Final = frozenset(
    {"合计", "总计", "小计", "合计:", "合计：", "总计:", "总计：", "total", "grand total",
     "subtotal", "totals", "sum"}
)  # fmt: skip


@dataclass(slots=True)
class Column:
    """A column that feeds a field.

    Attributes:
        index: Its place in the row.
        header: Its name.
        spec: The field it feeds.
        convert: Types its cells.
        cache: What its cells were typed as before; a `CellError` for those that failed.
    """

    index: int
    header: str
    spec: Field
    convert: Converter
    cache: dict[Cell, object] = field(default_factory=dict)

    def read(self, cell: Cell) -> object:
        """The typed value, None for a blank, or the error (given, not raised: it is cached)."""
        value: object
        try:
            value = self.convert(cell)
        except CellError as error:
            value = error
        if len(self.cache) < _CACHE and not (isinstance(cell, str) and len(cell) > _CACHE_TEXT):
            self.cache[cell] = value
        return value


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of a table become records.

    Attributes:
        kind: Of the records.
        header: Column names.
        header_row: Rows up to this one are no records.
        columns: Columns that feed a field.
        custom: Index and name of the columns kept as custom values.
        deleted: Index of a column that marks deleted records, else None.
        number_as_name: Whether the customer's number stands for the name.
    """

    kind: Kind
    header: tuple[str, ...]
    header_row: int
    columns: tuple[Column, ...]
    custom: tuple[tuple[int, str], ...]
    deleted: int | None = None
    number_as_name: bool = False


def convert_rows(plan: Plan, rows: Callable[[], Iterator[SourceRow]]) -> Iterator[TypedRow]:
    """Type every record of a table.

    Args:
        plan: How.
        rows: Gives the raw rows from the start of the file, header and titles included.

    Yields:
        One typed row a record; rejected ones carry a fatal problem.
    """
    width = len(plan.header)
    once = [column for column in plan.columns if _alone(column, plan)]
    joined = [column for column in plan.columns if not _alone(column, plan)]
    steps = [(column.index, column.spec.name, column.cache, column) for column in once]
    required = FIELDS[plan.kind].required
    priced = any(column.spec.name == "price" for column in plan.columns)
    finishes = plan.kind in (Kind.CUSTOMERS, Kind.CONTACTS) or (plan.kind is Kind.ORDERS and priced)
    header = list(plan.header)
    for number, cells, reason in rows():
        if number <= plan.header_row:
            continue
        count = len(cells)
        if reason is not None:
            yield _refused(number, cells, reason)
            continue
        if count > width and any(cells[width:]):
            yield _refused(
                number, cells, codes.ROW_TOO_MANY_CELLS, {"cells": count, "columns": width}
            )
            continue
        values: dict[str, object] = {}
        problems: list[CellProblem] = []
        for index, name, cache, column in steps:
            if index >= count:
                continue
            cell = cells[index]
            if cell == "" or cell is None:
                continue
            value = cache.get(cell, _UNSEEN)
            if value is _UNSEEN:
                value = column.read(cell)
            if value is None:
                continue
            if type(value) is CellError:
                problems.append(_problem(column, cell, value))
                continue
            values[name] = value
        for column in joined:
            if column.index < count:
                _join(values, problems, column, cells[column.index])
        if finishes:
            finish(plan.kind, values, number_as_name=plan.number_as_name)
        for group in required:
            for name in group:
                if name in values:
                    break
            else:
                _miss(plan, group, problems)
        if problems or len(values) <= 2:
            if cells == header:
                continue
            _refuse_odd(cells, problems)
        if plan.deleted is not None and plan.deleted < count:
            _refuse_deleted(clean(cells[plan.deleted]), plan, problems)
        raw = tuple(cells) if type(cells) is list else tuple(map(cell_text, cells))
        custom = _custom(plan, cells, problems) if plan.kind is Kind.CUSTOMERS else {}
        yield TypedRow(number, values, custom, raw, tuple(problems))


def _alone(column: Column, plan: Plan) -> bool:
    """Whether no other column feeds the same field."""
    return sum(1 for other in plan.columns if other.spec is column.spec) == 1


def _join(
    values: dict[str, object], problems: list[CellProblem], column: Column, cell: Cell
) -> None:
    """Add the values of one of several columns that feed a field of many values."""
    assert column.spec.type in JOINED
    value = column.cache.get(cell, _UNSEEN)
    if value is _UNSEEN:
        value = column.read(cell)
    if isinstance(value, CellError):
        problems.append(_problem(column, cell, value))
    elif isinstance(value, tuple):
        before = values.get(column.spec.name, ())
        assert isinstance(before, tuple)
        values[column.spec.name] = tuple(dict.fromkeys((*before, *value)))


def _problem(column: Column, cell: Cell, error: CellError) -> CellProblem:
    shown = cell_text(cell)[:_VALUE_SHOWN]
    soft = column.spec.soft or column.spec.type in JOINED or error.code == codes.CELL_FORMULA_ERROR
    return CellProblem(column.header, shown, error.code, error.params, fatal=not soft)


def _miss(plan: Plan, group: tuple[str, ...], problems: list[CellProblem]) -> None:
    """Say that a required field is blank, unless its bad cell was said already."""
    columns = [column for column in plan.columns if column.spec.name in group]
    names = [column.header for column in columns]
    if any(problem.column in names and problem.fatal for problem in problems):
        return
    header = names[0] if names else ""
    problems.append(CellProblem(header, "", codes.ROW_MISSING, {"fields": group}))


def _refuse_odd(cells: tuple[Cell, ...] | list[str], problems: list[CellProblem]) -> None:
    """Refuse a line of totals, which is no record."""
    first = next((clean(cell) for cell in cells if cell not in ("", None)), "")
    if first.replace(" ", "").casefold() in _TOTALS or first.casefold() in _TOTALS:
        problems[:] = [CellProblem("", first, codes.ROW_TOTAL)]


def _refuse_deleted(mark: str, plan: Plan, problems: list[CellProblem]) -> None:
    if mark.casefold() in {"true", "1", "yes"} and plan.deleted is not None:
        problems.append(CellProblem(plan.header[plan.deleted], mark, codes.ROW_DELETED))


def _custom(
    plan: Plan, cells: tuple[Cell, ...] | list[str], problems: list[CellProblem]
) -> dict[str, str]:
    """Columns no field takes, and values their field could not take: nothing is dropped."""
    count = len(cells)
    kept = {}
    for index, name in plan.custom:
        if index < count:
            text = clean(cells[index])
            if text:
                kept[name] = text
    soft = {problem.column for problem in problems if not problem.fatal}
    if soft:
        for column in plan.columns:
            if column.header in soft and column.index < count:
                # The whole cell: what a problem shows of it is cut.
                text = clean(cells[column.index])[:TEXT_LIMIT]
                if text:
                    kept[column.header] = text
    return kept


def _refused(
    number: int,
    cells: tuple[Cell, ...] | list[str],
    reason: str,
    params: dict[str, object] | None = None,
) -> TypedRow:
    raw = tuple(cell_text(cell) for cell in cells)
    value = next((cell for cell in raw if cell), "")[:_VALUE_SHOWN]
    problem = CellProblem("", value, reason, params or {})
    return TypedRow(number, {}, {}, raw, (problem,))

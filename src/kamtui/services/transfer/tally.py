"""Counting outcomes while a file is imported."""

from collections import Counter

from kamtui.exchange.typed import CellProblem, TypedRow
from kamtui.services.transfer.result import (
    MOST_WARNINGS,
    FileNote,
    Outcome,
    Remark,
    RowRejected,
)


class Tally:
    """The outcome of every row, and the reasons of those left out."""

    def __init__(self, headers: dict[str, str]) -> None:
        """Take the header of each field, to name columns as the file does."""
        self._headers = headers
        self.counts: Counter[Outcome] = Counter()
        self.rejected: list[Remark] = []
        self.warnings: list[Remark] = []
        self.notes: list[FileNote] = []

    def count(self, outcome: Outcome) -> None:
        """Note what became of one row."""
        self.counts[outcome] += 1

    def correct(self, rows: int, was: Outcome, now: Outcome) -> None:
        """Count some rows otherwise: the end of the file told what became of them."""
        self.counts[was] -= rows
        self.counts[now] += rows

    def reject(self, row: TypedRow, why: RowRejected) -> None:
        """Note a row that a rule of the book refuses."""
        self.counts[Outcome.REJECTED] += 1
        column = self._headers.get(why.field, "")
        self.rejected.append(Remark(row.number, column, why.value, why.code, why.params, row.raw))

    def refuse(self, row: TypedRow) -> None:
        """Note a row that reading the file already found bad, with its first fatal problem."""
        self.counts[Outcome.REJECTED] += 1
        problem = next(one for one in row.problems if one.fatal)
        self.rejected.append(_remark(row.number, problem, row.raw))

    def warn(self, row: TypedRow) -> None:
        """Note the problems of a good row."""
        for problem in row.problems:
            if len(self.warnings) < MOST_WARNINGS:
                self.warnings.append(_remark(row.number, problem, ()))


def _remark(number: int, problem: CellProblem, raw: tuple[str, ...]) -> Remark:
    return Remark(number, problem.column, problem.value, problem.reason_code, problem.params, raw)

"""The catalogue of what a criterion can judge, shown while one is being chosen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from kamtui.domain.metrics import CATALOGUE, MetricKey
from kamtui.present.grading import criterion_label
from kamtui.present.metric_words import meaning_text, unit_text
from kamtui.present.spoken import clauses
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line

__all__ = ["MetricRows"]

#: Cells of a place, and those between two columns.
_PLACE, _GAP = 4, 2


class MetricRows:
    """A `RowSource` of every metric: its number, name, unit and meaning; the chosen one lit."""

    heads: Sequence[int] = ()

    def __init__(self, chosen: str | None) -> None:
        """Light a metric."""
        self._chosen = chosen
        self._metrics = tuple(CATALOGUE)
        self._name = max(cell_len(criterion_label(one, None)) for one in self._metrics) + _GAP
        self._unit = max(cell_len(unit_text(one)) for one in self._metrics) + _GAP

    def __len__(self) -> int:
        """Rows."""
        return len(self._metrics)

    def key(self, index: int) -> str:
        """The metric."""
        return self._metrics[index].value

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        line, metric = Line(width), self._metrics[index]
        lit = metric.value == self._chosen
        line.put_right(_PLACE, str(index + 1), "accent" if lit else "muted")
        x, room = _PLACE + 1, width - 1
        for text, cells, role in (
            (criterion_label(metric, None), self._name, "text"),
            (unit_text(metric), self._unit, "muted"),
            (meaning_text(metric), room, "muted"),
        ):
            limit = min(cells - 1, room - x)
            if limit > 0:
                line.put(
                    x, text, "accent" if lit else role, bold=lit, limit=limit,
                    ellipsis=brush.ellipsis,
                )  # fmt: skip
            x += cells
        return line

    def spoken(self, index: int) -> str:
        """Return a row in words."""
        metric: MetricKey = self._metrics[index]
        return clauses((criterion_label(metric, None), unit_text(metric), meaning_text(metric)))

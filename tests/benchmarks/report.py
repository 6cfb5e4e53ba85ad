"""The one table at the end: what was measured, against its floor and its goal."""

from dataclasses import dataclass
from statistics import median

from rich.cells import cell_len

NOT_THERE = "not there yet"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``floor`` is empty where the goal is absolute."""

    what: str
    floor: str
    measured: str
    ratio: str
    goal: str


ROWS: list[Row] = []


def add_times(what: str, *, floor: list[float], measured: list[float], goal: str) -> None:
    """Add two series of seconds, compared by their medians."""
    low, high = median(floor), median(measured)
    ROWS.append(Row(what, milliseconds(low), milliseconds(high), f"{high / low:.2f} x", goal))


def add(what: str, measured: str, *, goal: str, floor: str = "", ratio: str = "") -> None:
    """Add an absolute figure."""
    ROWS.append(Row(what, floor, measured, ratio, goal))


def missing(what: str, *, goal: str, why: str = "") -> None:
    """Add a row for what cannot be measured yet."""
    said = " ".join(why.split())[:40]
    ROWS.append(Row(what, "", NOT_THERE, said, goal))


def milliseconds(seconds: float) -> str:
    """Return seconds as people compare them."""
    return f"{seconds * 1000:,.1f} ms" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"


def kilobytes(number: float) -> str:
    """Return bytes as speed.md counts them."""
    return f"{number / 1024:,.2f} KB"


def p95(values: list[float]) -> float:
    """Return the value that 95 in 100 do not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))]


def table() -> list[str]:
    """Return the lines of the table."""
    titles = Row("What", "Floor", "Measured", "Ratio", "Goal")
    rows = [titles, *ROWS]
    cells = [(row.what, row.floor, row.measured, row.ratio, row.goal) for row in rows]
    widths = [max(cell_len(line[place]) for line in cells) for place in range(5)]
    lines = []
    for line in cells:
        padded = []
        for place, (cell, width) in enumerate(zip(line, widths, strict=True)):
            gap = " " * (width - cell_len(cell))
            padded.append(cell + gap if place in (0, 4) else gap + cell)
        lines.append("  ".join(padded).rstrip())
    return [lines[0], "-" * sum(widths, 8), *lines[1:]]

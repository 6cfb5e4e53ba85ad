"""The rows that were not imported, as the input's own columns plus the reason (cli.md)."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from kamtui.exchange.fields import keys
from kamtui.exchange.formula_guard import unguard
from kamtui.exchange.headers import column_letter, read_header
from kamtui.exchange.typed import TypedRow
from kamtui.exchange.writers import write_table

#: Names of the added column; importing a mended file leaves it out.
REASON_HEADERS: Final = frozenset(
    keys(
        "错误原因|拒绝原因|未导入原因|Reason rejected|Rejected because|Rejection reason|"
        "Import error"
    )
)


def is_reason_header(name: str) -> bool:
    """Whether a column is the one `write_rejects` added."""
    return read_header(name).key in REASON_HEADERS


def write_rejects(
    path: Path,
    header: Sequence[str],
    rows: Iterable[tuple[TypedRow, str]],
    *,
    reason_header: str,
) -> None:
    """Write rejected rows so that they can be mended and imported again.

    Args:
        path: Where; CSV, XLSX or JSON by its suffix.
        header: The input's column names.
        rows: Each rejected row with its reason in words.
        reason_header: Name of the added column; one `is_reason_header` knows.

    Raises:
        KamError: The file cannot be written, or its suffix names no format.
    """
    listed = [(tuple(unguard(cell) for cell in row.raw), reason) for row, reason in rows]
    width = max([len(header), *(len(cells) for cells, _reason in listed)])
    names = [*header, *(column_letter(index) for index in range(len(header), width))]
    write_table(
        path,
        [*names, reason_header],
        [(*cells, *[""] * (width - len(cells)), reason) for cells, reason in listed],
    )

"""The rows that were not imported, to be mended and imported again (cli.md, --rejects)."""

from collections.abc import Callable, Sequence
from pathlib import Path

from kamtui.domain.errors import KamError
from kamtui.services.transfer.result import ImportResult, Remark


def check_rejects(path: Path, inputs: Sequence[Path]) -> None:
    """Refuse a rejects file that could not be written, or that would replace an input.

    Asked before the import, so that a mistyped option costs nothing.

    Raises:
        KamError: ``export.format_unknown``, ``import.rejects_over_input``; exit code 2.
    """
    from kamtui.exchange.writers import FORMATS

    if path.suffix.lower().lstrip(".") not in FORMATS:
        params: dict[str, object] = {"path": str(path), "formats": FORMATS}
        raise KamError("export.format_unknown", params, exit_code=2)
    if any(_same_file(path, one) for one in inputs):
        raise KamError("import.rejects_over_input", {"path": str(path)}, exit_code=2)


def _same_file(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return False


def write_rejects(
    path: Path,
    *,
    results: Sequence[ImportResult],
    reason: Callable[[Remark], str],
    reason_header: str,
) -> int:
    """Write the rejected rows of an import, the input's own columns and the reason.

    Rows of several files stand under the columns of the first that has any; nothing is written
    where no row was rejected.

    Args:
        path: Where; the format is its suffix.
        results: What `import_files` returned.
        reason: Returns the words for a row.
        reason_header: Title of the reason's column.

    Returns:
        How many rows were written.

    Raises:
        KamError: ``export.*``, where the file cannot be written.
    """
    from kamtui.exchange import rejects
    from kamtui.exchange.typed import TypedRow

    bad = [result for result in results if result.rejected]
    if not bad:
        return 0
    header = list(bad[0].header)
    for result in bad[1:]:
        header += [name for name in result.header if name not in header]
    rows = []
    for result in bad:
        places = [header.index(name) for name in result.header]
        for remark in result.rejected:
            cells = [""] * len(header)
            for place, cell in zip(places, remark.raw, strict=False):
                cells[place] = cell
            cells += remark.raw[len(result.header) :]
            rows.append((TypedRow(remark.row, {}, {}, tuple(cells), ()), reason(remark)))
    rejects.write_rejects(path, header, rows, reason_header=reason_header)
    return len(rows)

"""Delimited text as records: separator, quoted line breaks, rows as a person counts them."""

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from kamtui.exchange import codes
from kamtui.exchange.encodings import Encoding, Opener, find_encoding
from kamtui.exchange.pasted import plain_table
from kamtui.exchange.sheets import Sheet, SourceRow

SEPARATORS: Final = (",", ";", "\t", "|", ":")
#: Longest cell taken; longer ones are a row's problem, an unclosed quote is found by it.
CELL_LIMIT: Final = 1_000_000
#: Lines one record may span before its opening quote is taken for unclosed.
_RECORD_LINES: Final = 5_000
_SAMPLE_LINES: Final = 60


def open_delimited(source: Path | bytes, *, file: str, encoding: str | None = None) -> Sheet:
    """Read delimited text, from a file or as pasted.

    Args:
        source: A path, or the bytes themselves.
        file: The name used in errors.
        encoding: What the user says the text is in.

    Returns:
        The table as a sheet; the file is opened anew by each `read`.

    Raises:
        KamError: The file cannot be opened, is empty, no text, or not in that encoding.
    """
    opener, size = _opener(source)
    found = find_encoding(opener, file=file, forced=encoding)
    with _text(opener(), found) as handle:
        sample = list(itertools.islice(handle, _SAMPLE_LINES))
    plain = plain_table(sample)
    separator = plain.separator if plain is not None else find_separator(sample)
    position = [0]

    def read() -> Iterator[SourceRow]:
        with opener() as raw, _text(raw, found) as handle:
            lines: Iterator[str] = handle
            if plain is not None:
                yield from plain.rows(lines)
                return
            for row in _records(lines, separator, found.has_nul):
                if row.number % 1000 == 0:
                    position[0] = raw.tell()
                yield row
        position[0] = size

    return Sheet(
        name=None,
        read=read,
        fraction=lambda: position[0] / size if size else 1.0,
        encoding=found.name.removesuffix("-sig"),
        encoding_guessed=found.guessed,
        separator=separator,
    )


def _opener(source: Path | bytes) -> tuple[Opener, int]:
    if isinstance(source, bytes):
        return (lambda: io.BytesIO(source)), len(source)
    return (lambda: source.open("rb")), source.stat().st_size


def _text(raw: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    # newline="" keeps line breaks inside quotes; the csv module ends records by itself.
    return io.TextIOWrapper(raw, encoding=encoding.name, errors="replace", newline="")


def find_separator(sample: list[str]) -> str:
    """The separator that cuts the sample into the same number of cells most often.

    An Excel hint line ("sep=;") wins.  Consistency over lines weighs more than the number of
    cells, so that commas in addresses do not beat the semicolons around them.
    """
    first = sample[0].strip().lower() if sample else ""
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        csv.field_size_limit(CELL_LIMIT)
        try:
            widths = [len(cells) for cells in csv.reader(sample, delimiter=separator) if cells]
        except csv.Error:
            widths = [line.count(separator) + 1 for line in sample if line.strip()]
        if not widths:
            continue
        width, count = Counter(widths).most_common(1)[0]
        if width < 2:
            widest = max(widths)
            if widest < 2:
                continue
            width, count = widest, widths.count(widest)
        # A colon separates hours and addresses (https:) far more often than cells.
        weight = 0.3 if separator == ":" else 1.0
        score = weight * (count / len(widths)) * (1 + min(width, 40) / 40)
        if score > best_score:
            best, best_score = separator, score
    return best


class _Lines:
    """The lines of a file with those of the record being read kept for a second try."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: list[str] = []
        self._failures = 0
        self.record: list[str] = []
        self.ended = False
        self.limit = _RECORD_LINES

    def __iter__(self) -> Iterator[str]:
        record = self.record
        while True:
            if self._again:
                line = self._again.pop()
            else:
                try:
                    line = next(self._lines)
                except StopIteration:
                    self.ended = True
                    return
            record.append(line)
            if len(record) > self.limit:
                raise _UnclosedQuote
            yield line

    def step_back(self) -> None:
        """Give the lines after the record's first again.

        Fewer lines are tried each time, so that a file full of stray quotes is not read over
        and over.
        """
        self._failures += 1
        self.limit = max(1, _RECORD_LINES // (1 + self._failures))
        self._again.extend(reversed(self.record[1:]))
        self.ended = False


class _UnclosedQuote(Exception):  # noqa: N818 - internal signal
    """A record ran over more lines than any note has."""


def _records(lines: Iterator[str], separator: str, has_nul: bool) -> Iterator[SourceRow]:
    """Records with the line each starts on.

    A quote that is never closed swallows what follows: the row it stands in is given with a
    reason, and reading goes on with the next line.
    """
    feed = _Lines(lines)
    record = feed.record
    # The limit is the process's; no other csv reader of the program needs another one.
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(iter(feed), delimiter=separator)
    number = 1
    while True:
        record.clear()
        reason = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _UnclosedQuote):
            cells, reason = [], codes.ROW_QUOTE if len(record) > 1 else codes.CELL_TOO_LONG
        # Once a record is out, only a quote still open has made the reader ask past the end.
        if feed.ended and reason is None:
            reason = codes.ROW_QUOTE
        taken = len(record)
        if reason is not None:
            taken = 1
            feed.step_back()
            reader = csv.reader(iter(feed), delimiter=separator)
            text = record[0][:CELL_LIMIT].rstrip("\r\n")
            yield SourceRow(number, [cell[:200] for cell in text.split(separator)][:1000], reason)
        elif any(cells):
            if has_nul and any("\0" in cell for cell in cells):
                reason = codes.CELL_NUL
            yield SourceRow(number, cells, reason)
        number += taken

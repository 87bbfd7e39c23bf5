"""CSV as spreadsheets and LinkedIn write it: rows by the names of their columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Set

from tracker.importing.errors import UnreadableFileError

# Of one table: a cell takes a hundred times its size in memory, and packs to nothing in a ZIP.
MAX_ROWS = 20_000
MAX_CELLS = 200_000
_PREAMBLE = 20  # rows of notes that may stand above the names of the columns
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WESTERN = "cp1252"  # what Excel writes where it does not write Unicode

Row = dict[str, str]
"""The cells that say something, by the names of their columns."""


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16, with or without a mark, else in Windows' Western."""
    marked = (encoding for mark, encoding in _MARKS if content.startswith(mark))
    encoding = next(marked, "") or _unmarked(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode(_WESTERN, errors="replace")


def _unmarked(content: bytes) -> str:
    """UTF-16 shows by every other byte of what is mostly ASCII being zero."""
    if content[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if content[:1] == b"\0" else "utf-8"


def rows_of(text: str, needed: Set[str]) -> list[Row] | None:
    """The rows below the first one that names the `needed` columns, None where none does.

    Names are compared, and stand in the rows, in lower case. Raises UnreadableFileError where the
    text is no CSV, or one of more rows or cells than a person's export has.
    """
    try:
        tables = (_table(text, delimiter, needed) for delimiter in ",;\t")
        return next((table for table in tables if table is not None), None)
    except csv.Error as error:
        raise UnreadableFileError(f"The table cannot be read: {error}.") from None


def _table(text: str, delimiter: str, needed: Set[str]) -> list[Row] | None:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = _columns(lines, needed)
    if columns is None:
        return None
    rows: list[Row] = []
    count = 0
    for cells in filter(any, lines):
        rows.append({name: cell for name, cell in zip(columns, cells, strict=False) if cell})
        count += len(rows[-1])
        if len(rows) > MAX_ROWS or count > MAX_CELLS:
            raise UnreadableFileError(
                f"The table has more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells."
            )
    return rows


def _columns(lines: Iterator[list[str]], needed: Set[str]) -> list[str] | None:
    for _ in range(_PREAMBLE):
        columns = [cell.strip().casefold() for cell in next(lines, [])]
        if needed <= set(columns):
            return columns
    return None

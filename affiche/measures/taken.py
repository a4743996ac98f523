"""A file of measurements that was read; what was taken of it, out. Data only, quick to import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FileRead:
    """What was taken of one file. `columns`: field → the column, or the value of every row;
    `first` are the cells of these columns in the first rows."""

    path: str
    kind: str
    encoding: str
    separator: str
    sheet: str
    service: str
    head_line: int
    columns: tuple[tuple[str, ...], ...]
    first: tuple[tuple[str, ...], ...]
    rows: int
    unanswered: int
    latest: date | None = None
    """The latest day of its rows."""

"""What is done for a sheet in; what WeasyPrint merely logs about it, as an error, out."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from affiche.errors import AfficheError

# What WeasyPrint logs although nothing is wrong, each with the reason.
MISSING = re.compile(r'notdef glyph rendered for Unicode string .*: "(.*)"', re.DOTALL)
HARMLESS = (
    # The preflight finds it, takes away the file's label, and tells the writer.
    re.compile("has no required alt description"),
    # A letter that no font has is the writer's to know: `Typesetter.missing`.
    MISSING,
    # Font files of a theme may carry tables that the subsetter does not know and leaves as is.
    re.compile(r"NOT subset"),
    # Content is cleaned HTML; an address in it that paper cannot follow is a text.
    re.compile(r"^No anchor #"),
)


class _Records(logging.Handler):
    """Keeps what the loggers say."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def complaints(name: str, refused: list[str]) -> Iterator[list[str]]:
    """Turn what WeasyPrint logs in here into an AfficheError that names the sheet; what is
    harmless is in the list that this gives."""
    records = _Records()
    loggers = [logging.getLogger(each) for each in ("weasyprint", "fontTools")]
    for logger in loggers:
        logger.addHandler(records)
    try:
        yield records.said
    finally:
        for logger in loggers:
            logger.removeHandler(records)
    said = [text for text in records.said if not any(p.search(text) for p in HARMLESS)]
    said += [f"refused: {url}" for url in refused]
    if said:
        raise AfficheError(f"{name}: {'; '.join(dict.fromkeys(said))}")

"""Planned sheets in; the same out, each stamped with what version of the content it shows.

Somebody before a poster compares its stamp with the one on the page: the same stamp, the same
content in the same words, on every paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from affiche.model import Site
from affiche.pages.plan import Sheet
from affiche.pages.printed.marks import marked

# As long as git writes its own: short enough to compare by eye.
DIGITS = 7


def stamped(
    sheets: Sequence[Sheet], site: Site, written: Sequence[Sheet] | None = None
) -> Iterator[Sheet]:
    """Each sheet with its hash, and the day on which its content last changed, if that is known.

    `written` are the same sheets without what only the day of today puts on them.
    """
    for sheet, as_written in zip(sheets, written or sheets, strict=True):
        yield marked(replace(sheet, hash=_hash(as_written, site), day=_day(sheet, site)))


def _hash(sheet: Sheet, site: Site) -> str:
    """The hash of all that is shown, with the bytes of its pictures; the paper is left out."""
    shown = repr((sheet.title, sheet.language, sheet.data))
    pictures = [image.digest for file, image in site.images.items() if file in shown]
    digest = hashlib.blake2b(repr((shown, pictures)).encode())
    return digest.hexdigest()[:DIGITS]


def _day(sheet: Sheet, site: Site) -> date | None:
    """A sheet of all personas is as new as the newest of them."""
    paths = [sheet.source.path]
    if sheet.kind == "family":
        paths = [persona.path for persona in site.personas.values()]
    return max((site.changed[path] for path in paths if path in site.changed), default=None)

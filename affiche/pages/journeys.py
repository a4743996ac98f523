"""The journey list, a page with the map for each journey, and its sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from affiche.model import Site
from affiche.pages.plan import Page, Sheet, SheetFact
from affiche.words import Words


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """The maps of every journey in every size that the company asks for."""
    return ()


def pages(
    site: Site, words: Words, sheets: Sequence[Sheet], facts: Mapping[str, SheetFact]
) -> Iterator[Page]:
    """The list and a page for each journey."""
    yield from ()

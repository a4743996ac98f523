"""Sheets beside the posters and maps: a `Site` in, feedback editions, hand-outs and family out."""

from __future__ import annotations

from affiche.model import Site
from affiche.pages import family, feedback, handout
from affiche.pages.plan import Sheet
from affiche.words import Words


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """All of them. The site is without what may not hang on a wall."""
    return tuple(
        sheet for kind in (feedback, handout, family) for sheet in kind.sheets(site, words)
    )

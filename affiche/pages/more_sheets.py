"""Sheets beside the posters and maps: a `Site` in, feedback editions and the rest out."""

from __future__ import annotations

from affiche.model import Site
from affiche.pages import feedback
from affiche.pages.plan import Sheet
from affiche.words import Words


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """All of them. The site is without what may not hang on a wall."""
    return feedback.sheets(site, words)

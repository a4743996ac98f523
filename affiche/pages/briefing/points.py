"""Texts of a list in; the points that an agency reads, each with what it rests on, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from affiche.model import Evidence, Text


@dataclass(frozen=True)
class Point:
    """One item of a list and what it rests on."""

    text: str
    evidence: Evidence | None = None


def points(texts: Iterable[Text]) -> tuple[Point, ...]:
    """Each text without its source, which is the company's own bookkeeping."""
    return tuple(Point(text.text, text.evidence) for text in texts)

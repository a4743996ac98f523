"""Votes in; how many each opportunity has, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from affiche.model.measures import Vote


def votes(found: Iterable[Vote]) -> Mapping[str, int]:
    """Votes by opportunity. What a board counts itself (`running`) is taken as it was last."""
    total = Counter[str]()
    last: dict[str, Vote] = {}
    for one in found:
        if not one.running:
            total[one.opportunity] += one.votes
        elif one.opportunity not in last or (one.day or date.min) >= (
            last[one.opportunity].day or date.min
        ):
            last[one.opportunity] = one
    for one in last.values():
        total[one.opportunity] += one.votes
    return dict(total)

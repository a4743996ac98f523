"""All reviews that may be shown in; which of them get a poster, alone or together, out.

A row chooses with `use: poster`; where none does, the newest good and the newest confronting one
that are short enough get one.
"""

from __future__ import annotations

from collections.abc import Sequence

from affiche.measures.places import Travelled
from affiche.model import Site
from affiche.model.measures import Review, Use
from affiche.pages.company.reviews import owner_of, sort_of

# So many large posters at most, and so many reviews on a sheet.
MOST, TOGETHER = 20, 6
SORTS = ("good", "confronting")
# Letters that are read in passing, of what nobody chose.
LEAST, LONGEST = 18, 320


def _newest(found: Sequence[Review]) -> list[Review]:
    """The newest first, each text once."""
    held = {owner_of(one): one for one in sorted(found, key=lambda one: one.id)}
    return sorted(held.values(), key=lambda one: (str(one.day or ""), one.id), reverse=True)


def large(found: Sequence[Review]) -> list[Review]:
    """Those that get a poster of their own."""
    asked = [one for one in _newest(found) if Use.POSTER in one.uses]
    return asked[:MOST] or [held[0] for sort in SORTS if (held := _fit(found, sort))]


def _fit(found: Sequence[Review], sort: str) -> list[Review]:
    """Those of a sort that are read in passing: what somebody chose first, then the newest."""
    held = [one for one in _newest(found) if sort_of(one) == sort
            and (LEAST <= len(one.text) <= LONGEST or Use.POSTER in one.uses)]  # fmt: skip
    return sorted(held, key=lambda one: (Use.POSTER not in one.uses, Use.MARKETING not in one.uses))


def together(found: Sequence[Review], sort: str, site: Site) -> tuple[Review, ...]:
    """Up to six of a sort, of as many phases as there are, in the order of the phases; none where
    there are fewer than two. Five leave a hole, so then there are four."""
    held = _fit(found, sort)
    order = _order(site)
    first = {one.spot.phase: one for one in reversed(held) if one.spot.phase}
    chosen = sorted(first.values(), key=held.index)[:TOGETHER]
    chosen += [one for one in held if one not in chosen][: TOGETHER - len(chosen)]
    count = 4 if len(chosen) == 5 else len(chosen)
    if count < 2:
        return ()
    last = len(order)
    return tuple(sorted(chosen[:count], key=lambda one: order.get(one.spot.phase, last)))


def _order(site: Site) -> dict[str, int]:
    """Phase → its place, as the journeys have them."""
    names: dict[str, int] = {}
    for journey in site.journeys.values():
        for phase in Travelled.of(journey).phases:
            names.setdefault(phase, len(names))
    return names

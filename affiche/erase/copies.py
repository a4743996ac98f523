"""Somebody and the list of printed copies in; the copies that are about them, out.

What is noted of them goes; the sheets themselves hang where they hang, and somebody has to take
them down.
"""

from __future__ import annotations

from collections.abc import Iterator

from affiche.erase.places import tree_of
from affiche.erase.who import Shelf, Target
from affiche.splicing.trees import Spot, Tree
from affiche.splicing.written import Edit

FILE = "copies.yaml"


def entries(tree: Tree, target: Target, held: Shelf) -> Iterator[Edit]:
    """The entries of the list that are about a persona's sheets."""
    for spot in _sheets(tree, target, held):
        yield from tree.without(Spot(spot.way[:-1], None, spot.around[:-1]))


def hanging(target: Target, held: Shelf) -> Iterator[str]:
    """Where their sheets hang, in the words of the list."""
    tree = tree_of(FILE, held.texts[FILE]) if FILE in held.texts else None
    if tree is None:
        return
    said = {spot.way: spot.value for spot in tree.spots() if spot.value}
    for spot in _sheets(tree, target, held):
        about = (said.get((*spot.way[:-1], key)) for key in ("sheet", "place", "size", "since"))
        yield " · ".join(filter(None, about))


def _sheets(tree: Tree, target: Target, held: Shelf) -> Iterator[Spot]:
    """Where the list names a sheet of the persona: the longest id that a name begins with."""
    for spot in tree.spots() if target.persona else ():
        if spot.way[-1:] != ("sheet",) or not spot.value:
            continue
        owners = [name for name in held.personas if spot.value.startswith(f"{name}-")]
        if owners and max(owners, key=len) == target.persona:
            yield spot

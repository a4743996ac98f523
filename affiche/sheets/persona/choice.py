"""A poster's blocks, and what stands around them, in; which of them go on the sheet, at which size
and how much of each, and what stays off, out. Pure, but for the measurer that is asked for heights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from affiche.pages.persona.poster import Block, Poster
from affiche.sheets.persona import foot
from affiche.sheets.persona.cut import cut
from affiche.sheets.persona.foot import Foot
from affiche.sheets.persona.hero import HEIGHT, Parts, least
from affiche.sheets.persona.sizes import (
    AIR,
    Choice,
    Heights,
    best_choice,
    counts,
    needed,
)

# What a persona is about: a long biography or quote does not keep these off the poster.
CORE = ("goals", "pains", "needs")
# When not all fits, longer blocks are cut to about so many words.
CUTS = (240, 180, 130, 90, 60)
# So many words are far more than a sheet takes: laying all of them out is a waste of seconds.
HOPELESS = 650
# The least that gaps and air are, when not all fits otherwise.
TIGHT_GAP, TIGHT_AIR = 1.65, 2.1


def ranked(blocks: Sequence[Block], order: Sequence[str]) -> tuple[Block, ...]:
    """The blocks that `order` names, by importance; "sections" stands for the writer's own. Without
    an order, all of them as they come."""
    places = {name: place for place, name in enumerate(order)}

    def rank(block: Block) -> int | None:
        return places.get("sections" if block.id.startswith("section-") else block.id)

    known = [block for block in blocks if rank(block) is not None]
    return tuple(sorted(known, key=lambda block: rank(block) or 0)) if order else tuple(blocks)


@dataclass(frozen=True)
class Tight:
    """The same heights, with less between them."""

    loose: Heights

    def choice(self, body: float, count: int, blocks: Sequence[Block]) -> Choice:
        """The heights at a body size in so many columns."""
        return replace(self.loose.choice(body, count, blocks), gap=TIGHT_GAP, air=TIGHT_AIR)


@dataclass(frozen=True)
class Frame:
    """What stands around the blocks."""

    parts: Parts
    foot: Foot
    poster: Poster

    def below(self, titles: Sequence[str]) -> Mapping[str, float]:
        """The foot, with its last line when there is something to say there."""
        more = f"{', '.join(titles)} {self.poster.short} {'.' * 30}" if titles else ""
        return foot.places(self.foot, more)

    def room(self, left: Sequence[str]) -> float:
        """The height between the top at its least and the foot, for columns and wide blocks."""
        taken = least(self.parts) + self.parts.quote_below + self.below(left)["height"]
        return HEIGHT - taken - 2 * (TIGHT_AIR if self.parts.tight else AIR)


@dataclass(frozen=True)
class Chosen:
    """What goes on the sheet: the blocks in their order, some of them cut, out of `whole`."""

    choice: Choice
    shown: tuple[Block, ...]
    whole: tuple[Block, ...]
    frame: Frame

    @property
    def left(self) -> tuple[Block, ...]:
        """What is not shown, or not all of it; a block that is cut is the one that is shown."""
        shown = {block.id: block for block in self.shown}
        return tuple(
            shown.get(block.id, block)
            for block in self.whole
            if block.id not in shown or shown[block.id].rest
        )

    @property
    def words(self) -> int:
        """How many words are not shown."""
        shown = {block.id for block in self.shown}
        return sum(block.rest if block.id in shown else block.words for block in self.left)

    @property
    def titles(self) -> tuple[str, ...]:
        """What is not shown, in words."""
        rest = self.frame.poster.rest
        shown = {block.id for block in self.shown}
        return tuple(
            rest.format(title=block.title) if block.id in shown else block.title
            for block in self.left
        )


def choose(
    blocks: Sequence[Block], frame: Frame, measurer: Heights, sizes: Sequence[float]
) -> Chosen:
    """The largest body size, and the number of columns, at which all blocks fit, if need be with
    a smaller name; when none does, the least size and the blocks that fit at it, the most
    important first, with long ones cut when that says more."""
    whole = tuple(blocks)
    tight = replace(frame, parts=replace(frame.parts, tight=True))
    close = Tight(measurer)
    for one, heights in ((frame, measurer), (tight, close)) if _hopeful(whole) else ():
        choice = best_choice(blocks, one.room(()), heights, sizes)
        if choice:
            return Chosen(choice, whole, whole, one)
    kept = [
        Chosen(each, subset(shorter, each, tight.room(_titles(blocks))), whole, tight)
        for shorter in _shortened(whole)
        for each in [close.choice(sizes[-1], counts(shorter, sizes)[0], shorter)]
    ]
    found = max(kept, key=_worth_of)
    larger = best_choice(found.shown, tight.room(found.titles), close, sizes)
    return replace(found, choice=larger) if larger else found


def subset(blocks: Sequence[Block], choice: Choice, free: float) -> tuple[Block, ...]:
    """The blocks that fit, those of the core asked first and the others in order of importance: a
    smaller one may stay where a more important one is too large."""
    kept: tuple[Block, ...] = ()
    for asked in sorted(blocks, key=lambda block: block.id not in CORE):
        wish = tuple(block for block in blocks if block in kept or block is asked)
        if needed(wish, choice) <= free:
            kept = wish
    return kept


def _hopeful(blocks: tuple[Block, ...]) -> bool:
    return sum(block.words for block in blocks) < HOPELESS


def _titles(blocks: Sequence[Block]) -> tuple[str, ...]:
    return tuple(block.title for block in blocks)


def _shortened(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """The blocks as they are, then with the long ones cut shorter and shorter."""
    if _hopeful(blocks):
        yield blocks
    for most in CUTS:
        if any(block.words > most for block in blocks):
            yield tuple(cut(block, most) for block in blocks)


def _worth_of(chosen: Chosen) -> float:
    """What a choice of blocks is worth: each block more than the next one, and one that is cut
    less than a whole one."""
    places = {block.id: place for place, block in enumerate(chosen.whole)}
    return sum(0.7 ** places[block.id] * sqrt(_share(block)) for block in chosen.shown)


def _share(block: Block) -> float:
    """How much of a block is shown."""
    return block.words / (block.words + block.rest) if block.rest else 1.0

"""A hand-out in; its blocks in two or three columns, in the largest type at which all fit, out.

Long texts and the journey stand across the page, in columns of their own. What does not fit at the
least type stays off as whole blocks, the essentials last of all; of a long text there is at least
the beginning. What a short persona leaves is ruled, for notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from affiche.errors import Kind, Problem
from affiche.pages.persona.poster import Block, Poster
from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.desk.handout.choice import (
    AIR,
    COUNTS,
    GUTTER,
    MARGIN,
    SHORT,
    SIZES,
    WIDTH,
    Choice,
    across,
    area,
    growth,
    guess,
    may_be_larger,
    ranked,
    reading,
    sizes,
    worth,
)
from affiche.sheets.desk.handout.places import NOTE_PITCH, arranged
from affiche.sheets.desk.leaflet import Head, Leaflet
from affiche.sheets.layout import boxes
from affiche.sheets.layout.columns import GROWTH
from affiche.sheets.persona import poster as persona
from affiche.sheets.persona.cut import cut

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

ALIKE = False
FACE = 17.0
HEAD = Head(
    face=FACE,
    pad=2.3,
    names=(7.0, 6.2, 5.4, 4.4, 3.6, 3.0),
    width=WIDTH - FACE - 3.0,
    lines=1.3,
)
# A column is so many times as wide as its type is high.
NARROW = 12.5
# By which power of the type size all grows as a rule: headings and gaps do so by less than text.
GROWN = 1.1
# A text that takes more of the page than this waits for what is shorter.
GREEDY = 0.5
# What has to be left for the beginning of a block, of how many blocks it is tried, and in how many
# lengths.
BEGIN, BEGUN, CUTS = 7.0, 3, 5
TRIES = 8

BLANK: dict[str, Any] = {
    **persona.BLANK, **HEAD.fit(), "margin": MARGIN, "across": WIDTH, "wide": WIDTH,
    "gutter": GUTTER, "sections": (), "spots": {}, "tops": {},
    "across_page": (), "columns": {}, "short": SHORT, "notes": None, "pitch": NOTE_PITCH,
    "count": COUNTS[0], "column": 28.0,
}  # fmt: skip
REFERENCE: dict[str, Any] = {**BLANK, "stage": "all", "names": HEAD.names, "left_off": ("…",)}


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The sheet with the largest type at which all fits, else with whole blocks left off.

    Raises AfficheError when the layout cannot be verified: that is our fault.
    """
    drawn = _Handout(sheet, typesetter)
    left: tuple[str, ...] = ()
    less = 0.0
    found: tuple[boxes.Fault, ...] = ()
    for _ in range(TRIES):
        ends = drawn.leaflet.ends(left)
        choice = drawn.choose(ends["foot_top"] - ends["head"] - 2 * AIR - less)
        titles = drawn.titles(choice)
        if titles != left and len(titles) >= len(left):  # the foot names them, and so is higher
            left = titles
            continue
        document = drawn.leaflet.lay(**arranged(choice, ends))
        found = boxes.faults(document)
        if not found:
            return Fitted(document, titles, tuple(_problems(sheet, choice.off, titles)))
        less += 1.5
    raise UnfitError(f"{sheet.path}: {'; '.join(map(str, found[:3]))}")


class _Handout:
    """The choices of one sheet."""

    poster: Poster

    def __init__(self, sheet: Sheet, typesetter: Typesetter) -> None:
        poster = self.poster = sheet.data["poster"]
        theme = typesetter.renderer.theme.blocks
        self.blocks = reading(poster.blocks, sheet.data["main"], theme)
        self.ranked = ranked(self.blocks, sheet.data["main"])
        legend = persona.any_assumed(poster.blocks)
        self.leaflet = Leaflet(sheet, typesetter, HEAD, {**BLANK, "legend": legend})

    def choose(self, room: float) -> Choice:
        """The largest type at which all blocks fit; if none does, the least, and what matters."""
        wide = across(self.blocks)
        narrow = len(self.blocks) - len(wide)
        least: list[Choice] = []
        best: Choice | None = None
        for count in [count for count in COUNTS if count <= narrow] or COUNTS[-1:]:
            if best and not may_be_larger(best, room):
                break
            least.append(self.at(self.blocks, wide, SIZES[-1], count))
            best = self.largest(least[-1], room, best) if least[-1].tall <= room else best
        if best:
            return best
        kept = [self.subset(one, room) for one in least]
        return self.filled_up(max(kept, key=lambda one: worth(one, self.ranked)), room)

    def at(self, blocks: Sequence[Block], wide: frozenset[str], size: float, count: int) -> Choice:
        """These blocks at a type size in so many columns."""
        fit = {**sizes(size, count), "across_page": sorted(wide)}
        key = (size, count, wide, tuple((block.id, block.rest) for block in blocks))
        wider = area(count - 1).column - area(count).column if count > COUNTS[-1] else 0.0
        heights = self.leaflet.heights(key, blocks, wider, **fit)
        return Choice(size, count, tuple(blocks), wide, heights)

    def largest(self, least: Choice, room: float, rival: Choice | None) -> Choice:
        """The same at the largest type that has room; the rival where its own is as large. What
        should fit by how much all grew between two sizes is tried, and whatever may be."""
        narrow = area(least.count).column / NARROW if least.narrow else SIZES[0]
        most = [size for size in SIZES if size <= narrow and not (rival and size <= rival.body)]
        if not most:
            return rival or least
        sizes, found = (*most, SIZES[-1]), least
        first, at = (guess(least, room, sizes, power) for power in (GROWTH, GROWN))
        fitting, beyond = len(sizes) - 1, -1
        while beyond < fitting - 1:
            at = max(beyond + 1, min(fitting - 1, at))
            tried = self.at(least.shown, least.across, sizes[at], least.count)
            grown = growth(least, tried)
            if tried.tall <= room:
                found, fitting = tried, at
            else:
                beyond = at
            at = guess(found, room, sizes, grown)
            if at >= fitting <= first:
                break
        return rival if rival and found.body <= rival.body else found

    def subset(self, least: Choice, room: float) -> Choice:
        """The most important blocks that fit together; what takes too much comes last."""
        greedy = [block for block in self.ranked if least.heights[block.id] > GREEDY * room]
        kept = replace(least, shown=())
        for block in (*(one for one in self.ranked if one not in greedy), *greedy):
            more = replace(least, shown=self.in_order((*kept.shown, block)))
            kept = more if more.tall <= room else kept
        return kept

    def filled_up(self, kept: Choice, room: float) -> Choice:
        """With the beginning of a block that has no room as a whole, and what is off."""
        off = tuple(block for block in self.ranked if block not in kept.shown)
        tries = (self.begun(kept, block, room) for block in off[:BEGUN])
        begun = next((one for one in tries if one), kept)
        return replace(begun, off=off)

    def titles(self, choice: Choice) -> tuple[str, ...]:
        """What is not shown, in words."""
        begun = {block.id for block in choice.shown}
        rest = self.poster.rest
        return tuple(
            rest.format(title=block.title) if block.id in begun else block.title
            for block in choice.off
        )

    def in_order(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """The blocks as they are read."""
        places = {block.id: at for at, block in enumerate(self.blocks)}
        return tuple(sorted(blocks, key=lambda block: places[block.id]))

    def begun(self, choice: Choice, block: Block, room: float) -> Choice | None:
        """The choice with as much of the block as there is room for, or None for next to none."""
        free = room - choice.tall - AIR
        if free < BEGIN or block.kind == "strip":
            return None
        wide = choice.across | {block.id}
        whole = self.at((block,), wide, choice.body, choice.count).heights[block.id]
        low, high, share = 0.0, 1.0, free / whole
        best = None
        for _ in range(CUTS):
            begin = cut(block, int(share * block.words))
            alone = self.at((begin,), wide, choice.body, choice.count).heights
            if begin.rest and alone[block.id] <= free:
                best, low = (begin, alone), share
            else:
                high = share
            share = (low + high) / 2
        if best is None:
            return None
        shown = self.in_order((*choice.shown, best[0]))
        return replace(choice, shown=shown, across=wide, heights={**choice.heights, **best[1]})


def _problems(sheet: Sheet, off: Sequence[Block], titles: Sequence[str]) -> Iterator[Problem]:
    """What stays off, or is not whole. What the writer did not choose for the poster is an extra
    here, and so is the picture of the journey, which has a map of its own."""
    main = sheet.data["main"] or [block.id for block in off]
    wanted = [block.id in main and block.kind != "strip" for block in off]
    what = "the hand-out has no room for {titles}"
    hint = "Shorten the texts; the page on the site shows all of them."
    for kind, which in ((Kind.WARNING, True), (Kind.ADVICE, False)):
        named = tuple(title for title, one in zip(titles, wanted, strict=True) if one is which)
        if named:
            yield Problem(kind, "left-off", sheet.source, what, hint, {"titles": named})

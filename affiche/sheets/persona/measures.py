"""A persona's poster in; the sizes of its parts and blocks out, from layouts of the template.

Two kinds of layout: the parts of the top and the foot, measured once; and the blocks, measured at
the few type sizes that are tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from affiche.pages.persona.poster import Block, Poster
from affiche.pages.plan import Portrait, Sheet
from affiche.sheets.layout import boxes
from affiche.sheets.persona import foot
from affiche.sheets.persona.choice import ranked
from affiche.sheets.persona.foot import Foot
from affiche.sheets.persona.hero import (
    HEIGHT,
    MASTER,
    NAME_SIZE,
    QUOTE_PAD,
    WIDTH,
    WIDTHS,
    Parts,
)
from affiche.sheets.persona.name import Token, leading, syllables, tokens
from affiche.sheets.persona.places import Place
from affiche.sheets.persona.sizes import Choice, column_width, sizes_of

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

# The height of what has no room in its width.
NEVER = 1e6
# The sizes of the quote that are tried.
QUOTES = (4.5, 3.95, 3.45)
ASK_SIZE = 4.0
# The side of the QR code in rem; of one with many squares, so much that each of them is half a
# millimetre on A4, the least that a telephone reads well from paper.
CODE, SQUARE = 8.8, 0.5 / 2.1


class Measurer:
    """Lays parts and blocks out to know their heights; each size once."""

    def __init__(self, sheet: Sheet, typesetter: Typesetter) -> None:
        self.sheet = replace(sheet, paper=MASTER)
        self.poster: Poster = sheet.data["poster"]
        self.typesetter = typesetter
        self.ranked = ranked(self.poster.blocks, _order(self.poster, typesetter))
        self._heights: dict[tuple[float, int, str, int], float] = {}

    def lay(self, **fit: object) -> Any:
        """A layout of the sheet's template with this fit, and defaults for what it leaves out."""
        return self.typesetter.lay(self.sheet, **self.whole(fit))

    def whole(self, fit: Mapping[str, object]) -> dict[str, object]:
        """The fit with defaults for what it leaves out."""
        return {
            **BLANK,
            "rtl": self.poster.rtl,
            "legend": any_assumed(self.poster.blocks),
            **fit,
        }

    def parts(self) -> tuple[Parts, Foot]:
        """The sizes of everything in the top and in the foot."""
        whole = tokens(self.poster.headline)
        broken = syllables(whole)
        pieces = (*whole, *broken)
        document = self.lay(
            stage="hero", words=[piece.text for piece in pieces], lines=self.lines, quotes=QUOTES,
            widths=WIDTHS, ask_size=ASK_SIZE, meta_most=foot.META_MOST,
        )  # fmt: skip
        found = boxes.marked(document, "id")
        return _parts(found, whole, broken, len(self.lines), self.poster), _foot(found, self.poster)

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands below the name."""
        return (*filter(None, (self.poster.beside,)), *self.poster.lines)

    def choice(self, body: float, count: int, blocks: Sequence[Block]) -> Choice:
        """The height of each block at a body size in so many columns; `NEVER` for one that has a
        word or a table that is too wide for them."""
        keys = {block.id: (body, count, block.id, block.words) for block in blocks}
        fresh = [block for block in blocks if keys[block.id] not in self._heights]
        if fresh:
            shown = {block.id: _alone(block, count) for block in fresh}
            document = self.lay(stage="blocks", blocks=tuple(fresh), shown=shown, **sizes_of(body))
            wide = boxes.overflowing(document)
            for name, rect in boxes.marked(document, "data-block").items():
                self._heights[keys[name]] = NEVER if name in wide else rect.height
        return Choice(body, count, {name: self._heights[key] for name, key in keys.items()})


def _alone(block: Block, count: int) -> Place:
    width = WIDTH if block.wide else column_width(count)
    return Place(f"b-{block.id}", block.id, 0, 0, width, 0.0, block.wide)


def _parts(
    found: Mapping[str, boxes.Rect],
    whole: Sequence[Token],
    broken: Sequence[Token],
    lines: int,
    poster: Poster,
) -> Parts:
    named = [
        replace(piece, width=found[f"w-{at}"].width / NAME_SIZE)
        for at, piece in enumerate((*whole, *broken))
    ]
    said = [found[f"q-{at}"].height for at in range(len(QUOTES)) if f"q-{at}" in found]
    return Parts(
        tokens=tuple(named[: len(whole)]),
        pieces=tuple(named[len(whole) :]),
        leading=leading(poster.headline),
        kicker=found["kicker"].height,
        lines=_line_heights(found, lines),
        chips=tuple(found[f"c-{at}"].width for at in range(len(poster.chips))),
        row=found["r-0"].height if poster.chips else 0.0,
        quotes=tuple((QUOTES[at], tall) for at, tall in enumerate(said)),
        portrait=_mirrored(poster.portrait) if poster.rtl else poster.portrait,
        aspect=poster.aspect,
        ribbon=bool(poster.ribbon),
        letters=found["letters"].width / NAME_SIZE,
    )


def _mirrored(face: Portrait) -> Portrait:
    """The portrait as the mirrored sheet counts: from the right. The picture itself stays."""
    return replace(face, focus=(100 - face.focus[0], face.focus[1]))


def _line_heights(
    found: Mapping[str, boxes.Rect], lines: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    beside, across = (
        tuple(found[f"l-{width}-{at}"].height for at in range(lines))
        for width in range(len(WIDTHS))
    )
    return beside, across


def _foot(found: Mapping[str, boxes.Rect], poster: Poster) -> Foot:
    return Foot(
        ask=found["ask"].width / ASK_SIZE,
        meta=(found["meta"].width + 0.05, found["meta"].height),
        code=max(CODE, round(poster.code.size * SQUARE, 2)) if poster.code else 0.0,
        words=tuple("".join(poster.question).split()),
    )


BLANK: dict[str, Any] = {
    "stage": "sheet", "height": HEIGHT, "hero": 50.0, "leading": 1.0, "quote_pad": QUOTE_PAD,
    "body": 2.0, "heading": 3.4, "wide": WIDTH, "newspaper": 3, "places": (), "left_off": (),
    "chips": (), "quote": None, "legend": True, "anywhere": None, "rtl": False, "blocks": (),
}  # fmt: skip
NOWHERE = dict.fromkeys(("left", "top", "size", "width", "height", "text"), 1.0)
# All stages in one, with everything that a poster can say: the cache's key.
REFERENCE: dict[str, Any] = {
    **BLANK, "stage": "all", "anywhere": Place("b", "b", 1, 1, 1, 1), "words": (),
    "widths": WIDTHS, "lines": (), "quotes": QUOTES, "ask_size": ASK_SIZE,
    "meta_most": foot.META_MOST, "shown": {}, "shape": NOWHERE,
    "picture": NOWHERE, "initials": NOWHERE, "who": NOWHERE, "left_off": ("…",),
    "name": {"size": 1.0, "lines": ("…",)},
    "foot": {**foot.places(Foot(10.0, (1.0, 1.0)), "…"), "top": 1.0},
}  # fmt: skip


def any_assumed(blocks: Sequence[Block]) -> bool:
    """Whether a mark of assumption stands on the sheet, so that the foot explains it."""
    items = [item for block in blocks for item in block.items]
    items += [one for item in items for one in getattr(item, "items", ())]
    return any(getattr(item, "mark", "") == "assumed" for item in items)


def _order(poster: Poster, typesetter: Typesetter) -> Sequence[str]:
    """The theme's order, unless the writer chose."""
    return () if poster.chosen else typesetter.renderer.theme.blocks

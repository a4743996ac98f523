"""A presentation in; its slides, each in the largest type at which it fits its page, and the notes
for the speaker on pages behind them, out.

Lengths are in units of 1 % of a slide's width (9.6 pt). Slides that do not fit are measured again
without the others; the notes flow over as many pages as they need.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.layout import boxes

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

ALIKE = False
# 29 pt down to 13 pt: read in the back of a meeting room from a slide that is 1.5 m wide.
SIZES = (3.0, 2.7, 2.45, 2.2, 2.0, 1.85, 1.7, 1.55, 1.45, 1.35)
# Where the body of a slide has to end; some have a head of their own.
FLOOR = 50.6
# The height of a page on which they are measured: no slide goes on on another.
TALL = 168.75
# How the height of a text grows with its size, at least.
GROWTH = 1.3
REFERENCE: dict[str, Any] = {"sizes": {}, "first": SIZES[0], "only": (), "stage": "sheet",
                             "rtl": False, "wide": 88.8, "height": 56.25}  # fmt: skip


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The slides and the notes; raises UnfitError when a slide cannot be verified."""
    common = {**REFERENCE, "rtl": sheet.data["poster"].rtl}
    count = len(sheet.data["slides"])
    sizes = dict.fromkeys(range(count), SIZES[0])
    asked: Sequence[int] = range(count)
    for _ in SIZES:
        laid = typesetter.lay(sheet, **{**common, "sizes": sizes, "only": tuple(asked),
                                        "stage": "measure", "height": TALL})  # fmt: skip
        asked = [at for at, bottom in zip(asked, _bottoms(laid), strict=True)
                 if _smaller(sizes, at, bottom)]  # fmt: skip
        if not asked:
            break
    document = typesetter.lay(sheet, **{**common, "sizes": sizes, "only": tuple(range(count))})
    found = tuple(_faults(document, count))
    if found:
        raise UnfitError(f"{sheet.path}: {'; '.join(map(str, found[:3]))}")
    return Fitted(document)


def _smaller(sizes: dict[int, float], at: int, bottom: float) -> bool:
    """Take a smaller size for a slide that ends too low; False when it fits, or is at the least."""
    if bottom <= FLOOR or sizes[at] == SIZES[-1]:
        return False
    left = [size for size in SIZES if size < sizes[at]]
    guess = (size for size in left if bottom * (size / sizes[at]) ** GROWTH <= FLOOR + 2)
    sizes[at] = next(guess, SIZES[-1])
    return True


def _bottoms(document: Any) -> Iterator[float]:
    """Where the body of each slide ends."""
    for page in document.pages:
        marks: Mapping[str, boxes.Rect] = boxes.marked(document.copy([page]), "data-body")
        yield max((one.bottom for one in marks.values()), default=0.0)


def _faults(document: Any, count: int) -> Iterator[boxes.Fault]:
    """What of the slides is cut off; each has a page of its own, with the notes behind them."""
    if len(document.pages) <= count:
        yield boxes.Fault("pages", "pages of slides and notes", len(document.pages))
        return
    yield from boxes.lost(document)
    for page in document.pages[:count]:
        yield from boxes.cut_off(document.copy([page]))
        marks = boxes.marked(document.copy([page]), "data-body")
        for name, one in marks.items():
            if one.bottom > FLOOR + boxes.TOLERANCE:
                yield boxes.Fault("page", name, one.bottom - FLOOR)

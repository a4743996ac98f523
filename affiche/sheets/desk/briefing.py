"""The briefing on paper: an A4 document of several pages.

A page is not fitted but flows; the type size is the one of a few that leaves the fewest holes at
the foot of pages, because what must stay together moves on together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from affiche.errors import AfficheError
from affiche.pages.plan import Sheet
from affiche.sheets import Fitted
from affiche.sheets.layout import boxes

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

# Sizes of the text in pt, the best first; a long document tries fewer, since each takes its time.
SIZES = (9.8, 9.5, 10.1, 9.2)
TRIES = ((12, 4), (20, 2))
REFERENCE: dict[str, object] = {"size": SIZES[0]}
ALIKE = False
# A foot of a page that stays empty: so much of the page's text area is no fault; the last page
# holds at least so much.
HOLE, LAST = 0.2, 0.25
MOST_PAGES = 120


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The layout with the fewest holes. Raises AfficheError for a document without end."""
    best = typesetter.lay(sheet, size=SIZES[0])
    pages = len(best.pages)
    if pages > MOST_PAGES:
        raise AfficheError(f"{sheet.path}: more than {MOST_PAGES} pages")
    least = emptiness(filled(best))
    tries = next((number for most, number in TRIES if pages <= most), 1)
    for size in SIZES[1:tries]:
        if least == 0:
            break
        document = typesetter.lay(sheet, size=size)
        found = emptiness(filled(document))
        if found < least - 1e-6:
            least, best = found, document
    return Fitted(best)


def filled(document: Any) -> tuple[float, ...]:
    """How far down each page is filled, 0 (nothing) to 1; the cover left out."""
    return tuple(_filled(page._page_box) for page in document.pages[1:])


def emptiness(pages: tuple[float, ...]) -> float:
    """How bad the holes are: 0 for none. A last page that holds almost nothing is one."""
    holes = [max(0.0, 1 - share - HOLE) for share in pages[:-1]]
    last = max(0.0, LAST - pages[-1]) if pages else 0.0
    return sum(hole * hole for hole in holes) + last * last


def _filled(page: Any) -> float:
    """Where the lowest text or picture ends, as a share of the page's content area."""
    top, height = page.content_box_y(), page.height
    low = top
    for box, _ in boxes.walk(page.children[0]):
        kind = type(box).__name__
        if (kind == "TextBox" and box.text.strip()) or "Replaced" in kind:
            low = max(low, box.position_y + box.height)
    return min(1.0, float((low - top) / height))

"""The poster of one review in; the largest type at which all of it fits, out.

The words that stand largest give way first, then the text below them; where even the least is too
large, the end of the text stays off, and the sheet says where all of it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from affiche.pages.company.review_posters.one import OnePoster
from affiche.pages.persona.openings import opening
from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, UnfitError
from affiche.sheets.layout import boxes
from affiche.sheets.persona.hero import HEIGHT

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

ALIKE = True
# Units of 4.2 mm on A2. The words that stand largest, from the most to the least.
LEADS = (32.0, 27.0, 22.0, 19.0, 17.0, 15.0, 13.6, 12.8, 12.0, 11.2, 10.4, 9.6, 8.9,
         8.2, 7.6, 7.0, 6.4, 5.8, 5.2, 4.6, 4.0, 3.4)  # fmt: skip
# (type size of the text, height of the stars, the least size of the lead, letters of the text).
STEPS = (
    (2.09, 14.7, 9.6, 0), (2.09, 10.0, 6.4, 0), (1.8, 10.0, 5.2, 0), (1.6, 8.0, 3.4, 0),
    (1.6, 8.0, 3.4, 1400), (1.6, 8.0, 3.4, 700), (1.6, 6.0, 3.4, 240),
)  # fmt: skip
AIR = 2.6
# A shorter word than this is never broken: then the type is smaller.
UNBROKEN = 5.2
# A few words hang lower, in the middle of the room that they leave.
DROP, LOOSE = 14.0, 9.0
BLANK: dict[str, Any] = {
    "foot_top": 110.0, "foot": 30.0, "rest": "", "broken": False, "drop": 0.0, "arrows": True,
}  # fmt: skip
REFERENCE: dict[str, Any] = {**BLANK, "lead": LEADS[0], "text": 2.09, "stars": 14.7}


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The sheet; raises UnfitError when nothing of this can be verified."""
    faults: tuple[boxes.Fault, ...] = ()
    # Names of phases that have no room in the arrows are said in words.
    for arrows in (True, False):
        tried = _Tried(sheet, typesetter, arrows)
        for step in STEPS:
            document, given = tried.largest(*step) or (None, {})
            if document is None:
                continue
            faults = boxes.faults(document)
            if not faults:
                off = (sheet.data["poster"].end,) if given["rest"] else ()
                return Fitted(document, off, fit=given)
    raise UnfitError(f"{sheet.path}: {'; '.join(map(str, faults[:3]))}")


class _Tried:
    """The layouts of one sheet."""

    def __init__(self, sheet: Sheet, typesetter: Typesetter, arrows: bool) -> None:
        self.sheet, self.typesetter, self.arrows = sheet, typesetter, arrows
        self.poster: OnePoster = sheet.data["poster"]
        foot = boxes.marked(typesetter.lay(sheet, **REFERENCE), "id")["foot"].height
        self.places = {"foot": round(foot, 3), "foot_top": round(HEIGHT - foot, 3)}

    def largest(
        self, text: float, stars: float, least: float, letters: int
    ) -> tuple[Any, Mapping[str, Any]] | None:
        """The layout with the largest lead that fits, and what it was given; None where the least
        is too large, or there is nothing to leave out."""
        rest = self._rest(letters)
        if letters and not rest:
            return None
        common = {**BLANK, **self.places, "text": text, "stars": stars, "rest": rest,
                  "arrows": self.arrows}  # fmt: skip
        sizes = [size for size in LEADS if size >= least]
        best = self._tried(sizes[-1], common)  # a long text is found out at the first go
        low, high = 0, len(sizes) - 1 if best else 0
        while low < high:
            middle = (low + high) // 2
            found = self._tried(sizes[middle], common)
            low, high = (low, middle) if found else (middle + 1, high)
            best = found or best
        return best and self._lowered(*best)

    def _tried(
        self, lead: float, common: Mapping[str, Any]
    ) -> tuple[Any, Mapping[str, Any]] | None:
        given = {**common, "lead": lead, "broken": lead < UNBROKEN}
        document = self.typesetter.lay(self.sheet, **given)
        return (document, given) if self._holds(document) else None

    def _lowered(self, document: Any, given: Mapping[str, Any]) -> tuple[Any, Mapping[str, Any]]:
        marks = boxes.marked(document, "id")
        left = marks["low"].top - marks["main"].bottom - LOOSE
        if left <= 0:
            return document, given
        lower = {**given, "drop": round(min(DROP, left / 2), 3)}
        return self.typesetter.lay(self.sheet, **lower), lower

    def _rest(self, letters: int) -> str:
        """The beginning of the text, where all of it is too long."""
        parts = self.poster.said.text
        whole = "".join(parts) if parts else self.poster.said.lead
        return opening(whole, letters) if letters and len(whole) > letters else ""

    def _holds(self, document: Any) -> bool:
        marks = boxes.marked(document, "id")
        if len(document.pages) != 1 or "main" not in marks or "low" not in marks:
            return False
        apart = marks["low"].top - marks["main"].bottom
        return apart >= AIR and not boxes.overflowing(document)

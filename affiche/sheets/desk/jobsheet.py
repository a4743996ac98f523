"""The printer's job sheet: as many A4 pages as its files need. Nothing to fit; it flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.pages.plan import Sheet
from affiche.sheets import Fitted

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

REFERENCE: dict[str, object] = {}
ALIKE = False


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    """The layout."""
    return Fitted(typesetter.lay(sheet))

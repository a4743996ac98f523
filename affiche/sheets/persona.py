"""The persona poster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.pages.plan import Sheet
from affiche.sheets import Fitted, boxes

if TYPE_CHECKING:
    from affiche.sheets.typeset import Typesetter

REFERENCE: dict[str, object] = {}


def fit(sheet: Sheet, typesetter: Typesetter) -> Fitted:
    document = typesetter.lay(sheet)
    print(boxes.faults(document))
    return Fitted(document)

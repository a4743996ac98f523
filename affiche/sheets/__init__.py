"""Printed sheets: a `Sheet` in, one PDF page and what became of it out.

`press`     worker processes and the cache (`worker`, `jobs`, `keys`, `store`, `machine`)
`editions`  one layout → the file for the screen, those for print shops, each preflighted
`printshop` bleed, boxes, marks (`cropmarks`), inks (`cmyk`, `inks`), what it says (`imprint`)
`persona`, `journey`   the fitters: how large, what stays off; one for each `Sheet.kind`
`typeset`   HTML → a laid-out document → PDF (the only module that imports WeasyPrint)
`boxes`     what stands where on a laid-out page: heights, type sizes, anything cut off

A fitter tries a size, measures, and has its last layout verified; nothing is trusted to fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from affiche.errors import AfficheError, Problem


@dataclass(frozen=True)
class Fitted:
    """What a fitter gives back: a verified layout (a WeasyPrint document of one page), the titles
    of the blocks that stayed off, and what the writer should know. `fit`: what the template was
    given, when every paper gets this same layout."""

    document: Any
    left_off: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    fit: Mapping[str, Any] | None = None


class UnfitError(AfficheError):
    """No layout of the sheet could be verified: something would be cut off. The sheet is held
    back, and the rest of the site goes on."""

"""Printed sheets: a `Sheet` in, one PDF page and what became of it out.

`layout`    what every sheet is laid out with: `typeset` (the only module that imports WeasyPrint),
            `boxes` (what stands where: heights, type sizes, anything cut off), `columns`, `packing`
`persona`, `journey`, `desk`   the fitters, one for each `Sheet.kind`: how large, what stays off
`shop`      bleed, boxes, marks, inks, profiles, and what a file says of itself
`press`     worker processes, the cache, and the editions of one layout, each preflighted

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
    given."""

    document: Any
    left_off: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    fit: Mapping[str, Any] | None = None


class UnfitError(AfficheError):
    """No layout of the sheet could be verified: something would be cut off. The sheet is held
    back, and the rest of the site goes on."""

"""A PDF in the making, tagged by WeasyPrint, in; the same with tables and pictures as readers of
its structure expect them, out.

WeasyPrint leaves out what headings of a table are above (Scope), the tree by which cells find them
(IDTree), and measures pictures from the top of the page. A table without any heading only places
things, and is no table to somebody who hears it.

Source: ISO 32000-1, 14.7.2 (IDTree), 14.8.5.4 (BBox), 14.8.5.7 (Scope); ISO 14289-1, 7.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]

Element = dict[str, Any]
# What the parts of a table that only places things are.
PLACED = {"/Table": "/Div", "/TR": "/Div", "/TD": "/Div", "/TBody": "/Div", "/THead": "/Div",
          "/TFoot": "/Div"}  # fmt: skip


def complete(pdf: Any, scale: float, height: float) -> None:
    """Complete the structure of a `pydyf.PDF` in place. `scale`: points in a CSS pixel of the
    layout; `height` of the page in points."""
    every: list[Any] = [each for each in pdf.objects if isinstance(each, dict)]
    elements = {each.reference: each for each in every if each.get("Type") == "/StructElem"}
    for each in elements.values():
        if each["S"] == "/Table":
            _table(each, elements)
        elif each["S"] == "/Figure" and "BBox" in each.get("A", {}):
            left, top, right, bottom = (side * scale for side in each["A"]["BBox"])
            each["A"]["BBox"] = pydyf.Array((left, height - bottom, right, height - top))
    named = {each["ID"].string: each.reference for each in elements.values() if "ID" in each}
    if named:
        leaves = [part for name in sorted(named) for part in (pydyf.String(name), named[name])]
        root = next(each for each in every if each.get("Type") == "/StructTreeRoot")
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(leaves)})


def _table(table: Element, elements: dict[bytes, Element]) -> None:
    """Say of each heading what it is above; a table without headings is none."""
    parts = [table, *_below(table, elements)]
    heads = [part for part in parts if part["S"] == "/TH"]
    if not heads:
        for part in parts:
            part["S"] = PLACED.get(part["S"], part["S"])
            if part["S"] == "/Div":
                part.pop("A", None)
        return
    for row in (part for part in parts if part["S"] == "/TR"):
        cells = list(_below(row, elements))
        above = {head.string for cell in cells for head in cell.get("A", {}).get("Headers", ())}
        for cell in cells:
            if cell["S"] == "/TH":
                named = cell["ID"].string if "ID" in cell else None
                cell["A"]["Scope"] = "/Row" if named in above else "/Column"


def _below(element: Element, elements: dict[bytes, Element]) -> Iterator[Element]:
    """Every part of an element but those of a table in it."""
    for kid in element["K"]:
        part = elements.get(kid) if isinstance(kid, bytes) else None
        if part is not None and part["S"] != "/Table":
            yield part
            yield from _below(part, elements)

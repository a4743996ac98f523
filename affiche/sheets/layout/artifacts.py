"""A tagged PDF in; the same one, with what no tag holds marked as decoration, out.

WeasyPrint numbers what stands in the margins of a page (running heads, page numbers) like the rest,
but leaves it out of the structure. A screen reader has to pass it by.

Source: ISO 14289-1, 7.1 and 7.18.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from affiche.preflight.painting.tokens import Instruction, instructions
from affiche.preflight.structure import elements, number_of
from affiche.sheets.layout.written import written

# What paints by itself, and what begins and ends a path that is painted.
PAINTS = ("Tj", "TJ", "'", '"', "Do", "sh", "BI")
BEGINS = ("m", "re")
ENDS = ("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "n")
OPEN, CLOSE = b"/Artifact BMC\n", b"EMC\n"


def margins_marked(pdf: bytes) -> bytes:
    """Mark what is painted outside of all tags on any page as an artifact."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        known = {content for element in elements(opened) for content in element.contents}
        for page in opened.pages:
            page.contents_coalesce()
            contents, parent = page.obj.Contents, number_of(page.obj)
            held = {mcid for number, mcid in known if number == parent}
            contents.write(b"".join(_marked(contents.read_bytes(), held)))
        return written(opened)


def _marked(source: bytes, held: set[int]) -> Iterator[bytes]:
    depth, drawing = 0, False
    for each in instructions(source):
        operator = each.operator
        text = source[each.start : each.end].strip(b"\0\t\n\f\r ") + b"\n"
        depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(operator, 0)
        if operator == "BDC" and _mcid(each) not in (None, *held):
            text = OPEN
        elif depth == 0 and operator in BEGINS and not drawing:
            drawing = True
            text = OPEN + text
        elif drawing and operator in ENDS:
            drawing = False
            text += CLOSE
        elif depth == 0 and operator in PAINTS:
            text = OPEN + text + CLOSE
        yield text


def _mcid(each: Instruction) -> int | None:
    """The number of a marked content, if it has one."""
    properties = each.operands[-1]
    found = properties.get("MCID") if isinstance(properties, dict) else None
    return None if found is None else int(found)

"""Tables and pictures in the structure of a PDF, as somebody who hears them needs them."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

from affiche.preflight import preflight
from affiche.preflight.painting.marks import Image
from affiche.preflight.painting.page import painted
from tests.support.sheets_of_paper import PLAIN, laid, picture, plain

TABLE = """<table><tr><td></td><th scope="col">Koop</th><th scope="col">Service</th></tr>
<tr><th scope="row">Gevoel</th><td>blij</td><td>boos</td></tr></table>"""
PLACING = "<table><tr><td>Links</td><td>Rechts</td></tr></table>"


def parts(pdf: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Each element: its role and the attributes of its table or picture."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = []
        for each in opened.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem":
                held = {str(k): v for k, v in each.get("/A", {}).items()}
                told = {k: [float(n) for n in v] for k, v in held.items() if k == "/BBox"}
                told |= {k: str(v) for k, v in held.items() if k == "/Scope"}
                found.append((str(each.S)[1:], told))
        return found


def test_each_heading_of_a_table_says_what_it_is_above():
    scopes = [held["/Scope"] for role, held in parts(laid(TABLE)) if role == "TH"]
    assert scopes == ["/Column", "/Column", "/Row"]


def test_every_name_is_in_the_tree_of_names():
    with pikepdf.open(io.BytesIO(laid(TABLE))) as opened:
        names = [bytes(name) for name in list(opened.Root.StructTreeRoot.IDTree.Names)[::2]]
    assert len(names) == 3
    assert names == sorted(names)


def test_a_table_that_only_places_things_is_none():
    roles = [role for role, _ in parts(laid(PLACING))]
    assert not {"Table", "TR", "TD"} & set(roles)
    assert {"Table", "TR", "TD"} <= {role for role, _ in parts(laid(PLACING + TABLE))}
    assert preflight(plain(PLACING), PLAIN).check("tags").passed


def test_a_picture_is_where_the_structure_says():
    pdf = laid(picture(200, 40))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        [shown] = [m.box.sides for m in painted(opened.pages[0]) if isinstance(m, Image)]
    [told] = [held["/BBox"] for role, held in parts(pdf) if role == "Figure"]
    assert told == pytest.approx(shown, abs=1)

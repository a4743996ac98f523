"""Sheets for tests: a small project in, printed sheets out, and what a PDF says."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf

from affiche import content, themes
from affiche.model import Site
from affiche.pages import visible
from affiche.pages.persona import poster as posters
from affiche.pages.plan import Sheet
from affiche.sheets.layout import boxes
from affiche.sheets.press.press import Press as RealPress
from affiche.sheets.press.press import Printed, make, renderer_for
from affiche.themes import Theme
from affiche.words import words
from tests.support.projects import THEMES, TODAY, project

MM = 72 / 25.4


@cache
def theme(name: str = "affiche") -> Theme:
    return themes.load(THEMES, name)


def site_of(files: dict[str, str | bytes]) -> Site:
    loaded = content.load(project(files) / "content", TODAY)
    assert not [p for p in loaded.problems if p.kind == "error"], loaded.problems
    return visible.without_secrets(loaded.site)


def persona_sheets(site: Site) -> tuple[Sheet, ...]:
    return posters.sheets(site, words(site.settings.language))


def printed(site: Site, sheet: Sheet, name: str = "affiche") -> Printed:
    """The sheet as a worker makes it, in this process."""
    return make(RealPress()._prepared(sheet, theme(name), site)[1])


def laid(site: Site, sheet: Sheet):  # type: ignore[no-untyped-def]
    """The verified layout of the sheet, a WeasyPrint document."""
    from affiche.sheets.layout import typeset
    from affiche.sheets.persona import poster as persona

    typesetter = typeset.Typesetter(renderer_for(sheet.language, theme(), site))
    return persona.fit(sheet, typesetter).document


def size(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in mm."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = [[float(value) for value in page.mediabox] for page in opened.pages]
    return [((right - left) / MM, (top - low) / MM) for left, low, right, top in found]


def fonts(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """(name, embedded) of each font."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for font in page.resources.Font.values():
                descendant = font.DescendantFonts[0]
                keys = set(descendant.FontDescriptor.keys())
                yield str(descendant.BaseFont), bool(keys & {"/FontFile2", "/FontFile3"})


def alternatives(pdf: bytes) -> list[str]:
    """The alternative text of each picture, in reading order; empty when it has none."""

    def walk(node: object) -> Iterator[str]:
        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == "/Figure":
                yield str(node.get("/Alt", ""))
            yield from walk(node.get("/K"))

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(walk(opened.Root.StructTreeRoot))


def text_of(pdf: bytes) -> str:
    """The text of a PDF as a reader selects it, without line ends and hyphens."""
    import pypdfium2

    opened = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in opened]
    return re.sub(r"\s+", " ", re.sub(r"[\uFFFE\u0002-]\s*\r?\n", "", "\n".join(pages)))


def type_sizes(document) -> dict[str, float]:  # type: ignore[no-untyped-def]
    """Each text of a layout and its size in points on the paper it is laid out on."""
    return dict(boxes.type_sizes(document))


SAMPLE = Path(__file__).parents[2] / "content"

"""Drawings in a page look as WeasyPrint itself draws them, and are made ready only to be drawn."""

from urllib.parse import quote

import pytest
from weasyprint.html import HTML_HANDLERS
from weasyprint.images import SVGImage

from affiche.sheets.layout import drawings, hastened, trees, typeset

NAMESPACE = trees.SVG.strip("{}")
ICON = (
    '<svg viewBox="0 0 9 9" width="{0}" height="16"><title>Teken</title><g fill="#123">'
    '<circle cx="3" cy="3" r="2"/><path d="M1 1h7v7z" stroke="#456" fill="none"/></g></svg>'
)
# What looks otherwise where it stands, or is written in while it is drawn.
OTHERS = (
    ICON.replace("<g", '<g opacity=".5"'),
    ICON.replace("<svg", '<svg style="color: red"').replace("#123", "currentColor"),
    '<svg viewBox="0 0 40 9" width="160" height="36"><text x="1" y="8">  een <tspan>twee </tspan>'
    "drie </text></svg>",
)
EVERY = "".join(
    f"<p>{icon.format(size)} teken</p>" for icon in (ICON, *OTHERS, ICON) for size in (16, 16, 20)
)
# The same as the picture of a file, as portraits are.
FIRST = f"<svg xmlns='{NAMESPACE}'"
FILES = "".join(
    f'<img style="width:{size}px" src="data:image/svg+xml,{quote(icon)}" alt="x">'
    for icon in (
        one.format(16).replace("<svg", f"<svg xmlns='{NAMESPACE}'") for one in (ICON, *OTHERS)
    )
    for size in (40, 40, 60)
)
PAGE = """<!doctype html><html lang="nl"><head><title>Proef</title></head><body>{}</body></html>"""


def page(body: str = EVERY):  # type: ignore[no-untyped-def]
    made = typeset._Page(PAGE.format(body), None)  # type: ignore[arg-type]
    assert [one.get(trees.HELD) is not None for one in made.etree_element.iter(trees.DRAWING)]
    return made


def bytes_of(made):  # type: ignore[no-untyped-def]
    return made.write_pdf(pdf_variant="pdf/ua-1")


def test_drawings_have_the_same_bytes_each_time(monkeypatch):
    held = page()
    hurried = bytes_of(held)
    assert bytes_of(held) == hurried  # what was drawn once is not another for it
    with monkeypatch.context() as patch:
        patch.setitem(HTML_HANDLERS, trees.DRAWING, drawings._handled)
        patch.setattr(SVGImage, "__init__", hastened._pictured)
        patch.setattr(SVGImage, "draw", hastened._drawn)
        slowly = typeset.weasyprint.HTML(string=PAGE.format(EVERY))
        assert bytes_of(slowly) == hurried


def test_a_drawing_of_a_file_is_drawn_once_and_has_the_same_bytes(monkeypatch):
    drawn: list[object] = []
    slowly = hastened._drawn
    monkeypatch.setattr(hastened, "_drawings", {})
    monkeypatch.setattr(
        hastened, "_drawn", lambda image, *rest: (drawn.append(image), slowly(image, *rest))
    )
    whole = PAGE.format(FILES)
    hurried = bytes_of(typeset.weasyprint.HTML(string=whole))
    assert len(drawn) == 2 + 3 * len(OTHERS)  # a plain one in each size, and the others each time
    with monkeypatch.context() as patch:
        patch.setattr(SVGImage, "__init__", hastened._pictured)
        patch.setattr(SVGImage, "draw", slowly)
        assert bytes_of(typeset.weasyprint.HTML(string=whole)) == hurried


def test_a_drawing_is_made_ready_once_it_is_drawn(monkeypatch):
    made: list[object] = []
    ready = drawings.SVG
    monkeypatch.setattr(drawings, "SVG", lambda *said: (made.append(said[0]), ready(*said))[1])
    held = page(ICON.format(17) * 5)
    held.render()
    assert len(made) == 1  # to be measured
    bytes_of(held)
    assert len(made) == 2


@pytest.mark.parametrize("drawing", [ICON, *OTHERS])
def test_only_plain_shapes_are_drawn_as_before(drawing):
    found = drawings.read(drawing.format(16))
    assert found is not None
    assert found.plain is (drawing is ICON)

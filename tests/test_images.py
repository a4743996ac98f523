"""Pictures leave their secrets behind, and keep their look."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from affiche import images
from affiche.model import ImageFile

HOSTILE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 viewBox="0 0 10 10" onload="alert(1)"><metadata>geheim</metadata><!-- geheim -->
<script>alert(1)</script><style>@import url(http://x/y.css); .a{fill:url(#g)} .b{fill:url(http://x)}
</style><defs><linearGradient id="g"/></defs><foreignObject><p>geheim</p></foreignObject>
<image href="http://x/y.png"/><image xlink:href="data:image/png;base64,AA=="/>
<use xlink:href="#g"/><a href="javascript:alert(1)">
<path class="a" d="M0 0h9" fill="url(#g)"/></a>
<rect style="fill:url('http://x/y')" width="1" height="1"/>
<set attributeName="href" to="x"/></svg>"""


def file(path: Path, drawing: bool = False) -> ImageFile:
    return ImageFile(path.name, str(path), str(path), 10, 10, drawing)


def test_a_drawing_keeps_its_shapes_only(tmp_path: Path) -> None:
    path = tmp_path / "peter.svg"
    path.write_text(HOSTILE, "utf-8")
    ending, content = images.for_web(file(path, drawing=True), 100)
    text = content.decode()
    assert ending == "svg"
    for gone in ("alert", "script", "geheim", "http://x", "foreignObject", "<set", "onload"):
        assert gone not in text
    for kept in ('d="M0 0h9"', 'fill="url(#x0)"', ".k0{fill:url(#x0)}", '"#x0"'):
        assert kept in text


def photo(tmp_path: Path, mode: str = "RGB") -> Path:
    picture = Image.new(mode, (400, 200), (200, 30, 30, 0)[: len(mode)])
    exif = Image.Exif()
    exif[0x010E] = "geheim"
    path = tmp_path / ("foto.jpg" if mode == "RGB" else "foto.png")
    if mode == "RGB":
        picture.save(path, exif=exif, comment=b"geheim")
    else:
        picture.save(path)
    return path


def test_a_photo_loses_its_metadata_and_its_excess(tmp_path: Path) -> None:
    path = photo(tmp_path)
    assert b"geheim" in path.read_bytes()
    ending, web = images.for_web(file(path), 100)
    mime, paper = images.for_paper(file(path), 300)
    assert (ending, mime) == ("webp", "image/jpeg")
    assert b"geheim" not in web + paper
    assert Image.open(io.BytesIO(web)).size == (100, 50)
    assert Image.open(io.BytesIO(paper)).size == (300, 150)


def test_a_photo_is_never_blown_up(tmp_path: Path) -> None:
    _, web = images.for_web(file(photo(tmp_path)), 4000)
    assert Image.open(io.BytesIO(web)).size == (400, 200)


def test_a_transparent_picture_stays_transparent(tmp_path: Path) -> None:
    path = photo(tmp_path, "RGBA")
    mime, paper = images.for_paper(file(path), 100)
    assert mime == "image/png"
    assert Image.open(io.BytesIO(paper)).mode == "RGBA"


def test_only_pictures_are_opened(tmp_path: Path) -> None:
    path = tmp_path / "foto.jpg"
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n")
    with pytest.raises(OSError, match="cannot identify"):
        images.for_paper(file(path), 100)

"""Pictures leave their secrets behind, and keep their look."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from affiche import images
from affiche.images import photos
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


def tagged(path: Path, form: str) -> Path:
    """A photo as a phone saves it: where it was taken, by whom, and held on its side."""
    picture = Image.new("RGB", (400, 200), "teal")
    picture.paste("orange", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "geheim"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 7.5)
    picture.save(path, form, exif=exif)
    return path


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_photo_stands_upright_and_does_not_say_where_it_was_taken(
    tmp_path: Path, form: str
) -> None:
    path = tagged(tmp_path / "foto", form)
    with Image.open(path) as before:
        assert before.getexif()[0x013B] == "geheim", "the control: it does say so"
        assert before.getexif().get_ifd(0x8825) or form == "TIFF"
    taken = ImageFile("foto", str(path), form, 200, 400, drawing=False)
    for made in (images.for_web(taken, 100)[1], images.for_paper(taken, 100)[1]):
        picture = Image.open(io.BytesIO(made))
        assert picture.size == (100, 200)
        assert not picture.getexif() and b"geheim" not in made
        top, bottom = picture.convert("RGB").getpixel((50, 20)), picture.getpixel((50, 180))
        assert isinstance(top, tuple) and isinstance(bottom, tuple)
        assert top[0] > 200 and bottom[0] < 60, "what was on the left is above"


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_is_shown(tmp_path: Path, form: str) -> None:
    path = tmp_path / "film"
    first, second = (Image.new("RGB", (40, 40), colour) for colour in ("red", "blue"))
    first.save(path, form, save_all=True, append_images=[second], duration=100)
    _, made = images.for_paper(ImageFile("film", str(path), form, 40, 40, drawing=False), 40)
    picture = Image.open(io.BytesIO(made))
    assert getattr(picture, "n_frames", 1) == 1
    red, _, blue = picture.convert("RGB").getpixel((20, 20))  # type: ignore[misc]
    assert red > 200 and blue < 60


def test_a_cut_out_photo_has_no_dark_edge_in_a_pdf(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    picture.paste((240, 200, 160, 255), (60, 60, 140, 140))
    picture.save(tmp_path / "knip.png")
    cut = ImageFile("knip.png", str(tmp_path / "knip.png"), "1", 200, 200, drawing=False)
    made = photos.pixels(cut, 200, 90)
    colours = Image.open(io.BytesIO(made.jpeg)).convert("RGB")
    assert colours.getchannel("B").getextrema()[0] > 120, "hidden pixels are as light as the rest"
    mask = Image.frombytes("L", (made.width, made.height), zlib.decompress(made.mask))
    assert mask.getpixel((10, 10)) == 0 and mask.getpixel((100, 100)) == 255

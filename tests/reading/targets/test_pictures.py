"""A picture file in; its size, or why it cannot be used, out."""

from __future__ import annotations

import io
import struct
import zlib
from base64 import b64encode
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from affiche.reading.targets import pictures
from affiche.reading.targets.drawings import UnusableError
from affiche.reading.targets.pictures import Measured, measure


def photo(form: str, size: tuple[int, int] = (40, 30), turned: int = 1) -> bytes:
    picture, made = Image.new("RGB", size, "teal"), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = turned
    picture.save(made, form, exif=exif)
    return made.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A PNG of many pixels in few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (height * (width // 8 + 1)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def look(tmp_path: Path, name: str, raw: bytes) -> Measured | UnusableError:
    (tmp_path / name).write_bytes(raw)
    return measure(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "raw", "size"),
    [
        ("a.png", photo("PNG"), (40, 30)),
        ("a.jpg", photo("JPEG"), (40, 30)),
        ("a.JPEG", photo("JPEG", turned=6), (30, 40)),
        ("a.webp", photo("WEBP"), (40, 30)),
        ("a.gif", photo("GIF"), (40, 30)),
        ("a.tif", photo("TIFF"), (40, 30)),
        ("scan.TIFF", photo("TIFF", turned=6), (30, 40)),
        ("wrong-ending.png", photo("JPEG"), (40, 30)),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'/>", (20, 10)),
        ("b.svg", b"<svg width='96px' height='1in' viewBox='0 0 2 1'/>", (96, 96)),
        ("c.svg", b"<svg width='100%' height='100%' viewBox='0,0,3,4'/>", (3, 4)),
        ("d.svg", b"<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' "
                  b"'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'><svg viewBox='0 0 1 1'/>",
         (1, 1)),
    ],
)  # fmt: skip
def test_a_picture_is_measured(
    tmp_path: Path, name: str, raw: bytes, size: tuple[int, int]
) -> None:
    found = look(tmp_path, name, raw)
    assert isinstance(found, Measured)
    assert (found.width, found.height) == size
    assert found.drawing is name.endswith("svg")


SVG = b"<svg xmlns:xlink='x' viewBox='0 0 1 1'>%s</svg>"
DETAIL = "this drawing has too much detail for a poster"
# Each shows the one before it ten times: a hundred million shapes in a thousand letters.
DOUBLING = b"<path id='g0' d='M0 0'/>" + b"".join(
    b"<g id='g%d'>" % number + b"<use href='#g%d'/>" % (number - 1) * 10 + b"</g>"
    for number in range(1, 9)
)


@pytest.mark.parametrize(
    ("name", "raw", "what"),
    [
        ("a.png", b"", "this is not a picture, whatever its name says"),
        ("a.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n", "this is not a picture, whatever its name says"),
        ("a.jpg", photo("JPEG", (800, 600))[:-2000], "this picture is damaged"),
        ("a.png", photo("PNG", (800, 600))[:-60], "this picture is damaged"),
        ("a.png", huge_png(30_000, 10_000), "this picture has too many pixels"),
        ("a.bmp", b"BM", "this kind of picture cannot be shown"),
        ("a.heic", b"", "this is a HEIC photo, as iPhones save them, which few browsers show"),
        ("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0",
         "this is a HEIC photo, as iPhones save them, which few browsers show"),
        ("a.png", b"\0\0\0\x20ftypavif\0\0\0\0",
         "this is an AVIF picture, which print shops cannot use"),
        ("a.svg", SVG % (b"<path d='M0 0'/>" * 10_001), DETAIL),
        ("a.svg", SVG % (b"<path d='%s'/>" % (b"M0 0" * 400_000)), DETAIL),
        ("a.svg", SVG % (b"<g>" * 300 + b"</g>" * 300), DETAIL),
        ("a.svg", SVG % DOUBLING, DETAIL),
        ("a.svg", SVG % b"<image href='data:image/png;base64,AAAA'/>",
         "there is a picture in this drawing that cannot be read"),
        ("a.svg", SVG % b"<image href='data:image/png;base64,%s'/>"
         % b64encode(huge_png(20_000, 15_000)),
         "there is a picture in this drawing that cannot be read"),
        ("a.svg", b"<svg", "this drawing is damaged"),
        ("a.svg", b"<html viewBox='0 0 1 1'/>", "this is not an SVG drawing"),
        ("a.svg", b"<svg/>", "this drawing does not say how large it is"),
        ("a.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg viewBox='0 0 1 1'>&a;</svg>",
         "this drawing defines entities, which are not read"),
        *(
            ("a.svg", SVG % inside,
             "this drawing holds more than a drawing (a script, or a file from elsewhere)")
            for inside in (b"<script/>", b"<foreignObject/>", b"<image href='http://a.nl/b.png'/>",
                           b"<use xlink:href='b.svg#c'/>")
        ),
    ],
)  # fmt: skip
def test_a_picture_that_cannot_be_used_says_why(
    tmp_path: Path, name: str, raw: bytes, what: str
) -> None:
    found = look(tmp_path, name, raw)
    assert isinstance(found, UnusableError)
    assert found.what == what
    assert found.hint


def test_a_picture_of_more_than_50_mb_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = photo("PNG")
    monkeypatch.setattr(pictures, "LARGEST", len(raw))
    assert isinstance(look(tmp_path, "a.png", raw), Measured)
    found = look(tmp_path, "b.png", raw + b"x")
    assert isinstance(found, UnusableError) and "50 MB" in found.what


@pytest.mark.parametrize(
    "inside",
    [
        b"<use href='#a'/><g id='a'><use href='#a'/></g>",
        b"<switch><foreignObject requiredExtensions='x'/><g/></switch>",
        b"<a href='https://example.com'/>",
        b"<path d='M0 0'/>" * 5_000,
    ],
    ids=["a use of itself", "a second drawing for its program", "a link", "much detail"],
)
def test_a_drawing_may_have_what_does_no_harm(tmp_path: Path, inside: bytes) -> None:
    assert isinstance(look(tmp_path, "a.svg", SVG % inside), Measured)


def test_half_a_picture_is_refused_also_after_weasyprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Importing WeasyPrint lets Pillow take half a picture everywhere in the program."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for name, raw in (("a.jpg", photo("JPEG", (800, 600))[:-2000]),
                      ("a.png", photo("PNG", (800, 600))[:-60])):  # fmt: skip
        assert isinstance(look(tmp_path, name, raw), UnusableError)
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


def test_a_picture_that_changes_is_looked_at_again(tmp_path: Path) -> None:
    first = look(tmp_path, "a.png", photo("PNG"))
    second = look(tmp_path, "a.png", photo("PNG", (7, 9)))
    assert isinstance(first, Measured) and isinstance(second, Measured)
    assert (second.width, second.height) == (7, 9)
    assert first.digest != second.digest

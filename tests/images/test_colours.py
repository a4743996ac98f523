"""Photos keep the colours that their profile gives them, and survive any profile."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from affiche.images import photos
from affiche.model import ImageFile
from tests.support.icc import SCREENS, grey_profile, press_profile, screen_profile, seen_on_screen

MUTED = (100, 170, 120)


def shown(path: Path) -> tuple[int, ...]:
    """The colour in the middle of the picture as pages and sheets show it."""
    with Image.open(path) as opened:
        size = opened.size
    file = ImageFile(path.name, str(path), str(path), *size, drawing=False)
    picture = photos.scaled(file, 16)
    found = picture.getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(found, tuple)
    return found


def near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 2) -> bool:
    return all(abs(a - b) <= by for a, b in zip(found, wanted, strict=True))


def plain(mode: str, colour: object) -> Image.Image:
    return Image.new(mode, (32, 24), colour)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["png", "jpg", "webp", "tif"])
@pytest.mark.parametrize("name", SCREENS)
def test_the_colours_of_a_camera_become_those_of_the_web(
    tmp_path: Path, name: str, form: str
) -> None:
    path = tmp_path / f"foto.{form}"
    options = {"lossless": True} if form == "webp" else {}
    plain("RGB", MUTED).save(path, icc_profile=screen_profile(name), **options)
    wanted = seen_on_screen(name, MUTED)
    assert not near(wanted, MUTED, 3), "the control: without its profile it looks different"
    assert near(shown(path), wanted, 3)


def test_a_transparent_or_indexed_photo_has_its_profile_too(tmp_path: Path) -> None:
    icc = screen_profile("AdobeRGB")
    wanted = seen_on_screen("AdobeRGB", MUTED)
    plain("RGBA", (*MUTED, 128)).save(tmp_path / "a.png", icc_profile=icc)
    assert near(shown(tmp_path / "a.png"), (*wanted, 128), 4)
    plain("RGB", MUTED).quantize(4).save(tmp_path / "b.png", icc_profile=icc)
    assert near(shown(tmp_path / "b.png"), wanted, 3)


def test_grey_is_as_dark_as_its_profile_says(tmp_path: Path) -> None:
    for gamma, wanted in ((1.0, 188), (1.8, 145), (2.2, 128)):
        plain("L", 128).save(tmp_path / "grijs.jpg", icc_profile=grey_profile(gamma))
        assert near(shown(tmp_path / "grijs.jpg"), (wanted,) * 3, 3)


def test_grey_of_sixteen_bits_is_not_blown_out(tmp_path: Path) -> None:
    for form in ("png", "tif"):
        plain("I;16", 0x8080).save(tmp_path / f"grijs.{form}")
        assert near(shown(tmp_path / f"grijs.{form}"), (128, 128, 128), 1)


def test_the_inks_of_a_press_become_colours(tmp_path: Path) -> None:
    half_red = (0, 128, 128, 0)
    plain("CMYK", half_red).save(tmp_path / "pers.jpg", icc_profile=press_profile(), quality=98)
    assert b"Adobe" in (tmp_path / "pers.jpg").read_bytes()
    assert near(shown(tmp_path / "pers.jpg"), (255, 128, 128), 6)
    plain("CMYK", half_red).save(tmp_path / "pers.tif", icc_profile=press_profile())
    assert near(shown(tmp_path / "pers.tif"), (255, 128, 128), 6)


def test_inks_that_were_not_turned_round_are_not_turned_back(tmp_path: Path) -> None:
    """Adobe's marker says that inks are turned round; a file of other programs has none."""
    made = io.BytesIO()
    turned = plain("CMYK", (255, 127, 127, 255))  # what Pillow will write the other way round
    turned.save(made, "JPEG", quality=98)
    raw = made.getvalue()
    at = raw.index(b"\xff\xee")
    jfif = b"\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    path = tmp_path / "pers.jpg"
    path.write_bytes(raw[:2] + jfif + raw[at + 2 + int.from_bytes(raw[at + 2 : at + 4], "big") :])
    assert near(shown(path), (255, 128, 128), 3)


def test_lab_becomes_colours(tmp_path: Path) -> None:
    lab = ImageCms.createProfile("LAB")
    made = ImageCms.profileToProfile(
        plain("RGB", MUTED), ImageCms.createProfile("sRGB"), lab, outputMode="LAB"
    )
    assert made is not None
    made.info.clear()
    made.save(tmp_path / "lab.tif")
    assert near(shown(tmp_path / "lab.tif"), MUTED, 4)


@pytest.mark.parametrize(
    "profile",
    [
        b"geen profiel",
        screen_profile("AdobeRGB")[:200],
        screen_profile("AdobeRGB")[:128] + b"\xff" * 400,
        press_profile(),
        grey_profile(1.8),
    ],
    ids=["no profile", "half of one", "noise", "of a press", "of grey"],
)
def test_a_profile_that_cannot_be_right_is_none(tmp_path: Path, profile: bytes) -> None:
    path = tmp_path / "foto.png"
    plain("RGB", MUTED).save(path, icc_profile=profile)
    assert shown(path) == MUTED


def test_what_is_written_holds_no_profile(tmp_path: Path) -> None:
    path = tmp_path / "foto.jpg"
    plain("RGB", MUTED).save(path, icc_profile=screen_profile("ProPhoto"))
    file = ImageFile("foto.jpg", str(path), "1", 32, 24, drawing=False)
    for made in (photos.webp(file, 16), photos.for_paper(file, 16)[1]):
        assert "icc_profile" not in Image.open(io.BytesIO(made)).info

"""A picture of a sheet is its pixels, small whether it holds a photo or flat colours."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageDraw

from affiche.images import paper


def flat() -> Image.Image:
    """Letters and boxes."""
    picture = Image.new("RGB", (601, 315), "#fdf6ee")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 20, 200, 280), fill="#e8552d")
    for line in range(12):
        draw.text((220, 20 + 20 * line), "Wat zou Peter hiervan vinden?", fill="#1b1b1b")
    return picture


def photo() -> Image.Image:
    """Colours that run into each other, with some grain."""
    chance = random.Random(1)
    grain = bytes(
        (x + y + chance.randrange(6)) % 256 for y in range(200) for x in range(300) for _ in "rgb"
    )
    return Image.frombytes("RGB", (300, 200), grain)


def pillow(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=paper.EFFORT)
    return out.getvalue()


@pytest.mark.parametrize("picture", [flat(), photo()], ids=["flat", "photo"])
def test_a_picture_is_its_pixels_and_no_larger_than_by_pillow(picture: Image.Image) -> None:
    made = paper.png(picture)
    read = Image.open(io.BytesIO(made))
    read.verify()
    assert Image.open(io.BytesIO(made)).tobytes() == picture.tobytes()
    assert len(made) <= len(pillow(picture))
    assert made == paper.png(picture.copy())


def test_control_a_photo_would_be_larger_without_filters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(paper, "PHOTO", 1)
    assert len(paper.png(photo())) > 1.2 * len(pillow(photo()))

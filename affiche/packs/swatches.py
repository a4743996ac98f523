"""A house style in; its colours as designers' programs read them out: CSS, JSON, ASE, GPL. Pure.

Every function gives bytes that depend on nothing but the house style.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator, Sequence

from affiche.packs.house import House, Tint
from affiche.render import font_face
from affiche.themes import Face

ASE_VERSION = (1, 0)
ASE_GROUP, ASE_END, ASE_COLOR = 0xC001, 0xC002, 0x0001
ASE_GLOBAL, ASE_SPOT = 0, 1
PANTONE = re.compile(r"^\s*(?:pms|pantone)\s*", re.I)


def css(house: House, faces: Sequence[Face], fonts: str = "fonts") -> bytes:
    """@font-face rules for the fonts that go along (in the folder `fonts`), and the tokens as
    custom properties of :root."""
    rules = [font_face(face, f"{fonts}/{face.file}") for face in faces]
    properties = [f"--{tint.token}: {tint.value};" for tint in house.colors]
    properties += [f"--font-{use}: {family};" for use, family in house.families]
    properties += [f"--{name}: {value:g}px;" for name, value in house.shape]
    return ("\n".join(rules) + "\n:root {\n  " + "\n  ".join(properties) + "\n}\n").encode()


def tokens_json(house: House) -> bytes:
    """The tokens as JSON. Source: Design Tokens Format Module, Community Group report 2025.10."""
    tokens = {
        "color": {
            "$type": "color",
            **{tint.token: _token(tint) for tint in house.colors},
        },
        "font": {
            "$type": "fontFamily",
            **{use: {"$value": _names(family)} for use, family in house.families},
        },
        "shape": {
            "$type": "dimension",
            **{name: {"$value": {"value": value, "unit": "px"}} for name, value in house.shape},
        },
    }
    return (json.dumps(tokens, ensure_ascii=False, indent=2) + "\n").encode()


def _token(tint: Tint) -> dict[str, object]:
    printed = {"cmyk": list(tint.cmyk), "pms": tint.pms, "ral": tint.ral}
    known = {key: value for key, value in printed.items() if value}
    more = {"$extensions": {"affiche": known}} if known else {}
    return {"$value": tint.value, "$description": tint.name, **more}


def _names(family: str) -> list[str]:
    return [name.strip().strip('"') for name in family.split(",")]


def gpl(house: House) -> bytes:
    """A palette for GIMP, Inkscape and Krita. Source: GIMP's palette format, version 2."""
    lines = ["GIMP Palette", f"Name: {house.name}", "Columns: 4", "#"]
    for tint in house.colors:
        red, green, blue = _rgb(tint.value)
        lines.append(f"{red:3d} {green:3d} {blue:3d}\t{tint.name}")
    return ("\n".join(lines) + "\n").encode()


def ase(house: House) -> bytes:
    """Adobe Swatch Exchange, for Illustrator, InDesign, Photoshop and Affinity.

    Big-endian: "ASEF", version, number of blocks; a block is its type, its length and its data.
    A colour is its name (UTF-16, closed by a zero, counted in units), a model, values 0–1, and a
    kind. A colour that has four inks or a Pantone name stands there in those as well. Source: the
    format as described at selapa.net/swatches/colors/fileformats.php.
    """
    blocks = list(_ase_blocks(house))
    head = b"ASEF" + struct.pack(">HHI", *ASE_VERSION, len(blocks))
    return head + b"".join(
        struct.pack(">HI", kind, len(content)) + content for kind, content in blocks
    )


def _ase_blocks(house: House) -> Iterator[tuple[int, bytes]]:
    yield ASE_GROUP, _ase_name(house.name)
    for tint in house.colors:
        rgb = b"RGB " + struct.pack(">fff", *(channel / 255 for channel in _rgb(tint.value)))
        yield ASE_COLOR, _ase_name(tint.name) + rgb + struct.pack(">H", ASE_GLOBAL)
        if tint.cmyk:
            inks = b"CMYK" + struct.pack(">ffff", *(ink / 100 for ink in tint.cmyk))
            name = _ase_name(f"{tint.name} CMYK")
            yield ASE_COLOR, name + inks + struct.pack(">H", ASE_GLOBAL)
        if tint.pms:
            name = _ase_name(f"PANTONE {PANTONE.sub('', tint.pms)}")
            yield ASE_COLOR, name + rgb + struct.pack(">H", ASE_SPOT)
    yield ASE_END, b""


def _ase_name(name: str) -> bytes:
    units = (name + "\0").encode("utf-16-be")
    return struct.pack(">H", len(units) // 2) + units


def _rgb(value: str) -> tuple[int, int, int]:
    """The channels of "#RRGGBB", 0–255."""
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)

"""ICC profiles: of presses that do not exist, of the colours of cameras and screens, and of grey.

Both directions of a press are worked out from the plainest of models: an ink takes away its part
of the light, and black takes away all three parts.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product

WHITE = (0.9642, 1.0, 0.8249)
# sRGB to XYZ and back, both for the D50 white of a profile. Source: IEC 61966-2-1, Bradford.
TO_XYZ = ((0.4360747, 0.3850649, 0.1430804), (0.2225045, 0.7168786, 0.0606169),
          (0.0139322, 0.0971045, 0.7141733))  # fmt: skip
TO_RGB = ((3.1338561, -1.6168667, -0.4906146), (-0.9787684, 1.9161415, 0.0334540),
          (0.0719453, -0.2289914, 1.4052427))  # fmt: skip

Numbers = Sequence[float]


@cache
def press_profile(name: str = "Proefpers", greedy: bool = False) -> bytes:
    """The profile of a press; a `greedy` one lays black on top of three full inks."""
    tags = _told(name) | {
        b"A2B0": _table(4, 3, 5, _lab_of_inks),
        b"B2A0": _table(3, 4, 17, _greedy_inks if greedy else _inks),
    }
    return _profile(tags, b"prtr", b"CMYK", b"Lab ")


# What a camera or a screen means by its three colours: the gamma, and the XYZ of each for the
# D50 white, as columns. Source: brucelindbloom.com, RGB/XYZ matrices.
SCREENS = {
    "AdobeRGB": (2.2, ((0.6097559, 0.2052401, 0.1492240), (0.3111242, 0.6256560, 0.0632197),
                       (0.0194811, 0.0608902, 0.7448387))),
    "Display P3": (2.2, ((0.5151187, 0.2919778, 0.1571035), (0.2411892, 0.6922441, 0.0665668),
                         (-0.0010505, 0.0418791, 0.7840713))),
    "ProPhoto": (1.8, ((0.7976749, 0.1351917, 0.0313534), (0.2880402, 0.7118741, 0.0000857),
                       (0.0, 0.0, 0.8252100))),
}  # fmt: skip


def screen_profile(name: str) -> bytes:
    """One of `SCREENS`."""
    gamma, columns = SCREENS[name]
    colours = zip((b"rXYZ", b"gXYZ", b"bXYZ"), zip(*columns, strict=True), strict=True)
    tags = _told(name) | {tag: b"XYZ \0\0\0\0" + b"".join(map(_fixed, xyz)) for tag, xyz in colours}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _gamma(gamma))
    return _profile(tags, b"mntr", b"RGB ", b"XYZ ")


def grey_profile(gamma: float) -> bytes:
    """Grey that gets dark faster, the higher its gamma."""
    return _profile(_told("Grijs") | {b"kTRC": _gamma(gamma)}, b"mntr", b"GRAY", b"XYZ ")


def seen_on_screen(name: str, colour: Sequence[int]) -> tuple[int, ...]:
    """A colour of one of `SCREENS` as sRGB, from 0 to 255, worked out without any profile."""
    gamma, columns = SCREENS[name]
    light = [(part / 255) ** gamma for part in colour]
    xyz = [sum(a * b for a, b in zip(row, light, strict=True)) for row in columns]
    srgb = [sum(a * b for a, b in zip(row, xyz, strict=True)) for row in TO_RGB]
    return tuple(round(255 * _curved(min(1.0, max(0.0, value)))) for value in srgb)


def _told(name: str) -> dict[bytes, bytes]:
    return {
        b"desc": _described(name),
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": b"XYZ \0\0\0\0" + b"".join(map(_fixed, WHITE)),
    }


def _gamma(gamma: float) -> bytes:
    """A curve of one number. Source: ICC.1:2001-04, 6.5.3."""
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))


def _profile(tags: dict[bytes, bytes], kind: bytes, colours: bytes, between: bytes) -> bytes:
    place, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for tag, data in tags.items():
        data += b"\0" * (-len(data) % 4)
        table += tag + struct.pack(">II", place + len(body), len(data))
        body += data
    head = struct.pack(
        ">I4sI4s4s4s12s4s", place + len(body), b"none", 0x02400000, kind, colours, between,
        bytes((7, 208, 0, 1, 0, 1)) + bytes(6), b"acsp",
    ).ljust(68, b"\0") + b"".join(map(_fixed, WHITE))  # fmt: skip
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))


def _described(name: str) -> bytes:
    text = name.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(4 + 4 + 2 + 1 + 67)


def _table(ins: int, outs: int, steps: int, model: Callable[[Numbers], Numbers]) -> bytes:
    """A lut8: straight curves round a grid. Source: ICC.1:2001-04, 6.5.8."""
    straight = bytes(range(256))
    unit = b"".join(_fixed(float(row == column)) for row in range(3) for column in range(3))
    grid = bytes(_grid(ins, steps, model))
    return (
        b"mft1\0\0\0\0" + bytes((ins, outs, steps, 0)) + unit
        + straight * ins + grid + straight * outs
    )  # fmt: skip


def _grid(ins: int, steps: int, model: Callable[[Numbers], Numbers]) -> Iterator[int]:
    for point in product(range(steps), repeat=ins):
        for value in model([place / (steps - 1) for place in point]):
            yield round(255 * min(1.0, max(0.0, value)))


def _lab_of_inks(inks: Numbers) -> Numbers:
    *colours, black = inks
    light = [_linear((1 - ink) * (1 - black)) for ink in colours]
    xyz = [sum(a * b for a, b in zip(row, light, strict=True)) for row in TO_XYZ]
    x, y, z = (_root(value / white) for value, white in zip(xyz, WHITE, strict=True))
    lightness, a, b = 116 * y - 16, 500 * (x - y), 200 * (y - z)
    return lightness / 100, (a + 128) / 255, (b + 128) / 255


def _screen(lab: Numbers) -> list[float]:
    lightness, a, b = lab[0] * 100, lab[1] * 255 - 128, lab[2] * 255 - 128
    y = (lightness + 16) / 116
    roots = y + a / 500, y, y - b / 200
    xyz = [_cube(root) * white for root, white in zip(roots, WHITE, strict=True)]
    light = [sum(p * q for p, q in zip(row, xyz, strict=True)) for row in TO_RGB]
    return [_curved(min(1.0, max(0.0, value))) for value in light]


def _inks(lab: Numbers) -> Numbers:
    taken = [1 - value for value in _screen(lab)]
    black = min(taken)
    return [*((ink - black) / (1 - black) if black < 1 else 0.0 for ink in taken), black]


def _greedy_inks(lab: Numbers) -> Numbers:
    taken = [1 - value for value in _screen(lab)]
    return [*taken, min(taken)]


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _curved(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _root(value: float) -> float:
    return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116


def _cube(root: float) -> float:
    return root**3 if root > 0.206893 else (root - 16 / 116) / 7.787

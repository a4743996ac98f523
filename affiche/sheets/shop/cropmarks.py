"""The cutting line and the bleed in; the marks beyond the bleed, as instructions of a page, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from affiche.model.choices import PrintColour, PrintMarks
from affiche.preflight.painting.geometry import MM, Box

# Crop marks: how far from the bleed they begin, how long they are, and what is beyond, in mm.
GAP, LENGTH, BEYOND = 1.0, 5.0, 1.5
# Hairlines, in points: thinner ones are lost, thicker ones cannot be cut on.
HAIRLINE = 0.25
# How far from the corners other things stand, in mm.
INSET = 8.0
# The registration colour, on every plate. Source: ISO 32000-1, 8.6.6.4.
ALL = "AfficheAll"
REGISTRATION = b"/AfficheAll cs 1 scn /AfficheAll CS 1 SCN"
# Side of a patch of the colour bar, in mm, and its colours.
PATCH = 4.0
PATCHES = {
    PrintColour.CMYK: tuple(
        b"%d %d %d %d k" % ink
        for ink in ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1),
                    (1, 1, 0, 0), (1, 0, 1, 0), (0, 1, 1, 0))
    ),
    PrintColour.SRGB: tuple(
        b"%d %d %d rg" % ink
        for ink in ((0, 1, 1), (1, 0, 1), (1, 1, 0), (0, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0))
    ),
}  # fmt: skip


def marks(kind: PrintMarks, colour: PrintColour, trim: Box, bleed: Box) -> bytes:
    """What is drawn round a sheet; in CMYK in the registration colour, named `ALL`."""
    if kind is PrintMarks.NONE:
        return b""
    ink = REGISTRATION if colour is PrintColour.CMYK else b"0 0 0 rg 0 0 0 RG"
    drawn = b"".join(b"%.4f %.4f m %.4f %.4f l S\n" % line for line in crop_lines(trim, bleed))
    if kind is PrintMarks.FULL:
        drawn += b"".join(_targets(trim, bleed))
    bar = _bar(trim, bleed, colour) if kind is PrintMarks.FULL else b""
    return b"\nq %s %.2f w 0 J\n%sQ\n" % (ink, HAIRLINE, drawn) + bar


def crop_lines(trim: Box, bleed: Box) -> Iterator[tuple[float, float, float, float]]:
    """The eight crop marks, from (x, y) to (x, y) in points."""
    near, far = GAP / MM, (GAP + LENGTH) / MM
    for x in (trim.left, trim.right):
        yield x, bleed.bottom - near, x, bleed.bottom - far
        yield x, bleed.top + near, x, bleed.top + far
    for y in (trim.bottom, trim.top):
        yield bleed.left - near, y, bleed.left - far, y
        yield bleed.right + near, y, bleed.right + far, y


# A circle of radius 1 in four curves. Source: the usual 4/3 (√2 − 1).
_ROUND = 0.5523


def _targets(trim: Box, bleed: Box) -> Iterator[bytes]:
    """Register marks: a cross in a circle, in the middle of the left, right and upper side."""
    away, radius = (GAP + LENGTH / 2) / MM, 1.5 / MM
    middle = (trim.left + trim.right) / 2, (trim.bottom + trim.top) / 2
    for x, y in (
        (bleed.left - away, middle[1]),
        (bleed.right + away, middle[1]),
        (middle[0], bleed.top + away),
    ):
        arm, bend = LENGTH / 2 / MM, _ROUND
        yield b"%.4f %.4f m %.4f %.4f l S\n" % (x - arm, y, x + arm, y)
        yield b"%.4f %.4f m %.4f %.4f l S\n" % (x, y - arm, x, y + arm)
        yield b"q %.4f 0 0 %.4f %.4f %.4f cm %.4f w\n" % (radius, radius, x, y, HAIRLINE / radius)
        yield b"1 0 m 1 %g %g 1 0 1 c %g 1 -1 %g -1 0 c\n" % (bend, bend, -bend, bend)
        yield b"-1 %g %g -1 0 -1 c %g -1 1 %g 1 0 c S Q\n" % (-bend, -bend, bend, -bend)


def _bar(trim: Box, bleed: Box, colour: PrintColour) -> bytes:
    """The colour bar, above the sheet on the left."""
    side, low = PATCH / MM, bleed.top + GAP / MM
    left = trim.left + INSET / MM
    patches = [
        b"%s %.4f %.4f %.4f %.4f re f\n" % (ink, left + n * side, low, side, side)
        for n, ink in enumerate(PATCHES[colour])
    ]
    return b"q\n" + b"".join(patches) + b"Q\n"


def registration(opened: Any) -> Any:
    """The colour space that prints on every plate."""
    import pikepdf

    every = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    names = pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK
    return opened.make_indirect(pikepdf.Array([*names, every]))

"""A reading in; whether pages, sizes, boxes, bleed and marks are what the printer needs, out."""

from __future__ import annotations

from collections.abc import Iterator

from affiche.errors import Kind
from affiche.preflight.painting.geometry import MM, Box
from affiche.preflight.reading import Reading, checked
from affiche.preflight.report import OURS, Checked, Finding

# How far a size may be off, in mm.
EXACT = 0.1
# What ends this close to the cutting line (mm) was meant to run over it.
CLOSE = 0.2
SIDES = ("left", "bottom", "right", "top")
STOPS = {
    "left": "a coloured area stops at the cutting line on the left: a white edge may show",
    "bottom": "a coloured area stops at the cutting line at the foot: a white edge may show",
    "right": "a coloured area stops at the cutting line on the right: a white edge may show",
    "top": "a coloured area stops at the cutting line at the top: a white edge may show",
}
REGISTRATION = "Separation All"


def pages(read: Reading) -> Checked:
    """One page; a job sheet may have more."""
    count = len(read.pdf.pages)
    wrong = [
        Finding(
            "pages", Kind.ERROR, "the sheet has {count} pages, and must have one",
            "Shorten the text, or choose a larger size", {"count": count},
        )
    ]  # fmt: skip
    single = read.expected.single and count != 1
    return checked("pages", "Pages", "{count}", wrong if single else (), count=count)


def size(read: Reading) -> Checked:
    """The trimmed size, to a tenth of a millimetre."""
    trim, want = read.trim, read.expected
    width, height = trim.width * MM, trim.height * MM
    off = max(abs(width - want.width), abs(height - want.height))
    unit = float(read.page.obj.get("/UserUnit", 1))
    turned = int(read.page.obj.get("/Rotate", 0))
    values = {
        "width": round(width, 1), "height": round(height, 1), "paper": want.paper,
        "wanted_width": want.width, "wanted_height": want.height,
    }  # fmt: skip
    what = "the sheet is {width} × {height} mm; {paper} is {wanted_width} × {wanted_height} mm"
    findings = [Finding("size", Kind.ERROR, what, OURS, values)] if off > EXACT else []
    if unit != 1 or turned:
        what = "the page is turned, or has a scale of its own"
        findings.append(Finding("size", Kind.ERROR, what, OURS))
    return checked("size", "Size", "{width} × {height} mm", findings, **values)


def boxes(read: Reading) -> Checked:
    """The trim box lies in the bleed box, and that in the media box, by the bleed asked for."""
    want, found = read.expected, read.boxes
    held = found.get("BleedBox", read.trim)
    bleed = [abs(a - b) * MM for a, b in zip(read.trim.sides, held.sides, strict=True)]
    findings = list(_box_findings(read, held, bleed))
    return checked(
        "boxes", "Boxes", "{bleed} mm bleed", findings,
        bleed=round(min(bleed), 2), wanted=want.bleed,
    )  # fmt: skip


def _box_findings(read: Reading, held: Box, bleed: list[float]) -> Iterator[Finding]:
    want, found = read.expected, read.boxes
    if want.printer and not {"TrimBox", "BleedBox"} <= found.keys():
        missing = ", ".join(sorted({"TrimBox", "BleedBox"} - found.keys()))
        yield Finding(
            "boxes", Kind.ERROR, "the file does not say where it is cut ({missing} is missing)",
            OURS, {"missing": missing},
        )  # fmt: skip
    elif max(abs(each - want.bleed) for each in bleed) > EXACT:
        values = {"found": round(min(bleed), 2), "wanted": want.bleed}
        yield Finding(
            "boxes",
            Kind.ERROR,
            "the file says {found} mm bleed instead of {wanted} mm",
            OURS,
            values,
        )
    tolerance = EXACT / MM
    smaller = [name for name in ("MediaBox", "CropBox") if name in found]
    if any(held.outside(found[name]) > tolerance for name in smaller):
        yield Finding(
            "boxes", Kind.ERROR, "the file is smaller than the sheet with its bleed", OURS
        )


def bleed(read: Reading) -> Checked:
    """Whatever reaches the cutting line runs on to the end of the bleed."""
    wide = {"bleed": read.expected.bleed}
    hint = "In the theme: let the area run {bleed} mm past the edge"
    findings = [Finding("bleed", Kind.ERROR, STOPS[side], hint, wide) for side in _bare_sides(read)]
    return checked("bleed", "Colour runs into the bleed", "{bleed} mm", findings, **wide)


def _bare_sides(read: Reading) -> list[str]:
    """The sides at which something stops at the cutting line, and nothing of its colour goes on.

    A curve that comes near the line by chance is no edge: it stops where it was drawn to stop.
    """
    trim, close = read.trim, CLOSE / MM
    painted = [m for m in read.marks if m.kind != "text" and not m.box.within(trim).empty]
    fills = [mark for mark in painted if mark.kind == "fill"]
    found = set()
    for mark in painted:
        for number, name in enumerate(SIDES):
            if (
                number in mark.edges
                and abs(mark.box.sides[number] - trim.sides[number]) < close
                and not any(
                    fill.colour == mark.colour and _goes_on(fill.box, mark.box, number, read)
                    for fill in fills
                )
            ):
                found.add(name)
    return [side for side in SIDES if side in found]


def _goes_on(beneath: Box, box: Box, side: int, read: Reading) -> bool:
    """Whether `beneath` carries what stops at this side on to the end of the bleed."""
    close = CLOSE / MM
    bleed = read.bleed.sides[side]
    along = (1, 3) if side in (0, 2) else (0, 2)
    low, high = along
    reaches = (beneath.sides[side] - bleed) * (1 if side > 1 else -1) > -close
    return (
        reaches
        and beneath.sides[low] < box.sides[low] + close
        and beneath.sides[high] > box.sides[high] - close
    )


def crop_marks(read: Reading) -> Checked:
    """Eight lines that point at the corners, outside the bleed, in every ink."""
    trim, bleed = read.trim, read.bleed
    strokes = [m for m in read.marks if m.kind == "stroke"]
    outside = [m for m in strokes if m.box.within(bleed.grown(-EXACT / MM)).empty]
    missing = [
        corner
        for corner in (
            *((x, None, low) for x in (trim.left, trim.right) for low in (True, False)),
            *((None, y, low) for y in (trim.bottom, trim.top) for low in (True, False)),
        )
        if not any(_points_at(mark.box, *corner, read) for mark in outside)
    ]
    found = 8 - len(missing)
    findings = []
    if missing:
        findings.append(
            Finding("marks", Kind.ERROR, "crop marks that are missing or misplaced: {missing} of 8",
                    OURS, {"missing": len(missing)})
        )  # fmt: skip
    inks = {m.colour.space for m in outside if m.box.width < 2 or m.box.height < 2}
    if read.expected.colour == "cmyk" and inks - {REGISTRATION}:
        findings.append(
            Finding("marks", Kind.ERROR, "the crop marks are not printed in every ink", OURS)
        )
    return checked("marks", "Crop marks outside the bleed", "{found} of 8", findings, found=found)


def _points_at(box: Box, x: float | None, y: float | None, low: bool, read: Reading) -> bool:
    """Whether a thin line lies on the cutting line x (or y), below (above) or left (right)."""
    trim, near = read.trim, EXACT / MM
    if x is not None:
        on = abs((box.left + box.right) / 2 - x) < near and box.width < 2 < box.height
        return on and (box.top < trim.bottom if low else box.bottom > trim.top)
    assert y is not None
    on = abs((box.bottom + box.top) / 2 - y) < near and box.height < 2 < box.width
    return on and (box.right < trim.left if low else box.left > trim.right)


def weight(read: Reading) -> Checked:
    """Small enough to mail and to open on an office computer."""
    most = read.expected.weight
    values = {"size": round(read.size / 1e6, 1), "most": round(most / 1e6, 1)}
    findings = [
        Finding("weight", Kind.WARNING, "the file is {size} MB; {most} MB is the most for a screen",
                "Use fewer or smaller pictures", values)
    ]  # fmt: skip
    return checked(
        "weight", "File size", "{size} MB", findings if read.size > most else (), **values
    )

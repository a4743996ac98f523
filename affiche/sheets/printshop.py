"""A laid-out sheet that runs on past its edge in; the file for a print shop out.

It is cut to its bleed and gets crop marks, a line that says what it is, boxes, a colour profile,
and, where the profile is a press's own, CMYK. All bytes follow from what is given: no clock, no
random numbers.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from affiche.model.choices import PrintColour, PrintMarks
from affiche.preflight.geometry import MM, Box
from affiche.preflight.report import PDF_X
from affiche.sheets.cmyk import to_cmyk
from affiche.sheets.inks import Inks, profile_name, srgb_profile

# Crop marks: how far from the bleed they begin, how long they are, and what is beyond, in mm.
GAP, LENGTH, BEYOND = 1.0, 5.0, 1.5
# Hairlines, in points: thinner ones are lost, thicker ones cannot be cut on.
HAIRLINE = 0.25
# The size of the line that says what the file is, in mm: its height, its place beside the marks.
SLUG_HEIGHT, SLUG_INSET = 4.0, 8.0
# What a PDF/X has to say of when it was made, when nobody knows.
UNDATED = date(2000, 1, 1)
# The registration colour, on every plate. Source: ISO 32000-1, 8.6.6.4.
REGISTRATION = b"/AfficheAll cs 1 scn /AfficheAll CS 1 SCN"
# What WeasyPrint says of itself.
PDF_UA_LABEL = re.compile(rb"""\s+pdfuaid:part=["']1["']""")
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


@dataclass(frozen=True)
class PrintProfile:
    """What one print shop asks for; lengths in mm, `ink` in percent.

    `safety` is from the cutting line, and `frame` how much a frame covers. `icc` is the profile of
    its press, with `colour` CMYK only.
    """

    bleed: float = 3.0
    safety: float = 5.0
    frame: float = 0.0
    marks: PrintMarks = PrintMarks.CROP
    colour: PrintColour = PrintColour.SRGB
    ink: float = 300.0
    icc: bytes | None = None


@dataclass(frozen=True)
class Imprint:
    """What a file says of itself. `day` comes from the content, never from the clock."""

    title: str
    language: str
    day: date | None = None


def slug_width(width: float) -> float:
    """How wide the line beside a sheet of `width` mm may be, in mm."""
    return width - 2 * SLUG_INSET


def for_printer(
    pdf: bytes, profile: PrintProfile, imprint: Imprint, slug: bytes | None = None
) -> bytes:
    """The sheet for a print shop, without a label yet (`labelled`).

    `slug` is a PDF with the line that says what the file is, `slug_width` mm wide and
    `SLUG_HEIGHT` high; it stands with the crop marks, so not without them.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        _quieten(opened)
        page = opened.pages[0]
        trim = Box(*(float(side) for side in page.obj.get("/TrimBox", page.obj.MediaBox)))
        bleed = trim.grown(profile.bleed / MM)
        media = bleed
        if profile.marks is not PrintMarks.NONE:
            media = bleed.grown((GAP + LENGTH + BEYOND) / MM)
            if slug is not None:
                _add_slug(opened, slug, trim, bleed)
        if profile.colour is PrintColour.CMYK and profile.icc is not None:
            to_cmyk(opened, _inks(profile.icc))
        _frame(opened, trim, bleed, profile)
        for name, box in (("Media", media), ("Bleed", bleed), ("Trim", trim)):
            page.obj[f"/{name}Box"] = [round(side, 4) for side in box.sides]
        _say_colours(opened, profile)
        _say_what(opened, imprint, label=None)
        return _bytes(opened)


def labelled(pdf: bytes, imprint: Imprint) -> bytes:
    """The same file, calling itself PDF/X-4. Only for one that the preflight has passed."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        _say_what(opened, imprint, label=PDF_X)
        return _bytes(opened)


def unlabelled(pdf: bytes) -> bytes:
    """The same file, no longer calling itself PDF/UA."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        metadata = opened.Root.Metadata
        metadata.write(PDF_UA_LABEL.sub(b"", metadata.read_bytes()))
        return _bytes(opened)


@lru_cache(maxsize=2)
def _inks(icc: bytes) -> Inks:
    return Inks(icc)


def _bytes(opened: Any) -> bytes:
    import pikepdf

    out = io.BytesIO()
    opened.remove_unreferenced_resources()
    opened.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        fix_metadata_version=False,
    )
    return out.getvalue()


def _quieten(opened: Any) -> None:
    """Leave out what only a reader on a screen has use for: structure, links, bookmarks."""
    for name in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/Dests", "/PageMode",
                 "/OpenAction", "/ViewerPreferences"):  # fmt: skip
        if name in opened.Root:
            del opened.Root[name]
    for page in opened.pages:
        for name in ("/Annots", "/Tabs", "/StructParents", "/CropBox"):
            if name in page.obj:
                del page.obj[name]


def _add_slug(opened: Any, slug: bytes, trim: Box, bleed: Box) -> None:
    """Set the line below the sheet, beyond the bleed."""
    import pikepdf

    with pikepdf.open(io.BytesIO(slug)) as line:
        form = opened.copy_foreign(line.pages[0].as_form_xobject())
    page = opened.pages[0]
    page.contents_coalesce()
    page.obj.Resources = _own_resources(opened, page)
    page.obj.Resources.XObject["/AfficheSlug"] = form
    low = bleed.bottom - (GAP + SLUG_HEIGHT) / MM
    left = trim.left + SLUG_INSET / MM
    x, y = (float(side) for side in list(form.BBox)[:2])
    place = b"\nq 1 0 0 1 %.4f %.4f cm /AfficheSlug Do Q\n" % (left - x, low - y)
    _around(opened, bleed, place)


def _own_resources(opened: Any, page: Any) -> Any:
    """The page's resources as a dictionary of its own, with one for XObjects and colour spaces."""
    import pikepdf

    resources = pikepdf.Dictionary(dict(page.obj.get("/Resources", {}).items()))
    for kind in ("/XObject", "/ColorSpace"):
        resources[kind] = pikepdf.Dictionary(dict(resources.get(kind, {}).items()))
    return resources


def _around(opened: Any, bleed: Box, after: bytes) -> None:
    """Cut what the page paints to its bleed, and paint `after` outside of that."""
    page = opened.pages[0]
    page.contents_coalesce()
    held = page.obj.Contents.read_bytes()
    cut = b"q %.4f %.4f %.4f %.4f re W n\n" % (bleed.left, bleed.bottom, bleed.width, bleed.height)
    page.obj.Contents.write(cut + held + b"\nQ" + after)


def _frame(opened: Any, trim: Box, bleed: Box, profile: PrintProfile) -> None:
    """Cut to the bleed, and draw the marks beyond it."""
    page = opened.pages[0]
    page.obj.Resources = _own_resources(opened, page)
    marks = b""
    if profile.marks is not PrintMarks.NONE:
        ink = b"0 0 0 rg 0 0 0 RG"
        if profile.colour is PrintColour.CMYK:
            page.obj.Resources.ColorSpace["/AfficheAll"] = _registration(opened)
            ink = REGISTRATION
        lines = [*crop_lines(trim, bleed)]
        drawn = b"".join(b"%.4f %.4f m %.4f %.4f l S\n" % line for line in lines)
        if profile.marks is PrintMarks.FULL:
            drawn += b"".join(_targets(trim, bleed))
        marks = b"\nq %s %.2f w 0 J\n%sQ\n" % (ink, HAIRLINE, drawn)
        if profile.marks is PrintMarks.FULL:
            marks += _bar(trim, bleed, profile.colour)
    _append(opened, bleed, marks)


def _append(opened: Any, bleed: Box, marks: bytes) -> None:
    contents = opened.pages[0].obj.Contents
    if "/AfficheSlug" in opened.pages[0].obj.Resources.XObject:  # cut already
        contents.write(contents.read_bytes() + marks)
    else:
        _around(opened, bleed, marks)


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
    left = trim.left + SLUG_INSET / MM
    patches = [
        b"%s %.4f %.4f %.4f %.4f re f\n" % (ink, left + n * side, low, side, side)
        for n, ink in enumerate(PATCHES[colour])
    ]
    return b"q\n" + b"".join(patches) + b"Q\n"


def _registration(opened: Any) -> Any:
    """The colour space that prints on every plate."""
    import pikepdf

    every = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    names = pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK
    return opened.make_indirect(pikepdf.Array([*names, every]))


def _say_colours(opened: Any, profile: PrintProfile) -> None:
    """The output intent: what the colours in the file mean.

    Source: ISO 32000-1, 14.11.5; ISO 15930-7, 6.2 for CMYK.
    """
    import pikepdf

    cmyk = profile.colour is PrintColour.CMYK and profile.icc is not None
    icc = profile.icc if cmyk and profile.icc is not None else srgb_profile()
    name = profile_name(icc) if cmyk else "sRGB IEC61966-2.1"
    stream = opened.make_stream(icc, N=4 if cmyk else 3)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFX if cmyk else pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String(name),
        Info=pikepdf.String(name),
        DestOutputProfile=stream,
    )
    opened.Root.OutputIntents = pikepdf.Array([opened.make_indirect(intent)])


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdf:Producer>{producer}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>{day}T00:00:00Z</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>{label}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def _say_what(opened: Any, imprint: Imprint, label: str | None) -> None:
    """Title, language, day and label, where PDF/X looks for them. Source: ISO 15930-7, 6.7."""
    import pikepdf

    page = opened.pages[0]
    producer = str(opened.trailer.get("/Info", {}).get("/Producer", "affiche"))
    day = imprint.day or UNDATED
    stamp = f"D:{day:%Y%m%d}000000Z"
    opened.trailer.Info = opened.make_indirect(
        pikepdf.Dictionary(
            Title=pikepdf.String(imprint.title),
            Producer=pikepdf.String(producer),
            CreationDate=pikepdf.String(stamp),
            ModDate=pikepdf.String(stamp),
            Trapped=pikepdf.Name("/False"),
        )
    )
    opened.Root.Lang = pikepdf.String(imprint.language)
    digest = hashlib.blake2b(page.obj.Contents.read_bytes(), digest_size=16).hexdigest()
    said = f"<pdfxid:GTS_PDFXVersion>{label}</pdfxid:GTS_PDFXVersion>" if label else ""
    xmp = XMP.format(
        title=escape(imprint.title), producer=escape(producer), day=day.isoformat(),
        id=f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}",
        label=said,
    )  # fmt: skip
    stream = opened.make_stream(xmp.encode())
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    opened.Root.Metadata = stream

"""Good files in; the same with one fault planted out. Every fault is named by the check for it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pikepdf

from affiche.model.choices import PrintColour
from affiche.preflight import PDF_X, Expected
from affiche.preflight.painting.geometry import MM, Box
from affiche.sheets.shop.printshop import PrintProfile, labelled
from tests.support.icc import press_profile
from tests.support.sheets_of_paper import BODY, IMPRINT, PLAIN, picture, plain, printed, wanted

Plant = Callable[[Any], None]
CMYK = PrintProfile(colour=PrintColour.CMYK, icc=press_profile())
# What a file is made for: the screen, a print shop in sRGB, and one in CMYK with its label.
EDITIONS = ("plain", "print", "cmyk")
SHOPS = ("print", "cmyk")
PHOTO = picture(400, 40)
TABLE = "<table><tr><th scope=col>Fase<th scope=col>Gevoel<tr><td>Koop<td>blij</table>"
LINK = '<p><a href="https://example.com/">Meer</a></p>'
RICH = BODY + PHOTO + TABLE


@cache
def made(edition: str, body: str = RICH, style: str = "") -> bytes:
    """A file of an edition, as it goes out when nothing is wrong with it."""
    if edition == "plain":
        return plain(body, style)
    if edition == "print":
        return printed(body, style)
    return labelled(printed(body, style, CMYK), IMPRINT)


def expected(edition: str) -> Expected:
    """What that file has to be."""
    if edition == "plain":
        return PLAIN
    return wanted() if edition == "print" else wanted(CMYK, labels=(PDF_X,))


def changed(pdf: bytes, change: Plant) -> bytes:
    """The PDF with something changed in it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        out = io.BytesIO()
        opened.save(out, deterministic_id=True)
        return out.getvalue()


@dataclass(frozen=True)
class Fault:
    """What `check` has to find in these editions: something planted in the finished file, or in
    what stands on the sheet, or a file that is not what was `asked` for."""

    check: str
    editions: tuple[str, ...]
    plant: Plant | None = None
    body: str = RICH
    style: str = ""
    asked: Mapping[str, Any] = field(default_factory=dict)

    def file(self, edition: str) -> bytes:
        """The file with the fault."""
        pdf = made(edition, self.body, self.style)
        return changed(pdf, self.plant) if self.plant else pdf

    def expected(self, edition: str) -> Expected:
        """What was asked for."""
        return replace(expected(edition), **self.asked)


# --- what is planted ----------------------------------------------------------------------------


def painting(extra: bytes) -> Plant:
    """Let the page paint something more, inside the bleed."""
    return lambda opened: opened.pages[0].contents_add(b"\nq " + extra + b" Q\n")


def replacing(old: bytes, new: bytes) -> Plant:
    """Put something else in the place of an instruction of the page."""

    def change(opened: Any) -> None:
        contents = opened.pages[0].obj.Contents
        held = contents.read_bytes()
        assert old in held
        contents.write(held.replace(old, new))

    return change


def drop(name: str, of: str = "Root") -> Plant:
    """Take something away from the file, its page or its Info."""

    def change(opened: Any) -> None:
        holders = {"Root": opened.Root, "page": opened.pages[0].obj, "Info": opened.trailer.Info}
        del holders[of][name]

    return change


def box(name: str, by: float) -> Plant:
    """Let a box of the page grow by so many mm."""

    def change(opened: Any) -> None:
        page = opened.pages[0].obj
        page[name] = list(Box(*map(float, page[name])).grown(by / MM).sides)

    return change


def second_page(opened: Any) -> None:
    opened.pages.append(opened.pages[0])


def turned(opened: Any) -> None:
    opened.pages[0].rotate(90, relative=False)


def unit(opened: Any) -> None:
    opened.pages[0].obj.UserUnit = 2


def loose_font(opened: Any) -> None:
    for font in opened.pages[0].obj.Resources.Font.values():
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def elements(**wanted: str) -> Callable[[Any], list[Any]]:
    """The dictionaries of a file that have these values."""

    def found(opened: Any) -> list[Any]:
        return [
            each for each in opened.objects
            if isinstance(each, pikepdf.Dictionary)
            and all(str(each.get(f"/{key}")) == value for key, value in wanted.items())
        ]  # fmt: skip

    return found


def no_alternative(opened: Any) -> None:
    for each in elements(S="/Figure")(opened):
        each.Alt = pikepdf.String(" ")


def silent_link(opened: Any) -> None:
    for each in opened.pages[0].obj.Annots:
        each.Contents = pikepdf.String("")


def no_names(opened: Any) -> None:
    del opened.Root.StructTreeRoot["/IDTree"]


def no_headings(opened: Any) -> None:
    for each in elements(S="/TH")(opened):
        each.S = pikepdf.Name.TD


def unscoped(opened: Any) -> None:
    for each in [*elements(S="/TH")(opened), *elements(S="/TD")(opened)]:
        for name in ("/Headers", "/Scope"):
            if name in each.A:
                del each.A[name]


def unknown_role(opened: Any) -> None:
    elements(S="/H1")(opened)[0].S = pikepdf.Name.Opschrift


def skipped_heading(opened: Any) -> None:
    elements(S="/H1")(opened)[0].S = pikepdf.Name.H3


def other_language(opened: Any) -> None:
    opened.Root.Lang = pikepdf.String("fr")


def other_title(opened: Any) -> None:
    opened.trailer.Info.Title = pikepdf.String("Untitled")


def other_day(opened: Any) -> None:
    opened.trailer.Info.CreationDate = pikepdf.String("D:19990101")


def described(old: bytes, new: bytes) -> Plant:
    """Change what the file says of itself in its metadata."""

    def change(opened: Any) -> None:
        metadata = opened.Root.Metadata
        held = metadata.read_bytes()
        assert old in held
        metadata.write(held.replace(old, new, 1))

    return change


def claims(space: bytes, name: bytes, value: bytes) -> Plant:
    """Let the file say that it is something."""
    said = b'<l:%s xmlns:l="%s">%s</l:%s>' % (name, space, value, name)
    return described(b"</dc:title>", b"</dc:title>" + said)


def old_label(opened: Any) -> None:
    opened.trailer.Info.GTS_PDFXVersion = pikepdf.String("PDF/X-1:2001")


def link(opened: Any) -> None:
    note = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
    opened.pages[0].obj.Annots = [opened.make_indirect(note)]


def script(opened: Any) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    opened.Root.OpenAction = action


def named_script(opened: Any) -> None:
    opened.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[]))


def page_script(opened: Any) -> None:
    opened.pages[0].obj.AA = pikepdf.Dictionary()


def transfer(opened: Any) -> None:
    states = opened.pages[0].obj.Resources.get("/ExtGState", pikepdf.Dictionary())
    states["/Curve"] = pikepdf.Dictionary(TR=pikepdf.Name.Identity)
    opened.pages[0].obj.Resources.ExtGState = states


def outside_file(opened: Any) -> None:
    for each in opened.pages[0].obj.Resources.XObject.values():
        each["/OPI"] = pikepdf.Dictionary()


def unknown_trapping(opened: Any) -> None:
    opened.trailer.Info.Trapped = pikepdf.Name("/Unknown")


def wrong_profile(opened: Any) -> None:
    """An output intent with a profile of something else."""
    profile = opened.Root.OutputIntents[0].DestOutputProfile
    icc = bytearray(profile.read_bytes())
    icc[16:20] = b"GRAY"
    profile.write(bytes(icc))


def no_profile(opened: Any) -> None:
    del opened.Root.OutputIntents[0]["/DestOutputProfile"]


def hidden(paint: bytes) -> Plant:
    """A form inside the page that paints."""

    def change(opened: Any) -> None:
        form = opened.make_stream(
            paint, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 50, 50]
        )
        opened.pages[0].obj.Resources.XObject["/Hidden"] = form
        painting(b"/Hidden Do")(opened)

    return change


def group(space: str) -> Plant:
    """Transparent parts that are mixed in a space."""

    def change(opened: Any) -> None:
        opened.pages[0].obj.Group = pikepdf.Dictionary(
            S=pikepdf.Name.Transparency, CS=pikepdf.Name(f"/{space}")
        )

    return change


def image(space: str, parts: int) -> Plant:
    """A picture in full ink."""

    def change(opened: Any) -> None:
        held = opened.make_stream(
            b"\xff" * parts * 400 * 400, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
            Width=400, Height=400, BitsPerComponent=8, ColorSpace=pikepdf.Name(f"/{space}"),
        )  # fmt: skip
        opened.pages[0].obj.Resources.XObject["/Wet"] = held
        painting(b"100 0 0 100 90 90 cm /Wet Do")(opened)

    return change


def edge(side: str) -> str:
    """A band that stops at one side of the sheet instead of running over it."""
    stops = {
        "left": "left:0; right:-12mm; top:99mm", "right": "left:-12mm; right:0; top:99mm",
        "top": "left:-12mm; right:-12mm; top:0", "bottom": "left:-12mm; right:-12mm; bottom:0",
    }  # fmt: skip
    colour = "height:30mm; background:#0E6B6B"
    return f'{BODY}{PHOTO}{TABLE}<div style="position:absolute; {stops[side]}; {colour}"></div>'


SMALL = "small { font-size: 7.9pt }"
LITTLE = RICH + "<small>De kleine lettertjes</small>"
AT_THE_EDGE = "h1 { position: absolute; margin: 0; "
GLYPH = b"[<"
A, UA = b"http://www.aiim.org/pdfa/ns/id/", b"http://www.aiim.org/pdfua/ns/id/"
X = b"http://www.npes.org/pdfx/ns/id/"

# Every check, in every edition in which it is done.
FAULTS: tuple[Fault, ...] = (
    Fault("pages", EDITIONS, second_page),
    Fault("size", EDITIONS, turned),
    Fault("size", EDITIONS, unit),
    Fault("size", ("plain",), box("/MediaBox", 0.11)),
    Fault("size", SHOPS, box("/TrimBox", -0.11)),
    Fault("size", EDITIONS, asked={"width": 210.2}),
    Fault("boxes", SHOPS, box("/BleedBox", -1)),
    Fault("boxes", SHOPS, box("/BleedBox", 0.2)),
    Fault("boxes", SHOPS, drop("/BleedBox", "page")),
    Fault("boxes", SHOPS, drop("/TrimBox", "page")),
    Fault("boxes", SHOPS, box("/MediaBox", -8)),
    *(Fault("bleed", SHOPS, body=edge(side)) for side in ("left", "right", "top", "bottom")),
    Fault("marks", SHOPS, replacing(b"0 J\n", b"0 J 1 0 0 1 2 0 cm\n")),
    Fault("marks", SHOPS, box("/TrimBox", 0.15)),
    Fault("marks", ("cmyk",), replacing(b"/AfficheAll CS 1 SCN", b"0 0 0 1 K")),
    Fault("fonts", EDITIONS, loose_font),
    Fault("glyphs", EDITIONS, replacing(GLYPH, b"[<0000> 0 <")),
    Fault("text-size", EDITIONS, body=LITTLE, style=SMALL),
    Fault("safety", SHOPS, style=AT_THE_EDGE + "left: 4mm; top: 100mm }"),
    Fault("safety", SHOPS, style=AT_THE_EDGE + "right: 4mm; top: 100mm }"),
    Fault("safety", SHOPS, style=AT_THE_EDGE + "left: 40mm; top: -3mm }"),
    Fault("safety", SHOPS, style=AT_THE_EDGE + "left: 40mm; bottom: 0 }"),
    Fault("safety", SHOPS, asked={"frame": 18}),
    Fault("colour", ("plain", "print"), painting(b"1 0 0 0 k 50 50 50 50 re f")),
    Fault("colour", ("plain", "print"), hidden(b"1 0 0 0 k 0 0 50 50 re f")),
    Fault("colour", ("plain", "print"), group("DeviceCMYK")),
    Fault("colour", ("plain", "print"), image("DeviceCMYK", 4)),
    Fault("colour", ("cmyk",), painting(b"1 0 0 rg 50 50 50 50 re f")),
    Fault("colour", ("cmyk",), painting(b"1 0 0 RG 50 50 m 50 99 l S")),
    Fault("colour", ("cmyk",), painting(b"/DeviceRGB cs 1 0 0 scn 50 50 50 50 re f")),
    Fault("colour", ("cmyk",), hidden(b"1 0 0 rg 0 0 50 50 re f")),
    Fault("colour", ("cmyk",), group("DeviceRGB")),
    Fault("colour", ("cmyk",), image("DeviceRGB", 3)),
    Fault("intent", SHOPS, drop("/OutputIntents")),
    Fault("intent", SHOPS, wrong_profile),
    Fault("intent", SHOPS, no_profile),
    Fault("ink", ("cmyk",), painting(b"1 1 .5 .6 k 50 50 50 50 re f")),
    Fault("ink", ("cmyk",), image("DeviceCMYK", 4)),
    Fault("ink", ("cmyk",), asked={"ink_limit": 100}),
    Fault("black", ("cmyk",), replacing(b"0 0 0 1 k\n", b"0.6 0.4 0.4 1 k\n")),
    Fault("resolution", EDITIONS, body=BODY + picture(120, 40)),
    Fault("resolution", EDITIONS, body=BODY + picture(120, 40, "PNG")),
    Fault("tags", ("plain",), drop("/StructTreeRoot")),
    Fault("tags", ("plain",), drop("/MarkInfo")),
    Fault("tags", ("plain",), painting(b"0 0 0 rg 50 50 50 50 re f")),
    Fault("tags", ("plain",), replacing(b"<</MCID 0>>", b"<</MCID 77>>")),
    Fault("tags", ("plain",), unscoped),
    Fault("tags", ("plain",), no_names),
    Fault("tags", ("plain",), no_headings),
    Fault("tags", ("plain",), unknown_role),
    Fault("tags", ("plain",), skipped_heading),
    Fault("alt", ("plain",), no_alternative),
    Fault("alt", ("plain",), silent_link, body=RICH + LINK),
    Fault("language", EDITIONS, drop("/Lang")),
    Fault("language", EDITIONS, other_language),
    Fault("title", EDITIONS, drop("/Title", "Info")),
    Fault("title", EDITIONS, other_title),
    Fault("title", EDITIONS, described(b">Proef<", b">Test<")),
    Fault("title", ("plain",), drop("/ViewerPreferences")),
    Fault("day", EDITIONS, other_day),
    Fault("day", EDITIONS, asked={"day": "2026-03-01"}),
    Fault("identity", SHOPS, unknown_trapping),
    Fault("identity", SHOPS, drop("/Trapped", "Info")),
    Fault("identity", SHOPS, described(b"<pdf:Trapped>False", b"<pdf:Trapped>True")),
    Fault("identity", SHOPS, described(b"xmpMM:DocumentID>uuid", b"xmpMM:Document>uuid")),
    Fault("still", SHOPS, link),
    Fault("still", SHOPS, script),
    Fault("still", SHOPS, named_script),
    Fault("still", SHOPS, page_script),
    Fault("still", SHOPS, transfer),
    Fault("still", SHOPS, outside_file),
    Fault("weight", ("plain",), asked={"weight": 1000}),
    Fault("label", SHOPS, claims(A, b"part", b"2")),
    Fault("label", SHOPS, claims(UA, b"part", b"1")),
    Fault("label", ("print",), claims(X, b"GTS_PDFXVersion", b"PDF/X-4")),
    Fault("label", SHOPS, old_label),
    Fault("label", ("plain", "cmyk"), asked={"labels": ()}),
    Fault("label", ("cmyk",), described(b"PDF/X-4", b"PDF/X-1a:2001")),
    Fault("label", ("plain",), replacing(GLYPH, b"[<0000> 0 <")),
    Fault("label", ("plain",), drop("/StructTreeRoot")),
    Fault("label", ("cmyk",), painting(b"1 0 0 rg 50 50 50 50 re f")),
    Fault("readable", EDITIONS, painting(b"[ 1 2 0 0 m")),
)  # fmt: skip

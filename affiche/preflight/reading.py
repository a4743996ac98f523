"""A finished PDF in; what its checks look at, read once, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree import ElementTree

from affiche.preflight.painting.geometry import MM, Box
from affiche.preflight.painting.marks import Image, Mark, Text
from affiche.preflight.painting.page import painted
from affiche.preflight.report import Checked, Expected, Finding
from affiche.preflight.structure import Element, elements

BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox")


@dataclass(frozen=True)
class Reading:
    """An open PDF (a `pikepdf.Pdf`), its size in bytes, and what is expected of it."""

    pdf: Any
    size: int
    expected: Expected

    @property
    def page(self) -> Any:
        """The first page."""
        return self.pdf.pages[0]

    @cached_property
    def boxes(self) -> dict[str, Box]:
        """The boxes that the page has, in points, by their name without the slash."""
        return {
            name[1:]: Box(*(float(side) for side in self.page.obj[name]))
            for name in BOXES
            if name in self.page.obj
        }

    @property
    def media(self) -> Box:
        return self.boxes["MediaBox"]

    @property
    def trim(self) -> Box:
        """The sheet as it is after cutting; of a file that is not cut, what a viewer shows."""
        shown = "TrimBox" if self.expected.printer else "CropBox"
        return self.boxes.get(shown, self.media)

    @property
    def bleed(self) -> Box:
        """How far the printer's ink may run."""
        return self.trim.grown(self.expected.bleed / MM)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Everything that the page, or every page of a longer document, paints."""
        pages = [self.page] if self.expected.single else self.pdf.pages
        return tuple(mark for page in pages for mark in painted(page))

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The text that can be seen on the sheet itself, not that beside it."""
        return tuple(
            mark
            for mark in self.marks
            if isinstance(mark, Text)
            and not mark.invisible
            and not mark.box.within(self.trim).empty
        )

    @cached_property
    def images(self) -> tuple[Image, ...]:
        return tuple(mark for mark in self.marks if isinstance(mark, Image))

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """The structure of the file, in reading order."""
        return elements(self.pdf)

    @property
    def root(self) -> Any:
        return self.pdf.Root

    @property
    def info(self) -> Any:
        """What the file says of itself in the old way."""
        return self.pdf.trailer.get("/Info", {})

    @cached_property
    def metadata(self) -> bytes:
        """What it says in the new way (XMP), or nothing."""
        metadata = self.root.get("/Metadata")
        return b"" if metadata is None else bytes(metadata.read_bytes())

    def xmp(self, space: str, name: str) -> str:
        """A property in there, by its name space and its name; "" without one."""
        try:
            tree = ElementTree.fromstring(self.metadata)
        except ElementTree.ParseError:
            return ""
        key = f"{{{space}}}{name}"
        found = next(tree.iter(key), None)
        if found is not None:
            return "".join(found.itertext()).strip()
        return next((each.attrib[key] for each in tree.iter() if key in each.attrib), "")

    @cached_property
    def forms(self) -> tuple[Any, ...]:
        """The page, and every form, picture and pattern that can be reached from it."""
        return (self.page.obj, *_reached(self.page.obj.get("/Resources", {}), set()))


def _reached(resources: Any, seen: set[Any]) -> Iterator[Any]:
    for kind in ("/XObject", "/Pattern"):
        for found in resources.get(kind, {}).values():
            if found.objgen in seen:
                continue
            seen.add(found.objgen)
            yield found
            yield from _reached(found.get("/Resources", {}), seen)


def checked(
    name: str, label: str, measured: str, findings: Iterable[Finding] = (), **values: object
) -> Checked:
    """The outcome of a check. `measured` is a catalogue key for `values`."""
    return Checked(name, label, measured, values, tuple(findings))

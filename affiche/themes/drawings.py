"""A drawing of a theme in; what in it would run, or be read from elsewhere, out.

Logos and icons are shown as they are (icons stand in the page itself), so what they may not hold
is refused and not taken out: their maker should know.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

from affiche.images.drawings import NAMESPACE
from affiche.themes import css
from affiche.themes.css import Refused

# A picture or a font that stands in its address. A drawing can name others.
DATA = re.compile(
    r"data:(image/(png|jpe?g|gif|webp|avif)|font/[\w-]+|application/(x-)?font[\w-]*|"
    r"application/vnd\.ms-fontobject)[;,]", re.I,
)  # fmt: skip
DATA_DRAWING = re.compile(r"data:image/svg\+xml((?:;[\w=-]+)*),(.*)", re.I | re.S)
RUNS = {"script", "foreignobject", "handler", "listener", "iframe", "object", "embed", "audio",
        "video"}  # fmt: skip
ANIMATES = {"set", "animate"}

DAMAGED = ("this drawing is damaged", "Export it anew as SVG")
ENTITIES = ("this drawing holds entities", "Export it anew as SVG")
RUNNING = ("a drawing of a theme cannot hold `{name}`", "Take it away, or export it anew as SVG")
ELSEWHERE = (
    "`{address}` is not in this drawing: nothing is loaded from elsewhere",
    "Embed the picture in the drawing, or take it away",
)


def refused(raw: bytes) -> Iterator[Refused]:
    """Everything in an SVG that a theme may not show, in order."""
    reader = _Reader()
    try:
        reader.parser.Parse(raw, True)
    except expat.ExpatError as error:
        yield Refused(error.lineno, error.offset + 1, *DAMAGED)
    yield from reader.found


class _Reader:
    """Goes through the elements of one drawing."""

    def __init__(self) -> None:
        self.found: list[Refused] = []
        self.style: list[str] = []
        self.open: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction

    def _refuse(self, said: tuple[str, str], **values: str) -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.found.append(Refused(line, column, *said, tuple(values.items())))

    def _entity(self, name: str, parameter: int, value: str | None, *_: object) -> None:
        if parameter or value is None or not NAMESPACE.fullmatch(value):
            self._refuse(ENTITIES)

    def _instruction(self, target: str, _data: str) -> None:
        if target.lower() != "xml":
            self._refuse(RUNNING, name=f"<?{target}")

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = _local(tag)
        self.open.append(name)
        if name in RUNS:
            self._refuse(RUNNING, name=tag)
        for key, value in attributes.items():
            self._attribute(name, key, value)

    def _attribute(self, element: str, key: str, value: str) -> None:
        name = _local(key)
        if name.startswith("on") or key.lower() == "xml:base":  # another place for all its names
            self._refuse(RUNNING, name=key)
        elif (
            element in ANIMATES
            and name == "attributename"
            and (_local(value) == "href" or _local(value).startswith("on"))
        ):
            self._refuse(RUNNING, name=f"{key}={value}")
        elif name in ("href", "src"):
            if not value.strip().startswith("#") and not is_picture(value.strip()):
                self._refuse(ELSEWHERE, address=value.strip()[:60])
        elif "(" in value or "\\" in value:
            self._css(value)

    def _text(self, text: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style.append(text)

    def _end(self, _tag: str) -> None:
        if self.open.pop() == "style":
            self._css("".join(self.style))
            self.style.clear()

    def _css(self, text: str) -> None:
        read = css.read(text)
        for address in read.addresses:
            if not is_picture(address.written):
                self._refuse(ELSEWHERE, address=address.written[:60])
        for one in read.refused:
            self._refuse((one.what, one.hint), **dict(one.values))


def _local(name: str) -> str:
    return name.rpartition(":")[2].strip().lower()


def is_picture(address: str) -> bool:
    """Whether an address holds a picture or a font itself, and nothing that reads another."""
    if DATA.match(address):
        return True
    drawing = DATA_DRAWING.match(address)
    if drawing is None:
        return False
    raw = unquote_to_bytes(drawing[2])
    if drawing[1].lower().endswith("base64"):
        try:
            raw = base64.b64decode(raw, validate=True)
        except binascii.Error:
            return False
    return not any(refused(raw))

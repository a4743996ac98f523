"""Bytes of one file in; its text, or the mistake that keeps it from being read, out.

Text has LF line ends and no byte-order mark, so that lines and columns are those of the file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import NoReturn

from affiche.errors import Kind, Place, Problem
from affiche.reading.shapes import is_blank, is_fence

LARGEST = 1_000_000  # bytes; the longest real persona has 1,830 words
_SIDE = re.compile(r"(<{7}|>{7})(?: (.*))?")
# Controls, what is no character, and what turns the order of letters round.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]")
# What else ends a line to some program: NEL, and the separators of lines and paragraphs.
# What Word and people make of the three hyphens around the fields.
_LIKE_FENCE = re.compile(r"[-_=*~\u2010-\u2015\u2212](?: ?[-_=*~\u2010-\u2015\u2212])*")
# How files of word processors begin: rich text, Word of today, Word of before.
OTHERWISE = (b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
UTF8 = "Save it as UTF-8: in Notepad with File > Save as, at Encoding; in other editors likewise"
LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


class UnreadableError(Exception):
    """The file stops being readable here: what was found until then, and why (the last)."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(problems[-1].what)

    @property
    def problem(self) -> Problem:
        """Why it stops being readable."""
        return self.problems[-1]


@dataclass(frozen=True)
class Parts:
    """A Markdown file: its front matter (None without) and body, and the line where each starts."""

    header: str | None
    header_line: int
    body: str
    body_line: int


def refuse(place: Place, rule: str, what: str, hint: str = "", **values: object) -> NoReturn:
    """Stop reading the file. Raises `UnreadableError`."""
    raise UnreadableError(Problem(Kind.ERROR, rule, place, what, hint, values))


def decode(path: str, raw: bytes) -> str:
    """The text of a file. Raises `UnreadableError` on anything but modest, visible UTF-8."""
    if len(raw) > LARGEST:
        refuse(
            Place(path), "too-big", "this file is {size} kB; at most {most} kB is read",
            "Split it, or put pictures in content/images",
            size=len(raw) // 1000, most=LARGEST // 1000,
        )  # fmt: skip
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse(
            Place(path), "not-utf8", "this file is saved as UTF-16",
            UTF8,
        )  # fmt: skip
    if raw.startswith(OTHERWISE):
        refuse(
            Place(path), "no-text", "this file is a document of a word processor, not plain text",
            "Save it as plain text: in TextEdit with Format > Make Plain Text, in Word as .txt; "
            "or have it read with `import`",
        )  # fmt: skip
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        refuse(
            _end_of(path, before), "not-utf8",
            "this file is not UTF-8: byte {byte} ({value}) cannot be read",
            UTF8,
            byte=error.start + 1, value=f"0x{raw[error.start]:02X}",
        )  # fmt: skip
    text = LINE_ENDS.sub("\n", text)
    _refuse_two_versions(path, text)
    invisible = INVISIBLE.search(text)
    if invisible:
        refuse(
            _end_of(path, text[: invisible.start()]), "invisible-character",
            "there is an invisible character here ({code})",
            "Remove it; it often comes along when you paste from another program",
            code=f"U+{ord(invisible[0]):04X}",
        )  # fmt: skip
    return text


def _refuse_two_versions(path: str, text: str) -> None:
    """Refuse a text in which git left both sides for somebody to choose from."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    blocks: list[list[int]] = []
    names: dict[str, None] = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = _SIDE.fullmatch(line)
        if not match:
            continue
        names |= dict.fromkeys([match[2].strip()] if match[2] else [])
        if match[1][0] == "<" or not blocks or len(blocks[-1]) > 1:
            blocks.append([number])
        if match[1][0] == ">" and blocks[-1][0] != number:
            blocks[-1].append(number)
    if not blocks:
        return
    lines = ", ".join("–".join(map(str, block)) for block in blocks)
    whole = all(len(block) > 1 for block in blocks)
    refuse(
        Place(path, blocks[0][0]), "two-versions",
        "here stand two versions that nobody has put together yet: lines {lines}, by {names}"
        if whole and names else "git left signs of two versions here: lines {lines}",
        "Keep what is right, and delete the lines with <<<<<<<, ======= and >>>>>>>",
        lines=lines, names=tuple(names),
    )  # fmt: skip


def split(path: str, text: str) -> Parts:
    """Front matter and body.

    The first line that is not blank decides; a `---` further down belongs to the body, where
    `suspects` looks for fields. Raises `UnreadableError` when the front matter is TOML or is not
    closed.
    """
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if not is_blank(line)), None)
    if first is not None and lines[first].strip() == "+++":
        refuse(
            Place(path, first + 1), "toml",
            "this front matter is TOML (+++); only YAML (---) is read",
            "Put --- above and below, and write `key: value` instead of `key = value`",
        )  # fmt: skip
    if first is None or not is_fence(lines[first]):
        return Parts(None, 1, text, 1)
    for number in range(first + 1, len(lines)):
        if is_fence(lines[number]) or lines[number].rstrip() == "...":
            header = "\n".join(lines[first + 1 : number])
            return Parts(header, first + 2, "\n".join(lines[number + 1 :]), number + 2)
    for number in range(first + 1, len(lines)):
        if _LIKE_FENCE.fullmatch(lines[number].strip()) and lines[number].strip() != "-":
            _refuse_fence(path, number)
    refuse(
        Place(path, first + 1), "unclosed-front-matter",
        "the front matter that starts here is not closed",
        "Put --- on a line of its own below the last field",
    )  # fmt: skip


def _refuse_fence(path: str, number: int) -> NoReturn:
    refuse(
        Place(path, number + 1), "no-fence",
        "below the fields a line of exactly three hyphens has to stand",
        "Type: `{text}`", text="---",
    )  # fmt: skip


def _end_of(path: str, before: str) -> Place:
    """The place just after `before`, the text of a file up to a mistake."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Place(path, len(lines), len(lines[-1]) + 1)

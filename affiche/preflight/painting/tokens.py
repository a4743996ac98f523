"""A content stream in; its instructions, each with operands and its place in the stream, out.

Numbers are floats, names are `Name`s without their slash, strings are bytes, arrays are lists and
dictionaries dicts. An inline image is the instruction "BI" with its dictionary. Only what is
asked for is looked at closely: the place lets a rewriter copy the rest as it is.
Source: ISO 32000-1, 7.2 (tokens), 7.3 (objects), 8.9.7 (inline images).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

SPACE = rb"\x00\t\n\f\r "
REGULAR = rb"[^" + SPACE + rb"()<>\[\]{}/%]"
TOKEN = re.compile(
    rb"(?:[" + SPACE + rb"]++|%[^\r\n]*+)*+(?:"
    rb"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?!" + REGULAR + rb"))"
    rb"|(?P<name>/" + REGULAR + rb"*)"
    rb"|(?P<hex><[0-9A-Fa-f" + SPACE + rb"]*>)"
    rb"|(?P<open>\[|<<)|(?P<close>\]|>>)"
    rb"|(?P<string>\()"
    rb"|(?P<word>" + REGULAR + rb"+))"
)
# An operator with nothing but numbers before it, as most are: read at once.
PLAIN = re.compile(
    rb"[\t\n\f\r ]*+((?:[+-]?(?:\d++\.?\d*+|\.\d++)[\t\n\f\r ]++)*+)"
    rb"([A-Za-z'\"]" + REGULAR + rb"*+)"
)
REST = re.compile(rb"(?:[" + SPACE + rb"]+|%[^\r\n]*)*")
ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
BRACKET = re.compile(rb"\\[\s\S]|[()]")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
WORDS: dict[bytes, Any] = {b"true": True, b"false": False, b"null": None}
# Words that are no operators, or begin something else.
CLOSELY = {*WORDS, b"BI"}
# The end of an inline image stands between spaces.
IMAGE_END = re.compile(rb"[" + SPACE + rb"]EI(?=[" + SPACE + rb"]|$)")


class Name(str):
    """A name (`/DeviceRGB`), without its slash."""

    __slots__ = ()


@dataclass(slots=True)
class Instruction:
    """An operator with its operands; `start` and `end` are where it stands in the stream."""

    operator: str
    operands: list[Any]
    start: int
    end: int


class BrokenStreamError(ValueError):
    """The content stream is not one."""


def instructions(stream: bytes, start: int = 0) -> Iterator[Instruction]:
    """Every instruction in order, from a place between two of them. Raises BrokenStreamError."""
    place = start
    operands: list[Any] = []
    stack: list[list[Any]] = []
    while True:
        if place == start and (plain := PLAIN.match(stream, place)) and plain[2] not in CLOSELY:
            place = plain.end()
            values = [float(number) for number in plain[1].split()]
            yield Instruction(plain[2].decode("latin-1"), values, start, place)
            start = place
            continue
        match = TOKEN.match(stream, place)
        if match is None:
            break
        kind, place = match.lastgroup, match.end()
        if kind == "number":
            operands.append(float(match["number"]))
        elif kind == "word" and (word := match["word"]) not in WORDS:
            operator = word.decode("latin-1")
            if stack:
                raise BrokenStreamError(f"{operator} inside an array")
            if operator == "BI":
                operands, place = _inline_image(stream, place)
            yield Instruction(operator, operands, start, place)
            operands, start = [], place
        elif kind == "open":
            stack.append(operands)
            operands = []
        elif kind == "close":
            if not stack:
                raise BrokenStreamError("a bracket closes that was never opened")
            held = operands if match["close"] == b"]" else _dictionary(operands)
            operands = stack.pop()
            operands.append(held)
        elif kind == "string":
            text, place = _string(stream, place)
            operands.append(text)
        else:
            operands.append(_value(match))
    if stack or not REST.fullmatch(stream, place):
        raise BrokenStreamError(f"unreadable at byte {place}")


# As many lines are kept as the largest sheet has; most of them stand in every file of a sheet.
LINES = 20_000


def operations(stream: bytes) -> Iterator[Instruction]:
    """The same, each line that is whole in itself read once: between two instructions nothing is
    open, so it says the same wherever it stands. `start` and `end` may be places in a line.
    Raises BrokenStreamError."""
    place = 0
    while place < len(stream):
        ends = stream.find(b"\n", place) % (len(stream) + 1)
        known = _whole(stream[place:ends])
        if known is not None:
            yield from known
            place = ends + 1
            continue
        begun, place = place, len(stream)
        for each in instructions(stream, begun):
            yield each
            if stream[each.end : each.end + 1] == b"\n":
                place = each.end + 1
                break


@lru_cache(maxsize=LINES)
def _whole(line: bytes) -> tuple[Instruction, ...] | None:
    """The instructions of a line; None where one of them does not end in it."""
    try:
        found = tuple(instructions(line))
    except BrokenStreamError:
        return None
    return found if REST.fullmatch(line, found[-1].end if found else 0) else None


def _value(match: re.Match[bytes]) -> Any:
    if match["name"] is not None:
        name = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), match["name"][1:])
        return Name(name.decode("latin-1"))
    if match["hex"] is not None:
        digits = match["hex"][1:-1].translate(None, b"\0\t\n\f\r ")
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    if match["word"] not in WORDS:
        raise BrokenStreamError(f"no value at byte {match.start()}")
    return WORDS[match["word"]]


def _dictionary(items: list[Any]) -> dict[str, Any]:
    return {str(key): value for key, value in zip(items[::2], items[1::2], strict=False)}


def _string(stream: bytes, place: int) -> tuple[bytes, int]:
    """The string whose bracket was opened just before `place`, and where it ends."""
    depth, here = 1, place
    while depth:
        match = BRACKET.search(stream, here)
        if not match:
            raise BrokenStreamError("a string without an end")
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
        here = match.end()
    return ESCAPE.sub(_escaped, stream[place : here - 1]), here


def _escaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 255])
    if match[2] in (b"\n", b"\r", b"\r\n"):
        return b""
    return ESCAPED.get(match[2], match[2])


def _inline_image(stream: bytes, place: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    while match := TOKEN.match(stream, place):
        place = match.end()
        if match["word"] == b"ID":
            break
        items.append(float(match["number"]) if match["number"] else _value(match))
    end = IMAGE_END.search(stream, place)
    if not end:
        raise BrokenStreamError("an inline image without an end")
    return [_dictionary(items)], end.end()

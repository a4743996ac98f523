"""The Markdown under a heading in; the pieces of it that begin with a label, and the rest, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from affiche.importing.tree import listed, tables
from affiche.outline import outline

_BULLET = r"(?:(?P<bullet>[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+)| {1,3})?"
_LOUD = re.compile(
    rf"{_BULLET}(?P<m>\*\*|__)(?P<label>[^*_\n]{{1,80}}?)(?P=m)"
    r"(?P<aside>[ \t]*\([^()\n]{1,30}\))?[ \t]*(?P<sep>[:：]|[–—-](?=\s))?[ \t]*(?P<rest>.*)"
)
_PLAIN = re.compile(
    rf"{_BULLET}(?P<label>[^\s:：|*_>#`<][^:：|\n]{{0,50}}?)[ \t]*[:：](?!//)[ \t]*(?P<rest>.*)"
)
_INLINE = re.compile(r"(?<=\s)(\*\*|__)(?P<label>[^*_\n]{1,80}?)(?:[:：]\1|\1[ \t]*[:：])(?=\s)")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+\S")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")

Known = Callable[[str], object]


@dataclass(frozen=True)
class Segment:
    """A label ("" for none), what it says, and both as they stood; `line` counts from 0."""

    label: str
    body: str
    raw: str
    line: int


def segments(text: str, known: Known) -> list[Segment]:
    """The pieces of a text, in order; nothing but rules between them is left out.

    A label in bold begins one; in plain letters only when it is `known`. Tables of two columns
    are a piece a row when they have a known label; so is a quote that begins with one.
    """
    text = _unquoted(text, known)
    parted = [(n, part) for n, one in enumerate(text.split("\n")) for part in _parted(one, known)]
    at = [n for n, _ in parted] + [0]
    lines = [part for _, part in parted]
    text = "\n".join(lines)
    hidden = outline(text).hidden
    rows = {first: (end, found) for first, end, found in tables(text) if _is_pairs(found, known)}
    made: list[Segment] = []
    plain: list[str] = []
    start = number = 0

    def flush() -> None:
        said = "\n".join(plain).strip("\n")
        if said.strip():
            made.append(Segment("", said, said, at[start]))
        plain.clear()

    while number < len(lines):
        line = lines[number]
        label = None if hidden[number] else _label(line, known)
        if number in rows:
            flush()
            end, found = rows[number]
            made += _pairs(found, at[number], known)
            number = start = end
        elif label:
            flush()
            deep = len(line) - len(line.lstrip()) if label[2] and label[1].strip() else None
            end = number + 1
            if not _goes_on_as_fields(lines, number, label):
                end = _end(lines, number + 1, bool(label[1].strip()), known, deep)
                end = next((n for n in range(number + 1, end) if n in rows), end)
            body = _body(label[1], lines[number + 1 : end], label[2])
            made.append(Segment(label[0], body, "\n".join(lines[number:end]).rstrip(), at[number]))
            number = start = end
        else:
            if not plain:
                start = number
            plain.append("" if _RULE.fullmatch(line) and not hidden[number] else line)
            number += 1
    flush()
    return made


def _unquoted(text: str, known: Known) -> str:
    """The text without the > of quotes that begin with a known label: so fields are set apart."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        end = number
        while end < len(lines) and lines[end].startswith(">"):
            end += 1
        bare = [line[1:].removeprefix(" ") for line in lines[number:end]]
        begun = _label(bare[0], known) if bare else None
        if begun and known(begun[0]):
            lines[number:end] = bare
        number = end + 1
    return "\n".join(lines)


def _parted(line: str, known: Known) -> Iterator[str]:
    """A line in pieces, each later one of which begins with a known label in bold and a colon; a
    row of a table is one."""
    start = 0
    for found in () if line.lstrip().startswith("|") else _INLINE.finditer(line):
        if known(found["label"].strip(": ")) and line[start : found.start()].strip(" -*+•\t"):
            yield line[start : found.start()].rstrip()
            start = found.start()
    yield line[start:]


def _label(line: str, known: Known) -> tuple[str, str, bool] | None:
    """The label that a line begins with, what it says behind it, and whether it is an item."""
    loud = _LOUD.fullmatch(line)
    if loud:
        label, rest = loud["label"].strip(), loud["rest"]
        inside = label.endswith((":", "：", "?"))
        begun = bool(known(label)) and rest[:1].isupper()
        if inside or loud["sep"] or not rest.strip() or begun:
            label = label.rstrip(":： ") + (loud["aside"] or "").rstrip()
            return label, rest, bool(loud["bullet"])
        return None
    plain = _PLAIN.fullmatch(line)
    if plain and known(plain["label"]):
        return plain["label"], plain["rest"], bool(plain["bullet"])
    return None


def _goes_on_as_fields(lines: Sequence[str], number: int, label: tuple[str, str, bool]) -> bool:
    """Whether a line says all of its label, since the next is one of a label that nobody knows."""
    following = _PLAIN.fullmatch(lines[number + 1]) if number + 1 < len(lines) else None
    if not following or following["bullet"] or not label[1].strip() or label[2]:
        return False
    word = following["label"]
    return word[:1].isupper() and len(word.split()) <= 3 and bool(following["rest"].strip())


def _end(lines: Sequence[str], number: int, said: bool, known: Known, deep: int | None) -> int:
    """The line after a piece that begins above `number`; `said`: it says something there; `deep`:
    how far in that stands, when it is an item of a list: the next one beside it is no part of it.
    """
    blank = in_list = False
    begun = said
    while number < len(lines):
        line = lines[number]
        if _RULE.fullmatch(line) or _label(line, known):
            break
        if deep is not None and _ITEM.match(line) and len(line) - len(line.lstrip()) <= deep:
            break
        if not line.strip():
            blank = True
        elif blank and begun and (said or in_list) and not line.startswith(("  ", "\t")):
            if not (in_list and _ITEM.match(line)):
                break
            blank = False
        else:
            in_list = in_list or bool(_ITEM.match(line))
            begun, blank = True, False
        number += 1
    return number


def _body(rest: str, below: Sequence[str], item: bool) -> str:
    """What a label says: behind it, and on the lines below without their common indentation."""
    lines = list(below)
    filled = [line for line in lines if line.strip()]
    indent = min((len(line) - len(line.lstrip()) for line in filled), default=0)
    lines = [line[indent:] for line in lines] if item or indent else lines
    text = "\n".join(lines).strip("\n")
    return "\n".join(part for part in (rest.strip(), text) if part.strip())


def _is_pairs(rows: Sequence[Sequence[str]], known: Known) -> bool:
    """Whether a table says a label and a value a row."""
    if any(len(row) != 2 for row in rows):
        return False
    told = sum(1 for row in rows if known(row[0]) or len(_held(row[1], known)) > 1)
    return told >= max(1, len(rows) // 4)


def _held(cell: str, known: Known) -> list[tuple[str, str]]:
    """The lines of a cell as labels and what they say, when most of them have a known label."""
    lines = [one.strip() for one in _BREAK.split(cell) if one.strip()]
    told = [(said[0], said[1]) for one in lines if (said := _label(one, known))]
    named = sum(1 for label, _ in told if known(label))
    return told if len(told) == len(lines) and named * 2 >= len(lines) else []


def _pairs(rows: Sequence[Sequence[str]], line: int, known: Known) -> Iterator[Segment]:
    for at, (label, value) in enumerate(rows):
        if not known(label) and len(held := _held(value, known)) > 1:
            yield Segment(label.strip("* _"), "", "", line + at + (1 if at else 0))
            for name, said in held:
                yield Segment(name, said, f"- **{name}**: {said}", line + at + (1 if at else 0))
            continue
        if at == 0 and not known(label):  # what the columns are called
            yield Segment(label, value, "", line)
            continue
        where = line + at + (1 if at else 0)
        yield Segment(
            label.strip("* _"), listed(value), f"- **{label.strip('*_ ')}**: {value}", where
        )

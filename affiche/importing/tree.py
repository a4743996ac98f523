"""Labelled text: what every kind of file becomes, and what personas and journeys are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from affiche.reading.files.strays import leftover

Rows = Sequence[Sequence[str]]
# An address in a file → the picture of its own that stands there, when it can be shown.
Beside = Callable[[str], bytes | None]


def titled(path: str, otherwise: str) -> str:
    """What a file is called, as a title: by its name, or by that of its folder where the name says
    nothing of what is in it (README.md), and no file of content is read that has it."""
    *folders, file = path.split("/")
    for name in (file.rpartition(".")[0] or file, *reversed(folders)):
        title = re.sub(r"[-_.]+", " ", name).strip().capitalize()
        if title and not leftover(f"{title}.md"):
            return title
    return otherwise


def nothing(_address: str) -> bytes | None:
    """No picture stands beside it."""
    return None


@dataclass(frozen=True)
class Picture:
    """A picture in a file: what it is called there, what it says to who cannot see it, its line
    from 1, and its bytes."""

    address: str
    alt: str
    line: int
    raw: bytes


@dataclass(frozen=True)
class Node:
    """A title (Markdown, "" for none), the Markdown right below it, and what stands under it.

    `line` is that of the title in the source, from 1; `level` how deep a heading it was.
    """

    title: str
    text: str = ""
    line: int = 1
    inside: tuple[Node, ...] = ()
    level: int = 0

    def all(self) -> Iterator[Node]:
        """This one and everything under it, in order."""
        yield self
        for child in self.inside:
            yield from child.all()


@dataclass(frozen=True)
class Source:
    """One file: its name, its tree, what its front matter says (key, text), and all of its text.

    `diagrams`: Mermaid journeys that stood in it, with their line. `remarks`: what its readers
    were not shown; `addresses`: what led elsewhere, and does not from here. `sure`: "persona" or
    "journey" when the file itself says which it is; `cells`: its labels are columns or keys, not
    headings; `note`: words of it that have no other place; `pictures`: those that come along.
    """

    name: str
    root: Node
    words: str
    front: tuple[tuple[str, str], ...] = ()
    diagrams: tuple[tuple[int, str], ...] = ()
    remarks: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    sure: str = ""
    cells: bool = False
    note: str = ""
    pictures: tuple[Picture, ...] = ()


_UNSAID = re.compile(r"</?[A-Za-z!][^<>]*>|^ {0,3}\[[^\]\n]+\]:[ \t]*\S.*$", re.M)


def says(text: str) -> bool:
    """Whether a text has a word in it, tags of HTML and addresses of links aside."""
    return bool(re.search(r"[^\W_]", _UNSAID.sub("", text)))


def drawn(node: Node, depth: int = 3) -> str:
    """A node's text and everything under it as Markdown, with headings from `depth` on."""
    parts = [node.text] if node.text.strip() else []
    for child in node.inside:
        if child.title:
            parts.append(f"{'#' * min(depth, 6)} {child.title}")
        below = drawn(child, depth + 1)
        parts += [below] if below.strip() else []
    return "\n\n".join(parts)


# Tables ------------------------------------------------------------------------------------------

_RULE = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")


def cells(line: str) -> list[str]:
    """The cells of a row of a Markdown table."""
    parts = re.split(r"(?<!\\)\|", line.strip())
    if parts and not parts[0].strip():
        parts = parts[1:]
    if parts and not parts[-1].strip():
        parts = parts[:-1]
    return [part.strip().replace("\\|", "|") for part in parts]


def tables(text: str) -> Iterator[tuple[int, int, list[list[str]]]]:
    """The tables of a text: first line and the line after it (from 0), and the rows."""
    lines = text.split("\n")
    number = 0
    while number < len(lines) - 1:
        rule = lines[number + 1]
        if "|" in lines[number] and "-" in rule and "|" in rule and _RULE.fullmatch(rule):
            end = number + 2
            while end < len(lines) and "|" in lines[end] and lines[end].strip():
                end += 1
            yield number, end, [cells(one) for one in (lines[number], *lines[number + 2 : end])]
            number = end
        else:
            number += 1


def listed(cell: str) -> str:
    """A cell as Markdown: line breaks, bullets and semicolons in it make a list."""
    text = re.sub(r"<br\s*/?>", "\n", cell, flags=re.I).strip()
    lines = [
        re.sub(r"^\s*(?:[-*+•·‣▪–]|\d{1,2}[.)])\s+", "", one).strip() for one in text.split("\n")
    ]
    lines = [one for one in lines if one]
    if len(lines) == 1:
        lines = _apart(lines[0])
    if len(lines) < 2:
        return "".join(lines)
    return "\n".join(f"- {one}" for one in lines)


def _apart(line: str) -> list[str]:
    """What semicolons part in a line; the line itself where they stand in sentences or brackets."""
    parts = [part.strip() for part in line.split(";") if part.strip()]
    whole = all(part.count("(") == part.count(")") for part in parts)
    told = any(re.search(r"[.!?][”\"»’)]?\s+[^\W\d_]", part) for part in parts)
    return parts if whole and not told else [line]

"""A value in; the YAML that somebody would have typed for it, out.

Plain where that is read back as it is, between quotes where it is not, below `|` when it has more
lines. `Habit` is how the rest of the file is indented.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import yaml

from affiche.editing.merging import meaning
from affiche.reading.files.source import UnreadableError
from affiche.reading.meant.shapes import Shape
from affiche.reading.yaml import parse
from affiche.splicing.nodes import Node, below

_HEADER = re.compile(r"([|>])([-+0-9]*)")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


@dataclass(frozen=True)
class Habit:
    """How many columns a mapping and a list stand deeper than their key."""

    mapping: int = 2
    listing: int = 2


def habit(text: str, root: Node | None) -> Habit:
    """How this text is indented: as its first mapping and its first list are."""
    found: dict[str, int] = {}
    for node in below(root):
        for key, value in node.pairs if not node.flow else ():
            if value.kind != "text" and not value.flow:
                deeper = column(text, value.start) - column(text, key.start)
                found.setdefault(value.kind, deeper)
    return Habit(found.get("map", 2) or 2, found.get("list", 2))


def column(text: str, at: int) -> int:
    """The column of a character, from 0."""
    return at - (text.rfind("\n", 0, at) + 1)


def value(node: Node, shape: Shape | None, indent: int, habit: Habit, like: str = "") -> str:
    """What stands behind `key:` at column `indent`: a blank and the text, or the lines below."""
    node = plainest(node, shape)
    if node.kind == "text":
        return " " + scalar(said(node, shape), like, indent + habit.mapping)
    if node.kind == "list":
        deeper = indent + habit.listing
        return "".join(f"\n{' ' * deeper}-{item}" for item in _items(node, shape, deeper, habit))
    deeper = indent + habit.mapping
    return "".join(f"\n{line}" for line in fields(node, shape, deeper, habit))


def _items(node: Node, shape: Shape | None, indent: int, habit: Habit) -> Iterable[str]:
    inside = meaning.item_of(shape)
    return (item(one, inside, indent, habit) for one in node.items if not meaning.is_empty(one))


def item(node: Node, shape: Shape | None, indent: int, habit: Habit) -> str:
    """What stands behind the dash of an item at column `indent`."""
    node = plainest(node, shape)
    if node.kind != "map":
        return value(node, shape, indent, habit)
    lines = fields(node, shape, indent + 2, habit)
    return " " + "\n".join(lines)[indent + 2 :]


def fields(node: Node, shape: Shape | None, indent: int, habit: Habit) -> list[str]:
    """The lines of a mapping, each with its column."""
    return [
        f"{' ' * indent}{scalar(key.text or '', '', indent)}:"
        + value(one, meaning.within(shape, key.text or ""), indent, habit)
        for key, one in node.pairs
        if not meaning.is_empty(one)
    ]


def in_flow(node: Node, shape: Shape | None, like: str = "") -> str:
    """The same on one line, between brackets."""
    node = plainest(node, shape)
    if node.kind == "text":
        return scalar(said(node, shape), like, 0, flow=True)
    if node.kind == "list":
        inside = meaning.item_of(shape)
        return f"[{', '.join(in_flow(i, inside) for i in node.items if not meaning.is_empty(i))}]"
    pairs = [
        f"{scalar(key.text or '', '', 0, flow=True)}: "
        + in_flow(one, meaning.within(shape, key.text or ""))
        for key, one in node.pairs
        if not meaning.is_empty(one)
    ]
    return "{" + ", ".join(pairs) + "}"


def plainest(node: Node, shape: Shape | None) -> Node:
    """A mapping that says no more than its shorthand does, as that shorthand."""
    if shape and shape.free and node.kind == "list":
        return meaning.as_mapping(node)
    if not (shape and shape.opens and node.kind == "map"):
        return node
    kept = [(k, v) for k, v in node.pairs if not meaning.is_empty(v)]
    if len(kept) == 1 and kept[0][0].text == shape.opens and kept[0][1].kind == "text":
        return kept[0][1]
    return node


def said(node: Node, shape: Shape | None) -> str:
    """The text of a value as a writer puts it: a day as 2027-03-01, a picture by its name."""
    text = node.text or ""
    inner = meaning.within(shape, shape.opens) if shape and shape.opens else shape
    if meaning.is_picture(inner):
        return meaning.picture(text)
    return meaning.as_day(text) if meaning.is_day(inner) else text


def scalar(text: str, like: str, indent: int, flow: bool = False) -> str:
    """A text, in the quotes of `like` where they serve (`'`, `"`, `|`, `>` with what is behind)."""
    many, block = "\n" in text.strip("\n"), like[:1] in ("|", ">")
    if flow or not (many or block):
        return _short(text.strip() if not many else text, like, flow)
    header = _HEADER.match(like)
    if header and header[1] == ">" and (made := _folded(text, header[0], indent)):
        return made
    return _below(text, header[0] if header and header[1] == "|" else "", indent)


def _short(text: str, like: str, flow: bool) -> str:
    if "\n" in text:
        like = '"'
    if like[:1] == "'":
        return "'" + text.replace("'", "''") + "'"
    return text if like[:1] != '"' and is_plain(text, flow) else quoted(text)


def quoted(text: str) -> str:
    """A text between double quotes."""
    return '"' + text.translate(_ESCAPES) + '"'


def _below(text: str, header: str, indent: int) -> str:
    """Below `|`, each line as it is; between quotes when blanks at an edge would be lost."""
    lines = text.strip("\n").split("\n")
    if lines[0][:1] in (" ", "\t") or "\t" in text or any(c.isdigit() for c in header):
        return '"' + text.translate(_ESCAPES) + '"'
    kept = header or ("|" if text.endswith("\n") else "|-")
    return "\n".join([kept, *(" " * indent + line if line.strip() else "" for line in lines)])


def _folded(text: str, header: str, indent: int) -> str:
    """Below `>`: an empty line for each end of a line. Empty when it would be read otherwise."""
    lines = text.strip("\n").split("\n")
    wrapped = [
        textwrap.fill(line, 78, break_long_words=False, break_on_hyphens=False) for line in lines
    ]
    inside = "\n\n".join(wrapped).split("\n")
    made = "\n".join([header, *(" " * indent + line if line else "" for line in inside)])
    try:
        read = yaml.safe_load(f"k: {made}\n")["k"]
    except yaml.YAMLError:
        return ""
    return made if str(read).strip("\n") == text.strip("\n") else ""


@lru_cache(maxsize=4096)
def is_plain(text: str, flow: bool = False) -> bool:
    """Whether a text is read as itself without quotes, by us and by other programs."""
    if not text or text != text.strip() or "\n" in text or "\t" in text:
        return False
    around = f"[{text}, {text}]" if flow else text
    wanted = [text, text] if flow else text
    try:
        read = parse("", f"k: {around}\n")
        other = yaml.safe_load(f"k: {around}\n")["k"]
        beside = yaml.safe_load(f"{{k: {text}}}")["k"] if flow else other
    except (yaml.YAMLError, UnreadableError, ValueError, KeyError, TypeError):
        return False
    one = other[0] if flow and isinstance(other, list) and other else other
    if read.problems or read.data != {"k": wanted} or (flow and beside != one):
        return False
    typed = isinstance(one, int | float) and not isinstance(one, bool) and ":" not in text
    return one == text or typed or (hasattr(one, "isoformat") and len(text) == len("2027-03-01"))

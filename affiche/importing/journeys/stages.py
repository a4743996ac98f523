"""A tree in; the nodes in it that are journeys, and their phases, out.

A journey is a heading with phases below it, or a table of phases. Of several readings the one with
most labels that mean something counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from affiche.importing.formats import grids
from affiche.importing.labels import (
    is_of_a_journey,
    is_phase_word,
    journey_field,
    names_a_phase,
    phase_field,
    touchpoint_field,
)
from affiche.importing.segments import segments
from affiche.importing.tree import Node, Source, drawn, tables, titled
from affiche.reading.markdown.body import plain

_NUMBERED = re.compile(
    r"\W*(?:(?:user|customer|patient|gebruikers?|klant)[\s-]*)?"
    r"(?:journey|klantreis|reis|jornada|parcours|recorrido|ジャーニー|旅程|여정)\s*#?\d{1,2}\b",
    re.I,
)


def found(root: Node) -> int:
    """How many phases with something in them a tree has: how sure it is that it is a journey."""
    return sum(len(phases(node)) for node in journeys(root))


def says_journey(source: Source) -> bool:
    """Whether a file's name or its first heading says that it is a journey."""
    first = next((node.title for node in source.root.all() if node.title), "")
    return is_of_a_journey(first) or is_of_a_journey(source.name.rpartition("/")[2])


def share(found: Sequence[Node], root: Node) -> float:
    """How much of a file's text is in its journeys."""
    return sum(len(drawn(node)) for node in found) / max(1, len(drawn(root)))


def journeys(node: Node) -> list[Node]:
    """The nodes that are journeys: those with phases, not what is in them."""
    tabled = _tabled(node)
    # The touchpoints of a phase have labels of phases too.
    below = [c for c in node.inside if not (node.title and phase_field(c.title) == "touchpoints")]
    deeper = _strongest([one for child in below for one in journeys(child)])
    headed = [node] if phases(node) else deeper
    if headed is not deeper and sum(map(_filled, deeper)) > _filled(node):
        headed = deeper
    if tabled is None or sum(map(_filled, headed)) > _filled(tabled):
        return headed
    return [tabled]


def _strongest(found: list[Node]) -> list[Node]:
    """Without those that have far less in them than another and do not say that they are one."""
    most = max(map(_filled, found), default=0)
    return [one for one in found if 3 * _filled(one) >= most or is_of_a_journey(one.title)]


def _filled(node: Node) -> int:
    """How many labels with something under them a journey's phases have."""
    return sum(_labels(phase) for phase in phases(node))


def _tabled(node: Node) -> Node | None:
    """A node whose text has a table of phases: the table as its phases, the rest as its text."""
    lines = node.text.split("\n")
    for first, end, rows in tables(node.text):
        made = grids.journey(node.title, rows)
        if made:
            rest = "\n".join([*lines[:first], *lines[end:]]).strip()
            corner = rows[0][0]
            rest = f"{rest}\n\n{corner}" if corner else rest
            inside = (*made.inside, *node.inside)
            return Tabled(node.title, rest, node.line, inside, node.level, len(made.inside), node)
    return None


@dataclass(frozen=True)
class Tabled(Node):
    """A node whose first so many headings are its phases, whatever is in them; `of` is the node
    that it was made of."""

    phases: int = 0
    of: Node | None = None


def phases(node: Node) -> list[Node]:
    """The headings below a node that are phases."""
    if isinstance(node, Tabled):
        return list(node.inside[: node.phases])
    children = [child for child in node.inside if child.title or child.inside]
    listed = [child for child in children if is_phase_word(child.title) and len(child.inside) > 1]
    if listed:
        return list(listed[0].inside)
    said = [child for child in children if names_a_phase(child.title)]
    if len(said) > 1:
        return said
    filled = [child for child in children if _labels(child) and journey_field(child.title) is None]
    if len(filled) > 1 and sum(_labels(child) for child in filled) > 2:
        return filled
    return []


def _labels(node: Node) -> int:
    """How many fields of a phase stand right below a node."""
    labels = [child.title for child in node.inside]
    labels += [one.label for one in segments(node.text, known_label)]
    return len(
        {name for label in labels if (name := phase_field(label) or touchpoint_field(label))}
    )


def known_label(label: str) -> object:
    """What a label means in a phase or a touchpoint."""
    return phase_field(label) or touchpoint_field(label)


def several(root: Node) -> list[Node]:
    """The journeys of a tree in which headings beside each other say so: "Journey 1: First visit",
    "Journey 2 …". Empty when there are none."""
    for node in root.all():
        numbered = [one for one in node.inside if _NUMBERED.match(plain(one.title))]
        if len(numbered) > 1 and all(one.text.strip() or one.inside for one in numbered):
            return [made for one in numbered for made in _of(one)]
    return []


def _of(numbered: Node) -> list[Node]:
    """The journeys below a heading that says that it is one, called as it when it is only one."""
    found = journeys(numbered) or [_whole(numbered)]
    return [replace(found[0], title=numbered.title)] if len(found) == 1 else found


def whole(source: Source) -> Node:
    """A tree without phases: its shallowest headings that are several, or its steps.

    A heading that nobody knows cannot be the name of a phase, which may leave the company: it goes
    into one, and is a label in it.
    """
    node = source.root
    while len(node.inside) == 1 and not node.text.strip():
        node = node.inside[0]
    return _whole(node, stem(source))


def _whole(node: Node, name: str = "") -> Node:
    if node.inside:
        inside = tuple(
            one if _labels(one) or names_a_phase(one.title) or is_of_a_journey(one.title)
            else Node("", "", one.line, (one,), one.level)
            for one in node.inside
        )  # fmt: skip
        return Tabled(node.title, node.text, node.line, inside, node.level, len(inside), node)
    title = node.title or name
    only = Node(title, node.text, node.line, level=2)
    return Tabled(title, "", node.line, (only,), 1, 1, node)


def outside(node: Node, inside: set[int]) -> list[tuple[str, int]]:
    """What a tree says outside its journeys."""
    if id(node) in inside:
        return []
    if not any(id(one) in inside for one in node.all()):
        text = drawn(Node("", "", inside=(node,)) if node.title else node, 2)
        return [(text, node.line)] if text.strip() else []
    said = [part for part in (node.title, node.text) if part.strip()]
    told = [("\n\n".join(said), node.line)] if said else []
    for child in node.inside:
        told += outside(child, inside)
    return told


def stem(source: Source) -> str:
    """A file's name as a title."""
    return titled(source.name, "Journey")

"""A tree in; the parts of it that tell of one persona each, and what stands between them, out.

Which headings are personas: those that say so ("Persona 2: Sanne"), or those that have fields
below them; else the whole file is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from affiche.importing import labels
from affiche.importing.formats import grids
from affiche.importing.labels import persona_field
from affiche.importing.personas import sentences
from affiche.importing.segments import segments
from affiche.importing.tree import Node, Source, drawn, tables
from affiche.reading.markdown.body import plain
from affiche.reading.markdown.called import called, is_placeholder

Between = tuple[str, str, int]
_PAIR = re.compile(r"\W*([^\W\d_][^:：]{0,40}?)\s*[:：]\s*(\S.*?)\s*")
_LONGEST = 120  # characters of a line with which a text can begin anew
BARE = re.compile(r"\W*(?:\w+[\s-]+)?persona\s*[\d#A-Z]*\W*", re.I)
_NUMBERED = re.compile(
    r"\W*(?:(?:user|buyer|proto|primary|secondary|customer)[\s-]*)*"
    r"(?:persona|ペルソナ|페르소나)(?:\s*#?\s*\d|\s+[A-Z]\b)",
    re.I,
)
_RANK = re.compile(
    r"\W*(?:primary|secondary|tertiary|first|second|third|primaire|secundaire|eerste|tweede|derde)"
    r"\W+persona\W*",
    re.I,
)


def parts(root: Node, said: bool = False) -> tuple[list[Node], list[Between]]:
    """A node for each persona, at least one; and what stands outside of them: title, text, line.
    `said`: the file says that it is about personas."""
    root = _apart(_spelled(root))
    chosen = _rows(root) or _chosen(root) or (_told(root) if said else [])
    if not chosen:
        whole = _whole(root)
        return [whole], [] if whole is root else list(_between(root, {id(whole)}))
    between = list(_between(root, {id(one) for one in chosen}))
    return [_by_name(one) for one in chosen] if said else chosen, between


def found(root: Node) -> int:
    """How many fields of personas a tree has: how sure it is that it tells of one."""
    return max((_score(node) for node in root.all()), default=0)


def says_persona(source: Source) -> bool:
    """Whether a file's name, its folder's or its first heading says that it holds personas."""
    first = next((node.title for node in source.root.all() if node.title), "")
    return any(labels.says_persona(said) for said in (first, *source.name.split("/")[-2:]))


def named(root: Node) -> bool:
    """Whether a heading says that it is a persona."""
    return any(_says_persona(node.title) for node in root.all())


def _rows(root: Node) -> list[Node]:
    """Personas that are the rows or the columns of a table, when no heading is one."""
    if any(_score(node) > 1 for node in root.all()):
        return []
    for node in root.all():
        for _, _, rows in tables(node.text):
            records = grids.personas(rows)
            if len(records) > 1:
                return records
    return []


def _spelled(node: Node) -> Node:
    """The tree where headings that say a label and its value ("# Name: Sanne", "# Age: 34") are
    one heading a name, with labelled text below it."""
    inside = [_spelled(child) for child in node.inside]
    made: list[Node] = []
    begun = False
    for child in inside:
        said = _PAIR.fullmatch(plain(child.title))
        if said and persona_field(said[1]) == "name" and not is_placeholder(said[2]):
            text = "\n\n".join(filter(None, (f"**{said[1]}:** {said[2]}", child.text)))
            made.append(replace(child, title=said[2], text=text))
            begun = True
        elif said and begun and not child.inside:
            told = f"**{said[1]}:** {said[2]}"
            text = "\n\n".join(filter(None, (made[-1].text, told, child.text)))
            made[-1] = replace(made[-1], text=text)
        elif begun and child.level == made[-1].level:
            made[-1] = replace(made[-1], inside=(*made[-1].inside, child))
        else:
            made.append(child)
            begun = False
    return replace(node, inside=tuple(made))


def _apart(node: Node) -> Node:
    """The tree where a text that begins anew with "Name: …" or "Persona 2" is as many headings."""
    inside = [_apart(child) for child in node.inside]
    lines = node.text.split("\n")
    told = [
        n for n, line in enumerate(lines) if _NUMBERED.match(plain(line)) and len(line) < _LONGEST
    ]
    if len(told) < 2:
        pieces = segments(node.text, persona_field)
        told = [one.line for one in pieces if persona_field(one.label) == "name"]
    if len(told) < 2:
        told = _introduced(lines)
    if len(told) < 2:
        return replace(node, inside=tuple(inside))
    made = []
    for start, end in zip(told, [*told[1:], len(lines)], strict=True):
        said = plain(lines[start])
        title = said.strip(" *_") if _NUMBERED.match(said) else ""
        begun = sentences.introduced(said)
        text = "\n".join(lines[start + bool(title) : end]).strip("\n")
        made.append(Node(title or begun, text, node.line + start + 1, level=node.level + 1))
    above = "\n".join(lines[: told[0]]).strip("\n")
    return replace(node, text=above, inside=(*made, *inside))


def _introduced(lines: Sequence[str]) -> list[int]:
    """The lines that begin a paragraph in which somebody else is introduced, by name and age."""
    found: dict[str, int] = {}
    for number, line in enumerate(lines):
        first = not number or not lines[number - 1].strip()
        if first and (name := sentences.introduced(plain(line))):
            found.setdefault(name, number)
    return list(found.values())


def _chosen(root: Node) -> list[Node]:
    """The headings that are personas, all of one level and parent or telling so themselves."""
    said = [node for node in root.all() if _says_persona(node.title) and (node.text or node.inside)]
    # "### Persona 1" and then "# Persona 2": the one is not in the other.
    numbered = [node for node in said if _NUMBERED.match(plain(node.title))]
    levels = [node.level for node in numbered]
    if len(numbered) > 1 and levels == sorted(levels, reverse=True):
        return numbered
    for level in sorted({node.level for node in said}):
        of_level = [node for node in said if node.level == level]
        if len(of_level) > 1 or (level > 1 and of_level and _score(of_level[0])):
            return of_level
    if ranked := _ranked(root):
        return ranked
    aged = {id(deep) for node in root.all() if _aged(node) for deep in node.all()}
    groups = [
        [one for one in node.inside if _may_be(one)] for node in root.all() if id(node) not in aged
    ]
    best = max(
        groups, key=lambda group: (sum(_score(one) for one in group), len(group)), default=[]
    )
    strong = [one for one in best if _score(one) > 1]
    if not strong or (len(strong) == 1 and strong[0].level == 1):
        return _only(strong[0]) if strong else []
    return best if len(strong) > 1 else strong


def _only(node: Node) -> list[Node]:
    """The one heading with fields below "Persona", which is nobody's name."""
    found = [one for one in node.inside if _may_be(one) and _score(one) > 1]
    beside = any(persona_field(one.title) for one in node.inside)
    bare = BARE.fullmatch(re.sub(r"['’]?s$", "", plain(node.title).strip()))
    return found if bare and len(found) == 1 and not beside else []


def _told(root: Node) -> list[Node]:
    """Headings beside each other below which running text introduces somebody by name."""
    for node in root.all():
        found = [one for one in node.inside if persona_field(one.title) is None]
        begun = [one for one in found if sentences.begins(plain(one.text))]
        if len(begun) > 1 and 2 * len(begun) > len(found):
            return begun
    return []


def _by_name(node: Node) -> Node:
    """ "Police officer" above "Sandra is …" is Sandra, and that is her tagline."""
    name = sentences.begins(plain(node.text))
    title = plain(node.title)
    words = {word.casefold() for word in re.findall(r"\w+", title)}
    if not name or _says_persona(node.title) or words & set(name.casefold().split()):
        return node
    return replace(node, title=name, text=f"**tagline:** {title}\n\n{node.text}")


def _ranked(root: Node) -> list[Node]:
    """The one heading below each of "Primary persona", "Secondary persona"…"""
    for node in root.all():
        ranks = [one for one in node.inside if _RANK.fullmatch(plain(one.title))]
        if len(ranks) > 1 and all(len(one.inside) == 1 for one in ranks):
            return [one.inside[0] for one in ranks]
    return []


def _aged(node: Node) -> bool:
    """Whether a heading is somebody, as whose age stands below it: nothing under it is another."""
    return any(persona_field(one.label) == "age" for one in segments(node.text, persona_field))


def _may_be(node: Node) -> bool:
    return bool(_score(node)) and persona_field(node.title) is None


def _says_persona(title: str) -> bool:
    """Whether a heading names a persona: numbered, or with a name behind a colon."""
    return bool(_NUMBERED.match(plain(title))) or (bool(title) and called(title) != title)


def _score(node: Node) -> int:
    """How many different fields stand right below a node."""
    said = [child.title for child in node.inside]
    said += [one.label for one in segments(node.text, persona_field)]
    for child in node.inside:
        if persona_field(child.title) is None and not child.inside:
            said += [one.label for one in segments(child.text, persona_field)]
    found = {name for label in said if (name := persona_field(label))}
    introduced = node.title and sentences.introduced(plain(node.text)) == plain(node.title)
    return len(found | {"name", "age"} if introduced else found)


def _whole(root: Node) -> Node:
    """The one heading that holds everything, or the tree itself."""
    only = root.inside[0] if len(root.inside) == 1 else None
    return only if only and not root.text.strip() and persona_field(only.title) is None else root


def _between(node: Node, inside: set[int]) -> Iterator[Between]:
    """What stands in a tree outside the chosen nodes: title, text, line."""
    if id(node) in inside:
        return
    if not any(id(one) in inside for one in node.all()):
        text = drawn(node)
        if node.title or text.strip():
            yield node.title, text, node.line
        return
    if node.title or node.text.strip():
        yield node.title, node.text, node.line
    for child in node.inside:
        yield from _between(child, inside)

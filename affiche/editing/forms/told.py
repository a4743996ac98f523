"""Files before and after a save in; what changed in a sentence, and where a mistake stands, out.

"Peter: leeftijd 42 → 43" is what a colleague reads in the history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from affiche.editing.kinds import Kind, kind_of
from affiche.editing.merging import meaning, merge
from affiche.editing.merging.merge import Content
from affiche.errors import ContentError, Problem
from affiche.reading.meant.shapes import Shape
from affiche.splicing.nodes import Node
from affiche.words import Words

SHORT = 40  # characters of a value in a sentence
MOST = 3  # changes that a sentence names
# What is said of a picture and of no other.
OF_A_PICTURE = ("alt", "focus", "credit", "license", "source", "consent")
Way = tuple[str | int, ...]


def sentence(
    before: Mapping[str, bytes | None], after: Mapping[str, bytes | None], words: Words
) -> str:
    """What was saved, on one line."""
    parts = [_file(name, before.get(name), content, words) for name, content in after.items()]
    return "; ".join(parts)


def _file(name: str, before: bytes | None, after: bytes | None, words: Words) -> str:
    kind = kind_of(name)
    path = PurePosixPath(name)
    if kind is None:
        what = "picture {name}" if after is not None else "picture {name} deleted"
        return words.say(what, name=path.name)
    old, new = _content(name, kind, before), _content(name, kind, after)
    called = _called(kind, new if after is not None else old, path.stem, words)
    if before is None:
        return words.say("{name}: new", name=called)
    if after is None:
        return words.say("{name}: deleted", name=called)
    changes = [*_changes(kind.shape, old.fields, new.fields, words)]
    if old.body.strip() != new.body.strip():
        changes.append(words.say("text"))
    shown = changes[:MOST]
    if len(changes) > MOST:
        shown.append(words.say("{n} more", n=len(changes) - MOST))
    return f"{called}: {', '.join(shown)}" if shown else called


def _content(name: str, kind: Kind, raw: bytes | None) -> Content:
    try:
        return merge.content(name, kind, raw or b"")
    except ContentError:
        return Content(None)


def old_pictures(
    before: Mapping[str, bytes | None], after: Mapping[str, bytes | None], words: Words
) -> Iterator[tuple[str, str]]:
    """Of each file whose picture is another one, with words and rights that are still those of the
    one before: its name, and a question about them."""
    for name, content in after.items():
        kind = kind_of(name)
        if kind is None or content is None:
            continue
        old, new = (_content(name, kind, raw).fields for raw in (before.get(name), content))
        was, now = (node.get("photo") if node else None for node in (old, new))
        files = [one.get("file") if one else None for one in (was, now)]
        if was is None or now is None or not all(one and one.text for one in files):
            continue
        shape = meaning.within(kind.shape, "photo")
        kept = [key for key in OF_A_PICTURE if _kept(meaning.within(shape, key), was, now, key)]
        if kept and not meaning.same(meaning.within(shape, "file"), *files):
            fields = ", ".join(label(key, words) for key in kept)
            yield name, another_picture(fields[:1].upper() + fields[1:], words)


def another_picture(fields: str, words: Words) -> str:
    """The question about fields that belong to the picture before."""
    what = "This is another picture. {fields}: still those of the one before. Do they hold?"
    return words.say(what, fields=fields)


def _kept(shape: Shape | None, was: Node, now: Node, key: str) -> bool:
    """Whether a field is filled in, and as it was."""
    return not meaning.is_empty(now.get(key)) and meaning.same(shape, was.get(key), now.get(key))


def _called(kind: Kind, content: Content, stem: str, words: Words) -> str:
    """What people call it: a persona by the first word of its name."""
    for key in ("name", "title", "question"):
        found = content.fields.get(key) if content.fields and kind.how == "one" else None
        if found and found.text and found.text.strip():
            first = found.text.split()[0].rstrip(",.:;–—-")
            return first if kind.name == "persona" and first else _short(found.text)
    return stem


def _changes(
    shape: Shape | None, old: Node | None, new: Node | None, words: Words
) -> Iterator[str]:
    a, b = (meaning.opened(shape, node or Node("map")) for node in (old, new))
    if a.kind != "map" or b.kind != "map":
        return
    for name in dict.fromkeys([*a.keys(), *b.keys()]):
        inside = meaning.within(shape, name)
        before, after = a.get(name), b.get(name)
        if not meaning.same(inside, before, after):
            yield _change(name, inside, before, after, words)


def _change(
    name: str, shape: Shape | None, before: Node | None, after: Node | None, words: Words
) -> str:
    field = label(name, words)
    texts = [_plain(shape, node) for node in (before, after)]
    if meaning.is_empty(after):
        return words.say("{field} taken out", field=field)
    if texts[1] is None:
        return _deeper(field, shape, before, after, words)
    if meaning.is_empty(before):
        return f"{field} {texts[1]}"
    return f"{field} {texts[0]} → {texts[1]}" if texts[0] is not None else field


def _deeper(
    field: str, shape: Shape | None, before: Node | None, after: Node | None, words: Words
) -> str:
    """What changed in a list: who came or went, or the one that is not as it was."""
    if before is None or after is None or not meaning.is_list(shape):
        return field
    inside = meaning.item_of(shape)
    old, new = (
        [meaning.opened(inside, one) for one in meaning.opened(shape, node).items]
        for node in (before, after)
    )
    names, known = [_named(one) for one in new], [_named(one) for one in old]
    came = [name for name in names if name not in known]
    gone = [name for name in known if name not in names]
    if came and not gone:
        return words.say("{field}: {names} added", field=field, names=_few(came))
    if gone and not came:
        return words.say("{field}: {names} removed", field=field, names=_few(gone))
    other = [
        (name, a, b)
        for name, a, b in zip(names, old, new, strict=False)
        if not meaning.same(inside, a, b)
    ]
    if names != known or len(other) != 1:
        return field
    name, a, b = other[0]
    inner = ", ".join([*_changes(inside, a, b, words)][:MOST])
    return f"{field} › {name}: {inner}" if inner else field


def _named(item: Node) -> str:
    """What an item of a list is known by."""
    for key in ("name", "title", "label", "text", "ref", "id"):
        found = item.get(key) if item.kind == "map" else item
        if found and found.text:
            return _short(" ".join(found.text.split()))
    return ""


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST]) + (" …" if len(names) > MOST else "")


def _plain(shape: Shape | None, node: Node | None) -> str | None:
    """A value that fits into a sentence."""
    if node is None or node.kind != "text" or meaning.is_list(shape):
        return None
    said = " ".join((node.text or "").split())
    return said if len(said) <= SHORT else None


def _short(said: str) -> str:
    return said if len(said) <= SHORT else said[: SHORT - 1].rstrip() + "…"


def label(name: str, words: Words) -> str:
    """What a field is called, in a sentence."""
    said = words.pgettext("field", name)
    said = said if said != name else name.replace("_", " ")
    return said[:1].lower() + said[1:] if said[1:2].islower() or len(said) < 2 else said


def labelled(way: Sequence[str | int], words: Words) -> str:
    """The way to a field: "doelen › 2 › bewijs: "; empty for the whole of a file."""
    parts = [str(step + 1) if isinstance(step, int) else label(step, words) for step in way]
    return f"{' › '.join(parts)}: " if parts else ""


def crumbs(way: Sequence[str | int], kind: Kind, raw: bytes, words: Words) -> str:
    """The way to a field for who reads: items by their name where they have one."""
    node = _content("", kind, raw).fields
    parts: list[str] = []
    for step in way:
        if node is None:
            break
        if isinstance(step, int):
            node = node.items[step]
            named = (node.get(key) for key in ("name", "title", "label", "ref", "id", "text"))
            said = next((n.text for n in named if n and n.text), node.text)
            parts.append(_short(" ".join(said.split())) if said else str(step + 1))
        else:
            node = node.get(step)
            said = label(step, words)
            parts.append(said[:1].upper() + said[1:])
    return " › ".join(parts)


def way(problem: Problem, kind: Kind, raw: bytes) -> Way:
    """The keys and numbers that lead to the value on whose place a mistake stands."""
    text = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    lines = text.split("\n")[: problem.place.line - 1]
    at = sum(len(line) + 1 for line in lines) + problem.place.column - 1
    try:
        node = merge.content(problem.place.path, kind, raw).fields
    except ContentError:
        return ()
    found: list[str | int] = []
    while node is not None:
        inner: tuple[str | int, Node] | None = None
        for number, item in enumerate(node.items):
            if item.start <= at <= item.end:
                inner = (number, item)
        for key, value in node.pairs:
            if key.start <= at <= max(key.end, value.end):
                inner = (key.text or "", value)
        if inner is None:
            break
        found.append(inner[0])
        node = inner[1]
    return tuple(found)

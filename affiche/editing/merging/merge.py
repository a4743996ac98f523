"""The bytes of a file and what a form saved of it in; the bytes of the file with that, out.

Only the lines of the fields that changed are other lines than before: every remark, the order, the
quotes, blank lines, line ends and the mark at the beginning stay. `base` is what the form was
given: what is the same in it and in `new` was not edited, whatever the file says by now.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import yaml

from affiche.editing.kinds import ENTRIES, Kind
from affiche.editing.merging import lists, meaning, splice, writing
from affiche.errors import AfficheError, ContentError, Place, Problem
from affiche.errors import Kind as Bad
from affiche.reading.files.source import UnreadableError, decode, split
from affiche.reading.meant.shapes import Shape
from affiche.splicing.nodes import Node, parsed
from affiche.splicing.written import Edit, Written, of_bytes

TWICE = "edited-twice"  # the rule of a field that was changed in the file and in the form


@dataclass(frozen=True)
class Content:
    """What a file says: its fields (None without any), and its Markdown where it has that."""

    fields: Node | None
    body: str = ""


def read(path: str, kind: Kind, text: str) -> Content:
    """What a text with LF line ends says. Raises ContentError when it cannot be read."""
    try:
        if not kind.markdown:
            return Content(parsed(text))
        parts = split(path, text)
        if parts.header is None:
            return Content(None, text)
        base = sum(len(line) + 1 for line in text.split("\n")[: parts.header_line - 1])
        return Content(parsed(parts.header, base), parts.body)
    except UnreadableError as stop:
        raise ContentError(stop.problems) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(path, *((mark.line + 1, mark.column + 1) if mark else (1, 1)))
        what = "this cannot be read: {why}"
        values = {"why": getattr(error, "problem", None) or "?"}
        raise ContentError([Problem(Bad.ERROR, "syntax", place, what, "", values)]) from None


def content(path: str, kind: Kind, raw: bytes) -> Content:
    """What the bytes of a file say. Raises ContentError when they cannot be read."""
    try:
        decode(path, raw)  # refuses what a build refuses
    except UnreadableError as stop:
        raise ContentError(stop.problems) from None
    written = of_bytes(Path(path), raw)
    return read(path, kind, written.text) if written else Content(None)


def merge(path: str, kind: Kind, old: bytes, new: Content, base: Content | None = None) -> bytes:
    """The file with what is new in it.

    Raises ContentError when the file cannot be read, or when a field was changed in the file and
    in the form.
    """
    there = content(path, kind, old)
    written = of_bytes(Path(path), old)
    if written is None:
        raise AfficheError("{path} is no text", {"path": path})
    wanted = _with_base(path, kind, there, new, base)
    made = written.spliced(_edits(written, kind, there, wanted))
    if _says(path, kind, made, wanted):
        return made
    made = written.spliced(_plainly(written, kind, there, wanted))
    if _says(path, kind, made, wanted):
        return made
    raise AfficheError("what was saved of {path} could not be put into it", {"path": path})


def of_form(fields: Node | None) -> Node | None:
    """The fields of a form as a file holds them."""
    if fields is not None and fields.kind == "map" and fields.keys() == [ENTRIES]:
        return fields.pairs[0][1]
    return fields


def _with_base(
    path: str, kind: Kind, there: Content, new: Content, base: Content | None
) -> Content:
    """What the file has to say: of fields that nobody edited what it says now."""
    fields = of_form(new.fields)
    if base is None:
        return Content(fields, new.body)
    begun = of_form(base.fields)
    body = there.body if _text(base.body) == _text(new.body) else new.body
    shape = kind.shape
    if fields is None or begun is None or meaning.is_list(shape):
        return Content(there.fields if meaning.same(shape, begun, fields) else fields, body)
    clashes: list[str] = []
    both = _both(shape, begun, fields, there.fields or Node("map"), (), clashes)
    if clashes:
        what = "this changed in the file since this form was opened"
        hint = "Open the form anew, and make your change once more"
        raise ContentError(
            Problem(Bad.ERROR, TWICE, Place(path), what, hint, {"field": name})
            for name in dict.fromkeys(clashes)
        )
    return Content(both, body)


def _both(
    shape: Shape | None, was: Node | None, mine: Node | None, theirs: Node | None,
    way: tuple[str, ...], clashes: list[str],
) -> Node | None:  # fmt: skip
    """A value with what the form changed in it and what was changed in the file since; the field
    at the top of what was changed in both goes to `clashes`."""
    if meaning.same(shape, was, mine):
        return theirs
    if meaning.same(shape, was, theirs) or meaning.same(shape, mine, theirs):
        return mine if meaning.same(shape, was, theirs) else theirs
    opened = [meaning.opened(shape, node) for node in (was, mine, theirs) if node is not None]
    if len(opened) == 3 and all(node.kind == "map" for node in opened):
        old, here, there = opened
        pairs = []
        for name in dict.fromkeys([*here.keys(), *old.keys(), *there.keys()]):
            inside = meaning.within(shape, name)
            values = (old.get(name), here.get(name), there.get(name))
            value = _both(inside, values[0], values[1], values[2], (*way, name), clashes)
            if value is not None:
                pairs.append((Node("text", text=name), value))
        return Node("map", pairs=pairs)
    if len(opened) == 3 and way and all(node.kind == "list" for node in opened):
        old, here, there = opened
        inside = meaning.item_of(shape)
        if _one_by_one(inside, old, here) and _one_by_one(inside, old, there):
            items = zip(old.items, here.items, there.items, strict=True)
            made = [_both(inside, a, b, c, way, clashes) or Node("text") for a, b, c in items]
            return Node("list", items=made)
    clashes.append(way[0] if way else ENTRIES)
    return mine


def _one_by_one(shape: Shape | None, old: Node, new: Node) -> bool:
    """Whether each item of a list is what stood there before, changed or not."""
    if len(old.items) != len(new.items) or any(map(meaning.is_empty, new.items)):
        return False
    return lists.aligned(shape, old.items, new.items).origin == tuple(range(len(old.items)))


# Edits -------------------------------------------------------------------------------------


def _edits(written: Written, kind: Kind, there: Content, wanted: Content) -> list[Edit]:
    found: list[Edit] = []
    shape, text = kind.shape, written.text
    new = wanted.fields
    if new is not None and not meaning.is_empty(new):
        if there.fields is None or there.fields.kind == "text":
            found += _first(written, kind, new)
        elif not meaning.same(shape, there.fields, new):
            found += splice.edits(text, shape, there.fields, meaning.opened(shape, new))
    elif there.fields is not None and not meaning.is_empty(there.fields):
        found.append(Edit(there.fields.start, there.fields.end))
    if kind.markdown and _text(there.body) != _text(wanted.body):
        found += _body(text, there.body, wanted.body)
    return found


def _first(written: Written, kind: Kind, new: Node) -> list[Edit]:
    """The fields of a file that has none yet."""
    lines = _lines(kind, new, written.text)
    text = written.text
    if not kind.markdown:
        gap = "" if not text or text.endswith("\n") else "\n"
        return [Edit(len(text), len(text), gap + lines)]
    parts = split("", text)
    if parts.header is None:
        gap = "\n" if text.strip() and not text.startswith("\n") else ""
        return [Edit(0, 0, f"---\n{lines}---\n{gap}")]
    start = sum(len(line) + 1 for line in text.split("\n")[: parts.body_line - 2])
    return [Edit(start, start, lines)]


def _plainly(written: Written, kind: Kind, there: Content, wanted: Content) -> list[Edit]:
    """All fields anew: for what could not be put in place by place."""
    fields, new = there.fields, wanted.fields
    body = _body(written.text, there.body, wanted.body) if kind.markdown else []
    if fields is None or new is None:
        return body
    lines = _lines(kind, new, written.text)
    start = written.text.rfind("\n", 0, fields.start) + 1
    return [Edit(start, fields.end, lines.removesuffix("\n")), *body]


def _lines(kind: Kind, new: Node, text: str) -> str:
    habit = writing.habit(text, None)
    if new.kind == "list" and not kind.shape.free:
        made = writing.value(new, kind.shape, -2, habit)
        return made.removeprefix("\n") + "\n"
    whole = meaning.opened(kind.shape, new)
    return "".join(f"{line}\n" for line in writing.fields(whole, kind.shape, 0, habit))


def _text(body: str) -> str:
    """A body without what editors add and take at its edges."""
    return body.replace("\r\n", "\n").strip("\n").rstrip()


def _body(text: str, old: str, new: str) -> list[Edit]:
    """The lines of the Markdown that changed."""
    base = len(text) - len(old)
    kept = old.strip("\n")
    lead = len(old) - len(old.lstrip("\n"))
    before = kept.split("\n") if kept else []
    after = new.replace("\r\n", "\n").strip("\n").rstrip().split("\n")
    if not before:
        gap = "" if not text or text.endswith("\n") else "\n"
        return [Edit(len(text), len(text), f"{gap}\n" + "\n".join(after) + "\n")]
    starts = [base + lead]
    for line in before:
        starts.append(starts[-1] + len(line) + 1)
    end = base + lead + len(kept)
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        piece = "\n".join(after[c:d])
        if b == len(before):  # up to the end, which has no line end of its own
            start = starts[a] if a < len(before) else end
            gap = "\n" if a == len(before) and d > c else ""
            if a < len(before) and d == c and a:
                start -= 1
            found.append(Edit(start, end, gap + piece))
        else:
            found.append(Edit(starts[a], starts[b], piece + ("\n" if d > c else "")))
    return found


def _says(path: str, kind: Kind, made: bytes, wanted: Content) -> bool:
    """Whether these bytes say what they have to."""
    written = of_bytes(Path(path), made)
    if written is None:
        return False
    try:
        found = read(path, kind, written.text)
    except ContentError:
        return False
    same = meaning.same(kind.shape, found.fields, wanted.fields)
    return same and (not kind.markdown or _text(found.body) == _text(wanted.body))

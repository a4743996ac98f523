"""A line in; how it may be meant, when it begins at another place than its neighbours, out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from affiche.reading import guesses
from affiche.reading.syntax import lines as anatomy
from affiche.reading.syntax.lines import Line
from affiche.reading.syntax.repair import (
    FORGOTTEN,
    LOUD,
    NEARBY,
    TYPE,
    Parts,
    Repair,
    content,
    is_key,
)


def no_dash(parts: Parts, line: Line) -> Iterator[Repair]:
    """A line among items that is none."""
    if not line.key:
        yield from _as_item(parts, line)


def field_without_dash(parts: Parts, line: Line) -> Iterator[Repair]:
    """The first field of an item of several fields."""
    if line.key:
        yield from _as_item(parts, line)


def _as_item(parts: Parts, line: Line) -> Iterator[Repair]:
    if line.dashes:
        return
    items = (other for other in anatomy.above(parts, line.number) if other.dashes)
    later = itertools.islice(parts, line.number + 1, line.number + NEARBY)
    after = next((o for o in later if o.structural and o.indent < line.indent), None)
    for item in (next(items, None), anatomy.below(parts, line.number), after):
        if item and item.dashes and abs(item.indent - line.indent) <= len(item.dashes):
            new = " " * item.indent + "- " + line.text.strip()
            what = "this item of the list has no dash before it"
            yield Repair(line.number, line.indent, what, TYPE, new)


def goes_on(parts: Parts, line: Line) -> Iterator[Repair]:
    """A text that goes on below its key, and stands too far to the left."""
    if not _is_prose(line):
        return
    for number in range(line.number - 1, -1, -1):
        above = parts[number]
        if above.blank:
            return
        if above.key:
            break
    else:
        return
    said = above.value
    if not said or said[0] in "[{&*!\"'" or above.inside or line.indent > above.start:
        return
    what = "this belongs to the text of line {beside}, and begins too far to the left"
    hint = "Begin it with {indent} spaces"
    run = itertools.takewhile(
        lambda one: _is_prose(one) and one.indent <= above.start,
        itertools.islice(parts, line.number, line.number + NEARBY),
    )
    new, *below = (" " * (above.start + 2) + one.text.strip() for one in run)
    yield Repair(line.number, line.indent, what, hint, new, above.number, True, tuple(below))


def _is_prose(line: Line) -> bool:
    """Whether it is text: no field, no item, nor what looks like one."""
    text = line.text.strip()
    told = FORGOTTEN.fullmatch(text)
    field = told and any(map(is_key, guesses.meant(told[1])))
    return not (line.blank or line.key or line.dashes or LOUD.match(text) or field)


def tab(parts: Parts, line: Line) -> Iterator[Repair]:
    """A tab where blanks should stand."""
    indent = re.match(r"[ \t]*", line.text)
    if not indent or "\t" not in indent[0]:
        return
    at = indent[0].index("\t")
    levels = {
        anatomy_indent.indent
        for anatomy_indent in parts[max(0, line.number - NEARBY) : line.number]
        if anatomy_indent.structural
    }
    wide = [len(indent[0].expandtabs(n)) for n in (2, 4, 8)]
    for width in dict.fromkeys([*wide, *sorted(levels)]):
        new = " " * width + line.text.lstrip()
        what, hint = "there is a tab in the indentation", "Use spaces, two for each level"
        yield Repair(line.number, at, what, hint, new)


def beside_dash(parts: Parts, line: Line) -> Iterator[Repair]:
    """Fields of an item that begin straight below its dash instead of behind it."""
    above = next((p for p in reversed(parts[: line.number]) if not p.blank and not p.inside), None)
    if not line.key or line.dashes or above is None or line.indent != above.indent:
        return
    if not above.dashes or not above.key:
        return
    run = itertools.takewhile(
        lambda one: one.key and not one.dashes and one.indent == line.indent,
        itertools.islice(parts, line.number, line.number + NEARBY),
    )
    new, *below = (" " * above.start + one.text.strip() for one in run)
    what = "this line is indented otherwise than the lines around it"
    hint = "Begin it with {indent} spaces, straight below line {beside}"
    yield Repair(line.number, line.indent, what, hint, new, above.number, False, tuple(below))


def odd_indentation(parts: Parts, line: Line) -> Iterator[Repair]:
    """The one that has an odd number of blanks where the lines around it have an even one."""
    if line.indent % 2:
        yield from (r for r in indentation(parts, line) if content(r.new) % 2 == 0)


def indentation(parts: Parts, line: Line) -> Iterator[Repair]:
    """A field or item that begins a little to the left or right of its neighbours."""
    if not line.structural:
        return
    close = parts[max(0, line.number - NEARBY) : line.number + NEARBY]
    same = [p for p in close if p.structural and p.number != line.number and not p.blank]
    around = sorted(same, key=lambda other: abs(other.number - line.number))[:12]
    columns = {o.indent: o.number for o in reversed(around) if bool(o.dashes) == bool(line.dashes)}
    if not line.dashes:
        columns |= {o.start: o.number for o in reversed(around) if o.dashes and o.key}
    columns.pop(line.indent, None)
    near = {column: abs(number - line.number) for column, number in columns.items()}
    for column in sorted(columns, key=lambda c: (abs(c - line.indent), c % 2, near[c])):
        if abs(column - line.indent) > 3:
            continue
        what = "this line is indented otherwise than the lines around it"
        hint = "Begin it with {indent} spaces, straight below line {beside}"
        if columns[column] > line.number:
            hint = "Begin it with {indent} spaces, straight above line {beside}"
        if column == 0:
            hint = "Begin it at the very left, without spaces"
        new = " " * column + line.text.strip()
        yield Repair(line.number, line.indent, what, hint, new, columns[column])


def list_after_text(parts: Parts, line: Line) -> Iterator[Repair]:
    """A key with a text and a list below it, or with the list's first item on its own line."""
    below = anatomy.below(parts, line.number)
    if not line.key or not line.value or below is None or not below.dashes:
        return
    if line.value.startswith("- "):
        return
    if below.indent >= line.start and line.value[:1] not in "[{|>&*!":
        what = "behind `{key}:` a text and below it a list cannot both stand"
        hint = "Take the text away, or put it below with - in front"
        yield Repair(line.number, line.at, what, hint, line.text[: line.at].rstrip())


def list_on_key_line(parts: Parts, line: Line) -> Iterator[Repair]:
    """A list that begins behind its key."""
    if line.key and re.match(r"- +\S", line.value):
        what = "a list cannot start on the line of its key"
        hint = "Put each item on a line of its own: `{item}`"
        yield Repair(line.number, line.at, what, hint, line.text[: line.at].rstrip())

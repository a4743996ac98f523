"""The values of a file and what they have to become in; the edits of its text that do it, out.

Only the lines of what changed are touched. A field that is new goes below the field that comes
before it in the form; an item that moved takes its lines and the remarks above it along.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from affiche.editing.merging import lists, meaning, writing
from affiche.editing.merging.writing import Habit
from affiche.reading.meant.shapes import Shape
from affiche.reading.shapes import COLONS
from affiche.splicing.nodes import Node
from affiche.splicing.written import Edit

_COLON = re.compile(rf"[ \t\u00a0]*[:{COLONS}]")
_DASH = re.compile(r"(?m)^[ \t]*(-)(?=[ \t\n]|\Z)")
_HEADER = re.compile(r"[|>][-+0-9]*([ \t]+#[^\n]*)?")
_REMARK = re.compile(r"[ \t]*#")
# What may stand behind a value between brackets that has its lines for itself.
_REST = re.compile(r"[ \t]*,?[ \t]*(?:(?<=[ \t,])#[^\n]*)?\n")


@dataclass(frozen=True)
class Spot:
    """Where a value stands: the column of its key or dash, the character behind its colon or
    dash, and whether it is between brackets."""

    column: int
    after: int
    flow: bool = False


def edits(text: str, shape: Shape | None, old: Node, new: Node) -> list[Edit]:
    """The edits that make `new` of the mapping `old`, whose places are those of `text`."""
    splice = _Splice(text, writing.habit(text, old))
    splice.mapping(shape, old, new)
    return splice.edits


class _Splice:
    def __init__(self, text: str, habit: Habit) -> None:
        self.text = text
        self.habit = habit
        self.edits: list[Edit] = []

    # Lines ---------------------------------------------------------------------------------

    def _column(self, at: int) -> int:
        return writing.column(self.text, at)

    def _line(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _next(self, at: int) -> int:
        """The beginning of the next line."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def _edit(self, start: int, end: int, new: str = "") -> None:
        if start != end or new:
            self.edits.append(Edit(start, end, new))

    def _lines_after(self, at: int, lines: str) -> None:
        """Put whole lines (each with its end) below the line of a character."""
        place = self._next(at)
        if place and not self.text[:place].endswith("\n"):
            lines = "\n" + lines.removesuffix("\n")
        self._edit(place, place, lines)

    # Values --------------------------------------------------------------------------------

    def value(self, shape: Shape | None, old: Node, new: Node, spot: Spot) -> None:
        """Make `new`, which is something, of `old`, which says something else."""
        if shape and shape.free and new.kind == "list":
            new = meaning.as_mapping(new)
        if meaning.is_list(shape) and (old.kind == "list") != (new.kind == "list"):
            if old.kind == "list":
                new = Node("list", items=[new])
            elif len(new.items) == 1 and not meaning.is_empty(old):
                self.value(meaning.item_of(shape), old, new.items[0], spot)
                return
        if not meaning.is_list(shape):
            new = writing.plainest(new, shape)
            if shape and shape.opens and old.kind == "map" and new.kind == "text":
                new = meaning.opened(shape, new)
        if meaning.is_empty(old) or old.kind != new.kind:
            self._replaced(shape, old, new, spot)
        elif old.kind == "map":
            self.mapping(shape, old, new, spot)
        elif old.kind == "list":
            self._list(shape, old, new, spot)
        else:
            self._replaced(shape, old, new, spot)

    def _replaced(self, shape: Shape | None, old: Node, new: Node, spot: Spot) -> None:
        """Another value as a whole. What is remarked on its line stays."""
        if spot.flow:
            blank = "" if self.text[old.start - 1 : old.start] in " \n\t[{," else " "
            self._edit(old.start, old.end, blank + writing.in_flow(new, shape, old.style))
            return
        style = self._style(old)
        made = writing.value(new, shape, spot.column, self.habit, style)
        if new.kind == "text" and style[:1] in ("|", ">"):
            made = " " + writing.scalar(writing.said(new, shape), style, self._inside(old))
        if old.flow and new.kind != "text" and "\n" not in self.text[old.start : old.end]:
            made = " " + writing.in_flow(new, shape)
        if old.kind != "text" and not old.flow and "\n" in self.text[spot.after : old.start]:
            self._in_place_of_block(old, made, spot)
            return
        first, line_end, rest = made.partition("\n")
        start, end = max(old.start, spot.after), max(old.end, spot.after)
        if header := _HEADER.match(self.text[start:end]) if style[:1] in ("|", ">") else None:
            remark = header[1] or ""
            body = line_end + rest if line_end else ""
            self._edit(start, end, first.lstrip(" ") + remark + body)
            return
        if start == spot.after:  # nothing stood there
            self._edit(start, start, first)
        else:
            self._edit(start if first else spot.after, end, first[1:])
        if line_end:
            at = self._line_end(end)
            self._edit(at, at, "\n" + rest)

    def _style(self, old: Node) -> str:
        if old.kind != "text":
            return ""
        header = _HEADER.match(self.text[old.start : old.end]) if old.style in ("|", ">") else None
        return re.sub(r"[ \t]+#.*", "", header[0]) if header else old.style

    def _inside(self, old: Node) -> int:
        """The column of the lines below `|`."""
        lines = self.text[old.start : old.end].split("\n")[1:]
        found = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
        return found[0] if found else self._column(old.start)

    def _in_place_of_block(self, old: Node, made: str, spot: Spot) -> None:
        """Lines below a key, and what stood behind or below it stays when it is a remark."""
        start = self._line(old.start)
        if made.startswith("\n"):
            self._edit(start, old.end, made[1:])
        else:
            self._edit(spot.after, spot.after, made.partition("\n")[0])
            rest = made.partition("\n")[2]
            if rest:
                self._edit(start, old.end, rest)
            else:
                self._edit(start - 1, self._line_end(old.end))

    # Mappings ------------------------------------------------------------------------------

    def mapping(self, shape: Shape | None, old: Node, new: Node, spot: Spot | None = None) -> None:
        """Change the fields that changed, take out those that are gone, add those that came."""
        wanted = {key.text or "": value for key, value in new.pairs}
        gone, kept = [], []
        for number, (key, value) in enumerate(old.pairs):
            inside = meaning.within(shape, key.text or "")
            now = wanted.get(key.text or "")
            if meaning.is_empty(now) and not meaning.is_empty(value):
                gone.append(number)
                continue
            kept.append(number)
            if now is not None and not meaning.same(inside, value, now):
                self.value(inside, value, now, self._spot(key, old.flow))
        there = set(old.keys())
        fresh = [k for k, v in wanted.items() if k not in there and not meaning.is_empty(v)]
        if spot and not kept:
            self._replaced(shape, old, new, spot)
            return
        self._without(old, gone)
        for name in fresh:
            self._field(shape, old, name, wanted, kept)

    def _spot(self, key: Node, flow: bool) -> Spot:
        colon = _COLON.match(self.text, key.end)
        return Spot(self._column(key.start), colon.end() if colon else key.end, flow)

    def _field(
        self, shape: Shape | None, old: Node, name: str, wanted: dict[str, Node], kept: list[int]
    ) -> None:
        """A field that is new: below the one that comes before it in the form."""
        inside, value = meaning.within(shape, name), wanted[name]
        spoken = writing.scalar(name, "", 0, old.flow)
        if not old.pairs:
            return
        number = self._before(old, name, list(wanted), kept)
        key, before = old.pairs[number]
        end = max(self._spot(key, old.flow).after, before.end)
        if old.flow:
            self._edit(end, end, f", {spoken}: {writing.in_flow(value, inside)}")
            return
        column = self._column(key.start)
        made = writing.value(value, inside, column, self.habit)
        self._lines_after(end, f"{' ' * column}{spoken}:{made}\n")

    @staticmethod
    def _before(old: Node, name: str, order: list[str], kept: Sequence[int]) -> int:
        """The field of the file below which a new one belongs."""
        earlier = order[: order.index(name)]
        places = {key: number for number, key in enumerate(old.keys()) if number in kept}
        known = [places[key] for key in reversed(earlier) if key in places]
        return known[0] if known else (kept[0] if kept else 0)

    def _without(self, old: Node, gone: list[int]) -> None:
        """Take fields out."""
        spans = [(key.start, max(self._spot(key, old.flow).after, v.end)) for key, v in old.pairs]
        if old.flow:
            self._out_of_flow(spans, gone)
            return
        for number in gone:
            start, end = spans[number]
            line = self._line(start)
            if not self.text[line:start].strip(" "):
                self._edit(line, self._next(end))
                continue
            # It stands behind the dash of an item: the next field takes its place.
            beyond = self._next(end)
            following = next((n for n in range(number + 1, len(spans)) if n not in gone), None)
            if following == number + 1 and not self.text[beyond : spans[following][0]].strip(" "):
                self._edit(start, spans[following][0])
            else:
                self._edit(start, self._line_end(end))

    def _out_of_flow(self, spans: Sequence[tuple[int, int]], gone: Sequence[int]) -> None:
        """Take what is gone out from between brackets, with its comma; what has lines of its own
        goes with what is remarked on them, and leaves what is remarked on others."""
        kept = [n for n in range(len(spans)) if n not in gone]
        for number in gone:
            start, end = spans[number]
            last = bool(kept) and number > kept[-1]
            own = self._own_lines(start, end)
            if own:
                self._edit(*own)
                if last and number == kept[-1] + 1:
                    comma = self.text.index(",", spans[kept[-1]][1])
                    self._edit(comma, comma + 1)
            elif last:
                before = spans[number - 1][1]
                if number - 1 in gone and self._own_lines(*spans[number - 1]):
                    before = start
                self._edit(before, end)
            else:
                self._edit(start, spans[number + 1][0])

    def _own_lines(self, start: int, end: int) -> tuple[int, int] | None:
        """The lines of what stands between brackets when nothing else does on them."""
        line = self._line(start)
        rest = _REST.match(self.text, end)
        if self.text[line:start].strip() or rest is None:
            return None
        return line, rest.end()

    # Lists ---------------------------------------------------------------------------------

    def _list(self, shape: Shape | None, old: Node, new: Node, spot: Spot) -> None:
        """Change, take out, add and move items."""
        inside = meaning.item_of(shape)
        items = [item for item in new.items if not meaning.is_empty(item)]
        found = lists.aligned(inside, old.items, items)
        if not found.staying:
            self._replaced(shape, old, new, spot)
        elif old.flow:
            self._flow_list(inside, old, items, found)
        elif (chunks := self._chunks(old)) is None:
            self._replaced(shape, old, new, spot)
        else:
            self._block_list(inside, old, items, found, chunks)

    def _chunks(self, old: Node) -> list[tuple[int, int, int]] | None:
        """Of each item its dash, and the beginning and the end of its lines; None when a dash does
        not begin its line."""
        found = []
        at, column = old.start, self._column(old.start)
        for item in old.items:
            dash = next(
                (m.start(1) for m in _DASH.finditer(self.text, self._line(at), item.start + 1)
                 if m.start(1) >= at and self._column(m.start(1)) == column), None,
            )  # fmt: skip
            if dash is None:
                return None
            end = max(item.end, dash + 1)
            found.append((dash, self._line(dash), self._next(end)))
            at = end
        return found

    def _block_list(
        self,
        shape: Shape | None,
        old: Node,
        items: Sequence[Node],
        found: lists.Alignment,
        chunks: Sequence[tuple[int, int, int]],
    ) -> None:
        column = self._column(chunks[0][0])
        flow = any(item.flow and item.kind == "map" for item in old.items)
        at = next(chunks[i][1] for i in found.origin if i in found.staying)
        at = self._line(at)
        for item, origin in zip(items, found.origin, strict=True):
            if origin is None:
                self._fresh(shape, item, column, flow, at)
            elif origin in found.staying:
                dash, _, at = chunks[origin]
                self._item(shape, old.items[origin], item, Spot(column, dash + 1))
            else:
                self._moved(shape, old, item, origin, chunks, at)
        used = {i for i in found.origin if i is not None}
        for number, (_, start, end) in enumerate(chunks):
            if number not in used and not meaning.is_empty(old.items[number]):
                self._edit(start, end)

    def _item(self, shape: Shape | None, old: Node, new: Node, spot: Spot) -> None:
        if not meaning.same(shape, old, new):
            self.value(shape, old, new, spot)

    def _fresh(self, shape: Shape | None, item: Node, column: int, flow: bool, at: int) -> None:
        plain = writing.plainest(item, shape)
        if flow and plain.kind == "map":
            made = " " + writing.in_flow(item, shape)
        else:
            made = writing.item(item, shape, column, self.habit)
        lines = f"{' ' * column}-{made}\n"
        if at and not self.text[:at].endswith("\n"):
            lines = "\n" + lines.removesuffix("\n")
        self._edit(at, at, lines)

    def _moved(
        self,
        shape: Shape | None,
        old: Node,
        item: Node,
        origin: int,
        chunks: Sequence[tuple[int, int, int]],
        at: int,
    ) -> None:
        """An item with its own lines to another place."""
        dash, start, end = chunks[origin]
        if origin:
            start = self._remarks_above(start, chunks[origin - 1][2])
        inner = _Splice(self.text, self.habit)
        inner._item(shape, old.items[origin], item, Spot(self._column(dash), dash + 1))
        piece = spliced(self.text[start:end], inner.edits, start)
        if not piece.endswith("\n"):
            piece += "\n"
        if at and not self.text[:at].endswith("\n"):
            piece = "\n" + piece.removesuffix("\n")
        self._edit(start, end)
        self._edit(at, at, piece)

    def _remarks_above(self, start: int, floor: int) -> int:
        """The beginning of the remarks directly above a line."""
        while start > floor:
            before = self._line(start - 1)
            if before < floor or not _REMARK.match(self.text[before:start]):
                break
            start = before
        return start

    def _flow_list(
        self, shape: Shape | None, old: Node, items: Sequence[Node], found: lists.Alignment
    ) -> None:
        before: int | None = None
        first = min(found.staying)
        for item, origin in zip(items, found.origin, strict=True):
            if origin is not None and origin in found.staying:
                node = old.items[origin]
                self._item(shape, node, item, Spot(0, node.start, flow=True))
                before = origin
                continue
            made = writing.in_flow(item, shape)
            if before is None:
                place = old.items[first].start
                self._edit(place, place, f"{made}, ")
            else:
                place = old.items[before].end
                self._edit(place, place, f", {made}")
        gone = [n for n in range(len(old.items)) if n not in found.staying]
        self._out_of_flow([(n.start, n.end) for n in old.items], gone)


def spliced(text: str, edits: Sequence[Edit], base: int = 0) -> str:
    """A piece of text, which begins at character `base`, with these edits."""
    made, last = [], 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        made += [text[last : edit.start - base], edit.new]
        last = edit.end - base
    return "".join([*made, text[last:]])

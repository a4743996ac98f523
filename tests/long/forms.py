"""Files as many people write them, and what forms save of them: only what was edited changes.

    .venv/bin/python -m tests.long.forms [EDITS] [SEED]

Each file is written anew in a style of its own (`tests.support.styled`); one thing to three in it
are changed, doubled, moved, taken out or put in, at any depth, and the Markdown below. The merged
file says what was saved; lines outside of the top fields that were edited stay byte for byte; no
remark is lost but those that stood in what was taken out; a second save changes nothing, and what
was edited back says what it said. Prints every file that fails, and ends with 1.
"""

from __future__ import annotations

import copy
import random
import re
import sys
from typing import Any

from affiche.editing.kinds import kind_of
from affiche.editing.merging import meaning, merge
from affiche.editing.merging.merge import Content
from affiche.splicing.nodes import Node, data_of, of_data
from tests.support import styled

REMARK = re.compile(r"# (r\d+\.)")


def main(edits: int, seed: str) -> int:
    """Try so many; the exit code."""
    wrong = 0
    for number in range(edits):
        said = trial(f"{seed}-{number}")
        if said:
            wrong += 1
            if wrong <= 12:
                print(f"== {seed}-{number}: {said}")
    print(f"{wrong} of {edits} wrong")
    return 1 if wrong else 0


def trial(seed: str) -> str:
    """What is wrong after one edit of one file; empty when nothing is."""
    dice = random.Random(seed)
    name, raw = styled.written(dice)
    kind = kind_of(name)
    assert kind is not None
    there = merge.content(name, kind, raw)
    before = data_of(there.fields)
    after = copy.deepcopy(before)
    ways = [edited(after, dice) for _ in range(dice.choice([1, 1, 1, 2, 3]))]
    body = edited_body(there.body, dice) if kind.markdown and dice.random() < 0.3 else there.body
    new = Content(of_data(after), body)
    merged = merge.merge(name, kind, raw, new)
    told = merge.content(name, kind, merged)
    if not meaning.same(kind.shape, told.fields, new.fields):
        return "says something else"
    if body.strip() != told.body.replace("\r\n", "\n").strip():
        return "the text below says something else"
    if merge.merge(name, kind, merged, new) != merged:
        return "a second save changes it"
    tops = {way[0] for way in ways if way}
    return (
        lines_lost(name, raw, merged, tops, body == there.body)
        or (remarks_lost(raw, merged, ways[0], name) if len(ways) == 1 else "")
        or other_ends(raw, merged)
        or undone(name, merged, there)
    )


def undone(name: str, merged: bytes, there: Content) -> str:
    kind = kind_of(name)
    assert kind is not None
    back = merge.merge(name, kind, merged, Content(of_data(data_of(there.fields)), there.body))
    told = merge.content(name, kind, back)
    same = meaning.same(kind.shape, told.fields, there.fields)
    return "" if same else "cannot be edited back"


def other_ends(raw: bytes, merged: bytes) -> str:
    if b"\r\n" in raw:
        return "" if merged.count(b"\n") == merged.count(b"\r\n") else "other line ends"
    return "other line ends" if b"\r" in merged else ""


def lines_lost(name: str, raw: bytes, merged: bytes, tops: set[Any], same_body: bool) -> str:
    """Lines of other top fields that are not there as they were."""
    old, new = blocks(name, raw), blocks(name, merged)
    for key, block in old.items():
        if key not in tops and (key or same_body) and new.get(key) != block:
            return f"`{key}` was not edited: {block!r} became {new.get(key)!r}"
    return ""


def blocks(name: str, raw: bytes) -> dict[str, str]:
    """The lines of each top field; under the empty name what stands below the fields."""
    kind = kind_of(name)
    assert kind is not None
    content = merge.content(name, kind, raw)
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    found = {"": content.body.rstrip()}
    node = content.fields
    for key, value in node.pairs if node else ():
        start = text.rfind("\n", 0, key.start) + 1
        end = text.find("\n", max(key.end, value.end))
        found[key.text or ""] = text[start : end if end >= 0 else len(text)]
    return found


def remarks_lost(raw: bytes, merged: bytes, way: tuple[Any, ...], name: str) -> str:
    """Remarks that are gone though they stand in nothing that was taken out or replaced."""
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    kind = kind_of(name)
    assert kind is not None
    first, after = span(text, merge.content(name, kind, raw).fields, way)
    gone = set(REMARK.findall(text)) - set(REMARK.findall(merged.decode("utf-8-sig")))
    for one in gone:
        at = text.index(f"# {one}")
        if not first <= at < after:
            return f"the remark {one} is lost"
    many = REMARK.findall(merged.decode("utf-8-sig"))
    return "" if len(many) == len(set(many)) else "a remark stands there twice"


def span(text: str, node: Node | None, way: tuple[Any, ...]) -> tuple[int, int]:
    """The lines of the value that was edited, or of the list in which items were."""
    start = end = end_of_head = 0
    for step in way:
        if node is None:
            break
        if isinstance(step, int):
            if node.kind != "list" or step >= len(node.items):
                break
            before = node.items[step - 1].end if step else end_of_head
            node = node.items[step]
            start, end = text.find("\n", before) + 1 or node.start, node.end
            start = min(start, node.start)
        else:
            pair = next((p for p in node.pairs if p[0].text == step), None)
            if pair is None:
                break
            node, end_of_head = pair[1], pair[0].end
            start, end = pair[0].start, max(pair[0].end, node.end)
    line = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    return line, after if after >= 0 else len(text)


def places(data: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value."""
    found = [way] if way else []
    if isinstance(data, dict):
        return found + [w for k, v in data.items() for w in places(v, (*way, k))]
    if isinstance(data, list):
        return found + [w for n, v in enumerate(data) for w in places(v, (*way, n))]
    return found


def at(data: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        data = data[step]
    return data


def edited(data: dict[str, Any], dice: random.Random) -> tuple[Any, ...]:
    """Change one thing somewhere; the way to what may be other lines now."""
    way = dice.choice(places(data))
    holder, last = at(data, way[:-1]), way[-1]
    value = holder[last]
    if isinstance(value, list):
        change_list(value, dice)
        return around(data, way)
    if isinstance(value, dict):
        if dice.random() < 0.5 and value:
            key = dice.choice(list(value))
            del value[key]
            return around(data, (*way, key))
        value[dice.choice(["evidence", "source", "owner", "Nieuw"])] = styled.text(dice)
        return around(data, way)
    if isinstance(holder, dict) and dice.random() < 0.2 and last != "name":
        del holder[last]
        return around(data, way)
    holder[last] = dice.choice(["", None]) if dice.random() < 0.1 else styled.text(dice)
    return around(data, way)


def around(data: Any, way: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is empty now goes, with what is empty around it."""
    while len(way) > 1:
        value = data
        for step in way[:-1]:
            value = value[step]
        if not meaning.is_empty(of_data(value)):
            return way
        way = way[:-1]
    return way


def change_list(items: list[Any], dice: random.Random) -> None:
    match dice.randrange(6):
        case 0 if items:
            items.insert(dice.randrange(len(items) + 1), copy.deepcopy(dice.choice(items)))
        case 1 if items:
            items.pop(dice.randrange(len(items)))
        case 2:
            dice.shuffle(items)
        case 3:
            items.append(styled.text(dice))
        case 4:
            items.reverse()
        case _:
            items.insert(0, {"text": styled.text(dice), "source": styled.text(dice)})


def edited_body(body: str, dice: random.Random) -> str:
    """The Markdown with lines changed, put in and taken out."""
    lines = body.split("\n")
    for _ in range(dice.randint(1, 3)):
        place = dice.randrange(len(lines) + 1)
        match dice.randrange(3):
            case 0:
                lines.insert(place, dice.choice(["", "Nieuw", "- punt", "## Kop", "  diep"]))
            case 1 if place < len(lines):
                del lines[place]
            case _ if place < len(lines):
                lines[place] += " erbij"
    return "\n".join(lines)


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(int(given[0]) if given else 2000, given[1] if len(given) > 1 else "1"))

"""A block that is too long for a poster in; its first part, and how many words are left, out. Pure.

Lists are cut between items, texts between paragraphs and list items, a long first paragraph between
sentences, tables between rows. HTML and what has no such place stays or goes as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from affiche.pages.persona.poster.parts import RULE, Block, Group, count, said_in

# Where a sentence ends; in East Asian scripts no blank follows.
SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？])[」』”]*")
ITEM = re.compile(r"^(?:[-*+•]|\d{1,3}[.)])\s+", re.MULTILINE)
# Signs that come in pairs; a piece with half a pair is no piece.
PAIRS = ("**", "__", "`", "~~")


def cut(block: Block, most: int) -> Block:
    """The block with about `most` words, `rest` telling how many were left; the block itself when
    it is short enough or cannot be cut."""
    if block.words <= most:
        return block
    if block.kind == "text":
        return _text(block, most)
    if block.kind == "groups":
        return _groups(block, most)
    if block.kind == "strip":
        return block
    return _items(block, most)


def _items(block: Block, most: int) -> Block:
    kept = _first(tuple(count(said_in(item)) for item in block.items), most)
    return _shorter(block, replace(block, items=block.items[:kept]))


def _groups(block: Block, most: int) -> Block:
    """Each group gets its share."""
    groups: list[Group] = []
    for group in block.items:
        words = tuple(count(said_in(item)) for item in group.items)
        share = int(most * sum(words) / max(1, block.words))
        groups.append(replace(group, items=group.items[: _first(words, share)]))
    return _shorter(block, replace(block, items=tuple(groups)))


def _first(words: Sequence[int], most: int) -> int:
    """How many of the first are no more than `most` words together; one at least."""
    total = 0
    for at, each in enumerate(words):
        total += each
        if total > most and at:
            return at
    return len(words)


def _shorter(block: Block, shorter: Block) -> Block:
    """What is left of a block, with what it does not say; itself when nothing was gained."""
    texts = (block.title, shorter.lead, shorter.body, *map(said_in, shorter.items))
    words = sum(map(count, texts))
    if words >= block.words or not (shorter.body or shorter.items):
        return block
    return replace(shorter, words=words, rest=block.words - words)


def _text(block: Block, most: int) -> Block:
    kept: list[str] = []
    left = most - count(block.lead) - count(block.title)
    for part in _parts(block.body):
        words = count(part)
        if words > left:
            if not kept or words > 40:
                kept += _opening(part, left)
            break
        kept.append(part)
        left -= words
    # A heading that nothing follows does not stand alone.
    while kept and _heading(kept[-1]):
        kept.pop()
    return _shorter(block, replace(block, body="\n\n".join(kept)))


def _heading(part: str) -> bool:
    bare = part.strip()
    bold = bare.startswith("**") and bare.rstrip(":").endswith(("**", ":**"))
    return bare.startswith("#") or (bold and count(bare) < 8) or bare.endswith(":")


def _parts(body: str) -> Iterator[str]:
    """Paragraphs, and lists as wholes."""
    yield from (part for part in re.split(r"\n\s*\n", body) if part.strip())


def _opening(part: str, most: int) -> Iterator[str]:
    """The first items or sentences of a part that can be cut."""
    if RULE.search(part):
        yield from _rows(part, most)
        return
    if "<" in part or part.lstrip().startswith(("#", ">", "    ", "```")):
        return
    starts = [match.start() for match in ITEM.finditer(part)]
    if starts:
        ends = [*starts[1:], len(part)]
    else:
        ends = [match.start() for match in SENTENCE.finditer(part)]
    for end in reversed(ends):
        piece = part[:end].rstrip()
        if piece and count(piece) <= most and _whole(piece):
            yield piece
            return


def _rows(table: str, most: int) -> Iterator[str]:
    """The head of a table and its first rows."""
    lines = table.splitlines()
    head = next(at for at, line in enumerate(lines) if RULE.match(line)) + 1
    for end in range(len(lines), head, -1):
        piece = "\n".join(lines[:end])
        if count(piece) <= most:
            yield piece
            return


def _whole(piece: str) -> bool:
    return (
        all(piece.count(sign) % 2 == 0 for sign in PAIRS)
        and piece.replace("**", "").count("*") % 2 == 0
        and piece.count("[") == piece.count("]")
    )

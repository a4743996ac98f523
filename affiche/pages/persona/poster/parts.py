"""What stands on a persona's poster, as plain data: items, bars, channels, the journey in small,
and the blocks that hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from affiche.curves import Drawing

# A text of more words is too long for one column; a table much sooner.
LONG, LONG_TABLE = 150, 40
# What can be set in columns, line after line.
RUNNING = ("text", "list", "quotes", "facts", "day")
WORD = re.compile(r"\w[\w’'-]*")
WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# The line below a table's head.
RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*\|[\s:|-]*$", re.MULTILINE)


@dataclass(frozen=True)
class Item:
    """One line of a list (inline Markdown). `mark`: "" , "assumed" or "measured"; `note`: what
    stands behind it ("n = 112"), `lead` what stands before it ("07:15")."""

    text: str
    mark: str = ""
    note: str = ""
    lead: str = ""


@dataclass(frozen=True)
class Group:
    """Items under a small heading; `look` is "", "do" or "dont"."""

    title: str
    items: tuple[Item, ...]
    look: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar (`label`, `share` filled), or a slider between `left` and `right` at `share` (0–1)."""

    label: str
    share: float
    value: str = ""
    left: str = ""
    right: str = ""


@dataclass(frozen=True)
class Use:
    """A channel (an id of ours, the company's, or free text) and 0–5 dots; None: not written."""

    channel: str
    use: int | None


@dataclass(frozen=True)
class Chevron:
    """The name of a phase in lines, and its type size in tenths of a unit."""

    lines: tuple[str, ...]
    size: float


@dataclass(frozen=True)
class Said:
    """Words on the curve: where their baseline starts, is halved or ends (`anchor`)."""

    text: str
    x: float
    y: float
    anchor: str
    size: float


@dataclass(frozen=True)
class Strip:
    """The journey in small: its phases in their order, and as they stand from left to right; the
    curve of what is felt (None when nothing is), and the words that stand on top of it."""

    phases: tuple[str, ...]
    chevrons: tuple[Chevron, ...]
    curve: Drawing | None
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Block:
    """A part of the poster that stands or falls as a whole. `kind` picks how it is drawn; `body`
    is Markdown, `lead` a first line that stands out; `words` counts what stands in it, `rest` what
    stands on the page only, when the block is too long for a poster."""

    id: str
    title: str
    kind: str
    items: tuple[Any, ...] = ()
    body: str = ""
    lead: str = ""
    words: int = 0
    rest: int = 0

    @property
    def table(self) -> bool:
        """Whether it is a table more than anything else: that is not set in columns."""
        rows = [line for line in self.body.splitlines() if "|" in line]
        return bool(RULE.search(self.body)) and 2 * sum(map(count, rows)) > self.words

    @property
    def wide(self) -> bool:
        """Whether it takes the whole width; what is long is set in columns of its own there."""
        most = LONG_TABLE if self.table else LONG
        return self.kind == "strip" or (self.kind in RUNNING and self.words > most)


def count(text: str) -> int:
    """How many words a text has; of scripts that have no blanks between them, two letters make
    one."""
    joined = len(WIDE.findall(text))
    return len(WORD.findall(WIDE.sub(" ", text))) + (joined + 1) // 2


def said_in(item: Any) -> str:
    """Everything that an item of a block says."""
    match item:
        case Item():
            return f"{item.lead} {item.text} {item.note}"
        case Bar():
            return f"{item.label} {item.left} {item.right} {item.value}"
        case Use():
            return item.channel
        case Group():
            return " ".join((item.title, *(one.text for one in item.items)))
    return ""

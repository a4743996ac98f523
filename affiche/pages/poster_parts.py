"""What stands on a persona's poster, as plain data: items, bars, channels, the journey in small,
and the blocks that hold them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from affiche.curves import Drawing

# A text of more words is too long for one column.
LONG = 150


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
    is Markdown, `lead` a first line that stands out; `words` counts what stands in it."""

    id: str
    title: str
    kind: str
    items: tuple[Any, ...] = ()
    body: str = ""
    lead: str = ""
    words: int = 0

    @property
    def wide(self) -> bool:
        """Whether it takes the whole width; a long text is set in columns of its own there."""
        return self.kind == "strip" or (self.kind == "text" and self.words > LONG)

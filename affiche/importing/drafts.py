"""What becomes a file: a persona or a journey as plain data, and where each piece came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a draft is of."""

    PERSONA = "persona"
    JOURNEY = "journey"


# Keys by which programs for websites make a page: Jekyll, Hugo, Docusaurus, Gatsby, Eleventy.
PAGES = frozenset(
    ("layout", "permalink", "slug", "date", "lastmod", "weight", "draft", "template", "published",
     "aliases", "redirect_from", "url", "path", "toc", "nav_order", "has_children",
     "has_toc", "sidebar_position", "sidebar_label", "menu", "order", "eleventynavigation",
     "tags", "thumbnail", "cover", "image", "hero_image", "css", "index")
)  # fmt: skip
ADDRESS = re.compile(r"(?:[a-z]+:)?//\S+|(?:\.{0,2}/)?[\w.%-]+(?:/[\w.%-]*)+|[\w%-]+\.[a-z]{2,5}")


@dataclass(frozen=True)
class Moved:
    """A piece of a source and where it went: `label` as it stood there on `line`, `where` a field,
    "section", "lane", "pictures", "notes_internal" or "comment"; `said` is what it is called there;
    `of` the text itself where that may move on."""

    label: str
    line: int
    where: str
    said: str = ""
    of: str = ""


@dataclass
class Draft:
    """A document that is being made: its fields by key, and for a persona its Markdown.

    `notes` end up in `notes_internal`, which journeys do not have; `comments` and the `labels` that
    became fields are comments in the file. Both are in no output. `moved` is the report.
    `about`: what a journey says of whose it is.
    """

    kind: Kind
    name: str
    source: str
    line: int = 1
    fields: dict[str, Any] = field(default_factory=dict)
    biography: list[str] = field(default_factory=list)
    sections: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)

    def kept(self, key: str, said: str) -> None:
        """Keep what front matter says under a key that is no field: what a program makes its pages
        with is no secret, and may stand on any of them."""
        told = f"{key}: {said}" if key else said
        keep = self.comment if key.casefold() in PAGES or ADDRESS.fullmatch(said) else self.note
        keep(told, key, 1)

    def note(self, text: str, label: str = "", line: int = 1) -> None:
        """Keep a text that is not for a page."""
        if self.kind is Kind.JOURNEY:
            self.comment(text, label, line)
        elif text.strip():
            self.notes.append(text.strip())
            self.moved.append(Moved(label or _short(text), line, "notes_internal", of=text.strip()))

    def uncover(self, text: str) -> None:
        """Keep a note as a comment: what it says stands elsewhere too, so it is no secret."""
        self.notes.remove(text)
        self.comments.append(text)
        self.moved[:] = [
            replace(one, where="comment")
            if (one.where, one.of) == ("notes_internal", text)
            else one
            for one in self.moved
        ]

    def comment(self, text: str, label: str = "", line: int = 1) -> None:
        """Keep a text as a comment of the file."""
        if text.strip():
            self.comments.append(text.strip())
            self.moved.append(Moved(label or _short(text), line, "comment", of=text.strip()))

    def section(self, title: str, text: str, line: int) -> None:
        """A section of its own, for colleagues."""
        self.sections.append((title, text))
        self.moved.append(Moved(title, line, "section", title))


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) < 50 else said[:49] + "…"

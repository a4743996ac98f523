"""The manuals as they are written in; their chapters, in both languages, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from affiche.outline import outline

LANGUAGES = ("nl", "en")
# Group (an English name) → the file in each language, and whether its sections are pages.
BOOKS: Mapping[str, tuple[Mapping[str, str], bool]] = {
    "Manual": ({"nl": "handleiding.md", "en": "manual.md"}, True),
    "For administrators": ({"nl": "beheer.md", "en": "administration.md"}, False),
    "House style": ({"nl": "huisstijl.md", "en": "themes.md"}, False),
}
START = "index"


@dataclass(frozen=True)
class Chapter:
    """A page of a manual: its Markdown without the title; `twin` is the same in the other language.

    `source` is its file, `anchors` are the headings in it as links name them. `language` is that of
    its text.
    """

    id: str
    group: str
    title: str
    text: str
    source: str
    anchors: frozenset[str]
    twin: str = START
    language: str = ""


def chapters(docs: Path, language: str) -> list[Chapter]:
    """Every chapter of one language, in order; the first is the beginning of the manual."""
    other = next(one for one in LANGUAGES if one != language)
    found = []
    for group, (files, apart) in BOOKS.items():
        ours = _split(docs / files[language], group, apart)
        theirs = _split(docs / files[other], group, apart)
        for number, chapter in enumerate(ours):
            twin = theirs[number].id if len(theirs) == len(ours) else theirs[0].id
            found.append(replace(chapter, twin=twin, language=language))
    return found


def _split(path: Path, group: str, apart: bool) -> list[Chapter]:
    """A file as chapters: each `##` is one when they stand `apart`, else the file is one."""
    text = path.read_text("utf-8")
    shape = outline(text)
    title = next(head for head in shape.headings if head.level == 1)
    starts = [head for head in shape.headings if head.level == 2] if apart else []
    bounds = [*(head.first for head in starts), len(shape.lines)]
    opening = "\n".join(shape.lines[title.after : bounds[0]])
    identity = START if apart else slug(title.title)
    made = [_chapter(identity, group, title.title, _untold(opening), path.name)]
    for head, end in zip(starts, bounds[1:], strict=True):
        body = "\n".join(shape.lines[head.after : end])
        made.append(_chapter(slug(head.title), group, head.title, body, path.name))
    return made


def _chapter(identity: str, group: str, title: str, text: str, source: str) -> Chapter:
    anchors = {slug(head.title) for head in outline(text).headings}
    return Chapter(
        identity, group, title, text.strip("\n"), source, frozenset({slug(title), *anchors})
    )


def _untold(opening: str) -> str:
    """The opening without its list of chapters, which every page has beside it, and without the
    way to the other language."""
    lines = [line for line in opening.split("\n") if not re.match(r"\d+\. \[.*\]\(#", line)]
    return re.sub(r"\s*\(?\[(?:English|Nederlands)\]\([\w.]+\)\)?", "", "\n".join(lines))


def slug(title: str) -> str:
    """A heading as GitHub makes a link of it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")

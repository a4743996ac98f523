"""A persona's Markdown in; name, biography, sections and the list fields that they fill, out.

No text is lost: what does not fit a field wholly stays a section, under its writer's own title.
The biography, which may leave the company, is only what stands before the first heading of any
level (or below the name, when that is the first). What holds something doubtful is held back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from affiche.markup import draws_heading
from affiche.model.persona import LIST_FIELDS
from affiche.outline import LONGEST, Heading, code, headings, outline
from affiche.reading.markdown.called import called
from affiche.words import spellings

_ITEM = re.compile(r"( {0,3})(?:[-*+•][ \t]+|\d{1,3}[.)][ \t]+)(\S.*)")
_MARKER_ONLY = re.compile(r" {0,3}(?:[-*+•]|\d{1,3}[.)])[ \t]*")
# A picture, a block of HTML, a table, a quote, a rule or a hard line break is more than a text.
_MORE = re.compile(r"!\[|<(?:img|div|table|ul|ol|p|iframe|h\d)\b|[ \t]*[|>]|.*(?: {2}|\\)$", re.I)
_TABLE_RULE = re.compile(r"[ \t]*:?-+:?[ \t]*\|.*")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
# Numbers ("4.", "IV.", "A)"), emoji and dashes around a heading.
_AROUND = re.compile(r"^(?:[\W_]*(?:[IVXLivx]{1,5}|[A-Za-z])[.)]\s+|[\W\d_]+)|[\W_]+$")
_DEFINITION = re.compile(r" {0,3}\[([^\]\n]+)\]:[ \t]*\S.*")
_LONGEST_LIST = 20_000  # characters; a longer text is no list for a poster
_QUOTE_LINE = re.compile(r" {0,3}>[ \t]?(.*)")


@dataclass(frozen=True)
class Part:
    """A section: its title, its Markdown, the line of its heading and of its text (from 1).

    `held`: something in it may be meant for colleagues only, so no agency gets it.
    """

    title: str
    text: str
    line: int
    text_line: int
    held: bool = False


@dataclass(frozen=True)
class Filled:
    """A list field that a section fills: each item with its line."""

    name: str
    title: str
    line: int
    items: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Body:
    """What a persona's Markdown says. `name` is None without a `#` heading."""

    name: str | None = None
    name_line: int = 1
    biography: str = ""
    held: bool = False
    sections: tuple[Part, ...] = ()
    filled: tuple[Filled, ...] = field(default=())


def read(
    text: str, name: str | None = None, first_line: int = 1, doubts: Collection[int] = ()
) -> Body:
    """Take a persona's Markdown apart; `name` is what the front matter already says, `doubts` are
    the lines (from 0) that may be structure which nobody read."""
    shape = outline(text)
    lines = shape.lines
    title = name_heading(shape.headings, name)
    splits = section_headings(shape.headings, title)
    written = name if name is not None else (called(plain(title.title)) if title else None)
    stops = sorted([*splits, *([title] if title else [])], key=lambda heading: heading.first)
    chunks = list(_chunks(lines, stops))
    definitions = _definitions(lines, shape.hidden)
    opening = {None, title if title in stops[:1] else None}
    pictures = _PICTURE.findall(title.title) if title else []
    told = [chunk for heading, chunk, _ in chunks if chunk and heading in opening]
    biography = "\n\n".join([*pictures, *told])
    end = next((heading.first for heading in stops if heading not in opening), len(lines))
    parts = [
        Part(
            heading.title,
            _with_definitions(chunk, definitions),
            heading.first + first_line,
            start + first_line,
            held=_any_between(doubts, heading.after, start + chunk.count("\n") + 1),
        )
        for heading, chunk, start in chunks
        if heading not in opening and heading is not None and (chunk or heading is not title)
    ]
    sections, filled = _fill(parts)
    return Body(
        name=written,
        name_line=(title.first if title else 0) + first_line,
        biography=_with_definitions(biography, definitions),
        held=_any_between(doubts, 0, end) or draws_heading(biography),
        sections=tuple(sections),
        filled=tuple(filled),
    )


def _any_between(doubts: Collection[int], start: int, end: int) -> bool:
    """Whether one of the lines in [start, end) is doubtful."""
    return any(start <= line < end for line in doubts)


def name_heading(found: Sequence[Heading], name: str | None) -> Heading | None:
    """The `#` heading that says the name. Beside a `name:` it only counts when it adds nothing;
    without one it is the first heading: what stands below others is about something else."""
    titled = [heading for heading in found if plain(heading.title)]
    first = next((heading for heading in titled if heading.level == 1), None)
    if first is None or name is None:
        return first if first in titled[:1] else None
    said, whole = _folded(called(plain(first.title))), _folded(called(name))
    if said not in whole:
        return None
    return first if re.search(rf"(?<!\w){re.escape(said)}(?!\w)", whole) else None


def section_headings(found: Sequence[Heading], title: Heading | None) -> list[Heading]:
    """`#` and `##` headings; without those the shallowest level that is there. Deeper ones that
    stand above the first of these begin a section too: what stands below them is no biography."""
    rest = [heading for heading in found if heading is not title]
    level = max(2, min((heading.level for heading in rest), default=2))
    if any(heading.level == 1 for heading in rest):
        level = 2 if any(heading.level == 2 for heading in rest) else 1
    first = next((n for n, heading in enumerate(rest) if heading.level <= level), 0)
    return [*rest[:first], *(heading for heading in rest[first:] if heading.level <= level)]


def _chunks(
    lines: Sequence[str], stops: Sequence[Heading]
) -> Iterator[tuple[Heading | None, str, int]]:
    """The text before the first heading and below each, and the line where it starts (from 0)."""
    yield None, *_block(lines, 0, stops[0].first if stops else len(lines))
    for number, heading in enumerate(stops):
        end = stops[number + 1].first if number + 1 < len(stops) else len(lines)
        yield heading, *_block(lines, heading.after, end)


def _block(lines: Sequence[str], start: int, end: int) -> tuple[str, int]:
    """These lines without the blank ones around them, and the first; indentation stays."""
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return "\n".join(lines[start:end]), start


def _fill(parts: Sequence[Part]) -> tuple[list[Part], list[Filled]]:
    """Sections that stay, and those that fill a list field."""
    sections: list[Part] = []
    filled: list[Filled] = []
    for part in parts:
        name = field_of(part.title)
        items = flat_items(part.text, name == "quotes") if name and not part.held else None
        if name and items:
            placed = tuple((text, part.text_line + at - 1) for text, at in items)
            filled.append(Filled(name, part.title, part.line, placed))
        else:
            sections.append(part)
    return sections, filled


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return spellings(LIST_FIELDS, "heading")


def field_of(title: str) -> str | None:
    """The list field that a heading is the label of, in any shipped language."""
    if len(title) > LONGEST:
        return None
    said = re.sub(
        r"^(?:[\W_]*(?:[IVXLivx]{1,5}|[A-Za-z])[.)]\s+|[\W\d_]+)|[\W_]+$", "", plain(title)
    )
    return _labels().get(said.casefold())


def plain(text: str) -> str:
    """Inline Markdown as its reader sees it: without emphasis, links and code marks."""
    if len(text) > LONGEST:
        return text
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(\*\*|__|``?)(.+?)\1", r"\2", text)
    text = re.sub(r"(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!-])", r"\1", text).strip()


def flat_items(text: str, quotes: bool = False) -> list[tuple[str, int]] | None:
    """The items of a flat list, or the one paragraph, with their line from 1; else None.

    `quotes` also takes block quotes, one an item, and takes the marks off that stand around them.
    """
    lines = text.split("\n")
    items: list[tuple[str, int]] | None
    if not text.strip() or len(text) > _LONGEST_LIST or any(code(lines)):
        return None
    if quotes and all(_QUOTE_LINE.fullmatch(line) or not line.strip() for line in lines):
        lines = [line and _QUOTE_LINE.sub(r"\1", line) for line in lines]
        items = _paragraphs(lines)
    elif _ITEM.fullmatch(lines[0]):
        items = _list(lines)
    else:
        items = _paragraphs(lines)
        items = items if items and len(items) == 1 and not _is_odd(lines) else None
    if items is None or any(_MORE.match(line) for item, _ in items for line in item.split("\n")):
        return None
    said = [(" ".join(line.strip() for line in item.split("\n")), at) for item, at in items]
    if any(not item or "<!--" in item or "![" in item or "<img" in item for item, _ in said):
        return None
    return [(_unquoted(item) if quotes else item, at) for item, at in said]


def _is_odd(lines: Sequence[str]) -> bool:
    """Whether a paragraph is something else: indented code, a heading, a list further on."""
    return (
        lines[0].startswith(("    ", "\t"))
        or any(_ITEM.fullmatch(line) or _MARKER_ONLY.fullmatch(line) for line in lines)
        or any(_TABLE_RULE.fullmatch(line) or _DEFINITION.fullmatch(line) for line in lines)
        or bool(headings(lines))
        or any(re.fullmatch(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*", line) for line in lines)
    )


def _list(lines: Sequence[str]) -> list[tuple[str, int]] | None:
    """The items of a flat list; None when anything else stands in it."""
    items: list[tuple[str, int]] = []
    blank = False
    for number, line in enumerate(lines, 1):
        match = _ITEM.fullmatch(line)
        if not line.strip():
            blank = True
        elif match and _is_beside(match, items, lines):
            items.append((match[2], number))
            blank = False
        elif blank or _MARKER_ONLY.fullmatch(line) or _is_odd([line.lstrip()]):
            return None  # a paragraph in an item, an item in an item, text after the list
        else:
            items[-1] = (items[-1][0] + "\n" + line.lstrip(), items[-1][1])
    return items


def _is_beside(match: re.Match[str], items: Sequence[object], lines: Sequence[str]) -> bool:
    """Whether an item is of the same list as the first, not of a list in it."""
    first = _ITEM.fullmatch(lines[0])
    return not items or (first is not None and len(match[1]) < len(first[1]) + 2)


def _paragraphs(lines: Sequence[str]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    above = ""
    for number, line in enumerate(lines, 1):
        if line.strip() and above.strip():
            found[-1] = (found[-1][0] + "\n" + line, found[-1][1])
        elif line.strip():
            found.append((line, number))
        above = line
    return found


_MARKS = (("“", "”"), ('"', '"'), ("‘", "’"), ("„", "”"), ("„", "“"), ("«", "»"), ("'", "'"))


def _unquoted(text: str) -> str:
    """A quote without the marks around it; the theme puts its own there."""
    bare = re.sub(r"^([*_]{1,3})(?=\S)(.+)(?<=\S)\1$", r"\2", text.strip(), flags=re.S)
    for left, right in _MARKS:
        inner = bare[len(left) : -len(right)]
        if bare.startswith(left) and bare.endswith(right) and inner and left not in inner:
            return inner.strip()
    return text.strip()


def _definitions(lines: Sequence[str], hidden: Sequence[bool]) -> dict[str, str]:
    """Link definitions (`[label]: address`) by label: they hold for the whole document."""
    found: dict[str, str] = {}
    for line, is_code in zip(lines, hidden, strict=True):
        match = _DEFINITION.fullmatch(line) if "]:" in line and not is_code else None
        if match:
            found.setdefault(match[1].casefold(), line.strip())
    return found


def _with_definitions(text: str, definitions: dict[str, str]) -> str:
    """A piece of the document together with the definitions that stand elsewhere in it."""
    if not definitions or "[" not in text:
        return text
    named = dict.fromkeys(label.casefold() for label in re.findall(r"\[([^\[\]\n]+)\]", text))
    here = text.split("\n")
    own = _definitions(here, code(here))
    missing = [definitions[name] for name in named if name in definitions and name not in own]
    return "\n".join([text, "", *missing]) if missing else text


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())

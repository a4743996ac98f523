"""A Markdown file in; its tree, its front matter, its diagrams and its remarks, out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from affiche.importing.formats import mermaid, tags
from affiche.importing.formats.objects import said
from affiche.importing.tree import Beside, Node, Picture, Source, nothing
from affiche.outline import Heading, Outline, outline
from affiche.reading import yaml
from affiche.reading.files.source import UnreadableError
from affiche.reading.markdown.foreign import without_signs

_FENCES = {"---": "yaml", "+++": "toml"}
_REMARK = re.compile(r"<!--(.*?)-->", re.S)
_PICTURE = re.compile(
    r"!\[([^\]\n]*)\]\(\s*<?([^)\s>]*)>?(?:\s+[\"'][^)\n]*[\"'])?\s*\)(?:\{[^}\n]*\})?"
)
_TAG_PICTURE = re.compile(r"<img\b[^>]*>", re.I)
_ATTRIBUTE = re.compile(r"(alt|src|title)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_LINK = re.compile(r"(?<!!)\[([^\]\n]*)\]\(\s*<?([^)\s>]*)>?(?:\s+[\"'][^)\n]*[\"'])?\s*\)")
_DEFINED = re.compile(r"^ {0,3}\[([^\]\n^]+)\]:[ \t]*<?(\S+?)>?(?:[ \t]+.*)?$", re.M)
# [text][name], [text][] and [name] alone, where the name is one that is defined.
_REFERS = re.compile(r"(?<![!\]\\])\[([^\]\n]+)\](?:\[([^\]\n]*)\])?(?![\[(:])")
# A line of links with signs between: the way on through a site.
_WAY = re.compile(r"(?:[|·•»«←→/\s–—-]|\[[^\]\n]*\]\([^)\n]*\))+")
_BETWEEN = re.compile(r"\)\s*[|·•»«←→–—]|[|·•»«←→–—]\s*\[")
_DATED = re.compile(
    r"[*_]{1,3}(?:last (?:updated|modified|reviewed)|updated|laatst (?:bijgewerkt|gewijzigd)|"
    r"version|versie)\b[^*_]*[*_]{1,3}", re.I
)  # fmt: skip
# What a picture is called that says nothing of what is in it.
_NAMELESS = re.compile(
    r"(?:a|the|an|of|de|het|een|van|photo|foto|picture|image|img|avatar|portrait|portret|headshot|"
    r"persona|profile|profiel|logo|icon|banner|header|placeholder|plaatje|afbeelding|\W|\d)*", re.I
)  # fmt: skip
_ANCHOR = re.compile(r"<a\b[^>]*?href\s*=\s*[\"']([^\"']*)[\"'][^>]*>(.*?)</a>", re.I | re.S)
_EMPTY = re.compile(r"[ \t]*| {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
# Keys of front matter that name a picture.
_SHOWN = frozenset(("photo", "foto", "image", "picture", "avatar", "portrait", "portret", "img"))
_ALL = re.compile(r"https?://|mailto:|tel:", re.I)


def read(name: str, text: str, beside: Beside = nothing) -> Source:
    """The tree of a Markdown file. Never raises: what is no structure is text."""
    front, body, above = _front(text)
    body, diagrams = mermaid.taken_out(without_signs(body))
    remarks = [match[1].strip() for match in _REMARK.finditer(body) if match[1].strip()]
    body = _REMARK.sub(lambda match: "\n" * match[0].count("\n"), body)
    pictures = [Picture(said, "", 1, raw) for key, said in front
                if key.casefold() in _SHOWN and (raw := beside(said))]  # fmt: skip
    body, elsewhere, inside = _addresses(body, above, beside)
    shape = outline(tags.meant(body))
    root = _tree(shape, above)
    for picture in inside:
        text = text.replace(f"]({picture.address}", "](")
    return Source(
        name, root, text, front, tuple((line + above, code) for line, code in diagrams),
        tuple(remarks), tuple(elsewhere), pictures=(*pictures, *inside),
    )  # fmt: skip


def _front(text: str) -> tuple[tuple[tuple[str, str], ...], str, int]:
    """The front matter by key, the text below it, and how many lines stand above that."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    kind = _FENCES.get(lines[first].strip())
    end = next(
        (n for n in range(first + 1, len(lines)) if lines[n].strip() == lines[first].strip()), 0
    )
    if not kind or not end:
        return (), text, 0
    header = "\n".join(lines[first + 1 : end])
    data = _parsed(kind, header)
    if data is None and kind == "yaml" and not re.match(r"[\w-]+\s*:", header):
        return (), text, 0  # a rule above and one below: no front matter
    pairs = (("", header),) if data is None else tuple((key, said(v)) for key, v in data.items())
    return pairs, "\n".join(lines[end + 1 :]), end + 1


def _parsed(kind: str, header: str) -> Mapping[str, Any] | None:
    try:
        if kind == "toml":
            return tomllib.loads(header)
        parsed = yaml.parse("", header, 1)
    except (UnreadableError, tomllib.TOMLDecodeError, RecursionError):
        return None
    whole = isinstance(parsed.data, dict) and not any(p.kind == "error" for p in parsed.problems)
    return parsed.data if whole else None


def _addresses(text: str, above: int, beside: Beside) -> tuple[str, list[str], list[Picture]]:
    """The text without pictures and addresses that lead nowhere from here, what these said, and
    the pictures that come along."""
    gone: list[str] = []
    shown: list[Picture] = []
    number = 0

    def image(alt: str, address: str) -> str:
        if raw := beside(address):
            shown.append(Picture(address, " ".join(alt.split()), number + 1 + above, raw))
            return ""
        gone.append(f"{alt} ({address})" if alt else address)
        return "" if _NAMELESS.fullmatch(alt) else alt

    def picture(match: re.Match[str]) -> str:
        return image(match[1], match[2])

    def tag(match: re.Match[str]) -> str:
        found = {key.lower(): one or two for key, one, two in _ATTRIBUTE.findall(match[0])}
        return image(found.get("alt", ""), found.get("src", ""))

    def link(match: re.Match[str]) -> str:
        if _ALL.match(match[2]):
            return str(match[0])
        gone.append(f"{match[1]} ({match[2]})")
        return str(match[1])

    def anchor(match: re.Match[str]) -> str:
        if _ALL.match(match[1]):
            return str(match[0])
        gone.append(match[1])
        return str(match[2])

    shape = outline(text)
    lines = _inlined(text.split("\n"), shape, gone)
    _without_way(lines, shape, gone)
    for number, line in enumerate(lines):
        if shape.hidden[number] or not ("](" in line or "<" in line):
            continue
        line = _TAG_PICTURE.sub(tag, _PICTURE.sub(picture, line))
        lines[number] = _ANCHOR.sub(anchor, _LINK.sub(link, line))
    for one in shown:  # a heading with a picture alone is not empty
        at = one.line - 1 - above
        first = max((head.after for head in shape.headings if head.after <= at), default=0)
        last = min((h.first for h in shape.headings if h.first > at), default=len(lines))
        if not any(line.strip() for line in lines[first:last]):
            lines[at] = one.alt or one.address
    return "\n".join(lines), gone, shown


def _inlined(lines: list[str], shape: Outline, gone: list[str]) -> list[str]:
    """The lines with the addresses of links where the links are, which may come to stand in another
    file than the addresses below all of them; those that nothing refers to are gone."""
    found = [None if hid else _DEFINED.match(line)
             for line, hid in zip(lines, shape.hidden, strict=True)]  # fmt: skip
    known = {match[1].casefold(): match for match in found if match}
    if not known:
        return lines
    used: set[str] = set()

    def inline(match: re.Match[str]) -> str:
        name = (match[2] or match[1]).casefold()
        if name not in known:
            return str(match[0])
        used.add(name)
        return f"[{match[1]}]({known[name][2]})"

    made = [
        "" if match else line if hid else _REFERS.sub(inline, line)
        for line, match, hid in zip(lines, found, shape.hidden, strict=True)
    ]
    gone += [match[0].strip() for name, match in known.items() if name not in used]
    return made


def _without_way(lines: list[str], shape: Outline, gone: list[str]) -> None:
    """Take the last lines out that lead on through the site that the file was a page of, or tell
    when it was written."""
    while True:
        last = max((n for n, line in enumerate(lines) if line.strip()), default=0)
        way = lines[last].strip()
        above = lines[last - 1].strip() if last else "-"
        leads = "](" in way and _WAY.fullmatch(way) and _BETWEEN.search(way)
        if shape.hidden[last] or not ((leads and not above) or _DATED.fullmatch(way)):
            return
        lines[last] = ""
        gone.append(way)


def _tree(shape: Outline, above: int) -> Node:
    """Headings as nodes, each with those below it that are deeper."""
    heads = shape.headings
    starts = [head.first for head in heads] + [len(shape.lines)]
    top = _text(shape, 0, starts[0])

    def below(at: int, level: int) -> tuple[list[Node], int]:
        found: list[Node] = []
        while at < len(heads) and heads[at].level > level:
            head: Heading = heads[at]
            inside, after = below(at + 1, head.level)
            text = _text(shape, head.after, starts[at + 1])
            found.append(Node(head.title, text, head.first + 1 + above, tuple(inside), head.level))
            at = after
        return found, at

    return Node("", top, 1 + above, tuple(below(0, 0)[0]))


def _text(shape: Outline, start: int, end: int) -> str:
    """What stands from one line to another, without the rules that part it from what is around."""
    while end > start and not shape.hidden[end - 1] and _EMPTY.fullmatch(shape.lines[end - 1]):
        end -= 1
    while end > start and not shape.hidden[start] and _EMPTY.fullmatch(shape.lines[start]):
        start += 1
    return "\n".join(shape.lines[start:end]).rstrip()

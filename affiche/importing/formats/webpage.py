"""A web page in; its Markdown, and what its readers do not see or that leads around it, out.

Headings, paragraphs, lists, tables, lists of definitions, quotes, emphasis, links, pictures and
diagrams of Mermaid are kept. Scripts and styles are no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from affiche.importing.formats import drawn
from affiche.importing.formats.elements import BLOCKS, Element, parsed

_CODE = frozenset(("script", "style", "template", "link", "base"))
# What leads around a page, or is not shown as it is read.
_ASIDE = frozenset(("nav", "noscript", "svg", "button", "select", "datalist", "textarea", "iframe",
                    "object", "canvas", "audio", "video", "map", "title"))  # fmt: skip
_HEADS = {f"h{n}": n for n in range(1, 7)}
_LOUD = {"b": "**", "strong": "**", "em": "*", "i": "*"}
_LABEL = 60  # signs; a longer <dt> is a paragraph
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_WORD = re.compile(r"\w+")
# Signs that Markdown would take for more than signs.
_SIGN = re.compile(r"<(?=[a-zA-Z/!?])|(?<![\w\s])[*](?=\w)|(?<=\w)[*](?![\w\s])|`")


def decoded(raw: bytes) -> bytes:
    """The page in UTF-8, where it is in what it says itself."""
    said = _CHARSET.search(raw[:4096])
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return raw.decode(said[1].decode()).encode() if said else raw
        except (LookupError, UnicodeDecodeError):
            return raw
    return raw


def read(text: str) -> tuple[str, tuple[str, ...]]:
    """The page as Markdown, and what stands beside its text. Never raises."""
    root, remarks = parsed(text)
    page = _Page()
    body = "\n\n".join(page.blocks(root))
    title = " ".join(next((e.said() for e in root.all() if e.tag == "title"), "").split())
    if title and not re.search(r"^#{1,6} ", body, re.M):
        body = f"# {title}\n\n{body}"
    told = [one for one in page.besides if one and one != title]
    if title and title not in body:
        told.insert(0, title)
    told += _left(root, "\n".join((body, *told)))
    told += [" ".join(one.split()) for one in remarks]
    return body, tuple(one for one in told if one)


def _left(root: Element, text: str) -> list[str]:
    """What stands where no text can stand, such as in a table but in none of its cells."""
    missing = Counter(_WORD.findall(_shown(root))) - Counter(_WORD.findall(text))
    found = []
    for one in _texts(root) if missing else ():
        words = Counter(_WORD.findall(one))
        if words & missing:
            missing -= words
            found.append(" ".join(one.split()))
    return found


def _texts(one: Element) -> Iterator[str]:
    for inner in one.inside:
        if isinstance(inner, str):
            yield inner
        elif inner.tag not in _CODE:
            yield from _texts(inner)


class _Page:
    """Makes blocks of Markdown, and keeps what stands beside them."""

    def __init__(self) -> None:
        self.besides: list[str] = []
        self._articles = 0

    def blocks(self, element: Element) -> list[str]:
        """What stands in an element; text between blocks is a paragraph."""
        found: list[str] = []
        line = ""
        before: Element | str = ""
        for one in element.inside:
            if isinstance(one, Element) and self._is_block(one):
                found += _paragraph(line)
                line, before = "", ""
                found += self._block(one)
                continue
            if _touch(before, one):
                line += " "  # styles keep them apart
            line += self._inline(one)
            before = one
        return [*found, *_paragraph(line)]

    def _is_block(self, one: Element) -> bool:
        """Whether it begins a line of its own, by itself or by what is in it."""
        if one.tag in _CODE or self._is_beside(one):
            return False
        return one.tag in BLOCKS or any(inner.tag in BLOCKS for inner in one.all())

    def _is_beside(self, one: Element) -> bool:
        hidden = "hidden" in one.given or _HIDDEN.search(one.given.get("style", ""))
        around = one.tag in ("footer", "header") and not self._articles and not _heads(one)
        return bool(one.tag in _ASIDE or hidden or around)

    def _block(self, one: Element) -> list[str]:
        if one.tag in ("article", "main", "section", "blockquote", "figure", "dialog"):
            self._articles += 1
            found = self._told(one)
            self._articles -= 1
            return found
        return self._told(one)

    def _told(self, one: Element) -> list[str]:
        level = _HEADS.get(one.tag, 0)
        if one.given.get("role") == "heading":
            asked = one.given.get("aria-level", "2")
            level = min(int(asked), 6) if asked.isdigit() and asked != "0" else 2
        if level:
            return self._heading(one, level)
        if "mermaid" in one.given.get("class", "").split():
            return [f"```mermaid\n{one.said().strip()}\n```"]
        making = self._MAKING.get(one.tag)
        return making(self, one) if making else self.blocks(one)

    def _heading(self, one: Element, level: int) -> list[str]:
        text = drawn.unloud(" ".join(self.blocks(one)))
        return [f"{'#' * level} {text}"] if text else []

    def _list(self, one: Element, depth: int = 0) -> list[str]:
        lines: list[str] = []
        for item in one.inside:
            if not isinstance(item, Element):
                lines += [f"- {text}" for text in _paragraph(item)]
                continue
            if item.tag in ("ul", "ol", "menu"):
                lines += _shifted(self._list(item))
                continue
            blocks = self.blocks(item) if not self._is_beside(item) else []
            if blocks:
                lines += self._item(blocks, "1." if one.tag == "ol" else "-")
            else:
                self._inline(item)
        return ["\n".join(lines)] if lines else []

    def _item(self, blocks: Sequence[str], mark: str) -> list[str]:
        """An item: a line with the list below it, or more blocks of its own."""
        first = re.sub(r"^#{1,6} (.*)$", r"**\1**", blocks[0]).split("\n")
        head = f"{mark} {' '.join(first)}" if not first[0].startswith(("- ", "1. ")) else ""
        lines = [head] if head else _shifted(["\n".join(first)])
        for block in blocks[1:]:
            lists = block.startswith(("- ", "1. "))
            lines += _shifted([block]) if lists else ["", *_shifted([block]), ""]
        return lines if lines[-1] else lines[:-1]

    def _definitions(self, one: Element) -> list[str]:
        found: list[str] = []
        for item in _parts(one, ("dt", "dd"), ("div",)):
            blocks = self.blocks(item)
            if item.tag == "dt":
                term = drawn.unloud(" ".join(blocks)).rstrip(" :")
                short = bool(term) and len(term) <= _LABEL
                found += [f"**{term}:**"] if short else [term] if term else []
            elif len(blocks) == 1 and found and re.fullmatch(r"\*\*[^\n]*:\*\*", found[-1]) and (
                "\n" not in blocks[0] and not blocks[0].startswith("- ")
            ):  # fmt: skip
                found[-1] += f" {blocks[0]}"
            else:
                found += blocks
        return found

    def _table(self, one: Element) -> list[str]:
        found = [block for head in _parts(one, ("caption",)) for block in self.blocks(head)]
        rows = [
            ["\n\n".join(self.blocks(cell)) for cell in _parts(row, ("td", "th"))]
            for row in _parts(one, ("tr",), ("thead", "tbody", "tfoot"))
        ]
        rows = [row for row in rows if any(row)]
        return [*found, drawn.table(rows)] if rows else found

    def _quote(self, one: Element) -> list[str]:
        text = "\n\n".join(self.blocks(one))
        return ["\n".join(f"> {line}".rstrip() for line in text.split("\n"))] if text else []

    def _summary(self, one: Element) -> list[str]:
        text = drawn.unloud(" ".join(self.blocks(one)))
        return [f"**{text}**"] if text else []

    def _kept(self, one: Element) -> list[str]:
        lines = [line.strip() for line in one.said().split("\n") if line.strip()]
        return ["\n".join(_plain(line) for line in lines)] if lines else []

    _MAKING: Mapping[str, Callable[[_Page, Element], list[str]]] = {
        **dict.fromkeys(("ul", "ol", "menu"), _list),
        "dl": _definitions, "table": _table, "blockquote": _quote, "summary": _summary,
        "pre": _kept,
    }  # fmt: skip

    def _inline(self, one: Element | str) -> str:
        """Text on a line, its breaks kept as U+2028 until white space is laid together."""
        if isinstance(one, str):
            return _plain(one)
        if one.tag in _CODE:
            return ""
        if one.tag == "meta":
            if one.given.get("name", "").lower() in ("description", "keywords", "author"):
                self.besides.append(" ".join(one.given.get("content", "").split()))
            return ""
        if self._is_beside(one):
            self.besides.append(" ".join(_shown(one).split()))
            return ""
        if one.tag in ("br", "hr"):
            return "\u2028"
        if one.tag == "img":
            return self._picture(one)
        if one.tag in ("input", "meter", "progress"):
            return self._measured(one)
        parts: list[str] = []
        for number, inner in enumerate(one.inside):
            between = number and _touch(one.inside[number - 1], inner)
            parts.append((" " if between else "") + self._inline(inner))
        return _marked(one, "".join(parts))

    def _measured(self, one: Element) -> str:
        """A field or a bar, by what it stands at."""
        given = one.given
        if one.tag == "input":
            known = given.get("type", "text") in ("text", "range", "number")
            self.besides.append(given.get("placeholder", ""))
            return _plain(given.get("value", "")) if known else ""
        said = " ".join(one.said().split())
        most = f"/{given['max']}" if "max" in given else ""
        return said or (f"{given['value']}{most}" if given.get("value") else "")

    def _picture(self, one: Element) -> str:
        alt = re.sub(r"[\[\]\s]+", " ", one.given.get("alt", "")).strip()
        address = re.sub(r"\s", "%20", one.given.get("src", "").strip())
        if address.startswith("data:"):
            return _plain(alt)
        return f"![{alt}]({address})" if address and not re.search("[()<>]", address) else alt


def _marked(one: Element, text: str) -> str:
    """A text with its emphasis or address."""
    bare = text.strip(" \n\t\u2028")
    sign = _LOUD.get(one.tag, "")
    if one.tag == "a" and bare and "\u2028" not in bare:
        address = one.given.get("href", "").strip()
        if address and not re.search(r"[\s()<>]", address) and "](" not in bare:
            return text.replace(bare, f"[{bare}]({address})", 1)
    if not sign or not bare or "*" in bare or "\u2028" in bare:
        return text
    return text.replace(bare, f"{sign}{bare}{sign}", 1)


def _heads(one: Element) -> bool:
    return any(inner.tag in _HEADS for inner in one.all())


def _shown(one: Element) -> str:
    """What an element says that is not among the text, without its code."""
    parts = [one.given.get("alt", "")]
    for inner in one.inside:
        if isinstance(inner, str):
            parts.append(inner)
        elif inner.tag not in _CODE:
            parts.append(_shown(inner))
    return " ".join(parts)


def _touch(before: Element | str, after: Element | str) -> bool:
    """Whether two elements stand against each other, with no white space between."""
    both = isinstance(before, Element) and isinstance(after, Element)
    return both and "wbr" not in {one.tag for one in (before, after) if isinstance(one, Element)}


def _plain(text: str) -> str:
    return _SIGN.sub(lambda sign: f"\\{sign[0]}", text)


def _paragraph(text: str) -> list[str]:
    """A paragraph, if there is one; its breaks are lines."""
    lines = [" ".join(line.split()) for line in re.split("\u2028", text)]
    told = "\n".join(line for line in lines if line)
    return [drawn.escaped(told)] if told else []


def _shifted(blocks: Sequence[str]) -> list[str]:
    return [f"    {line}" if line else "" for block in blocks for line in block.split("\n")]


def _parts(one: Element, tags: Sequence[str], through: Sequence[str] = ()) -> Iterator[Element]:
    """The elements of some kind right in another one, or in what only groups them."""
    for inner in one.inside:
        if isinstance(inner, Element):
            if inner.tag in tags:
                yield inner
            elif inner.tag in through:
                yield from _parts(inner, tags, through)

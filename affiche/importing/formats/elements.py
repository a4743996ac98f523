"""The text of a web page in; its elements as a tree, out.

Browsers close what nobody closed: a paragraph by the next block, an item by the next item, a cell
by the next cell (HTML standard, "optional tags"). So does this; an end without a beginning is left
out. Never raises, and needs no more stack than DEEPEST elements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

DEEPEST = 120
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
))  # fmt: skip
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd",
    "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main",
    "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td",
    "textarea", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
# What a beginning ends when that is still open, and within what it looks for it.
_LISTS = frozenset(("ul", "ol", "menu"))
_TABLE = frozenset(("table",))
_ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), _LISTS),
    **dict.fromkeys(("dt", "dd"), (frozenset(("dt", "dd")), frozenset(("dl",)))),
    **dict.fromkeys(("td", "th"), (frozenset(("td", "th")), frozenset(("tr", "table")))),
    "tr": (frozenset(("tr",)), _TABLE),
    **dict.fromkeys(("thead", "tbody", "tfoot"),
                    (frozenset(("thead", "tbody", "tfoot", "tr")), _TABLE)),
    "option": (frozenset(("option",)), frozenset(("select",))),
}  # fmt: skip


@dataclass
class Element:
    """A tag, its attributes, and what stands in it: texts and elements."""

    tag: str
    given: Mapping[str, str]
    inside: list[Element | str] = field(default_factory=list)

    def all(self) -> Iterator[Element]:
        """This one and everything in it."""
        yield self
        for one in self.inside:
            if isinstance(one, Element):
                yield from one.all()

    def said(self) -> str:
        """All the text in it, in order."""
        return " ".join(one if isinstance(one, str) else one.said() for one in self.inside)


def parsed(text: str) -> tuple[Element, list[str]]:
    """The page, and the remarks in it."""
    reader = _Reader(convert_charrefs=True)
    reader.feed(text)
    reader.close()
    return reader.root, reader.remarks


class _Reader(HTMLParser):
    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.root = Element("", {})
        self.open = [self.root]
        self.remarks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_before(tag)
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(made)
        if tag not in VOID and len(self.open) < DEEPEST:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        at = next((n for n in range(len(self.open) - 1, 0, -1) if self.open[n].tag == tag), 0)
        if at:
            del self.open[at:]

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def handle_comment(self, data: str) -> None:
        self.remarks.append(data.strip())

    def _end_before(self, tag: str) -> None:
        if tag in BLOCKS and self.open[-1].tag == "p":
            self.open.pop()
        ends, within = _ENDS.get(tag, (frozenset(), frozenset()))
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag in within:
                break
            if self.open[at].tag in ends:
                del self.open[at:]
                break

"""Markdown in, safe HTML out: `inline` for a field, `block` for a body, `plain` for bare text.

Raw HTML is cleaned to a safe list; every address goes through the caller's `Resolve`, so that no
page links to what is not there and nothing is loaded from outside. People write the Markdown of
the places they know (GitHub, wikis), so `habits` first puts what those accept into the stricter
form that Python-Markdown needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from urllib.parse import SplitResult, urlsplit

import markdown
import nh3
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markupsafe import Markup

from affiche.outline import FENCE, outline

# Words with nothing in or between them that means anything in Markdown or in HTML: most fields.
BARE = re.compile(r"[^\W_](?: ?(?:[^\W_]|[,.;:?()\u2018\u2019\u201c\u201d\u2026/%-]))*")
# (attribute, address) → the address to use, or None to leave it out.
Resolve = Callable[[str, str], str | None]

EXTENSIONS = ("tables", "attr_list", "sane_lists", "fenced_code", "def_list", "footnotes")
# Everything that a field has none of; paragraphs stay.
BLOCKS = (
    "indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference",
)  # fmt: skip
TAGS = set(nh3.ALLOWED_TAGS) - {"header", "footer", "nav", "area", "map", "center", "h1"}
ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "*": {"class", "lang", "dir", "title"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
}

# Every element of HTML, old ones too, and those of drawings and formulas: what looks like a tag and
# is none of these is a text in pointed brackets. Source: HTML Living Standard, index of elements.
ELEMENTS = frozenset(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink
    blockquote body br button canvas caption center cite code col colgroup data datalist dd del
    details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame
    frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd
    keygen label legend li link listing main map mark marquee math menu menuitem meta meter nav
    nobr noembed noframes noscript object ol optgroup option output p param picture plaintext pre
    progress q rb rbc rp rt rtc ruby s samp script search section select selectedcontent slot small
    source spacer span strike strong style sub summary sup svg table tbody td template textarea
    tfoot th thead time title tr track tt u ul var video wbr xmp
    animate animatemotion animatetransform circle clippath defs desc ellipse filter foreignobject g
    line lineargradient marker mask metadata mpath path pattern polygon polyline radialgradient rect
    set stop switch symbol text textpath tspan use view
    annotation maction menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot
    mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics
    """.split()  # noqa: SIM905
)
TAG = re.compile(r"<(?=/?([A-Za-z][^\s/>]*)[^<>]*>)")
# How a cell is aligned. Pages hold no style attribute: a strict `style-src` would refuse it.
ALIGNED = re.compile(r'(<t[dh]\b[^>]*?) style="text-align:\s*(left|right|center|justify);?"')
ITEM = re.compile(r"^(?P<indent> *)(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])(?P<gap> +)(?=\S)")
RULE = re.compile(r"^ {0,3}([-*_])( *\1){2,} *$")
HEADING = re.compile(r"^ {0,3}#{1,6}(\s|$)")
TABLE_RULE = re.compile(r"^ *\|?( *:?-+:? *\|)+( *:?-+:? *)?$")
SHIFT = "    "
# A language behind a fence as Python-Markdown reads it; anything else would undo the fence.
LANGUAGE = re.compile(r"[\w#.+-]+")
# A summary too: it is the title of what a reader opens.
DRAWN_HEADING = re.compile(r"<(?:h[1-6]|summary)\b", re.IGNORECASE)
LABEL = re.compile(r"^\s*(\*\*|__)[^*_]+(\*\*\s*:|:\s*\*\*|__\s*:|:\s*__)")


def block(text: str, resolve: Resolve) -> Markup:
    """A whole body as HTML."""
    return Markup(_clean(_block_html(text), resolve))


def inline(text: str | None, resolve: Resolve) -> Markup:
    """A field's text as HTML without block elements; a line break becomes `<br>`."""
    if text and BARE.fullmatch(text):
        return Markup(text)
    return Markup(_clean(_inline_html(text), resolve)) if text else Markup("")


def scrolling(html: Markup, label: str) -> Markup:
    """The body of a page with each table in a region that scrolls, for the keyboard too."""
    around = Markup(
        '<div class="scroll-x" role="group" tabindex="0" aria-label="{}"><table'
    ).format(label)
    return Markup(str(html).replace("<table", around).replace("</table>", "</table></div>"))


@lru_cache(maxsize=16384)
def plain(text: str | None) -> str:
    """A field's text without any markup, for titles and alternative texts."""
    if not text:
        return ""
    return " ".join(inline(text.replace("\n", " "), lambda *_: None).striptags().split())


def draws_heading(text: str) -> bool:
    """Whether a body has a heading in it as it is drawn, in a list, a quote or raw HTML too."""
    return bool(DRAWN_HEADING.search(_block_html(text)))


@lru_cache(maxsize=4096)
def _block_html(text: str) -> str:
    return _parser().reset().convert(habits(text))


@lru_cache(maxsize=16384)
def _inline_html(text: str) -> str:
    broken = re.sub(r"(?<!\n)\n(?!\n)", "  \n", text.strip())
    html = _field_parser().reset().convert(broken)
    joined = re.sub(r"</p>\s*<p>", "<br>", html.strip())
    return re.sub(r"^<p>|</p>$", "", joined)


@lru_cache(maxsize=1)
def _parser() -> markdown.Markdown:
    parser = markdown.Markdown(extensions=list(EXTENSIONS), output_format="html")
    parser.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(.+?)~~", "del"), "del", 50)
    return parser


@lru_cache(maxsize=1)
def _field_parser() -> markdown.Markdown:
    """A parser that knows only paragraphs: a field that begins with "1." or "#" stays text."""
    parser = markdown.Markdown(extensions=["attr_list"], output_format="html")
    for name in BLOCKS:
        parser.parser.blockprocessors.deregister(name)
    parser.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(.+?)~~", "del"), "del", 50)
    return parser


def _clean(html: str, resolve: Resolve) -> str:
    """Most texts hold no address: those are the same on every page, and cleaned once."""
    if "href" in html or "src" in html:
        return _cleaned(html, resolve)
    return _cleaned_once(html)


@lru_cache(maxsize=16384)
def _cleaned_once(html: str) -> str:
    return _cleaned(html, lambda *_: None)


def _cleaned(html: str, resolve: Resolve) -> str:
    def kept(tag: str, attribute: str, value: str) -> str | None:
        return resolve(attribute, value) if attribute in ("href", "src") else value

    cleaned = nh3.clean(
        TAG.sub(_text_or_tag, html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=kept,
        filter_style_properties={"text-align"},
        link_rel="noopener noreferrer",
    )
    aligned = ALIGNED.sub(r'\1 data-align="\2"', cleaned)
    return re.sub(r"<img(?![^>]*\ssrc=)[^>]*>", _left_out, aligned)


def _text_or_tag(opening: re.Match[str]) -> str:
    """The bracket of a tag; of a word in pointed brackets ("<shrug>") as text, so that it stays.

    Names with a colon ("o:p") are what word processors leave.
    """
    name = opening[1].lower()
    return "<" if name in ELEMENTS or ":" in name else "&lt;"


def _left_out(picture: re.Match[str]) -> str:
    """A picture that cannot be shown leaves its alternative text behind."""
    alternative = re.search(r'alt="([^"]*)"', picture[0])
    return f'<span class="left-out">{alternative[1] if alternative else ""}</span>'


def habits(text: str) -> str:
    """The text as Python-Markdown wants it, with the meaning that other Markdowns give it.

    A list, heading, table or fence needs no blank line before it; nested items may be indented by
    two spaces; `1)` numbers too; a fence inside a list is code; and a run of "**Label**: value"
    lines keeps its lines.
    """
    lines = [*outline(text.expandtabs(4)).redrawn(), ("", "")]
    shaper = _Shaper()
    for (line, sort), (following, _) in pairwise(lines):
        shaper.take(line, following, sort)
    return "\n".join(shaper.out)


@dataclass
class _Item:
    """A list item that is open: the column of its mark, and whether its list is numbered."""

    indent: int
    numbered: bool


class _Shaper:
    """Takes lines one by one and keeps what is open: a fence, list items."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.items: list[_Item] = []
        self.fence = ""
        self.fence_indent = 0

    def take(self, line: str, following: str, sort: str = "") -> None:
        """One line; `sort` says what it is of a code block that the outline has."""
        indent = len(line) - len(line.lstrip(" "))
        # Deeper in a list than the outline looks, a fence is code too.
        opening = FENCE.match(line.lstrip(" ")) if self.items and not sort else None
        item = None if RULE.match(line) else ITEM.match(line)
        if self.fence:
            closes = opening and not opening[2].strip() and opening[1].startswith(self.fence)
            self._in_fence(line, sort == "end" or bool(closes))
        elif not line.strip():
            self.out.append("")
        elif sort or opening:
            fence = opening or FENCE.match(line)
            self._open_fence(fence[1] if fence else "```", line, indent)
        elif item and (self.items or indent < 4):
            self._item(item, indent)
        else:
            self._text(line, following, indent)

    def _gap(self) -> None:
        if self.out and self.out[-1].strip():
            self.out.append("")

    def _close(self, indent: int) -> None:
        """Close the items that something at this column does not belong to."""
        while self.items and indent < self.items[-1].indent + 2:
            self.items.pop()

    def _open_fence(self, fence: str, line: str, indent: int) -> None:
        self._close(indent)
        self.fence, self.fence_indent = fence, indent
        self._gap()
        if not self.items:
            language = LANGUAGE.match(line.strip().lstrip(fence[0]).strip())
            self.out.append(fence + (language[0] if language else ""))

    def _in_fence(self, line: str, ends: bool) -> None:
        if self.items and not ends:
            # Python-Markdown knows no fence inside a list: indent it as code instead.
            code = line[min(self.fence_indent, len(line) - len(line.lstrip())) :]
            self.out.append(SHIFT * (len(self.items) + 1) + code)
        elif self.items:
            self.out.append("")
        else:
            self.out.append(self.fence if ends else line)
        if ends:
            self.fence = ""

    def _item(self, item: re.Match[str], indent: int) -> None:
        numbered = item["number"] is not None
        if not self.items and numbered and item["number"] != "1" and self._in_paragraph():
            # "…in\n1984. It was": only a list that begins at 1 may break a paragraph.
            self.out.append(item.string)
            return
        last: _Item | None = None
        while self.items and indent < self.items[-1].indent + 2:
            last = self.items.pop()
        begins = last is None and not self.items
        changes = last is not None and last.numbered != numbered
        after_text = bool(self.out) and not ITEM.match(self.out[-1])
        if begins or changes or after_text:
            self._gap()
        self.items.append(_Item(indent, numbered))
        mark = f"{item['number']}." if numbered else item["mark"]
        self.out.append(SHIFT * (len(self.items) - 1) + f"{mark} {item.string[item.end() :]}")

    def _in_paragraph(self) -> bool:
        return bool(self.out) and bool(self.out[-1].strip()) and not HEADING.match(self.out[-1])

    def _text(self, line: str, following: str, indent: int) -> None:
        table = "|" in line and TABLE_RULE.match(following) and not self._after_row()
        if HEADING.match(line) or table or (LABEL.match(line) and indent < 2 and self.items):
            self.items.clear()
            self._gap()
        elif self.out and HEADING.match(self.out[-1]):
            self._gap()
        if self.items and (indent or not self.out[-1].strip()):
            self._close(indent)
            line = SHIFT * len(self.items) + line.strip() if self.items else line
        broken = LABEL.match(line) and LABEL.match(following)
        self.out.append(line + "  " if broken else line)

    def _after_row(self) -> bool:
        return bool(self.out) and "|" in self.out[-1]


def parted(address: str) -> SplitResult:
    """The parts of an address as content writes it; of one that cannot be read ("https://[", which
    begins an address that never ends) all parts are empty."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")

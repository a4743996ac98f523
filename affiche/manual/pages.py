"""Chapters in; the pages of the manual, and what its search looks through, out."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import markdown
from markupsafe import Markup

from affiche import __version__
from affiche.manual.chapters import LANGUAGES, Chapter, slug
from affiche.render.policy import guarded
from affiche.words import Words

ASSETS = Path(__file__).with_name("assets")
_LINK = re.compile(r'href="(?P<file>[\w.-]*\.md)?(?:#(?P<anchor>[^"]*))?"')
_PICTURE = re.compile(r"<!-- picture: (?P<name>[\w-]+) \| (?P<told>.+?) -->")
_HEADING = re.compile(r"<h(?P<level>[23])(?: id=\"[^\"]*\")?>(?P<said>.*?)</h[23]>", re.S)
_TAG = re.compile(r"<[^>]+>")
Shot = tuple[str, int, int]


@dataclass(frozen=True)
class Made:
    """A chapter with its text as HTML."""

    chapter: Chapter
    html: Markup


def text(chapter: Chapter, chapters: Sequence[Chapter], pictures: Mapping[str, Shot]) -> Markup:
    """The Markdown of a chapter as HTML, with links between pages and the pictures that there are.

    `pictures`: name → address, width and height.
    """

    def picture(match: re.Match[str]) -> str:
        if match["name"] not in pictures:
            return ""
        told = html.escape(match["told"])
        address, width, height = pictures[match["name"]]
        size = f' width="{width}" height="{height}"'
        return (
            f'<figure class="shot"><img src="{html.escape(address)}" alt="{told}"{size}>'
            f"<figcaption>{told}</figcaption></figure>"
        )

    body = _PICTURE.sub(picture, chapter.text)
    drawn = markdown.markdown(body, extensions=["tables", "fenced_code", "attr_list", "sane_lists"])
    drawn = drawn.replace("<table>", '<div class="wide" tabindex="0"><table>')
    drawn = drawn.replace("</table>", "</table></div>")
    drawn = drawn.replace("<pre>", '<pre tabindex="0">')
    drawn = _HEADING.sub(_with_id, drawn)
    return Markup(_LINK.sub(lambda match: _href(match, chapter, chapters), drawn))


def _with_id(match: re.Match[str]) -> str:
    said = match["said"]
    return f'<h{match["level"]} id="{_anchor(said)}">{said}</h{match["level"]}>'


def _anchor(said: str) -> str:
    return slug(html.unescape(_TAG.sub("", said)))


def _href(match: re.Match[str], chapter: Chapter, chapters: Sequence[Chapter]) -> str:
    """A link of the Markdown files as one between pages; what is not in the manual stays."""
    source, anchor = match["file"] or chapter.source, match["anchor"] or ""
    within = [one for one in chapters if one.source == source]
    if not match["file"] and not anchor:
        return match[0]
    target = next((one for one in within if anchor in one.anchors), within[0] if within else None)
    if target is None:
        return match[0] if not match["file"] else 'href="index.html"'
    tail = "" if not anchor or anchor == slug(target.title) else f"#{anchor}"
    return f'href="{target.id}.html{tail}"'


# Pages ------------------------------------------------------------------------------------------


def environment(words: Words) -> jinja2.Environment:
    """The templates of the manual, in one language."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ASSETS), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    made.install_gettext_callables(  # type: ignore[attr-defined]
        words.gettext, words.ngettext, newstyle=False, pgettext=words.pgettext
    )
    made.globals |= {"say": words.say, "label": words.label}
    return made


def page(made: Made, all_: Sequence[Made], words: Words) -> str:
    """One page, with its policy."""
    at = all_.index(made)
    other = next(one for one in LANGUAGES if one != words.language)
    template = environment(words).get_template("page.html.j2")
    return guarded(
        template.render(
            language=words.language, other=other, chapter=made.chapter, html=made.html,
            groups=list(_groups([one.chapter for one in all_], words)),
            parts=list(_parts(made)), firsts={one.chapter.id: _first(one) for one in all_},
            before=all_[at - 1].chapter if at else None,
            after=all_[at + 1].chapter if at + 1 < len(all_) else None,
            version=__version__,
        )
    )  # fmt: skip


def start(words: Words) -> str:
    """The first page, where the language is chosen."""
    named = {"nl": "Handleiding in het Nederlands", "en": "Manual in English"}
    first = words.language if words.language in named else LANGUAGES[0]
    ways = sorted(named.items(), key=lambda one: one[0] != first)
    template = environment(words).get_template("start.html.j2")
    return guarded(template.render(language=first, ways=ways))


def _groups(chapters: Sequence[Chapter], words: Words) -> Iterator[tuple[str, list[Chapter]]]:
    for group in dict.fromkeys(one.group for one in chapters):
        yield words.gettext(group), [one for one in chapters if one.group == group]


def _first(made: Made) -> str:
    """The first sentence of a chapter, for whoever chooses one."""
    found = re.search(r"<p>(.*?)</p>", str(made.html), re.S)
    said = " ".join(html.unescape(_TAG.sub("", found[1])).split()) if found else ""
    sentence = re.match(r".{10,160}?[.!?:](?=\s|$)", said)
    return sentence[0] if sentence and made.chapter.source else ""


def _parts(made: Made) -> Iterator[tuple[str, str]]:
    """The headings of a page, when there are enough to choose from."""
    for level in ("2", "3"):
        found = [m for m in _HEADING.finditer(made.html) if m["level"] == level]
        if len(found) > 2:
            yield from ((_id(m), html.unescape(_TAG.sub("", m["said"]))) for m in found)
            return


def _id(match: re.Match[str]) -> str:
    found = re.search(r'id="([^"]*)"', match[0])
    return found[1] if found else _anchor(match["said"])


def search_data(made: Sequence[Made]) -> str:
    """A script with every part of every chapter: its title, its address and its words."""
    entries: list[Mapping[str, Any]] = []
    for one in made:
        pieces = re.split(r"(?=<h[23] )", str(one.html))
        for piece in pieces:
            head = _HEADING.match(piece)
            title = one.chapter.title
            path = f"{one.chapter.id}.html"
            if head:
                title = f"{title}: {html.unescape(_TAG.sub('', head['said']))}"
                path += f"#{_id(head)}"
            said = " ".join(html.unescape(_TAG.sub(" ", piece)).split())
            if said:
                entries.append({"title": title, "path": path, "text": said})
    listed = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    return f"window.AFFICHE_MANUAL = {listed};\n"

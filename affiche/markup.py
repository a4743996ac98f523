"""Markdown in, safe HTML out: `inline` for a field, `block` for a body.

Raw HTML is cleaned to a safe list; every address goes through the caller's `Resolve`, so that no
page links to what is not there and nothing is loaded from outside.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import markdown
import nh3
from markupsafe import Markup, escape

# (attribute, address) → the address to use, or None to leave it out.
Resolve = Callable[[str, str], str | None]

EXTENSIONS = ("tables", "attr_list", "sane_lists", "fenced_code", "def_list")
TAGS = set(nh3.ALLOWED_TAGS) - {"header", "footer", "nav", "area", "map", "center", "h1"}


@lru_cache(maxsize=1)
def _parser() -> markdown.Markdown:
    return markdown.Markdown(extensions=list(EXTENSIONS), output_format="html")


def block(text: str, resolve: Resolve) -> Markup:
    """A whole body as HTML."""
    html = _parser().reset().convert(text)
    return Markup(_clean(html, resolve))


def inline(text: str | None, resolve: Resolve) -> Markup:
    """A field's text as HTML without block elements; a line break becomes `<br>`."""
    if not text:
        return Markup("")
    html = _parser().reset().convert(text.replace("\n", "  \n"))
    cleaned = _clean(html, resolve)
    return Markup(re.sub(r"^<p>|</p>$", "", cleaned.strip()).replace("</p>\n<p>", "<br>"))


def plain(text: str | None) -> str:
    """A field's text without any markup, for titles and alternative texts."""
    return " ".join(Markup(inline(text, lambda _, __: None)).striptags().split())


def _clean(html: str, resolve: Resolve) -> str:
    def kept(tag: str, attribute: str, value: str) -> str | None:
        return resolve(attribute, value) if attribute in ("href", "src") else value

    cleaned = nh3.clean(html, tags=TAGS, attribute_filter=kept, link_rel="noopener noreferrer")
    return re.sub(r'<img(?![^>]*\ssrc=)[^>]*?(?:alt="([^"]*)")?[^>]*>', _left_out, cleaned)


def _left_out(match: re.Match[str]) -> str:
    return f'<span class="left-out">{escape(Markup(match[1] or "").unescape())}</span>'

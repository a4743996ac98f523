"""A finished page or sheet in; the addresses elsewhere that it would load from by itself, out.

A template is code, and may put an address together as it likes; so not what it says is looked at
(`themes.files` does that, and knows the line at once), but what it made, as a browser reads it. A
link that a reader may follow loads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from jinja2 import TemplateRuntimeError

from affiche.themes import css

# One of these stands in every address with a server, and in hardly anything else: two slashes, the
# end of a scheme that has one (http, https, ftp, ws, wss, file), or a character that may stand for
# one of theirs; those of ours are quotes, and the name of SVG.
MAYBE = re.compile(
    r"[/\\:&](?<!xmlns=\"http:)(?<!xmlns=\"http:/)(?:(?<=[/\\])[\t\n\r]*[/\\]|(?<=\\)"
    r"|(?<=[tpwslTPWSL\t\n\r][psePSE\t\n\r]:)(?=[^\s:;])"
    r"|(?<=&)(?:#(?!3[49];)|sol|bsol|colon|Tab|NewLine))"
)
# The attributes of one element, and its end. Source: HTML Living Standard, 13.2.5.32 and on.
NAME = re.compile(r"<([a-zA-Z][^\s/>]*)")
ATTRIBUTE = re.compile(
    r"[\s/]*(?:>|(?P<name>[^\s/>][^\s/>=]*)"
    r"(?:\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s>]*)))?)"
)
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style", re.I | re.S)
# Addresses, in lists of them, in CSS, and of SVG's animations; what they belong to says the rest.
ADDRESSES = {"src", "href", "xlink:href", "poster", "background", "data", "action", "formaction",
             "manifest", "to", "from", "codebase", "classid", "profile"}  # fmt: skip
LISTS = {"srcset", "imagesrcset", "ping", "archive", "values"}
PAINTS = {"style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker",
          "marker-start", "marker-mid", "marker-end"}  # fmt: skip
# Links of a page that say something and load nothing. Source: HTML Living Standard, 4.6.7.
SAYING = {"canonical", "alternate", "author", "bookmark", "help", "license", "me", "next", "prev",
          "search", "tag", "up", "home"}  # fmt: skip
# With a scheme, or a server without one; browsers take \ for / there. Source: URL Standard, 4.4.
ELSEWHERE = re.compile(r"(?!data:|affiche:)[a-z][a-z\d+.-]*:|[/\\]{2}", re.I)


class LoadsElsewhereError(TemplateRuntimeError):
    """A template makes a page or a sheet that would load `address` by itself."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(f"{address} would be loaded from elsewhere")


class Loaded(NamedTuple):
    """An address as it would be fetched, and a character of the page that stands in it or near,
    counted from 1."""

    address: str
    near: int


def elsewhere(html: str) -> Iterator[Loaded]:
    """Each address of another place that `html` would load from, from the top."""
    done = 0
    for maybe in MAYBE.finditer(html):
        at, before = maybe.start(), done
        if at < before:
            continue
        start = done = at  # in a text, unless an element that holds it begins before
        while done == at and (start := html.rfind("<", before, start)) >= 0:
            if opened := NAME.match(html, start):
                end, found = _read(html, opened)
                if end > at:
                    done = end
                    yield from (Loaded(one, maybe.end()) for one in found)


def _read(html: str, opened: re.Match[str]) -> tuple[int, Iterator[str]]:
    """Where an element ends (its start, or a whole style sheet); what it loads of elsewhere."""
    element, end = opened[1].lower(), opened.end()
    if element == "style" and (written := STYLE.match(html, opened.start())):
        return written.end(), _css(written[1])
    attributes: dict[str, str] = {}
    while (found := ATTRIBUTE.match(html, end)) and found["name"]:
        end = found.end()
        value = next((found[each] for each in "abc" if found[each] is not None), "")
        attributes.setdefault(found["name"].lower(), unescape(value))
    return end, _of(element, attributes)


def _of(element: str, attributes: dict[str, str]) -> Iterator[str]:
    """The addresses of elsewhere that one element loads from."""
    rel = set(attributes.get("rel", "").lower().split())
    follows = element in ("a", "area") or (element == "link" and rel and rel <= SAYING)
    for name, value in attributes.items():
        if name in ADDRESSES and not (follows and name in ("href", "xlink:href")):
            yield from _outside([value])
        elif name in LISTS:
            yield from _outside(re.split(r"[\s,;]+", value))
        elif name in PAINTS:
            yield from _css(value)
        elif name == "srcdoc":
            yield from (one.address for one in elsewhere(value))
        elif name == "content" and attributes.get("http-equiv", "").lower() == "refresh":
            yield from _outside([re.sub(r"^[\d.\s]*[;,]?\s*(?:url\s*=)?\s*['\"]?", "", value)])


def _css(written: str) -> Iterator[str]:
    """Of a style sheet or a part of one; what cannot be followed may lead anywhere."""
    read = css.read(written)
    yield from _outside([one.written for one in read.addresses])
    if read.refused:
        yield written.strip()


def _outside(addresses: list[str]) -> Iterator[str]:
    """Those of another place, without what a browser leaves out of them. Source: URL Standard."""
    for address in addresses:
        bare = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33))))
        if ELSEWHERE.match(bare):
            yield bare

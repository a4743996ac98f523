"""The HTML of a sheet in; the HTML without its style sheets, and these ready for WeasyPrint, out.

A style sheet is parsed rule by rule, each rule once in the life of a worker: a sheet is laid out
several times with other sizes, and from one layout to the next only a few rules differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cssselect2  # type: ignore[import-untyped]

# The style sheets of a head, as our templates and `affiche.render.own` write them.
HEAD_ENDS = "</head>"
ELEMENT = re.compile(r"<style>(.*?)</style>\s*", re.DOTALL)
# What ends or nests a rule; comments, strings and escaped signs are passed by.
SIGN = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\\.|[{};]", re.DOTALL)
# Rules that say nothing but for themselves. Others (@font-face, @import, @layer…) do something to
# what stands around them, and are left to WeasyPrint.
ALONE = re.compile(r"(?:\s|/\*.*?\*/)*(?:[^@\s]|@page\b|@media\b|$)", re.DOTALL)
# As many rules as are kept; those of all kinds of sheets in one theme are about a thousand.
KEPT = 8_000


Matching = Callable[[Sequence[Hashable]], Any]
"""What tells selectors from others, for each rule → an empty matcher for them."""


def plainly(selectors: Sequence[Hashable]) -> Any:
    """A matcher as cssselect2 makes it."""
    return cssselect2.Matcher()


@dataclass(frozen=True)
class Rule:
    """A rule as parsed: its selectors with their declarations, and those for pages."""

    selectors: tuple[tuple[Any, Any], ...]
    pages: tuple[Any, ...]
    key: tuple[str, int]
    """Tells its selectors from others: as they are written, and how many they are."""


class Ready:
    """A style sheet as WeasyPrint takes it in `stylesheets`."""

    def __init__(self, rules: list[Rule], matcher: Matching) -> None:
        self.matcher = matcher([rule.key for rule in rules])
        self.page_rules = [page for rule in rules for page in rule.pages]
        self.layers: list[str] = []
        for rule in rules:
            for selector, declarations in rule.selectors:
                self.matcher.add_selector(selector, declarations)


class _Noting:
    """Notes the selectors that WeasyPrint adds."""

    def __init__(self) -> None:
        self.noted: list[tuple[Any, Any]] = []

    def add_selector(self, selector: Any, declarations: Any) -> None:
        self.noted.append((selector, declarations))


class Styles:
    """Style sheets, their rules parsed once."""

    def __init__(self, css: Any, matcher: Matching = plainly) -> None:
        """`css` is WeasyPrint's CSS; `matcher` makes what selectors are added to."""
        self._css = css
        self._matcher = matcher
        self._rules: dict[str, Rule] = {}

    def apart(self, html: str) -> tuple[str, list[Ready]]:
        """The page without its style sheets, and these. Where a rule does something to others, the
        page stays as it is. What WeasyPrint complains of is logged, each time anew."""
        head, ends, body = html.partition(HEAD_ENDS)
        rules = [rule for sheet in ELEMENT.findall(head) for rule in split(sheet)]
        if not rules or not all(map(ALONE.match, rules)):
            return html, []
        if len(self._rules) > KEPT:
            self._rules.clear()
        return ELEMENT.sub("", head) + ends + body, [self._ready(rules)]

    def _ready(self, rules: list[str]) -> Ready:
        return Ready([self._parsed(one) for one in rules], self._matcher)

    def forget(self) -> None:
        """Parse everything anew: what was complained of has to be said again."""
        self._rules.clear()

    def _parsed(self, text: str) -> Rule:
        if text not in self._rules:
            noting = _Noting()
            sheet = self._css(string=text, matcher=noting)
            key = _selectors(text), len(noting.noted)
            self._rules[text] = Rule(tuple(noting.noted), tuple(sheet.page_rules), key)
        return self._rules[text]


def _selectors(rule: str) -> str:
    """What stands before the declarations of a rule; all of one that holds others."""
    opening = [sign.start() for sign in SIGN.finditer(rule) if sign[0] == "{"]
    return rule[: opening[0]] if len(opening) == 1 else rule


def split(sheet: str) -> Iterator[str]:
    """The rules of a style sheet, one after the other; together they are the sheet."""
    began = depth = 0
    for sign in SIGN.finditer(sheet):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if sign[0] in ("}", ";") and depth <= 0:
            yield sheet[began : sign.end()]
            began, depth = sign.end(), 0
    if sheet[began:].strip():
        yield sheet[began:]

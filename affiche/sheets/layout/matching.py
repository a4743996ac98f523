"""An element of a page in; the rules of a style sheet that are for it out, asked once for all that
stand alike, on whatever sheet and in whatever size of type.

What a selector asks of an element is its tag, its attributes and whether it is empty, and the same
of what it stands in and between. Two elements that are alike in all of that have the same rules.
What asks for more (`:has`, or attributes that are left aside here) is asked of each element.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from itertools import count
from typing import Any

from cssselect2 import ElementWrapper, Matcher  # type: ignore[import-untyped]

# What no selector asks for, and what differs from element to element.
ASIDE = frozenset(
    ("alt", "aria-hidden", "aria-label", "data-block", "data-bleeds", "data-columns",
     "data-drawing", "src", "style")
)  # fmt: skip
# An attribute, or what is in an element, that a selector asks for.
ASKED = re.compile(r"\[\s*([\w-]+)|(:has)\b")
# Ways to stand, style sheets, and the ways to stand in each, that are kept.
WAYS, SHEETS, EACH = 50_000, 64, 20_000

_ways: dict[Hashable, int] = {}
_fresh = count()
_sheets: dict[Hashable, dict[int, tuple[Any, ...]]] = {}


def matcher(selectors: Sequence[Hashable]) -> Matcher:
    """An empty matcher for a style sheet of these selectors, in their order: whatever tells them
    from others, and how many they are."""
    asked = {name or has for key in selectors for name, has in ASKED.findall(str(key))}
    return Matcher() if asked & {*ASIDE, ":has"} else Alike(tuple(selectors))


def alike(known: Matcher) -> Alike:
    """A matcher that has the rules of another one."""
    made = Alike(id(known))
    made.__dict__.update(vars(known))
    named = (known.id_selectors, known.class_selectors, known.lower_local_name_selectors,
             known.namespace_selectors)  # fmt: skip
    lists = (*(each for held in named for each in held.values()),
             known.lang_attr_selectors, known.other_selectors)  # fmt: skip
    made._payloads = {entry[2]: entry[4] for each in lists for entry in each}
    return made


class Alike(Matcher):  # type: ignore[misc]
    """A matcher that knows the rules of elements that stand as others did."""

    def __init__(self, selectors: Hashable) -> None:
        super().__init__()
        if len(_sheets) >= SHEETS:
            _sheets.clear()
        self._found = _sheets.setdefault(selectors, {})
        self._payloads: dict[int, Any] = {}

    def add_selector(self, selector: Any, payload: Any) -> None:
        """Add a selector, and what is said of the elements that it selects."""
        super().add_selector(selector, payload)
        self._payloads[self.order] = payload

    def match(self, element: Any) -> list[tuple[Any, ...]]:
        """(specificity, order, pseudo-element, what is said) of each selector for an element."""
        way = stands(element)
        found = self._found.get(way)
        if found is None:
            every: list[tuple[Any, ...]] = super().match(element)
            if len(self._found) >= EACH:
                self._found.clear()
            self._found[way] = tuple(entry[:3] for entry in every)
            return every
        return [(*entry, self._payloads[entry[1]]) for entry in found]


def stands(element: ElementWrapper) -> int:
    """The same for elements that stand alike."""
    held = element.__dict__
    if "affiche_stands" not in held:
        around = element.parent
        if around is None:
            held["affiche_stands"] = _number(_said(element.etree_element))
        else:
            held["affiche_stands"] = _number((stands(around), _family(around), element.index))
    return int(held["affiche_stands"])


def _family(around: ElementWrapper) -> int:
    """The same for elements that hold such as are alike."""
    held = around.__dict__
    if "affiche_family" not in held:
        held["affiche_family"] = _number(tuple(map(_said, around.etree_children)))
    return int(held["affiche_family"])


def _said(element: Any) -> tuple[Hashable, ...]:
    """What selectors ask of an element itself."""
    said = (each for each in element.attrib.items() if each[0] not in ASIDE)
    return element.tag, len(element) == 0 and not element.text, *said


def _number(way: Hashable) -> int:
    if way not in _ways:
        if len(_ways) >= WAYS:
            _ways.clear()
        _ways[way] = next(_fresh)
    return _ways[way]

"""A circle of readers in; the keys of fields that it may not see, and where a file shows one, out.

A field that nobody read as a field stands in a file together with its key. The leak search knows
only the texts of what was read, so it looks for the keys as well.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from affiche.leaks.fields import Leaf
from affiche.leaks.views import MARKUP, TAG, UNSEEN_PARTS
from affiche.model import Visibility
from affiche.reading.guarded import guarded_keys
from affiche.reading.shapes import SIGN

# Tags that go on within a line; any other begins one.
_WITHIN = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
_BEFORE = r"^[\s\"'“”>*+•#-]*"  # what may stand in front of a key in YAML


class Keys:
    """Looks for keys. `leaves` are what they stand for, in the order of the numbers found."""

    def __init__(self, seen: frozenset[Visibility]) -> None:
        hidden = {name: level for name, level in guarded_keys().items() if level not in seen}
        self.leaves = tuple(
            Leaf("", name, f"{name}:", level) for name, level in sorted(hidden.items())
        )
        self._numbers = {leaf.field: number for number, leaf in enumerate(self.leaves)}
        self._sure_names = tuple(name for name in hidden if "_" in name)
        sure = "|".join(self._sure_names)
        # In a page's source a > ends the tag that a key is in: <option value="notes_internal">.
        self._sure = re.compile(rf"(?<![\w/.-])({sure})[\"'“”`*\s]*(?![<>=]){SIGN}")
        self._line = re.compile(rf"{_BEFORE}({'|'.join(hidden)})[\"'“”]?\s*{SIGN}", re.MULTILINE)

    def anywhere(self, text: str) -> Iterator[int]:
        """The keys that no prose has, before a colon, wherever they stand in a text."""
        if any(name in text for name in self._sure_names):  # a pattern takes ten times as long
            yield from {self._numbers[name] for name in self._sure.findall(text)}

    def in_lines(self, file: str, content: bytes) -> Iterator[int]:
        """The keys that begin a line of a page, before a colon and in small letters."""
        if PurePosixPath(file).suffix not in MARKUP:
            return
        text = UNSEEN_PARTS.sub("\n", content.decode("utf-8", "replace"))
        if not self._may_begin_a_line(text):
            return
        shown = html.unescape(TAG.sub("\n", _WITHIN.sub("", text)))
        yield from {self._numbers[name] for name in self._line.findall(shown)}

    def _may_begin_a_line(self, text: str) -> bool:
        """Whether a key is among all that a page shows, of which lines are a part; most pages have
        none. A page that ends within a tag, or with one of a line, may hide it from this."""
        last = text.rfind("<")
        if not text.rstrip().endswith(">") or _WITHIN.match(text, max(last, 0)):
            return True
        bare = TAG.sub("", text)
        opened = html.unescape(bare)
        return any(name in bare or name in opened for name in self._numbers)


@lru_cache(maxsize=4)
def keys(*seen: Visibility) -> Keys:
    """The search for keys of what these circles may not see."""
    return Keys(frozenset(seen))

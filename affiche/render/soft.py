"""A name and a language in; the name with soft hyphens in its long words, out.

Browsers hyphenate with dictionaries that some do not have, and then break anywhere, without a
hyphen. In narrow columns the places are given to them; what is read aloud or found stays a word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

HYPHEN = "\u00ad"
# Shorter words fit in a column of the map; and no piece is shorter than this.
LONG, PIECE = 13, 3
_WORD = re.compile(r"[^\W\d_]+")


def soft(text: str, language: str, long: int = LONG) -> str:
    """The text, whose words of so many letters may break with a hyphen."""
    return _WORD.sub(
        lambda word: _parted(word[0], language) if len(word[0]) >= long else word[0], text
    )


@lru_cache(maxsize=4096)
def _parted(word: str, language: str) -> str:
    known = _dictionary(language)
    return str(known.inserted(word, HYPHEN)) if known else word


@lru_cache(maxsize=8)
def _dictionary(language: str) -> Any:
    # Seldom needed, and slow to begin.
    from pyphen import Pyphen, language_fallback  # type: ignore[import-untyped]

    found = language_fallback(language)
    return Pyphen(lang=found, left=PIECE, right=PIECE) if found else None

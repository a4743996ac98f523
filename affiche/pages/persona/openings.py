"""A line that is too long for its place in; its beginning, as far as there is room, out. Pure.

What is cut shows that it is: it ends in an ellipsis.
"""

from __future__ import annotations

import re

from affiche.markup import plain
from affiche.pages.persona.poster.parts import WIDE

MORE = " …"
LONG_WORD = re.compile(r"\w{23,}")
PLACE = re.compile(r"(\w{7,11}?)(?=[^\W\daeiouyäëïöü][aeiouyäëïöü]\w{3})", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")


def opening(text: str, letters: int) -> str:
    """The first sentences of inline Markdown, up to so many letters; else the first words. The same
    text when all of it has room."""
    if len(text) <= letters:
        return text
    bare = " ".join(plain(text).split())
    return (_sentences(bare, letters) or _words(bare, letters)) + MORE


def longest_word(name: str) -> str:
    """What of a name has to stand on one line; scripts without blanks break anywhere."""
    return max(WIDE.sub(" ", name).split(), key=len, default="")


def breakable(name: str) -> str:
    """The name with soft hyphens in its very long words, each before a consonant that a vowel
    follows: no dictionary knows them."""
    return LONG_WORD.sub(lambda found: PLACE.sub("\\1\u00ad", found[0]), name)


def _sentences(text: str, letters: int) -> str:
    found = ""
    for sentence in SENTENCE.split(text):
        longer = f"{found} {sentence}".strip()
        if len(longer) > letters:
            break
        found = longer
    return found


def _words(text: str, letters: int) -> str:
    """As many words as there is room for; of a script without blanks, letters."""
    cut = text[:letters]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(",;: ")

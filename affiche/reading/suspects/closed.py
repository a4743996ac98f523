"""A text in; whether it says of itself that it is not for everybody, or speaks aloud, out."""

from __future__ import annotations

import re

from affiche.reading import guarded
from affiche.reading.guarded import folded
from affiche.reading.shapes import shape

LOUD_LINE = re.compile(r"[^\w]*(?:\*\*|__)+(?P<said>[^*_]{1,60})(?:\*\*|__)+[^\w]*")
_ALL_LOUD = re.compile(r"\W*(?:\*\*|__)+(?P<said>[^*_]+)(?:\*\*|__)+\W*")
_BOLD = re.compile(r"(?:</?(?:b|strong|p|center|font|u)\b[^<>]*>)+", re.I)
SENTENCE = re.compile(r"(?<=[.!?…;»\">])\s+|\s{2,}")
ENDS = re.compile(r"[.!?…,;][\"'*_)]*$")
TITLE = 40  # characters that a heading has at most
# What a text says first, and of itself: in brackets, before a colon, or as its whole line.
_MARKED = re.compile(
    r"[\s>*_#+\"'`-]*(?:[(\[{](?P<marked>[\w’ ]{3,20})[)\]}]|(?P<label>[\w’ ]{3,20}?)[*_\"'` ]*:"
    r"|(?P<line>[\w’ ]{3,20}?)[*_\"'` ]*$)"
)
# Behind a mark, a number of a chapter or a list, or what makes a heading of it elsewhere.
_FIRST_WORDS = re.compile(
    r"(?:[\W_]|\d{1,3}[.)]|[ivxl]{1,5}[.)]|[a-z][.)]|h[1-6]\.\s"
    r"|(?:part|chapter|(?:sub)*section|(?:sub)?paragraph|textbf)\*?\{)*"
    r"([^\W_][\w’']*)(?: (intern\w?))?"
)


def loud(line: str) -> str:
    """What a line says when all of it is bold; or ""."""
    match = _ALL_LOUD.fullmatch(_BOLD.sub("**", shape(line)))
    return match["said"].strip() if match else ""


def says_closed(text: str) -> bool:
    """Whether a text begins by saying that it is not for everybody: "Intern: …"."""
    first = _FIRST_WORDS.match(shape(text).casefold())
    if not first:
        return False
    closed = guarded.closed_words()
    return first[1] in closed or " ".join(filter(None, first.groups())) in closed


def is_for_colleagues(plain: str) -> bool:
    """Whether a line, or a sentence in it, says for whom it is and nothing else before a colon,
    in brackets, or as a line of its own: "Intern: …", "(intern) …", "**Vertrouwelijk**".

    More words make prose of it: "Interne motivatie: trots" is what a persona is about.
    """
    closed = guarded.closed_words()
    for part in SENTENCE.split(plain):
        said = _MARKED.match(part)
        if said and folded(said["marked"] or said["label"] or said["line"]) in closed:
            return True
    return False


def is_title(text: str) -> bool:
    """Whether a text is as short as a heading, does not end as a sentence does, and says that it
    is not for everybody."""
    text = text.strip()
    return len(text) <= TITLE and not ENDS.search(text) and says_closed(text)

"""A line whose text has a sign of YAML in it in; the line with the text between quotes, out."""

from __future__ import annotations

import re

from affiche.reading.syntax import lines as anatomy
from affiche.reading.syntax.lines import Line
from affiche.reading.syntax.signs import restored

LONGEST = 160  # characters of a line that a message writes out
# What is told of a text that has a sign of YAML in it, where nobody knows its line.
QUOTES = "Put the whole text between quotes"
_FIELD = re.compile(r"(\s*(?:- +)*)(?:([^\s:#\"'\[{][^:#\"'\[{]*?):(?: +|$))?")


def typed_as_text(line: str, sign: str) -> str:
    """What to type instead of this line to make a text of its value, which begins with `sign`;
    empty when it does not, or when that is too long to show."""
    (part,) = anatomy.anatomy([line])
    made = restored(between_quotes(part).strip()) if part.value.startswith(sign) else ""
    return made if len(made) <= LONGEST else ""


def whole_between_quotes(line: str, column: int) -> str:
    """The line with quotes around the whole text of its field or item, with what looks like a
    remark or a field in it; empty when there is none, or when quotes stand there. `column` (from
    0) is that of the mistake: at the key of an item, the item itself is the text."""
    match = _FIELD.match(line)
    start = match.end() if match else 0
    if match and match[2] and column < match.start(2) + len(match[2]) and "- " in match[1]:
        start = match.end(1)
    said = line[start:].rstrip()
    return "" if not said or said[0] in "\"'|>" else line[:start] + quoted(said)


def between_quotes(line: Line) -> str:
    """The line with quotes around its value."""
    return line.text[: line.at] + quoted(line.value)


def quoted(text: str) -> str:
    """A text between the quotes that change least in it, without those that it has around it."""
    around = text[0] in ('"', "'") and text[-1] == text[0]
    second = text.find(text[0], 1)
    # Peter's: what looks like the end is an apostrophe, or opens another quote.
    inside = 0 < second < len(text) - 1 and (
        text[second + 1].isalnum() or text[second - 1].isspace()
    )
    if around and inside:
        text = text[1:-1]
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"

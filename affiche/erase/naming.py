"""A name in; everywhere that it stands, however it is written, out.

Between the parts of a name may stand more than a space: a line break, a hard space, the signs of
emphasis, the dot of an e-mail address. A letter may be written as itself, as letter and accent, or
as what YAML, JSON, HTML and addresses make of it.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from html.entities import codepoint2name
from urllib.parse import quote

from affiche.splicing.written import Edit

# What comes in the place of a name: nothing that means something in YAML, Markdown or a table.
PLACEHOLDER = "(…)"
HELD = r"[ \t\u00a0\u2007\u202f\u00ad\u200b._*~-]+|&nbsp;|&shy;|%20|\\u00a0|<[^<>\n]{1,20}>"
BROKEN = r"\\?\n[ \t>#]*(?:\\ )?"
QUOTED = re.compile(r'"(?:[^"]|"")*"')


def pattern(name: str, broken: bool = True) -> re.Pattern[str]:
    """What finds a name in a text; `broken` also over the end of a line. A name of one word is
    found only as it is written, one of more words in capitals too."""
    parts = [part for part in re.split(r"[\s.]+", name.strip()) if part]
    over = f"|(?:{HELD})*(?:{BROKEN})+" if broken else ""
    between = f"(?:(?:{HELD})+{over})"
    said = between.join("".join(map(_letter, unicodedata.normalize("NFC", p))) for p in parts)
    flags = re.IGNORECASE if len(parts) > 1 else re.NOFLAG
    return re.compile(rf"(?<![^\W_]){said}(?![^\W_])", flags)


def others(name: str) -> tuple[str, ...]:
    """How people write a name as well, which may be somebody else's: without accents, the last
    name first, with an initial."""
    first, *rest = name.split()
    last = " ".join(rest)
    ways = [_plain(name)]
    if rest:
        ways += [f"{last}, {first}", f"{rest[-1]}, {first}", f"{first[0]}. {last}"]
        ways += [_plain(way) for way in ways[1:]]
    return tuple(way for way in dict.fromkeys(ways) if way != name)


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _letter(letter: str) -> str:
    """Everything that a letter may be written as."""
    if letter.isascii():
        return re.escape(letter)
    code = ord(letter)
    ways = [letter, unicodedata.normalize("NFD", letter), quote(letter), f"&#{code};"]
    ways = [re.escape(way) for way in ways]
    ways += [rf"(?i:\\u{code:04x}|\\U{code:08x}|&#x0*{code:x};)"]
    ways += [rf"(?i:\\x{code:02x})"] if code < 256 else []
    ways += [f"&{codepoint2name[code]};"] if code in codepoint2name else []
    return f"(?:{'|'.join(ways)})"


def found(text: str, wanted: re.Pattern[str], start: int = 0, end: int | None = None) -> list[Edit]:
    """The pieces of a text that are the name, each with what comes in its place."""
    stop = len(text) if end is None else end
    return [Edit(*match.span(), PLACEHOLDER) for match in wanted.finditer(text, start, stop)]


def cells(text: str, separator: str) -> Iterator[list[tuple[int, int, str]]]:
    """The rows of a table in text: of each cell where it starts and ends (with its quotation
    marks), and what it says."""
    row: list[tuple[int, int, str]] = []
    at = start = 0
    while at <= len(text):
        if at == start and text[at : at + 1] == '"' and (quoted := QUOTED.match(text, at)):
            at = quoted.end()
        sign = text[at : at + 1]
        if sign in (separator, "\n", ""):
            row.append((start, at, _said(text[start:at])))
            start = at + 1
            if sign != separator:
                yield row
                row = []
        at += 1


def _said(cell: str) -> str:
    if not cell.startswith('"'):
        return cell.strip()
    return next(csv.reader(io.StringIO(cell, newline="")), [""])[0].strip()

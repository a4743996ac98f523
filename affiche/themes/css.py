"""A style sheet of a theme in; the files that it names, and what would be read from elsewhere, out.

Read as a browser does (`tinycss2`), so that no escape, comment or odd spelling hides an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinycss2  # type: ignore[import-untyped]

from affiche.kept import lasting

# Without any of these a style sheet names no file, and need not be read to know it.
NAMES_FILES = re.compile(r"\\|url\(|@import|@charset|image|src\(|cross-fade|expression", re.I)
URL = re.compile(r"url\(\s*(?:\"[^\"\\\n]*\"|'[^'\\\n]*'|[^)\"'\\\s]*)\s*\)", re.I)
# In these a string is an address, and so is what a variable stands for.
SETS = {"image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"}
REFUSED = {"src", "image", "expression", "element", "-moz-element"}
VARIABLES = {"var", "env", "attr", "if"}

IMPORT = (
    "a style sheet cannot bring in another with @import",
    "Put its rules in this file, or name both in the template",
)
CHARSET = (
    "this style sheet says that it is written in another alphabet than UTF-8",
    "Save it as UTF-8, and take @charset away",
)
READS = (
    "`{name}(…)` names a file in a way that cannot be followed",
    "Write url(…) with the name of a file in `static`",
)
UNREADABLE = ("this address cannot be read", "Write url(…) with the name of a file, without \\")


@dataclass(frozen=True)
class Address:
    """One url(): from character `start` to `end` of the sheet, what it names, and where it stands
    (from 1). The sheet has LF line ends."""

    start: int
    end: int
    written: str
    line: int
    column: int


@dataclass(frozen=True)
class Refused:
    """Something that a theme may not do: where (from 1), what, a hint, and what goes in them."""

    line: int
    column: int
    what: str
    hint: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Read:
    """The urls of a sheet (but for its own ids), and what is refused."""

    addresses: tuple[Address, ...] = ()
    refused: tuple[Refused, ...] = ()


def with_lf(css: str) -> str:
    """The sheet with the line ends by which its characters are counted. Source: CSS Syntax Level 3,
    3.3."""
    return css.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


@lru_cache(maxsize=256)
@lasting(Read, str, "affiche.themes.css")
def read(css: str) -> Read:
    """Look through a style sheet."""
    if not NAMES_FILES.search(css):
        return Read()
    found = list(_Reader(css).tokens(tinycss2.parse_component_value_list(css)))
    return Read(
        tuple(one for one in found if isinstance(one, Address)),
        tuple(one for one in found if isinstance(one, Refused)),
    )


class _Reader:
    """Walks through the tokens of one sheet."""

    def __init__(self, css: str) -> None:
        self.css = with_lf(css)
        self.starts = [0]
        for line in self.css.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    def tokens(self, tokens: Iterable[Any], of: str = "") -> Iterator[Address | Refused]:
        """Every address in these tokens, which stand in the function `of`."""
        before: Any = None
        for token in tokens:
            match token.type:
                case "at-keyword" if token.lower_value == "import":
                    yield _refuse(token, IMPORT)
                case "string" if before is not None and before.type == "at-keyword":
                    if before.lower_value == "charset" and token.value.lower() != "utf-8":
                        yield _refuse(token, CHARSET)
                case "string" if of in SETS:
                    yield _refuse(token, READS, name=of)
                case "error" if token.kind in ("bad-url", "bad-string", "eof-in-url",
                                               "eof-in-string"):  # fmt: skip
                    yield _refuse(token, UNREADABLE)
                case "url":
                    yield from self.address(token, token.value)
                case "function":
                    yield from self.function(token, of)
                case "() block" | "[] block" | "{} block":
                    yield from self.tokens(token.content, of)
            before = before if token.type in ("whitespace", "comment") else token

    def function(self, token: Any, of: str) -> Iterator[Address | Refused]:
        """The addresses of a function; those in it keep where they stand."""
        name = token.lower_name
        if name == "url":
            written = [one.value for one in token.arguments if one.type == "string"]
            yield from self.address(token, written[0] if written else "")
        elif name in REFUSED or (of in SETS and name in VARIABLES):
            yield _refuse(token, READS, name=name)
        else:
            inside = name if name in SETS else "" if name == "type" else of
            yield from self.tokens(token.arguments, inside)

    def address(self, token: Any, written: str) -> Iterator[Address | Refused]:
        """One url(), which has to be written as plainly as it is read."""
        start = self.starts[token.source_line - 1] + token.source_column - 1
        plain = URL.match(self.css, start)
        written = written.strip()
        if plain is None:
            yield _refuse(token, UNREADABLE)
        elif not written.startswith("#"):
            line, column = token.source_line, token.source_column
            yield Address(start, plain.end(), written, line, column)


def _refuse(token: Any, said: tuple[str, str], **values: str) -> Refused:
    return Refused(token.source_line, token.source_column, *said, tuple(values.items()))

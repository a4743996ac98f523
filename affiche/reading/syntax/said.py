"""What PyYAML says about bad syntax in; one problem that says what a writer can do out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from affiche.errors import Kind, Place, Problem

_NO_COLON = "this line has no colon"
# What was opened → what is wrong, what to do.
NOT_CLOSED = {
    "quote": ("this quoted text is not closed", "Put the same quote at its end"),
    "[": ("this list is not closed with ]", "Put ] at its end, and a comma between the items"),
    "{": (
        "this {{ is not closed with }}",
        "Put }} at its end, a comma between the fields, or quotes around text that starts with {{",
    ),
}
# A piece of the parser's message (C or pure) → what is wrong, what to do. The first that fits.
_CAUSES = (
    ("mapping values are not allowed",
     "there is a second colon in this line, or the line is indented too far",
     "Put text with a colon between quotes; let the fields of one level start below each other"),
    ("scanning a quoted scalar", *NOT_CLOSED["quote"]),
    ("unknown escape character",
     "a \\ in a text between double quotes has a meaning of its own",
     "Use single quotes around the text, or write \\\\"),
    ("scanning an alias",
     "a text cannot start with *",
     "Put the whole text between quotes"),
    ("scanning an anchor",
     "a text cannot start with &",
     "Put the whole text between quotes"),
    ("scanning a tag",
     "a text cannot start with !",
     "Put the whole text between quotes"),
    ("cannot start any token",
     "a text cannot start with this character",
     "Put the whole text between quotes"),
    ("scanning a directive",
     "a line cannot start with %",
     "Put the whole text between quotes"),
    ("block sequence entries are not allowed",
     "a list cannot start on the line of its key",
     "Put each item on a line of its own, with - in front"),
    ("could not find expected ':'",
     _NO_COLON,
     "Write `key: value`; indent a text that goes on to the next line"),
    ("parsing a flow sequence", *NOT_CLOSED["["]),
    ("parsing a flow mapping", *NOT_CLOSED["{"]),
    ("parsing a flow node",
     "there is a comma too many here",
     "Take it away"),
    ("parsing a block collection",
     "this line does not belong to the list above it",
     "Put - in front, or indent it as far as the field that it belongs to"),
    ("scanning a block scalar",
     "nothing may stand on this line after | or >",
     "Put the text on the next line, indented"),
)  # fmt: skip
_QUOTE_ENDS = (
    "text goes on here after its closing quote",
    "Put quotes around the whole text, and '' for an apostrophe between single quotes",
)
_INDENTED = (
    "this line is indented otherwise than the fields around it",
    "Let the fields of one level start below each other, two spaces in from their key",
)
# Where the parser stops is not always where the writer went wrong.
_AT_START = (
    "scanning a quoted scalar",
    "parsing a flow mapping",
    "parsing a flow sequence",
    "scanning an alias",
    "scanning an anchor",
    "scanning a tag",
)


def explain(path: str, text: str, first_line: int, error: Any) -> Problem:
    """The mistake behind a syntax error in `text`, which starts at `first_line` of the file."""
    lines = text.split("\n")
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}"
    mark = getattr(error, "problem_mark", None)
    if any(cause in said for cause in _AT_START) and "escape" not in said:
        mark = getattr(error, "context_mark", None) or mark
    line, column = (min(mark.line, len(lines) - 1), mark.column) if mark else (0, 0)
    tab = _indented_with("\t", lines, line)
    hard = _indented_with("\u00a0", lines, line)
    if tab is not None:
        line, column = tab, lines[tab].index("\t")
        what, hint = "there is a tab in the indentation", "Use spaces, two for each level"
    elif hard is not None:
        line, column = hard, lines[hard].index("\u00a0")
        what, hint = "there is a hard space in the indentation", "Type it anew as ordinary spaces"
    else:
        what, hint = _cause(said, lines[line], column)
        opened = _left_open(text, lines, mark)
        if opened:
            line, column, sort = opened
            what, hint = NOT_CLOSED[sort]
        if what == _NO_COLON and path.endswith(".md"):
            hint = "Write `key: value`, or put --- above this line when the fields end here"
    if ":\u00a0" in lines[line]:
        hint = "There is a hard space in this line; type it anew as an ordinary space"
    place = Place(path, line + first_line, column + 1)
    return Problem(Kind.ERROR, "syntax", place, what, hint)


def _indented_with(character: str, lines: list[str], line: int) -> int | None:
    """The nearest line, this one or just above it, that is indented with `character`."""
    for number in (line, line - 1):
        if 0 <= number < len(lines):
            indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
            if character in indent and lines[number].strip():
                return number
    return None


def _left_open(text: str, lines: list[str], mark: Any) -> tuple[int, int, str] | None:
    """Line, column and sort of what the writer forgot to close, when the parser saw it too late.

    A forgotten quote is taken for closed where the next text opens its own, perhaps many lines
    below; a forgotten bracket at the end of the file is seen only after the last line.
    """
    brackets: list[tuple[int, int, str]] = []
    for token in _tokens(text):
        start, end = token.start_mark, token.end_mark
        if isinstance(token, yaml.ScalarToken):
            after = lines[end.line][end.column :].lstrip()
            if token.style in ("'", '"') and start.line < end.line and after[:1] not in _MAY_FOLLOW:
                return start.line, start.column, "quote"
        elif isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
            brackets.append((start.line, start.column, lines[start.line][start.column]))
        elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
            brackets = brackets[:-1]
    at_end = mark and not "".join(lines[mark.line :])[mark.column :].strip()
    return brackets[-1] if brackets and at_end else None


_MAY_FOLLOW = ("", "#", ",", "]", "}")  # a quoted text that goes over several lines


def _tokens(text: str) -> Iterator[Any]:
    """What the text consists of, as far as that can be told; only \\n ends a line, as above."""
    try:
        yield from yaml.scan(re.sub("[\r\x85\u2028\u2029]", " ", text), Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return


def _cause(said: str, line: str, column: int) -> tuple[str, str]:
    for piece, what, hint in _CAUSES:
        if piece in said:
            return what, hint
    before = line[:column].rstrip()
    return _QUOTE_ENDS if before.endswith(("'", '"')) else _INDENTED

"""The lines of a YAML text in; what each looks like to its writer, out.

Read line by line, without YAML's rules: a line with a mistake is still a line with a key or a
dash, and the parser's own idea of it has gone wrong by then.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_START = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)")
_KEY = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[^\s#"'\[\]{},&*!|>%@`:][^:#]*?) *:(?= |$)""")
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}(?: +#.*| *)")


@dataclass(frozen=True)
class Line:
    """One line: its indentation, its dashes, its key ("" without) and its value.

    `start` is the column (from 0) of what follows the dashes, `at` that of the value. `inside`
    says that it stands in a text between quotes or below | or >, where no sign has a meaning.
    """

    number: int
    text: str
    indent: int = 0
    dashes: str = ""
    key: str = ""
    start: int = 0
    at: int = 0
    inside: bool = False

    @property
    def value(self) -> str:
        """What stands behind the key or the dashes."""
        return self.text[self.at :].rstrip()

    @property
    def blank(self) -> bool:
        """Whether nothing stands here, or only a remark."""
        return not self.text.strip() or self.text.lstrip().startswith("#")

    @property
    def opens(self) -> bool:
        """Whether it is a key whose value stands below it."""
        return bool(self.key) and (not self.value or self.value.startswith("#"))

    @property
    def structural(self) -> bool:
        """Whether it is a field or an item, not a text that goes on."""
        return bool(self.key or self.dashes) and not self.inside


def anatomy(lines: Sequence[str]) -> list[Line]:
    """Each line taken apart."""
    made: list[Line] = []
    over = _Inside()
    for number, text in enumerate(lines):
        line = _taken_apart(number, text)
        if over.holds(number, line):
            made.append(Line(number, text, line.indent, inside=True))
            continue
        over.look(line, lines)
        made.append(line)
    return made


def _taken_apart(number: int, text: str) -> Line:
    match = _START.match(text)
    indent, dashes = (len(match["indent"]), match["dashes"]) if match else (0, "")
    if text[indent:].rstrip() == "-":
        return Line(number, text, indent, "- ", "", len(text), len(text))
    start = indent + len(dashes)
    found = _KEY.match(text, start)
    at = found.end() if found else start
    while text[at : at + 1] == " ":
        at += 1
    return Line(number, text, indent, dashes, found["key"] if found else "", start, at)


def again(line: Line, text: str) -> Line:
    """The line once more, when its text has become another."""
    return line if line.text == text else _taken_apart(line.number, text)


class _Inside:
    """Whether we are in a text that goes over several lines, and until where."""

    def __init__(self) -> None:
        self.deeper: int | None = None  # of a block below | or >
        self.until = -1  # the last line of a text between quotes

    def holds(self, number: int, line: Line) -> bool:
        if number <= self.until:
            return True
        if self.deeper is None:
            return False
        if not line.text.strip() or line.indent > self.deeper:
            return True
        self.deeper = None
        return False

    def look(self, line: Line, lines: Sequence[str]) -> None:
        """Whether such a text begins on this line."""
        deep = line.start if line.key else line.indent
        if _BLOCK.fullmatch(line.value) and (line.key or line.dashes):
            self.deeper = deep
        elif line.value[:1] in ('"', "'") and not closing(line.value, 0):
            self.until = _end_of_quoted(line, lines, deep if line.structural else -1)


def closing(text: str, start: int) -> int:
    """The column after the quoted text that begins at `start`, or 0 when it is not closed here."""
    mark = text[start]
    at = start + 1
    while at < len(text):
        if text[at] == "\\" and mark == '"':
            at += 1
        elif text[at] == mark:
            if mark == "'" and text[at + 1 : at + 2] == "'":
                at += 1
            else:
                return at + 1
        at += 1
    return 0


def _end_of_quoted(line: Line, lines: Sequence[str], deep: int) -> int:
    """The line at which a quoted text ends that begins on `line`; `line` itself when nowhere."""
    mark = line.value[0]
    for number in range(line.number + 1, len(lines)):
        text = lines[number]
        if text.strip() and len(text) - len(text.lstrip()) <= deep:
            break
        end = closing(mark + text, 0)
        if end:
            after = text[end - 1 :].lstrip()
            return number if after[:1] in ("", "#", ",", "]", "}") else line.number
    return line.number


def above(made: Sequence[Line], number: int) -> Iterator[Line]:
    """The lines above this one that say something, nearest first."""
    return (made[n] for n in range(number - 1, -1, -1) if not made[n].blank)


def in_list(made: Sequence[Line], number: int, indent: int) -> bool:
    """Whether an item of a list may begin on this line at this indentation: right below a key
    without a value, or below another item."""
    for line in above(made, number):
        if line.indent > indent:
            continue
        return (bool(line.dashes) and line.indent == indent) or (
            line.opens and _first(made, number)
        )
    return False


def opened_by(lines: Sequence[str], number: int, indent: int) -> str:
    """The key, without quotes, that is right above this line and still without its value; empty
    when there is none, or when it does not begin to the left of `indent`."""
    for above_it in range(number - 1, -1, -1):
        line = _taken_apart(above_it, lines[above_it])
        if not line.blank:
            return line.key.strip("\"'") if line.opens and line.start < indent else ""
    return ""


def _first(made: Sequence[Line], number: int) -> bool:
    """Whether the nearest line above is the key that is still without its value."""
    nearest = next(above(made, number), None)
    return nearest is not None and nearest.opens


def beside_key(made: Sequence[Line], number: int, start: int) -> bool:
    """Whether a field stands above this line, or right below it, that begins at this column."""
    following = below(made, number)
    if following and following.key and not following.dashes and following.start == start:
        return True
    for line in above(made, number):
        if line.structural and line.key and line.start == start:
            return True
        if line.indent < start and not (line.dashes and line.start == start):
            return False
    return False


def below(made: Sequence[Line], number: int) -> Line | None:
    """The nearest line below this one that says something."""
    return next((line for line in itertools.islice(made, number + 1, None) if not line.blank), None)

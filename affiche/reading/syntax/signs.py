"""A YAML text as people type it in; the same with the signs that YAML knows, out.

Word, phones and other keyboards write other blanks, dashes, bullets, colons and quotes, and Dutch
has words that begin with an apostrophe ('s-Hertogenbosch). Where only one thing can be meant, it
is read so; all else stays as it stands, and is text or a mistake. In texts below | or > and
between quotes nothing is touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from affiche.reading.keys import every_key, labelled
from affiche.reading.shapes import COLONS
from affiche.reading.syntax import lines as anatomy
from affiche.reading.syntax.lines import Line

APOSTROPHE = "\ue012"  # stands for an apostrophe that is none of YAML's; `restored` takes it back
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ZERO = "\u200b\u2060\ufeff"
BULLETS = "•·∙‣▪▫◦●○■□–—−‒‐‑－⁃➢➤\uf0b7\uf0a7"
_ODD = re.compile(rf"[{_BLANKS}{_ZERO}{BULLETS}{COLONS}｛［“„«＂]|[\s\[{{,:-]'|(?m:^[ \t]*[*'])")
_INDENT = re.compile(rf"[ {_BLANKS}{_ZERO}]+")
_AROUND = re.compile(rf"^[{_BLANKS}{_ZERO}]+|[{_BLANKS}{_ZERO}]+$")
_BULLET = re.compile(rf"( *(?:- +)*)([{BULLETS}*])[ \t{_BLANKS}]+(?=\S)")
_TIGHT = re.compile(r"( *(?:- +)*)([•‣▪●■])(?=[^\W_])")
_DASH = re.compile(rf"( *(?:- +)*-)[{_BLANKS}]")
# Until the colon there is nothing that YAML knows. A blank or the end may follow, or the value.
_COLON = re.compile(
    rf"( *(?:- +)*)([^\W_][^:{COLONS}\"'\[\]{{}}#,]{{0,40}}?)[ {_BLANKS}]*"
    rf"(?:([{COLONS}])[ {_BLANKS}]*|(:)[{_BLANKS}] *)"
)
_FIELDS = re.compile(rf"[{{｛][^\W\d_][\w -]{{0,40}}[:{COLONS}].*[}}｝] *$")
# Dutch (and a little English) that begins with an apostrophe.
_CLITIC = re.compile(
    r"'(?=(?:[stnkmrd]|ns|ie|em|er|til|tis|twas|cause)(?:[-\s]|$)|[stnkmr]-|\d\d(?:\b|er|s))", re.I
)
_VALUE = re.compile(r"(?:^ *(?:- +)*|: +|[\[{,] *)(?=')")
_QUOTES = {"“": "”“", "„": "”“", "«": "»", "＂": "＂", "”": "”", "‟": "”"}
_WIDE = str.maketrans("｛｝［］，", "{}[],")


@dataclass
class Taken:
    """The text as YAML is to read it, and where its lines became longer or shorter: line →
    (column in the new line, how many characters were added there)."""

    lines: list[str]
    shifts: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def column(self, line: int, column: int) -> int:
        """The column (from 0) in the text as written of a column in the new one."""
        moved = sum(n for at, n in self.shifts.get(line, ()) if at < column)
        return max(0, column - moved)


def restored(text: str) -> str:
    """A value as it was written."""
    return text.replace(APOSTROPHE, "'")


def stripped(text: str) -> str:
    """A value without other blanks around it."""
    return _AROUND.sub("", text)


def taken(text: str) -> Taken:
    """Read what can mean only one thing; every line stays a line."""
    made = Taken(text.split("\n"))
    if not _ODD.search(text) or APOSTROPHE in text:
        return made
    for number, line in enumerate(made.lines):
        _indented(made, number, line)
    parts = anatomy.anatomy(made.lines)
    for number in range(len(parts)):
        if not parts[number].inside:
            for change in (_bullet, _colon, _value):
                change(made, parts, number)
                parts[number] = anatomy.again(parts[number], made.lines[number])
    return made


def _change(made: Taken, number: int, start: int, end: int, new: str) -> None:
    """Put `new` in the place of these columns, and remember how far the rest moves."""
    line = made.lines[number]
    made.lines[number] = line[:start] + new + line[end:]
    longer = len(new) - (end - start)
    if longer:
        known = [(at + longer if at > start else at, n) for at, n in made.shifts.get(number, ())]
        made.shifts[number] = sorted([*known, (start, longer)])


def _indented(made: Taken, number: int, line: str) -> None:
    """Other blanks at the beginning of a line are as wide as a blank, or as nothing."""
    match = _INDENT.match(line)
    if match and match[0].strip(" "):
        plain = re.sub(f"[{_ZERO}]", "", match[0])
        _change(made, number, 0, match.end(), " " * len(plain))


def _bullet(made: Taken, parts: Sequence[Line], number: int) -> None:
    """A bullet, or another dash, where an item of a list can begin."""
    dash = _DASH.match(made.lines[number])
    if dash:
        _change(made, number, dash.end() - 1, dash.end(), " ")
    match = _BULLET.match(made.lines[number])
    tight = None if match else _TIGHT.match(made.lines[number])
    found = match or tight
    if found is None or found[1].strip():
        return
    indent = len(found[1])
    if anatomy.in_list(parts, number, indent) or (match and found[2] == "*"):
        _change(made, number, indent, indent + 1, "-")
        if tight:
            _change(made, number, indent + 1, indent + 1, " ")
        else:
            end = found.end()
            _change(made, number, indent + 1, end, " " * (end - indent - 1))


def _colon(made: Taken, parts: Sequence[Line], number: int) -> None:
    """A colon of another alphabet, or one with another blank behind it, after a key."""
    match = _COLON.match(made.lines[number])
    if not match:
        return
    known = match[2].strip().casefold() in _known()
    if not known and (match[1].strip() or not _is_field(made, parts, number, match)):
        return
    start = match.start(3) if match[3] else match.start(4)
    end = match.end()
    _change(made, number, start, end, ":" + " " * max(1, end - start - 1))


def _is_field(made: Taken, parts: Sequence[Line], number: int, match: re.Match[str]) -> bool:
    """Whether a label of the writer's own stands where only a field can: beside another, or as the
    first below a key that has fields, or with fields between { } behind it."""
    indent = len(match[1])
    if anatomy.beside_key(parts, number, indent):
        return True
    above = anatomy.opened_by(made.lines, number, indent)
    fields = _FIELDS.match(made.lines[number], match.end())
    return above in labelled() or bool(above and fields)


def _value(made: Taken, parts: Sequence[Line], number: int) -> None:
    """Brackets and quotes around a whole value; an apostrophe at its beginning."""
    line = parts[number]
    written = line.value
    if written[:1] + written[-1:] in ("｛｝", "［］"):
        _change(made, number, line.at, line.at + len(written), written.translate(_WIDE))
        written = made.lines[number][line.at :].rstrip()
    if written[:1] in ("{", "["):
        _in_flow(made, number, line.at)
    elif written[:1] in _QUOTES and len(written) > 1 and _needs_quotes(written):
        _quoted(made, number, line.at, line.at + len(written))
    _apostrophes(made, number)


def _in_flow(made: Taken, number: int, at: int) -> None:
    """Inside { } and [ ]: colons, commas, blanks and quotes of another kind."""
    line = made.lines[number]
    if '"' not in line and "'" not in line:
        line = made.lines[number] = line[:at] + line[at:].translate(_WIDE)
    for match in reversed(list(re.finditer(rf"(?<=\w)(?:[{COLONS}] *|:[{_BLANKS}] *)", line))):
        if match.start() > at and '"' not in line and "'" not in line:
            size = match.end() - match.start()
            _change(made, number, *match.span(), ":" + " " * max(1, size - 1))
    line = made.lines[number]
    for match in re.finditer(r"(?<=[\[{,:]) *([“„«＂])([^”“»＂\"\\]*)([”“»＂])(?= *[\]},])", line):
        if match.start() >= at:
            _change(made, number, match.start(1), match.end(1), '"')
            _change(made, number, match.start(3), match.end(3), '"')


def _needs_quotes(written: str) -> bool:
    """Whether the text between these quotes is one that YAML reads only between quotes."""
    inner = written[1:-1]
    return (
        written[-1] in _QUOTES[written[0]]
        and '"' not in inner
        and "\\" not in inner
        and not any(mark in inner for mark in _QUOTES[written[0]])
        and (": " in inner or " #" in inner or inner.endswith(":"))
    )


def _quoted(made: Taken, number: int, start: int, end: int) -> None:
    _change(made, number, start, start + 1, '"')
    _change(made, number, end - 1, end, '"')


def _apostrophes(made: Taken, number: int) -> None:
    """'s-Hertogenbosch and 't Gooi at the start of a value are text, unless a quote closes it."""
    line = made.lines[number]
    if "'" not in line:
        return
    for match in _VALUE.finditer(line):
        at = match.end()
        if not _CLITIC.match(line, at) or _is_closed(line, at):
            continue
        made.lines[number] = made.lines[number][:at] + APOSTROPHE + made.lines[number][at + 1 :]


def _is_closed(line: str, at: int) -> bool:
    """Whether a quoted text begins at this column and ends in this line as one has to end."""
    end = anatomy.closing(line, at)
    after = line[end:]
    return bool(end) and (not after.strip() or bool(re.match(r" *[,\]}]| +#|: | *:$", after)))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(every_key())

"""A YAML text that cannot be read in; the line that its writer has to change, and how, out.

Where the parser stops is often a line or two below the mistake. So the lines around that place
are tried, each with the slips that people make (`_SLIPS`): the change with which the parser gets
furthest is the one that is told. What it takes for a repair it has really read.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from affiche.reading import guesses
from affiche.reading.keys import every_key, labelled, texts
from affiche.reading.syntax import lines as anatomy
from affiche.reading.syntax.lines import Line
from affiche.reading.syntax.said import NOT_CLOSED
from affiche.reading.syntax.signs import BULLETS, restored

FARTHEST = 60  # lines above the place where the parser stops
NEARBY = 100  # lines in which a line finds its neighbours
WORK = 4_000_000  # characters that are read at most in search of the repairs of one text
LONGEST = 160  # characters of a line that a message writes out
_LOUD = re.compile(r"([*_`]{1,3})([^*_`:]{1,40}?)(?: *:\1| *\1 *:)[ \t]*(.*)")
_FIELD = re.compile(r"(\s*(?:- +)*)(?:([^\s:#\"'\[{][^:#\"'\[{]*?):(?: +|$))?")
# "locatie Barendrecht": a key in the writer's own language, without its colon.
_FORGOTTEN = re.compile(r"([a-zà-ÿ]{3,30})[ =;]+([A-ZÀ-Ý\d\"'\[{]\S*(?: \S+){0,4})")
_COMMAS = re.compile(r", *(?=[,\]}])|(?<=[\[{]) *, *")


@dataclass(frozen=True)
class Repair:
    """A line as it should be: `line` and `column` (from 0) of the mistake, what is wrong, what to
    do, and the line to type. `beside` is a line (from 0) that the hint points to."""

    line: int
    column: int
    what: str
    hint: str
    new: str
    beside: int = 0
    joins: bool = False  # the line becomes part of what stands above it, or of nothing
    below: tuple[str, ...] = ()  # the lines below it, which go the same way

    @property
    def typed(self) -> str:
        """What to type, without the indentation; empty when it is too long to show."""
        text = restored(self.new.strip())
        return text if len(text) <= LONGEST else ""


Parts = Sequence[Line]
Slip = Callable[[Parts, Line], Iterable[Repair]]
# Text in; the line (from 0) at which the parser stops, or None when it reads it all, and the
# places (line, column) at which it found something to begin.
Reading = Callable[[str], tuple[int | None, set[tuple[int, int]]]]


def tries_for(lines: Sequence[str]) -> int:
    """How often a text of this size may be read in search of its repairs."""
    return max(4, WORK // (1 + sum(map(len, lines)) + len(lines)))


def find(
    lines: Sequence[str], stopped: int, read: Reading, tries: int
) -> tuple[Repair | None, int]:
    """The best repair for a parser that stops at line `stopped` (from 0), and the tries that are
    left of `tries`."""
    parts = anatomy.anatomy(lines)
    best: tuple[float, Repair] | None = None
    for repair in _candidates(parts, stopped):
        if tries == 0:
            break
        tries -= 1
        mended = [*lines]
        put_in(mended, repair)
        reached, begun = read("\n".join(mended))
        if not repair.joins and (repair.line, _content(repair.new)) not in begun:
            continue  # it became a piece of something else
        gain = float("inf") if reached is None else reached - stopped
        if gain > 0 and (best is None or gain > best[0]):
            best = gain, repair
        if reached is None:
            break
    return best[1] if best else None, tries


def put_in(lines: list[str], repair: Repair) -> None:
    """Change the lines that a repair is of."""
    made = (repair.new, *repair.below)
    lines[repair.line : repair.line + len(made)] = made


def _content(line: str) -> int:
    """The column at which the key or the text of a line begins."""
    match = re.match(r" *(?:- +)*", line)
    return match.end() if match else 0


def _candidates(parts: Parts, stopped: int) -> Iterator[Repair]:
    """Likely slips first, and of each those that are nearest to where the parser stopped."""
    nearby = [stopped, *range(stopped - 1, max(-1, stopped - FARTHEST), -1)]
    near = [parts[n] for n in nearby if 0 <= n < len(parts)]
    near = [line for line in near if not line.blank and not line.inside]
    for slip in _SLIPS:
        for line in near:
            yield from slip(parts, line)


# Slips -------------------------------------------------------------------------------------

_TYPE = "Type: `{text}`"
# What is told of a text that has a sign of YAML in it, where nobody knows its line.
QUOTES = "Put the whole text between quotes"


def _no_blank_after_colon(parts: Parts, line: Line) -> Iterator[Repair]:
    match = re.match(r"([^\W\d][\w -]{0,40}?):(?!//)(?=\S)", line.text[line.start :])
    if line.key and not (match and _is_key(match[1])):
        return
    if match and (_is_key(match[1]) or anatomy.beside_key(parts, line.number, line.start)):
        at = line.start + match.end()
        what = "after the colon there is no space"
        yield Repair(line.number, at, what, _TYPE, line.text[:at] + " " + line.text[at:])


def _no_blank_after_dash(parts: Parts, line: Line) -> Iterator[Repair]:
    match = re.match(rf" *([-{BULLETS}])(?=[^\s\-])", line.text)
    if match and not line.key:
        at = match.end()
        what = "after the dash there is no space"
        yield Repair(line.number, at - 1, what, _TYPE, f"{line.text[: at - 1]}- {line.text[at:]}")


def _odd_bullet(parts: Parts, line: Line) -> Iterator[Repair]:
    match = re.match(rf" *([{BULLETS}*+])[ \t]+", line.text)
    if match:
        at, what = match.start(1), "this sign does not begin an item of a list"
        new = f"{line.text[:at]}- {line.text[match.end() :]}"
        yield Repair(line.number, at, what, _TYPE, new)


def _no_dash(parts: Parts, line: Line) -> Iterator[Repair]:
    """A line among items that is none."""
    if not line.key:
        yield from _as_item(parts, line)


def _field_without_dash(parts: Parts, line: Line) -> Iterator[Repair]:
    """The first field of an item of several fields."""
    if line.key:
        yield from _as_item(parts, line)


def _as_item(parts: Parts, line: Line) -> Iterator[Repair]:
    if line.dashes:
        return
    items = (other for other in anatomy.above(parts, line.number) if other.dashes)
    later = itertools.islice(parts, line.number + 1, line.number + NEARBY)
    after = next((o for o in later if o.structural and o.indent < line.indent), None)
    for item in (next(items, None), anatomy.below(parts, line.number), after):
        if item and item.dashes and abs(item.indent - line.indent) <= len(item.dashes):
            new = " " * item.indent + "- " + line.text.strip()
            what = "this item of the list has no dash before it"
            yield Repair(line.number, line.indent, what, _TYPE, new)


def _starts_oddly(parts: Parts, line: Line) -> Iterator[Repair]:
    """A value that begins with a sign that has a meaning in YAML."""
    first = line.value[:1]
    if first and first in "@`%&!*|>?,]}[{#" and not line.value.startswith(("{{", "- ")):
        text = line.key.strip("\"'").casefold() in texts() and not _closed(line.value)
        if first in "[{" and not (text or _more_after(line.value)):
            return
        what = "a text cannot start with {sign}"
        if first in "[{" and _more_after(line.value):
            what = "after the {sign}…{closing} the text goes on"
        yield Repair(line.number, line.at, what, _TYPE, _between_quotes(line))


def _second_colon(parts: Parts, line: Line) -> Iterator[Repair]:
    """Text with a colon in it, behind a key or a dash."""
    value = line.value
    match = re.search(r"\S(:)(?= |$)", value)
    if match and line.key and value[0] not in "\"'[{|>":
        what = "there is a second colon in this line"
        at = line.at + match.start(1)
        yield Repair(line.number, at, what, _TYPE, _between_quotes(line))


def _ends_early(parts: Parts, line: Line) -> Iterator[Repair]:
    """A text that goes on after its closing quote."""
    value = line.value
    if value[:1] in ('"', "'"):
        end = anatomy.closing(value, 0)
        if end and value[end:].strip():
            what = "text goes on here after its closing quote"
            at = line.at + len(value) - len(value[end:].lstrip())
            yield Repair(line.number, at, what, _TYPE, _between_quotes(line))


def _quote_not_closed(parts: Parts, line: Line) -> Iterator[Repair]:
    """A text without its closing quote."""
    value = line.value
    if value[:1] in ('"', "'") and not anatomy.closing(value, 0):
        what = "this quoted text is not closed"
        yield Repair(line.number, line.at, what, _TYPE, line.text.rstrip() + value[0])
    if value[:1] in ("[", "{") and value[-1:] in ("]", "}"):
        for mark in ('"', "'"):
            if value.count(mark) % 2:
                at = value.rfind(mark)
                stop = re.search(r"[,\]}]", value[at:])
                cut = at + (stop.start() if stop else len(value) - at - 1)
                new = line.text[: line.at + cut].rstrip() + mark + line.text[line.at + cut :]
                what = "this quoted text is not closed"
                yield Repair(line.number, line.at + at, what, _TYPE, new)


def _bracket_not_closed(parts: Parts, line: Line) -> Iterator[Repair]:
    """A bracket without its partner."""
    value = line.value
    pairs = {"[": "]", "{": "}"}
    if value[:1] in pairs and value.count(value[0]) > value.count(pairs[value[0]]):
        end = pairs[value[0]]
        what, hint = NOT_CLOSED[value[0]]
        hint = hint if value == value[0] else _TYPE
        yield Repair(line.number, line.at, what, hint, line.text.rstrip() + end)
    if value[:1] in pairs and value[-1:] in "]})" and value[-1] != pairs[value[0]]:
        what = "this bracket is closed with another"
        at = line.at + len(value) - 1
        yield Repair(line.number, at, what, _TYPE, line.text[:at] + pairs[value[0]])
    if value[:1] in pairs and value.count(value[0]) < value.count(pairs[value[0]]):
        end = pairs[value[0]]
        at = line.at + value.rfind(end)
        what = "there is a {sign} too many here"
        yield Repair(line.number, at, what, _TYPE, line.text[:at] + line.text[at + 1 :])
    for match in _COMMAS.finditer(value if value[:1] in pairs else ""):
        at = line.at + match.start()
        new = line.text[:at] + line.text[line.at + match.end() :]
        what = "there is a comma too many here"
        yield Repair(line.number, at, what, _TYPE, new)


def _no_comma(parts: Parts, line: Line) -> Iterator[Repair]:
    """Two fields between { } without a comma."""
    if not line.value.startswith("{"):
        return
    for match in re.finditer(r"(?<=[^\s,{:]) +(?=[a-z_]+: )", line.value):
        at = line.at + match.start()
        what = "between these two fields there is no comma"
        new = f"{line.text[:at]}, {line.text[line.at + match.end() :]}"
        yield Repair(line.number, at, what, _TYPE, new)


def _no_colon(parts: Parts, line: Line) -> Iterator[Repair]:
    """A field with another sign than a colon, or none, behind its key."""
    if line.key:
        return
    match = re.match(r"([a-z_]{2,40})( *[=;|] *|[.,] +| +)(?=\S)", line.text[line.start :], re.I)
    short = match and match[1].islower() and " " not in line.value.partition(" ")[2].strip()
    own = short and _holder(parts, line) in labelled()
    beside = own and anatomy.beside_key(parts, line.number, line.start)
    if match and (_is_key(match[1]) or beside):
        at = line.start + match.end(1)
        new = f"{line.text[:at]}: {line.text[line.start + match.end() :]}"
        yield Repair(line.number, line.start, "this line has no colon", _TYPE, new)
    told = _FORGOTTEN.fullmatch(line.text[line.start :].rstrip())
    named = next(filter(_is_key, guesses.meant(told[1])), "") if told else ""
    if told and named:
        new = f"{line.text[: line.start]}{named}: {told[2]}"
        yield Repair(line.number, line.start, "this line has no colon", _TYPE, new)
    bare = re.fullmatch(r"([a-z_]{2,40})\s*", line.text[line.start :], re.I)
    if bare and _is_key(bare[1]):
        new = line.text.rstrip() + ":"
        yield Repair(line.number, line.start, "this line has no colon", _TYPE, new)


def _loud_key(parts: Parts, line: Line) -> Iterator[Repair]:
    """A key in bold or italics, as chat programs and Markdown write it."""
    match = _LOUD.match(line.text[line.start :])
    if match and _is_key(match[2]):
        new = f"{line.text[: line.start]}{match[2].strip()}: {match[3]}".rstrip()
        yield Repair(line.number, line.start, "there are signs around this key", _TYPE, new)


def _other_remark(parts: Parts, line: Line) -> Iterator[Repair]:
    """A remark as other languages write it."""
    match = re.fullmatch(r" *(?://+|<!--|/\*+)(.*?)(?:-->|\*/)? *", line.text)
    if match:
        new = " " * line.indent + f"# {match[1].strip()}".rstrip()
        what = "a remark begins with #"
        yield Repair(line.number, line.indent, what, _TYPE, new, joins=True)


def _backslash(parts: Parts, line: Line) -> Iterator[Repair]:
    """A \\ between double quotes, where it has a meaning."""
    value = line.value
    if value[:1] == '"' and value[-1:] == '"' and "\\" in value[1:-1]:
        inner = value[1:-1].replace('\\"', '"').replace("'", "''")
        what = "a \\ in a text between double quotes has a meaning of its own"
        at = line.at + value.index("\\")
        yield Repair(line.number, at, what, _TYPE, f"{line.text[: line.at]}'{inner}'")


def _goes_on(parts: Parts, line: Line) -> Iterator[Repair]:
    """A text that goes on below its key, and stands too far to the left."""
    if not _is_prose(line):
        return
    for number in range(line.number - 1, -1, -1):
        above = parts[number]
        if above.blank:
            return
        if above.key:
            break
    else:
        return
    said = above.value
    if not said or said[0] in "[{&*!\"'" or above.inside or line.indent > above.start:
        return
    what = "this belongs to the text of line {beside}, and begins too far to the left"
    hint = "Begin it with {indent} spaces"
    run = itertools.takewhile(
        lambda one: _is_prose(one) and one.indent <= above.start,
        itertools.islice(parts, line.number, line.number + NEARBY),
    )
    new, *below = (" " * (above.start + 2) + one.text.strip() for one in run)
    yield Repair(line.number, line.indent, what, hint, new, above.number, True, tuple(below))


def _is_prose(line: Line) -> bool:
    """Whether it is text: no field, no item, nor what looks like one."""
    text = line.text.strip()
    told = _FORGOTTEN.fullmatch(text)
    field = told and any(map(_is_key, guesses.meant(told[1])))
    return not (line.blank or line.key or line.dashes or _LOUD.match(text) or field)


def _tab(parts: Parts, line: Line) -> Iterator[Repair]:
    indent = re.match(r"[ \t]*", line.text)
    if not indent or "\t" not in indent[0]:
        return
    at = indent[0].index("\t")
    levels = {
        anatomy_indent.indent
        for anatomy_indent in parts[max(0, line.number - NEARBY) : line.number]
        if anatomy_indent.structural
    }
    wide = [len(indent[0].expandtabs(n)) for n in (2, 4, 8)]
    for width in dict.fromkeys([*wide, *sorted(levels)]):
        new = " " * width + line.text.lstrip()
        what, hint = "there is a tab in the indentation", "Use spaces, two for each level"
        yield Repair(line.number, at, what, hint, new)


def _beside_dash(parts: Parts, line: Line) -> Iterator[Repair]:
    """Fields of an item that begin straight below its dash instead of behind it."""
    above = next((p for p in reversed(parts[: line.number]) if not p.blank and not p.inside), None)
    if not line.key or line.dashes or above is None or line.indent != above.indent:
        return
    if not above.dashes or not above.key:
        return
    run = itertools.takewhile(
        lambda one: one.key and not one.dashes and one.indent == line.indent,
        itertools.islice(parts, line.number, line.number + NEARBY),
    )
    new, *below = (" " * above.start + one.text.strip() for one in run)
    what = "this line is indented otherwise than the lines around it"
    hint = "Begin it with {indent} spaces, straight below line {beside}"
    yield Repair(line.number, line.indent, what, hint, new, above.number, False, tuple(below))


def _odd_indentation(parts: Parts, line: Line) -> Iterator[Repair]:
    """The one that has an odd number of blanks where the lines around it have an even one."""
    if line.indent % 2:
        yield from (r for r in _indentation(parts, line) if _content(r.new) % 2 == 0)


def _indentation(parts: Parts, line: Line) -> Iterator[Repair]:
    """A field or item that begins a little to the left or right of its neighbours."""
    if not line.structural:
        return
    close = parts[max(0, line.number - NEARBY) : line.number + NEARBY]
    same = [p for p in close if p.structural and p.number != line.number and not p.blank]
    around = sorted(same, key=lambda other: abs(other.number - line.number))[:12]
    columns = {o.indent: o.number for o in reversed(around) if bool(o.dashes) == bool(line.dashes)}
    if not line.dashes:
        columns |= {o.start: o.number for o in reversed(around) if o.dashes and o.key}
    columns.pop(line.indent, None)
    near = {column: abs(number - line.number) for column, number in columns.items()}
    for column in sorted(columns, key=lambda c: (abs(c - line.indent), c % 2, near[c])):
        if abs(column - line.indent) > 3:
            continue
        what = "this line is indented otherwise than the lines around it"
        hint = "Begin it with {indent} spaces, straight below line {beside}"
        if columns[column] > line.number:
            hint = "Begin it with {indent} spaces, straight above line {beside}"
        if column == 0:
            hint = "Begin it at the very left, without spaces"
        new = " " * column + line.text.strip()
        yield Repair(line.number, line.indent, what, hint, new, columns[column])


def _list_after_text(parts: Parts, line: Line) -> Iterator[Repair]:
    """A key with a text and a list below it, or with the list's first item on its own line."""
    below = anatomy.below(parts, line.number)
    if not line.key or not line.value or below is None or not below.dashes:
        return
    if line.value.startswith("- "):
        return
    if below.indent >= line.start and line.value[:1] not in "[{|>&*!":
        what = "behind `{key}:` a text and below it a list cannot both stand"
        hint = "Take the text away, or put it below with - in front"
        yield Repair(line.number, line.at, what, hint, line.text[: line.at].rstrip())


def _list_on_key_line(parts: Parts, line: Line) -> Iterator[Repair]:
    if line.key and re.match(r"- +\S", line.value):
        what = "a list cannot start on the line of its key"
        hint = "Put each item on a line of its own: `{item}`"
        yield Repair(line.number, line.at, what, hint, line.text[: line.at].rstrip())


_SLIPS: tuple[Slip, ...] = (
    _other_remark,
    _loud_key,
    _backslash,
    _no_blank_after_colon,
    _no_blank_after_dash,
    _odd_bullet,
    _tab,
    _list_on_key_line,
    _starts_oddly,
    _ends_early,
    _second_colon,
    _quote_not_closed,
    _bracket_not_closed,
    _no_comma,
    _no_colon,
    _goes_on,
    _no_dash,
    _list_after_text,
    _beside_dash,
    _odd_indentation,
    _indentation,
    _field_without_dash,
)


# What they look at ---------------------------------------------------------------------------


def _more_after(value: str) -> bool:
    """Whether text follows after the bracket that closes the first one."""
    depth = 0
    for at, sign in enumerate(value):
        depth += (sign in "[{") - (sign in "]}")
        if depth == 0:
            rest = value[at + 1 :].strip()
            return bool(rest) and not rest.startswith("#")
    return False


def _holder(parts: Parts, line: Line) -> str:
    """The key below which a line stands, further in."""
    above = anatomy.above(parts, line.number)
    return next((o.key.strip("\"'") for o in above if o.key and o.start < line.start), "")


def _closed(value: str) -> bool:
    """Whether the bracket that begins a value ends it."""
    return value[-1:] == {"[": "]", "{": "}"}.get(value[0]) and not _more_after(value)


def typed_as_text(line: str, sign: str) -> str:
    """What to type instead of this line to make a text of its value, which begins with `sign`;
    empty when it does not, or when that is too long to show."""
    (part,) = anatomy.anatomy([line])
    made = restored(_between_quotes(part).strip()) if part.value.startswith(sign) else ""
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


def _between_quotes(line: Line) -> str:
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


@lru_cache(maxsize=1)
def _keys() -> frozenset[str]:
    return frozenset(every_key())


def _is_key(word: str) -> bool:
    return word.strip().casefold() in _keys()

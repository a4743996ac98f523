"""A line in; how it may be meant, when a sign in it is forgotten, too much or another one, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from affiche.reading import guesses
from affiche.reading.keys import labelled, texts
from affiche.reading.syntax import lines as anatomy
from affiche.reading.syntax.lines import Line
from affiche.reading.syntax.quotes import between_quotes
from affiche.reading.syntax.repair import FORGOTTEN, LOUD, TYPE, Parts, Repair, is_key
from affiche.reading.syntax.said import NOT_CLOSED
from affiche.reading.syntax.signs import BULLETS

_COMMAS = re.compile(r", *(?=[,\]}])|(?<=[\[{]) *, *")


def no_blank_after_colon(parts: Parts, line: Line) -> Iterator[Repair]:
    """A key and its text without a blank in between."""
    match = re.match(r"([^\W\d][\w -]{0,40}?):(?!//)(?=\S)", line.text[line.start :])
    if line.key and not (match and is_key(match[1])):
        return
    if match and (is_key(match[1]) or anatomy.beside_key(parts, line.number, line.start)):
        at = line.start + match.end()
        what = "after the colon there is no space"
        yield Repair(line.number, at, what, TYPE, line.text[:at] + " " + line.text[at:])


def no_blank_after_dash(parts: Parts, line: Line) -> Iterator[Repair]:
    """An item without a blank behind its dash."""
    match = re.match(rf" *([-{BULLETS}])(?=[^\s\-])", line.text)
    if match and not line.key:
        at = match.end()
        what = "after the dash there is no space"
        yield Repair(line.number, at - 1, what, TYPE, f"{line.text[: at - 1]}- {line.text[at:]}")


def odd_bullet(parts: Parts, line: Line) -> Iterator[Repair]:
    """An item behind another sign than a dash."""
    match = re.match(rf" *([{BULLETS}*+])[ \t]+", line.text)
    if match:
        at, what = match.start(1), "this sign does not begin an item of a list"
        new = f"{line.text[:at]}- {line.text[match.end() :]}"
        yield Repair(line.number, at, what, TYPE, new)


def starts_oddly(parts: Parts, line: Line) -> Iterator[Repair]:
    """A value that begins with a sign that has a meaning in YAML."""
    first = line.value[:1]
    if first and first in "@`%&!*|>?,]}[{#" and not line.value.startswith(("{{", "- ")):
        text = line.key.strip("\"'").casefold() in texts() and not _closed(line.value)
        if first in "[{" and not (text or _more_after(line.value)):
            return
        what = "a text cannot start with {sign}"
        if first in "[{" and _more_after(line.value):
            what = "after the {sign}…{closing} the text goes on"
        yield Repair(line.number, line.at, what, TYPE, between_quotes(line))


def second_colon(parts: Parts, line: Line) -> Iterator[Repair]:
    """Text with a colon in it, behind a key or a dash."""
    value = line.value
    match = re.search(r"\S(:)(?= |$)", value)
    if match and line.key and value[0] not in "\"'[{|>":
        what = "there is a second colon in this line"
        at = line.at + match.start(1)
        yield Repair(line.number, at, what, TYPE, between_quotes(line))


def ends_early(parts: Parts, line: Line) -> Iterator[Repair]:
    """A text that goes on after its closing quote."""
    value = line.value
    if value[:1] in ('"', "'"):
        end = anatomy.closing(value, 0)
        if end and value[end:].strip():
            what = "text goes on here after its closing quote"
            at = line.at + len(value) - len(value[end:].lstrip())
            yield Repair(line.number, at, what, TYPE, between_quotes(line))


def quote_not_closed(parts: Parts, line: Line) -> Iterator[Repair]:
    """A text without its closing quote."""
    value = line.value
    if value[:1] in ('"', "'") and not anatomy.closing(value, 0):
        what = "this quoted text is not closed"
        yield Repair(line.number, line.at, what, TYPE, line.text.rstrip() + value[0])
    if value[:1] in ("[", "{") and value[-1:] in ("]", "}"):
        for mark in ('"', "'"):
            if value.count(mark) % 2:
                at = value.rfind(mark)
                stop = re.search(r"[,\]}]", value[at:])
                cut = at + (stop.start() if stop else len(value) - at - 1)
                new = line.text[: line.at + cut].rstrip() + mark + line.text[line.at + cut :]
                what = "this quoted text is not closed"
                yield Repair(line.number, line.at + at, what, TYPE, new)


def bracket_not_closed(parts: Parts, line: Line) -> Iterator[Repair]:
    """A bracket without its partner."""
    value = line.value
    pairs = {"[": "]", "{": "}"}
    if value[:1] in pairs and value.count(value[0]) > value.count(pairs[value[0]]):
        end = pairs[value[0]]
        what, hint = NOT_CLOSED[value[0]]
        hint = hint if value == value[0] else TYPE
        yield Repair(line.number, line.at, what, hint, line.text.rstrip() + end)
    if value[:1] in pairs and value[-1:] in "]})" and value[-1] != pairs[value[0]]:
        what = "this bracket is closed with another"
        at = line.at + len(value) - 1
        yield Repair(line.number, at, what, TYPE, line.text[:at] + pairs[value[0]])
    if value[:1] in pairs and value.count(value[0]) < value.count(pairs[value[0]]):
        end = pairs[value[0]]
        at = line.at + value.rfind(end)
        what = "there is a {sign} too many here"
        yield Repair(line.number, at, what, TYPE, line.text[:at] + line.text[at + 1 :])
    for match in _COMMAS.finditer(value if value[:1] in pairs else ""):
        at = line.at + match.start()
        new = line.text[:at] + line.text[line.at + match.end() :]
        what = "there is a comma too many here"
        yield Repair(line.number, at, what, TYPE, new)


def no_comma(parts: Parts, line: Line) -> Iterator[Repair]:
    """Two fields between { } without a comma."""
    if not line.value.startswith("{"):
        return
    for match in re.finditer(r"(?<=[^\s,{:]) +(?=[a-z_]+: )", line.value):
        at = line.at + match.start()
        what = "between these two fields there is no comma"
        new = f"{line.text[:at]}, {line.text[line.at + match.end() :]}"
        yield Repair(line.number, at, what, TYPE, new)


def no_colon(parts: Parts, line: Line) -> Iterator[Repair]:
    """A field with another sign than a colon, or none, behind its key."""
    if line.key:
        return
    match = re.match(r"([a-z_]{2,40})( *[=;|] *|[.,] +| +)(?=\S)", line.text[line.start :], re.I)
    short = match and match[1].islower() and " " not in line.value.partition(" ")[2].strip()
    own = short and _holder(parts, line) in labelled()
    beside = own and anatomy.beside_key(parts, line.number, line.start)
    if match and (is_key(match[1]) or beside):
        at = line.start + match.end(1)
        new = f"{line.text[:at]}: {line.text[line.start + match.end() :]}"
        yield Repair(line.number, line.start, "this line has no colon", TYPE, new)
    told = FORGOTTEN.fullmatch(line.text[line.start :].rstrip())
    named = next(filter(is_key, guesses.meant(told[1])), "") if told else ""
    if told and named:
        new = f"{line.text[: line.start]}{named}: {told[2]}"
        yield Repair(line.number, line.start, "this line has no colon", TYPE, new)
    bare = re.fullmatch(r"([a-z_]{2,40})\s*", line.text[line.start :], re.I)
    if bare and is_key(bare[1]):
        new = line.text.rstrip() + ":"
        yield Repair(line.number, line.start, "this line has no colon", TYPE, new)


def loud_key(parts: Parts, line: Line) -> Iterator[Repair]:
    """A key in bold or italics, as chat programs and Markdown write it."""
    match = LOUD.match(line.text[line.start :])
    if match and is_key(match[2]):
        new = f"{line.text[: line.start]}{match[2].strip()}: {match[3]}".rstrip()
        yield Repair(line.number, line.start, "there are signs around this key", TYPE, new)


def other_remark(parts: Parts, line: Line) -> Iterator[Repair]:
    """A remark as other languages write it."""
    match = re.fullmatch(r" *(?://+|<!--|/\*+)(.*?)(?:-->|\*/)? *", line.text)
    if match:
        new = " " * line.indent + f"# {match[1].strip()}".rstrip()
        what = "a remark begins with #"
        yield Repair(line.number, line.indent, what, TYPE, new, joins=True)


def backslash(parts: Parts, line: Line) -> Iterator[Repair]:
    """A \\ between double quotes, where it has a meaning."""
    value = line.value
    if value[:1] == '"' and value[-1:] == '"' and "\\" in value[1:-1]:
        inner = value[1:-1].replace('\\"', '"').replace("'", "''")
        what = "a \\ in a text between double quotes has a meaning of its own"
        at = line.at + value.index("\\")
        yield Repair(line.number, at, what, TYPE, f"{line.text[: line.at]}'{inner}'")


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

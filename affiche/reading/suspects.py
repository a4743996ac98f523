"""A text in; each line that looks like a field, a fence, a heading or a remark and is none, out.

Whatever is not recognised would be shown as text, and text may leave the company. So what can
only be meant as structure is an error (`sure`); what may be prose as well ("Status: getrouwd", a
heading in a quote) is a doubt, and keeps the text that it stands in from the agencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache

from affiche.model import Visibility
from affiche.model.text import Document
from affiche.outline import Outline, outline
from affiche.reading import guarded
from affiche.reading.guarded import Guarded, folded
from affiche.reading.shapes import UNSEEN, Label, is_rule, labels, pieces, shape, untagged

_REMARK = re.compile(r"<\s*!\s*-|(?:^|\s)%%|\{# |\{%-?\s*comment|^\s*/\*")
_HIDDEN = re.compile(
    r"<[a-z][^<>]*(?:\shidden(?=[\s=>/])|display\s*:\s*none|visibility\s*:\s*hidden)", re.I
)
_HEADING = re.compile(r"(?P<before>(?:[ >]|[-*+•] |\d{1,3}[.)] )*)#{1,}(?: |$|(?<=##)[^#\s])")
_SECTION = re.compile(r" {0,3}(#{2,6})[^#]")
_NO_HEADING = 7  # deeper than any
_LATE_HEADING = re.compile(r"[^\s#`]\s*(?<!C)#{2,6}\s+\w")  # its line break is gone
_OTHER_HEADING = re.compile(
    r"(?:={1,6} [^\W\d].*|h[1-6]\. .+|!{1,3} \S.*"
    r"|\\?(?:part|chapter|(?:sub)*section|(?:sub)?paragraph|textbf)\*?\{.+)"
)
_HTML_HEADING = re.compile(r"<\s*(?:h[1-6]|summary)\b|role\s*=\s*[\"']?heading", re.I)
_UNDERLINE = re.compile(r" {0,3}[-=]+ *")
_LOUD_LINE = re.compile(r"[^\w]*(?:\*\*|__)+(?P<said>[^*_]{1,60})(?:\*\*|__)+[^\w]*")
_ALL_LOUD = re.compile(r"\W*(?:\*\*|__)+(?P<said>[^*_]+)(?:\*\*|__)+\W*")
_BOLD = re.compile(r"(?:</?(?:b|strong|p|center|font|u)\b[^<>]*>)+", re.I)
_IDENTIFIER = re.compile(r"(?<![\w/.])[A-Za-z]+(?:[_\-][A-Za-z]+)+(?!\w)")
# A key behind a sentence or a gap, or before the sign of a text over several lines.
_LATE_KEY = re.compile(
    r"(?:(?:\S\s{2,}|[.!?…»”>\"]\s?)(?P<key>[A-Za-z_]+)\s*:(?!//)|\s(?P<word>[a-z_]+):(?=\s*[|>]))"
    r"(?P<block>\s*[|>][+-]?(?=\s|<br|$))?"
)
_WORD_FIRST = re.compile(r"[\s\"'`*{>-]*(?P<word>[^\W\d](?:\w|-(?=\w))*)(?![\w:])")
_AMONG_WORDS = re.compile(r"(?<=[^\W_][ ,)])\s*(?P<key>[^\W\d]\w{2,}):(?=\s|$)")
_WORDS = re.compile(r"[^\W\d]\w*")
_SENTENCE = re.compile(r"(?<=[.!?…;»\">])\s+|\s{2,}")
_GOES_ON = re.compile(r"\s+\S|.*:\s*(?:[|>][+-]?\d?[+-]?)?\s*(?:#.*)?$")
_WAITS = re.compile(r":\s*[|>][+-]?\d?[+-]?\s*$")  # for a text, which is not there
_ENDS = re.compile(r"[.!?…,;][\"'*_)]*$")
_TITLE = 40  # characters that a heading has at most
# What a text says first, and of itself: in brackets, before a colon, or as its whole line.
_MARKED = re.compile(
    r"[\s>*_#+\"'`-]*(?:[(\[{](?P<marked>[\w’ ]{3,20})[)\]}]|(?P<label>[\w’ ]{3,20}?)[*_\"'` ]*:"
    r"|(?P<line>[\w’ ]{3,20}?)[*_\"'` ]*$)"
)
# Behind a mark, or a number of a chapter or a list.
_FIRST_WORDS = re.compile(
    r"(?:[\W_]|\d{1,3}[.)]|[ivxl]{1,5}[.)]|[a-z][.)])*([^\W_][\w’']*)(?: (intern\w?))?"
)
_SHORT = 60  # characters of a line that says of itself for whom it is


@dataclass(frozen=True)
class Suspect:
    """A line (from 0) that looks like something else; `sure`: it cannot be meant as text.

    `label`: it is a field that it looks like.
    """

    line: int
    column: int
    rule: str
    what: str
    hint: str
    values: dict[str, object] = field(default_factory=dict)
    sure: bool = True
    label: bool = False


def cut_off(header: str, text: str) -> Suspect | None:
    """The first line of a body that goes on with the last field above it: both are indented, or
    the field waits for its value; `---` came in between."""
    last = next((line for line in reversed(header.split("\n")) if line.strip()), "")
    lines = text.split("\n")
    number = next((n for n, line in enumerate(lines) if line.strip() and not is_rule(line)), 0)
    waits = _WAITS.search(last) and lines[number].strip()
    indented = re.match(r" {2}| ?\t|\u00a0", lines[number]) and _GOES_ON.match(last)
    if not waits and not indented:
        return None
    return Suspect(
        number, _column(lines[number]), "unread-fields",
        "this text goes on with the last field, but --- stands in between",
        "Take the --- above this line away; or let the line start at the very left when it is text",
    )  # fmt: skip


@lru_cache(maxsize=4096)
def body(text: str, kind: type[Document]) -> tuple[Suspect, ...]:
    """What is suspicious in the Markdown of a document, by line. A line is named once."""
    found: dict[int, Suspect] = {}
    for suspect in _Look(outline(text), kind).all():
        known = found.get(suspect.line)
        if known is None or (suspect.sure and not known.sure):
            found[suspect.line] = suspect
    return tuple(found[line] for line in sorted(found))


def value(text: str, kind: type[Document], level: Visibility) -> Iterator[Suspect]:
    """What is suspicious in the text of a field that this circle may see, by line of the text."""
    lines = text.split("\n")
    if level is Visibility.SECRET:
        return
    for number, line in enumerate(lines):
        yield from _value_line(number, line, kind, level, len(lines) > 1)
    for left in outline(text).left_open if level is Visibility.AGENCY else ():
        if left.sort == "remark":
            yield _left_open(left.line, lines[left.line], "remark", left.mark)


def doubts(text: str, kind: type[Document]) -> Iterator[Suspect]:
    """The lines of a field's text that may be a field of their own, which stays inside."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if ":" in line and _may_be_field(line, kind, len(lines) > 1):
            yield _doubt_in_field(number, line)


def without_doubts(text: str, kind: type[Document]) -> str:
    """The text of a field as an agency gets it: up to the first doubtful line."""
    first = next(doubts(text, kind), None)
    return text if first is None else "\n".join(text.split("\n")[: first.line]).rstrip()


def doubtful_label(word: str, kind: type[Document]) -> bool:
    """Whether a writer's own label is a name of a field that stays inside: "Segment"."""
    return folded(shape(word)) in guarded.doubtful(kind)


def key(word: str, kind: type[Document]) -> Guarded | None:
    """The field that may not leave, when a writer's own label is its key: it slipped in."""
    field_ = guarded.spelled(kind).get(folded(shape(word)))
    if field_ is None or not field_.hidden:
        return None
    return field_ if word == field_.name or "_" in field_.name else None


def slipped_in(name: str) -> Suspect:
    """The key of a field stands among labels of the writer's own."""
    return Suspect(
        0, 1, "unread-field",
        "`{key}` is a field that may not leave, and here it would be shown as a label",
        "Let the line start as far to the left as the fields above it, or give it another label",
        {"key": name},
    )  # fmt: skip


def _may_be_field(line: str, kind: type[Document], several: bool) -> bool:
    """Whether a line has a label that is the name of a field that stays inside, where a line or
    a sentence begins, or among words, where no prose has one."""
    known = guarded.doubtful(kind)
    for number, part in enumerate(_SENTENCE.split(shape(line))):
        begun = labels(part)[:1] if several or number else ()
        if any(folded(label.word) in known for label in begun):
            return True
        for late in _AMONG_WORDS.finditer(part):
            meant = known.get(folded(late["key"]))
            if meant and (meant.exact or not late["key"].islower()):
                return True
    return False


def _value_line(
    number: int, line: str, kind: type[Document], level: Visibility, several: bool
) -> Iterator[Suspect]:
    hidden = _hidden_field(line, kind, whole=several, deep=several)
    if hidden and (level is Visibility.AGENCY or hidden.level is Visibility.SECRET):
        yield Suspect(
            number, _column(line), "unread-field",
            "this looks like the field `{key}`, but it stands in the text of another field",
            "Let the line start as far to the left as the other fields, or take it away",
            {"key": hidden.name},
        )  # fmt: skip
    if level is not Visibility.AGENCY:
        return
    plain = shape(line)
    if _REMARK.search(plain) and "<!--" not in line:
        yield _remark(number, line)
    elif plain.lstrip().startswith("#") and (
        (several and re.match(r"\s*#+( |$)", plain)) or _says_closed(plain.lstrip("# "))
    ):
        yield Suspect(
            number, _column(line), "remark-in-text",
            "this line is part of the text: a # keeps nothing back here",
            "Take the line away, or the # when it may be read by everybody",
        )  # fmt: skip
    elif _is_for_colleagues(plain):
        yield Suspect(
            number, _column(line), "for-colleagues",
            "this text says that it is not for everybody, but its field may go to an agency",
            "Put it in a field for colleagues, or write it otherwise",
        )  # fmt: skip


class _Look:
    """Looks through the lines of one body."""

    def __init__(self, shape_: Outline, kind: type[Document]) -> None:
        self.outline = shape_
        self.kind = kind
        self.lines = shape_.bare
        self.code = {n for first, last in shape_.fences for n in range(first, last + 1)}
        self.titles = {h.first: h for h in shape_.headings}
        self.underlines = {h.after - 1 for h in shape_.headings if h.after - h.first == 2}
        first = [h.first for h in shape_.headings if h.level > 1 or h is not shape_.headings[0]]
        self.opening = min(first, default=len(self.lines))  # where the biography ends

    def all(self) -> Iterator[Suspect]:
        for left in self.outline.left_open:
            yield _left_open(left.line, self.outline.lines[left.line], left.sort, left.mark)
        yield from self._fenced_fields()
        yield from self._without_colons()
        yield from self._remarked_fields()
        yield from self._below_hidden_headings()
        for number, line in enumerate(self.lines):
            if not line.strip():
                continue
            if number in self.code:
                yield from self._in_code(number, line)
                continue
            yield from self._fields(number, line)
            if number not in self.titles and number not in self.underlines:
                yield from self._structure(number, line)

    # Fields ----------------------------------------------------------------------------------

    def _in_code(self, number: int, line: str) -> Iterator[Suspect]:
        hidden = _hidden_field(line, self.kind)
        secret = hidden and hidden.level is Visibility.SECRET and hidden.top
        if hidden and (secret or "_" in hidden.name):
            yield _field(number, line, hidden)
        elif hidden or self._doubted(line):
            yield _doubt(number, line)

    def _fields(self, number: int, line: str) -> Iterator[Suspect]:
        hidden = _hidden_field(line, self.kind)
        title = self.titles.get(number)
        row = _row_of_keys(line, self.kind) if title is None else []
        if len({one.name for one in row if one.exact}) > 2:
            yield _unread_fields(number, line)
        elif hidden and (title is None or title.level == 1 or hidden.level is Visibility.SECRET):
            yield _field(number, line, hidden)
        elif title is None and (
            row or self._doubted(line) or self._term(number) or self._stands_alone(number)
        ):
            yield _doubt(number, line)
        elif title is not None and _says_closed(title.title):
            yield _doubt(number, line)  # below a heading that a briefing asks for, say

    def _doubted(self, line: str) -> bool:
        """Whether a line may be a field that does not leave, and may be prose."""
        known = guarded.spelled(self.kind)
        for label in labels(line):
            meant = known.get(folded(label.word))
            deep = meant and not meant.top and not label.word.islower()  # "Klanten: …" is prose
            if (meant and meant.hidden and not deep) or _says_closed(label.word):
                return True
        plain = shape(line)
        parts = pieces(line)
        if len(parts) > 1 and any(map(_is_title, parts)):
            return True
        loud = _LOUD_LINE.fullmatch(untagged(line))
        if loud:
            meant = known.get(folded(loud["said"].rstrip(": ")))
            return bool(meant and meant.hidden) or _says_closed(loud["said"])
        marked = re.match(r"\s*(?:\W|\w{1,4}[.)])", plain)
        return len(plain) <= _SHORT and bool(marked) and _says_closed(plain)

    def _term(self, number: int) -> bool:
        """Whether a line is the term of a definition list that is a field's key."""
        below = shape(self.lines[number + 1]) if number + 1 < len(self.lines) else ""
        meant = guarded.spelled(self.kind).get(folded(shape(self.lines[number])))
        return bool(meant and meant.hidden) and re.match(r" {0,3}:( |$)", below) is not None

    def _stands_alone(self, number: int) -> bool:
        """Whether a line says like a heading for whom the text below it is: "INTERNE MARGE"."""
        above = self.lines[number - 1] if number else ""
        return not above.strip() and _is_title(untagged(self.lines[number]).replace("**", ""))

    def _fenced_fields(self) -> Iterator[Suspect]:
        """Fields beside something that looks like `---`, or at the very top of the text."""
        for run in self._runs():
            known = [one for one in map(self._own_field, run) if one is not None]
            plain = any(self._is_written(number) for number in run)
            if self._opens(run, known, plain) and not self._above(run[0]):
                yield Suspect(
                    run[0], _column(self.lines[run[0]]), "unopened-front-matter",
                    "the fields that start here do not have --- above them",
                    "Put --- on a line of its own above the first field and below the last",
                )  # fmt: skip
            elif self._is_fenced(run, known, plain) or self._opens(run, known, plain):
                yield _unread_fields(run[0], self.lines[run[0]])

    def _without_colons(self) -> Iterator[Suspect]:
        """Stretches of lines that begin with the names of fields, of which the colons are gone."""
        for block in self._blocks():
            begun = [(n, one) for n in block if (one := _first_word(self.lines[n], self.kind))]
            if not any(one.hidden for _, one in begun):
                continue
            exact = {one.name for _, one in begun if one.exact}
            first = begun[0][0]
            if len(exact) > 2:
                yield _unread_fields(first, self.lines[first])
            elif len({one.name for _, one in begun}) > 2 or _is_bare(self.lines[block[0]], begun):
                hidden = next(n for n, one in begun if one.hidden)
                yield _doubt(hidden, self.lines[hidden])

    def _blocks(self) -> Iterator[list[int]]:
        """Lines that follow each other, with nothing but a list's marks in front; no code."""
        block: list[int] = []
        for number, line in enumerate(self.lines):
            if line.strip() and number not in self.code:
                block.append(number)
            elif block:
                yield block
                block = []
        if block:
            yield block

    def _remarked_fields(self) -> Iterator[Suspect]:
        """A document's fields between `<!--` and `-->`: what stands above them is shown."""
        lines = self.outline.lines
        gone = [n for n, line in enumerate(lines) if line.strip() and not self.lines[n].strip()]
        found = [n for n in gone if n not in self.code and self._field_of(lines[n])]
        names = {one.name for n in found if (one := self._field_of(lines[n])) and one.exact}
        if len(names) > 2 and names & {"name", "title"}:
            yield _unread_fields(found[0], lines[found[0]])

    def _runs(self) -> Iterator[list[int]]:
        """Stretches of lines that follow each other and begin with a known field."""
        run: list[int] = []
        for number, line in enumerate(self.lines):
            if number in self.code or not line.strip() or is_rule(line):
                if run:
                    yield run
                run = []
            elif run or self._own_field(number):
                run.append(number)
        if run:
            yield run

    def _own_field(self, number: int) -> Guarded | None:
        """The field of this kind that a line begins with, whatever its spelling."""
        return self._field_of(self.lines[number])

    def _field_of(self, line: str) -> Guarded | None:
        for label in labels(line)[:1]:
            if not label.loud and not label.before.strip(" \"'`{"):
                return guarded.spelled(self.kind).get(folded(label.word))
        return None

    def _is_written(self, number: int) -> bool:
        """Whether a line begins with a key as fields are written, in small letters."""
        found = labels(self.lines[number])[:1]
        meant = self._own_field(number)
        return bool(found and meant and meant.exact and found[0].word[:1].islower())

    def _names(self, number: int) -> bool:
        """Whether a line is the field that a document of this kind cannot be without."""
        meant = self._own_field(number) if self._is_written(number) else None
        written = self.kind.model_fields.get(meant.name) if meant and meant.top else None
        return bool(written and written.is_required())

    def _is_fenced(self, run: Sequence[int], known: Sequence[Guarded], plain: bool) -> bool:
        """Whether a run of fields stands beside a line that is meant as a fence.

        `---` between paragraphs is a rule, so labels of a text may stand below one; but between
        two of them, or beside a dash that is no hyphen, they are meant as fields.
        """
        above, below = run[0] - 1, run[-1] + 1
        while above >= 0 and (not self.lines[above].strip() or above in self.titles):
            above -= 1
        rules = [n for n in (above, below) if 0 <= n < len(self.lines) and is_rule(self.lines[n])]
        if not rules:
            return False
        if plain or any(one.level is Visibility.SECRET and one.exact for one in known):
            return True
        odd = any(not self.lines[number].isascii() for number in rules)
        return (odd or len(rules) == 2) and any(one.hidden for one in known)

    def _opens(self, run: Sequence[int], known: Sequence[Guarded], plain: bool) -> bool:
        """Whether a run of fields opens the text, with nothing but headings above it, or stands
        right below a heading, which may be a remark of YAML; or says what only a field says."""
        above = self._above(run[0])
        titles = [n for n in above if n in self.titles or n in self.underlines]
        if not above:
            return plain or (len(known) > 1 and any(one.hidden for one in known))
        below = above == titles or titles[-1:] == above[-1:]
        return plain and ((below and len(known) > 1) or any(map(self._names, run)))

    def _above(self, number: int) -> list[int]:
        """The lines above one on which something stands."""
        return [n for n in range(number) if self.lines[n].strip()]

    def _below_hidden_headings(self) -> Iterator[Suspect]:
        """The first line below code or a remark that a heading is in: what was it a part of?"""
        level = _NO_HEADING  # of the highest heading that is hidden and may still hold
        for number, line in enumerate(self.lines):
            whole = self.outline.lines[number]
            title = self.titles.get(number)
            if self.outline.hidden[number] or line != whole:
                match = _SECTION.match(whole)
                level = min(level, len(match[1])) if match else level
            elif title is not None and title.level <= level:
                level = _NO_HEADING
            elif level < _NO_HEADING and line.strip():
                yield _doubt_heading(number, line)
                level = _NO_HEADING

    # Headings, remarks -----------------------------------------------------------------------

    def _structure(self, number: int, line: str) -> Iterator[Suspect]:
        plain = shape(line)
        if _REMARK.search(plain):
            yield _remark(number, line)
        elif _HIDDEN.search(plain):
            yield Suspect(
                number, _column(line), "hidden-text",
                "this text would be hidden in a browser, but it is shown here",
                "Take it out of the file",
            )  # fmt: skip
        elif _HEADING.match(plain):
            yield from self._heading(number, line, plain)
        elif (
            _LATE_HEADING.search(line)
            or _HTML_HEADING.search(plain)
            or _OTHER_HEADING.fullmatch(plain.strip().lstrip("\\#"))
        ):
            yield _doubt_heading(number, line)
        elif self._underlines(number, line, plain):
            yield _doubt_heading(number - 1, self.lines[number - 1])
        elif number < self.opening and self._is_loud(number, line):
            yield _doubt_heading(number, line)

    def _heading(self, number: int, line: str, plain: str) -> Iterator[Suspect]:
        """A heading that is none: with a sign in it that is no # and no blank, or one that stands
        too deep, in a quote or a list, or behind a backslash."""
        odd = next((c for c in line[: plain.index("#") + 8] if c not in " \t#\\"), "")
        plainly = re.match(r" {0,3}#{1,6}(?: |[^# ])", plain) and "\\" not in line[:8]
        if not plainly or not odd or odd in ">-*+•" or odd.isdigit():
            yield _doubt_heading(number, line)
            return
        yield Suspect(
            number, _column(line), "unread-heading",
            "this looks like a heading, but the sign {sign} keeps it from being one",
            "Type this line anew: {typed}",
            {"sign": _named(odd), "typed": plain.strip()},
        )  # fmt: skip

    def _is_loud(self, number: int, line: str) -> bool:
        """Whether a line stands by itself and aloud, as a heading does: bold, or in capitals."""
        above = self.lines[number - 1] if number else ""
        if above.strip() and number - 1 not in self.titles and number - 1 not in self.underlines:
            return False
        below = next((n for n in range(number + 1, len(self.lines)) if self.lines[n].strip()), None)
        if below is None or below in self.titles or _loud(self.lines[below]):
            return False
        said = _loud(line) or shape(line).strip()
        if len(said) > _TITLE or _ENDS.search(said):
            return False
        return bool(_loud(line)) or (said.isupper() and len(said) > 3) or said.endswith(":")

    def _underlines(self, number: int, line: str, plain: str) -> bool:
        """Whether a line underlines the text above it, in a way that only others draw."""
        if not number or not self.lines[number - 1].strip() or number - 1 in self.titles:
            return False
        if number - 1 in self.underlines or number - 1 in self.code or "|" in line:
            return False
        bare = plain.strip()
        above = shape(self.lines[number - 1])
        if re.match(r"\s*(?:[-*+>|]|\d+[.)]) ?", above):
            return False
        return bool(_UNDERLINE.fullmatch(line)) or (
            len(bare) > 2 and is_rule(line) and len(set(bare.replace(" ", ""))) == 1
        )


def _loud(line: str) -> str:
    """What a line says when all of it is bold; or ""."""
    match = _ALL_LOUD.fullmatch(_BOLD.sub("**", shape(line)))
    return match["said"].strip() if match else ""


def _hidden_field(
    line: str, kind: type[Document], whole: bool = True, deep: bool = False
) -> Guarded | None:
    """The field that may not leave and that a line can only be meant as, a secret one first;
    `whole`: it begins a line of its own, and does not only stand somewhere in a text; `deep`:
    fields of fields count."""
    found = list(_hidden_fields(line, kind, whole, deep))
    return next((one for one in found if one.level is Visibility.SECRET), next(iter(found), None))


def _hidden_fields(line: str, kind: type[Document], whole: bool, deep: bool) -> Iterator[Guarded]:
    plain = shape(line)
    if "_" in plain or "-" in plain:
        yield from _unmistakable(plain)
    if guarded.restricts().search(plain):
        yield Guarded("visibility", Visibility.SECRET, top=False)
    known = guarded.spelled(kind)
    for label in labels(line) if whole or ":" in plain else ():
        meant = known.get(folded(label.word))
        if meant and meant.hidden and _is_sure(meant, label, deep):
            yield meant
    for late in _LATE_KEY.finditer(plain):  # its line break is gone
        word = late["key"] or late["word"]
        meant = known.get(folded(word))
        if meant and meant.hidden and meant.exact:
            small = word.islower()
            secret = meant.top and meant.level is Visibility.SECRET
            if secret or (small and (meant.top or deep or late["block"])):
                yield meant
    named = _secret_labels(kind).search(folded(plain)) if ":" in plain else None
    if named:
        yield known[named[1]]


def _unmistakable(plain: str) -> Iterator[Guarded]:
    """Keys that no prose has, and what is nearly one."""
    keys = guarded.unmistakable()
    for word in _IDENTIFIER.findall(plain):
        name = word.casefold().replace("-", "_")
        near = [name] if name in keys else []
        if not near and "_" in word and len(name) > 8:
            near = get_close_matches(name, keys, 1, 0.85)
        if near and ("_" in word or _is_key(plain, word)):
            yield Guarded(near[0], keys[near[0]], False)


def _row_of_keys(line: str, kind: type[Document]) -> Sequence[Guarded]:
    """The fields whose names are cells of a row, when one of them may not leave: all cells, where
    it is not a table that says that it is one."""
    for sign in ("|", "\t", ";", ","):
        cells = [shape(cell).strip(" \"'`*_") for cell in line.strip("|\t ;,").split(sign)]
        if len(cells) > 1 and sign in line:
            found = [(cell, guarded.spelled(kind).get(folded(cell))) for cell in cells]
            known = [
                one if cell.islower() else replace(one, exact=False)
                for cell, one in found
                if one and one.top
            ]
            many = len(known) > 2 or (sign == "\t" and len(known) == len(cells))
            if any(one.hidden for one in known) and (sign == "|" or many):
                return known
    return _mostly_keys(line, kind)


def _mostly_keys(line: str, kind: type[Document]) -> Sequence[Guarded]:
    """The fields that a line names, when it says little else."""
    said = _WORDS.findall(shape(line))
    known = [one for word in said if (one := guarded.spelled(kind).get(folded(word))) and one.top]
    names = {one.name for one in known if one.exact}
    many = len(names) > 2 and len(known) * 4 >= len(said) * 3
    return known if many and any(one.hidden for one in known) else []


def _first_word(line: str, kind: type[Document]) -> Guarded | None:
    """The field of this kind, at its top, whose name a line begins with, with a colon or not."""
    match = _WORD_FIRST.match(shape(line))
    meant = guarded.spelled(kind).get(folded(match["word"])) if match else None
    if not match or not meant or not meant.top:
        return None
    return meant if match["word"].islower() else replace(meant, exact=False)


def _is_bare(line: str, begun: Sequence[tuple[int, Guarded]]) -> bool:
    """Whether a paragraph begins with the key of a hidden field in small letters, as no prose
    begins."""
    _, first = begun[0]
    bare = _WORD_FIRST.match(shape(line))
    return bool(first.hidden and first.exact and bare and bare["word"] == first.name)


@lru_cache(maxsize=8)
def _secret_labels(kind: type[Document]) -> re.Pattern[str]:
    """Labels of secret fields that no prose has, wherever they stand: "interne notities:"."""
    known = guarded.spelled(kind).items()
    words = [w for w, field_ in known if " " in w and field_.level is Visibility.SECRET]
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))})[\s\"`*]*:")


def _is_key(plain: str, word: str) -> bool:
    return bool(re.search(re.escape(word) + r"[\s\"'`*]*[:=]", plain))


def _is_sure(meant: Guarded, label: Label, deep: bool = False) -> bool:
    """Whether a label can only be meant as this field."""
    small = label.word[:1].islower()
    if meant.level is Visibility.SECRET and (" " in folded(label.word)):
        return True
    if label.loud or label.before.strip(" \"'`{#>-*+•/"):
        return False
    if meant.level is Visibility.SECRET:
        return (meant.exact and (small or meant.top)) or (small and meant.top)
    return meant.exact and small and (meant.top or deep or "_" in meant.name)


def _says_closed(text: str) -> bool:
    """Whether a text begins by saying that it is not for everybody: "Intern: …"."""
    first = _FIRST_WORDS.match(shape(text).casefold())
    if not first:
        return False
    closed = guarded.closed_words()
    return first[1] in closed or " ".join(filter(None, first.groups())) in closed


def _is_for_colleagues(plain: str) -> bool:
    """Whether a line, or a sentence in it, says for whom it is and nothing else before a colon,
    in brackets, or as a line of its own: "Intern: …", "(intern) …", "**Vertrouwelijk**".

    More words make prose of it: "Interne motivatie: trots" is what a persona is about.
    """
    closed = guarded.closed_words()
    for part in _SENTENCE.split(plain):
        said = _MARKED.match(part)
        if said and folded(said["marked"] or said["label"] or said["line"]) in closed:
            return True
    return False


def _is_title(text: str) -> bool:
    """Whether a text is as short as a heading, does not end as a sentence does, and says that it
    is not for everybody."""
    text = text.strip()
    return len(text) <= _TITLE and not _ENDS.search(text) and _says_closed(text)


# What is said --------------------------------------------------------------------------------


def _column(line: str) -> int:
    return len(line) - len(line.lstrip()) + 1


def _named(sign: str) -> str:
    visible = sign and not UNSEEN.match(sign) and not sign.isspace()
    code = f"U+{ord(sign):04X}" if sign else ""
    return f"{sign} ({code})" if visible else code


def _unread_fields(number: int, line: str) -> Suspect:
    return Suspect(
        number, _column(line), "unread-fields",
        "the fields that start here are not read as fields: they would be shown",
        "Let the file begin with a line of three hyphens (---), then the fields, then "
        "--- again; nothing may stand above the first ---",
    )  # fmt: skip


def _field(number: int, line: str, meant: Guarded) -> Suspect:
    return Suspect(
        number, _column(line), "unread-field",
        "this looks like the field `{key}`, but it stands in the text and would be shown",
        "Put it between the two lines of --- at the top of the file, or take it away",
        {"key": meant.name},
    )  # fmt: skip


def _remark(number: int, line: str) -> Suspect:
    return Suspect(
        number, _column(line), "unread-remark",
        "this looks like a remark, but it would be shown",
        "Write <!-- in front of a remark and --> behind it, with two hyphens each",
    )  # fmt: skip


_NOT_CLOSED = {
    "fence": (
        "the code that starts here is not closed",
        "Put {mark} on a line of its own below it",
    ),
    "remark": ("the remark that starts here is not closed", "Put {mark} at its end"),
}


def _left_open(number: int, line: str, sort: str, mark: str) -> Suspect:
    what, hint = _NOT_CLOSED[sort]
    return Suspect(number, _column(line), f"unclosed-{sort}", what, hint, {"mark": mark})


def _doubt(number: int, line: str) -> Suspect:
    return Suspect(
        number, _column(line), "held-back",
        "this may be meant for colleagues only, so the text that it stands in stays out of the "
        "briefing `{briefing}`",
        "Put it between the two lines of ---, or under a ## heading of its own; or write it "
        "otherwise, without a colon",
        sure=False, label=True,
    )  # fmt: skip


def _doubt_in_field(number: int, line: str) -> Suspect:
    return Suspect(
        number, _column(line), "held-back",
        "this line may be meant for colleagues only, so the briefing `{briefing}` leaves it out, "
        "with what is below it",
        "Put it in a field of its own; or write it otherwise, without a colon",
        sure=False, label=True,
    )  # fmt: skip


def doubted_label() -> Suspect:
    """A label of the writer's own is a name of a field that stays inside."""
    return Suspect(
        0, 1, "held-back",
        "this label is the name of a field for colleagues, so the briefing `{briefing}` leaves it "
        "out",
        "Write it in that field; or give it another label when an agency may read it",
        sure=False, label=True,
    )  # fmt: skip


def _doubt_heading(number: int, line: str) -> Suspect:
    return Suspect(
        number, _column(line), "held-back",
        "this may be meant as a heading, so the text that it stands in stays out of the briefing "
        "`{briefing}`",
        "Start a heading with ## at the beginning of its line; leave an empty line above a line "
        "of ---",
        sure=False,
    )  # fmt: skip

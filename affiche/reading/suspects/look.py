"""The Markdown of a document in; each line that looks like structure and is none, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from affiche.model import Visibility
from affiche.model.text import Document
from affiche.outline import Heading, Outline, outline
from affiche.reading import guarded
from affiche.reading.guarded import Guarded, folded
from affiche.reading.shapes import (
    BEHIND,
    SIGN,
    is_rule,
    labels,
    late_labels,
    lettered,
    pieces,
    shape,
    untagged,
)
from affiche.reading.suspects.closed import ENDS, LOUD_LINE, TITLE, is_title, loud, says_closed
from affiche.reading.suspects.fields import (
    are_fields,
    edges,
    first_word,
    hidden_field,
    is_bare,
    keys_within,
    row_of_keys,
    secret_aloud,
)
from affiche.reading.suspects.said import (
    REMARK,
    Suspect,
    column,
    doubt,
    doubt_heading,
    left_open,
    named,
    unread_field,
    unread_fields,
    unread_remark,
)

_HIDDEN = re.compile(
    r"<[a-z][^<>]*(?:\shidden(?=[\s=>/])|display\s*:\s*none|visibility\s*:\s*hidden)", re.I
)
# The marks of quotes, lists and notes at the foot.
_BEFORE = r"(?:[ >]|[-*+•] |\d{1,3}[.)] |\[\^[^\]]*\]: *)*"
_HEADING = re.compile(_BEFORE + r"#{1,}(?: |$|(?<=##)[^#\s])")
_SECTION = re.compile(r" {0,3}(#{2,6})[^#]")
_NO_HEADING = 7  # deeper than any
_LATE_HEADING = re.compile(r"[^\s#`]\s*(?<!C)#{2,6}\s+\w")  # its line break is gone
_OTHER_HEADING = re.compile(
    _BEFORE + r"[\\#]*(?:={1,6} [^\W\d].*|h[1-6]\. .+|!{1,3} \S.*"
    r"|\\?(?:part|chapter|(?:sub)*section|(?:sub)?paragraph|textbf)\*?\{.+)"
)
_HTML_HEADING = re.compile(r"<\s*(?:h[1-6]|summary)\b|role\s*=\s*[\"']?heading", re.I)
_NOTED_HEADING = re.compile(r"\[\^[^\]]*\]: *#{2,6}[^#]")  # at the foot
_MARKS_BEFORE = re.compile(r"^\s*(?:\[\^[^\]]*\]:)?\W*")
_SAYS_MORE = re.compile(r":\s*\w")
_UNDERLINE = re.compile(r" {0,3}[-=]+ *")
_GOES_ON = re.compile(r"\s+\S|.*:\s*(?:[|>][+-]?\d?[+-]?)?\s*(?:#.*)?$")
_WAITS = re.compile(r":\s*[|>][+-]?\d?[+-]?\s*$")  # for a text, which is not there
# A word, or what makes items, quotes, rows and titles of lines: fields of a text stand so as well.
_LISTED = re.compile(r"[\w#>*+•·–—|/-]")
# An item of a list, a quote, a row, or a sentence that is at its end: the next line begins anew.
_ENDED = re.compile(r"^ {0,3}(?:[-*+•>|] |\d{1,3}[.)] )|[.!?…:][\"'*_)]*$")
# Lines on which something stands, that two fields of one stretch are apart at most: with a sign
# beside their keys, and without.
_NEAR, _NEXT = 8, 2
_ASIDE = re.compile(rf"\s[(\[/-]\s*(?P<key>[a-z_]+){BEHIND}{SIGN}")
_SHORT = 60  # characters of a line that says of itself for whom it is


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
        number, column(lines[number]), "unread-fields",
        "this text goes on with the last field, but --- stands in between",
        "Take the --- above this line away; or let the line start at the very left when it is text",
    )  # fmt: skip


@lru_cache(maxsize=4096)
def body(text: str, kind: type[Document]) -> tuple[Suspect, ...]:
    """What is suspicious in the Markdown of a document, by line. A line is named once."""
    found: dict[int, Suspect] = {}
    for suspect in Look(outline(text), kind).all():
        known = found.get(suspect.line)
        if known is None or _says_more(suspect, known):
            found[suspect.line] = suspect
    return tuple(found[line] for line in sorted(found))


def _says_more(suspect: Suspect, known: Suspect) -> bool:
    """Whether something that is said of a line goes before what is known of it."""
    if suspect.sure != known.sure:
        return suspect.sure
    return not suspect.sure and bool(suspect.values) and not known.values


def _stretch(fields: Mapping[int, Sequence[Guarded]], apart: int) -> int | None:
    """The first line of a stretch in which several different fields begin."""
    held: list[Guarded] = []
    first = last = 0
    for at, known in fields.items():
        if not known:
            continue
        if at - last > apart:
            held = []
        first, last = (first if held else at), at
        held += known
        if are_fields(held, 3):
            return first
    return None


class Look:
    """Looks through the lines of one body."""

    def __init__(self, shape_: Outline, kind: type[Document]) -> None:
        self.outline = shape_
        self.kind = kind
        self.lines = shape_.bare
        self.code = {n for first, last in shape_.fences for n in range(first, last + 1)}
        self.opened = {first for first, _ in shape_.fences}
        self.fences = {n for pair in shape_.fences for n in pair}
        self.titles = {h.first: h for h in shape_.headings}
        self.underlines = {h.after - 1 for h in shape_.headings if h.after - h.first == 2}
        first = [h.first for h in shape_.headings if h.level > 1 or h is not shape_.headings[0]]
        self.opening = min(first, default=len(self.lines))  # where the biography ends

    def all(self) -> Iterator[Suspect]:
        for left in self.outline.left_open:
            yield left_open(left.line, self.outline.lines[left.line], left.sort, left.mark)
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
        hidden = hidden_field(line, self.kind)
        secret = hidden and hidden.level is Visibility.SECRET and hidden.top
        row = row_of_keys(line, self.kind)
        if len({one.name for one in row if one.exact}) > 2:
            yield unread_fields(number, line)
        elif hidden and (secret or "_" in hidden.name):
            yield unread_field(number, line, hidden)
        elif hidden or row or self._doubted(line) or self._stands_alone(number):
            yield doubt(number, line)

    def _fields(self, number: int, line: str) -> Iterator[Suspect]:
        hidden = hidden_field(line, self.kind)
        title = self.titles.get(number)
        row = row_of_keys(line, self.kind)
        if len({one.name for one in row if one.exact}) > 2 or self._is_named_below(title):
            yield unread_fields(number, line)
        elif hidden and (title is None or title.level == 1 or hidden.level is Visibility.SECRET):
            yield unread_field(number, line, hidden)
        elif title is None and (aloud := secret_aloud(line, self.kind)):
            yield doubt(number, line, aloud.name)
        elif title is None and (
            row or self._doubted(line) or self._term(number) or self._stands_alone(number)
        ):
            yield doubt(number, line)
        elif title is not None and (says_closed(title.title) or self._is_secret(title)):
            yield doubt(number, line)  # below a heading that a briefing asks for, say

    def _is_named_below(self, title: Heading | None) -> bool:
        """Whether a heading below the first is the key of the field that a document cannot be
        without: "## name". Then what stands above it is a remark, and not the name."""
        said = title.title.strip(" :") if title is not None and title.level > 1 else ""
        written = self.kind.model_fields.get(said)
        return written is not None and written.is_required()

    def _is_secret(self, title: Heading) -> bool:
        """Whether a heading is the name of a secret field of this kind."""
        meant = guarded.spelled(self.kind).get(folded(shape(title.title).strip(" :*_`")))
        return bool(meant and meant.top and meant.level is Visibility.SECRET)

    def _doubted(self, line: str) -> bool:
        """Whether a line may be a field that does not leave, and may be prose."""
        known = guarded.spelled(self.kind)
        for label in labels(line):
            meant = guarded.meant(label.word, self.kind)
            deep = meant and not meant.top and not label.word.islower()  # "Klanten: …" is prose
            if (meant and meant.hidden and not deep) or says_closed(label.word):
                return True
        for label in late_labels(line):
            meant = guarded.written(label.word, self.kind)
            if meant and meant.hidden and meant.top and not label.dashed:
                return True
        if _ASIDE.search(lettered(line)) and self._is_aside(line):
            return True
        plain = shape(line)
        parts = pieces(line)
        if len(parts) > 1 and any(map(is_title, parts)):
            return True
        loud = LOUD_LINE.fullmatch(untagged(line))
        if loud:
            meant = known.get(folded(loud["said"].rstrip(": ")))
            return bool(meant and meant.hidden) or says_closed(loud["said"])
        marked = re.match(r"\s*(?:\W|\w{1,4}[.)])", plain)
        return len(plain) <= _SHORT and bool(marked) and says_closed(plain)

    def _is_aside(self, line: str) -> bool:
        """Whether a key stands aside in a line: "(segment: A)", "– owner: Jan"."""
        known = guarded.spelled(self.kind)
        said = (known.get(match["key"]) for match in _ASIDE.finditer(lettered(line)))
        return any(one.hidden and one.top for one in said if one)

    def _term(self, number: int) -> bool:
        """Whether a line is the term of a definition list that is a field's key."""
        below = shape(self.lines[number + 1]) if number + 1 < len(self.lines) else ""
        meant = guarded.spelled(self.kind).get(folded(shape(self.lines[number])))
        return bool(meant and meant.hidden) and re.match(r" {0,3}:( |$)", below) is not None

    def _stands_alone(self, number: int) -> bool:
        """Whether a line says like a heading for whom the text below it is: "INTERNE MARGE"."""
        above = self.lines[number - 1] if number and number - 1 not in self.opened else ""
        above = untagged(above)
        below = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        said = untagged(self.lines[number]).replace("**", "").strip()
        ended = number - 1 in self.titles or _ENDED.search(above) is not None
        # Signs and tags are no text that it goes on with; a line of signs below is for it alone.
        alone = re.search(r"\w", above) is None or is_rule(below)
        return (alone or (ended and said[:1].isupper())) and is_title(said)

    def _fenced_fields(self) -> Iterator[Suspect]:
        """Fields beside something that looks like `---`, or at the very top of the text."""
        for run in self._runs():
            known = [one for one in map(self._own_field, run) if one is not None]
            plain = any(self._is_written(number) for number in run)
            if self._opens(run, known, plain) and not self._above(run[0]):
                yield Suspect(
                    run[0], column(self.lines[run[0]]), "unopened-front-matter",
                    "the fields that start here do not have --- above them",
                    "Put --- on a line of its own above the first field and below the last",
                )  # fmt: skip
            elif self._is_fenced(run, known, plain) or self._opens(run, known, plain):
                yield unread_fields(run[0], self.lines[run[0]])

    def _without_colons(self) -> Iterator[Suspect]:
        """Stretches of lines that begin with the names of fields, of which the colons are gone."""
        yield from self._terms()
        yield from self._apart()
        for block in self._blocks():
            begun = [(n, one) for n in block if (one := first_word(self.lines[n], self.kind))]
            if not any(one.hidden for _, one in begun):
                continue
            exact = {one.name for _, one in begun if one.exact}
            first = begun[0][0]
            if len(exact) > 2:
                yield unread_fields(first, self.lines[first])
            elif len({one.name for _, one in begun}) > 2 or is_bare(self.lines[block[0]], begun):
                hidden = next(n for n, one in begun if one.hidden)
                yield doubt(hidden, self.lines[hidden])

    def _terms(self) -> Iterator[Suspect]:
        """Fields as a list of definitions: the name alone on a line, what it says below."""
        found = {
            n: one
            for n, below in pairwise(self._said())
            if shape(self.lines[below]).lstrip().startswith(":")
            if (one := first_word(self.lines[n], self.kind)) and one.exact
            if shape(self.lines[n]).strip() == one.name
        }
        if len(found) > 2 and any(one.hidden for one in found.values()):
            first = min(found)
            yield unread_fields(first, self.lines[first])

    def _apart(self) -> Iterator[Suspect]:
        """Fields with empty lines in between; with a sign beside their keys, with anything."""
        said = [number for number in self._said() if number not in self.code]
        signed, bare = {}, {}
        for at, (number, below) in enumerate(pairwise([*said, len(self.lines)])):
            goes_on = below < len(self.lines) and shape(self.lines[below]).lstrip()[:1] == ":"
            signed[at] = edges(self.lines[number] + " :" * goes_on, self.kind)
            word = first_word(self.lines[number], self.kind)
            bare[at] = [*signed[at], *([word] if word and word.exact else [])]
        found = [_stretch(signed, _NEAR), _stretch(bare, _NEXT)]
        first = min((said[at] for at in found if at is not None), default=None)
        if first is not None:
            yield unread_fields(first, self.lines[first])

    def _said(self) -> list[int]:
        """The lines on which something stands."""
        return [number for number, line in enumerate(self.lines) if line.strip()]

    def _blocks(self) -> Iterator[list[int]]:
        """Lines that follow each other, with nothing but a list's marks in front."""
        block: list[int] = []
        for number, line in enumerate(self.lines):
            if line.strip() and number not in self.fences:
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
        held = {n: keys_within(lines[n], self.kind) for n in gone if n not in self.code}
        found = [n for n in held if held[n]]
        names = set().union(*held.values())
        if len(names) > 2 and names & {"name", "title"}:
            yield unread_fields(found[0], lines[found[0]])

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
            if not label.loud and not _LISTED.search(label.before):
                return guarded.meant(label.word, self.kind)
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
        remarked = False  # by a remark, from which code is shown
        for number, line in enumerate(self.lines):
            whole = self.outline.lines[number]
            title = self.titles.get(number)
            if remarked and number in self.opened:
                yield doubt_heading(number, line)
                level, remarked = _NO_HEADING, False
            if self.outline.hidden[number] or line != whole:
                depth = self._hidden_depth(number, whole)
                level = min(level, depth)
                remarked = remarked or (depth < _NO_HEADING and number not in self.code)
            elif title is not None and title.level <= level:
                level, remarked = _NO_HEADING, False
            elif level < _NO_HEADING and line.strip():
                yield doubt_heading(number, line)
                level, remarked = _NO_HEADING, False

    def _hidden_depth(self, number: int, whole: str) -> int:
        """The level of a heading in code or a remark; without one, deeper than any. What stands in
        a remark with more than itself and says as a title that it is not for everybody is one as
        well, however it is written."""
        if match := _SECTION.match(whole):
            return len(match[1])
        if number in self.code:
            return 2 if _NOTED_HEADING.match(whole) else _NO_HEADING
        said = _MARKS_BEFORE.sub("", untagged(whole)).strip("| ")
        if not is_title(said) or _SAYS_MORE.search(said) or not self._is_among(number):
            return _NO_HEADING
        return 2

    def _is_among(self, number: int) -> bool:
        """Whether a line in a remark is not all that the remark says, or begins another in it."""
        if "<!--" in self.outline.lines[number].lstrip()[1:]:
            return True
        for step in (-1, 1):
            at = number + step
            while 0 <= at < len(self.lines) and self.outline.hidden[at] and at not in self.code:
                if self.outline.lines[at].strip(" \t<>!-"):
                    return True
                at += step
        return False

    # Headings, remarks -----------------------------------------------------------------------

    def _structure(self, number: int, line: str) -> Iterator[Suspect]:
        plain = shape(line)
        if REMARK.search(plain):
            yield unread_remark(number, line)
        elif _HIDDEN.search(plain):
            yield Suspect(
                number, column(line), "hidden-text",
                "this text would be hidden in a browser, but it is shown here",
                "Take it out of the file",
            )  # fmt: skip
        elif _HEADING.match(plain):
            yield from self._heading(number, line, plain)
        elif (
            _LATE_HEADING.search(line)
            or _LATE_HEADING.search(plain)
            or _HTML_HEADING.search(plain)
            or _OTHER_HEADING.fullmatch(plain)
        ):
            yield doubt_heading(number, line)
        elif self._underlines(number, line, plain):
            yield doubt_heading(number - 1, self.lines[number - 1])
        elif number < self.opening and self._is_loud(number, line):
            yield doubt_heading(number, line)

    def _heading(self, number: int, line: str, plain: str) -> Iterator[Suspect]:
        """A heading that is none: with a sign in it that is no # and no blank, or one that stands
        too deep, in a quote or a list, or behind a backslash."""
        odd = next((c for c in line[: plain.index("#") + 8] if c not in " \t#\\"), "")
        plainly = re.match(r" {0,3}#{1,6}(?: |[^# ])", plain) and "\\" not in line[:8]
        if not plainly or not odd or odd in ">-*+•" or odd.isdigit():
            yield doubt_heading(number, line)
            return
        yield Suspect(
            number, column(line), "unread-heading",
            "this looks like a heading, but the sign {sign} keeps it from being one",
            "Type this line anew: {typed}",
            {"sign": named(odd), "typed": plain.strip()},
        )  # fmt: skip

    def _is_loud(self, number: int, line: str) -> bool:
        """Whether a line stands by itself and aloud, as a heading does: bold, or in capitals."""
        above = self.lines[number - 1] if number else ""
        if above.strip() and number - 1 not in self.titles and number - 1 not in self.underlines:
            return False
        below = next((n for n in range(number + 1, len(self.lines)) if self.lines[n].strip()), None)
        if below is None or below in self.titles or loud(self.lines[below]):
            return False
        said = loud(line) or shape(line).strip()
        if len(said) > TITLE or ENDS.search(said):
            return False
        return bool(loud(line)) or (said.isupper() and len(said) > 3) or said.endswith(":")

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

"""The Markdown of a document in; each line that looks like structure and is none, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from affiche.model import Visibility
from affiche.model.text import Document
from affiche.outline import Heading, outline
from affiche.reading import guarded
from affiche.reading.guarded import folded
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
from affiche.reading.suspects.closed import LOUD_LINE, is_title, says_closed
from affiche.reading.suspects.fields import (
    hidden_field,
    row_of_keys,
    secret_aloud,
)
from affiche.reading.suspects.headings import Headings
from affiche.reading.suspects.said import (
    Suspect,
    column,
    doubt,
    left_open,
    unread_field,
    unread_fields,
)
from affiche.reading.suspects.stretches import Stretches

_GOES_ON = re.compile(r"\s+\S|.*:\s*(?:[|>][+-]?\d?[+-]?)?\s*(?:#.*)?$")
_WAITS = re.compile(r":\s*[|>][+-]?\d?[+-]?\s*$")  # for a text, which is not there
# An item of a list, a quote, a row, or a sentence that is at its end: the next line begins anew.
_ENDED = re.compile(r"^ {0,3}(?:[-*+•>|] |\d{1,3}[.)] )|[.!?…:][\"'*_)]*$")
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


class Look(Stretches, Headings):
    """Looks through the lines of one body."""

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

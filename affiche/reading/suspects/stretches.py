"""The lines of a body in; stretches of them that are fields and not read as such, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from affiche.model import Visibility
from affiche.reading import guarded
from affiche.reading.guarded import Guarded
from affiche.reading.shapes import (
    is_rule,
    labels,
    shape,
)
from affiche.reading.suspects.fields import (
    are_fields,
    edges,
    first_word,
    is_bare,
    keys_within,
)
from affiche.reading.suspects.lines import Body
from affiche.reading.suspects.said import (
    Suspect,
    column,
    doubt,
    unread_fields,
)

# A word, or what makes items, quotes, rows and titles of lines: fields of a text stand so as well.
_LISTED = re.compile(r"[\w#>*+•·–—|/-]")
# Lines on which something stands, that two fields of one stretch are apart at most: with a sign
# beside their keys, and without.
_NEAR, _NEXT = 8, 2


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


class Stretches(Body):
    """Looks for fields over several lines."""

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

"""A document as read in; the problems of everything in it that looks like structure, out.

`suspects` knows what is suspicious; here stand the places, and what becomes of it: an error, or a
text that no agency gets, of which the writer hears when a briefing asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.model import Settings, Visibility
from affiche.model.persona import Section
from affiche.model.text import Document
from affiche.outline import outline
from affiche.reading import suspects
from affiche.reading.files.source import Parts
from affiche.reading.markdown.body import Body
from affiche.reading.places import Branch, find
from affiche.reading.suspects import Suspect


@dataclass(frozen=True)
class Found:
    """What was found in a body: errors, and doubtful lines (from 0). `unread`: fields stand in
    it, so that what the document lacks is not what its writer forgot."""

    sure: tuple[Problem, ...]
    doubtful: tuple[Suspect, ...]
    unread: bool
    told: tuple[Problem, ...]
    shown: tuple[Problem, ...] = ()

    @property
    def doubts(self) -> frozenset[int]:
        """The doubtful lines, from 0."""
        return frozenset(suspect.line for suspect in self.doubtful)


def in_body(path: str, parts: Parts, kind: type[Document]) -> Found:
    """Everything suspicious in the Markdown of a document.

    `told` is what to say of doubts where the whole body goes to an agency, as in a briefing;
    `shown` of those that may be secret, where colleagues read it.
    """
    found = suspects.body(parts.body, kind)
    if parts.header and (cut := suspects.cut_off(parts.header, parts.body)):
        found = (cut, *found)
    doubtful = tuple(suspect for suspect in found if not suspect.sure)
    sure = tuple(suspect for suspect in found if suspect.sure)
    stretches = tuple(_unread(sure, parts.body))
    return Found(
        tuple(
            _problem(path, parts.body_line + one.line, one)
            for one in sure
            if not any(one.rule in _FIELDS and one.line in stretch[1:] for stretch in stretches)
        ),
        doubtful,
        bool(stretches),
        tuple(
            leaves(Place(path, parts.body_line + one.line, one.column))
            for one in doubtful
            if one.label
        ),
        tuple(
            _shown(Place(path, parts.body_line + one.line, one.column), one.values)
            for one in doubtful
            if one.values.get("key")
        ),
    )


def _shown(place: Place, values: Mapping[str, object]) -> Problem:
    """What stands here may be a secret, and colleagues read it."""
    return Problem(
        Kind.WARNING, "secret-shown", place,
        "this looks like the field `{key}`, which is secret, and colleagues read it here",
        "Put it between the two lines of --- at the top of the file; or write it otherwise",
        values,
    )  # fmt: skip


# Fields in the text of a document: a stretch of them, of which the first is the reason; and one.
_STRETCH = ("unread-fields", "unopened-front-matter")
_FIELDS = ("unread-fields", "unread-field")


def _unread(sure: tuple[Suspect, ...], text: str) -> Iterator[range]:
    """The stretches of lines that are fields and not read as such, each from its first field.

    One mistake made all of them, as a line of --- that is missing, so that it is told once: until
    the next section, or the end of the code that several of them stand in.
    """
    shape = outline(text)
    sections = [heading.first for heading in shape.headings if heading.level > 1]
    for first, last in shape.fences:
        inside = [s.line for s in sure if s.rule in _FIELDS and first <= s.line <= last]
        if len(inside) > 1:
            yield range(min(inside), last + 1)
    for one in sure:
        if one.rule in _STRETCH:
            ends = (line for line in sections if line > one.line)
            yield range(one.line, next(ends, len(shape.lines)))


def leaves(place: Place) -> Problem:
    """What stands here in a briefing may be meant for colleagues only."""
    return Problem(
        Kind.ERROR, "leaves", place,
        "this would go to the agency, and looks as if it is meant for colleagues only",
        "Put it in `notes_internal`, between the two lines of ---; or write it otherwise",
    )  # fmt: skip


def held(path: str, read: Body, parts: Parts, found: Found) -> Mapping[str, Problem]:
    """What of a persona stays out of every briefing → why: "" is its biography, else a section
    by its title in small letters."""
    because: dict[str, Problem] = {}
    lines = [*(part.line for part in read.sections), *(field.line for field in read.filled)]
    headings = {read.name_line, *lines}
    starts = sorted((part.line - parts.body_line, part.title) for part in read.sections)
    for one in found.doubtful:
        if one.line + parts.body_line in headings:
            continue  # what it says of itself is what it is: a section, which is for colleagues
        above = [title for line, title in starts if line < one.line]
        name = above[-1].casefold() if above else ""
        because.setdefault(name, _problem(path, parts.body_line + one.line, one))
    return because


def secrets(path: str, parts: Parts, kind: type[Document]) -> Iterator[Problem]:
    """Secret fields that slipped into the Markdown of a document for colleagues."""
    for one in suspects.value(parts.body, kind, Visibility.INTERNAL):
        yield _problem(path, parts.body_line + one.line, one)


# What of site.yaml agencies and customers read; the rest names files, columns and addresses.
_SHOWN_SETTINGS = ("name", "tagline", "roadmap")


def in_fields(made: Document, path: str, tree: Branch, text: str) -> Iterator[Problem]:
    """Fields, remarks and headings that slipped into the text of another field."""
    lines = text.split("\n")
    for location, said, level in _texts(made, (), Visibility.AGENCY, type(made)):
        if isinstance(made, Settings) and location[0] not in _SHOWN_SETTINGS:
            continue
        if isinstance(said, str):
            first, column = find(tree, location)
            for one in suspects.value(said, type(made), level):
                line = _line_of(said.split("\n")[one.line], lines, first)
                whole = lines[line - 1] if line <= len(lines) else ""  # a table has no lines
                indent = len(whole) - len(whole.lstrip())
                yield _problem(path, line, one, column if line == first else indent + 1)
        else:
            line, column = find(tree, location, True)
            yield _problem(path, line, suspects.slipped_in(said.name), column)


def doubted(made: Document, path: str, tree: Branch, text: str) -> Iterator[Problem]:
    """Lines and labels in fields that may leave, which no agency gets: they may be fields."""
    lines = text.split("\n")
    for location, said, level in _texts(made, (), Visibility.AGENCY, type(made)):
        if isinstance(said, str) and level is Visibility.AGENCY:
            first, _ = find(tree, location)
            for one in suspects.doubts(said, type(made)):
                line = _line_of(said.split("\n")[one.line], lines, first)
                yield _problem(path, line, one)
    for label in getattr(made, "facts", ()):
        if suspects.doubtful_label(label, type(made)):
            line, column = find(tree, ("facts", label), True)
            yield _problem(path, line, suspects.doubted_label(), column)


def _texts(
    value: Any, location: tuple[str | int, ...], level: Visibility, kind: type[Document]
) -> Iterator[tuple[tuple[str | int, ...], Any, Visibility]]:
    """Each text that was written with its way and who may see it; a label of the writer's own
    that is the key of a field is given as that field."""
    if isinstance(value, Section):
        return
    if isinstance(value, Document):
        level = getattr(value, "visibility", None) or level  # a text's own goes first
        for name, field in type(value).model_fields.items():
            extra = field.json_schema_extra
            said = extra if isinstance(extra, dict) else {}
            if said.get("written") is False or name == "visibility":
                continue
            inner = Visibility(str(said["visibility"])) if said.get("visibility") else level
            yield from _texts(getattr(value, name), (*location, name), inner, kind)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            slipped = suspects.key(str(name), kind)
            if slipped and (level is Visibility.AGENCY or slipped.level is Visibility.SECRET):
                yield (*location, name), slipped, level
            yield from _texts(item, (*location, name), level, kind)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, (*location, number), level, kind)
    elif type(value) is str:
        yield location, value, level


def _line_of(said: str, lines: list[str], first: int) -> int:
    """The line of the file, from 1, on which a line of a value stands; that of its key at least."""
    start = said.strip()
    found = (n for n in range(first, len(lines) + 1) if start and start in lines[n - 1])
    return next(found, first)


def _problem(path: str, line: int, one: Suspect, column: int = 0) -> Problem:
    kind = Kind.ERROR if one.sure else Kind.WARNING
    return Problem(
        kind, one.rule, Place(path, line, column or one.column), one.what, one.hint, one.values
    )

"""The bytes of one content file in; its model objects with their places, or its mistakes, out.

One function a kind of document, each pure: the same bytes give the same result, which is why the
results are kept (`remembered`) and a rebuild reads only what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Generic, TypeVar

from affiche.errors import Kind, Place, Problem
from affiche.model import Briefing, Journey, Opportunity, Persona, RegisteredTouchpoint, Settings
from affiche.model.text import Document
from affiche.reading import canonical, checks, effort, guarded, keys, misread
from affiche.reading.canonical import Own
from affiche.reading.files.source import Parts, UnreadableError, decode, refuse, split
from affiche.reading.letters import composed, twice
from affiche.reading.markdown import body, called
from affiche.reading.markdown.face import face
from affiche.reading.markdown.foreign import without_signs
from affiche.reading.meant import as_meant
from affiche.reading.places import Branch, find
from affiche.reading.syntax import quotes
from affiche.reading.validation import Validated, validate
from affiche.reading.yaml import Parsed, parse

Model = TypeVar("Model", bound=Document)


@dataclass(frozen=True)
class Read(Generic[Model]):
    """One document: its object (None when something is wrong), its places, its problems.

    `rest` is what could be made of a document with mistakes, to look for more of them.
    `text` is the whole file, for what is looked up by line (pictures and links in Markdown).
    `held`: what stays out of every briefing (the title of a section, "" is the biography) → why,
    with a place for the briefing's name; `doubted`: the same of lines in fields.
    """

    path: str
    value: Model | None
    tree: Branch = field(default_factory=lambda: Branch((1, 1)))
    problems: tuple[Problem, ...] = ()
    text: str = ""
    rest: Model | None = None
    held: Mapping[str, Problem] = field(default_factory=dict)
    doubted: tuple[Problem, ...] = ()

    def place(self, *location: str | int, key: bool = False) -> Place:
        """Where the value at `location` stands in the file, or its key."""
        return Place(self.path, *find(self.tree, location, key))


@dataclass(frozen=True)
class Register(Generic[Model]):
    """A file that holds several objects by id."""

    path: str
    entries: Mapping[str, Model] = field(default_factory=dict)
    tree: Branch = field(default_factory=lambda: Branch((1, 1)))
    problems: tuple[Problem, ...] = ()
    written: tuple[str, ...] = ()
    """Every id that stands in the file, also of entries with a mistake."""

    @property
    def lost(self) -> bool:
        """Whether nobody knows what stands in the file: something is wrong with all of it."""
        return not self.written and any(one.kind is Kind.ERROR for one in self.problems)

    @property
    def named(self) -> dict[str, Model | None]:
        """Every id that stands in the file, with its entry where that could be read."""
        return {name: self.entries.get(name) for name in self.written}

    def place(self, *location: str | int, key: bool = False) -> Place:
        """Where the value at `location` stands in the file, or its key."""
        return Place(self.path, *find(self.tree, location, key))


def persona(path: str, name: str, raw: bytes, own: Own) -> Read[Persona]:
    """`content/personas/<name>.md`: YAML front matter (or none) and Markdown."""
    try:
        text = decode(path, raw)
        parts = split(path, text)
        parsed = _mapping(Persona, path, parts.header or "", parts.header_line, parts)
    except UnreadableError as stop:
        return Read(path, None, problems=stop.problems)
    found = misread.in_body(path, parts, Persona)
    problems = [*parsed.problems, *found.sure, *found.shown]
    if found.unread:  # whatever else is missing stands there
        return Read(path, None, parsed.tree, tuple(problems), text)
    data = canonical.persona(parsed.data, own)
    written = data.get("name")
    name_said = written if isinstance(written, str) else None
    read = body.read(without_signs(composed(parts.body)), name_said, parts.body_line, found.doubts)
    if "name" not in data and read.name:
        data["name"] = read.name
        parsed.tree.values["name"] = (read.name_line, 1)
    for filled in read.filled:
        if filled.name in parsed.tree.values:
            problems.append(_filled_twice(path, filled, parsed.tree))
            continue
        data[filled.name] = [text for text, _ in filled.items]
        parsed.tree.keys[filled.name] = (filled.line, 1)
        parsed.tree.values[filled.name] = Branch(
            (filled.line, 1), values={i: (line, 1) for i, (_, line) in enumerate(filled.items)}
        )
    biography = _faced(data, parsed.tree, read.biography, text)
    sections = [
        {"title": p.title, "body": p.text, "line": p.line, "held": p.held} for p in read.sections
    ]
    made = validate(
        Persona, data, path, parsed.tree,
        id=name, path=path, biography=biography, held=read.held, sections=sections,
    )  # fmt: skip
    made = replace(made, problems=[called.named(p, parts) for p in made.problems])
    done = _read(made, path, parsed.tree, problems, text)
    return replace(done, held=misread.held(path, read, parts, found))


def _faced(data: dict[str, Any], tree: Branch, biography: str, text: str) -> str:
    """Take the face out of the biography when no photo is written; the biography that is left."""
    if data.get("photo") is not None:
        return biography
    found, rest = face(biography)
    if found is None:
        return biography
    line = text[: text.find(found.written)].count("\n") + 1
    data["photo"] = {"file": found.file} | ({"alt": found.alt} if found.alt else {})
    tree.keys["photo"] = (line, 1)
    tree.values["photo"] = Branch((line, 1))
    return rest


def _filled_twice(path: str, filled: body.Filled, tree: Branch) -> Problem:
    line, _ = find(tree, (filled.name,), key=True)
    return Problem(
        Kind.ERROR, "filled-twice", Place(path, filled.line, 1),
        "the heading “{title}” fills `{key}`, and that is already filled at line {line}",
        "Put both together in one place, or give the heading another text",
        {"title": filled.title, "key": filled.name, "line": line},
    )  # fmt: skip


def journey(path: str, name: str, raw: bytes, own: Own) -> Read[Journey]:
    """`content/journeys/<name>.yaml`."""
    try:
        text = decode(path, raw)
        parsed = _mapping(Journey, path, text, 1)
    except UnreadableError as stop:
        return Read(path, None, problems=stop.problems)
    data = canonical.journey(parsed.data, own)
    made = validate(Journey, data, path, parsed.tree, id=name, path=path)
    return _read(made, path, parsed.tree, parsed.problems, text)


def briefing(path: str, name: str, raw: bytes, own: Own) -> Read[Briefing]:
    """`content/briefings/<name>.md`: front matter and Markdown."""
    try:
        text = decode(path, raw)
        parts = split(path, text)
        parsed = _mapping(Briefing, path, parts.header or "", parts.header_line, parts)
    except UnreadableError as stop:
        return Read(path, None, problems=stop.problems)
    found = misread.in_body(path, parts, Briefing)
    problems = [*parsed.problems, *found.sure, *found.told]
    if found.unread:
        return Read(path, None, parsed.tree, tuple(problems), text)
    data = canonical.briefing(parsed.data, own)
    made = validate(
        Briefing, data, path, parsed.tree, id=name, path=path, body=parts.body.strip("\n")
    )
    return _read(made, path, parsed.tree, problems, text)


def for_colleagues(model: type[Model], path: str, name: str, raw: bytes) -> Read[Model]:
    """A document of front matter and Markdown of which nothing leaves the company: all that can
    be out of place in it is what not even colleagues see."""
    try:
        text = decode(path, raw)
        parts = split(path, text)
        parsed = _mapping(model, path, parts.header or "", parts.header_line, parts)
    except UnreadableError as stop:
        return Read(path, None, problems=stop.problems)
    problems = [*parsed.problems, *misread.secrets(path, parts, model)]
    made = validate(
        model, parsed.data, path, parsed.tree, id=name, path=path, body=parts.body.strip("\n")
    )
    return _read(made, path, parsed.tree, problems, text)


@lru_cache(maxsize=4)
def settings(path: str, raw: bytes) -> Read[Settings]:
    """`content/site.yaml`."""
    try:
        text = decode(path, raw)
        parsed = _mapping(Settings, path, text, 1)
    except UnreadableError as stop:
        return Read(path, None, problems=stop.problems)
    made = validate(Settings, parsed.data, path, parsed.tree)
    return _read(made, path, parsed.tree, parsed.problems, text)


@lru_cache(maxsize=4)
def touchpoints(path: str, raw: bytes, own: Own) -> Register[RegisteredTouchpoint]:
    """`content/touchpoints.yaml`."""
    return _register(RegisteredTouchpoint, path, raw, own)


@lru_cache(maxsize=4)
def opportunities(path: str, raw: bytes, own: Own) -> Register[Opportunity]:
    """`content/opportunities.yaml`."""
    return _register(Opportunity, path, raw, own)


def _register(model: type[Model], path: str, raw: bytes, own: Own) -> Register[Model]:
    try:
        text = decode(path, raw)
        parsed = _mapping(None, path, text, 1)
    except UnreadableError as stop:
        return Register(path, problems=stop.problems)
    problems = list(parsed.problems)
    entries: dict[str, Model] = {}
    for name, value in parsed.data.items():
        inside = parsed.tree.values[name]
        tree = inside if isinstance(inside, Branch) else Branch(parsed.tree.keys[name])
        line = parsed.tree.keys[name][0]
        if not isinstance(value, dict):
            problems += _slipped_out(model, path, tree, name, text)
            value = {keys.writable(model)[0]: value}
        problems += as_meant(model, value, path, tree)
        data = canonical.entry(value, own)
        made = validate(model, data, path, tree, id=name, path=path, line=line)
        read = _read(made, path, tree, [], text)
        problems += read.problems
        if read.value is not None:
            entries[name] = read.value
    return Register(
        path, entries, parsed.tree, tuple(_without_echoes(problems)), tuple(parsed.data)
    )


def _slipped_out(
    model: type[Document], path: str, tree: Branch, name: str, text: str
) -> Iterator[Problem]:
    """What stands as an entry of a register by itself and is a field of the one above it: with
    fewer blanks before it, a secret would be the title of an entry that everybody sees."""
    field = guarded.written(name, model)
    if field is None or not (field.name in model.model_fields or field.hidden):
        return
    line, column = tree.spot[0], 1
    written = text.split("\n")[line - 1].strip()
    yield Problem(
        Kind.ERROR, "unread-field", Place(path, line, column),
        "`{key}` is a field, and here it would be an entry of its own, which is shown",
        "Let it start as far to the right as the fields of its entry; type: `{text}`",
        {"key": field.name, "text": f"  {written}"},
    )  # fmt: skip


def _mapping(
    model: type[Document] | None, path: str, text: str, first_line: int, parts: Parts | None = None
) -> Parsed:
    """The fields of a document, as meant when the `model` is known. Raises `UnreadableError` when
    it is something else, or when a text of it or of its body takes too long to read."""
    parsed = parse(path, text, first_line)
    if parsed.data is None:
        parsed.data = {}
    if not isinstance(parsed.data, dict):
        hint = "Write `key: value`, each on a line of its own"
        first = parsed.data[0] if isinstance(parsed.data, list) and parsed.data else None
        begun = str(first.get("id") or "…") if isinstance(first, dict) else ""
        if isinstance(parsed.data, list):
            hint = "Take the - away: write `key: value`, each on a line of its own"
        if begun and model is None:
            hint = "Take each - away: write `{id}:` instead, with the fields below it, indented"
        place = Place(path, *parsed.tree.spot)
        refuse(place, "no-fields", "here fields have to stand", hint, id=begun)
    if model is not None:
        parsed.problems += as_meant(model, parsed.data, path, parsed.tree)
    parsed.problems += _converted_twice(path, text, first_line)
    parsed.problems += _converted_twice(path, parts.body, parts.body_line) if parts else ()
    texts = list(effort.fields(parsed.data, parsed.tree))
    texts += [effort.Said(parts.body, (parts.body_line, 1), block=True)] if parts else []
    effort.check(path, texts)
    return parsed


def _converted_twice(path: str, text: str, first_line: int) -> Iterator[Problem]:
    for one in twice(text):
        yield Problem(
            Kind.WARNING, "converted-twice", Place(path, first_line + one.line - 1, one.column),
            "“{written}” is what a program makes of “{meant}” that converts letters twice",
            "Write `{meant}`", {"written": one.written, "meant": one.meant},
        )  # fmt: skip


def _read(
    made: Validated[Model], path: str, tree: Branch, problems: list[Problem], text: str
) -> Read[Model]:
    problems = [*problems, *made.problems]
    if made.rest is not None:
        problems += checks.check(made.rest, path, tree)
        problems += misread.in_fields(made.rest, path, tree, text)
    doubted = tuple(misread.doubted(made.rest, path, tree, text)) if made.rest is not None else ()
    if isinstance(made.rest, Briefing):  # all of it is for the agency
        problems += [misread.leaves(one.place) for one in doubted]
    problems = _typed(_without_echoes(problems), text)
    wrong = any(problem.kind is Kind.ERROR for problem in problems)
    return Read(
        path, None if wrong else made.value, tree, tuple(problems), text, made.rest, {}, doubted
    )


def _typed(problems: Iterable[Problem], text: str) -> list[Problem]:
    """What is wrong, with the line to type where quotes have to stand around a text."""
    lines = text.split("\n")
    return [_with_line(p, lines) if p.hint == quotes.QUOTES else p for p in problems]


def _with_line(problem: Problem, lines: Sequence[str]) -> Problem:
    line = lines[problem.place.line - 1] if problem.place.line <= len(lines) else ""
    made = quotes.whole_between_quotes(line, problem.place.column - 1).strip()
    if not made or len(made) > quotes.LONGEST:
        return problem
    return replace(problem, hint="Type: `{text}`", values={**problem.values, "text": made})


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """What is wrong, without what is only found because a line could not be read as it stands."""
    unread = {p.place.line for p in problems if _is_whole(p)}
    return [p for p in problems if _is_whole(p) or p.place.line not in unread]


def _is_whole(problem: Problem) -> bool:
    """Whether a mistake is one of its whole line, which has to be typed anew."""
    typed = problem.rule == "unknown-key" and "text" in problem.values
    return problem.rule == "syntax" or typed


def own(read: Read[Settings]) -> Own:
    """What the company names itself, for reading the other documents."""
    value = read.rest
    if value is None:
        return Own()
    return Own(
        channels=frozenset(value.channels),
        phases=tuple((k, v.name) for k, v in value.phases.items()),
    )

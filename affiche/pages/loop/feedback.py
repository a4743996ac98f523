"""Rounds of feedback in; a page for each that looks like the wall with its notes, and a list, out.

Sections run down, departments across; what an accepted note led to is looked up in the version
after the one that hung there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from affiche.errors import Place
from affiche.loop.found import field_of, there
from affiche.markup import plain
from affiche.model import Journey, Persona
from affiche.model.loop import FeedbackRound, NoteVerdict
from affiche.pages import cards
from affiche.pages.journey.map.lanes import journey_map
from affiche.pages.life import versions_of
from affiche.pages.persona import feedback as editions
from affiche.pages.persona import poster as posters
from affiche.pages.plan import Face, Link, Page
from affiche.pages.relations import Relations
from affiche.pages.rounds import DEPARTMENTS
from affiche.versions.compare import Change, compare
from affiche.versions.labels import running, speech
from affiche.versions.told import shortened

LIST = "feedback/index.html"
# Letters of what a section says beside its notes.
SAYS = 96
Doc = Persona | Journey


@dataclass(frozen=True)
class Slip:
    """One note: its number on the wall, what it says, whose it is, what was done with it."""

    number: int
    text: str
    who: str
    department: str
    verdict: NoteVerdict
    answer: str


@dataclass(frozen=True)
class Row:
    """One section of the sheet: its number ("" for none), its title and what it says now; `gone`
    when it is no longer there; the notes of each department."""

    number: str
    title: str
    says: str
    gone: bool
    cells: tuple[tuple[Slip, ...], ...]


@dataclass(frozen=True)
class Column:
    """One department: how many notes, and whether it was asked and has not written any."""

    name: str
    count: int
    missing: bool


@dataclass(frozen=True)
class Deed:
    """What the next version did with the notes on one section; without changes, nothing yet."""

    title: str
    number: str
    changes: tuple[Change, ...]
    notes: tuple[int, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True)
class RoundCard:
    """A round as other pages show it."""

    name: str
    path: str
    round: int
    version: str
    printed: date | None
    due: date | None
    open: int
    accepted: int
    rejected: int
    missing: tuple[str, ...]
    faces: tuple[Face, ...]

    @property
    def count(self) -> int:
        """How many notes there are."""
        return self.open + self.accepted + self.rejected


def round_path(one: FeedbackRound) -> str:
    """The page of a round."""
    return f"feedback/{one.about}/{one.round or 1}/index.html"


def pages(related: Relations) -> Iterator[Page]:
    """The list and a page for each round; nothing while there is no round."""
    words = related.words
    held = round_cards(related)
    if not held:
        return
    yield Page(
        path=LIST,
        template="pages/feedback-rounds.html.j2",
        title=words.gettext("Feedback from the wall"),
        section="feedback",
        description=words.gettext("What colleagues wrote on the drafts, and what became of it."),
        data={"rounds": held},
    )
    for one in related.site.rounds.values():
        if (document := _document(one, related)) is not None:
            yield _page(one, document, related)


def round_cards(related: Relations) -> tuple[RoundCard, ...]:
    """Every round: those with open notes first, then the newest."""
    found = []
    for one in related.site.rounds.values():
        document = _document(one, related)
        if document is not None:
            found.append(_card(one, document, related))
    return tuple(
        sorted(found, key=lambda c: (not c.open, -(c.printed or date.min).toordinal(), c.path))
    )


def _document(one: FeedbackRound, related: Relations) -> Doc | None:
    site = related.site
    return site.personas.get(one.about) or site.journeys.get(one.about)


def _card(one: FeedbackRound, document: Doc, related: Relations) -> RoundCard:
    verdicts = [note.verdict for note in one.notes]
    ids = (document.id,) if isinstance(document, Persona) else document.persona_ids
    return RoundCard(
        name=_name(document),
        path=round_path(one),
        round=one.round or 1,
        version=one.version or "",
        printed=one.printed,
        due=one.due,
        open=verdicts.count(NoteVerdict.OPEN),
        accepted=verdicts.count(NoteVerdict.ACCEPTED),
        rejected=verdicts.count(NoteVerdict.REJECTED),
        missing=tuple(c.name for c in _columns(one, related) if c.missing),
        faces=related.faces(ids),
    )


def _page(one: FeedbackRound, document: Doc, related: Relations) -> Page:
    words = related.words
    columns = _columns(one, related)
    rows = tuple(_rows(one, document, columns, related))
    after, deeds = _deeds(one, document, rows, related)
    short = cards.short_name(document) if isinstance(document, Persona) else document.title
    what = "What colleagues see in {name}: round {round}"
    return Page(
        path=round_path(one),
        template="pages/feedback.html.j2",
        title=words.say(what, name=plain(short), round=one.round or 1),
        section="feedback",
        crumbs=(
            Link(words.gettext("Feedback from the wall"), LIST),
            Link(_name(document), _path(document)),
        ),
        data={
            "round": _card(one, document, related),
            "place": plain(one.place or ""),
            "conclusion": plain(one.conclusion or ""),
            "short": plain(short),
            "owner": plain(document.owner or ""),
            "document": Link(_name(document), _path(document)),
            "portrait": cards.portrait(document, related.site)
            if isinstance(document, Persona) else None,
            "columns": columns,
            "rows": rows,
            "slips": tuple(_slips(one)),
            "after": after,
            "deeds": deeds,
        },
        source=Place(one.path),
    )  # fmt: skip


def _slips(one: FeedbackRound) -> Iterator[Slip]:
    for number, note in enumerate(one.notes, start=1):
        yield Slip(
            number, plain(note.note), plain(note.who or ""), plain(note.department or ""),
            note.verdict, plain(note.answer or ""),
        )  # fmt: skip


def _columns(one: FeedbackRound, related: Relations) -> tuple[Column, ...]:
    """Who was asked, then who wrote without being asked."""
    asked = one.departments or related.site.settings.departments
    asked = tuple(map(plain, asked)) or tuple(map(related.words.gettext, DEPARTMENTS))
    wrote = [plain(note.department or "") for note in one.notes]
    known = {name.casefold(): name for name in reversed((*asked, *wrote)) if name}
    names = dict.fromkeys((*asked, *(known.get(name.casefold(), name) for name in wrote)))
    counts = [name.casefold() for name in wrote]
    columns = [
        Column(name, counts.count(name.casefold()), not counts.count(name.casefold()))
        for name in names
    ]
    return tuple(sorted(columns, key=lambda column: column.missing))


def _rows(
    one: FeedbackRound, document: Doc, columns: Sequence[Column], related: Relations
) -> Iterator[Row]:
    """The sections that notes are about, in the order of the sheet; then the sheet as a whole."""
    names = numbers(one, document, related)
    slips = tuple(_slips(one))
    about: dict[str, list[Slip]] = {key: [] for key in names}
    for note, slip in zip(one.notes, slips, strict=True):
        about.setdefault(_key(note.section or "", names), []).append(slip)
    for key, held in about.items():
        if not held and (not key or not one.sections):
            continue
        title, says, gone = _section(names.get(key, key), document, related)
        cells = tuple(
            tuple(slip for slip in held if slip.department.casefold() == column.name.casefold())
            for column in columns
        )
        yield Row(key if key.isdigit() else "", title, says, gone and bool(key), cells)


def _key(said: str, names: Mapping[str, str]) -> str:
    """The number that a note names, also when it names the field that stands there."""
    if said in names or not said:
        return said
    field = field_of(said) or said.casefold()
    return next((n for n, name in names.items() if field in (name, name.casefold())), said)


def numbers(one: FeedbackRound, document: Doc, related: Relations) -> dict[str, str]:
    """Number on the sheet → what stood there: as the round says, else as the sheet is now."""
    return dict(one.sections) or numbered(document, related)


def numbered(document: Doc, related: Relations) -> dict[str, str]:
    """Number → the field, or the title of an own section, on the feedback edition of now."""
    site, words = related.site, related.words
    if isinstance(document, Persona):
        poster = posters.poster(document, site, words)
        edition = editions.feedback_of(document, poster, site, words)
        titles = {b.id: b.title for b in edition.blocks if b.id.startswith("section-")}
        found = [titles.get(name, name) for name in edition.numbers]
    else:
        lanes = journey_map(document, site, words, compare=False).lanes
        found = [lane.id for lane in lanes]
    return {str(number): name for number, name in enumerate(found, start=1)}


def _section(named: str, document: Doc, related: Relations) -> tuple[str, str, bool]:
    """Its title, what it says now, and whether it is gone."""
    words = related.words
    if not named:
        return words.gettext("The sheet as a whole"), "", False
    if named.isdigit():
        return words.say("Number {number}", number=named), "", True
    key = field_of(named) or named
    value = getattr(document, key, None) if key in type(document).model_fields else None
    title = named
    if key in type(document).model_fields:
        title = speech(related.site, words).field(key)
        if key == "biography":
            title = words.say("About {name}", name=cards.short_name(document))  # type: ignore[arg-type]
    elif isinstance(document, Journey):
        title = next((lane.label for lane in journey_map(document, related.site, words).lanes
                      if lane.id == named), named)  # fmt: skip
        return title, "", title == named and not there(named, document)
    return plain(title), _says(value), not there(named, document)


def _says(value: object) -> str:
    """The beginning of what a field says."""
    text = ""
    if isinstance(value, str):
        text = running(value)
    elif isinstance(value, tuple):
        text = " · ".join(plain(getattr(item, "text", None) or str(item)) for item in value
                          if isinstance(item, str) or hasattr(item, "text"))  # fmt: skip
    if len(text) <= SAYS:
        return text
    return text[:SAYS].rsplit(" ", 1)[0].rstrip(",.;·") + " …"


def _deeds(
    one: FeedbackRound, document: Doc, rows: Sequence[Row], related: Relations
) -> tuple[str, tuple[Deed, ...]]:
    """What the next version is called, and what it did, section by section."""
    versions = versions_of(document, related.site)
    at = next((n for n in range(len(versions) - 1, -1, -1)
               if versions[n].number == (one.version or "")), None)  # fmt: skip
    if at is None or at + 1 >= len(versions):
        return "", ()
    before, after = versions[at].document, versions[at + 1].document
    changes = compare(before, after, speech(related.site, related.words)).changes
    found = []
    for row in rows:
        accepted = [slip for cell in row.cells for slip in cell
                    if slip.verdict is NoteVerdict.ACCEPTED]  # fmt: skip
        if accepted:
            names = numbers(one, document, related)
            key = field_of(names.get(row.number, row.title)) or names.get(row.number, row.title)
            held = tuple(
                replace(c, pieces=shortened(c.pieces, 8)) for c in changes
                if c.field == key or row.title.casefold() == c.where[0].casefold()
            )  # fmt: skip
            found.append(
                Deed(
                    row.title, row.number, held, tuple(slip.number for slip in accepted),
                    tuple(dict.fromkeys(slip.department for slip in accepted if slip.department)),
                )
            )  # fmt: skip
    return versions[at + 1].number, tuple(found)


def _name(document: Doc) -> str:
    return document.name if isinstance(document, Persona) else document.title


def _path(document: Doc) -> str:
    of_persona = isinstance(document, Persona)
    return cards.persona_path(document.id) if of_persona else cards.journey_path(document.id)

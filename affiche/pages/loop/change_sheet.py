"""Two versions of a document in; the sheet that hangs beside the poster and says what changed, out.

Everything that is counted on it is counted here, out of the changes that are on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from affiche.errors import Place
from affiche.markup import plain
from affiche.model import PAPERS, Journey, Persona, Scale, Site, Status
from affiche.model.version import Version
from affiche.pages import cards
from affiche.pages.life import called, versions_of
from affiche.pages.plan import Portrait, Sheet
from affiche.pages.printed import codes, papers
from affiche.pages.printed.codes import Code
from affiche.versions.compare import Change, Comparison, Sort, compare
from affiche.versions.labels import speech
from affiche.versions.told import groups, shortened
from affiche.words import Words

KIND = "changes"
SIZES = ("a4", "a3")
# Words that stay beside a change on paper.
AROUND = 9
# So many bars of what counts stand on it.
BARS = 4
# What every version changes, and what the head of the sheet says already.
SAID_ABOVE = ("version", "status")
Doc = Persona | Journey


@dataclass(frozen=True)
class Moved:
    """A bar before and now, as shares of its whole."""

    label: str
    before: float
    now: float
    was: str
    is_: str


@dataclass(frozen=True)
class ChangeSheet:
    """What the sheet shows. `before` and `now` name the versions, `day` that of the last; `line` is
    what it is about in one sentence; `figures` how many changes of each kind there are;
    `changed_face` tells that the picture is another one; `foot` has its lines in columns."""

    name: str
    before: str
    now: str
    day: str
    line: str
    portrait: Portrait | None
    changed_face: bool
    figures: tuple[tuple[str, int, str], ...]
    groups: tuple[tuple[str, tuple[Change, ...]], ...]
    same: tuple[str, ...]
    bars: tuple[Moved, ...]
    foot: tuple[tuple[str, ...], ...]
    url: str
    code: Code | None


def sheets(site: Site, words: Words) -> Iterator[Sheet]:
    """The change sheets of everything that has a version before this one."""
    documents: tuple[Doc, ...] = (*site.personas.values(), *site.journeys.values())
    for document in documents:
        versions = versions_of(document, site)
        if document.status is Status.ARCHIVED or len(versions) < 2:
            continue
        before, now = versions[-2:]
        if before.document is not None:
            yield from between(before, now, document, site, words)


def between(
    before: Version, now: Version, document: Doc, site: Site, words: Words
) -> Iterator[Sheet]:
    """The sheets, one a paper, that tell what changed between two versions; none for nothing."""
    language, spoken = papers.voice(document, site, words)
    then = before.document
    comparison = compare(then, document, speech(site, spoken))
    changes = tuple(one for one in comparison.changes if one.field not in SAID_ABOVE)
    if then is None or not changes:
        return
    made = _sheet(before, now, document, comparison, site, spoken)
    name = plain(document.name if isinstance(document, Persona) else document.title)
    folder = "personas" if isinstance(document, Persona) else "journeys"
    for size in SIZES:
        yield Sheet(
            path=f"{folder}/{document.id}/{document.id}{cards.CHANGES_SHEET}{size}.pdf",
            kind=KIND,
            template="sheets/changes.html.j2",
            title=spoken.say("{name}: change sheet", name=name),
            owner=document.id,
            paper=PAPERS[size],
            landscape=False,
            profile="detail",
            language=language,
            data={"changes": made},
            source=Place(document.path),
        )


def _sheet(
    before: Version, now: Version, document: Doc, comparison: Comparison, site: Site, words: Words
) -> ChangeSheet:
    held = tuple(c for c in comparison.changes if c.field not in SAID_ABOVE)
    url = codes.address(cards.changes_path(document.path), site)
    persona = isinstance(document, Persona)
    line = document.tagline if isinstance(document, Persona) else document.conclusion
    then = before.document
    return ChangeSheet(
        name=plain(document.name if isinstance(document, Persona) else document.title),
        before=called(before, words),
        now=called(now, words),
        day=words.date(now.since) if now.since else "",
        line=plain(line or ""),
        portrait=cards.portrait(document, site) if isinstance(document, Persona) else None,
        changed_face=persona and _file(then) != _file(document),
        figures=tuple(_figures(held, comparison, words)),
        groups=tuple(
            (label, tuple(_short(change) for change in found)) for label, found in groups(held)
        ),
        same=comparison.same,
        bars=tuple(_bars(then, document, words))[:BARS],
        foot=tuple(_foot(before, now, document, words, document.path in site.overdue)),
        url=url,
        code=codes.code(url),
    )


def _short(change: Change) -> Change:
    return replace(change, pieces=shortened(change.pieces, AROUND))


def _figures(
    held: tuple[Change, ...], comparison: Comparison, words: Words
) -> Iterator[tuple[str, int, str]]:
    """(kind, how many, in words) of each kind that there is."""
    said = {
        Sort.ADDED: words.gettext("added"),
        Sort.GONE: words.gettext("gone"),
        Sort.CHANGED: words.gettext("changed"),
        Sort.MOVED: words.gettext("moved"),
    }
    for sort, text in said.items():
        if count := sum(change.sort is sort for change in held):
            yield str(sort.value), count, text
    evidence = [change for change in held if change.sort is Sort.EVIDENCE]
    measured = sum(change.measured for change in evidence)
    if measured:
        one, many = "assumption now measured", "assumptions now measured"
        yield str(Sort.EVIDENCE.value), measured, words.ngettext(one, many, measured)
    elif evidence:
        text = words.ngettext("rests on something else", "rest on something else", len(evidence))
        yield str(Sort.EVIDENCE.value), len(evidence), text


def _bars(then: Doc | None, now: Doc, words: Words) -> Iterator[Moved]:
    """The bars of both versions, when any of them moved."""
    if not isinstance(then, Persona) or not isinstance(now, Persona) or then.scales == now.scales:
        return
    old = {scale.label: scale for scale in then.scales if scale.label and not scale.left}
    for scale in now.scales:
        if scale.label in old and not scale.left:
            was = old[scale.label]
            yield Moved(
                plain(scale.label), _share(was), _share(scale),
                words.number(was.value), words.number(scale.value),
            )  # fmt: skip


def _share(scale: Scale) -> float:
    return min(1.0, max(0.0, scale.value / scale.max))


def _foot(
    before: Version, now: Version, document: Doc, words: Words, overdue: bool
) -> Iterator[tuple[str, ...]]:
    owner = plain(document.owner or "")
    reviewers = tuple(map(plain, document.reviewers))
    first = [words.say("Changed by {owner}", owner=owner)] if owner else []
    first += [words.say("on {date}", date=_day(now.since, words))] if now.since else []
    if before.number and before.number != now.number:
        first.append(words.say("Take {version} off the wall", version=called(before, words)))
    yield tuple(first)
    second = [words.say("Read by {names}", names=reviewers)] if reviewers else []
    if document.review_by:
        due = "Review was due before {date}" if overdue else "Review before {date}"
        second.append(words.say(due, date=_day(document.review_by, words)))
    yield tuple(second)


def _day(day: date, words: Words) -> str:
    return words.date(day)


def _file(document: Doc | None) -> str:
    photo = document.photo if isinstance(document, Persona) else None
    return photo.file if photo else ""

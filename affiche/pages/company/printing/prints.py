"""Sheets for the screen in; those for print shops beside them out, and the shops' job sheets.

The files of a print shop bear the names that it asks for (`print: {names: …}`); the others keep
the names that everything links to. The usual print shop has no name; `print: {profiles: …}` has
others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import PurePosixPath

from affiche.directions import joined
from affiche.markup import plain
from affiche.model import Journey, Persona, Site
from affiche.model.choices import PrintColour, PrintMarks
from affiche.model.printing import PrintShop, name_part, variant
from affiche.pages.company import review_posters
from affiche.pages.journey.map import views as journey_views
from affiche.pages.plan import Sheet, SheetCheck, SheetFact
from affiche.pages.printed import papers
from affiche.words import Words

# What a kind of sheet is called in a file name.
NAMES = {
    "persona": "poster", **journey_views.NAMES, "family": "poster", review_posters.ONE: "poster",
    review_posters.SIX: "poster", "card": "card", "certificate": "certificate",
}  # fmt: skip


def editions(sheets: Sequence[Sheet], site: Site, words: Words) -> tuple[Sheet, ...]:
    """Each sheet, followed by those for the print shops: they share a layout."""
    shops = site.settings.print.shops
    taken = {sheet.path.casefold() for sheet in sheets}
    return tuple(
        each for sheet in sheets for each in (sheet, *_editions(sheet, shops, site, words, taken))
    )


def _editions(
    sheet: Sheet, shops: Mapping[str, PrintShop], site: Site, words: Words, taken: set[str]
) -> Iterator[Sheet]:
    if sheet.kind not in NAMES or sheet.variant:
        return
    for name, shop in shops.items():
        if sheet.paper.name not in shop.sizes:
            continue
        path = next(p for p in _paths(sheet, name, shop, site) if p.casefold() not in taken)
        taken.add(path.casefold())
        note = joined(_note(sheet, name, shop, site, words), " · ")
        yield replace(sheet, path=path, variant=variant(name), shop=name, note=note)


def _paths(sheet: Sheet, name: str, shop: PrintShop, site: Site) -> Iterator[str]:
    """Where the print shop's file may go: in the folder of the other, under the name that the
    print shop wants; when another file has it already, beside the sheet's own."""
    here = PurePosixPath(sheet.path)
    names = {
        "id": sheet.owner,
        "kind": _kind(sheet),
        "size": sheet.paper.name,
        "variant": variant(name),
        "profile": name,
        "version": _version(sheet, site),
        "company": site.settings.name or "",
    }
    yield str(here.with_name(f"{shop.file_name(names)}.pdf"))
    yield str(here.with_name(f"{here.stem}-{variant(name)}.pdf"))
    for number in count(2):
        yield str(here.with_name(f"{here.stem}-{variant(name)}-{number}.pdf"))


def _kind(sheet: Sheet) -> str:
    """What the sheet is called in a file name, with the number of a part of a long map."""
    return "-".join(filter(None, (NAMES[sheet.kind], str(sheet.data.get("part_number", "")))))


def _version(sheet: Sheet, site: Site) -> str:
    document = _document(sheet, site)
    return (document and document.version) or ""


def _document(sheet: Sheet, site: Site) -> Persona | Journey | None:
    if sheet.kind in ("persona", "card", "certificate"):
        return site.personas.get(sheet.owner)
    return site.journeys.get(sheet.owner) if sheet.kind in journey_views.NAMES else None


def _note(sheet: Sheet, name: str, shop: PrintShop, site: Site, words: Words) -> Iterator[str]:
    """What stands beside the sheet: what it is, which version, and until when."""
    document = _document(sheet, site)
    yield plain(sheet.title)
    size = {"width": sheet.width, "height": sheet.height, "bleed": shop.bleed}
    yield words.say("{paper}, {width} × {height} mm", paper=sheet.paper.name.upper(), **size)
    yield words.say("{bleed} mm bleed", **size)
    if document is not None and document.version:
        yield words.say("version {version}", version=document.version)
    if sheet.day:
        yield words.date(sheet.day)
    yield words.say("mark {hash}", hash=sheet.hash)
    if document is not None and document.review_by:
        yield words.say("review before {date}", date=words.date(document.review_by))
    if site.settings.name:
        yield site.settings.name
    if name:
        yield words.say("for {shop}", shop=name)


# What the printer wants to see measured.
MEASURED = ("fonts", "text-size", "resolution", "ink")

# The job sheet ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class JobFile:
    """One file of the job: its name, what it is, its trimmed size and that with bleed in mm, how
    large it is in bytes, whose it is, which version of the content it shows, and its checks."""

    name: str
    title: str
    paper: str
    width: float
    height: float
    full: tuple[float, float]
    size: int
    owner: str
    hash: str
    day: date | None
    checks: tuple[SheetCheck, ...]

    @property
    def passed(self) -> int:
        return sum(check.passed for check in self.checks)

    def measured(self, name: str) -> SheetCheck | None:
        """What a check measured, if it was done."""
        return next((check for check in self.checks if check.name == name), None)


@dataclass(frozen=True)
class Job:
    """What the printer needs to know: who asks, how the files are made, and each of them.

    `shop` is the name of its profile, "" for the usual print shop."""

    shop: str
    company: str
    url: str
    files: tuple[JobFile, ...]
    bleed: float
    safety: float
    marks: PrintMarks
    colour: PrintColour
    profile: str
    ink: float


def job_path(name: str) -> str:
    """Where the job sheet of a print shop goes."""
    return f"print/job-sheet-{name_part(name)}.pdf" if name else "print/job-sheet.pdf"


def job_sheets(
    sheets: Sequence[Sheet], facts: Mapping[str, SheetFact], site: Site, words: Words
) -> tuple[Sheet, ...]:
    """The sheet that goes with the files to each print shop; none for a shop without files."""
    made = [(s, facts[s.path]) for s in sheets if s.variant and s.path in facts]
    return tuple(
        _job_sheet(name, shop, files, site, words)
        for name, shop in site.settings.print.shops.items()
        if (
            files := tuple(
                _file(sheet, fact, shop, site)
                for sheet, fact in made
                if sheet.shop == name and fact.size and fact.checks
            )
        )
    )


def _job_sheet(
    name: str, shop: PrintShop, files: tuple[JobFile, ...], site: Site, words: Words
) -> Sheet:
    labels = {check.name: check.label for file in files for check in file.checks}
    intent = next((f.measured("intent") for f in files if f.measured("intent")), None)
    job = Job(
        shop=name,
        company=site.settings.name or "",
        url=site.settings.url or "",
        files=files,
        bleed=shop.bleed,
        safety=shop.safety,
        marks=shop.marks,
        colour=shop.inks,
        profile=str(intent.values.get("profile", "")) if intent else "",
        ink=shop.ink,
    )
    title = words.gettext("Job sheet for the print shop")
    data = {
        "job": job,
        "measured": tuple(name for name in MEASURED if name in labels),
        "labels": labels,
    }
    return replace(papers.of_company(job_path(name), "job", title, "a4", site, data), shop=name)


def _file(sheet: Sheet, fact: SheetFact, shop: PrintShop, site: Site) -> JobFile:
    document = _document(sheet, site)
    around = 2 * shop.bleed
    return JobFile(
        name=PurePosixPath(sheet.path).name,
        title=sheet.title,
        paper=sheet.paper.name.upper(),
        width=sheet.width,
        height=sheet.height,
        full=(sheet.width + around, sheet.height + around),
        size=fact.size,
        owner=(document and document.owner) or "",
        hash=sheet.hash,
        day=sheet.day,
        checks=fact.checks,
    )

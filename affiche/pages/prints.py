"""Sheets for the screen in; those for the print shop beside them out, and the printer's job sheet.

The files of a print shop bear the names that it asks for (`print: {names: …}`); the others keep
the names that everything links to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from affiche.errors import Place
from affiche.markup import plain
from affiche.model import PAPERS, Journey, Persona, Settings, Site
from affiche.model.choices import PrintColour, PrintMarks
from affiche.pages import journey_views
from affiche.pages.plan import Sheet, SheetCheck, SheetFact
from affiche.words import Words

PRINT = "print"
JOB = "print/job-sheet.pdf"
# What a kind of sheet is called in a file name.
NAMES = {"persona": "poster", **journey_views.NAMES, "family": "poster"}


def editions(sheets: Sequence[Sheet], site: Site, words: Words) -> tuple[Sheet, ...]:
    """Each sheet, followed by the one for the print shop: they share a layout."""
    return tuple(each for sheet in sheets for each in _editions(sheet, site, words))


def _editions(sheet: Sheet, site: Site, words: Words) -> Iterator[Sheet]:
    yield sheet
    if sheet.kind in NAMES and not sheet.variant:
        note = " · ".join(_note(sheet, site, words))
        yield replace(sheet, path=print_path(sheet, site), variant=PRINT, note=note)


def print_path(sheet: Sheet, site: Site) -> str:
    """Where the print shop's file goes: in the folder of the other, never in its place."""
    names = {
        "id": sheet.owner,
        "kind": NAMES[sheet.kind],
        "size": sheet.paper.name,
        "variant": PRINT,
        "version": _version(sheet, site),
        "company": site.settings.name or "",
    }
    written = {name: re.sub(r"[^\w.]+", "-", value).strip("-.") for name, value in names.items()}
    stem = re.sub(r"-{2,}", "-", site.settings.print.names.format(**written)).strip("-. ")
    path = str(PurePosixPath(sheet.path).with_name(f"{stem}.pdf"))
    return path if path != sheet.path else path.removesuffix(".pdf") + f"-{PRINT}.pdf"


def _version(sheet: Sheet, site: Site) -> str:
    document = _document(sheet, site)
    return (document and document.version) or ""


def _document(sheet: Sheet, site: Site) -> Persona | Journey | None:
    if sheet.kind == "persona":
        return site.personas.get(sheet.owner)
    return site.journeys.get(sheet.owner) if sheet.kind in journey_views.NAMES else None


def _note(sheet: Sheet, site: Site, words: Words) -> Iterator[str]:
    """What stands beside the sheet: what it is, which version, and until when."""
    document = _document(sheet, site)
    yield plain(sheet.title)
    size = {"width": sheet.width, "height": sheet.height, "bleed": site.settings.print.bleed}
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


# What the printer wants to see measured.
MEASURED = ("fonts", "text-size", "resolution", "ink")

# The job sheet ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class JobFile:
    """One file of the job: its name, what it is, its trimmed size and that with bleed in mm, how
    large it is in bytes, whose it is, and its checks."""

    name: str
    title: str
    paper: str
    width: float
    height: float
    full: tuple[float, float]
    size: int
    owner: str
    checks: tuple[SheetCheck, ...]

    @property
    def passed(self) -> int:
        return sum(check.passed for check in self.checks)

    def measured(self, name: str) -> SheetCheck | None:
        """What a check measured, if it was done."""
        return next((check for check in self.checks if check.name == name), None)


@dataclass(frozen=True)
class Job:
    """What the printer needs to know: who asks, how the files are made, and each of them."""

    company: str
    url: str
    files: tuple[JobFile, ...]
    bleed: float
    safety: float
    marks: PrintMarks
    colour: PrintColour
    profile: str
    ink: float


def job_sheet(
    sheets: Sequence[Sheet], facts: Mapping[str, SheetFact], site: Site, words: Words
) -> Sheet | None:
    """The sheet that goes with the files to the print shop; None while there are none."""
    wanted = site.settings.print
    made = [(s, facts[s.path]) for s in sheets if s.variant == PRINT and s.path in facts]
    files = tuple(_file(sheet, fact, site) for sheet, fact in made if fact.size and fact.checks)
    if not files:
        return None
    labels = {check.name: check.label for file in files for check in file.checks}
    intent = next((f.measured("intent") for f in files if f.measured("intent")), None)
    job = Job(
        company=site.settings.name or "",
        url=site.settings.url or "",
        files=files,
        bleed=wanted.bleed,
        safety=wanted.safety,
        marks=wanted.marks,
        colour=print_colour(site.settings),
        profile=str(intent.values.get("profile", "")) if intent else "",
        ink=wanted.ink,
    )
    return Sheet(
        path=JOB,
        kind="job",
        template="sheet-job.html.j2",
        title=words.gettext("Job sheet for the print shop"),
        owner="job",
        paper=PAPERS["a4"],
        landscape=False,
        profile="",
        language=site.settings.language,
        data={
            "job": job,
            "measured": tuple(name for name in MEASURED if name in labels),
            "labels": labels,
        },
        source=Place("content/site.yaml"),
    )


def print_colour(settings: Settings) -> PrintColour:
    """The colours of the print shop's files: its inks where there is a profile of its press."""
    if settings.print.colour is not None:
        return settings.print.colour
    return PrintColour.CMYK if settings.print.icc else PrintColour.SRGB


def _file(sheet: Sheet, fact: SheetFact, site: Site) -> JobFile:
    document = _document(sheet, site)
    around = 2 * site.settings.print.bleed
    return JobFile(
        name=PurePosixPath(sheet.path).name,
        title=sheet.title,
        paper=sheet.paper.name.upper(),
        width=sheet.width,
        height=sheet.height,
        full=(sheet.width + around, sheet.height + around),
        size=fact.size,
        owner=(document and document.owner) or "",
        checks=fact.checks,
    )

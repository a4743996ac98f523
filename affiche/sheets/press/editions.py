"""A laid-out sheet's PDF in; the edition that was asked for, read back and checked, out.

A sheet is laid out once; the plain edition is that PDF as it is, the print shop's is made from it.
What does not pass its checks is held back: nothing goes out under a label that it has not earned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.errors import Kind, Problem
from affiche.images import paper
from affiche.markup import plain
from affiche.model import Paper
from affiche.model.choices import PrintColour, PrintMarks
from affiche.pages.journey.map import views as journey_views
from affiche.pages.persona.keepsake import PICTURE
from affiche.pages.plan import Sheet, SheetCheck
from affiche.preflight import PDF_UA, PDF_X, Checked, Expected, Report, preflight, relabelled
from affiche.sheets.layout.artifacts import margins_marked
from affiche.sheets.shop import printshop
from affiche.sheets.shop.imprint import Imprint
from affiche.sheets.shop.printshop import PrintProfile

if TYPE_CHECKING:
    from affiche.sheets.layout.typeset import Typesetter

# The least size of text in points: of a poster's foot on A2, and of a map's body on each paper.
# Source: cap height = distance / 200.
FOOT_ON_A2 = 14.0
MAP_BODY = {"a3": 8.5, "a2": 12.0, "a1": 17.0, "a0": 24.0}
# What is held in the hand, whatever its paper.
HAND = {"card": 6.5, "cards": 6.5, "certificate": 7.0, "extract": 7.0, "meeting": 6.5}
# What flows over as many pages as it needs, with a margin around it.
DOCUMENTS = ("briefing", "job", "tiles", "presentation")
PROJECTED = "presentation"
# The most that a file for the screen may weigh, in bytes.
WEIGHT = 3_000_000
# A picture of a sheet, for a screen with twice as many points to the inch as once was usual.
PICTURE_DPI = 2 * 96
# What a check is called where a company switches warnings off; the others are `preflight-…`.
RULES = {"resolution": "low-resolution"}
# What a file for the screen may fail in and still be of use, without the label that it had.
READ_ALOUD = ("tags", "alt", "language", "title")
# The press tells of missing glyphs itself, by the letters that it could not find.
TOLD = ("glyphs",)


@dataclass(frozen=True)
class Edition:
    """A finished file: its bytes (none when it is held back), its checks, and what the writer is
    told of them."""

    pdf: bytes
    checks: tuple[SheetCheck, ...] = ()
    problems: tuple[Problem, ...] = ()


def edition(sheet: Sheet, laid: bytes, typesetter: Typesetter, profile: PrintProfile) -> Edition:
    """The sheet as its variant wants it; `laid` is the PDF of its layout."""
    if sheet.variant == PICTURE:
        return Edition(paper.png(paper.seen(laid, PICTURE_DPI)))
    if sheet.variant:
        pdf, report = _for_printer(sheet, laid, typesetter, profile)
        return _checked(sheet, pdf, report)
    return for_screen(sheet, laid, profile)


def for_screen(sheet: Sheet, laid: bytes, profile: PrintProfile) -> Edition:
    """The edition for the screen and the office printer."""
    return _checked(sheet, *_for_screen(sheet, laid, profile))


def _checked(sheet: Sheet, pdf: bytes, report: Report) -> Edition:
    checks = tuple(_told(check) for check in report.checks)
    held_back = any(not check.passed for check in report.checks if check.check not in READ_ALOUD)
    problems = tuple(_problems(sheet, report, held_back))
    return Edition(b"" if held_back else pdf, checks, problems)


def expected(sheet: Sheet, profile: PrintProfile, labels: tuple[str, ...] = ()) -> Expected:
    """What the file of a sheet has to be."""
    least = HAND.get(sheet.kind, FOOT_ON_A2 * 2 ** ((2 - sheet.paper.steps) / 2))
    if sheet.kind in (*journey_views.NAMES, journey_views.FEEDBACK):
        least = MAP_BODY.get(sheet.paper.name, least)
    common = Expected(
        paper=sheet.paper.name.upper(),
        width=sheet.width,
        height=sheet.height,
        title=plain(sheet.title),
        language=sheet.language,
        day=sheet.day.isoformat() if sheet.day else "",
        text_minimum=0 if sheet.kind in DOCUMENTS else least,
        single=sheet.kind not in DOCUMENTS,
        projected=sheet.kind == PROJECTED,
    )
    if not sheet.variant:
        return replace(common, tagged=True, weight=WEIGHT, labels=(PDF_UA,))
    return replace(
        common,
        printer=True,
        bleed=profile.bleed,
        safety=profile.safety,
        frame=profile.frame,
        marks=profile.marks is not PrintMarks.NONE,
        colour=str(profile.colour),
        ink_limit=profile.ink,
        labels=labels,
    )


def _for_screen(sheet: Sheet, laid: bytes, profile: PrintProfile) -> tuple[bytes, Report]:
    """The file for the screen; it loses its label when it does not deserve it."""
    pdf = margins_marked(laid) if sheet.kind in DOCUMENTS else laid
    want = expected(sheet, profile)
    report = preflight(pdf, want)
    # A file that cannot be read has no label that could be checked.
    if all(check.passed for check in report.checks if check.check == "label"):
        return pdf, report
    pdf = printshop.unlabelled(pdf)
    return pdf, relabelled(pdf, replace(want, labels=()), report)


def _for_printer(
    sheet: Sheet, laid: bytes, typesetter: Typesetter, profile: PrintProfile
) -> tuple[bytes, Report]:
    """The print shop's file, with its label when it has passed everything else."""
    imprint = Imprint(plain(sheet.title), sheet.language, sheet.day)
    slug = _slug(sheet, typesetter) if profile.marks is not PrintMarks.NONE else None
    pdf = printshop.for_printer(laid, profile, imprint, slug)
    report = preflight(pdf, expected(sheet, profile))
    if profile.colour is not PrintColour.CMYK or not report.good:
        return pdf, report
    pdf = printshop.labelled(pdf, imprint)
    return pdf, relabelled(pdf, expected(sheet, profile, (PDF_X,)), report)


def _slug(sheet: Sheet, typesetter: Typesetter) -> bytes:
    """The line that says what the file is."""
    paper = Paper("slug", printshop.slug_width(sheet.width), printshop.SLUG_HEIGHT, 0)
    line = replace(sheet, template="sheets/slug.html.j2", paper=paper, landscape=False, data={})
    return typesetter.pdf(line, typesetter.lay(line))


def _told(check: Checked) -> SheetCheck:
    found = tuple((each.what, each.hint, _plain(each.values)) for each in check.findings)
    values = _plain(check.values)
    return SheetCheck(check.check, check.label, check.measured, values, check.passed, found)


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    """Values that are the same after they were kept in the cache: no tuples."""
    return {
        name: ", ".join(map(str, value)) if isinstance(value, tuple) else value
        for name, value in values.items()
    }


def _problems(sheet: Sheet, report: Report, held_back: bool) -> Iterator[Problem]:
    """What the writer is told: warnings, because the site and all other files are as good as
    they were."""
    findings = [f for f in report.findings if f.check not in TOLD]
    if len(findings) > 1:  # a label that is not earned only follows from the others
        findings = [f for f in findings if f.check != "label"] or findings
    for finding in findings:
        rule = RULES.get(finding.check, f"preflight-{finding.check}")
        values = _plain(finding.values)
        yield Problem(Kind.WARNING, rule, sheet.source, finding.what, finding.hint, values)
    if held_back:
        yield _held_back(sheet, report)


def _held_back(sheet: Sheet, report: Report) -> Problem:
    what = (
        "the file of {title} on {paper} for the print shop is held back"
        if sheet.variant
        else "the PDF of {title} on {paper} is held back"
    )
    values = {
        "title": plain(sheet.title), "paper": sheet.paper.name.upper(),
        "passed": report.passed, "done": report.done,
    }  # fmt: skip
    hint = "{passed} of {done} checks passed; the print page shows all of them"
    return Problem(Kind.WARNING, "preflight", sheet.source, what, hint, values)

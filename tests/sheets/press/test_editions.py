"""Sheets through the real press: what is checked, what is held back, what the print shop gets."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from affiche import content, themes
from affiche.building import pipeline
from affiche.building.options import Options
from affiche.errors import ContentError, Kind
from affiche.markup import plain
from affiche.model import Site
from affiche.pages.company.printing import page as printing
from affiche.pages.company.printing import prints
from affiche.pages.plan import Sheet, SheetFact
from affiche.sheets.layout import artifacts
from affiche.sheets.press import editions
from affiche.sheets.press.press import Printed
from affiche.sheets.shop import profiles
from affiche.sheets.shop.printshop import PrintProfile
from affiche.words import words
from tests.support.icc import press_profile
from tests.support.plans import plan
from tests.support.projects import THEMES, TODAY, project
from tests.support.sheets import printed, site_of, theme

Files = dict[str, str | bytes]
PETER = """\
---
name: Peter de Vries
tagline: Installateur met haast
version: 3
owner: Marketing
review_by: 2027-05-22
goals: [Vandaag antwoord, Eén vast aanspreekpunt]
pains: [Drie dagen wachten op een offerte]
---
Peter vervangt ketels en belt liever dan hij mailt.
"""
KETEL = """\
title: Ik vervang de ketel
persona: peter
phases:
  - {id: orientation, goal: Weten wat het kost, emotion: 1}
  - {id: buy, goal: Vandaag bestellen, emotion: -1, pains: [Wachten]}
"""
SETTINGS = "name: Van Dijk\nposters: {persona: [a4], journey: [a3]}\n"
SMALL: Files = {
    "site.yaml": SETTINGS, "personas/peter.md": PETER, "journeys/ketel.yaml": KETEL,
}  # fmt: skip


def photo(pixels: int) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((pixels, pixels)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def planned(site: Site) -> dict[str, Sheet]:
    """The posters and maps, by the names of their files."""
    planned = plan(site, words("nl"), (), {}, TODAY)
    mine = [sheet for sheet in planned.sheets if sheet.kind in ("persona", "journey")]
    return {Path(sheet.path).name: sheet for sheet in mine}


def failed(made: Printed) -> list[str]:
    return [check.name for check in made.fact.checks if not check.passed]


# --- which files there are ----------------------------------------------------------------------


def test_each_sheet_has_a_file_for_the_print_shop():
    site = site_of(SMALL)
    assert sorted(planned(site)) == [
        "ketel-map-a3-print.pdf", "ketel-map-a3.pdf",
        "peter-poster-a4-print.pdf", "peter-poster-a4.pdf",
    ]  # fmt: skip
    sheet = planned(site)["peter-poster-a4-print.pdf"]
    assert sheet.note == (
        "Peter de Vries · A4, 210 × 297 mm · 3 mm afloop · versie 3 · kenmerk "
        f"{sheet.hash} · herzien vóór 22 mei 2027 · Van Dijk"
    )


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{id}_{size}", "peter_a4.pdf"),
        ("{company} {id} {size} v{version}", "Van-Dijk peter a4 v3.pdf"),
        ("{size}/{id}", None),
        ("{id}-{kind}-{size}", "peter-poster-a4-print.pdf"),
    ],
)
def test_the_print_shop_names_its_files(pattern: str, name: str | None):
    files = SMALL | {"site.yaml": f'{SETTINGS}print: {{names: "{pattern}"}}\n'}
    if name is None:
        with pytest.raises(AssertionError, match="file-names"):
            site_of(files)
    else:
        assert name in planned(site_of(files))


# --- what is made of them -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> Mapping[str, Printed]:
    site = site_of(SMALL)
    return {name: printed(site, sheet) for name, sheet in planned(site).items()}


def test_every_file_passes_its_checks(made: Mapping[str, Printed]):
    assert {name: failed(one) for name, one in made.items()} == {name: [] for name in made}
    done = {name: (one.fact.passed, len(one.fact.checks)) for name, one in made.items()}
    assert done["peter-poster-a4-print.pdf"] == (18, 18)
    assert done["peter-poster-a4.pdf"] == (14, 14)


def test_both_editions_show_the_same(made: Mapping[str, Printed]):
    from pypdfium2 import PdfDocument

    plain_text, print_text = (
        PdfDocument(made[name].pdf)[0].get_textpage().get_text_bounded()
        for name in ("peter-poster-a4.pdf", "peter-poster-a4-print.pdf")
    )
    assert "Vandaag antwoord" in plain_text
    assert plain_text.strip() in print_text


def test_a_blurred_photo_holds_the_print_shops_file_back():
    face = "photo: {file: peter.jpg, alt: Peter, kind: illustration}\nowner: "
    files = SMALL | {
        "personas/peter.md": PETER.replace("owner: ", face), "images/peter.jpg": photo(300),
    }  # fmt: skip
    site = site_of(files)
    shop = printed(site, planned(site)["peter-poster-a4-print.pdf"])
    screen = printed(site, planned(site)["peter-poster-a4.pdf"])
    assert (shop.pdf, failed(shop)) == (b"", ["resolution"])
    rules = [(problem.kind, problem.rule) for problem in shop.fact.problems]
    assert rules == [(Kind.WARNING, "low-resolution"), (Kind.WARNING, "preflight")]
    assert screen.pdf.startswith(b"%PDF")
    assert [problem.rule for problem in screen.fact.problems] == ["low-resolution"]


def test_a_file_that_cannot_be_read_aloud_loses_its_label():
    site = site_of(SMALL)
    sheet = planned(site)["peter-poster-a4.pdf"]
    other = editions.edition(
        replace(sheet, language="fr"), printed(site, sheet).pdf, None, PrintProfile()
    )
    assert other.pdf.startswith(b"%PDF")
    assert b"pdfuaid:part" not in b"".join(_metadata(other.pdf))
    assert [problem.rule for problem in other.problems] == ["preflight-language"]
    assert {check.name: check.passed for check in other.checks}["language"] is False


def test_a_sheet_of_another_size_is_held_back():
    site = site_of(SMALL)
    sheet = planned(site)["peter-poster-a4.pdf"]
    other = editions.edition(
        replace(sheet, landscape=True), printed(site, sheet).pdf, None, PrintProfile()
    )
    assert other.pdf == b""
    assert [problem.rule for problem in other.problems] == ["preflight-size", "preflight"]


@pytest.mark.parametrize("share", [0.3, 0.999], ids=["half", "without its end"])
def test_half_a_pdf_is_held_back(share: float):
    site = site_of(SMALL)
    sheet = planned(site)["peter-poster-a4.pdf"]
    pdf = printed(site, sheet).pdf
    other = editions.edition(sheet, pdf[: int(share * len(pdf))], None, PrintProfile())
    assert other.pdf == b""
    assert [problem.rule for problem in other.problems] == ["preflight-readable", "preflight"]


def test_what_is_repaired_in_silence_goes_out_damaged(monkeypatch: pytest.MonkeyPatch):
    """The control: a reader that mends what it opens calls a file whole that has no end."""
    site, opening = site_of(SMALL), pikepdf.open
    sheet = planned(site)["peter-poster-a4.pdf"]
    cut = printed(site, sheet).pdf[:-20]
    monkeypatch.setattr(pikepdf, "open", lambda held, **_: opening(held))
    assert editions.edition(sheet, cut, None, PrintProfile()).pdf == cut


def _metadata(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [opened.Root.Metadata.read_bytes()]


def test_a_press_of_its_own_gets_cmyk():
    files = SMALL | {
        "drukker.icc": press_profile(),
        "site.yaml": SETTINGS + "print: {icc: drukker.icc, bleed: 5, marks: volledig, frame: 10}\n",
    }
    root = project(files)
    site = site_of(files)
    icc, wrong = profiles.find_icc(root / "content", theme(), site.settings.print)
    assert (icc, wrong) == ({"drukker.icc": str(root / "content" / "drukker.icc")}, ())
    site = replace(site, press_profiles=icc)
    shop = printed(site, planned(site)["ketel-map-a3-print.pdf"])
    assert failed(shop) == []
    measured = {check.name: check.values for check in shop.fact.checks}
    assert measured["label"]["labels"] == "PDF/X-4"
    assert measured["safety"]["frame"] == 10
    [warning] = shop.fact.problems
    assert (warning.kind, warning.rule) == (Kind.WARNING, "preflight-safety")
    assert measured["boxes"]["bleed"] == 5


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("weg.icc", None, "is not there"),
        ("scherm.icc", b"\0" * 12 + b"mntrRGB XYZ " + b"\0" * 104, "is not the ICC profile"),
        ("../../drukker.icc", None, "is not there"),
    ],
)
def test_a_profile_that_is_none_is_told(name: str, content: bytes | None, rule: str):
    files: Files = SMALL | {"site.yaml": f"print: {{icc: {name}}}\n"}
    root = project(files | ({name: content} if content else {}))
    site = site_of(files | ({name: content} if content else {}))
    _, [problem] = profiles.find_icc(root / "content", theme(), site.settings.print)
    assert rule in problem.what
    assert (problem.place.path, problem.place.line, problem.place.column) == (
        "content/site.yaml", 1, 14,
    )  # fmt: skip


def test_a_profile_may_lie_in_the_theme(tmp_path: Path):
    for folder in ("affiche",):
        (tmp_path / folder).symlink_to(THEMES / folder)
    (tmp_path / "eigen").mkdir()
    (tmp_path / "eigen" / "theme.yaml").write_text("extends: affiche\n")
    (tmp_path / "eigen" / "pers.icc").write_bytes(press_profile())
    site = site_of(SMALL | {"site.yaml": "print: {icc: pers.icc}\n"})
    icc, _ = profiles.find_icc(tmp_path, themes.load(tmp_path, "eigen"), site.settings.print)
    made = profiles.print_profile(site.settings.print, Path(icc["pers.icc"]))
    assert made.icc == press_profile()


# --- the job sheet ------------------------------------------------------------------------------


def test_the_job_sheet_names_every_file(made: Mapping[str, Printed]):
    site = site_of(SMALL)
    sheets = planned(site)
    facts = {sheets[name].path: one.fact for name, one in made.items()}
    [job] = prints.job_sheets(list(sheets.values()), facts, site, words("nl"))
    pdf = printed(site, job)
    assert failed(pdf) == []
    text = said(pdf.pdf)
    for wanted in ("peter-poster-a4-print.pdf", "ketel-map-a3-print.pdf", "18/18", "216 × 303 mm"):
        assert wanted in text
    assert "peter-poster-a4.pdf" not in text


def said(pdf: bytes) -> str:
    from pypdfium2 import PdfDocument

    return "\n".join(page.get_textpage().get_text_bounded() for page in PdfDocument(pdf))


def test_without_files_there_is_no_job_sheet():
    site = site_of(SMALL)
    sheets = list(planned(site).values())
    held = {sheet.path: SheetFact(0) for sheet in sheets}
    assert prints.job_sheets(sheets, {}, site, words("nl")) == ()
    assert prints.job_sheets(sheets, held, site, words("nl")) == ()


def test_what_stands_in_margins_is_decoration():
    from affiche.sheets.layout.typeset import weasyprint

    html = """<html lang="nl"><title>Proef</title><style>
    @page { @top-left { content: "boven" } @bottom-right { content: counter(page); border-top: 1pt
    solid red } } p { break-after: page }</style><p>Een</p><p>Twee</p><h1>Drie</h1></html>"""
    pdf = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    expected = editions.Expected("A4", 210, 297, "Proef", "nl", tagged=True, single=False)
    before = editions.preflight(pdf, expected).check("tags")
    after = editions.preflight(artifacts.margins_marked(pdf), expected).check("tags")
    assert before.findings[0].values["count"] == 6
    assert after.passed
    assert said(artifacts.margins_marked(pdf)) == said(pdf)


# --- a whole build ------------------------------------------------------------------------------


def test_a_build_stops_at_a_profile_that_is_not_there():
    root = project(SMALL | {"site.yaml": "print: {icc: weg.icc}\n"})
    options = Options(root / "content", THEMES, root / "site", TODAY, pdf=False)
    with pytest.raises(ContentError) as error:
        pipeline.build(options)
    errors = [p.rule for p in error.value.problems if p.kind is Kind.ERROR]
    assert errors == ["no-icc"]


def test_titles_are_plain_beside_the_sheet():
    files = SMALL | {"journeys/ketel.yaml": KETEL.replace("de ketel", "*de* ketel")}
    sheet = planned(site_of(files))["ketel-map-a3-print.pdf"]
    assert sheet.note.startswith("Ik vervang de ketel ·")
    assert plain(sheet.title) == "Ik vervang de ketel"


def test_the_profile_of_a_company_without_wishes():
    assert profiles.print_profile(site_of(SMALL).settings.print, None) == PrintProfile()


# --- several print shops ------------------------------------------------------------------------

SHOPS = f"""{SETTINGS}print:
  bleed: 2
  icc: drukker.icc
  profiles:
    Drukwerkdeal: {{bleed: 5, marks: nee, colour: srgb}}
    groot formaat: {{sheets: a3, names: "{{company}} {{id}} {{profile}} {{size}}"}}
"""
TWO_SHOPS: Files = SMALL | {"site.yaml": SHOPS, "drukker.icc": press_profile()}


def test_each_print_profile_has_its_own_files():
    site = site_of(TWO_SHOPS)
    assert sorted(planned(site)) == [
        "Van-Dijk ketel groot-formaat a3.pdf",
        "ketel-map-a3-print-Drukwerkdeal.pdf", "ketel-map-a3-print.pdf", "ketel-map-a3.pdf",
        "peter-poster-a4-print-Drukwerkdeal.pdf", "peter-poster-a4-print.pdf",
        "peter-poster-a4.pdf",
    ]  # fmt: skip
    note = planned(site)["peter-poster-a4-print-Drukwerkdeal.pdf"].note
    assert "5 mm afloop" in note
    assert note.endswith("Van Dijk · voor Drukwerkdeal")


def test_a_profile_has_of_print_what_it_does_not_say():
    usual, deal, large = site_of(TWO_SHOPS).settings.print.shops.values()
    assert (usual.bleed, deal.bleed, large.bleed) == (2, 5, 2)
    assert (usual.icc, deal.icc, large.icc) == ("drukker.icc",) * 3
    assert (usual.inks, deal.inks, large.inks) == ("cmyk", "srgb", "cmyk")
    assert (usual.sizes[0], large.sizes) == ("a0", ("a3",))


def test_a_press_of_its_own_decides_on_the_colours_of_a_profile():
    wanted = "print: {colour: srgb, profiles: {pers: {icc: drukker.icc}, geen: {}}}\n"
    shops = site_of(SMALL | {"site.yaml": wanted}).settings.print.shops
    assert {name: str(shop.inks) for name, shop in shops.items()} == {
        "": "srgb", "pers": "cmyk", "geen": "srgb",
    }  # fmt: skip


def test_each_print_shop_gets_what_it_asks_for_and_a_job_sheet():
    root = project(TWO_SHOPS)
    site = site_of(TWO_SHOPS)
    icc, _ = profiles.find_icc(root / "content", theme(), site.settings.print)
    site = replace(site, press_profiles=icc)
    sheets = planned(site)
    made = {sheet.path: printed(site, sheet) for sheet in sheets.values()}
    measured = {
        Path(path).name: {check.name: check.values for check in one.fact.checks}
        for path, one in made.items()
    }
    assert {name: failed(one) for name, one in made.items()} == {name: [] for name in made}
    usual, deal = (
        measured["ketel-map-a3-print.pdf"],
        measured["ketel-map-a3-print-Drukwerkdeal.pdf"],
    )
    assert (usual["boxes"]["bleed"], usual["label"]["labels"]) == (2, "PDF/X-4")
    assert (deal["boxes"]["bleed"], deal["label"]["labels"]) == (5, "–")
    assert "marks" in usual and "marks" not in deal
    facts = {path: one.fact for path, one in made.items()}
    jobs = prints.job_sheets(list(sheets.values()), facts, site, words("nl"))
    assert [job.path for job in jobs] == [
        "print/job-sheet.pdf", "print/job-sheet-Drukwerkdeal.pdf",
        "print/job-sheet-groot-formaat.pdf",
    ]  # fmt: skip
    text = said(printed(site, jobs[1]).pdf)
    assert "Drukwerkdeal" in text
    assert "ketel-map-a3-print-Drukwerkdeal.pdf" in text
    assert "ketel-map-a3-print.pdf" not in text


def test_the_print_page_has_a_part_for_each_print_shop():
    site = site_of(TWO_SHOPS)
    sheets = list(planned(site).values())
    facts = {sheet.path: SheetFact(9) for sheet in sheets} | {
        "print/job-sheet-Drukwerkdeal.pdf": SheetFact(9),
        "personas/peter/peter-poster-a4-print.pdf": SheetFact(0),
    }
    shops = printing.shops(sheets, facts, site)
    assert {shop.name: (len(shop.files), shop.job) for shop in shops.shops} == {
        "": (1, ""),
        "Drukwerkdeal": (2, "print/job-sheet-Drukwerkdeal.pdf"),
        "groot formaat": (1, ""),
    }
    assert [link.path for link in shops.held_back] == ["personas/peter/peter-poster-a4-print.pdf"]


def test_the_same_name_is_given_once():
    files = SMALL | {"site.yaml": f'{SETTINGS}print: {{names: "{{id}}-{{kind}}-{{size}}"}}\n'}
    names = [Path(sheet.path).name for sheet in planned(site_of(files)).values()]
    assert "peter-poster-a4-print.pdf" in names
    assert len(names) == len(set(names)) == 4


AMISS = (
    ('names: "{id} {size}"\n  profiles: {a: {bleed: 5}}', 4, 17,
     "de bestanden van `a` zouden hetzelfde heten als die van `print`"),
    ('profiles: {a: {names: "{id}{size}"}, b: {names: "{id}{size}"}}', 3, 51,
     "de bestanden van `b` zouden hetzelfde heten als die van `a`"),
    ("profiles: {A b: {}, a-B: {}}", 3, 28,
     "de bestanden van `a-B` zouden hetzelfde heten als die van `A b`"),
    ("profiles: {'!?': {}}", 3, 20, "`!?` kan geen deel van een bestandsnaam zijn"),
    ("profiles: {a: {colour: cmyk}}", 3, 26,
     "`colour: cmyk` kan niet zonder het ICC-profiel van de drukker"),
    ("colour: cmyk\n  profiles: {a: {bleed: 2}}", 3, 11,
     "`colour: cmyk` kan niet zonder het ICC-profiel van de drukker"),
    ("profiles: {a: {blead: 5}}", 3, 18, "onbekende sleutel `blead`"),
    ("profiles: {a: {sheets: [b5]}}", 3, 27, "`b5` kun je bij `sheets` niet kiezen"),
    ("profiles: {a: {bleed: veel}}", 3, 25, "bij `bleed` hoort een getal"),
    ("profiles: {a: {names: x}}", 3, 25, "`x` kan geen bestandsnaam zijn"),
)  # fmt: skip


@pytest.mark.parametrize(("wanted", "line", "column", "said"), AMISS)
def test_what_is_wrong_with_a_profile_is_told_at_its_place(
    wanted: str, line: int, column: int, said: str
):
    root = project(SMALL | {"site.yaml": f"name: Van Dijk\nprint:\n  {wanted}\n"})
    problems = content.load(root / "content", TODAY).problems
    [problem] = [p for p in problems if p.kind is Kind.ERROR]
    assert (problem.place.line, problem.place.column) == (line, column)
    assert said in words("nl").say(problem.what, **problem.values)

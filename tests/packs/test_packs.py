"""Packs as an agency gets them: built for real, opened on their own, searched from outside."""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import sync_playwright

from affiche import cli, themes
from affiche.building import handover, pipeline
from affiche.building.drafts import prepare
from affiche.building.options import Options
from affiche.building.sites import outside
from affiche.errors import ContentError
from affiche.packs import swatches
from affiche.packs.house import house
from affiche.publishing import names
from affiche.themes import Theme
from affiche.words import words
from tests.conftest import launch
from tests.support.curious import sightings, unwrapped
from tests.support.projects import THEMES, project, tree

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def options(root: Path, **changes: Any) -> Options:
    given = {"out": root / "site", "pdf": False, "jobs": 2, **changes}
    return Options(root / "content", THEMES, today=given.pop("today", TODAY), **given)


def pack(root: Path, name: str = "zomer") -> dict[str, bytes]:
    """The files of a briefing's zip."""
    with zipfile.ZipFile(root / "site/briefings" / name / f"{name}-briefing.zip") as archive:
        assert {entry.split("/")[0] for entry in archive.namelist()} == {f"{name}-briefing"}
        return {entry.partition("/")[2]: archive.read(entry) for entry in archive.namelist()}


# Canaries -------------------------------------------------------------------------------------

# Every field that is internal or secret, in every kind of document; {0}… are canaries.
SPOTS: dict[str, str] = {
    "site.yaml": """\
        # %
        name: Van Dijk
        tagline: %
        url: https://%.vandijk.example/
        edit_url: https://git.vandijk.example/%/{path}
        departments: [%]
        posters: {persona: [a3], journey: [a3]}
        admin: {editor: "https://%.vandijk.example/{path}:{line}"}
        """,
    "personas/anna.md": """\
        ---
        # %
        name: Anna Visser   # %
        segment: %
        status: concept
        version: %
        owner: %
        reviewers: [%, %]
        goals:
          - Rust op het water
          - {text: %, visibility: internal}
          - {text: %, visibility: secret}
          - {text: Meten, evidence: gemeten, source: %}
        value: {customers: %, revenue_share: %, since: %}
        evidence: {level: gemengd, sources: [%]}
        notes_internal: |
          %
        photo:
          file: %.jpg
          alt: Een vrouw op een boot
          kind: klant
          consent:
            {given: 2026-01-01, scope: [intranet, poster, agency], expires: 2027-12-31, proof: %}
        quote: {text: Laat mij maar drijven, source: Interview}
        tone: {do: [Wees kort], dont: [Bel niet]}
        ---
        Anna woont op een boot. <!-- % -->

        [//]: # (%)

        ## Hoe Anna kiest

        Zij kijkt naar het water. <!-- % -->

        ![De kade](../images/kade.png)

        ## Wat we niet zeggen

        %
        """,
    "personas/bram.md": "---\nname: %\n---\n%\n",
    "touchpoints.yaml": """\
        loket: {name: Loket, channel: counter, owner: %, description: %, url: "https://%.example/"}
        """,
    "opportunities.yaml": "sneller: {title: %, owner: %, ticket: %}\n",
    "journeys/boot.yaml": """\
        title: De boot kopen
        persona: anna
        trigger: %
        end: %
        owner: %
        version: %
        reviewers: [%]
        evidence: {level: gemengd, sources: [%]}
        lanes: [{id: eigen, label: %}]
        phases:
          - id: buy
            goal: Vandaag varen
            response: %
            duration: %
            lanes: {eigen: %}
            opportunities: [sneller, {title: %, owner: %, ticket: %}]
            touchpoints:
              - ref: loket
                action: Vraagt de prijs
                quote: Wat kost dat nou
                emotion: {score: -1, feeling: ongeduldig}
                owner: %
                frontstage: %
                backstage: [%]
                systems: [%]
                kpis: [%]
          - id: service
            goal: %
        """,
    "briefings/zomer.md": """\
        ---
        title: Zomer op het water
        agency: Bureau Kade
        personas: [anna]
        journeys: [boot]
        phases: [buy]
        sections: [Hoe Anna kiest]
        deadline: 2027-01-22
        contact: Sanne
        proposition: Drijf maar
        deliverables: [Een film]
        budget: %
        notes_internal: |
          %
        ---
        Wij zoeken een film. <!-- % -->
        """,
    "briefings/winter.md": "---\ntitle: %\nagency: %\nproposition: %\n---\n%\n",
}
SHOWN = (
    "Anna Visser", "Rust op het water", "Laat mij maar drijven", "Zij kijkt naar het water",
    "Zomer op het water", "Bureau Kade", "Drijf maar", "Een film", "Vraagt de prijs",
    "Wat kost dat nou", "Loket", "Wees kort", "Bel niet", "ongeduldig",
)  # fmt: skip


def canary(number: int) -> str:
    """A word that stands nowhere else, with a letter that every encoding writes otherwise."""
    letters = hashlib.sha256(str(number).encode()).hexdigest()[:8]
    return f"kanarie{letters.translate(str.maketrans('0123456789', 'ghijklmnop'))}é{number}"


def planted() -> tuple[dict[str, str | bytes], list[str]]:
    """The files, and every canary in them."""
    canaries: list[str] = []

    def next_one(_: re.Match[str]) -> str:
        canaries.append(canary(len(canaries)))
        return canaries[-1]

    files: dict[str, str | bytes] = {
        name: re.sub("%", next_one, text) for name, text in SPOTS.items()
    }
    photo = re.search(r"file: (\S+\.jpg)", str(files["personas/anna.md"]))
    assert photo
    canaries += [canary(len(canaries) + number) for number in range(4)]
    exif, xmp, comment, text = canaries[-4:]
    files[f"images/{photo[1]}"] = a_photo(exif, xmp, comment)
    files["images/kade.png"] = a_drawing(text)
    return files, canaries


def a_photo(exif: str, xmp: str, comment: str) -> bytes:
    data = Image.Exif()
    data[0x9C9C] = exif.encode("utf-16-le")
    out = io.BytesIO()
    picture = Image.radial_gradient("L").convert("RGB").resize((700, 700))
    picture.save(out, "JPEG", exif=data, xmp=xmp.encode(), comment=comment.encode())
    return out.getvalue()


def a_drawing(text: str) -> bytes:
    info = PngInfo()
    info.add_itxt("Comment", text, zip=True)
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(out, "PNG", pnginfo=info)
    return out.getvalue()


@pytest.fixture(scope="module")
def canaries() -> tuple[Path, list[str]]:
    """A project with a canary in every spot, built with all its sheets."""
    files, found = planted()
    root = project(files)
    pipeline.build(options(root, pdf=True))
    return root, found


def test_no_canary_of_sixty_sits_in_a_pack(canaries: tuple[Path, list[str]]):
    root, wanted = canaries
    assert len(wanted) > 60
    folder = tree(root / "site/briefings/zomer")
    handed = {name: content for name, content in folder.items() if name != "index.html"}
    assert sorted(handed) == ["zomer-briefing.pdf", "zomer-briefing.zip"]
    assert sightings({**handed, **pack(root)}, wanted) == []


def test_control_the_search_from_outside_finds_what_is_shown(canaries: tuple[Path, list[str]]):
    root, _ = canaries
    files = pack(root)
    for name in ("index.html", "zomer-briefing.pdf"):
        missing = [
            t for t in SHOWN if t.lower().encode() not in unwrapped(name, files[name]).lower()
        ]
        assert missing == []
    poster = unwrapped("a.pdf", files["posters/anna-poster-a3-agency.pdf"])
    assert b"Rust op het water" in poster and b"Drijf maar" not in poster


COPIES = """\
- {sheet: anna-poster-a3, mark: abc1234, size: a3, place: Kantine, by: Marketing}
- {sheet: bram-poster-a2, mark: abc1235, size: a2, place: Directiekamer Zuid}
"""


def searched(**more: bytes) -> list[str]:
    """What the search finds in a pack with all its posters, of a company that notes its copies."""
    files = {
        "personas/anna.md": "---\nname: Anna\n---\nAnna vaart.\n",
        "personas/bram.md": "---\nname: Bram\n---\nBram fietst.\n",
        "briefings/zomer.md": "---\ntitle: Zomer\npersonas: [anna]\n---\nMaak iets.\n",
        "copies.yaml": COPIES,
    }
    root = project(files)
    draft = prepare(options(root))
    packs = handover.plan(draft.source)
    printed = {sheet.path: b"%PDF" for one in packs for sheet in one.sheets}
    made = handover.make(draft.source, packs, printed, {})
    assert any("anna-poster-a3" in name for one in made for name in one.files)
    held = [replace(one, files={**one.files, **more}) for one in made]
    return [str(p.values["field"]) for p in handover.pack_leaks(draft.source, held)]


def test_posters_of_which_copies_hang_go_along_under_their_names():
    assert searched() == []


def test_control_where_they_hang_stays_inside():
    assert searched(**{"a.txt": b"Hangt in de Directiekamer Zuid."}) == ["copie.place"]
    assert searched(**{"posters/bram-poster-directiekamer-zuid.pdf": b""}) == ["copie.place"]


def test_secrets_are_nowhere_in_the_intranet_either(canaries: tuple[Path, list[str]]):
    root, _ = canaries
    secret = [
        found
        for name in ("personas/anna.md", "briefings/zomer.md", "opportunities.yaml")
        for body in [(root / "content" / name).read_text("utf-8")]
        for line in body.splitlines()
        if re.search(r"visibility: secret|value:|proof:|budget:|<!--|ticket:", line)
        for found in re.findall(r"kanarie\w+", line.partition("ticket:")[2] or
                                line.partition("proof:")[2] or line)
    ]  # fmt: skip
    assert len(secret) >= 10
    assert sightings(tree(root / "site"), secret) == []


def test_the_intranet_page_offers_both_files(canaries: tuple[Path, list[str]]):
    root, _ = canaries
    page = (root / "site/briefings/zomer/index.html").read_text("utf-8")
    assert 'href="zomer-briefing.pdf"' in page and 'href="zomer-briefing.zip"' in page


def test_the_manifest_and_the_rights_name_everything(canaries: tuple[Path, list[str]]):
    files = pack(canaries[0])
    manifest = json.loads(files["manifest.json"])
    listed = {entry["path"]: entry for entry in manifest["files"]}
    assert listed.keys() == files.keys() - {"manifest.json"}
    for path, entry in listed.items():
        digest = hashlib.sha256(files[path]).hexdigest()
        assert (entry["sha256"], entry["size"]) == (digest, len(files[path]))
    assert manifest["expires"] == "2027-04-22"
    rights = files["rights.txt"].decode()
    assert "portraits/anna.jpg" in rights
    assert "Gegeven op 1 januari 2026" in rights and "Geldig tot 31 december 2027" in rights
    assert "OFL-fraunces.txt" in rights and "house-style/fonts/OFL-fraunces.txt" in files


def test_a_zip_opens_on_its_own_without_a_network(canaries: tuple[Path, list[str]], tmp_path: Path):
    for name, content in pack(canaries[0]).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    said: list[str] = []
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_context(offline=True).new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("requestfailed", lambda request: said.append(request.url))
        page.on("request", lambda request: asked.append(request.url))
        page.goto((tmp_path / "index.html").as_uri())
        page.evaluate("document.fonts.ready")
        broken = page.evaluate(
            "[...document.images].filter(one => !one.naturalWidth).map(one => one.src)"
        )
        links = page.evaluate("[...document.querySelectorAll('a[href]')].map(one => one.href)")
        families = page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').length")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        browser.close()
    assert (said, broken, wide) == ([], [], 0)
    assert families > 2
    assert [url for url in asked if not url.startswith(tmp_path.as_uri() + "/")
            and not url.startswith("data:")] == []  # fmt: skip
    for link in links:
        path = link.partition("#")[0].removeprefix(tmp_path.as_uri() + "/")
        assert (tmp_path / path).is_file(), link


def test_the_document_has_a_cover_contents_running_heads_and_numbers(
    canaries: tuple[Path, list[str]],
):
    document = pypdfium2.PdfDocument(pack(canaries[0])["zomer-briefing.pdf"])
    pages = [page.get_textpage().get_text_range() for page in document]
    assert {tuple(round(side) for side in page.get_size()) for page in document} == {(595, 842)}
    assert len(pages) > 2
    assert "Zomer op het water" in pages[0] and "Inhoud" in pages[1]
    for number, text in enumerate(pages[1:], start=2):
        assert f"{number} / {len(pages)}" in text and "Zomer op het water" in text


# The same bytes, whatever the surroundings ---------------------------------------------------

SMALL: dict[str, str | bytes] = {
    "site.yaml": "name: Van Dijk\nlanguage: nl\n",
    "personas/anna.md": "---\nname: Anna Visser\ngoals: [Rust]\n---\nAnna woont op een boot.\n",
    "briefings/zomer.md": "---\ntitle: Zomer\nagency: Kade\npersonas: [anna]\n"
    "deadline: 2027-01-22\n---\n",
}


def test_the_same_input_gives_the_same_zip_on_another_day_and_place(tmp_path: Path):
    first, second = project(SMALL), project(SMALL, tmp_path / "elders")
    pipeline.build(options(first))
    pipeline.build(options(second, today=TODAY + DAY))
    zips = [root / "site/briefings/zomer/zomer-briefing.zip" for root in (first, second)]
    assert zips[0].read_bytes() == zips[1].read_bytes()
    with zipfile.ZipFile(zips[0]) as archive:
        entries = archive.infolist()
        assert [entry.filename for entry in entries] == sorted(archive.namelist())
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in entries} == {0o100644}


def test_a_briefing_in_another_language_has_labels_in_it():
    text = str(SMALL["briefings/zomer.md"]).replace("agency: Kade", "agency: Kade\nlanguage: en")
    root = project({**SMALL, "briefings/zomer.md": text})
    pipeline.build(options(root))
    page = pack(root)["index.html"].decode()
    assert '<html lang="en">' in page and "The assignment" in page and "January 22, 2027" in page
    assert "De opdracht" not in page
    assert "expires on April 22, 2027" in pack(root)["rights.txt"].decode()


def test_a_page_says_when_it_is_not_valid_any_more():
    root = project(SMALL)
    pipeline.build(options(root))
    assert 'role="alert" hidden' in pack(root)["index.html"].decode()
    pipeline.build(options(root, today=date(2027, 4, 22)))
    assert 'role="alert">' in pack(root)["index.html"].decode()


# Consent --------------------------------------------------------------------------------------


def with_photo(expires: date, scope: str = "intranet, poster, agency") -> dict[str, str | bytes]:
    persona = f"""\
        ---
        name: Anna Visser
        photo:
          file: foto.jpg
          kind: klant
          consent: {{given: 2026-01-01, scope: [{scope}], expires: {expires}}}
        ---
        ![Nog eens](../images/foto.jpg)
        """
    return {**SMALL, "personas/anna.md": persona, "images/foto.jpg": a_photo("a", "b", "c")}


def pictures(files: dict[str, bytes]) -> list[str]:
    return sorted(name for name in files if name.endswith((".jpg", ".webp", ".png")))


def test_a_consent_that_ends_tomorrow_holds_yesterday_and_not_tomorrow():
    root = project(with_photo(TODAY + DAY))
    outcome = pipeline.build(options(root, today=TODAY - DAY))
    assert pictures(pack(root)) == ["portraits/anna.jpg"]
    assert pictures(tree(root / "site/assets")) != []
    assert [p.rule for p in outcome.problems if p.rule.startswith("consent")] == ["consent-ends"]
    assert json.loads(pack(root)["manifest.json"])["expires"] == str(TODAY + DAY)

    # Other assets of the release before stay for one release more; this one may not.
    outcome = pipeline.build(options(root, today=TODAY + DAY))
    assert pictures(pack(root)) == [] and pictures(tree(root / "site")) == []
    assert "AV" in pack(root)["index.html"].decode()
    assert [p.rule for p in outcome.problems if p.rule.startswith("consent")] == ["consent-expired"]


def test_a_photo_for_the_intranet_only_does_not_go_to_an_agency():
    root = project(with_photo(TODAY + 400 * DAY, scope="intranet"))
    outcome = pipeline.build(options(root))
    assert pictures(pack(root)) == []
    assert pictures(tree(root / "site/assets")) != []
    assert [p.rule for p in outcome.problems if p.rule.startswith("consent")] == ["consent-scope"]


# A site of their own --------------------------------------------------------------------------


def test_agencies_get_a_site_with_packs_and_nothing_of_the_intranet(tmp_path: Path):
    root = project(
        {**SMALL, "briefings/winter.md": "---\ntitle: Winter\nexpires: 2026-01-01\n---\n"}
    )
    out = tmp_path / "bureaus"
    outcome = outside.build(options(root, out=out, only=("briefings",)))
    made = {name for name in tree(out) if name != names.MANIFEST}
    assert {name.split("/")[0] for name in made} == {
        "index.html", "robots.txt", "house-style", "page", "zomer",
    }  # fmt: skip
    assert (out / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"
    for page in ("index.html", "zomer/index.html"):
        text = (out / page).read_text("utf-8")
        assert 'name="robots" content="noindex' in text and "22 april 2027" in text
    assert (out / "zomer/zomer-briefing.zip").is_file()
    assert [p.rule for p in outcome.problems if p.kind == "warning"] == ["briefing-expired"]


def test_a_list_of_packs_tells_the_day_on_which_a_consent_ends(tmp_path: Path):
    root = project(with_photo(date(2027, 1, 1)))
    out = tmp_path / "bureaus"
    outside.build(options(root, out=out, only=("briefings",)))
    assert "1 januari 2027" in (out / "index.html").read_text("utf-8")


def test_neither_site_takes_the_place_of_the_other(tmp_path: Path):
    root = project(SMALL)
    inside, out = root / "site", tmp_path / "bureaus"
    pipeline.build(options(root))
    outside.build(options(root, out=out, only=("briefings",)))
    for wrong in (options(root, out=inside, only=("briefings",)), options(root, out=out)):
        with pytest.raises(ContentError):
            outside.check(wrong)


def test_the_command_line_wants_a_folder_for_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(project(SMALL))
    assert cli.main(["--only", "briefings"]) == 2
    assert "heeft een eigen map nodig" in capsys.readouterr().err
    assert cli.main(["--date", "gisteren"]) == 2
    assert "wil een dag, zoals 2026-11-22" in capsys.readouterr().err


def test_only_one_briefing_for_one_agency(tmp_path: Path):
    root = project({**SMALL, "briefings/winter.md": "---\ntitle: Winter\n---\n"})
    out = tmp_path / "kade"
    outside.build(options(root, out=out, only=("briefings", "zomer")))
    assert "Winter" not in (out / "index.html").read_text("utf-8")
    assert not (out / "winter").exists()


# Leaks fail the build -------------------------------------------------------------------------


def test_a_leak_through_the_theme_fails_the_build_and_names_field_and_file(tmp_path: Path):
    """A theme is trusted code: it is what could still carry something out."""
    files = {**SMALL, "briefings/zomer.md": str(SMALL["briefings/zomer.md"]).replace(
        "agency: Kade", "agency: Kade\nbudget: achtentwintigduizend euro")}  # fmt: skip
    root = project(files)
    own = root / "themes"
    for name, text in {
        "eigen/theme.yaml": "extends: affiche\n",
        "eigen/templates/pack/page.html.j2": "{% extends 'affiche/pack/page.html.j2' %}",
    }.items():
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text(text, "utf-8")
    (own / "affiche").symlink_to(THEMES / "affiche")
    leaky = "{{ brief.title }} kost ACHT&shy;EN<b>TWINTIG</b>DUIZEND &#101;uro"
    (own / "eigen/templates/pack/page.html.j2").write_text(leaky, "utf-8")
    with pytest.raises(ContentError) as wrong:
        pipeline.build(Options(root / "content", own, root / "site", TODAY, "eigen", pdf=False))
    problem = wrong.value.problems[0]
    assert (problem.rule, problem.values["field"]) == ("leak", "briefing.budget")
    assert problem.values["file"] == "briefings/zomer/index.html"
    assert (problem.place.path, problem.place.line) == ("content/briefings/zomer.md", 4)
    assert not (root / "site").exists()


def test_a_secret_that_the_writer_puts_into_a_text_fails_the_build():
    text = str(SMALL["briefings/zomer.md"]) + "Het kost achtentwintigduizend euro.\n"
    text = text.replace("agency: Kade", "agency: Kade\nbudget: achtentwintigduizend euro")
    root = project({**SMALL, "briefings/zomer.md": text})
    # What is written in a field that may leave is no secret any more: it is there twice.
    pipeline.build(options(root))


# House style ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def theme() -> Theme:
    return themes.load(THEMES, "affiche")


DRESSED = """\
extends: noordlicht
colors:
  accent: {hex: "#0088BE", cmyk: [100, 10, 0, 0], pms: PMS 2192 C, ral: 5015}
logo: {main: noordlicht.svg, negative: aurora.svg}
"""


def dressed(folder: Path, text: str = DRESSED) -> Path:
    """A folder of themes with the house style `eigen` in it."""
    (folder / "themes/eigen").mkdir(parents=True)
    (folder / "themes/eigen/theme.yaml").write_text(text, "utf-8")
    return folder / "themes"


def read_ase(data: bytes) -> dict[str, tuple[bytes, tuple[float, ...], int]]:
    """Name → (model, values, kind) of each colour; the name of the group under ""."""
    assert data[:8] == b"ASEF\x00\x01\x00\x00"
    count, at, found = struct.unpack(">I", data[8:12])[0], 12, {}
    for _ in range(count):
        block, length = struct.unpack(">HI", data[at : at + 6])
        body, at = data[at + 6 : at + 6 + length], at + 6 + length
        if not body:
            continue
        end = 2 + 2 * struct.unpack(">H", body[:2])[0]
        name = body[2:end].decode("utf-16-be").rstrip("\0")
        if block == 1:
            values = struct.unpack(f">{(len(body) - end - 6) // 4}f", body[end + 4 : -2])
            found[name] = (body[end : end + 4], values, struct.unpack(">H", body[-2:])[0])
        else:
            found[""] = (name.encode(), (), 0)
    assert at == len(data)
    return found


def test_an_ase_file_reads_back_as_it_was_meant(theme: Theme):
    style = house(theme, words("nl"), "Van Dijk")
    found = read_ase(swatches.ase(style))
    assert found.pop("")[0] == b"Van Dijk"
    assert list(found)[:2] == ["Inkt", "Papier"]
    shown = {
        name: "#" + "".join(f"{round(255 * channel):02X}" for channel in values)
        for name, (model, values, kind) in found.items()
        if (model, kind) == (b"RGB ", 0)
    }
    assert shown == {tint.name: tint.value.upper() for tint in style.colors}
    assert len(shown) == len(found)


def test_a_colour_is_there_in_its_inks_and_as_a_spot_colour_where_they_are_known(tmp_path: Path):
    theme = themes.load(dressed(tmp_path), "eigen")
    style = house(theme, words("nl"))
    found = read_ase(swatches.ase(style))
    assert found["Accent CMYK"] == (b"CMYK", pytest.approx((1, 0.1, 0, 0)), 0)
    assert found["PANTONE 2192 C"][2] == 1 and "Accent" in found
    token = json.loads(swatches.tokens_json(style))["color"]["accent"]
    said = {"cmyk": [100, 10, 0, 0], "pms": "PMS 2192 C", "ral": "5015"}
    assert token["$extensions"] == {"affiche": said}
    # The deep form was made out of the new accent: what a parent says of its own is not of this.
    (deep,) = [tint for tint in style.colors if tint.token == "accent-deep"]
    assert not deep.cmyk and deep.value != themes.load(THEMES, "noordlicht").colors["accent-deep"]


def test_a_pack_holds_the_house_styles_own_fonts_and_logos_alone(tmp_path: Path):
    from fontTools.ttLib import TTFont

    root = project(SMALL)
    folder = dressed(tmp_path)
    pipeline.build(Options(root / "content", folder, root / "site", TODAY, "eigen", pdf=False))
    files = pack(root)
    fonts = [Path(name).name for name in files if name.startswith("house-style/fonts/")]
    assert fonts and all(
        name.startswith(("work-sans-", "source-serif-4-", "OFL-")) for name in fonts
    )
    installed = {n: body for n, body in files.items() if n.startswith("house-style/fonts/install/")}
    assert {"work-sans-latin-700-normal.ttf", "source-serif-4-latin-400-italic.ttf"} <= {
        Path(name).name for name in installed
    }
    named = set()
    for body in installed.values():
        font = TTFont(io.BytesIO(body))
        assert font.flavor is None and len(font.getGlyphOrder()) > 100
        named.add((font["name"].getDebugName(16) or font["name"].getDebugName(1),
                   font["name"].getDebugName(17) or font["name"].getDebugName(2)))  # fmt: skip
    assert len(named) == len(installed)  # all can be installed beside each other
    rights = files["rights.txt"].decode()
    assert rights.index("Work Sans") < rights.index("Source Serif 4")
    assert "Fraunces" not in rights and "Noto" not in rights
    assert {"house-style/noordlicht.svg", "house-style/aurora.svg"} <= files.keys()
    page = files["index.html"].decode()
    assert "Diapositief" in page and "2192 C" in page and "100 / 10 / 0 / 0" in page
    assert files["house-style/colours.gpl"].decode().splitlines()[1] != "Name: eigen"


def test_the_palette_and_the_tokens_say_the_same(theme: Theme):
    style = house(theme, words("en"), "Van Dijk")
    lines = swatches.gpl(style).decode().splitlines()
    assert lines[:2] == ["GIMP Palette", "Name: Van Dijk"]
    assert " 22  33  58\tink" in lines
    assert " 22  33  58\tInkt" in swatches.gpl(house(theme, words("nl"))).decode().splitlines()
    tokens = json.loads(swatches.tokens_json(style))
    assert tokens["color"]["ink"] == {"$value": "#16213A", "$description": "ink"}
    assert tokens["font"]["body"]["$value"][0] == "Source Sans 3"


def test_a_font_without_a_licence_text_stays_behind(tmp_path: Path):
    for name in ("fraunces-latin-600-normal.woff2", "gekocht-latin-400-normal.woff2"):
        path = tmp_path / "themes/eigen/static/fonts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"wOF2")
    (tmp_path / "themes/affiche").symlink_to(THEMES / "affiche")
    (tmp_path / "themes/eigen/theme.yaml").write_text(
        "extends: affiche\nfaces: {Gekocht: [gekocht-latin-400-normal.woff2]}\n"
        "fonts: {body: [Gekocht]}\ncss: {pack: [eigen.css]}\n", "utf-8",
    )  # fmt: skip
    (tmp_path / "themes/eigen/static/eigen.css").write_text(
        "@font-face { font-family: G; src: url(fonts/gekocht-latin-400-normal.woff2); }\n"
    )
    root = project(SMALL)
    pipeline.build(
        Options(root / "content", tmp_path / "themes", root / "site", TODAY, "eigen", pdf=False)
    )
    files = pack(root)
    assert [name for name in files if "gekocht" in name] == []
    assert any(b"gekocht-latin" in body for name, body in files.items() if name.endswith(".css"))
    assert "house-style/fonts/fraunces-latin-600-normal.woff2" in files
    assert "Niet meegestuurd" in files["rights.txt"].decode()

"""The QR code of a printed sheet, read from its picture and followed to the page that tells."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from playwright.sync_api import Browser

from affiche.building import drafts, pipeline
from affiche.building.options import Options
from affiche.building.printroom import Sheets
from affiche.images.paper import seen
from affiche.pages.plan import Sheet, SheetFact
from tests.support.projects import THEMES, TODAY
from tests.support.repositories import commit, git, repository
from tests.support.sheets import printed

URL = "https://klantbeeld.example/"
PETER = "---\nname: Peter\nversion: {}\ngoals: [{}]\n---\nPeter belt.\n"
KETEL = "title: De ketel\npersona: peter\nphases: [{id: buy, goal: Prijs, emotion: 1}]\n"
SITE = f"url: {URL}\nposters: {{persona: [a4], journey: [a3], maps: [combined]}}\n"
COPY = "- {{sheet: peter-poster-a4, mark: {}, version: 1, place: Balie}}\n"


def draft_of(root: Path) -> drafts.Draft:
    return drafts.prepare(Options(root / "content", THEMES, root / "site", TODAY))


def sheet_of(draft: drafts.Draft, kind: str) -> Sheet:
    return next(sheet for sheet in draft.sheets if sheet.kind == kind and not sheet.variant)


def scanned(draft: drafts.Draft, sheet: Sheet) -> str:
    """What a phone reads on the sheet."""
    (code,) = zxingcpp.read_barcodes(seen(printed(draft.paper, sheet).pdf, 150))
    return str(code.text)


@pytest.fixture(scope="module")
def root() -> Path:
    """Peter and his journey, in two versions; the first bears a tag, because it was printed."""
    root = repository({"personas/peter.md": PETER.format(1, "Prijs"), "site.yaml": SITE,
                       "journeys/ketel.yaml": KETEL})  # fmt: skip
    git(root, "tag", "v1")
    return root


def test_a_code_on_the_wall_leads_to_whether_this_copy_is_the_newest(
    root: Path, tmp_path: Path, browser: Browser
) -> None:
    kinds = ("persona", "handout", "feedback", "family", "journey")
    before = {kind: scanned(one := draft_of(root), sheet_of(one, kind)) for kind in kinds}
    commit(root, {"personas/peter.md": PETER.format(2, "Antwoord")}, "2026-09-01")
    draft = draft_of(root)
    now = {kind: scanned(draft, sheet_of(draft, kind)) for kind in (*kinds, "changes")}
    facts = {sheet.path: SheetFact(1000) for sheet in draft.sheets}
    _, files = pipeline.render(draft, Sheets(kept=facts), ())
    for path, body in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(body)
    page = browser.new_page()

    def told(address: str) -> tuple[bool, bool, str]:
        """What somebody sees who follows the code: newest, older, and the row of this copy."""
        assert address.startswith(URL)
        path, _, mark = address.removeprefix(URL).partition("#")
        page.goto("about:blank")
        page.goto(f"{(tmp_path / path / 'index.html').as_uri()}#{mark}")
        row = page.locator("tr.is-yours")
        return (
            page.locator(".copy-yes").is_visible(), page.locator(".copy-no").is_visible(),
            row.inner_text() if row.count() else "",
        )  # fmt: skip

    for kind, address in now.items():
        yes, no, row = told(address)
        assert (yes, no) == (True, False) and "nieuwste" in row, (kind, address, row)
    for kind in ("persona", "handout", "feedback", "family"):
        yes, no, row = told(before[kind])
        assert (yes, no) == (False, True), (kind, before[kind])
        assert "ouder" in row and (kind == "family" or "versie 1" in row), (kind, row)
        assert "1 juni 2026" in row
    # Of the map nothing changed: what hangs there is the newest still.
    assert before["journey"] == now["journey"]
    page.close()

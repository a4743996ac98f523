"""Card, certificate, block and meeting sheet: whole whatever they hold, and nothing that is not for
them on them."""

from __future__ import annotations

import io
from dataclasses import replace
from math import ceil

import pytest
from PIL import Image

from affiche import consent, pages
from affiche.model import Scope, Site
from affiche.pages.loop import meeting
from affiche.pages.persona import family as family_poster
from affiche.pages.persona import keepsake
from affiche.pages.plan import Sheet
from affiche.words import words
from tests.support.projects import TODAY
from tests.support.sheets import MM, alternatives, fonts, printed, site_of, size, text_of

LONG = "Duurzaamheidsbeoordelingsverantwoordelijke"
FILES = {
    "site.yaml": "name: Van Dijk\nurl: https://klant.example/\n",
    "personas/peter.md": "---\nname: Peter de Vries\ntagline: Wil vandaag antwoord\nversion: 2\n"
    "segment: A-klant\nquote: Bel me gewoon even terug.\n"
    "goals:\n  - Op tijd klaar\n  - {text: Korting bij wachten, visibility: internal}\n"
    "  - {text: Zwaantje Terwisscha, visibility: secret}\n"
    "pains:\n  - {text: Drie dagen wachten, evidence: assumption}\n"
    "decision_questions: [Snapt Peter dit in tien seconden?]\nlanguage: nl\n---\nVerhaal.\n",
    "personas/bo.md": "---\nname: Bo\n---\n",
    "personas/lang.md": f"---\nname: {LONG} van een woningbouwvereniging, vader van drie\n"
    f"tagline: {LONG * 2} {'woord ' * 60}\nquote: {'gezegd ' * 90}\n"
    + "".join(f"{field}: [{', '.join(['iets ' * 40] * 5)}]\n" for field in ("goals", "pains"))
    + "---\n",
    "personas/aisha.md": "---\nname: عائشة بنت محمد\nlanguage: ar\n"
    "goals: [العثور على عمل]\n---\nعائشة تعيش في روتردام.\n",
    "personas/weg.md": "---\nname: Weg\nstatus: archived\n---\n",
    "decisions/bellen.md": "---\nquestion: Bellen we binnen een uur?\npersonas: [peter, bo]\n---\n",
    "decisions/klaar.md": "---\nquestion: Een portaal?\npersonas: [peter]\ndecided: Nee.\n---\n",
}


@pytest.fixture(scope="module")
def site() -> Site:
    return site_of(FILES)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 400), "#884422").save(out, "PNG")
    return out.getvalue()


def small(site: Site) -> dict[str, Sheet]:
    """The small sheets by their file's name."""
    found = (*keepsake.sheets(site, words("nl")), *meeting.sheets(site, words("nl")))
    return {sheet.path.rpartition("/")[2]: sheet for sheet in found}


def test_each_persona_that_is_no_archive_has_them(site: Site) -> None:
    kinds = ("block-a5", "card-a4", "card-a6", "certificate-a4", "meeting-a5")
    owners = ("aisha", "bo", "lang", "peter")
    names = [f"{name}-{kind}.pdf" for name in owners for kind in kinds]
    pictures = [f"{name}-block-2x.png" for name in owners]
    assert sorted(small(site)) == sorted([*names, *pictures, "bellen-meeting-a5.pdf"])


def test_a_late_review_is_said_but_on_what_may_leave_the_company() -> None:
    """And a block is no concept for not being allowed to say its status."""
    anna = (
        "---\nname: Anna\nversion: 2\nstatus: second\nreview_by: 2020-03-01\nowner: X\n---\nZij.\n"
    )
    site = site_of({"personas/anna.md": anna, "personas/bo.md": FILES["personas/bo.md"]})
    late = replace(site, overdue=frozenset({"content/personas/anna.md"}))
    phrase = "had herzien moeten zijn vóór 1 maart 2020"
    told = {name: phrase in text_of(printed(late, sheet).pdf)
            for name, sheet in small(late).items() if name.startswith("anna-")
            and not name.endswith(".png")}  # fmt: skip
    assert told == {
        "anna-card-a6.pdf": True, "anna-card-a4.pdf": True, "anna-certificate-a4.pdf": True,
        "anna-meeting-a5.pdf": True, "anna-block-a5.pdf": False,
    }  # fmt: skip
    assert small(site)["anna-block-a5.pdf"].data["poster"].ribbon == ""
    assert small(site)["bo-block-a5.pdf"].data["poster"].ribbon == "Concept"
    (family,) = (sheet for sheet in family_poster.sheets(late, words("nl")))
    assert [one.late for one in family.data["members"]] == ["Herziening is te laat", ""]


@pytest.mark.parametrize("name", ["aisha", "bo", "lang", "peter"])
def test_they_pass_their_checks_whatever_they_hold(site: Site, name: str) -> None:
    for path, sheet in small(site).items():
        if not path.startswith(f"{name}-") or path.endswith(".png"):
            continue
        made = printed(site, sheet)
        assert (path, made.fact.problems) == (path, ())
        assert all(embedded for _, embedded in fonts(made.pdf)), path
        assert all(alternatives(made.pdf)), path
        ((wide, high),) = size(made.pdf)
        assert (wide, high) == pytest.approx((sheet.width, sheet.height), abs=0.1), path


@pytest.mark.parametrize("name", ["aisha", "bo", "lang", "peter"])
def test_the_block_is_a_picture_too_the_same_one(site: Site, name: str) -> None:
    found = small(site)
    page, sheet = found[f"{name}-block-a5.pdf"], found[f"{name}-block-2x.png"]
    made = printed(site, sheet)
    assert (made.fact.problems, made.fact.size) == ((), len(made.pdf))
    with Image.open(io.BytesIO(made.pdf)) as picture:
        picture.load()
        assert picture.format == "PNG"
        assert picture.size == tuple(ceil(mm / 25.4 * 2 * 96) for mm in (210, 148))
    ((wide, high),) = size(printed(site, page).pdf)
    assert (sheet.width, sheet.height) == pytest.approx((wide, high), abs=0.1)
    assert (sheet.data, sheet.template) == (page.data, page.template)


def test_a_card_is_there_once_and_four_times(site: Site) -> None:
    found = small(site)
    one = text_of(printed(site, found["peter-card-a6.pdf"]).pdf)
    four = text_of(printed(site, found["peter-card-a4.pdf"]).pdf)
    for text in ("Peter de Vries", "Bel me gewoon even terug.", "Op tijd klaar", "Versie 2"):
        assert (one.count(text), four.count(text)) == (1, 4), text
    assert "Wat zou Peter hiervan vinden?" in one
    assert "aanname" in one  # what is assumed is marked, and said


def test_secrets_are_nowhere_and_the_block_has_only_what_may_leave(site: Site) -> None:
    found = small(site)
    for path in ("peter-card-a6.pdf", "peter-certificate-a4.pdf", "peter-block-a5.pdf"):
        assert "Zwaantje" not in text_of(printed(site, found[path]).pdf), path
    block = text_of(printed(site, found["peter-block-a5.pdf"]).pdf)
    assert "Korting bij wachten" not in block
    assert "A-klant" not in block
    assert "Korting bij wachten" in text_of(printed(site, found["peter-card-a6.pdf"]).pdf)
    assert "Bron: persona Peter de Vries · Van Dijk · versie 2 (concept)" in block
    assert "https://klant.example/personas/peter/" in block


def test_the_certificate_asks_to_whom(site: Site) -> None:
    text = text_of(printed(site, small(site)["peter-certificate-a4.pdf"]).pdf)
    for said in ("is overhandigd aan", "overhandigd door", "ontvangen door"):
        assert said in text


def test_the_meeting_asks_three_questions_of_the_persona_or_of_each(site: Site) -> None:
    found = small(site)
    own = text_of(printed(site, found["peter-meeting-a5.pdf"]).pdf)
    assert "1 Snapt Peter dit in tien seconden?" in own
    assert "2 Snapt Peter dit meteen?" in own
    open_ = text_of(printed(site, found["bellen-meeting-a5.pdf"]).pdf)
    assert "Bellen we binnen een uur?" in open_
    assert "Wat zouden Peter, Bo hiervan vinden?" in open_


def test_a_photo_goes_with_its_consent() -> None:
    line = (
        "photo: {file: p.png, kind: customer, alt: Peter lacht, consent: {given: 2025-01-01,"
        " scope: [intranet, poster], expires: EXPIRES}}\n"
    )
    found = {}
    for expires in ("2026-11-22", "2027-11-22"):
        text = f"---\nname: Peter\n{line.replace('EXPIRES', expires)}---\n"
        loaded = site_of({"personas/peter.md": text, "images/p.png": photo()})
        made = printed(loaded, _card(loaded))
        found[expires] = "Peter lacht" in alternatives(made.pdf)
    assert found == {"2026-11-22": False, "2027-11-22": True}


def _card(site: Site) -> Sheet:
    assert consent.shown(site, Scope.POSTER, TODAY).personas
    return next(s for s in pages.plan_sheets(site, words("nl"), TODAY) if s.kind == "card")


def test_a_print_shop_gets_card_and_certificate_with_bleed(site: Site) -> None:
    planned = pages.plan_sheets(site, words("nl"), TODAY)
    shops = [s for s in planned if s.variant and s.kind in ("card", "cards", "certificate")]
    assert {s.kind for s in shops} == {"card", "certificate"}
    for sheet in (s for s in shops if s.owner == "peter"):
        made = printed(site, sheet)
        assert made.fact.problems == ()
        ((wide, _),) = size(made.pdf)
        assert wide * MM > (sheet.width + 6) * MM

"""The presentation: slides without content are left out, long ones go on, notes stand behind."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
from PIL import Image

from affiche.model import Site
from affiche.pages.persona import presentation
from affiche.pages.persona.slides import Deck, deck
from affiche.pages.plan import Sheet
from affiche.words import words
from tests.support.sheets import alternatives, printed, site_of, size

JOURNEY = (
    "title: Ik vervang de ketel\npersona: peter\nconclusion: De stilte kost ons klanten\nphases:\n"
    "  - {name: Vraag, touchpoints: [{name: Bellen, emotion: {score: 1, feeling: hoop}}]}\n"
    "  - {name: Wachten, touchpoints: [{name: Stilte, moment: misery, quote: Hoe lang nog?,"
    " expectation: Een belletje, emotion: {score: -2, feeling: machteloos}}]}\n"
)
PETER = (
    "---\nname: Peter de Vries\nquote: {text: Bel me terug., source: Interview}\n"
    "goals:\n  - {text: Op tijd klaar, evidence: assumption}\n"
    "  - {text: Zwaantje Terwisscha, visibility: secret}\n"
    "pains: [Wachten]\nday: [{time: '07:00', text: Koffie}]\ntone: {do: [Bel terug]}\n"
    "decision_questions: [Snapt hij dit?]\nnotes_internal: Geheim van de zaak\n---\nEen verhaal.\n"
)


def made(**files: str) -> tuple[Site, Deck, Sheet]:
    site = site_of({"personas/peter.md": PETER, "journeys/ketel.yaml": JOURNEY, **files})
    (sheet,) = presentation.sheets(site, words("nl"))
    return site, deck(site.personas["peter"], site, words("nl")), sheet


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 400), "#884422").save(out, "PNG")
    return out.getvalue()


def pages_of(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_everything_that_there_is_has_its_slide() -> None:
    site, told, sheet = made()
    kinds = ["cover", "who", "said", "matters", "day", "path", "moments", "promise", "question"]
    assert [slide.kind for slide in told.slides] == kinds
    out = printed(site, sheet)
    assert out.fact.problems == ()
    assert all(alternatives(out.pdf))
    texts = pages_of(out.pdf)
    assert len(texts) > len(kinds)
    for at, said in ((0, "Peter de Vries"), (2, "Bel me terug."), (4, "07:00"),
                     (5, "De stilte kost ons klanten"), (6, "Stilte"),
                     (8, "hiervan vinden?")):  # fmt: skip
        assert said in texts[at]
    assert {(round(w), round(h)) for w, h in size(out.pdf)} == {(339, 190)}
    with pikepdf.open(io.BytesIO(out.pdf)) as opened:
        assert opened.Root.Lang == "nl"


def test_notes_are_on_no_slide_and_secrets_nowhere() -> None:
    site, told, sheet = made()
    texts = pages_of(printed(site, sheet).pdf)
    slides, notes = texts[: len(told.slides)], texts[len(told.slides) :]
    assert not [text for text in slides if "Nog een aanname" in text or "Een belletje" in text]
    assert "Nog een aanname" in "".join(notes)
    assert "Een belletje" in "".join(notes)
    assert not [text for text in texts if "Zwaantje" in text or "Geheim" in text]


def test_a_persona_of_whom_little_is_known_has_few_slides() -> None:
    site = site_of({"personas/bo.md": "---\nname: Bo\n---\n"})
    told = deck(site.personas["bo"], site, words("nl"))
    assert [slide.kind for slide in told.slides] == ["cover", "question"]
    (sheet,) = presentation.sheets(site, words("nl"))
    assert printed(site, sheet).fact.problems == ()


def test_what_is_long_goes_on_and_stands_whole_in_the_notes() -> None:
    goals = "".join(f"  - {'doel ' * (8 + n * 9)}{n}.\n" for n in range(12))
    long = (
        f"---\nname: Peter\nquote: {'gezegd ' * 80}einde\ngoals:\n{goals}---\n{'Verhaal. ' * 300}\n"
    )
    site, told, sheet = made(**{"personas/peter.md": long})
    slides = [slide for slide in told.slides if slide.kind == "matters"]
    assert len(slides) > 2
    assert slides[0].title.endswith(f"(1 van {len(slides)})")
    out = printed(site, sheet)
    assert out.fact.problems == ()
    text = "".join(pages_of(out.pdf))
    assert all(f"{n}." in text for n in range(12))
    assert "einde" in text


def test_a_photo_for_a_screen_need_not_be_as_sharp_as_one_for_a_wall() -> None:
    line = "photo: {file: p.png, kind: stock, alt: Peter}\n"
    site = site_of({"personas/peter.md": f"---\nname: Peter\n{line}---\n", "images/p.png": photo()})
    (sheet,) = presentation.sheets(site, words("nl"))
    out = printed(site, sheet)
    assert out.fact.problems == ()
    assert alternatives(out.pdf) == ["Peter"]


def test_arabic_is_read_from_the_right() -> None:
    aisha = "---\nname: عائشة بنت محمد\nlanguage: ar\ngoals: [العثور على عمل]\n---\nعائشة تعيش.\n"
    site = site_of({"personas/peter.md": aisha})
    (sheet,) = presentation.sheets(site, words("nl"))
    assert sheet.data["poster"].rtl
    assert printed(site, sheet).fact.problems == ()


def test_the_archive_is_not_presented() -> None:
    site = site_of({"personas/oud.md": "---\nname: Oud\nstatus: archived\n---\n"})
    assert list(presentation.sheets(site, words("nl"))) == []

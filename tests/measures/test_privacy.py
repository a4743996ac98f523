"""No row, author or figure under five is anywhere in the site; the leak search knows them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from affiche import pages
from affiche.building import pipeline
from affiche.building.options import Options
from affiche.errors import ContentError
from affiche.leaks import Corpus, secret_leaks
from affiche.leaks.fields import parts
from affiche.measures.reviews import shown
from affiche.model import Site, Visibility
from affiche.model.measures import Measurements, Publish, Review
from affiche.pages import visible
from tests.measures.test_reading import BASE
from tests.support.projects import THEMES, TODAY, project, tree

REVIEWS = (
    "id;datum;bron;sterren;tekst;publiceren;auteur;touchpoint\n"
    "r1;3-2-2026;Google;5;Ze belden uit zichzelf of alles liep;ja;Zwaantje Hoogkamer;offerte\n"
    "r2;4-2-2026;Google;1;Drie weken gewacht op een antwoord;nee;Ubbo Terwisscha;offerte\n"
    "r3;5-2-2026;Google;4;Koffie staat klaar om half zeven;naam;Bouke Sannes;balie\n"
)
SAT = "touchpoint;score;schaal\n" + "offerte;2;1-5\n" * 4 + "balie;4;1-5\n" * 6
CES = "touchpoint;score;schaal\n" + "balie;6;1-7\nbalie;3;1-7\nbalie;7;1-7\n"
NPS = "score;persona\n" + "9;peter\n" * 3 + "2;peter\n"


def root() -> Path:
    held = {"measurements/reviews.csv": REVIEWS, "measurements/satisfaction.csv": SAT,
            "measurements/ces.csv": CES, "measurements/nps.csv": NPS}  # fmt: skip
    return project({**BASE, **held})


def build(at: Path) -> dict[str, bytes]:
    pipeline.build(Options(at / "content", THEMES, at / "site", TODAY, pdf=False))
    return tree(at / "site")


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return build(root())


def said(site: dict[str, bytes]) -> str:
    return "\n".join(b.decode("utf-8", "replace") for b in site.values())


def test_authors_and_hidden_reviews_are_nowhere(site: dict[str, bytes]) -> None:
    text = said(site)
    for hidden in ("Zwaantje", "Hoogkamer", "Ubbo", "Terwisscha", "Drie weken gewacht"):
        assert hidden not in text


def test_under_five_answers_no_figure_and_no_count(site: dict[str, bytes]) -> None:
    page = site["measurements/index.html"].decode()
    plain = re.sub(r"<[^>]+>", " ", page)
    assert "te weinig antwoorden" in plain
    assert "n = 6" in plain.replace("\u00a0", " ")
    # NPS of four (+50), satisfaction of four (2,0), effort of three (5,3).
    for figure in ("+50", "5,3", "n = 4", "n = 3"):
        assert figure not in plain.replace("\u00a0", " "), figure


def test_control_one_answer_more_and_it_is_shown() -> None:
    at = root()
    (at / "content/measurements/nps.csv").write_text(NPS + "9;peter\n", "utf-8")
    plain = re.sub(r"<[^>]+>", " ", build(at)["measurements/index.html"].decode())
    assert "+60" in plain
    assert "n = 5" in plain.replace("\u00a0", " ")


def test_control_what_a_page_would_show_of_a_row_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the projection to let an author through, nothing would be published."""
    at = root()
    from affiche.building import drafts

    site = drafts.prepare(Options(at / "content", THEMES, at / "site", TODAY)).site
    name = site.measurements.hidden[0].text
    assert name == "Zwaantje Hoogkamer"
    real = pages.plan_pages

    def leaky(*args: object, **more: object) -> object:
        from dataclasses import replace

        made = real(*args, **more)  # type: ignore[arg-type]
        first = made[0]
        return (replace(first, description=f"Gezegd door {name}"), *made[1:])

    monkeypatch.setattr(pages, "plan_pages", leaky)
    with pytest.raises(ContentError) as wrong:
        build(at)
    assert [problem.place.path for problem in wrong.value.problems] != []


def test_the_open_site_has_no_hidden_row() -> None:
    from affiche.building import drafts

    at = root()
    site = drafts.prepare(Options(at / "content", THEMES, at / "site", TODAY)).site
    held = visible.without_secrets(site).measurements
    assert held.hidden == ()
    assert {(one.text, one.author) for one in held.reviews} == {
        ("Ze belden uit zichzelf of alles liep", ""),
        ("Koffie staat klaar om half zeven", "Bouke Sannes"),
    }
    assert {one.text for one in site.measurements.hidden} == {
        "Zwaantje Hoogkamer", "Ubbo Terwisscha", "Drie weken gewacht op een antwoord",
    }  # fmt: skip
    assert len(shown.shown(site.measurements).reviews) == 2


def test_a_review_is_quoted_with_its_own_words_and_source() -> None:
    from affiche import content

    peter = "---\nname: Peter\nquote: {review: r1, text: belden uit zichzelf}\n---\n"
    journey = BASE["journeys/ketel.yaml"]
    assert isinstance(journey, str)
    files = {**BASE, "personas/peter.md": peter, "measurements/reviews.csv": REVIEWS}
    files["journeys/ketel.yaml"] = journey.replace(
        "{ref: offerte}", "{ref: offerte, quote: {review: r3}}"
    )
    site = content.load(project(files) / "content", TODAY).site
    assert site is not None
    quote = site.personas["peter"].quote
    assert quote is not None
    assert (quote.text, quote.source, str(quote.date)) == (
        "belden uit zichzelf", "Google", "2026-02-03",
    )  # fmt: skip
    said_ = site.journeys["ketel"].phases[0].touchpoints[0].quote
    assert said_ is not None
    assert (said_.text, said_.source) == (
        "Koffie staat klaar om half zeven",
        "Bouke Sannes, Google",
    )


@pytest.mark.parametrize(
    ("quote", "rule"),
    [
        ("{review: r2}", "hidden-review"),
        ("{review: r9}", "unknown-review"),
        ("{review: r1, text: Zij belden}", "not-literal"),
    ],
)
def test_a_quote_that_is_not_the_review_s_is_an_error(quote: str, rule: str) -> None:
    from affiche import content

    peter = f"---\nname: Peter\nquote: {quote}\n---\n"
    files = {**BASE, "personas/peter.md": peter, "measurements/reviews.csv": REVIEWS}
    loaded = content.load(project(files) / "content", TODAY)
    assert [p.rule for p in loaded.problems if p.kind == "error"] == [rule]
    assert loaded.site is None


def test_one_row_more_leaves_what_is_looked_for_as_it_was() -> None:
    """Every file of a site is searched for these: another choice at each row is a search at each
    save."""
    rows = [
        Review(str(at), None, "Google", 2.0, 5.0, text=f"Wat klant {at} schreef")
        for at in range(5 * shown.LOOKED_FOR)
    ]
    before = {one.text for one in shown.hidden(rows)}
    assert len(before) == shown.LOOKED_FOR
    changed = 0
    for at in range(20):
        more = Review(f"more {at}", None, "Google", 2.0, 5.0, text=f"Nog een van {at}")
        after = {one.text for one in shown.hidden([more, *rows])}
        assert len(after) == shown.LOOKED_FOR
        assert len(before - after) <= 1
        changed += before != after
    assert changed < 15


def test_of_many_hidden_rows_one_that_begins_as_an_open_one_is_no_leak() -> None:
    """What follows the open one on a page may begin with the same letters."""
    same = "Goede service en een snelle levering, voor iedereen een aanrader"
    rows = [
        Review(str(at), None, "Google", 2.0, 5.0, text=f"{at} Wat klant {at} schreef van ons")
        for at in range(shown.LOOKED_FOR - 1)
    ]
    secret = Review("s", None, "Google", 2.0, 5.0, text=f"{same} geweest")
    told = Review("o", None, "Google", 5.0, 5.0, text=same, publish=Publish.YES)

    def looked_for(*reviews: Review) -> set[str]:
        found = Measurements(reviews=reviews, hidden=shown.hidden(reviews))
        leaves = [leaf for part in parts(Site(measurements=found)) for leaf in part]
        return {str(leaf.value) for leaf in leaves if leaf.visibility is Visibility.SECRET}

    assert secret.text not in looked_for(told, secret, *rows)
    assert secret.text in looked_for(secret, *rows)
    assert secret.text in looked_for(told, secret)  # all of a few are looked for
    assert len(looked_for(told, secret, *rows)) == len(rows)


def test_the_end_of_one_open_review_and_the_beginning_of_the_next_are_no_leak() -> None:
    """They stand below each other in a list; who hid a row that says both has nothing to mend."""
    ends, begins = "Een vriendelijke monteur die op tijd kwam", "De offerte was duidelijk, eerlijk"
    hidden = Review("s", None, "Google", 2.0, 5.0, text="Monteur die op tijd kwam. De offerte was "
                    "duidelijk")  # fmt: skip
    open_ones = [
        Review(text, None, "Google", 5.0, 5.0, text=text, publish=Publish.YES)
        for text in (ends, begins)
    ]
    reviews = (*open_ones, hidden)
    site = Site(measurements=Measurements(reviews=reviews, hidden=shown.hidden(reviews)))

    def leaks(text: str) -> list[str]:
        nothing = Corpus(tuple)
        found = secret_leaks(site, {"list.json": text.encode()}, nothing, str)
        return [leak.leaf.field for leak in found]

    assert leaks(f'["{ends}", "{begins}"]') == []
    assert leaks(f'["{hidden.text}"]') == []  # nothing in it that the others do not say
    told = hidden._replace(text="Monteur die op tijd kwam. Zijn naam is mij ontgaan, helaas voor u")
    reviews = (*open_ones, told)
    site = Site(measurements=Measurements(reviews=reviews, hidden=shown.hidden(reviews)))
    assert leaks(f'["{told.text}"]') == ["reviews.text (1)"]

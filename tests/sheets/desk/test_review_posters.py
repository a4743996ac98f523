"""Posters of reviews: whole for the longest and the shortest, and nothing that may not be shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest

from affiche.model import Site
from affiche.pages.company import review_posters
from affiche.pages.company.printing import prints
from affiche.pages.plan import Sheet
from affiche.words import words
from tests.measures.test_reading import BASE
from tests.support.sheets import alternatives, printed, site_of, size, text_of

HEAD = (
    "id", "date", "source", "stars", "max", "text", "phase", "touchpoint", "persona", "publish",
    "use", "author", "highlight",
)  # fmt: skip
NL = words("nl")
STORY = (
    "Dinsdag een offerte gevraagd voor een ketel. Vrijdag kwam jullie mail. Aardige mensen. Maar "
    "van aardig wordt een huis niet warm."
)


def row(**said: object) -> dict[str, object]:
    usual = {"date": "2026-09-01", "source": "Google", "stars": 5, "max": 5, "publish": "yes"}
    return {**usual, **said}


def site(*rows: dict[str, object], settings: str = "") -> Site:
    held = io.StringIO()
    sheet = csv.DictWriter(held, HEAD)
    sheet.writeheader()
    for number, one in enumerate(rows):
        sheet.writerow({"id": f"naam van klant {number}", **one})
    more = {"site.yaml": settings, "measurements/reviews.csv": held.getvalue()}
    return site_of({**BASE, **more})


def made(held: Site, kind: str, paper: str = "a3") -> list[Sheet]:
    every = review_posters.sheets(held, NL)
    return [one for one in every if one.kind == kind and one.paper.name == paper]


ROWS = (
    row(text=STORY, stars=2, phase="buy", use="poster", author="Leendert Kamphuis",
        highlight="Aardige mensen. Maar van aardig wordt een huis niet warm."),
    row(text="Ze belden uit zichzelf of alles liep.", phase="Nazorg", author="Karima Elzinga"),
    row(text="Prijzen op de site, zonder account.", phase="buy", publish="name",
        author="Bouke Sannes", source="Kiyoh", stars=9, max=10),
    row(text="Nooit meer, wat een waardeloos stel.", stars=1, publish="no", use="poster",
        author="Ubbo Terwisscha"),
)  # fmt: skip
HIDDEN = ("Kamphuis", "Karima", "Ubbo", "waardeloos", "naam van klant")


def test_one_large_says_the_words_that_its_row_highlights_and_nobodys_name() -> None:
    held = site(*ROWS)
    (sheet,) = made(held, "review")
    result = printed(held, sheet)
    assert (result.fact.problems, result.fact.left_off) == ((), ())
    assert [tuple(map(round, page)) for page in size(result.pdf)] == [(297, 420)]
    text = text_of(result.pdf)
    assert "‘Aardige mensen. Maar van aardig wordt een huis niet warm.’" in text
    assert "2 van de 5 sterren" in text
    assert "En als dit Peter was?" in text
    for hidden in HIDDEN:
        assert hidden not in text + sheet.path + sheet.owner + sheet.title
    assert all(alternatives(result.pdf))


def test_together_has_one_sort_and_names_only_who_may_be_named() -> None:
    held = site(*ROWS, row(text="Gewoon goed, altijd op tijd en netjes."))
    (sheet,) = made(held, "reviews")
    assert sheet.path == "reviews/reviews-good-a3.pdf"
    result = printed(held, sheet)
    assert (result.fact.problems, result.fact.left_off) == ((), ())
    text = text_of(result.pdf)
    assert "Blijf dit doen." in text
    assert "Bouke Sannes" in text
    assert "Aardige mensen" not in text
    for hidden in HIDDEN:
        assert hidden not in text


def test_control_a_review_that_may_be_shown_has_a_poster() -> None:
    """Were `publish: no` not looked at, its poster would be there."""
    shown = [{**one, "publish": "yes"} for one in ROWS]
    assert len(made(site(*shown), "review")) == 2


def test_without_a_choice_the_newest_of_each_sort_that_is_short_enough() -> None:
    long = row(text="Uitvoerig verhaal. " * 40, date="2026-11-01", stars=1)
    rows = (long, row(text="Drie dagen op een antwoord gewacht.", stars=1, date="2026-02-01"),
            row(text="Altijd dezelfde aan de lijn.", date="2026-03-01"),
            row(text="Een oude vertrouwde leverancier.", date="2026-01-01"))  # fmt: skip
    titles = [one.title for one in made(site(*rows), "review")]
    assert titles == [
        "Review: Altijd dezelfde aan de lijn.", "Review: Drie dagen op een antwoord gewacht.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "shown"), [(1, 0), (2, 2), (3, 3), (4, 4), (5, 4), (6, 6), (9, 6)]
)
def test_as_many_together_as_leave_no_hole(count: int, shown: int) -> None:
    rows = [row(text=f"Prima geholpen, keer nummer {number}.") for number in range(count)]
    sheets = made(site(*rows), "reviews")
    assert sum(len(sheet.data["poster"].reviews) for sheet in sheets) == shown


def test_sizes_are_asked_for_and_none_is_none() -> None:
    asked = site(*ROWS, settings="posters: {review: [a2], reviews: geen}\n")
    assert [(one.kind, one.paper.name) for one in review_posters.sheets(asked, NL)] == [
        ("review", "a2")
    ]


HARD = {
    "shortest": row(text="Top!"),
    "longest": row(text=STORY * 60, stars=1, phase="buy"),
    "one long word": row(
        text="Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", stars=1
    ),
    "nothing but letters": row(text="A" * 900),
    "arabic": row(text="خدمة ممتازة وسريعة جدا. وصل الفني في الموعد المحدد وشرح لي كل شيء."),
    "chinese": row(text="产品很好，服务也很好。但是送货太慢了，等了三个星期才收到。", stars=3),
    "no stars": row(text="Een mening zonder sterren 😀 maar met een plaatje.", stars=""),
    "lines": row(text="Eerst dit.\n\n- punt een\n- punt twee\n\nEn toen dat.", touchpoint="balie"),
    "long source": row(text="Prima.", source="Een vergelijkingssite met een heel lange naam.nl"),
}


@pytest.mark.parametrize("name", HARD)
def test_whole_for_any_review(name: str) -> None:
    held = site({**HARD[name], "use": "poster"})
    (sheet,) = made(held, "review")
    result = printed(held, sheet)
    assert result.fact.problems == ()
    assert result.fact.left_off == (("Het einde van de review",) if name == "longest" else ())


def test_hard_ones_together() -> None:
    held = site(*({**one, "stars": 5, "max": 5, "use": "poster"} for one in HARD.values()))
    (sheet,) = made(held, "reviews")
    assert printed(held, sheet).fact.problems == ()


def test_the_print_shop_gets_it_with_bleed_and_every_check_passed() -> None:
    held = site(*ROWS)
    every = prints.editions(made(held, "review", "a4") + _good(held), held, NL)
    shop = [one for one in every if one.variant]
    assert shop != []
    for sheet in shop:
        result = printed(held, sheet)
        assert [check.name for check in result.fact.checks if not check.passed] == []
        assert [problem.what for problem in result.fact.problems] == []


def _good(held: Site) -> list[Sheet]:
    return made(held, "reviews", "a2")


def test_a_highlight_that_is_not_literal_is_told() -> None:
    from tests.measures.test_reading import load, said

    body = "id;tekst;uitgelicht;publiceren\n1;Prima hoor;Uitstekend;ja\n"
    assert said(load({"reviews.csv": body})) == [
        "reviews.csv:2:14: error: “Uitstekend” in de kolom “uitgelicht” staat niet letterlijk in "
        "de review. Neem het over uit de tekst van de review, of laat de cel leeg."
    ]


def test_every_dot_is_a_review_until_there_are_too_many() -> None:
    from affiche.charts.dots import WIDTH, dots
    from affiche.curves.boxes import apart

    def drawn(counts: Sequence[int]) -> tuple[int, int]:
        labels = [(str(n), count, f"{count}×") for n, count in enumerate(counts, 1)]
        made_ = dots(labels, [True] * len(counts), 0)
        boxes = [one.box for one in made_.chart.texts]
        assert all(box.x1 <= WIDTH for box in boxes)
        assert all(apart(a, b, 1) for at, a in enumerate(boxes) for b in boxes[at + 1 :])
        return len(made_.chart.marks), made_.per

    assert drawn([3, 2, 2, 5, 5]) == (17, 1)
    assert drawn([7, 6, 7, 22, 44]) == (86, 1)
    assert drawn([0, 0, 0, 0, 1, 2, 3, 400, 300, 900])[1] > 1
    assert drawn([20_000] * 5)[1] >= 100

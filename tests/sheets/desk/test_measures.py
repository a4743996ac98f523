"""The measuring poster: everything whole, nothing of a row that may not be shown."""

from __future__ import annotations

from affiche.model import Site
from affiche.pages.company.measurements import sheet as measure_sheet
from affiche.pages.plan import Sheet
from affiche.sheets.press.press import renderer_for
from affiche.words import words
from tests.measures.test_privacy import CES, NPS, REVIEWS, SAT
from tests.measures.test_reading import BASE
from tests.support.projects import TODAY
from tests.support.sheets import alternatives, printed, site_of, text_of, theme

KETEL = (
    "title: Ik vervang de ketel\npersona: peter\nphases:\n"
    "  - {id: buy, touchpoints: [{ref: offerte, emotion: 1}, {ref: balie, emotion: 0.5}]}\n"
)


def planned(**more: str) -> tuple[Site, list[Sheet]]:
    files = {**BASE, "journeys/ketel.yaml": KETEL, "measurements/reviews.csv": REVIEWS,
             "measurements/satisfaction.csv": SAT, "measurements/ces.csv": CES,
             "measurements/nps.csv": NPS, **more}  # fmt: skip
    site = site_of(files)
    return site, list(measure_sheet.sheets(site, words("nl"), TODAY))


def test_it_passes_its_checks_and_says_what_differs() -> None:
    site, (sheet,) = planned()
    assert sheet.path == "journeys/ketel/ketel-measures-a3.pdf"
    made = printed(site, sheet)
    assert made.fact.problems == ()
    assert made.fact.left_off == ()
    text = text_of(made.pdf).replace("\u00a0", " ")
    assert "Wij denken +0,5, klanten zeggen +1,0 (n = 6)." in text
    assert "te weinig antwoorden" in text
    for hidden in ("Zwaantje", "Terwisscha", "Drie weken gewacht", "n = 4", "n = 3", "5,3"):
        assert hidden not in text
    assert all(alternatives(made.pdf))


def test_a_journey_without_figures_or_still_to_be_has_none() -> None:
    _, found = planned(**{"journeys/ketel.yaml": KETEL + "state: to-be\n"})
    assert found == []
    empty = site_of({**BASE, "journeys/ketel.yaml": KETEL})
    assert list(measure_sheet.sheets(empty, words("nl"), TODAY)) == []


def test_with_scores_alone_the_curve_takes_the_sheet() -> None:
    nps = "score;fase\n" + "9;buy\n" * 6
    files = {**BASE, "journeys/ketel.yaml": KETEL, "measurements/nps.csv": nps}
    site = site_of(files)
    [sheet] = measure_sheet.sheets(site, words("nl"), TODAY)
    made = printed(site, sheet)
    assert made.fact.problems == () and made.fact.left_off == ()
    text = text_of(made.pdf)
    assert "NPS per fase" in text and "Klanten zeggen" not in text


def test_thirty_phases_stand_in_parts_of_one_size() -> None:
    phases = "".join(
        f"  - {{name: Stap {n}, touchpoints: [{{ref: offerte, emotion: {n % 5 - 2}}}]}}\n"
        for n in range(30)
    )
    long = f"title: Dertig stappen\npersona: peter\nphases:\n{phases}"
    site, (sheet,) = planned(**{"journeys/ketel.yaml": long})
    shown = sheet.data["measured"]
    assert [len(band.columns) for band in shown.bands] == [15, 15]
    assert [phase.name for band in shown.bands for phase in band.phases][14:16] == [
        "Stap 14", "Stap 15",
    ]  # fmt: skip
    assert len({band.curves.drawn(150, 70).width for band in shown.bands}) == 1
    assert printed(site, sheet).fact.problems == ()


def test_words_of_a_chart_stand_above_it_where_letters_are_joined() -> None:
    """Inside a drawing the PDF maker sets one letter at a time, from the left."""
    arabic = "\u0633\u0631\u0639\u0629"
    aspects = "aspect;tevredenheid;belang;schaal\n" + f"{arabic};3;4;1-5\n" * 6
    site, (sheet,) = planned(**{"measurements/satisfaction-aspects.csv": aspects})
    assert sheet.data["measured"].gap.field.dots[0].label == f"\u2068{arabic}\u2069\u00a06"
    found = made_of(site, sheet)
    assert any(arabic in text for text in found)
    assert printed(site, sheet).fact.problems == ()


def made_of(site: Site, sheet: Sheet) -> list[str]:
    """The texts of the layout; those inside drawings are not among them."""
    from affiche.sheets.desk import measures
    from affiche.sheets.layout import boxes, typeset

    typesetter = typeset.Typesetter(renderer_for(sheet.language, theme(), site))
    return [text for text, _ in boxes.type_sizes(measures.fit(sheet, typesetter).document)]


def places_of(pdf: bytes, *texts: str) -> list[float]:
    """Where each text stands for the last time, in points from the left."""
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    found = []
    for text in texts:
        finder = page.search(text)
        *_, (at, _) = iter(finder.get_next, None)
        found.append(page.get_charbox(at)[0])
    return found


def test_a_journey_that_is_read_from_the_right_runs_that_way_and_its_curve_with_it() -> None:
    """The columns of its map do; a point of the curve stands above its own column."""
    said = "title: أستبدل السخان\npersona: peter\nphases:\n"
    points = (
        "  - {name: الشراء, touchpoints: [{ref: offerte, emotion: 1.4}]}\n"
        "  - {name: الخدمة, touchpoints: [{ref: balie, emotion: -1.6}]}\n"
    )
    satisfaction = (
        "touchpoint;tevredenheid;schaal;aspect;belang\n" + "offerte;4;1-5;;\n" * 6
        + "balie;1;1-5;;\n" * 7 + ";2;1-5;Prijs;5\n" * 8 + ";5;1-5;Kennis;2\n" * 9
    )  # fmt: skip
    for title, turned in ((said, True), (said.replace("أستبدل السخان", "Ik vervang"), False)):
        names = points if turned else points.replace("الشراء", "Koop").replace("الخدمة", "Hulp")
        files = {
            "journeys/ketel.yaml": title + names,
            "measurements/satisfaction.csv": satisfaction,
        }
        site, (sheet,) = planned(**files)
        assert sheet.data["rtl"] is turned
        made = printed(site, sheet)
        assert made.fact.problems == ()
        first, second = places_of(made.pdf, "n = 6", "n = 7")
        above, below = places_of(made.pdf, "+1,0", "−2,0")  # beside the points of the curve
        low, high = places_of(made.pdf, "Prijs 8", "Kennis 9")  # of the gap chart
        assert (first > second, above > below, low > high) == (turned, turned, turned)


def test_a_long_title_stands_in_the_head_in_smaller_type() -> None:
    from affiche.sheets.desk import measures
    from affiche.sheets.layout import boxes, typeset

    sizes = {}
    for title in ("Ik vervang de ketel", "Ik vervang de ketel van mijn klant die wacht " * 4):
        site, (sheet,) = planned(**{"journeys/ketel.yaml": KETEL.replace(
            "Ik vervang de ketel", title.strip())})  # fmt: skip
        typesetter = typeset.Typesetter(renderer_for(sheet.language, theme(), site))
        document = measures.fit(sheet, typesetter).document
        assert boxes.marked(document, "id")["head"].bottom < measures.HEAD + 0.01
        sizes[len(title)] = max(points for _, points in boxes.type_sizes(document))
    assert sizes[min(sizes)] > sizes[max(sizes)]


def test_the_face_of_who_makes_the_journey_is_on_it() -> None:
    site, (sheet,) = planned()
    assert [card.name for card in sheet.data["people"]] == ["Peter de Vries"]
    assert sheet.data["people"][0].portrait.initials == "PV"
    assert "PV" in text_of(printed(site, sheet).pdf)

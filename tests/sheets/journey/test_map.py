"""Journeys in; maps on paper out: one page, nothing cut off, type to be read from the wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations

import pytest

from affiche.curves import Frame, Point, Series, Style, draw
from affiche.curves.boxes import apart
from affiche.errors import AfficheError
from affiche.model import PAPERS
from affiche.pages.journey import page as journeys
from affiche.pages.journey.map import Item, Lane
from affiche.pages.journey.map.lanes import journey_map
from affiche.pages.plan import Sheet
from affiche.preflight import PDF_UA, Expected, preflight
from affiche.sheets.journey import map as journey
from affiche.sheets.journey import words as journey_words
from affiche.sheets.journey.heights import (
    AIR,
    BODY_LEAST,
    CURVE_LEAST,
    CURVE_MOST,
    CURVE_WISH,
    GAP,
    HEIGHT,
    SCALE,
    Heights,
    Plan,
    sizes,
)
from affiche.sheets.journey.map import LABEL_MOST
from affiche.sheets.journey.words import LARGE, POINT
from affiche.sheets.layout import boxes
from affiche.sheets.press.press import Printed
from affiche.words import words
from tests.pages.journey.map.test_map import FILES
from tests.support.projects import CONTENT
from tests.support.sheets import alternatives, printed, site_of, size, text_of, theme

# Least type in points on each paper: body, and what is read first.
LEAST = {"a3": (8.5, 20.0), "a2": (12.0, 28.0), "a1": (17.0, 40.0), "a0": (24.0, 40.0)}
SAID = "De klant wil weten waar hij aan toe is en belt nog een keer naar verkoop"


def text(count: int, start: int) -> str:
    """So many words, other ones from each start."""
    said = SAID.split()
    return " ".join(said[(start + i * 3) % len(said)] for i in range(count))


def long(phases: int, stops: int, each: int) -> str:
    """A journey with so many phases and touchpoints a phase, and texts of so many words."""
    lines = ["title: Een lange reis", "persona: peter", "phases:"]
    for i in range(phases):
        name = ["Contractondertekening", "Onderhandelen", "Schadeafhandeling", "Proefrit"][i % 4]
        lines += [
            f"  - name: {name} {i}",
            *(f"    {field}: {text(each, i)}" for field in ("goal", "functional", "response")),
            f"    pains: [{text(each, i + 1)}]",
            f"    gains: [{text(each, i + 2)}]",
            f"    opportunities: [{{title: {text(5, i)}}}]",
            "    touchpoints:",
            *(
                f"      - {{name: Punt {i}.{k}, quote: {text(each, k)}, emotion: {{score: "
                f"{(i * 5 + k * 7) % 5 - 2}, feeling: verwachtingsvol}}"
                f"{', moment: magic' if (i + k) % 9 == 8 else ''}}}"
                for k in range(stops)
            ),
        ]
    return "\n".join(lines) + "\n"


ODD = {
    "veel": long(13, 3, 6),
    "vol": long(6, 2, 30),
    "een": "title: Eén telefoontje\nphases: [{name: Bellen, goal: Antwoord, emotion: 1}]\n",
    "kaal": "title: Alleen fasen\nphases: [Eerst, Dan, Daarna]\n",
    "zonder": "title: Zonder gevoel\nphases: [{name: Eerst, goal: Iets}, Dan]\n",
    "smal": "title: Smal\nphases:\n"
    + "".join(
        f"  - {{name: {name}, touchpoints: [Student searches item, Register lost item]}}\n"
        for name in [
            "Start",
            "Zien",
            "Zoeken",
            "Vragen",
            "Kiezen",
            "Kopen",
            "Krijgen",
            "Bouwen",
            "Bellen",
            "Klagen",
            "Eind",
        ]
    ),
    "lang": "title: Lang\nphases:\n"
    + "".join(
        f"  - {{name: 'Stage {i}: Orientation and setup ({i} minutes)', goal: Iets}}\n"
        for i in range(1, 7)
    ),
    "breed": "title: Breed\nphases:\n  - name: Alles\n    touchpoints:\n"
    + "".join(f"      - Punt {number}\n" for number in range(36)),
    "arabisch": (
        "title: رحلة شراء غلاية\npersona: peter\nlanguage: ar\nphases:\n"
        "  - {name: الوعي, touchpoints: [{name: توصية, emotion: {score: 1.8, feeling: فخور}}]}\n"
        "  - {name: الشراء, touchpoints: [{name: عرض, emotion: {score: -1, feeling: غاضب}}]}\n"
    ),
}


@cache
def made(
    name: str, paper: str = "a3", house: str = "affiche", view: str = ""
) -> tuple[Sheet, Printed]:
    """A map of a journey of the sample, or of one of ours, as a worker makes it."""
    settings = "posters: {journey: [a3, a2, a1, a0]}\nurl: https://klanten.example\n"
    if name in ODD:
        files = FILES | {f"journeys/{name}.yaml": ODD[name], "site.yaml": settings}
    else:
        files = {
            str(path.relative_to(CONTENT)): path.read_bytes()
            for path in CONTENT.rglob("*")
            # What customers answered is mapped in the site.yaml that this one takes the place of.
            if path.is_file() and "measurements" not in path.parts
        } | {"site.yaml": settings}
    site = site_of(files)
    path = f"journeys/{name}/{name}-map{view}-{paper}.pdf"
    sheet = next(s for s in journeys.sheets(site, words("nl")) if s.path == path)
    return sheet, printed(site, sheet, house)


@cache
def fitted(name: str, kind: str = "journey"):  # type: ignore[no-untyped-def]
    """The verified fit of one of our journeys, on A2."""
    from affiche.sheets.layout import typeset
    from affiche.sheets.press.press import renderer_for

    site = site_of(FILES | {f"journeys/{name}.yaml": ODD[name]} if name in ODD else FILES)
    sheet = next(
        s for s in journeys.sheets(site, words("nl")) if s.owner == name and s.kind == kind
    )
    sheet = replace(sheet, hash="0a1b2c3", day=date(2026, 11, 22))
    return journey.fit(sheet, typeset.Typesetter(renderer_for("nl", theme(), site)))


def laid(name: str, kind: str = "journey"):  # type: ignore[no-untyped-def]
    """Its layout."""
    return fitted(name, kind).document


def places(name: str, kind: str = "journey") -> dict[str, boxes.Rect]:
    """Where each piece of text stands."""
    return {piece.what: piece.rect for piece in boxes.inks(laid(name, kind))}


SHEETS = [
    ("ketel-vervangen", "a3"),
    ("ketel-vervangen", "a1"),
    ("ketel-vervangen-straks", "a3"),
    *((name, "a3") for name in ODD),
    ("veel", "a0"),
]


@pytest.mark.parametrize(("name", "paper"), SHEETS)
def test_a_map_is_one_whole_page_that_everybody_can_read(name: str, paper: str) -> None:
    sheet, result = made(name, paper)
    expected = Expected(
        paper, sheet.width, sheet.height, sheet.title, sheet.language, tagged=True,
        text_minimum=LEAST[paper][0], weight=3_000_000, labels=(PDF_UA,),
    )  # fmt: skip
    report = preflight(result.pdf, expected)
    assert [(found.what, found.values) for found in report.findings] == []
    (found,) = size(result.pdf)
    assert found == pytest.approx((sheet.width, sheet.height), abs=0.1)


@pytest.mark.parametrize("name", ["ketel", "veel", "vol", "een"])
def test_nothing_is_cut_off_and_no_type_is_below_the_least(name: str) -> None:
    document = laid(name)
    points = dict(boxes.type_sizes(document))
    assert min(points.values()) >= LEAST["a2"][0]
    assert boxes.faults(document) == ()


def test_phases_conclusion_and_moments_are_read_from_two_metres() -> None:
    points = dict(boxes.type_sizes(laid("ketel")))
    first = ("Bewustwording", "Afhalen", "Wie belt, wint.", "boos\u00a0−1,5")
    assert min(points[name] for name in first) >= LEAST["a2"][1]


def test_other_papers_are_exact_reductions() -> None:
    """Body and large type on every paper stay at or above the least of that paper."""
    master = PAPERS["a2"]
    for paper, (body, large) in LEAST.items():
        ratio = PAPERS[paper].height / master.height
        assert BODY_LEAST * ratio >= body, paper
        assert LARGE * ratio >= large, paper


def test_what_has_no_room_stays_off_as_whole_lanes_and_says_so() -> None:
    sheet, result = made("vol")
    left = result.fact.left_off
    assert left and "Hoe voelt Peter zich?" not in left and "Touchpoints" not in left
    (problem,) = result.fact.problems
    assert (problem.rule, problem.kind, problem.place) == ("left-off", "warning", sheet.source)
    assert problem.values["titles"] == left
    assert int(str(problem.values["words"])) > 100
    said = words("nl").say(problem.what, **{**problem.values, "titles": ", ".join(left)})
    assert said.startswith("de kaart heeft geen plaats voor ") and said.endswith("te veel")
    shown = text_of(result.pdf)
    assert f"Alleen op de pagina van deze klantreis: {', '.join(left)}" in shown


def test_every_paper_shows_the_same() -> None:
    first, second = made("vol", "a3"), made("vol", "a2")
    assert first[1].fact.left_off == second[1].fact.left_off
    said = ["".join(text_of(result.pdf).split()) for _, result in (first, second)]
    assert said[0] == said[1]


def test_a_map_says_what_it_shows() -> None:
    shown = text_of(made("ketel-vervangen")[1].pdf)
    for part in (
        "Ik vervang de ketel van mijn klant",
        "De stilte na de offerte kost ons klanten",
        "Bewustwording",
        "trots +1,8",
        "machteloos −1,8",
        "Factuur die klopt met de bon",
        "versie 2.1",
        "eigenaar Verkoop",
        "herzien vóór 1 maart 2027",
        "Hoe lees ik deze kaart?",
        "Telefoon",
    ):
        assert part in shown.replace("\u00a0", " "), part


def test_arabic_letters_are_joined_in_the_curve_too() -> None:
    """As text above the picture: an SVG would show them one by one and backwards."""
    points = dict(boxes.type_sizes(laid("arabisch")))
    assert any("فخور" in text for text in points)


@pytest.mark.parametrize("view", ["-functional", "-emotional"])
@pytest.mark.parametrize("name", ["ketel-vervangen", "veel"])
def test_the_functional_and_the_emotional_map_are_whole_pages_too(name: str, view: str) -> None:
    sheet, result = made(name, "a3", view=view)
    expected = Expected(
        "a3", sheet.width, sheet.height, sheet.title, "nl", tagged=True, text_minimum=8.5,
        weight=3_000_000, labels=(PDF_UA,),
    )  # fmt: skip
    assert preflight(result.pdf, expected).findings == ()
    line = {"-functional": "Functionele kaart: wat er gebeurt", "-emotional": "Emotionele kaart"}
    assert line[view] in text_of(result.pdf)


def test_on_the_emotional_map_the_curve_is_the_hero() -> None:
    whole, felt = (fitted("ketel", kind).fit for kind in ("journey", "journey-emotional"))
    assert felt["curve_height"] > 1.15 * whole["curve_height"]
    assert felt["curve_height"] > HEIGHT / 3


def test_the_functional_map_tells_who_does_what_and_what_it_scored() -> None:
    shown = text_of(made("ketel-vervangen", "a3", view="-functional")[1].pdf)
    for part in ("Wie doet wat", "Belt om kwart voor", "moeite", "voor ons", "Moeite van 1"):
        assert part in shown, part
    assert "Jan kletst niet" not in shown


def test_the_foot_has_the_way_to_the_page_and_which_version_this_is() -> None:
    found = alternatives(made("ketel-vervangen")[1].pdf)
    assert "https://klanten.example/journeys/ketel-vervangen/" in found
    assert {"22 november 2026", "kenmerk 0a1b2c3"} <= places("ketel").keys()


def test_an_agency_is_not_shown_a_version() -> None:
    sheet, typesetter = typesetter_and_sheet("een")
    shown = [text for text, _ in boxes.type_sizes(journey.fit(sheet, typesetter).document)]
    assert sheet.hash == "" and not any("kenmerk" in text for text in shown)


# Right to left ----------------------------------------------------------------------------------


def test_what_is_read_from_the_right_has_its_columns_and_lanes_from_the_right() -> None:
    found = places("arabisch")
    first, second, lane = found["الوعي"], found["الشراء"], found["Touchpoints"]
    assert lane.left > first.right > first.left > second.right
    assert found["توصية"].left > found["عرض"].right
    assert found["رحلة شراء غلاية"].right > 60
    assert found["kenmerk 0a1b2c3"].right < 40


def test_its_curve_runs_from_the_right_too() -> None:
    drawing = fitted("arabisch").fit["curve"]
    xs = {mark.point: mark.x for mark in drawing.series[0].marks}
    assert xs[0] > xs[1]
    assert xs[0] + xs[1] == pytest.approx(drawing.width)


def test_most_letters_tell_the_side_when_the_writer_does_not() -> None:
    site = site_of(FILES | {"journeys/x.yaml": ODD["arabisch"].replace("language: ar\n", "")})
    found = {sheet.owner: sheet.data["rtl"] for sheet in journeys.sheets(site, words("nl"))}
    assert found == {"ketel": False, "x": True}


# Narrow, wide, little ---------------------------------------------------------------------------


def test_no_short_word_is_broken_in_a_narrow_column() -> None:
    assert {"Student", "searches", "Register"} <= set(places("smal"))
    turned = fitted("smal").fit["turned"]
    assert max(turned.heights) < 2 * LARGE * POINT


def test_names_of_phases_lie_down_where_their_words_have_room() -> None:
    found = fitted("lang")
    assert found.fit["turned"] is None
    names = {text for text, _ in boxes.type_sizes(found.document)}
    assert not [text for text in names if text.endswith("-")]


def test_the_items_of_a_wide_cell_stand_beside_each_other() -> None:
    tops = {round(at.top, 1) for what, at in places("breed").items() if what.startswith("Punt")}
    assert 1 < len(tops) <= 18


def test_a_map_that_says_little_says_it_large() -> None:
    sizes_ = dict(boxes.type_sizes(laid("een")))
    assert sizes_["Antwoord"] > 30 and sizes_["Bellen"] > sizes_["Antwoord"]


def test_words_of_a_large_map_do_not_flatten_its_curve() -> None:
    found = fitted("arabisch")
    assert found.fit["body"] > 32 * POINT
    assert max(label.size for label in found.fit["labels"]) <= SCALE * LABEL_MOST * POINT + 0.01


def test_the_name_of_a_lane_grows_along_with_its_text() -> None:
    points = dict(boxes.type_sizes(laid("arabisch")))
    assert points["Touchpoints"] > 0.6 * points["توصية"]


def test_many_touchpoints_with_scores_still_leave_the_important_lanes_on() -> None:
    """A lane that cannot be laid out goes alone: it does not take those before it along."""
    left = fitted("veel", "journey-functional").left_off
    assert "Touchpoints" not in left and "Pijnpunten" not in left


def test_the_same_journey_gives_the_same_bytes() -> None:
    first = made("een")[1].pdf
    made.cache_clear()
    assert made("een")[1].pdf == first


def test_another_house_style_has_its_own_letters_and_still_no_fault() -> None:
    sheet, result = made("ketel-vervangen-straks", "a3", "noordlicht")
    expected = Expected(
        "a3", sheet.width, sheet.height, sheet.title, "nl", tagged=True, text_minimum=8.5,
        labels=(PDF_UA,),
    )  # fmt: skip
    assert preflight(result.pdf, expected).findings == ()


# The arithmetic ---------------------------------------------------------------------------------


def lane(name: str, kind: str = "text") -> Lane:
    return Lane(name, name.title(), kind, (), ((Item("een twee drie"),),))


LANES = (lane("goal"), lane("curve", "curve"), lane("pains"), lane("own"))
HEIGHTS = Heights(
    header=10.0, phases=3.0, foot=4.0, foot_more=5.0,
    lanes={"goal": 2.0, "curve": 0.0, "pains": 3.0, "own": 1.0},
)  # fmt: skip


def test_the_curve_takes_what_is_left_and_leaves_the_rows_some_air() -> None:
    heights = replace(HEIGHTS, lanes={"goal": 2.0, "curve": 0.0, "pains": 9.0, "own": 1.0})
    plan = Plan(0.8, LANES, (), heights, HEIGHTS.foot)
    around = 10.0 + 3.0 + 4.0 + 2 * GAP
    assert plan.room == pytest.approx(HEIGHT - around - 12.0)
    assert CURVE_WISH < plan.curve_height <= CURVE_MOST
    used = around + 12.0 + plan.curve_height + 2 * 3 * plan.padding
    assert used == pytest.approx(HEIGHT)


def test_without_a_curve_the_rows_fill_the_sheet() -> None:
    tall = replace(HEIGHTS, lanes={"goal": 48.0})
    plan = Plan(0.8, LANES[:1], (), tall, HEIGHTS.foot)
    assert plan.curve_height == 0.0
    assert 10.0 + 3.0 + 4.0 + 2 * GAP + 48.0 + 2 * plan.padding == pytest.approx(HEIGHT)


def test_a_row_never_becomes_mostly_empty() -> None:
    plan = Plan(0.8, LANES[:1], (), HEIGHTS, HEIGHTS.foot)
    assert plan.padding == pytest.approx(AIR * 0.8)


def test_a_curve_alone_takes_all_the_room() -> None:
    plan = Plan(0.8, LANES[1:2], (), HEIGHTS, HEIGHTS.foot)
    assert plan.curve_height == pytest.approx(plan.room) and plan.room > CURVE_MOST


def test_a_full_map_has_the_least_curve_and_no_padding() -> None:
    full = Heights(10.0, 3.0, 4.0, 5.0, {"goal": HEIGHT - 19.2 - CURVE_LEAST, "curve": 0.0})
    plan = Plan(0.8, LANES[:2], (), full, full.foot)
    assert plan.curve_height == pytest.approx(CURVE_LEAST, abs=0.01)
    assert plan.padding == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize(
    ("order", "expected"),
    [((), ["curve", "pains", "goal", "own"]), (("own", "goal"), ["own", "goal", "curve", "pains"])],
)
def test_lanes_stand_in_order_of_importance(order: tuple[str, ...], expected: list[str]) -> None:
    assert [one.id for one in journey.by_importance(LANES, order)] == expected


def test_sizes_run_from_large_to_the_least() -> None:
    ladder = sizes()
    assert list(ladder) == sorted(ladder, reverse=True)
    assert ladder[-1] == round(BODY_LEAST * POINT, 4)


def test_labels_are_measured_with_the_letters_of_the_theme() -> None:
    serif = journey_words.widths(theme("noordlicht"))
    sans = journey_words.widths(theme("affiche"))
    assert serif("machteloos", 10) > sans("machteloos", 10) > 0


def test_words_of_a_lane_are_counted() -> None:
    site = site_of(FILES)
    whole = journey_map(site.journeys["ketel"], site, words("nl"))
    found = {one.id: one.words for one in whole.lanes}
    assert (found["goal"], found["touchpoints"], found["curve"]) == (3, 3, 0)


def test_labels_of_moments_are_larger_and_still_touch_nothing() -> None:
    points = (
        Point(20, -1.0, ("begin −1",)),
        Point(60, 1.8, ("trots +1,8",), moment="magic"),
        Point(80, 1.5, ("blij +1,5",)),
    )
    made = draw([Series(points)], Frame(200, 80), Style(font_size=5, mark_radius=3, moment_size=9))
    assert {label.lines[0].text: label.size for label in made.labels} == {
        "begin −1": 5, "trots +1,8": 9, "blij +1,5": 5,
    }  # fmt: skip
    for first, second in combinations([label.box for label in made.labels], 2):
        assert apart(first, second, 0)


def typesetter_and_sheet(name: str):  # type: ignore[no-untyped-def]
    from affiche.sheets.layout import typeset
    from affiche.sheets.press.press import renderer_for

    site = site_of(FILES | {f"journeys/{name}.yaml": ODD[name]})
    sheet = next(s for s in journeys.sheets(site, words("nl")) if s.owner == name)
    return sheet, typeset.Typesetter(renderer_for("nl", theme(), site))


def test_a_layout_that_is_not_whole_is_set_smaller_then_with_fewer_lanes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However wrong the arithmetic may be, nothing is printed that was not seen whole."""
    sheet, typesetter = typesetter_and_sheet("een")

    def faults(document: object) -> tuple[boxes.Fault, ...]:
        texts = [text for text, _ in boxes.type_sizes(document)]
        return (boxes.Fault("page", "Antwoord", 1.0),) if "Antwoord" in texts else ()

    monkeypatch.setattr(journey.boxes, "faults", faults)
    fitted = journey.fit(sheet, typesetter)
    assert fitted.left_off == ("Doel van de klant",)


def test_a_map_that_never_becomes_whole_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet, typesetter = typesetter_and_sheet("een")
    wrong = (boxes.Fault("page", "Antwoord", 1.0),)
    monkeypatch.setattr(journey.boxes, "faults", lambda document: wrong)
    with pytest.raises(AfficheError, match=r"een-map-a1.pdf: does not fit: page: 'Antwoord'"):
        journey.fit(sheet, typesetter)

"""Journeys that zoom into each other in; the tree and the marked phase out."""

from __future__ import annotations

from affiche import content
from affiche.pages.journey import page as journeys
from affiche.pages.journey.map.lanes import journey_map
from affiche.pages.journey.map.zooms import Node, in_order, tree, zoom
from affiche.words import words
from tests.support.projects import TODAY, project
from tests.support.sheets import printed, site_of, text_of

NL = words("nl")
PETER = "---\nname: Peter\n---\nPeter.\n"


def journey(title: str, more: str = "", phases: str = "[Kopen, Gebruiken, Storing melden]") -> str:
    return f"title: {title}\npersona: peter\n{more}phases: {phases}\n"


FILES: dict[str, str | bytes] = {
    "site.yaml": "posters: {journey: [a3], maps: [combined]}\n",
    "personas/peter.md": PETER,
    "journeys/boven.yaml": journey("De hele reis", "status: final\nconclusion: Zo\nowner: Wij\n"
                                   "review_by: 2030-01-01\n"),
    "journeys/storing.yaml": journey("Ketel uit", "parent: boven\nparent_phase: storing melden\n"),
    "journeys/koop.yaml": journey("Offerte", "parent: boven\nparent_phase: Aankoop\n"),
    "journeys/diep.yaml": journey("Monteur", "parent: storing\n"),
}  # fmt: skip


def test_the_tree_is_walked_from_every_page_of_it() -> None:
    site = site_of(FILES)
    made = tree(site.journeys["diep"], site, NL)
    deep = Node("Monteur", "journeys/diep/index.html", "", True)
    assert made == Node("De hele reis", "journeys/boven/index.html", "", False, (
        Node("Offerte", "journeys/koop/index.html", "Kopen", False),
        Node("Ketel uit", "journeys/storing/index.html", "Storing melden", False, (deep,)),
    ))  # fmt: skip
    assert tree(site_of({"personas/peter.md": PETER, "journeys/een.yaml": journey("Een")})
                .journeys["een"], site, NL) is None  # fmt: skip


def test_the_phase_that_is_zoomed_into_is_marked_on_both() -> None:
    site = site_of(FILES)
    made = zoom(site.journeys["storing"], site, NL)
    assert made is not None and made.phase == "Storing melden"
    assert [(step.name, step.here, step.path) for step in made.steps] == [
        ("Kopen", False, "journeys/koop/index.html"),
        ("Gebruiken", False, "journeys/boven/index.html#phase-2"),
        ("Storing melden", True, "journeys/storing/index.html"),
    ]
    assert zoom(site.journeys["diep"], site, NL) is None  # it does not say which phase
    whole = journey_map(site.journeys["boven"], site, NL)
    assert [[link.label for link in column.zooms] for column in whole.columns] == [
        ["Offerte"], [], ["Ketel uit"],
    ]  # fmt: skip


def test_paper_says_it_too() -> None:
    site = site_of(FILES)
    sheets = {sheet.owner: sheet for sheet in journeys.sheets(site, NL) if sheet.kind == "journey"}
    below = " ".join(text_of(printed(site, sheets["storing"]).pdf).split())
    assert "Zoomt in op Storing melden van “De hele reis”" in below
    above = " ".join(text_of(printed(site, sheets["boven"]).pdf).split())
    assert "Dichterbij bekeken" in above or "Ketel uit" in above


def test_a_phase_that_is_not_there_is_told() -> None:
    wrong = str(FILES["journeys/storing.yaml"]).replace("storing melden", "storing meldn")
    loaded = content.load(project(FILES | {"journeys/storing.yaml": wrong}) / "content", TODAY)
    (one,) = [p for p in loaded.problems if p.kind == "error"]
    assert (one.rule, one.place.line, one.values["guess"]) == ("unknown-zoom", 4, "Storing melden")
    loose = journey("Los", "parent_phase: Kopen\n")
    loaded = content.load(project(FILES | {"journeys/los.yaml": loose}) / "content", TODAY)
    assert [p.rule for p in loaded.problems if p.kind == "error"] == ["no-parent"]


def test_the_list_has_each_behind_what_it_zooms_into() -> None:
    site = site_of(FILES)
    listed = list(in_order(list(site.journeys.values()), site, NL))
    assert [(one.journey.title, one.depth) for one in listed] == [
        ("De hele reis", 0), ("Offerte", 1), ("Ketel uit", 1), ("Monteur", 2),
    ]  # fmt: skip
    assert [one.within for one in listed] == [
        "", "Zoomt in op Kopen van “De hele reis”", "Zoomt in op Storing melden van “De hele reis”",
        "Zoomt in op “Ketel uit”",
    ]  # fmt: skip
    alone = [site.journeys["diep"]]
    assert [(one.depth, one.within) for one in in_order(alone, site, NL)] == [
        (0, "Zoomt in op “Ketel uit”")
    ]

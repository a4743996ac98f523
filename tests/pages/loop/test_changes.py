"""What was before, on pages and in the feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as Tree

from affiche import pages
from affiche.building import drafts, pipeline
from affiche.building.options import Options
from affiche.model import Site, Status
from affiche.pages import cards
from affiche.pages.life import life
from affiche.pages.loop import changes
from affiche.pages.plan import Page
from affiche.words import words
from tests.support.projects import THEMES, TODAY, project, tree
from tests.support.repositories import commit, repository

NL = words("nl")
TEXT = "---\nname: Peter\nversion: {}\nstatus: {}\ngoals: [{}]\n---\n"


def options(root: Path, today: date = TODAY) -> Options:
    return Options(root / "content", THEMES, root / "site", today, pdf=False)


def peters() -> Path:
    root = repository({"personas/peter.md": TEXT.format("0.1", "concept", "Prijs")}, "2026-06-01")
    commit(root, {"personas/peter.md": TEXT.format("1", "concept", "Antwoord")}, "2026-06-05")
    commit(root, {"personas/peter.md": TEXT.format("2", "second", "Vandaag")}, "2026-07-01")
    return root


def site_of(root: Path, today: date = TODAY) -> Site:
    return drafts.prepare(options(root, today)).site


def planned(site: Site) -> dict[str, Page]:
    return {page.path: page for page in pages.plan_pages(site, NL, (), (), {}, TODAY)}


def test_a_life_line_has_the_stations_and_when_they_were_reached() -> None:
    site = site_of(peters())
    line = life(site.personas["peter"], site)
    assert [(one.status, one.reached, one.here, one.since) for one in line.stations] == [
        (Status.CONCEPT, True, False, date(2026, 6, 1)),
        (Status.SECOND, True, True, date(2026, 7, 1)),
        (Status.FINAL, False, False, None),
    ]
    assert [stop.number for stop in line.stations[0].stops] == ["0.1", "1"]


def test_without_git_the_line_stands_where_the_document_is() -> None:
    site = site_of(project({"personas/peter.md": TEXT.format("2", "archived", "Vandaag")}))
    line = life(site.personas["peter"], site)
    assert [(one.status, one.here) for one in line.stations][-1] == (Status.ARCHIVED, True)
    assert len(line.stations) == 4


def test_every_two_versions_are_laid_beside_each_other() -> None:
    found = planned(site_of(peters()))
    page = found["changes/personas/peter/index.html"]
    assert [(pair.before, pair.after) for pair in page.data["pairs"]] == [
        ("Versie 1, concept", "Versie 2, tweede versie"),
        ("Versie 0.1, concept", "Versie 1, concept"),
    ]
    assert [pair.path for pair in page.data["others"]] == [
        "changes/personas/peter/v0-1-v2/index.html"
    ]
    other = found["changes/personas/peter/v0-1-v2/index.html"].data["pair"]
    goals = dict(other.told.groups)["Doelen"]
    assert [change.added for change in goals if change.added] == [("Vandaag",)]
    days = found[changes.CHANGES].data["days"]
    assert [day for day, _ in days] == [date(2026, 7, 1), date(2026, 6, 5), date(2026, 6, 1)]


def test_versions_with_one_number_have_addresses_of_their_own() -> None:
    site = site_of(peters())
    held = changes.versions_of(site.personas["peter"], site)
    twice = (*held, replace(held[0], status=Status.SECOND))
    assert changes.version_names(twice) == ("v0-1", "v1", "v2", "v0-1--2")


def test_the_feed_has_an_entry_for_each_day_and_stays_as_it_is() -> None:
    root = peters()
    site = site_of(root)
    made = pages.plan_files(pages.relations(site, NL, TODAY), ())
    assert made == pages.plan_files(pages.relations(site_of(root), NL, date(2027, 1, 1)), ())
    feed = Tree.fromstring(made[cards.FEED])
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert [entry.findtext(f"{atom}title") for entry in entries] == [
        "Peter: 1 erbij, 1 eruit, 2 gewijzigd",
        "Peter: 1 erbij, 1 eruit, 1 gewijzigd",
        "Peter is nieuw",
    ]
    assert feed.findtext(f"{atom}updated") == "2026-07-01T12:00:00Z"
    assert len({entry.findtext(f"{atom}id") for entry in entries}) == 3


def test_without_git_there_is_no_feed_and_no_link_to_one() -> None:
    root = project({"personas/peter.md": TEXT.format("2", "second", "Vandaag")})
    pipeline.build(options(root))
    site = tree(root / "site")
    assert cards.FEED not in site
    assert b"atom+xml" not in site["index.html"]
    assert b"Hier is geen geschiedenis" in site[changes.CHANGES]


def test_no_file_of_the_site_has_a_secret_that_only_git_holds() -> None:
    secret = "De marge is achttien procent bij klant Bakker"
    then = TEXT.format("1", "concept", "Snel").replace("goals", f"notes_internal: {secret}\ngoals")
    root = repository({"personas/peter.md": then}, "2026-06-01")
    commit(root, {"personas/peter.md": TEXT.format("2", "concept", secret)}, "2026-06-02")
    commit(root, {"personas/peter.md": TEXT.format("3", "concept", "Vandaag")}, "2026-06-03")
    pipeline.build(options(root))
    held = tree(root / "site")
    told = [path for path, content in held.items() if b"achttien procent" in content]
    assert told == []
    assert b"(niet getoond)" in held["changes/personas/peter/index.html"]


def test_a_late_review_is_marked_and_makes_no_other_version_of_a_sheet() -> None:
    files = {"personas/peter.md": "---\nname: Peter\nreview_by: 2026-11-01\n---\nBelt.\n",
             "site.yaml": "posters: {persona: [a3]}\n"}  # fmt: skip
    root = project(files)
    late, before = site_of(root), site_of(root, date(2026, 10, 1))
    assert late.overdue == {"content/personas/peter.md"}
    assert before.overdue == frozenset()
    assert planned(late)["personas/index.html"].data["current"][0].overdue
    sheets = [pages.plan_sheets(site, NL, TODAY)[0] for site in (late, before)]
    feet = [sheet.data["poster"].foot for sheet in sheets]
    assert "had herzien moeten zijn vóór" in repr(feet[0]).lower()
    assert feet[0] != feet[1]
    assert sheets[0].hash == sheets[1].hash

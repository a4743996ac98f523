"""The days that matter, in a file for a calendar; and the home page, which tells of them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from affiche import content, pages
from affiche.model import Site
from affiche.pages.company import home
from affiche.pages.loop import calendar
from affiche.words import words
from tests.support.projects import TODAY, project

NL = words("nl")
PERSON = "---\nname: {}\nreview_by: 2027-05-22\nowner: Marketing, binnen\n{}---\nBelt.\n"
PHOTO = """\
photo:
  file: p.svg
  kind: customer
  consent: {given: 2026-01-01, expires: 2027-02-01, scope: [intranet, poster]}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
FILES = {
    "personas/peter.md": PERSON.format("Peter de Vries", PHOTO),
    "personas/ina.md": PERSON.format("Ina " + "Smit-van-den-Heuvel " * 5, ""),
    "personas/john.md": PERSON.format("John", "status: archived\n"),
    "images/p.svg": SVG,
    "site.yaml": "name: Van Dijk\nurl: https://klantbeeld.example/\n",
    "briefings/bel.md": "---\ntitle: Bel eens\ndeadline: 2026-12-04\n---\nBel.\n",
    "feedback/peter/1.yaml": "due: 2026-12-01\nnotes: [Hij belt nooit]\n",
    "copies.yaml": "- {sheet: peter, version: 1, place: Hal}\n",
}


def site_of(files: dict[str, str]) -> Site:
    found = content.load(project(files) / "content", TODAY)
    assert found.site is not None, found.problems
    return found.site


def made(site: Site, today: date = TODAY) -> bytes:
    return pages.plan_files(pages.relations(site, NL, today), ()).get(calendar.CALENDAR, b"")


def test_reviews_deadlines_rounds_and_consents_are_in_the_calendar() -> None:
    raw = made(site_of(FILES))
    text = raw.decode().replace("\r\n ", "")
    days = re.findall(r"DTSTART;VALUE=DATE:(\d+)\r\n.*\r\nSUMMARY:(.*)\r\n", text)
    assert [(day, what[:30]) for day, what in days] == [
        ("20261201", "Laatste dag van feedbackronde "),
        ("20261204", "Deadline van de briefing Bel e"),
        ("20270201", "De toestemming voor de foto va"),
        ("20270522", "Ina Smit-van-den-Heuvel Smit-v"),
        ("20270522", "Peter de Vries herzien (Market"),
    ]
    assert "Peter de Vries herzien (Marketing\\, binnen)" in text
    assert "URL:https://klantbeeld.example/personas/peter/" in text
    assert len(set(re.findall(r"UID:(\S+)", text))) == 5


def test_lines_are_as_long_as_the_format_wants_and_the_file_stays_the_same() -> None:
    site = site_of(FILES)
    raw = made(site)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw == made(site, TODAY + timedelta(days=30))


def test_without_a_day_there_is_no_calendar() -> None:
    assert made(site_of({"personas/peter.md": "# Peter\n"})) == b""


def test_each_week_another_persona_is_in_the_light_and_a_day_always_has_the_same() -> None:
    site = site_of(FILES)
    seen = [home.lit(pages.relations(site, NL, day), day) for day in
            (TODAY + timedelta(days=7 * week) for week in range(4))]  # fmt: skip
    assert [card.id for card in seen if card] in (["ina", "peter"] * 2, ["peter", "ina"] * 2)
    alone = site_of({"personas/peter.md": "# Peter\n"})
    assert home.lit(pages.relations(alone, NL, TODAY), TODAY) is None


def test_home_tells_of_open_notes_and_of_copies_that_are_old() -> None:
    site = site_of({**FILES, "personas/peter.md": PERSON.format("Peter", PHOTO + "version: 2\n")})
    related = pages.relations(site, NL, TODAY)
    told = {item.icon: (item.what, item.more) for item in home.news(related, (), TODAY)}
    assert told["messages-square"] == ("Eén briefje wacht op antwoord", "Peter: feedbackronde 1")
    assert told["printer"] == ("Eén exemplaar aan de muur is verouderd", "Hal")

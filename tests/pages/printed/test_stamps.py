"""What tells one version of a sheet from another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from affiche.model import Site
from affiche.pages.plan import Sheet
from affiche.words import words
from tests.support.plans import plan
from tests.support.sheets import site_of

TODAY = date(2026, 11, 22)
PETER = "---\nname: Peter de Vries\ngoals: [Snel klaar zijn]\nphoto: {file: peter.svg}\n---\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle r="%d"/></svg>'
FILES: dict[str, str | bytes] = {
    "site.yaml": "posters: {persona: [a2, a3]}\n",
    "personas/peter.md": PETER,
    "images/peter.svg": DRAWING % 4,
}


def sheets(site: Site) -> dict[str, Sheet]:
    planned = plan(site, words("nl"), (), {}, TODAY)
    return {sheet.path.rpartition("/")[2]: sheet for sheet in planned.sheets}


def stamp(files: dict[str, str | bytes], name: str = "peter-poster-a2.pdf") -> str:
    return sheets(site_of(files))[name].hash


def test_every_paper_and_variant_of_a_poster_bears_the_same_stamp() -> None:
    made = sheets(site_of(FILES))
    names = [name for name in made if name.startswith("peter-poster-a")]
    posters = [made[name].hash for name in names if "feedback" not in name]
    assert len(posters) == 4
    assert len(set(posters)) == 1
    assert len(posters[0]) == 7


def test_another_text_or_picture_is_another_stamp_and_the_same_is_the_same() -> None:
    first = stamp(FILES)
    assert stamp(dict(FILES)) == first
    changed = {**FILES, "personas/peter.md": PETER.replace("Snel", "Vlug")}
    repainted = {**FILES, "images/peter.svg": DRAWING % 5}
    other = {**FILES, "personas/zoe.md": "# Zoë\n"}
    assert len({first, stamp(changed), stamp(repainted)}) == 3
    assert stamp(other) == first


def test_a_sheet_has_the_day_on_which_its_file_was_changed() -> None:
    days = {"content/personas/peter.md": date(2026, 3, 1), "content/site.yaml": TODAY}
    made = sheets(replace(site_of(FILES), changed=days))
    assert made["peter-poster-a2.pdf"].day == date(2026, 3, 1)
    assert made["family-poster-a2.pdf"].day == date(2026, 3, 1)
    assert sheets(site_of(FILES))["peter-poster-a2.pdf"].day is None

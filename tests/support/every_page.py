"""A folder in; in it a page of every kind, of a full site, an odd one and one that is hardly begun.

Pages are chosen by their template, the longest of each, so that a new kind is looked at by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from affiche import content, pages, themes
from affiche.model import Site
from affiche.packs import pack as packs
from affiche.pages.plan import SheetFact
from affiche.render import Renderer
from affiche.themes import Theme
from affiche.words import Words, words
from tests.support.plans import plan
from tests.support.projects import CONTENT, THEMES, TODAY, project

LONG = "Duurzaamheidsbeoordelingsverantwoordelijke van een woningbouwvereniging"
PHASES = "".join(
    f"  - {{name: Kennismakingsfase {i}, goal: Iets, touchpoints:"
    f" [{{name: Arbeidsongeschiktheidsverzekeringsgesprek {i}, channel: phone,"
    f" emotion: {(i * 7) % 5 - 2}, pains: [Wachten], action: Belt, quote: Hoe lang nog?}}]}}\n"
    for i in range(1, 14)
)
ODD: Mapping[str, str] = {
    "site.yaml": "edit_url: https://git.example/edit/{path}\nname: " + LONG + "\n",
    "personas/lang.md": f"---\nname: {LONG}\ntagline: {LONG}\nfacts: {{Adres: {'a' * 70}}}\n"
    f"goals: [{LONG}]\nscales: [{{label: {LONG}, value: 4}}, {{left: {LONG}, right: {LONG},"
    " value: 70}]\nchannels: [{channel: phone, use: 4}]\n"
    f"quote: {{text: {LONG}, source: {LONG}}}\n---\n"
    f"{LONG} schrijft.\n\n## Tabel\n\n"
    + "| kop " * 9 + "|\n" + "|---:" * 9 + "|\n" + "| een lange cel " * 9 + "|\n\n"
    + "```\n" + "x" * 160 + "\n```\n",
    "personas/aisha.md": "---\nname: عائشة بنت محمد\nlanguage: ar\nquote: أريد أن أتحدث مع إنسان\n"
    "goals: [العثور على عمل]\n---\nعائشة تعيش في روتردام.\n",
    "journeys/veel.yaml": f"title: {LONG}\nphases:\n{PHASES}",
    "journeys/gat.yaml": "title: Met een gat\npersona: lang\nphases:\n"
    "  - {name: Eerst, emotion: 1}\n  - {name: Dan}\n  - {name: Later, emotion: -1}\n",
    "journeys/kaal.yaml": "title: Kaal\nphases: [Eerst, Dan]\n",
}  # fmt: skip
BARE: Mapping[str, str] = {"personas/anneke.md": "---\nname: Anneke\n---\n"}
HEBREW: Mapping[str, str] = {
    "site.yaml": "language: he\n",
    "personas/dana.md": "---\nname: דנה לוי\nowner: שיווק\nreview_by: 2027-05-22\nquote: אני רוצה"
    " לדבר עם אדם\ngoals: [לחסוך זמן]\nscales: [{left: מעט, right: הרבה, value: 80}]\n---\n"
    "דנה גרה בתל אביב.\n",
    "journeys/masa.yaml": "title: מסע\npersona: dana\nphases:\n"
    "  - {name: מודעות, touchpoints: [{name: פרסום, emotion: -2}]}\n"
    "  - {name: רכישה, touchpoints: [{name: שיחה, emotion: 2}]}\n",
}
# Which pages of the smaller sites are looked at, by how their path begins.
AGAIN: Mapping[str, tuple[str, ...]] = {
    "odd": ("personas/lang", "personas/aisha", "journeys/", "touchpoints/", "quality/"),
    "bare": ("index", "personas/anneke", "journeys/", "print/"),
    "hebrew": ("index", "personas/dana", "journeys/masa"),
}


@dataclass(frozen=True)
class Kind:
    """A page of its kind: a name to find it by, its path in the folder, and what makes it."""

    name: str
    path: str
    template: str


def build(folder: Path) -> tuple[Kind, ...]:
    """Write the sites under `folder`; the pages to look at."""
    sites = (
        ("sample", CONTENT, "affiche"),
        ("odd", project(ODD) / "content", "noordlicht"),
        ("bare", project(BARE) / "content", "affiche"),
        ("hebrew", project(HEBREW) / "content", "affiche"),
    )
    return tuple(kind for name, root, theme in sites for kind in _site(folder, name, root, theme))


def _site(folder: Path, name: str, root: Path, theme_name: str) -> Iterator[Kind]:
    loaded = content.load(root, TODAY)
    assert loaded.site, loaded.problems
    theme = themes.load(THEMES, theme_name)
    spoken = words(loaded.site.settings.language, tuple(f / "locale" for f in theme.folders))
    sheets = pages.plan_sheets(loaded.site, spoken, TODAY)
    # Without sheets the page of print is an empty state; the sample has all of them.
    facts = {s.path: SheetFact(412_000, ("Merken",)) for s in sheets if name == "sample"}
    made = plan(loaded.site, spoken, loaded.problems, facts, TODAY).pages
    renderer = Renderer(theme, loaded.site, spoken, pages.frame(loaded.site, spoken, made))
    files = {page.path: renderer.page(page) for page in made}
    templates = {page.path: page.template for page in made}
    longest: dict[str, str] = {}
    for page in made:
        best = longest.get(page.template)
        if best is None or len(files[page.path]) > len(files[best]):
            longest[page.template] = page.path
    if name != "sample":  # what is hard to show, or not there yet, and not all the rest once more
        longest = {path: path for path in files if path.startswith(AGAIN[name])}
    packed = dict(_packs(loaded.site, theme, spoken, name == "sample"))
    _write(folder / name, files | renderer.assets() | dict.fromkeys(facts, b"%PDF-") | packed)
    shown = [path for path in packed if path.endswith("index.html")][:2]
    for path in dict.fromkeys([*longest.values(), *shown]):
        template = templates.get(path, "pack").removeprefix("pages/").removesuffix(".html.j2")
        yield Kind(f"{name}/{path.removesuffix('index.html')}", f"{name}/{path}", template)


def _packs(site: Site, theme: Theme, spoken: Words, wanted: bool) -> Iterator[tuple[str, bytes]]:
    """The site for agencies: its list, and a pack."""
    if wanted:
        planned = [packs.plan(site, briefing, theme, TODAY) for briefing in site.briefings]
        held = [(pack, packs.files(pack, {})) for pack in planned]
        for path, body in packs.outside(held, theme, site.settings).items():
            yield f"agencies/{path}", body


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, body in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)

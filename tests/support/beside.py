"""A number in; a project with one damaged file beside its documents, and what becomes of it, out.

Settings, registers, what came back from the wall and reviews: who may see what of them is another
question than of a persona, so each stands here with canaries in what is for few.
"""

from __future__ import annotations

import atexit
import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from affiche import pages
from affiche.content import loading
from affiche.errors import Kind
from affiche.leaks.match import fold
from affiche.model import Site
from affiche.pages import visible
from affiche.pages.company.registers import roadmap
from tests.support import canaries
from tests.support.attacks import INTERNAL, SECRET
from tests.support.canaries import NL, Outcome
from tests.support.damage import HARMS, WRITINGS, Damaged, Lines
from tests.support.projects import TODAY, write

SITE = f"""\
# Wie wij zijn: {INTERNAL}
name: Van Dijk Techniek
tagline: Zo kennen wij onze klanten
language: nl
url: https://{INTERNAL}.example/
edit_url: https://{INTERNAL}.example/{{path}}
posters:
  persona: [a2, a3]
phases:
  buy:
    name: Kopen
  proef:
    name: {INTERNAL}
channels:
  bus: {{name: {INTERNAL}, icon: truck}}
  balie:
    name: Balie
departments: [{INTERNAL}, Verkoop]
measurements:
  nps: {{owner: {INTERNAL}, target: 30}}
  reviews:
    owner: {INTERNAL}
quality:
  off:
    no-owner: {INTERNAL}
roadmap:
  title: Waar we aan werken
  intro: |
    Dit vroegen klanten ons.
    Stem mee.
"""
TOUCHPOINTS = f"""\
# Contactpunten van {INTERNAL}
winkel:
  name: Winkel
  channel: branch
  owner: {INTERNAL}
  description: |
    Aan de weg.
    {INTERNAL}
  url: https://{INTERNAL}.example/
bus:
  {{name: Bedrijfsbus, owner: {INTERNAL}, description: {INTERNAL}}}
"""
OPPORTUNITIES = f"""\
# Kansen van {INTERNAL}
rekenhulp:
  title: Een rekenhulp op de site
  kind: optimise
  public: ja
  why: |
    Dan weet de klant het meteen.
    Dat scheelt bellen.
  owner: {INTERNAL}
  ticket: {SECRET}
belronde:
  title: {INTERNAL}
  why: {INTERNAL}
  public: nee
  owner: {INTERNAL}
  ticket: {SECRET}
proefwoning:
  {{title: {INTERNAL}, impact: 4, owner: {INTERNAL}, ticket: {SECRET}}}
video:
  {{title: Een video, why: Om te kijken, public: ja, ticket: {SECRET}}}
"""
FEEDBACK = f"""\
# Van {INTERNAL}
round: 1
version: 0.3
printed: 2026-11-02
place: {INTERNAL}
conclusion: |
  Eerst een huis dat lukt.
  {INTERNAL}
departments: [{INTERNAL}]
sections:
  1: biography
notes:
  - {{from: {INTERNAL}, section: 1, note: {INTERNAL}, verdict: open}}
  - from: {INTERNAL}
    note: {INTERNAL}
    answer: {INTERNAL}
"""
COPIES = f"""\
# {INTERNAL}
- {{sheet: sanne-poster-a2, version: 1, place: {INTERNAL}, since: 2026-06-03, by: {INTERNAL}}}
- sheet: sanne-poster-a3
  place: {INTERNAL}
  by: {INTERNAL}
"""
DECISION = f"""\
---
question: {INTERNAL}
date: 2026-10-06
personas: [sanne]
decided: {INTERNAL}
by: {INTERNAL}
---

Wij vroegen ons dit af.

Het is {INTERNAL}.
"""
EVENT = f"""\
---
title: {INTERNAL}
date: 2026-10-06
kind: overdracht
personas: [sanne]
---

Zij kregen haar mee.

{INTERNAL}
"""
REVIEWS = f"""\
id;datum;sterren;naam;tekst;publiceren
r1;2026-09-01;5;Jan {SECRET};Heel snel en vriendelijk geholpen;ja
r2;2026-09-02;1;Piet {SECRET};Niemand belde terug, {SECRET};nee
r3;2026-09-03;2;Kees {SECRET};"Zij zeiden dit: {SECRET}.
En dat nog eens, {SECRET}";
r4;2026-09-04;4;Truus Bakker;Goede koffie aan de balie;naam
r5;2026-09-05;3;"Vries, {SECRET}";"Goed, maar laat";yes
"""
FILES = {
    "site.yaml": SITE,
    "touchpoints.yaml": TOUCHPOINTS,
    "opportunities.yaml": OPPORTUNITIES,
    "feedback/sanne/1.yaml": FEEDBACK,
    "copies.yaml": COPIES,
    "decisions/bellen.md": DECISION,
    "events/mee.md": EVENT,
    "measurements/reviews.csv": REVIEWS,
}
JOURNEY = """\
title: De ketel
persona: sanne
phases:
  - {id: buy, touchpoints: [{ref: winkel, channel: balie}]}
"""
AROUND = {
    "personas/sanne.md": canaries.PERSONA,
    "journeys/ketel.yaml": JOURNEY,
    "briefings/zomer.md": canaries.BRIEFING,
}


def damaged(seed: str) -> Damaged:
    """The file of a seed; the same for the same."""
    chance = random.Random(seed)
    file = chance.choice(tuple(FILES))
    lines, done = FILES[file].split("\n"), []
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        name, harm = chance.choice(OF_TABLES if file.endswith(".csv") else HARMS)
        lines = harm(lines, chance)
        done.append(name)
    name, write_ = chance.choices(WRITINGS, (20, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1))[0]
    return Damaged(file, write_("\n".join(lines)), (*done, name))


def outcome(file: str, raw: bytes) -> Outcome:
    """What becomes of a project of which one file is this one, and the others are as they should
    be. What customers see on the roadmap counts as outside."""
    root = _project()
    try:
        write(root / "content" / file, raw)
        loaded = loading.load(root / "content", TODAY)
    finally:
        write(root / "content" / file, FILES[file].encode())
    if loaded.site is None:
        assert any(problem.kind is Kind.ERROR for problem in loaded.problems)
        return Outcome(loaded.problems)
    site = loaded.site
    public = fold(repr(roadmap.projected(site))).run
    return Outcome(loaded.problems, canaries.outside(site) + public, _inside(site))


@lru_cache(maxsize=1)
def _project() -> Path:
    """A project of all these files, on a disk that is as fast as there is one."""
    fast = Path("/dev/shm")
    root = Path(tempfile.mkdtemp(prefix="affiche-", dir=fast if fast.is_dir() else None))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    for file, text in {**AROUND, **FILES}.items():
        write(root / "content" / file, text.encode())
    return root.resolve()


def _inside(site: Site) -> str:
    """What pages and sheets are made of, and every page."""
    shown = visible.without_secrets(site)
    plan = pages.plan_pages(site, NL, (), (), {}, TODAY)
    renderer = canaries.renderer()
    renderer.site = shown
    renderer.frame = replace(pages.frame(site, NL, plan), extras={"fonts": (), "foot": ()})
    return fold(" ".join([repr(shown), *(renderer.page(page).decode() for page in plan)])).run


# Tables ------------------------------------------------------------------------------------


def _cell(lines: Lines, chance: random.Random) -> Lines:
    """A sign inside a row: at its edges, or beside a separator or a quote."""
    number = chance.randrange(len(lines))
    line = lines[number]
    places = [0, len(line), *(at for at, sign in enumerate(line) if sign in ';"')]
    at = chance.choice(places) + chance.choice((0, 1))
    sign = chance.choice(('"', "'", "“", "”", " ", "\t", "\u00a0", "\\", "\ufeff", "=", "#", '""'))
    return [*lines[:number], line[:at] + sign + line[at:], *lines[number + 1 :]]


def _separator(lines: Lines, chance: random.Random) -> Lines:
    """A separator goes from a row of cells, or comes at its end."""
    number = chance.randrange(len(lines))
    line = lines[number]
    found = [at for at, sign in enumerate(line) if sign == ";"]
    if not found or number == 0:
        return lines
    at = chance.choice(found)
    new = chance.choice((line[:at] + line[at + 1 :], line + ";", line[:at]))
    return [*lines[:number], new, *lines[number + 1 :]]


def _separators(lines: Lines, chance: random.Random) -> Lines:
    """Another separator, in all rows or in one."""
    sign = chance.choice((",", "\t", "|", ":", "; ", " ;"))
    if chance.random() < 0.6:
        return [line.replace(";", sign) for line in lines]
    number = chance.randrange(len(lines))
    return [*lines[:number], lines[number].replace(";", sign), *lines[number + 1 :]]


def _head(lines: Lines, chance: random.Random) -> Lines:
    """The heading row says it otherwise, or is not there."""
    old, new = chance.choice(
        (("publiceren", "publish"), ("publiceren", "Publiceren?"), ("publiceren", "mag online"),
         ("publiceren", "publicren"), ("publiceren", ""), ("naam", "Naam klant"),
         ("naam", "auteur"), ("naam", "wie"), ("naam", ""), ("tekst", "Toelichting"),
         ("tekst", "reactie"), ("id;", ""), ("sterren", "cijfer"), ("datum", "wanneer"),
         (";", ";;"), ("naam", '"naam"'), ("naam", " naam "), ("tekst", "TEKST"))
    )  # fmt: skip
    if chance.random() < 0.1:
        return lines[1:]
    return [lines[0].replace(old, new), *lines[1:]]


def _above(lines: Lines, chance: random.Random) -> Lines:
    """Lines above the heading row, as exports have them."""
    return [chance.choice(("", ";;;;;", "sep=;", "Export van 1-9-2026", "# x")), *lines]


def _answer(lines: Lines, chance: random.Random) -> Lines:
    """Whether it may be shown, said in another way."""
    number = chance.randrange(len(lines))
    said = chance.choice(("Nee", "NEE", "neen", "n", "0", "false", "x", "-", "?", "nee!", " nee "))
    if not lines[number].endswith(";nee"):
        return lines
    return [*lines[:number], lines[number].removesuffix("nee") + said, *lines[number + 1 :]]


_KEPT = frozenset(
    ("a sign", "another sign", "joined", "on one line", "wrapped", "spread", "letters alike")
)
OF_TABLES: tuple[tuple[str, Callable[[Lines, random.Random], Lines]], ...] = (
    *(pair for pair in HARMS if pair[0] in _KEPT),
    ("in a cell", _cell), ("in a cell", _cell), ("a separator", _separator),
    ("a separator", _separator), ("other separators", _separators), ("another head", _head),
    ("another head", _head), ("above the head", _above), ("another answer", _answer),
)  # fmt: skip

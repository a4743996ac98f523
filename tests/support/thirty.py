"""Nothing in; a project that walked the loop out: thirty commits, with renames, a branch, tags,
three rounds of feedback (one typed, two from messy spreadsheets) and seven copies on walls.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from tests.support.projects import project
from tests.support.repositories import commit, git
from tests.support.spreadsheets import xlsx

Files = Mapping[str, str | bytes | None]
START = date(2026, 1, 5)
SITE = """\
name: Van Dijk Techniek
url: https://klantbeeld.example/
posters: {persona: [a4], journey: [a1, a3], maps: [combined]}
departments: [Verkoop, Service, Receptie, Inkoop]
"""
# What each version of Peter has: version, status, goals, pains, bars.
PETER = {
    "0.1": ("concept", ["Altijd de laagste prijs"], ["Keuzemenu’s"], 7),
    "0.2": ("concept", ["Altijd de laagste prijs", "Groeien naar vijftien"], ["Keuzemenu’s"], 7),
    "1": ("second", ["Groeien naar vijftien", "Antwoord"], ["Keuzemenu’s", "Facturen"], 8),
    "2": ("final", ["Groeien naar twintig", "Antwoord"], ["Keuzemenu’s", "Facturen"], 9),
    "2.1": ("final", ["Groeien naar twintig", "Vandaag antwoord"], ["Facturen"], 9),
}
MESSY = (
    "\ufeffVan ; Afdeling;nr. ;Briefje;Oordeel;Antwoord;Kleur\r\n"
    'Piet;Verkoop;2;"Niet de prijs; het antwoord telt.";overgenomen;;geel\r\n'
    ";Service;3;Facturen kloppen niet met de bon.;Overgenomen ;Klopt;\r\n"
    ";;Hobby’s;Waar zijn de hobby’s gebleven?;niet;Zegt niets over ons;\r\n"
    ";;;;;;\r\n"
    ";Receptie;2;محمد يتصل كل يوم;;;\r\n"
)


def peter(version: str, tagline: str = "Wil weten waar hij aan toe is") -> str:
    status, goals, pains, speed = PETER[version]
    lines = [
        "---", "name: Peter de Vries", f"tagline: {tagline}", f"version: {version}",
        f"status: {status}", "owner: Marketing", "reviewers: [Verkoop]", "review_by: 2026-10-01",
        "occupation: Installateur", "evidence: {level: interviews, interviews: 14}",
        "photo: {file: p.svg, alt: Peter, kind: illustration}",
        "needs: {functional: [Een offerte van één pagina], emotional: [Rust]}",
        f"goals: [{', '.join(goals)}]", f"pains: [{', '.join(pains)}]",
        f"scales: [{{label: Snelheid, value: {speed}}}]", "value: {customers: 4711}", "---",
        "Peter runt een installatiebedrijf en rijdt langs twee projecten.", "",
    ]  # fmt: skip
    return "\n".join(lines)


def ina(goal: str, version: str = "0.1") -> str:
    return f"---\nname: Ina Smit\nversion: {version}\ngoals: [{goal}]\n---\nIna koopt in.\n"


def ketel(version: str, score: str, pain: str = "Offerte te laat") -> str:
    return (
        f"title: Ik vervang de ketel\nversion: {version}\npersona: peter\n"
        "phases:\n"
        "  - {id: awareness, goal: Weten wie er komt, emotion: 1}\n"
        f"  - {{id: buy, goal: Vandaag een prijs, emotion: {score}, pains: [{pain}]}}\n"
        "  - {id: use, goal: Warm water, emotion: 1.5}\n"
    )


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>\n'
ROUND = """\
round: 1
version: 0.2
printed: 2026-02-20
due: 2026-03-01
departments: [Verkoop, Service, Receptie, Inkoop]
sections: {1: biography, 2: goals, 3: pains, 4: hobbys}
notes:
  - {from: Sanne, department: Verkoop, section: 2, note: Hij wil antwoord., verdict: accepted}
  - {department: Service, section: 3, note: Facturen!, verdict: accepted}
  - {department: Receptie, section: 4, note: Hij vist., verdict: rejected, answer: Zegt niets.}
  - {department: Receptie, section: 1, note: Belt hij zelf?, verdict: open}
"""
COPIES = """\
- {sheet: peter-poster-a4, version: 0.2, place: Koffiehoek, since: 2026-02-20}
- {sheet: peter-poster-a4, version: 1, place: Balie, since: 2026-04-10, frame: kliklijst A4}
- {sheet: peter-poster-a4, version: 2, place: Vergaderzaal, since: 2026-06-20}
- {sheet: peter-poster-a4, version: 2.1, place: Directie, since: 2026-09-01}
- {sheet: ketel-vervangen-map-a1, version: 1, place: Planbord, since: 2026-05-01}
- {sheet: ina-smit-poster-a4, since: 2026-08-20, place: Inkoop}
- {sheet: ina-smit-poster-a4, place: Magazijn}
"""
DECISION = """\
---
question: Bellen we binnen een uur?
date: 2026-07-06
personas: [peter]
journeys: [ketel-vervangen]
decided: Ja.
---
Peter wil antwoord.
"""
EVENT = (
    "---\ntitle: Peter overhandigd\ndate: 2026-06-21\nkind: overdracht\npersonas: [peter]\n---\n"
)


def steps() -> Iterator[tuple[str, Files]]:
    """What each commit does, and its tag ("" for none); "branch" and "merge" begin and end one."""
    first = {"site.yaml": SITE, "personas/peter.md": peter("0.1", "Installateur"),
             "images/p.svg": SVG}  # fmt: skip
    yield "", first
    yield "", {"personas/ina.md": ina("Geen fouten")}
    yield "", {"journeys/ketel.yaml": ketel("0.1", "-1")}
    yield "", {"personas/peter.md": peter("0.2", "Installateur")}
    yield "v0.2", {"personas/peter.md": peter("0.2", "De installateur")}
    yield "", {"feedback/peter/1.yaml": ROUND.replace("verdict: accepted", "verdict: open")}
    yield "", {"feedback/peter/1.yaml": ROUND}
    yield "", {"personas/peter.md": peter("1")}
    yield "", {"personas/peter.md": peter("1", "Wil vandaag weten waar hij aan toe is")}
    yield "v1", {"journeys/ketel.yaml": ketel("1", "-1.5")}
    yield "", {"personas/ina.md": ina("Geen fouten, nooit")}
    # Renamed, and changed a little in the same breath.
    yield "", {"journeys/ketel.yaml": None, "journeys/ketel-vervangen.yaml": ketel("1", "-1.5")}
    yield "", {"feedback/peter/2.csv": MESSY.encode()}
    yield "branch", {"personas/ina.md": ina("Eén factuur")}
    yield "", {"personas/ina.md": ina("Eén factuur per maand", "0.2")}
    yield "", {"journeys/ketel-vervangen.yaml": ketel("1.1", "-1.2")}
    yield "merge", {}
    yield "", {"personas/peter.md": peter("2")}
    yield "v2", {"events/peter.md": EVENT}
    yield "", {"decisions/bellen.md": DECISION}
    yield "", {"personas/ina.md": None, "personas/ina-smit.md": ina("Eén factuur", "0.2")}
    rows = [["Wie", "Afdeling", "Onderdeel", "Notitie", "Status"],
            ["Ans", "Service", 1.0, "Te vaag.", "open"], ["", "Verkoop", "pains", "Klopt", ""],
            ["", "", "", "", ""]]  # fmt: skip
    yield "", {"feedback/ketel-vervangen/1.xlsx": xlsx(rows)}
    yield "", {"copies.yaml": COPIES}
    yield "", {"personas/peter.md": peter("2.1")}
    yield "", {"journeys/ketel-vervangen.yaml": ketel("2", "-0.6")}
    yield "v2.1", {"journeys/ketel-vervangen.yaml": ketel("2", "-0.6", "Offerte pas morgen")}
    yield "", {"site.yaml": SITE + "tagline: Zo kennen we onze klanten\n"}
    yield "", {"personas/ina-smit.md": ina("Eén factuur, één dag", "0.3")}
    yield "", {"decisions/bellen.md": DECISION + "\nHet kost twee uur per dag.\n"}
    yield "", {"personas/ina-smit.md": ina("Eén factuur, op tijd", "0.3")}


def thirty() -> Path:
    """The project, at its thirtieth commit."""
    root = project({})
    git(root, "init", "-q")
    for number, (tag, files) in enumerate(steps()):
        day = (START + timedelta(days=9 * number)).isoformat()
        if tag == "branch":
            git(root, "checkout", "-q", "-b", "inkoop")
        if tag == "merge":
            git(root, "checkout", "-q", "main")
            git(root, "merge", "-q", "--no-ff", "-m", "merge", "inkoop", day=day)
            continue
        commit(root, files, day)
        if tag.startswith("v"):
            git(root, "tag", tag)
    assert git(root, "rev-list", "--count", "HEAD").strip() == "30"
    return root

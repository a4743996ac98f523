"""A content folder in; the whole site, or every mistake in it at once, out."""

from __future__ import annotations

import ast
import os
from datetime import date
from pathlib import Path

import pytest

from affiche import content
from affiche.content import Loaded
from affiche.errors import Kind, Place
from affiche.model import Evidence, Status
from affiche.report import line
from affiche.words import words
from tests.support.projects import CONTENT, ROOT, TODAY, project

READING = ROOT / "affiche/reading"
BROKEN = Path(__file__).parent / "broken"
JOURNEY = "title: Ik vervang de ketel\npersona: peter\nphases:\n  - id: buy\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>\n'


def load(files: dict[str, str | bytes], today: date = TODAY) -> Loaded:
    return content.load(project(files) / "content", today)


def said(loaded: Loaded, language: str = "nl", advice: bool = False) -> list[str]:
    """Every problem as users see it."""
    spoken = words(language)
    return [line(p, spoken) for p in loaded.problems if advice or p.kind is not Kind.ADVICE]


def test_what_could_be_meant_is_told_in_the_same_order_everywhere() -> None:
    """Another process has the ids of a register in another order."""
    register = "".join(f"chance-{number}:\n  title: T{number}\n" for number in range(9))
    journey = f"{JOURNEY}    opportunities:\n      - ref: nergens-te-vinden\n"
    files: dict[str, str | bytes] = {
        "personas/peter.md": "---\nname: Peter\n---\n", "journeys/ketel.yaml": journey,
        "opportunities.yaml": register,
    }  # fmt: skip
    found = [p for p in load(files).problems if p.rule == "unknown-opportunity"]
    assert [p.values["known"] for p in found] == [tuple(f"chance-{n}" for n in range(9))]


@pytest.mark.parametrize("mistake", sorted(path.name for path in BROKEN.iterdir()))
def test_each_mistake_is_said_where_it_stands(mistake: str) -> None:
    """`expected.txt` holds the whole output; advice only where the folder is about advice."""
    loaded = content.load(BROKEN / mistake / "content", TODAY)
    language = "en" if mistake == "english" else "nl"
    found = said(loaded, language, advice=mistake.startswith("advice"))
    expected = (BROKEN / mistake / "expected.txt").read_text("utf-8")
    assert "".join(f"{text}\n" for text in found) == expected
    assert (loaded.site is None) == any(p.kind is Kind.ERROR for p in loaded.problems)


def test_the_sample_has_no_mistakes() -> None:
    loaded = content.load(CONTENT, TODAY)
    assert said(loaded) == []
    assert loaded.site is not None


def test_a_small_project_is_read_whole() -> None:
    site = load(
        {
            "site.yaml": "name: Van Dijk\nphases: {huur: Huren}\nchannels: {bus: Bedrijfsbus}\n",
            "personas/peter.md": """\
                ---
                name: Peter de Vries
                status: definitief
                age: 42
                facts: {Klant sinds: 2016, Nummer: 010, Bereikbaar: 12:30, Mailt: nee}
                photo: peter.svg
                quote: Bel me
                occupation: Ondernemer
                goals: Groeien
                needs: {functional: [Prijs], emotional: Rust}
                channels: [telefoon, {channel: Bus, use: "1,5"}, {channel: bus}]
                evidence: gemeten
                owner: Marketing
                review_by: 22-11-2027
                version: 1.10
                ---
                Ondernemer.

                ## Frustraties

                - Wachten

                ## Zijn dag

                Vol.

                En lang.
                """,
            "journeys/ketel.yaml": """\
                title: Ik vervang de ketel
                personas: peter
                state: nu
                phases:
                  - Oriëntatie
                  - id: huur
                    emotion: "-1,5"
                    touchpoints:
                      - balie
                      - {name: Belt, channel: Telefoon, moment: waarheid}
                    opportunities: [bel-terug, {title: Sneller}]
                """,
            "touchpoints.yaml": "balie: {name: Balie, channel: balie}\n",
            "opportunities.yaml": "bel-terug: {title: Bel terug, kind: magie, impact: 5}\n",
            "briefings/folder.md": "---\ntitle: F\npersonas: peter\nphases: huren\n---\nTekst\n",
            "images/peter.svg": SVG,
        }
    ).site
    assert site is not None
    peter = site.personas["peter"]
    assert (peter.id, peter.path) == ("peter", "content/personas/peter.md")
    assert (peter.status, peter.evidence.level) == (Status.FINAL, Evidence.MEASURED)
    assert peter.review_by == date(2027, 11, 22)
    assert (peter.age, peter.version) == ("42", "1.10")
    assert peter.facts == {
        "Klant sinds": "2016", "Nummer": "010", "Bereikbaar": "12:30", "Mailt": "nee",
    }  # fmt: skip
    assert [text.text for text in (*peter.goals, *peter.pains)] == ["Groeien", "Wachten"]
    assert [(c.channel, c.use) for c in peter.channels] == [
        ("phone", None), ("Bus", 1.5), ("bus", None),
    ]  # fmt: skip
    assert peter.biography == "Ondernemer."
    assert [(s.title, s.body, s.line) for s in peter.sections] == [
        ("Zijn dag", "Vol.\n\nEn lang.", 23)
    ]
    journey = site.journeys["ketel"]
    assert [(p.id, p.name) for p in journey.phases] == [
        ("orientation", "Oriëntatie"), ("huur", None),
    ]  # fmt: skip
    second = journey.phases[1]
    assert second.emotion is not None and second.emotion.score == -1.5
    assert [(t.ref, t.name, t.channel) for t in second.touchpoints] == [
        ("balie", None, None), (None, "Belt", "phone"),
    ]  # fmt: skip
    assert [(o.ref, o.title) for o in second.opportunities] == [
        ("bel-terug", None), (None, "Sneller"),
    ]  # fmt: skip
    assert site.touchpoints["balie"].channel == "counter"
    assert site.briefings["folder"].phases == ("huur",)
    picture = site.images["peter.svg"]
    assert (picture.width, picture.height, picture.drawing) == (4, 3, True)


def test_personas_come_by_priority_then_status_then_name() -> None:
    def persona(name: str, **fields: str) -> str:
        return f"---\nname: {name}\n" + "".join(f"{k}: {v}\n" for k, v in fields.items()) + "---\n"

    site = load(
        {
            "personas/a.md": persona("Zus", priority="secundair"),
            "personas/b.md": persona("bea"),
            "personas/c.md": persona("Aad"),
            "personas/d.md": persona("Wim", status="second"),
            "personas/e.md": persona("Oud", priority="primary", status="archief"),
            "personas/f.md": persona("Nee", priority="anti"),
            "personas/g.md": persona("Kim", priority="primary"),
        }
    ).site
    assert site is not None
    assert [p.name for p in site.personas.values()] == [
        "Kim", "Wim", "Aad", "bea", "Zus", "Nee", "Oud",
    ]  # fmt: skip


def test_windows_line_ends_and_a_mark_in_front_change_nothing() -> None:
    text = "---\nname: Peter\ngoals:\n  - Groeien\n---\nTekst\n\n## Dag\n\na\n\nb\n"
    plain = load({"personas/p.md": text}).site
    other = load({"personas/p.md": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()}).site
    assert plain is not None and other is not None
    assert plain.personas == other.personas


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("---\nname: José\n---\n".encode("latin-1"),
         "content/personas/p.md:2:10: error: dit bestand is geen UTF-8: byte 14 (0xE9) is niet te "
         "lezen. Sla het op als UTF-8: in Kladblok met "
         "Bestand > Opslaan als, bij Codering; in andere editors net zo."),
        (b"---\r\nname: Peter\r\ngaols: x\r\n---\r\n",
         "content/personas/p.md:3:1: error: onbekende sleutel `gaols`. Bedoelde je `goals`?"),
        (b"# Peter\n\nx\x00y\n",
         "content/personas/p.md:3:2: error: hier staat een onzichtbaar teken (U+0000). Haal het "
         "weg; het komt vaak mee als je uit een ander programma plakt."),
    ],
)  # fmt: skip
def test_mistakes_in_the_bytes_of_a_file(raw: bytes, expected: str) -> None:
    assert said(load({"personas/p.md": raw})) == [expected]


def test_without_a_folder_or_a_persona_it_says_how_to_begin(tmp_path: Path) -> None:
    assert said(content.load(tmp_path / "inhoud", TODAY)) == [
        "inhoud:1:1: error: er is geen map `inhoud`. "
        "`build.py new site personas` maakt een map om in te werken; of zeg met --content waar hij "
        "staat."
    ]
    (tmp_path / "inhoud").mkdir()
    assert [p.rule for p in content.load(tmp_path / "inhoud", TODAY).problems] == ["no-personas"]


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    root = project({"personas/p.md": "# P\n\n![x](weg.svg)\n"}, tmp_path)
    (tmp_path / "geheim.md").write_text("# Geheim\n")
    (tmp_path / "geheim.svg").write_text(SVG)
    (root / "content/images").mkdir()
    (root / "content/personas/q.md").symlink_to(tmp_path / "geheim.md")
    (root / "content/images/weg.svg").symlink_to(tmp_path / "geheim.svg")
    os.mkfifo(root / "content/personas/pijp.md")
    loaded = content.load(root / "content", TODAY)
    assert loaded.site is None
    assert [(p.rule, p.place.path) for p in loaded.problems if p.kind is Kind.ERROR] == [
        ("leads-out", "content/images/weg.svg"),
        ("no-picture", "content/personas/p.md"),
        ("leads-out", "content/personas/pijp.md"),
        ("leads-out", "content/personas/q.md"),
    ]


def test_it_is_known_where_the_theme_is_named(tmp_path: Path) -> None:
    """Also in a folder of another name, and also when something else is wrong."""
    site = "name: Van Dijk\ntheme: affische\n"
    for extra in ({}, {"personas/q.md": "---\ngaols: x\n---\n"}):
        root = project({"personas/p.md": "# P\n", "site.yaml": site, **extra})
        folder = (root / "content").rename(root / "inhoud")
        assert content.load(folder, TODAY).theme_place == Place("inhoud/site.yaml", 2, 8)


def test_names_that_windows_cannot_tell_apart(tmp_path: Path) -> None:
    root = project({"personas/peter.md": "# P\n", "personas/Peter.md": "# P\n"}, tmp_path)
    if len(list((root / "content/personas").iterdir())) < 2:
        pytest.skip("this file system does not tell them apart either")
    found = content.load(root / "content", TODAY).problems
    assert [p.rule for p in found if p.kind is Kind.ERROR] == ["name-clash"]


def test_a_picture_is_known_by_every_name_it_goes_by() -> None:
    site = load(
        {
            "personas/p.md": "---\nname: P\nphoto: images/p.svg\n---\n"
            "![a](../images/map/q.svg) ![b](r.svg) ![c](p.svg)\n",
            "images/p.svg": SVG,
            "images/map/q.svg": SVG,
            "personas/r.svg": SVG,
        }
    ).site
    assert site is not None
    assert {key: image.file for key, image in site.images.items()} == {
        "images/p.svg": "p.svg",
        "p.svg": "p.svg",
        "content/images/map/q.svg": "map/q.svg",
        "map/q.svg": "map/q.svg",
        "content/personas/r.svg": "personas/r.svg",
        "personas/r.svg": "personas/r.svg",
        "content/personas/p.svg": "p.svg",
    }


def test_a_rule_that_is_off_is_not_applied() -> None:
    files: dict[str, str | bytes] = {"personas/p.md": "# P\n\n[x](nergens.md)\n"}
    on = {p.rule for p in load(files).problems}
    files["site.yaml"] = "quality:\n  off: {broken-link: Die komen nog, no-quote: Volgt}\n"
    assert on - {p.rule for p in load(files).problems} == {"broken-link", "no-quote"}


def test_a_dead_link_is_told_of_a_file_only_when_there_is_one() -> None:
    files: dict[str, str | bytes] = {"personas/p.md": "# P\n\n[x](nergens.html)\n"}
    assert said(load(files)) == [
        "content/personas/p.md:3:5: warning: deze link gaat nergens heen: nergens.html. "
        "Verwijs naar een bestand in content."
    ]
    files["briefings/folder.md"] = "---\ntitle: F\n---\nTekst\n"
    assert said(load(files))[0].endswith("bijvoorbeeld ../briefings/folder.md.")


def test_an_error_cannot_be_switched_off() -> None:
    files: dict[str, str | bytes] = {
        "personas/p.md": "---\nname: P\ngaols: x\n---\n",
        "site.yaml": "quality: {off: {unknown-key: Vinden we niet erg}}\n",
    }
    assert [p.rule for p in load(files).problems if p.kind is Kind.ERROR] == [
        "unknown-key", "unknown-rule",
    ]  # fmt: skip


def test_problems_come_in_the_order_of_files_and_lines() -> None:
    places = [p.place for p in content.load(BROKEN / "several-files" / "content", TODAY).problems]
    assert places == sorted(places)


def _messages(source: str) -> set[str]:
    """What a module may say to users: its texts of several words, without docstrings."""
    tree = ast.parse(source)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    pieces = {id(part) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for part in n.values}
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and id(node) not in docs | pieces
        and node.value.count(" ") > 1 and "[" not in node.value.split(" ")[0]
    }  # fmt: skip


# Pieces of PyYAML's messages and of regular expressions, which nobody is told.
_UNSAID = ("scanning ", "parsing ", "mapping values are", "cannot start any", "could not find",
           "block sequence entries", "unknown escape", "(", "<", ",", "system volume", "^", "Peter",
           "\n")  # fmt: skip


def test_everything_that_is_said_has_its_dutch() -> None:
    dutch = words("nl")
    paths = [*READING.rglob("*.py"), *(ROOT / "affiche/content").glob("*.py")]
    found = {text for path in paths for text in _messages(path.read_text("utf-8"))}
    found = {text for text in found if not text.startswith((" ", *_UNSAID))}
    assert len(found) > 150
    assert sorted(text for text in found if dutch.gettext(text) == text) == []
    for text in found:  # braces that are no placeholders would raise here
        assert dutch.say(text) and words("en").say(text)


def test_text_of_a_starter_that_nobody_replaced_is_told() -> None:
    starter = (ROOT / "affiche/starters/nl/persona.md").read_text("utf-8")
    peter = starter.replace("{name}", "Peter").replace("{id}", "peter")
    loaded = load({"personas/peter.md": peter})
    assert loaded.site is not None
    found = [p for p in loaded.problems if p.rule == "filler"]
    assert [p.kind for p in found] == [Kind.WARNING]
    assert len(str(found[0].values["lines"]).split(",")) > 10


def test_text_of_a_starter_never_goes_to_an_agency() -> None:
    """Not in a briefing of its own, and not by way of a persona; a new briefing is clean."""
    starter = (ROOT / "affiche/starters/nl/briefing.md").read_text("utf-8")
    new = starter.replace("{name}", "Campagne")
    assert load({"personas/peter.md": "# Peter", "briefings/b.md": new}).site is not None
    switched_on = new.replace("# agency: ", "agency: ")
    persona = "---\nname: Peter\nlocation: Woonplaats of regio\n---\n"
    for files in (
        {"personas/peter.md": "# Peter", "briefings/b.md": switched_on},
        {"personas/peter.md": persona, "briefings/b.md": "---\ntitle: B\npersonas: peter\n---\n"},
    ):
        loaded = load({**files})
        assert [(p.rule, p.kind) for p in loaded.problems if p.kind is not Kind.ADVICE] == [
            ("filler", Kind.ERROR)
        ]


def test_an_agency_that_sees_hardly_anything_is_told() -> None:
    peter = "# Peter\n\n## Zijn week\n\n| Dag | Wat |\n|---|---|\n" + "| ma | hij belt |\n" * 20
    brief = "---\ntitle: B\npersonas: [peter]\n---\n"
    found = said(load({"personas/peter.md": peter, "briefings/b.md": brief}))
    assert len(found) == 1 and "Zijn week" in found[0]
    whole = brief.replace("---\n", "---\nsections: [Zijn week]\n", 1)
    assert said(load({"personas/peter.md": peter, "briefings/b.md": whole})) == []


def test_a_channel_that_nobody_knows_is_told_once() -> None:
    peter = "---\nname: P\nchannels: [fax, fax, telefoon]\n---\n"
    loaded = load({"personas/peter.md": peter})
    assert [p.values["name"] for p in loaded.problems if p.rule == "channel-name"] == ["fax"]


USES = {
    "personas/peter.md": "---\nname: Peter\n---\nPeter.\n",
    "journeys/ketel.yaml": f"{JOURNEY}    touchpoints: [{{ref: balie, opportunities: [kluis]}}]\n",
    "measurements/ces.csv": "touchpoint;score\nbalie;3\n",
    "measurements/votes.csv": "kans;stemmen\nkluis;3\n",
    "site.yaml": "measurements: {ces: {scale: 1-7}}\n",
}
WHOLE = {
    "touchpoints.yaml": "balie: {name: Balie, channel: counter}\n",
    "opportunities.yaml": "kluis: {title: Kluis}\n",
}


@pytest.mark.parametrize(
    ("file", "text", "where"),
    [
        ("touchpoints.yaml", "- {id: balie, name: Balie}\n", 1),
        ("touchpoints.yaml", "balie: {name: Balie\nx: y", 1),
        ("touchpoints.yaml", "balie:\n  nam: Balie\n", 2),
        ("opportunities.yaml", "- {id: kluis, title: Kluis}\n", 1),
        ("opportunities.yaml", "kluis:\n  title: Kluis\n  efort: 3\n", 3),
    ],
)
def test_a_mistake_in_a_register_is_not_told_again_where_it_is_used(
    file: str, text: str, where: int
) -> None:
    assert said(load({**USES, **WHOLE})) == []
    wrong = [p for p in load({**USES, **WHOLE, file: text}).problems if p.kind is Kind.ERROR]
    assert {p.place.path for p in wrong} == {f"content/{file}"}
    assert wrong[0].place.line == where

"""Data as form editors and keyboards write it in; what was meant, and doubts, out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from affiche import content
from affiche.cli import language
from affiche.content import Loaded
from affiche.errors import Kind
from affiche.model.text import Document
from affiche.reading import keys
from affiche.reading.meant import days
from affiche.reading.meant.shapes import Shape, shape_of
from tests.support.projects import PETER, TODAY, project

NOTHING = ['""', "''", "[]", "null", '[""]', "~", "", "{}", "[null]", '["", ""]', '"  "']


def load(**files: str) -> Loaded:
    given = {"personas/peter.md": PETER, **files}
    return content.load(project(given) / "content", TODAY)


def told(loaded: Loaded) -> list[tuple[str, int]]:
    return [(p.rule, p.place.line) for p in loaded.problems if p.kind is not Kind.ADVICE]


def written(kind: str, text: str) -> dict[str, str]:
    if kind == "Persona":
        return {"personas/peter.md": f"---\nname: Peter\n{text}---\n"}
    if kind == "Briefing":
        return {"briefings/b.md": f"---\ntitle: B\n{text}---\n"}
    if kind == "Journey":
        return {"journeys/a.yaml": f"title: A\nphases: [Kopen]\n{text}"}
    if kind == "Settings":
        return {"site.yaml": text}
    register = "touchpoints" if kind == "RegisteredTouchpoint" else "opportunities"
    first = "name" if kind == "RegisteredTouchpoint" else "title"
    indented = "".join(f"  {line}\n" for line in text.splitlines())
    return {f"{register}.yaml": f"balie:\n  {first}: Balie\n{indented}"}


def ways(shape: Shape, start: str = "", deep: int = 0) -> list[list[str]]:
    """Every way to a field, as lines of YAML without the value of the last."""
    if not (isinstance(shape.kind, type) and issubclass(shape.kind, Document)) or deep > 3:
        return []
    found = []
    for name in keys.writable(shape.kind):
        inside = shape.of(name)
        assert inside is not None
        found.append([f"{start}{name}:"])
        pad = start.replace("-", " ") + "  "
        if inside.free or inside.item is None:
            found += [[f"{start}{name}:", *way] for way in ways(inside, pad, deep + 1)]
        else:
            below = ways(inside.item, f"{pad}- ", deep + 1)
            found += [[f"{start}{name}:", *way] for way in below]
    return found


@pytest.mark.parametrize("kind", keys.KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("nothing", NOTHING)
def test_nothing_is_nothing_in_every_field(kind: type[Document], nothing: str) -> None:
    """What is required says that it is empty; all else is as if it were not written."""
    offset = NOTHING.index(nothing)  # each field meets three of them, over all of these tests
    for way in ways(shape_of(kind))[offset % 4 :: 4]:
        text = "\n".join(way) + f" {nothing}\n"
        top = way[0].partition(":")[0]
        files = written(kind.__name__, text)
        if (top in ("name", "title", "phases") and len(way) > 1) or (
            len(way) == 1
            and (top in ("name", "title") or (kind.__name__, top) == ("Journey", "phases"))
        ):
            continue  # it stands in the document already
        loaded = content.load(project({"personas/peter.md": PETER, **files}) / "content", TODAY)
        assert told(loaded) == [], text


@pytest.mark.parametrize("field", ["name", "title"])
def test_what_is_required_and_empty_is_named_at_its_own_line(field: str) -> None:
    kind = "personas/a.md" if field == "name" else "journeys/a.yaml"
    text = f"status: concept\n{field}: ''\n"
    loaded = load(**{kind: f"---\n{text}---\n" if field == "name" else f"{text}phases: [Kopen]\n"})
    assert told(loaded) == [("empty", 3 if field == "name" else 2)]


def test_an_unknown_key_without_a_value_is_still_unknown() -> None:
    loaded = content.load(
        project({"personas/a.md": "---\nname: A\ngaols: ''\nneeds: {functonal: ''}\n---\n"})
        / "content", TODAY,
    )  # fmt: skip
    assert told(loaded) == [("unknown-key", 3), ("unknown-key", 4)]


@pytest.mark.parametrize(
    ("said", "day", "other"),
    [
        ("2027-03-01", (2027, 3, 1), None),
        ("2027-03-01T00:00:00.000Z", (2027, 3, 1), None),
        ("2027-02-28T23:00:00.000Z", (2027, 3, 1), None),
        ("2027-06-30T22:00:00Z", (2027, 7, 1), None),
        ("2027-03-01T00:00:00+01:00", (2027, 3, 1), None),
        ("2027-03-01 13:45", (2027, 3, 1), None),
        ("2027/3/1", (2027, 3, 1), None),
        ("20270301", (2027, 3, 1), None),
        ("22-11-2026", (2026, 11, 22), None),
        ("22.11.2026", (2026, 11, 22), None),
        ("3-3-2027", (2027, 3, 3), None),
        ("3-1-2027", (2027, 1, 3), (2027, 3, 1)),
        ("03/01/2027", (2027, 1, 3), (2027, 3, 1)),
        ("1 maart 2027", (2027, 3, 1), None),
        ("maandag 1 mrt. 2027", (2027, 3, 1), None),
        ("March 1st, 2027", (2027, 3, 1), None),
    ],
)
def test_a_day_is_read_as_it_was_meant(
    said: str, day: tuple[int, int, int], other: tuple[int, int, int] | None
) -> None:
    found = days.read(said)
    assert found == days.Day(date(*day), date(*other) if other else None)


@pytest.mark.parametrize("said", ["2026-02-30", "12-13-2026", "1-3-27", "volgend jaar", "2026"])
def test_what_is_no_day_is_none(said: str) -> None:
    assert days.read(said) is None


def test_a_day_that_can_be_two_is_told_with_both() -> None:
    loaded = load(**{"personas/peter.md": "---\nname: P\nreview_by: 3-1-2027\n---\n"})
    assert told(loaded) == [("two-readings", 3)]
    assert loaded.site is not None
    assert loaded.site.personas["peter"].review_by == date(2027, 1, 3)


@pytest.mark.parametrize(
    "said", ["–1", "−1", "‑1", "－１", "“-1”", "'-1'", "\u00a0-1", "-1,0", "—1"]
)
def test_a_number_may_be_written_in_other_signs(said: str) -> None:
    short, long = f"    emotion: {said}\n", f"    emotion: {{score: {said}}}\n"
    text = f"title: A\nphases:\n  - name: X\n{short}  - name: Y\n{long}"
    loaded = load(**{"journeys/a.yaml": text})
    assert loaded.site is not None, told(loaded)
    felt = [phase.emotion.score for phase in loaded.site.journeys["a"].phases if phase.emotion]
    assert felt == [-1, -1]


@pytest.mark.parametrize(
    "said", ["{score: 0,3}", "{score: 0,3, feeling: blij}", "｛score：0,3｝", "{score:\u00a00.3}"]
)
def test_a_comma_between_digits_is_a_decimal_comma(said: str) -> None:
    loaded = load(**{"journeys/a.yaml": f"title: A\nphases:\n  - {{name: X, emotion: {said}}}\n"})
    assert loaded.site is not None, told(loaded)
    emotion = loaded.site.journeys["a"].phases[0].emotion
    assert emotion is not None and emotion.score == 0.3


@pytest.mark.parametrize(
    "said",
    [
        "“archief”",
        "‘Archief’",
        "ar\u200bchief",
        "ａｒchief",
        "archief\u00a0",
        "аrchief",
        '"archief "',
    ],
)
def test_a_choice_may_be_written_in_other_signs(said: str) -> None:
    loaded = load(**{"journeys/a.yaml": f"title: A\nstatus: {said}\nphases: [Kopen]\n"})
    assert loaded.site is not None, told(loaded)
    assert loaded.site.journeys["a"].status == "archived"


@pytest.mark.parametrize(
    "text",
    ["location: 's-Hertogenbosch", "location: 't Gooi, 's zomers",
     "brands: ['t Gooi, 's-Graveland]",
     "brands:\n  - 't Hart van 'n dorp", "facts: {Plaats: 's-Gravenhage}", "quote: 't Is 'n feest'",
     "facts:\n  's zomers: druk", "quote: 't is\n  'n lange dag", "age: '50er"],
)  # fmt: skip
def test_dutch_begins_words_with_an_apostrophe(text: str) -> None:
    loaded = load(**{"personas/peter.md": f"---\nname: P\n{text}\n---\n"})
    assert told(loaded) == []
    assert loaded.site is not None
    made: Any = loaded.site.personas["peter"].model_dump_json()
    assert "'" in made and "\ue012" not in made


@pytest.mark.parametrize(
    ("said", "code"), [("Nederlands", "nl"), ("Engels", "en"), ("Dutch", "nl"), ("nl-BE", "nl-BE")]
)
def test_a_language_may_be_named(said: str, code: str) -> None:
    loaded = load(**{"site.yaml": f"language: {said}\n"})
    assert loaded.site is not None and loaded.site.settings.language == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("language: Nederlands", "nl"), ("language: Engels", "en"), ('language: ""\ntheme: x', "nl"),
     ("language:\ntheme: x", "nl"), ("language: klingon", "nl"), ("language: “en”", "en")],
)  # fmt: skip
def test_the_report_speaks_the_language_that_was_named(text: str, code: str) -> None:
    root = project({"site.yaml": text})
    assert language(["check", "--content", str(root / "content")]) == code


@pytest.mark.parametrize("said", ["25:99", "{time: 25:99, text: Op}", "{time: 24.30, text: Op}"])
def test_a_time_that_does_not_exist_is_told(said: str) -> None:
    loaded = load(**{"personas/peter.md": f"---\nname: P\nday:\n  - {said}\n---\n"})
    assert told(loaded) == [("no-such-time", 4)]


@pytest.mark.parametrize("width", [60, 80, 100])
def test_a_text_that_a_program_folded_is_text(width: int) -> None:
    """PyYAML breaks a long text wherever a word ends, also before a dash."""
    import yaml

    text = " ".join(["Hij wil dat alles - ook de kleine dingen - op tijd komt"] * 6)
    made = yaml.safe_dump({"name": "P", "quote": text, "goals": [text, "Kort"]}, width=width)
    assert "\n  - " in made or "\n    - " in made or width != 80
    loaded = load(**{"personas/peter.md": f"---\n{made}---\n"})
    assert told(loaded) == []
    assert loaded.site is not None
    assert loaded.site.personas["peter"].goals[0].text == text

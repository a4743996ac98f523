"""Letters that were converted twice are known, told with their place, and mended by `fix`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from affiche import content
from affiche.editing import fixing
from affiche.reading.letters import once, twice
from tests.support.projects import project

TODAY = date(2026, 11, 22)
TEXTS = (
    "Café geweldig — ‘top’ voor 4 € ",
    "Naïef, vóór, “één” reünie…",
    "Straße in Genève, smørrebrød; Ñandú × 2",
)


def converted(text: str) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_converted_twice_is_known_and_taken_back(text: str) -> None:
    assert once(converted(text)) == text
    assert once(text) == text and not list(twice(text))
    (found,) = twice("Een regel\nNog een: " + converted(text))
    assert (found.line, found.written) == (2, converted(found.meant)) and found.meant in text


@pytest.mark.parametrize("text", ["NÃO É", "château, âgé", "Âge: 40", "â", "Ã", "مرحبا", "日本"])
def test_control_words_of_other_languages_are_none(text: str) -> None:
    assert once(text) == text and not list(twice(text))


def test_documents_and_exports_are_told_of_with_their_place_and_fix_mends(tmp_path: Path) -> None:
    told = {
        "personas/peter.md": f"---\nname: Peter\ntagline: {converted('Eén')} ding\n---\nIs er.\n"
        f"\nEen {converted('idee')} en een {converted('reünie')}.\n",
        "touchpoints.yaml": f"balie: {{name: {converted('Café')}, channel: counter}}\n",
        "measurements/reviews.csv": "id;datum;sterren;tekst;publish\n"
        f"a;1-2-2026;4;{converted('Een reünie')};ja\nb;1-2-2026;4;{converted('Eén')};ja\n",
    }
    root = project(told, tmp_path)
    problems = content.load(root / "content", TODAY).problems
    found = [p for p in problems if p.rule == "converted-twice"]
    assert {(p.place.path, p.place.line, p.place.column, p.count) for p in found} == {
        ("content/personas/peter.md", 3, 11, 1),
        ("content/personas/peter.md", 7, 19, 1),
        ("content/touchpoints.yaml", 1, 18, 1),
        ("content/measurements/reviews.csv", 2, 20, 2),
    }
    assert all(len(str(p.values[name])) < 4 for p in found for name in ("written", "meant"))
    fixed = fixing.fix(root / "content", TODAY)
    assert set(fixed.changes) == {"personas/peter.md", "touchpoints.yaml"}
    assert "Een idee en een reünie.".encode() in (fixed.changes["personas/peter.md"] or b"")

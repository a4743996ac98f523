"""The interface speaks the reader's language."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from affiche import words as spoken_words
from affiche.directions import direction, isolated, joined
from affiche.model import Status
from affiche.words import choices, languages, rounded, words

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def test_a_theme_may_say_it_differently(tmp_path: Path) -> None:
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "own.po").write_text(
        PO + 'msgid "Personas"\nmsgstr "Onze gasten"\n', "utf-8"
    )
    spoken = words("nl-BE", (tmp_path,))
    assert spoken.gettext("Personas") == "Onze gasten"
    assert spoken.label(Status.FINAL) == "Definitief"


def test_dates_numbers_and_sizes_follow_the_language() -> None:
    dutch, english = words("nl"), words("en")
    assert dutch.date(date(2026, 11, 22)) == "22 november 2026"
    assert (dutch.number(3.1), english.number(3.1)) == ("3,1", "3.1")
    assert (dutch.number(1, 2), dutch.size(412_000), dutch.size(900)) == ("1,00", "0,4 MB", "1 kB")


def test_what_a_writer_is_to_type_in_braces_stays() -> None:
    text = "no room for {title}: write `{id: systems, map: functional}` or `{{x}}`"
    assert words("en").say(text, title="Kaart", id="systems") == (
        "no room for Kaart: write `{id: systems, map: functional}` or `{x}`"
    )


def test_an_unknown_language_speaks_english() -> None:
    spoken = words("xx")
    assert spoken.gettext("Personas") == "Personas"
    assert spoken.label(Status.CONCEPT) == "Concept", "and not by its key"
    assert spoken.date(date(2026, 11, 22)) == "November 22, 2026"


def test_named_values_are_filled_in_and_strays_stay() -> None:
    assert words("en").say("{a} and {b}", a=1) == "1 and {b}"
    assert words("en").say("") == ""


def test_choices_are_understood_in_every_language() -> None:
    known = choices(Status)
    assert "nl" in languages()
    assert known["definitief"] is Status.FINAL
    assert known["final"] is Status.FINAL
    assert known["tweede versie"] is Status.SECOND


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("عائشة", None, "rtl"),
        ("נועה לוי, 34", "nl", "rtl"),
        ("Aisha zegt: مرحبا", "nl", "ltr"),
        ("WhatsApp Business واتساب", "ar", "rtl"),
        ("WhatsApp Business واتساب", "nl", "ltr"),
        ("WhatsApp Business", "ar-EG", "ltr"),
        ("Age / العمر: 28", "en", "ltr"),
        ("العمر / Age: 28", "en", "rtl"),
        ("WhatsApp من العمل إلى البيت كل يوم", "nl", "rtl"),
        ("24/7", "he", "rtl"),
        ("24/7", "nl", "ltr"),
        ("", None, "ltr"),
    ],
)
def test_a_text_begins_where_its_letters_say(
    text: str, language: str | None, expected: str
) -> None:
    assert direction(text, language) == expected


def test_a_compiled_catalogue_is_kept_and_never_older_than_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    compiled = []
    really = spoken_words._compile

    def counted(paths: list[Path]) -> bytes:
        compiled.append(len(paths))
        return really(paths)

    def said(text: str) -> str:
        spoken_words._packed.cache_clear()  # as in another process
        catalogue = spoken_words._compiled(folder)
        assert catalogue is not None
        return catalogue.gettext(text)

    monkeypatch.setattr(spoken_words, "LOCALE", tmp_path)
    monkeypatch.setattr(spoken_words, "_compile", counted)
    (folder / "one.po").write_text(PO + 'msgid "Yes"\nmsgstr "Ja"\n', "utf-8")
    (folder / "two.po").write_text(PO + 'msgid "No"\nmsgstr "Nee"\n', "utf-8")
    assert [said("Yes"), said("No"), compiled] == ["Ja", "Nee", [2]]
    [kept] = (folder / "__pycache__").iterdir()
    (folder / "one.po").write_text(PO + 'msgid "Yes"\nmsgstr "Jazeker"\n', "utf-8")
    assert [said("Yes"), said("No"), compiled] == ["Jazeker", "Nee", [2, 2]]
    assert [one.name for one in (folder / "__pycache__").iterdir()] != [kept.name]


def test_a_number_without_end_is_said_all_the_same() -> None:
    """A writer's slip of thirty digits stands in a message."""
    assert words("nl").number(-(10.0**30)) == "-1e+30"
    assert words("nl").number(10.0**20).startswith("100.000")


def test_a_name_that_is_read_from_the_right_keeps_its_direction_to_itself() -> None:
    """Without the marks the day would be read as part of the name: "1 · <name> juli"."""
    assert joined(("\u0645\u062d\u0645\u062f", "", "1 juli"), " · ") == (
        "\u2068\u0645\u062d\u0645\u062f\u2069 · \u20681 juli\u2069"
    )
    assert joined(("Peter", None, "1 juli"), " · ") == "Peter · 1 juli"
    assert joined(("\u05d3\u05e0\u05d4",), " · ") == "\u05d3\u05e0\u05d4"  # beside nothing
    assert isolated("\u05d3\u05e0\u05d4 42") == "\u2068\u05d3\u05e0\u05d4 42\u2069"
    assert isolated("Dana 42") == "Dana 42"


def test_numbers_are_rounded_as_a_spreadsheet_rounds_them() -> None:
    given = [(6.25, 1), (3.25, 1), (-0.25, 1), (100 * 0.145, 0), (2.675, 2), (0.04, 1), (-0.04, 1)]
    assert [rounded(*one) for one in given] == [6.3, 3.3, -0.3, 15, 2.68, 0, 0]
    assert str(rounded(-0.04, 1)) == "0.0"
    assert words("nl").number(6.25, 1) == "6,3"

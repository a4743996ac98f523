"""Cells of spreadsheets: those that are about somebody go, and every other byte stays."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from affiche.erase import books
from affiche.erase.who import Target, shelf
from affiche.measures.tables.books import filled
from affiche.splicing import workbooks
from tests.support.projects import project
from tests.support.spreadsheets import changed, ods, xlsx

ANNA = Target("Anna Visser", "anna", names=("Anna Visser",))
SHARED = ("persona", "anna", "bram", "Anna Visser hielp", "Snel & goed", "wees van Anna Visser")
ROWS = [["persona", "score", "reden"], ["anna", 8, "Anna Visser hielp"], ["bram", 7, "Snel & goed"],
        ["anna", 9, "Snel & goed"]]  # fmt: skip


def found(book: bytes, ending: str = "xlsx") -> books.Found:
    name = f"measurements/nps.{ending}"
    root = project({name: book})
    return books.find(shelf(root / "content"), ANNA, [])


def parts(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def wanted(rows: list[list[object]]) -> dict[str, object]:
    """What the cells of a page say afterwards."""
    said = {}
    for line, row in enumerate(rows, 1):
        for column, value in zip("ABC", row, strict=False):
            text = str(value).replace("Anna Visser", "(…)")
            new = "" if column == "A" and value == "anna" else text if text != value else value
            if new != "":
                said[f"Blad1!{column}{line}"] = float(new) if isinstance(value, int) else new
    return said


@pytest.mark.parametrize("shared", [(), SHARED])
def test_only_the_parts_with_the_cells_are_other_bytes(shared: tuple[str, ...]) -> None:
    book = changed(xlsx(ROWS, before="Leeg", shared=shared), "", "", "")  # packed
    made = found(book)
    assert made.by_hand == []
    after = made.after["measurements/nps.xlsx"]
    assert dict(filled(after)) == wanted(ROWS)
    before, now = parts(book), parts(after)
    others = {name for name in before if before[name] != now[name]}
    assert others == {"xl/worksheets/sheet2.xml", *(["xl/sharedStrings.xml"] if shared else [])}
    assert list(before) == list(now)
    for name in before.keys() - others:  # as they were packed, with their headers
        with zipfile.ZipFile(io.BytesIO(book)) as archive:
            info = archive.getinfo(name)
        packed = book[info.header_offset : info.header_offset + 30 + info.compress_size]
        assert packed in after
    assert not [name for name, part in now.items() if b"Anna" in part or b"anna" in part]


def test_a_text_that_another_cell_says_too_is_not_lost() -> None:
    rows = [*ROWS, ["", 1, "anna"]]  # a word in another column: for a person to judge
    made = found(xlsx(rows, shared=SHARED))
    assert [(one.place, one.text) for one in made.by_hand] == [("Blad1!C5", "anna")]
    said = dict(filled(made.after["measurements/nps.xlsx"]))
    assert said == {**wanted(rows), "Blad1!C5": "anna"}


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_table_only_those_cells_change(seed: int) -> None:
    chance = random.Random(seed)
    texts = [
        "anna",
        "bram",
        "Anna Visser hielp",
        "Snel & <goed>",
        "  twee  blanken ",
        "",
        "een\ntwee",
    ]
    rows: list[list[object]] = [["persona", "score", "reden"]]
    for _ in range(chance.randrange(1, 12)):
        first = chance.choice(["anna", "bram", "", "Snel & <goed>"])
        rows.append([first, chance.randrange(11), chance.choice(texts[1:])])
    shared = chance.sample(texts, chance.randrange(len(texts)))
    ending = chance.choice(["xlsx", "xlsx", "ods"])
    book = xlsx(rows, shared=shared) if ending == "xlsx" else ods(rows)
    before = dict(filled(book))
    made = found(book, ending)
    after = made.after.get(f"measurements/nps.{ending}", book)
    now = dict(filled(after))
    hand = {one.place for one in made.by_hand}
    for place, said in before.items():
        named = str(said) == "anna" or "Anna Visser" in str(said)
        assert (now.get(place) != said) is (named and place not in hand), (place, said)
    assert now.keys() <= before.keys()
    assert not hand or ending == "ods"


END = "</row></sheetData>"
CLOSED = {
    "a formula": (xlsx(ROWS), "xl/worksheets/sheet1.xml", END,
                  f'<c t="str"><f>C2</f><v>Anna Visser</v></c>{END}', ["Blad1!D4"]),
    "the name of a page": (xlsx([["a"]], "Anna Visser"), "", "", "", ["xl/workbook.xml"]),
    "declarations": (xlsx(ROWS), "xl/worksheets/sheet1.xml", "<worksheet",
                     '<!DOCTYPE x [<!ENTITY a "b">]><worksheet',
                     ["Blad1!A2", "Blad1!C2", "Blad1!A4"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CLOSED)
def test_what_is_not_sure_is_done_by_hand(name: str) -> None:
    book, part, old, new, places = CLOSED[name]
    made = found(changed(book, part, old, new))
    assert [one.place for one in made.by_hand] == places


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "_xmlsignatures/sig1.xml"])
def test_a_book_with_programs_or_signatures_is_left_alone(part: str) -> None:
    held = io.BytesIO(xlsx(ROWS))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr(part, "<x/>")
    made = found(held.getvalue())
    assert made.after == {}
    assert [one.place for one in made.by_hand] == ["Blad1!A2", "Blad1!C2", "Blad1!A4"]


def test_control_a_book_that_says_something_else_afterwards_is_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As when a part is written wrongly: what is read back decides."""
    wrong = xlsx([["iets anders"]])
    monkeypatch.setattr(workbooks, "changed", lambda raw, texts, closed: wrong)
    made = found(xlsx(ROWS))
    assert made.after == {}
    assert len(made.by_hand) == 3


@pytest.mark.parametrize(
    "book", [b"PK\x03\x04 half", b"", b"\xd0\xcf\x11\xe0 old", xlsx(ROWS)[:-30]]
)
def test_a_broken_book_is_left_alone(book: bytes) -> None:
    assert found(book).after == {}

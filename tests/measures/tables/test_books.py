"""A spreadsheet that is larger inside than it looks is refused, and takes nothing down."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from affiche.measures.tables import books, table
from tests.support.commands import checked
from tests.support.projects import PETER
from tests.support.spreadsheets import changed, ods, xlsx

PAGE = "xl/worksheets/sheet1.xml"
ROWS = [["Datum", "Score"], ["2026-01-02", 9]]
LAST = '<row r="1048576"><c r="XFD1048576"><v>3</v></c></row></sheetData>'


def far(last: str = LAST) -> bytes:
    return changed(xlsx(ROWS), PAGE, "</sheetData>", last)


@pytest.mark.parametrize(
    "last",
    [
        LAST,
        LAST.replace('"', "'"),
        '<row r="2"><c r="XFD1048576" s="1"><v>3</v></c></row></sheetData>',
        '<row\n r="1048576"><c\n\ts="1"\n r="xfd1"><v>3</v></c></row></sheetData>',
        f'{" " * (books.CHUNK - 700)}<row r="1048576"><c r="XFD1"><v>3</v></c></row></sheetData>',
    ],
)
def test_a_number_in_the_last_cell_of_excel_is_named(last: str) -> None:
    with pytest.raises(books.UnreadableBookError) as why:
        books.opened(far(last))
    assert why.value.values == {"rows": 1048576, "columns": "XFD"}
    with pytest.raises(table.UnreadableTableError):
        table.read("nps.xlsx", far(last))


def test_what_is_large_and_not_too_large_is_read() -> None:
    made = far('<row r="300000"><c r="AD300000"><v>3</v></c></row></sheetData>')
    assert table.read("nps.xlsx", made).rows[-1][0] == 300000
    assert [row for _, row in table.read("nps.ods", ods(ROWS)).rows] == ROWS


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "UNPACKED", 5_000_000)
    made = far(f"</sheetData>{' ' * 6_000_000}")
    assert len(made) < 20_000
    for book in (made, lying(made)):
        with pytest.raises(books.UnreadableBookError) as why:
            books.opened(book)
        assert why.value.values == {"most": 5}


def lying(book: bytes) -> bytes:
    """The book, whose parts say that they are of one byte."""
    made = bytearray(book)
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = made.find(sign)
        while place >= 0:
            made[place + at : place + at + 4] = struct.pack("<I", 1)
            place = made.find(sign, place + 4)
    return bytes(made)


def test_what_is_damaged_or_of_another_kind_is_told_as_that() -> None:
    binary = io.BytesIO()
    with zipfile.ZipFile(binary, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")
    whole = xlsx(ROWS)
    for book in (binary.getvalue(), b"PK\x03\x04", whole[:200], whole[:-30], b""):
        with pytest.raises(books.UnreadableBookError):
            books.opened(book)


@pytest.mark.parametrize(
    "call",
    [
        ("check", "--no-pdf"),
        ("import", "content/measurements/nps.xlsx", "--dry-run"),
        ("segment", "content/measurements/nps.xlsx", "--revenue", "Score"),
        ("erase", "peter"),
        ("rename", "peter", "petra"),
    ],
    ids=lambda call: call[0],
)
def test_every_command_that_opens_it_says_so(call: tuple[str, ...]) -> None:
    code, said = checked({"personas/peter.md": PETER, "measurements/nps.xlsx": far()}, *call)
    if call[0] in ("check", "import", "segment"):
        assert code == 2
        assert "nps.xlsx" in said
        assert "loopt door tot rij 1048576 en kolom XFD" in said
    assert code in (0, 2)


def test_a_column_is_called_as_spreadsheets_do() -> None:
    assert [books.letters(number) for number in (0, 25, 26, 701, 702)] == [
        "A", "Z", "AA", "ZZ", "AAA",
    ]  # fmt: skip


def test_rows_that_are_hidden_on_another_page_do_not_count() -> None:
    row = '<row r="1" hidden="1"><c t="n"><v>1</v></c></row>'
    two = xlsx(ROWS, "Blad & meer", before="Lijst")
    assert books.opened_and_seen(two)[1] == frozenset()
    other = changed(two, PAGE, "</sheetData>", f"{row}</sheetData>")
    assert books.opened_and_seen(other)[1] == {"Lijst"}
    assert not table.read("nps.xlsx", other, "Blad & meer").hidden
    assert table.read("nps.xlsx", other, "Lijst").hidden
    here = changed(two, "xl/worksheets/sheet2.xml", '<row r="2">', '<row r="2" hidden="1">')
    assert books.opened_and_seen(here)[1] == {"Blad & meer"}


@pytest.mark.parametrize("gap", [0, books.CHUNK - 300, books.CHUNK - 30])
def test_of_libreoffice_neither(gap: int) -> None:
    row = '<table:table-row table:visibility="filter"><table:table-cell/></table:table-row>'
    first = f'<table:table table:name="Lijst &amp; x">{" " * gap}{row}</table:table><table:table '
    book = changed(ods(ROWS), "content.xml", "<table:table ", first)
    assert books.opened_and_seen(book)[1] == {"Lijst & x"}
    assert not table.read("nps.ods", book, "Blad1").hidden
    book = changed(ods(ROWS), "content.xml", "</table:table>", f"{row}</table:table>")
    assert books.opened_and_seen(book)[1] == {"Blad1"}

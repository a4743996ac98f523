"""Rows in; the bytes of a small .xlsx or .ods out, as Excel and LibreOffice make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

Rows = Sequence[Sequence[object]]
EPOCH = date(1899, 12, 30)
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font/>'
    "</fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def xlsx(
    rows: Rows, sheet: str = "Blad1", before: str | None = None, shared: Sequence[str] = ()
) -> bytes:
    """A workbook with one sheet; `before` is the name of an empty one in front of it. The texts
    `shared` are kept once for all cells, as Excel keeps them."""
    names = [before, sheet] if before else [sheet]
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
        'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        "<sheets>"
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>'
            for n, name in enumerate(names, 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
        'package/2006/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(names) + 1)
        )
        + '<Relationship Id="rs" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
    }
    for number, name in enumerate(names, 1):
        held = rows if name == sheet else ()
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(held, shared)
    if shared:
        relation = (
            '<Relationship Id="rt" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        )
        book = parts["xl/_rels/workbook.xml.rels"]
        parts["xl/_rels/workbook.xml.rels"] = book.replace("</Relationships>", relation)
        items = "".join(f'<si><t xml:space="preserve">{escape(one)}</t></si>' for one in shared)
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{items}</sst>'
    return _zip(parts)


def _sheet(rows: Rows, shared: Sequence[str]) -> str:
    body = "".join(
        f'<row r="{line}">' + "".join(_cell(value, shared) for value in row) + "</row>"
        for line, row in enumerate(rows, 1)
    )
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{body}</sheetData></worksheet>"
    )


def _cell(value: object, shared: Sequence[str]) -> str:
    if value in shared:
        return f'<c s="0" t="s"><v>{shared.index(str(value))}</v></c>'
    if isinstance(value, date):
        return f'<c s="1"><v>{(value - EPOCH).days}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def ods(rows: Rows) -> bytes:
    """A text-only sheet of LibreOffice."""
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="float" office:value="{v}"/>'
            if isinstance(v, int | float)
            else '<table:table-cell office:value-type="string"><text:p>'
            f"{escape(str(v))}</text:p></table:table-cell>"
            for v in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Blad1">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:'
            'opendocument:xmlns:manifest:1.0"/>',
            "content.xml": content,
        }
    )


def _zip(parts: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return held.getvalue()


def changed(book: bytes, part: str, old: str, new: str) -> bytes:
    """The book with a text in one of its parts replaced, packed as spreadsheet programs pack."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as before,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            raw = before.read(name)
            after.writestr(name, raw.replace(old.encode(), new.encode()) if name == part else raw)
    return held.getvalue()

"""A reading in; whether the file says of itself what is so, and nothing that is not, out.

Source: ISO 15930-7 (PDF/X-4), 6.2 to 6.24; ISO 14289-1 (PDF/UA-1), 5 and 7.1; ISO 32000-1, 14.3.
"""

from __future__ import annotations

import re

from affiche.errors import Kind
from affiche.preflight.reading import Reading, checked
from affiche.preflight.report import OURS, PDF_UA, PDF_X, Checked, Finding

# Where a file says what it is: the name space and the name, and what comes before the value.
LABELS = (
    ("http://www.aiim.org/pdfua/ns/id/", "part", "PDF/UA-"),
    ("http://www.npes.org/pdfx/ns/id/", "GTS_PDFXVersion", ""),
    ("http://www.aiim.org/pdfa/ns/id/", "part", "PDF/A-"),
)
# What a label stands for: the checks that have to pass.
NEEDS = {
    PDF_UA: ("fonts", "glyphs", "tags", "alt", "language", "title", "day"),
    PDF_X: ("boxes", "fonts", "colour", "intent", "still", "title", "day", "identity"),
}
TITLE = ("http://purl.org/dc/elements/1.1/", "title")


def language(read: Reading) -> Checked:
    """The file says in which language it is."""
    found, want = str(read.root.get("/Lang", "")), read.expected.language
    values = {"found": found or "–", "wanted": want}
    what = "the file says its language is {found}, not {wanted}"
    wrong = found.lower() != want.lower()
    findings = [Finding("language", Kind.ERROR, what, OURS, values)] if wrong else []
    return checked("language", "Language", "{found}", findings, **values)


def title(read: Reading) -> Checked:
    """The file has its title, in both places where programs look."""
    want = read.expected.title
    said = (str(read.info.get("/Title", "")), read.xmp(*TITLE))
    wrong = [each for each in said if each != want]
    shown = bool(read.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False))
    values = {"found": (wrong or [want])[0] or "–", "wanted": want}
    findings = []
    if wrong:
        what = "the title in the file is {found}, not {wanted}"
        findings.append(Finding("title", Kind.ERROR, what, OURS, values))
    if read.expected.tagged and not shown:
        what = "the file shows its file name instead of its title"
        findings.append(Finding("title", Kind.ERROR, what, OURS))
    return checked("title", "Title", "{found}", findings, **values)


def day(read: Reading) -> Checked:
    """The file has the day of the content, the same in both places where programs look."""
    want = read.expected.day
    info = re.sub(r"\D", "", str(read.info.get("/CreationDate", "")))[:8]
    xmp = re.sub(r"\D", "", read.xmp("http://ns.adobe.com/xap/1.0/", "CreateDate"))[:8]
    values = {"found": info or "–", "other": xmp or "–", "wanted": want or "–"}
    findings = []
    if info != xmp:
        what = "the file says two days: {found} and {other}"
        findings.append(Finding("day", Kind.ERROR, what, OURS, values))
    elif want and info != want.replace("-", ""):
        what = "the file says {found} as its day, and the content is of {wanted}"
        findings.append(Finding("day", Kind.ERROR, what, OURS, values))
    return checked("day", "Day in the file", "{wanted}", findings, **values)


def identity(read: Reading) -> Checked:
    """What a print shop's programs ask of each file: one to tell it by, and whether colours were
    spread under one another. PDF/X-4 knows nothing newer than PDF 1.6."""
    trapped = str(read.info.get("/Trapped", "")).removeprefix("/")
    newest = "1.6" if read.expected.colour == "cmyk" else "1.7"
    lacking = [
        name
        for name, there in (
            ("ID", len(read.pdf.trailer.get("/ID", [])) == 2),
            ("DocumentID", bool(read.xmp("http://ns.adobe.com/xap/1.0/mm/", "DocumentID"))),
            ("Trapped", trapped in ("True", "False")),
            ("pdf:Trapped", read.xmp("http://ns.adobe.com/pdf/1.3/", "Trapped") == trapped),
            (f"PDF {newest}", read.pdf.pdf_version <= newest),
        )
        if not there
    ]
    what = "the file lacks what a printer's programs ask for: {missing}"
    values = {"missing": ", ".join(lacking), "version": read.pdf.pdf_version}
    findings = [Finding("identity", Kind.ERROR, what, OURS, values)] if lacking else []
    return checked("identity", "Facts for the print shop", "PDF {version}", findings, **values)


def still(read: Reading) -> Checked:
    """Nothing in a printer's file moves, asks or leads elsewhere."""
    found = [
        *(f"/{name}" for name in ("JavaScript", "EmbeddedFiles", "AP")
          if f"/{name}" in read.root.get("/Names", {})),
        *(name for name in ("/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/Encrypt")
          if name in read.root or name in read.pdf.trailer or name in read.page.obj),
        *(str(note.get("/Subtype")) for page in read.pdf.pages
          for note in page.obj.get("/Annots", [])),
        *(name for held in read.forms for name in ("/OPI", "/PS", "/Ref", "/Alternates")
          if name in held),
        *(name for held in read.forms for state in held.get("/Resources", {}).get("/ExtGState", {})
          .values() for name in ("/TR", "/TR2", "/HT", "/HTP") if name in state),
    ]  # fmt: skip
    values = {"found": ", ".join(sorted(set(found))) or "–"}
    what = "a printer's file may not hold {found}"
    findings = [Finding("still", Kind.ERROR, what, OURS, values)] if found else []
    return checked("still", "Nothing but the print", "{found}", findings, **values)


def labels(read: Reading, before: tuple[Checked, ...]) -> Checked:
    """The file only calls itself what the checks `before` have shown it to be."""
    found = [(start, read.xmp(space, name)) for space, name, start in LABELS]
    found.append(("", str(read.info.get("/GTS_PDFXVersion", ""))))  # as it was up to PDF/X-3
    said = list(dict.fromkeys(f"{start}{value}" for start, value in found if value))
    # A letter without a shape is a warning to the writer, but no label allows it.
    failed = {check.check for check in before if not check.passed or check.check == "glyphs"}
    failed -= {check.check for check in before if not check.findings}
    done = {check.check for check in before}
    findings = [_unproven(name) for name in said if name not in read.expected.labels]
    findings += [
        _unproven(name)
        for name in said
        if name in read.expected.labels
        and (failed.intersection(NEEDS[name]) or not done.issuperset(NEEDS[name]))
    ]
    findings += [
        Finding("label", Kind.ERROR, "the file does not call itself {label}", OURS, {"label": name})
        for name in read.expected.labels
        if name not in said
    ]
    return checked("label", "Label", "{labels}", findings, labels=", ".join(said) or "–")


def _unproven(name: str) -> Finding:
    what = "the file calls itself {label}, and that is not so"
    return Finding("label", Kind.ERROR, what, OURS, {"label": name})

"""The leak scan: a planted text in a file of any kind, in any wrapping, in; its field out."""

import base64
import gettext
import gzip
import html
import io
import json
import random
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from affiche import content, leaks
from affiche.disk import Files
from affiche.kept import Store
from affiche.leaks import Searched, searched, views
from affiche.leaks import scanner as scanning
from affiche.leaks.fields import Leaf, leaves
from affiche.leaks.fields import texts as written
from affiche.leaks.keys import keys
from affiche.leaks.match import ALONE, WORD, Corpus, Index, fold, slowly_folded
from affiche.leaks.scanner import Scanner
from affiche.model import Briefing, Persona, Site, Visibility
from affiche.words import Words, words
from tests.support.projects import project

NL = words("nl")
CANARY = "Kanarie café 4711"
LONG = (
    "Wij betalen de tussenpersoon twaalf procent zolang het contract met de groothandel in "
    "Rotterdam loopt, en dat weet daar niemand."
)
NO_CORPUS = Corpus(tuple)


def scanner(*texts: str) -> Scanner:
    wanted = [
        Leaf("content/x.md", f"f{number}", text, Visibility.SECRET)
        for number, text in enumerate(texts)
    ]
    return Scanner(written(wanted, NL.date))


def found(name: str, content: bytes, *texts: str, allowed: Corpus = NO_CORPUS) -> list[str]:
    """The fields that are found in a file."""
    return [leak.leaf.field for leak in scanner(*texts).leaks({name: content}, (allowed,))]


# Files with a canary in them ------------------------------------------------------------------


def page(text: str) -> bytes:
    return f"<!doctype html><title>x</title><p>{text}</p>".encode()


def entities(text: str, form: str) -> str:
    return "".join(form.format(ord(letter)) for letter in text)


def a_zip(comment: str = "", entry: str = "a.txt", note: str = "", body: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = comment.encode()
        info = zipfile.ZipInfo(entry)
        info.comment = note.encode()
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, body)
    return out.getvalue()


def a_picture(form: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, form, **options)
    return out.getvalue()


def exif(text: str) -> bytes:
    data = Image.Exif()
    data[0x9C9C] = text.encode("utf-16-le")  # XPComment, as Windows writes it
    return data.tobytes()


def user_comment(text: str) -> bytes:
    data = Image.Exif()
    data.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + text.encode("utf-16-le")
    return data.tobytes()


def chunk(text: str, packed: bool) -> PngInfo:
    info = PngInfo()
    info.add_itxt("Comment", text, zip=packed)
    return info


def a_pdf(
    drawn: str = "", title: str = "", attached: str = "", link: str = "", xmp: str = ""
) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    leaf = pdf.pages[0]
    leaf.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    # Kerned letter by letter, as typesetters do.
    codes = b"".join(b"<%02x> -20 " % letter for letter in drawn.encode("cp1252"))
    leaf.obj.Contents = pdf.make_stream(b"BT /F1 12 Tf [" + codes + b"] TJ ET")
    if title:
        pdf.docinfo["/Title"] = title
    if attached:
        pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, attached.encode("utf-16"))
    if link:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(link))
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
        leaf.obj.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
    if xmp:
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = xmp
    out = io.BytesIO()
    pdf.save(out, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


FILES = {
    "html, plain": ("a.html", page(CANARY)),
    "html, attribute": ("a.html", f'<p data-note="{CANARY}">x</p>'.encode()),
    "html, comment": ("a.html", f"<!-- {CANARY} -->".encode()),
    "html, named": ("a.html", page("Kanarie caf&eacute; 4711")),
    "html, decimal": ("a.html", page(entities(CANARY, "&#{};"))),
    "html, hexadecimal": ("a.html", page(entities(CANARY, "&#x{:X};"))),
    "html, escaped twice": ("a.html", page(html.escape(entities(CANARY, "&#{};")))),
    "html, case": ("a.html", page(CANARY.upper())),
    "html, soft hyphens": ("a.html", page("Ka\u00adna\u200brie ca&shy;fé 4711")),
    "html, tags inside": ("a.html", page("Kana<b>rie</b> ca<!-- -->fé <i>47</i>11")),
    "html, lines": ("a.html", page("Kana-\n   rie\r\n\tcafé\n4711")),
    "html, decomposed": ("a.html", page("Kanarie cafe\u0301 4711")),
    "percent": ("a.html", f'<a href="?q={quote(CANARY)}">x</a>'.encode()),
    "every letter percent": ("a.txt", "".join(f"%{b:02x}" for b in CANARY.encode()).encode()),
    "css": ("a.css", f'p::after {{ content: "{CANARY}" }}'.encode()),
    "css, escaped": ("a.css", b'p::after { content: "Kanarie caf\\0000e9 4711" }'),
    "js": ("a.js", f"var a = '{CANARY}';".encode()),
    "js, escaped": ("a.js", b"var a = '\\x4banarie caf\\u00e9 4711';"),
    "json": ("a.json", b'{"a": "Kanarie caf\\u00e9 4711"}'),
    "svg, text": ("a.svg", f"<svg><text>{CANARY}</text></svg>".encode()),
    "svg, title": ("a.svg", f"<svg><title>{CANARY}</title></svg>".encode()),
    "svg in a data address": (
        "a.html",
        b'<img src="data:image/svg+xml;base64,'
        + base64.b64encode(f"<svg><text>{CANARY}</text></svg>".encode()) + b'">',
    ),
    "base64": ("a.txt", base64.b64encode(CANARY.encode())),
    "utf-16 with a mark": ("a.txt", CANARY.encode("utf-16")),
    "utf-16-le": ("a.bin", b"\x01\x02\x00" + CANARY.encode("utf-16-le")),
    "utf-16-be": ("a.ase", b"ASEF\x00\x01" + CANARY.encode("utf-16-be")),
    "latin-1": ("a.bin", b"\x00\xff" + CANARY.encode("latin-1") + b"\x00"),
    "font": ("a.woff2", b"wOF2\x00\x01\x00\x00\x8f" + CANARY.encode()),
    "file name": (f"{CANARY}.html", b"x"),
    "folder, percent": (f"{quote(CANARY)}/index.html", b"x"),
    "pdf, drawn": ("a.pdf", a_pdf(drawn=CANARY)),
    "pdf, title": ("a.pdf", a_pdf(title=CANARY)),
    "pdf, attachment": ("a.pdf", a_pdf(attached=CANARY)),
    "pdf, link": ("a.pdf", a_pdf(link=f"https://x.example/{quote(CANARY)}")),
    "pdf, xmp": ("a.pdf", a_pdf(xmp=CANARY)),
    "pdf, after the end": ("a.pdf", a_pdf() + CANARY.encode()),
    "jpeg, comment": ("a.jpg", a_picture("JPEG", comment=CANARY.encode())),
    "jpeg, exif": ("a.jpg", a_picture("JPEG", exif=exif(CANARY))),
    "jpeg, exif comment": ("a.jpg", a_picture("JPEG", exif=user_comment(CANARY))),
    "jpeg, xmp": ("a.jpg", a_picture("JPEG", xmp=f"<x>{CANARY}</x>".encode())),
    "png, text": ("a.png", a_picture("PNG", pnginfo=chunk(CANARY, packed=False))),
    "png, packed text": ("a.png", a_picture("PNG", pnginfo=chunk(CANARY, packed=True))),
    "webp, exif": ("a.webp", a_picture("WEBP", exif=exif(CANARY))),
    "webp, xmp": ("a.webp", a_picture("WEBP", xmp=f"<x>{CANARY}</x>".encode())),
    "gif, comment": ("a.gif", a_picture("GIF", comment=CANARY.encode())),
    "zip, comment": ("a.zip", a_zip(comment=CANARY)),
    "zip, name": ("a.zip", a_zip(entry=f"{CANARY}.txt")),
    "zip, note": ("a.zip", a_zip(note=CANARY)),
    "zip, body": ("a.zip", a_zip(body=CANARY)),
    "gzip": ("a.svgz", gzip.compress(f"<svg><text>{CANARY}</text></svg>".encode())),
}  # fmt: skip
NESTED = io.BytesIO()
with zipfile.ZipFile(NESTED, "w") as outer:
    outer.writestr("inner.zip", a_zip(entry="a.pdf", body=""))
    outer.writestr("a.pdf", a_pdf(drawn=CANARY))
FILES["zip in a zip"] = ("a.zip", NESTED.getvalue())


@pytest.mark.parametrize("kind", FILES)
def test_a_planted_text_is_found_in_every_kind_of_file(kind: str):
    name, content = FILES[kind]
    assert found(name, content, CANARY) == ["f0"]


@pytest.mark.parametrize("kind", FILES)
def test_control_another_text_is_not(kind: str):
    name, content = FILES[kind]
    assert found(name, content, "Kanarie café 4712", "Kwikstaart café 4711") == []


def test_what_weasyprint_draws_is_read_with_and_without_drawings():
    weasyprint = pytest.importorskip("weasyprint")
    source = f"<h1>{CANARY}</h1><svg width='200' height='20'><text y='15'>{LONG}</text></svg>"
    assert found("a.pdf", weasyprint.HTML(string=source).write_pdf(), CANARY, LONG) == ["f0", "f1"]


def test_a_piece_of_a_long_text_is_found():
    assert found("a.html", page("de tussenpersoon krijgt twaalf procent"), LONG) == []
    piece = "zolang het contract met de groothandel in Rotterdam loopt"
    assert found("a.html", page(piece), LONG) == ["f0"]


def test_a_short_text_counts_only_as_whole_words():
    assert found("a.html", page("wij kopen inkoopkantoren in"), "Inkoop", "kantoor", "open") == []
    assert found("a.html", page("vraag het aan Inkoop."), "inkoop", "aan", "het") == ["f0"]


def test_a_tag_and_the_text_beside_it_are_not_one_thing():
    assert (
        found("a.html", b'<p class="x"><b>Jansen</b> p<i>raat</i></p>', "b-jansen", "x-jansen")
        == []
    )
    assert found("a.html", b"<p>B.<b> Jansen</b></p>", "b-jansen") == ["f0"]


def test_a_number_counts_where_people_read_it():
    drawing = b'<svg><path d="M2016 12"/></svg>'
    assert found("a.svg", drawing, "2016") == []
    assert found("a.html", page("sinds 2016"), "2016") == ["f0"]
    assert found("a.pdf", a_pdf(drawn="sinds 2016"), "2016") == ["f0"]


def test_a_day_is_found_however_it_is_written():
    day = Leaf("p", "day", date(2027, 5, 22), Visibility.INTERNAL)
    wanted = Scanner(written([day], NL.date))
    for said in ("2027-05-22", "22 mei 2027"):
        assert wanted.leaks({"a.html": page(f"tot {said}.")}, (NO_CORPUS,))


def test_what_may_be_said_anyway_is_no_leak():
    allowed = Corpus(lambda: ["Marketing", f"Anders gezegd: {LONG[:70]} en zo."])
    assert found("a.html", page("Marketing"), "Marketing", allowed=allowed) == []
    assert found("a.html", page(LONG[:70]), LONG, allowed=allowed) == []
    assert found("a.html", page(LONG), LONG, allowed=allowed) == ["f0"]


def test_a_run_that_begins_at_any_letter_is_found():
    text = "abcdefghijklmnopqrstuvwxyz0123456789"
    for start in range(20):
        wanted = text[start : start + 11]
        assert [hit.run for hit in Index([wanted]).find(fold(text))] == [wanted]


# Fields ---------------------------------------------------------------------------------------


def test_every_text_of_a_persona_has_its_circle():
    anna = Persona.model_validate(
        {
            "id": "anna",
            "path": "content/personas/anna.md",
            "name": "Anna",
            "segment": "A-klant",
            "value": {"customers": "driehonderd"},
            "goals": ["Vooruit", {"text": "Stiekem", "visibility": "secret"}],
            "photo": {"file": "a.jpg", "consent": {"given": "2026-01-01", "proof": "kast 3"}},
            "biography": "Zichtbaar <!-- verborgen -->",
        }
    )
    said = {leaf.field: (leaf.value, str(leaf.visibility)) for leaf in leaves(Site(
        personas={"anna": anna}))}  # fmt: skip
    assert said["persona.name"] == ("Anna", "agency")
    assert said["persona.segment"] == ("A-klant", "internal")
    assert said["persona.value.customers"] == ("driehonderd", "secret")
    assert said["persona.goals[1].text"] == ("Vooruit", "agency")
    assert said["persona.goals[2].text"] == ("Stiekem", "secret")
    assert said["persona.photo.consent.proof"] == ("kast 3", "secret")
    assert said["persona.biography (comment)"] == ("verborgen", "secret")
    assert "verborgen" not in said["persona.biography"][0]


def briefing(**said: str) -> Site:
    document = Briefing.model_validate(
        {"id": "b", "path": "content/briefings/b.md", "title": "Najaar", **said}
    )
    return Site(briefings={"b": document})


def test_a_leak_names_its_field_its_file_and_its_line(tmp_path: Path):
    source = tmp_path / "content" / "briefings" / "b.md"
    source.parent.mkdir(parents=True)
    source.write_text("---\ntitle: Najaar\nbudget: achtentwintigduizend\n---\n", "utf-8")
    site = briefing(budget="achtentwintigduizend")
    hits = leaks.secret_leaks(site, {"b/index.html": page("Achtentwintigduizend")}, NO_CORPUS,
                              NL.date)  # fmt: skip
    problem = leaks.problems(hits, NL, tmp_path)[0]
    assert (problem.place.path, problem.place.line) == ("content/briefings/b.md", 3)
    assert NL.say(problem.what, **problem.values) == (
        "briefing.budget (Geheim) zou het bedrijf verlaten in b/index.html, text"
    )


def test_another_briefing_is_a_leak_too():
    one = briefing()
    both = Site(briefings={**one.briefings, "c": Briefing(
        id="c", path="content/briefings/c.md", title="Het andere bureau wint")})  # fmt: skip
    files = {"index.html": page("Najaar. Het andere bureau wint")}
    hits = leaks.agency_leaks(both, {"b": (one, files)}, NO_CORPUS, NL.date)
    assert [(leak.leaf.field, leak.file) for leak in hits] == [("briefing.title", "index.html")]


def test_paths_and_names_of_the_machine_are_leaks():
    hits = leaks.agency_leaks(
        Site(), {"b": (Site(), {"a.svg": f"<svg n='{Path.cwd()}/x'/>".encode()})}, NO_CORPUS,
        NL.date, leaks.machine(),
    )  # fmt: skip
    assert "folder of this computer" in [leak.leaf.field for leak in hits]


# Again and again ------------------------------------------------------------------------------


def test_a_file_is_searched_once_however_often_the_site_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    read: list[str] = []
    inside = views.inside

    def counted(name: str, *rest: Any) -> Iterator[views.View]:
        if name:  # and no word that may be Base64, of which it is remembered what it says
            read.append(name)
        return inside(name, *rest)

    monkeypatch.setattr(views, "inside", counted)
    secret = "Achtentwintigduizend eenmalig"
    store = Store(tmp_path / "made")

    def built(**files: str) -> list[str]:
        """The files with the secret in them, in a build of its own with words of its own."""
        spoken = Words("nl", gettext.NullTranslations())
        held = {name: text.encode() for name, text in files.items()}
        hits = leaks.secret_leaks(
            briefing(budget=secret), held, NO_CORPUS, spoken.date, Searched(store)
        )
        return [leak.file for leak in hits]

    assert built(a="Niets bijzonders.", b=f"Voor {secret}.") == ["b"]
    assert read == ["a", "b"]
    assert built(a="Toch iets anders.", b=f"Voor {secret}.") == ["b"]
    assert read == ["a", "b", "a"]
    assert built(a=f"Voor {secret}!", b="Niets bijzonders.") == ["a"]


def test_of_a_changed_document_only_its_own_texts_are_looked_for(tmp_path: Path) -> None:
    """Every pair of a document and a file is searched once, and what was found stays found."""
    one, other, third = (f"Geheim nummer {number} van allen" for number in ("een", "twee", "drie"))
    files = {"a.html": page(one), "b.html": page(f"{other} {third}")}

    def hits(**said: str) -> list[tuple[str, str]]:
        wanted = [Leaf(path, "f", text, Visibility.SECRET) for path, text in said.items()]
        with Store(tmp_path / "made") as store:
            found = Scanner(written(wanted, NL.date)).leaks(files, (), Searched(store))
        return [(leak.file, leak.leaf.path) for leak in found]

    looked: list[int] = []
    search = scanning._Search.file

    def counted(self: scanning._Search, *what: Any) -> Any:
        looked.append(len(self._at))
        return search(self, *what)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning._Search, "file", counted)
        assert hits(x=one, y=other) == [("a.html", "x"), ("b.html", "y")]
        assert hits(x=one, y=third) == [("a.html", "x"), ("b.html", "y")]
        assert hits(x="Iets heel anders", y=other) == [("b.html", "y")]
        assert hits(x=one, y=other) == [("a.html", "x"), ("b.html", "y")]
    assert looked == [2, 2, 1, 1, 1, 1]


def test_what_two_builds_share_is_looked_up_once_and_what_differs_is_seen() -> None:
    """In one process: the same secret in the same bytes, another secret, other bytes."""
    asked: list[bytes] = []

    class Counting(Store):
        def get(self, key: bytes) -> bytes | None:
            asked.append(key)
            return super().get(key)

    one, other = briefing(budget=CANARY), briefing(budget="Achtentwintigduizend eenmalig")
    files = {"a.html": page(CANARY), "b.html": page("Niets bijzonders.")}

    def hits(site: Site, files: dict[str, bytes]) -> list[str]:
        asked.clear()
        before = Searched(Counting(None))
        found = leaks.secret_leaks(site, files, NO_CORPUS, NL.date, before)
        return [leak.file for leak in found]

    assert hits(one, files) == ["a.html"]
    assert hits(one, files) == ["a.html"]
    assert asked == []
    assert hits(other, files) == []
    assert hits(one, {**files, "b.html": page(f"{CANARY}.")}) == ["a.html", "b.html"]
    assert hits(one, {"a.html": files["b.html"], "b.html": files["a.html"]}) == ["b.html"]


def test_what_may_be_said_anyway_is_asked_of_the_content_of_now() -> None:
    """A stretch that another document said at the build before, and does not say any more."""
    said = Persona(id="x", path="content/personas/x.md", name="X", biography=CANARY)
    silent = Persona(id="x", path="content/personas/x.md", name="X", biography="Niets.")
    files = {"a.html": page(CANARY)}
    held = briefing(budget=CANARY)

    def hits(persona: Persona) -> int:
        site = replace(held, personas={"x": persona})
        return len(leaks.secret_leaks(site, files, NO_CORPUS, NL.date))

    assert [hits(said), hits(silent), hits(said), hits(silent)] == [0, 1, 0, 1]


def test_a_set_of_groups_that_is_not_what_its_name_says_is_none(tmp_path: Path) -> None:
    """Somebody writes that a file was searched for what it was not searched for."""
    assert again(tmp_path / "kept", "a.html", page(CANARY), "Iets heel anders") == []
    wanted = scanner("Iets heel anders", CANARY)._names
    with Store(tmp_path / "kept") as store:
        key = searched._of_set(scanner("Iets heel anders")._names.name)
        assert store.get(key) is not None
        store.put(key, json.dumps(wanted.names).encode())
    assert again(tmp_path / "kept", "a.html", page(CANARY), "Iets heel anders", CANARY) == ["f1"]


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_is_folded_like_any_other(text: str):
    wanted = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    assert fold(text).words == [word.encode() for word in wanted]
    assert fold(text).run == "".join(wanted)


# What is remembered of earlier builds ----------------------------------------------------------


def again(path: Path, name: str, content: bytes, *texts: str) -> list[str]:
    with Store(path) as store:
        found = scanner(*texts).leaks({name: content}, (), Searched(store))
    return [leak.leaf.field for leak in found]


def test_a_file_that_was_searched_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, nothing = tmp_path / "kept", page("Niets bijzonders.")
    assert again(kept, "a.html", nothing, CANARY) == []
    assert again(kept, "a.html", page(CANARY), CANARY) == ["f0"]
    read: list[str] = []
    inside = views.inside
    monkeypatch.setattr(views, "inside", lambda *a: read.append(a[0]) or inside(*a))
    assert again(kept, "b.html", nothing, CANARY) == []
    assert again(kept, "b.html", page(CANARY), CANARY) == ["f0"]
    assert read == []
    # Other bytes, another way to read them, and other texts are all searched.
    assert again(kept, "a.html", nothing + b" ", CANARY) == []
    assert again(kept, "a.txt", nothing, CANARY) == []
    assert again(kept, "a.html", nothing, "Niets bijzonders") == ["f0"]
    assert read == ["a.html", "a.txt", "a.html"]


def test_the_same_bytes_under_another_name_are_found_by_their_name(tmp_path: Path) -> None:
    nothing = page("Niets bijzonders.")
    assert again(tmp_path / "kept", "a.html", nothing, CANARY) == []
    assert again(tmp_path / "kept", "kanarie café 4711.html", nothing, CANARY) == ["f0"]


@pytest.mark.parametrize("rubbish", [b"", b"x", b"x" * 50])
def test_a_broken_memory_is_no_memory(tmp_path: Path, rubbish: bytes) -> None:
    (tmp_path / "kept").write_bytes(rubbish)
    assert again(tmp_path / "kept", "a.html", page(CANARY), CANARY) == ["f0"]


# Keys -----------------------------------------------------------------------------------------

AGENCY_KEYS = Scanner((), keys(Visibility.AGENCY))
COLLEAGUES_KEYS = Scanner((), keys(Visibility.AGENCY, Visibility.INTERNAL))


def test_what_unpacks_to_more_than_memory_holds_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = a_zip(body="x" * 5_000)
    monkeypatch.setattr(views, "MOST", 6_000)
    assert any("a.txt, " in view.part for view in views.inside("a.zip", bomb, ()))
    monkeypatch.setattr(views, "MOST", 4_999)
    assert not any("a.txt, " in view.part for view in views.inside("a.zip", bomb, ()))


@pytest.mark.parametrize(
    ("name", "content", "field"),
    [
        ("a.html", page("Zij notes_internal: x"), "notes_internal"),
        ("a.html", page("notes_<b>internal</b>&#58; x"), "notes_internal"),
        ("a.html", page("&quot;revenue_share&quot;: x"), "revenue_share"),
        ("a.html", page("budget: 50"), "budget"),
        ("a.html", page("Zij werkt.\nvalue: 50"), "value"),
        ("a.html", page("- <code>ticket：</code> 50"), "ticket"),
        ("a.json", b'{"notes_internal": 1}', "notes_internal"),
        ("a.pdf", a_pdf(drawn="notes_internal: x"), "notes_internal"),
        ("a.pdf", a_pdf(title="notes_internal: x"), "notes_internal"),
        ("a.zip", a_zip(body="notes_internal: x"), "notes_internal"),
    ],
)
def test_the_key_of_a_secret_field_is_a_leak_everywhere(
    name: str, content: bytes, field: str
) -> None:
    for scanner_ in (AGENCY_KEYS, COLLEAGUES_KEYS):
        assert [leak.leaf.field for leak in scanner_.leaks({name: content}, ())] == [field]


@pytest.mark.parametrize("line", ["segment: A", "review_by: x", "status: concept", "owner : x"])
def test_the_key_of_an_internal_field_is_a_leak_to_an_agency(line: str) -> None:
    assert AGENCY_KEYS.leaks({"a.html": page(line)}, ())
    assert not COLLEAGUES_KEYS.leaks({"a.html": page(line)}, ())


def test_control_a_scan_without_keys_misses_them() -> None:
    assert not Scanner(()).leaks({"a.html": page("notes_internal: x")}, ())


@pytest.mark.parametrize(
    "text",
    ["Status: concept", "De waarde: veel", "zo is de value: veel", "Budget: 50", "notes_internal",
     "<a href='a/notes_internal:x'>x</a>", "<script>value: 3</script>", "<dt>value</dt>",
     "since 2016: x", "my_notes_internals: x"],
)  # fmt: skip
def test_prose_and_interface_are_no_keys(text: str) -> None:
    assert AGENCY_KEYS.leaks({"a.html": page(text)}, ()) == ()


def test_the_name_of_our_own_file_is_no_text_of_a_copys() -> None:
    """`peter-poster-a3` stands in copies.yaml and, with "-agency", in a pack."""
    text = "- {sheet: peter-poster-a3, mark: abc1234, size: a3, place: Directiekamer}\n"
    files = {"personas/peter.md": "---\nname: Peter\n---\n", "copies.yaml": text}
    loaded = content.load(project(files) / "content", date(2026, 11, 22))
    assert loaded.site, loaded.problems
    said = {leaf.field: leaf.value for leaf in leaves(loaded.site)}
    found = {value for field, value in said.items() if field.startswith("copie")}
    assert found == {"Directiekamer"}


def test_files_that_are_read_when_they_are_needed_are_searched_and_not_held() -> None:
    secret = "De marge is achttien procent"
    held = {"a.html": page(secret)}
    files = Files(held, {"b.html": lambda: page(secret), "c.html": lambda: page("niets")})
    one = scanner(secret)
    found = [leak.file for leak in one.leaks(files, ())]
    assert found == [leak.file for leak in one.leaks(dict(files), ())] == ["a.html", "b.html"]
    other = scanner(f"{secret} en meer")
    other.leaks(files, ())
    assert other._held.files.keys() == held.keys()


def test_what_is_folded_fast_is_what_every_text_becomes() -> None:
    joining = [*"e\u0301\u0308a\u0345\u3099\u304b\u1100\u1161\u11a8", "\ufb01", "\ud800"]
    alone = sorted(ALONE)
    pools = [alone, list(map(chr, range(128))), joining]
    chance = random.Random(7)
    texts = [f"a{one}b{one}" for one in alone]
    for _ in range(20_000):
        chosen = pools[: chance.randrange(1, 4)]
        texts.append("".join(chance.choice(chance.choice(chosen)) for _ in range(8)))
    for text in texts:
        words, folded = slowly_folded(text), fold(text)
        assert folded.words == words, ascii(text)
        assert folded.run.encode("utf-8", "surrogatepass") == b"".join(words), ascii(text)


def test_what_stands_between_the_tags_of_every_page_is_folded_fast() -> None:
    assert views.APART in ALONE


def test_control_what_joins_with_the_letter_before_it_is_not_folded_by_itself() -> None:
    assert fold("cafe\u0301").words == ["caf\u00e9".encode()]
    assert "\u0301" not in ALONE


@pytest.mark.parametrize("length", [12, 20, 31, 60])
@pytest.mark.parametrize(
    "letters", ["abcdeéëü", "абвгдежз", "مرحبابكم", "漢字仮名交文", "abcабвéü漢"]
)
def test_texts_of_every_script_are_found_among_those_of_every_other(
    letters: str, length: int
) -> None:
    chance = random.Random(f"{letters}{length}")
    wanted = ["".join(chance.choices(letters, k=length)) for _ in range(20)]
    index = Index(wanted)
    for around in ("Zomaar een zin, ", "Просто так, ", "هكذا فقط، "):
        for number, text in enumerate(wanted):
            found = index.find(fold(f"{around}{text} {around}"))
            assert number in {hit.number for hit in found}
        assert not list(index.find(fold(around * 9)))

"""Nothing but the sheet's own addresses is fetched, and what WeasyPrint complains of fails."""

import gc
import logging
import weakref

import pytest

from affiche.errors import AfficheError
from affiche.sheets.layout import typeset
from affiche.sheets.layout.typeset import COLLECT_EVERY, Sweeper, Typesetter
from tests.support.sheets import persona_sheets, site_of, theme


class Written:
    """A renderer whose sheet is a given text."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.theme = theme()

    def sheet(self, sheet: object, **fit: object) -> str:
        return self.html

    def inside(self, address: str) -> tuple[bytes, str]:
        if address == "affiche:static/a.css":
            return b"p { color: red }", "text/css"
        if address.startswith("affiche:static/fonts/"):
            found = self.theme.find("static", "fonts", address.rpartition("/")[2])
            return found.read_bytes(), ""
        raise AfficheError(f"a sheet asks for {address!r}, which is not part of the project")


def lay(body: str) -> object:
    sheet = persona_sheets(site_of({"personas/p.md": "---\nname: P\n---\n"}))[0]
    return Typesetter(Written(f"<title>P</title>{body}")).lay(sheet)  # type: ignore[arg-type]


def test_a_sheet_gets_its_own_files():
    assert lay('<link rel="stylesheet" href="affiche:static/a.css"><p>Tekst')


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/hosts" alt="">',
        '<img src="http://127.0.0.1:9/a.png" alt="">',
        '<img src="affiche:static/weg.png" alt="">',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        '<style>p { background: url("ftp://example.org/a") }</style><p>Tekst',
        '<p style="colour: red">Tekst',
        '<img alt="" src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\' '
        "width='9' height='9'><image href='file:///etc/hosts' width='9' height='9'/></svg>\">",
    ],
)
def test_everything_else_fails_and_names_the_sheet(body):
    with pytest.raises(AfficheError, match=r"personas/p/p-poster-a2\.pdf"):
        Typesetter.pdf(*_laid(body))


def _laid(body: str) -> tuple[object, object, object]:
    sheet = persona_sheets(site_of({"personas/p.md": "---\nname: P\n---\n"}))[0]
    typesetter = Typesetter(Written(f"<title>P</title>{body}"))  # type: ignore[arg-type]
    return typesetter, sheet, typesetter.lay(sheet)


def test_no_handler_stays_behind():
    before = list(logging.getLogger("weasyprint").handlers)
    lay("<p>Tekst")
    assert logging.getLogger("weasyprint").handlers == before


PAGE = """<!doctype html><html lang="nl"><head><title>P</title>
<style>p {{ font-size: {}pt }}</style></head><body><h1>P</h1><p>Tekst  met <b>nadruk</b>
<svg viewBox="0 0 30 9" width="30" height="9"><title>T</title>
<text x="1" y="8">  een   <tspan>twee </tspan> drie </text></svg></p></body>"""


def test_a_page_is_parsed_once_for_all_its_sizes_and_looks_as_if_parsed_anew(monkeypatch):
    sheet = persona_sheets(site_of({"personas/p.md": "---\nname: P\n---\n"}))[0]
    parsed, page = [], typeset._Page
    monkeypatch.setattr(typeset, "_Page", lambda *given: parsed.append(1) or page(*given))
    written = Written("")
    once, made = Typesetter(written), []  # type: ignore[arg-type]
    for size in (9, 12, 10):
        written.html = PAGE.format(size)
        made.append(once.pdf(sheet, once.lay(sheet)))
    assert (len(parsed), len(set(made))) == (1, 3)
    anew = Typesetter(written)  # type: ignore[arg-type]
    assert anew.pdf(sheet, anew.lay(sheet)) == made[-1]


class Ring:
    """What only a sweep clears away."""

    def __init__(self) -> None:
        self.itself = self


def test_what_stays_is_swept_through_once_and_what_comes_later_always():
    sweeper = Sweeper()
    with sweeper.off():
        kept = [[each] for each in range(1000)]
    try:
        assert gc.get_freeze_count() > len(kept)
        with sweeper.off():
            ring = weakref.ref(Ring())
            assert ring() is not None
        for _ in range(COLLECT_EVERY):
            with sweeper.off():
                assert not gc.isenabled()
        assert ring() is None
    finally:
        gc.unfreeze()

"""What WeasyPrint is spared changes nothing that it lays out or paints."""

import subprocess
import sys

import pydyf
import pytest
import tinyhtml5.inputstream as stream
from weasyprint.css import AnonymousStyle, ComputedStyle, InitialStyle
from weasyprint.css.computed_values import COMPUTER_FUNCTIONS
from weasyprint.css.properties import INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import Box
from weasyprint.html import HTML_HANDLERS
from weasyprint.images import SVGImage
from weasyprint.svg import TAGS

from affiche.sheets.layout import boxes, drawings, hastened, styles, trees, typeset
from affiche.sheets.press import worker
from tests.support.sheets import persona_sheets, printed, site_of
from tests.support.sheets_of_paper import laid

SITE = {
    "personas/p.md": "---\nname: Pia van den Wijngaardenberg\ngoals: [Slapen, Eten]\n"
    "pains: [Verwarmingsinstallatiebedrijven bellen nooit terug]\n"
    "channels: [{channel: phone, use: 5}, {channel: email, use: 5}, phone]\n---\n"
    "Zij woont in Breda.\n\n"
    "| Dag | Uur |\n|---|---|\n| ma | 3 |\n\n- een *lijst*\n- met ~~twee~~ punten\n"
}
ICON = """<svg viewBox="0 0 9 9" width="{0}" height="16"><title>Teken</title><g fill="#123">
<circle cx="3" cy="3" r="2"/><path d="M1 1h7v7z" stroke="#456" fill="none"/></g></svg>"""
FAINT = ICON.replace("<g", '<g opacity=".5"')
# Logical sides, shares, collapsed borders, marks, underlining, quotes, hyphens, both directions.
BODY = """<h1>Kop</h1><p style="margin-inline-start: 3mm; width: 50%">Verwarmingsinstallaties
<u>onder</u> <q>zei zij</q> <a href="https://example.org">daar</a></p>
<div dir="rtl" style="padding-block: 4%; box-sizing: border-box; height: 40mm"><p>שלום עולם</p>
<p style="height: 50%; min-height: 10%; text-align: justify">Een twee drie vier vijf zes</p></div>
<ul><li>een</li><li style="text-indent: 1em; letter-spacing: .1em">twee</li></ul>
<table style="border-collapse: collapse"><tr><td style="border: 1mm solid">a</td><td>b</td></tr>
</table><svg viewBox="0 0 40 9" width="160" height="36"><text x="1" y="8" font-size="6"
font-family="Source Sans 3">in een tekening</text>
<marker id="m" viewBox="0 0 2 2" markerWidth="2" markerHeight="2"><circle r="1"/></marker>
<path d="M1 1l4 2q3 1 2 4zM9 9" marker-mid="url(#m)" marker-end="url(#m)"/>
<path d="M1 1l4 2q3 1 2 4zM9 9" marker-mid="url(#m)" font-size="3"/><path d="M1em 1L50% 2"/>
<g transform="scale(.5)"><path d="M1em 1L50% 2M1em 1h2"/><path d="M1 1L2"/></g></svg>
<div style="display: flex; width: 40%"><b>een</b><i>twee</i></div>""" + "".join(
    f"<p style='color: red'>{icon.format(size)} teken</p>"
    for icon in (ICON, FAINT, ICON) for size in (16, 16, 20)
)  # fmt: skip
STYLE = """p { hyphens: auto; font-size: 14pt } body { width: 60mm; text-decoration: none }
h1::first-letter { color: red; font-size: 2em } li::first-line { letter-spacing: 1mm }
h1 { position: relative } u { border-radius: 1mm 20%; background: #EEE; position: absolute }
div { box-shadow: 1mm 1mm #CCC } td { background: linear-gradient(#FFF, #DDD) }
ul { visibility: hidden; background: red } body { background: #FAFAFA }
i::before { content: "!"; border-inline-start: 1mm solid }"""


# Of logical properties, nobody asks the value.
KEYS = [k for k in INITIAL_VALUES if k not in INITIAL_NOT_COMPUTED or k in COMPUTER_FUNCTIONS]


@pytest.fixture
def slow(monkeypatch):
    """WeasyPrint as it is by itself."""
    hurried = (
        (hastened._resolved, hastened.lengths),
        (hastened._rounded, hastened.radii),
        (hastened._font, hastened.font_key),
        (hastened._split, hastened.line),
        (hastened._strut, hastened.strut),
        (hastened._found, hastened.sheets),
        (hastened._named, hastened.page_name),
        (hastened._grounded, hastened.grounds),
        (hastened._page_grounded, hastened.grounds_of_page),
        (hastened._told, hastened.told),
    )
    worker._WARM.clear()
    with monkeypatch.context() as patch:
        patch.setattr(ComputedStyle, "__init__", hastened._styled)
        patch.setattr(ComputedStyle, "__missing__", hastened._computed)
        patch.setattr(AnonymousStyle, "__init__", hastened._unsaid)
        patch.setattr(Box, "is_in_normal_flow", hastened._flows)
        patch.setattr(Box, "descendants", hastened._descended)
        patch.setattr(Page, "paint", hastened._painted)
        patch.setattr(pydyf, "_to_bytes", hastened._bytes)
        patch.setattr(typeset, "matcher", styles.plainly)
        patch.setitem(TAGS, "path", hastened._outlined)
        patch.setattr(SVGImage, "__init__", hastened._pictured)
        patch.setattr(SVGImage, "draw", hastened._drawn)
        patch.setattr(typeset, "bare", lambda sheet, _: sheet)
        patch.setattr(typeset, "tree_of", lambda _: None)
        patch.setitem(HTML_HANDLERS, trees.DRAWING, drawings._handled)
        for old, new in hurried:
            hastened.swap(new, old)
        yield
        for old, new in hurried:
            hastened.swap(old, new)
    worker._WARM.clear()


def test_sheets_have_the_same_bytes(request):
    site = site_of(SITE)
    sheets = persona_sheets(site)
    hurried = [printed(site, sheet).pdf for sheet in sheets]
    assert all(hurried)
    request.getfixturevalue("slow")
    assert [printed(site, sheet).pdf for sheet in sheets] == hurried


def test_a_page_with_all_sorts_of_lengths_has_the_same_bytes(request):
    hurried = laid(BODY, STYLE)
    request.getfixturevalue("slow")
    assert laid(BODY, STYLE) == hurried


def page(body: str = BODY, style: str = STYLE):  # type: ignore[no-untyped-def]
    html = f'<html lang="nl"><style>{style}</style><body>{body}'
    return typeset.weasyprint.HTML(string=html).render()


def computed_styles():  # type: ignore[no-untyped-def]
    """What each style on a page is made of."""
    every = {id(box.style): box.style for box, _ in boxes.walk(boxes.page_box(page()))}
    found = [style for style in every.values() if isinstance(style, ComputedStyle)]
    assert len(found) > 15
    for style in found:
        yield (
            *(style.parent_style, style.cascaded, style.pseudo_type, style.root_style),
            *(style.base_url, style.font_config, style.initial_page_sizes),
        )


def test_each_value_of_each_style_is_the_same():
    for made_of in computed_styles():
        fast, slowly = ComputedStyle(*made_of), ComputedStyle.__new__(ComputedStyle)
        hastened._styled(slowly, *made_of)
        for key in KEYS:
            computed = slowly[key] if key in slowly else hastened._computed(slowly, key)
            assert fast[key] == computed, key


def test_each_value_of_which_nothing_is_said_is_the_same():
    for made_of in computed_styles():
        around = ComputedStyle(*made_of)
        fast, slowly = AnonymousStyle(around), AnonymousStyle.__new__(AnonymousStyle)
        hastened._unsaid(slowly, around)
        for key in KEYS:
            assert fast[key] == slowly[key], key


def test_few_values_are_computed(monkeypatch):
    """The control: where all of them are, this turns red."""
    asked = []
    computed = hastened._computed
    monkeypatch.setattr(hastened, "_computed", lambda *said: (asked.append(1), computed(*said))[1])
    every = list(computed_styles())
    asked.clear()
    for made_of in every:
        fresh = ComputedStyle(*made_of)
        assert len([fresh[key] for key in KEYS]) == len(KEYS)
    assert 0 < len(asked) < len(every) * len(KEYS) / 4


@pytest.mark.parametrize("around", [(200.0, 300.0), (200.0, "auto")])
def test_each_length_of_each_box_is_the_same(around):
    found = [box for box, _ in boxes.walk(boxes.page_box(page())) if hasattr(box, "margin_left")]
    for box in found:
        fast, slowly = box.copy(), box.copy()
        hastened.lengths(fast, around)
        hastened._resolved(slowly, around)
        assert isinstance(fast, Box)
        assert vars(fast) == vars(slowly)


def test_a_line_is_broken_once(monkeypatch):
    asked = []
    split = hastened._split
    monkeypatch.setattr(hastened, "_split", lambda *said: (asked.append(said[0]), split(*said))[1])
    twice = page("<p>Dezelfde woorden</p><p>Dezelfde woorden</p><p><b>Dezelfde woorden</b></p>", "")
    assert asked.count("Dezelfde woorden") == 2  # once bold
    texts = [box for box, _ in boxes.walk(boxes.page_box(twice)) if hasattr(box, "pango_layout")]
    assert len({id(box.pango_layout) for box in texts}) == 3


@pytest.mark.parametrize("kind", hastened._ASKED)
def test_styles_have_one_number_where_they_are_alike(kind):
    """Whether they say so themselves, have it from around them, or had it written into them."""
    found = [box.style for box, _ in boxes.walk(boxes.page_box(page()))]
    own = found[-1].copy()
    own["font_size"] = 77
    told = {
        (repr([style[name] for name in hastened._ASKED[kind]]), hastened._number(style, kind))
        for style in (*found, own)
        if not isinstance(style, InitialStyle)
    }
    alike, numbers = ({one[at] for one in told} for at in (0, 1))
    assert len(told) == len(alike) == len(numbers) > 3


def test_corners_are_rounded_where_they_are():
    made = page()
    made.write_pdf()
    walked = boxes.walk(boxes.page_box(made))
    found = {(b.element_tag, b.border_top_right_radius != (0, 0)) for b, _ in walked}
    assert ("u", True) in found and ("h1", False) in found and ("h1", True) not in found


def test_style_sheets_in_a_page_are_found():
    box = next(b for b, _ in boxes.walk(boxes.page_box(page())) if b.element_tag == "p")
    assert box.style["font_size"] == pytest.approx(14 / 0.75)
    assert list(hastened.sheets(typeset.weasyprint.HTML(string="<p>").wrapper_element)) == []


def test_elements_are_no_footnotes_unless_one_is_asked_for():
    (sheet,) = typeset.weasyprint.HTML(string="")._ua_stylesheets()
    assert hastened.bare(sheet, "<p style='float: footnote'>") is sheet
    assert hastened.bare(sheet, "<p style='display: list-item'>") is sheet
    assert hastened.bare(sheet, "<select><option>") is sheet
    less = hastened.bare(sheet, "<p>Tekst</p>")
    assert {one[3] for one in less.matcher.other_selectors} == {None}
    assert "marker" in {one[3] for one in less.matcher.lower_local_name_selectors["li"]}
    assert len(less.matcher.other_selectors) < len(sheet.matcher.other_selectors)


def test_runs_of_letters_are_what_tinyhtml5_takes():
    letters = frozenset("<&")
    runs = stream.characters_until_regex
    assert isinstance(runs, hastened._Runs)
    assert runs[letters, False].match("ab<c")[0] == "ab"
    assert runs[letters, True].match("<&b")[0] == "<&"
    assert runs[letters, True] is runs[letters, True]


ANOTHER = """
import sys
from importlib import metadata
known = metadata.version
metadata.version = lambda name: "71.0" if name == "weasyprint" else known(name)
sys.modules["affiche.sheets.layout.hastened"] = None  # of which nothing can be imported
from affiche.sheets.layout import typeset
(sheet,) = typeset.weasyprint.HTML(string="")._ua_stylesheets()
assert typeset.bare(sheet, "<p>Tekst</p>") is sheet
"""


def test_another_version_is_left_alone():
    """It may have nothing of what is imported here."""
    done = subprocess.run([sys.executable, "-c", ANOTHER], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    control = ANOTHER.replace('"71.0"', '"70.0"')
    done = subprocess.run([sys.executable, "-c", control], capture_output=True, text=True)
    assert "affiche.sheets.layout.hastened" in done.stderr


def test_parts_on_pages_of_other_names_stand_on_them(request):
    named = "@page wide { size: 300mm 200mm } .wide { page: wide } * { break-before: auto }"
    body = "<p>Een</p><div><div class='wide'><p>Twee</p></div></div><p>Drie</p>"

    def widths():  # type: ignore[no-untyped-def]
        return [round(one.width) for one in page(body, named).pages]

    hurried = widths()
    assert len(set(hurried)) == 2
    request.getfixturevalue("slow")
    assert widths() == hurried


def test_what_only_measures_has_no_backgrounds():
    """A page gets them once it is painted; those of every box are then the same (see above)."""
    made = page()
    root = boxes.page_box(made)
    grounds = [box for box, _ in boxes.walk(root) if "background" in vars(box)]
    assert not grounds
    made.write_pdf()
    assert [box.element_tag for box, _ in boxes.walk(root) if box.background]
    assert root.canvas_background


@pytest.mark.parametrize("placeholders", [True, False])
def test_all_that_is_in_a_box_comes_in_its_order(placeholders):
    root = boxes.page_box(page())
    found = list(hastened.descendants(root, placeholders))
    assert found == list(hastened._descended(root, placeholders))
    assert len(found) > 50


HEAD = "<head><title>Kop</title><meta name=author content=Zij></head>"


@pytest.mark.parametrize("body", ["<p>Tekst", "<p>Tekst<meta name=keywords content=a>"])
def test_a_page_tells_the_same_of_itself(body):
    html = typeset.weasyprint.HTML(string=f"<html lang=nl>{HEAD}<body>{body}")
    found = hastened.told(html)
    assert found == hastened._told(html)
    assert (found["title"], found["authors"], found["lang"]) == ("Kop", ["Zij"], "nl")
    assert found["keywords"] == (["a"] if "meta" in body else [])


@pytest.mark.parametrize("item", [b"q", "1 0 R", 7, -3, True, 2.0, 0.12345678, pydyf.String("a")])
def test_parts_of_a_pdf_are_written_alike(item):
    assert hastened.to_bytes(item) == hastened._bytes(item)

"""What a company changes and nothing else: style sheets, and one part of a page at a time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from affiche import pages
from affiche.building import pipeline
from affiche.building.drafts import prepare
from affiche.building.options import Options
from affiche.errors import ContentError
from affiche.pages.plan import Frame
from affiche.render import INSIDE, Renderer
from affiche.sheets.press.press import fitter
from affiche.words import words
from tests.support.projects import TODAY, project, tree

CONTENT = {
    "site.yaml": "theme: own\n",
    "personas/peter.md": "---\nname: Peter de Vries\ngoals: [Rust]\n---\nPeter.\n",
    "journeys/ketel.yaml": "title: Ketel\npersona: peter\nphases: [{id: buy, emotion: 1}]\n",
    "briefings/app.md": "---\ntitle: App\npersonas: [peter]\ndeadline: 2027-01-01\n---\n",
}
OWN = "extends: affiche\n"
HOME, CHIP = "pages/home.html.j2", "parts/chip.html.j2"
MACROS = '{% from "parts/macros.html.j2" import face %}'
FACE = '{% from "parts/face.html.j2" import chip with context %}'


def options(root: Path) -> Options:
    return Options(root / "content", root / "themes", root / "site", TODAY, pdf=False, jobs=1)


def themed(files: dict[str, str | bytes]) -> Path:
    own = {f"../themes/own/{name}": body for name, body in files.items()}
    return project({**CONTENT, "../themes/own/theme.yaml": OWN, **own})


def mistakes(root: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        pipeline.build(options(root))
    say = words("nl").say
    return [
        f"{p.place.path.removeprefix('themes/own/')}:{p.place.line}: {say(p.what, **p.values)}."
        f" {say(p.hint, **p.values)}"
        for p in caught.value.problems
        if p.kind == "error"
    ]


STYLES = {
    "theme.yaml": OWN + "css: {screen: [own.css], paper: [paper.css], pack: [pack.css]}\n",
    "static/own.css": "h1 { color: red; background: url(mark.svg) }",
    "static/paper.css": "h1 { color: var(--accent); background: url(mark.svg) } /* </style> */",
    "static/pack.css": "h1 { color: blue; background: url(mark.svg) }",
    "static/mark.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
}


def test_an_own_style_sheet_is_the_last_one_on_every_page() -> None:
    """Also on a page that fills the block of the head without what stands there."""
    bare = '{% extends "affiche/pages/quality.html.j2" %}{% block head %}{% endblock %}'
    root = themed({**STYLES, "templates/pages/quality.html.j2": bare})
    pipeline.build(options(root))
    pages = {p: text.decode() for p, text in tree(root / "site").items() if p.endswith(".html")}
    assert len(pages) > 8
    for path, html in pages.items():
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
        assert re.search(r"assets/own-\w+\.css$", sheets[-1]), path
        assert (root / "site" / path).parent.joinpath(sheets[-1].lstrip("/")).is_file()
    (style,) = (root / "site" / "assets").glob("own-*.css")
    assert re.search(r'url\("mark-\w+\.svg"\)', style.read_text())


def test_an_own_style_sheet_is_on_every_sheet_and_in_every_pack() -> None:
    from affiche.packs import pack as packing

    draft = prepare(options(themed(STYLES)))
    plan = packing.plan(draft.site, "app", draft.theme, TODAY)
    renderer = Renderer(draft.theme, draft.site, draft.words, Frame("", "", "nl", menu=()))
    sheets = (*pages.plan_sheets(draft.site, draft.words, TODAY), *plan.sheets)
    assert {sheet.kind for sheet in sheets} >= {"persona", "journey", "feedback", "briefing"}
    for sheet in sheets:
        html = renderer.sheet(sheet, **fitter(sheet).REFERENCE)
        assert "h1 { color: var(--accent)" in html, sheet.path
    files = packing.files(plan, {})
    page = files["index.html"].decode()
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)[-1] == "page/pack.css"
    assert b"color: blue" in files["page/pack.css"]
    assert b'url("mark.svg")' in files["page/pack.css"] and "page/mark.svg" in files


def test_paper_takes_the_tokens_and_the_files_of_the_theme() -> None:
    from affiche.render import own

    theme = prepare(options(themed(STYLES))).theme
    sheets = {"paper.css": theme.find("static", "paper.css").read_bytes()}
    html = own.written("<head></head>", sheets, theme, lambda name: f"{INSIDE}static/{name}")
    assert 'url("affiche:static/mark.svg")' in html
    assert f"--accent: {theme.colors['accent']};" in html
    assert html.count("</style>") == 1 and html.endswith("</style>\n</head>")
    assert own.written("<head></head>", {}, theme, str) == "<head></head>"


def test_one_part_is_replaced_and_the_rest_stays() -> None:
    files = {
        "parts/persona-card.html.j2": (
            "{% macro persona_card(card, level='h3') %}<b class=eigen>{{ card.name }}</b>"
            "{% endmacro %}"
        ),
        "parts/foot.html.j2": "<footer>Eigen voet</footer>",
    }
    root = themed({f"templates/{name}": text for name, text in files.items()})
    pipeline.build(options(root))
    for page in ("index.html", "personas/index.html"):
        assert "<b class=eigen>Peter de Vries</b>" in (root / "site" / page).read_text("utf-8")
    assert "Eigen voet" in (root / "site" / "journeys" / "ketel" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("home.html.j2", "x", "home.html.j2:1: dit sjabloon vervangt niets, en geen ander"),
        ("home.html.j2", "x", "vraagt erom. Bedoelde je `templates/pages/home.html.j2`?"),
        ("base.html.j2", "x", "Bedoelde je `templates/pages/base.html.j2`?"),
        ("pages/persoonas.html.j2", "x", "Bedoelde je `templates/pages/personas.html.j2`?"),
        ("pages/home.html", "x", "Bedoelde je `templates/pages/home.html.j2`?"),
        ("persona-card.html.j2", "x", "Bedoelde je `templates/parts/persona-card.html.j2`?"),
        ("parts/macros.html.j2", "x", "Elk onderdeel heeft nu een eigen bestand"),
        (HOME, '{% extends "base.html.j2" %}', ":1: er is geen sjabloon `base.html.j2`"),
        (HOME, f"\n{MACROS}", ":2: er is geen sjabloon `parts/macros.html.j2`. Elk onderdeel"),
        (HOME, "a\n{% if page %}", ":2: `if` is niet gesloten"),
        (HOME, "a\n\n{% iff page %}", ":3: `iff` hoort hier niet"),
        (HOME, "a\n{{ page.titel }}", ":2: er is hier geen `titel`"),
        (HOME, "a\n{{ persona }}", ":2: er is geen `persona` in dit sjabloon"),
        (HOME, "a\n{{ page.title|hoofd }}", ":2: er is geen filter of test `hoofd`"),
        (HOME, "{{ 1 / 0 }}", ":1: dit sjabloon deelt door nul"),
        (HOME, "a\n{{ icon('stroe') }}", ":2: static/icons/stroe.svg staat niet in dit thema"),
        (HOME, "a\n{{ icon('stroe') }}", "Bedoelde je `static/icons/store.svg`?"),
        (HOME, "{{ asset('eigen.css') }}", ":1: static/eigen.css staat niet"),
        (HOME, f"{FACE}\n{{{{ chip() }}}}", ":2: er is geen macro `chip` in `parts/face.html.j2`"),
        (CHIP, "{% macro chop(text) %}{% endmacro %}", "chip.html.j2:1: de macro `chip` ontbreekt"),
        (CHIP, "\n{% macro chip(text) %}{% endmacro %}", ":2: de macro `chip` moet aannemen wat"),
        (CHIP, "\n{% macro chip(text) %}{% endmacro %}", "aanneemt: text, style, mark, glyph"),
    ],
)  # fmt: skip
def test_a_slip_in_a_template_is_named_at_the_file_that_is_wrong(
    name: str, text: str, expected: str
) -> None:
    found = mistakes(themed({f"templates/{name}": text}))
    assert len(found) == 1
    assert expected in found[0]


def test_a_template_of_its_own_is_fine_when_another_asks_for_it() -> None:
    home = (
        '{% extends "affiche/pages/home.html.j2" %}'
        '{% block hero %}{% include "own/hero.html.j2" %}{% endblock %}'
    )
    root = themed({"templates/pages/home.html.j2": home, "templates/own/hero.html.j2": "Hallo"})
    pipeline.build(options(root))
    assert "Hallo" in (root / "site" / "index.html").read_text("utf-8")


def test_an_icon_of_a_channel_is_looked_for_where_it_is_named() -> None:
    channel = "theme: own\nchannels:\n  balie: {name: Balie, icon: stroe}\n"
    root = project({**CONTENT, "../themes/own/theme.yaml": OWN, "site.yaml": channel})
    assert mistakes(root) == [
        "content/site.yaml:3: het thema heeft geen pictogram `stroe`. Bedoelde je `store`?"
    ]

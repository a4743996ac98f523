"""Templates see their page's data, link relatively, and reach nothing else."""

from __future__ import annotations

import posixpath
import random
import re
from pathlib import Path

import pytest
from jinja2 import TemplateRuntimeError, UndefinedError

from affiche import themes
from affiche.errors import AfficheError, Place
from affiche.model import ImageFile, Persona, Settings, Site
from affiche.pages.plan import Frame, Page
from affiche.render import Renderer
from affiche.render.addresses import relative
from affiche.render.policy import META
from affiche.words import words

THEME = {
    "parent/theme.yaml": (
        'colors: {ink: "#16213A", paper: "#FBF5EA"}\n'
        "faces: {Own: [own-400-normal.woff2]}\n"
        "fonts: {display: [Own], heading: [Own], body: [Own]}\n"
    ),
    "parent/static/fonts/own-400-normal.woff2": "font",
    "parent/static/site.css": 'body { background: url("dot.svg") }',
    "parent/static/dot.svg": "<svg/>",
    "parent/static/icons/phone.svg": '<svg class="x"><path d="M0 0"/></svg>',
    "parent/templates/base.html.j2": "[{% block main %}base{% endblock %}]",
    "parent/templates/page.html.j2": (
        "{% extends 'base.html.j2' %}{% block main %}old{% endblock %}"
    ),
    "own/theme.yaml": "extends: parent\n",
    "own/templates/page.html.j2": (
        "{% extends 'parent/page.html.j2' %}{% block main %}new {{ super() }}{% endblock %}"
    ),
}


def renderer(folder: Path, body: str | None = None, language: str = "nl") -> Renderer:
    files = THEME | ({"own/templates/test.html.j2": body} if body is not None else {})
    for name, text in files.items():
        path = folder / "themes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    drawing = folder / "peter.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    site = Site(
        settings=Settings(channels={"bus": {"name": "Bedrijfsbus", "icon": "truck"}}),
        personas={"ina": Persona(id="ina", path="content/personas/ina.md", name="Ina")},
        images={"peter.svg": ImageFile("peter.svg", str(drawing), "1", 10, 10, True)},
    )
    theme = themes.load(folder / "themes", "own")
    return Renderer(theme, site, words(language), Frame("Bedrijf", "", language, ()))


def page(template: str = "test.html.j2", **data: object) -> Page:
    source = Place("content/personas/peter.md")
    return Page("personas/peter/index.html", template, "Peter", "personas", data, source=source)


def shown(folder: Path, body: str, **data: object) -> str:
    """What a template makes, without the policy that every page begins with."""
    return renderer(folder, body).page(page(**data)).decode().replace(META, "", 1)


def test_a_template_may_build_on_its_parents(tmp_path: Path) -> None:
    assert renderer(tmp_path).page(page("page.html.j2")) == META.encode() + b"[new old]"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{{ url('index.html') }}", "../../index.html"),
        ("{{ url('personas/peter/peter-poster-a2.pdf') }}", "peter-poster-a2.pdf"),
        (
            "{{ '[I](ina.md)'|inline }}",
            '<a href="../ina/index.html" rel="noopener noreferrer">I</a>',
        ),
        ("{{ '[I](../personas/ina.md#x)'|inline }}", "../ina/index.html"),
        ("{{ '[I](nergens.md)'|inline }}", '<a rel="noopener noreferrer">I</a>'),
        ("{{ '[w](https://example.com/)'|inline }}", 'href="https://example.com/"'),
        ("{{ '[f](ftp://example.com/)'|inline }}", '<a rel="noopener noreferrer">f</a>'),
        ("{{ '[j](javascript:x)'|inline }}", '<a rel="noopener noreferrer">j</a>'),
        ("{{ '![p](../images/peter.svg)'|block }}", 'src="../../assets/peter-'),
        ("{{ '![p](https://example.com/p.png)'|block }}", '<span class="left-out">p</span>'),
        ("{{ '<b>'|e }}{{ text }}", "&lt;b&gt;&lt;i&gt;"),
        ("{{ 'bus'|channel_label }} {{ 'bus'|channel_icon }}", "Bedrijfsbus truck"),
        ("{{ 'phone'|channel_icon }} {{ 'rook'|channel_icon }}", "phone circle-dot"),
        ("{{ icon('phone') }}", '<svg class="icon" aria-hidden="true" focusable="false">'),
        ("{{ tokens.color.ink }} {{ tokens.font.body }}", "#16213A &#34;Own&#34;"),
        ("{{ 1234567|filesize }} {{ 4200|filesize }}", "1,2 MB 4 kB"),
        ("{{ 1.5|number }}", "1,5"),
    ],
)
def test_what_a_template_can_call(tmp_path: Path, body: str, expected: str) -> None:
    assert expected in shown(tmp_path, body, text="<i>")


def test_a_line_of_parts_keeps_each_in_its_own_direction(tmp_path: Path) -> None:
    body = '{{ [name, "1 juli"]|join(" · ") }}|{{ say("{who}, 42", who=name) }}|{{ name|apart }} 3'
    assert shown(tmp_path, body, name="Dana") == "Dana · 1 juli|Dana, 42|Dana 3"
    dana = "\u05d3\u05e0\u05d4"
    apart = f"\u2068{dana}\u2069"
    said = f"{apart} · \u20681 juli\u2069|{apart}, 42|{apart} 3"
    assert shown(tmp_path, body, name=dana) == said


def test_assets_have_the_hash_of_their_bytes(tmp_path: Path) -> None:
    made = renderer(tmp_path, "{{ asset('site.css') }} {{ asset('tokens.css') }}")
    html = made.page(page()).decode()
    assets = made.assets()
    assert sorted(re.sub("-[0-9a-f]{10}", "", path) for path in assets) == [
        "assets/dot.svg",
        "assets/own-400-normal.woff2",
        "assets/site.css",
        "assets/tokens.css",
    ]
    dot = next(path for path in assets if "dot" in path).removeprefix("assets/")
    css = next(content for path, content in assets.items() if "site" in path).decode()
    assert css == f'body {{ background: url("{dot}") }}'
    assert all(f"../../{path}" in html for path in assets if path.endswith(".css"))


def test_a_template_cannot_show_what_is_not_its_own(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError):
        shown(tmp_path, "{{ site.personas }}")


def test_content_is_never_a_template(tmp_path: Path) -> None:
    assert "{{ 7 * 7 }}" in shown(tmp_path, "{{ text|inline }}", text="{{ 7 * 7 }}")


def test_a_missing_static_file_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(
        TemplateRuntimeError, match=r"'nee\.css'; looked in own/static, parent/static"
    ):
        shown(tmp_path, "{{ asset('nee.css') }}")


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "http://x/", "affiche:image/nee.svg", "affiche:x/y"]
)
def test_a_sheet_reaches_nothing_outside(tmp_path: Path, address: str) -> None:
    with pytest.raises(AfficheError):
        renderer(tmp_path).inside(address)


def test_a_sheet_reaches_its_own(tmp_path: Path) -> None:
    made = renderer(tmp_path)
    assert made.inside("affiche:static/fonts/own-400-normal.woff2")[0] == b"font"
    assert made.inside("affiche:image/peter.svg")[1] == "image/svg+xml"


def test_a_path_is_named_from_a_page_as_the_library_does() -> None:
    """Which asks the disk each time where it is: a twentieth of the time of a page went there."""
    chance = random.Random(4)
    names = ("a", "b", "personas", "x.html", "..", ".", "", "c#d", "é")
    for _ in range(5_000):
        path, page = ("/".join(chance.choices(names, k=chance.randint(1, 4))) for _ in range(2))
        if path.strip("/") and not path.startswith("/") and not page.startswith("/"):
            expected = posixpath.relpath(path, posixpath.dirname(page) or ".")
            assert relative(path, page) == expected, (path, page)

"""A theme is a name, lies in its folder, and reads nothing from elsewhere."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from affiche import cli, themes
from affiche.errors import ContentError
from tests.support.projects import PETER, project, tree

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{}</svg>'
HEAD = "{{% extends 'affiche/pages/home.html.j2' %}}\n{{% block head %}}{}{{% endblock %}}"
RUNS = "{{ cycler.__init__.__globals__.os.mkdir('ran') }}"
HOUSE = {"personas/peter.md": PETER, "site.yaml": "theme: huis\n"}
OWN = {**HOUSE, "../themes/huis/theme.yaml": "extends: affiche\n"}


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Build the project in a folder: the exit code, and what was said."""

    def build(root: Path, *more: str) -> tuple[int, str]:
        monkeypatch.chdir(root)
        code = cli.main(["build", "--no-pdf", "--date", "2026-11-22", *more])
        return code, capsys.readouterr().err

    return build


def refused(root: Path, build, *parts: str, more: tuple[str, ...] = ()) -> str:  # type: ignore[no-untyped-def]
    """The build stops with exit 2, says all of `parts`, and leaves nothing behind."""
    code, err = build(root, *more)
    assert code == 2, err
    assert all(part in err for part in parts), err
    assert not (root / "site").exists() and not (root / "ran").exists()
    return str(err)


# Names -------------------------------------------------------------------------------------

INSIDE = {
    **HOUSE,
    "images/huis/theme.yaml": "extends: affiche\n",
    "images/huis/templates/pages/home.html.j2": RUNS,
}


@pytest.mark.parametrize(
    "name",
    [
        "../content/images/huis", "../../content/images/huis", "./huis", "huis/", "a/b", "..", ".",
        "..\\\\content\\\\images\\\\huis", "C:huis", "huis.bak", "/etc", "~", "huis ",
    ],
)  # fmt: skip
def test_a_theme_is_named_and_never_a_path(said, name: str):
    root = project({**INSIDE, "site.yaml": f'theme: "{name}"\n'})
    if name.strip() == "huis":  # a space at the end is no part of what was meant
        refused(root, said, "content/site.yaml:1:8: error: het thema `huis` bestaat niet")
    else:
        refused(root, said, "content/site.yaml:1:8: error:", "is geen naam van een thema")


def test_the_same_for_the_command_line_and_for_a_parent(said):
    refused(project(INSIDE), said, "is geen naam van een thema",
            more=("--theme", "../content/images/huis"))  # fmt: skip
    parent = {**OWN, "../themes/huis/theme.yaml": "extends: ../../content/images/huis\n"}
    refused(project({**INSIDE, **parent}), said, "themes/huis/theme.yaml:1:10: error:")


def test_content_can_never_be_the_folder_of_themes_nor_lie_in_it(said):
    refused(project(INSIDE), said, "die ligt in content", more=("--themes", "content/images"))
    root = project(INSIDE)
    with pytest.raises(ContentError):
        themes.outside(root, root / "content")
    themes.outside(root / "themes", root / "content")


@pytest.mark.parametrize("link", ["huis", "huis/templates", "huis/templates/pages/home.html.j2",
                                  "huis/static/logo.svg", "huis/locale"])  # fmt: skip
def test_a_link_does_not_lead_a_theme_into_the_content(said, link: str):
    root = project({**INSIDE, "images/logo.svg": SVG.format("")})
    target = root / "content/images" / link.replace("huis/static/", "")
    path = root / "themes" / link
    path.parent.mkdir(parents=True, exist_ok=True)
    if link != "huis":
        (root / "themes/huis/theme.yaml").write_text("extends: affiche\n")
    path.symlink_to(target)
    refused(
        root, said, "koppeling", "content/site.yaml:1:8" if link == "huis" else f"themes/{link}"
    )


def test_what_these_refuse_would_run(said):
    """The control: the same template in a theme of its own does run."""
    root = project({**OWN, "../themes/huis/templates/pages/home.html.j2": RUNS})
    assert said(root)[0] == 0 and (root / "ran").exists()


# Tokens ------------------------------------------------------------------------------------

ENDS = "a} @import url(//boos.example/x.css); b{c"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f'colors: {{"{ENDS}": "#000000"}}', "1:10"),
        ('colors: {"a: red; --b": "#000000"}', "1:10"),
        (f'shape: {{"{ENDS}": 1}}', "1:9"),
        (f'extra: {{"{ENDS}": "#000000"}}', "1:9"),
        ("logo: {main: noordlicht.svg, mono: ../../content/images/geheim.svg}", "1:36"),
        ("css: [../../../content/x.css]", "1:7"),
        ("css: {paper: https://boos.example/x.css}", "1:14"),
        (f'faces: {{"x\\"; {ENDS}": []}}', "1:9"),
        (f'fonts: {{body: ["x\\"; {ENDS}"]}}', "1:16"),
        ('fonts: {last: ["sans-serif; src: url(//boos.example)"]}', "1:16"),
        ('fonts: {paper: ["\\\\75rl(//boos.example)"]}', "1:17"),
        (f'fonts: {{languages: {{ja: "{ENDS}"}}}}', "1:25"),
        ("faces: {Eigen: [../../../content/images/x-400-normal.woff2]}", "1:17"),
        ("faces: {Eigen: ['x\"); } * { background: url(y-400-normal.woff2']}", "1:17"),
        ("logo: ../../content/images/geheim.svg", "1:7"),
        ("logo: /etc/hostname", "1:7"),
        ("logo: 'C:\\logo.svg'", "1:7"),
        ("logo: https://boos.example/logo.svg", "1:7"),
    ],
)
def test_a_name_is_a_name_in_a_style_sheet_too(said, text: str, place: str):
    root = project({**OWN, "../themes/huis/theme.yaml": f"{text}\nextends: affiche\n",
                    "images/geheim.svg": SVG.format("")})  # fmt: skip
    refused(root, said, f"themes/huis/theme.yaml:{place}: error:")


def test_names_of_people_with_other_alphabets_are_names(said):
    yaml = 'extends: affiche\nextra: {grün: "#006000", zonnig_geel: "#F3B43F"}\n'
    yaml += 'fonts: {body: ["Rock\'n Roll One", M PLUS 1p, Akzidenz-Grotesk BQ]}\n'
    assert said(project({**OWN, "../themes/huis/theme.yaml": yaml}))[0] == 0


@pytest.mark.parametrize("icon", ["../../../../content/images/x", "x/../y", "..", "phonne", "a b"])
def test_an_icon_of_a_channel_is_a_name_in_the_theme(said, icon: str):
    settings = f'channels: {{balie: {{name: Balie, icon: "{icon}"}}}}\n'
    root = project({**HOUSE, "site.yaml": settings,
                    "images/x.svg": SVG.format("<script>alert(1)</script>")})  # fmt: skip
    err = refused(root, said, "content/site.yaml:1:39: error: het thema heeft geen pictogram")
    assert ("Bedoelde je `phone`?" in err) == (icon == "phonne")


# Style sheets, drawings, templates ---------------------------------------------------------

CSS = [
    "@import 'x.css';", "@import url(//boos.example/x.css);", "@\\69mport '//boos.example';",
    "@charset 'utf-7';", "a{b:url(http://boos.example/x)}", "a{b:url(//boos.example/x)}",
    "a{b:URL( '//boos.example' )}", "a{b:\\75rl(//boos.example)}", "a{b:u\\72 l('//boos.example')}",
    "a{b:url(\\2f\\2f boos.example)}", "a{b:url(../../../content/images/x.svg)}",
    "a{b:url(%2e%2e/%2e%2e/content/x)}", "a{b:url(/etc/passwd)}", "a{b:url(file:///etc/passwd)}",
    "a{b:url(data:text/html,x)}", "a{b:url(data:text/css,x)}", "a{b:url(javascript:x)}",
    "a{b:image-set('//boos.example' 1x)}", "a{b:-webkit-image-set('//boos.example' 1x)}",
    "a{--x:'//boos.example';b:image-set(var(--x) 1x)}", "a{b:src('//boos.example')}",
    "a{b:image('//boos.example')}", "a{b:cross-fade('//boos.example', red)}",
    "a{b:url(nergens.png)}", "a{b:url(x y)}", "a{b:url(", "a{b:url('x", "a{b:expression(x)}",
    "@font-face{font-family:x;src:local('x'),url(//boos.example/x.woff2)}",
    "@supports (a:b){@media screen{a{b:url(//boos.example)}}}", "a{b:/**/url(/**///boos.example)}",
]  # fmt: skip


@pytest.mark.parametrize("css", CSS)
def test_a_style_sheet_reads_only_its_theme(said, css: str):
    root = project({**OWN, "../themes/huis/static/huis.css": f"/* huis */\n  {css}\n".encode()})
    refused(root, said, "themes/huis/static/huis.css:2:")


def test_a_style_sheet_in_another_alphabet_hides_nothing(said):
    sheet = "@import url(//boos.example);".encode("utf-16")
    root = project({**OWN, "../themes/huis/static/huis.css": sheet})
    refused(root, said, "themes/huis/static/huis.css:1:1: error: dit stylesheet is geen UTF-8")


INNER = base64.b64encode(SVG.format("").encode()).decode()


def test_what_a_style_sheet_may_read_is_found_by_its_name_in_the_site(said):
    css = (
        "/* url(//boos.example) */\n.a { content: 'url(x)'; }\r\n"
        ".b { background: URL( 'img/../dot.svg#a' ) , url(./dot.svg), url(#hier); }\n"
        f".c {{ background: url(data:image/svg+xml;base64,{INNER}); "
        "background: image-set(url(dot.svg) 1x, url('dot.svg') type('image/svg+xml') 2x); }\n"
    )
    home = HEAD.format("{{ asset('huis.css') }}")
    root = project({
        **OWN, "../themes/huis/static/dot.svg": SVG.format(""),
        "../themes/huis/static/huis.css": css.encode(),
        "../themes/huis/templates/pages/home.html.j2": home.encode(),
    })  # fmt: skip
    assert said(root)[0] == 0
    made = tree(root / "site")
    sheet = next(text.decode() for path, text in made.items() if path.startswith("assets/huis-"))
    dot = next(path for path in made if path.startswith("assets/dot-")).removeprefix("assets/")
    assert sheet.count(f'url("{dot}")') == 3 and f'url("{dot}#a")' in sheet
    assert "/* url(//boos.example) */\n.a { content: 'url(x)'; }" in sheet
    assert "url(#hier)" in sheet and INNER in sheet


DRAWN = [
    "<script>alert(1)</script>", '<g onload="alert(1)"/>', '<image href="https://boos.example/x"/>',
    '<image xlink:href="//boos.example" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
    '<use href="ander.svg#a"/>', "<style>@import '//boos.example';</style>",
    '<rect fill="url(https://boos.example/#a)"/>', '<rect style="fill:\\75rl(//boos.example)"/>',
    "<foreignObject/>", '<a href="javascript:alert(1)"><path/></a>', "<kapot>",
    '<set attributeName="href" to="javascript:alert(1)"/>',
    '<image href="data:image/svg+xml,%3Csvg%3E%3Cscript/%3E%3C/svg%3E"/>',
    '<set attributeName="onclick" to="alert(1)"/>', '<g xml:base="//boos.example/"/>',
    '<image href="data:text/html,x"/>', '<svg:script xmlns:svg="http://www.w3.org/2000/svg"/>',
]  # fmt: skip


@pytest.mark.parametrize("drawn", DRAWN)
@pytest.mark.parametrize("name", ["logo.svg", "icons/phone.svg"])
def test_a_drawing_of_a_theme_runs_and_reads_nothing(said, drawn: str, name: str):
    svg = SVG.format(f"\n  {drawn}\n")
    root = project({**OWN, f"../themes/huis/static/{name}": svg.encode()})
    refused(root, said, f"themes/huis/static/{name}:")


@pytest.mark.parametrize(
    "head", ['<?xml-stylesheet href="//boos.example/x.css"?>', '<!DOCTYPE svg [<!ENTITY a "b">]>']
)
def test_the_head_of_a_drawing_neither(said, head: str):
    root = project({**OWN, "../themes/huis/static/logo.svg": head + SVG.format("")})
    refused(root, said, "themes/huis/static/logo.svg:1:")


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" href="https://fonts.example/css">', '<img src="//boos.example/x">',
        "<img srcset='https://boos.example/x 2x'>", "<script src=https://boos.example/x></script>",
        '<link rel="preconnect" href="https://fonts.example">', "<style>@import 'x';</style>",
        "<style>a{b:url( 'http://boos.example' )}</style>", '<base href="https://boos.example/">',
        '<object data="https://boos.example"></object>',
        "<meta http-equiv=refresh content='0; url=//boos.example'>",
    ],
)  # fmt: skip
def test_a_template_does_not_load_from_elsewhere(said, html: str):
    body = HEAD.format(html)
    root = project({**OWN, "../themes/huis/templates/pages/home.html.j2": body.encode()})
    refused(root, said, "themes/huis/templates/pages/home.html.j2:2:")


@pytest.mark.parametrize(
    "html",
    [
        "<img src=\"{{ 'ht' ~ 'tps://boos.example/x' }}\" alt=\"\">",
        "{% set there = '//boos' ~ '.example' %}<video\nposter='{{ there }}/x'></video>",
        '<img src="&#104;ttps:&sol;/boos.example/x" alt="">',
        '<IMG alt=">" SRC="\\\\boos.example/x">', '<img alt="a < b" src="/\n/boos.example/x">',
        "<img alt='<a href' src=http:boos.example>",
        '<link rel="dns-prefetch" href=" //boos.example">',
        '<svg><image href="{{ "https:" }}//boos.example"/></svg>',
        '<svg><rect fill="url({{ "https:" }}//boos.example/x#a)"/></svg>',
        '<p style="background: u\\72l(&quot;https&colon;//boos.example&quot;)">',
        '<p style="background:url({{ "//" }}boos.example/x)">',
        "<a href='x' ping='{{ '//' }}boos.example'>",
        "<iframe srcdoc='&lt;img src=//boos.example>'></iframe>",
        "<img src='x' srcset='x.png 1x, {{ '//' }}boos.example/x 2x'>",
        "<meta http-equiv=refresh content='0;{{ '//' }}boos.example'>",
    ],
)  # fmt: skip
def test_nor_from_an_address_that_it_puts_together(said, html: str):
    body = HEAD.format("…").replace("…", html)
    root = project({**OWN, "../themes/huis/templates/pages/home.html.j2": body.encode()})
    refused(root, said, "themes/huis/templates/pages/home.html.j2:", "error:", "elders")


@pytest.mark.parametrize("called", ["asset('nergens.css')", "asset('../theme.yaml')",
                                    "icon('../../theme')", "asset('/etc/hostname')"])  # fmt: skip
def test_a_template_finds_only_files_of_the_theme(said, called: str):
    body = HEAD.format(f"{{{{ {called} }}}}")
    root = project({**OWN, "../themes/huis/templates/pages/home.html.j2": body.encode()})
    refused(root, said, "themes/huis/templates/pages/home.html.j2:2:1: error:")


@pytest.mark.parametrize(
    "called",
    [
        "picture('../../x.png', 10)", "photo('x', 10, '')", "shape(none)", "url(3)", "asset(none)",
        "'x'|number", "'x'|date", "none|block", "3|inline", "contrast('x', 'y')", "none|join(',')",
    ],
)  # fmt: skip
def test_what_a_template_hands_over_and_nothing_can_use_is_its_own_mistake(said, called: str):
    body = HEAD.format(f"{{{{ {called} }}}}")
    root = project({**OWN, "../themes/huis/templates/pages/home.html.j2": body.encode()})
    refused(root, said, "themes/huis/templates/pages/home.html.j2:2:1: error:", "doorgeeft")

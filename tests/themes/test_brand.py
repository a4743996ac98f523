"""A company's `_brand.yml`, or a logo and two colours, in; a house style that can be read, out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from affiche import cli
from affiche.building import pipeline
from affiche.building.options import Options
from affiche.errors import ContentError, Kind
from affiche.starters import inks
from affiche.themes import load
from affiche.themes.checks import darkened
from affiche.themes.contrast import AA, contrast
from affiche.themes.theme import Theme
from tests.support.projects import PETER, THEMES, TODAY, project, write

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 4">'
    '<path d="M0 0h9v4z" fill="{}"/></svg>'
)
BRAND = """\
meta: {name: {full: Posit Software, short: Posit}, link: {home: https://posit.co}}
logo:
  images: {klein: {path: logos/klein.svg, alt: Teken}}
  small: klein
  medium: {light: logos/breed.svg, dark: logos/klein.svg}
color:
  palette: {blue: "#447099", orange: "#EE6331", ink: "#123456", lijn-2: "#AbC"}
  foreground: "#151515"
  background: white
  primary: blue
  secondary: orange
  white: "#FFFFFF"
typography:
  fonts: [{family: Open Sans, source: google}]
  base: {family: Open Sans, line-height: 1.25}
  headings: {family: Work Sans, weight: 600}
defaults: {shiny: {}}
"""


def house(brand: str, theme: str = "extends: affiche\nbrand: _brand.yml\n", **files: str) -> Theme:
    """A theme `huis` with this `_brand.yml` and static files."""
    root = project({"personas/peter.md": PETER})
    write(root / "themes/huis/theme.yaml", theme)
    write(root / "themes/huis/_brand.yml", brand)
    for name, body in files.items():
        write(root / "themes/huis/static" / name.replace("__", "/"), body)
    return load(root / "themes", "huis")


def both(brand: str, **more: str) -> Theme:
    """The same, with the two logos of BRAND."""
    logos = {"logos__klein.svg": LOGO.format("#fff"), "logos__breed.svg": LOGO.format("#000")}
    return house(brand, **{**logos, **more})


def test_a_brand_says_colours_letters_and_logos() -> None:
    theme = both(BRAND)
    assert theme.colors["accent"] == "#447099"
    assert (theme.colors["ink"], theme.colors["paper"]) == ("#151515", "#FFFFFF")
    assert theme.colors["orange"] == "#EE6331" and theme.colors["lijn-2"] == "#AABBCC"
    assert theme.logos == {
        "main": "logos/breed.svg", "symbol": "logos/klein.svg", "negative": "logos/klein.svg",
    }  # fmt: skip
    assert theme.stacks["body"][:2] == ("Open Sans", "Source Sans 3")
    assert theme.stacks["heading"][0] == "Work Sans"


def test_what_cannot_be_read_is_mended_and_told() -> None:
    theme = both(BRAND)
    (one,) = theme.mended
    assert (one.name, one.given, one.used) == ("second", "#EE6331", theme.colors["second"])
    assert one.before < AA <= one.after
    assert contrast(theme.colors["second"], theme.colors["paper"]) >= AA


def test_what_theme_yaml_says_itself_has_the_last_word() -> None:
    own = 'extends: affiche\nbrand: _brand.yml\ncolors: {second: "#0B6480"}\nlogo: eigen.svg\n'
    theme = both(BRAND, theme=own, **{"eigen.svg": LOGO.format("#000")})
    assert theme.colors["second"] == "#0B6480" and theme.mended == ()
    assert theme.logo == "eigen.svg"


def test_a_light_second_colour_in_theme_yaml_is_mended_and_advised_on() -> None:
    theme = house("", 'extends: affiche\ncolors:\n  second: "#FFF2A8"\n')
    (one,) = theme.mended
    (told,) = darkened(theme)
    assert theme.colors["second"] == one.used and contrast(one.used, theme.colors["paper"]) >= AA
    assert (told.kind, told.place.line, told.values["used"]) == (Kind.ADVICE, 3, one.used)


@pytest.mark.parametrize("seed", [*range(0, 40, 3), 114, 335])
def test_any_two_colours_give_a_house_style_that_can_be_read(seed: int) -> None:
    colors = [f"#{(seed * 7919 + n * 104729) * 2654435761 % 0xFFFFFF:06X}" for n in range(4)]
    said = dict(zip(("primary", "secondary", "foreground", "background"), colors, strict=True))
    brand = "color:\n" + "".join(f'  {key}: "{value}"\n' for key, value in said.items())
    assert house(brand).colors["accent"] == colors[0]  # load() refuses what cannot be read


def test_a_light_second_colour_is_that_of_highlights_too() -> None:
    light = house('color: {primary: "#C8102E", secondary: "#FFD100"}\n')
    assert light.colors["sun"] == "#FFD100" != light.colors["second"]
    dark = house('color: {primary: "#C8102E", secondary: "#0B6480"}\n')
    assert dark.colors["sun"] == load(THEMES, "affiche").colors["sun"]
    own = house(
        'color: {secondary: "#FFD100"}\n',
        'extends: affiche\nbrand: _brand.yml\ncolors: {sun: "#F3B43F"}\n',
    )
    assert own.colors["sun"] == "#F3B43F"


def test_colours_are_written_as_css_has_them_and_the_palette_goes_first() -> None:
    said = "color:\n  palette: {blue: '#447099'}\n  primary: blue\n  foreground: black\n"
    theme = house(said + "  background: hsl(0, 0%, 100%)\n  secondary: rgb(1, 2, 80)\n")
    colors = [theme.colors[name] for name in ("accent", "ink", "paper", "second")]
    assert colors == ["#447099", "#000000", "#FFFFFF", "#010250"]


def test_a_logo_that_is_not_beside_the_brand_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project({"personas/peter.md": PETER}, tmp_path))
    logos = (
        "{images: {icon: {path: i.png, alt: Ons}, full: {path: l.svg}}, small: icon, large: full}"
    )
    write(tmp_path / "hier/_brand.yml", f"color: {{primary: '#447099'}}\nlogo: {logos}\n")
    write(tmp_path / "hier/l.svg", LOGO.format("#000"))
    assert cli.main(["new", "theme", "huis", "--brand", "hier/_brand.yml"]) == 0
    assert "i.png staat niet bij de _brand.yml" in capsys.readouterr().out
    assert load(tmp_path / "themes", "huis").logos == {"main": "l.svg", "wide": "l.svg"}


def test_a_dark_ground_is_turned_round() -> None:
    theme = house('color: {background: "#101820", foreground: "#F2F2F2", primary: "#00AEEF"}\n')
    assert (theme.colors["ink"], theme.colors["paper"]) == ("#101820", "#F2F2F2")


@pytest.mark.parametrize(
    ("brand", "theme", "line"),
    [
        (
            "color:\n  primary: blauwgroen\n",
            "extends: affiche\nbrand: _brand.yml\n",
            "_brand.yml:2",
        ),
        ("color:\n  primary: a\n  a: primary\n", "extends: affiche\nbrand: _brand.yml\n", "yml:2"),
        ("color: [", "extends: affiche\nbrand: _brand.yml\n", "_brand.yml:1"),
        ("logo: weg.svg\n", "extends: affiche\nbrand: _brand.yml\n", "theme.yaml:1"),
        ("{}", "extends: affiche\nbrand: ../../content/site.yaml\n", "theme.yaml:2"),
        ("{}", "extends: affiche\nbrand: geen.yml\n", "theme.yaml:2"),
    ],
)
def test_a_mistake_in_a_brand_has_its_place(brand: str, theme: str, line: str) -> None:
    with pytest.raises(ContentError) as wrong:
        house(brand, theme)
    places = [f"{p.place.path}:{p.place.line}" for p in wrong.value.problems]
    assert any(place.endswith(line) for place in places), places


def test_a_brand_of_anything_never_fails_otherwise() -> None:
    for brand in ("", "[]", "color: 3", "logo: {small: [1]}", "typography: {fonts: 3, base: [x]}",
                  "logo: https://x.example/logo.svg", "color: {palette: {primary: {}}}",
                  "logo: ../../../etc/passwd", "color: {primary: '#12345678'}"):  # fmt: skip
        assert house(brand).logo != "../../../etc/passwd"


# A new theme ------------------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "logo.svg", LOGO.format("#7AC943"))
    write(tmp_path / "content/personas/peter.md", PETER)
    return tmp_path


def test_a_logo_and_two_colours_make_a_theme_that_shows_what_was_mended(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ("new", "theme", "Zonne Huis", "--logo", "logo.svg", "--colors", "#0088BE, F3B43F")
    assert cli.main(call) == 0
    said = capsys.readouterr().out
    assert re.search(r"Tweede kleur: #F3B43F werd #\w{6}.*\(1,7 : 1, nu 4,\d : 1", said)
    theme = load(here / "themes", "zonne-huis")
    assert theme.colors["accent"] == "#0088BE" and theme.logo == "logo.svg"
    write(here / "content/site.yaml", "theme: zonne-huis\n")
    pipeline.build(Options(here / "content", here / "themes", here / "site", TODAY, pdf=False))
    style = (here / "site/style/index.html").read_text("utf-8")
    assert "#F3B43F → " in style and "Leesbaar gemaakt" in style


def test_the_colours_of_a_logo_are_found(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (60, 40), (255, 255, 255, 0))
    picture.paste((227, 6, 19, 255), (0, 0, 40, 20))
    picture.paste((0, 102, 204, 255), (0, 20, 20, 40))
    picture.paste((20, 20, 20, 255), (20, 20, 60, 40))
    picture.save(tmp_path / "logo.png")
    assert inks.of(tmp_path / "logo.png") == ["#E30613", "#0066CC"]
    write(tmp_path / "logo.svg", LOGO.format("#333"))
    assert inks.of(tmp_path / "logo.svg") == []


def test_a_company_brings_its_brand_with_letters_and_logo(here: Path) -> None:
    font = THEMES / "noordlicht/static/fonts/work-sans-latin-600-normal.woff2"
    write(here / "merk/fonts/WorkSans-Bold.woff2", font.read_bytes())
    write(here / "merk/l/Logo (def).svg", LOGO.format("#000"))
    brand = (
        'logo: "l/Logo (def).svg"\ncolor: {primary: "#E30613"}\ntypography:\n  base: Eigen\n'
        "  fonts: [{family: Eigen, source: file, files: [{path: fonts/WorkSans-Bold.woff2, "
        "weight: bold}]}]\n"
    )
    write(here / "merk/_brand.yml", brand)
    assert cli.main(("new", "theme", "merk", "--brand", "merk/_brand.yml")) == 0
    theme = load(here / "themes", "merk")
    assert theme.logo == "Logo-def-.svg" and theme.machine == ()
    assert [face.file for face in theme.faces if face.family == "Eigen"] == [
        "eigen-700-normal.woff2"
    ]


ALIASES = "a0: &a0 {k: v}\n" + "".join(
    f"a{n}: &a{n} {{{', '.join(f'k{key}: *a{n - 1}' for key in range(10))}}}\n"
    for n in range(1, 10)
)


@pytest.mark.parametrize(
    "brand",
    [
        f"{ALIASES}logo: *a9\n",
        "logo: &a {x: *a}\n",
        f"logo: {'[' * 5000}{']' * 5000}\n",
        "logo: [\n",
    ],
)
def test_a_brand_that_unfolds_without_end_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str], brand: str
) -> None:
    write(here / "b.yml", brand)
    assert cli.main(("new", "theme", "Eigen", "--brand", "b.yml")) == 2
    assert "b.yml:" in capsys.readouterr().err
    assert not (here / "themes").exists()


def test_what_was_given_wrongly_is_named_all_at_once_and_nothing_is_made(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here / "kwaad.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
    call = ("new", "theme", "x", "--logo", "kwaad.svg", "--colors", "rood", "--brand", "weg.yml")
    assert cli.main(call) == 2
    said = capsys.readouterr().err
    assert "kwaad.svg:1" in said and "`rood`" in said and "weg.yml" in said
    assert not (here / "themes").exists()
    assert cli.main(("new", "persona", "x", "--logo", "logo.svg")) == 2

"""A company gives its brand colour; the rest is made so that it can be read, or a slip is named."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from affiche import themes
from affiche.errors import ContentError
from affiche.words import words


def own(folder: Path, text: str, **files: str) -> Path:
    path = folder / "themes" / "own"
    for name, content in {"theme.yaml": f"extends: affiche\n{text}", **files}.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(content, "utf-8")
    return folder / "themes"


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        themes.load(folder, "own")
    say = words("en").say
    return [
        f"{p.place.line}:{p.place.column}: {say(p.what, **p.values)}. {say(p.hint, **p.values)}"
        for p in caught.value.problems
    ]


BRANDS = ["#F7D117", "#FFFFFF", "#000000", "#00205B", "#E8552D", "#7F7F7F", "#0F0", "#FF69B4"]


@pytest.mark.parametrize(("accent", "second"), list(product(BRANDS, [None, "#005F60"])))
def test_any_colour_can_be_the_accent(tmp_path: Path, accent: str, second: str | None) -> None:
    """Nothing stops: what goes on it and its deep and soft forms are made to be read."""
    more = f'\n  second: "{second}"' if second else ""
    theme = themes.load(own(tmp_path, f'colors:\n  accent: "{accent}"{more}\n'), "own")
    c = theme.colors
    assert themes.contrast(c["on-accent"], c["accent"]) >= themes.AA_LARGE
    for ground in ("paper", "card", "accent-soft"):
        assert themes.contrast(c["accent-deep"], c[ground]) >= themes.AA


def test_what_is_given_has_the_last_word_and_what_is_still_read_stays(tmp_path: Path) -> None:
    given = 'colors: {accent: "#8474F6", accent-deep: "#4A35B8"}\n'
    colors = themes.load(own(tmp_path, given), "own").colors
    assert colors["accent-deep"] == "#4A35B8"
    assert colors["on-accent"] == "#FFFFFF"  # of the parent: large type in it is still read
    assert colors["accent-soft"] != themes.load(themes.SHIPPED, "affiche").colors["accent-soft"]
    given = 'colors: {accent: "#F7D117", on-accent: "#FFFFFF"}\n'
    assert "`on-accent` (#FFFFFF) on `accent` (#F7D117)" in mistakes(own(tmp_path, given))[0]


@pytest.mark.parametrize("written", ["#0088BE", "#0088be", "0088BE", "#08B", "08b"])
def test_a_colour_as_designers_write_it(tmp_path: Path, written: str) -> None:
    colors = themes.load(own(tmp_path, f'colors: {{accent: "{written}"}}\n'), "own").colors
    assert colors["accent"] in ("#0088BE", "#0088BB")


def test_a_colour_knows_its_names_in_print(tmp_path: Path) -> None:
    text = (
        'colors:\n  accent: {hex: "#0088BE", cmyk: [100, 10, 0, 0], pms: 2192 C, ral: 5015}\n'
        '  second: {hex: "#005F60", cmyk: C100 M0 Y40 K50}\nextra:\n  zon: "#FFD400"\n'
    )
    theme = themes.load(own(tmp_path, text), "own")
    accent, second = theme.swatches["accent"], theme.swatches["second"]
    assert (accent.cmyk, accent.pms, accent.ral) == ((100, 10, 0, 0), "2192 C", "5015")
    assert second.cmyk == (100, 0, 40, 50)
    assert theme.colors["zon"] == "#FFD400"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colors:\n  accent: #0088BE\n", '3:11: #0088BE is not read: without quotes a # starts a'),
        ("colors: {accent: #08B}\n", '2:18: #08B is not read: without quotes'),
        ("grounds:\n  - #0088BE\n", '3:5: #0088BE is not read'),
        ('grounds: [#0088BE, "#FFFFFF"]\n', '2:11: #0088BE is not read'),
        ('colors: {accentt: "#0088BE"}\n', "2:10: `accentt` is no token of this house style. Did"),
        ('colors: {on_accent: "#0088BE"}\n', "Did you mean `on-accent`?"),
        ('colors: {merkgeel: "#0088BE"}\n', "A colour of your own belongs under `extra`"),
        ("shape: {raduis: 3}\n", "2:9: `raduis` is no token of this house style. Did you mean"),
        ("colors: {accent: blauw}\n", '2:18: `blauw` is no colour. Write six digits between'),
        ("colors: {accent: 'rgb(0,136,190)'}\n", "`rgb(0,136,190)` is no colour"),
        ("colors:\n  accent:\n", "3:10: `accent` is empty. Write six digits"),
        ('colors: {accent: {hex: "#0088BE", cmyk: [100, 10, 0]}}\n', "four percentages belong at"),
        ('colors: {accent: {hex: "#0088BE", cmyk: [1, 2, 3, 101]}}\n', "four percentages"),
        ('colors: {accent: {hex: "#0088BE", pantone: x}}\n', "unknown key `pantone`"),
        ("logo: {main: logo.svg, negatief: x.svg}\n", "unknown key `negatief`"),
        ("logo: {mono: logo.svg}\n", "`main` is missing"),
        ("css: own.css\n", "2:6: there is no file static/own.css in this theme"),
        ("css: [own.css]\n", "2:7: there is no file static/own.css in this theme"),
        ("css: {paper: [own.css]}\n", "2:15: there is no file static/own.css in this theme"),
        ("css: {print: [own.css]}\n", "unknown key `print`"),
    ],
)  # fmt: skip
def test_a_slip_is_named_where_it_stands(tmp_path: Path, text: str, expected: str) -> None:
    found = mistakes(own(tmp_path, text))
    assert len(found) == 1
    assert expected in found[0]


def test_a_colour_in_a_remark_or_between_quotes_is_no_slip(tmp_path: Path) -> None:
    text = (
        '# accent: #0088BE\ncolors:\n  accent: "#0088BE" # was #FF0000, and before: #00FF00\n'
        "  second: '#005F60'  # - #123456\n"
    )
    assert themes.load(own(tmp_path, text), "own").colors["accent"] == "#0088BE"


def test_what_is_weak_in_the_dark_is_named_where_it_stands(tmp_path: Path) -> None:
    said = mistakes(own(tmp_path, 'dark:\n  ink: "#EDF0F7"\n  inkt: "#FFFFFF"\n'))
    assert "4:3: `inkt` is no token of this house style. Did you mean `ink`?" in said[0]
    said = mistakes(own(tmp_path, 'dark:\n  ink: "#223344"\n  paper: "#111A2E"\n'))
    assert "text in `dark: ink` (#223344) on `dark: paper` (#111A2E)" in " ".join(said)
    assert said[0].startswith("3:"), said[0]


def test_a_child_with_colours_of_its_own_has_its_own_night(tmp_path: Path) -> None:
    parent = themes.load(themes.SHIPPED, "affiche")
    assert themes.load(own(tmp_path / "a", "name: Kind\n"), "own").dark == parent.dark
    assert not themes.load(own(tmp_path / "b", 'colors: {accent: "#8474F6"}\n'), "own").dark


def test_a_block_or_a_lane_that_is_misspelt_is_named(tmp_path: Path) -> None:
    text = (
        "poster:\n  blocks: [quote, gaols, Doelen, Hoe Peter kiest]\nmap: {lanes: [curv, eigen]}\n"
    )
    assert mistakes_of(own(tmp_path, text)) == [
        (3, "there is no block `gaols`. Did you mean `goals`?"),
        (3, "there is no block `Doelen`. Did you mean `goals`?"),
        (4, "there is no lane `curv`. Did you mean `curve`?"),
    ]


def mistakes_of(folder: Path) -> list[tuple[int, str]]:
    said = [line.split(": ", 1) for line in mistakes(folder.parent / "themes")]
    return [(int(place.split(":")[0]), text) for place, text in said]

"""A house style is read whole, inherits, and is refused with every mistake at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from affiche import themes
from affiche.errors import ContentError, Place
from affiche.words import words

REAL = Path(__file__).parents[2] / "themes"
BASE = """\
colors: {ink: "#16213A", paper: "#FBF5EA", accent: "#E8552D"}
grounds: ["#F3B43F"]
pairs: [[ink, paper], [paper, ink, large]]
fonts: {body: [Own, Own Ext], last: [sans-serif]}
faces: {Own: [own-400-normal.woff2]}
shape: {radius: 18}
logo: logo.svg
poster: {blocks: [goals, pains]}
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "themes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "themes"


def base(folder: Path, **more: str) -> Path:
    files = {
        "base/theme.yaml": BASE,
        "base/static/fonts/own-400-normal.woff2": "",
        "base/static/logo.svg": "<svg/>",
        "base/templates/pages/home.html.j2": "base",
    }
    return write(folder, files | {name.replace("__", "/"): text for name, text in more.items()})


def mistakes(folder: Path, name: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        themes.load(folder, name)
    say = words("en").say
    return [
        f"{p.place.path}:{p.place.line}: {say(p.what, **p.values)}. {say(p.hint, **p.values)}"
        for p in caught.value.problems
    ]


def test_a_theme_takes_over_what_it_does_not_say(tmp_path: Path) -> None:
    child = 'extends: base\ncolors: {accent: "#005F60"}\npairs: [[accent, paper]]\n'
    folder = write(
        base(tmp_path).parent, {"own/theme.yaml": child, "own/static/logo.svg": "<svg/>"}
    )
    theme = themes.load(folder, "own")
    assert theme.names == ("own", "base")
    assert theme.colors == {"ink": "#16213A", "paper": "#FBF5EA", "accent": "#005F60"}
    assert [(pair.text, pair.ground, pair.large) for pair in theme.pairs] == [
        ("accent", "paper", False),
        ("ink", "paper", False),
        ("paper", "ink", True),
    ]
    assert theme.family("body") == '"Own", "Own Ext", sans-serif'
    assert theme.faces == (themes.Face("Own", "own-400-normal.woff2", 400, "normal"),)
    assert theme.blocks == ("goals", "pains")
    assert theme.find("static", "logo.svg") == folder / "own/static/logo.svg"
    assert (
        theme.find("templates", "pages/home.html.j2")
        == folder / "base/templates/pages/home.html.j2"
    )
    assert theme.find("static", "nothing.svg") is None


def test_an_empty_extends_is_told_where_it_stands(tmp_path: Path) -> None:
    folder = base(tmp_path)
    for written in ("''", ""):
        (folder / "own").mkdir(exist_ok=True)
        (folder / "own/theme.yaml").write_text(f"name: Own\nextends: {written}\n", "utf-8")
        with pytest.raises(ContentError) as caught:
            themes.load(folder, "own")
        (told,) = (p for p in caught.value.problems if p.rule == "empty")
        assert (told.place.path, told.place.line) == ("themes/own/theme.yaml", 2)
        assert told.values["text"] == "extends: affiche"


def test_a_theme_that_is_not_there_is_reported_where_it_is_named(tmp_path: Path) -> None:
    asked = Place("inhoud/site.yaml", 2, 8)
    with pytest.raises(ContentError) as caught:
        themes.load(base(tmp_path), "bass", asked)
    assert [(p.rule, p.place) for p in caught.value.problems] == [("unknown-theme", asked)]


def test_a_theme_elsewhere_may_extend_a_shipped_one(tmp_path: Path) -> None:
    folder = write(tmp_path, {"own/theme.yaml": "extends: affiche\n"})
    assert themes.load(folder, "own").names == ("own", "affiche")


def test_a_weak_pair_names_both_colours_and_the_ratio(tmp_path: Path) -> None:
    child = 'extends: base\ncolors:\n  ink: "#16213A"\n  paper: "#16213B"\n'
    folder = write(base(tmp_path).parent, {"own/theme.yaml": child})
    assert mistakes(folder, "own") == [
        "themes/own/theme.yaml:3: text in `ink` (#16213A) on `paper` (#16213B) has a contrast of"
        " 1.00 : 1; 4.5 : 1 is needed (WCAG AA). Make one of the two darker or lighter",
        "themes/own/theme.yaml:4: text in `paper` (#16213B) on `ink` (#16213A) has a contrast of"
        " 1.00 : 1; 3 : 1 is needed (WCAG AA). Make one of the two darker or lighter",
    ]


def test_initials_have_to_be_read_on_their_ground(tmp_path: Path) -> None:
    child = 'extends: base\ngrounds: ["#F3B43F", "#333333"]\n'
    folder = write(base(tmp_path).parent, {"own/theme.yaml": child})
    assert mistakes(folder, "own")[0].startswith(
        "themes/own/theme.yaml:2: text in `ink` (#16213A) on `grounds[2]` (#333333)"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("extends: bsae", "theme.yaml:1: there is no theme `bsae`: themes/bsae has no theme.yaml."),
        ("extends: own", "these themes extend each other in a circle: own → own"),
        ("extends: base\npairs: [[inc, paper]]", "no colour `inc` in `colors`. Did you mean `ink`"),
        ("extends: base\nlogo: nee.svg", "there is no file static/nee.svg in this theme"),
        ("extends: base\nfaces: {Own: [own.woff2]}", "does not end in its weight and style"),
        ("extends: base\nfaces: {A: [a-400-normal.woff2]}", "no file static/fonts/a-400-normal"),
        ('extends: base\ncolours: {ink: "#000000"}', "themes/own/theme.yaml:2"),
        ("extends: base\ncolors: {ink: blue}", "themes/own/theme.yaml:2"),
    ],
)
def test_a_mistake_in_a_theme_is_named(tmp_path: Path, text: str, expected: str) -> None:
    folder = write(base(tmp_path).parent, {"own/theme.yaml": text})
    found = mistakes(folder, "own")
    assert len(found) == 1
    assert expected in found[0]


def test_contrast_follows_wcag() -> None:
    assert themes.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert themes.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert themes.contrast("#FFFFFF", "#FFFFFF") == 1


@pytest.mark.parametrize("name", sorted(path.parent.name for path in REAL.glob("*/theme.yaml")))
def test_the_shipped_themes_are_right(name: str) -> None:
    theme = themes.load(REAL, name)
    assert theme.faces
    assert all(theme.stacks[use] for use in themes.USES)


SPARE = """\
fonts:
  body: [Own]
  paper: [Signs, China, Kana]
  languages: {ja: Kana, zh-TW: China}
  last: [sans-serif]
faces:
  Own: [own-400-normal.woff2]
  Kana: [kana-400-normal.woff2]
  China: [han-400-normal.woff2]
  Signs: [signs-400-normal.woff2]
"""


def test_large_fonts_are_for_paper_and_the_languages_own_comes_first(tmp_path: Path) -> None:
    fonts = {f"base/static/fonts/{n}-400-normal.woff2": "" for n in ("own", "kana", "han", "signs")}
    theme = themes.load(write(tmp_path, {"base/theme.yaml": SPARE, **fonts}), "base")
    assert [face.family for face in theme.faces] == ["Own"]
    assert [face.family for face in theme.spare] == ["Signs", "China", "Kana"]
    assert theme.family("body") == '"Own", sans-serif'
    assert theme.family("body", "nl") == '"Own", "Han", "Signs", "China", "Kana", sans-serif'
    assert theme.family("body", "ja-JP") == '"Own", "Han", "Kana", "Signs", "China", sans-serif'
    assert theme.family("body", "zh_tw") == '"Own", "Han", "China", "Signs", "Kana", sans-serif'
    child = {"own/theme.yaml": "extends: base\nfonts: {languages: {ko: China}}\n"}
    theme = themes.load(write(tmp_path, child), "own")
    assert theme.family("body", "ko").startswith('"Own", "Han", "China"')
    assert theme.family("body", "ja").startswith('"Own", "Han", "Kana"')


def test_a_theme_that_is_a_list_is_told_to_hold_fields(tmp_path: Path) -> None:
    (tmp_path / "eigen").mkdir()
    (tmp_path / "eigen/theme.yaml").write_text("- extends: affiche\n", "utf-8")
    with pytest.raises(ContentError) as wrong:
        themes.load(tmp_path, "eigen")
    (problem,) = wrong.value.problems
    assert (problem.rule, problem.place.line) == ("no-fields", 1)

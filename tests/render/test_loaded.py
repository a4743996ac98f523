"""What a finished page would load by itself, and what it merely says."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from affiche.building.drafts import prepare
from affiche.building.options import Options
from affiche.pages.plan import Frame
from affiche.render import LoadsElsewhereError, Renderer
from affiche.render.loaded import elsewhere
from affiche.sheets.press.press import fitter
from tests.support.projects import TODAY, project


@pytest.mark.parametrize(
    "html",
    [
        '<p>https://boos.example <b>//boos.example</b> <img alt="https://x" src="x.png">',
        '<a href="https://boos.example">x</a> <svg><a xlink:href="//boos.example"></a></svg>',
        '<link rel="canonical" href="https://boos.example/x">',
        '<meta property="og:image" content="https://boos.example/x.png">',
        '<svg xmlns="http://www.w3.org/2000/svg" fill="url(#a)"><use href="#a"/></svg>',
        '<img src="data:image/png;base64,AA//AA" alt="">', '<img src="affiche:image/x//y" alt="">',
        '<script type="application/json">{"src": "https://boos.example"}</script>',
        '<style>a::after { content: "https://boos.example"; color: red }</style>',
    ],
)  # fmt: skip
def test_what_a_reader_follows_and_what_is_only_said_loads_nothing(html: str) -> None:
    assert list(elsewhere(html)) == []


def test_what_stands_nearby_hides_nothing() -> None:
    html = "<p title='<a' class=//x>a</p> <a href='//y'>b</a> <img alt='<style>' src='ftp:z'></p>//"
    assert [one.address for one in elsewhere(html)] == ["ftp:z"]


def test_a_sheet_names_the_line_of_its_template() -> None:
    drawn = Path("themes/affiche/templates/sheets/persona.html.j2").read_text("utf-8")
    before, foot, after = drawn.partition('<div class="foot"')
    image = "{% if true %}<img src=\"{{ 'ht' ~ 'tps://boos.example/x' }}\" alt=\"\">{% endif %}\n"
    root = project({
        "site.yaml": "theme: own\n",
        "personas/peter.md": "---\nname: Peter de Vries\ngoals: [Rust]\n---\nPeter.\n",
        "../themes/own/theme.yaml": "extends: affiche\n",
        "../themes/own/templates/sheets/persona.html.j2": f"{before}{image}{foot}{after}".encode(),
    })  # fmt: skip
    draft = prepare(Options(root / "content", root / "themes", root / "site", TODAY))
    renderer = Renderer(draft.theme, draft.site, draft.words, Frame("", "", "nl", menu=()))
    sheet = next(one for one in draft.sheets if one.template == "sheets/persona.html.j2")
    with pytest.raises(LoadsElsewhereError, match="https://boos") as told:
        renderer.sheet(sheet, **fitter(sheet).REFERENCE)
    lines = [one.lineno for one in traceback.extract_tb(told.tb) if one.filename.endswith(".j2")]
    assert lines[-1] == before.count("\n") + 1

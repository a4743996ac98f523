"""Pictures of before and after: of what may be seen, named where a reviewer reads of them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from affiche.building.options import Options
from affiche.building.past import comparing, pictures
from affiche.cli import main
from affiche.versions.told import Fate
from tests.support.projects import THEMES, TODAY
from tests.support.repositories import commit, git, repository

PETER = "---\nname: Peter de Vries\ntagline: {}\nversion: {}\n{}---\nPeter belt.\n"
SITE = "posters: {persona: [a4]}\n"


def options(root: Path) -> Options:
    return Options(content=root / "content", themes=THEMES, out=root / "site", today=TODAY)


def held() -> Path:
    """Main with Peter and Ina, and a branch on which Peter changed, Ina went and Ali came."""
    root = repository(
        {
            "site.yaml": SITE,
            "personas/peter.md": PETER.format("Wil de laagste prijs", 1, ""),
            "personas/ina.md": "---\nname: Ina\n---\nIna koopt in.\n",
        }
    )
    git(root, "checkout", "-q", "-b", "werk")
    changed = PETER.format("Wil antwoord", 2, "goals: [Groeien]\n")
    come = "---\nname: علي\n---\nAli bouwt.\n"
    commit(
        root,
        {"personas/peter.md": changed, "personas/ina.md": None, "personas/ali.md": come},
        "2026-07-01",
    )
    return root


def test_each_poster_that_changed_came_or_went_has_a_picture(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = held()
    monkeypatch.chdir(root)
    call = ["diff", "--against", "main", "--format", "markdown", "--themes", str(THEMES)]
    assert main([*call, "--out", "beeld"]) == 0
    said = capsys.readouterr().out
    files = {path.name: path.read_bytes() for path in (root / "beeld").iterdir()}
    assert set(files) == {"peter-poster.png", "ina-poster.png", "ali-poster.png"}
    for name in files:
        assert f"](<beeld/{name}>)" in said
    both = Image.open(io.BytesIO(files["peter-poster.png"]))
    assert both.width > both.height > 900
    # Of what came there is nothing at the left, of what went nothing at the right.
    colours = {
        name: [_colours(Image.open(io.BytesIO(png)), side) for side in (0, 1)]
        for name, png in files.items()
    }
    assert min(colours["peter-poster.png"]) > 50
    assert colours["ali-poster.png"][0] < 50 < colours["ali-poster.png"][1]
    assert colours["ina-poster.png"][1] < 50 < colours["ina-poster.png"][0]
    assert main([*call, "--no-pdf"]) == 0
    assert "](<" not in capsys.readouterr().out and not (root / "diff").exists()
    (root / "content/personas/ali.md").unlink()  # and whatever command comes next
    assert main(["check", "--themes", str(THEMES)]) == 0
    assert "beeld" in capsys.readouterr().err
    assert not list((root / "beeld").iterdir())


def _colours(picture: Image.Image, side: int) -> int:
    """How many colours there are in the lower left or right of a picture."""
    width, height = picture.size
    left = side * width // 2 + width // 20
    part = picture.crop((left, height // 3, left + width * 2 // 5, height * 9 // 10))
    return len(part.getcolors(1_000_000) or ())


def test_no_picture_shows_what_is_secret_now_or_was_then() -> None:
    told = "goals: [{{text: Marge 41 procent{}}}, Groeien]\n"
    root = repository({"site.yaml": SITE,
                       "personas/peter.md": PETER.format("Belt", 1, told.format(""))})  # fmt: skip
    secret = told.format(", visibility: secret")
    commit(root, {"personas/peter.md": PETER.format("Belt zelf", 2, secret)}, "2026-07-01")
    found = comparing.differences(options(root), "peter")
    seen: list[bytes] = []
    made = pictures.filled

    def spied(sheet, frame, sheets):  # type: ignore[no-untyped-def]
        seen.extend(one for one in (frame, *sheets) if one)
        return made(sheet, frame, sheets)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "filled", spied)
        done = pictures.pictures(options(root), found.found)
    assert list(done.files) == ["peter-poster.png"] and done.found[0].picture
    from tests.support.sheets import text_of

    texts = [text_of(pdf) for pdf in seen]
    assert len(texts) == 3 and all("41 procent" not in text for text in texts)
    assert "Belt zelf" in texts[2] and "(niet getoond)" in texts[1]


def test_what_has_no_poster_has_no_picture() -> None:
    root = repository({"site.yaml": SITE, "personas/p.md": PETER.format("x", 1, ""),
                       "touchpoints.yaml": "balie: {name: Balie}\n"})  # fmt: skip
    commit(root, {"touchpoints.yaml": "balie: {name: De balie}\n"}, "2026-07-01")
    found = comparing.differences(options(root), "touchpoints", since="2026-06-02").found
    assert [one.fate for one in found] == [Fate.CHANGED]
    assert pictures.pictures(options(root), found).files == {}

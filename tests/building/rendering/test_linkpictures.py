"""Pictures for chat programs: only for a site that says its address, and only what may be shown."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from affiche.building import pipeline
from affiche.building.options import Options
from affiche.building.rendering import linkpictures
from tests.support.projects import THEMES, TODAY, project

FILES = {
    "site.yaml": "url: https://intranet.example/klanten/\n",
    "personas/anna.md": "---\nname: Anna\ntagline: De bakker\nphoto: {file: anna.svg, alt: Anna}\n"
    "value: {since: GEHEIM}\n---\n",
    "personas/bo.md": "---\nname: Bo\nphoto: {file: bo.jpg, kind: customer, consent: {given:"
    " 2025-01-01, scope: [intranet], expires: 2026-01-01}}\n---\n",
    "journeys/reis.yaml": "title: Reis\npersona: anna\nphases: [{name: A, emotion: 1},"
    " {name: B, emotion: -1}]\n",
    "images/anna.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    '<rect width="10" height="10" fill="#00FF00"/></svg>',
}  # fmt: skip
GREEN, RED = (0, 255, 0), (255, 0, 0)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 900), RED).save(out, "JPEG", quality=95)
    return out.getvalue()


def build(out: Path, jobs: int = 1, /, **changes: str) -> Path:
    files: dict[str, str | bytes] = {**FILES, "images/bo.jpg": photo(), **changes}
    root = project(files)
    pipeline.build(Options(root / "content", THEMES, out, TODAY, pdf=False, jobs=jobs))
    return out


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("links") / "site")


def colours(path: Path) -> list[tuple[int, int, int]]:
    with Image.open(path) as picture:
        assert picture.size == (1200, 630)
        return [picture.getpixel((x, y)) for x in (800, 950, 1100) for y in (300, 450, 600)]  # type: ignore[misc]


def test_a_page_names_its_picture_whole(out: Path) -> None:
    html = (out / "personas/anna/index.html").read_text("utf-8")
    said = dict(re.findall(r'property="og:(\S+)" content="([^"]*)"', html))
    assert said["image"] == "https://intranet.example/klanten/personas/anna/link.png"
    assert said["url"] == "https://intranet.example/klanten/personas/anna/"
    assert (said["title"], said["description"]) == ("Anna", "De bakker")
    assert GREEN in colours(out / "personas/anna/link.png")
    assert "og:image" not in (out / "index.html").read_text("utf-8")


def test_a_photo_whose_consent_ran_out_is_not_on_it(out: Path) -> None:
    shown = colours(out / "personas/bo/link.png")
    assert all(abs(red - 255) + green + blue > 60 for red, green, blue in shown)


def test_a_journey_has_its_curve_and_the_bytes_stay(out: Path, tmp_path: Path) -> None:
    assert len(set(colours(out / "journeys/reis/link.png"))) >= 1
    again = build(tmp_path / "site")
    for name in ("personas/anna", "personas/bo", "journeys/reis"):
        assert (again / name / "link.png").read_bytes() == (out / name / "link.png").read_bytes()


def test_without_an_address_there_are_none(tmp_path: Path) -> None:
    out = build(tmp_path / "site", **{"site.yaml": "name: X\n"})
    assert list(out.rglob("link.png")) == []
    assert "og:" not in (out / "personas/anna/index.html").read_text("utf-8")


def test_processes_draw_the_same_bytes_and_what_one_leaves_is_drawn_here(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("personas/anna", "personas/bo", "journeys/reis")
    monkeypatch.setattr(linkpictures, "FEW", 1)
    monkeypatch.setattr(linkpictures, "CHUNK", 2)
    with monkeypatch.context() as only:
        only.setattr(linkpictures, "_picture", lambda *_: 1 / 0)
        shared = build(tmp_path / "shared", 2)
    monkeypatch.setattr(linkpictures, "shared", lambda *_: iter(()))
    alone = build(tmp_path / "alone", 2)
    for name in names:
        picture = (out / name / "link.png").read_bytes()
        assert (shared / name / "link.png").read_bytes() == picture
        assert (alone / name / "link.png").read_bytes() == picture

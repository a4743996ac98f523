"""The roadmap for customers: what may be seen, in a folder of its own, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from affiche import cli
from affiche.building import pipeline
from affiche.building.options import Options
from affiche.building.sites import outside, roadmap
from affiche.errors import ContentError
from affiche.model import Site
from affiche.pages.company.registers import roadmap as shown
from affiche.publishing import names
from tests.measures.test_reading import BASE
from tests.support.projects import THEMES, TODAY, project, tree

CHANCES = (
    "uur: {title: Offerte binnen een uur, public: ja, why: 'Wie kou heeft wacht niet. "
    "<!-- Ubbo wil dit niet --> [Meer](https://intranet.firma.example/uur)', kind: optimise, "
    "impact: 5, effort: 2, status: bezig, owner: Zwaantje, ticket: VDT-171}\n"
    "kluis: {title: Afhaalkluis, public: ja, status: idee}\n"
    "geheim: {title: Overname van de buurman, why: Omdat het kan, status: gepland}\n"
    "uit: {title: Niet tonen, public: nee}\n"
)
VOTES = "kans;stemmen\nuur;41\nkluis;3\ngeheim;7713\n"
SETTINGS = "name: Firma\nurl: https://intranet.firma.example/\nroadmap: {vote: 'https://stem.example/{id}'}\n"
FILES = {
    **BASE, "opportunities.yaml": CHANCES, "measurements/stemmen.csv": VOTES, "site.yaml": SETTINGS,
}  # fmt: skip


def options(root: Path, out: Path, only: tuple[str, ...] = ("roadmap",)) -> Options:
    return Options(root / "content", THEMES, out, TODAY, pdf=False, only=only)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("klanten") / "roadmap"
    roadmap.build(options(project(FILES), out))
    return {name: held for name, held in tree(out).items() if name != names.MANIFEST}


def plain(made: dict[str, bytes]) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", made["index.html"].decode()).split())


def test_it_says_title_why_how_far_votes_and_where_to_vote(made: dict[str, bytes]) -> None:
    text = plain(made)
    for said in ("Offerte binnen een uur", "Wie kou heeft wacht niet. Meer", "41 stemmen",
                 "Bezig", "Afhaalkluis", "minder dan vijf stemmen", "Stem hierop"):  # fmt: skip
        assert said in text
    assert 'href="https://stem.example/uur"' in made["index.html"].decode()


def test_nothing_else_of_the_content_is_in_any_file(made: dict[str, bytes]) -> None:
    assert {name.split("/")[0] for name in made} == {
        "index.html", "robots.txt", "page", "house-style",
    }  # fmt: skip
    held = "\n".join(body.decode("utf-8", "replace") for body in made.values())
    for hidden in ("Zwaantje", "VDT-171", "Overname", "Omdat het kan", "Niet tonen", "Ubbo",
                   "7.713", "intranet.firma", "Peter", "Balie aan de weg"):  # fmt: skip
        assert hidden not in held, hidden


def test_the_page_of_the_intranet_shows_the_same(tmp_path: Path) -> None:
    pipeline.build(options(project(FILES), tmp_path / "site", ()))
    text = (tmp_path / "site/roadmap/index.html").read_text("utf-8")
    assert "Wie kou heeft wacht niet." in text
    assert "Overname" not in text
    assert "Zwaantje" not in text


def test_control_what_the_allow_list_would_let_through_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = shown.roadmap

    def leaky(seen: Site, words: object) -> object:
        return replace(real(seen, words), intro="Dit doet Zwaantje voor ons.")  # type: ignore[arg-type]

    monkeypatch.setattr("affiche.packs.roadmap.roadmap", leaky)
    files = {**FILES, "opportunities.yaml": CHANCES.replace("Zwaantje", "Dit doet Zwaantje")}
    with pytest.raises(ContentError) as wrong:
        roadmap.build(options(project(files), tmp_path / "uit"))
    assert {problem.rule for problem in wrong.value.problems} == {"leak"}
    assert not (tmp_path / "uit" / "index.html").exists()


def test_no_site_takes_the_place_of_another(tmp_path: Path) -> None:
    root = project({**FILES, "briefings/zomer.md": "---\ntitle: Zomer\npersonas: [peter]\n---\n"})
    kinds: dict[str, tuple[str, ...]] = {
        "intranet": (), "bureaus": ("briefings",), "klanten": ("roadmap",)
    }  # fmt: skip
    pipeline.build(options(root, tmp_path / "intranet", ()))
    outside.build(options(root, tmp_path / "bureaus", ("briefings",)))
    roadmap.build(options(root, tmp_path / "klanten"))
    for folder in kinds:
        for name, only in kinds.items():
            chosen = options(root, tmp_path / folder, only)
            if folder == name:
                outside.check(chosen)
                continue
            with pytest.raises(ContentError):
                outside.check(chosen)


def test_without_anything_public_there_is_none(tmp_path: Path) -> None:
    files = {**FILES, "opportunities.yaml": "kluis: {title: Afhaalkluis}\n"}
    files["measurements/stemmen.csv"] = "kans;stemmen\nkluis;3\n"
    with pytest.raises(ContentError) as wrong:
        roadmap.build(options(project(files), tmp_path / "uit"))
    assert [(p.rule, p.place.path) for p in wrong.value.problems] == [
        ("no-roadmap", "content/opportunities.yaml")
    ]


def test_the_command_line_wants_a_folder_and_nothing_beside_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project(FILES))
    assert cli.main(["--only", "roadmap"]) == 2
    assert "--only roadmap heeft een eigen map nodig" in capsys.readouterr().err
    assert cli.main(["--only", "roadmap", "--only", "peter", "--out", "uit"]) == 2
    assert "dus peter kan er niet naast staan" in capsys.readouterr().err


def test_an_address_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    from affiche import content

    loaded = content.load(project({**BASE, "site.yaml": "roadmap: {vote: bel ons}\n"}) / "content",
                          TODAY)  # fmt: skip
    told = [(p.rule, p.place.line, p.what) for p in loaded.problems if p.kind == "error"]
    assert told == [("no-address", 1, "`{value}` is no address at which somebody can vote")]

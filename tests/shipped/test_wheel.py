"""What is installed is whole: a wheel, in a folder of its own, makes a site out of nothing else.

Nothing is fetched: the wheel is built with the setuptools that is here, and runs with the libraries
that are here, but with none of our own source.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from tests.support.projects import ROOT, tree

# As pyproject.toml asks for it under [build-system].
NEEDED = 77
# That the text of a starter still stands there is right to say, and is no fault.
WRONG = re.compile(r".*(?:error|warning): (?!.*(?:voorbeeldtekst|starter file)).*")
LEFT_OUT = shutil.ignore_patterns(".*", "site", "build", "dist", "*.egg-info", "__pycache__")
BESIDE = {"content", "tests", "benchmarks"}  # the package has a room `content` too, which comes in


def _left_out(folder: str, names: list[str]) -> set[str]:
    """What goes into no wheel."""
    return LEFT_OUT(folder, names) | (BESIDE if Path(folder) == ROOT else set())


def _version() -> int:
    try:
        return int(metadata.version("setuptools").partition(".")[0])
    except metadata.PackageNotFoundError:
        return 0


pytestmark = pytest.mark.skipif(
    _version() < NEEDED, reason=f"setuptools {NEEDED} or newer is not in this environment"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from an sdist of a copy: building leaves things behind."""
    source = tmp_path_factory.mktemp("source") / "affiche"
    shutil.copytree(ROOT, source, ignore=_left_out)
    out = tmp_path_factory.mktemp("wheel")
    pack = f"from setuptools.build_meta import build_sdist; build_sdist({str(out)!r})"
    subprocess.run([sys.executable, "-c", pack], cwd=source, check=True, stdout=subprocess.DEVNULL)
    (sdist,) = out.glob("affiche-*.tar.gz")
    build = ("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(out))
    subprocess.run([sys.executable, "-m", "pip", *build, str(sdist)], check=True)
    (made,) = out.glob("affiche-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package in it, as `pip install` puts it there."""
    target = tmp_path_factory.mktemp("installed")
    install = ("install", "--quiet", "--no-deps", "--no-index", "--target", str(target))
    subprocess.run([sys.executable, "-m", "pip", *install, str(wheel)], check=True)
    return target


def affiche(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the installed program in a folder; nothing of this checkout is in its reach."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        [sys.executable, "-m", "affiche", *words],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip


def test_a_wheel_holds_everything_that_comes_along(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = {
        f"affiche/shipped/{folder}/{path}"
        for folder in ("themes", "docs")
        for path in tree(ROOT / folder)
        if "__pycache__" not in path
    }
    package = {
        f"affiche/{path}"
        for path in tree(ROOT / "affiche")
        if re.search(r"\.(py|po|md|yaml|js|css|html|j2)$", path)
    }
    assert shipped | package <= names
    assert not [name for name in names if not name.startswith(("affiche/", "affiche-"))]


def test_a_new_site_in_an_empty_folder_builds_at_once(installed: Path, tmp_path: Path) -> None:
    made = affiche(installed, tmp_path, "new", "site", "Mijn klanten")
    assert made.returncode == 0, made.stderr
    project = tmp_path / "mijn-klanten"
    there = sorted(tree(project))
    assert [name for name in there if name.startswith("content/")] == [
        "content/journeys/ik-vraag-iets-aan.yaml",
        "content/personas/sanne-de-boer.md",
        "content/site.yaml",
    ]
    around = {"AGENTS.md", ".gitlab-ci.yml", ".githooks/pre-commit", ".vscode/settings.json"}
    assert around <= set(there)
    built = affiche(installed, project, "--no-pdf")
    assert (built.returncode, WRONG.findall(built.stderr)) == (0, [])
    journey = (project / "content/journeys/ik-vraag-iets-aan.yaml").read_text("utf-8")
    assert "\npersona: sanne-de-boer   # " in journey
    assert "Mijn klanten" in (project / "site/index.html").read_text("utf-8")
    assert list((project / "site/assets").glob("*.woff2"))


def test_one_persona_in_an_empty_folder_is_enough(installed: Path, tmp_path: Path) -> None:
    assert affiche(installed, tmp_path, "new", "persona", "Peter de Vries").returncode == 0
    built = affiche(installed, tmp_path, "--no-pdf")
    assert (built.returncode, WRONG.findall(built.stderr)) == (0, [])
    assert (tmp_path / "site/personas/peter-de-vries/index.html").is_file()


def test_an_own_theme_extends_the_one_that_came_along(installed: Path, tmp_path: Path) -> None:
    assert affiche(installed, tmp_path, "new", "persona", "Peter").returncode == 0
    assert affiche(installed, tmp_path, "new", "theme", "Eigen").returncode == 0
    built = affiche(installed, tmp_path, "--no-pdf", "--theme", "eigen")
    assert (built.returncode, WRONG.findall(built.stderr)) == (0, [])


def test_what_people_have_comes_in_and_the_manual_comes_out(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "oud.md").write_text("# Ans\n\n## Doelen\n- Rust\n\n## Marge\n41 %\n", "utf-8")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#7AC943"/></svg>'
    (tmp_path / "logo.svg").write_text(svg, "utf-8")
    for call in (
        ("import", "oud.md"), ("new", "theme", "eigen", "--logo", "logo.svg"), ("manual",),
    ):  # fmt: skip
        done = affiche(installed, tmp_path, *call)
        assert (done.returncode, done.stderr) == (0, ""), call
    built = affiche(installed, tmp_path, "--no-pdf", "--theme", "eigen")
    assert (built.returncode, WRONG.findall(built.stderr)) == (0, [])
    assert "41 %" in (tmp_path / "site/personas/ans/index.html").read_text("utf-8")
    assert (tmp_path / "manual/nl/fields-persona.html").is_file()


def test_control_without_the_themes_nothing_is_built(installed: Path, tmp_path: Path) -> None:
    bare = tmp_path / "installed"
    shutil.copytree(installed, bare, ignore=shutil.ignore_patterns("shipped"))
    shutil.copytree(
        installed / "affiche/shipped", bare / "affiche/shipped",
        ignore=shutil.ignore_patterns("themes"),
    )  # fmt: skip
    work = tmp_path / "werk"
    work.mkdir()
    assert affiche(bare, work, "new", "persona", "Peter").returncode == 0
    built = affiche(bare, work, "--no-pdf")
    assert built.returncode == 2 and "thema" in built.stderr

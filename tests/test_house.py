"""The house around the package: locks, licences, versions, paths. In: the tracked files."""

import re
import stat
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

import affiche

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt")
SCRIPTS = (".ci/setup", ".ci/run")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
IGNORED = {".venv", ".git", "site", ".affiche", "build", "dist", "__pycache__"}


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the project, as git has them; without git, all that is not made by a run."""
    command = ("git", "-c", "safe.directory=*", "ls-files", "-z")
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        every = (path for path in ROOT.rglob("*") if path.is_file())
        return tuple(p for p in every if not IGNORED & set(p.relative_to(ROOT).parts))
    paths = (ROOT / name.decode() for name in listed.split(b"\0") if name)
    return tuple(path for path in paths if path.is_file())


def text_of(path: Path) -> str:
    """What a file says; nothing for a font or a picture."""
    data = path.read_bytes()
    return "" if b"\0" in data else data.decode("utf-8", errors="replace")


# --- locks ------------------------------------------------------------------------------------


def entries(lock: str) -> dict[str, str]:
    """Name to the whole entry of a lock: version, marker and hashes."""
    logical = lock.replace("\\\n", " ").splitlines()
    lines = [line for line in logical if line.strip() and not line.startswith("#")]
    return {re.split(r"[=\s;\[]", line, maxsplit=1)[0].lower(): line for line in lines}


def lock(name: str) -> dict[str, str]:
    return entries((ROOT / name).read_text(encoding="utf-8"))


def canonical(requirement: str) -> str:
    return re.split(r"[<>=!~;\[\s]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def unhashed(found: dict[str, str]) -> list[str]:
    """The entries without an exact version or without a sha256."""
    return [
        name
        for name, line in found.items()
        if not re.match(r"\S+==\S+", line) or not re.search(r"--hash=sha256:[0-9a-f]{64}\b", line)
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_each_locked_package_has_its_hashes(name: str):
    assert len(lock(name)) > 20
    assert unhashed(lock(name)) == []


def test_control_an_entry_without_hash_is_found():
    assert unhashed(entries("a==1 \\\n    --hash=sha256:" + "0" * 64 + "\nb==1\n")) == ["b"]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name: str):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "://" in line or line.startswith("-")] == []


def test_the_locks_hold_what_the_project_asks_for():
    runtime = {canonical(requirement) for requirement in PROJECT["dependencies"]}
    dev = {canonical(requirement) for requirement in PROJECT["optional-dependencies"]["dev"]}
    assert runtime - lock(LOCKS[0]).keys() == set()
    assert (runtime | dev) - lock(LOCKS[1]).keys() == set()


def test_the_lock_for_tests_holds_all_of_the_other():
    runtime, dev = lock(LOCKS[0]), lock(LOCKS[1])
    assert {name for name, entry in runtime.items() if dev.get(name) != entry} == set()


# --- versions ---------------------------------------------------------------------------------


def test_the_version_is_said_once():
    assert "version" in PROJECT["dynamic"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", affiche.__version__)


def test_the_changelog_knows_the_version():
    headings = re.findall(
        r"^## \[([^]]+)]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert headings[0] == "Unreleased"
    assert headings[1:2] in ([], [affiche.__version__])


# --- licences ---------------------------------------------------------------------------------


def unlicensed(files: tuple[Path, ...]) -> list[Path]:
    """The folders with fonts, icons or portraits that no licence stands beside."""
    fonts = {path.parent for path in files if path.suffix in {".woff2", ".ttf", ".otf"}}
    drawn = {path.parent for path in files if path.suffix in {".svg", ".jpg", ".png", ".webp"}}
    folders = fonts | {folder for folder in drawn if folder.name in {"icons", "images"}}
    tests = ROOT / "tests"
    return sorted(f for f in folders if not f.is_relative_to(tests) and not has_licence(f))


def has_licence(folder: Path) -> bool:
    """Whether the folder, or one above it inside the project, holds a licence of its own."""
    above = [place for place in (folder, *folder.parents) if ROOT in place.parents]
    names = [path.name for place in (above or [folder]) for path in place.glob("*")]
    return any(name.startswith(("LICENSE", "LICENCE", "OFL")) for name in names)


def test_a_licence_stands_beside_whatever_is_shipped():
    folders = [folder.relative_to(ROOT).as_posix() for folder in unlicensed(tracked())]
    assert folders == []


def test_control_a_folder_without_licence_is_found(tmp_path: Path):
    assert unlicensed((tmp_path / "new.woff2",)) == [tmp_path]


def test_each_font_family_has_its_licence():
    missing = []
    for font in (path for path in tracked() if path.suffix == ".woff2"):
        licences = {path.stem.removeprefix("OFL-") for path in font.parent.glob("OFL-*.txt")}
        if not any(font.name.startswith(name + "-") for name in licences):
            missing.append(font.name)
    assert missing == []


# --- nothing of one machine -------------------------------------------------------------------

MACHINE = re.compile(
    r"(?<![\w.~*-])/(?:work|root|tmp|home/\w+|Users/\w+)/\w"
    r"|(?:pypi|npmjs|pythonhosted)\.(?:org|com)"
)


def test_no_file_names_a_path_of_one_machine_or_a_registry():
    found = {
        path.relative_to(ROOT).as_posix(): match[0]
        for path in tracked()
        if path != Path(__file__) and (match := MACHINE.search(text_of(path)))
    }
    assert found == {}


def test_control_a_machine_path_is_found():
    assert [bool(MACHINE.search(text)) for text in ("see /root/x", "https://a.nl/root/x")] == [
        True,
        False,
    ]


# --- documents and scripts --------------------------------------------------------------------

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
FILE = re.compile(r"`((?:affiche|themes/affiche|tests|\.ci|docs|content)/[\w./-]*\w/?)`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: Path(document).name)
def test_links_in_the_documents_lead_somewhere(document: str | Path):
    path = ROOT / document
    targets = [t for t in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in t]
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_contributing_names_files_that_exist():
    named = FILE.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_templates_and_sources_name_modules_that_exist():
    """A module that moves is named where nothing imports it: in remarks, and as a text."""
    places = (*(ROOT / "affiche").rglob("*.py"), *(ROOT / "themes").rglob("*.j2"))
    texts = [path.read_text(encoding="utf-8") for path in places]
    named = {name for text in texts for name in re.findall(r"\baffiche/[\w/]+\.py\b", text)}
    dotted = {
        name for text in texts for name in re.findall(r'"affiche\.([a-z_]+(?:\.[a-z_]+)+)"', text)
    }
    assert named and dotted
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
    modules = [ROOT / "affiche" / name.replace(".", "/") for name in sorted(dotted)]
    assert [m for m in modules if not (m.is_dir() or m.with_suffix(".py").is_file())] == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_can_be_run_and_read(script: str):
    path = ROOT / script
    assert path.stat().st_mode & stat.S_IXUSR
    shell = path.read_text(encoding="utf-8").splitlines()[0].split("/")[-1].split()[-1]
    subprocess.run([shell, "-n", str(path)], check=True, capture_output=True)


def test_the_top_of_the_tree_holds_what_it_should():
    folders = {".ci", "affiche", "benchmarks", "content", "docs", "tests", "themes"}
    manuals = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"}
    tools = {".gitignore", "Makefile", "build.py", "pyproject.toml", *LOCKS}
    # What a wheel and an sdist hold from the top: setuptools has no other place to be told.
    tools |= {"setup.py", "MANIFEST.in"}
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert top == folders | manuals | tools

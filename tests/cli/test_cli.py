"""The command line: what users type in; exit code and what they read, in their language, out."""

from __future__ import annotations

import ast
import errno
import io
import json
import math
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from affiche import cli, report
from affiche.building import pipeline, printroom
from affiche.building.options import Options
from affiche.cli import progress
from affiche.cli.offered import COMMANDS, OPTIONS
from affiche.commands import Start
from affiche.errors import AfficheError, Kind, Place, Problem
from affiche.pages.plan import Sheet, SheetFact
from affiche.words import words
from tests.support.presses import FakePress, stand_in
from tests.support.projects import PETER, ROOT, bare_theme, project, tree, write

BROKEN = "---\nname: Peter\ndoelne: [Rust]\n---\n"
ENGLISH = "language: en\n"
POSTERS = ("personas/peter/peter-poster-a2.pdf", "personas/peter/peter-poster-a3.pdf")


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> FakePress:
    fake = FakePress()
    monkeypatch.setattr(printroom, "Press", fake)
    return fake


@pytest.fixture
def root(press: FakePress, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one persona, and we are in it."""
    root = project({"personas/peter.md": PETER})
    bare_theme(root)
    monkeypatch.chdir(root)
    monkeypatch.setattr(sys, "argv", ["build.py"])
    monkeypatch.setattr(sys, "orig_argv", ["python", "build.py"])
    # How far a build is, is told every few seconds: a slow machine has no other output.
    monkeypatch.setattr(cli.progress, "SECONDS_BETWEEN_LINES", math.inf)
    return root


Read = pytest.CaptureFixture[str]


def run(capsys: Read, *arguments: str) -> tuple[int, str, str]:
    """Exit code, what came on stdout, what came on stderr."""
    code = cli.main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


# Building ----------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("build",)])
def test_build_tells_what_it_made_and_where_to_look(
    root: Path, capsys: Read, arguments: tuple[str, ...]
) -> None:
    code, out, err = run(capsys, *arguments)
    made = tree(root / "site")
    pages = len([path for path in made if path.endswith(".html")])
    sheets = sorted(path for path in made if path.endswith(".pdf"))
    assert code == 0
    assert re.sub(r"\d+,\d s", "N s", out).splitlines() == [
        f"Klaar in N s: {pages} pagina’s en {len(sheets)} PDF’s, "
        f"waarvan {pages + len(sheets)} nieuw of veranderd.",
        "5 adviezen: zie site/quality/index.html of python build.py check.",
        "Bekijk het: site/index.html",
    ]
    stand, *after = err.splitlines()
    assert stand.startswith("De pagina’s staan er: site/index.html. De posters en kaarten volgen (")
    told = [re.fullmatch(r"PDF (\d+) van (\d+): (.+)", line) for line in after]
    steps = [(int(line[1]), int(line[2])) for line in told if line]
    assert len(steps) == len(told) > 0
    assert steps == [(number, len(told)) for number in range(1, len(told) + 1)]
    # The job sheet for the print shop is made of all others, and told of with none of them.
    named = {line[3] for line in told if line}
    pictures = {path for path in made if path.endswith("-2x.png")}
    assert {*POSTERS} <= named <= {*sheets, *pictures}


def test_the_language_of_the_site_is_the_language_of_the_messages(root: Path, capsys: Read) -> None:
    write(root / "content/site.yaml", ENGLISH)
    code, out, _ = run(capsys, "--no-pdf")
    assert code == 0
    assert out.splitlines()[-1] == "Look at it: site/index.html"
    write(root / "content/site.yaml", ENGLISH + "\ttab: x\n")
    code, _, err = run(capsys)
    assert code == 2
    assert err.splitlines()[-1] == "1 error. Nothing was published; what stood there is as it was."


def test_a_mistake_is_told_with_its_place_and_nothing_is_published(
    root: Path, capsys: Read
) -> None:
    assert run(capsys)[0] == 0
    before = tree(root / "site")
    write(root / "content/personas/peter.md", BROKEN)
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "content/personas/peter.md:3:1: error: onbekende sleutel `doelne`. Bedoelde je `goals`?",
        "1 fout. Er is niets gepubliceerd; wat er stond, staat er nog.",
    ]
    assert tree(root / "site") == before


def left_off(sheet: Sheet, site: Any) -> Any:
    if sheet.path not in POSTERS:
        return stand_in(sheet, site)
    values = {"block": "Doelen"}
    warning = Problem(Kind.WARNING, "left-off", sheet.source, "no room for {block}", "", values)
    return replace(stand_in(sheet, site), fact=SheetFact(9, (), (warning,)))


def test_a_warning_is_told_and_strict_makes_it_an_error(
    root: Path, capsys: Read, press: FakePress
) -> None:
    press.make = left_off
    code, out, err = run(capsys)
    assert code == 0
    assert "content/personas/peter.md:1:1: warning: no room for Doelen." in err.splitlines()
    assert "1 waarschuwing, 5 adviezen: zie" in out
    code, _, err = run(capsys, "build", "--strict")
    assert code == 2
    assert "content/personas/peter.md:1:1: error: no room for Doelen." in err.splitlines()
    assert err.splitlines()[-1].startswith("1 fout. Er is niets gepubliceerd")


def test_a_folder_of_somebody_else_is_not_replaced(root: Path, capsys: Read) -> None:
    write(root / "kluis/thesis.txt", "two years of work")
    code, _, err = run(capsys, "--out", "kluis")
    assert code == 2
    assert err.splitlines()[0] == (
        "error: in kluis staan bestanden die affiche niet heeft gemaakt. "
        "Noem een andere map met --out."
    )
    assert tree(root / "kluis") == {"thesis.txt": b"two years of work"}


def test_the_options_reach_the_build(
    root: Path, capsys: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Options] = []

    def build(options: Options, tell: object) -> None:
        built.append(options)
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "build", build)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    arguments = (
        "--content inhoud --themes=stijlen --out uit --theme kaal --no-pdf --jobs 3 --strict"
    )
    assert run(capsys, *arguments.split(), "--clean", "--only", "a", "b", "--only=c")[0] == 130
    (options,) = built
    assert (options.content, options.themes, options.out) == (
        Path("inhoud"), Path("stijlen"), Path("uit"),
    )  # fmt: skip
    assert (options.theme, options.pdf, options.jobs) == ("kaal", False, 3)
    assert (options.strict, options.clean, options.only) == (True, True, ("a", "b", "c"))
    assert str(options.today) == "2026-11-22"


# The call ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("wacth", "de opdracht wacth bestaat niet. Bedoelde je watch?"),
        ("deploy", "de opdracht deploy bestaat niet. "
         f"Wel: {', '.join(COMMANDS)}."),
        ("build --strcit", "de optie --strcit bestaat niet. Bedoelde je --strict?"),
        ("--jobs veel", "achter --jobs hoort een heel getal van 1 tot en met 64, niet veel."),
        ("--jobs 0", "achter --jobs hoort een heel getal van 1 tot en met 64, niet 0."),
        ("--out", "achter --out hoort de naam van een map."),
        ("--strict=ja", "achter --strict hoort niets."),
        ("check --format xml", "--format kan niet xml zijn. Kies uit: text, json, github, gitlab."),
        ("build --port 8000", "build heeft geen optie --port."),
        ("build site", "build weet niet wat het met site moet."),
        ("new persona", "achter new horen een soort en een naam. "
         'Bijvoorbeeld: python build.py new persona "Peter de Vries".'),
        ("new persna Peter", "affiche heeft geen beginbestand voor persna. Bedoelde je persona?"),
    ],
)  # fmt: skip
def test_a_call_that_is_wrong_is_told_in_dutch(
    root: Path, capsys: Read, arguments: str, expected: str
) -> None:
    before = tree(root)
    assert run(capsys, *arguments.split()) == (2, "", f"error: {expected}\n")
    assert tree(root) == before


def test_every_mistake_in_the_call_is_told(root: Path, capsys: Read) -> None:
    code, _, err = run(capsys, "wacth", "--strcit", "--jobs=x")
    assert (code, len(err.splitlines())) == (2, 3)


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("help",), ("watch", "--help")])
def test_help_names_every_command_and_option(
    root: Path, capsys: Read, arguments: tuple[str, ...]
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, err) == (0, "")
    assert out.startswith("affiche maakt van persona’s en klantreizen een intranetsite")
    for word in (*COMMANDS, *OPTIONS):
        assert re.search(rf"^  {word}\b", out, re.MULTILINE), word
    write(root / "content/site.yaml", ENGLISH)
    assert run(capsys, *arguments)[1].startswith("affiche makes an intranet site")


def test_version(root: Path, capsys: Read) -> None:
    assert run(capsys, "--version")[:2] == (0, f"affiche {cli.__version__}\n")


SPEAKING = ("building", "cli", "publishing", "watching")
NOT_SAID = re.compile(
    r"^Peter de Vries$|^((build, )?watch, edit|erase, [a-z, ]+)$"
    r"|Signature: |charset=|\[|a request failed|default-src|# persona: |^--format=|Callback"
    r"|Symlink loop"
)


def texts(module: str) -> Iterator[str]:
    """Every text of more than one word in a module, but for docstrings and pieces of f-strings."""
    tree = ast.parse((ROOT / "affiche" / f"{module}.py").read_text("utf-8"))
    nodes = list(ast.walk(tree))
    pieces = [part for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values]
    pieces += [node.value for node in nodes if isinstance(node, ast.Expr)]
    left_out = {id(piece) for piece in pieces}
    constants = (n.value for n in nodes if isinstance(n, ast.Constant) and id(n) not in left_out)
    yield from (value for value in constants if isinstance(value, str) and " " in value.strip())


def speaking() -> list[str]:
    files = (file for room in SPEAKING for file in (ROOT / "affiche" / room).rglob("*.py"))
    found = [str(file.relative_to(ROOT / "affiche").with_suffix("")) for file in files]
    return sorted([*found, "report", "starters/__init__"])


@pytest.mark.parametrize("module", speaking())
def test_everything_that_is_said_has_its_dutch(module: str) -> None:
    ids = []
    for path in (ROOT / "affiche/locale/nl").glob("*.po"):
        with path.open("rb") as file:
            ids += [message.id for message in read_po(file)]
    known = {text for id in ids for text in (id if isinstance(id, tuple) else (id,))}
    assert [t for t in texts(module) if t not in known and not NOT_SAID.search(t)] == []


# Checking ----------------------------------------------------------------------------------


def test_check_names_everything_and_writes_nothing(root: Path, capsys: Read) -> None:
    before = tree(root)
    code, out, err = run(capsys, "check")
    assert (code, out) == (0, "5 adviezen\n")
    assert len([line for line in err.splitlines() if ": advice: " in line]) == 5
    write(root / "content/personas/peter.md", BROKEN)
    code, out, err = run(capsys, "check")
    assert code == 2
    assert "content/personas/peter.md:3:1: error: onbekende sleutel" in err
    assert tree(root).keys() == before.keys()


def test_check_says_how_far_it_is_only_to_somebody_who_looks(
    root: Path, capsys: Read, press: FakePress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        cli.Screen, "of", classmethod(lambda own, language, *_: own(words(language), True, False))
    )
    shown: list[bool] = []
    showing = progress.showing

    def seen(stream: Any, spoken: Any, terminal: bool) -> Any:
        shown.append(terminal)
        return showing(stream, spoken, False)

    monkeypatch.setattr(progress, "showing", seen)
    code, _, err = run(capsys, "check", "--pdf")
    assert (code, shown) == (0, [True])
    assert any(line.startswith("PDF 1 van ") for line in err.splitlines())
    press.shelf.clear()
    for form in ("json", "github"):
        code, out, err = run(capsys, "check", "--pdf", "--format", form)
        assert (code, err, shown) == (0, "", [True])
        assert out


def test_check_in_a_log_says_nothing_but_what_is_wrong(root: Path, capsys: Read) -> None:
    _, _, err = run(capsys, "check", "--pdf")
    assert [line for line in err.splitlines() if ": advice: " not in line] == []


@pytest.mark.parametrize("more", [(), ("--no-pdf",), ("--pdf", "--no-pdf")])
def test_check_is_quick_and_says_what_it_left_out(
    root: Path, capsys: Read, press: FakePress, more: tuple[str, ...]
) -> None:
    code, out, err = run(capsys, "check", *more)
    assert (code, out, press.made) == (0, "5 adviezen\n", [])
    assert err.splitlines()[0] == (
        "Posters en kaarten zijn niet opgemaakt: dat doet python build.py check --pdf "
        "erbij (minuten)."
    )
    assert run(capsys, "check", *more, "--format", "json")[2] == ""


@pytest.mark.parametrize("asked", ["--pdf", "--sheets"])
def test_check_lays_out_sheets_when_asked(
    root: Path, capsys: Read, press: FakePress, asked: str
) -> None:
    assert run(capsys, "check", asked)[0] == 0
    assert {*POSTERS} <= {*press.made}


def test_what_has_to_be_mended_is_told_last(root: Path, capsys: Read) -> None:
    write(root / "content/personas/sanne.md", "---\nname: Sanne\nleeftijd: 30\n---\n")
    write(root / "content/zomaar.md", "x")
    code, out, err = run(capsys, "check")
    kinds = re.findall(r"^content/\S+ (\w+): ", err, re.MULTILINE)
    assert code == 2 and out.startswith("1 fout, 1 waarschuwing, ")
    assert [kind for kind, after in zip(kinds, [*kinds[1:], ""], strict=True) if kind != after] == [
        "advice", "warning", "error",
    ]  # fmt: skip


def test_what_nobody_refers_to_is_told_when_every_journey_is_read(root: Path, capsys: Read) -> None:
    journey = "title: Ketel\npersona: peter\nphases:\n  - id: buy\n    name: Aankoop\n"
    write(root / "content/touchpoints.yaml", "balie: {name: Balie}\n")
    write(root / "content/journeys/ketel.yaml", journey)
    assert "geen enkele klantreis verwijst naar `balie`" in run(capsys, "check")[2]
    write(root / "content/journeys/ketel.yaml", journey + "    duurt: lang\n")
    code, _, err = run(capsys, "check")
    assert code == 2 and "verwijst naar" not in err and "in geen klantreis" not in err


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("import weg.docx", "1 fout. Er is niets veranderd."),
        ("", "1 fout. Er is niets gepubliceerd; wat er stond, staat er nog."),
        ("rename a b", "error: er is hier niets dat a heet. In deze map staat geen persona en geen "
         "klantreis: ben je in de goede map?"),
    ],
)  # fmt: skip
def test_in_an_empty_folder_it_says_what_became_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Read, command: str, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, *command.split())
    assert code == 2 and expected in err.splitlines()


def test_check_speaks_json_and_github(root: Path, capsys: Read) -> None:
    write(root / "content/personas/peter.md", BROKEN)
    code, out, err = run(capsys, "check", "--format", "json")
    (problem,) = [row for row in json.loads(out)["problems"] if row["kind"] == "error"]
    assert (code, err) == (2, "")
    assert problem == {
        "kind": "error",
        "rule": "unknown-key",
        "path": "content/personas/peter.md",
        "line": 3,
        "column": 1,
        "message": "onbekende sleutel `doelne`",
        "hint": "Bedoelde je `goals`?",
        "excerpt": "doelne: [Rust]",
        "edit": {
            "line": 3,
            "column": 1,
            "end_line": 3,
            "end_column": 7,
            "old": "doelne",
            "new": "goals",
        },
    }
    code, out, _ = run(capsys, "check", "--format=github")
    assert code == 2
    assert (
        "::error file=content/personas/peter.md,line=3,col=1"
        "::onbekende sleutel `doelne`. Bedoelde je `goals`?"
    ) in out.splitlines()


def test_github_gets_its_own_escapes() -> None:
    place = Place("content/a,b:c.md", 2, 3)
    problem = Problem(Kind.ADVICE, "rule", place, "100 % of\nthis: {x}", "", {"x": "y"})
    assert report.as_github([problem], words("en")) == (
        "::notice file=content/a%2Cb%3Ac.md,line=2,col=3::100 %25 of%0Athis: y.\n"
    )


# Our faults, and stopping ------------------------------------------------------------------


def test_a_mistake_of_ours_is_told_without_a_traceback(
    root: Path, capsys: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "build", lambda *_: {}["what"])
    code, out, err = run(capsys)
    assert (code, out) == (1, "")
    (log,) = (root / ".affiche").glob("error-*.log")
    assert err.splitlines() == [
        "error: Dit is een fout in affiche, niet in wat jij schreef. "
        f"Meld het alsjeblieft, met {log.relative_to(root)} erbij.",
        "  KeyError: 'what'",
    ]
    assert "Traceback" in log.read_text()


def test_a_sheet_that_fails_is_named_and_the_rest_is_published(
    root: Path, capsys: Read, press: FakePress
) -> None:
    def fails(sheet: Sheet, site: Any) -> Any:
        if sheet.path in POSTERS:
            raise AfficheError("the worker process died")
        return stand_in(sheet, site)

    press.make = fails
    code, _, err = run(capsys)
    assert code == 0
    assert [line for line in err.splitlines() if ": warning: " in line] == [
        f"content/personas/peter.md:1:1: warning: het vel peter-poster-{size}.pdf kon niet worden "
        "gemaakt, en is weggelaten. Haal weg wat ongewoon is in de teksten of in de stijl van het "
        "thema, en meld dit: the worker process died."
        for size in ("a2", "a3")
    ]
    assert run(capsys, "--strict")[0] == 2
    assert [path for path in tree(root / "site") if path in POSTERS] == []
    assert "personas/peter/peter-poster-a2-print.pdf" in tree(root / "site")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_watch_that_is_stopped_says_so_and_leaves_the_site(
    root: Path, number: signal.Signals
) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "watch", "--no-pdf"]
    process = subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stderr
    lines = [process.stdout.readline(), process.stdout.readline()]
    assert re.fullmatch(r"Kijk op http://127\.0\.0\.1:\d+/ \(stoppen met Ctrl-C\)\n", lines[1])
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "Gestopt.\n")
    assert (root / "site/index.html").exists()
    assert [name for name in os.listdir(root) if name.startswith(".site")] == []  # noqa: PTH208


def test_build_py_and_the_module_are_the_same_program(root: Path) -> None:
    for program in ([str(ROOT / "build.py")], ["-m", "affiche"]):
        done = subprocess.run(
            [sys.executable, *program, "--version"],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == f"affiche {cli.__version__}\n"


def test_color_is_for_terminals_that_want_it(capsys: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem(Kind.WARNING, "rule", Place("content/a.md", 2, 1), "warning: x")
    spoken = words("nl")
    cli.Screen(spoken, terminal=True, color=True).problems([problem])
    assert capsys.readouterr().err == "content/a.md:2:1: \033[33mwarning\033[0m: warning: x.\n"
    cli.Screen(spoken, terminal=True, color=False).problems([problem])
    assert capsys.readouterr().err == "content/a.md:2:1: warning: warning: x.\n"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert cli.Screen.of("nl", Start()).color
    monkeypatch.setenv("NO_COLOR", "1")
    assert not cli.Screen.of("nl", Start()).color


# Starters ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("persona", "content/personas/anna-bob.md"),
        ("journey", "content/journeys/anna-bob.yaml"),
        ("briefing", "content/briefings/anna-bob.md"),
        ("theme", "themes/anna-bob/theme.yaml"),
    ],
)
def test_a_starter_file_builds_at_once(
    root: Path, capsys: Read, kind: str, path: str, language: str
) -> None:
    write(root / "content/site.yaml", f"language: {language}\n")
    code, out, _ = run(capsys, "new", kind, "Ánna", "&", '"Bob": 1')
    assert code == 0
    expected = path.replace("anna-bob", "anna-bob-1")
    made = {"nl": f"Gemaakt: {expected}", "en": f"Made: {expected}"}[language]
    assert out.splitlines()[0] == made
    theme = ("--theme", "anna-bob-1") if kind == "theme" else ()
    code, out, err = run(capsys, *theme)
    assert (code, [line for line in err.splitlines() if "error" in line]) == (0, [])
    if kind != "theme":
        page = Path(expected).with_suffix("").relative_to("content") / "index.html"
        assert "Ánna &amp;" in (root / "site" / page).read_text()


def test_a_starter_file_never_replaces_one(root: Path, capsys: Read) -> None:
    before = tree(root)
    code, _, err = run(capsys, "new", "persona", "Peter")
    assert (code, err) == (
        2,
        "error: content/personas/peter.md bestaat al. "
        "Open dat bestand, of kies een andere naam met --id.\n",
    )
    assert tree(root) == before
    assert run(capsys, "new", "persona", "Peter", "--id", "peter-2")[0] == 0
    assert (root / "content/personas/peter-2.md").exists()
    for wrong in ("../peter", "a/b", ".verborgen", ""):
        assert run(capsys, "new", "persona", "Peter", f"--id={wrong}")[0] == 2


def test_a_name_without_latin_letters_gets_a_number_and_says_so(root: Path, capsys: Read) -> None:
    for number in (1, 2):
        code, out, _ = run(capsys, "new", "persona", "李雷")
        assert code == 0
        assert out.splitlines()[:2] == [
            f"In de naam staan geen letters a tot en met z, daarom heet het bestand "
            f"persona-{number}; noem het zoals je wilt.",
            f"Gemaakt: content/personas/persona-{number}.md",
        ]
    assert 'name: "李雷"' in (root / "content/personas/persona-1.md").read_text("utf-8")


def test_kinds_may_be_said_in_dutch(root: Path, capsys: Read) -> None:
    assert run(capsys, "new", "klantreis", "Ketel")[0] == 0
    assert (root / "content/journeys/ketel.yaml").exists()


def test_where_nobody_listens_it_works_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a service, or in a task without a console."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main(["--version"]) == 0
    assert cli.main(["zzz"]) == 2
    sys.stdout.close()
    sys.stderr.close()


def test_output_that_goes_to_a_full_disk_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(io.StringIO):
        name = "<stdout>"

        def flush(self) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    assert cli.main(["--version"]) == 2
    assert "de schijf is vol" in capsys.readouterr().err
    sys.stdout.close()
    monkeypatch.setattr(sys, "stdout", Full())
    monkeypatch.setattr(sys, "stderr", Full())
    assert cli.main(["--version"]) == 2
    sys.stdout.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no links")
@pytest.mark.parametrize(
    "call",
    [["check", "--content", "loop"], ["erase", "peter", "--content", "loop"], ["publish", "loop"],
     ["build", "--no-pdf", "--themes", "loop"], ["build", "--no-pdf", "--out", "loop"]],
)  # fmt: skip
def test_a_folder_that_is_a_link_to_itself_is_named(
    call: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project({"personas/peter.md": "---\nname: Peter\n---\nX\n"}, tmp_path))
    Path("loop").symlink_to("loop")
    assert cli.main(call) == 2

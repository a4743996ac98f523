"""Erasing somebody through the command line: what is listed, what goes, and that the rest stays."""

from __future__ import annotations

import os
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from affiche import cli
from affiche.measures.tables import books
from affiche.versions import erased as erased_files
from tests.support.projects import bare_theme, project, tree
from tests.support.spreadsheets import xlsx

ANNA = """\
    ---
    name: Anna Visser
    status: concept
    photo:
      file: "./anna.svg"
      kind: klant

      consent: {given: 2026-01-01, scope: [intranet]}
    goals: [Rust]
    ---
    Anna woont op een boot.

    ![Anna](../images/anna-boot.svg)
    """
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7"/></svg>'
FILES: dict[str, str | bytes] = {
    "personas/anna.md": ANNA,
    "personas/bram.md": "---\nname: Bram\nphoto: bram.svg\nowner: Sanne Hoekstra\n"
    "reviewers: [Piet, Sanne  Hoekstra]\n---\nKent Anna\nVisser van vroeger.\n",
    "images/anna.svg": SVG,
    "images/anna-boot.svg": SVG,
    "images/bram.svg": SVG,
    "journeys/boot.yaml": "title: De boot\npersona: anna\nphases:\n  - name: Varen\n"
    "    touchpoints:\n      - name: Kade\n        image: anna.svg\n",
    "journeys/samen.yaml": "title: Samen\npersonas: [  # wie\n  bram,  # hij\n  anna  # zij\n]\n"
    "phases: [Varen]\n",
    "briefings/zomer.md": "---\ntitle: Zomer\nagency: Bureau Kade\npersonas:\n  - anna   # zij\n"
    "  # en hij\n  - bram\n---\n![Anna](../images/anna.svg) Zomer.\n",
}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Run a command in a project: the exit code, and what was said."""

    def command(root: Path, *words: str) -> tuple[int, str]:
        monkeypatch.chdir(root)
        code = cli.main(list(words))
        said = capsys.readouterr()
        return code, said.out + said.err

    return command


def erased(root: Path, run, *who: str) -> dict[str, bytes]:  # type: ignore[no-untyped-def]
    """The content afterwards. Nothing goes before it is listed, and the project builds."""
    before = tree(root / "content")
    code, said = run(root, "erase", *who)
    assert code == 0, said
    assert tree(root / "content") == before
    code, said = run(root, "erase", *who, "--yes")
    assert code == 0, said
    code, said = run(root, "build", "--no-pdf", "--themes", "themes")
    assert code == 0, said
    return tree(root / "content")


def themed(files: dict[str, str | bytes]) -> Path:
    root = project(files)
    bare_theme(root)
    return root


def test_a_persona_goes_with_photo_and_references_and_the_rest_stays_as_it_was(run):
    left = erased(themed(FILES), run, "anna")
    assert sorted(left) == [
        "briefings/zomer.md", "images/bram.svg", "journeys/boot.yaml", "journeys/samen.yaml",
        "personas/bram.md",
    ]  # fmt: skip
    assert left["journeys/boot.yaml"] == (
        b"title: De boot\nphases:\n  - name: Varen\n    touchpoints:\n      - name: Kade\n"
    )
    assert left["journeys/samen.yaml"] == (
        b"title: Samen\npersonas: [  # wie\n  bram,  # hij\n]\nphases: [Varen]\n"
    )
    assert left["briefings/zomer.md"] == (
        b"---\ntitle: Zomer\nagency: Bureau Kade\npersonas:\n  # en hij\n  - bram\n---\n Zomer.\n"
    )
    assert b"Kent (\xe2\x80\xa6) van vroeger." in left["personas/bram.md"]


def test_everything_is_told_first_with_its_line(run):
    _, said = run(themed(FILES), "erase", "anna")
    for line in (
        "Dit is er van Anna Visser:", "  content/personas/anna.md\n", "  content/images/anna.svg\n",
        "  content/images/anna-boot.svg\n", "  content/journeys/boot.yaml:2: persona: anna\n",
        "  content/journeys/samen.yaml:4: anna # zij\n",
        "  content/briefings/zomer.md:5: - anna # zij\n",
        "  content/personas/bram.md:7: Kent Anna", "Bureau Kade · Zomer",
    ):  # fmt: skip
        assert line in said, line


def test_a_photo_goes_and_its_persona_stays(run):
    for name in ("anna.svg", "images/anna.svg", "content/images/anna.svg", "./anna.svg"):
        left = erased(themed(FILES), run, name)
        assert "images/anna.svg" not in left
        text = left["personas/anna.md"].decode()
        assert "photo" not in text and "consent" not in text and "kind" not in text
        assert "status: concept\ngoals: [Rust]\n" in text
        assert b"image" not in left["journeys/boot.yaml"]


def test_a_colleague_is_found_wherever_a_text_names_them(run):
    files = {
        **FILES,
        "touchpoints.yaml": "kade: {name: Kade, owner: sanne hoekstra}\n",
        "opportunities.yaml": "snel: {title: Sneller, owner: \"Sanne\\u00a0Hoekstra\"}\n",
        "measurements/reviews.csv": "date;stars;text;author\r\n2026-01-01;4;"
        "\"Dank,\r\nSanne Hoekstra\";S. Hoekstra\r\n2026-01-02;5;Sanne,Sanne Hoekstra\r\n",
        "briefings/zomer.md": "---\ntitle: Zomer\npersonas: [bram]\n"
        "contact: Sanne Hoekstra <sanne.hoekstra@kade.example>\n---\nVraag **Sanne** Hoekstra.\n",
    }  # fmt: skip
    left = erased(themed(files), run, "Sanne", "Hoekstra")
    everything = b"\n".join(left.values()).lower()
    assert b"sanne hoekstra" not in everything and b"sanne.hoekstra" not in everything
    assert "owner: (…)\nreviewers: [Piet, (…)]" in left["personas/bram.md"].decode()
    assert left["measurements/reviews.csv"].count(b"\r\n") == 4


ROWS = "Klanttype;Datum;Aanbevelingsscore;Toelichting\r\nanna;1-1-2026;9;Prima café\r\n" + "".join(
    f'bram;{day}-1-2026;8;"Één\r\nregel; €"\r\n' for day in range(2, 9)
)
MAPS = "measurements:\n  nps: {file: nps.csv, date: Datum, score: Aanbevelingsscore, "
MAPS += "persona: Klanttype}\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
def test_a_table_keeps_its_shape_its_encoding_and_everybody_else(run, codec: str):
    mark = b"\xfe\xff" if codec == "utf-16-be" else b""
    raw = mark + ROWS.encode(codec)
    root = themed({**FILES, "site.yaml": MAPS, "measurements/nps.csv": raw})
    left = erased(root, run, "anna")["measurements/nps.csv"]
    expected = mark + ROWS.replace("anna;", ";").encode(codec)
    assert left == expected


def test_a_word_of_a_table_that_means_them_means_nobody_any_more(run):
    settings = "measurements:\n  nps:\n    file: nps.csv\n    persona: Soort\n"
    settings += "    values: {Bootjesmens: anna, Verhuur: bram}\n"
    rows = "Datum;Aanbevelingsscore;Soort\n1-1-2026;9;Bootjesmens\n2-1-2026;8;Verhuur\n"
    votes = '[{"date": "2026-01-01", "score": 5, "persona": "anna"},\n {"date": "2026-01-02", '
    votes += '"score": 3, "persona": "bram"}]'
    files = {**FILES, "site.yaml": settings, "measurements/nps.csv": rows,
             "measurements/ces.json": votes}  # fmt: skip
    left = erased(themed(files), run, "anna")
    assert b"values: {Verhuur: bram}" in left["site.yaml"]
    assert left["measurements/nps.csv"] == rows.replace("Bootjesmens", "").encode()
    assert b'"persona": ""}' in left["measurements/ces.json"]


ALIASES = "a: &a [x]\n" + "".join(
    f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]\n" for before, key in pairwise("abcdefghij")
)
BROKEN = {
    "few lines with millions of values": ("journeys/zz.yaml", ALIASES),
    "one that holds itself": ("site.yaml", "name: &a [*a]\n"),
    "nested deeply": ("measurements/zz.json", "[" * 50_000),
    "nested in blocks": ("briefings/zz.md", f"---\ntitle: T\na:\n  {'- ' * 2000}x\n---\n"),
    "no text": ("personas/zz.md", b"---\nname: Z\0\n---\n"),
    "too large": ("journeys/zz.yaml", "title: T\nphases:\n" + "  - x\n" * 200_000),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_beside_them_stands_in_nobodys_way(run, name: str):
    path, said = BROKEN[name]
    root = project({**FILES, path: said})
    for call in (("erase", "anna"), ("rename", "bram", "bert")):
        code, told = run(root, *call)
        assert code in (0, 2)
        assert "personas/anna.md" in told or "bert" in told


def test_other_peoples_files_are_never_reached(run):
    root = themed({**FILES, "../geheim.svg": SVG})
    (root / "content/images/naar-buiten.svg").symlink_to(root / "geheim.svg")
    for who in ("../geheim.svg", "../../geheim.svg", "/etc/passwd", "naar-buiten.svg", "../themes"):
        code, said = run(root, "erase", who, "--yes")
        assert code == 2, (who, said)
    assert (root / "geheim.svg").is_file()


def test_a_photo_outside_is_nothing_of_theirs(run):
    """A persona says that its photo lies elsewhere: nothing outside the content goes."""
    for path in ("../../geheim.svg", "/etc/hostname", "..\\\\geheim.svg", "../../../geheim.svg"):
        text = f'---\nname: Bert Bos\nphoto: {{file: "{path}"}}\n---\n'
        root = themed({**FILES, "personas/bert.md": text, "../geheim.svg": SVG})
        before = tree(root / "themes")
        assert run(root, "erase", "bert", "--yes")[0] == 0
        assert (root / "geheim.svg").is_file() and tree(root / "themes") == before
        assert not (root / "content/personas/bert.md").exists()


def test_a_photo_that_another_persona_has_too_stays(run):
    files = {**FILES, "personas/bea.md": "---\nname: Bea\nphoto: anna.svg\n---\n"}
    left = erased(themed(files), run, "anna")
    assert "images/anna.svg" in left and "images/anna-boot.svg" not in left


def test_what_was_made_goes_and_what_others_put_there_stays(run):
    root = themed(FILES)
    assert run(root, "build", "--no-pdf")[0] == 0
    (root / "site/CNAME").write_text("kade.example")
    (root / ".affiche/sheets").mkdir(parents=True, exist_ok=True)
    (root / ".affiche/sheets/ab").write_bytes(b"%PDF Anna Visser")
    (root / "diff").mkdir()
    (root / "diff/anna-poster.png").write_bytes(b"a picture for a review")
    assert run(root, "erase", "anna", "--yes")[0] == 0
    assert not (root / ".affiche").exists()
    assert not list((root / "diff").iterdir())
    made = tree(root / "site")
    assert not any(path.endswith((".html", ".zip", ".pdf", ".svg")) for path in made)
    assert not any(b"nna" in content for path, content in made.items() if path != "CNAME")
    assert run(root, "build", "--no-pdf")[0] == 0
    made = tree(root / "site")
    assert "index.html" in made and made["CNAME"] == b"kade.example"
    assert not any(b"Anna" in content for content in made.values())


def test_a_section_that_a_briefing_asked_of_them_goes_along(run):
    briefing = "---\ntitle: Zomer\npersonas: [anna, bram]\nsections:\n  - Haar boot\n---\n"
    persona = "---\nname: Anna Visser\n---\nVaart.\n\n## Haar boot\n\nGroen.\n"
    files = {**FILES, "personas/anna.md": persona, "briefings/zomer.md": briefing}
    left = erased(themed(files), run, "anna")
    assert left["briefings/zomer.md"] == b"---\ntitle: Zomer\npersonas: [bram]\n---\n"


def test_a_role_is_a_word_of_others_too_so_its_mentions_are_only_told(run):
    files = {
        **FILES,
        "personas/installateur.md": "---\nname: De installateur\nkind: rol\n---\nEen vakman.\n",
        "personas/bram.md": "---\nname: Bram\n---\nBelt de installateur.\n",
    }
    root = themed(files)
    assert (
        "content/personas/bram.md:4: Belt de installateur." in run(root, "erase", "installateur")[1]
    )
    assert b"Belt de installateur." in erased(root, run, "installateur")["personas/bram.md"]


def test_somebody_who_is_not_there_is_a_mistake_with_a_guess(run):
    code, said = run(themed(FILES), "erase", "ana")
    assert code == 2 and "Bedoelde je anna?" in said


def commit(root: Path, day: str) -> None:
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", "-C", str(root)]
    moment = {**os.environ, "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], check=True, env=moment)


def test_git_keeps_what_it_ever_had(run):
    root = themed(FILES)
    commit(root, "2026-01-01")
    assert "git filter-repo" in run(root, "erase", "anna")[1]


OWNED = "title: Ketel\nowner: {}\nversion: {}\nstatus: tweede\nphases: [Kopen]\n"


def shown(root: Path) -> str:
    """Everything on all pages."""
    pages = (root / "site").rglob("*")
    return " ".join(p.read_bytes().decode("utf-8", "replace") for p in pages if p.is_file())


def test_the_site_does_not_show_what_a_file_was_before_somebody_was_taken_out(run, monkeypatch):
    """The history of git still holds a name and a persona; no page, feed or comparison does."""
    files = {
        **FILES,
        "journeys/ketel.yaml": OWNED.format("Sanne Hoekstra", 1),
        "journeys/tuin.yaml": "title: Tuin van Bram\npersona: bram\nphases: [Kopen]\n",
    }
    root = themed(files)
    commit(root, "2026-01-01")
    (root / "content/journeys/ketel.yaml").write_text(OWNED.format("Sanne Hoekstra", 2), "utf-8")
    commit(root, "2026-02-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")
    for who in ("Sanne Hoekstra", "anna"):
        assert run(root, "erase", who, "--yes")[0] == 0
    commit(root, "2027-01-01")
    path = root / "content/journeys/ketel.yaml"
    path.write_text(path.read_text("utf-8").replace("version: 2", "version: 3"), "utf-8")
    commit(root, "2027-02-01")
    code, said = run(root, "build", "--no-pdf", "--themes", "themes")
    assert code == 0, said
    everything = shown(root)
    assert "Hoekstra" not in everything
    assert "Tuin van Bram" in everything
    assert "version" in run(root, "diff", "ketel")[1] or "ersie" in run(root, "diff", "ketel")[1]
    for words in (("diff",), ("diff", "--since", "1"), ("diff", "--against", "HEAD~2")):
        assert "Hoekstra" not in run(root, *words)[1]
    noted = (root / "content/erased.yaml").read_text("utf-8")
    assert "journeys/ketel.yaml" in noted and "Hoekstra" not in noted
    old = erased_files.then(
        {"journeys/ketel.yaml": b"Hoekstra", "x.md": b""}, root / "content", "HEAD~2"
    )
    assert old == {"journeys/ketel.yaml": path.read_bytes(), "x.md": b""}
    # Control: without the note, the pages tell.
    (root / "content/erased.yaml").unlink()
    assert run(root, "build", "--no-pdf", "--themes", "themes")[0] == 0
    assert "Hoekstra" in shown(root)


def test_copies_of_their_sheets_are_told_so_that_somebody_takes_them_down(run):
    copies = (
        "# onze posters\n- {sheet: anna-poster-a2, mark: abc1234, place: Kantine}\n"
        "- {sheet: bram-poster-a3, mark: abc1235, place: Hal}\n"
    )
    root = themed({**FILES, "copies.yaml": copies})
    assert "anna-poster-a2 · Kantine" in run(root, "erase", "anna")[1]
    after = erased(root, run, "anna")["copies.yaml"].decode()
    assert "anna" not in after
    assert "# onze posters" in after and "bram-poster-a3" in after


def test_cells_of_spreadsheets_go_and_the_measurements_are_read_afterwards(run):
    rows = [["persona", "score", "reden"], ["anna", 8, "Anna Visser hielp"], ["bram", 7, "Snel"],
            ["anna", 9, ""], ["anna", 10, ""]]  # fmt: skip
    root = themed({**FILES, "measurements/nps-2026.xlsx": xlsx(rows)})
    said = run(root, "erase", "anna")[1]
    assert "content/measurements/nps-2026.xlsx:Blad1!A2,4-5: anna" in said
    assert "content/measurements/nps-2026.xlsx:Blad1!C2: Anna Visser hielp" in said
    after = erased(root, run, "anna")["measurements/nps-2026.xlsx"]
    assert dict(books.filled(after)) == {
        "Blad1!A1": "persona", "Blad1!B1": "score", "Blad1!C1": "reden", "Blad1!B2": 8.0,
        "Blad1!C2": "(…) hielp", "Blad1!A3": "bram", "Blad1!B3": 7.0, "Blad1!C3": "Snel",
        "Blad1!B4": 9.0, "Blad1!B5": 10.0,
    }  # fmt: skip


def test_while_a_spreadsheet_names_them_elsewhere_nothing_goes(run):
    root = themed({**FILES, "measurements/nps.xlsx": xlsx([["score", "wie"], [8, "anna"]])})
    before = tree(root / "content")
    code, said = run(root, "erase", "anna", "--yes")
    assert code == 2
    assert "content/measurements/nps.xlsx:Blad1!B2: anna" in said
    assert tree(root / "content") == before


def test_somebody_whom_only_a_spreadsheet_names_is_found(run):
    rows = [["persona", "score", "reden"], ["bram", 8, "Kees Vos hielp"]]
    root = themed({**FILES, "measurements/nps-2026.xlsx": xlsx(rows)})
    after = erased(root, run, "Kees Vos")["measurements/nps-2026.xlsx"]
    assert dict(books.filled(after))["Blad1!C2"] == "(…) hielp"


def test_a_table_is_one_whatever_the_letters_of_its_ending(run):
    root = themed({**FILES, "measurements/nps-2026.CSV": "persona;score\nanna;8\nbram;7\n"})
    assert erased(root, run, "anna")["measurements/nps-2026.CSV"] == b"persona;score\n;8\nbram;7\n"


def test_feedback_decisions_and_events_are_read_too(run):
    files = {
        "feedback/bram/1.yaml": "round: 1\nnotes:\n  - {from: Sanne Hoekstra, note: Mooi}\n",
        "feedback/bram/2.csv": "van;briefje\nSanne Hoekstra;Mooi\nPiet;Ook\n",
        "decisions/kleur.md": "---\nquestion: Rood?\ndate: 2026-01-01\npersonas: [anna, bram]\n"
        "by: Sanne Hoekstra\n---\nx\n",
        "events/dag.md": "---\ntitle: Dag\ndate: 2026-01-01\n---\nSanne Hoekstra was er.\n",
    }
    root = themed({**FILES, **files})
    said = run(root, "erase", "Sanne Hoekstra")[1]
    assert all(f"content/{file}" in said for file in files)
    after = erased(root, run, "Sanne Hoekstra")
    assert all(b"Hoekstra" not in after[file] for file in files)
    assert b"Piet;Ook" in after["feedback/bram/2.csv"]
    assert b"personas: [bram]" in erased(root, run, "anna")["decisions/kleur.md"]


def test_a_file_with_another_name_shows_nothing_of_before_either(run, monkeypatch):
    """Renamed before somebody was taken out of it, and renamed after."""
    root = themed({**FILES, "journeys/oud.yaml": OWNED.format("Sanne Hoekstra", 1)})
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", "-C", str(root)]

    def moved(old: str, new: str) -> None:
        (root / f"content/journeys/{old}.yaml").rename(root / f"content/journeys/{new}.yaml")

    commit(root, "2026-01-01")
    subprocess.run([*git, "tag", "eerst"], check=True)
    moved("oud", "midden")
    commit(root, "2026-02-01")
    path = root / "content/journeys/midden.yaml"
    path.write_text(OWNED.format("Sanne Hoekstra", 2), "utf-8")
    commit(root, "2026-03-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1777593600")
    assert run(root, "erase", "Sanne Hoekstra", "--yes")[0] == 0
    commit(root, "2027-01-01")
    moved("midden", "nieuw")
    commit(root, "2027-02-01")
    path = root / "content/journeys/nieuw.yaml"
    path.write_text(path.read_text("utf-8").replace("version: 2", "version: 3"), "utf-8")
    commit(root, "2027-03-01")
    noted = (root / "content/erased.yaml").read_text("utf-8")
    assert '"journeys/oud.yaml"' in noted and '"journeys/midden.yaml"' in noted
    old = {"journeys/oud.yaml": b"Hoekstra"}
    assert erased_files.then(old, root / "content", "eerst") == {}

    def told() -> str:
        assert run(root, "build", "--no-pdf", "--themes", "themes", "--clean")[0] == 0
        every = ((), ("nieuw",), ("--since", "eerst"), ("--against", "eerst"))
        said = [run(root, "diff", *words)[1] for words in every]
        return " ".join([shown(root), *said])

    assert "Hoekstra" not in told()
    # Control: without the note, they tell.
    (root / "content/erased.yaml").unlink()
    assert "Hoekstra" in told()


@pytest.mark.parametrize(
    "note", ["journeys/ketel.yaml: 30-11-2026\n", "\n<<<<<<< HEAD\n", b"\xff\xfea"]
)
def test_a_note_of_who_was_taken_out_that_cannot_be_read_is_an_error(run, note):
    root = themed({**FILES, "erased.yaml": note})
    code, said = run(root, "build", "--no-pdf", "--themes", "themes")
    assert code == 2
    assert "content/erased.yaml:" in said and "personas/peter.md" in said


@pytest.mark.parametrize("owner", ['"Ren\\U000000e9e Hoekstra"', '"Renée\\\n  \\ Hoekstra"'])
def test_a_name_goes_however_yaml_escapes_it(run, owner: str):
    files = {**FILES, "personas/bram.md": f"---\nname: Bram\nowner: {owner}\n---\nVisser.\n"}
    left = erased(themed(files), run, "Renée Hoekstra")
    assert b"owner: " in left["personas/bram.md"] and b"Hoekstra" not in left["personas/bram.md"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("decisions/a.md", "---\nquestion: Bellen?\n---\nVolgens Renee Hoekstra wel.\n"),
        ("decisions/a.md", "---\nquestion: Bellen?\n---\nVolgens Hoekstra, Renée wel.\n"),
        ("decisions/a.md", "---\nquestion: Bellen?\n---\nVolgens R. Hoekstra wel.\n"),
        ("decisions/renee-hoekstra.md", "---\nquestion: Bellen?\n---\nJa.\n"),
        ("personas/bram.md~", "Renée Hoekstra"),
        ("personas/.bram.md.swp", b"\0\xff b0VIM Ren\xc3\xa9e Hoekstra\0"),
        ("images/plaat.svg", "<svg xmlns='x'><title>Renée Hoekstra</title></svg>"),
    ],
)
def test_what_may_be_somebody_or_is_no_text_of_the_content_is_told(run, file, text):
    """It may be somebody else, or nothing of ours to change: somebody has to look at it."""
    root = themed({**FILES, file: text})
    code, said = run(root, "erase", "Renée Hoekstra", "--yes")
    assert code == 0, said
    assert f"content/{file}" in said
    assert tree(root / "content")[file] == (text if isinstance(text, bytes) else text.encode())

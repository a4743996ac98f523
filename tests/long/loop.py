"""The scenario of thirty commits in full, through the command line: sheets, tiles, codes, and what
`diff` names of 200 random edits against what git says.

    python tests/long/loop.py [edits]

Takes some five minutes. Prints what is wrong, and ends with 1 then.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import zxingcpp

from affiche import cli
from affiche.images.paper import seen
from tests.support.projects import CONTENT, THEMES, project
from tests.support.repositories import commit, git
from tests.support.thirty import thirty

URL = "https://klantbeeld.example/"


def said(*call: str) -> tuple[int, str]:
    """The exit code and all that the command line said."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = cli.main([*call, "--themes", str(THEMES)])
    return code, out.getvalue()


def scenario() -> Iterator[str]:
    """Everything out of the project of thirty commits."""
    root = thirty()
    os.chdir(root)
    code, text = said("build", "--date", "2026-11-22", "--tiles", "a4")
    if code:
        yield f"build ends with {code}: {text[-800:]}"
    code, text = said("build", "--date", "2026-11-22", "--tiles-since", "v2")
    if code or not re.search(r"print [A-E]\d", text):
        yield f"--tiles-since ends with {code}: {text[-800:]}"
    for name in ("personas/peter/peter-poster-a4.pdf", "personas/family-poster-a2.pdf",
                 "personas/peter/peter-changes-a4.pdf",
                 "journeys/ketel-vervangen/ketel-vervangen-map-a1.pdf"):  # fmt: skip
        codes = zxingcpp.read_barcodes(seen((root / "site" / name).read_bytes(), 110))
        mark = codes[0].text.partition("#")[2] if codes else ""
        page = codes[0].text.removeprefix(URL).partition("#")[0] if codes else ""
        html = root / "site" / page / "index.html"
        if not mark or not html.is_file() or f'data-mark="{mark}"' not in html.read_text("utf-8"):
            yield f"the code of {name} leads to {page!r}, which does not know {mark!r}"
    code, text = said("diff", "--against", "v1", "--format", "markdown", "--date", "2026-11-22")
    named = re.findall(r"\]\(<(diff/[^>]+)>\)", text)
    if code or not named or not all((root / one).is_file() for one in named):
        yield f"diff with pictures ends with {code}: {named} {text[:400]}"


def edits(count: int) -> Iterator[str]:
    """What `diff` does not name, or names too much, of single words changed at random."""
    files = {f.relative_to(CONTENT).as_posix(): f.read_bytes() for f in sorted(CONTENT.rglob("*"))
             if f.is_file()}  # fmt: skip
    root = project(files)
    git(root, "init", "-q")
    commit(root, {}, "2026-01-01")
    os.chdir(root)
    texts = [name for name in files if name.startswith(("personas/", "journeys/"))]
    chance = random.Random(30)
    done = 0
    while done < count:
        name = chance.choice(texts)
        raw = files[name].decode()
        parts = re.split(r"(\s+)", raw)
        places = [at for at, word in enumerate(parts) if re.fullmatch(r"[A-Za-zé]{5,}", word)]
        at = chance.choice(places)
        old, parts[at] = parts[at], f"nieuw{done}woord"
        (root / "content" / name).write_text("".join(parts), "utf-8")
        code, text = said("diff", Path(name).stem, "--against", "HEAD", "--format", "json")
        if code == 2:  # the word was one of YAML, or a choice
            (root / "content" / name).write_bytes(files[name])
            continue
        found = json.loads(text[text.index("{") :])["documents"]
        pieces = [p for one in found for change in one["changes"] for p in change["pieces"]]
        gone = [w for p in pieces if p["mark"] == "gone" for w in words(p["text"])]
        added = [w for p in pieces if p["mark"] == "added" for w in words(p["text"])]
        minus, plus = by_git(root, name)
        unlike = (gone, added) != (minus, plus) and len(found[0]["changes"]) == 1 if found else True
        if not set(gone) | set(added):
            if not is_hidden(parts, at):
                yield f"{name}: {old} became {parts[at]}, and nothing is named"
        elif parts[at] not in added or old not in gone or unlike:
            yield f"{name}: git has {minus} and {plus}; diff names {gone} and {added}"
        (root / "content" / name).write_bytes(files[name])
        done += 1


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def is_hidden(parts: list[str], at: int) -> bool:
    """Whether the word stands in a remark or in a field that is secret, which tell nobody."""
    before = "".join(parts[:at])
    line = before.rpartition("\n")[2]
    fields = re.findall(r"^(\w+):", before, re.MULTILINE)
    return "#" in line or "<!--" in line or fields[-1:] == ["notes_internal"]


def by_git(root: Path, name: str) -> tuple[list[str], list[str]]:
    """The words that git says went and came."""
    diff = subprocess.run(
        ["git", "diff", "--word-diff=porcelain", "--word-diff-regex=\\w+", "-U0", "HEAD", "--",
         f"content/{name}"],
        cwd=root, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    body = diff.split("@@\n", 1)[-1].splitlines() if "@@\n" in diff else diff.splitlines()[5:]
    minus = [w for line in body if line[:1] == "-" for w in words(line[1:])]
    plus = [w for line in body if line[:1] == "+" for w in words(line[1:])]
    return minus, plus


def main(count: int = 200) -> int:
    wrong = 0
    for complaint in chain(scenario(), edits(count)):
        wrong += 1
        print(complaint, flush=True)
    print(f"{count} edits, {wrong} wrong", flush=True)
    return min(1, wrong)


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))

"""What others wrote, brought in, and asked for as people type; each document among the first six.

    .venv/bin/python -m tests.long.search FOLDER [QUESTIONS] [SEED]

FOLDER holds files for `import` (Markdown, Word, tables…); each is brought in by itself. Questions
are made out of titles and rare words: in part, misspelt, without accents, in the plural, glued
together, two words of a text. Prints the share that finds its document, what each kind misses, and
how long a question takes; then the same time at a thousand entries of 250 words. Ends with 1 under
95 %. For measuring: a time is no test.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from affiche.building import pipeline
from affiche.building.options import Options
from affiche.errors import ContentError
from affiche.importing import bringing
from affiche.importing.drafts import Kind
from affiche.words import words
from tests.conftest import launch
from tests.support.projects import THEMES, TODAY

AMONG = 6
RARE = 3  # documents that a rare word may stand in
WORD = re.compile(r"[^\W\d_]+")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
ASK = """([asked, among]) => {
  const finder = new AfficheFinder(window.afficheSearch, MiniSearch);
  return asked.map(one => {
    const before = performance.now();
    const hits = finder.find(one).hits.slice(0, among).map(hit => hit[0][2]);
    return [hits, performance.now() - before];
  });
}"""
MANY = """(size) => {
  const held = window.afficheSearch.entries.filter(one => one[4].length);
  const said = held.flatMap(one => one[4].map(t => t[1]).join(" ").split(" "));
  const entries = Array.from({length: size}, (_, n) => {
    const from = (n * 251) % Math.max(1, said.length - 250);
    const text = said.slice(from, from + 250).join(" ") + " w" + n;
    return ["page", "Page " + n, "p" + n, "", [["", text]], "", 0];
  });
  window.afficheSearch = Object.assign({}, window.afficheSearch, {entries});
}"""
Asked = tuple[str, str, str]  # the kind of question, the question, the path that it is about


def main(folder: Path, count: int, seed: str) -> int:
    """Bring all in, ask, tell; the exit code."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        site = built(folder, Path(made))
        held = json.loads((site / "search-data.js").read_text("utf-8").partition("=")[2][:-2])
        asked = questions(held["entries"], count, chance)
        page = launch(playwright).new_page()
        page.goto((site / "index.html").as_uri())
        page.keyboard.press("/")
        page.wait_for_selector("dialog.search[open]")
        share = told(asked, answers(page, asked))
        page.evaluate(MANY, 1000)
        times(answers(page, asked), "1000 entries of 250 words")
    return 0 if share >= 0.95 else 1


def built(folder: Path, made: Path) -> Path:
    """The site of everything in a folder that can be brought in."""
    content, english = made / "content", words("en")
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        try:
            found = bringing.bring([path], content, TODAY, english, write=False).made
        except ContentError:
            continue
        for one in found:
            free = (one.path.with_stem(f"{one.path.stem}-{n}") for n in range(2, 999))
            place = one.path if not one.path.exists() else next(p for p in free if not p.exists())
            place.parent.mkdir(parents=True, exist_ok=True)
            # Whose journey it is and how somebody looks does not matter here.
            lines = r"^persona: .*\n" if one.kind is Kind.JOURNEY else r"^photo:\n(?: .*\n)+"
            place.write_text(re.sub(lines, "", one.text, flags=re.M), "utf-8")
    (content / "site.yaml").write_text("name: Others\nlanguage: en\n", "utf-8")
    pipeline.build(Options(content, THEMES, made / "site", TODAY, pdf=False))
    return made / "site"


def questions(entries: Sequence[Sequence[Any]], count: int, chance: random.Random) -> list[Asked]:
    """So many questions, each about a document of which something can be asked."""
    texts = {one[2]: f"{one[1]} {' '.join(t[1] for t in one[4])}" for one in entries if one[4]}
    titles = {one[2]: one[1] for one in entries if one[4]}
    stands = Counter(word for text in texts.values() for word in set(spoken(text)))
    made: list[Asked] = []
    while len(made) < count:
        path = chance.choice(sorted(texts))
        rare = [w for w in dict.fromkeys(spoken(texts[path])) if len(w) > 4 and stands[w] <= RARE]
        named = [w for w in spoken(titles[path]) if len(w) > 3 and stands[w] <= RARE]
        kind, make = chance.choice(list(KINDS.items()))
        signs = CJK.findall(texts[path])
        question = make(chance, named or rare, rare, signs)
        if question:
            made.append((kind, question, path))
    return made


def spoken(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text) if not CJK.search(word)]


def _title(chance: random.Random, named: list[str], rare: list[str], signs: list[str]) -> str:
    return chance.choice(named) if named else ""


def _slip(chance: random.Random, named: list[str], rare: list[str], signs: list[str]) -> str:
    long = [word for word in (*named, *rare) if len(word) > 5]
    if not long:
        return ""
    word = chance.choice(long)
    at = chance.randrange(1, len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice([word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], swapped])


def _bare(chance: random.Random, named: list[str], rare: list[str], signs: list[str]) -> str:
    marked = [word for word in (*named, *rare) if bare(word) != word]
    return bare(chance.choice(marked)) if marked else ""


def bare(word: str) -> str:
    """A word without its accents."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in parts if not "\u0300" <= sign <= "\u036f")


def _begun(chance: random.Random, named: list[str], rare: list[str], signs: list[str]) -> str:
    long = [word for word in named if len(word) > 7]
    return chance.choice(long)[:6] if long else ""


def _plural(chance: random.Random, named: list[str], rare: list[str], signs: list[str]) -> str:
    plain = [word for word in rare if word.isascii() and word[-1] in "drtnkl"]
    return f"{chance.choice(plain)}s" if plain else ""


def _two(chance: random.Random, named: list[str], rare: list[str], signs: list[str]) -> str:
    return " ".join(chance.sample(rare, 2)) if len(rare) > 1 else ""


def _glued(chance: random.Random, named: list[str], rare: list[str], signs: list[str]) -> str:
    return "".join(chance.sample(rare, 2)) if len(rare) > 1 else ""


def _signs(chance: random.Random, named: list[str], rare: list[str], signs: list[str]) -> str:
    return chance.choice(signs)[:4] if signs else ""


KINDS: dict[str, Callable[[random.Random, list[str], list[str], list[str]], str]] = {
    "title": _title, "slip": _slip, "without accents": _bare, "begun": _begun, "plural": _plural,
    "two words": _two, "glued together": _glued, "signs": _signs,
}  # fmt: skip


def answers(page: Page, asked: Sequence[Asked]) -> list[tuple[list[str], float]]:
    """The first paths for each question, and the milliseconds that it took."""
    found = page.evaluate(ASK, [[question for _, question, _ in asked], AMONG])
    return [(hits, ms) for hits, ms in found]


def told(asked: Sequence[Asked], found: Sequence[tuple[list[str], float]]) -> float:
    """Tell what was found, and what was missed; the share."""
    right: Counter[str] = Counter()
    for (kind, question, path), (hits, _) in zip(asked, found, strict=True):
        # A quote or a touchpoint on the page that was meant is an answer too.
        if path.partition("#")[0] in {hit.partition("#")[0] for hit in hits}:
            right[kind] += 1
        else:
            print(f"missed ({kind}): {question} → {path}")
    for kind, of in Counter(kind for kind, _, _ in asked).items():
        print(f"{kind}: {right[kind]} of {of}")
    times(found, "as it is")
    share = right.total() / len(asked)
    print(f"{share:.1%} of {len(asked)}")
    return share


def times(found: Sequence[tuple[list[str], float]], where: str) -> None:
    """Tell how long questions took."""
    took = sorted(ms for _, ms in found)
    print(
        f"{where}: {took[len(took) // 2]:.1f} ms in the middle, {took[int(len(took) * 0.95)]:.1f}"
    )


if __name__ == "__main__":
    given = sys.argv[1:]
    number = int(given[1]) if len(given) > 1 else 200
    sys.exit(main(Path(given[0]), number, given[2] if len(given) > 2 else "1"))

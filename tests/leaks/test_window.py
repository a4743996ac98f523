"""Of a large file in which nothing was found only what changed is looked through, and whatever is
found in the whole is found so."""

from __future__ import annotations

import base64
import html
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from affiche import kept
from affiche.kept import Store
from affiche.leaks import scanner as scanning
from affiche.leaks import views, window
from affiche.leaks.fields import Leaf
from affiche.leaks.keys import keys
from affiche.leaks.scanner import Scanner
from affiche.leaks.searched import Searched
from affiche.model import Visibility

LONG = "De marge op warmtepompen is bij deze klanten eenendertig procent, zegt de inkoop in Zwolle."
MIDDLE = "Achtentwintigduizend"
SHORT = "Zwaluw 7"
WANTED = [(Leaf("a.md", str(at), said, Visibility.SECRET), said)
          for at, said in enumerate((LONG, MIDDLE, SHORT))]  # fmt: skip
WORDS = ("klant", "levering", "balie", "Ångström", "offerte", "zes", "&amp;", "%C3%A9", "\\u00e9")


def text(chance: random.Random, size: int) -> str:
    made: list[str] = []
    while sum(map(len, made)) < size:
        made.append(f'["{" ".join(chance.choices(WORDS, k=9))}",{chance.randint(1, 99)}]')
    return ",\n".join(made)


WRAPPINGS: tuple[Callable[[str], str], ...] = (
    lambda said: said,
    lambda said: "".join(f"&#x{ord(letter):x};" for letter in said),
    lambda said: html.escape("".join(f"&#{ord(letter)};" for letter in said)),
    lambda said: quote(said, safe=""),
    lambda said: quote(quote(said, safe=""), safe=""),
    lambda said: "".join(f"\\u{ord(letter):04x}" for letter in said),
    lambda said: f"<b>{'</b><i> </i><b>'.join(said.split())}</b>",
    lambda said: f'"{base64.b64encode(f"{said} en meer".encode()).decode()}"',
    lambda said: "\u00ad".join(said),
    lambda said: said.replace(" ", " " * 6_000),
    lambda said: said[: len(said) * 2 // 3],
    lambda said: f'secret_of_us: "{said[:3]}"',
)


def found(files: dict[str, bytes]) -> set[tuple[str, str]]:
    scanner = Scanner(WANTED, keys(Visibility.AGENCY))
    return {(leak.leaf.field, leak.part) for leak in scanner.leaks(files, ())}


@pytest.mark.parametrize("seed", range(6))
def test_what_is_found_in_the_whole_is_found_in_what_changed(seed: int) -> None:
    chance = random.Random(seed)
    several = partly = 0
    for _ in range(40):
        ending = chance.choice((".js", ".json", ".csv"))
        before = text(chance, 40_000)
        wrapped = chance.choice(WRAPPINGS)(chance.choice((LONG, MIDDLE, SHORT, "niets")))
        at, cut = chance.randrange(len(before)), chance.randrange(len(wrapped) + 1)
        if chance.random() < 0.5:  # a part of it stands there already
            before = f"{before[:at]} {wrapped[:cut]}{before[at:]}"
            now = f"{before[: at + 1 + cut]}{wrapped[cut:]} {before[at + 1 + cut :]}"
        else:
            gone = chance.choice((0, 5, 900))
            now = f"{before[:at]} {wrapped} {before[at + gone :]}"
        kept.forget()
        whole = found({f"a{ending}": now.encode()})
        kept.forget()
        nothing = not found({f"a{ending}": before.encode()})
        assert found({f"a{ending}": now.encode()}) == whole, (before[at - 99 : at + 99], wrapped)
        several += bool(whole)
        part = window.changed(f"a{ending}", before.encode(), now.encode())
        partly += nothing and part is not None
    assert several > 8
    assert partly > 20


def test_a_save_looks_through_what_it_changed_of_a_large_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[int] = []
    search = scanning._Search.file

    def counted(self: scanning._Search, file: str, content: bytes, *more: Any) -> Any:
        looked.append(len(content))
        return search(self, file, content, *more)

    monkeypatch.setattr(scanning._Search, "file", counted)
    before = text(random.Random(1), 400_000)
    middle = before.index("klant", 200_000)
    kept.forget()
    assert found({"a.js": before.encode()}) == set()
    assert found({"a.js": f"{before[:middle]}klanten{before[middle:]}".encode()}) == set()
    assert looked[0] > 400_000
    assert looked[1] < 5 * window.REACH
    assert len(looked) == 2
    assert found({"a.js": f"{before[:middle]}{MIDDLE}{before[middle:]}".encode()}) == {
        ("1", "text")
    }
    assert looked[2] < 5 * window.REACH < looked[3]


def test_another_process_looks_through_what_changed_since_the_site_was_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The control: what somebody else put there was never looked through, so all of it is."""
    looked: list[int] = []
    search = scanning._Search.file

    def counted(self: scanning._Search, file: str, content: bytes, *more: Any) -> Any:
        looked.append(len(content))
        return search(self, file, content, *more)

    def now(content: str) -> set[str]:
        kept.forget()
        looked.clear()
        with Store(tmp_path / "kept") as store:
            files, before = {"a.js": content.encode()}, Searched(store, tmp_path)
            leaks = Scanner(WANTED, keys(Visibility.AGENCY)).leaks(files, (), before)
        return {leak.leaf.field for leak in leaks}

    monkeypatch.setattr(scanning._Search, "file", counted)
    before, site = text(random.Random(1), 400_000), tmp_path / "a.js"
    middle = before.index("klant", 200_000)
    site.write_text(before)
    assert now(before) == set() and looked == [len(before.encode())]
    assert now(f"{before[:middle]}klanten{before[middle:]}") == set()
    assert [size < 5 * window.REACH for size in looked] == [True]
    assert now(f"{before[:middle]}{MIDDLE}{before[middle:]}") == {"1"}
    site.write_text(f"{before} door iemand")
    assert now(f"{before} door iemand anders") == set() and len(looked) == 1
    assert looked[0] > 400_000


def test_control_a_file_in_which_something_was_found_is_looked_through_again() -> None:
    """What was found in it may be allowed: it is not gone because it is outside of the change."""
    before = f"{text(random.Random(1), 60_000)} {MIDDLE}"
    kept.forget()
    assert found({"a.js": before.encode()}) == {("1", "text")}
    assert found({"a.js": f"en {before}".encode()}) == {("1", "text")}


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.pdf", "a.png"])
def test_of_other_files_all_is_looked_through(name: str) -> None:
    before = text(random.Random(1), 60_000).encode()
    assert window.changed("a.json", before, before + b" klant") is not None
    assert window.changed(name, before, before + b" klant") is None
    assert window.changed("a.json", b"<" + before, b"<" + before + b" klant") is None
    assert window.changed("a.json", before, before + b"\0 klant") is None


def test_control_a_text_that_reaches_far_is_missed_without_counting_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start, end = (text(random.Random(seed), 60_000) for seed in (1, 2))
    far = " " * (3 * window.REACH)
    before = f"{start} Achtentwintig{far} {end}".encode()
    now = f"{start} Achtentwintig{far}duizend {end}".encode()
    for most, expected in ((window.MOST, {("1", "text")}), (0, set[tuple[str, str]]())):
        monkeypatch.setattr(window, "MOST", most)
        kept.forget()
        assert found({"a.js": before}) == set()
        assert found({"a.js": now}) == expected


# Of a text that was opened ------------------------------------------------------------------------


def marked(chance: random.Random, size: int) -> str:
    """A page with many wrappings, or few, close together or far apart."""
    words = chance.choice((WORDS, WORDS[:6] * 9 + WORDS[6:], WORDS[:6] * 200 + WORDS[6:]))
    made: list[str] = []
    while sum(map(len, made)) < size:
        tag = chance.choice(("p", "td", "text", "b"))
        made.append(
            f'<{tag} class="a{chance.randint(1, 99)}">{" ".join(chance.choices(words, k=9))}'
        )
    return "\n".join(made)


@pytest.mark.parametrize("wrapping", range(len(WRAPPINGS)))
def test_what_opening_brings_to_light_is_found_around_what_was_opened(
    monkeypatch: pytest.MonkeyPatch, wrapping: int
) -> None:
    chance, parts = random.Random(wrapping), 0
    for _ in range(40):
        page = marked(chance, chance.choice((4_000, 30_000)))
        said = chance.choice([said for _, said in WANTED])
        at = chance.randrange(len(page))
        # Wrapped whole, or but for a piece at its beginning or end.
        cut = chance.choice((0, len(said), chance.randrange(len(said))))
        hidden = chance.choice(
            (WRAPPINGS[wrapping](said), said[:cut] + WRAPPINGS[wrapping](said[cut:]),
             WRAPPINGS[wrapping](said[:cut]) + said[cut:])
        )  # fmt: skip
        files = {"a.html": f"{page[:at]} {hidden} {page[at:]}".encode()}
        parts += any(view.before for view in views.inside("a.html", files["a.html"]))
        seen = found(files)
        kept.forget()
        with monkeypatch.context() as whole:
            whole.setattr(views, "_beyond", lambda text: None)
            assert seen == found(files), files
        kept.forget()
    assert parts > 5


def test_control_too_little_around_what_was_opened_would_hide_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(3)
    page = "<p>".join(" ".join(chance.choices(WORDS[:6], k=9)) for _ in range(900))
    hidden = f"{LONG[:30]}&#{ord(LONG[30])};{LONG[31:60]}"
    files = {"a.html": f'{page} <p title="{hidden}"> {page}'.encode()}
    assert found(files) == {("0", "text")}
    kept.forget()
    for name, little in (("AROUND", 2), ("WRAPPING", 6), ("STRETCH", 1)):
        monkeypatch.setattr(views, name, little)
    assert found(files) == set()

"""Random projects: whoever is erased is nowhere any more, nothing else changed, and it builds."""

from __future__ import annotations

import os
import random
import re
import unicodedata
from pathlib import Path

import pytest

from affiche import erase
from affiche.building import pipeline
from affiche.building.drafts import Options
from tests.support.projects import TODAY, bare_theme, project, tree

RUNS = int(os.environ.get("AFFICHE_RUNS", "12"))
NAMES = (
    "Zoë van Dam",
    "René Visser",
    "Øyvind Dahl",
    "Noor Ben Ali",
    "Łucja Nowak",
    "Mirjam Bos-Smit",
)
KEPT = ("Teun Zwart", "Fleur Ögel")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h{}"/></svg>'
# What stands between canaries has to be the same byte for byte; this marks every line.
FILLERS = ("één café", "“aan­tal” – 12 %", "naïef #tag", "a: b", "'s avonds", "x  y", "\\n", "{y}")


def written_as(name: str, chance: random.Random) -> str:
    """A name as somebody might write it in a text."""
    return chance.choice(
        (name, name.upper(), name.replace(" ", "\u00a0"), name.replace(" ", "  "), f"**{name}**",
         unicodedata.normalize("NFD", name), name.replace(" ", "** **"), f"({name})")
    )  # fmt: skip


class World:
    """A project in which `name` is everywhere, with fillers around."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.name = self.chance.choice(NAMES)
        self.id = self.chance.choice(("zij", "hij-1", "doel"))
        self.ids = [self.id, "teun", "fleur"]

    def filler(self) -> str:
        return self.chance.choice(FILLERS)

    def said(self) -> str:
        """A sentence, perhaps with the name in it."""
        parts = [self.filler(), self.filler()]
        if self.chance.random() < 0.5:
            parts.insert(1, written_as(self.name, self.chance))
        return " ".join(parts)

    def quoted(self, text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    def names(self, key: str) -> str:
        """A list of personas in any style."""
        chosen = self.chance.sample(self.ids, self.chance.randint(1, 3))
        style = self.chance.choice(("block", "indented", "flow", "lines", "quoted"))
        if style == "flow":
            return f"{key}: [{', '.join(chosen)}]   # wie\n"
        if style == "quoted":
            return f"{key}: [{', '.join(map(repr, chosen))},]\n"
        if style == "lines":
            comma = self.chance.choice((",", ""))
            items = [f"  {one},  # x\n" for one in chosen[:-1]]
            return f"{key}: [\n{''.join(items)}  {chosen[-1]}{comma}\n]\n"
        indent = "  " if style == "indented" else ""
        return f"{key}:\n" + "".join(f"{indent}- {one}\n" for one in chosen)

    def persona(self, name: str, picture: str) -> str:
        return (
            f"---\nname: {self.quoted(name)}\nphoto:\n  file: {picture}\n  kind: illustration\n"
            f"goals:\n  - {self.quoted(self.said())}\n  - >\n    {self.filler()}\n"
            f"owner: {self.quoted('Beheer: ' + self.said())}\n---\n\n"
            f"{self.said()}\n\n- {self.said()}\n"
        )

    def files(self) -> dict[str, str]:
        image = self.chance.choice(
            (f"{self.id}.svg", f'"./{self.id}.svg"', f"images/{self.id}.svg")
        )
        made = {
            f"personas/{self.id}.md": self.persona(self.name, image),
            "personas/teun.md": self.persona(KEPT[0], "teun.svg"),
            "personas/fleur.md": self.persona(KEPT[1], "teun.svg"),
            f"images/{self.id}.svg": SVG.format(3), "images/teun.svg": SVG.format(4),
            "journeys/reis.yaml": (
                f"title: {self.quoted(self.filler())}\n# {self.said()}\n"
                f"{self.names('personas')}"
                f"conclusion: {self.quoted(self.filler())}\nphases:\n  - name: Een\n    quote: "
                f"{self.quoted(self.said())}\n    touchpoints:\n      - name: Balie\n"
                f"        image: {image}\n"
            ),
            "journeys/los.yaml": f"title: Los\npersona: {self.id}\nphases: [Een]\n",
            "briefings/zomer.md": (
                f"---\ntitle: {self.quoted(self.filler())}\n{self.names('personas')}"
                f"contact: {self.quoted(self.said())}\n---\n{self.said()} "
                f"![x](../images/{self.id}.svg)\n"
            ),
            "touchpoints.yaml": "balie: {name: Balie, "
            f"owner: {self.quoted('Balie: ' + self.said())}}}\n",
        }  # fmt: skip
        return made

    def raw(self) -> dict[str, str | bytes]:
        """The files in the line ends of several systems, some with a mark."""
        made: dict[str, str | bytes] = {}
        for path, text in self.files().items():
            ends = self.chance.choice(("\n", "\n", "\r\n"))
            mark = b"\xef\xbb\xbf" if self.chance.random() < 0.3 and path.endswith("md") else b""
            made[path] = mark + text.replace("\n", ends).encode()
        rows = "date;score;persona\r\n" + "".join(
            f"2026-10-{day:02};9;{self.chance.choice(self.ids)}\r\n" for day in range(1, 9)
        )
        codec = self.chance.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16"))
        made["measurements/nps.csv"] = rows.encode(codec)
        return made


def folded(content: bytes) -> str:
    for codec in ("utf-16", "utf-8-sig", "cp1252"):
        try:
            if codec != "utf-16" or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
                text = content.decode(codec)
                break
        except UnicodeError:
            continue
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", text)).casefold()


@pytest.mark.parametrize("seed", range(RUNS))
def test_whoever_is_erased_is_gone_and_nothing_else(seed: int):
    world = World(seed)
    root = project(world.raw())
    options = Options(root / "content", bare_theme(root), root / "site", TODAY, pdf=False)
    pipeline.build(options)
    before = tree(root / "content")
    who = world.id if seed % 2 else world.name
    held = erase.find(who, options.content, (options.out,), options.cache, TODAY)
    assert not held.decisions, [p.values for p in held.decisions]
    erase.remove(held, TODAY)
    wanted = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", world.name)).casefold()
    for path, content in (tree(root / "content") | tree(root / "site")).items():
        if not path.endswith((".woff2", ".webp")):
            assert wanted not in folded(content), path
            assert not re.search(rf"\b{world.id}\b", path)
    for path, content in tree(root / "content").items():
        if not path.endswith(".csv"):
            assert_only_taken_out(before[path], content, (wanted, world.id.replace("-", " ")), path)
    pipeline.build(options)
    assert not any(
        wanted in folded(c) for p, c in tree(root / "site").items() if p.endswith("html")
    )


def assert_only_taken_out(before: bytes, after: bytes, theirs: tuple[str, ...], path: str) -> None:
    """Every byte of a file afterwards, but for placeholders, was there before, in that order; and
    every line that says nothing of them is there as it was, its end too."""
    bytes_before = iter(before)
    left = b"".join(after.split("(…)".encode()))
    assert all(byte in bytes_before for byte in left), path
    at = 0
    for line in before.splitlines(keepends=True):
        alone = line.strip().startswith((b"personas:", b"]"))  # goes with the last that is in it
        if not alone and not any(one in folded(line) for one in theirs):
            at = after.find(line.strip(b" \xef\xbb\xbf"), at)
            assert at >= 0, (path, line)


def test_the_control_would_see_it():
    for before, after in ((b"a\r\nb", b"a\nb"), (b"a\nb", b"b\na"), (b"a\nb\nc", b"a\nc")):
        with pytest.raises(AssertionError):
            assert_only_taken_out(before, after, ("z",), "x")
    assert_only_taken_out(b"a\r\nz\r\nc", b"a\r\nc", ("z",), "x")
    assert "zoë van dam" in folded("**ZOË**\u00a0van_Dam".encode())


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_found_however_a_text_has_it(name: str):
    from affiche.erase import naming

    wanted = naming.pattern(name)
    first, _, last = name.partition(" ")
    escaped = name.encode("ascii", "backslashreplace").decode().replace("\\x", "\\u00")
    entities = name.encode("ascii", "xmlcharrefreplace").decode()
    for text in (
        name, name.upper(), f"x {first}\n  {last} y", f"*{first}* {last}", f"{first}_{last}",
        f"{first}.{last}@x.example", escaped, entities, f"{first}&nbsp;{last}", f"[{name}](x)",
        unicodedata.normalize("NFD", name), f"> {first}\n> {last}", f"<b>{first}</b> {last}",
    ):  # fmt: skip
        assert wanted.search(text), text
    for text in (
        f"x{name}",
        f"{name}s",
        f"{first}, {last}",
        f"- {first}\n- {last}",
        f"{last} {first}",
    ):
        assert not wanted.search(text), text


def test_paths_in_a_project_are_the_ones_that_are_meant(tmp_path: Path):
    from affiche.erase.who import shelf

    (tmp_path / "content/images").mkdir(parents=True)
    (tmp_path / "buiten.md").write_text("x")
    (tmp_path / "content/link.md").symlink_to(tmp_path / "buiten.md")
    (tmp_path / "content/map").symlink_to(tmp_path)
    assert shelf(tmp_path / "content").files == ()

"""How long 100,000 rows of reviews take: `python benchmarks/measures.py [ROWS]`.

Builds the sample's pages without and with the rows, each with nothing kept and then once more with
nothing changed; prints seconds of processor time, and what the rows add. Targets: 2 s, and
nothing. At last with one row more, when all of them are read anew. Medians of five rounds, in
turn, of the command as people give it.
"""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
# As many different words as customers have: with a few, what is hidden stands by chance in what is
# shown, or in the openings of two reviews below each other.
WORDS = tuple(
    first + last
    for first in ("be", "ge", "ver", "ont", "her", "aan", "op", "uit", "in", "voor", "na", "door")
    for last in ("le", "ma", "bo", "ti", "ke", "ra", "su", "no", "pe", "da", "wi", "ho", "ju")
)
NAMES = ("Jan", "Piet", "Kees", "Sanne", "Fatima", "Ilse", "Mohammed", "Daan", "Anneke", "Joris")
ROUNDS = 5
TODAY = date(2026, 11, 22)


def rows(count: int) -> Iterator[str]:
    """The lines of the file."""
    chance = random.Random(1)
    yield "id;date;source;stars;max;text;phase;touchpoint;persona;publish;author"
    for number in range(count):
        text = " ".join(chance.choices(WORDS, k=chance.randint(5, 40))).capitalize()
        day = f"{chance.randint(1, 28)}-{chance.randint(1, 10)}-2026"
        phase, point = (
            chance.choice(["buy", "service", ""]),
            chance.choice(["offerte", "balie", ""]),
        )
        publish = chance.choice(["yes", "yes", "no", "name"])
        author = f"{chance.choice(NAMES)} {chance.choice(WORDS).capitalize()}{number % 97}"
        stars = chance.randint(1, 5)
        yield (
            f'm{number};{day};Google;{stars};5;"{text}.";{phase};{point};peter;{publish};{author}'
        )


def build(root: Path) -> float:
    """Seconds of processor time of a build of the pages, by the command and in a process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, str(ROOT / "build.py"), "--no-pdf", "--date", str(TODAY)]
    places = ["--content", str(root / "content"), "--out", str(root / "site")]
    done = subprocess.run([*command, *places], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(count: int) -> None:
    """Build without and with the rows in turn, each first and once more; tell what they add."""
    root = Path(tempfile.mkdtemp(prefix="affiche-benchmark-"))
    try:
        many = root / "content/measurements/reviews-many.csv"
        shutil.copytree(ROOT / "content", root / "content")
        many.parent.mkdir(exist_ok=True)
        build(root)  # what is read from the disk for the first time is not what is measured
        costs = []
        for _ in range(ROUNDS):
            many.unlink(missing_ok=True)
            plain = twice(root)
            many.write_text("\n".join(rows(count)))
            costs.append((*plain, *twice(root)))
        plain, plain_again, first, again = map(median, zip(*costs, strict=True))
        print(f"first build: {plain:.2f} s; with {count:,} reviews {first - plain:.2f} s more")
        print(f"nothing changed: {plain_again:.2f} s; with them {again - plain_again:.2f} s more")
        with many.open("a") as file:
            file.write('\nlast;1-11-2026;Google;5;5;"Nog een.";buy;offerte;peter;yes;Iemand')
        print(f"one row more: {build(root):.2f} s")
    finally:
        shutil.rmtree(root)


def twice(root: Path) -> tuple[float, float]:
    """A build of which nothing was kept, and the same again."""
    for name in ("site", ".affiche", ".site.previous"):
        shutil.rmtree(root / name, ignore_errors=True)
    return build(root), build(root)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

"""How long 100,000 rows of reviews take: `python benchmarks/measures.py [ROWS]`.

Builds the sample's pages without and with the rows, each first and then once more with nothing
changed; prints seconds of processor time, and what the rows add. Targets: 2 s, and nothing.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from affiche.building import pipeline  # noqa: E402
from affiche.building.drafts import Options  # noqa: E402

WORDS = (
    "de levering was snel en netjes maar offerte duurde veel te lang voor een klant in kou monteur "
    "balie koffie prijs geweldig jammer servicelijn afspraak telefoon installatie ketel rekening"
)
NAMES = ("Jan", "Piet", "Kees", "Sanne", "Fatima", "Ilse", "Mohammed", "Daan", "Anneke", "Joris")
TODAY = date(2026, 11, 22)


def rows(count: int) -> Iterator[str]:
    """The lines of the file."""
    chance = random.Random(1)
    yield "id;date;source;stars;max;text;phase;touchpoint;persona;publish;author"
    for number in range(count):
        text = " ".join(chance.choices(WORDS.split(), k=chance.randint(5, 40))).capitalize()
        day = f"{chance.randint(1, 28)}-{chance.randint(1, 10)}-2026"
        phase, point = (
            chance.choice(["buy", "service", ""]),
            chance.choice(["offerte", "balie", ""]),
        )
        publish = chance.choice(["yes", "yes", "no", "name"])
        author = f"{chance.choice(NAMES)} {chance.choice(WORDS.split()).capitalize()}{number % 97}"
        stars = chance.randint(1, 5)
        yield (
            f'm{number};{day};Google;{stars};5;"{text}.";{phase};{point};peter;{publish};{author}'
        )


def build(root: Path) -> float:
    """Seconds of processor time of a build of the pages."""
    started = time.process_time()
    pipeline.build(Options(root / "content", ROOT / "themes", root / "site", TODAY, pdf=False))
    return time.process_time() - started


def main(count: int) -> None:
    """Build four times, and tell what the rows added."""
    root = Path(tempfile.mkdtemp(prefix="affiche-benchmark-"))
    try:
        shutil.copytree(ROOT / "content", root / "content")
        build(root)  # imports and fonts are not what is measured
        plain = build(root)
        (root / "content/measurements").mkdir(exist_ok=True)
        (root / "content/measurements/reviews-many.csv").write_text("\n".join(rows(count)))
        first = build(root)
        again = build(root)
        print(f"without: {plain:.2f} s")
        print(f"with {count:,} reviews: {first:.2f} s (adds {first - plain:.2f})")
        print(f"nothing changed: {again:.2f} s (adds {again - plain:.2f})")
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

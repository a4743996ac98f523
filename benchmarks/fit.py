"""How well sheets fit, over a whole content folder: run by hand, read what is wrong.

    .venv/bin/python benchmarks/fit.py CONTENT [--sizes a2 a4 a1] [--profiles detail wall]
        [--themes affiche] [--kinds persona journey] [--only WORD] [--jobs 1] [--keep DIR] [--all]

Every poster and map goes through the real press, without a cache; then each PDF is read anew
(`tests/support/paper_judge`), with nothing of what made it. One row a size, profile and theme:
sheets made, whole, with something left off, held back; seconds a sheet (median, 95 %); warnings by
rule; faults by check. Each fault is on a line of its own; `--all` names what was left off too.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, as_completed
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from affiche import content, pages, themes  # noqa: E402
from affiche.model import Site  # noqa: E402
from affiche.pages.plan import Sheet  # noqa: E402
from affiche.sheets.press.press import Press, Printed  # noqa: E402
from affiche.words import words  # noqa: E402
from tests.support import source_reader  # noqa: E402
from tests.support.paper_judge import Fault, judge  # noqa: E402

SAID = {"persona": source_reader.persona, "journey": source_reader.journey}


@dataclass(frozen=True)
class Made:
    """One sheet as it came from the press; seconds until it was there."""

    sheet: Sheet
    printed: Printed
    seconds: float


def main() -> None:
    """Print the tables."""
    wanted = _arguments()
    loaded = content.load(wanted.content, date.today())
    if loaded.site is None:
        sys.exit(f"{wanted.content} does not read; run `build.py check` on it")
    for theme, size, profile in product(wanted.themes, wanted.sizes, wanted.profiles):
        print(f"\n{theme} {size} {profile}", flush=True)
        sheets = planned(loaded.site, size, profile, wanted.kinds, wanted.only)
        keep = wanted.keep and wanted.keep / f"{theme}-{size}-{profile}"
        made, broken = press(sheets, theme, wanted.jobs, keep)
        report(made, broken, wanted.content, wanted.all)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("content", type=Path)
    parser.add_argument("--sizes", nargs="+", default=["a2"])
    parser.add_argument("--profiles", nargs="+", default=["detail"])
    parser.add_argument("--themes", nargs="+", default=["affiche"])
    parser.add_argument("--kinds", nargs="+", default=["persona", "journey"])
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--all", action="store_true")
    return parser.parse_args()


def planned(
    site: Site, size: str, profile: str, kinds: list[str], only: str = ""
) -> list[tuple[Sheet, Site]]:
    """The plain posters and maps in this size and profile, with the site that they belong to."""
    posters = site.settings.posters.model_copy(
        update={"persona": (size,), "journey": (size,), "profile": profile}
    )
    asked = site.settings.model_copy(update={"posters": posters})
    chosen = replace(site, settings=asked)
    planned = pages.plan_sheets(chosen, words(asked.language), date.today())
    return [
        (sheet, chosen)
        for sheet in planned
        if sheet.kind in kinds and not sheet.variant and only in sheet.path
    ]


def press(
    sheets: list[tuple[Sheet, Site]], theme: str, jobs: int, keep: Path | None
) -> tuple[list[Made], list[str]]:
    """Make them, `jobs` at a time, and say which failed. Seconds are those until each was there."""
    look = themes.load(ROOT / "themes", theme)
    made: list[Made] = []
    broken: list[str] = []
    with Press(jobs) as pressing:
        waiting = iter(sheets)
        running: dict[Future[Printed], tuple[Sheet, float]] = {}

        def feed() -> None:
            for sheet, its_site in waiting:
                running[pressing.submit(sheet, look, its_site)] = (sheet, time.perf_counter())
                return

        for _ in range(jobs):
            feed()
        while running:
            done = next(as_completed(running))
            sheet, began = running.pop(done)
            feed()
            try:
                made.append(Made(sheet, done.result(), time.perf_counter() - began))
            except Exception as error:
                broken.append(f"{sheet.path}: {error!r}")
                continue
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / Path(sheet.path).name).write_bytes(made[-1].printed.pdf)
    return sorted(made, key=lambda one: one.sheet.path), broken


def report(made: list[Made], broken: list[str], folder: Path, everything: bool) -> None:
    """Print what became of the sheets."""
    faults = {one.sheet.path: list(_faults(one, folder)) for one in made if one.printed.pdf}
    seconds = sorted(one.seconds for one in made) or [0.0]
    held = [one for one in made if not one.printed.pdf]
    short = [one for one in made if one.printed.fact.left_off]
    rules = Counter(p.rule for one in made for p in one.printed.fact.problems)
    checks = Counter(fault.check for found in faults.values() for fault in found)
    print(
        f"  made {len(made)}  whole {len(made) - len(held) - len(short)}  short {len(short)} "
        f"({sum(len(one.printed.fact.left_off) for one in short)} blocks)  held back {len(held)}"
        f"  broken {len(broken)}  seconds {statistics.median(seconds):.2f}, "
        f"95 % {seconds[int(0.95 * (len(seconds) - 1))]:.2f}, most {seconds[-1]:.2f}"
    )
    slow = sorted(made, key=lambda one: -one.seconds)[:5]
    print(f"  slowest {', '.join(f'{Path(x.sheet.path).stem} {x.seconds:.1f}' for x in slow)}")
    print(f"  warnings {dict(rules)}\n  faults {dict(checks)}", flush=True)
    for line in broken:
        print(f"  broken {line}")
    for one in held:
        print(f"  held back {one.sheet.path}: {[p.values for p in one.printed.fact.problems]}")
    for path, found in faults.items():
        for fault in found:
            print(f"  {path} {fault}")
    for one in short if everything else ():
        print(f"  short {one.sheet.path}: {'; '.join(one.printed.fact.left_off)}")


def _faults(one: Made, folder: Path) -> Iterator[Fault]:
    source = folder.resolve().parent / one.sheet.source.path
    said = SAID[one.sheet.kind](source.read_text("utf-8"))
    yield from judge(one.sheet, one.printed.fact, one.printed.pdf, said)


if __name__ == "__main__":
    main()

"""What a sheet of paper costs, in CPU seconds: run by hand, read the table.

    .venv/bin/python benchmarks/paper.py [CONTENT] [--theme affiche] [--kinds persona …]
        [--keep DIR] [--profile FILE]

Every sheet of the content is made in this process, in the order of the press, without a cache: one
row a kind, paper and variant, with the median and the most of what it costs once warm, how often
WeasyPrint laid it out, and how often it parsed a style sheet. `--keep` writes each PDF and its fit,
so that two versions of the program can be compared; `--profile` writes what cProfile saw.
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from affiche import content, pages, themes  # noqa: E402
from affiche.pages.plan import Sheet  # noqa: E402
from affiche.sheets.layout import typeset  # noqa: E402
from affiche.sheets.press import worker  # noqa: E402
from affiche.sheets.press.press import Press  # noqa: E402
from affiche.words import words  # noqa: E402

DAY = date(2026, 11, 30)


def main() -> None:
    """Print the table."""
    wanted = _arguments()
    loaded = content.load(wanted.content, DAY)
    if loaded.site is None:
        sys.exit(f"{wanted.content} does not read; run `build.py check` on it")
    site = loaded.site
    look = themes.load(ROOT / "themes", wanted.theme)
    planned = pages.plan_sheets(site, words(site.settings.language), DAY)
    sheets = [one for one in planned if not wanted.kinds or one.kind in wanted.kinds]
    press = Press()
    jobs = [press._prepared(sheet, look, site)[1] for sheet in sheets]
    worker.make(jobs[0])  # imports, fonts
    worker._WARM.pop("laid", None)
    counted: Counter[str] = Counter()
    rows: dict[tuple[str, str, str], list[tuple[float, int]]] = defaultdict(list)
    profile = cProfile.Profile(time.process_time)
    with _counting(counted):
        for job in jobs:
            before, began = counted["layouts"], time.process_time()
            if wanted.profile:
                profile.enable()
            made = worker.make(job)
            profile.disable()
            took = time.process_time() - began
            sheet = job.sheet
            row = sheet.kind, sheet.paper.name, sheet.variant
            rows[row].append((took, counted["layouts"] - before))
            if wanted.keep:
                _keep(wanted.keep, sheet, made)
    for (kind, paper, variant), found in rows.items():
        times = [took for took, _ in found]
        middle = statistics.median(times)
        layouts = statistics.median(count for _, count in found)
        print(
            f"{kind:20} {paper:8} {variant:10} {len(found):4}  median {middle:.3f}"
            f"  most {max(times):.3f}  layouts {layouts:g}"
        )
    total = sum(took for found in rows.values() for took, _ in found)
    print(f"all {total:.2f} CPU s, {len(jobs)} sheets, {dict(counted)}")
    if wanted.profile:
        profile.dump_stats(wanted.profile)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("content", type=Path, nargs="?", default=ROOT / "content")
    parser.add_argument("--theme", default="affiche")
    parser.add_argument("--kinds", nargs="+")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--profile")
    return parser.parse_args()


@contextlib.contextmanager
def _counting(counted: Counter[str]) -> Iterator[None]:
    """Count the layouts that WeasyPrint makes."""
    render = typeset.weasyprint.HTML.render

    def counting(*values: object, **named: object) -> object:
        counted["layouts"] += 1
        return render(*values, **named)

    typeset.weasyprint.HTML.render = counting
    try:
        yield
    finally:
        typeset.weasyprint.HTML.render = render


def _keep(folder: Path, sheet: Sheet, made: worker.Printed) -> None:
    fit = worker._WARM["laid"][1].fitted
    path = folder / sheet.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made.pdf)
    shown = {
        "left_off": made.fact.left_off,
        "problems": [(one.rule, dict(one.values)) for one in made.fact.problems],
        "checks": [(one.name, one.passed) for one in made.fact.checks],
        "fit": fit.fit,
    }
    said = json.dumps(shown, default=repr, indent=1, ensure_ascii=False)
    path.with_name(f"{path.name}.json").write_text(said, "utf-8")


if __name__ == "__main__":
    main()

"""How long the A-customers of a million order lines take: made-up orders in, a row of figures out.

    .venv/bin/python benchmarks/segment.py [LINES [CUSTOMERS]]

Beside it, in the same run, how long the standard library's reader takes to go through the file and
do nothing: the ratio says what adding up and comparing cost, on any machine.
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from affiche.segment.customers import gather
from affiche.segment.differences import differences
from affiche.segment.orders import opened
from affiche.segment.pareto import pareto

SECTORS, REGIONS = ("Installatie", "Bouw", "Zorg", "Horeca"), ("Noord", "Oost", "Zuid", "West")
HEAD = "Klantnr;Klantnaam;Sector;Regio;Ordernr;Datum;Product;Omzet\n"


def write(path: Path, lines: int, customers: int) -> None:
    """Order lines with a few large customers and many small ones, as a ledger exports them."""
    rnd = random.Random(1)
    start = "K{:06d};Bedrijf {};{};{}"
    who = [start.format(i, i, rnd.choice(SECTORS), rnd.choice(REGIONS)) for i in range(customers)]
    weights = [rnd.paretovariate(1.16) for _ in who]
    first = date(2024, 1, 1)
    days = [f"{d.day}-{d.month}-{d.year}" for d in (first + timedelta(n) for n in range(700))]
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for number, one in enumerate(rnd.choices(who, weights, k=lines)):
            amount = f"{rnd.lognormvariate(5, 1):.2f}".replace(".", ",")
            file.write(f"{one};{number // 2};{rnd.choice(days)};ketel;{amount}\n")


def main() -> None:
    """Make the file, go through it, and print what it took."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    customers = int(sys.argv[2]) if len(sys.argv) > 2 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        write(path, lines, customers)
        began = time.process_time()
        with path.open(encoding="utf-8", newline="") as file:
            for _ in csv.reader(file, delimiter=";"):
                pass
        read = time.process_time() - began
        began = time.process_time()
        found = gather(opened(path, "Omzet", None, "Datum"))
        line = pareto(found.revenue, 20)
        told = differences(found, line)
        took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{lines:,} lines, {line.count:,} customers, {len(told.found)} differences")
    print(
        f"reading alone {read:.1f} s, all {took:.1f} s of CPU (x {took / read:.1f}), {peak:.0f} MB"
    )


if __name__ == "__main__":
    main()

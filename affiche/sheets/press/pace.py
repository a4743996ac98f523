"""How long sheets took in; how long those of a plan will take, out. Seconds, kept from one run to
the next by kind of sheet."""

from __future__ import annotations

import contextlib
import json
import statistics
import threading
from collections.abc import Iterable
from pathlib import Path

from affiche import disk
from affiche.pages.plan import Sheet

FILE = "pace.json"
# A sheet of which nothing is known takes so many seconds: the middle of the sample's.
USUAL = 0.4
# What was measured counts as long as so many sheets of its kind: a new machine is soon known.
MEMORY = 200


class Pace:
    """Seconds a sheet, by its kind and whether it is for a print shop. `path` None: for this
    process only."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._known = _read(path)
        self._new = False

    def note(self, sheet: Sheet, seconds: float) -> None:
        """A sheet was made in this time."""
        with self._lock:
            count, mean = self._known.get(_name(sheet), (0, 0.0))
            count = min(count + 1, MEMORY)
            self._known[_name(sheet)] = (count, mean + (seconds - mean) / count)
            self._new = True

    def guess(self, sheets: Iterable[Sheet]) -> float:
        """The seconds that these take, one after the other."""
        with self._lock:
            means = {name: mean for name, (_, mean) in self._known.items()}
        other = statistics.fmean(means.values()) if means else USUAL
        return sum(means.get(_name(sheet), other) for sheet in sheets)

    def save(self) -> None:
        """Write it down for the next time; what cannot be written is not known then."""
        if self._path is None or not self._new:
            return
        with self._lock:
            said = {name: [count, round(mean, 4)] for name, (count, mean) in self._known.items()}
            self._new = False
        with contextlib.suppress(OSError):
            disk.put(self._path, json.dumps(said, sort_keys=True).encode())


def _name(sheet: Sheet) -> str:
    return f"{sheet.kind}{' print' if sheet.variant.startswith('print') else ''}"


def _read(path: Path | None) -> dict[str, tuple[int, float]]:
    """What was written down; nothing of what cannot be."""
    try:
        said = json.loads(path.read_bytes()) if path else {}
        found = {str(name): (int(count), float(mean)) for name, (count, mean) in said.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    return {name: (n, mean) for name, (n, mean) in found.items() if n > 0 and 0 <= mean < 1e6}

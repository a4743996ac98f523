"""What the machine has to print with: nothing in, the text libraries or a hint how to get them out.

Nothing heavy is imported for it.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from functools import lru_cache
from typing import Any

from affiche.errors import Kind, Place, Problem

# The libraries that WeasyPrint opens, each under the names that it tries.
LIBRARIES = (
    ("libgobject-2.0-0", "libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    ("libpango-1.0-0", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ("libharfbuzz-0", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ("libfontconfig-1", "libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    ("libpangoft2-1.0-0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
)
NO_PANGO = Problem(
    Kind.WARNING,
    "no-pango",
    Place("posters"),
    "no posters and maps are made: the text library Pango is not on this machine",
    "Install it. Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0. Fedora: dnf install pango. macOS: brew install pango. Windows: install "
    "MSYS2, then pacman -S mingw-w64-ucrt-x86_64-pango. The site itself is complete.",
)


@lru_cache(maxsize=1)
def can_print() -> bool:
    """Whether WeasyPrint can start: its libraries open by name, or a trial import succeeds."""
    if importlib.util.find_spec("weasyprint") is None:
        return False
    if all(_opens(names) is not None for names in LIBRARIES):
        return True
    command = [sys.executable, "-W", "ignore", "-c", "import weasyprint"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _opens(names: tuple[str, ...]) -> Any:
    import ctypes

    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def pango_version() -> str:
    """Pango's version as one number, "?" without Pango: other versions break lines elsewhere."""
    library = _opens(LIBRARIES[1])
    return str(library.pango_version()) if library is not None else "?"

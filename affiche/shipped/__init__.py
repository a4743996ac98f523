"""What comes along with the program, wherever it was installed: the folders of house styles and of
manuals.

In a checkout they stand at the top; a wheel brings them here, below this file (`setup.py`).
"""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
TOP = HERE.parent.parent


def _folder(name: str) -> Path:
    return HERE / name if (HERE / name).is_dir() else TOP / name


THEMES = _folder("themes")
MANUALS = _folder("docs")

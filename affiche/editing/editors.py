"""An editor's name and a place in a file in; the address that opens it there, out.

Sources: the manuals of Visual Studio Code ("Opening VS Code with URLs"), Zed, JetBrains and
Sublime Text's URL handlers.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from affiche.model.settings import EDITORS


def address(editor: str, path: Path, line: int, column: int) -> str:
    """The address; empty without an editor. `editor` may be an address with {path} and {line}."""
    pattern = EDITORS.get(editor.strip().casefold(), editor)
    if "{path}" not in pattern or pattern.casefold().startswith(("javascript:", "data:")):
        return ""
    whole = quote(path.resolve().as_posix())
    return (
        pattern.replace("{path}", whole)
        .replace("{line}", str(line))
        .replace("{column}", str(column))
    )

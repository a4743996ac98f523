"""Parts of a key in, the key out; and what stands for the program and its libraries in one."""

from __future__ import annotations

import hashlib
import sys
from functools import lru_cache
from importlib import metadata
from pathlib import Path

SIZE = 20  # bytes of a key
PACKAGE = Path(__file__).parents[1]
# Sources, catalogues and data files; what is shipped as a house style is a theme's, not ours.
ENDINGS = (".py", ".po", ".json", ".js")
LIBRARIES = ("jinja2", "markdown", "markupsafe", "nh3", "pillow", "pydantic", "babel", "pikepdf")


def key(*parts: bytes | str) -> bytes:
    """The key of something that follows from these parts and the program, and from nothing else."""
    digest = hashlib.blake2b(program(), digest_size=SIZE)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "little") + raw)
    return digest.digest()


@lru_cache(maxsize=1)
def program() -> bytes:
    """What stands for every source of the program, its libraries and Python."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=SIZE)
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in ENDINGS):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    digest.update(" ".join(map(_version, LIBRARIES)).encode())
    return digest.digest()


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""

"""The source of a template in; its code out, compiled once."""

from __future__ import annotations

from typing import ClassVar

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from affiche import kept
from affiche.kept import Store


class Compiled(BytecodeCache):
    """Compiled templates, kept for the life of the process and in a store: a rebuild compiles what
    changed. The key holds the source."""

    kept: ClassVar[dict[bytes, bytes]] = {}

    def __init__(self, store: Store | None = None) -> None:
        self._store = store or Store(None)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What stands for a template's place; the name of a folder need not be text."""
        return kept.key(name, filename or "").hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is kept, if anything is."""
        key = self._key(bucket)
        code = self.kept.get(key) or self._store.get(key)
        if code:
            self.kept[key] = code
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        key, code = self._key(bucket), bucket.bytecode_to_string()
        self.kept[key] = code
        self._store.put(key, code)

    def _key(self, bucket: Bucket) -> bytes:
        return kept.key("template", bucket.key, bucket.checksum)

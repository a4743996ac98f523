"""Which files were searched before, for which groups of texts, and what was found: kept from one
build to the next.

A key stands for the file's bytes and for how they are read (the program and its libraries), a name
of a group for its texts, so what is known of a pair is true for ever. Of a file is kept which set
of groups it was searched for, and what was found: there are far more pairs than finds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

from affiche import kept
from affiche.kept import Store

# Number of a text in its group, the stretch that was found, where in the file.
Find = tuple[int, str, str]
Finds = Mapping[str, tuple[Find, ...]]

# How many groups that are not asked for now are remembered of a file: those of another branch.
SPARE = 100


class Groups:
    """The names of groups that are looked for together, in order; `name` stands for all of them.

    A file was searched for one set of groups or another: what lacks is worked out once for all
    files that were searched for the same set.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(names))
        self.name = group(sorted(self.names))
        self.members = frozenset(self.names)
        self._turn = {one: number for number, one in enumerate(self.names)}
        self._beside: dict[str, tuple[tuple[str, ...], Groups]] = {}

    def lacking(self, name: str, store: Store) -> tuple[tuple[str, ...], Groups]:
        """Of these groups the ones that are not in the set of that name; and that set with these,
        as it is kept: without those that are not asked for now, when they become many."""
        if name not in self._beside:
            there = _members(name, store)
            rest = tuple(one for one in self.names if one not in there)
            spare = there - self.members
            whole = Groups((*self.names, *sorted(spare))) if len(spare) <= SPARE else self
            self._beside[name] = rest, whole
        return self._beside[name]

    def among(self, known: Collection[str]) -> tuple[str, ...]:
        """Those of these groups that are known, in their order."""
        return tuple(sorted(self._turn.keys() & set(known), key=self._turn.__getitem__))

    def keep(self, store: Store) -> None:
        """Keep which groups these are."""
        if store.get(_of_set(self.name)) is None:
            store.put(_of_set(self.name), json.dumps(self.names).encode())


def _members(name: str, store: Store) -> frozenset[str]:
    """The groups of a set; none when that is not known, or not what its name stands for."""
    held = store.get(_of_set(name)) if name else None
    names: list[str] = json.loads(held) if held else []
    return frozenset(names) if group(sorted(names)) == name else frozenset()


def _of_set(name: str) -> bytes:
    return kept.key("groups", name)


class Searched:
    """Finds by key and group, in a `store`; None: nothing is known. `site`: where the files of the
    build before stand, if they do."""

    def __init__(self, store: Store | None = None, site: Path | None = None) -> None:
        self._store = store or Store(None)
        self._site = site

    def found(
        self, key: bytes, groups: Groups, search: Callable[[tuple[str, ...]], Finds]
    ) -> dict[str, tuple[Find, ...]]:
        """What there is of each group, by its name, where there is anything: from before, and from
        a search for the groups that the file was not searched for."""
        held = self._store.get(key)
        name, known = json.loads(held) if held else ("", {})
        rest, whole = ((), groups) if name == groups.name else groups.lacking(name, self._store)
        if rest:
            fresh = {one: finds for one, finds in search(rest).items() if finds}
            kept_on = {one: finds for one, finds in known.items() if one in whole.members}
            whole.keep(self._store)
            self._store.put(key, json.dumps([whole.name, {**kept_on, **fresh}]).encode())
            known = {**known, **fresh}
        return {one: _opened(known[one]) for one in groups.among(known)} if known else {}

    def stood(self, file: str, groups: Groups) -> bytes | None:
        """What stands in the site under this name, when it was searched for all these groups and
        nothing was found; it may be of any build, and of any hand."""
        try:
            content = (self._site / file).read_bytes() if self._site else None
        except OSError:
            return None
        held = content and self._store.get(of_file(PurePosixPath(file).suffix, content))
        name, known = json.loads(held) if held else ("", {})
        return content if name == groups.name and not known else None


def _opened(finds: Iterable[Find]) -> tuple[Find, ...]:
    return tuple((number, run, part) for number, run, part in finds)


def of_file(ending: str, content: bytes, known: Iterable[bytes] = ()) -> bytes:
    """The key of a file: `ending` says how it is read, `known` what is left out of an archive."""
    return kept.key("searched", ending, hashlib.blake2b(content).digest(), *sorted(known))


def of_name(name: str) -> bytes:
    """The key of a file's name."""
    return kept.key("searched name", name)


def group(texts: list[str]) -> str:
    """The name of a group of texts."""
    return kept.key(repr(texts)).hex()[:24]

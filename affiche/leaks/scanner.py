"""Texts that are wanted and files in; where the first are in the second, out, each search once.

What is looked for comes in groups, one for each document. A file that was searched for a group
before is not searched for it again: one changed document is looked for in every file, and every
document in one changed file, and no other pair is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import PurePosixPath

from affiche import disk
from affiche.kept import forgotten
from affiche.leaks import searched, views, window
from affiche.leaks.fields import Leaf
from affiche.leaks.keys import Keys
from affiche.leaks.match import LEAST, Corpus, Hit, Index, fold, folded
from affiche.leaks.searched import Find, Groups, Searched
from affiche.leaks.views import View

Text = tuple[Leaf, str]
# How many sets of groups are kept ready to be looked for.
READY = 16
# For how many sets of groups it is remembered what was found.
KEPT = 8
# What was found is known of so many files more than there are now.
MANY = 1_000
# Of so many texts of so many letters and fewer it is remembered what is in them.
LITTLES, LITTLE = 20_000, 200
# The texts that are in a text; and the keys: the name of their group, their number, their field.
Said = tuple[tuple[Hit, ...], tuple[tuple[str, int, str], ...]]


@dataclass(frozen=True)
class Leak:
    """A text of the content in a file where it should not be; `part` is where in the file."""

    leaf: Leaf
    file: str
    part: str


class Group:
    """Texts that are looked for together: those of one document, or keys of fields."""

    def __init__(
        self, path: str = "", texts: Iterable[Text] = (), keys: Keys | None = None
    ) -> None:
        self.texts = tuple((leaf, text) for leaf, text in texts if len(folded(text).run) >= LEAST)
        self.keys = keys
        named = [leaf.field for leaf in keys.leaves] if keys else []
        self.name = searched.group([path, *(text for _, text in self.texts), *named])

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """What is looked for, in the order of its numbers."""
        return self.keys.leaves if self.keys else tuple(leaf for leaf, _ in self.texts)


def grouped(wanted: Iterable[Text], keys: Keys | None = None) -> tuple[Group, ...]:
    """Texts by the document that they are of, and the keys."""
    apart: dict[str, list[Text]] = {}
    for leaf, text in wanted:
        apart.setdefault(leaf.path, []).append((leaf, text))
    groups = tuple(Group(path, texts) for path, texts in apart.items())
    return (*groups, Group(keys=keys)) if keys else groups


class Scanner:
    """Looks for groups of texts of leaves, and of keys, in files."""

    def __init__(
        self, wanted: Iterable[Text] = (), keys: Keys | None = None, groups: Iterable[Group] = ()
    ) -> None:
        every = (*groups, *grouped(wanted, keys))
        self._groups = {group.name: group for group in every if group.texts or group.keys}
        self._names = _named(tuple(self._groups))
        self._held = _held(self._names.name)
        self._digests: dict[str, tuple[bytes, bytes]] = {}

    def leaks(
        self, files: Mapping[str, bytes], allowed: Iterable[Corpus], before: Searched | None = None
    ) -> tuple[Leak, ...]:
        """Every leak in the files (path → bytes), each field once a file, sorted by file.

        `before` knows files of earlier builds, and learns of these.
        """
        before = before or Searched()
        corpora = tuple(allowed)
        digests = self._digested(files)
        found: dict[tuple[str, str, str], Leak] = {}
        held = disk.held(files)
        for file in sorted(files):
            content = files[file]
            known = self._held.files.pop(file, None)
            if known is None or known.content is not content or file.endswith(".zip"):
                known = _Held(content, tuple(self._finds(file, content, digests, before, known)))
            if file in held:
                self._held.files[file] = known
            for name, finds in known.finds:
                group = self._groups[name]
                for number, run, part in finds:
                    leaf = group.leaves[number]
                    if not group.keys and any(_allows(corpus, run, leaf) for corpus in corpora):
                        continue
                    found.setdefault((file, leaf.path, leaf.field), Leak(leaf, file, part))
        self._held.bound(len(files))
        return tuple(found.values())

    def _finds(
        self, file: str, content: bytes, known: set[bytes], before: Searched, last: _Held | None
    ) -> Iterator[tuple[str, tuple[Find, ...]]]:
        """Group by group: (number, stretch, part) of everything wanted in the file and in its
        name, allowed or not.

        `known` are the digests of the files that are searched anyway, one by one: what an archive
        holds of them is not searched twice. `last` is what the file was when it was searched last.
        """
        yield from before.found(
            searched.of_name(file), self._names, lambda rest: self._search(rest).name(file)
        ).items()

        def nothing_in() -> bytes | None:
            """What the file was, when nothing was in it."""
            if last is not None:
                return None if last.finds else last.content
            return before.stood(file, self._names) if window.worth_it(file, content) else None

        ending = PurePosixPath(file).suffix
        here = known & views.members(content) if ending == ".zip" else set()
        yield from before.found(
            searched.of_file(ending, content, here),
            self._names,
            lambda rest: self._in(self._search(rest), file, content, here, nothing_in()),
        ).items()

    def _in(
        self, search: _Search, file: str, content: bytes, here: set[bytes], last: bytes | None
    ) -> dict[str, tuple[Find, ...]]:
        """What is in a file: nothing, when nothing was in it as it was before (`last`) and nothing
        is in what changed since."""
        if last is not None:
            part = window.changed(file, last, content)
            if part is not None:
                found = search.file(file, part, here)
                if not found:
                    return found
        return search.file(file, content, here)

    def _digested(self, files: Mapping[str, bytes]) -> set[bytes]:
        """What stands for each file, where an archive may hold some of them."""
        if not any(file.endswith(".zip") for file in files):
            return set()
        held = disk.held(files)
        for file, content in files.items():
            known = self._digests.get(file)
            if known is None or known[0] is not content:
                self._digests[file] = held.get(file, b""), views.digest(content)
        self._digests = {file: self._digests[file] for file in files}
        return {digest for _, digest in self._digests.values()}

    def _search(self, names: tuple[str, ...]) -> _Search:
        """A search for these groups: a name stands for all that is looked for."""
        if names not in _ready:
            while len(_ready) >= READY:
                _ready.pop(next(iter(_ready)), None)
            _ready[names] = _Search({name: self._groups[name] for name in names})
        return _ready[names]


def _allows(corpus: Corpus, run: str, leaf: Leaf) -> bool:
    """Whether a stretch of a leaf may be anywhere."""
    return corpus.holds(run) or (leaf.common and corpus.explains(run))


@dataclass(frozen=True)
class _Held:
    """What is in a file of which the very bytes were searched the last time."""

    content: bytes
    finds: tuple[tuple[str, tuple[Find, ...]], ...]


@lru_cache(maxsize=KEPT)
def _named(names: tuple[str, ...]) -> Groups:
    """Kept for the next build, in which mostly the same is looked for."""
    return Groups(names)


class _Files:
    """By file, what is known of those that were searched for the same set of groups: by a search of
    the whole site, and by those of a few texts beside it."""

    def __init__(self) -> None:
        self.files: dict[str, _Held] = {}
        self._most = 0

    def bound(self, asked: int) -> None:
        """Forget what nobody asked for in the longest time, when so many files were asked now."""
        self._most = max(self._most, asked)
        for file in tuple(self.files)[: max(0, len(self.files) - MANY - 2 * self._most)]:
            del self.files[file]


@lru_cache(maxsize=KEPT)
def _held(name: str) -> _Files:
    return _Files()


_ready: dict[tuple[str, ...], _Search] = {}
forgotten(_held.cache_clear)
forgotten(_ready.clear)


class _Search:
    """Some groups, ready to be looked for; finds come by the name of their group."""

    def __init__(self, groups: Mapping[str, Group]) -> None:
        self._keys = {name: group.keys for name, group in groups.items() if group.keys}
        self._at = [
            (name, number) for name, group in groups.items() for number in range(len(group.texts))
        ]
        self._index = Index([text for group in groups.values() for _, text in group.texts])
        self._little: dict[str, Said] = {}

    def name(self, file: str) -> dict[str, tuple[Find, ...]]:
        """What a file's name says, by group where there is anything."""
        return self._by_group(self._search(views.name(file)))

    def file(self, file: str, content: bytes, known: set[bytes]) -> dict[str, tuple[Find, ...]]:
        """What is in a file, by group where there is anything, but for what is `known` of an
        archive."""
        found = (
            *self._search(views.inside(file, content, known)),
            *self._in_lines(file, content),
        )
        return self._by_group(found)

    def _by_group(self, found: Iterable[tuple[str, Find]]) -> dict[str, tuple[Find, ...]]:
        apart: dict[str, dict[Find, None]] = {}
        for name, find in found:
            apart.setdefault(name, {})[find] = None
        return {name: tuple(finds) for name, finds in apart.items()}

    def _in_lines(self, file: str, content: bytes) -> Iterator[tuple[str, Find]]:
        for name, keys in self._keys.items():
            for number in keys.in_lines(file, content):
                yield name, (number, keys.leaves[number].field, "text")

    def _search(self, readings: Iterable[View]) -> Iterator[tuple[str, Find]]:
        seen: set[str] = set()
        nothing: set[str] = set()
        runs: dict[str, tuple[Hit, ...]] = {}
        for view in readings:
            if view.text in seen and not view.visible:
                continue
            seen.add(view.text)
            if view.before in nothing and not any(self._said(view.beyond, runs)):
                nothing.add(view.text)
                continue
            hits, keys = self._said(view.text, runs)
            if not hits and not keys:
                nothing.add(view.text)
            for hit in hits:
                if view.visible or not self._index.numeric(hit.number):
                    name, number = self._at[hit.number]
                    yield name, (number, hit.run, view.part)
            for name, number, field in keys:
                yield name, (number, field, view.part)

    def _said(self, text: str, runs: dict[str, tuple[Hit, ...]]) -> Said:
        """The texts and the keys that are in a text. What is little is on many pages. Readings of a
        file often differ in nothing but spaces: what is found in their letters is kept in `runs`.
        """
        if text in self._little:
            return self._little[text]
        said = fold(text)
        if said.run not in runs:
            runs[said.run] = tuple(self._index.runs(said.run))
        found = (
            (*self._index.words(said.words), *runs[said.run]),
            tuple(
                (name, number, keys.leaves[number].field)
                for name, keys in self._keys.items()
                for number in keys.anywhere(text)
            ),
        )
        if len(text) <= LITTLE:
            if len(self._little) >= LITTLES:
                self._little.clear()
            self._little[text] = found
        return found

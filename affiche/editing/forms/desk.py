"""What a form editor asks for in; the answer, and files that were changed line by line, out.

It speaks the local protocol of Decap CMS (decap-server: one JSON object with `action` and `params`
a request). Nothing outside of the content folder is read or written, and no file in it that is not
content of ours or a picture; what was saved has to build, else nothing of it is kept.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from affiche import report
from affiche.content.changes import Judge, new_errors, write
from affiche.editing.forms import commits, held, told
from affiche.editing.kinds import Kind, kind_of
from affiche.editing.merging import merge
from affiche.editing.merging.merge import Content
from affiche.errors import AfficheError, ContentError, Place, Problem, unwritten
from affiche.model.choices import Switch
from affiche.reading import documents
from affiche.reading.files import names, strays
from affiche.reading.files.names import fits
from affiche.reading.targets.pictures import ENDINGS
from affiche.splicing.nodes import Node
from affiche.words import Words

Answer = Any
# The key in a form that says which version of the file it was given.
TOKEN = "_affiche"
REMEMBERED = 500  # forms that were given out
LONGEST_PATH = 200  # characters
LARGEST_PICTURE = 50_000_000  # bytes


class RefusedError(Exception):
    """What was asked cannot be done: a status, a sentence, and the mistakes at their fields."""

    def __init__(self, status: int, message: str, problems: list[dict[str, Any]] | None = None):
        super().__init__(message)
        self.status = status
        self.problems = problems or []


@dataclass
class Desk:
    """The content folder as an editor sees it. `commit` says whether a save is one; None leaves
    that to site.yaml. `judge` knows what a build refuses beside what is wrong in the content alone:
    a theme, an icon, a profile that is not there."""

    content: Path
    words: Words
    today: date
    commit: bool | None = None
    judge: Judge | None = None
    _given: OrderedDict[str, tuple[str, Content]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _serial: int = 0

    def __post_init__(self) -> None:
        self.content = self.content.resolve()

    @property
    def label(self) -> str:
        """The name of the content folder, with which paths begin."""
        return self.content.name

    def answer(self, asked: Mapping[str, Any]) -> Answer:
        """What is asked. Raises RefusedError."""
        action, given = str(asked.get("action", "")), asked.get("params") or {}
        doing = ACTIONS.get(action)
        if doing is None or not isinstance(given, Mapping):
            raise RefusedError(422, self.words.say("Unknown action {name}", name=action))
        try:
            with self._lock:
                return doing(self, given)
        except KeyError as missing:
            raise RefusedError(422, f"{action}: {missing}") from None
        except ContentError as wrong:
            raise self._refused(wrong.problems) from None
        except AfficheError as fault:
            raise RefusedError(500, report.fault(fault, self.words)) from None
        except OSError as error:
            raise RefusedError(500, report.sentence(unwritten(error), self.words)) from None

    # Reading -------------------------------------------------------------------------------

    def info(self, _: Mapping[str, Any]) -> Answer:
        return {"repo": self.content.parent.name, "publish_modes": ["simple"], "type": "local_fs"}

    def by_folder(self, given: Mapping[str, Any]) -> Answer:
        ending = "." + str(given["extension"]).removeprefix(".")
        start = self._inside(str(given["folder"]))
        found = []
        for path in sorted(self._files(start, int(given.get("depth", 1)))):
            if path.name.endswith(ending) and not strays.leftover(path.name):
                found.append(self._entry(self._name(path)))
        return [one for one in found if one["data"] is not None]

    def by_files(self, given: Mapping[str, Any]) -> Answer:
        return [self._entry(str(f["path"]), str(f.get("label") or "")) for f in given["files"]]

    def entry(self, given: Mapping[str, Any]) -> Answer:
        path = str(given["path"])
        if not self._inside(path).is_file():
            raise RefusedError(404, self.words.say("{path} is not there", path=path))
        return self._entry(path, listed=False)

    def _entry(self, path: str, label: str = "", listed: bool = True) -> Answer:
        """A file as a form takes it; without data when it is not there. In a list one that cannot
        be read has none either, and no form is remembered: whoever opens one asks for it."""
        real = self._inside(path)
        kind = self._kind(path)
        told = {"path": path, "label": label, "id": None}
        if not real.is_file():
            return {"data": None, "file": told}
        raw = real.read_bytes()
        try:
            there = merge.content(path, kind, raw)
        except ContentError:
            if listed:
                return {"data": None, "file": told}
            raise
        fields = held.form(kind, there, self.words)
        if not listed:
            fields[TOKEN] = self._remember(path, kind, held.text(kind, fields, there.body))
        text = held.text(kind, fields, there.body)
        return {"data": text, "file": {**told, "id": hashlib.sha256(raw).hexdigest()}}

    def _remember(self, path: str, kind: Kind, given: str) -> str:
        """A word by which the form is known again; what it was given stands under it."""
        self._serial += 1
        token = f"{self._serial}-{hashlib.sha256(path.encode()).hexdigest()[:8]}"
        self._given[token] = (path, merge.read(path, kind, given))
        while len(self._given) > REMEMBERED:
            self._given.popitem(last=False)
        return token

    # Writing -------------------------------------------------------------------------------

    def persist(self, given: Mapping[str, Any]) -> Answer:
        files = given.get("dataFiles") or [given["entry"]]
        changes: dict[str, bytes] = {}
        before: dict[str, bytes | None] = {}
        saved: list[tuple[str, str, Content]] = []
        for one in files:
            path, raw = str(one["path"]), _text(one, "raw")
            if one.get("newPath") not in (None, path):
                what = "Give it another name with: {command}"
                raise RefusedError(422, self.words.say(what, command="build.py rename"))
            self._may_be_new(path)
            name = self._short(path)
            before[name] = _bytes(self._inside(path))
            changes[name], token, form = self._merged(path, raw, before[name])
            saved.append((path, token, form))
        for asset in given.get("assets") or ():
            changes |= self._asset(asset)
        said = self._keep(changes, before)
        for path, token, form in saved:
            if token:
                self._given[token] = (path, form)
        asked = told.old_pictures(before, changes, self.words)
        notes = [{"path": f"{self.label}/{name}", "line": 1, "way": ["photo"], "message": what}
                 for name, what in asked]  # fmt: skip
        return {"message": said, "problems": notes}

    def _merged(self, path: str, raw: str, old: bytes | None) -> tuple[bytes, str, Content]:
        """The file with what was saved in it, the word of its form, and the form."""
        kind = self._kind(path)
        token, form = _token(merge.content(path, kind, raw.encode()))
        given_path, base = self._given.get(token, ("", None))
        known = base if given_path == path else None
        return merge.merge(path, kind, old or b"", form, known), token, form

    def _may_be_new(self, path: str) -> None:
        """A new file needs a name that can be an address."""
        real = self._inside(path)
        wrong = names.check(Place(path), real.stem, real.suffix)
        if wrong and not real.exists():
            raise self._refused((wrong,))

    def _asset(self, asset: Mapping[str, Any]) -> dict[str, bytes]:
        """A picture that came along."""
        path = str(asset["path"])
        self._inside(path)
        if not self._short(path).startswith("images/") or not path.lower().endswith(ENDINGS):
            what = "Only pictures can be put in, into {folder}"
            raise RefusedError(422, self.words.say(what, folder=f"{self.label}/images"))
        bad = next((part for part in path.split("/") if not names.keeps(part)), None)
        if bad is not None and not self._inside(path).exists():
            raise RefusedError(422, self.words.say("{id} cannot be a file name", id=bad))
        try:
            content = base64.b64decode(_text(asset, "content"), validate=True)
        except binascii.Error:
            raise RefusedError(422, f"{path}: base64") from None
        if len(content) > LARGEST_PICTURE:
            raise RefusedError(413, self.words.say("{path} is too big", path=path))
        return {self._short(path): content}

    def _keep(self, changes: Mapping[str, bytes | None], before: Mapping[str, bytes | None]) -> str:
        """Write all of it when it builds, and when nobody else wrote meanwhile in the files whose
        bytes were those of `before`; nothing otherwise. What was done, in words."""
        wrong = new_errors(self.content, changes, self.today, self.judge)
        if wrong:
            raise self._refused(wrong, changes)
        now = {name: _bytes(self.content / name) for name in changes}
        other = next((name for name, raw in before.items() if now[name] != raw), None)
        if other is not None:
            what = "{path} was changed while this was being saved. Save it once more."
            raise RefusedError(409, self.words.say(what, path=f"{self.label}/{other}"))
        sentence = told.sentence(now, changes, self.words)
        write(changes, self.content)
        refused = commits.commit(self.content, changes, sentence) if self._commits() else ""
        return f"{sentence}\n{refused}" if refused else sentence

    def _commits(self) -> bool:
        if self.commit is not None:
            return self.commit
        path = self.content / "site.yaml"
        raw = path.read_bytes() if path.is_file() else b""
        said = documents.settings(f"{self.label}/site.yaml", raw).rest
        return bool(said and said.admin.commit is Switch.ON)

    def delete(self, given: Mapping[str, Any]) -> Answer:
        paths = given.get("paths") or [given["path"]]
        changes: dict[str, bytes | None] = {}
        for path in map(str, paths):
            if not self._short(path).startswith("images/"):
                self._kind(path)
            self._inside(path)
            changes[self._short(path)] = None
        return {"message": self._keep(changes, {})}

    # Pictures ------------------------------------------------------------------------------

    def media(self, given: Mapping[str, Any]) -> Answer:
        start = self._inside(str(given.get("mediaFolder") or f"{self.label}/images"))
        files = sorted(self._files(start, 3))
        return [self._picture(p) for p in files if p.name.lower().endswith(ENDINGS)]

    def media_file(self, given: Mapping[str, Any]) -> Answer:
        path = self._inside(str(given["path"]))
        if not path.is_file() or not path.name.lower().endswith(ENDINGS):
            raise RefusedError(404, self.words.say("{path} is not there", path=str(given["path"])))
        return self._picture(path)

    def persist_media(self, given: Mapping[str, Any]) -> Answer:
        changes = self._asset(given["asset"])
        self._keep(changes, {})
        return self._picture(self.content / next(iter(changes)))

    def _picture(self, path: Path) -> Answer:
        raw = path.read_bytes()
        return {"id": hashlib.sha256(raw).hexdigest(), "content": base64.b64encode(raw).decode(),
                "encoding": "base64", "path": self._name(path), "name": path.name}  # fmt: skip

    # Where ---------------------------------------------------------------------------------

    def preview(self, given: Mapping[str, Any]) -> Answer:
        """The page of a document on the site that is served beside the forms."""
        collection, slug = str(given.get("collection", "")), str(given.get("slug", ""))
        if collection in PAGES and fits(slug):
            return {"url": f"/{collection}/{slug}/index.html", "status": "SUCCESS"}
        return None

    def _inside(self, path: str) -> Path:
        """A path of the content folder, nowhere else. Raises RefusedError."""
        parts = path.replace("\\", "/").split("/")
        bad = any(p in ("", ".", "..") or p.startswith(".") or "\0" in p for p in parts)
        if bad or len(path) > LONGEST_PATH or parts[0] != self.label:
            raise RefusedError(
                403, self.words.say("{path} is not in the content folder", path=path)
            )
        real = self.content.joinpath(*parts[1:])
        if not real.resolve().is_relative_to(self.content):
            raise RefusedError(
                403, self.words.say("{path} is not in the content folder", path=path)
            )
        return real

    def _short(self, path: str) -> str:
        """A path from the content folder."""
        return path.replace("\\", "/").removeprefix(f"{self.label}/")

    def _name(self, path: Path) -> str:
        return f"{self.label}/{path.relative_to(self.content).as_posix()}"

    def _kind(self, path: str) -> Kind:
        kind = kind_of(self._short(path))
        if kind is None:
            raise RefusedError(403, self.words.say("{path} is not edited with forms", path=path))
        return kind

    def _files(self, folder: Path, depth: int) -> Iterator[Path]:
        for path in folder.iterdir() if depth > 0 and folder.is_dir() else ():
            if path.is_symlink() or strays.skipped(path.name):
                continue
            if path.is_dir():
                yield from self._files(path, depth - 1)
            elif path.is_file():
                yield path

    # Mistakes ------------------------------------------------------------------------------

    def _refused(
        self, problems: tuple[Problem, ...], changes: Mapping[str, bytes | None] | None = None
    ) -> RefusedError:
        """What is wrong, each with the field that it is about."""
        shown: list[dict[str, Any]] = []
        for problem in problems:
            name = self._short(problem.place.path)
            kind = kind_of(name)
            raw = (changes or {}).get(name)
            way = told.way(problem, kind, raw) if kind and raw else ()
            if problem.rule == merge.TWICE:
                way = (str(problem.values["field"]),)
            shown.append(
                {
                    "path": problem.place.path,
                    "line": problem.place.line,
                    "way": list(way),
                    "message": report.sentence(problem, self.words),
                }
            )
        saved = {f"{self.label}/{name}" for name in changes or ()}
        text = " ".join(f"{self._where(one, saved)}{one['message']}" for one in shown)
        return RefusedError(422, text, shown)

    def _where(self, one: Mapping[str, Any], saved: set[str]) -> str:
        """What a mistake is about: the field of the form, or another file that was not saved."""
        if saved and one["path"] not in saved:
            return f"{one['path']}:{one['line']}: "
        return told.labelled(one["way"], self.words)


def _token(form: Content) -> tuple[str, Content]:
    """The word of a form, and the form without it."""
    fields = form.fields
    if fields is None or fields.kind != "map":
        return "", form
    token = fields.get(TOKEN)
    kept = [pair for pair in fields.pairs if pair[0].text != TOKEN]
    return (token.text or "" if token else ""), Content(Node("map", pairs=kept), form.body)


def _text(given: Mapping[str, Any], key: str) -> str:
    """What stands under a key. Raises TypeError when it is no text."""
    if not isinstance(given[key], str):
        raise TypeError(f"{key}: {type(given[key]).__name__}")
    return str(given[key])


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


PAGES = ("personas", "journeys", "briefings", "decisions", "events")
ACTIONS: Mapping[str, Callable[[Desk, Mapping[str, Any]], Answer]] = {
    "info": Desk.info,
    "entriesByFolder": Desk.by_folder,
    "entriesByFiles": Desk.by_files,
    "getEntry": Desk.entry,
    "persistEntry": Desk.persist,
    "deleteFile": Desk.delete,
    "deleteFiles": Desk.delete,
    "getMedia": Desk.media,
    "getMediaFile": Desk.media_file,
    "persistMedia": Desk.persist_media,
    "getDeployPreview": Desk.preview,
    "unpublishedEntries": lambda desk, given: [],
}

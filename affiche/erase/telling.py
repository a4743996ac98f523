"""Holdings in; what is held, or what went, as lines for the command line, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from affiche.erase.holdings import Cell, Change, Holdings
from affiche.words import Words


def told(held: Holdings, words: Words, removed: bool) -> list[str]:
    """The lines. Paths start at the project's root."""
    say, label = words.say, held.root.name
    lines = [say("Removed of {who}:" if removed else "Held of {who}:", who=held.who)]
    lines += [f"  {label}/{file}" for file in held.files]
    lines += [f"  {label}/{file}:{at}: {text}" for file, at, text in _changes(held.changes)]
    lines += [f"  {label}/{file}:{at}: {text}" for file, at, text in _cells(held.cells)]
    lines += [f"  {line}" for line in _made(held, words)]
    for title, mentions in (
        ("Only a spreadsheet program can change this. Do it by hand:", held.by_hand),
        ("These texts may mean them too. Read them, and decide:", held.mentions),
    ):
        if mentions:
            lines += ["", say(title)]
            places = (f"{m.file}:{m.place}" if m.place else m.file for m in mentions)
            texts = (f": {m.text}" if m.text else "" for m in mentions)
            lines += [f"  {label}/{at}{text}" for at, text in zip(places, texts, strict=True)]
    if held.hanging:
        lines += ["", say("These printed sheets may still hang. Take them down:")]
        lines += [f"  {copy}" for copy in held.hanging]
    if held.handed:
        lines += ["", say("These agencies may have a pack with them in it. Ask them to delete it:")]
        lines += [f"  {' · '.join(filter(None, (h.agency, h.title)))}" for h in held.handed]
    if held.history:
        text = "The history of git keeps it: {n} commits, from {first} to {last}. Only rewriting "
        text += (
            "the history takes it out there (git filter-repo), in every copy. Pages and sheets do "
        )
        text += "not show what these files were before."
        past = held.history
        lines += ["", say(text, n=past.commits, first=past.first, last=past.last)]
    if held.decisions:
        lines += ["", say("Without it the project does not build. Mend this first:")]
        for one in held.decisions:
            what, hint = say(one.what, **one.values), say(one.hint, **one.values)
            lines.append(f"  {one.place.path}:{one.place.line}: {what}. {hint}")
    return lines


def _changes(changes: Sequence[Change]) -> Iterator[tuple[str, str, str]]:
    """File, lines and text of what goes; the cells of a column that say the same together."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in changes:
        found.setdefault((one.file, one.text), []).append(one.line)
    for (file, text), lines in found.items():
        yield file, _ranges(lines), text


def _cells(cells: Sequence[Cell]) -> Iterator[tuple[str, str, str]]:
    """File, places ("Blad1!B3-5,8") and text of the cells that go."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for one in cells:
        found.setdefault((one.file, one.column, one.text), []).append(one.line)
    for (file, column, text), lines in found.items():
        yield file, f"{column}{_ranges(lines)}", text


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers in order as people write them: 3-5,8."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _made(held: Holdings, words: Words) -> Iterator[str]:
    """What was made of it; home page, posters and lists name everybody, so all of it goes."""
    project = held.root.parent
    for out in held.made.outs:
        name = _under(out, project)
        yield words.say("{out}/: everything that was published there ({n} files)", out=name,
                        n=held.made.count)  # fmt: skip
    if held.made.cache is not None:
        yield words.say("{cache}/: finished sheets", cache=_under(held.made.cache, project))
    for picture in held.made.pictures:
        what = "{path}: posters before and after"
        yield words.say(what, path=_under(picture, project))


def _under(path: Path, root: Path) -> str:
    real = path.resolve()
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else str(path)

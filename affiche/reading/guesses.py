"""A word that a writer used in; the word that was probably meant out."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from affiche.words import spellings

_LONGEST = 100  # characters; what is longer is no misspelt word


def close(word: str, known: Iterable[str], cutoff: float = 0.72) -> str | None:
    """The one of `known` that looks most like `word`, or None; capitals and - do not count."""
    if len(word) > _LONGEST:
        return None
    plain = {_plain(name): name for name in reversed(list(known))}
    said = _plain(word)
    match = get_close_matches(said, plain, n=1, cutoff=cutoff)
    # In a short word two letters that changed places are too much of it for the ratio.
    match = (
        match or [name for name in plain if len(said) > 2 and amiss(said, name) == "swapped"][:1]
    )
    return plain[match[0]] if match else None


def amiss(word: str, name: str) -> str:
    """The one slip with which a word is written for a name: two letters "swapped", one "other",
    one "missing" or one too "many"; "" where it is that name, or more than one."""
    start = next((at for at, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), None)
    start = min(len(word), len(name)) if start is None else start
    said, meant = word[start:], name[start:]
    if not said and not meant:
        return ""
    slips = {
        "swapped": len(said) > 1 and said[1::-1] + said[2:] == meant,
        "other": said[1:] == meant[1:] and bool(said and meant),
        "missing": said == meant[1:],
        "many": said[1:] == meant,
    }
    return next((slip for slip, is_it in slips.items() if is_it), "")


@lru_cache(maxsize=1000)
def key(word: str, keys: tuple[str, ...]) -> str | None:
    """The key that `word` stands for: another language's word, a synonym, or a typo."""
    meant = _synonyms().get(_spaced(word), ())
    for candidate in meant:
        if candidate in keys:
            return candidate
    if _plain(word) in keys:
        return _plain(word)
    typo = close(word, keys)
    if typo:
        return typo
    said = close(word, (s for s, names in _synonyms().items() if set(names) & set(keys)), 0.82)
    return next((name for name in _synonyms().get(said or "", ()) if name in keys), None)


def meant(word: str) -> tuple[str, ...]:
    """The keys that a word stands for, in any shipped language: itself, or a synonym."""
    return (_plain(word), *_synonyms().get(_spaced(word), ()))


def choice(word: str, spoken: Iterable[str]) -> str | None:
    """The accepted word that looks most like `word`."""
    return close(word, spoken)


def _plain(word: str) -> str:
    return _spaced(word).replace(" ", "_")


def _spaced(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, tuple[str, ...]]:
    """Word → the keys that it may stand for, the likeliest first; from the catalogues."""
    from affiche.reading.keys import every_key, of_the_wall

    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys((*every_key(), *of_the_wall())):
        for word in spellings([name], "key"):
            said = _spaced(word)
            if said != _spaced(name):
                found[said] = (*found.get(said, ()), name)
    return found

"""A file's name in; which program left it there and of which file it is a copy, out.

Editors keep locks, swaps and backups beside a file; programs that synchronise keep both versions
when two people changed one; Finder and Explorer number copies. The tables name them by what their
makers document or what they were seen to write.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from affiche.reading.letters import composed

# What editors, systems and downloads leave behind, and notes for colleagues: not a word.
_STARTS = (".", "~", "#", "thumbs.db", "ehthumbs.db", "desktop.ini", "readme", "license",
           "licence", "icon\r")  # fmt: skip
_ENDS = ("~", "#", ".bak", ".backup", ".swp", ".swo", ".swn", ".swx", ".tmp", ".temp", ".orig",
         ".rej", ".part", ".partial", ".crdownload", ".download", ".filepart", ".crswap", ".lock",
         ".kate-swp", ".asd", ".wbk", ".save", ".old", ".!sync", ".dropbox.attr",
         "___jb_tmp___", "___jb_old___", "___jb_bak___")  # fmt: skip
# vim's 4913 and on, nano's .save.1, safe saving on macOS and by programs that write beside it.
_LEFT = re.compile(
    r"\d{4,5}|.+\.(?:save|bak|tmp|temp|~)[-.]?\w*|.+\.sb-[\w-]+|.+\.\d+\.tmp|.+\.tmp(?:\.\d+)+",
    re.I,
)
_FOLDERS = ("__macosx", "@eadir", "#recycle", "#snapshot", "$recycle.bin", "lost+found",
            "system volume information")  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """The file of which another is a copy; `program` when it kept two versions, else empty."""

    original: str
    program: str


# (of the name without its ending, the program, whether the original has to be there to tell).
_CONFLICTS = (
    (r"(?P<o>.+)\.sync-conflict-\d{8}-\d{6}(?:-\w+)?", "Syncthing"),
    (r"(?P<o>.+)~\d{8}-\d{6}", "Syncthing"),
    (r"(?P<o>.+)[._](?:BACKUP|BASE|LOCAL|REMOTE)[._]\d+", "git"),
    (r"(?P<o>.+)_conflict-\d{8}-\d{6}", "ownCloud"),
    (r"(?P<o>.+?) *\((?:conflicted copy|conflict) \d{4}-\d\d-\d\d[ -]?\d*(?: \d+)?\)", "Nextcloud"),
    (r"(?P<o>.+?) *\([^()]*(?:conflicted copy|case conflict|conflicter|konflikt|conflit|conflicto)"
     r"[^()]*\)(?: *\(\d+\))?", "Dropbox"),
    (r"(?P<o>.+?) *\[[^\[\]]*conflict[^\[\]]*\]", "Google Drive"),
    (r"(?P<o>.+?)[ ._-]*\([^()]*conflict[^()]*\)", "Dropbox"),
    (r"(?P<o>.+?)[._ -]+conflict(?:ed)?(?:[._ -]?\d+)?", "Resilio Sync"),
)  # fmt: skip
_COPIES = (
    r"(?P<o>.+?) - (?:copy|kopie|kopi|copie|copia)(?: *\(\d+\))?",
    r"(?P<o>.+?) \((?:another |\d+(?:st|nd|rd|th) )?(?:copy|kopie)(?: \d+)?\)",
    r"(?P<o>.+?) (?:copy|kopie|copie)(?: \d+)?",
    r"(?:copy of|kopie van|kopie von|copie de) (?P<o>.+?)(?: *\(\d+\))?",
    r"(?P<o>.+?) ?\(\d{1,3}\)",
    r"(?P<o>.+?) \d{1,3}",
    r"(?P<o>.+?) \([^()]*(?:'s|’s) (?:copy|kopie)\)",
)
# OneDrive puts the computer's name behind it: peter-DESKTOP-4AB12C3.md.
_COMPUTER = re.compile(r"(?P<o>.+?)-(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{3,14}(?:-\d+)?")
_CLOUD = (
    (re.compile(r"\.(?P<o>.+)\.icloud"), "iCloud"),
    (re.compile(r"(?P<o>.+)\.nextcloud"), "Nextcloud"),
    (re.compile(r"(?P<o>.+)\.owncloud"), "ownCloud"),
    (re.compile(r"(?P<o>.+)\.cloudf?"), "odrive"),
)


def leftover(name: str) -> bool:
    """Whether an editor or a system left a file of this name behind: nobody wants to hear of it."""
    folded = name.casefold()
    return (
        folded.startswith(_STARTS) or folded.endswith(_ENDS) or bool(_LEFT.fullmatch(folded))
    ) and placeholder(name) is None


def skipped(folder: str) -> bool:
    """Whether a folder of this name is a system's own."""
    return folder.startswith(".") or folder.casefold() in _FOLDERS


def placeholder(name: str) -> tuple[str, str] | None:
    """The file that a program left in the cloud, and the program."""
    for pattern, program in _CLOUD:
        match = pattern.fullmatch(name)
        if match and "." in match["o"]:
            return composed(match["o"]), program
    return None


def copy(name: str, beside: Container[str]) -> Copy | None:
    """Of which file the file `name` is a copy; `beside` are the names of all in its folder.

    A number or the name of a computer makes a copy only where the original is.
    """
    whole = _behind_ending(name)
    if whole and whole.original in beside:
        return whole
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    for pattern, program in _CONFLICTS:
        match = re.fullmatch(pattern, stem, re.I)
        if match:
            return Copy(match["o"].rstrip(" .") + dot + ending, program)
    for pattern in _COPIES:
        match = re.fullmatch(pattern, stem, re.I)
        original = match["o"] + dot + ending if match else ""
        if match and original in beside:
            return Copy(original, "")
        if match and (of_copy := copy(original, beside)):
            return of_copy
    match = _COMPUTER.fullmatch(stem)
    if match and match["o"] + dot + ending in beside:
        return Copy(match["o"] + dot + ending, "OneDrive")
    return None


def _behind_ending(name: str) -> Copy | None:
    """peter.md~HEAD (git), peter.md.mine and peter.md.r12 (Subversion), peter.md.LOCAL.4711.md."""
    match = re.fullmatch(r"(.+\.\w+)(?:~[\w./-]+|\.mine|\.r\d+)", name)
    if match:
        return Copy(match[1], "Subversion" if "~" not in name else "git")
    match = re.fullmatch(r"(.+\.\w+)\.(?:BACKUP|BASE|LOCAL|REMOTE)\.\d+\.\w+", name)
    return Copy(match[1], "git") if match else None

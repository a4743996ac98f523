"""What stands around the content in; files for git, editors and assistants, made from the models,
out.

`agents` tells who helps to write how that is done, `git` are workflows that check, show and publish
a change and a hook that checks before a commit, `vscode` makes Visual Studio Code complete and
check what is typed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from affiche import __version__
from affiche.editing import schema
from affiche.model import Journey, Persona
from affiche.model.briefing import Briefing
from affiche.model.journey import Phase, Touchpoint
from affiche.model.registers import Opportunity, RegisteredTouchpoint
from affiche.model.text import Document
from affiche.reading import keys
from affiche.words import Words

SCHEMAS = "schemas"
TABLES: tuple[type[Document], ...] = (
    Persona, Journey, Phase, Touchpoint, Briefing, RegisteredTouchpoint, Opportunity,
)  # fmt: skip
LEVELS = {"agency": "A", "internal": "I", "secret": "S"}


def files(kind: str, words: Words, command: str) -> dict[str, str]:
    """Path → text of what belongs to a kind; `command` is how the program is called there."""
    return dict(KINDS[kind](words, command))


def write(made: Mapping[str, str], folder: Path) -> Iterator[tuple[Path, bool]]:
    """Write what is not there yet: each path, and whether it was written. Raises OSError."""
    for name, text in made.items():
        path = folder / name
        if path.exists():
            yield path, False
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        if name.startswith(".githooks/"):
            path.chmod(0o755)
        yield path, True


def _agents(words: Words, command: str) -> Iterator[tuple[str, str]]:
    code = words.language.split("-")[0]
    known = code if _there(f"{code}/AGENTS.md") else "en"
    tables = "\n\n".join(_table(model, words) for model in TABLES)
    text = _text(f"{known}/AGENTS.md").replace("{command}", command)
    yield "AGENTS.md", text.replace("{tables}", tables)


def _table(model: type[Document], words: Words) -> str:
    """The fields of a model: what they are called, and who may see them."""
    title = words.pgettext("starter", model.__name__.casefold())
    lines = [f"## {title[:1].upper()}{title[1:]}", "", "| | | |", "|---|---|---|"]
    for name in keys.writable(model):
        field = model.model_fields[name]
        extra = field.json_schema_extra
        level = extra.get("visibility") if isinstance(extra, dict) else None
        said = words.pgettext("field", name)
        needed = f" ({words.say('required')})" if field.is_required() else ""
        choices = _choices(field.annotation, words)
        shown = said if said != name else name.replace("_", " ")
        lines.append(f"| `{name}` | {shown}{needed}{choices} | {LEVELS.get(str(level), '')} |")
    return "\n".join(lines)


def _choices(annotation: Any, words: Words) -> str:
    kind, _ = keys.bare(annotation)
    if not keys.is_choice(kind):
        return ""
    return ": " + ", ".join(f"`{words.label(one).casefold()}`" for one in kind)


def _git(words: Words, command: str) -> Iterator[tuple[str, str]]:
    values = {"{install}": f'"affiche>={__version__}"', "{command}": "affiche"}
    for name, path in (
        ("github.yml", ".github/workflows/affiche.yml"),
        ("gitlab.yml", ".gitlab-ci.yml"),
        ("pre-commit", ".githooks/pre-commit"),
    ):
        text = _text(f"files/{name}")
        for place, value in values.items():
            text = text.replace(place, value)
        yield path, text
    yield ".gitignore", "/site/\n/.affiche/\n/.venv/\n"


def _vscode(words: Words, command: str) -> Iterator[tuple[str, str]]:
    for kind, made in schema.schemas(words).items():
        yield f"{SCHEMAS}/{kind}.schema.json", _json(made)
    settings = json.loads(schema.settings(SCHEMAS))
    settings["task.allowAutomaticTasks"] = "on"
    settings["editor.quickSuggestions"] = {"other": "on", "strings": "on"}
    settings["[markdown]"] = {"editor.quickSuggestions": {"other": "on"}}
    yield ".vscode/settings.json", _json(settings)
    yield ".vscode/extensions.json", _json({"recommendations": ["redhat.vscode-yaml"]})
    yield ".vscode/tasks.json", _json(_tasks(words, command))
    yield ".vscode/affiche.code-snippets", _json(dict(_snippets(words)))


def _tasks(words: Words, command: str) -> dict[str, Any]:
    """Every mistake at its line, front matter too: VS Code reads what `check` says."""
    pattern = {
        "regexp": r"^(.*?):(\d+):(\d+): (error|warning|advice): (.*)$",
        "file": 1, "line": 2, "column": 3, "severity": 4, "message": 5,
    }  # fmt: skip
    matcher = {"owner": "affiche", "fileLocation": ["relative", "${workspaceFolder}"],
               "pattern": pattern}  # fmt: skip
    check = {
        "label": words.say("Check the content"), "type": "shell", "command": f"{command} check",
        "group": "test", "presentation": {"reveal": "silent", "clear": True},
        "problemMatcher": matcher, "runOptions": {"runOn": "folderOpen"},
    }  # fmt: skip
    edit = {
        "label": words.say("Show and edit in the browser"), "type": "shell",
        "command": f"{command} edit", "isBackground": True, "group": "build",
        "problemMatcher": {**matcher, "background": {
            "activeOnStart": True, "beginsPattern": r"^\d\d:\d\d:\d\d", "endsPattern": r"http://"}},
    }  # fmt: skip
    return {"version": "2.0.0", "tasks": [check, edit]}


def _snippets(words: Words) -> Iterator[tuple[str, dict[str, Any]]]:
    """A completion for each field of a front matter, which no schema reaches."""
    for model in (Persona, Briefing):
        for name in keys.writable(model):
            said = words.pgettext("field", name)
            kind, _ = keys.bare(model.model_fields[name].annotation)
            value = "$0"
            if keys.is_choice(kind):
                value = f"${{1|{','.join(words.label(one).casefold() for one in kind)}|}}"
            elif getattr(kind, "__origin__", None) is tuple:
                value = "\n  - $0"
            yield f"{model.__name__}: {name}", {
                "scope": "markdown", "prefix": name, "description": said,
                "body": f"{name}: {value}".replace(": \n", ":\n").split("\n"),
            }  # fmt: skip


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _there(name: str) -> bool:
    return resources.files(__name__).joinpath(name).is_file()


def _text(name: str) -> str:
    return resources.files(__name__).joinpath(name).read_text("utf-8")


KINDS: Mapping[str, Callable[[Words, str], Iterator[tuple[str, str]]]] = {
    "agents": _agents,
    "git": _git,
    "vscode": _vscode,
}

"""The documents of a project in; the same as a site of Hugo's with a plain template of all fields,
and what it takes to make that, out.

Each document is a page: its fields as lists within lists, and its text. Front matter stands under
one name, because Hugo reads some of our names (`kind`, `path`) as its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
import time
from pathlib import Path

SITE = 'baseURL: "https://example.org/"\ntitle: Klanten\ndisableKinds: [taxonomy, term, rss]\n'
PAGE = """<!doctype html><html lang="nl"><meta charset="utf-8"><title>{{ .Title }}</title>
<h1>{{ .Title }}</h1>{{ partial "value.html" .Params.doc }}{{ .Content }}
"""
LIST = """<!doctype html><html lang="nl"><meta charset="utf-8"><title>{{ .Title }}</title>
<ul>{{ range .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</ul>
"""
VALUE = """{{ if reflect.IsMap . }}<dl>{{ range $name, $one := . }}<dt>{{ $name }}</dt><dd>\
{{ partial "value.html" $one }}</dd>{{ end }}</dl>{{ else if reflect.IsSlice . }}<ul>{{ range . }}\
<li>{{ partial "value.html" . }}</li>{{ end }}</ul>{{ else }}{{ . }}{{ end }}"""


def there() -> bool:
    """Whether this machine has Hugo."""
    return shutil.which("hugo") is not None


def generate(project: Path, site: Path) -> None:
    """The personas and journeys of a project of ours, as a site of Hugo's."""
    layouts = site / "layouts"
    for path, text in (
        (site / "hugo.yaml", SITE),
        (layouts / "_default" / "single.html", PAGE),
        (layouts / "_default" / "list.html", LIST),
        (layouts / "index.html", LIST),
        (layouts / "partials" / "value.html", VALUE),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for kind in ("personas", "journeys"):
        (site / "content" / kind).mkdir(parents=True)
        for source in (project / "content" / kind).iterdir():
            said = source.read_text("utf-8")
            fields, body = said, ""
            if source.suffix == ".md":
                _, fields, body = said.split("---\n", 2)
            head = f"title: {source.stem}\ndoc:\n{textwrap.indent(fields, '  ')}"
            page = site / "content" / kind / f"{source.stem}.md"
            page.write_text(f"---\n{head}\n---\n{body}", "utf-8")


def run(site: Path) -> tuple[float, float, float]:
    """One cold build: wall and CPU seconds, peak memory in MB."""
    shutil.rmtree(site / "public", ignore_errors=True)
    started = time.monotonic()
    command = ["hugo", "--source", str(site), "--noBuildLock"]
    log = site / "log.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    if os.waitstatus_to_exitcode(status):
        sys.exit(log.read_text("utf-8"))
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024

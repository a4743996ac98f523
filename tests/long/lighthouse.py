"""Every kind of page of the sample as a phone gets it from a server; what Lighthouse thinks of it.

    npm install --prefix FOLDER lighthouse
    .venv/bin/python -m tests.long.lighthouse FOLDER [PART OF A PATH…]

FOLDER is where Lighthouse is installed; without it this says so, and ends well. The site is served
with the headers of docs/administration.md, except `X-Robots-Tag`: an intranet asks search engines
to stay away, which Lighthouse counts as a fault. Prints what each page gets, and what is taken off;
ends with 1 when accessibility, best practices or SEO is under 100, or performance under 95. Half a
minute a page on a machine with nothing else to do: on a busy one performance is not that of the
page. What it shows then is how long its scripts and layout hold the page up (the last number, ms),
while the first text and the largest thing (FCP and LCP, s) stay what they are.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from affiche.building import pipeline
from affiche.building.options import Options
from tests.conftest import ARGUMENTS, NAMES
from tests.support.projects import CONTENT, ROOT, THEMES, TODAY

WANTED = {"accessibility": 1.0, "best-practices": 1.0, "seo": 1.0, "performance": 0.95}
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
# What is meant to be found by nobody.
UNSEEN = ("embed/",)
PACKED = (".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".md")


def main(tools: Path, parts: Sequence[str]) -> int:
    """Build, serve, ask; 1 when a page falls short."""
    program = tools / "node_modules/.bin/lighthouse"
    if not program.is_file():
        print(
            f"skipped: there is no Lighthouse in {tools}; npm install --prefix {tools} lighthouse"
        )
        return 0
    with tempfile.TemporaryDirectory() as made:
        site = Path(made) / "site"
        pipeline.build(Options(CONTENT, THEMES, site, TODAY, pdf=False))
        manual = [sys.executable, str(ROOT / "build.py"), "manual", "--out", str(site / "docs")]
        subprocess.run(manual, check=True, capture_output=True)
        with served(site) as address:
            chosen = [path for path in kinds(site) if not parts or any(p in path for p in parts)]
            return int(sum(asked(program, address, path) for path in chosen) > 0)


def kinds(site: Path) -> Iterator[str]:
    """The longest page of each kind: what pages of a kind differ in is the id of a document."""
    longest: dict[tuple[str, ...], Path] = {}
    for path in sorted(site.rglob("*.html")):
        shape = shaped(path.relative_to(site).parts)
        if shape not in longest or path.stat().st_size > longest[shape].stat().st_size:
            longest[shape] = path
    yield from (path.relative_to(site).as_posix() for path in longest.values())


def shaped(steps: tuple[str, ...]) -> tuple[str, ...]:
    """The steps of a path, without ids; a chapter of the manual is one as another."""
    if steps[0] == "docs":
        return steps[:2]
    known = {path.stem for path in CONTENT.rglob("*.*")}
    in_a_register = steps[0] in ("touchpoints", "opportunities")
    return tuple(
        "…" if at and Path(step).stem != "index" and (in_a_register or Path(step).stem in known)
        else step
        for at, step in enumerate(steps)
    )  # fmt: skip


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server as docs/administration.md sets one up."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in PACKED:
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Content-Security-Policy", "frame-ancestors 'self'")
        kept = "public, max-age=31536000, immutable" if "/assets/" in self.path else "no-cache"
        self.send_header("Cache-Control", kept)
        self.end_headers()
        self.wfile.write(body)


def asked(program: Path, address: str, path: str) -> bool:
    """Whether a page falls short; prints what it got, and why."""
    chromium = next((found for name in NAMES if (found := shutil.which(name))), "")
    command = [str(program), address + path.removesuffix("index.html"), "--quiet",
               "--output=json", "--output-path=stdout", f"--only-categories={','.join(WANTED)}",
               f"--chrome-flags={' '.join(ARGUMENTS)}"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=True,
                          env={**os.environ, "CHROME_PATH": chromium})  # fmt: skip
    told = json.loads(done.stdout)
    scores = {name: told["categories"][name]["score"] or 0.0 for name in WANTED}
    wanted = {name: 0.0 if name == "seo" and path.startswith(UNSEEN) else least
              for name, least in WANTED.items()}  # fmt: skip
    short = [name for name, least in wanted.items() if scores[name] < least]
    print(" ".join(f"{round(100 * score):3}" for score in scores.values()), path, end="  ")
    print(*(told["audits"][name].get("displayValue", "–") for name in TIMES), flush=True)
    for name in short:
        print(*(f"      {line}" for line in lost(told, name)), sep="\n", flush=True)
    return bool(short)


def lost(told: dict[str, Any], name: str) -> Iterator[str]:
    """What took points off in a category."""
    for one in told["categories"][name]["auditRefs"]:
        audit = told["audits"][one["id"]]
        if one["weight"] and audit["score"] is not None and audit["score"] < 0.95:
            yield f"{name}: {audit['title']} {audit.get('displayValue', '')}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "lighthouse"), sys.argv[2:]))

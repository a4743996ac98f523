"""The commands and options that there are, as tables: what each takes, and how it is called."""

from __future__ import annotations

import re
from dataclasses import dataclass

from affiche import commands


@dataclass(frozen=True)
class Option:
    """One option. Without a `value` it is a switch; `many` takes all words up to the next one,
    `day` a day. A `number` may also be the `address` of a scheduler."""

    name: str
    help: str
    value: str = ""
    many: bool = False
    number: tuple[int, int] | None = None
    choices: tuple[str, ...] = ()
    day: bool = False
    address: bool = False

    @property
    def key(self) -> str:
        """Its name in a Call: "--no-pdf" is "no_pdf"."""
        return self.name.removeprefix("--").replace("-", "_")


@dataclass(frozen=True)
class Command:
    """One command: the names of its options, and of the words that it takes without one."""

    help: str
    options: tuple[str, ...]
    words: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    more: bool = False
    """Words may be left out or be more: they are names of one kind."""
    own: tuple[Option, ...] = ()
    """Options that only this command has, or that mean something else in it."""


OPTIONS = {
    option.name: option
    for option in (
        Option("--content", "the folder with what you write (content)", "DIR"),
        Option("--themes", "the folder with house styles (themes)", "DIR"),
        Option("--out", "where the site goes (site)", "DIR"),
        Option("--theme", "the house style, instead of the one in site.yaml", "NAME"),
        Option("--no-pdf", "no posters and maps on paper, only pages"),
        Option("--pdf", "lay out the posters and maps as well, which takes minutes"),
        Option("--sheets", "the same as --pdf"),
        Option("--only", "print only the sheets of these personas, journeys or briefings; "
               "with the word briefings: make the site for agencies, and nothing else; "
               "with roadmap: the one for customers",
               "ID", many=True),
        Option("--date", "the day to build for, instead of today (consents, deadlines)", "DAY",
               day=True),
        Option("--workers", "how many sheets are made at the same time; for build also the address "
               "of a cluster (tcp://server:8786)", "N", number=(1, 64), address=True),
        Option("--jobs", "the same as --workers N", "N", number=(1, 64)),
        Option("--tiles", "large maps and posters in parts as well: on a4 or a3, to paste together",
               "SIZE", choices=("a4", "a3")),
        Option("--tiles-since", "of those parts, only what is not as it was in a tag", "TAG"),
        Option("--explain", "tell why a page or a sheet of the site was made, or was not", "PATH"),
        Option("--strict", "a warning counts as an error; advice does not"),
        Option("--clean", "begin anew: forget finished sheets and whatever is in the site"),
        Option("--port", "where the site is served (8000, or the next that is free)", "N",
               number=(1, 65535)),
        Option("--open", "open the site in the browser"),
        Option("--commit", "what is saved in a form becomes a commit, with a sentence about it"),
        Option("--format", "how mistakes are shown: text, json, github or gitlab; "
               "how differences are: text, markdown or json", "FORMAT"),
        Option("--since", "with what it is compared: a version, a tag, a commit or a day", "V"),
        Option("--against", "the branch that this one is compared with", "REF"),
        Option("--sheet", "make the change sheet, to hang beside the poster"),
        Option("--yes", "really do what is shown"),
        Option("--id", "the file's name, instead of one made from NAME", "ID"),
        Option("--help", "this text"),
        Option("--version", "which version this is"),
    )
}  # fmt: skip
# A scheduler of dask.distributed: a name or a number, and a port.
ADDRESS = re.compile(r"tcp://(\[[0-9A-Fa-f:.]+\]|[^\s/:@?#\[\]]+):\d{1,5}")
# What to say when the value is not there.
NEEDS = {
    "DIR": "{name} needs the name of a folder",
    "NAME": "{name} needs a name",
    "ID": "{name} needs the name of a file, without its ending",
    "N": "{name} needs a number",
    "FORMAT": "{name} needs text, json, github, gitlab or markdown",
    "V": "{name} needs a version, a tag, a commit or a day",
    "REF": "{name} needs the name of a branch",
    "SIZE": "{name} needs a size of paper: a4 or a3",
    "TAG": "{name} needs a tag, a commit or a day",
    "DAY": "{name} needs a day, like 2026-11-22",
    "COLUMN": "{name} needs the name of a column",
    "FILE": "{name} needs the name of a file",
    "PATH": "{name} needs a path of the site, like personas/peter/index.html",
    "COLORS": '{name} needs colours, like "#0088BE,#F3B43F"',
}
PLACES = ("--content", "--themes", "--out", "--theme")
MAKING = (*PLACES, "--no-pdf", "--only", "--date", "--workers", "--jobs", "--strict", "--clean")
CHECKING = ("--content", "--themes", "--theme", "--pdf", "--sheets", "--no-pdf", "--date",
            "--workers", "--jobs", "--strict", "--format", "--against")  # fmt: skip
DIFFERING = ("--since", "--against", "--format", "--sheet")
GENERAL = ("--help", "--version")
COMMANDS = {
    "build": Command("make the site and the sheets (this is also what happens without a command)",
                     (*MAKING, "--tiles", "--tiles-since", "--explain")),
    "watch": Command("build, show the site in the browser, and build again at every save",
                     (*MAKING, "--port", "--open", "--commit")),
    "edit": Command("the same, with forms in the browser to edit what you write",
                    (*MAKING, "--port", "--open", "--commit")),
    "check": Command("name every error, warning and advice, and write nothing",
                     CHECKING, formats=("text", "json", "github", "gitlab")),
    "diff": Command("tell what changed in a persona, journey, briefing or register, word by word",
                    ("--content", "--themes", "--theme", "--no-pdf", "--date", *DIFFERING),
                    ("WHAT",),
                    formats=("text", "markdown", "json"), more=True, own=(
                        Option("--out", "where pictures of before and after go (diff), and change "
                               "sheets (here)", "DIR"),
                    )),
    "new": Command("make a filled-in starter file: persona, journey, briefing, feedback, "
                   "decision, event, theme or site; or what stands around it: agents, git, vscode",
                   ("--content", "--themes", "--id"), ("KIND", "NAME"), own=(
                       Option("--logo", "for a theme: the logo, an SVG or a picture", "FILE"),
                       Option("--colors", "for a theme: the colours of the house, the first two "
                              "count most (else those of the logo)", "COLORS"),
                       Option("--brand", "for a theme: the company's _brand.yml", "FILE"),
                   )),
    "erase": Command("list what is held of somebody (a persona, a photo, a name), and with --yes "
                     "remove it",
                     ("--content", "--out", "--yes"), ("WHO",)),
    "fix": Command("mend what has one answer only; shown first, done with --yes",
                   ("--content", "--date", "--yes")),
    "rename": Command("give a persona, journey, briefing, touchpoint… another id, everywhere; "
                      "shown first, done with --yes",
                      ("--content", "--date", "--yes"), ("OLD", "NEW")),
    "archive": Command("keep a persona or journey that no longer counts; with --yes",
                       ("--content", "--date", "--yes"), ("ID",)),
    "split": Command("make several files of one in which several personas or journeys stand; "
                     "with --yes",
                     ("--content", "--date", "--yes"), ("FILE",)),
    "merge": Command("put the second persona or journey into the first; shown first, done "
                     "with --yes",
                     ("--content", "--date", "--yes"), ("ID", "ID")),
    "schema": Command("write JSON Schemas, with which an editor completes and checks what you type",
                      ("--content",), own=(
                          Option("--out", "the folder for the schemas (schemas)", "DIR"),
                      )),
    "segment": Command(
        "tell who the A-customers are, out of a file of orders or customers (CSV, Excel)",
        ("--content",), ("FILE",),
        own=(
            Option("--revenue", "the column with the revenue of each row", "COLUMN"),
            Option("--customer", "the column that says whose row it is", "COLUMN"),
            Option("--date", "the column with the day of the order", "COLUMN"),
            Option("--share", "how many percent of the customers are A-customers (20)", "N",
                   number=(1, 90)),
            Option("--svg", "write the line of Pareto as a picture", "FILE"),
            Option("--write", "make a concept persona out of it", "ID"),
        ),
    ),
    "manual": Command(
        "make the manual as a site of its own, in Dutch and English",
        ("--themes", "--theme"),
        own=(
            Option("--out", "where the manual goes (manual)", "DIR"),
            Option("--pictures", "a folder with pictures by the names that the manuals give them",
                   "DIR"),
        ),
    ),
    "import": Command(
        "make files of content out of what you have: Markdown, Word, web pages, CSV, Excel, JSON, "
        "Mermaid, boards of Miro",
        ("--content", "--format"), ("FILE",), formats=("text", "json"), more=True,
        own=(Option("--dry-run", "only tell what would go where, and write nothing"),),
    ),
    "publish": Command(
        "send what changed of the site that was built to a folder or a server (sftp://, smb://, "
        "webdavs://, s3://)",
        ("--content",), ("TARGET",),
        own=(
            Option("--out", "the folder with the site that was built (site)", "DIR"),
            Option("--dry-run", "only tell what would be sent and what would go"),
        ),
    ),
}  # fmt: skip
DEFAULT = "build"
# What `new` makes without a name.
ALONE = ("agents", "git", "vscode")
EXAMPLES = {
    "new": commands.Command("new", "persona", "Peter de Vries"),
    "erase": commands.Command("erase", "peter.jpg"),
    "rename": commands.Command("rename", "peter", "petra"),
    "archive": commands.Command("archive", "peter"),
    "split": commands.Command("split", "content/personas/alle.md"),
    "merge": commands.Command("merge", "peter", "piet"),
    "segment": commands.Command("segment", "orders.csv", "--revenue", "Omzet"),
    "import": commands.Command("import", "persona.docx"),
    "publish": commands.Command("publish", "/srv/www/affiche"),
}

"""Imports run down only, without circles. In: our source. Out: every module that breaks it."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# From the ground up. A room may import from its own floor and from those below; the same holds
# for the rooms inside a room, whose own modules (its plans, its face) stand on the floors named.
FLOORS = (
    (
        "__init__",
        "commands",
        "directions",
        "disk",
        "errors",
        "kept",
        "model",
        "outline",
        "shipped",
        "words",
    ),
    (
        "charts",
        "consent",
        "curves",
        "images",
        "markup",
        "measures",
        "preflight",
        "reading",
        "versions",
    ),
    ("loop", "pages", "report", "splicing", "themes"),
    ("content", "history", "publishing", "render", "segment", "starters"),
    ("importing", "leaks", "sheets"),
    ("packs",),
    ("building", "editing", "erase", "manual"),
    ("watching",),
    ("cli", "__main__"),
)
ROOMS = {
    "building": (
        ("__init__", "before", "handover", "looked", "options", "outcome", "rounds", "standing"),
        ("rendering",),
        ("ahead", "drafts", "explain", "first", "printroom"),
        ("past", "shown"),
        ("delivering",),
        ("pipeline", "tiles"),
        ("sites",),
        ("retracting",),
    ),
    "content": (
        ("files",),
        ("documents",),
        ("answers", "checks"),
        ("loading",),
        ("__init__", "changes"),
    ),
    "editing": (
        ("__init__", "editors", "schema"),
        ("explained", "kinds", "workplace"),
        ("merging",),
        ("forms", "mending"),
        ("admin", "fixing", "ids"),
    ),
    "importing": (
        (
            "__init__",
            "drafts",
            "labels",
            "pictures",
            "segments",
            "tree",
            "values",
        ),
        ("formats",),
        ("journeys", "personas", "writing"),
        ("bringing", "told", "trying"),
    ),
    "measures": (
        ("__init__", "figures", "places", "tables", "taken"),
        ("exports", "reviews", "withheld"),
        ("believed", "oddities"),
        ("advice", "reading"),
        ("memory",),
    ),
    "pages": (
        (
            "plan",
            "among",
            "cards",
            "completeness",
            "deciding",
            "figures",
            "filters",
            "life",
            "rounds",
            "typed",
            "visible",
        ),
        ("journey", "printed"),
        ("relations",),
        ("persona",),
        ("loop",),
        ("briefing",),
        ("company",),
        ("__init__",),
    ),
    "pages.journey": (
        ("__init__", "naming", "ranking"),
        ("map",),
        ("heads", "tags"),
        ("compare", "feedback", "rows"),
        ("page",),
    ),
    "preflight": (
        ("report",),
        ("painting", "structure"),
        ("reading",),
        ("checks",),
        ("__init__",),
    ),
    "reading": (
        ("__init__", "guarded", "guesses", "keys", "letters", "places", "shapes"),
        ("files", "markdown", "suspects", "syntax"),
        ("yaml",),
        ("canonical", "checks", "effort", "meant", "misread", "validation"),
        ("documents",),
        ("references", "remembered", "targets"),
        ("advice",),
    ),
    "sheets": (
        ("__init__",),
        ("layout",),
        ("persona", "journey", "shop"),
        ("desk",),
        ("press",),
    ),
}
Sources = dict[str, str]
Imports = dict[str, set[str]]


def sources(package: Path) -> Sources:
    """Dotted module name below the package ("model.site", "__init__") to its source."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        found[name] = path.read_text(encoding="utf-8")
    return found


def imports_of(name: str, modules: Sources) -> set[str]:
    """Our own modules that one module imports, anywhere in it, late imports included."""
    packages = {"__init__"} | {other.rpartition(".")[0] for other in modules if "." in other}
    here = ["affiche", *name.split(".")] if name != "__init__" else ["affiche"]
    if name not in packages:
        here = here[:-1]
    dotted: set[str] = set()
    for node in ast.walk(ast.parse(modules[name])):
        if isinstance(node, ast.Import):
            dotted |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            members = {f"{source}.{alias.name}" for alias in node.names}
            named = {full for full in members if full.removeprefix("affiche.") in modules}
            dotted |= named
            if len(named) < len(members):
                dotted.add(source)
    ours = {full for full in dotted if full == "affiche" or full.startswith("affiche.")}
    return {full.removeprefix("affiche").removeprefix(".") or "__init__" for full in ours} - {name}


def upward(modules: Sources) -> list[str]:
    """Each import of a higher floor, and of or by a room that stands on no floor; first between
    the rooms of the house, then between the rooms inside a room."""
    return _upward("", FLOORS, modules) + [
        complaint for room, floors in ROOMS.items() for complaint in _upward(room, floors, modules)
    ]


def _upward(inside: str, floors: tuple[tuple[str, ...], ...], modules: Sources) -> list[str]:
    floor_of = {room: number for number, rooms in enumerate(floors) for room in rooms}
    found = []
    for name in modules:
        room = _room(name, inside)
        if room is None:
            continue
        if room not in floor_of:
            found.append(f"{name} stands on no floor: give it one in FLOORS")
            continue
        for other in sorted(imports_of(name, modules)):
            beside = _room(other, inside)
            if beside is not None and floor_of.get(beside, 99) > floor_of[room]:
                found.append(f"{name} imports {other}, which is higher up")
    return found


def _room(name: str, inside: str) -> str | None:
    """The room in which a module stands, seen from inside another ("" is the house itself)."""
    if not inside:
        return name.partition(".")[0]
    if name == inside:
        return "__init__"
    return (
        name.removeprefix(f"{inside}.").partition(".")[0] if name.startswith(f"{inside}.") else None
    )


def circle(modules: Sources) -> list[str]:
    """The modules of one import circle, in order, or nothing."""
    graph = {name: imports_of(name, modules) for name in modules}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.fixture(scope="module")
def house() -> Sources:
    """The package as it is."""
    return sources(ROOT / "affiche")


def test_imports_run_down_only(house: Sources):
    assert upward(house) == []


def test_imports_have_no_circles(house: Sources):
    assert circle(house) == []


def test_the_model_imports_nothing_of_ours(house: Sources):
    rooms = {
        other.partition(".")[0]
        for name in house
        if name.partition(".")[0] == "model"
        for other in imports_of(name, house)
    }
    assert rooms == {"model"}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("from affiche.cli import main", "curves.draw imports cli, which is higher up"),
        ("import affiche.building", "curves.draw imports building, which is higher up"),
        ("from affiche import watching", "curves.draw imports watching, which is higher up"),
        ("from .. import render", "curves.draw imports render, which is higher up"),
        ("from ..sheets import fit", "curves.draw imports sheets, which is higher up"),
        (
            "def f():\n    from affiche.cli import main",
            "curves.draw imports cli, which is higher up",
        ),
        ("import affiche.utils", "curves.draw imports utils, which is higher up"),
    ],
)
def test_control_a_planted_upward_import_is_found(line: str, complaint: str):
    planted = dict.fromkeys(("__init__", "cli", "building", "watching", "render", "sheets"), "")
    planted |= {"curves": "", "curves.draw": line}
    assert upward(planted) == [complaint]


def test_control_a_planted_upward_import_inside_a_room_is_found():
    planted = {"sheets": "", "sheets.desk": "", "sheets.press": ""}
    planted["sheets.layout.boxes"] = "from affiche.sheets.press import worker"
    complaint = "sheets.layout.boxes imports sheets.press, which is higher up"
    assert upward(planted) == [complaint]


def test_control_a_new_room_has_to_be_given_a_floor():
    assert upward({"helpers": ""}) == ["helpers stands on no floor: give it one in FLOORS"]


def test_control_a_planted_circle_is_found():
    planted = {"content": "from affiche import render", "render": "import affiche.content"}
    assert circle(planted) == ["content", "render", "content"]


def test_control_a_circle_inside_a_room_is_found():
    planted = {"pages": "from .plan import plan", "pages.plan": "from affiche.pages import Page"}
    assert circle(planted) == ["pages", "pages.plan", "pages"]


def prints(source: str) -> list[int]:
    """The lines that call `print`."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]


def test_only_the_top_floor_prints(house: Sources):
    rooms = {name: text for name, text in house.items() if name.split(".")[0] not in FLOORS[-1]}
    talkers = {name: prints(text) for name, text in rooms.items()}
    assert {name: lines for name, lines in talkers.items() if lines} == {}


def test_control_a_planted_print_is_found():
    assert prints("def f():\n    print('x')\n") == [2]


def test_every_module_says_what_it_is_for(house: Sources):
    assert [name for name, text in house.items() if not ast.get_docstring(ast.parse(text))] == []


def test_no_room_is_a_drawer(house: Sources):
    drawers = {"utils", "util", "helpers", "helper", "manager", "context", "misc", "common"}
    assert [name for name in house if drawers & set(name.split("."))] == []


def test_heavy_libraries_are_imported_late():
    late = (
        "weasyprint",
        "watchdog",
        "pikepdf",
        "PIL",
        "rich.progress",
        "pydantic",
        "jinja2",
        "yaml",
    )
    code = f"import sys, affiche.cli; print([name for name in {late!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"

"""Watching: real saves in a real folder, seen through a real server. The press is a fake.

Every wait is for something to come true, with a limit that only a broken program reaches.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright
from watchdog.observers.api import EventEmitter

from affiche.building import printroom
from affiche.building.options import Options
from affiche.errors import AfficheError
from affiche.model import Persona
from affiche.pages.plan import Sheet
from affiche.watching import watch
from affiche.watching.watch import Built, Deaf, Event, Failed, Serving, watching
from affiche.words import words
from tests.conftest import launch
from tests.support.presses import FakePress, stand_in
from tests.support.projects import PETER, TODAY, bare_theme, project, tree, write
from tests.support.repositories import branches, git

LIMIT = 30
PAGE = "personas/peter/index.html"
A2 = "personas/peter/peter-poster-a2.pdf"
A3 = "personas/peter/peter-poster-a3.pdf"
PIET = PETER.replace("Peter de Vries", "Piet Visser")
BROKEN = "---\nname: Peter\ndoelne: [Rust]\n---\n"


class Session:
    """A watcher at work: what it told, and what a browser that is open all the time saw."""

    def __init__(self, root: Path, url: str) -> None:
        self.root = root
        self.url = url
        self.events: list[Event] = []
        self.states: list[dict[str, Any]] = []
        self.bell = threading.Condition()
        threading.Thread(target=self._browse, daemon=True).start()

    def tell(self, event: Event) -> None:
        with self.bell:
            self.events.append(event)
            self.bell.notify_all()

    def until(self, true: Callable[[], object]) -> None:
        """Wait until `true`; looked at whenever the watcher or the server says something."""
        end = time.monotonic() + LIMIT
        while True:
            heard = len(self.events) + len(self.states)
            if true():
                return
            with self.bell:
                left = end - time.monotonic()
                news = self.bell.wait_for(
                    lambda heard=heard: len(self.events) + len(self.states) > heard, max(0, left)
                )
            assert news, (self.events, self.states[-1:])

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(self.url.split("/")[2], timeout=LIMIT)
        try:
            connection.request("GET", f"/{path}")
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def builds(self) -> int:
        return sum(isinstance(event, Built) for event in self.events)

    def wait_for(self, text: str, path: str = PAGE) -> None:
        """Wait until the page says `text`."""
        self.until(lambda: text.encode() in self.get(path)[1])

    def problems(self) -> list[dict[str, Any]]:
        return self.states[-1]["problems"] if self.states else []

    def rules(self) -> set[str]:
        """The rules of everything that builds remarked."""
        built = [event for event in self.events if isinstance(event, Built)]
        return {problem.rule for event in built for problem in event.outcome.problems}

    def content(self, path: str) -> Path:
        return self.root / "content" / path

    def _browse(self) -> None:
        connection = http.client.HTTPConnection(self.url.split("/")[2])
        connection.request("GET", "/_affiche/events")
        for line in connection.getresponse():
            if line.startswith(b"data: "):
                with self.bell:
                    self.states.append(json.loads(line.removeprefix(b"data: ")))
                    self.bell.notify_all()
        connection.close()


@contextlib.contextmanager
def session(options: Options) -> Iterator[Session]:
    """A watcher in a thread of its own, until the block ends."""
    told: list[Session] = []
    ready = threading.Event()

    def tell(event: Event) -> None:
        ready.wait(LIMIT)
        told[0].tell(event)

    with watching(options, words("nl"), tell, 0) as watcher:
        told.append(Session(options.content.parent, watcher.url))
        ready.set()
        thread = threading.Thread(target=watcher.run)
        thread.start()
        try:
            told[0].until(lambda: any(isinstance(e, Serving) for e in told[0].events))
            yield told[0]
        finally:
            watcher.stop()
            thread.join(LIMIT)


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> FakePress:
    fake = FakePress()
    monkeypatch.setattr(printroom, "Press", fake)
    return fake


@pytest.fixture
def options(press: FakePress) -> Options:
    root = project({"personas/peter.md": PETER})
    return Options(root / "content", bare_theme(root), root / "site", TODAY, jobs=1)


def in_place(path: Path, text: str) -> None:
    path.write_text(text)


def write_and_rename(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text)
    fresh.replace(path)


def as_vim_does(path: Path, text: str) -> None:
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    path.write_text(text)
    backup.unlink()


def from_outside(path: Path, text: str) -> None:
    fresh = path.parents[2] / "elsewhere.md"
    fresh.write_text(text)
    fresh.replace(path)


def away_and_back(path: Path, text: str) -> None:
    folder = path.parent
    away = folder.parents[1] / "away"
    folder.rename(away)
    (away / path.name).write_text(text)
    away.rename(folder)


def bit_by_bit(path: Path, text: str) -> None:
    with path.open("w") as file:
        for character in text:
            file.write(character)
            file.flush()


@pytest.mark.parametrize(
    "save", [in_place, write_and_rename, as_vim_does, from_outside, away_and_back, bit_by_bit]
)
def test_a_save_shows(options: Options, save: Callable[[Path, str], None]) -> None:
    with session(options) as watched:
        assert b"Peter de Vries" in watched.get(PAGE)[1]
        release = watched.states[-1]["release"]
        save(watched.content("personas/peter.md"), PIET)
        watched.wait_for("Piet Visser")
        watched.until(lambda: watched.states[-1]["release"] > release)
        assert watched.problems() == []
    assert b"Piet Visser" in (options.out / PAGE).read_bytes()
    assert b"_affiche" not in (options.out / PAGE).read_bytes()


@pytest.mark.parametrize(("aged", "grows"), [(2, False), (1_000, True)])
def test_what_older_saves_said_is_let_go_of_in_a_while(
    options: Options, monkeypatch: pytest.MonkeyPatch, aged: int, grows: bool
) -> None:
    """And as control, that it is not when nothing ages."""
    monkeypatch.setattr(watch, "AGED", aged)
    saves = 12
    with session(options) as at:
        for number in range(saves):
            write(at.content("personas/peter.md"), PETER.replace("Peter de", f"Nummer {number} de"))
            at.wait_for(f"Nummer {number} de")
        gc.collect()
        held = (one for one in gc.get_objects() if isinstance(one, Persona))
        names = {one.name for one in held if one.name.startswith("Nummer")}
    assert (len(names) == saves) is grows, names
    assert f"Nummer {saves - 1} de Vries" in names


def test_new_files_new_folders_and_lost_files_show(options: Options) -> None:
    with session(options) as watched:
        write(watched.content("personas/ina.md"), "---\nname: Ina\n---\n")
        watched.wait_for("Ina", "personas/ina/index.html")
        write(watched.content("journeys/ketel.yaml"), "title: De ketel\nphases: [{id: buy}]\n")
        watched.wait_for("De ketel", "journeys/ketel/index.html")
        watched.content("personas/ina.md").unlink()
        watched.until(lambda: watched.get("personas/ina/index.html")[0] == 404)


def test_a_change_of_the_theme_shows(options: Options) -> None:
    with session(options) as watched:
        template = options.themes / "affiche/templates/pages/persona.html.j2"
        write(template, template.read_text().replace("<body>", "<body>Nieuwe huisstijl"))
        watched.wait_for("Nieuwe huisstijl")
        write(options.themes / "affiche/static/site.css", "body { color: orange }\n")
        watched.until(lambda: b"body { color: orange }\n" in tree(options.out / "assets").values())


def test_a_checkout_of_many_files_shows(options: Options) -> None:
    root = options.content.parent
    branches(root, [f"personas/p{number:03}.md" for number in range(150)])
    with session(replace(options, pdf=False)) as watched:
        for branch, name in (("one", "Aad"), ("two", "Bep")):
            git(root, "checkout", "-q", branch)
            watched.wait_for(name, "personas/p149/index.html")
            watched.wait_for(name, "personas/p000/index.html")
        assert watched.problems() == []


def test_where_the_system_tells_nothing_we_look_and_say_so(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No events are left to be had: other programs follow too many folders."""

    def full(self: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(EventEmitter, "start", full)
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.05)
    with session(options) as watched:
        write(watched.content("personas/peter.md"), PETER.replace("Peter", "Piet"))
        watched.wait_for("Piet", PAGE)
        assert watched.events.count(Deaf()) == 1


def test_control_who_waits_for_what_the_system_tells_sees_nothing_then(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(EventEmitter, "start", full)
    monkeypatch.setattr(watch, "LOOK_SECONDS", 10**6)
    with session(options) as watched:
        write(watched.content("personas/peter.md"), PETER.replace("Peter", "Piet"))
    assert b"Piet" not in (options.out / PAGE).read_bytes()


def test_a_mistake_is_shown_over_the_last_good_site_and_goes_when_mended(options: Options) -> None:
    with session(options) as watched:
        watched.until(lambda: watched.builds() == 2)
        before = tree(options.out)
        write(watched.content("personas/peter.md"), BROKEN)
        watched.until(watched.problems)
        (problem,) = watched.problems()
        assert problem["where"] == "content/personas/peter.md:3:1"
        assert problem["excerpt"] == "doelne: [Rust]"
        assert "doelne" in problem["what"]
        assert watched.states[-1]["title"] == "Nog één ding, dan kan dit online"
        assert problem["right"] == "goals: [Rust]"
        assert b"Peter de Vries" in watched.get(PAGE)[1]
        assert tree(options.out) == before
        write(watched.content("personas/peter.md"), PETER)
        watched.until(lambda: not watched.problems())
        write(watched.content("personas/peter.md"), PIET)
        watched.wait_for("Piet Visser")


def test_a_site_that_begins_with_a_mistake_comes_when_it_is_mended(options: Options) -> None:
    write(options.content / "personas/peter.md", BROKEN)
    with session(options) as watched:
        watched.until(watched.problems)
        assert watched.get("index.html")[0] == 503
        write(watched.content("personas/peter.md"), PETER)
        watched.wait_for("Peter de Vries")
        watched.until(lambda: not watched.problems())


def test_a_mistake_of_ours_does_not_end_the_watch(options: Options) -> None:
    with session(options) as watched:
        template = options.themes / "affiche/templates/pages/persona.html.j2"
        good = template.read_text()
        write(template, "{{ what_is_this }}")
        watched.until(watched.problems)
        assert "what_is_this" in watched.problems()[0]["what"]
        assert any(isinstance(event, Failed) for event in watched.events)
        write(template, good)
        watched.until(lambda: not watched.problems())


def test_pages_come_first_and_sheets_are_waited_for(options: Options, press: FakePress) -> None:
    press.open.clear()
    with session(options) as watched:
        assert watched.get(PAGE)[0] == 200
        assert b"peter-poster-a2.pdf" in watched.get(PAGE)[1]
        assert not (options.out / A2).exists()
        answers: list[tuple[int, bytes]] = []
        waiting = threading.Thread(target=lambda: answers.append(watched.get(A2)))
        waiting.start()
        press.open.set()
        waiting.join(LIMIT)
        (answer,) = answers
        assert answer[0] == 200
        assert answer[1].startswith(f"%PDF {A2}".encode())
        watched.until(lambda: watched.builds() == 2)
        assert (options.out / A2).read_bytes() == answer[1]


def test_old_sheets_stay_until_the_new_ones_are_there(options: Options, press: FakePress) -> None:
    with session(options) as watched:
        watched.until(lambda: watched.builds() == 2)
        old = (options.out / A3).read_bytes()
        press.open.clear()
        write(watched.content("personas/peter.md"), PIET)
        watched.wait_for("Piet Visser")
        assert (options.out / A3).read_bytes() == old
        press.open.set()
        watched.until(lambda: watched.builds() == 4)
        assert b"Piet Visser" in (options.out / A3).read_bytes()


def test_what_is_taken_back_is_gone_before_the_new_sheets_are_made(
    options: Options, press: FakePress
) -> None:
    """An old sheet stays until the new one is there, but not when it shows what may not be seen."""
    goal = "---\nname: Peter\ngoals: [Rust, {{text: Zijn winkel verkopen, visibility: {}}}]\n---\n"
    write(options.content / "personas/peter.md", goal.format("agency"))
    with session(options) as watched:
        watched.until(lambda: watched.builds() == 2)
        assert b"Zijn winkel verkopen" in (options.out / A3).read_bytes()
        press.open.clear()
        write(watched.content("personas/peter.md"), goal.format("secret"))
        watched.until(lambda: watched.builds() == 3)
        assert not (options.out / A3).exists()
        assert not any(b"Zijn winkel" in held for held in tree(options.out).values())
        press.open.set()
        watched.until(lambda: watched.builds() == 4)
        assert b"Zijn winkel" not in (options.out / A3).read_bytes()


def test_a_newer_save_drops_the_sheets_that_wait(options: Options, press: FakePress) -> None:
    press.open.clear()
    with session(options) as watched:
        write(watched.content("personas/peter.md"), PIET)
        watched.wait_for("Piet Visser")
        watched.until(lambda: watched.builds() == 2)
        press.open.set()
        watched.until(lambda: watched.builds() == 3)
        assert b"Piet Visser" in watched.get(A2)[1]
    # One of the first save had begun; its neighbour was never made.
    assert sorted(path for path in press.made if path in (A2, A3)) == sorted([A2, A2, A3])


def test_a_sheet_that_somebody_asks_for_goes_first(options: Options, press: FakePress) -> None:
    press.open.clear()
    write(options.content / "personas/ina.md", "---\nname: Ina\n---\n")
    last = "personas/ina/ina-poster-a3.pdf"
    with session(options) as watched:
        asking = threading.Thread(target=lambda: watched.get(last))
        asking.start()
        watched.until(lambda: press.open.wait(0.2) or True)
        press.open.set()
        asking.join(LIMIT)
        watched.until(lambda: watched.builds() == 2)
    assert press.made.index(last) <= 1


def test_a_sheet_that_fails_is_told_and_the_others_are_published(
    options: Options, press: FakePress
) -> None:
    def fails(sheet: Sheet, site: Any) -> Any:
        if sheet.path == A2:
            raise AfficheError("the worker process died")
        return stand_in(sheet, site)

    press.make = fails
    with session(options) as watched:
        watched.until(lambda: "sheet-failed" in watched.rules())
        assert not watched.problems()
        assert watched.get(A3)[0] == 200
        assert watched.get(A2)[0] == 404
        press.make = stand_in
        write(watched.content("personas/peter.md"), PIET)
        watched.until(lambda: watched.get(A2)[0] == 200)


def test_a_mistake_does_not_keep_the_sheets_of_the_last_good_save(
    options: Options, press: FakePress
) -> None:
    press.open.clear()
    with session(options) as watched:
        write(watched.content("personas/peter.md"), BROKEN)
        watched.until(watched.problems)
        press.open.set()
        assert watched.get(A2)[0] == 200
        watched.until(lambda: (options.out / A3).exists())
        assert watched.problems()


def test_stopping_leaves_no_link_to_a_sheet_that_never_came(
    options: Options, press: FakePress
) -> None:
    press.open.clear()
    with session(options) as watched:
        assert b"peter-poster-a2.pdf" in watched.get(PAGE)[1]
    assert b"peter-poster-a2.pdf" not in (options.out / PAGE).read_bytes()
    assert press.closed


def test_reading_does_not_start_a_build(options: Options) -> None:
    """A build reads every file: were that an event that counts, it would never end."""
    with session(replace(options, pdf=False)) as watched:
        watched.content("personas/peter.md").read_bytes()
        watched.content("personas/peter.md").touch()
        write(watched.content("personas/peter.md"), PIET)
        watched.wait_for("Piet Visser")
        write(watched.content("personas/peter.md"), PETER)
        watched.wait_for("Peter de Vries")
    assert watched.builds() == 3


def test_a_browser_follows_every_save(options: Options) -> None:
    """The page reloads when it changed, shows a mistake, and lets it go when it is mended."""
    with (
        session(replace(options, pdf=False)) as watched,
        sync_playwright() as playwright,
        contextlib.closing(launch(playwright)) as browser,
    ):
        page = browser.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(watched.url + PAGE)
        overlay = page.locator("affiche-overlay [role=alert]")

        write(watched.content("personas/peter.md"), PIET)
        expect(page).to_have_title("Piet Visser")
        assert overlay.count() == 0

        page.evaluate("window.stillHere = true")
        write(watched.content("personas/peter.md"), BROKEN)
        overlay.wait_for()
        assert overlay.locator(".where").inner_text() == "content/personas/peter.md:3:1"
        assert overlay.locator(".hint").inner_text() == "Bedoelde je goals?"
        wrong, right = (overlay.locator(f".{name} .is code") for name in ("wrong", "right"))
        assert (wrong.inner_text(), right.inner_text()) == ("doelne: [Rust]", "goals: [Rust]")

        write(watched.content("personas/peter.md"), PIET)
        overlay.wait_for(state="detached")
        assert page.evaluate("window.stillHere")  # this page is as it was: no reload

        write(watched.content("personas/peter.md"), PETER)
        expect(page).to_have_title("Peter de Vries")
        assert errors == []


def test_files_that_change_while_they_are_read_are_no_mistake(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A git checkout: a file that was listed is gone a moment later, and another one is there."""
    real, races = watch.drafts.prepare, []

    def prepare(chosen: Options, **more: Any) -> object:
        peter = chosen.content / "personas/peter.md"
        if BROKEN in peter.read_text():
            races.append(1)
            write(peter, PIET)
            raise FileNotFoundError(peter)
        return real(chosen, **more)

    monkeypatch.setattr(watch.drafts, "prepare", prepare)
    with session(options) as watched:
        write(watched.content("personas/peter.md"), BROKEN)
        watched.until(lambda: b"Piet" in watched.get(PAGE)[1])
        assert races
        assert not [event for event in watched.events if isinstance(event, Failed)]
        # The control: what stays wrong is shown.
        monkeypatch.setattr(watch.drafts, "prepare", real)
        write(watched.content("personas/peter.md"), BROKEN)
        watched.until(watched.problems)

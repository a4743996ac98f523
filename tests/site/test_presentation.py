"""The slides on a screen: keys, a finger, the speaker's window, and nothing of the notes in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from affiche import content, pages, themes
from affiche.render import Renderer
from affiche.words import words
from tests.support.plans import plan
from tests.support.projects import THEMES, TODAY, project
from tests.support.waiting import until

FILES = {
    "personas/peter.md": "---\nname: Peter de Vries\nquote: Bel me terug.\n"
    "goals:\n  - {text: Op tijd klaar, evidence: assumption}\n"
    "  - {text: Zwaantje Terwisscha, visibility: secret}\n  - {text: Korting, visibility: internal}\n"
    "day: [{time: '07:00', text: Koffie}]\n---\nEen verhaal.\n",
    "personas/aisha.md": "---\nname: عائشة\nlanguage: ar\ngoals: [العثور على عمل]\n---\nعائشة تعيش.\n",
    "personas/oud.md": "---\nname: Oud\nstatus: archived\n---\n",
}
AT = "document.querySelector('.deck-count').textContent.split(' / ')[0] === '{}'"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("slides")
    site = content.load(project(FILES) / "content", TODAY).site
    assert site
    spoken = words("nl")
    planned = plan(site, spoken, (), {}, TODAY).pages
    renderer = Renderer(themes.load(THEMES, "affiche"), site, spoken, pages.frame(site, spoken, ()))
    wanted = [page for page in planned if page.path.startswith("personas/")]
    files = {page.path: renderer.page(page) for page in wanted}
    files |= pages.plan_files(pages.relations(site, spoken, TODAY), planned) | renderer.assets()
    for path, body in files.items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(body)
    return made


@pytest.fixture
def slides(browser: Browser, folder: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 700}, reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((folder / "personas/peter/presentation/index.html").as_uri())
    yield page
    assert faults == []
    context.close()


def test_tab_goes_to_the_bar_and_turns_no_slide(slides: Page) -> None:
    """What scrolls is reached on the slide that is shown, and on no other."""
    assert slides.evaluate("document.activeElement.id") == "deck"
    slides.set_viewport_size({"width": 360, "height": 240})
    until(slides, "document.querySelectorAll('.slide[tabindex]').length > 1")
    long = slides.evaluate(
        "[...document.querySelectorAll('.slide')].findIndex((s, at) => at && s.tabIndex === 0)"
    )
    for _ in range(long):
        slides.keyboard.press("PageDown")
    until(slides, AT.format(long + 1))
    slides.keyboard.press("Tab")
    assert slides.evaluate("document.activeElement.id") == f"slide-{long + 1}"
    for _ in range(3):
        slides.keyboard.press("Tab")
    assert slides.evaluate("document.activeElement.closest('.deck-bar') !== null")
    assert slides.evaluate(AT.format(long + 1))
    slides.keyboard.press("PageUp")
    until(slides, AT.format(long))


def test_keys_go_on_and_back_and_the_address_keeps_the_place(slides: Page) -> None:
    count = slides.locator(".slide").count()
    keys = ("ArrowRight", "ArrowRight", "ArrowLeft", "End", "Home", " ", "PageDown", "PageUp")
    for key, slide in zip(keys, (2, 3, 2, count, 1, 2, 3, 2), strict=True):
        slides.keyboard.press(key)
        until(slides, AT.format(slide))
    until(slides, "location.hash === '#slide-2'")
    slides.reload()
    until(slides, AT.format(2))
    box = slides.locator("#slide-2").bounding_box()
    assert box is not None
    assert abs(box["x"]) < 2


def test_a_finger_goes_on(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780}, has_touch=True)
    page = context.new_page()
    page.goto((folder / "personas/peter/presentation/index.html").as_uri())
    page.wait_for_timeout(800)
    tools = context.new_cdp_session(page)
    for kind, x in (("Start", 350), *(("Move", x) for x in range(340, 20, -20)), ("End", 0)):
        points = [{"x": x, "y": 300}] if kind != "End" else []
        tools.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
        page.wait_for_timeout(16)
    until(page, AT.format(2))
    context.close()


def test_full_screen_and_out_of_it(slides: Page) -> None:
    full = "() => Boolean(document.fullscreenElement)"
    slides.keyboard.press("f")
    until(slides, full)
    slides.keyboard.press("Escape")
    until(slides, "() => !document.fullscreenElement")


def test_the_speaker_sees_the_notes_in_a_window_that_goes_along(slides: Page) -> None:
    with slides.context.expect_page() as opened:
        slides.keyboard.press("s")
    notes = opened.value
    notes.wait_for_selector("#note-1[aria-current]")
    slides.keyboard.press("ArrowRight")
    notes.wait_for_selector("#note-2[aria-current]")
    notes.keyboard.press("ArrowRight")
    until(slides, AT.format(3))


def test_notes_are_not_in_the_slides_and_secrets_nowhere(folder: Path) -> None:
    show = (folder / "personas/peter/presentation/index.html").read_text("utf-8")
    speak = (folder / "personas/peter/presentation/speaker/index.html").read_text("utf-8")
    assert "Nog een aanname" in speak
    assert "Nog een aanname" not in show
    assert "Om te vertellen" not in show
    for path in folder.rglob("*"):
        assert not path.is_file() or "Zwaantje".encode() not in path.read_bytes(), path


def test_from_the_right_the_keys_turn_round(browser: Browser, folder: Path) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto((folder / "personas/aisha/presentation/index.html").as_uri())
    page.keyboard.press("ArrowLeft")
    until(page, AT.format(2))
    page.close()


def test_the_text_to_paste_has_what_may_leave_and_the_archive_none(folder: Path) -> None:
    text = (folder / "personas/peter/peter-block.txt").read_text("utf-8-sig")
    assert "- Op tijd klaar" in text
    assert "Korting" not in text
    assert "Bron: persona Peter de Vries · concept" in text
    marked = (folder / "personas/peter/peter-block.md").read_text("utf-8")
    assert "> Bel me terug." in marked
    assert not list((folder / "personas/oud").glob("*/index.html"))

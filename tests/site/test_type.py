"""Letters and directions on screen: pages with other scripts in, looked at in Chromium, out."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.projects import project
from tests.site.test_site import build
from tests.sheets.test_type import CYRILLIC, GREEK, LATIN, VIETNAMESE

ARABIC = {
    "personas/aisha.md": (
        "---\nname: عائشة بنت محمد\nquote: أريد أن أعرف السعر.\ngoals: [توفير الوقت]\n"
        "location: الرباط\nscales: [{label: الثقة, left: قليل, right: كثير, value: 80}]\n---\n"
        "تستخدم WhatsApp Business كل يوم.\n"
    ),
    "personas/anna.md": "---\nname: Anna de Wit\n---\nAnna werkt.\n",
    "journeys/reis.yaml": (
        "title: رحلة\npersona: aisha\nphases:\n"
        "  - {name: الوعي, touchpoints: [{name: إعلان, emotion: -2}]}\n"
        "  - {name: الشراء, touchpoints: [{name: مكالمة, emotion: 2}]}\n"
    ),
    "measurements/satisfaction.csv": (
        "touchpoint,satisfaction,scale\n" + "إعلان,2,1-5\n" * 6 + "مكالمة,4,1-5\n" * 7
    ),
}


@pytest.fixture(scope="module", params=["affiche", "noordlicht"])
def arabic(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in Arabic, whose interface speaks English for want of a catalogue."""
    folder = tmp_path_factory.mktemp("arabic")
    build(folder, project(ARABIC | {"site.yaml": "language: ar\n"}) / "content", request.param)
    return folder


def opened(browser: Browser, path: Path, width: int = 1400) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready")
    return page


def left(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["x"]


PAGES = ("index.html", "personas/aisha/index.html", "journeys/reis/index.html", "rights/index.html")


@pytest.mark.parametrize("width", [1400, 360])
def test_a_site_from_the_right_begins_at_the_right_and_fits(
    browser: Browser, arabic: Path, width: int
) -> None:
    for path in PAGES:
        page = opened(browser, arabic / path, width)
        assert page.evaluate("document.documentElement.dir") == "rtl"
        assert left(page, ".brand") > width / 3
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path
        page.close()


# Where a letter of an element's text is drawn: [left, right].
LETTER = """([element, at]) => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let node = null, last;
  while ((last = texts.nextNode())) if (last.data.trim()) node = last;
  const range = document.createRange(), text = node.data.trimEnd();
  const spot = at < 0 ? text.length + at : at;
  range.setStart(node, spot); range.setEnd(node, spot + 1);
  const box = range.getBoundingClientRect(); return [box.left, box.right];
}"""


# Where the text of each element ends at the right.
RIGHT = """all => all.map(e => { const range = document.createRange();
  range.selectNodeContents(e); return range.getBoundingClientRect().right; })"""


def letter(page: Page, selector: str, at: int) -> float:
    """The left side of a letter of the last text of an element."""
    element = page.locator(selector).first.element_handle()
    return float(page.evaluate(LETTER, [element, at])[0])


def test_words_of_another_direction_keep_their_full_stop(browser: Browser, arabic: Path) -> None:
    page = opened(browser, arabic / "personas/aisha/index.html")
    assert letter(page, "blockquote p", -1) < letter(page, "blockquote p", 0), "Arabic ends left"
    home = opened(browser, arabic / "index.html")
    assert letter(home, "h1", -1) > letter(home, "h1", 0), "English ends right, with its question"
    page.close()
    home.close()


def test_the_phases_follow_the_line_of_what_is_felt(browser: Browser, arabic: Path) -> None:
    page = opened(browser, arabic / "journeys/reis/index.html")
    assert left(page, "#phase-1") < left(page, "#phase-2")
    names = page.locator(".map .curve svg:visible text", has_text="إعلان")
    first, second = names.first, page.locator(".map .curve svg:visible text", has_text="مكالمة")
    assert first.bounding_box()["x"] < second.first.bounding_box()["x"]  # type: ignore[index]
    page.close()


def test_an_arabic_name_begins_where_a_dutch_page_does(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("dutch")
    build(folder, project(ARABIC) / "content", "affiche")
    page = opened(browser, folder / "personas/aisha/index.html")
    name = page.locator("h1").first
    assert name.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert name.evaluate("one => getComputedStyle(one).textAlign") == "left"
    assert page.locator(".biography p").evaluate("one => getComputedStyle(one).textAlign") != "left"
    assert letter(page, "blockquote p", -1) < letter(page, "blockquote p", 0)
    page.close()


def test_items_of_a_list_from_the_right_all_begin_there(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("hebrew")
    written = (
        "---\nname: דנה לוי\nfacts: {יום: 2026-05-22, עיר: Utrecht}\n---\nדנה גרה כאן.\n\n"
        "- לחסוך זמן\n- WhatsApp Business\n- 22.5.2026\n"
    )
    files = {"site.yaml": "language: he\n", "personas/dana.md": written}
    build(folder, project(files) / "content", "affiche")
    page = opened(browser, folder / "personas/dana/index.html")
    for selector in (".prose li", ".facts dd"):
        ends = page.locator(selector).evaluate_all(RIGHT)
        assert max(ends) - min(ends) <= 1, (selector, ends)
    page.close()


@pytest.mark.parametrize("theme", ["affiche", "noordlicht"])
def test_every_letter_of_europe_is_the_themes_own_on_screen(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, theme: str
) -> None:
    # Two letters of Skolt Sámi and Livonian each come from the reader's machine.
    letters = "".join(set(LATIN + VIETNAMESE + GREEK + CYRILLIC) - set("ǨǩȮȯ"))
    folder = tmp_path_factory.mktemp("letters")
    written = f"---\nname: Ői\n---\n{letters}\n\n**{letters}**\n\n*{letters}*\n"
    build(folder, project({"personas/oi.md": written}) / "content", theme)
    page = opened(browser, folder / "personas/oi/index.html")
    page.wait_for_timeout(300)  # a font that is asked for late is drawn late
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    for selector in (".biography p:nth-child(1)", ".biography strong", ".biography em", "h1"):
        node = devtools.send("DOM.querySelector", {"nodeId": root, "selector": selector})
        fonts = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})["fonts"]
        strange = [font for font in fonts if not font["isCustomFont"]]
        assert fonts and not strange, (selector, strange)
    page.close()


def test_a_measured_point_stands_above_its_own_column(browser: Browser, arabic: Path) -> None:
    """A picture has no direction, and the columns of a table do. The figure keeps its sign before
    it, beside its point."""
    page = opened(browser, arabic / "measurements/index.html")
    middle = "e => { const r = e.getBoundingClientRect(); return r.x + r.width / 2 }"
    columns = page.locator(".m-strip .m-said td").all()
    assert [one.inner_text() for one in columns] == ["−1.0", "+1.0"]
    for column in columns:
        label = page.locator(".m-curve text", has_text=column.inner_text()).last
        assert abs(column.evaluate(middle) - label.evaluate(middle)) < 60
        signs = label.evaluate("e => [0, 1].map(n => e.getStartPositionOfChar(n).x)")
        assert signs[0] < signs[1]
    page.close()


def test_on_a_phone_a_curve_begins_at_the_names_of_its_rows(browser: Browser, arabic: Path) -> None:
    page = opened(browser, arabic / "measurements/index.html", 390)
    strip = page.locator(".m-strip")
    frame = strip.locator("xpath=..")
    assert frame.evaluate("e => [e.scrollLeft, getComputedStyle(e).direction]") == [0, "ltr"]
    first = strip.locator(".m-names .m-first").evaluate("e => e.getBoundingClientRect().x")
    assert first >= frame.evaluate("e => e.getBoundingClientRect().x") - 1
    page.close()

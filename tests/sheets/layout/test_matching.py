"""Elements that stand alike have the rules that each of them would have by itself."""

import pytest
from cssselect2 import ElementWrapper, Matcher, compile_selector_list
from tinyhtml5 import parse

from affiche.sheets.layout import hastened, matching, typeset

SELECTORS = (
    "p", "p.a", "#one", "[data-side]", "[data-side=left] p", "li:first-child", "li:last-child",
    "li:nth-child(2)", "li:nth-last-child(2)", "p + p", "p ~ ul", "ul > li > b", ":empty", ":root",
    "p:not(.a)", ":lang(nl)", "li:only-child", "b:first-of-type", "[dir=rtl] li", "li::before",
    "section:nth-of-type(2) p", ":link", "*",
)  # fmt: skip
LIST = "<ul>{}</ul>"
PAGE = f"""<html lang="nl"><body><section><p class="a">Een</p><p></p>{LIST.format("<li>x</li>")}
</section><section data-side="left"><p style="top: 0">Twee</p><p id="one" class="a b">Drie</p>
{LIST.format("<li><b>x</b><b></b></li><li lang=fr>y</li><li>z</li>")}</section>
<div dir="rtl">{LIST.format("<li>x</li><li>y</li>")}</div><a href="#one">daar</a>
<section data-side="left"><p style="top: 1px">Vier</p><p></p></section></body></html>"""


def filled(made: Matcher, selectors: tuple[str, ...] = SELECTORS, said: str = "") -> Matcher:
    for text in selectors:
        for selector in compile_selector_list(text):
            made.add_selector(selector, f"{said}{text}")
    return made


def elements(page: str = PAGE) -> list[ElementWrapper]:
    root = parse(page, namespace_html_elements=False)
    return list(ElementWrapper.from_html_root(root, content_language=None).iter_subtree())


def rules(made: Matcher, page: str = PAGE) -> list[object]:
    return [made.match(element) for element in elements(page)]


def test_each_element_has_its_rules():
    wanted = rules(filled(Matcher()))
    assert {rule[3] for found in wanted for rule in found} == set(SELECTORS)
    for _ in range(2):  # of which the second knows all of them
        assert rules(filled(matching.matcher(SELECTORS))) == wanted


def test_what_is_said_by_a_rule_is_its_own():
    """Of two style sheets with the same selectors, each says something else."""
    rules(filled(matching.matcher(SELECTORS), said="one "))
    other = rules(filled(matching.matcher(SELECTORS), said="other "))
    assert other == rules(filled(Matcher(), said="other "))


def test_an_element_is_asked_once(monkeypatch):
    asked = []
    match = Matcher.match
    monkeypatch.setattr(Matcher, "match", lambda *said: (asked.append(said), match(*said))[1])
    page = LIST.format("<li style='top: 0'>a</li><li style='top: 1px'>b</li>")
    rules(filled(matching.matcher(("li", "once")), ("li",)), page)
    count = len(asked)
    rules(filled(matching.matcher(("li", "once")), ("li",)), page.replace(">a<", ">c<"))
    assert len(asked) == count > 0


@pytest.mark.parametrize("selector", ["p:has(b)", "[style]", "p[ alt='a']", "[data-block=goals]"])
def test_what_asks_for_more_is_asked_of_each(selector):
    assert type(matching.matcher([(selector, 1)])) is Matcher
    assert type(matching.matcher([("[data-align] p", 1)])) is matching.Alike


def test_memories_are_bounded(monkeypatch):
    for name in ("WAYS", "SHEETS", "EACH"):
        monkeypatch.setattr(matching, name, 3)
    for held in (matching._ways, matching._sheets):
        held.clear()
    wanted = rules(filled(Matcher()))
    for at in range(5):
        assert rules(filled(matching.matcher((*SELECTORS, at)))) == wanted
    assert max(map(len, (matching._ways, matching._sheets))) <= 3
    assert all(len(found) <= 3 for found in matching._sheets.values())


def test_the_rules_of_weasyprint_are_the_same():
    (sheet,) = typeset.weasyprint.HTML(string="")._ua_stylesheets()
    bare = hastened.bare(sheet, "<p>").matcher
    assert isinstance(bare, matching.Alike)
    for _ in range(2):
        for element in elements():
            every = sheet.matcher.match(element)
            notes = hastened._NOTES
            wanted = [rule for rule in every if rule[2] not in (*notes, "marker")]
            assert [rule for rule in bare.match(element) if rule[2] != "marker"] == wanted

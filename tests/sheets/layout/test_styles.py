"""A style sheet that is parsed once a rule says what it says when it is parsed as a whole."""

import pytest

from affiche.errors import AfficheError
from affiche.sheets.layout import styles
from affiche.sheets.layout.typeset import Typesetter, weasyprint
from affiche.sheets.press import worker
from tests.sheets.layout.test_typeset import Written
from tests.support.sheets import persona_sheets, printed, site_of

SITE = {"personas/p.md": "---\nname: Pia\ngoals: [Slapen, Eten]\n---\nZij woont in Breda.\n"}
PAGE = "<html><head><title>P</title><style>\n{}</style></head><body><p class=a>Tekst</p></body>"


@pytest.mark.parametrize(
    "sheet",
    [
        "p { color: red }\n a { b: c }",
        'p::before { content: "}" } q { color: red }',
        "/* } */ p { color: red } /* { */",
        "@media print { p { color: red } a { color: blue } } p { margin: 0 }",
        r"p::before { content: '\'}' } .a\{b { color: red }",
        "@import url(a.css); p { color: red }",
        "p { color: red",
        "} p { color: red }",
    ],
)
def test_rules_together_are_the_sheet(sheet):
    rules = list(styles.split(sheet))
    assert "".join(rules).strip() == sheet.strip()
    assert len(rules) <= 3


def test_a_rule_is_parsed_once():
    asked = []

    def css(string: str, matcher: object) -> object:
        asked.append(string.strip())
        return weasyprint.CSS(string=string, matcher=matcher)

    made = styles.Styles(css)
    html, (ready,) = made.apart(PAGE.format("p { color: red } .a { margin: 1mm }"))
    assert "<style>" not in html
    assert "Tekst" in html
    made.apart(PAGE.format("p { color: red } .a { margin: 2mm }"))
    assert asked == ["p { color: red }", ".a { margin: 1mm }", ".a { margin: 2mm }"]
    assert len(ready.matcher.class_selectors["a"]) == 1


@pytest.mark.parametrize(
    "rule", ["@font-face { font-family: A; src: url(a) }", "@import url(a.css);", "@layer a;"]
)
def test_what_does_something_to_other_rules_is_left_to_weasyprint(rule):
    html = PAGE.format(f"{rule} p {{ color: red }}")
    assert styles.Styles(weasyprint.CSS).apart(html) == (html, [])


def test_sheets_have_the_same_bytes_as_when_parsed_as_a_whole(monkeypatch):
    site = site_of(SITE)
    sheets = persona_sheets(site)
    taken = [printed(site, sheet).pdf for sheet in sheets]
    assert all(taken)
    worker._WARM.clear()
    monkeypatch.setattr(styles.Styles, "apart", lambda _, html: (html, []))
    assert [printed(site, sheet).pdf for sheet in sheets] == taken


def test_what_is_wrong_with_a_rule_is_said_every_time():
    sheet = persona_sheets(site_of(SITE))[0]
    typesetter = Typesetter(Written(PAGE.format("p { colour: red }")))  # type: ignore[arg-type]
    for _ in range(2):
        with pytest.raises(AfficheError, match="colour"):
            typesetter.lay(sheet)

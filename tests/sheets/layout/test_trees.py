"""Pages read by their tags alone have the tree that tinyhtml5 makes of them."""

import random

import pytest
import tinyhtml5

from affiche.sheets.layout import trees
from affiche.sheets.layout.typeset import Typesetter, _Page
from tests.support.sheets import persona_sheets, printed, site_of

PAGE = """
<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<title>Tip &amp; top</title>
</head>
<body class="sheet">{}</body>
</html>
"""
ICON = """<svg class="icon" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" aria-hidden="true"
preserveAspectRatio="none"><title>Teken</title>\n<g fill="#123"><circle r="2"/><path d="M1 1h7"/>
<path></path></g></svg>"""
BODIES = (
    '\n<p>Een <b>vet</b> woord&nbsp;en &#34;meer&#34;<br>\n<img src="x"></p> tot slot',
    '<table class="a">\n<colgroup><col><col style="width: 1rem"></colgroup>\n<tr><th scope="row">k'
    "</th>\n<td><p>v</p><ul><li>een</li> <li>twee <em>drie</em></li></ul></td></tr>\n<tr></tr>"
    "</table>",
    "<table><caption>K</caption><thead><tr><th>a</th></tr></thead> <tbody><tr><td><table><tr><td>b"
    "</td></tr></table></td></tr></tbody></table>",
    f"<p>voor {ICON} na</p>{ICON}",
    '<div data-bleeds hidden DIR="rtl" title="a > b"><h2>Kop</h2><a href="#x">daar</a>\tפ</div>',
    "<dl><dt>t</dt><dd>d</dd></dl><section><h1>a</h1><hr/></section>",
)
# What would be read otherwise than it stands, or has rules of its own.
UNSURE = (
    "<p>een<p>twee</p>", "<p>een<div>twee</div></p>", "<b>een</p></b>", "<p>een", "a < b", "a & b",
    "<!-- a -->", "<div/>", "<ul><div><li>een</li></div></ul>", "<h1>een<h2>twee</h2></h1>",
    "<table>los<tr><td>b</td></tr></table>", "<table><td>b</td></table>", "<td>b</td>",
    "<table><tr><td>a</td></tr><tbody></tbody></table>", "<a>een<a>twee</a></a>", "&eacute;",
    "<pre>\neen</pre>", "<button>b</button>", "<script>1</script>", "<p a='1'>een</p>", "a\0b",
    '<p class="a" class="b">een</p>', "<svg><title><b>t</b></title></svg>", "<svg><p>a</p></svg>",
    "<svg><svg></svg></svg>", "<svg/>", "<table><tr><svg></svg></tr></table>", "<title>t</title>",
    "<svg><a>b</a></svg>", "<style>p {}</style>", "<p>een</p></body><p>twee</p>", "a\r\nb",
)  # fmt: skip


def told(element):  # type: ignore[no-untyped-def]
    """All that a tree holds; a drawing in a page as it is in full."""
    said = element.get(trees.HELD)
    whole = element if said is None else trees.drawing(said)
    kids = tuple(told(kid) for kid in whole)
    return whole.tag, dict(whole.attrib), whole.text, element.tail, kids


def parsed(html: str):  # type: ignore[no-untyped-def]
    return tinyhtml5.parse(html, namespace_html_elements=False)


@pytest.mark.parametrize("body", BODIES)
def test_a_tree_is_what_the_parser_makes_of_it(body):
    html = PAGE.format(body)
    assert told(trees.page(html)) == told(parsed(html))


@pytest.mark.parametrize("body", UNSURE)
def test_what_only_the_parser_can_tell_is_left_to_it(body):
    assert trees.page(PAGE.format(body)) is None
    assert _Page(PAGE.format(body), None).etree_element.tag == "html"  # type: ignore[arg-type]


TEXTS = ("a", "b c", " ", "\n", "&amp;", "&nbsp;x", "é", "ا", "&eacute;")
INSIDE = {"table": ("tbody", "tr", "colgroup"), "tbody": ("tr",), "tr": ("td", "th"),
          "ul": ("li",), "colgroup": ("col",)}  # fmt: skip


def grown(chance: random.Random, inside: str, depth: int = 0) -> str:
    """Any HTML at all, most of it well formed."""
    made = ""
    for _ in range(chance.randint(0, 4)):
        if depth > 5 or chance.random() < 0.35:
            made += chance.choice(TEXTS)
            continue
        name = chance.choice(sorted({*trees.KNOWN, "pre", "font", "svg"}))
        if chance.random() < 0.8:
            name = chance.choice(INSIDE.get(inside, ("table", "p", "ul", "div", "b", name)))
        said = chance.choice(("", ' class="a b"', " hidden", ' title="a &amp; <b> &#34;"'))
        if name == "svg":
            made += f"<svg{said}><g{said}>{chance.choice(TEXTS)}<path/></g></svg>"
        elif name in trees.VOID:
            made += f"<{name}{said}>"
        else:
            ends = f"</{name}>" if chance.random() < 0.98 else ""
            made += f"<{name}{said}>{grown(chance, name, depth + 1)}{ends}"
    return made


def test_whatever_is_read_is_what_the_parser_reads():
    read = 0
    for seed in range(600):
        html = PAGE.format(grown(random.Random(seed), "body"))
        tree = trees.page(html)
        if tree is not None:
            read += 1
            assert told(tree) == told(parsed(html)), html
    assert 150 < read < 600


def test_sheets_are_read_by_their_tags(monkeypatch):
    """The control of its use: what our templates write is what it reads."""
    asked, lay = [], Typesetter._parsed

    def noting(typesetter, html, whole, fetcher):  # type: ignore[no-untyped-def]
        asked.append(trees.page(html) is not None)
        return lay(typesetter, html, whole, fetcher)

    monkeypatch.setattr(Typesetter, "_parsed", noting)
    said = "---\nname: P\ngoals: [Slapen]\nchannels: [phone]\n---\nZij.\n"
    site = site_of({"personas/p.md": said})
    for sheet in persona_sheets(site):
        assert printed(site, sheet).pdf
    assert len(asked) > 3
    assert all(asked)

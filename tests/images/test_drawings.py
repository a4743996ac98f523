"""A drawing keeps its shapes, and tells nothing of who made it, where and with what."""

from __future__ import annotations

import base64
import io
import re

import pytest
from PIL import Image

from affiche.images import photos, styles
from affiche.images.drawings import UnreadableError, bare
from tests.support.projects import CONTENT

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def kept(inside: str, attributes: str = "") -> str:
    return bare(f"<svg {HEAD} {attributes} viewBox='0 0 9 9'>{inside}</svg>".encode()).decode()


def picture(form: str = "JPEG", mode: str = "RGB", secret: bool = True) -> str:
    made = io.BytesIO()
    options = {"comment": b"geheim"} if form == "JPEG" and secret else {}
    Image.new(mode, (20, 10), "teal").save(made, form, **options)
    return f"data:image/{form.lower()};base64,{base64.b64encode(made.getvalue()).decode()}"


def test_a_drawing_says_only_what_it_draws() -> None:
    drawing = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/x"
        i:export-filename="/srv/jan/geheim.png" id="concept-7"><title>Jan</title><desc>Jan</desc>
        <i:grid/><defs><linearGradient id="laag-van-jan"/></defs>
        <style>/* van Jan */ .a { fill: url(#laag-van-jan) }</style>
        <g id="los" data-name="Jan" class="a"><path d="M0 0h9" fill="url(#laag-van-jan)"/></g>
        </svg>"""
    found = bare(drawing.encode()).decode()
    assert "jan" not in found.lower() and "concept" not in found and "geheim" not in found
    assert found.count("x0") == 3 and 'd="M0 0h9"' in found


@pytest.mark.parametrize(
    "inside",
    [
        "<script>Jan</script>", "<metadata>Jan</metadata>", "<!-- Jan -->", "<?Jan?>",
        "<foreignObject><p>Jan</p></foreignObject>", "<view id='Jan'/>", "<title>Jan</title>",
        "<set attributeName='href' to='Jan'/>", "<animate values='Jan'/>", "<audio href='Jan'/>",
        "<g onclick='Jan'/>", "<g data-name='Jan'/>", "<g aria-label='Jan'/>", "<g id='Jan'/>",
        "<g class='Jan'/>", "<g label='Jan' role='Jan' tabindex='1' Jan='1'/>",
        "<a href='javascript:Jan'/>", "<a href='https://jan.nl/Jan'/>",
        "<use href='Jan.svg#a'/>", "<use xlink:href='http://x/Jan'/>", "<use href='#Jan'/>",
        "<image href='http://x/Jan.png'/>", "<image href='data:text/html,Jan'/>",
        "<image href='data:image/png;base64,Jan'/>", "<feImage href='file:///Jan'/>",
        "<rect fill='url(http://x/Jan)'/>", "<rect style='fill:url(\"//Jan\")'/>",
        "<rect style='fill:u\\72l(//Jan)'/>", "<rect style='fill:url(//Jan'/>",
        "<rect style='-inkscape-font-specification:Jan'/>", "<rect fill='url(#Jan)'/>",
        "<rect style='background:image-set(\"Jan\" 1x)'/>", "<rect style='/*Jan*/fill:red'/>",
        "<style>@import 'Jan';</style>", "<style>@\\69mport url(Jan);</style>",
        "<style>@font-face { font-family: J; src: url(Jan.woff) }</style>",
        "<style>.a { fill: url(Jan) } /* Jan", "<style>.Jan { fill: red }</style>",
        "<style>#Jan { fill: red }</style>", "<style>@import url(//Jan)</style>",
    ],
)  # fmt: skip
def test_what_is_not_drawn_does_not_come_along(inside: str) -> None:
    closing = "</style>" if inside.startswith("<style>") and "</style>" not in inside else ""
    found = kept(inside + closing + "<path d='M1 1h5'/>")
    assert "Jan" not in found and "jan.nl" not in found
    assert 'd="M1 1h5"' in found


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("<style>.st0{fill:#E8542B}</style><g class='st0'/>", [".k0{fill:#E8542B}", 'class="k0"']),
        ("<defs><g id='abc'/></defs><use href='#abc' fill='#abc'/>",
         ['id="x0"', 'href="#x0"', 'fill="#abc"']),
        ("<defs><mask id='a b'/></defs><g mask='url(\"#a b\")'/>", ['mask="url(#x0)"']),
        ("<clipPath id='c'/><g style='clip-path:url(#c);fill:red'/>",
         ["clip-path:url(#x0);fill:red"]),
        ("<style>@media print{.a{fill:red}}</style><g class='a b'/>",
         ["@media print{.k0{fill:red}}", 'class="k0"']),
        ("<style>#e{fill:#eee}</style><g id='e'/>", ["#x0{fill:#eee}", 'id="x0"']),
        ("<rect fill='url(#g) red'/><linearGradient id='g'/>", ['fill="url(#x0) red"']),
        ("<text>een <a href='//x'>twee</a> drie</text>", ["<tspan>twee</tspan> drie"]),
        ("<a href='//x'><path d='M0 0'/></a>", ['<g><path d="M0 0"']),
        ("<text xml:space='preserve' font-family='Inter'>a  b</text>",
         ['xml:space="preserve"', "a  b", "Inter"]),
        ("<switch><rect requiredExtensions='http://ns.adobe.com/x'/><g fill='red'/></switch>",
         ['<switch><g fill="red" /></switch>']),
        ("<style>@font-face{font-family:J;src:url(data:font/woff2;base64,AA)}</style>",
         ["url(data:font/woff2;base64,AA)"]),
    ],
)  # fmt: skip
def test_what_is_drawn_stays(inside: str, wanted: list[str]) -> None:
    found = kept(inside)
    assert [each for each in wanted if each not in found] == [], found


def test_pictures_in_a_drawing_lose_their_secrets() -> None:
    assert b"geheim" in base64.b64decode(picture().partition(",")[2])
    for form, mode in (("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB")):
        (data,) = re.findall(r'href="data:image/\w+;base64,([^"]+)', kept(
            f"<image width='9' href='{picture(form, mode)}'/>"
        ))  # fmt: skip
        raw = base64.b64decode(data)
        assert b"geheim" not in raw
        assert Image.open(io.BytesIO(raw)).size == (20, 10)


def test_a_drawing_in_a_drawing_is_cleaned_and_no_deeper() -> None:
    inner = f"<svg {HEAD}><title>Jan</title><path d='M2 2'/></svg>"
    address = f"data:image/svg+xml;base64,{base64.b64encode(inner.encode()).decode()}"
    (data,) = re.findall(r'base64,([^"]+)', kept(f"<image href='{address}'/>"))
    assert b"M2 2" in base64.b64decode(data) and b"Jan" not in base64.b64decode(data)
    deeper = f"<svg {HEAD}><image href='{address}'/></svg>"
    deep = f"data:image/svg+xml;base64,{base64.b64encode(deeper.encode()).decode()}"
    assert "<image" not in kept(f"<image href='{deep}'/>")


def test_illustrators_names_for_namespaces_are_read() -> None:
    raw = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd" [\n'
        '<!ENTITY ns_svg "http://www.w3.org/2000/svg">\n'
        '<!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">]>\n'
        '<svg xmlns="&ns_svg;" xmlns:i="&ns_ai;" i:viewOrigin="Jan"><path d="M3 3"/></svg>'
    )
    found = bare(raw.encode()).decode()
    assert 'd="M3 3"' in found and "Jan" not in found and "ENTITY" not in found


@pytest.mark.parametrize(
    "entity",
    ["<!ENTITY a 'aaaa'>", "<!ENTITY a 'http://x/&b;'>", "<!ENTITY % a 'http://x/'>",
     "<!ENTITY a SYSTEM 'http://x/'>"],
)  # fmt: skip
def test_other_entities_are_not(entity: str) -> None:
    with pytest.raises(UnreadableError):
        bare(f"<!DOCTYPE svg [{entity}]><svg {HEAD}/>".encode())


@pytest.mark.parametrize("name", ["peter", "ina", "john", "fatima"])
def test_our_own_portraits_keep_every_shape(name: str) -> None:
    raw = (CONTENT / f"images/{name}.svg").read_bytes()
    found = bare(raw)
    raw, masks = re.subn(rb"<mask .*?</mask>", b"", raw)  # it shows all
    assert masks == raw.count(b"url(#") == 1 and b"url(" not in found and b"mask" not in found
    for pattern in (rb' d="[^"]+"', rb' fill="[^"]+"', rb' transform="[^"]+"', rb' stroke="[^"]+"'):
        assert re.findall(pattern, found) == re.findall(pattern, raw)
    assert bare(found) == found, "nothing more to take out"


MASKED = "<mask id='m'{}>{}</mask><g{} mask='url(#m)'><path d='M1 1'/></g>"
ALL = "<rect width='9' height='9' fill='#FFF'/>"


def test_a_mask_that_shows_the_whole_drawing_is_none() -> None:
    for rect in (ALL, "<rect x='-1' y='0' rx='0' width='10' height='9.5' fill='white' />"):
        found = kept(MASKED.format("", rect, ""))
        assert "mask" not in found and 'd="M1 1"' in found


@pytest.mark.parametrize(
    ("mask", "inside", "masked"),
    [
        ("", ALL.replace("#FFF", "#ccc"), ""), ("", ALL.replace(" fill='#FFF'", ""), ""),
        ("", ALL.replace("'9'", "'8'"), ""), ("", ALL.replace("<rect", "<rect rx='2'"), ""),
        ("", ALL.replace("<rect", "<rect opacity='.5'"), ""), ("", ALL + ALL, ""), ("", "", ""),
        ("", ALL.replace("'9'", "'100%'"), ""), (" maskUnits='userSpaceOnUse'", ALL, ""),
        ("", ALL, " transform='translate(3 3)'"), ("", ALL.replace("rect", "circle"), ""),
    ],
)  # fmt: skip
def test_any_other_mask_stays(mask: str, inside: str, masked: str) -> None:
    found = kept(MASKED.format(mask, inside, masked))
    assert 'mask="url(#x0)"' in found and '<mask id="x0"' in found


@pytest.mark.parametrize("css", ["", "}", "{", ".a{", "@media{", "/*", "\\", "@import", "url("])
def test_css_that_is_broken_is_not_followed(css: str) -> None:
    made = styles.renamed(styles.sheet(css + " .b{fill:url(//Jan)}"), {}, {"b": "k0"})
    assert "Jan" not in made


@pytest.mark.parametrize("head", ["http://a.example/b", "data:text/plain;base64", "data:image/png"])
def test_only_a_data_address_that_says_picture_is_one(head: str) -> None:
    whole = picture()
    assert photos.embedded(whole) is not None
    assert photos.embedded(f"{head},{whole.partition(',')[2]}") is None

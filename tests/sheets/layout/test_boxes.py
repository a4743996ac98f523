"""What is cut off, dropped or covered on a layout is found."""

import pytest

from affiche.sheets.layout import boxes


def document(body: str):  # type: ignore[no-untyped-def]
    """A page of 100 × 100 px: one unit is one pixel."""
    import weasyprint

    style = "@page { size: 100px 100px; margin: 0 } body { margin: 0; font: 10px/1.2 sans-serif }"
    return weasyprint.HTML(string=f"<style>{style}</style><body>{body}").render()


def rules(body: str) -> list[str]:
    return [fault.rule for fault in boxes.faults(document(body))]


@pytest.mark.parametrize(
    ("rule", "body"),
    [
        ("page", '<div style="position: absolute; left: 80px; white-space: nowrap">Wijd weg</div>'),
        ("container", '<div style="height: 12px">Een regel<br>en nog een</div>'),
        ("container", '<div style="overflow: hidden; height: 20px; width: 30px">Onafbreekbaar'),
        ("text", '<p style="margin: 0">Boven</p><p style="margin: -9px 0 0">Onder'),
        ("block", '<div data-block="a">Een</div><div data-block="b" style="margin-top: -4px">B'),
        ("lost", '<div style="position: absolute; top: 85px">Een<br>Twee<br>Drie'),
        ("pages", '<p style="height: 90px">Een</p><p style="height: 90px">Twee'),
    ],
)
def test_a_fault_is_found(rule, body):
    assert rule in rules(body)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Gewoon een alinea die over een paar regels loopt.</p>",
        '<div style="height: 30px">Past hier in</div>',
        '<div style="width: 40px; hyphens: auto" lang="nl">Verantwoordelijkheidsgevoel</div>',
        '<div style="position: absolute; left: 60px; white-space: nowrap" data-bleeds>Ver weg',
        '<div data-block="a">Een</div><div data-block="b">Twee</div>',
    ],
)
def test_what_stands_whole_is_no_fault(body):
    assert rules(body) == []


def test_heights_are_in_hundredths_of_the_width():
    found = document('<div id="a" style="height: 24px; padding: 3px">A</div><div id="b">B</div>')
    assert boxes.measure(found, ["a", "b"]) == {"a": 30.0, "b": 12.0}
    with pytest.raises(KeyError):
        boxes.measure(found, ["c"])


def test_type_sizes_are_in_points():
    found = document('Klein <b style="font-size: 20px">groot</b>')
    assert dict(boxes.type_sizes(found)) == {"Klein": 7.5, "groot": 15.0}


def test_a_block_that_is_too_narrow_for_a_word_is_named():
    body = (
        '<div data-block="narrow" style="width: 20px"><p>Onafbreekbaar</p></div>'
        '<div data-block="wide"><p>Onafbreekbaar</p></div>'
    )
    assert boxes.overflowing(document(body)) == {"narrow"}


WORDS = "Zij belt altijd voordat ze komt kijken, en dan nog een keer als het te lang duurt. "


@pytest.mark.parametrize("wider", [10, 25, 40])
def test_a_block_loses_no_more_height_in_a_wider_column_than_it_may(wider):
    told = (f"<p>{WORDS}</p><p>Kort</p>", f"<ul><li>{WORDS * 2}</li><li>Een ketel</li></ul>")

    def found(width: int):  # type: ignore[no-untyped-def]
        every = (
            f'<section data-block="{at}" style="width: {width}px">{text}</section>'
            for at, text in enumerate((*told, "<p>Kort</p>"))
        )
        return document(f"<div style='font-size: 3px'>{''.join(every)}</div>")

    tight, loose = (boxes.marked(found(width), boxes.BLOCK) for width in (45, 45 + wider))
    spare = boxes.spare(found(45), wider)
    assert set(spare) == {"0", "1"}  # a line is a line
    for name, most in spare.items():
        lost = tight[name].height - loose[name].height
        assert 0 <= lost <= most + 0.01
        assert most < tight[name].height

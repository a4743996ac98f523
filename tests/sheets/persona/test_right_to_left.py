"""A persona that is written from right to left: the mirrored sheet; and the two scripts mixed."""

from dataclasses import replace
from datetime import date

from affiche.sheets.layout import boxes
from tests.support.sheets import laid, persona_sheets, site_of

ARABIC = """---
name: فاطمة الزهراء
LANGUAGE
photo: {file: f.svg, alt: رسم, focus: [80, 40]}
age: 34
occupation: مستشارة طاقة
quote: لا أريد الانتظار.
goals: [بيت دافئ., فاتورة أقل., جواب عبر WhatsApp.]
pains: [الانتظار الطويل., رسائل غير مفهومة.]
scales: [{label: السرعة, value: 8}, {left: هاتف, right: بريد, value: 20}]
channels: [{channel: phone, use: 5}]
version: 2
---
تعمل فاطمة مستشارة طاقة في روتردام. تفضل الهاتف وتتخذ قراراتها بسرعة.
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9v9z"/></svg>'
JOURNEY = """title: رحلة
persona: sanne
phases:
  - {name: الوعي, emotion: {score: 1, feeling: أمل}}
  - {name: الشراء, emotion: {score: -1, feeling: توتر}}
"""


def sheet_of(persona: str, **files: str):  # type: ignore[no-untyped-def]
    site = site_of({"personas/sanne.md": persona, "images/f.svg": DRAWING, **files})
    return site, persona_sheets(site)[0]


def document(persona: str, **files: str):  # type: ignore[no-untyped-def]
    return laid(*sheet_of(persona, **files))


def texts(document):  # type: ignore[no-untyped-def]
    """Each piece of text: where it stands, and whether it is laid out from right to left."""
    found = {}
    for box, _ in boxes.walk(boxes.page_box(document)):
        if type(box).__name__ == "TextBox" and box.text.strip():
            place = boxes.rect(document, box), box.style["direction"]
            found.setdefault(box.text.strip(), place)
    return found


def test_the_whole_sheet_is_mirrored():
    for language in ("language: ar", "language: nl", ""):  # most letters tell, not the field
        made = document(ARABIC.replace("LANGUAGE", language))
        blocks = boxes.marked(made, "data-block")
        assert blocks["who"].left > 30 and blocks["who"].right > 94
        assert blocks["quote"].left < 0 and blocks["quote"].right < 95
        assert blocks["biography"].right > 94
        assert min(blocks[name].left for name in ("goals", "pains", "scales")) < 6
        (picture,) = (ink.rect for ink in boxes.inks(replace_bleeds(made)) if ink.what == "<img>")
        assert picture.right < 60
        found = texts(made)
        assert found["بيت دافئ."][1] == "rtl"
        # The bar's number ends at the left, its label starts at the right.
        assert found["8"][0].left < found["السرعة"][0].left


def replace_bleeds(document):  # type: ignore[no-untyped-def]
    """The portrait may run off the sheet, and is left out of the checks: not here."""
    for box, _ in boxes.walk(boxes.page_box(document)):
        if box.element is not None and "data-bleeds" in box.element.attrib:
            del box.element.attrib["data-bleeds"]
    return document


def test_bullets_and_ribbon_stand_on_the_other_side():
    made = document(ARABIC.replace("LANGUAGE", "language: ar"))
    goals = boxes.marked(made, "data-block")["goals"]
    text = texts(made)["بيت دافئ."][0]
    assert goals.right - text.right > 1.5  # room for the bullet
    ribbon = next(
        box
        for box, _ in boxes.walk(boxes.page_box(made))
        if box.element is not None and box.element.get("class") == "ribbon"
    )
    assert boxes.rect(made, ribbon).left < 0


def test_our_own_words_are_read_from_left_to_right_on_a_mirrored_sheet():
    found = texts(document(ARABIC.replace("LANGUAGE", "language: ar")))
    assert found["Over فاطمة"][1] == "ltr"
    assert found["Doelen"][1] == "ltr"
    assert found["مستشارة طاقة"][1] == "rtl"


def test_a_text_of_the_other_script_keeps_its_own_direction_in_its_place():
    persona = (
        "---\nname: محمد العربي\nlanguage: nl\noccupation: Loodgieter\n"
        "goals: [Snel klaar zijn., السلام عليكم.]\nquotes: [Nu., اتصل بي غدا.]\n---\n"
        "Mohammed werkt in de hele regio en nog veel verder dan dat.\n\nمرحبا بكم.\n"
    )
    site, sheet = sheet_of(persona)
    assert not sheet.data["poster"].rtl
    made = laid(site, sheet)
    found = texts(made)
    name = next(place for text, place in found.items() if text in ("محمد العربي", "العربي"))
    assert name[1] == "rtl" and name[0].left < 6
    assert found["Loodgieter"][1] == "ltr"
    assert found["السلام عليكم."][1] == "rtl" and found["Snel klaar zijn."][1] == "ltr"
    assert found["السلام عليكم."][0].left == found["Snel klaar zijn."][0].left
    assert found["مرحبا بكم."][1] == "rtl"
    assert "”اتصل بي غدا.“" in found
    assert boxes.faults(made) == ()


def test_a_latin_name_stands_right_on_a_mirrored_sheet():
    persona = "---\nname: Youssef Ben Ali\nlanguage: ar\ngoals: [مسكن., عمل.]\n---\nيعيش هنا.\n"
    found = texts(document(persona))
    assert found["Youssef"][1] == "ltr"
    assert found["Youssef"][0].right > 93


def test_the_journey_runs_to_the_left_and_its_words_are_joined():
    made = document(ARABIC.replace("LANGUAGE", "language: ar"), **{"journeys/reis.yaml": JOURNEY})
    found = texts(made)  # letters in a drawing are not found: they would stand apart
    assert found["الوعي"][0].left > 50 > found["الشراء"][0].right
    hope, strain = (
        next(rect for text, (rect, _) in found.items() if word in text) for word in ("أمل", "توتر")
    )
    assert hope.left > 50 > strain.right
    assert boxes.faults(made) == ()


def test_the_foot_says_which_version_this_is():
    site, sheet = sheet_of("---\nname: Sanne\nversion: 2\nstatus: tweede versie\n---\n")
    stamped = replace(sheet, hash="1a2b3c4", day=date(2026, 11, 22))
    said = "Versie 2 · tweede versie · 22 november 2026 · kenmerk 1a2b3c4"
    assert said in texts(laid(site, stamped))
    assert "Versie 2 · tweede versie" in texts(laid(site, sheet))  # what an agency gets


def test_a_sheet_does_not_turn_for_one_quote_in_another_script():
    quoted = """---
name: Anna de Wit
quote: لا أريد الانتظار أكثر من ذلك، أريد أن أتحدث مع إنسان حقيقي اليوم.
---
"""
    made = document(quoted)
    assert boxes.marked(made, "data-block")["who"].left < 10
    _, direction = next(found for text, found in texts(made).items() if "الانتظار" in text)
    assert direction == "rtl"

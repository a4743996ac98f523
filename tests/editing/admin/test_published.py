"""The forms of the published site: only when a repository is named, and what they save leaves the
lines alone that nobody edited."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from affiche.building import pipeline
from affiche.building.options import Options
from affiche.editing.admin import published, shapes
from affiche.editing.admin.decap import config
from affiche.model import Site
from affiche.model.settings import Settings
from affiche.words import words
from tests.support.projects import TODAY, bare_theme, project

NL = words("nl")
PETER = """\
---
# Onze eerste persona.
name: Peter de Vries
version: 1.10   # niet 1.1
goals:
- Rust   # belangrijk
- text: Orde
  evidence: gemeten
facts: {Auto: ja}
photo: peter.svg
---

Tekst.
"""


def site(**repository: str) -> dict[str, bytes]:
    settings = Settings.model_validate({"admin": {"repository": repository} if repository else {}})
    return published.files("content", Site(settings), (), NL)


def test_without_a_repository_there_is_no_editor(tmp_path: Path) -> None:
    assert site() == {}
    root = project({"personas/p.md": "# P\n"}, tmp_path)
    pipeline.build(Options(root / "content", bare_theme(root), root / "site", TODAY, pdf=False))
    assert not (root / "site/admin").exists()


@pytest.mark.parametrize(
    ("given", "backend", "server", "workflow"),
    [
        ({"host": "github", "repo": "van-dijk/klantbeeld", "auth": "https://inlog.example/x"},
         {"name": "github", "api_root": "https://api.github.com",
          "base_url": "https://inlog.example/x"}, "https://inlog.example", True),
        ({"host": "gitlab", "repo": "groep/sub/k", "url": "https://git.example/", "client": "i"},
         {"name": "gitlab", "api_root": "https://git.example/api/v4", "app_id": "i",
          "auth_type": "pkce", "base_url": "https://git.example"}, "https://git.example", True),
        ({"host": "forgejo", "repo": "a/b"},
         {"name": "forgejo", "api_root": "https://codeberg.org/api/v1", "app_id": ""},
         "https://codeberg.org", True),
        ({"host": "gitea", "repo": "a/b", "url": "https://git.example", "client": "i"},
         {"name": "gitea", "api_root": "https://git.example/api/v1", "app_id": "i",
          "base_url": "https://git.example"}, "https://git.example", False),
    ],
)  # fmt: skip
def test_each_server_gets_its_settings(
    given: dict[str, str], backend: dict[str, str], server: str, workflow: bool
) -> None:
    made = site(**given)
    told = json.loads(made["admin/config.json"])
    assert backend.items() <= told["backend"].items()
    assert ("publish_mode" in told) is workflow
    page = made["admin/index.html"].decode()
    rules = page.replace("&#x27;", "'").partition("connect-src 'self' data: blob: ")[2]
    assert server in rules.partition(";")[0].split()
    assert {"admin/decap-cms.js", "admin/formats.js", "admin/js-yaml.js"} <= made.keys()


def test_what_a_journey_tells_stands_above_what_is_said_about_it() -> None:
    told = json.loads(site(host="github", repo="a/b")["admin/config.json"])
    journeys = next(one for one in told["collections"] if one["name"] == "journeys")
    names = [field["name"] for field in journeys["fields"]]
    assert names.index("conclusion") < names.index("phases") < names.index("status")
    assert names.index("phases") < names.index("lanes")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    for name in ("js-yaml.js", "formats.js"):
        opened.add_script_tag(content=published.admin.shipped(name).decode())
    told = json.dumps(shapes.shapes(NL))
    opened.evaluate(f"window.formats = afficheFormats({told}, jsyaml)")
    yield opened
    opened.close()


def saved(page: Page, kind: str, text: str, change: str = "") -> str:
    """What the page writes after a change of its form."""
    code = f"const f = formats['{kind}'], d = f.fromFile(text); {change}; return f.toFile(d);"
    code = f"([text]) => {{ {code} }}"
    return str(page.evaluate(code, [text]))


def test_what_nobody_edited_stays(page: Page) -> None:
    assert saved(page, "persona", PETER) == PETER
    for path in sorted((Path(__file__).parents[3] / "content").rglob("*.*")):
        kinds = {"personas": "persona", "journeys": "journey", "briefings": "briefing"}
        if kind := kinds.get(path.parent.name):
            text = path.read_text("utf-8")
            assert saved(page, kind, text) == text, path


def test_a_field_is_a_field_and_short_forms_are_opened(page: Page) -> None:
    form = page.evaluate("text => formats.persona.fromFile(text)", PETER)
    assert form["goals"] == [{"text": "Rust"}, {"text": "Orde", "evidence": "gemeten"}]
    assert form["facts"] == [{"label": "Auto", "value": "ja"}]
    assert form["photo"] == {"file": "peter.svg"}
    assert form["version"] == "1.10"
    made = saved(page, "persona", PETER, "d.name = 'Piet: Vos'; d.photo.file = '/images/piet.svg'")
    assert made == PETER.replace("Peter de Vries", "'Piet: Vos'").replace("peter.svg", "piet.svg")
    made = saved(page, "persona", PETER, "d.age = '43'; d.body = 'Anders.'; d.media = ['']")
    assert made == PETER.replace("svg\n---", "svg\nage: 43\n---").replace("Tekst", "Anders")


def test_a_remark_behind_a_value_stays(page: Page) -> None:
    text = "---\nname: Anna\ntagline: 'Nr #1'  # van Piet\nage: 42 # 'oud'\n---\n"
    made = saved(page, "persona", text, "d.tagline = 'Nr #2: ja'; d.age = '43'")
    assert made == text.replace("'Nr #1'", "'Nr #2: ja'").replace("42", "43")
    made = saved(page, "persona", text, "d.age = ''")
    assert made == text.replace("age: 42 # 'oud'\n", "")


def test_a_register_is_a_list_in_the_form(page: Page) -> None:
    text = "# kop\nbalie: {name: Balie}  # hier\nbus: {name: Bus}\n"
    made = saved(page, "touchpoints", text, "d.entries.push({id: 'app', name: 'App', url: ''})")
    assert made == text + "app:\n  name: App\n"


def test_a_folded_phase_or_touchpoint_is_told_by_its_name_or_what_it_refers_to() -> None:
    made = config("content", NL, Settings(), (), {"name": "proxy"})
    journey = next(one for one in made["collections"] if one["name"] == "journeys")
    phases = next(one for one in journey["fields"] if one["name"] == "phases")
    steps = next(one for one in phases["fields"] if one["name"] == "touchpoints")
    assert phases["summary"] == "{{fields.name}} {{fields.id}}"
    assert steps["summary"] == "{{fields.name}} {{fields.ref}}"
    wishes = next(one for one in phases["fields"] if one["name"] == "opportunities")
    chosen = [next(f for f in one["fields"] if f["name"] == "ref") for one in (steps, wishes)]
    assert [one["collection"] for one in chosen] == ["touchpoints", "opportunities"]


JOURNEY = """\
title: Bouwen  # werktitel
phases:
  # over fase een
  - id: use
    emotion: 1   # goed
    touchpoints:
      - ref: web  # site
        # denk na
        emotion: 1
      - ref: bel
  - id: buy # koop
    pains:
    - duur # 1
    - traag # 2
    channels: [app, web]  # nu
owner: Jan
"""


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        ("d.phases[0].emotion = 2", "emotion: 1   # goed", "emotion: 2   # goed"),
        ("d.phases[0].touchpoints[0].emotion = '-1'", "        emotion: 1", "        emotion: -1"),
        ("d.phases[0].touchpoints.push({ref: 'app'})", "- ref: bel\n",
         "- ref: bel\n      - ref: app\n"),
        ("d.phases[1].pains[0].text = 'te duur'", "- duur # 1", "- te duur # 1"),
        ("d.phases[1].pains.push({text: 'ver'})", "# 2\n", "# 2\n    - ver\n"),
        ("d.phases[1].pains.shift()", "    - duur # 1\n", ""),
        ("d.phases[1].goal = 'klaar: ja'", "[app, web]  # nu\n",
         "[app, web]  # nu\n    goal: 'klaar: ja'\n"),
        ("d.phases.shift()", JOURNEY[JOURNEY.index("  # over"):JOURNEY.index("  - id: buy")], ""),
        ("d.owner = ''", "owner: Jan\n", ""),
    ],
)  # fmt: skip
def test_remarks_stay_however_deep_a_change_is(
    page: Page, change: str, before: str, after: str
) -> None:
    assert saved(page, "journey", JOURNEY, change) == JOURNEY.replace(before, after, 1)


def test_a_new_file_says_what_was_filled_in_alone(page: Page) -> None:
    form = "{name: 'Jan', goals: [], evidence: {kind: '', date: ''}, body: ''}"
    assert page.evaluate(f"formats.persona.toFile({form})") == "---\nname: Jan\n---\n"
    form = "{title: 'Bouwen', phases: [{id: 'use', touchpoints: [], emotion: ''}]}"
    made = page.evaluate(f"formats.journey.toFile({form})")
    assert made == "title: Bouwen\nphases:\n  - id: use\n"


def test_a_persona_without_fields_and_one_of_another_system_stay_what_they_are(page: Page) -> None:
    text = "# Peter\n\nTekst.\n"
    assert saved(page, "persona", text) == text
    assert saved(page, "persona", text, "d.age = '42'") == f"---\nage: 42\n---\n{text}"
    text = "\ufeff---\r\nname: Peter\r\nage: 42\r\n---\r\nTekst.\r\n"
    assert saved(page, "persona", text, "d.age = '43'") == text.replace("42", "43")


PICTURED = """\
---
name: Peter
photo: {file: peter.svg, alt: Man met baard, focus: [40, 30], credit: Jan}
---
"""


def test_what_is_said_of_another_picture_is_asked_about(page: Page) -> None:
    def kept(change: str) -> Any:
        code = f"const f = formats.persona, d = f.fromFile(text); {change}; return f.kept(d);"
        return page.evaluate(f"([text]) => {{ {code} }}", [PICTURED])

    assert kept("d.photo.file = '/images/piet.svg'") == ["alt", "focus", "credit"]
    assert kept("d.photo.file = '/images/piet.svg'; d.photo.alt = 'Piet'; d.photo.focus = []") == [
        "credit"
    ]
    assert kept("d.photo.alt = 'Man'") == kept("d.photo.file = '/images/peter.svg'") == []
    assert kept("delete d.photo") == page.evaluate("formats.journey.kept({title: 'x'})") == []


def test_a_list_in_own_words_is_told_in_a_line() -> None:
    made = config("content", NL, Settings(), (), {"name": "proxy"})
    persona = next(one for one in made["collections"] if one["name"] == "personas")
    facts = next(one for one in persona["fields"] if one["name"] == "facts")
    assert facts["collapsed"]
    assert facts["summary"] == "{{fields.label}}: {{fields.value}}"


def test_who_sees_it_is_said_where_it_differs() -> None:
    made = config("content", NL, Settings(), (), {"name": "proxy"})

    def hints(name: str) -> set[bool]:
        fields = next(one for one in made["collections"] if one["name"] == name)["fields"]
        return {"collega" in one.get("hint", "") for one in fields}

    assert hints("personas") == {True, False}
    assert hints("decisions") == {False}

"""Whatever is written is read or explained, in words of ours, at a place in the file."""

from __future__ import annotations

import pytest
import yaml as pyyaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiche.errors import Kind
from affiche.model import Journey, Persona, Settings
from affiche.model.text import Document
from affiche.reading import documents
from affiche.reading.canonical import Own
from affiche.reading.keys import Location, expected, limits, models, writable
from affiche.words import words

DUTCH = words("nl")


@pytest.mark.parametrize(
    ("model", "location", "found"),
    [
        (Persona, ("channels", 0, "use"), (float, (0, 5))),
        (Persona, ("photo", "focus", 1), (float, (0, 100))),
        (Persona, ("evidence", "interviews"), (int, (0, None))),
        (Journey, ("phases", 2, "touchpoints", 0, "effort"), (float, (1, 7))),
        (Journey, ("phases", 2, "emotion", "score"), (float, (-2, 2))),
        (Settings, ("print", "bleed"), (float, (0, 10))),
        (Settings, ("nonsense", "bleed"), (None, (None, None))),
    ],
)
def test_the_models_say_what_is_expected(
    model: type[Persona | Journey | Settings], location: Location, found: tuple[object, object]
) -> None:
    kind, metadata = expected(model, location)
    assert (kind, limits(metadata)) == found


def _keys(model: type[Document]) -> list[str]:
    """The keys of a document and of what it holds."""
    inside = [
        kind for name in writable(model) for kind in models(model.model_fields[name].annotation)
    ]
    return sorted({key for kind in (model, *inside) for key in writable(kind)})


_VALUES = st.sampled_from(
    ["", "x", "3", "-1,5", "99", "2026-02-30", "definitief", "final", "😀", "opgelucht", None,
     "1e400", "nan", "9" * 400, "a" * 200, "2026-11-22", "peter.svg", "https://a.nl"]
)  # fmt: skip


_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _documents(keys: list[str]) -> st.SearchStrategy[dict[str, object]]:
    """Documents with real keys and any shape of value."""
    names = st.sampled_from([*keys, "onzin"])
    inside = st.recursive(
        _VALUES,
        lambda deeper: st.lists(deeper, max_size=3) | st.dictionaries(names, deeper, max_size=3),
        max_leaves=12,
    )
    return st.dictionaries(names, inside, max_size=8)


def _check(read: documents.Read[Persona] | documents.Read[Journey], lines: list[str]) -> None:
    assert (read.value is None) == any(p.kind is Kind.ERROR for p in read.problems)
    for problem in read.problems:
        assert DUTCH.gettext(problem.what) != problem.what
        assert DUTCH.gettext(problem.hint) != problem.hint
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
        sentence = DUTCH.say(problem.what, **problem.values)
        assert not set(problem.values) & {part.strip("{}") for part in sentence.split()}


@_PATIENT
@given(_documents(_keys(Persona)))
def test_any_persona_is_read_or_explained(data: dict[str, object]) -> None:
    text = f"---\n{pyyaml.safe_dump(data, allow_unicode=True, sort_keys=False)}---\n"
    _check(documents.persona("p.md", "p", text.encode(), Own()), text.split("\n"))


@_PATIENT
@given(_documents(_keys(Journey)), st.lists(_documents(_keys(Journey)), max_size=2))
def test_any_journey_is_read_or_explained(
    data: dict[str, object], phases: list[dict[str, object]]
) -> None:
    whole = {"title": "Reis", **data, "phases": [{"name": "x", **phase} for phase in phases]}
    text = pyyaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
    _check(documents.journey("j.yaml", "j", text.encode(), Own()), text.split("\n"))

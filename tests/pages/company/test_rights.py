"""The page of rights: consents, licences and credits of everything that is shown."""

from datetime import date

from affiche import content
from affiche.consent import Verdict
from affiche.model import Scope
from affiche.pages.company.rights import RIGHTS
from affiche.words import words
from tests.support.plans import plan
from tests.support.projects import project

TODAY = date(2026, 11, 22)
NL = words("nl")
DRAWING = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><path d='M0 0h{0}v{0}z'/></svg>"
)


def rights(consent: str) -> dict[str, object]:
    """What the page shows of a customer's photo with this consent."""
    root = project(
        {
            "personas/anna.md": f"""\
                ---
                name: Anna Visser
                photo:
                  file: anna.svg
                  kind: klant
                  credit: Ontwerper
                  license: CC0
                  consent: {{given: 2026-01-01, proof: kast 3, {consent}}}
                ---
                ![De kade](../images/kade.svg)
                """,
            "images/anna.svg": DRAWING.format(8),
            "images/kade.svg": DRAWING.format(9),
        }
    )
    site = content.load(root / "content", TODAY).site
    assert site is not None
    made = plan(site, NL, (), {}, TODAY)
    return dict(next(page for page in made.pages if page.path == RIGHTS).data)


def test_a_photo_is_listed_with_where_it_may_be_shown_and_why_not():
    shown = rights("scope: [intranet], expires: 2026-12-31")["photos"][0]  # type: ignore[index]
    assert (shown.file, shown.credit, shown.license) == ("anna.svg", "Ontwerper", "CC0")
    assert (shown.given, shown.expires) == (date(2026, 1, 1), date(2026, 12, 31))
    assert shown.needed and shown.ends_soon
    assert {place.scope: place.verdict for place in shown.places} == {
        Scope.INTRANET: Verdict.GIVEN,
        Scope.POSTER: Verdict.OUT_OF_SCOPE,
        Scope.AGENCY: Verdict.OUT_OF_SCOPE,
    }
    assert shown.face.portrait.file == "anna.svg"


def test_a_photo_that_may_not_be_shown_is_listed_without_its_picture():
    data = rights("scope: [intranet], withdrawn: 2026-11-01")
    hidden = data["photos"][0]  # type: ignore[index]
    assert hidden.withdrawn == date(2026, 11, 1)
    assert {place.verdict for place in hidden.places} == {Verdict.WITHDRAWN}
    assert hidden.face.portrait.file is None
    assert "kast 3" not in repr(data)


def test_other_pictures_are_listed_too():
    others = rights("scope: [intranet]")["others"]
    assert ["kade" in one.file for one in others] == [True]  # type: ignore[attr-defined]

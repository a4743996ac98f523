"""Consent: a photo, a place and a day in; whether it may be shown there out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from affiche import consent
from affiche.consent import Verdict
from affiche.errors import Kind
from affiche.model import Briefing, ImageFile, Persona, Photo, PhotoKind, Scope, Site
from affiche.words import words

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
EVERYWHERE = ("intranet", "poster", "agency")
NL = words("nl")


def photo(kind: str | None = "customer", **given: object) -> Photo:
    """A photo with a consent of last year for everything, but for what is said otherwise."""
    terms = {"given": date(2025, 5, 1), "scope": EVERYWHERE, **given}
    return Photo.model_validate({"file": "anna.jpg", "kind": kind, "consent": terms})


def site(picture: Photo, briefed: bool = True) -> Site:
    """One persona with this photo, and a briefing that names her."""
    anna = Persona(id="anna", path="content/personas/anna.md", name="Anna", photo=picture)
    briefing = Briefing(id="b", path="content/briefings/b.md", title="B", personas=("anna",))
    return Site(
        personas={"anna": anna},
        briefings={"b": briefing} if briefed else {},
        images={"anna.jpg": ImageFile("anna.jpg", "/x/anna.jpg", "0", 100, 100, False)},
    )


@pytest.mark.parametrize("scope", list(Scope))
def test_a_consent_for_everything_allows_everything(scope: Scope):
    assert consent.verdict(photo(), scope, TODAY) is Verdict.GIVEN


@pytest.mark.parametrize("kind", ["customer", "employee"])
@pytest.mark.parametrize("scope", list(Scope))
def test_a_customer_or_employee_without_consent_is_shown_nowhere(kind: str, scope: Scope):
    bare = Photo(file="anna.jpg", kind=PhotoKind(kind))
    assert consent.verdict(bare, scope, TODAY) is Verdict.MISSING


@pytest.mark.parametrize("kind", ["stock", "illustration", "generated"])
def test_a_picture_of_nobody_in_particular_needs_no_consent(kind: str):
    bare = Photo(file="anna.jpg", kind=PhotoKind(kind))
    assert {consent.verdict(bare, scope, TODAY) for scope in Scope} == {Verdict.FREE}


def test_a_photograph_of_who_knows_whom_stays_inside_the_company():
    bare = Photo(file="anna.jpg")
    assert consent.verdict(bare, Scope.INTRANET, TODAY) is Verdict.FREE
    assert consent.verdict(bare, Scope.POSTER, TODAY) is Verdict.FREE
    assert consent.verdict(bare, Scope.AGENCY, TODAY) is Verdict.UNKNOWN_KIND
    assert consent.verdict(bare, Scope.AGENCY, TODAY, drawing=True) is Verdict.FREE


def test_a_consent_holds_only_in_its_scope():
    narrow = photo(scope=("intranet",))
    assert consent.verdict(narrow, Scope.INTRANET, TODAY) is Verdict.GIVEN
    assert consent.verdict(narrow, Scope.POSTER, TODAY) is Verdict.OUT_OF_SCOPE
    assert consent.verdict(photo(scope=()), Scope.INTRANET, TODAY) is Verdict.OUT_OF_SCOPE


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (TODAY - 2 * DAY, Verdict.NOT_YET),
        (TODAY - DAY, Verdict.GIVEN),
        (TODAY, Verdict.GIVEN),
        (TODAY + DAY, Verdict.EXPIRED),
        (TODAY + 2 * DAY, Verdict.EXPIRED),
    ],
)
def test_a_consent_holds_from_its_first_day_until_the_day_before_it_expires(
    day: date, found: Verdict
):
    dated = photo(given=TODAY - DAY, expires=TODAY + DAY)
    assert consent.verdict(dated, Scope.AGENCY, day) is found


@pytest.mark.parametrize("withdrawn", [TODAY - DAY, TODAY, TODAY + 400 * DAY])
def test_a_withdrawn_consent_never_holds_again(withdrawn: date):
    taken_back = photo(withdrawn=withdrawn)
    assert {consent.verdict(taken_back, s, TODAY) for s in Scope} == {Verdict.WITHDRAWN}


def test_a_forbidden_photo_is_gone_from_the_site_with_its_picture():
    found = consent.shown(site(photo(scope=("intranet",))), Scope.POSTER, TODAY)
    assert found.personas["anna"].photo is None
    assert dict(found.images) == {}
    assert consent.hidden(site(photo(scope=("intranet",))), Scope.POSTER, TODAY) == {"anna.jpg"}


def test_an_allowed_photo_leaves_the_site_as_it_is():
    whole = site(photo())
    assert consent.shown(whole, Scope.AGENCY, TODAY) is whole


def test_two_personas_with_one_forbidden_picture_both_lose_it():
    whole = site(photo(withdrawn=TODAY))
    bea = Persona(id="bea", path="", name="Bea", photo=Photo(file="anna.jpg", kind=PhotoKind.STOCK))
    both = replace(whole, personas={**whole.personas, "bea": bea})
    found = consent.shown(both, Scope.INTRANET, TODAY)
    assert [persona.photo for persona in found.personas.values()] == [None, None]


def said(picture: Photo, briefed: bool = True) -> list[tuple[str, str]]:
    """(rule, sentence) of everything that is told about the photo."""
    found = consent.problems(site(picture, briefed), TODAY, NL, {"anna": 7})
    assert all(p.kind is Kind.WARNING and p.place.line == 7 for p in found)
    return [(p.rule, NL.say(p.what, **p.values)) for p in found]


def test_a_consent_that_ends_within_sixty_days_is_announced():
    assert said(photo(expires=TODAY + 61 * DAY)) == []
    assert said(photo(expires=TODAY + 60 * DAY)) == [
        ("consent-ends", "de toestemming voor de foto van Anna verloopt op 21 januari 2027, "
                         "over 60 dagen"),
    ]  # fmt: skip


def test_a_photo_that_stays_away_is_told_once_with_every_place():
    assert said(photo(expires=TODAY)) == [
        ("consent-expired", "de foto van Anna staat er niet meer (Intranet, Poster, Bureau): "
                            "de toestemming is verlopen op 22 november 2026"),
    ]  # fmt: skip


def test_the_agency_counts_only_when_a_briefing_names_the_persona():
    inside = photo(scope=("intranet", "poster"))
    assert said(inside, briefed=False) == []
    assert said(inside) == [
        ("consent-scope", "de foto van Anna staat er niet (Bureau): de toestemming dekt dat niet"),
    ]

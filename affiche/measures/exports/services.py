"""The exports of known services: the columns that tell each, and what they hold. Tables only; how
a name is compared is told in `called`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from affiche.measures.exports.called import (
    CES,
    EFFORT,
    NPS,
    PLACES,
    RECOMMEND,
    REVIEWS,
    SATISFACTION,
    SATISFIED,
    VOTES,
    Columns,
    Names,
    find,
)
from affiche.model.measures import MeasureKind, Publish


@dataclass(frozen=True)
class Export:
    """An export of a service: the columns that tell it, by any of several names each, and what
    its columns hold. `fixed` is what is true of every row; `month_first`: 2/3 is the third of
    February; `second_head`: a row below the head belongs to it."""

    service: str
    signs: tuple[Names, ...]
    columns: Mapping[MeasureKind, Columns]
    fixed: Mapping[str, str] = field(default_factory=dict)
    month_first: bool = False
    second_head: bool = False
    asked_below: bool = False
    """Whether the row below the head has the questions, of which the head has the numbers."""
    trials: tuple[str, Names] | None = None
    """The column that tells trials from answers, and what it says of them."""
    stems: Names = ()
    """What the name of its file has in it, where its columns alone do not tell."""
    strangers: bool = False
    """Whether it may hold rows that are about something else (cards of a board)."""


def _reviews(source: str, most: int, **columns: Names) -> Any:
    """The arguments of an export of reviews that are public where they come from."""
    return {
        "columns": {REVIEWS: columns},
        "fixed": {
            "source": source,
            **({"max": str(most)} if most else {}),
            "publish": Publish.YES.value,
        },
    }


_SURVEY: Mapping[MeasureKind, Columns] = {
    NPS: {"score": RECOMMEND},
    CES: {"score": EFFORT},
    SATISFACTION: {"score": SATISFIED},
}
# Services whose columns are alike; the file's name tells the others from Kiyoh. 0: their export
# says nowhere out of how many.
ALIKE = (
    ("Feedback Company", 0, ("feedbackcompany", "feedback-company", "feedback company")),
    ("WebwinkelKeur", 10, ("webwinkelkeur", "webwinkel-keur")),
    ("Kiyoh", 10, ()),
)
_ALIKE: tuple[Names, ...] = (
    ("cijfer", "totaalscore", "rating", "score", "gemiddeld cijfer", "eindcijfer", "beoordeling",
     "gemiddelde score"),
    ("aanbevelen", "aanbeveling", "recommendation", "zou u ons aanbevelen", "beveelt aan",
     "aanbevolen"),
    ("plaats", "woonplaats", "city", "reviewauthor", "review author", "naam", "reviewer"),
)  # fmt: skip
_OF_ALIKE: Columns = {
    "id": ("reviewid", "review id", "id", "review-id"),
    "date": ("datesince", "date since", "datum", "geplaatst", "geplaatst op", "date",
             "datum review", "beoordelingsdatum"),
    "stars": _ALIKE[0],
    "title": ("titel", "korte omschrijving", "one liner", "samenvatting", "oneliner"),
    "text": ("toelichting", "review", "opinion", "mening", "ervaring", "omschrijving", "tekst",
             "beoordelingstekst", "uitgebreide review", "positieve punten"),
    "author": ("naam", "reviewauthor", "review author", "reviewer", "klantnaam", "name"),
    "answered": ("reactie", "reviewcomments", "reaction", "reactie bedrijf", "ons antwoord"),
}  # fmt: skip
EXPORTS = (
    Export(
        "SurveyMonkey",
        (("respondent id", "respondent-id"), ("collector id", "collector-id")),
        {
            kind: {
                **columns,
                "date": ("end date", "einddatum", "date modified", "start date", "begindatum",
                         "date created"),
                **{name: (f"…{label}", *PLACES[name])
                   for name, label in (("persona", "klanttype"),)},
            }
            for kind, columns in _SURVEY.items()
        },
        month_first=True,
        second_head=True,
    ),
    Export(
        "Qualtrics",
        (("responseid", "response id"), ("recordeddate", "recorded date"), ("finished",)),
        {
            kind: {**columns, "date": ("recordeddate", "recorded date", "enddate", "end date")}
            for kind, columns in _SURVEY.items()
        },
        asked_below=True,
        trials=("status", ("survey preview", "survey test", "preview", "spam")),
    ),
    Export(
        "Hotjar",
        (("date submitted",), ("source url", "url"), ("device",), ("browser",)),
        {kind: {**columns, "date": ("date submitted",)} for kind, columns in _SURVEY.items()},
        fixed={"source": "Hotjar"},
    ),
    Export(
        "Trustpilot",
        (("review stars", "stars"), ("review content", "review title"),
         ("review created (utc)", "review created", "review id")),
        **_reviews(
            "Trustpilot", 5,
            id=("review id",), date=("review created (utc)", "review created"),
            stars=("review stars", "stars"), title=("review title",), text=("review content",),
            author=("review username", "consumer name", "review consumer name"),
            answered=("review company reply content", "company reply", "review company reply",
                      "company reply date (utc)", "review company reply date (utc)"),
        ),
    ),
    Export(
        "Google",
        (("star rating", "starrating", "sterbeoordeling", "aantal sterren"),
         ("comment", "review comment", "reactie", "review text", "opmerking"),
         ("reviewer", "reviewer name", "reviewer.displayname", "reviewer display name",
          "naam reviewer", "recensent", "naam recensent", "create time", "createtime",
          "review date")),
        **_reviews(
            "Google", 5,
            id=("review id", "reviewid", "name", "review name"),
            date=("create time", "createtime", "review date", "created", "datum", "update time",
                  "updatetime", "publicatiedatum"),
            stars=("star rating", "starrating", "sterbeoordeling", "aantal sterren"),
            text=("comment", "review comment", "reactie", "review text", "opmerking"),
            author=("reviewer", "reviewer name", "reviewer.displayname", "reviewer display name",
                    "naam reviewer", "recensent", "naam recensent"),
            answered=("review reply", "reviewreply.comment", "reply", "owner response",
                      "antwoord van eigenaar", "review reply comment"),
        ),
    ),
    *(
        Export(service, _ALIKE, stems=stems, **_reviews(service, most, **_OF_ALIKE))
        for service, most, stems in ALIKE
    ),
    Export(
        "Ratecard",
        (("ratecard", "rate card", "ratecard id", "rating card", "…ratecard"),
         ("rating", "score", "beoordeling", "cijfer", "waardering", "nps", "nps score")),
        {
            SATISFACTION: {
                "score": ("rating", "score", "beoordeling", "cijfer", "waardering"),
                "date": ("date", "datum", "created at", "created", "ingevuld op", "timestamp"),
                "scale": ("scale", "schaal"),
            },
            NPS: {"score": ("nps", "nps score", *RECOMMEND), "date": PLACES["date"]},
            REVIEWS: {
                "id": ("id", "response id", "ratecard id"),
                "stars": ("rating", "score", "beoordeling", "cijfer", "waardering"),
                "text": ("comment", "feedback", "opmerking", "toelichting", "reactie"),
                "date": ("date", "datum", "created at", "created", "ingevuld op", "timestamp"),
                "author": ("customer", "customer name", "klant", "klantnaam", "naam", "name"),
                "answered": ("reply", "antwoord", "opgevolgd", "followed up"),
            },
        },
        fixed={"source": "Ratecard"},
    ),
    Export(
        "Trello",
        (("card name", "kaartnaam", "naam van kaart"),
         ("list name", "lijstnaam", "board name", "bordnaam", "naam van lijst")),
        {
            VOTES: {
                "opportunity": ("card name", "kaartnaam", "naam van kaart"),
                "votes": ("vote count", "votes", "aantal stemmen", "stemmen"),
                "date": ("last activity date", "datum laatste activiteit"),
                "closed": ("archived", "gearchiveerd"),
            },
        },
        strangers=True,
    ),
)  # fmt: skip


def recognise(columns: list[str], stem: str = "") -> Export | None:
    """The known export that has these columns (already `plain`), in a file of this name."""
    said = stem.casefold()
    for export in EXPORTS:
        if export.stems and not any(one in said for one in export.stems):
            continue
        if all(find(names, columns) is not None for names in export.signs):
            return export
    return None

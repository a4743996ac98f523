"""What columns are called: in the exports of known services, and in plain files.

Tables only. A name is compared in small letters, with single blanks and without signs at its
ends. A name that ends in "…" stands for every column that begins so, one that begins with "…"
for every column that has it somewhere, and "… nps" for one that has it as a word of its own: the
questions of a survey are different in each company.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from affiche.model.measures import MeasureKind, Publish

NPS, CES, SATISFACTION = MeasureKind.NPS, MeasureKind.CES, MeasureKind.SATISFACTION
DRIVERS, REVIEWS, VOTES = MeasureKind.DRIVERS, MeasureKind.REVIEWS, MeasureKind.VOTES
Names = tuple[str, ...]
_WORD = re.compile(r"\w+")
Columns = Mapping[str, Names]

# How survey tools put the question, in Dutch and English.
RECOMMEND = ("…aanbevelen", "…aanbeveelt", "…aanbevelings", "…recommend", "… nps", "…aanraden")
EFFORT = ("…moeite", "…effort", "…gemakkelijk", "…makkelijk", "…easy", "… ces")
SATISFIED = ("…tevreden", "…satisf", "…rapportcijfer", "emotion (1-5)", "emotion…")

# Field → the names that a plain column may have, the surest first.
PLACES: Columns = {
    "persona": ("persona", "klanttype", "doelgroep", "klantgroep"),
    "journey": ("journey", "klantreis", "reis"),
    "phase": ("phase", "fase"),
    "touchpoint": ("touchpoint", "contactmoment", "contactpunt", "touch point"),
    "date": (
        "date", "datum", "day", "dag", "date submitted", "ingevuld op", "geplaatst",
        "geplaatst op", "created", "created at", "submitted", "datum ingevuld", "tijdstip",
        "timestamp", "tijdstempel", "submit date (utc)", "submitted at", "completion time",
        "tijd van voltooien", "voltooiingstijd", "tijdstip van voltooien", "tijd voltooid",
        "end date", "einddatum", "start date", "begindatum", "start date (utc)", "start time",
        "begintijd", "starttijd", "datum en tijd",
    ),
}  # fmt: skip
ANSWERS: Columns = {
    **PLACES,
    "score": ("score", "cijfer", "rating", "waarde", "beoordeling", "antwoord", "value"),
    "scale": ("scale", "schaal"),
    "n": ("n", "aantal", "count", "antwoorden", "aantal antwoorden", "respondenten",
          "aantal respondenten", "aantal reacties", "responses", "respondents", "frequentie",
          "frequency", "number of responses", "number of answers"),
    "source": ("source", "bron", "kanaal"),
}  # fmt: skip
PLAIN: Mapping[MeasureKind, Columns] = {
    NPS: {**ANSWERS, "score": ("nps", "nps-score", "nps score", "aanbevelingsscore",
                               *ANSWERS["score"], *RECOMMEND)},
    CES: {**ANSWERS, "score": ("ces", "ces-score", "ces score", *ANSWERS["score"], *EFFORT)},
    SATISFACTION: {
        **ANSWERS,
        "score": ("satisfaction", "tevredenheid", "csat", *ANSWERS["score"], *SATISFIED),
        "aspect": ("aspect", "onderwerp", "onderdeel"),
        "importance": ("importance", "belang"),
    },
    DRIVERS: {
        **PLACES,
        "overall": ("overall", "totaal", "algemeen", "eindoordeel", "oordeel", "totaaloordeel",
                    "algehele tevredenheid", "tevredenheid totaal"),
        "scale": ("scale", "schaal"),
    },
    REVIEWS: {
        **PLACES,
        "id": ("id", "review id", "review-id", "reviewid", "nummer"),
        "source": ("source", "bron", "platform", "site"),
        "stars": ("stars", "sterren", "star rating", "score", "cijfer", "rating", "beoordeling",
                  "waardering"),
        "max": ("max", "maximum"),
        "title": ("title", "titel", "kop", "onderwerp"),
        "text": ("text", "tekst", "review", "review text", "reviewtekst", "comment", "toelichting",
                 "ervaring", "mening", "opmerking", "feedback", "content", "bericht", "message",
                 "reactie"),
        "publish": ("publish", "publiceren", "publicatie", "tonen"),
        "author": ("author", "auteur", "naam", "name", "schrijver", "reviewer", "klant"),
        "use": ("use", "gebruik", "inzet"),
        "answered": ("answered", "beantwoord", "antwoord", "reply", "beantwoord op"),
        "highlight": ("highlight", "uitgelicht", "kop", "kern"),
    },
    VOTES: {
        "opportunity": ("opportunity", "kans", "idee", "voorstel", "titel", "title"),
        "votes": ("votes", "stemmen", "aantal stemmen", "vote count", "aantal"),
        "date": PLACES["date"],
    },
}  # fmt: skip
# Columns beside the answers of a survey that nobody was asked to judge.
NO_ASPECTS = frozenset(
    ("id", "respondent", "respondent id", "respondent-id", "collector id", "collector-id", "nummer",
     "number", "volgnummer", "klantnummer", "klantnr", "naam", "name", "first name", "last name",
     "voornaam", "achternaam", "email", "e-mail", "email address", "e-mailadres", "ip address",
     "ip-adres", "custom data 1", "leeftijd", "age", "geslacht", "gender", "postcode", "plaats",
     "woonplaats", "opmerking", "opmerkingen", "toelichting", "comment", "comments", "feedback",
     "user", "country", "source url", "device", "browser", "os", "date created", "date modified")
)  # fmt: skip
# Without one of these there is nothing to count.
REQUIRED: Mapping[MeasureKind, tuple[Names, ...]] = {
    NPS: (("score",),),
    CES: (("score",),),
    SATISFACTION: (("score", "importance"),),
    DRIVERS: (("overall",),),
    REVIEWS: (("stars", "text"),),
    VOTES: (("opportunity",),),
}


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
    ("cijfer", "totaalscore", "rating", "score", "gemiddeld cijfer", "eindcijfer", "beoordeling"),
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
# The kind that a file is of when its name does not say so, the likeliest first.
ORDER = (REVIEWS, VOTES, NPS, CES, SATISFACTION, DRIVERS)
# What a file may be called by besides the kind itself.
FILE_NAMES: Mapping[MeasureKind, Names] = {
    NPS: ("nps", "aanbeveling"),
    CES: ("ces", "moeite"),
    SATISFACTION: ("satisfaction", "tevredenheid", "csat"),
    DRIVERS: ("drivers", "drijfveren", "driver"),
    REVIEWS: ("reviews", "review", "beoordelingen"),
    VOTES: ("votes", "stemmen", "roadmap"),
}


# What stands in a name and nobody sees: marks of order, soft hyphens, blanks without width.
UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))


def plain(name: str) -> str:
    """A column's name as it is compared."""
    shown = name.translate(UNSEEN).replace("_", " ")
    text = " ".join(shown.casefold().split())
    return text.strip("\"'“”*:?#. ")


def fits(wanted: str, column: str) -> bool:
    """Whether a column (already `plain`) has the wanted name."""
    if wanted.startswith("… "):
        return wanted[2:] in _WORD.findall(column)
    if wanted.startswith("…"):
        return wanted[1:] in column
    if wanted.endswith("…"):
        return column.startswith(wanted[:-1])
    return column == wanted


def find(names: Names, columns: list[str]) -> int | None:
    """The column that has the first of these names that any has."""
    for wanted in names:
        for number, column in enumerate(columns):
            if column and fits(wanted, column):
                return number
    return None


def recognise(columns: list[str], stem: str = "") -> Export | None:
    """The known export that has these columns (already `plain`), in a file of this name."""
    said = stem.casefold()
    for export in EXPORTS:
        if export.stems and not any(one in said for one in export.stems):
            continue
        if all(find(names, columns) is not None for names in export.signs):
            return export
    return None


def kind_of(stem: str) -> MeasureKind | None:
    """The kind that a file's name says: "nps-2026-q3" is NPS."""
    said = stem.casefold().replace("_", "-").replace(" ", "-").split("-")[0].rstrip("0123456789.")
    return next((kind for kind, names in FILE_NAMES.items() if said in names), None)


# Every field that a map of site.yaml can name a column for.
PLAIN_FIELDS = tuple(dict.fromkeys(name for columns in PLAIN.values() for name in columns))

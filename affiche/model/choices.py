"""The fixed choices, and the channels and phases that every company starts with.

Labels and the words accepted in other languages stand in the catalogues (`affiche/locale`),
under the class's name as context.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How far a document is."""

    CONCEPT = "concept"
    SECOND = "second"
    FINAL = "final"
    ARCHIVED = "archived"


class Switch(StrEnum):
    """Whether something is done."""

    ON = "yes"
    OFF = "no"


class GitHost(StrEnum):
    """Where a repository is, for editing from the published site."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"
    FORGEJO = "forgejo"


class Evidence(StrEnum):
    """What a statement rests on."""

    ASSUMPTION = "assumption"
    STAFF = "staff"
    INTERVIEWS = "interviews"
    MEASURED = "measured"
    MIXED = "mixed"


class Visibility(StrEnum):
    """Who may see it: the agency (leaves the company), colleagues, or nobody (no output at all)."""

    AGENCY = "agency"
    INTERNAL = "internal"
    SECRET = "secret"


class PersonaKind(StrEnum):
    """Who a persona stands for."""

    PERSON = "person"
    ROLE = "role"
    GROUP = "group"


class Priority(StrEnum):
    """For whom the company works first; an anti-persona is not a customer."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    ANTI = "anti"


class PhotoKind(StrEnum):
    """Where a photo comes from."""

    CUSTOMER = "customer"
    EMPLOYEE = "employee"
    STOCK = "stock"
    ILLUSTRATION = "illustration"
    GENERATED = "generated"


class Scope(StrEnum):
    """Where a photo of somebody may be shown, by their consent."""

    INTRANET = "intranet"
    POSTER = "poster"
    AGENCY = "agency"


class Openness(StrEnum):
    """Whether customers may see it."""

    NO = "no"
    YES = "yes"


class State(StrEnum):
    """Whether a journey is told as it is now, or as it should become."""

    AS_IS = "as-is"
    TO_BE = "to-be"


class Moment(StrEnum):
    """What makes a touchpoint count: it decides, delights or hurts."""

    TRUTH = "truth"
    MAGIC = "magic"
    MISERY = "misery"


class Method(StrEnum):
    """By which method journeys are drawn, other than our own: that of Dutch municipalities."""

    VNG = "vng"


class Met(StrEnum):
    """Whether we do what a customer requires of us."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Profile(StrEnum):
    """How close the reader of a poster stands: at the door (wall) or at arm's length (detail)."""

    WALL = "wall"
    DETAIL = "detail"


class MapView(StrEnum):
    """Which map of a journey is printed: what happens, what is felt, or both together."""

    COMBINED = "combined"
    FUNCTIONAL = "functional"
    EMOTIONAL = "emotional"


class PrintMarks(StrEnum):
    """What stands beside a sheet for the print shop: nothing, crop marks, or all that there is
    (register marks and colour bars too)."""

    NONE = "none"
    CROP = "crop"
    FULL = "full"


class PrintColour(StrEnum):
    """The colours of a print shop's file: of a screen, or of its four inks."""

    SRGB = "srgb"
    CMYK = "cmyk"


class OpportunityKind(StrEnum):
    """What an improvement does: mend what happens, or surprise."""

    OPTIMISE = "optimise"
    MAGIC = "magic"


class OpportunityStatus(StrEnum):
    """How far an improvement is."""

    IDEA = "idea"
    PLANNED = "planned"
    DOING = "doing"
    DONE = "done"


# id → icon (a file of the theme's static/icons); the label is in the catalogues, context "channel".
CHANNELS = {
    "website": "globe",
    "webshop": "shopping-cart",
    "email": "mail",
    "phone": "phone",
    "whatsapp": "message-circle",
    "app": "smartphone",
    "counter": "store",
    "visit": "handshake",
    "event": "calendar-days",
    "social": "thumbs-up",
    "search": "search",
    "ad": "megaphone",
    "post": "mailbox",
    "video": "circle-play",
    "review": "star",
    "chat": "messages-square",
    "word_of_mouth": "users",
    "newsletter": "newspaper",
    "document": "file-text",
    "delivery": "truck",
    "invoice": "receipt",
    "training": "graduation-cap",
}
OTHER_CHANNEL_ICON = "circle-dot"

# The six standard phases, in order; labels in the catalogues, context "phase".
PHASES = ("awareness", "orientation", "buy", "use", "service", "renewal")

LANES = (
    "goal",
    "functional",
    "touchpoints",
    "actors",
    "delivery",
    "thoughts",
    "curve",
    "answers",
    "emotional",
    "quotes",
    "pains",
    "gains",
    "opportunities",
    "response",
    "measures",
    "frontstage",
    "backstage",
    "systems",
    "owner",
    "kpis",
    "duration",
    "images",
)
# Lanes that stand on a map only when a journey asks for them by name: what they hold stands
# elsewhere too, or takes much room.
ASKED_FOR = ("kpis", "images")

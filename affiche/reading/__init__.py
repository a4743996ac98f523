"""One document in; one model object, or every mistake in it with its place, out.

`files`       bytes → text (`source`); `names` that can be addresses, what is in the `folder`
`yaml`        YAML text → data and the `places` of keys and values (`syntax` explains bad YAML)
`validation`  data → a model object, or what is wrong with each field (`mistakes`, `emotions`)
`guesses`     a word → the key, choice or id that was meant (`keys` asks the models)
`markdown`    a persona's Markdown → its `face`, biography, sections, and the lists that they fill
`suspects`    text → what looks like structure and was not read as it (`shapes`: how a line looks,
              `guarded`: which fields may not leave, `misread`: what is said of it)
`documents`   the kinds of document, each read with the parts above; `canonical` ids, `checks`
`targets`     `links` in Markdown, looked up by `addresses`; `pictures` and their sizes
`references`  ids that point to nothing, circles
`advice`      what is right, and could be better

Nothing here opens a content file but `targets.pictures`; `affiche.content` finds the files.
"""

from affiche.model import choices, loop, measures
from affiche.model.text import accept_words
from affiche.words import choices as spoken_choices

CHOICES = (
    choices.Status,
    choices.Evidence,
    choices.Visibility,
    choices.PersonaKind,
    choices.Priority,
    choices.PhotoKind,
    choices.Scope,
    choices.State,
    choices.Openness,
    choices.Moment,
    choices.Profile,
    choices.MapView,
    choices.Met,
    choices.OpportunityKind,
    choices.OpportunityStatus,
    choices.PrintMarks,
    choices.PrintColour,
    choices.Switch,
    choices.GitHost,
    loop.NoteVerdict,
    loop.EventKind,
    measures.MeasureKind,
    measures.Direction,
    measures.DateOrder,
)

for _choice in CHOICES:
    accept_words(_choice, {said: str(is_.value) for said, is_ in spoken_choices(_choice).items()})

"""One save in, its sheets and how far they are out: what the watcher publishes, now and later."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from affiche.building import pipeline, printroom
from affiche.building.drafts import Draft
from affiche.building.outcome import Outcome
from affiche.building.printroom import Sheets
from affiche.building.rendering.memory import Memory
from affiche.building.shown import granted
from affiche.building.shown.granted import Granted
from affiche.errors import Problem
from affiche.pages.plan import Sheet, SheetFact
from affiche.sheets.press.press import Printed


class Round:
    """The sheets of one save, and how far they are."""

    def __init__(
        self,
        draft: Draft,
        printed: dict[str, Printed],
        missing: list[Sheet],
        started: float,
        notice: Problem | None = None,
    ) -> None:
        self.draft = draft
        self.printed = printed
        self.waiting = missing
        self.making: set[str] = set()
        self.made = frozenset(sheet.path for sheet in missing)
        self.started = started
        self.notice = notice

    @property
    def open(self) -> set[str]:
        """The sheets that are not there yet."""
        return self.making | {sheet.path for sheet in self.waiting}

    @property
    def fresh(self) -> dict[str, bytes]:
        """The PDFs of this round that are made and not published yet, by path."""
        made = ((path, one.pdf) for path, one in self.printed.items() if path in self.made)
        return {path: pdf for path, pdf in made if pdf}

    @cached_property
    def granted(self) -> Granted:
        """What may be shown of this save."""
        return granted.granted(self.draft)

    def publish(self, facts: Mapping[str, SheetFact], memory: Memory) -> Outcome:
        """Publish pages and finished sheets; a sheet that is not finished stays as it was."""
        planned = self.draft.sheets if self._keeps else ()
        rest = [sheet for sheet in planned if sheet.path not in self.printed]
        kept = printroom.published_facts(self.draft.options.out, rest)
        known = {path: facts.get(path, fact) for path, fact in kept.items()}
        sheets = Sheets(self.printed, known, self.notice, waiting=bool(self.open))
        now = self.granted
        return pipeline.finish(
            self.draft, sheets, self.started, memory=memory, now=now, in_place=True
        )

    @property
    def _keeps(self) -> bool:
        return self.draft.options.pdf and self.notice is None

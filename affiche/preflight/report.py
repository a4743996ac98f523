"""What is expected of a finished PDF, and what a preflight says of it. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from affiche.errors import Kind

# What a file may call itself.
PDF_UA = "PDF/UA-1"
PDF_X = "PDF/X-4"
# What the writer can do where no content is at fault.
OURS = "This is a fault of the theme or of the program: report it, with the name of the file"


@dataclass(frozen=True)
class Expected:
    """What a PDF has to be. `width` × `height`, `bleed`, `safety` and `frame` in mm, type in
    points, ink as the sum of the four inks in percent, `weight` in bytes; `paper` ("A2") is only
    for words. `frame` is how much of the edge a frame will cover.

    `day` is when the content last changed ("2026-03-01"), "" when nobody knows.
    `tagged`: for screen readers (PDF/UA). `colour`: "srgb" or "cmyk". `labels`: what it may call
    itself. `single`: it is one page. `projected`: it is shown on a screen, where a picture need not
    be as sharp as on paper. `text_minimum` 0 and `weight` 0: not checked.
    """

    paper: str
    width: float
    height: float
    title: str
    language: str
    day: str = ""
    bleed: float = 0.0
    safety: float = 0.0
    frame: float = 0.0
    marks: bool = False
    colour: str = "srgb"
    tagged: bool = False
    printer: bool = False
    text_minimum: float = 0.0
    ink_limit: float = 300.0
    weight: int = 0
    labels: tuple[str, ...] = ()
    single: bool = True
    projected: bool = False


@dataclass(frozen=True)
class Finding:
    """Something that is not right. `what` and `hint` are English catalogue keys for `values`."""

    check: str
    kind: Kind
    what: str
    hint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """One check as done: what it is called, what was measured, and what is wrong."""

    check: str
    label: str
    measured: str
    values: Mapping[str, object] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Warnings do not fail a check."""
        return not any(finding.kind is Kind.ERROR for finding in self.findings)


@dataclass(frozen=True)
class Report:
    """Every check that was done."""

    checks: tuple[Checked, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for check in self.checks for finding in check.findings)

    @property
    def done(self) -> int:
        return len(self.checks)

    @property
    def passed(self) -> int:
        return sum(check.passed for check in self.checks)

    @property
    def good(self) -> bool:
        return self.passed == self.done

    def check(self, name: str) -> Checked:
        """The check of this name. Raises KeyError when it was not done."""
        return {each.check: each for each in self.checks}[name]

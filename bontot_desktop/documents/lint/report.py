"""What the check of a paper found: one finding a fault, with where it stands, what is and what should be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """How sure a finding is: a rule that is certain is broken, or only one source has the rule."""

    FAULT = "sai"
    ADVICE = "nên xem lại"
    NOTE = "ghi chú"


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """The page of a finding; ``exact`` when Word itself noted its page breaks in the file, else it is an estimate."""

    page: int = 1
    exact: bool = False

    def __str__(self) -> str:
        return f"trang {self.page}" if self.exact or self.page == 1 else f"khoảng trang {self.page}"


_PAGE_ONE = Where()


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``rule`` is its short name for programs, ``part`` the component as the guide calls it.

    ``clause`` cites the guide; ``times`` counts the places where the same was found.
    """

    rule: str
    level: Level
    part: str
    found: str
    wanted: str
    clause: str
    where: Where = _PAGE_ONE
    times: int = 1

    def sentence(self) -> str:
        """Say the finding in one line."""
        often = f" ({self.times} chỗ)" if self.times > 1 else ""
        return f"{self.part}, {self.where}: {self.found}{often}. Nên là: {self.wanted} ({self.clause})."


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a paper, in the order of the paper. ``day`` is the day it was judged by, if it has one."""

    profile_id: str
    guide: str
    day: date | None
    kind: str
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> int:
        """How many rules are broken for certain."""
        return sum(finding.level is Level.FAULT for finding in self.findings)

    @property
    def advices(self) -> int:
        """How many places deserve a second look."""
        return sum(finding.level is Level.ADVICE for finding in self.findings)

    def summary(self) -> str:
        """Say the outcome in one sentence."""
        if not self.faults and not self.advices:
            return "Chưa thấy chỗ nào sai thể thức."
        parts = [(self.faults, "chỗ sai"), (self.advices, "chỗ nên xem lại")]
        return "Thấy " + ", ".join(f"{count} {words}" for count, words in parts if count) + "."


_QUOTED = re.compile(r"“.*”")


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Tell the same thing once, with its first place and the number of places; quoted words are only an example."""
    kept: dict[tuple[str, str, str, str], Finding] = {}
    for finding in findings:
        key = (finding.rule, finding.part, _QUOTED.sub("", finding.found), finding.wanted)
        known = kept.get(key)
        kept[key] = finding if known is None else replace(known, times=known.times + finding.times)
    return tuple(kept.values())

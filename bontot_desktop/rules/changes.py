"""Which kinds of things an act has changed, so that each open page can tell whether it must look again."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """A kind of thing an act can change."""

    CELLS = "cells"
    MEMBERS = "members"
    PEOPLE = "people"
    MEETINGS = "meetings"
    SAMPLES = "samples"
    SCORES = "scores"
    CAMPAIGNS = "campaigns"
    MOVEMENT = "movement"
    PAPERS = "papers"
    SETTINGS = "settings"
    DRAFTS = "drafts"


@dataclass(frozen=True, slots=True)
class Changes:
    """The result of every act: the kinds of things that are not as they were."""

    kinds: frozenset[Kind] = field(default_factory=frozenset)

    @classmethod
    def of(cls, *kinds: Kind) -> Changes:
        """Name the changed kinds."""
        return cls(frozenset(kinds))

    @classmethod
    def everything(cls) -> Changes:
        """Say that all may have changed, as after a restore."""
        return cls(frozenset(Kind))

    def __or__(self, other: Changes) -> Changes:
        """Join what two acts changed."""
        return Changes(self.kinds | other.kinds)

    def __bool__(self) -> bool:
        """An act that changed nothing is false."""
        return bool(self.kinds)

    def touch(self, *kinds: Kind) -> bool:
        """Say whether any of the kinds changed."""
        return not self.kinds.isdisjoint(kinds)

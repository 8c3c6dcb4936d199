"""What was understood of a form that came back, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bontot_desktop.services.entry_sheets import ScoreSheet
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.services.meeting_scores import MeetingScoreDraft
from bontot_desktop.services.sheets import SheetDraft


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something written that cannot be taken: the field's name in the file and its words, why, what may be meant."""

    tag: str
    field: str
    sentence: str
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A field as a table shows it: what came back, and what is stored now."""

    tag: str
    field: str
    came: str
    stored: str
    trouble: str = ""

    @property
    def differs(self) -> bool:
        """Whether taking the form in changes what is stored."""
        return not self.trouble and bool(self.came) and self.came != self.stored


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back. ``refused`` says why nothing of it can be taken; else ``draft`` is what would be stored.

    ``title`` says which form it is ("Phiếu nhận xét"), ``whose`` from whom, ``about`` of which meeting. ``missing`` are
    the fields left empty, ``edited`` what was changed in the printed words, ``warnings`` what to look at.
    """

    path: str
    name: str
    kind: str = ""
    subject_id: int = 0
    title: str = ""
    whose: str = ""
    about: str = ""
    draft: SheetDraft | MeetingScoreDraft | MeetingDraft | ScoreSheet | None = None
    lines: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    blocking: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    total: Decimal | None = None
    refused: str = ""
    overrides: tuple[tuple[str, str], ...] = ()

    @property
    def replaces(self) -> bool:
        """Whether what the same person handed in before would be lost: a second sheet, or a second score."""
        if self.draft is None or isinstance(self.draft, MeetingDraft) or not self.draft.is_stored:
            return False
        return any(line.stored for line in self.changed)

    @property
    def may_be_taken(self) -> bool:
        """Whether it can be stored as it stands."""
        return self.draft is not None and not self.refused and not self.blocking

    @property
    def filled(self) -> int:
        """How many fields were filled."""
        return sum(bool(line.came) for line in self.lines)

    @property
    def changed(self) -> tuple[Line, ...]:
        """The fields in which the form differs from what is stored."""
        return tuple(line for line in self.lines if line.differs)

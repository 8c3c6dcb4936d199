"""What stands in the file of a year once it is closed: reports of that year say nothing else (recognition.md §8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bontot_desktop.rules.recognition import Authority, EntryState, QualityLevel, Reason, Scoring, TitleKind
from bontot_desktop.rules.year_ratings import Tally


@dataclass(frozen=True, slots=True)
class ClosedGroup:
    """A group of criteria of a cell: its maximum and the points of the cell itself and those that counted."""

    code: str
    title: str
    maximum: Decimal
    own: Decimal | None
    counted: Decimal | None


@dataclass(frozen=True, slots=True)
class ClosedReason:
    """A reason of a refusal in the words the cell was told."""

    reason: Reason
    text: str


@dataclass(frozen=True, slots=True)
class ClosedCell:
    """A cell in the closed year with everything that was printed of it."""

    entry_id: int
    cell_id: int
    code: str
    name: str
    order: str
    group: str
    secretary: str
    state: EntryState
    is_pilot: bool = False
    is_late: bool = False
    is_late_dossier: bool = False
    has_override: bool = False
    registered_on: date | None = None
    self_scored_on: date | None = None
    submitted_on: date | None = None
    verified_on: date | None = None
    own_total: Decimal | None = None
    counted_total: Decimal | None = None
    max_total: Decimal | None = None
    groups: tuple[ClosedGroup, ...] = ()
    rating: QualityLevel | None = None
    rating_points: Decimal | None = None
    is_exemplary: bool = False
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    #: Years in a row with the title, this one counted; 0 for a cell that was not recognised.
    streak: int = 0
    reasons: tuple[ClosedReason, ...] = ()
    #: Its members on the cut-off day, by how they were rated.
    members: Tally | None = None


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """A year as it was closed. ``figures`` holds what statistics counted then, by their own keys."""

    year: int
    title: TitleKind
    title_spelling: str
    authority: Authority
    criteria: str
    scoring: Scoring
    cut_off_on: date
    launch_on: date | None
    review_on: date | None
    review_total: int | None
    review_present: int | None
    #: The decision that recognised: "05-QĐ/ĐU" or the one of the committee above.
    decision_no: str
    decided_on: date | None
    closed_on: date
    taken_at: datetime
    #: Until when cells scored themselves, for the share on time.
    self_score_until: date | None = None
    cells: tuple[ClosedCell, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)

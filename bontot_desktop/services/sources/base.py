"""What a source of a kind of paper is: which subject it is about, who issues it and how its facts are gathered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bontot_desktop.db.models.papers import Paper
from bontot_desktop.errors import WrongDay
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.periods import Period, whole_year
from bontot_desktop.rules.recognition import TitleKind
from bontot_desktop.rules.words import Labelled


class Subject(Labelled):
    """What a paper is about."""

    MEETING = "MEETING", "Buổi sinh hoạt"
    SAMPLE = "SAMPLE", "Buổi sinh hoạt điểm"
    OBSERVER = "OBSERVER", "Người dự sinh hoạt điểm"
    CAMPAIGN = "CAMPAIGN", "Đợt thi đua năm"
    ENTRY = "ENTRY", "Chi bộ dự xét"
    AWARD = "AWARD", "Giấy khen"
    CELL = "CELL", "Chi bộ"
    PERIOD = "PERIOD", "Kỳ tổng hợp"
    SAMPLE_PLAN = "SAMPLE_PLAN", "Kế hoạch sinh hoạt điểm của năm"
    WORKING_GROUP = "WORKING_GROUP", "Tổ công tác"


def months_of(year: int) -> tuple[Period, ...]:
    """Return the months of a year, the newest first."""
    return tuple(Period.month_of(year, month) for month in range(12, 0, -1))


def halves_of(year: int) -> tuple[Period, ...]:
    """Return a year and its halves, the newest first."""
    return (whole_year(year), Period.half_of(year, 2), Period.half_of(year, 1))


@dataclass(frozen=True, slots=True)
class Issue:
    """What issuing decides: in a draft ``day`` and ``number`` are None. ``today`` dates what a draft must date."""

    day: date | None
    number: int | None
    symbol: str
    today: date

    @property
    def as_of(self) -> date:
        """The day on which names and offices are looked up."""
        return self.day or self.today


@dataclass(frozen=True, slots=True)
class Source:
    """Where the facts of one kind of paper come from.

    ``collect`` gathers frozen facts inside a session for a subject's id and raises Refused or NotFound with one
    sentence when the paper cannot be made yet. ``about`` names the paper in the register. ``after_issue`` runs inside
    the issuing transaction. ``before_take_back`` runs inside the taking-back one and raises Refused if something
    stands on the paper. ``warnings`` says what of the subject to look at before issuing; it runs after ``collect``.
    ``meeting_types`` are the types of meeting the kind is for, empty for all. ``is_for`` says which of several subjects
    the kind is for at all (a notice of refusal: cells refused), None for every one. ``periods`` gives the periods of a
    year the kind may be about, the newest first, when it is about a period. ``again`` says whether a further paper of
    the kind may be issued about a subject though one stands (a decision that adds cells to the first). ``title`` is the
    title whose campaigns the kind is for, when it is about a campaign.
    """

    kind: str
    subject: Subject
    issuer: Issuer
    collect: Callable[[Session, int, Issue], Any]
    about: Callable[[Any], str]
    after_issue: Callable[[Session, int, Paper], None] | None = None
    before_take_back: Callable[[Session, int, Paper], None] | None = None
    warnings: Callable[[Session, int, Issue], list[str]] | None = None
    meeting_types: tuple[MeetingType, ...] = ()
    is_for: Callable[[Session, int], bool] | None = None
    periods: Callable[[int], tuple[Period, ...]] = months_of
    again: Callable[[Session, int], bool] | None = None
    title: TitleKind = TitleKind.CELL_4_GOOD

    def draft(self, session: Session, subject_id: int, issue: Issue) -> Any:
        """Gather facts as ``collect`` does; a draft whose day is left blank takes names of a day the paper may bear."""
        try:
            return self.collect(session, subject_id, issue)
        except WrongDay as wrong:
            if issue.day is not None:
                raise
            return self.collect(session, subject_id, replace(issue, today=wrong.better))

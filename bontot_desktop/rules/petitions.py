"""Petitions (kiến nghị): who raised them and where they stand until they are answered (meetings.md §10, S11)."""

from __future__ import annotations

from datetime import date

from bontot_desktop.rules.words import Labelled


class PetitionSource(Labelled):
    """Who raised a petition."""

    CELL = "CELL", "Chi bộ"
    MEMBER = "MEMBER", "Đảng viên"
    RESIDENT = "RESIDENT", "Nhân dân"
    OBSERVER = "OBSERVER", "Người dự sinh hoạt điểm"


class PetitionState(Labelled):
    """Where a petition stands."""

    RAISED = "RAISED", "Mới nêu"
    SENT = "SENT", "Đã chuyển"
    ANSWERED = "ANSWERED", "Đã có trả lời"
    TOLD = "TOLD", "Đã báo lại chi bộ"
    DROPPED = "DROPPED", "Không chuyển"


#: In these an answer is still awaited.
WAITING = frozenset({PetitionState.RAISED, PetitionState.SENT})
#: In these nothing is left to do.
OVER = frozenset({PetitionState.TOLD, PetitionState.DROPPED})


def state_of(
    *, sent_on: date | None, answered_on: date | None, told_on: date | None, is_dropped: bool = False
) -> PetitionState:
    """Return the furthest state the days of a petition tell; one dropped stays so whatever else was written."""
    if is_dropped:
        return PetitionState.DROPPED
    if told_on is not None:
        return PetitionState.TOLD
    if answered_on is not None:
        return PetitionState.ANSWERED
    return PetitionState.SENT if sent_on is not None else PetitionState.RAISED


def is_late(state: PetitionState, answer_due_on: date | None, today: date) -> bool:
    """Say whether an answer is awaited beyond its day."""
    return state in WAITING and answer_due_on is not None and answer_due_on < today

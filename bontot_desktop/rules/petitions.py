"""Petitions (kiến nghị): who raised them and where they stand until they are answered (meetings.md §10, S11)."""

from __future__ import annotations

from bontot_desktop.rules.words import Labelled


class PetitionSource(Labelled):
    """Who raised a petition."""

    CELL = "CELL", "Chi bộ"
    MEMBER = "MEMBER", "Đảng viên"
    RESIDENT = "RESIDENT", "Nhân dân"


class PetitionState(Labelled):
    """Where a petition stands."""

    RAISED = "RAISED", "Mới nêu"
    SENT = "SENT", "Đã chuyển"
    ANSWERED = "ANSWERED", "Đã có trả lời"
    TOLD = "TOLD", "Đã báo lại chi bộ"
    DROPPED = "DROPPED", "Không chuyển"

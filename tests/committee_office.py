"""“Đảng bộ cơ sở 4 tốt” of an invented office: a year opened and filled as its page would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bontot_desktop.rules.committee_title import CommitteePaper
from bontot_desktop.rules.recognition import TitleKind
from bontot_desktop.services import committee_title, title_years
from bontot_desktop.services.office import Office

YEAR, SAT = 2026, date(2026, 11, 18)
_THERE = (CommitteePaper.PETITION, CommitteePaper.MINUTES)


def open_year(office: Office) -> int:
    """Open the committee's year; return its campaign."""
    return title_years.open_year(office, YEAR, TitleKind.COMMITTEE_4_GOOD).id


def fill(
    office: Office,
    campaign_id: int,
    *,
    own: Decimal | None = Decimal(1),
    agreed: Decimal | None = Decimal(1),
    **given: Any,
) -> None:
    """Write everything down, every criterion with the same points; ``given`` are fields that differ."""
    draft = committee_title.sheet(office, campaign_id).draft
    lines = tuple(line if line.item.is_group else replace(line, own=own, agreed=agreed) for line in draft.lines)
    papers = tuple(replace(line, is_there=True, on=SAT) if line.item in _THERE else line for line in draft.papers)
    filled = replace(
        draft,
        registered_on=date(2026, 3, 5),
        self_scored_on=date(2026, 11, 10),
        review_on=SAT,
        review_total=27,
        review_present=26,
        votes_for=26,
        achievements="14/15 chỉ tiêu vượt kế hoạch",
        lines=lines,
        papers=papers,
    )
    committee_title.save(office, campaign_id, replace(filled, **given))

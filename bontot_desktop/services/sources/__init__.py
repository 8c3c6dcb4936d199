"""Which kind of paper comes from what; one line per subject module."""

from __future__ import annotations

from bontot_desktop.services.sources import (
    achievement_papers,
    award_papers,
    campaign_papers,
    cell_papers,
    cell_results,
    commitment_papers,
    committee_papers,
    dossier_papers,
    meeting_papers,
    month_papers,
    observer_papers,
    observer_results,
    rating_papers,
    recognition_papers,
    registration_papers,
    result_papers,
    review_papers,
    review_sheets,
    sample_papers,
    sample_plan_papers,
    title_papers,
    year_report_papers,
)
from bontot_desktop.services.sources.base import Issue, Source, Subject

_ALL: tuple[Source, ...] = (
    *cell_papers.SOURCES,
    *cell_results.SOURCES,
    *meeting_papers.SOURCES,
    *month_papers.SOURCES,
    *sample_plan_papers.SOURCES,
    *observer_papers.SOURCES,
    *sample_papers.SOURCES,
    *observer_results.SOURCES,
    *campaign_papers.SOURCES,
    *registration_papers.SOURCES,
    *commitment_papers.SOURCES,
    *dossier_papers.SOURCES,
    *recognition_papers.SOURCES,
    *title_papers.SOURCES,
    *committee_papers.SOURCES,
    *award_papers.SOURCES,
    *result_papers.SOURCES,
    *review_sheets.SOURCES,
    *review_papers.SOURCES,
    *rating_papers.SOURCES,
    *achievement_papers.SOURCES,
    *year_report_papers.SOURCES,
)

#: The source of each kind of paper, by the kind's id.
SOURCES: dict[str, Source] = {source.kind: source for source in _ALL}

__all__ = ["SOURCES", "Issue", "Source", "Subject"]

"""The report of a cell's achievements (D20): its results of ten years, each with its decision, and its rewards."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.awards import Award, OtherAward, PastResult
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.documents import achievement_report
from bontot_desktop.documents.achievement_report import AchievementFacts, RewardLine, YearResult
from bontot_desktop.documents.letterhead import SignerFacts
from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import awards, entries, entry_texts, heads, numbers
from bontot_desktop.services.sources import recognition_papers, registration_papers
from bontot_desktop.services.sources.base import Issue, Source, Subject

REPORT, RATINGS = "D20", "D18"
#: So many years back the report tells.
YEARS = 10


def collect(session: Session, entry_id: int, issue: Issue) -> AchievementFacts:
    """Gather a cell's report. Raises NotFound."""
    entry = entries.find_entry(session, entry_id)
    committee = heads.committee(session, issue.as_of)
    members = registration_papers.members_of(session, entry.cell_id, issue.as_of)
    signer = _signer(session, entry, issue)
    return AchievementFacts(
        head=heads.cell_head(
            session, entry.cell_id, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=signer,
        confirmer=_confirmer(session, issue),
        committee=committee.name,
        cell=heads.cell_name(session, entry.cell_id, issue.as_of),
        year=entry.campaign.year,
        years=_years(session, entry, committee.name),
        rewards=_rewards(session, entry, committee.name),
        members=members.total if members else None,
        full=members.full if members else None,
        probationary=members.probationary if members else None,
        secretary=signer.name,
        texts=entry_texts.of(session, entry_id, REPORT),
    )


def _signer(session: Session, entry: CellEntry, issue: Issue) -> SignerFacts:
    try:
        return heads.signer(session, Issuer.CELL, issue.as_of, cell_id=entry.cell_id)
    except Refused:
        return SignerFacts("T/M CHI BỘ", "BÍ THƯ", "")


def _confirmer(session: Session, issue: Issue) -> SignerFacts:
    try:
        return heads.signer(session, Issuer.STANDING_COMMITTEE, issue.as_of)
    except Refused:
        return SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "")


# Years


def _years(session: Session, entry: CellEntry, committee: str) -> tuple[YearResult, ...]:
    """Return the years of which something is known, the oldest first; the campaign's own year always."""
    last = entry.campaign.year
    first = last - YEARS + 1
    levels = {
        row.year: row.level.label
        for row in session.scalars(select(CellRating).where(CellRating.cell_id == entry.cell_id, CellRating.is_current))
    }
    titles = _titles(session, entry, committee)
    found = []
    for year in range(first, last + 1):
        title, decided = titles.get(year, ("", ""))
        rated = _rating_decision(session, year, committee) if year in levels else ""
        if year in levels or title or year == last:
            lines = [line for line in (rated, decided) if line]
            found.append(YearResult(year, levels.get(year, ""), title, "\n".join(dict.fromkeys(lines))))
    return tuple(found)


def _titles(session: Session, entry: CellEntry, committee: str) -> dict[int, tuple[str, str]]:
    """Return title and decision by year: those written by hand, and those decided here."""
    label = entry.campaign.title.label
    past = select(PastResult).where(PastResult.cell_id == entry.cell_id, PastResult.title == entry.campaign.title)
    found = {row.year: (label, _decision(row.decision_no, row.decided_on, "")) for row in session.scalars(past)}
    here = (
        select(CellEntry)
        .join(Campaign, Campaign.id == CellEntry.campaign_id)
        .where(
            CellEntry.cell_id == entry.cell_id,
            CellEntry.state == EntryState.RECOGNISED,
            Campaign.title == entry.campaign.title,
        )
    )
    for row in session.scalars(here):
        if row.superior_decision_no:
            decided = _decision(row.superior_decision_no, row.superior_decided_on, row.campaign.superior_name)
        else:
            decided = _of_paper(recognition_papers.decision_on(session, row), committee)
        found[row.campaign.year] = (label, decided)
    return found


def _rating_decision(session: Session, year: int, committee: str) -> str:
    query = select(Paper).where(
        Paper.kind == RATINGS, Paper.period == whole_year(year).code, Paper.state == PaperState.ISSUED
    )
    return _of_paper(session.scalars(query).first(), committee)


def _of_paper(paper: Paper | None, committee: str) -> str:
    if paper is None or paper.dated_on is None:
        return ""
    return _decision(numbers.text_of(paper), paper.dated_on, f"Ban Thường vụ {committee}")


def _decision(number: str, day: date | None, by: str) -> str:
    """Name a decision: "Quyết định số 15-QĐ/ĐU, ngày 12/12/2025 của Ban Thường vụ Đảng ủy xã Ví Dụ"."""
    if not number:
        return ""
    dated = f", ngày {dates.short(day)}" if day is not None else ""
    return f"Quyết định số {number}{dated}{f' của {by}' if by else ''}"


# Rewards


def _rewards(session: Session, entry: CellEntry, committee: str) -> tuple[RewardLine, ...]:
    """Return the rewards before and of this year that stand, the oldest first."""
    found: list[tuple[int, RewardLine]] = []
    own = select(Award).where(Award.cell_id == entry.cell_id, Award.member_id.is_(None), Award.taken_back_on.is_(None))
    for row in session.scalars(own.order_by(Award.id)):
        paper = awards.decision_of(session, row.campaign_id)
        if paper is not None and row.campaign.year <= entry.campaign.year:
            years = row.years_covered or str(row.campaign.year)
            form = f"Giấy khen: {row.kind.label.lower()}"
            found.append((row.campaign.year, RewardLine(years, form, _of_paper(paper, committee))))
    others = select(OtherAward).where(OtherAward.cell_id == entry.cell_id, OtherAward.year <= entry.campaign.year)
    for other in session.scalars(others.order_by(OtherAward.id)):
        several = other.from_year is not None and other.to_year is not None
        years = f"{other.from_year} - {other.to_year}" if several else str(other.year)
        form = f"{other.form}: {other.title}" if other.title else other.form
        found.append(
            (other.year, RewardLine(years, form, _decision(other.decision_no, other.decided_on, other.issuer)))
        )
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0]))


SOURCES = (Source(REPORT, Subject.ENTRY, Issuer.CELL, collect, achievement_report.about),)

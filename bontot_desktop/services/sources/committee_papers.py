"""The paper that asks the committee above for “Đảng bộ cơ sở 4 tốt” (D11B)."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.documents import committee_petition, letterhead
from bontot_desktop.documents.committee_petition import CommitteeLine, CommitteePetitionFacts
from bontot_desktop.errors import Refused, WrongDay
from bontot_desktop.rules import committee_title as rules
from bontot_desktop.rules.committee_title import CommitteePaper
from bontot_desktop.rules.criteria import Level
from bontot_desktop.rules.criteria_scoring import SetScore
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.recognition import Scoring, TitleKind
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import committee_title, heads, title_years
from bontot_desktop.services.committee_title import CommitteeSheet, ScoreLine
from bontot_desktop.services.sources.base import Issue, Source, Subject

ISSUER = Issuer.STANDING_COMMITTEE


def collect_committee(session: Session, campaign_id: int, issue: Issue) -> CommitteePetitionFacts:
    """Gather the petition. Raises Refused with what is missing, WrongDay before the meeting."""
    campaign = title_years.find(session, campaign_id, TitleKind.COMMITTEE_4_GOOD)
    closed = title_years.closed(session, campaign.year)
    if closed:
        raise Refused(closed)
    shown = committee_title.sheet_in(session, campaign)
    if shown.missing:
        raise Refused(f"Chưa trình cấp trên được: {' '.join(shown.missing)}")
    sat_on = campaign.review_on
    if issue.day is not None and sat_on is not None and issue.day < sat_on:
        day = dates.screen(sat_on)
        raise WrongDay(f"Ngày tờ trình ở trước ngày hội nghị xét {day}; hãy chọn ngày từ {day}.", sat_on)
    committee, draft = heads.committee(session, issue.as_of), shown.draft
    with_points = shown.facts.scoring is Scoring.POINTS
    plans = [line.strip().rstrip(".;,") for line in campaign.plan_basis.splitlines() if "/TU" in line]
    there = [line.item for line in draft.papers if line.is_there]
    return CommitteePetitionFacts(
        head=heads.committee_head(
            session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=heads.signer(session, ISSUER, issue.as_of),
        superior=campaign.superior_name,
        committee=committee.name,
        organisation=committee.org_name,
        year=campaign.year,
        title=campaign.title_spelling or campaign.title.label,
        lines=tuple(_committee_line(line, shown) for line in draft.lines),
        total=_total(shown),
        body=campaign.review_body.label,
        reviewed_on=sat_on,
        votes=f"{draft.votes_for}/{draft.review_total}",
        with_points=with_points,
        achievements=tuple(line.strip() for line in draft.achievements.splitlines() if line.strip()),
        dossier=tuple(
            item.label[:1].lower() + item.label[1:]
            for item in CommitteePaper
            if item in there or item in (CommitteePaper.PETITION, CommitteePaper.SCORE_SHEET)
        ),
        plan="; ".join(line.removeprefix("Căn cứ ") for line in plans),
        province=letterhead.committee_above(committee.superior),
    )


def _committee_line(line: ScoreLine, shown: CommitteeSheet) -> CommitteeLine:
    item, scoring = line.item, shown.facts.scoring
    maximum = show(item.maximum) if scoring is Scoring.POINTS else ""
    if item.is_group:
        own, agreed = (_of_group(item.code, found, shown) for found in (shown.own, shown.agreed))
        return CommitteeLine(item.code, item.title, maximum, own, agreed, is_group=True)
    own, agreed = (_shown(points, line, scoring) for points in (line.own, line.agreed))
    return CommitteeLine(item.code, item.title, maximum, own, agreed, line.evidence)


def _of_group(code: str, found: SetScore, shown: CommitteeSheet) -> str:
    group = next((one for one in found.groups if one.code == code), None)
    return "" if group is None or found.total is None else _sum(group.points, group.maximum, shown)


def _shown(points: Decimal | None, line: ScoreLine, scoring: Scoring) -> str:
    if line.is_left_out:
        return "KAD"
    if points is None or scoring is Scoring.POINTS:
        return show(points)
    if scoring is Scoring.PASS_FAIL:
        return "Đạt" if points else "Chưa đạt"
    return Level.of_points(points).label


def _sum(points: Decimal, maximum: Decimal, shown: CommitteeSheet) -> str:
    return show(points) if shown.facts.scoring is Scoring.POINTS else f"{show(points)}/{show(maximum)}"


def _total(shown: CommitteeSheet) -> CommitteeLine:
    own, agreed = (
        "" if found.total is None else _sum(found.total, found.maximum, shown) for found in (shown.own, shown.agreed)
    )
    return CommitteeLine("", "", show(shown.agreed.maximum), own, agreed)


def committee_warnings(session: Session, campaign_id: int, issue: Issue) -> list[str]:
    """Say which papers of the dossier are not there."""
    campaign = title_years.find(session, campaign_id, TitleKind.COMMITTEE_4_GOOD)
    shown = committee_title.sheet_in(session, campaign)
    made = {CommitteePaper.PETITION, CommitteePaper.SCORE_SHEET}
    there = {line.item for line in shown.draft.papers if line.is_there} | made
    missing = rules.missing_papers(there)
    return [f"Hồ sơ còn thiếu: {'; '.join(missing)}."] if missing else []


def submitted(session: Session, campaign_id: int, paper: Paper) -> None:
    """Take the committee as put before the one above, inside the issuing transaction."""
    committee_title.submit_in(title_years.find(session, campaign_id, TitleKind.COMMITTEE_4_GOOD))


def unsubmitted(session: Session, campaign_id: int, paper: Paper) -> None:
    """Put it back when the paper is taken back. Raises Refused once the committee above decided, or the year closed."""
    committee_title.take_back_in(session, title_years.find(session, campaign_id, TitleKind.COMMITTEE_4_GOOD))


SOURCES = (
    Source(
        committee_title.PETITION,
        Subject.CAMPAIGN,
        ISSUER,
        collect_committee,
        committee_petition.about,
        after_issue=submitted,
        before_take_back=unsubmitted,
        warnings=committee_warnings,
        title=TitleKind.COMMITTEE_4_GOOD,
    ),
)

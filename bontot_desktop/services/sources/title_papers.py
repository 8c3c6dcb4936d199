"""The decision on “Đảng viên 5 tốt” of a year (D13M)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.documents import letterhead, member_title_decision
from bontot_desktop.documents.member_title_decision import MemberTitleFacts, TitledMember
from bontot_desktop.errors import Refused, WrongDay
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.recognition import EntryState, TitleKind
from bontot_desktop.services import heads, legal_bases, member_titles, title_years
from bontot_desktop.services.sources import recognition_papers
from bontot_desktop.services.sources.base import Issue, Source, Subject

ISSUER = Issuer.STANDING_COMMITTEE
MEMBERS = "D13M"
#: So many people are named in one sentence before it says "…".
NAMED = 4


def collect_members(session: Session, campaign_id: int, issue: Issue) -> MemberTitleFacts:
    """Gather the decision. Raises Refused when nobody is proposed, somebody may not be, or the day cannot be."""
    campaign = title_years.find(session, campaign_id, TitleKind.MEMBER_5_GOOD)
    closed = title_years.closed(session, campaign.year)
    if closed:
        raise Refused(closed)
    _refuse_too_early(campaign, issue.day)
    committee = heads.committee(session, issue.as_of)
    return MemberTitleFacts(
        head=heads.committee_head(
            session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=campaign.year,
        title=campaign.title_spelling or campaign.title.label,
        members=_members(session, campaign, issue),
        term=committee.term_label,
        province=letterhead.committee_above(committee.superior),
        basis=(
            *legal_bases.lines_for(session, MEMBERS, issue.as_of, commune=committee.commune, term=committee.term_label),
            *recognition_papers.own_bases(session, campaign),
        ),
    )


def _refuse_too_early(campaign: Campaign, day: date | None) -> None:
    if campaign.review_on is None:
        raise Refused("Chưa ghi ngày Ban Thường vụ họp xét; hãy ghi ở “Ngày, bộ tiêu chí…”.")
    if day is not None and day < campaign.review_on:
        sat_on = dates.screen(campaign.review_on)
        early = f"Ngày quyết định {dates.screen(day)} ở trước ngày Ban Thường vụ họp xét {sat_on}"
        raise WrongDay(f"{early}; hãy chọn ngày từ {sat_on}.", campaign.review_on)


def _members(session: Session, campaign: Campaign, issue: Issue) -> tuple[TitledMember, ...]:
    rows = member_titles.listed_in(session, campaign, issue.today, issue.day)
    if not rows:
        raise Refused("Chưa có đảng viên nào được chi bộ đề nghị; hãy ghi kết luận ở bảng của từng chi bộ.")
    stopped = next((row for row in rows if row.obstacle), None)
    if stopped is not None:
        who = f"Đồng chí {stopped.full_name}, {stopped.cell}"
        raise Refused(f"{who}: {stopped.obstacle} Hãy xem lại ở bảng của chi bộ.")
    sat_on = campaign.review_on
    late = next(
        (row for row in rows if row.voted_on is not None and sat_on is not None and row.voted_on > sat_on), None
    )
    if late is not None:
        raise Refused(f"{late.cell} họp sau ngày Ban Thường vụ họp xét; hãy xem lại ngày họp của chi bộ, ngày họp xét.")
    return tuple(
        TitledMember(row.full_name, row.cell, row.born, row.post, row.level.label if row.level else "", row.votes)
        for row in rows
    )


def member_warnings(session: Session, campaign_id: int, issue: Issue) -> list[str]:
    """Say what to look at first: bases that have expired, members nobody concluded on, or who are not rated yet."""
    campaign = title_years.find(session, campaign_id, TitleKind.MEMBER_5_GOOD)
    found = legal_bases.warnings_for(session, MEMBERS, issue.as_of, campaign.plan_basis.splitlines())
    waiting = [row.member.full_name for row in campaign.members if row.state is EntryState.REGISTERED]
    if waiting:
        left = f"Còn {len(waiting)} đảng viên đăng ký chưa có kết luận, không có trong danh sách"
        found.append(f"{left}: {_named(waiting)}.")
    rows = member_titles.listed_in(session, campaign, issue.today, issue.day)
    unrated = [row.full_name for row in rows if row.level is None]
    if unrated and title_years.rules_of(campaign).least is not None:
        found.append(f"{len(unrated)} đồng chí chưa xếp loại năm {campaign.year}: {_named(unrated)}.")
    return found


def _named(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")


def recognise_members(session: Session, campaign_id: int, paper: Paper) -> None:
    """Turn the proposals into recognitions, inside the issuing transaction."""
    assert paper.dated_on is not None
    member_titles.recognise_in(session, title_years.find(session, campaign_id, TitleKind.MEMBER_5_GOOD), paper.dated_on)


def unrecognise_members(session: Session, campaign_id: int, paper: Paper) -> None:
    """Put the members back as proposed when the decision is taken back. Raises Refused once the year is closed."""
    campaign = title_years.find(session, campaign_id, TitleKind.MEMBER_5_GOOD)
    closed = title_years.closed(session, campaign.year)
    if closed:
        raise Refused(f"{closed.rstrip('.')}; không thu hồi quyết định này được nữa.")
    member_titles.unrecognise_in(session, campaign)


SOURCES = (
    Source(
        MEMBERS,
        Subject.CAMPAIGN,
        ISSUER,
        collect_members,
        member_title_decision.about,
        after_issue=recognise_members,
        before_take_back=unrecognise_members,
        warnings=member_warnings,
        title=TitleKind.MEMBER_5_GOOD,
    ),
)

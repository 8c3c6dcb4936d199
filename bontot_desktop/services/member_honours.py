"""What the committee gave a member, for the member's page: “Đảng viên 5 tốt” by years, and certificates."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.db.models.year_end import MemberTitle
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.recognition import AwardKind, EntryState
from bontot_desktop.services import numbers

#: The decisions a title and a certificate of a member stand on.
TITLE_DECISION, AWARD_DECISION = "D13M", "D14M"
_KINDS = {
    AwardKind.MEMBER: "giấy khen hoàn thành xuất sắc nhiệm vụ năm {year}",
    AwardKind.MEMBER_FIVE_YEARS: "giấy khen hoàn thành xuất sắc nhiệm vụ 5 năm liền đến {year}",
}


def told(session: Session, member_id: int) -> str:
    """Say a member's titles and certificates, the newest year first, each with its decision; "" without any."""
    found = sorted([*_titles(session, member_id), *_awards(session, member_id)], key=lambda one: -one[0])
    return f"Danh hiệu, khen thưởng của Đảng ủy: {'; '.join(words for _, words in found)}." if found else ""


def _titles(session: Session, member_id: int) -> list[tuple[int, str]]:
    query = select(MemberTitle, Campaign).join(Campaign, Campaign.id == MemberTitle.campaign_id)
    found = []
    for row, campaign in session.execute(query.where(MemberTitle.member_id == member_id)):
        name = f"“{campaign.title_spelling or campaign.title.label}” {campaign.year}"
        if row.state is EntryState.RECOGNISED:
            found.append((campaign.year, name + _paper(session, campaign.id, TITLE_DECISION)))
        elif row.state in (EntryState.PROPOSED, EntryState.REGISTERED):
            word = "đề nghị" if row.state is EntryState.PROPOSED else "đã đăng ký"
            found.append((campaign.year, f"{name} ({word})"))
    return found


def _awards(session: Session, member_id: int) -> list[tuple[int, str]]:
    query = select(Award, Campaign.year).join(Campaign, Campaign.id == Award.campaign_id)
    found = []
    for award, year in session.execute(query.where(Award.member_id == member_id)):
        name = _KINDS.get(award.kind, award.kind.label).format(year=year)
        if award.taken_back_on is not None:
            after = f" (đã thu hồi ngày {dates.screen(award.taken_back_on)})"
        else:
            after = _paper(session, award.campaign_id, AWARD_DECISION) or " (đề nghị)"
        found.append((year, name + after))
    return found


def _paper(session: Session, campaign_id: int, kind: str) -> str:
    """Name the decision that stands in brackets, "" while there is none."""
    query = select(Paper).where(Paper.campaign_id == campaign_id, Paper.kind == kind, Paper.state == PaperState.ISSUED)
    paper = session.scalars(query.order_by(Paper.id)).first()
    if paper is None or paper.dated_on is None:
        return ""
    return f" (Quyết định số {numbers.text_of(paper)}, ngày {dates.screen(paper.dated_on)})"

"""What of a year is still open when it is about to be closed; asked, not refused: the office may know better."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.db.queries import reminders as queries
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import campaigns, drafts, notice_terms, notices, sittings
from bontot_desktop.services.office import Office

#: The minutes of a review.
MINUTES = "D10"
#: So many titles of unfinished typing are named.
NAMED = 3


def left_open(office: Office, campaign_id: int) -> list[str]:
    """Say what is still open of a campaign's year: terms of petition, papers, meetings, typing. Raises NotFound."""
    untold = notices.waiting(office, campaign_id)
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        year = campaign.year
        found = [
            *_petitions(session, campaign, office.today()),
            *_unwritten(session, campaign),
            *_untold(session, campaign, len(untold)),
        ]
    with office.ask() as driver:
        meetings = queries.undecided(driver, year, 1, 12)
    if meetings:
        found.append(f"{len(meetings)} buổi sinh hoạt của năm {year} chưa chốt xếp loại.")
    kept = [row.title for row in drafts.all_kept(office) if str(year) in row.title]
    if kept:
        named = "; ".join(kept[:NAMED]) + ("…" if len(kept) > NAMED else "")
        found.append(f"Còn nội dung gõ dở chưa lưu: {named}.")
    return found


def _issued(session: Session, campaign: Campaign, kind: str) -> int:
    query = select(func.count(Paper.id)).where(
        Paper.kind == kind, Paper.campaign_id == campaign.id, Paper.state == PaperState.ISSUED
    )
    return session.scalar(query) or 0


def _petitions(session: Session, campaign: Campaign, today: date) -> list[str]:
    """Name the cells whose days for a petition still run: after closing no case is taken up again (T13)."""
    days = notice_terms.of(session, campaign).petition_days or notice_terms.DAYS
    refused = {entry.id: entry for entry in campaign.entries if entry.state is EntryState.NOT_RECOGNISED}
    told = session.scalars(
        select(Paper)
        .where(Paper.kind == notices.CELL_NOTICE, Paper.campaign_id == campaign.id, Paper.state == PaperState.ISSUED)
        .order_by(Paper.dated_on, Paper.id)
    )
    until = {
        paper.entry_id: paper.dated_on + timedelta(days=days)
        for paper in told
        if paper.entry_id in refused and paper.dated_on is not None
    }
    return [
        f"{refused[entry_id].name_at_time} còn thời hạn kiến nghị đến hết ngày {dates.screen(last)} ({days} ngày từ "
        "ngày thông báo); kết thúc năm rồi thì không xét lại được."
        for entry_id, last in until.items()
        if entry_id is not None and last >= today
    ]


def _unwritten(session: Session, campaign: Campaign) -> list[str]:
    held = [one for one in sittings.every(campaign) if one.held_on is not None]
    written = _issued(session, campaign, MINUTES)
    return [
        f"Chưa ban hành biên bản họp xét ngày {dates.screen(one.held_on)}; các quyết định viện dẫn biên bản ấy."
        for one in held[written:]
    ]


def _untold(session: Session, campaign: Campaign, count: int) -> list[str]:
    found = [f"{count} chi bộ không được công nhận chưa có thông báo kết quả."] if count else []
    if not _issued(session, campaign, notices.GENERAL_NOTICE):
        found.append("Chưa ban hành thông báo chung về kết quả xét.")
    return found

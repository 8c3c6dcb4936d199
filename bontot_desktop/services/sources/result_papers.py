"""The notices of a campaign's result: to each cell not recognised (D16) and to all cells (D16A)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.documents import result_notice
from bontot_desktop.documents.result_notice import CellNoticeFacts, GeneralNoticeFacts, ReasonFacts
from bontot_desktop.errors import Refused, WrongDay
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.rules.recognition import TOOK_PART, EntryState
from bontot_desktop.services import awards, campaigns, entries, heads, notice_terms, numbers, recognised, sittings
from bontot_desktop.services.sources import recognition_papers
from bontot_desktop.services.sources.base import Issue, Source, Subject

ISSUER = Issuer.STANDING_COMMITTEE
CELL_NOTICE, GENERAL_NOTICE = "D16", "D16A"
_REFUSED = frozenset({EntryState.NOT_PROPOSED, EntryState.NOT_RECOGNISED})


def _decided(session: Session, campaign: Campaign, day: date | None) -> Paper | None:
    """Return the decision a notice follows, None where nobody was to be recognised.

    Raises Refused while a decision is to come, the review is not recorded, or the notice would come before it.
    """
    if campaign.review_on is None:
        raise Refused("Chưa ghi ngày Ban Thường vụ họp xét; hãy ghi ở bước Họp xét trước.")
    if any(entry.state is EntryState.PROPOSED for entry in campaign.entries):
        raise Refused("Chưa ban hành quyết định công nhận; kết quả được thông báo sau quyết định, ở bước Quyết định.")
    decision = recognition_papers.decision_of(session, campaign)
    after = decision.dated_on if decision is not None and decision.dated_on else campaign.review_on
    if day is not None and day < after:
        what = "quyết định công nhận" if decision is not None else "ngày Ban Thường vụ họp xét"
        sentence = f"Thông báo không thể ghi ngày trước {what} ({dates.screen(after)}); hãy chọn ngày từ đó."
        raise WrongDay(sentence, after)
    return decision


# To one cell


def collect_cell(session: Session, entry_id: int, issue: Issue) -> CellNoticeFacts:
    """Gather the notice to a cell not recognised. Raises Refused for any other cell, or without a reason."""
    entry = entries.find_entry(session, entry_id)
    if entry.state not in _REFUSED:
        sentence = f"{entry.name_at_time} ở trạng thái “{entry.state.label}”, không có thông báo chưa công nhận."
        raise Refused(sentence)
    campaign = entry.campaign
    _decided(session, campaign, issue.day)
    held = sittings.of_entry(entry)
    if held.held_on is not None and issue.day is not None and issue.day < held.held_on:
        sat_on = dates.screen(held.held_on)
        raise WrongDay(
            f"Thông báo không thể ghi ngày trước cuộc họp xét lại ({sat_on}); hãy chọn ngày từ đó.", held.held_on
        )
    if not entry.reasons:
        raise Refused(f"Chưa ghi lý do không công nhận {entry.name_at_time}; hãy ghi ở bước Kết quả, lý do.")
    if held.held_on is None:
        raise Refused("Chưa ghi ngày Ban Thường vụ họp xét; hãy ghi ở bước Họp xét trước.")
    committee = heads.committee(session, issue.as_of)
    terms = notice_terms.of(session, campaign)
    return CellNoticeFacts(
        head=heads.committee_head(
            session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        cell=entry.name_at_time,
        year=campaign.year,
        review_on=held.held_on,
        reasons=tuple(
            ReasonFacts(row.reason, " ".join(row.text.split()) or text.first_upper(row.reason.label))
            for row in entry.reasons
        ),
        petition_days=terms.petition_days or notice_terms.DAYS,
        mend_by=terms.mend_by,
    )


def is_refused(session: Session, entry_id: int) -> bool:
    """Say whether a cell is one a notice of refusal is for."""
    return entries.find_entry(session, entry_id).state in _REFUSED


def close_cell(session: Session, entry_id: int, paper: Paper) -> None:
    """Make the refusal final where no decision did, and hang the notice on the decision where there is one (T11)."""
    entry = entries.find_entry(session, entry_id)
    decision = recognition_papers.decision_of(session, entry.campaign)
    paper.parent_id = decision.id if decision is not None else None
    entries.move(entry, EntryState.NOT_RECOGNISED)


def reopen_cell(session: Session, entry_id: int, paper: Paper) -> None:
    """Put the cell back where the notice found it, unless the decision had made the refusal final."""
    entry = entries.find_entry(session, entry_id)
    if paper.parent_id is None and entry.state is EntryState.NOT_RECOGNISED:
        # Not by entries.move: the paper goes, so the way back is that of the paper.
        entry.state = EntryState.NOT_PROPOSED


def may_notify_again(session: Session, entry_id: int) -> bool:
    """Say whether a further notice may follow the one that stands: the cell was taken up and refused again (T13)."""
    entry = entries.find_entry(session, entry_id)
    told = select(Paper.id).where(
        Paper.kind == CELL_NOTICE, Paper.entry_id == entry_id, Paper.state == PaperState.ISSUED
    )
    return len(session.scalars(told).all()) <= len(entry.earlier)


# To all


def collect_general(session: Session, campaign_id: int, issue: Issue) -> GeneralNoticeFacts:
    """Gather the figures of a campaign. Raises Refused while nothing is concluded."""
    campaign = campaigns.find(session, campaign_id)
    decision = _decided(session, campaign, issue.day)
    listed = [entry for entry in campaign.entries if entry.state is not EntryState.CLOSED_REORG]
    refused = [entry for entry in listed if entry.state in _REFUSED]
    names = [row.cell for row in recognised.rows_of(session, campaign, issue.as_of)]
    if (not names and not refused) or campaign.review_on is None:
        raise Refused("Chưa có kết luận nào để thông báo; hãy kết luận ở bước Kết quả, lý do.")
    committee = heads.committee(session, issue.as_of)
    rewarding = awards.decision_of(session, campaign_id)
    return GeneralNoticeFacts(
        head=heads.committee_head(
            session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=campaign.year,
        review_on=campaign.review_on,
        cells=len(listed),
        registered=sum(entry.state in TOOK_PART for entry in listed),
        recognised=tuple(names),
        refused=len(refused),
        decision=numbers.text_of(decision) if decision is not None else "",
        decision_on=decision.dated_on if decision is not None else None,
        certificates=len(awards.awards_of(session, campaign_id)) if rewarding is not None else 0,
        certificate_decision=numbers.text_of(rewarding) if rewarding is not None else "",
        certificate_decision_on=rewarding.dated_on if rewarding is not None else None,
        petition_days=notice_terms.of(session, campaign).petition_days or notice_terms.DAYS,
    )


def attach_general(session: Session, campaign_id: int, paper: Paper) -> None:
    """Hang the notice on the decision it tells of."""
    decision = recognition_papers.decision_of(session, campaigns.find(session, campaign_id))
    paper.parent_id = decision.id if decision is not None else None


def general_warnings(session: Session, campaign_id: int, issue: Issue) -> list[str]:
    """Say whose own notice is still to be sent."""
    campaign = campaigns.find(session, campaign_id)
    waiting = [entry for entry in campaign.entries if entry.state in _REFUSED and not entry.reasons]
    return [f"Chưa ghi lý do không công nhận {_names(waiting)}."] if waiting else []


def _names(waiting: list[CellEntry]) -> str:
    return ", ".join(entry.name_at_time for entry in waiting[: recognition_papers.NAMED])


SOURCES = (
    Source(
        CELL_NOTICE,
        Subject.ENTRY,
        ISSUER,
        collect_cell,
        result_notice.about_cell,
        after_issue=close_cell,
        before_take_back=reopen_cell,
        is_for=is_refused,
        again=may_notify_again,
    ),
    Source(
        GENERAL_NOTICE,
        Subject.CAMPAIGN,
        ISSUER,
        collect_general,
        result_notice.about_general,
        after_issue=attach_general,
        warnings=general_warnings,
    ),
)

"""Recognitions taken back: prepared with their reason, carried out by the decision, noted under a closed year (T12)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.history import RowChange
from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.recognition import CampaignState, EntryState
from bontot_desktop.services import campaigns, entries
from bontot_desktop.services.office import Office

#: The paper of a revocation made here, and the report that tells of the year.
_DECISION, _REPORT = "D19", "D17"


@dataclass(frozen=True, slots=True)
class RevocationDraft:
    """Why a recognition is taken back; number and day of the decision only where another body gave it."""

    reason: str = ""
    #: What it rests on: the conclusion of an inspection, a disciplinary decision.
    basis: str = ""
    takes_award_back: bool = False
    revoked_on: date | None = None


def load(office: Office, entry_id: int) -> RevocationDraft:
    """Return what was written of a revocation, empty before. Raises NotFound."""
    with office.read() as session:
        entry = entries.find_entry(session, entry_id)
        return RevocationDraft(entry.revoke_reason, entry.revoke_basis, entry.takes_award_back, entry.revoked_on)


def prepare(office: Office, entry_id: int, draft: RevocationDraft) -> Changes:
    """Write why a recognition is to be taken back; the decision is issued after. Raises Problems, Refused."""
    _check(draft)
    with office.work("revocations.prepare", "Chuẩn bị hủy kết quả công nhận") as session:
        entry = entries.find_entry(session, entry_id)
        _write(entry, draft)
        session.sentence = f"Chuẩn bị hủy kết quả công nhận của {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def record(office: Office, entry_id: int, draft: RevocationDraft) -> Changes:
    """Record a revocation decided by a paper that was not made here (T12). Raises Problems, Refused."""
    _check(draft)
    if draft.revoked_on is None:
        raise Problems([Problem("revoked_on", "Chưa có ngày quyết định hủy.")])
    if draft.revoked_on > office.today():
        raise Problems([Problem("revoked_on", "Ngày quyết định hủy ở sau hôm nay; hãy xem lại.")])
    if not draft.basis.strip():
        raise Problems([Problem("basis", "Hãy ghi số, ngày, cơ quan ban hành quyết định hủy.")])
    with office.work("revocations.record", "Hủy kết quả công nhận") as session:
        entry = entries.find_entry(session, entry_id)
        _write(entry, draft)
        revoke(session, entry, draft.revoked_on)
        session.sentence = f"Hủy kết quả công nhận của {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def revoke(session: Session, entry: CellEntry, on: date, decision: str = "") -> None:
    """Take a recognition back by a decision of a day (T12); ``decision`` names it ("12-QĐ/ĐU").

    With it go the certificates when the office said so. A closed year keeps its figures and gets a note (test vector
    18). Raises Refused without a reason, or for a cell that is not recognised.
    """
    if not entry.revoke_reason.strip():
        raise Refused(f"Chưa ghi lý do hủy kết quả công nhận của {entry.name_at_time}; hãy ghi ở bước Kết quả trước.")
    campaign = entry.campaign
    # The papers' sources stand above what they record.
    from bontot_desktop.services.sources.recognition_papers import decision_on

    paper = decision_on(session, entry)
    decided_on = entry.superior_decided_on or (paper.dated_on if paper is not None else campaign.review_on)
    if decided_on is not None and on < decided_on:
        raise Refused(f"Ngày hủy {dates.screen(on)} ở trước ngày công nhận; hãy xem lại.")
    entries.move(entry, EntryState.REVOKED)
    entry.revoked_on = on
    if entry.takes_award_back:
        for award in _awards(session, entry):
            if award.taken_back_on is None:
                award.taken_back_on = on
    if campaign.closing is not None:
        campaign.closing.note = "\n".join(filter(None, (campaign.closing.note, _note(entry, on, decision))))


def unrevoke(session: Session, entry: CellEntry) -> None:
    """Let a recognition stand again when the decision that took it back is itself taken back."""
    if entry.state is not EntryState.REVOKED or entry.revoked_on is None:
        return
    # Not by entries.move: the paper goes, so the way back is that of the paper, not one of T1–T13.
    on, entry.state, entry.revoked_on = entry.revoked_on, EntryState.RECOGNISED, None
    for award in _awards(session, entry):
        if award.taken_back_on == on:
            award.taken_back_on = None
    closing = entry.campaign.closing
    if closing is not None:
        plain = _note(entry, on, "")
        # The name alone may be the beginning of another's ("thôn 1" of "thôn 12").
        by_decision = f"{plain[:-1]} theo Quyết định số "
        lines = closing.note.split("\n")
        closing.note = "\n".join(line for line in lines if line != plain and not line.startswith(by_decision))


#: What a revocation writes, by table; its taking back touches nothing else.
_WRITTEN = {
    "cell_entry": {"state", "revoked_on", "revoke_reason", "revoke_basis", "takes_award_back"},
    "award": {"taken_back_on"},
    "campaign_closing": {"note"},
}


def of_changes(changes: Collection[RowChange]) -> list[int]:
    """Return the entries whose revocation changes of rows are, and nothing beside it; empty for any other act."""
    found = [change.row_id for change in changes if change.table == "cell_entry"]
    for change in changes:
        if change.op != "update" or not {*change.before, *change.after} <= _WRITTEN.get(change.table, set()):
            return []
        if change.table == "cell_entry" and not _is_of_one(change):
            return []
    return found


def _is_of_one(change: RowChange) -> bool:
    states = {change.before.get("state"), change.after.get("state")} - {None}
    known = {EntryState.RECOGNISED.name, EntryState.REVOKED.name, EntryState.RECOGNISED.value, EntryState.REVOKED.value}
    return states <= known and bool({*change.before, *change.after} & {"revoke_reason", "revoked_on", "revoke_basis"})


def stands_on(session: Session, entry_id: int, *, is_noted: bool) -> str:
    """Say what stands on a revocation recorded from a paper of another body, "" for nothing.

    ``is_noted`` says that it was noted under a year that was closed before it.
    """
    entry = entries.find_entry(session, entry_id)
    campaign = entry.campaign
    made_here = select(Paper).where(
        Paper.kind == _DECISION, Paper.entry_id == entry.id, Paper.state == PaperState.ISSUED
    )
    if session.scalars(made_here).first() is not None:
        return f"Đã ban hành quyết định hủy kết quả của {entry.name_at_time}; hãy thu hồi quyết định ấy trước."
    if campaign.state is CampaignState.CLOSED and not is_noted:
        return f"Đợt thi đua năm {campaign.year} đã kết thúc, số liệu chốt sau khi hủy nên không hoàn tác được nữa."
    later = select(Campaign.year).where(
        Campaign.title == campaign.title, Campaign.year > campaign.year, Campaign.state.in_(campaigns.DECIDED)
    )
    year = session.scalars(later.order_by(Campaign.year)).first()
    if year:
        return f"Quyết định năm {year} đã tính số năm liên tục sau khi hủy; không hoàn tác được nữa."
    if entry.revoked_on is None:
        return ""
    report = select(Paper).where(
        Paper.kind == _REPORT,
        Paper.campaign_id == campaign.id,
        Paper.state == PaperState.ISSUED,
        Paper.dated_on >= entry.revoked_on,
    )
    told = session.scalars(report).first()
    return "Báo cáo tổng kết đã ghi kết quả hủy này; hãy thu hồi báo cáo ấy trước." if told is not None else ""


def _check(draft: RevocationDraft) -> None:
    if not draft.reason.strip():
        raise Problems([Problem("reason", "Hãy ghi lý do hủy kết quả công nhận.")])


def _write(entry: CellEntry, draft: RevocationDraft) -> None:
    if entry.state is not EntryState.RECOGNISED:
        entries.refuse_move(entry, EntryState.REVOKED)
    entry.revoke_reason, entry.revoke_basis = draft.reason, draft.basis
    entry.takes_award_back = draft.takes_award_back


def _awards(session: Session, entry: CellEntry) -> list[Award]:
    own = select(Award).where(
        Award.campaign_id == entry.campaign_id, Award.cell_id == entry.cell_id, Award.member_id.is_(None)
    )
    return list(session.scalars(own))


def _note(entry: CellEntry, on: date, decision: str) -> str:
    by = f" theo Quyết định số {decision}" if decision else ""
    return f"Ngày {dates.screen(on)} hủy kết quả công nhận của {entry.name_at_time}{by}."

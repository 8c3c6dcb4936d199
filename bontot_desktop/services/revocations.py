"""Recognitions taken back: prepared with their reason, carried out by the decision, noted under a closed year (T12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import entries
from bontot_desktop.services.office import Office


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
        start = _note(entry, on, "")[:-1]
        closing.note = "\n".join(line for line in closing.note.split("\n") if not line.startswith(start))


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

"""The papers of commitment: a cell's own (D5C) and the list its members sign (D5D), blank or as signed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.movement import Commitment
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.db.queries import roster
from bontot_desktop.documents import commitment, commitment_list
from bontot_desktop.documents.commitment import CommitmentFacts
from bontot_desktop.documents.commitment_list import CommitmentListFacts, SigningMember
from bontot_desktop.documents.letterhead import SignerFacts
from bontot_desktop.errors import Refused
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import campaign_bases, entries, heads
from bontot_desktop.services.sources.base import Issue, Source, Subject


def collect(session: Session, entry_id: int, issue: Issue) -> CommitmentFacts:
    """Gather a cell's commitment: of the day it signed, or with room to write for a cell that has not."""
    entry = entries.find_entry(session, entry_id)
    kept = _kept(session, entry)
    own = kept.get(None)
    day = own.signed_on if own is not None else None
    as_of = day or issue.as_of
    return CommitmentFacts(
        head=heads.cell_head(session, entry.cell_id, day=day, today=issue.today),
        signer=_signer(session, entry.cell_id, as_of),
        committee=heads.committee(session, as_of).name,
        cell=heads.cell_name(session, entry.cell_id, as_of),
        year=entry.campaign.year,
        plan=campaign_bases.plan_of(session, entry.campaign),
        members=len(_roster(session, entry.cell_id, as_of)) or None,
        own_text=own.text if own is not None else "",
    )


def collect_list(session: Session, entry_id: int, issue: Issue) -> CommitmentListFacts:
    """Gather the list of a cell's members; it bears the last day of signing once everybody has signed.

    Raises Refused for a cell without members.
    """
    entry = entries.find_entry(session, entry_id)
    kept = _kept(session, entry)
    days = [row.signed_on for member, row in kept.items() if member is not None]
    as_of = max(days, default=issue.as_of)
    people = _roster(session, entry.cell_id, as_of)
    if not people:
        raise Refused(f"{entry.name_at_time} chưa có đảng viên nào trong sổ.")
    members = tuple(
        SigningMember(
            one.full_name,
            one.post.label if one.post else "",
            one.birth_on.year if one.birth_on else one.birth_year,
            kept[one.member_id].signed_on if one.member_id in kept else None,
        )
        for one in people
    )
    whole = all(one.signed_on is not None for one in members)
    return CommitmentListFacts(
        head=heads.cell_head(session, entry.cell_id, day=as_of if whole else None, today=issue.today),
        signer=_signer(session, entry.cell_id, as_of),
        committee=heads.committee(session, as_of).name,
        cell=heads.cell_name(session, entry.cell_id, as_of),
        year=entry.campaign.year,
        members=members,
    )


def _kept(session: Session, entry: CellEntry) -> dict[int | None, Commitment]:
    """Return the commitments of the year by member, the cell's own under None; members' also from an earlier cell."""
    rows = session.scalars(select(Commitment).where(Commitment.year == entry.campaign.year))
    return {row.member_id: row for row in rows if row.member_id is not None or row.cell_id == entry.cell_id}


def _roster(session: Session, cell_id: int, day: date) -> list[roster.RosterMember]:
    own = roster.roster_on(session, cell_id, day)
    return [one for one in own if one.situation.status is not MemberStatus.TEMP_IN]


def _signer(session: Session, cell_id: int, day: date) -> SignerFacts:
    """Return the secretary of the day, or room for the name."""
    try:
        return heads.signer(session, Issuer.CELL, day, cell_id=cell_id)
    except Refused:
        return SignerFacts("T/M CHI BỘ", "BÍ THƯ", "")


def cell_has_signed(session: Session, entry_id: int, paper: Paper) -> None:
    """Refuse to file the commitment of a cell that has not signed; its blank form is printed, not filed."""
    entry = entries.find_entry(session, entry_id)
    if None not in _kept(session, entry):
        raise Refused(f"{entry.name_at_time} chưa ký cam kết nên chỉ in mẫu trắng; hãy ghi ngày ký trước.")


def somebody_has_signed(session: Session, entry_id: int, paper: Paper) -> None:
    """Refuse to file a list nobody has signed."""
    entry = entries.find_entry(session, entry_id)
    members = {one.member_id for one in _roster(session, entry.cell_id, paper.dated_on or date.max)}
    if not members & _kept(session, entry).keys():
        raise Refused(f"Chưa đảng viên nào của {entry.name_at_time} ký cam kết; hãy ghi ngày ký trước.")


def list_warnings(session: Session, entry_id: int, issue: Issue) -> list[str]:
    """Say how many have not signed."""
    members = collect_list(session, entry_id, issue).members
    missing = [one.name for one in members if one.signed_on is None]
    if not missing or len(missing) == len(members):
        return []
    named = ", ".join(missing[:4]) + ("…" if len(missing) > 4 else "")
    return [f"{len(missing)} đồng chí chưa ký: {named}"]


SOURCES = (
    Source(commitment.KIND.id, Subject.ENTRY, Issuer.CELL, collect, commitment.about, after_issue=cell_has_signed),
    Source(
        commitment_list.KIND.id,
        Subject.ENTRY,
        Issuer.CELL,
        collect_list,
        commitment_list.about,
        after_issue=somebody_has_signed,
        warnings=list_warnings,
    ),
)

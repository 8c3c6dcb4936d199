"""The papers of registration: a cell's form (D5), the list of those registered (D5A), the pledge they sign (D5B)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.cells import Post
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.db.queries import roster
from bontot_desktop.documents import campaign_pledge, registration_form, registration_list
from bontot_desktop.documents.campaign_pledge import PledgeFacts, PledgingCell
from bontot_desktop.documents.letterhead import SignerFacts
from bontot_desktop.documents.registration_form import MemberCounts, PledgedWork, RegistrationFacts
from bontot_desktop.documents.registration_list import RegisteredCell, RegistrationListFacts
from bontot_desktop.errors import Refused
from bontot_desktop.rules.cells import REPORT_GROUPS, CellPost, holds_on
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.recognition import TOOK_PART, EntryState
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import campaign_bases, campaigns, cells, entries, heads
from bontot_desktop.services.sources.base import Issue, Source, Subject

ISSUER = Issuer.STANDING_COMMITTEE
_COMMITTEE_POSTS = (CellPost.SECRETARY, CellPost.DEPUTY, CellPost.COMMITTEE_MEMBER)
#: Cells that are no longer in the campaign.
_OUT = frozenset({EntryState.WITHDRAWN, EntryState.CLOSED_REORG})


# The form of a cell


def collect_form(session: Session, entry_id: int, issue: Issue) -> RegistrationFacts:
    """Gather a cell's form: as registered, or with room to write for a cell that has not yet."""
    entry = entries.find_entry(session, entry_id)
    registered = entry.registered_on if entry.state in TOOK_PART else None
    day = registered or issue.as_of
    return RegistrationFacts(
        # The form bears the day on which the cell registered, whenever it is printed.
        head=heads.cell_head(session, entry.cell_id, day=registered, today=issue.today),
        signer=_signer(session, entry, day, registered=registered is not None),
        committee=heads.committee(session, day).name,
        cell=heads.cell_name(session, entry.cell_id, day),
        year=entry.campaign.year,
        plan=campaign_bases.plan_of(session, entry.campaign),
        members=members_of(session, entry.cell_id, day),
        voted_on=entry.register_meeting_on if registered else None,
        votes_for=entry.register_votes_for if registered else None,
        vote_base=entry.register_vote_base if registered else None,
        targets=aims_of(entry) if registered else "",
        work=_work(entry) if registered else (),
        received_on=registered,
        is_late=entry.is_late if registered else None,
    )


def aims_of(entry: CellEntry) -> str:
    """Write what a cell registered to reach, one aim a line, the cell's own words last."""
    good = entry.target_good_percent
    lines = [
        f"Xếp loại chất lượng chi bộ: {entry.target_level.label}" if entry.target_level else "",
        f"Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên: {show(good)} %" if good is not None else "",
        f"Kết nạp đảng viên: {entry.target_admissions:02d} đảng viên" if entry.target_admissions is not None else "",
        f"Sinh hoạt chuyên đề: {entry.target_themed:02d} kỳ" if entry.target_themed is not None else "",
        f"Mô hình, cách làm: {entry.target_models:02d}" if entry.target_models is not None else "",
        entry.targets,
    ]
    return "\n".join(line for line in lines if line)


def _work(entry: CellEntry) -> tuple[PledgedWork, ...]:
    known = [row for row in entry.pledges if row.group_code.isdigit()]
    return tuple(PledgedWork(int(row.group_code), row.text, row.due, row.responsible) for row in known)


def _signer(session: Session, entry: CellEntry, day: date, *, registered: bool) -> SignerFacts:
    """Return who signed; on a blank form the secretary of today, or room for the name."""
    try:
        usual = heads.signer(session, Issuer.CELL, day, cell_id=entry.cell_id)
    except Refused:
        usual = SignerFacts("T/M CHI BỘ", "BÍ THƯ", "")
    if not registered or not entry.signer or text.fold(entry.signer) == text.fold(usual.name):
        return usual
    return SignerFacts(usual.authority, _post_of(session, entry, day), entry.signer)


def _post_of(session: Session, entry: CellEntry, day: date) -> str:
    """Write the post of whoever signed for the cell: deputy when that is what they were, else secretary."""
    for post in session.scalars(select(Post).where(Post.cell_id == entry.cell_id, Post.post == CellPost.DEPUTY)):
        is_signer = text.fold(post.member.full_name) == text.fold(entry.signer)
        if is_signer and holds_on(post.from_on, post.to_on, day):
            return CellPost.DEPUTY.label.upper()
    return CellPost.SECRETARY.label.upper()


def members_of(session: Session, cell_id: int, day: date) -> MemberCounts | None:
    """Count the cell's own members on a day (those staying for a time belong elsewhere); None when nobody is listed."""
    own = [one for one in roster.roster_on(session, cell_id, day) if one.situation.status is not MemberStatus.TEMP_IN]
    if not own:
        return None
    full = sum(one.situation.is_full for one in own)
    return MemberCounts(
        total=len(own),
        full=full,
        probationary=len(own) - full,
        exempt=sum(one.situation.status is MemberStatus.EXEMPT for one in own),
        committee=sum(one.post in _COMMITTEE_POSTS for one in own),
    )


def form_is_registered(session: Session, entry_id: int, paper: Paper) -> None:
    """Refuse to file the form of a cell that has not registered; its blank form is printed, not filed."""
    entry = entries.find_entry(session, entry_id)
    if entry.state not in TOOK_PART or entry.registered_on is None:
        raise Refused(f"{entry.name_at_time} chưa đăng ký nên chỉ in mẫu trắng; hãy ghi đăng ký trước khi ban hành.")


# The list


def collect_list(session: Session, campaign_id: int, issue: Issue) -> RegistrationListFacts:
    """Gather the list of cells that registered. Raises Refused while there is none."""
    campaign = campaigns.find(session, campaign_id)
    known = {row.id: row for row in cells.rows_of(session, issue.as_of, with_dissolved=True)}
    listed = [entry for entry in entries.loaded(session, campaign) if entry.cell_id in known]
    taking_part = [entry for entry in listed if entry.state in TOOK_PART]
    if not taking_part:
        raise Refused("Chưa có chi bộ nào đăng ký; hãy ghi đăng ký trước.")
    order = {group: place for place, group in enumerate(REPORT_GROUPS)}
    taking_part.sort(
        key=lambda e: (order.get(e.group_at_time, len(order)), e.group_at_time, known[e.cell_id].name_order, e.id)
    )
    waiting = [entry for entry in listed if entry.state is EntryState.NOT_REGISTERED]
    waiting.sort(key=lambda entry: (known[entry.cell_id].name_order, entry.id))
    committee = heads.committee(session, issue.as_of)
    return RegistrationListFacts(
        head=heads.committee_head(session, ISSUER, day=issue.day, today=issue.today),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=campaign.year,
        cells=tuple(_registered(entry, known[entry.cell_id]) for entry in taking_part),
        absent=tuple(known[entry.cell_id].name for entry in waiting),
        until=campaign.register_until,
    )


def _registered(entry: CellEntry, cell: cells.CellRow) -> RegisteredCell:
    return RegisteredCell(
        name=cell.name,
        registered_on=entry.registered_on,
        members=cell.members,
        targets=entry.targets,
        is_pilot=entry.is_pilot,
        is_late=entry.is_late,
        late_reason=entry.late_reason,
        group=entry.group_at_time,
    )


# The pledge


def collect_pledge(session: Session, campaign_id: int, issue: Issue) -> PledgeFacts:
    """Gather the pledge: every cell of the campaign signs at the launch, registered yet or not. Raises Refused."""
    campaign = campaigns.find(session, campaign_id)
    known = {row.id: row for row in cells.rows_of(session, issue.as_of)}
    pledging = [
        known[entry.cell_id]
        for entry in entries.loaded(session, campaign)
        if entry.state not in _OUT and entry.cell_id in known
    ]
    if not pledging:
        raise Refused("Đợt thi đua chưa có chi bộ nào; hãy đưa chi bộ vào danh sách trước.")
    committee = heads.committee(session, issue.as_of)
    return PledgeFacts(
        head=heads.committee_head(session, ISSUER, day=issue.day, today=issue.today),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=campaign.year,
        cells=tuple(
            PledgingCell(row.name, row.secretary) for row in sorted(pledging, key=lambda row: (row.name_order, row.id))
        ),
    )


def pledge_warnings(session: Session, campaign_id: int, issue: Issue) -> list[str]:
    """Say which cells have no secretary to sign."""
    nameless = [cell.name for cell in collect_pledge(session, campaign_id, issue).cells if not cell.secretary]
    if not nameless:
        return []
    named = ", ".join(nameless[:4]) + ("…" if len(nameless) > 4 else "")
    return [f"Chưa khai báo bí thư của {named}; ô họ tên để trống."]


SOURCES = (
    Source(
        registration_form.KIND.id,
        Subject.ENTRY,
        Issuer.CELL,
        collect_form,
        registration_form.about,
        after_issue=form_is_registered,
    ),
    Source(registration_list.KIND.id, Subject.CAMPAIGN, ISSUER, collect_list, registration_list.about),
    Source(
        campaign_pledge.KIND.id,
        Subject.CAMPAIGN,
        ISSUER,
        collect_pledge,
        campaign_pledge.about,
        warnings=pledge_warnings,
    ),
)

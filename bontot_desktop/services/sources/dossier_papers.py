"""The papers of a cell's dossier: self-score (D6), report (D6A), minutes (D7), slip (D8) and receipt (D8A)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.dossiers import RuleCheck
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.movement import Find
from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.db.models.recognition import CellEntry, EntryScore
from bontot_desktop.db.queries import half_view
from bontot_desktop.db.work import driver_of
from bontot_desktop.documents import (
    dossier_slip,
    self_report,
    self_score_minutes,
    self_score_sheet,
    verification_minutes,
)
from bontot_desktop.documents.dossier_slip import DossierFacts, DossierPaper
from bontot_desktop.documents.letterhead import SignerFacts
from bontot_desktop.documents.self_report import FigureFacts, SelfReportFacts
from bontot_desktop.documents.self_score_minutes import SelfScoreMinutesFacts
from bontot_desktop.documents.self_score_sheet import SelfScoreFacts, SheetLineFacts
from bontot_desktop.documents.verification_minutes import VerificationFacts, VerifiedCell
from bontot_desktop.errors import Refused
from bontot_desktop.rules.criteria import Criterion, Level, SetFacts
from bontot_desktop.rules.criteria_scoring import SetScore, score
from bontot_desktop.rules.dossiers import DossierItem
from bontot_desktop.rules.meetings import HELD_STATES, MONTHLY_TYPES, MeetingType, percent
from bontot_desktop.rules.member_status import MemberStatus
from bontot_desktop.rules.movement import MODELS
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.recognition import TOOK_PART, Column, EntryState, RuleResult, Scoring, Severity
from bontot_desktop.rules.samples import GroupRole
from bontot_desktop.rules.scoring import show
from bontot_desktop.rules.year_ratings import NOBODY
from bontot_desktop.services import (
    campaign_sets,
    campaigns,
    entries,
    entry_texts,
    heads,
    meeting_drafts,
    meeting_store,
    member_tallies,
    rule_settings,
    verifications,
    working_groups,
)
from bontot_desktop.services.campaign_sets import EntryScores
from bontot_desktop.services.sources import registration_papers
from bontot_desktop.services.sources.base import Issue, Source, Subject

SHEET, REPORT, MINUTES, SLIP, RECEIPT, VERIFICATION = "D6", "D6A", "D7", "D8", "D8A", "D9"


# The sheet


def collect_sheet(session: Session, entry_id: int, issue: Issue) -> SelfScoreFacts:
    """Gather a cell's sheet as it stands; one without points is printed to be filled in."""
    entry = _registered(session, entry_id)
    facts = campaign_sets.facts_of(campaign_sets.set_of(session, entry))
    own = score(facts, campaign_sets.given_of(entry.scores, Column.SELF))
    verified = score(facts, campaign_sets.given_of(entry.scores, Column.VERIFIED))
    rows = {row.criterion.code: row for row in entry.scores}
    given = any(row.self_points is not None for row in entry.scores)
    with_points = facts.scoring is Scoring.POINTS
    return SelfScoreFacts(
        head=heads.cell_head(session, entry.cell_id, day=entry.self_scored_on, today=issue.today),
        signer=_signer(session, entry, issue),
        committee=heads.committee(session, issue.as_of).name,
        cell=heads.cell_name(session, entry.cell_id, entry.self_scored_on or issue.as_of),
        year=entry.campaign.year,
        lines=tuple(_line(item, rows.get(item.code), facts, own, verified) for item in facts.items),
        with_points=with_points,
        total=SheetLineFacts(
            "",
            "",
            show(facts.maximum) if facts.maximum is not None else "",
            show(own.total) if given and own.total is not None else "",
            show(verified.total) if verified.total is not None else "",
        ),
        reached=own.passes if given and own.is_complete else None,
        adopted_on=entry.self_scored_on,
        votes_for=entry.self_votes_for,
        vote_base=entry.self_vote_base,
    )


def _line(
    item: Criterion, row: EntryScore | None, facts: SetFacts, own: SetScore, verified: SetScore
) -> SheetLineFacts:
    if item.is_group:
        return _group(item, facts, own, verified)
    left_out = row is not None and row.is_not_applicable
    note = "\n".join(part for part in ((row.evidence, row.note) if row else ()) if part)
    return SheetLineFacts(
        code=item.code,
        title=item.title,
        maximum=show(item.maximum) if facts.scoring is Scoring.POINTS else "",
        own="KAD" if left_out else _given(row.self_points if row else None, facts.scoring),
        verified="KAD" if left_out else _given(row.verified_points if row else None, facts.scoring),
        note=f"Không áp dụng. {note}".strip() if left_out else note,
    )


def _group(item: Criterion, facts: SetFacts, own: SetScore, verified: SetScore) -> SheetLineFacts:
    mine = next((group for group in own.groups if group.code == item.code), None)
    theirs = next((group for group in verified.groups if group.code == item.code), None)
    with_points = facts.scoring is Scoring.POINTS
    return SheetLineFacts(
        code=item.code,
        title=item.title,
        maximum=show(mine.maximum) if with_points and mine is not None else "",
        own=show(mine.points) if with_points and mine is not None and mine.points is not None else "",
        verified=show(theirs.points) if with_points and theirs is not None and theirs.points is not None else "",
        is_group=True,
    )


def _given(points: Decimal | None, scoring: Scoring) -> str:
    """Write what was given in the words of the set: points, "Đạt", "Tốt"."""
    if points is None:
        return ""
    if scoring is Scoring.POINTS:
        return show(points)
    if scoring is Scoring.PASS_FAIL:
        return "Đạt" if points > 0 else "Chưa đạt"
    return Level.of_points(points).label


# The report


def collect_report(session: Session, entry_id: int, issue: Issue) -> SelfReportFacts:
    """Gather a cell's report on itself, with the figures of its own day, of the adopting meeting while it has none."""
    entry = _registered(session, entry_id)
    facts = campaign_sets.facts_of(campaign_sets.set_of(session, entry))
    own = score(facts, campaign_sets.given_of(entry.scores, Column.SELF))
    day = issue.day or entry.self_scored_on or issue.today
    members = _members(session, entry, day)
    return SelfReportFacts(
        head=heads.cell_head(
            session, entry.cell_id, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=_signer(session, entry, issue),
        committee=heads.committee(session, issue.as_of).name,
        cell=heads.cell_name(session, entry.cell_id, day),
        year=entry.campaign.year,
        figures=_figures(session, entry, day),
        members=sum(members) if members else None,
        full=members[0] if members else None,
        probationary=members[1] if members else None,
        total=show(own.total) if own.total is not None and facts.scoring is Scoring.POINTS else "",
        reached=own.passes if own.is_complete else None,
        texts=entry_texts.of(session, entry_id, REPORT),
    )


def _members(session: Session, entry: CellEntry, day: date) -> tuple[int, int] | None:
    """Count full and probationary members on a day, on that of the adopting meeting as its own minutes count them."""
    meeting = meeting_store.load(session, entry.self_meeting_id) if entry.self_meeting_id else None
    if meeting is not None and meeting.held_on == day and meeting.roster:
        staying = meeting.settings.total_includes_temp_in
        own = [line for line in meeting.roster if staying or line.status is not MemberStatus.TEMP_IN]
        full = sum(line.is_full for line in own)
        return full, len(own) - full
    counted = registration_papers.members_of(session, entry.cell_id, day)
    return (counted.full, counted.probationary) if counted is not None else None


def _figures(session: Session, entry: CellEntry, day: date) -> tuple[FigureFacts, ...]:
    """Set what the cell reached until a day beside what it registered, as far as either is known."""
    year = entry.campaign.year
    until = day.month if day.year == year else 12 if day.year > year else 0
    held = select(func.count()).where(
        Meeting.cell_id == entry.cell_id,
        Meeting.year == year,
        Meeting.state.in_(HELD_STATES),
        or_(Meeting.held_on <= day, and_(Meeting.held_on.is_(None), Meeting.month <= until)),
    )
    regular = session.scalar(held.where(Meeting.type.in_(MONTHLY_TYPES))) or 0
    themed = session.scalar(held.where(Meeting.type.in_((MeetingType.THEMED, MeetingType.COMBINED)))) or 0
    good = entry.target_good_percent
    tally = member_tallies.tallies_in(session, year).get(entry.cell_id, NOBODY)
    reached_good = percent(tally.good_or_better, tally.evaluated, 2) if tally.evaluated and not tally.waiting else ""
    admitted = half_view.admitted(driver_of(session), date(year, 1, 1), min(day, date(year, 12, 31)))
    models = session.scalar(
        select(func.count()).where(
            Find.cell_id == entry.cell_id,
            Find.year == year,
            Find.kind.in_(MODELS),
            or_(Find.month.is_(None), Find.month <= until),
        )
    )
    asked = int(rule_settings.parameter(entry.campaign, "E09"))
    found = [
        ("Xếp loại chất lượng chi bộ", entry.target_level.label if entry.target_level else "", _level(session, entry)),
        ("Sinh hoạt thường kỳ", f"{asked} kỳ" if asked else "", f"{regular} kỳ" if regular else ""),
        (
            "Sinh hoạt chuyên đề",
            f"{entry.target_themed} kỳ" if entry.target_themed is not None else "",
            f"{themed} kỳ" if regular or themed else "",
        ),
        (
            "Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên",
            f"{show(good)} %" if good is not None else "",
            reached_good,
        ),
        (
            "Kết nạp đảng viên",
            *_counted(entry.target_admissions, admitted.get(entry.cell_id, 0)),
        ),
        ("Mô hình, việc làm tiêu biểu", *_counted(entry.target_models, models or 0)),
    ]
    return tuple(FigureFacts(*line) for line in found if line[1] or line[2])


def _level(session: Session, entry: CellEntry) -> str:
    """Return the level the cell gives itself, else the one proposed for it; "" while neither is written."""
    query = select(CellRating).where(
        CellRating.cell_id == entry.cell_id, CellRating.year == entry.campaign.year, CellRating.is_current
    )
    row = session.scalars(query).first()
    return "" if row is None else (row.self_level or row.level).label


def _counted(asked: int | None, number: int) -> tuple[str, str]:
    """Write what was registered and what was reached; nought is told only where something was registered."""
    return _count(asked), _count(number) if number or asked else ""


def _count(number: int | None) -> str:
    return "" if number is None else f"{number:02d}"


# The minutes


def collect_minutes(session: Session, entry_id: int, issue: Issue) -> SelfScoreMinutesFacts:
    """Gather the minutes of the meeting that adopted the self-score, with what its own minutes say of it."""
    entry = _registered(session, entry_id)
    facts = campaign_sets.facts_of(campaign_sets.set_of(session, entry))
    own = score(facts, campaign_sets.given_of(entry.scores, Column.SELF))
    with_points = facts.scoring is Scoring.POINTS
    base, votes = entry.self_vote_base, entry.self_votes_for
    meeting = meeting_store.load(session, entry.self_meeting_id) if entry.self_meeting_id else None
    figures = meeting_drafts.figures(meeting) if meeting else None
    return SelfScoreMinutesFacts(
        head=heads.cell_head(session, entry.cell_id, day=entry.self_scored_on, today=issue.today),
        cell=heads.cell_name(session, entry.cell_id, entry.self_scored_on or issue.as_of),
        year=entry.campaign.year,
        held_on=entry.self_scored_on,
        starts_at=meeting.starts_at if meeting else None,
        ends_at=meeting.ends_at if meeting else None,
        place=meeting.place if meeting else "",
        chair=_secretary(session, entry, issue),
        total=figures.total if figures else None,
        present=figures.present if figures else entry.self_present,
        groups=tuple(_group(item, facts, own, own) for item in facts.items if item.is_group) if with_points else (),
        score=show(own.total) if own.total is not None else "",
        votes_for=votes,
        base=base,
        share=percent(votes, base) if votes is not None and base else "",
        texts=entry_texts.of(session, entry_id, MINUTES),
    )


# Slip and receipt


def collect_slip(session: Session, entry_id: int, issue: Issue) -> DossierFacts:
    """Gather what came in and what is missing; every paper is asked for on a slip nobody filled in yet."""
    return _dossier(session, entry_id, issue)


def collect_receipt(session: Session, entry_id: int, issue: Issue) -> DossierFacts:
    """Gather the receipt. Raises Refused while the office has received nothing."""
    found = _dossier(session, entry_id, issue)
    if found.received_on is None:
        raise Refused(f"{found.cell} chưa nộp hồ sơ; hãy ghi ngày nhận ở bước Hồ sơ trước.")
    return found


def _dossier(session: Session, entry_id: int, issue: Issue) -> DossierFacts:
    entry = _registered(session, entry_id)
    lines = {line.item: line for line in entry.dossier}
    open_defects = [defect for defect in entry.defects if defect.fixed_on is None]
    received = entry.submitted_on or max((line.on for line in entry.dossier if line.on is not None), default=None)
    return DossierFacts(
        head=heads.committee_head(session, Issuer.COMMITTEE_OFFICE, day=received, today=issue.today),
        committee=heads.committee(session, issue.as_of).name,
        cell=heads.cell_name(session, entry.cell_id, received or issue.as_of),
        year=entry.campaign.year,
        papers=tuple(
            DossierPaper(
                item.label, lines[item].is_there if item in lines else None, lines[item].note if item in lines else ""
            )
            for item in DossierItem
        ),
        received_on=received,
        received_by=entry.received_by,
        is_late=entry.is_late_dossier,
        defects=tuple(defect.text for defect in open_defects),
        due_on=min((defect.due_on for defect in open_defects), default=entry.campaign.dossier_until),
    )


# The verification


def collect_verification(session: Session, campaign_id: int, issue: Issue) -> VerificationFacts:
    """Gather what was verified in a campaign. Raises Refused while nothing was."""
    campaign = campaigns.find(session, campaign_id)
    scores = campaign_sets.scores_of(session, campaign)
    listed = [entry for entry in entries.loaded(session, campaign) if entry.state in TOOK_PART]
    verified = [entry for entry in listed if entry.verified_on is not None]
    if not verified:
        raise Refused(f"Chưa thẩm định chi bộ nào trong đợt thi đua năm {campaign.year}.")
    verified.sort(key=lambda entry: (entry.cell.name_order, entry.id))
    committee = heads.committee(session, issue.as_of)
    group = working_groups.row_of_campaign(session, campaign_id)
    members = list(group.members) if group is not None else []
    held = [entry for entry in listed if entry.state is EntryState.ON_HOLD]
    unfit = sum(bool(_findings(entry)) for entry in verified if entry not in held)
    first = min((v.from_on for e in verified if (v := e.verification) and v.from_on is not None), default=None)
    return VerificationFacts(
        head=replace(
            heads.committee_head(session, Issuer.COMMITTEE_OFFICE, day=issue.day, today=issue.today),
            issuer=(group.name if group is not None else working_groups.VERIFIERS).upper(),
        ),
        committee=committee.name,
        group=group.name if group is not None else working_groups.VERIFIERS,
        year=campaign.year,
        members=tuple(f"đồng chí {member.person.full_name} ({member.role.label})" for member in members),
        cells=tuple(_verified(entry, scores.get(entry.id)) for entry in verified),
        registered=len(listed),
        from_on=first,
        to_on=max(entry.verified_on for entry in verified if entry.verified_on is not None),
        leader=next((m.person.full_name for m in members if m.role is GroupRole.LEADER), ""),
        clerk=next((m.person.full_name for m in members if m.role is GroupRole.CLERK), ""),
        confirmation=tuple(
            f"{entry.name_at_time}: {verifications.confirmed(check)}"
            for entry in verified
            if (check := entry.verification) and verifications.confirmed(check)
        ),
        fit=len(verified) - unfit - sum(entry in held for entry in verified),
        unfit=unfit,
        held=len(held),
    )


def _findings(entry: CellEntry) -> tuple[str, ...]:
    return tuple(check.sentence for check in entry.checks if check.result is RuleResult.FAILED)


def _verified(entry: CellEntry, scores: EntryScores | None) -> VerifiedCell:
    own = scores.own.total if scores is not None else None
    counted = scores.counted.total if scores is not None else None
    with_points = scores is not None and scores.facts.scoring is Scoring.POINTS
    difference = counted - own if own is not None and counted is not None and with_points else None
    notes = [f"{row.criterion.code}: {row.note}" for row in entry.scores if row.note]
    held = entry.state is EntryState.ON_HOLD
    pending = tuple(check.sentence for check in entry.checks if _is_pending(check))
    fit = "Đủ điều kiện theo số liệu đã có" if pending else "Đủ điều kiện"
    return VerifiedCell(
        name=entry.name_at_time,
        own=show(own) if own is not None else "",
        verified=show(counted) if counted is not None else "",
        difference="" if difference is None else f"+{show(difference)}" if difference > 0 else show(difference),
        why="\n".join(notes),
        findings=_findings(entry),
        pending=pending,
        proposal="Tạm dừng xét" if held else "Không đủ điều kiện" if _findings(entry) else fit,
    )


def _is_pending(check: RuleCheck) -> bool:
    return check.severity is Severity.HARD and check.result is RuleResult.UNKNOWN


def takes_part(session: Session, entry_id: int) -> bool:
    """Say whether the cell takes part: the others have no dossier."""
    return entries.find_entry(session, entry_id).state in TOOK_PART


def _registered(session: Session, entry_id: int) -> CellEntry:
    entry = entries.find_entry(session, entry_id)
    if entry.state not in TOOK_PART:
        state = EntryState.NOT_REGISTERED.label.lower() if entry.state is EntryState.NOT_REGISTERED else "không dự xét"
        raise Refused(f"{entry.name_at_time} {state} thi đua năm {entry.campaign.year} nên không có hồ sơ.")
    return entry


def _signer(session: Session, entry: CellEntry, issue: Issue) -> SignerFacts:
    try:
        return heads.signer(session, Issuer.CELL, entry.self_scored_on or issue.as_of, cell_id=entry.cell_id)
    except Refused:
        return SignerFacts("T/M CHI BỘ", "BÍ THƯ", "")


def _secretary(session: Session, entry: CellEntry, issue: Issue) -> str:
    return _signer(session, entry, issue).name


SOURCES = (
    Source(SHEET, Subject.ENTRY, Issuer.CELL, collect_sheet, self_score_sheet.about, is_for=takes_part),
    Source(REPORT, Subject.ENTRY, Issuer.CELL, collect_report, self_report.about, is_for=takes_part),
    Source(MINUTES, Subject.ENTRY, Issuer.CELL, collect_minutes, self_score_minutes.about, is_for=takes_part),
    Source(SLIP, Subject.ENTRY, Issuer.COMMITTEE_OFFICE, collect_slip, dossier_slip.about, is_for=takes_part),
    Source(
        RECEIPT, Subject.ENTRY, Issuer.COMMITTEE_OFFICE, collect_receipt, dossier_slip.about_receipt, is_for=takes_part
    ),
    Source(
        VERIFICATION,
        Subject.CAMPAIGN,
        Issuer.COMMITTEE_OFFICE,
        collect_verification,
        verification_minutes.about,
    ),
)

"""The papers around a year's sample meetings: the plan (F14), the working group (F15), the report (F21)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.samples import SampleEvent, WorkingGroup
from bontot_desktop.documents import sample_plan, sample_report, working_group_decision
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.sample_plan import PlanFacts, PlannedFacts
from bontot_desktop.documents.sample_report import HeldFacts, ReportFacts, SpreadFacts
from bontot_desktop.documents.working_group_decision import GroupFacts, GroupMemberFacts
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.meetings import HELD_STATES
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.report_groups import main_group
from bontot_desktop.rules.samples import ReplicationState
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import (
    heads,
    legal_bases,
    meeting_drafts,
    meeting_store,
    sample_plans,
    scores,
    working_groups,
)
from bontot_desktop.services.sources.base import Issue, Source, Subject

ISSUER = Issuer.STANDING_COMMITTEE
PLAN, GROUP, REPORT = "F14", "F15", "F21"


# The plan


def collect_plan(session: Session, plan_id: int, issue: Issue) -> PlanFacts:
    """Gather the plan of a year with its meetings. Raises Refused while none is planned."""
    row = sample_plans.plan(session, plan_id)
    planned = sample_plans.events(session, row.year)
    if not planned:
        raise Refused(f"Chưa có buổi sinh hoạt điểm nào trong kế hoạch năm {row.year}; hãy thêm ở trang Chi bộ điểm.")
    committee = heads.committee(session, issue.as_of)
    lines = legal_bases.lines_for(session, PLAN, issue.as_of, commune=committee.commune, term=committee.term_label)
    return PlanFacts(
        head=_head(session, issue),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=row.year,
        meetings=tuple(_planned(session, event, issue) for event in planned),
        basis=tuple(legal_bases.cited(line) for line in lines),
        purpose=row.purpose,
        participants=row.participants,
        steps=row.steps,
        organisation=row.organisation,
    )


def plan_warnings(session: Session, plan_id: int, issue: Issue) -> list[str]:
    """Say what of the planned meetings is not settled yet."""
    row = sample_plans.plan(session, plan_id)
    found = legal_bases.warnings_for(session, PLAN, issue.as_of)
    for event in sample_plans.events(session, row.year):
        if _day_of(event) is None:
            found.append(f"{event.cell.name} chưa có ngày dự kiến.")
        if event.meeting is None and event.planned_type is None:
            found.append(f"{event.cell.name} chưa ghi loại sinh hoạt dự kiến.")
    return found


def _planned(session: Session, event: SampleEvent, issue: Issue) -> PlannedFacts:
    day = _day_of(event)
    cell: Cell = event.cell
    return PlannedFacts(
        cell=heads.cell_name(session, cell.id, day or issue.as_of),
        group=cell.report_group or main_group(cell.report_group, cell.content_type).label,
        kind=event.meeting.type if event.meeting else event.planned_type,
        day=day,
        place=(event.meeting.place if event.meeting else "") or cell.usual_place,
        reason=event.chosen_because,
    )


def _day_of(event: SampleEvent) -> date | None:
    return (event.meeting.held_on if event.meeting else None) or event.planned_on


# The working group


def collect_group(session: Session, group_id: int, issue: Issue) -> GroupFacts:
    """Gather the decision on a working group. Raises Problems while nobody, or no leader, is in it."""
    row = working_groups.group(session, group_id)
    missing = []
    if not row.members:
        missing.append("Tổ công tác chưa có thành viên nào; hãy ghi ở bước Kế hoạch của buổi sinh hoạt điểm.")
    elif not any(member.role.value == "LEADER" for member in row.members):
        missing.append("Tổ công tác chưa có Tổ trưởng; hãy chọn ở bước Kế hoạch của buổi sinh hoạt điểm.")
    if missing:
        raise Problems([Problem("members", sentence) for sentence in missing])
    committee = heads.committee(session, issue.as_of)
    return GroupFacts(
        head=_head(session, issue),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        name=row.name,
        members=tuple(
            GroupMemberFacts(member.person.full_name, member.person.title, member.role) for member in row.members
        ),
        duties=row.duties,
        until=row.to_on,
        basis=legal_bases.lines_for(session, GROUP, issue.as_of, commune=committee.commune, term=committee.term_label),
    )


def group_issued(session: Session, group_id: int, paper: Paper) -> None:
    """Write number and day of the decision into the group, inside the issuing transaction."""
    row: WorkingGroup = working_groups.group(session, group_id)
    row.decision_no = f"{paper.number:02d}-{paper.series}" if paper.number is not None else ""
    row.decision_on = paper.dated_on


def group_taken_back(session: Session, group_id: int, paper: Paper) -> None:
    """Take number and day out of the group again when its decision is withdrawn."""
    row: WorkingGroup = working_groups.group(session, group_id)
    if paper.number is not None and row.decision_no == f"{paper.number:02d}-{paper.series}":
        row.decision_no, row.decision_on = "", None


# The report


def collect_report(session: Session, plan_id: int, issue: Issue) -> ReportFacts:
    """Gather the report of a year. Raises Problems with everything that is missing."""
    row = sample_plans.plan(session, plan_id)
    events = sample_plans.events(session, row.year)
    held = [event for event in events if _was_held(event, issue.as_of)]
    missing = [
        sentence
        for is_met, sentence in (
            (bool(held), f"Năm {row.year} chưa có buổi sinh hoạt điểm nào đã tổ chức."),
            (bool(row.strengths), "Chưa ghi ưu điểm; hãy ghi ở Kế hoạch, báo cáo năm của trang Chi bộ điểm."),
            (bool(row.weaknesses), "Chưa ghi hạn chế; hãy ghi ở Kế hoạch, báo cáo năm của trang Chi bộ điểm."),
        )
        if not is_met
    ]
    if missing:
        raise Problems([Problem("report", sentence) for sentence in missing])
    committee = heads.committee(session, issue.as_of)
    items = [item for event in events for item in event.replications if item.state is not ReplicationState.DROPPED]
    still = (ReplicationState.OPEN, ReplicationState.DOING)
    return ReportFacts(
        head=_head(session, issue),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=row.year,
        planned=len(events),
        meetings=tuple(_held(session, event, issue) for event in held),
        aspects=sample_report.aspects_of([(said.aspect, said.kind) for event in held for said in event.opinions]),
        spread=SpreadFacts(
            items=len(items),
            done=sum(item.state is ReplicationState.DONE for item in items),
            late=sum(item.state in still and item.due_on is not None and item.due_on < issue.as_of for item in items),
        ),
        preparation=row.preparation,
        strengths=row.strengths,
        weaknesses=row.weaknesses,
        lessons=row.lessons,
        proposals=row.proposals,
    )


def _was_held(event: SampleEvent, day: date) -> bool:
    meeting = event.meeting
    return (
        meeting is not None and meeting.state in HELD_STATES and meeting.held_on is not None and meeting.held_on <= day
    )


def _held(session: Session, event: SampleEvent, issue: Issue) -> HeldFacts:
    assert event.meeting_id is not None
    draft = meeting_store.load(session, event.meeting_id)
    assert draft.held_on is not None
    figures = meeting_drafts.figures(draft)
    summary = scores.summary_of(session, event.meeting_id, list(event.observers), issue.as_of)
    mean = summary.total.mean
    return HeldFacts(
        cell=heads.cell_name(session, event.cell_id, draft.held_on),
        kind=draft.type,
        day=draft.held_on,
        present=figures.present_expected,
        expected=figures.expected,
        speakers=len(meeting_drafts.speakers(draft)),
        contributions=len(draft.contributions),
        observers=sum(observer.attended for observer in event.observers),
        sheets=sum(observer.sheet is not None for observer in event.observers),
        score="" if mean is None else show(mean),
        rating=summary.rating.label if summary.rating else "",
    )


def _head(session: Session, issue: Issue) -> Head:
    return heads.committee_head(
        session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
    )


SOURCES = (
    Source(
        kind=PLAN,
        subject=Subject.SAMPLE_PLAN,
        issuer=ISSUER,
        collect=collect_plan,
        about=sample_plan.about,
        warnings=plan_warnings,
    ),
    Source(
        kind=GROUP,
        subject=Subject.WORKING_GROUP,
        issuer=ISSUER,
        collect=collect_group,
        about=working_group_decision.about,
        after_issue=group_issued,
        before_take_back=group_taken_back,
        warnings=lambda session, group_id, issue: legal_bases.warnings_for(session, GROUP, issue.as_of),
    ),
    Source(
        kind=REPORT,
        subject=Subject.SAMPLE_PLAN,
        issuer=ISSUER,
        collect=collect_report,
        about=sample_report.about,
    ),
)

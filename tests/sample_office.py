"""A small invented office with three cells, a committee in office and score tables, for tests about sample meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

from bontot_desktop.db.models.cells import Cell, CellName, Post
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.office import Body, Holding, Person
from bontot_desktop.rules.cells import CellPost, ContentType
from bontot_desktop.rules.meetings import Attendance, MeetingType
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.samples import CHECKLIST, Aspect, GroupRole, OpinionKind
from bontot_desktop.services import conclusions, feedback, meeting_scores, meetings, observers, samples, seeding, sheets
from bontot_desktop.services.feedback import OpinionDraft
from bontot_desktop.services.office import Office
from bontot_desktop.services.samples import PlanDraft
from bontot_desktop.services.sheets import CheckDraft
from bontot_desktop.services.working_groups import GroupDraft, GroupMemberDraft
from tests.meeting_office import cell_id
from tests.meeting_office import make_office as make_plain

DAY = date(2026, 6, 5)
#: Points of the three invented observers by item of the HD 42 table: totals 91.5, 88 and 95.
POINTS = (
    {"1": "5", "2": "4.5", "3.1": "5", "3.2": "3", "4.1": "5", "4.2": "22", "4.3": "9", "5": "5", "6": "28", "7": "5"},
    {"1": "5", "2": "5", "3.1": "4", "3.2": "4", "4.1": "5", "4.2": "20", "4.3": "8", "5": "4", "6": "28", "7": "5"},
    {"1": "5", "2": "5", "3.1": "5", "3.2": "5", "4.1": "5", "4.2": "23", "4.3": "9", "5": "5", "6": "28", "7": "5"},
)
#: The cell's own: total 93.
OWN = {"1": "5", "2": "5", "3.1": "5", "3.2": "4", "4.1": "5", "4.2": "23", "4.3": "9", "5": "5", "6": "27", "7": "5"}


def points(written: dict[str, str]) -> dict[str, Decimal]:
    """Read points as written."""
    return {code: Decimal(value) for code, value in written.items()}


def make_office(folder: Path) -> Office:
    """Make the office of the meeting tests with a third cell, score tables and people in office."""
    office = make_plain(folder)
    with office.work("test", "Thêm cho buổi điểm") as session:
        seeding.plant(session)
        session.flush()
        bodies = {body.kind: body for body in session.query(Body)}
        for rank, (name, post, body, signs) in enumerate(
            (
                ("Đặng Văn Ví Dụ", "Bí thư", Issuer.STANDING_COMMITTEE, True),
                ("Hoàng Thị Giả Định", "Phó Bí thư Thường trực", Issuer.STANDING_COMMITTEE, True),
                ("Vũ Văn Tưởng Tượng", "Chánh Văn phòng", Issuer.COMMITTEE_OFFICE, False),
            ),
            start=1,
        ):
            person = Person(full_name=name, title=f"{post} Đảng ủy")
            person.holdings.append(Holding(body=bodies[body], post=post, rank=rank, can_sign=signs))
            session.add(person)
        cell = Cell(
            code="CB03", name="Chi bộ Trường Mẫu", content_type=ContentType.PUBLIC_SERVICE, report_group="Trường học"
        )
        cell.names.append(CellName(name=cell.name))
        session.add(cell)
        session.flush()
        member = Member(full_name="Bùi Thị Thí Dụ", birth_on=date(1980, 1, 1), admitted_on=date(2005, 3, 26))
        session.add(member)
        session.flush()
        member.statuses.append(StatusRow(cell_id=cell.id, status=MemberStatus.FULL))
        session.add(Post(cell_id=cell.id, member_id=member.id, post=CellPost.SECRETARY))
    return office


def planned(office: Office, **changes: object) -> int:
    """Plan a sample meeting of the first cell with a working group of one; return its id."""
    group = GroupDraft(
        decision_no="15-QĐ/ĐU",
        decision_on=date(2026, 5, 4),
        members=(GroupMemberDraft("Phạm Thị Thử", GroupRole.LEADER, title="Trưởng Ban Xây dựng Đảng"),),
    )
    draft = PlanDraft(
        cell_id=cell_id(office),
        year=2026,
        planned_on=DAY,
        purpose="Thống nhất quy trình sinh hoạt.",
        chosen_because="Đại diện loại hình thôn.",
    )
    return samples.save_plan(office, replace(draft, **changes), group).id


def invited(office: Office, event_id: int, count: int = 3) -> list[int]:
    """Invite the first of those one may invite; return the observers' ids."""
    observers.save(office, event_id, tuple(observers.candidates(office, event_id)[:count]))
    return [row.id for row in observers.load(office, event_id) if row.id is not None]


def held(office: Office, event_id: int) -> int:
    """Open the meeting and type what makes it held; return its id."""
    samples.start_meeting(office, event_id, MeetingType.REGULAR, DAY)
    draft = samples.load_meeting(office, event_id)
    others = [line.member_id for line in draft.roster if line.member_id != draft.chair_id]
    draft = meetings.mark(draft, others[-1], Attendance.ABSENT_EXCUSED, reason="công tác")
    draft = replace(
        draft,
        ends_at=time(21, 15),
        minute_taker_id=others[0],
        sections={"conclusion": "Nhất trí với báo cáo."},
        contributions=(
            meetings.ContributionDraft("Đồng ý với báo cáo.", member_id=others[0]),
            meetings.ContributionDraft("Đề nghị làm rõ tiến độ.", member_id=others[1]),
        ),
    )
    return samples.save_meeting(office, event_id, draft).id


def sheet_in(office: Office, observer_id: int, given: dict[str, str], **texts: str) -> None:
    """Hand in a sheet with every step ticked."""
    draft = sheets.load(office, observer_id)
    checks = {step: CheckDraft(True) for step, _ in CHECKLIST}
    sheets.save(office, replace(draft, checks=checks, points=points(given), returned_on=DAY, **texts))


def opinions(observer_ids: list[int]) -> tuple[OpinionDraft, ...]:
    """Five invented opinions."""
    first, second, third = observer_ids
    return (
        OpinionDraft("Báo cáo tháng ngắn gọn", OpinionKind.STRENGTH, Aspect.PREPARATION, first),
        OpinionDraft("Số liệu từng tổ rõ ràng", OpinionKind.STRENGTH, Aspect.PREPARATION, second),
        OpinionDraft("Phân công chưa ghi thời hạn", OpinionKind.WEAKNESS, Aspect.TASKS, second),
        OpinionDraft("Bí thư gợi mở thêm cho đảng viên trẻ", OpinionKind.SUGGESTION, Aspect.CONDUCT, third),
        OpinionDraft(
            "Tài liệu gửi khi nào?", OpinionKind.QUESTION, Aspect.PREPARATION, third, answer="Gửi trước một ngày"
        ),
    )


def reviewed(office: Office, event_id: int, observer_ids: list[int]) -> None:
    """Type the feedback session with five opinions."""
    with office.read() as session:
        people = {person.full_name: person.id for person in session.query(Person)}
    draft = feedback.load(office, event_id)
    feedback.save(
        office,
        replace(
            draft,
            ends_at=time(22, 0),
            chair_id=people["Hoàng Thị Giả Định"],
            minute_taker_id=people["Vũ Văn Tưởng Tượng"],
            self_assessment="Chi bộ chuẩn bị đủ nội dung.",
            reply="Chi bộ tiếp thu.",
            opinions=opinions(observer_ids),
        ),
    )


def concluded(office: Office) -> int:
    """Lead a sample meeting up to a conclusion that can be issued; return its id."""
    event_id = planned(office)
    observer_ids = invited(office, event_id)
    meeting_id = held(office, event_id)
    for observer_id, given in zip(observer_ids, POINTS, strict=True):
        sheet_in(office, observer_id, given, strengths="Chuẩn bị chu đáo")
    own = meeting_scores.load(office, meeting_id)
    meeting_scores.save(office, replace(own, points=points(OWN)))
    reviewed(office, event_id, observer_ids)
    conclusions.save(office, conclusions.offer(office, event_id))
    return event_id

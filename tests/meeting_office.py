"""A small invented office with two cells for tests about meetings and minutes books."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.models.cells import Cell, CellName, InCharge, Post
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.office import Committee, Person, Term
from bontot_desktop.rules.cells import CellPost, ContentType
from bontot_desktop.rules.meetings import Attendance, GuestCapacity, MeetingType, TaskState
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import meetings
from bontot_desktop.services.office import Office

NOW = datetime(2026, 11, 21, 9, 0)
GIVEN = (
    "An", "Ân", "Bình", "Châu", "Dung", "Đào", "Giang", "Hà", "Hạnh", "Khánh", "Lan", "Liên", "Mai", "Minh", "Nga",
    "Oanh", "Phúc", "Quang", "Sơn", "Tâm", "Thảo", "Vân",
)  # fmt: skip


def make_office(folder: Path, *, members: int = 22) -> Office:
    """Make an office with two cells; the first has ``members`` members, the last two of them probationary."""
    data, _ = DataFile.create(folder / "office.bontot", None, now=NOW, holder="thử")
    office = Office(data, folder / "van ban", "Văn thư", lambda: NOW)
    with office.work("test", "Văn phòng thử") as session:
        session.add(Committee(name="Đảng ủy xã Ví Dụ", superior="Đảng bộ tỉnh Mẫu", place="Ví Dụ", symbol="ĐU"))
        session.add(Term(label="2025 - 2030", starts_on=date(2025, 7, 1)))
        for number, count in ((1, members), (2, 5)):
            _add_cell(session, number, count)
    return office


def _add_cell(session, number: int, count: int) -> None:
    cell = Cell(
        code=f"CB{number:02d}",
        name=f"Chi bộ thôn Mẫu {number}",
        content_type=ContentType.VILLAGE_QUARTER,
        report_group="Nông thôn",
        fixed_day=3,
        usual_time=time(19, 30),
        usual_place=f"Nhà văn hóa thôn Mẫu {number}",
    )
    cell.names.append(CellName(name=cell.name))
    session.add(cell)
    session.flush()
    person = Person(full_name=f"Trần Phụ Trách {number}", title="Ủy viên Ban Thường vụ", organisation="Đảng ủy xã")
    session.add(person)
    session.flush()
    session.add(InCharge(cell_id=cell.id, person_id=person.id))
    for index in range(count):
        member = Member(
            full_name=f"Nguyễn Ví Dụ {GIVEN[index % len(GIVEN)]}",
            birth_on=date(1970 + index, 1 + index % 12, 5),
            admitted_on=date(2005, 3, 26),
            official_on=date(2006, 3, 26),
            card_no=f"{number:02d}{index:06d}",
            phone="0900 000 000",
        )
        session.add(member)
        session.flush()
        status = MemberStatus.PROBATIONARY if index >= 20 else MemberStatus.FULL
        member.statuses.append(StatusRow(cell_id=cell.id, status=status))
        if index < 3:
            post = (CellPost.SECRETARY, CellPost.DEPUTY, CellPost.COMMITTEE_MEMBER)[index]
            session.add(Post(cell_id=cell.id, member_id=member.id, post=post, duties="Phụ trách chung"))


def cell_id(office: Office, number: int = 1) -> int:
    """Return the id of a cell by its number."""
    with office.read() as session:
        return session.query(Cell).filter_by(code=f"CB{number:02d}").one().id


def started(office: Office, number: int = 1, month: int = 3, kind: MeetingType = MeetingType.REGULAR):
    """Open a meeting of 2026 that is not stored yet."""
    day = date(2026, month, 3)
    return meetings.start(office, cell_id(office, number), kind, 2026, month, day)


def filled(office: Office, number: int = 1, month: int = 3, kind: MeetingType = MeetingType.REGULAR):
    """Open a meeting and type everything that minutes need."""
    draft = started(office, number, month, kind)
    ids = [line.member_id for line in draft.roster]
    chair = draft.chair_id
    others = [member_id for member_id in ids if member_id != chair]
    draft = meetings.mark(draft, others[-1], Attendance.ABSENT_EXCUSED, reason="đi công tác")
    draft = meetings.mark(draft, others[-2], Attendance.LATE, arrived_at=time(19, 50))
    guest = meetings.GuestDraft(
        "Trần Phụ Trách 1", "Ủy viên Ban Thường vụ", "Đảng ủy xã", GuestCapacity.IN_CHARGE, "Ghi nhận & biểu dương."
    )
    themed = kind in (MeetingType.THEMED, MeetingType.COMBINED)
    sections = {
        "current_affairs": "Thông tin tình hình thời sự trong nước <quốc tế>.",
        "study": 'Mẩu chuyện "Thời gian quý báu lắm".',
        "ideology": "Tư tưởng đảng viên ổn định.",
        "last_month": "Chi bộ hoàn thành 5/6 việc.",
        "next_month": "1. Vận động Nhân dân làm đường.\n2. Rà soát hộ nghèo.",
        "conclusion": "Nhất trí với báo cáo; giao chi ủy hoàn chỉnh nghị quyết.",
    }
    theme = {
        "theme_purpose": "Nâng cao nhận thức về chuyển đổi số.",
        "theme_content": "Người trình bày nêu thực trạng, giải pháp.",
        "theme_conclusion": "Mỗi đảng viên cài đặt Sổ tay đảng viên điện tử.",
    }
    if kind is MeetingType.THEMED:
        sections = theme
    elif themed:
        sections |= theme
    return replace(
        draft,
        ends_at=time(21, 15),
        minute_taker_id=others[0],
        scorer_id=others[1],
        theme="Chuyển đổi số ở thôn" if themed else "",
        theme_presenter="Đồng chí Nguyễn Ví Dụ An" if themed else "",
        guests=(guest,),
        documents=(
            meetings.CitedDraft("42-HD/BTCTW", date(2025, 10, 28), "Ban Tổ chức Trung ương", "sinh hoạt chi bộ"),
        ),
        sections=sections,
        contributions=(
            meetings.ContributionDraft("Đồng ý với báo cáo.", member_id=others[0]),
            meetings.ContributionDraft("Đề nghị làm rõ tiến độ làm đường.", member_id=others[1]),
            meetings.ContributionDraft("Bổ sung thêm.", member_id=others[0]),
        ),
        votes=(meetings.VoteDraft("Thông qua nghị quyết tháng 3", votes_for=17 if number == 1 else 4),),
        tasks=(
            meetings.TaskDraft("Rà soát hộ nghèo", "Đồng chí Nguyễn Ví Dụ Châu", due_on=date(2026, month, 25)),
            meetings.TaskDraft("Dọn vệ sinh đường thôn", "Toàn thể đảng viên"),
        ),
    )


def approved(office: Office, number: int = 1, month: int = 3, kind: MeetingType = MeetingType.REGULAR) -> int:
    """Store and approve a whole meeting; return its id."""
    draft = filled(office, number, month, kind)
    reviews = tuple(replace(review, state=TaskState.DONE, result="Đã xong.") for review in draft.task_reviews[:1])
    draft = replace(draft, task_reviews=(*reviews, *draft.task_reviews[1:]))
    saved = meetings.save(office, draft)
    meetings.approve(office, saved.id, meetings.approvers(draft))
    return saved.id

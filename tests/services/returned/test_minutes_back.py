"""Minutes and score sheets a cell fills in Word: taken onto what is stored, with every fault by its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from bontot_desktop.errors import Refused
from bontot_desktop.rules.meetings import Attendance, MeetingState
from bontot_desktop.services import history, meeting_scores, meetings, undo
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.services.returned import taking, writing
from tests import meeting_office, sample_office
from tests import returned_forms as forms


class Cell:
    """A cell with a meeting in April of which nothing is known but its day, and the form of its minutes."""

    def __init__(self, folder: Path) -> None:
        (folder / "data").mkdir()
        self.office = sample_office.make_office(folder / "data")
        begun = meetings.start(
            self.office, meeting_office.cell_id(self.office), meetings.MeetingType.REGULAR, 2026, 4, date(2026, 4, 3)
        )
        self.id = meetings.save(self.office, begun).id
        self.people = {line.name.split()[-1]: line.member_id for line in self.draft().roster}
        self.path = folder / "bien-ban.docx"

    def draft(self) -> MeetingDraft:
        return meetings.load(self.office, self.id)

    def back(self, given: dict[str, str], **more: object) -> taking.Returned:
        self.path.write_bytes(forms.fill(writing.minutes(self.office, self.id).content, given))
        return taking.understand(self.office, self.path, **more)  # type: ignore[arg-type]


@pytest.fixture
def cell(tmp_path: Path) -> Iterator[Cell]:
    made = Cell(tmp_path)
    yield made
    made.office.close()


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cell]:
    """A cell whose forms are only looked at."""
    made = Cell(tmp_path_factory.mktemp("seen"))
    yield made
    made.office.close()


def _whole(cell: Cell) -> dict[str, str]:
    return {
        "bt_ends_at": "21 giờ 15 phút",
        "bt_minute_taker": "Nguyễn Ví Dụ Ân",
        f"bt_att_{cell.people['Bình']}": "Vắng có lý do",
        f"bt_why_{cell.people['Bình']}": "ốm đau, điều trị",
        f"bt_att_{cell.people['Châu']}": "Đến muộn",
        f"bt_why_{cell.people['Châu']}": "đến lúc 19h45",
        "bt_section_last_month": "Hoàn thành 5/6 việc",
        "bt_section_conclusion": "Nhất trí.\nGiao đồng chí Ân theo dõi.",
        "bt_said_1_who": "Nguyễn Ví Dụ Dung",
        "bt_said_1_text": "Đồng ý với báo cáo",
        "bt_said_2_who": "đồng chí Nguyễn Ví Dụ Đào",
        "bt_said_2_text": "Đề nghị làm rõ tiến độ",
        "bt_task_1_who": "Nguyễn Ví Dụ Giang",
        "bt_task_1_text": "Rà soát hộ nghèo",
        "bt_task_1_due": "20/04/2026",
        "bt_vote_1_matter": "Thông qua nghị quyết tháng",
        "bt_vote_1_for": "18",
        "bt_vote_1_against": "0",
        "bt_dues_paid_count": "21 đồng chí",
        "bt_dues_amount": "1.250.000 đ",
    }


def test_minutes_filled_in_word_become_the_draft_of_the_meeting(cell: Cell) -> None:
    back = cell.back(_whole(cell))
    assert (back.refused, back.troubles, back.blocking, back.edited) == ("", (), (), ())
    assert (back.title, back.whose, back.about) == (
        "Biên bản",
        "Chi bộ thôn Mẫu 1",
        "sinh hoạt chi bộ thường kỳ tháng 4/2026",
    )
    taking.take(cell.office, [back])
    stored = cell.draft()
    assert stored.state is MeetingState.DRAFTED
    assert stored.ends_at == time(21, 15)
    ill, late = stored.line(cell.people["Bình"]), stored.line(cell.people["Châu"])
    assert ill is not None
    assert late is not None
    assert (ill.attendance, ill.reason) == (Attendance.ABSENT_EXCUSED, "ốm đau, điều trị")
    assert (late.attendance, late.arrived_at, late.reason) == (Attendance.LATE, time(19, 45), "")
    assert [said.member_id for said in stored.contributions] == [cell.people["Dung"], cell.people["Đào"]]
    assert (stored.tasks[0].assignee_id, stored.tasks[0].due_on) == (cell.people["Giang"], date(2026, 4, 20))
    assert (stored.votes[0].votes_for, stored.votes[0].matter) == (18, "Thông qua nghị quyết tháng")
    assert (stored.dues_paid_count, stored.dues_amount) == (21, 1_250_000)
    assert stored.section("conclusion") == "Nhất trí.\nGiao đồng chí Ân theo dõi."
    undo.take_back(cell.office, history.recent(cell.office, limit=1)[0].id)
    assert cell.draft().ends_at is None


def test_minutes_that_went_out_again_come_back_without_a_difference(cell: Cell) -> None:
    taking.take(cell.office, [cell.back(_whole(cell))])
    back = cell.back({})
    assert (back.changed, back.troubles, back.missing) == ((), (), ())
    before = cell.draft()
    taking.take(cell.office, [back])
    assert cell.draft() == before


def test_minutes_changed_meanwhile_in_the_program_are_told(cell: Cell) -> None:
    given = {"bt_place": "Nhà văn hóa mới"}
    cell.back(given)
    meetings.save(cell.office, meetings.mark(cell.draft(), cell.people["Giang"], Attendance.ABSENT_UNEXCUSED))
    back = taking.understand(cell.office, cell.path)
    assert "sau khi gửi phiếu đi" in back.warnings[0]
    assert ("Dự họp: Nguyễn Ví Dụ Giang", "Vắng không lý do", "Có mặt") in [
        (line.field, line.stored, line.came) for line in back.changed
    ]


def test_an_unknown_speaker_is_told_with_the_nearest_names(seen: Cell) -> None:
    back = seen.back({"bt_said_1_who": "Nguyễn Ví Dụ Dunng", "bt_said_1_text": "Nhất trí"})
    (trouble,) = back.troubles
    assert trouble.tag == "bt_said_1_who"
    assert "Nguyễn Ví Dụ Dung" in trouble.offered
    assert "Không có đồng chí “Nguyễn Ví Dụ Dunng” trong danh sách dự họp. Gần nhất: " in trouble.sentence
    mended = seen.back(
        {"bt_said_1_who": "Nguyễn Ví Dụ Dunng", "bt_said_1_text": "Nhất trí"},
        overrides={"bt_said_1_who": "Nguyễn Ví Dụ Dung"},
    )
    assert mended.troubles == ()


def test_names_that_differ_only_in_their_marks_are_told_apart(seen: Cell) -> None:
    back = seen.back({"bt_minute_taker": "Nguyễn Ví Dụ Ân"})
    assert isinstance(back.draft, MeetingDraft)
    assert back.draft.minute_taker_id == seen.people["Ân"] != back.draft.chair_id


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"bt_chair": "Nguyễn Ví Dụ An", "bt_minute_taker": "Nguyễn Ví Dụ An"}, "phải là hai đồng chí khác nhau"),
        ({"bt_vote_1_matter": "Nghị quyết", "bt_vote_1_for": "25"}, "chỉ 20 đảng viên được biểu quyết"),
        ({"bt_ends_at": "19:30"}, "Giờ kết thúc trùng giờ bắt đầu."),
        ({"bt_ends_at": "18:00"}, "tính qua nửa đêm thì dài hơn 6 giờ"),
    ],
)
def test_what_cannot_be_stored_is_said_before_taking(seen: Cell, given: dict[str, str], said: str) -> None:
    back = seen.back(given)
    assert not back.may_be_taken
    assert said in " ".join(back.blocking)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"bt_ends_at": "00:15"}, "chương trình hiểu là qua nửa đêm"),
        ({"bt_ends_at": "20:00"}, "quy định ít nhất 90 phút"),
    ],
)
def test_what_looks_wrong_is_a_warning(seen: Cell, given: dict[str, str], said: str) -> None:
    back = seen.back(given)
    assert back.may_be_taken
    assert said in " ".join(back.warnings)


def test_rows_without_their_half_are_told_and_left_out(seen: Cell) -> None:
    back = seen.back({"bt_said_1_text": "Ai nói?", "bt_task_1_who": "Nguyễn Ví Dụ An", "bt_vote_1_for": "12"})
    assert [trouble.sentence for trouble in back.troubles] == [
        "Ý kiến 1 chưa ghi người phát biểu.",
        "Nhiệm vụ 1 chưa ghi nội dung.",
        "Biểu quyết 1 chưa ghi nội dung.",
    ]


def test_approved_minutes_neither_go_out_nor_come_in(cell: Cell) -> None:
    cell.back(_whole(cell))
    meeting_office.approved(cell.office, 2)
    taking.take(cell.office, [taking.understand(cell.office, cell.path)])
    meetings.approve(cell.office, cell.id, 19)
    assert "đã được thông qua" in taking.understand(cell.office, cell.path).refused
    with pytest.raises(Refused, match="đã được thông qua"):
        writing.minutes(cell.office, cell.id)


def test_a_score_sheet_filled_in_word_becomes_the_cells_own_score(cell: Cell) -> None:
    taking.take(cell.office, [cell.back(_whole(cell))])
    given = {f"bt_points_{code.replace('.', '_')}": points for code, points in sample_office.OWN.items()}
    path = cell.path.with_name("diem.docx")
    form = writing.score_sheet(cell.office, cell.id).content
    path.write_bytes(forms.fill(form, {**given, "bt_note_2": "01 đồng chí ốm", "bt_scored_on": "04/04/2026"}))
    back = taking.understand(cell.office, path)
    assert (back.refused, back.title, back.total) == ("", "Phiếu tự chấm điểm", Decimal(93))
    taking.take(cell.office, [back])
    stored = meeting_scores.load(cell.office, cell.id)
    assert (stored.total, stored.notes, stored.scored_on) == (93, {"2": "01 đồng chí ốm"}, date(2026, 4, 4))


def test_a_day_of_scoring_before_the_meeting_is_refused_with_the_rule(cell: Cell) -> None:
    path = cell.path.with_name("diem.docx")
    path.write_bytes(forms.fill(writing.score_sheet(cell.office, cell.id).content, {"bt_scored_on": "01/04/2026"}))
    assert "không thể trước ngày sinh hoạt" in " ".join(taking.understand(cell.office, path).blocking)

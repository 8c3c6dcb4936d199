"""Cells' own score sheets (D6) that go out as Word forms and come back: read, checked, refused, stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import entries, entry_scores, history, undo
from bontot_desktop.services.office import Office
from bontot_desktop.services.returned import taking, writing
from tests import recognition_office as made
from tests import returned_forms as forms

BEST = {
    "1.1": "6 – Có kế hoạch, phân công, hạn, kiểm tra",
    "1.2": "10",
    "1.3": "6 – Tốt",
    "1.5": "Không áp dụng",
}


class Desk:
    """An office with two cells registered, and the folder in which forms go out and come back."""

    def __init__(self, folder: Path, code: str = "DE_XUAT_100") -> None:
        (folder / "data").mkdir()
        self.office: Office = made.make_office(folder / "data")
        self.campaign = made.open_campaign(self.office, code)
        self.entries = made.entry_ids(self.office, self.campaign)
        made.register(self.office, self.entries[:2])
        self.folder = folder

    def form(self, place: int = 0) -> bytes:
        return writing.self_score(self.office, self.entries[place]).content

    def whole(self, place: int = 0) -> dict[str, str]:
        """Return an answer for every field."""
        answers = {
            "bt_self_scored_on": "05/11/2026",
            "bt_self_vote_base": "10",
            "bt_self_present": "9",
            "bt_self_votes_for": "9 đồng chí",
            "bt_evidence_3_5": "Kết quả xếp loại đoàn thể",
        }
        for line in entry_scores.sheet(self.office, self.entries[place]).lines:
            if not line.is_group:
                said = BEST.get(line.code) or str(line.maximum.normalize()).replace(".", ",")
                answers[f"bt_points_{line.code.replace('.', '_')}"] = said
        return answers

    def back(self, content: bytes, name: str = "bang.docx") -> taking.Returned:
        path = self.folder / name
        path.write_bytes(content)
        return taking.understand(self.office, path)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made_desk = Desk(tmp_path)
    yield made_desk
    made_desk.office.close()


def test_a_filled_sheet_is_understood_and_stored_as_the_cells_own_score(desk: Desk) -> None:
    found = desk.back(forms.fill(desk.form(), desk.whole()))
    assert (found.refused, found.troubles, found.blocking, found.missing) == ("", (), (), ())
    assert (found.whose, found.about) == ("Chi bộ thôn Mẫu 1", "tự chấm “Chi bộ 4 tốt” năm 2026")
    taking.take(desk.office, [found])
    kept = entry_scores.sheet(desk.office, desk.entries[0])
    lines = {line.code: line for line in kept.lines}
    assert (lines["1.2"].self_points, lines["1.5"].is_left_out) == (Decimal(10), True)
    assert lines["3.5"].evidence == "Kết quả xếp loại đoàn thể"
    assert (kept.self_scored_on, kept.self_votes_for, kept.self_present) == (date(2026, 11, 5), 9, 9)
    with desk.office.read() as session:
        assert entries.find_entry(session, desk.entries[0]).state is EntryState.SELF_SCORED


def test_taking_a_sheet_in_is_one_act_that_is_taken_back(desk: Desk) -> None:
    taking.take(desk.office, [desk.back(forms.fill(desk.form(), desk.whole()))])
    line = history.recent(desk.office, limit=1)[0]
    undo.take_back(desk.office, line.id)
    assert entry_scores.sheet(desk.office, desk.entries[0]).lines[1].self_points is None


@pytest.mark.parametrize(
    ("field", "said", "sentence"),
    [
        ("bt_points_1_1", "7", "Điểm phải từ 0 đến "),
        ("bt_points_1_1", "0,3", "Điểm "),
        ("bt_points_1_1", "nhiều", "không phải số"),
        ("bt_points_1_1", "Không áp dụng", "không có mục “Không áp dụng”"),
        ("bt_self_scored_on", "31/12/2026", "còn ở phía trước"),
        ("bt_self_votes_for", "mười", "không phải số"),
    ],
)
def test_what_cannot_be_is_named_and_the_rest_is_read(desk: Desk, field: str, said: str, sentence: str) -> None:
    found = desk.back(forms.fill(desk.form(), {**desk.whole(), field: said}))
    (trouble,) = found.troubles
    assert (trouble.tag, sentence in trouble.sentence) == (field, True)
    assert "1.1" not in trouble.sentence
    assert found.draft is not None


def test_more_votes_than_voters_keep_a_sheet_from_being_stored(desk: Desk) -> None:
    found = desk.back(forms.fill(desk.form(), {**desk.whole(), "bt_self_votes_for": "11"}))
    assert not found.may_be_taken
    assert "nhiều hơn số đảng viên được biểu quyết" in found.blocking[0]


def test_empty_fields_are_named_together(desk: Desk) -> None:
    answers = {key: value for key, value in desk.whole().items() if key not in ("bt_points_1_1", "bt_points_2_1")}
    found = desk.back(forms.fill(desk.form(), answers))
    assert "điểm các tiêu chí 1.1 và 2.1" in found.missing


def test_criteria_changed_in_word_are_refused(desk: Desk) -> None:
    content = forms.reworded(forms.fill(desk.form(), desk.whole()), "Kết nạp đảng viên", "Kết nạp đoàn viên")
    found = desk.back(content)
    assert "có chữ in sẵn đã sửa" in found.refused
    assert "Chi bộ thôn Mẫu 1" in found.refused


def test_the_day_written_into_the_heading_is_no_change(desk: Desk) -> None:
    content = forms.reworded(forms.fill(desk.form(), desk.whole()), "năm 2026", "năm 2026")
    content = forms.reworded(content, "ngày        tháng", "ngày 05 tháng 11")
    assert desk.back(content).refused == ""


def test_lines_that_were_deleted_are_refused(desk: Desk) -> None:
    content = forms.reworded(forms.fill(desk.form(), desk.whole()), "Sinh hoạt chuyên đề", "")
    assert "đã bị xóa 1 dòng in sẵn" in desk.back(content).refused


def test_the_name_of_another_cell_is_refused(desk: Desk) -> None:
    content = forms.reworded(forms.fill(desk.form(), desk.whole()), "THÔN MẪU 1", "THÔN MẪU 2")
    assert desk.back(content).refused


def test_a_sheet_of_another_set_of_criteria_is_refused(desk: Desk) -> None:
    content = forms.fill(desk.form(), desk.whole())
    from bontot_desktop.services import campaigns

    draft = campaigns.load(desk.office, desk.campaign)
    campaigns.save(desk.office, replace(draft, criteria_set_id=made.set_id(desk.office, "DE_XUAT_4x25")))
    assert "bộ tiêu chí khác" in desk.back(content).refused


def test_a_score_that_was_changed_meanwhile_is_said(desk: Desk) -> None:
    content = forms.fill(desk.form(), desk.whole())
    sheet = entry_scores.sheet(desk.office, desk.entries[0])
    lines = tuple(line if line.is_group else replace(line, self_points=line.maximum) for line in sheet.lines)
    entry_scores.save(desk.office, replace(sheet, lines=lines))
    assert any("sau khi gửi bảng đi" in said for said in desk.back(content).warnings)


def test_passing_is_chosen_from_a_list(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "TANGIANG_2023")
    try:
        answers = {key: "Đạt" if key.startswith("bt_points") else said for key, said in desk.whole().items()}
        found = desk.back(forms.fill(desk.form(), {**answers, "bt_points_1_5": "không áp dụng"}))
        assert (found.refused, found.troubles) == ("", ())
    finally:
        desk.office.close()


def test_forms_go_to_the_cells_that_wait_and_to_one_by_its_code(desk: Desk) -> None:
    assert [form.whose for form in writing.self_scores_of(desk.office, made.YEAR)] == [
        "Chi bộ thôn Mẫu 1",
        "Chi bộ thôn Mẫu 2",
    ]
    with pytest.raises(NotFound, match="Năm 2020 chưa có đợt thi đua"):
        writing.self_scores_of(desk.office, 2020)
    with pytest.raises(Refused, match="không dự xét"):
        writing.self_score(desk.office, desk.entries[3])

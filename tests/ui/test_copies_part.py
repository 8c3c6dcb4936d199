"""A copy on the stick is told plainly; the verb that goes on stands at the right in every question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from bontot_desktop.places import user_places
from bontot_desktop.services import care, committee, second_place
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.system.copies import CopiesPart, _size
from bontot_desktop.ui.question import Question
from bontot_desktop.ui.restoring import Key
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.register_office import NOW, make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def part(office, qtbot):
    part = CopiesPart(Shell(office, AnswerWith(), AtOnce(), now=lambda: NOW))
    qtbot.addWidget(part)
    part.refresh()
    return part


def answer(part, *answers) -> AnswerWith:
    part._shell.asking = AnswerWith(*answers)
    return part._shell.asking


@pytest.fixture
def stick(tmp_path, monkeypatch):
    # The folders of a test lie on one disk; a stick does not.
    monkeypatch.setattr(second_place, "is_on_the_same_disk", lambda folder, data_file: False)
    stick = tmp_path / "usb"
    stick.mkdir()
    return stick


def test_a_copy_on_the_stick_is_told_with_its_place_its_size_and_that_it_was_checked(part, stick):
    assert "Chưa có nơi sao thứ hai" in part.second.words.text()
    asking = answer(part, stick)
    part.copy_elsewhere()
    (copy,) = stick.glob("*.bontot")
    told = asking.asked[-1]
    assert told.startswith("Đã sao dữ liệu xong.")
    for words in (str(stick), copy.name, "Cỡ: ", "đã được mở lại và kiểm tra"):
        assert words in told
    assert f"Nơi thứ hai: {stick}, bản sao hôm nay." in part.second.words.text()


def test_the_second_time_one_click_is_enough(part, stick):
    answer(part, stick)
    part.copy_elsewhere()
    asking = answer(part)
    part.copy_elsewhere()
    assert asking.asked == ["Bản sao ở nơi thứ hai đã có đủ mọi thay đổi và còn nguyên vẹn."]


def test_a_stick_that_is_not_there_is_one_calm_sentence(part, stick, tmp_path):
    answer(part, stick)
    part.copy_elsewhere()
    stick.rename(tmp_path / "rút ra")
    part.refresh()
    assert (
        "Chưa cắm USB này; khi cắm lại, bấm “Sao ra USB…” để sao; văn phòng mẫu không tự sao."
        in part.second.words.text()
    )
    asking = answer(part, "Quay lại")
    part.copy_elsewhere()
    assert asking.asked == [f"Chưa thấy nơi sao thứ hai “{stick}”. Hãy cắm USB ấy rồi bấm lại, hoặc chọn một nơi khác."]
    answer(part, "Chọn nơi khác…", tmp_path / "rút ra")
    part.copy_elsewhere()
    assert str(tmp_path / "rút ra") in part.second.words.text()


def test_a_place_on_the_disk_of_the_data_is_asked_about(part, tmp_path):
    asking = answer(part, tmp_path / "usb", "Quay lại")
    (tmp_path / "usb").mkdir()
    assert not part.second.choose()
    assert "cùng ổ đĩa" in asking.asked[-1]
    assert "Chưa có nơi sao thứ hai" in part.second.words.text()


def test_papers_go_along_when_ticked_and_it_is_said_that_they_are_not_secret(part, stick, office):
    assert part.second.papers.isHidden()
    answer(part, stick)
    part.copy_elsewhere()
    scan = office.papers / "2026" / "ban-ky.pdf"
    scan.parent.mkdir(parents=True)
    scan.write_bytes(b"%PDF-")
    assert not part.second.papers.isChecked()
    part.second.papers.click()
    assert "không mã hóa" in part.second.papers_hint.text()
    assert not part.second.papers_hint.isHidden()
    asking = answer(part)
    part.copy_elsewhere()
    assert "1 tệp" in asking.asked[-1]
    assert (stick / office.papers.name / "2026" / "ban-ky.pdf").exists()
    part.second.forget()
    assert "Chưa có nơi sao thứ hai" in part.second.words.text()


def test_a_broken_copy_stands_in_the_list_as_one_that_cannot_be_read(part, office):
    part.copy_now()
    folder = user_places().copies
    (folder / f"{office.data.path.stem} 2026-11-01 08-00-00.bontot").write_bytes(b"hong" * 3000)
    part.refresh()
    assert [row.state for row in part.table.rows.shown()] == ["Đọc được", "Không đọc được"]
    assert "1 bản không đọc được" in part._summary.text()
    asking = answer(part)
    part.check_copies()
    assert asking.asked[0].startswith("1 trong 2 bản sao không đọc được.")
    assert [row.state for row in part.table.rows.shown()] == ["Nguyên vẹn", "Không đọc được"]
    part.restore(part.table.rows.shown()[1].id)
    assert "là tệp chữ" in asking.asked[-1]


def test_any_file_may_be_gone_back_to_with_what_it_holds_and_what_is_lost(part, office, stick, qtbot):
    copy = care.make_copy(office, stick).path
    committee.save_committee(office, replace(committee.committee(office), place="Nơi Khác"))
    asking = answer(part, copy, "Khôi phục")
    with qtbot.waitSignal(part._shell.restore_wanted) as wanted:
        part.file_button.click()
    assert wanted.args == [copy, Key()]
    assert "Trong bản sao: " in asking.asked[-1]
    assert "Sẽ mất 1 thay đổi từ " in asking.asked[-1]
    answer(part, None)
    part.file_button.click()


def test_lengths_are_written_as_people_read_them():
    assert [_size(100), _size(300 * 1024), _size(5_742_592)] == ["1 KB", "300 KB", "5,5 MB"]


def test_the_verb_that_goes_on_stands_right_of_the_way_back(qtbot):
    question = Question(None, "Nhập mật khẩu", "", ["Mở", "Quay lại"], safe="Quay lại", main="Mở", icon="")
    qtbot.addWidget(question)
    question.show()
    left_to_right = sorted(question.findChildren(QPushButton), key=lambda button: button.x())
    assert [button.text() for button in left_to_right] == ["Quay lại", "Mở"]

"""Copies, restore, check, password, drafts, search and history through the services."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.errors import NoRoom, WrongPassword
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.services import care, committee, drafts, history, recovery_sheet, search
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.services.search import Found
from tests.small_office import NOW, PASSWORD, cheap_keys, clock, locked_office, office

__all__ = ["cheap_keys", "locked_office", "office"]


def test_a_copy_is_one_file_that_opens_elsewhere_with_the_password_alone(locked_office, tmp_path: Path) -> None:
    office, _ = locked_office()
    copy = care.make_copy(office, tmp_path / "usb")
    elsewhere = tmp_path / "máy khác"
    elsewhere.mkdir()
    alone = shutil.copy(copy.path, elsewhere)
    opened = open_office(Path(alone), password=PASSWORD, holder="thử", who="Thử", clock=clock)
    assert committee.committee(opened).name == "Đảng ủy xã Ví Dụ"
    opened.close()


def test_going_back_to_a_copy_says_what_is_lost_and_keeps_the_file_in_use(office: Office, tmp_path: Path) -> None:
    copy = care.make_copy(office, tmp_path / "sao")
    committee.save_committee(office, replace(committee.committee(office), place="Nơi Khác"))
    inside = care.look_inside(copy.path, None, now=NOW)
    assert inside.sentence.startswith("Trong bản sao: Đảng ủy xã Ví Dụ: 0 chi bộ, 0 đảng viên; thay đổi sau cùng lúc")
    assert "1 thay đổi" in care.what_would_be_lost(office, inside).sentence
    path = office.data.path
    office.close()
    restored = care.restore_copy(copy.path, path, None, now=NOW)
    assert restored.kept_aside is not None
    assert restored.kept_aside.is_file()
    again = open_office(path, holder="thử", who="Thử", clock=clock)
    assert committee.committee(again).place == "Ví Dụ"
    again.close()


def test_a_copy_if_changed_is_made_only_when_something_changed(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "sao"
    assert care.copy_if_changed(office, folder) is not None
    assert care.copy_if_changed(office, folder) is None
    assert len(care.kept_copies(folder, office.data.path)) == 1


@pytest.mark.parametrize("harm", ["empty", "text", "half", "flipped", "trailer", "folder"])
def test_a_broken_copy_is_shown_as_such_and_a_new_one_is_made(locked_office, tmp_path: Path, harm: str) -> None:
    office, _ = locked_office()
    folder = tmp_path / "sao"
    copy = care.make_copy(office, folder).path
    content = copy.read_bytes()
    copy.unlink()
    harmed = {
        "empty": b"",
        "text": b"khong phai du lieu" * 1000,
        "half": content[: len(content) // 2],
        "flipped": content[:50_000] + bytes([content[50_000] ^ 1]) + content[50_001:],
        "trailer": content[:-9],
    }
    if harm == "folder":
        copy.mkdir()
    else:
        copy.write_bytes(harmed[harm])
    shelf = care.kept_copies(folder, office.data.path)
    assert len(shelf) == 1
    assert care.checked_copy(shelf[0]).fault
    later = replace(office, now=lambda: NOW + timedelta(minutes=30))
    made = care.copy_if_changed(later, folder)
    assert made is not None
    assert [bool(care.checked_copy(one).fault) for one in care.kept_copies(folder, office.data.path)] == [False, True]
    assert care.copy_if_changed(later, folder) is None


def test_a_folder_that_cannot_be_made_is_one_sentence(office: Office, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("đây là tệp", encoding="utf-8")
    with pytest.raises(NoRoom, match="chọn nơi khác"):
        care.make_copy(office, tmp_path / "tệp" / "trong")


def test_a_new_office_has_nothing_amiss(office: Office, tmp_path: Path) -> None:
    assert all(answer.is_good for answer in care.check(office))
    assert care.repair(office, tmp_path / "sao") == 0


def test_the_password_changes_and_the_old_one_no_longer_opens(locked_office) -> None:
    office, _ = locked_office()
    care.change_password(office, PASSWORD, "mật khẩu mới")
    path = office.data.path
    office.close()
    with pytest.raises(WrongPassword):
        open_office(path, password=PASSWORD, holder="thử", who="Thử", clock=clock)
    open_office(path, password="mật khẩu mới", holder="thử", who="Thử", clock=clock).close()


def test_a_new_recovery_code_replaces_the_old(locked_office) -> None:
    office, old = locked_office()
    new = care.new_recovery_code(office)
    path = office.data.path
    office.close()
    with pytest.raises(WrongPassword):
        open_office(path, recovery_code=old, holder="thử", who="Thử", clock=clock)
    open_office(path, recovery_code=new, holder="thử", who="Thử", clock=clock).close()


def test_the_recovery_sheet_is_one_page_with_the_code_on_it(office: Office) -> None:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(recovery_sheet.render(office, "ABCDE-FGHJK-LMNPQ-RSTUV-XYZ23-45678"))
    assert len(pdf) == 1
    words = pdf[0].get_textpage().get_text_range()
    assert "ABCDE - FGHJK - LMNPQ" in words
    assert "RSTUV - XYZ23 - 45678" in words
    pdf.close()


def test_unfinished_typing_is_kept_found_and_dropped_without_history(office: Office) -> None:
    lines = len(history.recent(office))
    drafts.keep(office, "samples/1/feedback", "Rút kinh nghiệm", {"text": "đang gõ"})
    drafts.keep(office, "samples/1/feedback", "Rút kinh nghiệm", {"text": "đang gõ tiếp"})
    found = drafts.find(office, "samples/1/feedback")
    assert found is not None
    assert found.payload == {"text": "đang gõ tiếp"}
    assert [row.key for row in drafts.all_kept(office)] == ["samples/1/feedback"]
    drafts.drop(office, "samples/1/feedback")
    drafts.drop(office, "samples/1/feedback")
    assert drafts.find(office, "samples/1/feedback") is None
    assert len(history.recent(office)) == lines


def test_search_finds_with_and_without_marks_exact_ones_first(office: Office) -> None:
    with office.work("thử", "Thêm chi bộ") as session:
        for code, name in (("M1", "Chi bộ thôn Đằng Mẫu"), ("M2", "Chi bộ thôn Đặng Mẫu"), ("K1", "Chi bộ thôn Khác")):
            session.add(Cell(code=code, name=name, content_type=ContentType.VILLAGE_QUARTER, report_group="Nông thôn"))
    assert [hit.title for hit in search.search(office, "đặng mẫu")] == ["Chi bộ thôn Đặng Mẫu", "Chi bộ thôn Đằng Mẫu"]
    assert {hit.kind for hit in search.search(office, "mau dang")} == {Found.CELL}
    assert [hit.title for hit in search.search(office, "k1")] == ["Chi bộ thôn Khác"]
    assert search.search(office, "  ") == []
    assert search.search(office, "100%_") == []


def test_the_history_names_act_and_person(office: Office) -> None:
    committee.save_committee(office, replace(committee.committee(office), place="Nơi Khác"))
    newest = history.recent(office)[0]
    assert (newest.sentence, newest.line.who) == ("Sửa thông tin Đảng ủy", "Thử")
    assert newest.id in [line.id for line in history.of_record(office, "committee", 1)]

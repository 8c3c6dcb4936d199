"""The first hour of an office: its own untidy list goes in by the keyboard, a newer one follows, one act is undone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from bontot_desktop.services import cells, members
from bontot_desktop.ui import look, vietnamese
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.main_window import MainWindow, PageEntry
from bontot_desktop.ui.pages.cells import CellsPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.register_office import NOW, acts, make_office, write_sheets

HEADINGS = ["Số TT", "Họ tên", "Năm sinh", "GT", "Ngày kết nạp", "Ngày CT", "Số TĐV", "Chức danh"]


def person(number: int, name: str, post: str = "", gender: str = "Nam") -> list[object]:
    return [number, name, "1970", gender, date(2000, 2, 3), date(2001, 2, 3), f"1234567{number}", post]


def write(path, *people):
    rows = [["CHI BỘ THÔN MẪU ĐÔNG"], [], HEADINGS, *people, ["", f"Cộng: {len(people)} đồng chí"]]
    return write_sheets(path, {"thôn Mẫu Đông": rows})


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def test_a_list_goes_in_by_keys_alone_and_a_newer_one_updates_it(qtbot, qapp, office, tmp_path):
    look.apply(qapp, dark=False)
    vietnamese.install(qapp)
    first = write(tmp_path / "nam-ngoai.xlsx", person(1, "Nguyễn Ví Dụ", "BT"), person(2, "Lê Ví Dụ"))
    newer = write(tmp_path / "nam-nay.xlsx", person(1, "Nguyễn Ví Dụ", "BT"), person(3, "Trần Ví Dụ", gender="?"))
    shell = Shell(office, AnswerWith(first, newer), AtOnce(), now=lambda: NOW)
    window = MainWindow(shell, [PageEntry("cells", "Chi bộ", "users-three", CellsPage)])
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.go("cells")
    stack = window.page()

    stack.open_import()
    page = stack.top()
    for key in (page.file.choose_button, page.button, page.button, page.button):
        qtbot.keyClick(key, Qt.Key.Key_Return)
    assert stack.top() is stack.first
    assert window.status.said() == "Đã nhập 1 chi bộ, 2 đảng viên."
    (cell,) = cells.list_cells(office)
    assert (cell.name, cell.secretary) == ("Chi bộ thôn Mẫu Đông", "Nguyễn Ví Dụ")

    stack.open_import()
    page = stack.top()
    for key in (page.file.choose_button, page.button, page.button):
        qtbot.keyClick(key, Qt.Key.Key_Return)
    qtbot.keyClick(page.review.questions.table, Qt.Key.Key_3)
    (gone,) = page.review.gone.table.rows.rows()
    assert gone.gone.name == "Lê Ví Dụ"
    page.review.gone.table.rows.tick([gone.id])
    qtbot.keyClick(page.button, Qt.Key.Key_Return)
    now = {row.full_name: row.gender for row in members.list_members(office)}
    assert set(now) == {"Nguyễn Ví Dụ", "Trần Ví Dụ"}
    assert str(now["Trần Ví Dụ"].label) == "Nữ"
    assert len([line for line in acts(office) if line.startswith("Nhập danh bạ")]) == 2
    window.close()

"""What the person does with a table: narrows, sorts further, chooses columns, keeps a way of looking, exports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.services import table_views
from bontot_desktop.services.office import Office
from bontot_desktop.ui import look, memory
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.members import MemberList, MembersPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables import exporting
from bontot_desktop.ui.tables.arrangement import Arrangement
from bontot_desktop.ui.tables.filters import ColumnFilter
from bontot_desktop.ui.tables.panels import ColumnsPanel, HeadingPanel
from tests.register_office import make_office

PEOPLE = (
    ("Nguyễn Văn An", Gender.MALE, 1950, MemberStatus.FULL, "0012"),
    ("Trần Thị Ân", Gender.FEMALE, 1990, MemberStatus.PROBATIONARY, "0003"),
    ("Lê Văn Ăn", Gender.MALE, 1990, MemberStatus.FULL, "=1+1"),
    ("Đặng Thị Bình", Gender.FEMALE, 1950, MemberStatus.FULL, ""),
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = make_office(tmp_path)
    with office.work("thử", "Ghi sổ thử") as work:
        cell = Cell(code="M1", name="Chi bộ thôn Mẫu 1", content_type=ContentType.VILLAGE_QUARTER)
        work.add(cell)
        work.flush()
        for name, gender, year, status, card in PEOPLE:
            member = Member(full_name=name, gender=gender, birth_on=date(year, 1, 2), card_no=card)
            member.statuses.append(StatusRow(cell_id=cell.id, status=status))
            work.add(member)
    yield office
    office.close()


@pytest.fixture
def asking() -> AnswerWith:
    return AnswerWith()


@pytest.fixture
def page(qtbot: QtBot, office: Office, asking: AnswerWith) -> MemberList:
    pages = MembersPage(Shell(office, asking, now=office.now))
    qtbot.addWidget(pages)
    pages.resize(1150, 600)
    pages.refresh()
    pages.show()
    return pages.list


def names(page: MemberList) -> list[str]:
    return [row.full_name for row in page.table.rows.shown()]


def place(page: MemberList, title: str) -> int:
    return next(n for n, column in enumerate(page.table.rows.columns) if column.title == title)


def click(page: MemberList, title: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    heading = page.table.heading
    at = QPoint(heading.sectionViewportPosition(place(page, title)) + look.GAP, heading.height() // 2)
    QTest.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def test_a_click_sorts_and_shift_sorts_further(page: MemberList) -> None:
    click(page, "Ngày sinh")
    assert names(page) == ["Nguyễn Văn An", "Đặng Thị Bình", "Lê Văn Ăn", "Trần Thị Ân"]
    click(page, "Họ và tên", Qt.KeyboardModifier.ShiftModifier)
    click(page, "Họ và tên", Qt.KeyboardModifier.ShiftModifier)
    assert names(page) == ["Đặng Thị Bình", "Nguyễn Văn An", "Trần Thị Ân", "Lê Văn Ăn"]
    assert page.table.rows.order() == ((place(page, "Ngày sinh"), False), (place(page, "Họ và tên"), True))
    click(page, "Họ và tên")
    assert names(page) == ["Nguyễn Văn An", "Lê Văn Ăn", "Trần Thị Ân", "Đặng Thị Bình"]


def test_a_column_is_narrowed_by_ticking_values_and_the_chip_takes_it_back(page: MemberList) -> None:
    page.table.open_heading(place(page, "Giới tính"), QPoint(10, 10))
    panel = page.window().findChild(HeadingPanel)
    assert panel is not None
    values = panel.findChild(QListWidget, "values")
    assert values is not None
    assert [values.item(n).text() for n in range(values.count())] == ["Nam   (2)", "Nữ   (2)"]
    values.item(1).setCheckState(Qt.CheckState.Checked)
    assert names(page) == ["Trần Thị Ân", "Đặng Thị Bình"]
    panel.close()
    chip = page.filter.findChild(QPushButton, "narrowed:Giới tính")
    assert chip is not None
    assert chip.text() == "Giới tính: Nữ"
    chip.click()
    assert len(names(page)) == 4


def test_a_column_is_narrowed_by_words_without_marks_and_by_a_range(page: MemberList) -> None:
    page.table.narrow("Họ và tên", ColumnFilter(words="thi"))
    page.table.narrow("Ngày sinh", ColumnFilter(high=date(1960, 1, 1)))
    assert names(page) == ["Đặng Thị Bình"]
    page.table.narrow("Họ và tên", ColumnFilter(words="ân"))
    page.table.narrow("Ngày sinh", ColumnFilter())
    assert names(page) == ["Trần Thị Ân"]


def test_the_count_follows_what_is_narrowed_and_chosen(page: MemberList) -> None:
    page.table.narrow("Giới tính", ColumnFilter(values=frozenset({"Nữ"})))
    assert page.filter._count.text() == "2 trong 4 đảng viên"
    page.table.selectAll()
    assert page.filter._count.text() == "2 trong 4 đảng viên, chọn 2"


def test_columns_are_ticked_ordered_and_remembered(page: MemberList, qtbot: QtBot, office: Office) -> None:
    page.table.open_columns(QPoint(10, 10))
    panel = page.window().findChild(ColumnsPanel)
    assert panel is not None
    items = {panel.list.item(n).text(): panel.list.item(n) for n in range(panel.list.count())}
    items["Điện thoại"].setCheckState(Qt.CheckState.Checked)
    items["Giới tính"].setCheckState(Qt.CheckState.Unchecked)
    panel.close()
    titles = [column.title for column in page.table.shown_columns()]
    assert titles[-1] == "Điện thoại"
    assert "Giới tính" not in titles
    page.table.heading.moveSection(page.table.heading.visualIndex(place(page, "Số thẻ")), 0)
    again = MemberList(Shell(office, AnswerWith(), now=office.now))
    qtbot.addWidget(again)
    kept = [column.title for column in again.table.shown_columns()]
    assert kept[0] == "Số thẻ"
    assert set(kept) == set(titles)
    again.table.back_to_usual()
    assert again.table.shown_columns()[0].title == "Họ và tên"
    assert memory.words("cot/members/hien") == []


def test_a_shipped_way_of_looking_is_taken(page: MemberList) -> None:
    page.tools._fill()
    words = [action.text() for action in page.tools.button.menu().actions()]
    assert "Đảng viên dự bị" in words
    next(action for action in page.tools.button.menu().actions() if action.text() == "Trên 70 tuổi").trigger()
    assert names(page) == ["Nguyễn Văn An", "Đặng Thị Bình"]
    assert [column.title for column in page.table.shown_columns()][2] == "Tuổi"


def test_a_way_of_looking_is_kept_under_a_name_for_the_office(
    page: MemberList, asking: AnswerWith, office: Office
) -> None:
    page.filter.press_word("Dự bị")
    page.filter.tell()
    page.table.narrow("Giới tính", ColumnFilter(values=frozenset({"Nữ"})))
    asking.answers.append("Nữ dự bị")
    page.tools.keep()
    page.tools.back_to_usual()
    assert len(names(page)) == 4
    (view,) = table_views.named_views(office, "members")
    page.tools.take(Arrangement.read(view.state))
    assert names(page) == ["Trần Thị Ân"]
    assert page.filter.chip() is MemberStatus.PROBATIONARY
    page.tools.drop("Nữ dự bị")
    assert table_views.named_views(office, "members") == []


def test_what_is_shown_is_what_the_workbook_holds(
    page: MemberList, asking: AnswerWith, tmp_path: Path, office: Office
) -> None:
    target = tmp_path / "ra.xlsx"
    page.table.narrow("Tình trạng", ColumnFilter(values=frozenset({"chính thức"})))
    page.table.arrange(
        Arrangement(
            columns=("Số thẻ", "Họ và tên", "Ngày sinh", "Tuổi"),
            order=(("Họ và tên", True),),
            filters=page.table.arrangement().filters,
        )
    )
    asking.answers.append(target)
    exporting.export(page.tools._shell, page.table)
    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Đảng ủy xã Ví Dụ"
    assert rows[1][0] == "DANH SÁCH ĐẢNG VIÊN"
    assert "Tình trạng: chính thức" in rows[2][0]
    assert rows[4] == ["Số thẻ", "Họ và tên", "Ngày sinh", "Tuổi"]
    assert rows[5:] == [
        ["", "Đặng Thị Bình", date(1950, 1, 2), 76.0],
        ["=1+1", "Lê Văn Ăn", date(1990, 1, 2), 36.0],
        ["0012", "Nguyễn Văn An", date(1950, 1, 2), 76.0],
    ]


def test_copied_rows_tell_a_spreadsheet_what_is_text_and_what_is_a_day(page: MemberList) -> None:
    page.table.arrange(Arrangement(columns=("Số thẻ", "Ngày sinh", "Tuổi")))
    page.table.selectAll()
    page.table.copy(with_titles=True)
    data = QApplication.clipboard().mimeData()
    assert data.text().split("\n")[:2] == ["Số thẻ\tNgày sinh\tTuổi", "0012\t02/01/1950\t76"]
    assert 'mso-number-format:\'\\@\'" sdnum="1066;1066;@">0012</td>' in data.html()
    assert f'x:num="{(date(1950, 1, 2) - date(1899, 12, 30)).days}"' in data.html()


def test_a_kept_filter_reads_back_as_it_was() -> None:
    for one in (
        ColumnFilter(words="đặng"),
        ColumnFilter(values=frozenset({"", "Nữ"})),
        ColumnFilter(low=Decimal(70), high=Decimal("80.5")),
        ColumnFilter(low=date(2026, 3, 6)),
    ):
        assert ColumnFilter.read(one.plain()) == one
    assert not ColumnFilter.read({"values": 7, "low": "khác"})


def test_what_a_newer_program_kept_is_no_trouble(page: MemberList) -> None:
    page.table.arrange(
        Arrangement.read(
            {"columns": ["Cột lạ"], "order": [["Cột lạ", True], 3], "filters": {"Cột lạ": {"words": "a"}, "b": 1}}
        )
    )
    assert len(names(page)) == 4
    assert len(page.table.shown_columns()) == 1

"""The page Xếp loại, driven as a person drives it: levels by one key, lists pasted, caps told, decisions noted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from bontot_desktop.db.models.members import Member, PenaltyRow, StatusRow
from bontot_desktop.rules.member_records import Penalty
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import drafts, member_ratings, rating_decisions, ratings
from bontot_desktop.services.ratings import RatingDraft
from bontot_desktop.ui.asking import DROP, SAVE, STAY, AnswerWith
from bontot_desktop.ui.pages.ratings import cell_grid, member_model
from bontot_desktop.ui.pages.ratings.again import Again
from bontot_desktop.ui.pages.ratings.page import SHEET, RatingsPage
from bontot_desktop.ui.pages.ratings.points import VERIFIED
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made
from tests.paper_office import NOW
from tests.unikey import type_like_unikey

YEAR = 2026
X, T, H, K = QualityLevel


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    with office.work("test", "Đảng viên") as work:
        for name, admitted, *more in (
            ("Bùi Văn Mẫu", date(2010, 5, 1)),
            ("Cao Thị Mẫu", date(2010, 5, 1), MemberStatus.EXEMPT),
            ("Hồ Thị Mẫu", date(2026, 7, 10)),
            ("Lê Văn Mẫu", date(2012, 6, 25)),
        ):
            member = Member(full_name=name, admitted_on=admitted)
            work.add(member)
            work.flush()
            for status in (MemberStatus.FULL, *more):
                work.add(StatusRow(member_id=member.id, cell_id=1, status=status, from_on=admitted))
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def page(qtbot, shell):
    page = RatingsPage(shell)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    shell.gone = []
    shell.wanted.connect(lambda key, item: shell.gone.append((key, item)))
    page.resize(1160, 640)
    page.refresh()
    page.show()
    return page


def tab(page, key):
    page.open_item((key, YEAR))
    return page.home.part()


def sheet(page, cell_id=1):
    page.open_item((SHEET, YEAR, cell_id))
    return page.top()


def who(page, name):
    return next(one for one, line in page.model.people.items() if line.full_name == name)


def put(qtbot, grid, row_id, column, keys_typed):
    grid.setCurrentIndex(grid.index_of(row_id, column))
    grid.setFocus()
    qtbot.keyClicks(grid, keys_typed)


# Cells


def test_a_level_takes_one_key_and_enter_goes_down(qtbot, page, office):
    part = tab(page, "cells").part
    first, second, *_ = part.model.cells
    put(qtbot, part.grid, first, cell_grid.LEVEL, "2")
    qtbot.keyClick(part.grid, Qt.Key.Key_Return)
    qtbot.keyClicks(part.grid, "1")
    assert (part.model.value(first, cell_grid.LEVEL), part.model.value(second, cell_grid.LEVEL)) == (T, X)
    assert page.home.part().save()
    assert ratings.of_year(office, YEAR)[second].level is X
    QAbstractItemModelTester(part.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_the_level_follows_points_and_tasks_until_the_clerk_chooses(page):
    part = tab(page, "cells").part
    cell = next(iter(part.model.cells))
    part.model.put(cell, cell_grid.POINTS, Decimal(92))
    assert part.model.value(cell, cell_grid.LEVEL) is X
    for column, value in ((cell_grid.TOTAL, 20), (cell_grid.DONE, 20), (cell_grid.OVER, 5)):
        part.model.put(cell, column, value)
    assert part.model.value(cell, cell_grid.LEVEL) is T
    part.model.put(cell, cell_grid.LEVEL, X)
    part.model.put(cell, cell_grid.OVER, 4)
    assert part.model.value(cell, cell_grid.LEVEL) is X
    assert "vượt mức < 30 %" in part.model.flags_shown()[cell, cell_grid.LEVEL]
    assert page.home.part().save() is False


def test_points_without_a_level_are_not_saved_and_the_cursor_goes_there(page, office):
    here = tab(page, "cells")
    cell = next(iter(here.part.model.cells))
    here.part.model.put(cell, cell_grid.SELF, Decimal(80))
    assert here.save() is False
    assert "chưa chọn mức xếp loại" in here._state.text()
    assert ratings.of_year(office, YEAR) == {}


def test_levels_pasted_from_excel_are_read_as_offices_write_them(qtbot, page):
    part = tab(page, "cells").part
    ids = list(part.model.cells)
    part.grid.setCurrentIndex(part.grid.index_of(ids[0], cell_grid.LEVEL))
    QGuiApplication.clipboard().setText("HTTNV\nHoàn thành xuất sắc nhiệm vụ\nTốt\nkhông rõ")
    part.grid.paste()
    assert [part.model.value(cell, cell_grid.LEVEL) for cell in ids] == [T, X, T, None]
    assert "1 HTXSNV" in part.model.faults()[0][2]
    assert page.home.part().save() is False


def test_cells_are_found_by_what_is_missing(page):
    here = tab(page, "cells")
    first = next(iter(here.part.model.cells))
    here.part.model.put(first, cell_grid.LEVEL, T)
    here.bar.press("none")
    here.bar.changed.emit("", "none")
    hidden = [row for row in range(here.part.model.rowCount()) if here.part.grid.isRowHidden(row)]
    assert hidden == [0]


def test_what_is_decided_is_only_looked_at_and_rated_again_in_a_window(qtbot, page, office):
    cells = [line.cell_id for line in ratings.sheet(office, YEAR).lines]
    ratings.save_all(office, [RatingDraft(cell, YEAR, T) for cell in cells])
    rating_decisions.decide(office, YEAR, date(2026, 11, 20), members=False)
    here = tab(page, "cells")
    assert not here.save_button.isEnabled()
    here.part.grid.setCurrentIndex(here.part.grid.index_of(cells[0], cell_grid.LEVEL))
    qtbot.mouseClick(here.findChild(QPushButton, "tab-command:Xếp loại lại…"), Qt.MouseButton.LeftButton)
    window = here.dialog
    window.form.field("level").set_value(H)
    window.form.field("level").edited.emit()
    window.form.field("reason").set_value("Kết luận 05.")
    window.save()
    story = rating_decisions.versions_of_cell(office, cells[0], YEAR)
    assert [(row.level, row.standing) for row in story] == [(T, RatingStanding.DECIDED), (H, RatingStanding.PROPOSED)]
    decision = tab(page, "decision")
    assert any(row.what.startswith("Xếp loại lại") for row in decision._rows)
    assert decision.again_button.isVisible()
    again = Again.of_cell(here.shell, here.part.model.cells[cells[0]], YEAR)
    qtbot.addWidget(again)
    again.give_up()
    assert len(rating_decisions.versions_of_cell(office, cells[0], YEAR)) == 1


def test_a_cell_is_scored_criterion_by_criterion_and_its_total_goes_into_the_grid(qtbot, page, office):
    here = tab(page, "cells")
    cell = next(iter(here.part.model.cells))
    here.part.grid.setCurrentIndex(here.part.grid.index_of(cell, cell_grid.POINTS))
    here.score()
    window = here.dialog
    grid, sheet = window.grid, window.model.sheet()
    for item in sheet.facts.leaves:
        window.model.put(item.code, VERIFIED, item.maximum)
    assert grid.index_of("total", VERIFIED).data() == "100"
    assert "100 điểm, ứng với mức “Hoàn thành xuất sắc nhiệm vụ”." in window._state.text()
    window.save()
    assert here.part.model.value(cell, cell_grid.POINTS) == 100
    assert here.part.model.value(cell, cell_grid.LEVEL) is X


# Members


def test_a_member_is_scored_by_another_annex_after_asking_about_the_points(qtbot, page, shell):
    here = sheet(page)
    one = who(here, "Bùi Văn Mẫu")
    here.grid.setCurrentIndex(here.grid.index_of(one, member_model.POINTS))
    here.score()
    window = here.dialog
    first = window.model.sheet().facts.leaves[0]
    window.model.put(first.code, VERIFIED, Decimal(5))
    other = next(choice.id for choice in window.model.sheet().sets if choice.id != window.sets.value())
    shell.asking.answers = [STAY, DROP]
    window.sets.set_value(other)
    window.sets.edited.emit()
    assert window.sets.value() != other
    window.sets.set_value(other)
    window.sets.edited.emit()
    assert window.model.sheet().set_id == other
    assert window.model.sheet().given == {}
    window.reject()


def test_a_sheet_is_filled_by_keys_and_shows_who_is_not_evaluated(qtbot, page, office):
    here = sheet(page)
    exempt = who(here, "Cao Thị Mẫu")
    assert here.grid.index_of(exempt, member_model.WHY).data() == "Miễn"
    assert not here.model.may_edit(here.grid.index_of(exempt, member_model.LEVEL).row(), 9)
    one = who(here, "Bùi Văn Mẫu")
    put(qtbot, here.grid, one, member_model.CELL_LEVEL, "2")
    assert here.model.value(one, member_model.LEVEL) is T
    put(qtbot, here.grid, one, member_model.STATE, "3")
    assert "cao hơn xếp loại công chức" in here.model.flags_shown()[one, member_model.STATE]
    assert "1 miễn, 1 chưa đủ 6 tháng; 3 được đánh giá: HTXSNV 0, HTTNV 1" in here._summary.text()
    assert here.save()
    assert not here.is_edited()
    kept = next(line for line in member_ratings.sheet(office, 1, YEAR).lines if line.member_id == one)
    assert (kept.draft.cell_level, kept.draft.level, kept.draft.state_level) == (T, T, H)


def test_the_committee_may_rate_otherwise_than_the_cell_proposes_with_a_reason(qtbot, page):
    here = sheet(page)
    one = who(here, "Bùi Văn Mẫu")
    put(qtbot, here.grid, one, member_model.CELL_LEVEL, "1")
    put(qtbot, here.grid, one, member_model.LEVEL, "2")
    assert here.save() is False
    assert "Chi bộ đề nghị HTXSNV" in here._state.text()
    here.grid.setCurrentIndex(here.grid.index_of(one, member_model.REASON))
    here.grid.edit(here.grid.currentIndex())
    type_like_unikey(qtbot, QApplication.focusWidget(), "Heets suaats")
    assert here.save()


def test_points_suggest_and_fill_gives_the_suggestion_to_the_rest(page):
    here = sheet(page)
    first, second = who(here, "Bùi Văn Mẫu"), who(here, "Lê Văn Mẫu")
    here.model.put(first, member_model.POINTS, Decimal(75))
    assert here.model.value(first, member_model.LEVEL) is T
    here.model.put(second, member_model.POINTS, Decimal(60))
    here.model.put(second, member_model.CELL_LEVEL, None)
    here.model.put(second, member_model.LEVEL, None)
    here.fill()
    assert here.model.value(second, member_model.LEVEL) is H
    assert "Đã điền mức cho 1 đảng viên" in here._state.text()


def test_a_list_of_excel_is_taken_by_the_names_in_it(page):
    here = sheet(page)
    QGuiApplication.clipboard().setText(
        "TT\tHọ và tên\tNăm sinh\tĐiểm\tXếp loại\n"
        "1\tlê văn mẫu\t1980\t88,5\tHoàn thành tốt nhiệm vụ\n"
        "2\tBÙI VĂN MẪU\t1975\t92\tHTXSNV\n"
        "3\tNgười Lạ Mẫu\t1990\t80\tHTTNV\n"
    )
    here.paste()
    one, other = who(here, "Lê Văn Mẫu"), who(here, "Bùi Văn Mẫu")
    assert (here.model.value(one, member_model.POINTS), here.model.value(one, member_model.LEVEL)) == (
        Decimal("88.5"),
        T,
    )
    assert here.model.value(other, member_model.LEVEL) is X
    assert here._state.text() == "Đã điền 2 đảng viên. Không có trong chi bộ: Người Lạ Mẫu."
    QGuiApplication.clipboard().setText("không có gì")
    here.paste()
    assert "hãy chép các dòng trong Excel" in here._state.text()


def test_a_fault_of_the_old_commune_is_marked_and_asked_about(page, office):
    here = sheet(page)
    one = who(here, "Bùi Văn Mẫu")
    with office.work("test", "Kỷ luật") as work:
        work.add(
            PenaltyRow(
                member_id=one,
                penalty=Penalty.REPRIMAND,
                decision_on=date(2026, 12, 3),
                fault_year=2024,
                fault_unit="Đảng bộ xã Mẫu cũ",
            )
        )
    here.refresh()
    assert "tính cho nơi ấy" in here.model.flags_shown()[one, member_model.CASE]
    assert "tính cho nơi ấy" in here.model.about(one)


def test_the_share_of_the_cell_is_told_while_typing(qtbot, page):
    here = sheet(page)
    caps = here.findChild(QLabel, "member-caps")
    for name in ("Bùi Văn Mẫu", "Lê Văn Mẫu"):
        put(qtbot, here.grid, who(here, name), member_model.CELL_LEVEL, "1")
    assert "vượt 2" in caps.text()
    assert "cần chuyển 2 xuống tốt" in caps.text()


@pytest.mark.parametrize(("answer", "kept"), [(SAVE, T), (DROP, None)])
def test_leaving_a_sheet_asks_about_what_is_typed(qtbot, page, shell, office, answer, kept):
    here = sheet(page)
    one = who(here, "Bùi Văn Mẫu")
    put(qtbot, here.grid, one, member_model.CELL_LEVEL, "2")
    shell.asking.answers = [STAY, answer]
    assert page.pop() is False
    assert page.pop() is True
    lines = member_ratings.sheet(office, 1, YEAR).lines
    assert next(line for line in lines if line.member_id == one).draft.level is kept


def test_the_next_cell_of_the_list_follows_without_going_back(page):
    here = sheet(page)
    shown = [row.id for row in page.home.parts["members"].table.rows.shown()]
    here.go_on()
    assert here.cell_id == shown[shown.index(1) + 1]
    here.cell_id = shown[-1]
    here.go_on()
    assert "cuối danh sách" in here._state.text()


def test_unfinished_ratings_of_members_are_kept_and_offered(qtbot, page, office):
    here = sheet(page)
    one = who(here, "Bùi Văn Mẫu")
    put(qtbot, here.grid, one, member_model.CELL_LEVEL, "2")
    here.keeping.keep()
    (row,) = drafts.all_kept(office)
    assert row.key == f"member-ratings/{YEAR}/1"
    here.model.show_lines(YEAR, here.sheet.lines)
    page.pop_all()
    again = sheet(page)
    assert "gõ dở" in again.keeping.bar.label.text()
    again.keeping.go_on()
    assert again.model.value(one, member_model.LEVEL) is T
    again.drop()


def test_members_of_every_cell_are_counted_and_enter_opens_the_sheet(qtbot, page):
    here = tab(page, "members")
    row = next(row for row in here.table.rows.shown() if row.id == 1)
    assert (row.tally.total, row.tally.evaluated, row.tally.waiting) == (5, 3, 3)
    here.table.select(1)
    here.table.setFocus()
    qtbot.keyClick(here.table, Qt.Key.Key_Return)
    assert page.top().cell_id == 1


# Caps and decision


def test_the_share_of_each_group_is_listed_with_what_is_left(page, office):
    cells = [line.cell_id for line in ratings.sheet(office, YEAR).lines]
    ratings.save_all(office, [RatingDraft(cell, YEAR, X) for cell in cells])
    here = tab(page, "caps")
    assert [(row.subject, row.cap.is_over) for row in here._rows] == [("Chi bộ", True)] * 3
    here.bar.press("over")
    here.bar.changed.emit("", "over")
    assert len(here.table.rows.shown()) == 3
    assert "20 %" in here.rule.text()


def test_the_decision_says_what_is_missing_and_goes_there(qtbot, page):
    here = tab(page, "decision")
    assert [row.word for row in here._rows] == ["còn thiếu", "còn thiếu", "trong tỷ lệ", "chưa có"]
    here.table.select(1)
    here._go(1)
    assert page.home.tabs.currentIndex() == 0


def test_a_decision_made_elsewhere_is_written_down_with_its_day(qtbot, page, office):
    cells = [line.cell_id for line in ratings.sheet(office, YEAR).lines]
    ratings.save_all(office, [RatingDraft(cell, YEAR, T) for cell in cells])
    here = tab(page, "decision")
    here.note()
    here.dialog.form.field("members").set_value(False)
    here.dialog.save()
    assert "Hãy ghi ngày" in here.dialog.form._state.text()
    here.dialog.form.field("on").set_value(date(2026, 11, 20))
    here.dialog.save()
    assert rating_decisions.standing(office, YEAR).cells_decided == len(cells)
    assert here._rows[-1].word == "đã có"
    assert here.outside_button.isHidden()


def test_the_paper_of_the_year_is_opened_from_here(qtbot, page, office):
    cells = [line.cell_id for line in ratings.sheet(office, YEAR).lines]
    ratings.save_all(office, [RatingDraft(cell, YEAR, T) for cell in cells])
    dialog = tab(page, "decision").issue()
    assert dialog is not None
    qtbot.addWidget(dialog)
    assert whole_year(YEAR).code
    dialog.reject()


def test_years_with_ratings_are_offered_and_another_year_is_shown(page, office):
    cells = [line.cell_id for line in ratings.sheet(office, 2025).lines]
    ratings.save_all(office, [RatingDraft(cells[0], 2025, T)])
    page.refresh()
    assert [page.home.year.itemText(place) for place in range(page.home.year.count())] == ["Năm 2026", "Năm 2025"]
    page.open_item(("cells", 2025))
    assert page.home.part().part.year == 2025

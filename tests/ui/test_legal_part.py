"""Hệ thống, Căn cứ pháp lý: the list says what holds today; lines are added, ended, taken out and restored."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bontot_desktop.services import legal_bases
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import DROP, SAVE, AnswerWith
from bontot_desktop.ui.pages.system.legal import DROP_IT, RESTORE, LegalPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.small_office import clock, office
from tests.unikey import type_like_unikey

__all__ = ["office"]


@pytest.fixture
def shell(office: Office) -> Shell:
    return Shell(office, AnswerWith(), AtOnce(), now=clock)


@pytest.fixture
def part(shell: Shell, qtbot: QtBot) -> LegalPart:
    made = LegalPart(shell)
    qtbot.addWidget(made)
    shell.changed.connect(made.changed)
    made.resize(1100, 900)
    made.show()
    made.refresh()
    return made


def states(part: LegalPart) -> dict[str, str]:
    column = part.columns()[4]
    return {row.key: column.show(row) for row in part.table.rows.shown()}


def choose(part: LegalPart, key: str) -> None:
    part.table.select(next(row.id for row in part.table.rows.shown() if row.key == key))


def test_the_list_says_of_each_basis_whether_it_holds_today(part: LegalPart) -> None:
    found = states(part)
    assert found["dieu-le"] == found["208-qd-tw-2026"] == "Còn hiệu lực"
    assert found["20-qd-tw-2026"] == found["37-qd-tw-2021"] == "Hết hiệu lực"


def test_a_basis_of_the_office_is_typed_ticked_and_saved(part: LegalPart, shell: Shell, qtbot: QtBot) -> None:
    part.start_new()
    part.form.field("text").setPlainText("Căn cứ Kế hoạch số 12-KH/TU, ngày 05/02/2026 của Ban Thường vụ Tỉnh ủy;")
    type_like_unikey(qtbot, part.form.field("number"), "12-KH/TU")
    type_like_unikey(qtbot, part.form.field("year"), "2026")
    part.kinds.tick("D13").click()
    qtbot.mouseClick(part.form.save_button, Qt.MouseButton.LeftButton)
    saved = legal_bases.rows(shell.office)[-1]
    assert saved.text == "Căn cứ Kế hoạch số 12-KH/TU, ngày 05/02/2026 của Ban Thường vụ Tỉnh ủy"
    assert (saved.number, saved.year, saved.used_in) == ("12-KH/TU", 2026, ("D13",))
    assert part.table.current_id() == saved.id


def test_kinds_not_offered_today_stay_ticked(part: LegalPart, shell: Shell) -> None:
    choose(part, "dieu-le")
    before = part.form.draft().used_in
    part.form.field("valid_from").set_value(date(1930, 2, 3))
    part.form.save()
    assert set(legal_bases.rows(shell.office)[0].used_in) == set(before)
    assert legal_bases.rows(shell.office)[0].valid_from == date(1930, 2, 3)


def test_days_in_the_wrong_order_stand_under_their_field(part: LegalPart, shell: Shell) -> None:
    choose(part, "208-qd-tw-2026")
    part.form.field("valid_to").set_value(date(2026, 1, 1))
    part.form.save()
    assert next(row for row in legal_bases.rows(shell.office) if row.key == "208-qd-tw-2026").valid_to is None
    assert part.form.is_edited()
    shell.asking = AnswerWith(DROP)
    assert part.leaving()


def test_a_basis_is_taken_out_after_asking_and_all_come_back(part: LegalPart, shell: Shell, qtbot: QtBot) -> None:
    choose(part, "21-nq-tw-2022")
    button = next(one for one in part.form.findChildren(QPushButton) if one.text() == "Bỏ căn cứ này…")
    shell.asking = AnswerWith("Quay lại", DROP_IT, RESTORE)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "21-nq-tw-2022" in states(part)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "21-nq-tw-2022" not in states(part)
    part.restore()
    assert "21-nq-tw-2022" in states(part)


def test_a_new_basis_not_saved_yet_is_dropped_without_asking(part: LegalPart, shell: Shell) -> None:
    part.start_new()
    part.form.field("text").setPlainText("Căn cứ gì đó")
    part.drop(part.form.draft())
    assert not part.form.is_edited()
    assert part.form.draft().key == "dieu-le"


@pytest.mark.parametrize(("answer", "stays"), [("Quay lại", True), (DROP, False), (SAVE, False)])
def test_the_row_that_is_marked_is_the_one_whose_fields_are_shown(
    part: LegalPart, shell: Shell, qtbot: QtBot, answer: str, stays: bool
) -> None:
    first, other = (row.id for row in part.table.rows.shown()[:2])
    part.table.select(first)
    part.form.field("text").set_value("Căn cứ Điều lệ Đảng Cộng sản Việt Nam đang gõ dở")
    shell.asking = AnswerWith(answer)
    where = part.table.visualRect(part.table.rows.index(part.table.rows.place_of(other), 1)).center()
    qtbot.mouseClick(part.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    shown = first if stays else other
    qtbot.waitUntil(lambda: part.table.selected_ids() == [shown])
    assert part.table.current_id() == shown
    assert part.form.is_edited() is stays
    assert part.form.draft().id == shown
    part.form.show_draft(part.form.draft())

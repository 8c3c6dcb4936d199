"""The page Hệ thống, driven as a person does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bontot_desktop.services import committee, number_runs, terms
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import DROP, AnswerWith
from bontot_desktop.ui.pages.system.page import PARTS, SystemPage
from bontot_desktop.ui.pages.system.password import WROTE_DOWN
from bontot_desktop.ui.restoring import Key
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.small_office import PASSWORD, cheap_keys, locked_office, office
from tests.unikey import type_like_unikey

__all__ = ["cheap_keys", "locked_office", "office"]


@pytest.fixture
def shell(office: Office) -> Shell:
    return Shell(office, AnswerWith(), AtOnce())


@pytest.fixture
def page(shell: Shell, qtbot: QtBot) -> SystemPage:
    made = SystemPage(shell)
    qtbot.addWidget(made)
    shell.changed.connect(made.changed)
    made.resize(1100, 700)
    made.show()
    return made


def test_every_part_opens_and_says_what_it_is(page: SystemPage) -> None:
    for key, word, _ in PARTS:
        page.open_item(key)
        assert page.current().title() == word


def test_the_office_name_is_typed_and_saved(page: SystemPage, shell: Shell, qtbot: QtBot) -> None:
    form = page.current().form  # type: ignore[attr-defined]
    field = form.field("place")
    field.clear()
    type_like_unikey(qtbot, field, "Mẫu Hạ")
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert committee.committee(shell.office).place == "Mẫu Hạ"


def test_what_is_missing_stands_under_its_field_and_nothing_is_saved(
    page: SystemPage, shell: Shell, qtbot: QtBot
) -> None:
    form = page.current().form  # type: ignore[attr-defined]
    form.field("name").set_value("")
    form.save()
    assert committee.committee(shell.office).name == "Đảng ủy xã Ví Dụ"
    assert form.is_edited()
    shell.asking = AnswerWith(DROP)
    assert page.leaving()


def test_a_person_in_office_is_added(page: SystemPage, shell: Shell, qtbot: QtBot) -> None:
    page.open_item("people")
    part = page.current()
    part.start_new()  # type: ignore[attr-defined]
    form = part.form  # type: ignore[attr-defined]
    type_like_unikey(qtbot, form.field("full_name"), "Phạm Thử")
    type_like_unikey(qtbot, form.field("post"), "Ủy viên")
    form.save()
    assert "Phạm Thử" in [row.full_name for row in committee.holdings(shell.office)]
    assert part.table.current_row().full_name == "Phạm Thử"  # type: ignore[attr-defined]


def test_unsaved_typing_is_asked_about_before_another_part_opens(page: SystemPage, shell: Shell) -> None:
    form = page.current().form  # type: ignore[attr-defined]
    form.field("place").set_value("Đang gõ")
    shell.asking = AnswerWith("Quay lại", DROP)
    page.list.setCurrentRow(1)
    assert page.list.currentRow() == 0
    page.list.setCurrentRow(1)
    assert page.current().title() == "Nhiệm kỳ, số văn bản"


def test_the_part_that_stays_is_marked_after_a_click_on_another(page: SystemPage, shell: Shell, qtbot: QtBot) -> None:
    form = page.current().form  # type: ignore[attr-defined]
    form.field("place").set_value("Đang gõ")
    shell.asking = AnswerWith("Quay lại")
    where = page.list.visualItemRect(page.list.item(3)).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: [item.text() for item in page.list.selectedItems()] == [PARTS[0][1]])
    assert page.list.currentRow() == 0
    form.field("place").set_value("Ví Dụ")


def test_a_copy_is_made_and_listed_and_the_check_says_all_is_well(page: SystemPage, shell: Shell) -> None:
    page.open_item("copies")
    part = page.current()
    part.copy_now()  # type: ignore[attr-defined]
    assert len(part.table.rows.shown()) == 1  # type: ignore[attr-defined]
    shell.asking = AnswerWith()
    part.check()  # type: ignore[attr-defined]
    assert shell.asking.asked[0].startswith("Dữ liệu đúng và nguyên vẹn.")


def test_a_copy_is_told_to_the_frame_and_gone_back_to_by_a_button_in_sight(
    page: SystemPage, shell: Shell, qtbot: QtBot
) -> None:
    page.open_item("copies")
    part = page.current()
    assert part.restore_button.isHidden()
    with qtbot.waitSignal(shell.copied):
        part.copy_now()
    assert not part.restore_button.isHidden()
    part.table.selectRow(0)
    assert isinstance(shell.asking, AnswerWith)
    shell.asking.answers = ["Khôi phục"]
    with qtbot.waitSignal(shell.restore_wanted):
        part.restore_button.click()


def test_going_back_to_a_copy_is_asked_and_passed_to_the_frame(page: SystemPage, shell: Shell, qtbot: QtBot) -> None:
    page.open_item("copies")
    part = page.current()
    part.copy_now()  # type: ignore[attr-defined]
    copy = part.table.rows.shown()[0].id  # type: ignore[attr-defined]
    shell.asking = AnswerWith("Khôi phục")
    with qtbot.waitSignal(shell.restore_wanted) as wanted:
        part.restore(copy)  # type: ignore[attr-defined]
    assert wanted.args == [Path(copy), Key()]


def test_the_password_is_changed_only_when_typed_alike_twice(locked_office, qtbot: QtBot) -> None:
    office, _ = locked_office()
    shell = Shell(office, AnswerWith(), AtOnce())
    page = SystemPage(shell)
    qtbot.addWidget(page)
    page.open_item("password")
    form = page.current().form  # type: ignore[attr-defined]
    for name, words in (("old", PASSWORD), ("new", "mật khẩu mới"), ("again", "mật khẩu khác")):
        form.field(name).set_value(words)
    form.save()
    office.data.change_password(PASSWORD, PASSWORD)
    form.field("again").set_value("mật khẩu mới")
    form.save()
    assert form.values() == {"old": "", "new": "", "again": ""}
    office.data.change_password("mật khẩu mới", PASSWORD)


def test_a_new_recovery_code_is_shown_once(locked_office, qtbot: QtBot) -> None:
    office, old = locked_office()
    shell = Shell(office, AnswerWith("Lập mã mới", WROTE_DOWN), AtOnce())
    page = SystemPage(shell)
    qtbot.addWidget(page)
    page.open_item("password")
    page.current().new_code()  # type: ignore[attr-defined]
    shown = shell.asking.asked[1]  # type: ignore[attr-defined]
    assert shown.startswith("Mã khôi phục mới: ")
    assert old not in shown


def test_the_start_of_a_run_is_typed_into_its_cell(page: SystemPage, shell: Shell) -> None:
    page.open_item("terms")
    runs = page.current().number_runs  # type: ignore[attr-defined]
    place = runs.view.index_of("QĐ/ĐU", "start")
    runs.view.setCurrentIndex(place)
    runs.model.put_text(place.row(), place.column(), "57")
    assert runs.view.currentIndex() == runs.view.index_of("QĐ/ĐU", "start")
    term = terms.terms(shell.office)[0]
    found = {row.id: row for row in number_runs.runs(shell.office, term.id)}
    assert found["QĐ/ĐU"].next == 57
    assert runs.model.value("QĐ/ĐU", "next") == "57"
    assert not runs.model.may_edit(place.row(), place.column() + 1)


def test_a_former_name_of_the_committee_is_typed_and_kept(page: SystemPage, shell: Shell, qtbot: QtBot) -> None:
    form = page.current().form  # type: ignore[attr-defined]
    row = form.field("former_names").add()
    for field, words in ((row.name, "Đảng ủy xã Cũ"), (row.superior, "Đảng bộ huyện Mẫu"), (row.place, "Cũ")):
        type_like_unikey(qtbot, field, words)
    form.save()
    assert committee.committee(shell.office).former_names == ()
    row.to_on.set_value(date(2025, 6, 30))
    form.save()
    (kept,) = committee.committee(shell.office).former_names
    assert (kept.name, kept.superior, kept.to_on) == ("Đảng ủy xã Cũ", "Đảng bộ huyện Mẫu", date(2025, 6, 30))

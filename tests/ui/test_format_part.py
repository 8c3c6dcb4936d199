"""Hệ thống, Thể thức: a choice is seen on the paper beside it, saved for new papers, and taken back by its group."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from bontot_desktop.services import formats
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import DROP, AnswerWith
from bontot_desktop.ui.pages.system.format import FormatPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.small_office import office

__all__ = ["office"]


@pytest.fixture
def shell(office: Office) -> Shell:
    return Shell(office, AnswerWith(), AtOnce())


@pytest.fixture
def part(shell: Shell, qtbot: QtBot) -> FormatPart:
    made = FormatPart(shell)
    qtbot.addWidget(made)
    shell.changed.connect(made.changed)
    made.resize(1100, 700)
    made.show()
    made.refresh()
    return made


def test_every_choice_has_its_field(part: FormatPart) -> None:
    names = {name for group in formats.GROUPS.values() for name in group}
    assert set(part.form.values()) == names


def test_a_choice_is_seen_on_the_paper_that_shows_it_and_kept_only_when_saved(
    part: FormatPart, shell: Shell, qtbot: QtBot
) -> None:
    before = part.preview.pdf()
    assert before is not None
    field = part.form.field("minutes_chair")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    part.look_again()
    assert part.sample.value() == formats.MINUTES
    assert part.preview.pdf() not in (None, before)
    assert formats.load(shell.office).minutes_chair == "CHỦ TRÌ HỘI NGHỊ"
    qtbot.mouseClick(part.form.save_button, Qt.MouseButton.LeftButton)
    assert formats.load(shell.office).minutes_chair == "CHỦ TRÌ"
    assert not part.form.is_edited()


def test_a_choice_that_cannot_be_is_said_and_the_paper_stays(part: FormatPart, shell: Shell) -> None:
    before = part.preview.pdf()
    part.form.field("ruling_line").setPlainText("{{ ten }} QUYẾT ĐỊNH")
    part.look_again()
    assert part.preview.pdf() == before
    part.form.save()
    said = [label.text() for label in part.notice.findChildren(QLabel)]
    assert any("không có chỗ trống “ten”" in words for words in said)
    assert formats.load(shell.office) == formats.shipped()
    shell.asking = AnswerWith(DROP)
    assert part.leaving()


def test_a_group_goes_back_to_what_is_shipped_and_others_stay(part: FormatPart, qtbot: QtBot) -> None:
    part.form.field("two_sided").click()
    part.form.field("keep_copy_office").setText("Lưu Văn phòng")
    button = part.findChild(QPushButton, "reset:letter")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert part.form.field("keep_copy_office").value() == "Lưu Văn phòng Đảng ủy"
    assert part.form.field("two_sided").value()
    assert part.form.is_edited()


def test_another_sample_is_looked_at(part: FormatPart, qtbot: QtBot) -> None:
    before = part.preview.pdf()
    qtbot.keyClick(part.sample, Qt.Key.Key_Down)
    assert part.sample.value() == formats.MINUTES
    assert part.preview.pdf() not in (None, before)

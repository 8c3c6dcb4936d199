"""Hệ thống, Mẫu câu văn bản: sentences typed, gaps put in, versions made and gone back to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bontot_desktop.services import wording_editing
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import DROP, AnswerWith
from bontot_desktop.ui.pages.system.page import SystemPage
from bontot_desktop.ui.pages.system.wording import RESTORE, WordingPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.small_office import cheap_keys, office
from tests.unikey import type_like_unikey

__all__ = ["cheap_keys", "office"]


@pytest.fixture
def shell(office: Office) -> Shell:
    return Shell(office, AnswerWith(), AtOnce())


@pytest.fixture
def part(shell: Shell, qtbot: QtBot) -> WordingPart:
    made = SystemPage(shell)
    qtbot.addWidget(made)
    shell.changed.connect(made.changed)
    made.resize(1200, 700)
    made.show()
    made.open_item(("wording", "D13"))
    found = made.current()
    assert isinstance(found, WordingPart)
    return found


def test_a_sentence_is_typed_seen_and_kept_as_a_version(part: WordingPart, shell: Shell, qtbot: QtBot) -> None:
    assert part.form is not None
    field = part.form.field("proposal")
    field.setFocus()
    field.selectAll()
    type_like_unikey(qtbot, field, "Xét đề nghị của Văn phòng")
    part.look_again()
    assert part.preview.page_count() > 0
    qtbot.mouseClick(part.form.save_button, Qt.MouseButton.LeftButton)
    kept = wording_editing.view(shell.office, "D13")
    assert kept.version == 1
    assert kept.texts()["proposal"] == "Xét đề nghị của Văn phòng"
    assert "1 câu khác mẫu gốc" in part.state.text()


def test_a_gap_goes_where_the_cursor_stands(part: WordingPart, qtbot: QtBot) -> None:
    assert part.form is not None
    field = part.form.field("proposal")
    qtbot.mouseClick(field.viewport(), Qt.MouseButton.LeftButton)
    part._chosen(field)
    field.moveCursor(field.textCursor().MoveOperation.End)
    names = [part.gaps.item(row).data(Qt.ItemDataRole.UserRole) for row in range(part.gaps.count())]
    assert "year" in names
    part.insert_gap(part.gaps.item(names.index("year")))
    assert field.value().endswith("{{ year }}")
    assert part.restore_one.isEnabled() or part.form.is_edited()
    part.restore_sentence()
    assert not part.form.is_edited()


def test_a_strange_gap_is_told_and_not_kept(part: WordingPart, shell: Shell) -> None:
    assert part.form is not None
    part.form.field("article_1").set_value("Công nhận {{ cuont }}.")
    part.look_again()
    assert "cuont" in part.notice.label.text()
    assert not part.save()
    assert wording_editing.view(shell.office, "D13").version == 0


def test_the_shipped_wording_comes_back_and_the_versions_stay(part: WordingPart, shell: Shell) -> None:
    wording_editing.save(shell.office, "D13", {"proposal": "Theo đề nghị của Văn phòng"})
    part.refresh()
    shell.asking = AnswerWith(RESTORE)
    part.restore()
    assert wording_editing.view(shell.office, "D13").version == 2
    part.show_versions()
    assert part.versions is not None
    assert part.versions.says.toPlainText() == "Mọi câu như mẫu gốc."
    part.versions.table.select(1)
    assert "Theo đề nghị của Văn phòng" in part.versions.says.toPlainText()
    part.versions.go_back()
    assert wording_editing.view(shell.office, "D13").texts()["proposal"] == "Theo đề nghị của Văn phòng"
    part.versions.reject()
    assert part.form is not None
    assert part.form.field("proposal").value() == "Theo đề nghị của Văn phòng"


def test_another_kind_asks_about_what_was_typed(part: WordingPart, shell: Shell) -> None:
    assert part.form is not None
    part.form.field("proposal").set_value("Khác")
    shell.asking = AnswerWith(DROP)
    part.kind.set_value("F20")
    part.kind.edited.emit()
    assert part.kind.value() == "F20"
    assert part.form.field("opening").value().startswith("{{ held }}")

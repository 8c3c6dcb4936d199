"""Beginning a paper from the window of kinds: found, chosen, shown as a draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bontot_desktop.services.office import Office
from bontot_desktop.services.sources import SOURCES, Subject
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms import compose
from bontot_desktop.ui.forms.compose import ComposeDialog, open_compose
from bontot_desktop.ui.pages.registry import PAGES
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.recognition_office import judged, make_office
from tests.unikey import type_like_unikey


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    judged(made)
    yield made
    made.close()


@pytest.fixture
def dialog(office: Office, qtbot: QtBot) -> ComposeDialog:
    made = open_compose(Shell(office, AnswerWith(), AtOnce()))
    qtbot.addWidget(made)
    return made


def test_every_kind_that_can_be_made_is_offered(dialog: ComposeDialog) -> None:
    assert {row.id for row in dialog.kinds.rows.shown()} == set(SOURCES)


def test_a_kind_is_found_by_its_name_and_its_draft_shown(dialog: ComposeDialog, qtbot: QtBot) -> None:
    type_like_unikey(qtbot, dialog.search, "công nhận")
    dialog.search.ask()
    assert {row.id for row in dialog.kinds.rows.shown()} >= {"D13"}
    dialog.kinds.select("D13")
    assert dialog.about.value() is not None
    assert "2026" in dialog.about.text()
    qtbot.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]
    assert not dialog.isVisible()
    assert dialog.draft is not None
    dialog.draft.reject()


def test_the_draft_is_shown_from_the_keyboard(dialog: ComposeDialog, qtbot: QtBot) -> None:
    dialog.kinds.select("D13")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # type: ignore[no-untyped-call]
    assert dialog.draft is not None
    dialog.draft.reject()


def test_where_nothing_is_there_the_window_says_so(dialog: ComposeDialog) -> None:
    dialog.kinds.select("F20")
    assert not dialog.show_button.isEnabled()
    assert not dialog.nothing.isHidden()
    assert dialog.nothing.text() == "Chưa có buổi sinh hoạt điểm nào. Lập kế hoạch một buổi ở trang Chi bộ điểm."


def test_the_place_where_the_missing_thing_is_entered_is_one_press_away(dialog: ComposeDialog, qtbot: QtBot) -> None:
    went: list[str] = []
    dialog._shell.wanted.connect(lambda page, _: went.append(page))
    dialog.kinds.select("F20")
    assert dialog.there.text() == "Mở trang Chi bộ điểm"
    qtbot.mouseClick(dialog.there, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]
    assert went == ["samples"]
    assert not dialog.isVisible()


def test_every_subject_tells_what_is_missing_and_where_it_is_entered() -> None:
    assert set(compose._MISSING) == set(Subject)
    assert {page for _, page in compose._MISSING.values()} <= {page.key for page in PAGES}


def test_papers_of_ordinary_meetings_point_to_the_page_of_meetings(dialog: ComposeDialog) -> None:
    for kind in ("F1", "F2", "F5", "F6", "F7", "F8", "F9", "F10"):
        dialog.kinds.select(kind)
        dialog._say_missing(True)
        assert dialog.nothing.text().endswith("ở trang Sinh hoạt.")
        assert dialog.there.text() == "Mở trang Sinh hoạt"


def test_a_draft_that_cannot_be_made_is_told_and_the_window_stays(dialog: ComposeDialog) -> None:
    dialog.kinds.select("F5")
    if dialog.about.value() is None:
        dialog.go_on()
        assert dialog.about_row.problem() == "Xin chọn trong danh sách."
    assert dialog.isVisible()

"""A damaged file: back to a copy, or what can be read of it, offered where opening fails and in the check."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bontot_desktop.db.check import Answer
from bontot_desktop.places import user_places
from bontot_desktop.services import care
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.system.check_window import CheckWindow
from bontot_desktop.ui.pages.system.copies import CopiesPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.start.beginning import Beginning
from bontot_desktop.ui.start.damaged import LEAVE, RESTORE, SALVAGE
from bontot_desktop.ui.tasks import AtOnce
from tests.small_office import NOW, PASSWORD, cheap_keys, locked_office

__all__ = ["cheap_keys", "locked_office"]


def clock() -> datetime:
    return NOW


@pytest.fixture
def broken(locked_office) -> tuple[Path, Path]:
    """Return a locked office with a damaged page, and a good copy of it."""
    office, _ = locked_office()
    copy = care.make_copy(office, user_places().copies).path
    path = office.data.path
    office.close()
    content = bytearray(path.read_bytes())
    content[3 * 4096 : 4 * 4096] = b"\x55" * 4096
    path.write_bytes(content)
    (path.with_name(f"{path.name}-giu")).write_text("{}", encoding="utf-8")  # so that all of it is checked
    return path, copy


def begin(asking: AnswerWith) -> Beginning:
    return Beginning(user_places(), asking, who="Thử", clock=clock)


def test_at_the_start_a_copy_is_the_first_way(broken: tuple[Path, Path]) -> None:
    path, copy = broken
    asking = AnswerWith(PASSWORD, RESTORE, copy, PASSWORD, "Khôi phục")
    office = begin(asking).office(path, sample=False)
    assert office is not None
    assert office.data.path == path
    office.close()
    assert "hỏng" in asking.asked[1]


def test_at_the_start_what_can_be_read_is_saved_and_takes_the_place(broken: tuple[Path, Path]) -> None:
    path, _ = broken
    new = path.with_name("cuu.bontot")
    asking = AnswerWith(PASSWORD, SALVAGE, new, "Dùng tệp mới")
    office = begin(asking).office(path, sample=False)
    assert office is not None
    assert office.data.path == path
    assert all(answer.is_good for answer in care.check(office))
    office.close()
    assert "Lấy lại " in asking.asked[-1]
    assert new.with_name("cuu - bi mat.txt").is_file()
    assert list(path.parent.glob("*truoc khi khoi phuc*"))


def test_leaving_leaves_the_damaged_file_as_it_is(broken: tuple[Path, Path]) -> None:
    path, _ = broken
    before = path.read_bytes()
    assert begin(AnswerWith(PASSWORD, LEAVE)).office(path, sample=False) is None
    assert path.read_bytes() == before


@pytest.fixture
def part(locked_office, qtbot: QtBot):
    office, _ = locked_office()
    part = CopiesPart(Shell(office, AnswerWith(), AtOnce(), now=clock))
    qtbot.addWidget(part)
    part.refresh()
    return part


def test_the_check_names_what_is_wrong_and_mends_it(part: CopiesPart, qtbot: QtBot) -> None:
    office = part._shell.office
    office.data.driver.execute("UPDATE person SET full_name_folded = 'khac' WHERE id = 1")
    part.check()
    window = part.checked
    assert window is not None
    assert {row.word for row in window.table.rows.shown() if row.tone is Tone.BAD} == {"1 chỗ chưa đúng"}
    assert "Nguyễn" in window.details.toPlainText()
    assert window.mend_button.isVisible()
    assert not window.rescue_button.isVisible()
    with qtbot.waitSignal(window.destroyed):
        window.mend_button.click()
    assert all(answer.is_good for answer in care.check(office))


def test_a_damaged_page_in_the_check_offers_the_two_ways(qtbot: QtBot) -> None:
    called: list[str] = []
    answers = [Answer("machine", "Tệp còn nguyên?", 2, can_mend=False, details=("trang 7",))]
    window = CheckWindow(None, answers, mend=lambda: called.append("mend"), rescue=lambda: called.append("rescue"))
    window.show()
    assert window.rescue_button.isVisible()
    assert not window.mend_button.isVisible()
    assert window.details.toPlainText() == "trang 7"
    with qtbot.waitSignal(window.destroyed):
        window.rescue_button.click()
    assert called == ["rescue"]

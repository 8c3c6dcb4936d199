"""The movement's step as a person works through it: a briefing, who signed, papers typed in the grid, a model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from bontot_desktop.rules.movement import FindKind
from bontot_desktop.services.movement import briefings, commitments, finds, papers
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import DROP, AnswerWith
from bontot_desktop.ui.forms.movement_line import MovementLine
from bontot_desktop.ui.pages.recognition.movement import MovementStep
from bontot_desktop.ui.pages.recognition.page import RecognitionPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made

NOW = datetime(2026, 11, 21, 9, 0)
YEAR = 2026


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    opened = made.make_office(tmp_path)
    made.open_campaign(opened)
    yield opened
    opened.close()


@pytest.fixture
def shell(office) -> Shell:
    return Shell(office, AnswerWith(), AtOnce(), now=lambda: NOW)


@pytest.fixture
def page(shell, qtbot) -> RecognitionPage:
    made_page = RecognitionPage(shell)
    qtbot.addWidget(made_page)
    shell.changed.connect(made_page.changed)
    made_page.resize(1366, 768)
    made_page.show()
    made_page.refresh()
    return made_page


@pytest.fixture
def step(page) -> MovementStep:
    page.journey.steps.open_step("movement")
    found = page.journey.parts["movement"]
    assert isinstance(found, MovementStep)
    return found


def test_a_briefing_is_written_in_its_window_and_counted_in_the_heading(step, office):
    view: Any = step.views["briefings"]
    dialog = step.new()
    dialog.form.field("subject").set_value("Quán triệt kế hoạch số 05-KH/ĐU")
    dialog.form.field("held_on").set_value(date(2026, 2, 26))
    dialog.form.field("participants").set_value(64)
    dialog.form.save()
    assert [row.draft.participants for row in briefings.list_briefings(office, YEAR)] == [64]
    assert step._hint.text() == "1 hội nghị, 1 buổi, 64 lượt người dự."
    view.remove(view.rows[0])
    assert briefings.list_briefings(office, YEAR) == []


def test_cells_sign_with_their_members_and_one_member_loses_the_day_again(step, office):
    step.open_view("commitments")
    view: Any = step.views["commitments"]
    view.table.rows.tick([row.id for row in view.rows[:2]], True)
    assert view.sign_button.text() == "Ghi ngày ký (2)…"
    dialog = view.new()
    dialog.form.field("signed_on").set_value(date(2026, 3, 6))
    dialog.form.save()
    assert [row.is_whole for row in commitments.list_cells_signed(office, YEAR)] == [True, True, False, False]
    view.table.select(view.rows[0].id)
    members = view.open_members()
    members.table.select(members._rows[0].id)
    members.write(strike=True)
    assert commitments.list_cells_signed(office, YEAR)[0].missing == 1
    members.day.set_value(None)
    members.write(strike=False)
    assert commitments.list_cells_signed(office, YEAR)[0].missing == 1
    members.reject()


def test_papers_are_typed_in_the_grid_and_asked_about_before_they_are_lost(step, office, shell):
    step.open_view("papers")
    view = step.papers
    row = papers.sheet(office, YEAR).rows[0]
    view.model.put(row.id, "KH", 3)
    assert step.is_edited()
    shell.asking = AnswerWith(DROP)
    step.open_view("finds")
    assert not step.is_edited()
    step.open_view("papers")
    view.model.put(row.id, "KH", 2)
    assert step.save()
    assert papers.sheet(office, YEAR).rows[0].numbers == {"KH": 2}
    assert "Chi bộ báo cáo 2 văn bản" in step._hint.text()


def test_a_model_is_marked_worth_copying_and_found_again_from_elsewhere(page, step, office):
    cell_id = papers.sheet(office, YEAR).rows[0].id
    draft = finds.FindDraft(YEAR, cell_id, FindKind.MODEL, title="Tuyến đường tự quản")
    find_id = finds.save(office, draft).id
    page.open_item(("find", find_id))
    view: Any = step.view()
    assert view is step.views["finds"]
    assert view.current().id == find_id
    view.mark()
    assert finds.list_finds(office, YEAR)[0].draft.is_worth_copying
    assert view.copy_button.text() == "Bỏ dấu nhân rộng"


def test_the_page_of_a_cell_names_its_commitment_and_its_models(shell, office, qtbot):
    cell_id = papers.sheet(office, YEAR).rows[0].id
    commitments.sign(office, YEAR, [cell_id], commitments.SigningDraft(date(2026, 3, 6)))
    for month in range(1, 7):
        finds.save(office, finds.FindDraft(YEAR, cell_id, month=month, title=f"Việc tốt thứ {month}"))
    line = MovementLine(shell)
    qtbot.addWidget(line)
    went: list[Any] = []
    shell.go = lambda page, item=None: went.append((page, item))
    line.say(cell_id, YEAR)
    assert line.word.text() == "Phong trào 2026: ký cam kết 06/03/2026, 1/1 đảng viên; 6 việc tốt, mô hình:"
    assert [link.text() for link in line.links][-1] == "và 4 mục khác"
    line.links[0].click()
    line.links[-1].click()
    assert [page for page, _ in went] == ["recognition", "recognition"]
    line.say(None, YEAR)
    assert line.isHidden()

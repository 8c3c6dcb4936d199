"""The walk of a score: a table put to use, the meeting scored, sent in, decided, printed, and the level of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bontot_desktop.rules.scoring import Rating, ScoreKind, ScoreState, show
from bontot_desktop.services import issuing, meeting_scores, meetings, official_scores, seeding
from bontot_desktop.services.office import Office
from bontot_desktop.services.official_scores import Decision
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.score_form import ScoreForm
from bontot_desktop.ui.forms.score_model import LEVEL, POINTS
from bontot_desktop.ui.forms.year_line import YearLine
from bontot_desktop.ui.pages.system.score_tables import ScoreTablesPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import meeting_office as made
from tests.documents.measure import quick_lines


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = made.make_office(tmp_path)
    with office.work("test", "Bảng điểm") as session:
        seeding.plant(session)
    yield office
    office.close()


def test_a_score_goes_from_the_table_to_the_level_of_the_year(qtbot: QtBot, office: Office) -> None:
    shell = Shell(office, AnswerWith(), AtOnce())
    _put_to_use(qtbot, shell, "AN_PHU")
    meeting_id = meetings.save(office, made.filled(office)).id
    form = ScoreForm(shell)
    qtbot.addWidget(form)
    form.resize(1200, 700)
    form.show()
    form.open(meeting_id)
    # Suggestions first, one answer by its figure, the rest in full.
    form.suggest_button.click()
    form.grid.setCurrentIndex(form.grid.index_of("7", LEVEL))
    QTest.keyClicks(form.grid, "2")
    form.fill_button.click()
    assert form.model.value("7", POINTS) == 27
    assert form.save()
    own = meeting_scores.of_meeting(office, meeting_id)[0]
    assert (own.state, own.rating) == (ScoreState.PROPOSED, Rating.GOOD)

    meeting_scores.submit(office, [meeting_id], date(2026, 4, 2))
    (row,) = official_scores.month_rows(office, 2026, 3)
    assert (row.state, row.is_late) == (ScoreState.SUBMITTED, False)
    official_scores.decide_month(office, 2026, 3, [Decision(meeting_id, Decimal(88), "Sổ ghi thiếu phần kết luận")])
    form.open(meeting_id)
    assert not form.save_button.isEnabled()
    assert form.state.label.text().startswith(ScoreState.OFFICIAL.label)

    said = " ".join(line for page in quick_lines(issuing.preview(office, "F9", meeting_id).pdf) for line in page)
    assert f"Xếp loại: Tốt; cấp trên xếp loại: {Rating.FAIR.label}." in said
    assert f"TỔNG ĐIỂM 100 {show(own.total)} 88" in said
    line = YearLine()
    qtbot.addWidget(line)
    line.say(office, made.cell_id(office), 2026)
    assert line.level.label.text() == "Sinh hoạt năm 2026: Trung bình"

    official_scores.reopen_month(office, 2026, 3, [meeting_id])
    form.open(meeting_id)
    assert form.save_button.isEnabled()
    assert meeting_scores.load(office, meeting_id, ScoreKind.OFFICIAL).is_stored is False


def _put_to_use(qtbot: QtBot, shell: Shell, code: str) -> None:
    part = ScoreTablesPart(shell)
    qtbot.addWidget(part)
    shell.changed.connect(part.changed)
    part.refresh()
    part.table.select(next(row.id for row in part._rows.values() if row.code == code))
    part.form.field("is_in_use").set_value(True)
    assert part.save()

"""The line on a cell's page that tells the level of its year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bontot_desktop.services import meetings, scores, seeding
from bontot_desktop.services.office import Office
from bontot_desktop.ui.forms.year_line import YearLine
from tests import meeting_office as made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = made.make_office(tmp_path)
    with office.work("test", "Bảng điểm") as session:
        seeding.plant(session)
    yield office
    office.close()


def test_the_level_is_told_with_its_reason_and_nothing_where_nothing_is_rated(qtbot: QtBot, office: Office) -> None:
    line = YearLine()
    qtbot.addWidget(line)
    line.say(office, made.cell_id(office), 2026)
    assert not line.isVisibleTo(None)
    meeting_id = meetings.save(office, made.filled(office)).id
    with office.work("test", "Điểm") as session:
        scores.store_total(session, meeting_id, Decimal(75), today=office.today())
    line.say(office, made.cell_id(office), 2026)
    assert line.level.label.text() == "Sinh hoạt năm 2026: Trung bình"
    assert line.why.text() == (
        "1/1 buổi từ Trung bình trở lên. Chưa đạt Khá: 1 buổi từ Khá trở lên, cần ít nhất 7 (tạm tính)."
    )
    # In January the year before still tells more.
    line.say(office, made.cell_id(office), 2027)
    assert line.level.label.text() == "Sinh hoạt năm 2026: Trung bình"
    line.say(office, None, 2026)
    assert line.isHidden()

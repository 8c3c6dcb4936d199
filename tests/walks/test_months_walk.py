"""A month of all cells from its schedule to its ratings: agree, issue F10, type the results, decide, issue F11."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.services import official_scores, papers, year_glance
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.issue import IssueDialog
from bontot_desktop.ui.main_window import MainWindow
from bontot_desktop.ui.pages import registry
from bontot_desktop.ui.pages.meetings import month as results
from bontot_desktop.ui.pages.meetings import ratings
from bontot_desktop.ui.pages.meetings import schedule_model as lines
from bontot_desktop.ui.shell import Shell
from tests import sample_office as made
from tests.meeting_office import cell_id

NOW = datetime(2026, 11, 21, 9, 0)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    with office.work("test", "Ngày cố định") as session:
        for number, cell in enumerate(session.query(Cell).order_by(Cell.code), start=3):
            cell.fixed_day, cell.usual_time, cell.usual_place = number, time(19, 30), f"Nhà văn hóa {number}"
    yield office
    office.close()


def issue(window, tab):
    """Press the tab's paper and issue it; returns the words of its pages."""
    tab.paper_button.click()
    dialog = next(one for one in window.findChildren(IssueDialog) if one.isVisible())
    dialog.issue()
    row = papers.rows(window.shell.office)[0]
    reader = PdfReader(BytesIO(papers.shown(window.shell.office, row.id)))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def put(tab, row, column, words):
    tab.model.setData(tab.grid.index_of(row, column), words)


def test_a_month_goes_from_its_schedule_to_its_ratings(qtbot, office):
    shell = Shell(office, asking=AnswerWith("Chốt"), now=lambda: NOW)
    window = MainWindow(shell, [registry.entry("meetings"), registry.entry("papers")])
    shell.asking.parent = window
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.go("meetings")
    home = window.page().home

    home.go_to("schedule", 2026, 11)
    schedule = home.part()
    first = cell_id(office)
    put(schedule, -first, lines.DAY, "10")
    put(schedule, -first, lines.REASON, "Trùng ngày hội")
    schedule.agree_all()
    notice = issue(window, schedule)
    assert "Nhà văn hóa 3" in notice
    assert "10/11/2026" in notice

    home.go_to("year", 2026, 11)
    assert [row.months[10].is_due for row in year_glance.glance(office, 2026)] == [True, True, True]
    home.part().open_month(0, 11)
    month = home.part()
    ids = [row.id for row in month.model.rows()]
    for cell, (day, came, points) in zip(ids, (("10", "20/22", "92"), ("4", "đủ", "75")), strict=False):
        for column, words in ((results.DAY, day), (results.TURNOUT, came), (results.POINTS, points)):
            put(month, cell, column, words)
    assert month.save()

    home.go_to("ratings", 2026, 11)
    rated = home.part()
    put(rated, ids[1], ratings.TOTAL, "70")
    put(rated, ids[1], ratings.REASON, "Tài liệu gửi muộn")
    assert rated.decide()
    rated.finish_levels()
    listed = issue(window, rated)
    assert "92" in listed
    assert "Tài liệu gửi muộn" in listed

    home.go_to("year", 2026, 11)
    marks = [row.months[10] for row in year_glance.glance(office, 2026)]
    assert [mark.rating for mark in marks] == [Rating.GOOD, Rating.FAIR, None]
    assert [row.official_total for row in official_scores.month_rows(office, 2026, 11)] == [Decimal(92), Decimal(70)]
    assert date(2026, 11, 10) == official_scores.month_rows(office, 2026, 11)[0].held_on

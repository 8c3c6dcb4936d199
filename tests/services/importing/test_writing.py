"""Writing an import: in turns, whole or not at all, and the history tells it as if every row had come by itself."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.db import history
from bontot_desktop.services import cells, importing, member_forms, members, undo
from bontot_desktop.services.importing import applying
from tests.register_office import acts, make_office, write_sheets

HEADINGS = ["TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ", "Chi bộ", "Tình trạng"]


def people(count: int, first: int = 1, cell: str = "Chi bộ thôn Mẫu 1") -> list[list[object]]:
    return [
        [n, f"Nguyễn Ví  Dụ {n} ", date(1970, 1, 2), date(2000, 2, 3), "3/2/2001", f"1000{n:04d}", cell, "miễn SH"]
        for n in range(first, first + count)
    ]


def book(folder, rows):
    return importing.read(write_sheets(folder / "ds.xlsx", {"Đảng viên": [HEADINGS, *rows]}))


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setattr(applying, "A_TURN", 3)
    office = make_office(tmp_path)
    yield office
    office.close()


def held(office) -> tuple[int, int, list[str]]:
    return len(cells.list_cells(office)), len(members.list_members(office)), acts(office)


def test_an_import_tells_how_far_it_is_and_ends_with_all_its_rows(office, tmp_path):
    plan = importing.plan(office, book(tmp_path, people(7)))
    steps = list(importing.apply_in_turns(office, plan))
    assert steps == [1, 4, 7, 8, 8]
    assert importing.rows_to_write(plan) >= steps[-1]
    assert held(office)[:2] == (1, 7)


def test_an_import_that_is_stopped_leaves_nothing_written(office, tmp_path):
    before = held(office)
    plan = importing.plan(office, book(tmp_path, people(7)))
    steps = importing.apply_in_turns(office, plan)
    assert [next(steps), next(steps)] == [1, 4]
    steps.close()
    assert held(office) == before
    importing.apply(office, plan)
    assert held(office)[:2] == (1, 7)


def test_rows_written_together_stand_as_those_of_the_form(office, tmp_path):
    importing.apply(office, importing.plan(office, book(tmp_path, people(1))))
    (row,) = members.list_members(office)
    imported = member_forms.member_draft(office, row.id)
    fields = ("full_name", "birth_on", "admitted_on", "official_on", "card_no")
    by_hand = member_forms.MemberDraft(
        **{name: getattr(imported, name) for name in fields}, note="", start_cell_id=imported.statuses[0].cell_id
    )
    by_hand = member_forms.entering(by_hand, member_forms.MemberStatus.EXEMPT, imported.statuses[0].cell_id)
    assert [line.period for line in imported.statuses] == sorted(
        (line.period for line in by_hand.statuses), key=lambda period: period.from_on or date.min
    )
    assert imported.full_name == "Nguyễn Ví Dụ 1"
    assert [found.id for found in members.list_members(office)] == [row.id]
    with office.ask() as driver:
        folded = driver.execute("SELECT full_name_folded FROM member WHERE id = ?", (row.id,)).fetchone()[0]
        found = driver.execute("SELECT count(*) FROM finding WHERE finding MATCH '\"10000001\"'").fetchone()[0]
    assert (folded, found) == ("nguyen vi du 1", 1)


def test_the_history_holds_every_row_and_takes_them_all_back(office, tmp_path):
    before = held(office)[:2]
    importing.apply(office, importing.plan(office, book(tmp_path, people(5))))
    last = office.data.last_act()
    with office.read() as session:
        changes = history.changes_of(session, last.id)
    tables = [change.table for change in changes]
    assert (tables.count("cell"), tables.count("member"), tables.count("member_status")) == (1, 5, 15)
    member = next(change for change in changes if change.table == "member")
    assert (member.op, member.after["full_name"], member.after["birth_on"]) == (
        "insert",
        "Nguyễn Ví Dụ 1",
        "1970-01-02",
    )
    assert "full_name_folded" not in member.after
    undo.take_back(office, last.id)
    assert held(office)[:2] == before


def test_changes_of_many_members_are_written_in_turns_too(office, tmp_path):
    importing.apply(office, importing.plan(office, book(tmp_path, people(7))))
    newer = people(7)
    for row in newer[:5]:
        row[2] = date(1971, 1, 2)
    plan = importing.plan(office, book(tmp_path, newer))
    assert list(importing.apply_in_turns(office, plan)) == [0, 3, 5, 5]
    assert sorted(str(row.birth_on) for row in members.list_members(office)).count("1971-01-02") == 5


def test_who_moves_by_a_list_leads_the_old_cell_no_more(office, tmp_path):
    headings = [*HEADINGS[:-1], "Chức vụ"]
    rows = [[*row[:-1], "Bí thư"] for row in people(1)]
    first = write_sheets(tmp_path / "a.xlsx", {"Đảng viên": [headings, *rows]})
    importing.apply(office, importing.plan(office, importing.read(first)))
    rows = [[*row[:-1], ""] for row in people(1, cell="Chi bộ thôn Mẫu 2")]
    second = write_sheets(tmp_path / "b.xlsx", {"Đảng viên": [headings, *rows]})
    importing.apply(office, importing.plan(office, importing.read(second)))
    with office.ask() as driver:
        assert driver.execute("SELECT count(*) FROM post WHERE to_on IS NULL").fetchone()[0] == 0

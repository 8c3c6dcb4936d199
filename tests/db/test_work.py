"""One act is one transaction and one line of history; reading never writes."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, update
from sqlcipher3 import dbapi2

from bontot_desktop.db import history
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.history import RowChange
from bontot_desktop.db.house import Draft, Setting
from bontot_desktop.db.ledger import Ledger, plain_value
from bontot_desktop.db.models.cells import Cell, CellName
from bontot_desktop.db.work import RUN_LASTS, Run
from bontot_desktop.errors import NoRoom, Refused
from bontot_desktop.rules.cells import ContentType
from tests.db.office import NOW, WHO, add_cell, cell_names


def lines(opened: DataFile) -> list[str]:
    with opened.read() as session:
        return [line.sentence for line in history.recent(session)]


def changes(opened: DataFile, line: int) -> list[RowChange]:
    with opened.read() as session:
        return history.changes_of(session, line)


def test_an_act_writes_one_line_with_the_rows_it_made(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    with office.read() as session:
        (line,) = history.recent(session)
    assert (line.who, line.act, line.sentence, line.at) == (WHO, "register.save_cell", "Thêm Chi bộ thôn Mẫu 1", NOW)
    (change,) = changes(office, line.id)
    assert (change.table, change.op, change.row_id, change.before) == ("cell", "insert", 1, {})
    assert change.after["name"] == "Chi bộ thôn Mẫu 1"
    assert change.after["content_type"] == "VILLAGE_QUARTER"
    assert "name_folded" not in change.after


def test_a_change_keeps_before_and_after_of_the_changed_columns_only(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    with office.work("register.save_cell", "Sửa", who=WHO, now=NOW) as work:
        cell = work.get_one(Cell, 1)
        cell.note = "Họp ngày 5"
        work.flush()
        cell.note = "Họp ngày 6"
    (change,) = changes(office, 2)
    assert (change.op, change.before, change.after) == ("update", {"note": ""}, {"note": "Họp ngày 6"})


def test_saving_the_same_again_writes_nothing(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    before = office.path.read_bytes() if not office.is_encrypted else None
    with office.work("register.save_cell", "Sửa", who=WHO, now=NOW) as work:
        cell = work.get_one(Cell, 1)
        cell.name = " Chi bộ  thôn Mẫu 1 "
        work.flush()
        cell.note = "khác"
        work.flush()
        cell.note = ""
    assert work.act.history_id is None
    assert before is None
    assert lines(office) == ["Thêm Chi bộ thôn Mẫu 1"]


def test_children_deleted_with_their_parent_are_in_the_history(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    with office.work("register.name", "Thêm tên", who=WHO, now=NOW) as work:
        cell = work.get_one(Cell, 1)
        cell.names.append(CellName(name="Chi bộ thôn Cũ"))
    with office.work("register.delete", "Xóa", who=WHO, now=NOW) as work:
        work.delete(work.get_one(Cell, 1))
    gone = {(change.table, change.op): change.before for change in changes(office, 3)}
    assert gone["cell", "delete"]["name"] == "Chi bộ thôn Mẫu 1"
    assert gone["cell_name", "delete"]["name"] == "Chi bộ thôn Cũ"


def refused_act(opened: DataFile) -> None:
    with opened.work("register.save_cell", "Thêm", who=WHO, now=NOW) as work:
        work.add(Cell(code="1", name="Chi bộ thôn Mẫu 1", content_type=ContentType.VILLAGE_QUARTER))
        work.flush()
        raise Refused("không được")


def test_a_child_taken_out_of_its_parents_list_is_in_the_history(office: DataFile) -> None:
    cell_id = add_cell(office, "CB01")
    with office.work("cells.name", "Thêm tên cũ", who=WHO, now=NOW) as work:
        cell = work.get_one(Cell, cell_id)
        cell.names.append(CellName(name="Chi bộ xóm Mẫu"))
    with office.work("cells.name", "Bỏ tên cũ", who=WHO, now=NOW) as work:
        cell = work.get_one(Cell, cell_id)
        cell.names.remove(cell.names[-1])
    with office.read() as session:
        line = history.recent(session, limit=1)[0]
        gone = history.changes_of(session, line.id)
    assert line.sentence == "Bỏ tên cũ"
    assert [(row.table, row.op, row.before["name"]) for row in gone] == [("cell_name", "delete", "Chi bộ xóm Mẫu")]


def test_an_error_takes_everything_back(office: DataFile) -> None:
    with pytest.raises(Refused, match="không được"):
        refused_act(office)
    assert cell_names(office) == []
    assert lines(office) == []


def test_the_sentence_may_be_known_late(office: DataFile) -> None:
    with office.work("import", "", who=WHO, now=NOW) as work:
        work.add(Cell(code="1", name="Chi bộ thôn Mẫu 1", content_type=ContentType.VILLAGE_QUARTER))
        work.sentence = f"{work.sentence}Nhập 1 chi bộ"
    assert lines(office) == ["Nhập 1 chi bộ"]


def test_drafts_are_kept_without_a_line_of_history(office: DataFile) -> None:
    with office.work("drafts.keep", "", who=WHO, now=NOW) as work:
        work.add(Draft(key="cell/1", title="Chi bộ", payload={"name": "Chi"}, saved_at=NOW))
    assert lines(office) == []
    with office.read() as session:
        assert session.get_one(Draft, "cell/1").payload == {"name": "Chi"}


def test_a_setting_changed_and_not_changed(office: DataFile) -> None:
    for value in ({"a": 1, "b": [1, 2]}, {"b": [1, 2], "a": 1}, {"a": 2}):
        with office.work("settings", "Đổi cài đặt", who=WHO, now=NOW) as work:
            work.merge(Setting(key="trang", value=value))
    assert len(lines(office)) == 2
    assert changes(office, 2)[0].row_id == "trang"


def test_a_records_page_shows_its_own_acts(office: DataFile) -> None:
    for name in ("Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"):
        add_cell(office, name)
    with office.read() as session:
        assert [line.sentence for line in history.of_rows(session, {"cell": {2}}, subject=("cell", 2))] == [
            "Thêm Chi bộ thôn Mẫu 2"
        ]
        assert [line.id for line in history.recent(session, before_id=2)] == [1]


def test_a_work_inside_a_work_is_our_bug(office: DataFile) -> None:
    with office.work("a", "A", who=WHO, now=NOW), pytest.raises(RuntimeError, match="inside"):  # noqa: SIM117
        with office.work("b", "B", who=WHO, now=NOW):
            pass


def test_reading_inside_a_work_sees_what_it_did(office: DataFile) -> None:
    with office.work("a", "A", who=WHO, now=NOW) as work:
        work.add(Cell(code="1", name="Chi bộ thôn Mẫu 1", content_type=ContentType.VILLAGE_QUARTER))
        assert cell_names(office) == ["Chi bộ thôn Mẫu 1"]


def test_mass_writes_cannot_slip_past_the_history(office: DataFile) -> None:
    statements = (update(Cell).values(note="x"), delete(Cell), insert(Cell).values(code="1"))
    for statement in statements:
        with pytest.raises(RuntimeError, match="history"), office.work("a", "A", who=WHO, now=NOW) as work:
            work.execute(statement)


def test_a_reading_cannot_write(office: DataFile) -> None:
    with office.read() as session:
        session.add(Cell(code="1", name="Chi bộ thôn Mẫu 1", content_type=ContentType.VILLAGE_QUARTER))
        with pytest.raises(RuntimeError, match="must not write"):
            session.flush()
        session.expunge_all()
        with pytest.raises(RuntimeError, match="must not write"):
            session.execute(delete(Cell))


def test_a_full_file_says_so_and_keeps_the_data(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    pages = office.driver.execute("PRAGMA page_count").fetchone()[0]
    office.driver.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(NoRoom, match="đã đầy"):
        add_cell(office, "Chi bộ " + "rất dài " * 10_000)
    assert cell_names(office) == ["Chi bộ thôn Mẫu 1"]


def test_another_thread_is_refused_at_once(office: DataFile) -> None:
    met: list[BaseException] = []

    def elsewhere() -> None:
        try:
            office.driver.execute("SELECT 1")
        except dbapi2.ProgrammingError as fault:
            met.append(fault)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert met


def test_references_are_enforced(office: DataFile) -> None:
    with office.read() as session:
        assert session.scalar(select(1)) == 1
    assert office.driver.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_several_saves_of_one_act_make_one_account() -> None:
    ledger = Ledger()
    ledger.note("t", (1,), "insert", {}, {"a": 1, "b": 1})
    ledger.note("t", (1,), "update", {"a": 1}, {"a": 2})
    ledger.note("t", (2,), "update", {"a": 1}, {"a": 2})
    ledger.note("t", (2,), "delete", {"a": 2, "b": 5}, {})
    ledger.note("t", (3,), "insert", {}, {"a": 1})
    ledger.note("t", (3,), "delete", {"a": 1}, {})
    ledger.note("t", (4,), "delete", {"a": 1, "b": 1}, {})
    ledger.note("t", (4,), "insert", {}, {"a": 1, "b": 2})
    ledger.note("t", (5, "x"), "update", {"a": 1}, {"a": 2})
    ledger.note("t", (5, "x"), "update", {"a": 2, "b": 0}, {"a": 1, "b": 1})
    assert [(row["id"], row["op"], row["before"], row["after"]) for row in ledger.entries()] == [
        (1, "insert", {}, {"a": 2, "b": 1}),
        (2, "delete", {"a": 1, "b": 5}, {}),
        (4, "update", {"b": 1}, {"b": 2}),
        ([5, "x"], "update", {"b": 0}, {"b": 1}),
    ]


def test_values_in_the_history_are_plain() -> None:
    assert plain_value(NOW) == "2026-11-21T14:05:00"
    assert plain_value(NOW.date()) == "2026-11-21"
    assert plain_value(ContentType.STUDENT) == "STUDENT"
    assert plain_value(b"abc")["bytes"] == 3


def test_an_act_is_logged_by_its_word_and_line_and_names_nobody(
    office: DataFile, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="bontot_desktop.db.work"):
        add_cell(office, "Chi bộ thôn Mẫu 1")
        with office.work("register.save_cell", "Sửa Chi bộ thôn Mẫu 1", who=WHO, now=NOW):
            pass
    assert caplog.messages == ["act register.save_cell: history line 1, 1 rows"]


def test_a_plain_question_sees_what_the_open_work_wrote(office: DataFile) -> None:
    with office.work("register.save_cell", "Thêm chi bộ", who=WHO, now=NOW) as work:
        work.add(Cell(code="01", name="Chi bộ thôn Mẫu 1", content_type=ContentType.VILLAGE_QUARTER))
        with office.ask() as driver:
            assert driver.execute("SELECT name FROM cell").fetchall() == [("Chi bộ thôn Mẫu 1",)]


def test_a_plain_question_that_the_disk_refuses_is_told_like_any_other(office: DataFile) -> None:
    office.driver.execute("PRAGMA query_only = ON")
    with pytest.raises(NoRoom), office.ask() as driver:
        driver.execute("DELETE FROM cell")


def note(opened: DataFile, words: str, run: Run, *, who: str = WHO, at: datetime = NOW, cell_id: int = 1) -> None:
    with opened.work("register.save_cell", "Sửa chi bộ", who=who, now=at, run=run) as work:
        cell = work.get_one(Cell, cell_id)
        cell.note = words
        work.about(cell)


def test_acts_of_one_run_make_one_line_with_what_stood_before_the_first(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    run, later = Run(), NOW + timedelta(minutes=1)
    note(office, "a", run)
    with office.work("register.save_cell", "Sửa chi bộ", who=WHO, now=later, run=run) as work:
        cell = work.get_one(Cell, 1)
        cell.names.append(CellName(name="Chi bộ thôn Cũ"))
        cell.note = "b"
        work.about(cell)
    note(office, "b", run)
    assert lines(office) == ["Sửa chi bộ", "Thêm Chi bộ thôn Mẫu 1"]
    last = office.last_act()
    # A copy made after the first of them holds less: the line has a number and a time of its own.
    assert last is not None
    assert (last.id, last.at, run) == (3, later, Run(3, NOW))
    found = {
        change.table: (change.op, change.before.get("note"), change.after.get("note")) for change in changes(office, 3)
    }
    assert found == {"cell": ("update", "", "b"), "cell_name": ("insert", None, None)}
    with office.ask() as driver:
        assert driver.execute("SELECT DISTINCT history_id FROM history_touch ORDER BY 1").fetchall() == [(1,), (3,)]


def test_another_person_another_record_and_a_long_time_begin_a_new_line(office: DataFile) -> None:
    for name in ("Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"):
        add_cell(office, name)
    run = Run()
    note(office, "a", run)
    note(office, "b", run, who="Người khác")
    note(office, "c", run, who="Người khác", cell_id=2)
    note(office, "d", run, who="Người khác", at=NOW + RUN_LASTS, cell_id=2)
    note(office, "e", run, who="Người khác", at=NOW + RUN_LASTS + timedelta(seconds=1), cell_id=2)
    assert lines(office).count("Sửa chi bộ") == 4


def test_an_act_between_and_a_new_run_begin_a_new_line(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    run = Run()
    note(office, "a", run)
    add_cell(office, "Chi bộ thôn Mẫu 2")
    note(office, "b", run)
    note(office, "c", run)
    note(office, "d", Run())
    assert lines(office)[:4] == ["Sửa chi bộ", "Sửa chi bộ", "Thêm Chi bộ thôn Mẫu 2", "Sửa chi bộ"]


def test_a_run_that_ends_where_it_began_keeps_both_its_lines(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    run = Run()
    note(office, "a", run)
    note(office, "", run)
    assert lines(office)[:2] == ["Sửa chi bộ", "Sửa chi bộ"]


def _refused_in(opened: DataFile, run: Run) -> None:
    with opened.work("register.save_cell", "Sửa", who=WHO, now=NOW, run=run) as work:
        work.get_one(Cell, 1).note = "b"
        work.flush()
        raise Refused("không được")


def test_a_run_that_fails_leaves_its_line_as_it_was(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    run = Run()
    note(office, "a", run)
    with pytest.raises(Refused, match="không được"):
        _refused_in(office, run)
    assert run == Run(2, NOW)
    (change,) = changes(office, 2)
    assert change.after == {"note": "a"}

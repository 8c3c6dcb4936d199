"""Every question finds what is wrong, and the remedies put it right."""

from __future__ import annotations

from bontot_desktop.db import check, history
from bontot_desktop.db.datafile import DataFile
from tests.db.office import NOW, WHO, add_cell


def wrong(opened: DataFile) -> dict[str, int]:
    return {answer.key: answer.count for answer in check.check(opened) if not answer.is_good}


def test_a_healthy_office_answers_every_question_well(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    assert wrong(office) == {}
    assert all(answer.sentence.endswith("?") for answer in check.check(office))


def test_texts_and_companions_written_past_the_door_are_found_and_mended(office: DataFile) -> None:
    for number in (1, 2, 3):
        add_cell(office, f"Chi bộ thôn Mẫu {number}")
    office.driver.execute("UPDATE cell SET name = 'Chi bo\u0323\u0302  thôn' WHERE id = 1")
    office.driver.execute("UPDATE cell SET name_folded = 'khac' WHERE id = 2")
    assert wrong(office) == {"texts": 1, "companions": 2}
    assert check.mend(office, who=WHO, now=NOW) == 2
    assert wrong(office) == {}
    with office.read() as session:
        assert history.recent(session)[0].sentence == check.REPAIR_SENTENCE
        (change,) = history.changes_of(session, 4)
    assert change.after == {"name": "Chi bộ thôn"}


def test_mending_a_healthy_office_does_nothing(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    assert check.mend(office, who=WHO, now=NOW) == 0
    last = office.last_act()
    assert last is not None
    assert last.id == 1


def test_unreadable_words_and_lost_references_are_counted(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    office.driver.execute("PRAGMA foreign_keys = OFF")
    office.driver.execute(
        "INSERT INTO cell_name (cell_id, name, name_folded, short_name, decision_no) VALUES (99, '', '', '', '')"
    )
    office.driver.execute("UPDATE history SET changes = '{' WHERE id = 1")
    office.driver.execute("INSERT INTO history_touch (history_id, row_table, row_id) VALUES (77, 'cell', 1)")
    assert wrong(office) == {"machine": 1, "json": 1, "history": 1}
    (machine, *_) = check.check(office)
    assert machine.details == ("Tên theo thời gian số 1 trỏ tới một mục không còn: chi bộ.",)
    assert not machine.can_mend

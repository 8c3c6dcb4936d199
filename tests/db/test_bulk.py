"""Rows written together are the rows objects would have written."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.db import history
from bontot_desktop.db.bulk import add_rows
from bontot_desktop.db.house import FileInfo
from bontot_desktop.db.models.members import Member
from bontot_desktop.rules.members import Gender
from tests.register_office import make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


FACTS = {"full_name": " Đỗ  Ví Dụ\u200b", "gender": Gender.FEMALE, "birth_on": date(1980, 5, 6), "note": "a\r\nb "}


def test_a_row_is_the_same_whether_written_as_an_object_or_with_others(office):
    with office.work("test.object", "Một") as work:
        one = Member(**FACTS)
        work.add(one)
    with office.work("test.bulk", "Hai") as work:
        (other,) = add_rows(work, Member, [FACTS])
    with office.ask() as driver:
        rows = [driver.execute("SELECT * FROM member WHERE id = ?", (key,)).fetchone()[1:] for key in (one.id, other)]
    assert rows[0] == rows[1]
    with office.read() as session:
        told = [history.changes_of(session, key)[0].after for key in (last(office) - 1, last(office))]
    assert {**told[0], "id": 0} == {**told[1], "id": 0}


def last(office) -> int:
    return office.data.last_act().id


def test_the_rows_of_a_work_that_fails_are_not_there(office):
    def fail() -> None:
        with office.work("test.bulk", "Hỏng") as work:
            add_rows(work, Member, [FACTS, FACTS])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with office.ask() as driver:
        assert driver.execute("SELECT count(*) FROM member").fetchone()[0] == 0


def test_no_rows_are_no_ids_and_odd_columns_are_refused(office):
    with office.work("test.bulk", "Không") as work:
        assert add_rows(work, Member, []) == []
        with pytest.raises(TypeError, match="created_at"):
            add_rows(work, FileInfo, [{"format": "x"}])

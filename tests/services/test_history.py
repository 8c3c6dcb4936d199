"""The history in the words of the screen, and that of one record with its parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import Column, Enum

from bontot_desktop.db.base import COMPANION, Base
from bontot_desktop.rules import record_words
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.services import cell_forms, history, samples, undo
from bontot_desktop.services.cell_forms import PostLine
from bontot_desktop.services.history_words import GONE
from tests import register_office, sample_office, villages


@pytest.fixture
def office(tmp_path):
    office = register_office.make_office(tmp_path)
    yield office
    office.close()


def recorded_columns() -> list[tuple[str, Column]]:
    found = []
    for mapper in Base.registry.mappers:
        if not getattr(mapper.class_, "__unrecorded__", False):
            table = mapper.local_table
            found += [(str(table), c) for c in table.c if not c.primary_key and COMPANION not in c.info]
    return found


def test_every_recorded_table_and_column_has_its_vietnamese_word():
    assert {table for table, _ in recorded_columns()} <= set(record_words.TABLES)
    assert [(t, c.name) for t, c in recorded_columns() if not record_words.knows(t, c.name)] == []
    for table, words in record_words.TABLES.items():
        assert set(words.named_by) <= set(Base.metadata.tables[table].c.keys())


def test_every_code_of_the_tables_has_a_label():
    for table, column in recorded_columns():
        if isinstance(column.type, Enum):
            assert column.type.enum_class is not None
            assert all(member.label for member in column.type.enum_class), (table, column.name)


def told(office, place=0):
    line = history.recent(office)[place]
    return {(field.record, field.label): (field.old, field.new) for field in history.fields_of(office, line.id).fields}


def test_values_are_told_as_the_screen_shows_them(office):
    village = villages.Village(office, "Chi bộ thôn Mẫu 1")
    draft = cell_forms.cell_draft(office, village.id)
    cell_forms.save_cell(
        office,
        replace(draft, usual_time=time(19, 30), has_committee=not draft.has_committee, founded_on=date(1976, 3, 6)),
    )
    cell = "Chi bộ: Chi bộ thôn Mẫu 1"
    found = told(office)
    assert found[cell, "Giờ sinh hoạt thường lệ"] == ("", "19:30")
    assert found[cell, "Ngày thành lập"] == ("", "06/03/1976")
    assert set(found[cell, "Có chi ủy"]) == {"Có", "Không"}


def test_a_part_is_named_by_whom_it_is_about(office):
    village = villages.Village(office, "Chi bộ thôn Mẫu 1")
    draft = cell_forms.cell_draft(office, village.id)
    posts = (*draft.posts, PostLine(None, village.people[2], "", CellPost.COMMITTEE_MEMBER, date(2026, 3, 6)))
    cell_forms.save_cell(office, replace(draft, posts=posts))
    post = "Chức vụ trong chi bộ: Nguyễn Văn Cúc 1 – Chi ủy viên"
    assert told(office)[post, "Từ ngày"] == ("", "06/03/2026")


def test_a_record_shows_its_own_acts_and_those_on_its_parts(office):
    one = villages.Village(office, "Chi bộ thôn Mẫu 1")
    villages.Village(office, "Chi bộ thôn Mẫu 2")
    lines = history.of_record(office, "cell", one.id)
    assert [line.sentence for line in lines] == ["Sửa Chi bộ thôn Mẫu 1", "Thêm Chi bộ thôn Mẫu 1"]
    assert {field.label for field in lines[0].fields} >= {"Từ ngày"}
    assert "Tên chi bộ" in history.fields_in(lines)


def test_a_number_given_anew_brings_no_foreign_acts_along(office):
    one = cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name="Chi bộ thôn Mẫu 1")).id
    undo.take_back(office, history.recent(office)[0].id)
    two = cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name="Chi bộ thôn Mẫu 2")).id
    assert one == two
    assert [line.sentence for line in history.of_record(office, "cell", two)] == ["Thêm Chi bộ thôn Mẫu 2"]


def test_what_is_there_no_more_is_told_all_the_same(tmp_path):
    office = sample_office.make_office(tmp_path)
    event_id = sample_office.planned(office)
    samples.discard(office, event_id)
    assert any("Buổi sinh hoạt điểm: Chi bộ thôn Mẫu 1" in record for record, _ in told(office))
    found = told(office, 1)
    assert all(GONE not in record for record, _ in found)
    assert found["Buổi sinh hoạt điểm: Chi bộ thôn Mẫu 1 – 05/06/2026", "Trạng thái"][1] != ""
    office.close()

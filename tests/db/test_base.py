"""The columns keep clean text and right companions, whoever writes the row."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapper

from bontot_desktop.db import house, models
from bontot_desktop.db.base import Base, companions
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.members import Member
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.text import person_sort_key
from tests.db.office import NOW, WHO, add_cell

TABLES = (house, models)


def mappers() -> list[Mapper[Base]]:
    return sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)


def test_text_is_stored_composed_and_without_odd_spaces(office: DataFile) -> None:
    add_cell(office, "  Chi bo\u0323\u0302\u00a0thôn  Mẫu\u200b 1 ")
    with office.read() as session:
        assert session.scalars(select(Cell.name)).one() == "Chi bộ thôn Mẫu 1"


def test_a_new_name_renews_what_search_and_order_use(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    with office.work("register.save_cell", "Sửa", who=WHO, now=NOW) as work:
        work.get_one(Cell, 1).name = "Chi bộ thôn Đồng Mẫu"
    with office.read() as session:
        assert session.scalars(select(Cell.name_folded)).one().startswith("chi bo thon dong mau")


def test_rows_written_in_bulk_have_their_companions_too(office: DataFile) -> None:
    rows = [
        {"code": f"{number}", "name": f"Chi bộ thôn Mẫu {number}", "content_type": ContentType.VILLAGE_QUARTER}
        for number in range(3)
    ]
    with office.work("sample", "Tạo văn phòng mẫu", who=WHO, now=NOW) as work:
        work.execute(insert(Cell), rows, execution_options={"unrecorded": True})
    with office.read() as session:
        assert session.scalars(select(Cell.name_folded).where(Cell.code == "2")).one() == "chi bo thon mau 2 2"


def test_people_sort_by_given_name_in_the_file() -> None:
    _, value = companions(Member.__mapper__)["full_name_order"]
    assert value({"full_name": "Nguyễn Văn Ví Dụ"}) == person_sort_key("Nguyễn Văn Ví Dụ")


def test_the_same_code_twice_is_refused_by_the_file_itself(office: DataFile) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 1")
    with pytest.raises(IntegrityError, match="UNIQUE"):
        add_cell(office, "Chi bộ thôn Mẫu  1")


@pytest.mark.parametrize("mapper", mappers(), ids=lambda mapper: mapper.class_.__name__)
def test_every_table_keeps_the_habits_of_the_file(mapper: Mapper[Base]) -> None:
    table = Base.metadata.tables[mapper.local_table.name]
    for key in table.foreign_keys:
        assert key.ondelete == "RESTRICT", f"{key.parent}: rows deleted by the database are missing from the history"
    for column in table.columns:
        if column.type.python_type is str and not column.foreign_keys and not hasattr(column.type, "enums"):
            assert not column.nullable, f"{column}: an absent text is an empty one"
    for sources, _ in companions(mapper).values():
        assert set(sources) <= set(mapper.attrs.keys())


def test_every_table_is_known_to_the_history() -> None:
    assert {table.name for table in Base.metadata.sorted_tables} == {mapper.local_table.name for mapper in mappers()}

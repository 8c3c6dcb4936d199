"""Odd cells never crash an import and nothing is half taken: what the plan says is what the register holds."""

from __future__ import annotations

import contextlib
import struct
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bontot_desktop.errors import Refused
from bontot_desktop.services import cells, importing, members
from bontot_desktop.services.importing.workbook import Sheet, Workbook
from tests.register_office import CELL_HEADINGS, MEMBER_HEADINGS, SAMPLE_BOOK, acts, make_office

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=12),
    st.floats(),
    st.integers(-(10**18), 10**18),
    st.dates(date(1850, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1850, 1, 1), datetime(2100, 1, 1)),
    st.times(),
    st.timedeltas(timedelta(-5), timedelta(5)),
    st.sampled_from(
        ["", "TH01", "TH02", "Chi bộ thôn Mẫu 1", "31/02/1980", "#REF!", "=1+1", "<b>&", "\x00", "12/2026"]
    ),
)
LIKELY = {
    "Mã chi bộ": st.sampled_from(["TH01", "TH02", "th01", ""]),
    "Tên chi bộ": st.sampled_from(["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2", ""]),
    "Họ và tên": st.sampled_from(["Nguyễn Văn Ví Dụ", "Lê Ví Dụ An", "Trần Thị Mẫu", ""]),
    "Ngày sinh": st.sampled_from([date(1970, 5, 6), 1970, "6/5/1970", ""]),
    "Ngày vào Đảng": st.sampled_from([date(2000, 1, 1), "1/1/2026", ""]),
    "Ngày chính thức": st.sampled_from([date(2001, 1, 1), ""]),
    "Số thẻ đảng viên": st.sampled_from([10282669.0, "10282669", "2", ""]),
    "Chi bộ": st.sampled_from(["TH01", "TH02", "thôn Mẫu 1", ""]),
    "Chức vụ": st.sampled_from(["Bí thư", "PBT", "Chi ủy viên", ""]),
    "Tình trạng": st.sampled_from(["chính thức", "dự bị", "miễn sinh hoạt", "đình chỉ", ""]),
    "Giờ": st.sampled_from([time(19, 30), "19h30", 0.5]),
}


def rows(headings) -> st.SearchStrategy[list[list[object]]]:
    """Rows whose cells are mostly likely and sometimes odd."""
    columns = [
        st.one_of(LIKELY.get(heading, st.just("")), LIKELY.get(heading, st.just("")), ODD) for heading in headings
    ]
    return st.lists(st.tuples(*columns).map(list), max_size=7)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = make_office(tmp_path_factory.mktemp("fuzz"))
    yield office
    office.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(cell_rows=rows(CELL_HEADINGS), member_rows=rows(MEMBER_HEADINGS))
def test_odd_rows_are_taken_asked_about_or_refused_but_never_half_taken(office, cell_rows, member_rows):
    sheets = (
        Sheet("Chi bộ", 1, [list(CELL_HEADINGS), *cell_rows]),
        Sheet("Đảng viên", 1, [list(MEMBER_HEADINGS), *member_rows]),
    )
    try:
        plan = importing.plan(office, Workbook("odd.xlsx", sheets))
    except Refused:
        return
    before = len(acts(office)), len(cells.list_cells(office)), len(members.list_members(office))
    importing.apply(office, plan)
    counts = plan.counts
    assert len(cells.list_cells(office)) == before[1] + counts.new_cells
    assert len(members.list_members(office)) == before[2] + counts.new_members
    assert len(acts(office)) - before[0] in (0, 1)
    again = importing.plan(office, Workbook("odd.xlsx", sheets))
    assert again.counts.new_cells == again.counts.new_members == 0
    assert len(again.taken) == len(plan.taken)
    assert {(remark.sheet, remark.row) for remark in again.refused} == {(r.sheet, r.row) for r in plan.refused}


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_workbook_with_wrong_bytes_is_read_or_refused(tmp_path_factory, places):
    content = bytearray(SAMPLE_BOOK.read_bytes())
    for share, value in places:
        content[int(share * len(content))] = value
    path = tmp_path_factory.getbasetemp() / "byte.xlsx"
    path.write_bytes(bytes(content))
    with contextlib.suppress(Refused):
        importing.read(path)


def test_a_workbook_that_says_it_unpacks_to_gigabytes_is_not_unpacked(tmp_path):
    content = SAMPLE_BOOK.read_bytes()
    # The size stands in the central directory, 24 bytes after its mark.
    entry = content.index(b"PK\x01\x02")
    huge = content[: entry + 24] + struct.pack("<I", 3_000_000_000) + content[entry + 28 :]
    path = tmp_path / "bom.xlsx"
    path.write_bytes(huge)
    with pytest.raises(Refused, match="quá lớn"):
        importing.read(path)

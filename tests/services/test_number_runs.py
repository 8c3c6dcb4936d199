"""The runs of a term as the office sees them, and where each starts."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from bontot_desktop.db import history
from bontot_desktop.db.models.office import Term
from bontot_desktop.errors import Refused
from bontot_desktop.rules import numbering
from bontot_desktop.services import heads, issuing, number_runs, terms
from tests import paper_office
from tests.paper_office import cell_id, register_kinds


@pytest.fixture
def office(tmp_path, monkeypatch):
    register_kinds(monkeypatch)
    office = paper_office.make_office(tmp_path)
    yield office
    office.close()


def run(office, key: str):
    return next(row for row in number_runs.runs(office, terms.terms(office)[0].id) if row.id == key)


def notice(office, cell: int, number: int | None = None) -> str:
    return issuing.issue(office, "X1", cell_id(office, cell), day=date(2026, 3, cell), number=number).number_text


def test_a_run_says_what_was_used_what_comes_next_and_which_numbers_stay_empty(office):
    assert (run(office, "TB/ĐU").last, run(office, "TB/ĐU").next) == (None, 1)
    for cell, number in ((1, 2), (2, 5), (3, 9)):
        notice(office, cell, number)
    row = run(office, "TB/ĐU")
    assert (row.type_name, row.last, row.next, row.count, row.gaps_text) == ("Thông báo", 9, 10, 3, "01, 03–04, 06–08")
    assert number_runs.runs(office, terms.terms(office)[0].id)[0] == row


def test_a_start_is_set_and_changed_for_the_term_and_taken_by_the_next_paper(office):
    term = terms.terms(office)[0].id
    number_runs.set_starts(office, term, {"TB/ĐU": 57})
    assert notice(office, 1) == "57-TB/ĐU"
    assert run(office, "TB/ĐU").gaps == ()
    number_runs.set_starts(office, term, {"TB/ĐU": 60, "QĐ/ĐU": 1})
    assert notice(office, 2) == "60-TB/ĐU"
    assert run(office, "TB/ĐU").gaps_text == "58–59"
    with office.read() as session:
        said = [line.sentence for line in history.recent(session, limit=5)]
    assert "Đặt số bắt đầu trong nhiệm kỳ 2025 - 2030: TB/ĐU từ 60" in said
    with pytest.raises(Refused, match="từ 1 trở lên"):
        number_runs.set_starts(office, term, {"TB/ĐU": 0})


def test_quy_dinh_have_a_run_of_their_own_where_the_office_parts_them(office):
    names = [row.type_name for row in number_runs.runs(office, terms.terms(office)[0].id)]
    assert "Quy định" not in names
    with office.work("test", "Tách Quy định") as work:
        heads.save_format_settings(work, dataclasses.replace(heads.format_settings(work), qd_shared_series=False))
    found = {row.type_name: row.symbol for row in number_runs.runs(office, terms.terms(office)[0].id)}
    assert found["Quy định"] == found["Quyết định"] == "QĐ/ĐU"


def test_a_cell_s_invitations_have_a_run_and_its_programmes_only_where_the_office_numbers_them(office):
    with office.work("test", "Nhiệm kỳ chi bộ") as work:
        term = Term(label="2025 - 2027", starts_on=date(2025, 6, 1), cell_id=cell_id(office, 1))
        work.add(term)
        work.flush()
        term_id = term.id

    def symbols() -> set[str]:
        return {row.symbol for row in number_runs.runs(office, term_id)}

    assert "GM/CB" in symbols()
    assert "CTr/CB" not in symbols()
    with office.work("test", "Chương trình có số") as work:
        heads.save_format_settings(work, dataclasses.replace(heads.format_settings(work), programme_numbered=True))
    assert "CTr/CB" in symbols()


def test_a_number_taken_twice_names_the_paper_that_has_it(office):
    notice(office, 1)
    with pytest.raises(Refused, match="cho Thông báo thử ngày 01/03/2026 “biểu dương Chi bộ thôn Mẫu 1”"):
        notice(office, 2, 1)


@pytest.mark.parametrize("symbol", ["", "KH", "KH/", "/ĐU", "KH ĐU", "KH/Đ U", "1/2"])
def test_a_symbol_that_is_none_is_refused(symbol):
    with pytest.raises(Refused, match="theo mẫu"):
        numbering.series_from(symbol)


@pytest.mark.parametrize("symbol", ["KH/ĐU", "CTr/ĐU", "BC/CB3", "BB/ĐH", "QC/BTCTU-BDVTU", "QĐi/ĐU"])
def test_symbols_as_offices_write_them_are_read(symbol):
    assert numbering.series_from(symbol).symbol == symbol

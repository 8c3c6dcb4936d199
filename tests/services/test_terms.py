"""Terms of the committee and the cells: numbers stay in the term they were given in."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from bontot_desktop.errors import Problems
from bontot_desktop.services import heads, issuing, terms
from bontot_desktop.services.terms import CellTermsDraft, TermDraft
from tests import paper_office
from tests.paper_office import NOW, add_meeting, cell_id, register_kinds


@pytest.fixture
def office(tmp_path, monkeypatch):
    register_kinds(monkeypatch)
    office = paper_office.make_office(tmp_path)
    with office.work("test", "Đánh số biên bản") as work:
        heads.save_format_settings(work, dataclasses.replace(heads.format_settings(work), minutes_numbered=True))
    yield office
    office.close()


def ids(office, *numbers: int) -> list[int]:
    return [cell_id(office, number) for number in numbers]


def test_one_act_gives_the_term_to_all_chosen_cells_and_their_minutes_then_take_numbers(office):
    draft = CellTermsDraft("2025 - 2027", date(2025, 3, 1))
    terms.set_for_cells(office, draft, ids(office, 1, 2, 3))
    rows = {row.id: row.label for row in terms.cells(office, NOW.date())}
    assert [rows[one] for one in ids(office, 1, 3, 4)] == ["2025 - 2027", "2025 - 2027", ""]
    assert issuing.issue(office, "X2", add_meeting(office, 1, 3), day=date(2026, 3, 3)).number_text == "01-BB/CB"
    assert [row.owner for row in terms.terms(office)][:2] == ["", "Chi bộ thôn Mẫu 1"]


def test_the_next_term_closes_the_one_still_open_and_the_run_begins_again(office):
    terms.set_for_cells(office, CellTermsDraft("2022 - 2025", date(2022, 3, 1)), ids(office, 1))
    terms.set_for_cells(office, CellTermsDraft("2025 - 2027", date(2025, 3, 1)), ids(office, 1, 2))
    found = [(row.label, row.ends_on) for row in terms.terms(office) if row.cell_id == cell_id(office, 1)]
    assert found == [("2025 - 2027", None), ("2022 - 2025", date(2025, 2, 28))]


def test_a_term_set_again_from_the_same_day_is_mended_not_doubled(office):
    for label in ("2025 - 2026", "2025 - 2027"):
        terms.set_for_cells(office, CellTermsDraft(label, date(2025, 3, 1)), ids(office, 1))
    assert [row.label for row in terms.terms(office) if row.cell_id] == ["2025 - 2027"]


def test_a_cell_in_the_way_is_named_and_no_cell_gets_the_term(office):
    terms.save(office, TermDraft(None, cell_id(office, 2), "", "2025 - 2027", date(2025, 6, 1), date(2027, 6, 1)))
    with pytest.raises(Problems, match="Chi bộ thôn Mẫu 2: trùng thời gian"):
        terms.set_for_cells(office, CellTermsDraft("2026 - 2028", date(2026, 1, 1)), ids(office, 1, 2))
    assert [row.owner for row in terms.terms(office) if row.cell_id] == ["Chi bộ thôn Mẫu 2"]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (CellTermsDraft("", date(2025, 1, 1)), "label"),
        (CellTermsDraft("2025"), "starts_on"),
        (CellTermsDraft("2025", date(2025, 1, 1), date(2024, 1, 1)), "ends_on"),
    ],
)
def test_what_is_missing_of_a_term_is_said_by_its_field(office, draft, field):
    with pytest.raises(Problems) as told:
        terms.set_for_cells(office, draft, ids(office, 1))
    assert [problem.field for problem in told.value.problems] == [field]
    with pytest.raises(Problems, match="Chưa chọn chi bộ nào"):
        terms.set_for_cells(office, CellTermsDraft("2025", date(2025, 1, 1)), [])


def test_a_term_cannot_shrink_away_from_papers_numbered_in_it(office):
    issuing.issue(office, "X1", cell_id(office, 1), day=date(2026, 3, 6))
    term = terms.terms(office)[0]
    with pytest.raises(Problems, match="01-TB/ĐU ngày 06/03/2026 đã lấy số trong nhiệm kỳ này"):
        terms.save(office, dataclasses.replace(term, ends_on=date(2026, 3, 5)))
    terms.save(office, dataclasses.replace(term, ends_on=date(2026, 3, 6)))
    terms.set_for_cells(office, CellTermsDraft("2025 - 2027", date(2025, 3, 1)), ids(office, 1))
    issuing.issue(office, "X2", add_meeting(office, 1, 3), day=date(2026, 3, 3))
    with pytest.raises(Problems, match="Chi bộ thôn Mẫu 1: văn bản số 01-BB/CB"):
        terms.set_for_cells(office, CellTermsDraft("2026 - 2028", date(2026, 1, 1)), ids(office, 1))

"""Numbers run through a term, whatever the calendar says; gaps may stand, nothing is given twice."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from bontot_desktop.db.models.office import Term
from bontot_desktop.db.models.papers import NumberSeries
from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import heads, issuing, numbers
from tests import paper_office
from tests.paper_office import NOTICE, add_meeting, cell_id, end_term, register_kinds


@pytest.fixture
def office(tmp_path, monkeypatch):
    register_kinds(monkeypatch)
    office = paper_office.make_office(tmp_path)
    yield office
    office.close()


def notice(office, cell: int, day: date, number: int | None = None) -> str:
    return issuing.issue(office, "X1", cell_id(office, cell), day=day, number=number).number_text


def test_numbers_go_on_over_the_first_of_january(office):
    assert notice(office, 1, date(2026, 12, 30)) == "01-TB/ĐU"
    assert notice(office, 2, date(2027, 1, 4)) == "02-TB/ĐU"


def test_a_new_term_starts_again_and_the_old_one_keeps_its_run(office):
    notice(office, 1, date(2026, 3, 2))
    end_term(office, date(2026, 6, 30), "2026 - 2031")
    assert notice(office, 2, date(2026, 7, 1)) == "01-TB/ĐU"
    assert notice(office, 3, date(2026, 6, 30)) == "02-TB/ĐU"


def test_a_day_outside_every_term_gets_no_number_and_a_sentence(office):
    with pytest.raises(Refused, match="không thuộc nhiệm kỳ nào"):
        notice(office, 1, date(2024, 12, 31))
    assert notice(office, 1, date(2026, 1, 5)) == "01-TB/ĐU"


def test_numbers_start_where_the_office_set_them(office):
    with office.work("test", "Số đầu") as work:
        term = work.query(Term).filter(Term.cell_id.is_(None)).one()
        work.add(NumberSeries(term_id=term.id, series="TB/ĐU", start=57))
    assert notice(office, 1, date(2026, 3, 2)) == "57-TB/ĐU"
    assert notice(office, 2, date(2026, 3, 3)) == "58-TB/ĐU"


def test_a_number_may_be_chosen_and_leaves_a_gap(office):
    notice(office, 1, date(2026, 3, 2))
    assert notice(office, 2, date(2026, 3, 3), number=5) == "05-TB/ĐU"
    assert notice(office, 3, date(2026, 3, 4)) == "06-TB/ĐU"
    assert notice(office, 4, date(2026, 3, 4), number=3) == "03-TB/ĐU"


@pytest.mark.parametrize("number", [1, 0, -4])
def test_a_used_or_impossible_number_is_refused_and_nothing_changes(office, number):
    notice(office, 1, date(2026, 3, 2))
    before = office.data.last_act()
    with pytest.raises(Refused):
        notice(office, 2, date(2026, 3, 3), number=number)
    assert office.data.last_act() == before


def test_a_date_before_a_lower_number_s_date_warns(office):
    notice(office, 1, date(2026, 3, 10))
    warnings = issuing.preview(office, "X1", cell_id(office, 2), day=date(2026, 3, 2)).warnings
    assert warnings == ("Số 01-TB/ĐU đã mang ngày 10/03/2026, sau ngày của văn bản này.",)


def test_cells_number_minutes_only_when_the_office_chose_so_each_in_its_own_term(office):
    meetings = [add_meeting(office, 1, 3), add_meeting(office, 1, 4), add_meeting(office, 2, 3)]
    plain = issuing.issue(office, "X2", meetings[0], day=date(2026, 3, 3))
    assert plain.number_text == ""
    with office.work("test", "Đánh số biên bản") as work:
        heads.save_format_settings(work, dataclasses.replace(heads.format_settings(work), minutes_numbered=True))
        work.add_all(Term(cell_id=cell_id(office, n), label="2025 - 2027", starts_on=date(2025, 1, 1)) for n in (1, 2))
    assert issuing.issue(office, "X2", meetings[1], day=date(2026, 4, 3)).number_text == "01-BB/CB"
    assert issuing.issue(office, "X2", meetings[2], day=date(2026, 3, 3)).number_text == "01-BB/CB"
    third = add_meeting(office, 3, 3)
    with pytest.raises(Refused, match="Chi bộ thôn Mẫu 3 chưa khai báo nhiệm kỳ"):
        issuing.issue(office, "X2", third, day=date(2026, 3, 3))


def test_a_paper_without_number_takes_none_by_hand_either(office):
    meeting = add_meeting(office, 1, 3)
    with pytest.raises(Refused, match="không đánh số"):
        issuing.issue(office, "X2", meeting, day=date(2026, 3, 3), number=4)


def test_quy_dinh_share_the_run_of_quyet_dinh_unless_the_office_parts_them(office):
    regulation = dataclasses.replace(NOTICE, id="X9", name="Quy định thử", type_symbol="QĐ")
    with office.read() as session:
        settings = heads.format_settings(session)
        shared, apart = (
            numbers.run_on(
                session,
                regulation,
                Issuer.STANDING_COMMITTEE,
                dataclasses.replace(settings, qd_shared_series=choice),
                day=date(2026, 3, 3),
                cell_id=None,
            )
            for choice in (True, False)
        )
    assert (shared.key, apart.key) == ("QĐ/ĐU", "QĐ/ĐU (Quy định)")
    assert apart.printed(7) == "07-QĐ/ĐU"


@pytest.mark.parametrize("symbol", ["QĐi", "QĐI"])
def test_quy_dinh_with_a_symbol_of_their_own_run_by_themselves(office, symbol):
    regulation = dataclasses.replace(NOTICE, id="X9", name="Quy định thử", type_symbol="QĐ")
    decision = dataclasses.replace(NOTICE, id="X8", name="Quyết định thử", type_symbol="QĐ")
    with office.read() as session:
        settings = dataclasses.replace(heads.format_settings(session), quy_dinh_symbol=symbol)
        runs = [
            numbers.run_on(session, kind, Issuer.STANDING_COMMITTEE, settings, day=date(2026, 3, 3), cell_id=None)
            for kind in (regulation, decision)
        ]
    assert [run.printed(7) for run in runs] == [f"07-{symbol}/ĐU", "07-QĐ/ĐU"]
    assert [run.key for run in runs] == [f"{symbol}/ĐU", "QĐ/ĐU"]

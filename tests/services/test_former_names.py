"""Papers bear the committee's names, superior and symbols of their day, also from before 01/7/2025."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.errors import Problems
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import committee, heads
from bontot_desktop.services.committee import FormerName
from tests.small_office import office

__all__ = ["office"]

TODAY = date(2026, 11, 21)
LAST_DAY = date(2025, 6, 30)
OLD = FormerName("Đảng ủy xã Mẫu Hạ", "Đảng bộ huyện Thí Dụ", "Mẫu Hạ", to_on=LAST_DAY)


def save(office, **changes):
    committee.save_committee(office, replace(committee.committee(office), **changes))


def refusal(office, **changes):
    with pytest.raises(Problems) as refused:
        save(office, **changes)
    return {problem.field: problem.sentence for problem in refused.value.problems}


def head(office, day, issuer=Issuer.STANDING_COMMITTEE):
    with office.read() as session:
        made = heads.committee_head(session, issuer, day=day, today=TODAY)
        return made.superior, made.issuer, made.place


def test_a_paper_of_the_last_day_bears_the_district_and_the_next_day_the_province(office):
    save(office, former_names=(OLD,))
    assert head(office, LAST_DAY) == ("ĐẢNG BỘ HUYỆN THÍ DỤ", "ĐẢNG ỦY XÃ MẪU HẠ", "Mẫu Hạ")
    assert head(office, date(2025, 7, 1)) == ("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ")
    assert head(office, None) == ("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ")
    with office.read() as session:
        assert heads.committee(session, LAST_DAY).org_name == "Đảng bộ xã Mẫu Hạ"


def test_a_former_name_breaks_where_it_was_broken(office):
    save(office, former_names=(replace(OLD, name_break_after="Đảng ủy xã"),), name_break_after="Đảng ủy")
    assert head(office, LAST_DAY)[1] == "ĐẢNG ỦY XÃ\nMẪU HẠ"
    assert head(office, TODAY)[1] == "ĐẢNG ỦY\nXÃ VÍ DỤ"
    assert head(office, TODAY, Issuer.COMMITTEE_OFFICE)[:2] == ("ĐẢNG ỦY\nXÃ VÍ DỤ", "VĂN PHÒNG")


def test_names_of_several_times_are_kept_changed_and_dropped(office):
    older = replace(OLD, name="Đảng ủy xã Xưa", to_on=date(2020, 5, 1))
    newer = replace(OLD, from_on=date(2020, 5, 2))
    save(office, former_names=(newer, older))
    assert head(office, date(2019, 1, 1))[1] == "ĐẢNG ỦY XÃ XƯA"
    kept = committee.committee(office).former_names
    assert [old.name for old in kept] == ["Đảng ủy xã Xưa", "Đảng ủy xã Mẫu Hạ"]
    save(office, former_names=(replace(kept[1], place="Hạ"),))
    assert [old.place for old in committee.committee(office).former_names] == ["Hạ"]
    assert head(office, date(2019, 1, 1))[1] == "ĐẢNG ỦY XÃ VÍ DỤ"


@pytest.mark.parametrize(
    ("names", "field"),
    [
        ((replace(OLD, superior=" "),), "former_names.0.name"),
        ((replace(OLD, to_on=None),), "former_names.0.to_on"),
        ((replace(OLD, from_on=date(2025, 7, 1)),), "former_names.0.to_on"),
        ((OLD, replace(OLD, from_on=date(2025, 6, 30), to_on=date(2025, 7, 5))), "former_names"),
    ],
)
def test_a_former_name_that_cannot_be_is_refused(office, names, field):
    assert list(refusal(office, former_names=names)) == [field]
    assert committee.committee(office).former_names == ()


def test_each_body_has_its_symbol_and_cells_have_theirs(office):
    save(office, symbol_office="VP", symbol_board="BXDĐĐU", symbol_inspection="UBKT", symbol_cells="CB3")
    with office.read() as session:
        found = {issuer: heads.body_symbol(session, issuer) for issuer in Issuer}
    assert found == {
        Issuer.EXECUTIVE_COMMITTEE: "ĐU",
        Issuer.STANDING_COMMITTEE: "ĐU",
        Issuer.COMMITTEE_OFFICE: "VP",
        Issuer.PARTY_BUILDING_BOARD: "BXDĐĐU",
        Issuer.INSPECTION_COMMISSION: "UBKT",
        Issuer.CELL: "CB3",
    }
    assert committee.committee(office).symbol_cells == "CB3"


@pytest.mark.parametrize("symbol", ["B XD", "bxdđ", "BXDĐ/ĐU", "ĐU."])
def test_a_symbol_is_letters_in_capitals_without_spaces(office, symbol):
    assert list(refusal(office, symbol_board=symbol)) == ["symbol_board"]


def test_a_body_that_issues_nothing_needs_no_symbol_but_committee_and_cells_do(office):
    save(office, symbol_inspection="")
    assert committee.committee(office).symbol_inspection == ""
    assert list(refusal(office, symbol="", symbol_cells=" ")) == ["symbol", "symbol_cells"]


def test_the_seal_goes_with_the_settings_of_every_paper(office):
    assert committee.format_settings(office).has_seal
    save(office, has_seal=False)
    assert not committee.format_settings(office).has_seal

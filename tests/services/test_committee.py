"""The committee's own facts, and the heads and feet that papers make of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bontot_desktop.db.models.office import Person
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import committee, heads, people, terms
from bontot_desktop.services.committee import HoldingDraft
from bontot_desktop.services.office import Office
from bontot_desktop.services.terms import TermDraft
from tests.small_office import office

__all__ = ["office"]
DAY = date(2026, 11, 21)


def test_the_head_of_a_paper_names_the_superior_above_the_committee(office: Office) -> None:
    with office.read() as session:
        head = heads.committee_head(session, Issuer.STANDING_COMMITTEE, day=DAY, today=DAY, number=5, symbol="QĐ/ĐU")
        board = heads.committee_head(session, Issuer.PARTY_BUILDING_BOARD, day=DAY, today=DAY)
    assert (head.superior, head.issuer) == ("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ")
    assert (board.superior, board.issuer) == ("ĐẢNG ỦY XÃ VÍ DỤ", "BAN XÂY DỰNG ĐẢNG")


def test_a_long_name_breaks_where_the_office_says(office: Office) -> None:
    draft = replace(committee.committee(office), name="Đảng ủy phường Ví Dụ Mẫu", name_break_after="Đảng ủy phường")
    committee.save_committee(office, draft)
    with office.read() as session:
        head = heads.committee_head(session, Issuer.EXECUTIVE_COMMITTEE, day=DAY, today=DAY)
    assert head.issuer == "ĐẢNG ỦY PHƯỜNG\nVÍ DỤ MẪU"


def test_the_secretary_signs_then_the_deputy_when_the_secretary_left(office: Office) -> None:
    first = committee.holdings(office)[0]
    with office.read() as session:
        assert heads.signer(session, Issuer.STANDING_COMMITTEE, DAY).name == first.full_name
    committee.save_holding(office, replace(first, to_on=date(2026, 6, 30)))
    with office.read() as session:
        facts = heads.signer(session, Issuer.STANDING_COMMITTEE, DAY)
        before = heads.signer(session, Issuer.STANDING_COMMITTEE, date(2026, 6, 30))
    assert (facts.authority, facts.post, facts.name) == ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Trần Thị Làm Mẫu")
    assert before.name == first.full_name


def test_the_deputy_head_of_an_organ_signs_for_its_head(office: Office) -> None:
    with office.read() as session:
        facts = heads.signer(session, Issuer.COMMITTEE_OFFICE, DAY)
    assert (facts.authority, facts.post) == ("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")


def test_nobody_to_sign_is_said_with_the_place_to_mend_it(office: Office) -> None:
    with office.read() as session, pytest.raises(Refused, match="mục Cán bộ"):
        heads.signer(session, Issuer.INSPECTION_COMMISSION, DAY)


def test_terms_do_not_overlap(office: Office) -> None:
    with pytest.raises(Problems, match="2025 - 2030"):
        terms.save(office, TermDraft(label="2030 - 2035", starts_on=date(2030, 7, 1)))
    now = terms.terms(office)[0]
    terms.save(office, replace(now, ends_on=date(2030, 6, 30)))
    terms.save(office, TermDraft(label="2030 - 2035", starts_on=date(2030, 7, 1)))
    with office.read() as session:
        assert heads.committee(session, date(2031, 1, 1)).term_label == "2030 - 2035"
        assert heads.committee(session, DAY).term_label == "2025 - 2030"


def test_a_holding_needs_a_name_a_post_and_days_in_order(office: Office) -> None:
    draft = HoldingDraft(from_on=date(2026, 5, 1), to_on=date(2026, 4, 1))
    with pytest.raises(Problems) as told:
        committee.save_holding(office, draft)
    assert [problem.field for problem in told.value.problems] == ["full_name", "post", "to_on"]


def test_a_person_in_office_typed_in_other_letters_is_the_same_person(office: Office) -> None:
    known = len(people.person_picks(office))
    committee.save_holding(office, HoldingDraft(full_name="nguyễn văn  ví dụ", post="Trưởng ban"))
    assert len(people.person_picks(office)) == known
    committee.save_holding(office, HoldingDraft(full_name="Nguyễn Văn Ví Du", post="Ủy viên"))
    assert len(people.person_picks(office)) == known + 1


def test_mending_the_spelling_of_a_name_keeps_one_person(office: Office) -> None:
    first = committee.holdings(office)[0]
    committee.save_holding(office, replace(first, full_name="Nguyễn Văn Ví Dụ Mẫu"))
    names = [row.full_name for row in committee.holdings(office)]
    assert names == ["Nguyễn Văn Ví Dụ Mẫu", "Trần Thị Làm Mẫu", "Lê Thử"]
    with office.read() as session:
        assert [row.full_name for row in session.scalars(select(Person).order_by(Person.id))] == names

"""A new office: what it starts with and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from bontot_desktop.db.models.criteria import CriteriaSet
from bontot_desktop.db.models.papers import NumberSeries
from bontot_desktop.db.models.scoring import ScoreTemplate
from bontot_desktop.errors import Problems, Refused, WrongPassword
from bontot_desktop.rules import scoring
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.recognition import SetStatus
from bontot_desktop.services import committee, heads, setup
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.services.setup import OfficerDraft
from tests.small_office import DRAFT, PASSWORD, cheap_keys, clock, locked_office, office

__all__ = ["cheap_keys", "locked_office", "office"]
DAY = date(2026, 11, 21)


def test_a_new_office_knows_its_committee_term_and_people(office: Office) -> None:
    with office.read() as session:
        facts = heads.committee(session, DAY)
        starts = [(row.series, row.start) for row in session.scalars(select(NumberSeries))]
    assert (facts.org_name, facts.commune, facts.term_label) == ("Đảng bộ xã Ví Dụ", "xã Ví Dụ", "2025 - 2030")
    assert starts == [("QĐ/ĐU", 57)]
    assert [row.full_name for row in committee.holdings(office)] == ["Nguyễn Văn Ví Dụ", "Trần Thị Làm Mẫu", "Lê Thử"]
    assert {row.kind: row.member_count for row in committee.bodies(office)}[Issuer.STANDING_COMMITTEE] == 9


def test_every_shipped_score_table_adds_up_to_its_hundred(office: Office) -> None:
    with office.read() as session:
        templates = list(session.scalars(select(ScoreTemplate)))
        assert [t.code for t in templates if t.is_default] == ["HD42"]
        for template in templates:
            items = [scoring.ScoreItem(i.code, i.title, i.maximum, i.is_group) for i in template.items]
            full = {item.code: item.maximum for item in scoring.leaves(items)}
            assert scoring.total(items, full) == template.max_total == 100
            for item in items:
                if item.is_group:
                    assert scoring.group_total(items, item, full) == item.maximum, (template.code, item.code)


def test_our_own_criteria_are_marked_as_proposals_and_add_up(office: Office) -> None:
    with office.read() as session:
        sets = {row.code: row for row in session.scalars(select(CriteriaSet))}
        assert sets["TANGIANG_2023"].status is SetStatus.ADOPTED
        assert len([c for c in sets["TANGIANG_2023"].items if not c.is_group]) == 16
        for code in ("DE_XUAT_100", "DE_XUAT_4x25"):
            assert sets[code].status is SetStatus.PROPOSAL
            groups = [c for c in sets[code].items if c.is_group]
            assert sum(c.maximum for c in groups) == sets[code].max_total == 100
            for group in groups:
                own = [c for c in sets[code].items if c.code.startswith(f"{group.code}.")]
                assert sum(c.maximum for c in own) == group.maximum


def test_an_encrypted_office_opens_with_its_password_or_its_code_alone(locked_office, tmp_path: Path) -> None:
    office, code = locked_office()
    path = office.data.path
    office.close()
    for words in ({"password": PASSWORD}, {"recovery_code": code.lower()}):
        open_office(path, holder="thử", who="Thử", clock=clock, **words).close()
    with pytest.raises(WrongPassword):
        open_office(path, password="sai hẳn rồi", holder="thử", who="Thử", clock=clock)


def test_what_is_missing_is_said_field_by_field() -> None:
    empty = replace(DRAFT, name=" ", superior="", place="", term_from=2030, term_to=2025)
    fields = [problem.field for problem in setup.problems(empty, password="ngắn")]
    assert fields == ["name", "superior", "place", "term_to", "password"]


def test_invitations_are_numbered_on_from_paper_too() -> None:
    assert setup.problems(replace(DRAFT, number_starts=(("GM/ĐU", 12),)), password="mật khẩu đủ dài") == []


def test_a_file_that_is_there_is_never_written_over(office: Office) -> None:
    with pytest.raises(Refused, match="Đã có tệp"):
        setup.new_office(office.data.path, DRAFT, password=None, holder="thử", who="Thử", clock=clock)


def test_an_office_without_names_is_refused_with_every_reason(tmp_path: Path) -> None:
    with pytest.raises(Problems) as told:
        setup.new_office(
            tmp_path / "x.bontot", replace(DRAFT, name="", place=""), password=None, holder="t", who="t", clock=clock
        )
    assert [problem.field for problem in told.value.problems] == ["name", "place"]
    assert not (tmp_path / "x.bontot").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"term_from": 25}, "term_from"),
        ({"term_to": 99999}, "term_to"),
        ({"term_from": None, "term_to": None}, "term_from"),
        ({"number_starts": (("QĐ/ĐU", 0),)}, "number_starts"),
        ({"number_starts": (("QD/DU", 57),)}, "number_starts"),
        ({"body_sizes": ((Issuer.CELL, 3),)}, "body_sizes"),
        ({"body_sizes": ((Issuer.STANDING_COMMITTEE, 0),)}, "body_sizes"),
        ({"officers": (OfficerDraft(Issuer.STANDING_COMMITTEE, "Bí thư", " "),)}, "officers"),
        ({"officers": (OfficerDraft(Issuer.CELL, "Bí thư", "Lê Thử"),)}, "officers"),
    ],
)
def test_what_no_office_can_start_with_is_refused_before_a_file_is_made(tmp_path: Path, wrong, field: str) -> None:
    with pytest.raises(Problems) as told:
        setup.new_office(
            tmp_path / "x.bontot", replace(DRAFT, **wrong), password=None, holder="t", who="t", clock=clock
        )
    assert [problem.field for problem in told.value.problems] == [field]
    assert list(tmp_path.iterdir()) == []


def test_an_office_that_could_not_be_founded_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "x.bontot"
    no_day = OfficerDraft(Issuer.STANDING_COMMITTEE, "Bí thư", "Lê Thử", from_on="2025")
    with pytest.raises(StatementError):
        setup.new_office(path, replace(DRAFT, officers=(no_day,)), password=None, holder="t", who="t", clock=clock)
    assert list(tmp_path.iterdir()) == []
    made, _ = setup.new_office(path, DRAFT, password=None, holder="t", who="t", clock=clock)
    made.close()


def test_the_form_and_the_file_ask_for_the_same_length_of_password(tmp_path: Path) -> None:
    short = "m" * (setup.MIN_PASSWORD_LENGTH - 1)
    assert [problem.field for problem in setup.problems(DRAFT, password=f"{short}  ")] == ["password"]
    assert setup.problems(DRAFT, password=f"{short}m") == []

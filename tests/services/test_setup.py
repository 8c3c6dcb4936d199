"""A new office: what it starts with and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bontot_desktop.db.models.papers import NumberSeries
from bontot_desktop.db.models.recognition import CriteriaSet
from bontot_desktop.db.models.scoring import ScoreTemplate
from bontot_desktop.errors import Problems, Refused, WrongPassword
from bontot_desktop.rules import scoring
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.recognition import SetStatus
from bontot_desktop.services import committee, heads, setup
from bontot_desktop.services.office import Office, open_office
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


def test_a_file_that_is_there_is_never_written_over(office: Office) -> None:
    with pytest.raises(Refused, match="Đã có tệp"):
        setup.new_office(office.data.path, DRAFT, password=None, holder="thử", who="Thử", clock=clock)


def test_an_office_is_read_from_a_small_file(tmp_path: Path) -> None:
    path = tmp_path / "van-phong.toml"
    path.write_text(
        'name = "Đảng ủy xã Ví Dụ"\nsuperior = "Đảng bộ tỉnh Ví Dụ"\nplace = "Ví Dụ"\nterm = [2025, 2030]\n'
        '[bodies]\nSTANDING_COMMITTEE = 9\n[numbers]\n"QĐ/ĐU" = 57\n'
        '[[officer]]\npost = "Bí thư"\nname = "Nguyễn Văn Ví Dụ"\nfrom = 2025-07-01\n',
        encoding="utf-8",
    )
    draft = setup.read_office_file(path)
    assert (draft.term_from, draft.term_to, draft.number_starts) == (2025, 2030, (("QĐ/ĐU", 57),))
    assert draft.officers[0].from_on == date(2025, 7, 1)
    assert draft.body_sizes == ((Issuer.STANDING_COMMITTEE, 9),)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("name = ", "không đọc được"),
        ('ten = "x"', "mục lạ: ten"),
        ("term = [2025]", "không hiểu được"),
        ("[bodies]\nLA = 3", "không hiểu được"),
        ('[[officer]]\npost = "Bí thư"', "không hiểu được"),
    ],
)
def test_a_wrong_office_file_is_refused_in_one_sentence(tmp_path: Path, words: str, said: str) -> None:
    path = tmp_path / "sai.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        setup.read_office_file(path)


def test_an_office_without_names_is_refused_with_every_reason(tmp_path: Path) -> None:
    with pytest.raises(Problems) as told:
        setup.new_office(
            tmp_path / "x.bontot", replace(DRAFT, name="", place=""), password=None, holder="t", who="t", clock=clock
        )
    assert [problem.field for problem in told.value.problems] == ["name", "place"]
    assert not (tmp_path / "x.bontot").exists()

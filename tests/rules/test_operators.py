"""The list of people keeps at least one who may write, and tells two of one name apart."""

from __future__ import annotations

from dataclasses import replace

from bontot_desktop.rules import operators
from bontot_desktop.rules.operators import OperatorDraft, Role

FIRST = OperatorDraft(1, "Nguyễn Văn Ví Dụ")
SECOND = OperatorDraft(2, "Trần Thị Làm Mẫu", Role.VIEWS)


def _fields(draft: OperatorDraft, *others: OperatorDraft) -> list[str]:
    return [problem.field for problem in operators.problems(draft, others)]


def test_the_first_person_may_write() -> None:
    assert _fields(OperatorDraft(name="Nguyễn Văn Ví Dụ")) == []
    assert _fields(OperatorDraft(name="Nguyễn Văn Ví Dụ", role=Role.VIEWS)) == ["role"]


def test_the_last_who_may_write_stays_so_while_anybody_is_there() -> None:
    assert _fields(replace(FIRST, role=Role.VIEWS), FIRST, SECOND) == ["role"]
    assert _fields(replace(FIRST, is_active=False), FIRST, SECOND) == ["role"]
    assert _fields(replace(FIRST, is_active=False), FIRST, replace(SECOND, role=Role.RECORDS)) == []
    assert _fields(replace(FIRST, is_active=False), FIRST) == []


def test_a_name_is_there_and_only_once_however_it_is_written() -> None:
    assert _fields(OperatorDraft(name="  "), FIRST) == ["name"]
    assert _fields(OperatorDraft(name="nguyen van vi du"), FIRST) == ["name"]
    assert _fields(replace(FIRST, name="Nguyễn Văn Ví Dụ A"), FIRST) == []


def test_who_may_only_look_is_told_what_to_do() -> None:
    told = operators.only_views("Trần Thị Làm Mẫu")
    assert told.startswith("Chỉ xem: Trần Thị Làm Mẫu")
    assert "đổi người làm việc" in told

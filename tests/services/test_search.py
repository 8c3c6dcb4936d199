"""The search of the program finds what people know of a thing: a part of its name, a number, a month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from bontot_desktop.db.models.cells import Cell, CellName
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.movement import Find
from bontot_desktop.db.models.office import Body, Holding, Person
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.samples import SampleEvent
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import MeetingFormat, MeetingState, MeetingType
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.movement import FindKind
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.rules.samples import SampleState
from bontot_desktop.services.office import Office
from bontot_desktop.services.search import LIMIT, Found, Hit, search
from tests.register_office import make_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Return an office that is only looked at."""
    office = filled(tmp_path_factory.mktemp("tim"))
    yield office
    office.close()


@pytest.fixture
def own_office(tmp_path: Path) -> Iterator[Office]:
    """Return an office that the test may change."""
    office = filled(tmp_path)
    yield office
    office.close()


def filled(folder: Path) -> Office:
    office = make_office(folder)
    with office.work("thử", "Ghi sổ thử") as work:
        dong = Cell(code="D1", name="Chi bộ thôn Đồng", content_type=ContentType.VILLAGE_QUARTER)
        east = Cell(code="D2", name="Chi bộ thôn Đông", content_type=ContentType.VILLAGE_QUARTER)
        dong.names.append(CellName(name="Chi bộ thôn Cũ Kỹ", to_on=date(2025, 6, 30)))
        work.add_all([dong, east])
        work.flush()
        for name in ("Nguyễn Văn Hạ", "Nguyễn Văn Hà", "Trần Thị Hạnh"):
            member = Member(full_name=name)
            member.statuses.append(StatusRow(cell_id=dong.id, status=MemberStatus.FULL))
            work.add(member)
        work.add(Member(full_name="Lê Văn Số", card_no="012.345", phone="0900 111 222"))
        for cell, month in ((dong, 7), (dong, 8), (east, 7)):
            work.add(
                Meeting(
                    cell_id=cell.id,
                    type=MeetingType.REGULAR,
                    format=MeetingFormat.IN_PERSON,
                    state=MeetingState.HELD,
                    year=2026,
                    month=month,
                    held_on=date(2026, month, 3),
                )
            )
        work.add(SampleEvent(year=2026, cell_id=dong.id, state=SampleState.PLANNED, planned_on=date(2026, 3, 6)))
        person = Person(full_name="Phạm Văn Bí Thư")
        body = work.query(Body).filter_by(kind=Issuer.STANDING_COMMITTEE).one_or_none() or Body(
            kind=Issuer.STANDING_COMMITTEE, name="Ban Thường vụ", symbol="ĐU"
        )
        person.holdings.append(Holding(post="Bí thư", body=body))
        work.add(person)
        for number, title in ((57, "Công nhận chi bộ"), (5, "Khen thưởng"), (570, "Việc khác")):
            work.add(
                Paper(
                    kind="D13",
                    issuer=Issuer.STANDING_COMMITTEE,
                    state=PaperState.DRAFT,
                    title=title,
                    series="QĐ/ĐU",
                    number=number,
                    term_id=1,
                    year=2026,
                    dated_on=date(2026, 12, 1),
                )
            )
    return office


def titles(hits: list[Hit], kind: Found) -> list[str]:
    return [hit.title for hit in hits if hit.kind is kind]


def test_the_typed_marks_come_first_then_the_same_letters(office: Office) -> None:
    assert titles(search(office, "hạ"), Found.MEMBER) == ["Nguyễn Văn Hạ", "Trần Thị Hạnh", "Nguyễn Văn Hà"]
    assert titles(search(office, "thôn đông"), Found.CELL) == ["Chi bộ thôn Đông", "Chi bộ thôn Đồng"]


def test_whole_words_come_before_beginnings_and_words_in_any_order_are_found(office: Office) -> None:
    assert titles(search(office, "ha"), Found.MEMBER)[2] == "Trần Thị Hạnh"
    assert titles(search(office, "hạnh trần"), Found.MEMBER) == ["Trần Thị Hạnh"]


def test_a_cell_is_found_by_its_old_name_and_told_with_it(office: Office) -> None:
    (hit,) = search(office, "cu ky")[:1]
    assert (hit.title, hit.subtitle) == ("Chi bộ thôn Đồng", "tên cũ: Chi bộ thôn Cũ Kỹ")


@pytest.mark.parametrize("query", ["012345", "012.345", "12.345", "2345", "0900111222", "0900 111", "11222", "Lê Số"])
def test_a_member_is_found_by_card_and_phone_however_written(office: Office, query: str) -> None:
    assert titles(search(office, query), Found.MEMBER) == ["Lê Văn Số"]


def test_a_member_is_told_with_the_cell(office: Office) -> None:
    assert search(office, "trần thị")[0].subtitle == "Chi bộ thôn Đồng"


@pytest.mark.parametrize(
    "query", ["tháng 7 thôn Đồng", "thôn đồng 7/2026", "họp T7 đồng", "sinh hoạt tháng 7 năm 2026 D1", "thang 7 cũ kỹ"]
)
def test_a_meeting_is_found_by_its_cell_and_month(office: Office, query: str) -> None:
    hits = [hit for hit in search(office, query) if hit.kind is Found.MEETING]
    assert hits[0].title == "Sinh hoạt tháng 7/2026 Chi bộ thôn Đồng"
    assert hits[0].subtitle == "Sinh hoạt chi bộ thường kỳ, Đã họp, 03/07/2026"
    assert not any("tháng 8" in hit.title for hit in hits)


def test_a_sample_meeting_is_found_by_its_cell(office: Office) -> None:
    assert titles(search(office, "điểm thôn đồng 2026"), Found.SAMPLE) == ["Sinh hoạt điểm Chi bộ thôn Đồng"]


@pytest.mark.parametrize("query", ["57-QĐ/ĐU", "57 qd", "057", "cong nhan 2026"])
def test_a_paper_is_found_by_number_title_and_year(office: Office, query: str) -> None:
    hits = [hit for hit in search(office, query) if hit.kind is Found.PAPER]
    assert (hits[0].title, hits[0].subtitle) == ("Công nhận chi bộ", "Số 57-QĐ/ĐU, 01/12/2026")


def test_a_person_in_office_is_found(office: Office) -> None:
    (hit,) = (hit for hit in search(office, "phạm văn") if hit.kind is Found.PERSON)
    assert (hit.title, hit.subtitle) == ("Phạm Văn Bí Thư", "Bí thư")


def test_one_kind_stands_together_and_no_kind_floods_the_list(own_office: Office) -> None:
    with own_office.work("thử", "Thêm nhiều") as work:
        work.add_all(Member(full_name=f"Đồng Thị Mẫu {number}") for number in range(30))
    hits = search(own_office, "đồng")
    kinds = [hit.kind for hit in hits]
    assert list(dict.fromkeys(kinds)) == [kind for kind, _ in groupby(kinds)]
    assert kinds.count(Found.MEMBER) == LIMIT


@pytest.mark.parametrize("query", ["", "  ", "-", "100%_", '"', "a*b OR", "NEAR(", "^", "tháng 7"])
def test_signs_of_the_index_itself_are_only_signs(office: Office, query: str) -> None:
    assert search(office, query) == []


def test_what_was_undone_is_not_found_any_more(own_office: Office) -> None:
    with own_office.work("thử", "Xóa") as work:
        work.delete(work.query(Member).filter_by(full_name="Lê Văn Số").one())
    assert search(own_office, "Lê Văn Số") == []


def test_a_model_is_found_by_its_title_with_its_cell_and_month(own_office):
    with own_office.work("test", "Mô hình") as work:
        cell = work.query(Cell).filter_by(code="D1").one()
        work.add(Find(cell_id=cell.id, year=2026, month=5, kind=FindKind.MODEL, title="Tuyến đường tự quản"))
    found = [hit for hit in search(own_office, "tuyen duong") if hit.kind is Found.FIND]
    assert [(hit.title, hit.subtitle) for hit in found] == [("Tuyến đường tự quản", "Chi bộ thôn Đồng, tháng 5/2026")]

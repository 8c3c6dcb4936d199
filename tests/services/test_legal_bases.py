"""The office keeps its own list of căn cứ: what it saves is what papers of that day cite from then on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.db import history
from bontot_desktop.errors import NotFound, Problems
from bontot_desktop.services import legal_bases
from bontot_desktop.services.legal_bases import BasisDraft
from tests.small_office import office

__all__ = ["office"]

DAY = date(2026, 11, 21)


def lines(office, kind_id="D13", day=DAY, term="2025 - 2030"):
    with office.read() as session:
        return legal_bases.lines_for(session, kind_id, day, commune="xã Ví Dụ", term=term)


def warnings(office, kind_id="D13", day=DAY, own=()):
    with office.read() as session:
        return legal_bases.warnings_for(session, kind_id, day, own)


def row(office, key):
    return next(draft for draft in legal_bases.rows(office) if draft.key == key)


def refusal(office, draft):
    with pytest.raises(Problems) as refused:
        legal_bases.save(office, draft)
    return {problem.field: problem.sentence for problem in refused.value.problems}


def test_a_new_office_has_the_shipped_bases_in_their_order(office):
    assert [draft.key for draft in legal_bases.rows(office)] == [basis.key for basis in legal_bases.shipped()]
    assert [draft.position for draft in legal_bases.rows(office)] == list(range(1, len(legal_bases.shipped()) + 1))


def test_lines_are_filled_and_the_term_is_left_out_when_none_holds(office):
    assert lines(office)[0] == "Căn cứ Điều lệ Đảng Cộng sản Việt Nam"
    rules = "Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ xã Ví Dụ"
    assert lines(office)[-1] == f"{rules}, nhiệm kỳ 2025 - 2030"
    assert lines(office, term="")[-1] == rules


def test_a_line_of_the_office_is_printed_where_it_was_put(office):
    plan = BasisDraft(
        position=2, text="- Căn cứ Kế hoạch số 12-KH/TU, ngày 05/02/2026 của Ban Thường vụ Tỉnh ủy;", used_in=("D13",)
    )
    saved = legal_bases.save(office, plan)
    assert lines(office)[1] == "Căn cứ Kế hoạch số 12-KH/TU, ngày 05/02/2026 của Ban Thường vụ Tỉnh ủy"
    assert lines(office, "D14")[1].startswith("Căn cứ Quy định số 208-QĐ/TW")
    kept = next(draft for draft in legal_bases.rows(office) if draft.id == saved.id)
    legal_bases.save(office, replace(kept, position=99))
    assert lines(office)[-1].startswith("Căn cứ Kế hoạch số 12-KH/TU")


def test_a_basis_whose_end_is_written_is_cited_no_more_and_warned_of(office):
    kept = row(office, "208-qd-tw-2026")
    by = "Quy định số 300-QĐ/TW, ngày 01/11/2026"
    legal_bases.save(office, replace(kept, valid_to=date(2026, 10, 31), replaced_by=by))
    assert not any("208-QĐ/TW" in line for line in lines(office))
    assert any("208-QĐ/TW" in line for line in lines(office, day=date(2026, 10, 31)))
    (warning,) = [sentence for sentence in warnings(office) if "208-QĐ/TW" in sentence]
    assert "hết hiệu lực từ 01/11/2026, đã thay bằng Quy định số 300-QĐ/TW" in warning
    new = BasisDraft(
        text=f"Căn cứ {by} của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
        number="300-QĐ/TW",
        year=2026,
        valid_from=date(2026, 11, 1),
        used_in=("D13",),
    )
    legal_bases.save(office, new)
    assert warnings(office) == []


def test_a_line_typed_for_one_paper_that_cites_an_ended_one_is_warned_of(office):
    (warning,) = warnings(office, own=("", "Quy định số 37-QĐ/TW, ngày 25/10/2021"))
    assert "37-QĐ/TW (2021) hết hiệu lực từ 26/07/2026, đã thay bằng Quy định số 207-QĐ/TW" in warning


def test_a_kind_with_nothing_to_cite_is_told_unless_somebody_typed_a_line(office):
    for draft in legal_bases.rows(office):
        legal_bases.save(office, replace(draft, used_in=()))
    assert lines(office) == ()
    (warning,) = warnings(office)
    assert warning.startswith('Quyết định công nhận "Chi bộ 4 tốt" chưa có căn cứ nào còn hiệu lực')
    assert warnings(office, own=("Kế hoạch số 5-KH/ĐU",)) == []


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (BasisDraft(), "text"),
        (BasisDraft(text="Căn cứ {{ cell }}"), "text"),
        (BasisDraft(text="Căn cứ {{ commune"), "text"),
        (BasisDraft(text="Căn cứ {% for x in y %}a{% endfor %}"), "text"),
        (BasisDraft(number="5-QĐ/TU", used_in=("D13",), year=2026), "text"),
        (BasisDraft(text="Căn cứ", number="5-QĐ/TU"), "year"),
        (BasisDraft(text="Căn cứ", number="5-QĐ/TU", year=26), "year"),
        (BasisDraft(text="Căn cứ", valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1)), "valid_to"),
        (BasisDraft(text="Căn cứ", replaced_by="Quy định mới"), "valid_to"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_saved(office, draft, field):
    before = legal_bases.rows(office)
    assert list(refusal(office, draft)) == [field]
    assert legal_bases.rows(office) == before


def test_a_wrong_gap_is_named_with_those_there_are(office):
    sentence = refusal(office, BasisDraft(text="Căn cứ {{ cell }}"))["text"]
    assert "không có chỗ trống “cell”; các chỗ trống dùng được: commune, term" in sentence


def test_saving_without_a_change_writes_no_line_of_history(office):
    with office.read() as session:
        before = history.last_act(session)
    legal_bases.save(office, row(office, "dieu-le"))
    with office.read() as session:
        assert history.last_act(session) == before


def test_shipped_bases_come_back_as_they_were_and_the_offices_own_stay(office):
    own = BasisDraft(position=1, text="Căn cứ Kế hoạch số 12-KH/TU", used_in=("D13",))
    legal_bases.save(office, own)
    legal_bases.save(office, replace(row(office, "dieu-le"), text="Căn cứ gì đó"))
    legal_bases.delete(office, row(office, "quy-che").id)
    legal_bases.restore(office)
    found = legal_bases.rows(office)
    assert [draft.key for draft in found] == [*(basis.key for basis in legal_bases.shipped()), ""]
    assert found[0].text == "Căn cứ Điều lệ Đảng Cộng sản Việt Nam"
    assert found[-1].text == own.text


def test_a_basis_taken_out_is_gone_and_named_in_the_history(office):
    gone = row(office, "21-nq-tw-2022")
    legal_bases.delete(office, gone.id)
    assert not any("21-NQ/TW" in line for line in lines(office))
    with office.read() as session:
        assert history.recent(session, limit=1)[0].sentence == "Bỏ căn cứ pháp lý 21-NQ/TW"
    with pytest.raises(NotFound):
        legal_bases.delete(office, gone.id)


def test_the_kinds_offered_are_those_that_cite():
    offered = dict(legal_bases.citing_kinds())
    assert offered["D13"] == 'Quyết định công nhận "Chi bộ 4 tốt"'
    assert offered["SO"] == "Sổ biên bản sinh hoạt chi bộ"
    assert "F17" not in offered

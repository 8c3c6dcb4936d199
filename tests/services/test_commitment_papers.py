"""The papers of commitment out of a real data file: a cell's own, the list of its members, blank and as signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.errors import Refused
from bontot_desktop.services import handouts, issuing
from bontot_desktop.services.movement import commitments
from bontot_desktop.services.movement.commitments import SigningDraft
from bontot_desktop.services.office import Office
from tests import recognition_office as made

DAY = date(2026, 3, 6)


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    opened = made.make_office(tmp_path)
    yield opened
    opened.close()


def _words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_a_signed_commitment_bears_its_day_and_the_cells_own_words(office):
    first, *_ = made.entry_ids(office, made.open_campaign(office))
    cell_id = commitments.list_cells_signed(office, 2026)[0].id
    commitments.sign(office, 2026, [cell_id], SigningDraft(DAY, text="Học tập: đủ 12 kỳ\nXây dựng: 01 mô hình"))
    assert issuing.natural_day(office, "D5C", first) == DAY
    words = _words(issuing.preview(office, "D5C", first).pdf)
    for sentence in ("BẢN CAM KẾT", "ngày 06 tháng 3 năm 2026", "1. Học tập: đủ 12 kỳ", "với 01 đảng viên cam kết"):
        assert sentence in words, sentence
    words = _words(issuing.preview(office, "D5D", first).pdf)
    assert "06/3/2026" in words
    assert "đã ký 01 đồng chí" in words


def test_blank_ones_of_several_cells_are_printed_in_one_run_and_not_filed(office):
    first, *others = made.entry_ids(office, made.open_campaign(office))
    for of_members, words in ((False, "Kế hoạch số .........-KH/ĐU"), (True, "Danh sách có 01 (một) đồng chí.")):
        pdf = handouts.commitments(office, [first, *others], of_members=of_members)
        assert len(PdfReader(BytesIO(pdf)).pages) >= 4
        assert words in _words(pdf)
    for kind in ("D5C", "D5D"):
        with pytest.raises(Refused, match="hãy ghi ngày ký trước"):
            issuing.issue(office, kind, first, day=DAY)
    with pytest.raises(Refused, match="ít nhất một chi bộ"):
        handouts.commitments(office, [], of_members=True)

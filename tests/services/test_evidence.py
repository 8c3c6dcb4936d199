"""Proofs of what a cell says of itself: copied in, known by fingerprint, refused with a sentence, looked after."""

from __future__ import annotations

import pytest

from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import FileCondition
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import entries, entry_scores, evidence
from bontot_desktop.services.evidence import EvidenceDraft
from tests import recognition_office as made

PDF = b"%PDF-1.4\n%proof"


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def entry_id(office):
    campaign_id = made.open_campaign(office)
    found = made.entry_ids(office, campaign_id)[0]
    made.register(office, [found])
    return found


def file(folder, name="Xếp loại đoàn thể.pdf", content=PDF):
    path = folder / name
    path.write_bytes(content)
    return path


def criterion(office, entry_id, code="3.5"):
    return next(line.criterion_id for line in entry_scores.sheet(office, entry_id).lines if line.code == code)


def test_a_proof_is_copied_under_the_cells_own_folder(office, entry_id, tmp_path):
    draft = EvidenceDraft(criterion(office, entry_id), "Kết quả xếp loại", place="Hộp 3")
    evidence.add(office, entry_id, file(tmp_path), draft)
    (row,) = evidence.of_entry(office, entry_id)
    assert (row.code, row.name, row.place, row.condition) == ("3.5", "Kết quả xếp loại", "Hộp 3", FileCondition.WHOLE)
    assert row.path.relative_to(office.papers).parts[:2] == ("2026", "minh-chung")
    assert row.path.read_bytes() == PDF


def test_the_same_file_is_not_taken_twice_for_a_criterion(office, entry_id, tmp_path):
    draft = EvidenceDraft(criterion(office, entry_id))
    evidence.add(office, entry_id, file(tmp_path), draft)
    with pytest.raises(Refused, match="đã được đính kèm cho tiêu chí này"):
        evidence.add(office, entry_id, file(tmp_path), draft)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.exe", b"MZ", "hãy chọn tệp PDF"),
        ("a.pdf", b"", "trống"),
        ("a.pdf", b"PK\x03\x04", "không đúng loại tệp"),
        ("a.jpg", PDF, "không đúng loại tệp"),
    ],
)
def test_what_is_no_proof_is_refused_and_nothing_is_kept(office, entry_id, tmp_path, name, content, said):
    with pytest.raises(Refused, match=said):
        evidence.add(office, entry_id, file(tmp_path, name, content), EvidenceDraft())
    assert evidence.of_entry(office, entry_id) == []
    assert not (office.papers / "2026").exists()


def test_t3_a_file_stands_for_the_proof_a_criterion_asks_for(office, entry_id, tmp_path):
    sheet = made.full_sheet(entry_scores.sheet(office, entry_id))
    lines = tuple(line if line.is_group else made.replace(line, evidence="") for line in sheet.lines)
    entry_scores.save(office, made.replace(sheet, lines=lines))
    assert "Tiêu chí 3.5 phải có minh chứng." in entry_scores.what_is_missing(entry_scores.sheet(office, entry_id))
    evidence.add(office, entry_id, file(tmp_path), EvidenceDraft(criterion(office, entry_id)))
    with office.read() as session:
        assert entries.find_entry(session, entry_id).state is EntryState.SELF_SCORED


def test_a_proof_taken_off_goes_to_the_folder_of_what_was_taken_back(office, entry_id, tmp_path):
    saved = evidence.add(office, entry_id, file(tmp_path), EvidenceDraft())
    (row,) = evidence.of_entry(office, entry_id)
    evidence.remove(office, saved.id)
    assert evidence.of_entry(office, entry_id) == []
    assert not row.path.exists()
    assert [path.read_bytes() for path in row.path.parent.rglob("*.pdf")] == [PDF]


def test_a_proof_that_is_gone_or_changed_is_told(office, entry_id, tmp_path):
    evidence.add(office, entry_id, file(tmp_path), EvidenceDraft())
    (row,) = evidence.of_entry(office, entry_id)
    assert evidence.amiss(office) == []
    row.path.write_bytes(PDF + b"x")
    assert evidence.amiss(office) == [f"Tệp “{row.path.name}” đã bị thay đổi sau khi đính kèm."]
    row.path.unlink()
    (sentence,) = evidence.amiss(office)
    assert "không còn trong thư mục văn bản" in sentence

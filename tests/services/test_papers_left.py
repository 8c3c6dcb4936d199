"""After a copy came to another machine, what of the papers is missing is said, and comes back from beside the copy."""

from __future__ import annotations

import shutil
from pathlib import Path

from bontot_desktop.places import user_places
from bontot_desktop.services import care, papers, papers_left
from bontot_desktop.services.office import open_office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.start.beginning import Beginning
from bontot_desktop.ui.start.welcome import Choice
from tests.small_office import clock


def _copy(sample_file: Path, stick: Path) -> Path:
    stick.mkdir()
    office = open_office(sample_file, holder="thử", who="Thử", clock=clock)
    copy = care.make_copy(office, stick).path
    office.close()
    return copy


def test_papers_of_the_program_come_back_from_the_data_alone(sample_file: Path, tmp_path: Path, qapp: object) -> None:
    copy = _copy(sample_file, tmp_path / "usb")
    asking = AnswerWith(copy, "Khôi phục")
    office = Beginning(user_places(), asking, who="Thử", clock=clock).begin(Choice.RESTORE)
    assert office is not None
    left = papers_left.left_behind(office)
    assert left.papers > 3
    assert f"Tệp của {left.papers} văn bản chưa có trên máy này; vẫn xem và in được" in asking.asked[-1]
    issued = next(row for row in papers.rows(office) if row.state.value == "ISSUED" and not row.is_outside)
    assert papers.shown(office, issued.id).startswith(b"%PDF-")
    papers.write_pending(office, issued.id)
    assert papers_left.left_behind(office).papers == left.papers - 1
    office.close()


def test_papers_beside_the_copy_are_brought_along_and_nothing_is_overwritten(
    sample_file: Path, tmp_path: Path, qapp: object
) -> None:
    copy = _copy(sample_file, tmp_path / "usb")
    assert papers_left.beside_copy(copy) is None
    theirs = sample_file.with_name(f"{sample_file.stem} - van ban")
    shutil.copytree(theirs, copy.parent / theirs.name)
    assert papers_left.beside_copy(copy) == copy.parent / theirs.name
    own = user_places().data_file.with_name("van-phong - van ban")
    kept = own / next(path for path in theirs.rglob("*.pdf")).relative_to(theirs)
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"ban cua may nay")
    asking = AnswerWith(copy, "Khôi phục", "Chép về")
    office = Beginning(user_places(), asking, who="Thử", clock=clock).begin(Choice.RESTORE)
    assert office is not None
    assert papers_left.left_behind(office).sentence == ""
    assert kept.read_bytes() == b"ban cua may nay"
    assert "chưa có trên máy" not in asking.asked[-1]
    office.close()


def test_scans_and_proofs_that_are_gone_are_told_with_where_they_belong(tmp_path: Path) -> None:
    left = papers_left.Left(0, 2, 3, tmp_path / "van-phong - van ban")
    assert left.sentence.startswith("2 bản ký và 3 minh chứng chưa có trên máy này; hãy chép thư mục văn bản")
    assert str(left.folder) in left.sentence
    assert papers_left.Left(0, 0, 0, tmp_path).sentence == ""

"""Many papers become one folder, whole or not at all."""

from __future__ import annotations

import os
import sys
from datetime import date
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader

from bontot_desktop.errors import NoRoom, Refused
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import batches, issuing, outside, papers, staging
from bontot_desktop.services.batches import DraftItem, PaperItem
from bontot_desktop.services.outside import OutsideDraft
from tests import paper_office
from tests.paper_office import cell_id, register_kinds

DAY = date(2026, 3, 6)
PDF, BOTH = (FileFormat.PDF,), (FileFormat.PDF, FileFormat.DOCX)
NAME = "Thông báo biểu dương năm 2026"


@pytest.fixture
def office(tmp_path, monkeypatch):
    register_kinds(monkeypatch)
    (tmp_path / "vp").mkdir()
    office = paper_office.make_office(tmp_path / "vp")
    yield office
    office.close()


@pytest.fixture
def out(tmp_path):
    return tmp_path / "Thư mục của tôi"


def drafts(office, count: int = 3) -> list[DraftItem]:
    return [DraftItem("X1", cell_id(office, number)) for number in range(1, count + 1)]


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_drafts_become_single_files_without_marks_and_one_joined_pdf(office, out):
    result = batches.write(batches.collect(office, NAME, drafts(office)), BOTH, out)
    assert result.folder == out / "thong-bao-bieu-duong-nam-2026"
    assert names(out) == ["thong-bao-bieu-duong-nam-2026"]
    assert names(result.folder) == [
        "00-thong-bao-bieu-duong-nam-2026.pdf",
        "01-X1-du-thao-bieu-duong-chi-bo-thon-mau-1.docx",
        "01-X1-du-thao-bieu-duong-chi-bo-thon-mau-1.pdf",
        "02-X1-du-thao-bieu-duong-chi-bo-thon-mau-2.docx",
        "02-X1-du-thao-bieu-duong-chi-bo-thon-mau-2.pdf",
        "03-X1-du-thao-bieu-duong-chi-bo-thon-mau-3.docx",
        "03-X1-du-thao-bieu-duong-chi-bo-thon-mau-3.pdf",
    ]
    assert [path.name[:2] for path in result.files] == ["01", "01", "02", "02", "03", "03"]
    assert [path.suffix for path in result.files] == [".pdf", ".docx"] * 3
    joined = PdfReader(BytesIO(batches.printable(result)))
    outline = [entry for entry in joined.outline if not isinstance(entry, list)]
    assert [entry.title for entry in outline] == [
        f"Thông báo thử: biểu dương Chi bộ thôn Mẫu {number}" for number in (1, 2, 3)
    ]
    assert tuple(joined.get_destination_page_number(entry) for entry in outline) == result.starts
    assert "Chi bộ thôn Mẫu 2" in joined.pages[result.starts[1]].extract_text()
    assert docx.Document(str(result.files[1])).paragraphs


def test_issued_papers_come_as_they_were_filed(office, out):
    issued = [issuing.issue(office, "X1", cell_id(office, number), day=DAY) for number in (1, 2)]
    filed = {file.format: file.path for file in papers.look(office, issued[0].paper_id)}
    filed[FileFormat.DOCX].write_bytes(b"sua tay")
    other = {file.format: file.path for file in papers.look(office, issued[1].paper_id)}
    other[FileFormat.PDF].write_bytes(b"hong")
    batch = batches.collect(office, NAME, [PaperItem(paper.paper_id) for paper in issued])
    result = batches.write(batch, BOTH, out, joined=False)
    assert [path.name for path in result.files] == [
        "01-TB-001-bieu-duong-chi-bo-thon-mau-1.pdf",
        "01-TB-001-bieu-duong-chi-bo-thon-mau-1.docx",
        "02-TB-002-bieu-duong-chi-bo-thon-mau-2.pdf",
        "02-TB-002-bieu-duong-chi-bo-thon-mau-2.docx",
    ]
    assert result.joined is None
    assert result.files[0].read_bytes() == filed[FileFormat.PDF].read_bytes()
    # A Word file worked on by hand is the office's own; a PDF that is not what was filed is made anew.
    assert result.files[1].read_bytes() == b"sua tay"
    assert result.files[2].read_bytes() == papers.reprint(office, issued[1].paper_id)


def test_printing_a_batch_is_noted_for_every_paper(office, out):
    issued = [issuing.issue(office, "X1", cell_id(office, number), day=DAY).paper_id for number in (1, 2)]
    batch = batches.collect(office, NAME, [PaperItem(paper) for paper in issued])
    assert batches.printed(office, batch)
    assert {papers.row(office, paper).printed_at for paper in issued} == {office.now()}
    assert not batches.printed(office, batches.collect(office, NAME, drafts(office)))


def test_what_cannot_be_made_is_left_out_and_said(office, out):
    batch = batches.collect(office, NAME, [*drafts(office, 1), PaperItem(999), PaperItem(999)])
    assert len(batch.sheets) == 1
    assert batch.skipped == ("Không còn văn bản này trong sổ.",)
    result = batches.write(batch, PDF, out)
    assert result.joined is None
    assert batches.printable(result) == result.files[0].read_bytes()
    with pytest.raises(Refused, match="Không còn văn bản này"):
        batches.collect(office, NAME, [PaperItem(999)])
    with pytest.raises(Refused, match="Chưa chọn văn bản nào"):
        batches.collect(office, NAME, [])


def test_a_paper_made_outside_the_program_is_left_out_by_its_number(office, out):
    outside_id = outside.save(
        office, OutsideDraft(type_name="Kế hoạch", symbol="KH/ĐU", day=DAY, about="tổ chức hội nghị")
    ).id
    batch = batches.collect(office, NAME, [*drafts(office, 1), PaperItem(outside_id)])
    assert batch.skipped == ("Văn bản 01-KH/ĐU làm ngoài chương trình nên không có trong lượt này.",)


def test_the_same_batch_again_takes_a_name_of_its_own(office, out):
    batch = batches.collect(office, NAME, drafts(office, 1))
    first, second = (batches.write(batch, PDF, out).folder.name for _ in range(2))
    assert (first, second) == ("thong-bao-bieu-duong-nam-2026", "thong-bao-bieu-duong-nam-2026-ban-2")


class Stop(Exception):
    """What a person's stop raises."""


@pytest.mark.parametrize("at", [0, 1, 3, 4])
def test_stopped_at_any_point_nothing_of_the_batch_stays(office, out, at):
    heard = []

    def progress(done, total, words):
        heard.append((done, total, words))
        if done == at:
            raise Stop

    with pytest.raises(Stop):
        batches.write(batches.collect(office, NAME, drafts(office)), BOTH, out, progress=progress)
    assert list(out.iterdir()) == []
    assert heard[0] == (0, 4, "Thông báo thử: biểu dương Chi bộ thôn Mẫu 1")


def test_the_progress_tells_papers_and_then_the_joining(office, out):
    heard = []
    batches.write(batches.collect(office, NAME, drafts(office, 2)), PDF, out, progress=lambda *step: heard.append(step))
    assert heard[0][:2] == (0, 3)
    assert heard[1][:2] == (1, 3)
    assert set(heard[2:-1]) == {(2, 3, batches.JOINING)}
    assert heard[-1] == (3, 3, "")


@pytest.mark.skipif(sys.platform == "win32", reason="needs /dev/full")
def test_on_a_full_disk_nothing_half_is_left(office, out, monkeypatch):
    monkeypatch.setattr(staging.secrets, "token_hex", lambda _: "abc")
    whole = staging.Staging.write

    def second_fails(self, name, content):
        if name.startswith("02"):
            (self._aside / f"{name}.tam").symlink_to("/dev/full")
        whole(self, name, content)

    monkeypatch.setattr(staging.Staging, "write", second_fails)
    with pytest.raises(NoRoom, match="Ổ đĩa đã đầy"):
        batches.write(batches.collect(office, NAME, drafts(office)), PDF, out)
    assert list(out.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_said(office, tmp_path):
    (tmp_path / "tep").write_bytes(b"")
    with pytest.raises(NoRoom, match=r"Không ghi được tệp .*Hãy kiểm tra"):
        batches.write(batches.collect(office, NAME, drafts(office, 1)), PDF, tmp_path / "tep")


def test_a_rename_that_is_held_is_tried_again_and_then_said(office, out, monkeypatch):
    monkeypatch.setattr(staging, "PAUSE", 0.0)
    tried = []

    def held(self, target):
        tried.append(target)
        raise PermissionError(13, "")

    monkeypatch.setattr(type(out), "rename", held)
    with pytest.raises(NoRoom, match="Không được phép ghi"):
        batches.write(batches.collect(office, NAME, drafts(office, 1)), PDF, out)
    assert len(tried) == staging.TRIES
    assert list(out.iterdir()) == []


def test_names_stay_short_enough_for_windows_and_a_path_too_long_is_refused(office, tmp_path):
    batch = batches.collect(office, "Thông báo " * 30, drafts(office, 2))
    deep = tmp_path
    while len(str(deep)) < 90:
        deep = deep / "thu-muc"
    result = batches.write(batch, BOTH, deep)
    assert max(len(str(path)) for path in (*result.files, result.joined)) < 255
    far = tmp_path / ("a" * 120) / ("b" * 100)
    with pytest.raises(Refused, match="quá dài"):
        batches.write(batch, BOTH, far)
    assert not far.exists()


def test_long_names_are_cut_between_words_and_stay_apart():
    assert batches._name(0, 3, "F17-du-thao-" + "rat-dai-" * 9, 30) == "01-F17-du-thao-rat-dai-rat-dai"
    assert batches._name(111, 230, "x" * 90, 20) == "112-xxxxxxxxxxxxxxxx"
    assert {len(batches._name(number, 9, "rat-dai-" * 40, 40)) <= 40 for number in range(9)} == {True}


def test_what_a_power_cut_left_is_cleared_after_a_day(office, out):
    batch = batches.collect(office, NAME, drafts(office, 1))
    old, new = out / f".cu-abc{staging.ENDING}", out / f".moi-abc{staging.ENDING}"
    for left in (old, new):
        left.mkdir(parents=True)
    os.utime(old, (1, 1))
    batches.write(batch, PDF, out)
    assert not old.exists()
    assert new.exists()

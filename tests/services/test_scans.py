"""Signed papers are kept only when they are what they say, and what becomes of the file is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pypdf
import pytest
from PIL import Image

from bontot_desktop.errors import NoRoom, Refused
from bontot_desktop.rules.papers import FileCondition
from bontot_desktop.services import history, issuing, outside, papers, scans
from tests import paper_office
from tests.paper_office import cell_id, register_kinds
from tests.services.test_outside import PLAN

DAY = date(2026, 3, 6)


@pytest.fixture
def office(tmp_path, monkeypatch):
    register_kinds(monkeypatch)
    office = paper_office.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def paper_id(office):
    return issuing.issue(office, "X1", cell_id(office, 1), day=DAY).paper_id


def picture(path, form: str = "JPEG", size: tuple[int, int] = (200, 290), shade: int = 240):
    Image.new("RGB", size, (shade, shade, shade)).save(path, form)
    return path


def pdf(path, *, pages: int = 1, password: str = ""):
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password)
    writer.write(path)
    return path


def test_scans_lie_beside_the_paper_under_its_name_and_are_shown(office, paper_id, tmp_path):
    stem = papers.look(office, paper_id)[0].path.stem
    for source in (
        pdf(tmp_path / "Quét 1.PDF"),
        picture(tmp_path / "trang 2.jpeg"),
        picture(tmp_path / "3.png", "PNG"),
    ):
        scans.attach(office, paper_id, source)
    rows = scans.of_paper(office, paper_id)
    assert [row.path.name for row in rows] == [f"{stem}-ban-ky.pdf", f"{stem}-ban-ky.jpg", f"{stem}-ban-ky.png"]
    assert {row.path.parent for row in rows} == {office.papers / "2026"}
    assert [row.original_name for row in rows] == ["Quét 1.PDF", "trang 2.jpeg", "3.png"]
    assert {row.trouble for row in rows} == {""}
    assert all(scans.shown(office, row.id).startswith(b"%PDF") for row in rows)
    assert scans.attach(office, paper_id, pdf(tmp_path / "b.pdf", pages=2)).id
    assert scans.of_paper(office, paper_id)[3].path.name == f"{stem}-ban-ky-2.pdf"


def test_a_picture_fills_the_page_it_was_taken_of(office, paper_id, tmp_path):
    upright = scans.attach(office, paper_id, picture(tmp_path / "a.png", "PNG")).id
    lying = scans.attach(office, paper_id, picture(tmp_path / "b.png", "PNG", (300, 200))).id
    sizes = [pypdf.PdfReader(BytesIO(scans.shown(office, scan))).pages[0].mediabox for scan in (upright, lying)]
    assert [size.width < size.height for size in sizes] == [True, False]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"PK\x03\x04 khong phai", "không phải là tệp PDF thật"),
        ("a.jpg", b"\x89PNG\r\n\x1a\n", "không phải là ảnh thật"),
        ("a.pdf", b"%PDF-1.7 nhung khong con gi", "bị hỏng, không mở được"),
        ("a.png", b"\x89PNG\r\n\x1a\n va het", "bị hỏng, không mở được"),
        ("a.jpg", b"", "trống"),
        ("a.exe", b"MZ", "hãy chọn tệp PDF, JPG và PNG"),
        ("a.docx", b"PK\x03\x04", "hãy chọn tệp PDF, JPG và PNG"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_kept(
    office, paper_id, tmp_path, name, content, sentence
):
    path = tmp_path / name
    path.write_bytes(content)
    before = sorted(office.papers.rglob("*"))
    with pytest.raises(Refused, match=sentence):
        scans.attach(office, paper_id, path)
    assert scans.of_paper(office, paper_id) == ()
    assert sorted(office.papers.rglob("*")) == before


def test_a_cut_photograph_is_refused(office, paper_id, tmp_path):
    path = picture(tmp_path / "a.jpg", size=(2000, 3000))
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(Refused, match="bị hỏng"):
        scans.attach(office, paper_id, path)


def test_a_locked_a_huge_a_missing_and_a_doubled_file_are_refused(office, paper_id, tmp_path, monkeypatch):
    with pytest.raises(Refused, match="có mật khẩu"):
        scans.attach(office, paper_id, pdf(tmp_path / "khoa.pdf", password="bi mat"))
    with pytest.raises(Refused, match="Không đọc được tệp “mat"):
        scans.attach(office, paper_id, tmp_path / "mat.pdf")
    path = pdf(tmp_path / "a.pdf")
    scans.attach(office, paper_id, path)
    with pytest.raises(Refused, match="đã được đính kèm"):
        scans.attach(office, paper_id, path)
    with (tmp_path / "to.pdf").open("wb") as big:
        big.truncate(scans.MOST_MB * 1024 * 1024 + 1)
    with pytest.raises(Refused, match="lớn hơn 50 MB"):
        scans.attach(office, paper_id, tmp_path / "to.pdf")


def test_a_full_disk_keeps_nothing(tmp_path, office):
    paper_id = outside.save(office, PLAN).id
    office.papers.write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(NoRoom):
        scans.attach(office, paper_id, pdf(tmp_path / "a.pdf"))
    assert scans.of_paper(office, paper_id) == ()


def test_a_scan_that_is_gone_or_changed_is_told(office, paper_id, tmp_path):
    scan = scans.attach(office, paper_id, pdf(tmp_path / "a.pdf")).id
    path = scans.of_paper(office, paper_id)[0].path
    path.write_bytes(b"khac")
    assert "đã bị thay đổi" in scans.of_paper(office, paper_id)[0].trouble
    assert scans.shown(office, scan) is None
    path.unlink()
    row = scans.of_paper(office, paper_id)[0]
    assert row.condition is FileCondition.MISSING
    assert "không còn trong thư mục" in row.trouble
    assert scans.shown(office, scan) is None


def test_a_scan_taken_off_is_moved_aside_and_the_history_knows(office, paper_id, tmp_path):
    scan = scans.attach(office, paper_id, pdf(tmp_path / "quet.pdf")).id
    path = scans.of_paper(office, paper_id)[0].path
    scans.detach(office, scan)
    assert scans.of_paper(office, paper_id) == ()
    assert not path.exists()
    assert (path.parent / "da-thu-hoi" / path.name).is_file()
    said = [line.sentence for line in history.of_record(office, "paper", paper_id)][:2]
    assert said == ["Gỡ bản ký “quet.pdf” của Thông báo thử 01-TB/ĐU", "Đính kèm bản ký của Thông báo thử 01-TB/ĐU"]


def test_scans_go_with_the_files_of_a_number_taken_back(office, paper_id, tmp_path):
    scans.attach(office, paper_id, pdf(tmp_path / "a.pdf"))
    issuing.take_back(office, paper_id, "Nhầm")
    row = scans.of_paper(office, paper_id)[0]
    assert row.path.parent.name == "da-thu-hoi"
    assert row.trouble == ""
    scans.detach(office, row.id)
    assert row.path.is_file()


def test_a_scan_that_cannot_be_moved_is_still_found_where_it_lies(office, paper_id, tmp_path):
    scans.attach(office, paper_id, pdf(tmp_path / "a.pdf"))
    path = scans.of_paper(office, paper_id)[0].path
    (path.parent / "da-thu-hoi").write_text("không phải thư mục", encoding="utf-8")
    issuing.take_back(office, paper_id, "Nhầm")
    row = scans.of_paper(office, paper_id)[0]
    assert (row.path, row.trouble) == (path, "")


def test_a_paper_made_outside_brings_its_word_file_too(office, tmp_path):
    paper_id = outside.save(office, PLAN).id
    source = tmp_path / "ke hoach.docx"
    docx.Document().save(str(source))
    word = scans.attach(office, paper_id, source).id
    scans.attach(office, paper_id, picture(tmp_path / "a.jpg"))
    names = [row.path.name for row in scans.of_paper(office, paper_id)]
    stem = "KH-001-kiem-tra-viec-sinh-hoat-chi-bo-nam-2026"
    assert names == [f"{stem}.docx", f"{stem}-ban-ky.jpg"]
    assert scans.of_paper(office, paper_id)[0].is_word
    assert scans.shown(office, word) is None
    outside.save(office, replace(outside.entry(office, paper_id), about="việc khác"))
    assert [row.path.name for row in scans.of_paper(office, paper_id)] == names
    (tmp_path / "gia.docx").write_bytes(b"PK\x03\x04")
    with pytest.raises(Refused, match="bị hỏng"):
        scans.attach(office, paper_id, tmp_path / "gia.docx")


def test_a_photograph_turned_by_the_camera_stands_upright_and_a_huge_one_opens_at_once(office, paper_id, tmp_path):
    image = Image.new("RGB", (3000, 2000), "white")
    turned = Image.Exif()
    turned[0x0112] = 6
    image.save(tmp_path / "nghieng.jpg", exif=turned)
    shown = scans.shown(office, scans.attach(office, paper_id, tmp_path / "nghieng.jpg").id)
    assert pypdf.PdfReader(BytesIO(shown)).pages[0].mediabox.height > 800
    large = scans.attach(office, paper_id, picture(tmp_path / "to.png", "PNG", (3000, 4200))).id
    assert len(scans.shown(office, large)) < 1_000_000

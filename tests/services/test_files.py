"""Files are written whole or not at all, and what the disk says becomes one sentence."""

from __future__ import annotations

import errno
import sys

import pytest

from bontot_desktop.db import disk
from bontot_desktop.errors import NoRoom
from bontot_desktop.services import files


def test_a_file_is_written_whole_with_its_folder_and_known_by_its_fingerprint(tmp_path):
    target = tmp_path / "2026" / "QD-005.pdf"
    print_of = files.write(target, b"noi dung")
    assert files.read(target) == b"noi dung"
    assert print_of == files.fingerprint(b"noi dung")
    assert [path.name for path in target.parent.iterdir()] == ["QD-005.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs /dev/full")
def test_on_a_full_disk_the_old_file_stays_and_nothing_half_is_left(tmp_path):
    target = tmp_path / "QD-005.pdf"
    files.write(target, b"ban cu")
    (tmp_path / "QD-005.pdf.tam").symlink_to("/dev/full")
    with pytest.raises(NoRoom, match="Ổ đĩa đã đầy"):
        files.write(target, b"ban moi")
    assert files.read(target) == b"ban cu"
    assert [path.name for path in tmp_path.iterdir()] == ["QD-005.pdf"]


@pytest.mark.parametrize(
    ("code", "is_there", "words"),
    [
        (errno.ENOSPC, False, "Ổ đĩa đã đầy"),
        (errno.EFBIG, False, "Ổ đĩa đã đầy"),
        (errno.EACCES, True, "đang mở trong Word"),
        (errno.EACCES, False, "Không được phép ghi vào thư mục"),
        (errno.EROFS, False, "Không được phép ghi vào thư mục"),
        (errno.ENAMETOOLONG, False, "quá dài"),
        (errno.EIO, False, "Không ghi được tệp"),
    ],
)
def test_each_refusal_of_the_disk_says_what_to_do(tmp_path, code, is_there, words):
    target = tmp_path / "QD-005.docx"
    if is_there:
        target.write_bytes(b"")
    said = files.sentence(OSError(code, ""), target)
    assert words in said
    assert said.endswith("ghi lại.")


def test_a_file_held_on_windows_is_said_to_be_open_in_word(tmp_path):
    held = PermissionError(errno.EACCES, "")
    held.winerror = 32
    assert "đang mở trong Word" in files.sentence(held, tmp_path / "QD-005.docx")


def test_a_path_windows_cannot_take_is_said_to_be_too_long(tmp_path):
    long = FileNotFoundError(errno.ENOENT, "")
    long.winerror = 206
    assert "quá dài" in files.sentence(long, tmp_path / "QD-005.docx")


def test_a_missing_file_reads_as_nothing_and_an_unreadable_one_is_told(tmp_path):
    assert files.read(tmp_path / "khong-co.pdf") is None
    with pytest.raises(NoRoom, match="Không đọc được"):
        files.read(tmp_path)


def test_a_taken_name_gets_a_number(tmp_path):
    (tmp_path / "TB-001.pdf").touch()
    (tmp_path / "TB-001-ban-2.pdf").touch()
    assert files.free(tmp_path / "TB-001.pdf").name == "TB-001-ban-3.pdf"
    assert files.free(tmp_path / "TB-002.pdf").name == "TB-002.pdf"


def test_a_file_that_cannot_be_moved_stays(tmp_path):
    assert not files.move(tmp_path / "khong-co.pdf", tmp_path / "noi-khac" / "a.pdf")


def test_the_first_paper_of_a_year_outlives_a_power_cut_with_its_folder(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(disk, "sync_folder", synced.append)
    files.write(tmp_path / "van ban" / "2027" / "QD-001.pdf", b"...")
    assert synced == [tmp_path, tmp_path / "van ban", tmp_path / "van ban" / "2027"]


def test_a_file_moved_to_the_papers_taken_back_stays_there_after_a_power_cut(tmp_path, monkeypatch):
    (tmp_path / "QD-001.pdf").touch()
    synced = []
    monkeypatch.setattr(disk, "sync_folder", synced.append)
    assert files.move(tmp_path / "QD-001.pdf", tmp_path / "da-thu-hoi" / "QD-001.pdf")
    assert synced[-2:] == [tmp_path / "da-thu-hoi", tmp_path]

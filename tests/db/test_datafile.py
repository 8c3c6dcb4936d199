"""Making, opening, holding and closing the data file, on good days and bad ones."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bontot_desktop.db import container, holding, keys
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.engine import connect
from bontot_desktop.errors import Damaged, HeldByAnother, MachineInTheWay, NoRoom, Refused, WrongPassword
from tests.db.limits import as_a_plain_user, no_file_longer_than
from tests.db.office import NOW, PASSWORD, add_cell, cell_names, names_beside

ROOT = Path(__file__).parent.parent.parent


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def open_again(path: Path, password: str = PASSWORD) -> DataFile:
    return DataFile.open(path, password, now=NOW)


# ---------------------------------------------------------------------- at rest and at work


def test_a_closed_office_is_one_file_that_the_password_opens(office_path: Path) -> None:
    with open_again(office_path) as opened:
        add_cell(opened, "Chi bộ thôn Mẫu 1")
        assert names_beside(office_path) == [f"van-phong.bontot{end}" for end in ("", "-giu", "-journal", "-khoa")]
    assert names_beside(office_path) == ["van-phong.bontot"]
    with open_again(office_path) as opened:
        assert cell_names(opened) == ["Chi bộ thôn Mẫu 1"]
        assert not opened.was_left


def test_nothing_of_the_office_can_be_read_from_its_bytes(office_path: Path) -> None:
    with open_again(office_path) as opened:
        add_cell(opened, "Chi bộ thôn Mẫu 1")
    content = office_path.read_bytes()
    assert not content.startswith(container.PLAIN_HEAD)
    assert b"CREATE TABLE" not in content
    assert "thôn Mẫu".encode() not in content


def test_the_sample_office_is_an_ordinary_file_without_a_password(plain_path: Path) -> None:
    with DataFile.open(plain_path, now=NOW) as opened:
        add_cell(opened, "Chi bộ thôn Mẫu 1")
        assert not opened.is_encrypted
    assert names_beside(plain_path) == ["mau.bontot"]
    assert plain_path.read_bytes().startswith(container.PLAIN_HEAD)
    with DataFile.open(plain_path, "không cần", now=NOW) as opened:
        assert cell_names(opened) == ["Chi bộ thôn Mẫu 1"]


def test_opening_and_closing_changes_no_byte(any_path: Path) -> None:
    before = fingerprint(any_path)
    open_again(any_path).close()
    assert fingerprint(any_path) == before


def test_closing_twice_is_harmless(office_path: Path) -> None:
    opened = open_again(office_path)
    opened.close()
    opened.close()
    assert names_beside(office_path) == ["van-phong.bontot"]


# ---------------------------------------------------------------------- making


def test_a_new_office_comes_with_a_code_that_opens_it(tmp_path: Path) -> None:
    opened, code = DataFile.create(tmp_path / "moi.bontot", PASSWORD, now=NOW)
    add_cell(opened, "Chi bộ thôn Mẫu 1")
    opened.close()
    with DataFile.open(tmp_path / "moi.bontot", recovery_code=code, now=NOW) as again:
        assert cell_names(again) == ["Chi bộ thôn Mẫu 1"]


def test_a_new_office_never_replaces_a_file(any_path: Path) -> None:
    before = fingerprint(any_path)
    with pytest.raises(Refused, match="Đã có tệp"):
        DataFile.create(any_path, PASSWORD, now=NOW)
    assert fingerprint(any_path) == before


def test_a_short_password_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="ít nhất 8"):
        DataFile.create(tmp_path / "moi.bontot", "ngắn", now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_made_office(tmp_path: Path) -> None:
    with no_file_longer_than(100_000), pytest.raises(NoRoom):
        DataFile.create(tmp_path / "moi.bontot", PASSWORD, now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match=r"Không có thư mục “.*xa”"):
        DataFile.create(tmp_path / "xa" / "moi.bontot", PASSWORD, now=NOW)


# ---------------------------------------------------------------------- passwords


def test_a_wrong_password_leaves_everything_as_it_was(office_path: Path) -> None:
    before = fingerprint(office_path)
    with pytest.raises(WrongPassword, match="chưa đúng"):
        open_again(office_path, "mật khẩu sai")
    with pytest.raises(WrongPassword, match="có mật khẩu"):
        DataFile.open(office_path, now=NOW)
    assert fingerprint(office_path) == before
    assert names_beside(office_path) == ["van-phong.bontot"]


def test_a_mistyped_recovery_code_is_refused_with_its_group(office_path: Path, recovery_code: str) -> None:
    wrong = ("C" if recovery_code[0] == "B" else "B") + recovery_code[1:]
    with pytest.raises(Refused, match="Nhóm thứ 1"):
        DataFile.open(office_path, recovery_code=wrong, now=NOW)


def test_changing_the_password_writes_no_page_anew(office_path: Path, recovery_code: str) -> None:
    found = container.read_trailer(office_path)
    assert found is not None
    pages = office_path.read_bytes()[: found[1]]
    with open_again(office_path) as opened:
        opened.change_password(PASSWORD, "mật khẩu khác")
    assert office_path.read_bytes()[: found[1]] == pages
    with pytest.raises(WrongPassword):
        open_again(office_path)
    open_again(office_path, "mật khẩu khác").close()
    DataFile.open(office_path, recovery_code=recovery_code, now=NOW).close()


def test_the_old_password_is_asked_for_unless_the_code_opened_the_file(office_path: Path, recovery_code: str) -> None:
    with open_again(office_path) as opened:
        for old in ("không phải", None):
            with pytest.raises(WrongPassword):
                opened.change_password(old, "mật khẩu khác")
    with DataFile.open(office_path, recovery_code=recovery_code, now=NOW) as opened:
        opened.change_password(None, "mật khẩu khác")
    open_again(office_path, "mật khẩu khác").close()


def test_a_new_recovery_code_replaces_the_old(office_path: Path, recovery_code: str) -> None:
    with open_again(office_path) as opened:
        code = opened.new_recovery_code()
    with pytest.raises(WrongPassword):
        DataFile.open(office_path, recovery_code=recovery_code, now=NOW)
    DataFile.open(office_path, recovery_code=code, now=NOW).close()


def test_a_file_without_a_password_has_none_to_change(plain: DataFile) -> None:
    with pytest.raises(Refused, match="không có mật khẩu"):
        plain.change_password(None, "mật khẩu khác")


# ---------------------------------------------------------------------- held by another


def test_a_second_opening_says_who_holds_the_file(office_path: Path) -> None:
    told = r"cửa sổ Bốn Tốt \(máy .+, từ 14:05 ngày 21/11/2026\)"
    with (
        DataFile.open(office_path, PASSWORD, now=NOW, holder="cửa sổ Bốn Tốt"),
        pytest.raises(HeldByAnother, match=told),
    ):
        open_again(office_path)
    open_again(office_path).close()


HOLDER = """
import sys
from datetime import datetime
from pathlib import Path
from bontot_desktop.db.datafile import DataFile
from tests.db.office import add_cell
opened = DataFile.open(Path(sys.argv[1]), sys.argv[2], now=datetime(2026, 11, 21, 9, 30), holder="lệnh bontot")
add_cell(opened, "Chi bộ thôn Mẫu 1")
print("open", flush=True)
sys.stdin.read()
"""


def test_another_process_holds_it_until_it_dies_and_then_all_is_checked(office_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(office_path), PASSWORD]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(HeldByAnother, match=r"lệnh bontot .*09:30"):
            open_again(office_path)
        other.kill()
        other.wait()
    with open_again(office_path) as opened:
        assert opened.was_left
        assert cell_names(opened) == ["Chi bộ thôn Mẫu 1"]
    assert names_beside(office_path) == ["van-phong.bontot"]


def test_another_program_inside_the_database_is_told_of(plain_path: Path) -> None:
    other = connect(plain_path, None)
    with pytest.raises(HeldByAnother, match="chương trình khác"):
        DataFile.open(plain_path, now=NOW)
    other.close()


def test_another_program_inside_an_encrypted_database_gets_nothing_written_behind_it(office_path: Path) -> None:
    trailer = container.locks_of(office_path)
    assert trailer is not None
    key = keys.unlock_by_password(keys.from_plain(trailer.locks), PASSWORD)
    other = connect(office_path, key)
    with pytest.raises(HeldByAnother):
        open_again(office_path)
    other.close()
    open_again(office_path).close()
    assert names_beside(office_path) == ["van-phong.bontot"]


def test_an_unreadable_note_of_a_dead_holder_is_no_hindrance(office_path: Path) -> None:
    holding.note_file(office_path).write_bytes(b"\xff{")
    assert holding.who_holds(office_path) is None
    with open_again(office_path) as opened:
        assert opened.was_left


# ---------------------------------------------------------------------- damage


@pytest.mark.parametrize("keep", [0, 1, 4095, 4096, 50_000, 409_600])
def test_a_truncated_file_is_told_and_left_alone(office_path: Path, keep: int) -> None:
    os.truncate(office_path, keep)
    before = fingerprint(office_path)
    with pytest.raises(Damaged, match="bản sao"):
        open_again(office_path)
    assert fingerprint(office_path) == before
    assert names_beside(office_path) == ["van-phong.bontot"]


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04" + b"\0" * 9000, os.urandom(8192)])
def test_a_file_of_another_kind_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "la.bontot"
    path.write_bytes(content)
    with pytest.raises(Damaged):
        open_again(path)
    assert path.read_bytes() == content


def test_a_file_copied_while_open_says_what_is_missing(office_path: Path, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    copied = tmp_path / "usb" / "van-phong.bontot"
    with open_again(office_path):
        content = office_path.read_bytes()
    found = container.read_trailer(office_path)
    assert found is not None
    copied.write_bytes(content[: found[1]])
    with pytest.raises(Damaged, match=r"van-phong\.bontot-khoa"):
        open_again(copied)


@pytest.mark.parametrize("place", [100, 4096 + 100, 20 * 4096 + 7])
def test_a_flipped_byte_is_found_after_an_unclean_close(office_path: Path, place: int) -> None:
    content = bytearray(office_path.read_bytes())
    content[place] ^= 1
    office_path.write_bytes(content)
    holding.note_file(office_path).touch()
    with pytest.raises(Damaged):
        open_again(office_path)
    assert office_path.read_bytes() == content
    with pytest.raises(Damaged):
        open_again(office_path)


def test_a_missing_file_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match="Không tìm thấy"):
        open_again(tmp_path / "khong-co.bontot")
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------------- full disk, no right


def test_an_act_on_a_full_disk_is_refused_whole(office_path: Path) -> None:
    with open_again(office_path) as opened:
        add_cell(opened, "Chi bộ thôn Mẫu 1")
        with no_file_longer_than(office_path.stat().st_size), pytest.raises(NoRoom, match="dữ liệu vẫn như trước"):
            add_cell(opened, "Chi bộ " + "rất dài " * 10_000)
        assert cell_names(opened) == ["Chi bộ thôn Mẫu 1"]
        add_cell(opened, "Chi bộ thôn Mẫu 2")
    with open_again(office_path) as opened:
        assert cell_names(opened) == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]


def test_opening_on_a_full_disk_leaves_the_file_as_it_was(office_path: Path) -> None:
    before = fingerprint(office_path)
    with no_file_longer_than(0), pytest.raises(NoRoom):
        open_again(office_path)
    assert fingerprint(office_path) == before
    assert names_beside(office_path) == ["van-phong.bontot"]


def test_closing_on_a_full_disk_keeps_the_locks_beside_and_opens_again(office_path: Path) -> None:
    opened = open_again(office_path)
    add_cell(opened, "Chi bộ thôn Mẫu 1")
    with no_file_longer_than(office_path.stat().st_size + 10), pytest.raises(NoRoom):
        opened.close()
    with open_again(office_path) as again:
        assert cell_names(again) == ["Chi bộ thôn Mẫu 1"]
    assert names_beside(office_path) == ["van-phong.bontot"]


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """Return a folder every user of the machine may look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_a_folder_without_the_right_to_write_is_told(any_path: Path, public_folder: Path) -> None:
    path = public_folder / "office.bontot"
    path.write_bytes(any_path.read_bytes())
    path.chmod(0o644)
    public_folder.chmod(0o555)
    with as_a_plain_user(), pytest.raises(NoRoom, match="Không được phép ghi"):
        open_again(path)
    public_folder.chmod(0o755)
    assert path.read_bytes() == any_path.read_bytes()
    assert names_beside(path) == ["office.bontot"]


def test_a_file_without_the_right_to_write_is_told(any_path: Path, public_folder: Path) -> None:
    path = public_folder / "office.bontot"
    path.write_bytes(any_path.read_bytes())
    path.chmod(0o444)
    public_folder.chmod(0o777)
    with as_a_plain_user(), pytest.raises(MachineInTheWay, match="Không được phép ghi"):
        open_again(path)
    assert path.read_bytes() == any_path.read_bytes()
    assert names_beside(path) == ["office.bontot"]


# ---------------------------------------------------------------------- files of others


@pytest.mark.parametrize(
    "made",
    [
        "PRAGMA user_version = 3",
        "CREATE TABLE khach_hang (ten TEXT)",
        "CREATE TABLE alembic_version (version_num TEXT); CREATE TABLE file_info (b TEXT)",
    ],
)
def test_a_database_of_another_program_is_refused_and_never_filled_with_our_tables(tmp_path: Path, made: str) -> None:
    path = tmp_path / "khac.bontot"
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.executescript(made)
    before = fingerprint(path)
    with pytest.raises(Damaged, match=r"“khac\.bontot” không phải tệp dữ liệu của Bốn Tốt"):
        DataFile.open(path, now=NOW, copies=tmp_path / "ban-sao")
    assert fingerprint(path) == before
    assert names_beside(path) == ["khac.bontot"]


@pytest.mark.parametrize("emptied", ["file_info", "alembic_version"])
def test_a_file_without_its_own_description_is_refused_in_a_sentence(plain_path: Path, emptied: str) -> None:
    with contextlib.closing(sqlite3.connect(plain_path)) as other:
        other.execute(f"DELETE FROM {emptied}")
        other.commit()
    with pytest.raises(Damaged, match="không phải tệp dữ liệu của Bốn Tốt"):
        DataFile.open(plain_path, now=NOW)
